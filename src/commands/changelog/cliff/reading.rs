//! The releases of a run: from every repository that is named, through the pipeline, to those that
//! the changelog shows; and the next version.

use std::path::PathBuf;

use crate::commands::changelog::cliff::history::{Read, Source, Wanted};
use crate::commands::changelog::cliff::releases::Maker;
use crate::commands::changelog::cliff::run::Run;
use crate::commands::changelog::policy;
use crate::commands::configuration::expanded;
use crate::commands::project::path_below;
use crate::domain::cliff::document::Look;
use crate::domain::cliff::forge_data::{ForgeSource, Offline};
use crate::domain::cliff::needs::Needs;
use crate::domain::cliff::pipeline::{Losses, Pipeline};
use crate::domain::cliff::release::{Release, shown};
use crate::domain::cliff::remotes::Remotes;
use crate::domain::cliff::rules::{CommitRule, CommitRules};
use crate::domain::cliff::selection::Part;
use crate::domain::cliff::tags::TagRules;
use crate::failure::{Failure, Result};
use crate::files;
use crate::terminal::Terminal;
use crate::terminal::explain::counted;

/// How the releases of a run are read.
pub(super) struct Reading<'a> {
    run: &'a Run<'a>,
    rules: CommitRules,
    sources: Vec<Source>,
    needs: Needed,
}

/// Which data somebody looks at.
#[expect(clippy::struct_excessive_bools, reason = "one switch for each kind of data")]
struct Needed {
    differences: bool,
    previous_commits: bool,
    statistics: bool,
    newcomers: bool,
}

impl Needed {
    /// Returns what the templates of a look and the rules over commits look at.
    fn of(run: &Run<'_>, look: &Look<'_>, rules: &CommitRules) -> Self {
        let is_field = |rule: &CommitRule| {
            rule.field.as_ref().is_some_and(|field| field.starts_with("statistics."))
        };
        let by_rule = rules.parsers.iter().any(is_field);
        if run.command.bumped_version {
            let (statistics, newcomers, previous_commits) = (false, false, false);
            return Self { differences: by_rule, previous_commits, statistics, newcomers };
        }
        let parts = || [&look.header, &look.footer].into_iter().flatten().chain([&look.body]);
        let any = |asks: &dyn Fn(&Needs) -> bool| {
            run.command.context || parts().any(|part| asks(part.needs()))
        };
        let differences = match run.compat.is_strict() {
            true => run.command.context || parts().any(|part| part.names("commit.statistics")),
            false => any(&Needs::difference),
        };
        Self {
            differences: differences || by_rule,
            previous_commits: any(&Needs::previous_commits),
            statistics: any(&|needs| needs.name("statistics")),
            newcomers: any(&|needs| needs.name("is_first_time")),
        }
    }
}

impl<'a> Reading<'a> {
    /// Opens the repositories and finds out what is looked at.
    pub(super) fn new(run: &'a Run<'a>, look: &Look<'_>) -> Result<Self> {
        let mut rules = policy::commit_rules(&run.settings);
        let sources = match run.command.from_context {
            Some(_) => Vec::new(),
            None => sources(run)?,
        };
        let mut skipped = Vec::new();
        for source in &sources {
            skipped.extend(source.ignored()?);
            skipped.extend(run.command.filter.skip_commit.iter().cloned());
        }
        rules.parsers.splice(0..0, skipped.iter().rev().map(|sha| CommitRule::skipping(sha)));
        let needs = Needed::of(run, look, &rules);
        Ok(Self { run, rules, sources, needs })
    }

    /// Returns the releases that the changelog shows, newest first.
    pub(super) fn releases(
        &self,
        remotes: &mut Remotes,
        terminal: &mut Terminal,
    ) -> Result<Vec<Release>> {
        self.follow(remotes);
        let (mut releases, mut losses) = (Vec::new(), Losses::default());
        for source in &self.sources {
            let read = source.read(&self.wanted(source), terminal)?;
            let (more, lost) = self.made(source, read, remotes)?;
            releases.extend(more);
            losses += lost;
        }
        self.run.progress.pause();
        say_losses(&losses, terminal);
        Ok(self.shown(releases))
    }

    /// Returns the next version where what is not released decides it; `None` where more of the
    /// history has to be looked at.
    pub(super) fn quick_version(
        &self,
        remotes: &mut Remotes,
        terminal: &mut Terminal,
    ) -> Result<Option<String>> {
        let [source] = self.sources.as_slice() else { return Ok(None) };
        let Some(read) = source.read_unreleased(&self.wanted(source))? else { return Ok(None) };
        self.follow(remotes);
        let (releases, losses) = self.made(source, read, remotes)?;
        let mut releases = self.shown(releases);
        let decides = |release: &Release| release.version.is_none() && !release.commits.is_empty();
        if !releases.first().is_some_and(decides) {
            return Ok(None);
        }
        self.run.progress.pause();
        say_losses(&losses, terminal);
        self.bump(&mut releases, terminal).map(Some)
    }

    /// Gives the newest release its version where it has none, and returns it.
    pub(super) fn bump(&self, releases: &mut [Release], terminal: &mut Terminal) -> Result<String> {
        let rules = policy::bump_rules(&self.run.settings)?;
        let nothing = "there is nothing to bump";
        let version = match releases.first_mut() {
            None => rules.initial().to_owned(),
            Some(Release { version: Some(version), .. }) => {
                terminal.warning(nothing);
                version.clone()
            }
            Some(newest) => {
                let next = rules.next(newest)?;
                let previous = newest.previous.as_ref().and_then(|one| one.release.version.clone());
                if previous.is_none() {
                    terminal
                        .note(&format!("there is no release yet, so {} is the first", next.tag));
                } else if previous.as_ref() == Some(&next.tag) {
                    terminal.warning(nothing);
                }
                newest.bump_type = next.raises;
                newest.version = Some(next.tag.clone());
                newest.timestamp = Some(self.run.environment.now);
                next.tag
            }
        };
        let pattern = self.run.settings.git.tag_pattern.as_ref();
        match pattern.filter(|pattern| !pattern.is_match(&version)) {
            None => Ok(version),
            Some(pattern) => {
                Err(Failure::usage("the next version is no tag that counts as a release")
                    .at(version)
                    .because(format!("git.tag_pattern is `{pattern}`"))
                    .hint("`bump.initial_tag` names the first version"))
            }
        }
    }

    fn wanted<'s>(&'s self, source: &Source) -> Wanted<'s> {
        let (run, command) = (self.run, self.run.command);
        Wanted {
            settings: &run.settings,
            part: policy::part(command),
            range: command.range.as_deref(),
            tag: command.tag.as_deref(),
            with_commits: &command.filter.with_commit,
            tag_message: command.filter.with_tag_message.as_ref().and_then(Option::as_deref),
            own_paths: own_paths(run, source),
            needs_differences: self.needs.differences,
            needs_previous_commits: self.needs.previous_commits,
            progress: &run.progress,
            now: run.environment.now,
            compat: run.compat,
        }
    }

    /// Takes the remote of the first repository that has one where no other is named.
    fn follow(&self, remotes: &mut Remotes) {
        for url in self.sources.iter().filter_map(|source| source.upstream_url(self.run.compat)) {
            remotes.follow(&url);
        }
    }

    fn made(
        &self,
        source: &Source,
        read: Read,
        remotes: &Remotes,
    ) -> Result<(Vec<Release>, Losses)> {
        let forge = remotes.forge().filter(|_| !self.run.compat.is_strict());
        let is_whole = self.run.command.range.is_none()
            && policy::part(self.run.command) == Part::Whole
            && self.run.settings.git.limit_tags.is_none();
        let offline = match forge {
            Some(_) if self.needs.newcomers && is_whole => Offline::of(read.walk.commits.iter()),
            Some(_) if self.needs.newcomers => source.offline()?,
            _ => Offline::of(std::iter::empty()),
        };
        let source: &dyn ForgeSource = &offline;
        let maker = Maker {
            pipeline: Pipeline {
                rules: &self.rules,
                programs: &self.run.shell,
                compat: self.run.compat,
            },
            forge: forge.map(|forge| (forge, source)),
            counts_until: self.needs.statistics.then_some(self.run.environment.now),
        };
        self.run.progress.begin("sorting commits in", 0);
        maker.make(read)
    }

    fn shown(&self, releases: Vec<Release>) -> Vec<Release> {
        let skip = self.run.settings.git.skip_tags.as_ref();
        let rules = TagRules { skip, ..TagRules::default() };
        shown(releases, &rules, self.run.settings.changelog.render_always)
    }
}

/// Opens the repositories that the command line names, else the one of the folder.
fn sources(run: &Run<'_>) -> Result<Vec<Source>> {
    let replacing = !run.environment.is_set("GIT_NO_REPLACE_OBJECTS") && !run.compat.is_strict();
    let Some(paths) = &run.command.source.repository else {
        // git-cliff does not look at GIT_DIR.
        let is_free = run.command.source.workdir.is_none() && !run.compat.is_strict();
        let git_dir = run.environment.path("GIT_DIR").filter(|_| is_free);
        let source = Source::open(&run.workdir, git_dir.as_deref(), replacing)?;
        return Ok(vec![source.at(run.head.clone())]);
    };
    let open = |path: &PathBuf| {
        let path = run.workdir.join(expanded(path, run.environment));
        if !files::read::is_folder(&path) {
            return Err(Failure::usage("the folder of the repository does not exist")
                .at(path.display().to_string())
                .hint("`--repository` takes a folder of a repository"));
        }
        Source::open(&path, None, replacing)
    };
    paths.iter().map(open).collect()
}

/// Returns the pattern of the folder that a changelog is about: that of `--workdir`, or the folder
/// the command runs in where nothing else is said; none for the root of the repository.
fn own_paths(run: &Run<'_>, source: &Source) -> Option<String> {
    if run.command.source.workdir.is_some() {
        return path_below(&source.root, &run.workdir).map(|inside| format!("{inside}/"));
    }
    let is_free = run.command.source.repository.as_ref().is_none_or(Vec::is_empty)
        && run.settings.git.include_paths.is_empty();
    let inside = path_below(&source.root, &run.folder).filter(|_| is_free);
    inside.map(|inside| format!("{inside}/**/*"))
}

fn say_losses(losses: &Losses, terminal: &mut Terminal) {
    let mut say = |count: usize, why: &str| {
        if count > 0 {
            terminal.note(&format!("{} left out: {why}", counted(count, "commit")));
        }
    };
    say(losses.unconventional, "not conventional (`git.filter_unconventional`)");
    say(losses.unmatched, "no rule matches (`git.filter_commits`)");
    say(losses.fields, "a rule asks for a field that has no text");
    say(losses.commands.len(), "a command over the message failed");
    for reason in losses.commands.iter().take(3) {
        terminal.warning(reason);
    }
}
