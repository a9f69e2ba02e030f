//! A changelog in semflow's own look.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::cli::arguments::Global;
use crate::cli::environment::Environment;
use crate::cli::exit_code::ExitCode;
use crate::commands::changelog::arguments::{Changelog, Level, Sort, Strip};
use crate::commands::changelog::policy::{overridden, part, remotes};
use crate::commands::configuration::{Configuration, expanded};
use crate::commands::destination::Destination;
use crate::commands::document::{Form, Parts, Told, tell};
use crate::commands::flow::view::View;
use crate::commands::project::Project;
use crate::commands::releases::{self, Selection};
use crate::commands::version_question::{Answered, VersionQuestion};
use crate::config::settings::{CommitParser, RemoteSetting};
use crate::domain::changelog::assemble::{Division, Order};
use crate::domain::changelog::entry::Coming;
use crate::domain::cliff::commit::Commit;
use crate::domain::cliff::remotes::ForgeRepository;
use crate::domain::cliff::selection::Part;
use crate::domain::history::commit::{CommitId, Person, RawCommit, Signature};
use crate::domain::history::paths::{PathFilter, RootPaths};
use crate::domain::version::policy::core;
use crate::domain::version::version_tag::VersionTags;
use crate::failure::{Failure, Result};
use crate::files::{self, read::listed};
use crate::plan::document::Target;
use crate::terminal::Terminal;

/// The file of the project that is written where none is named.
const FILE_NAME: &str = "CHANGELOG.md";

/// The file that lists commits which are left out.
const IGNORE_FILE: &str = ".cliffignore";

/// Runs the command.
pub(super) fn run(
    command: &Changelog,
    global: &Global,
    configuration: &Configuration,
    environment: &Environment,
    terminal: &mut Terminal,
) -> Result<ExitCode> {
    let folder = folder(command, global, environment)?;
    let mut project = Project::with(configuration, folder, environment, terminal)?;
    project.settings = overridden(project.settings, command)?;
    prepare(&mut project, command)?;
    let tags = project.version_tags(global, terminal)?;
    let mut view = View::of(&project, &tags, command.keep_rc, environment)?;
    if command.unreleased && command.bump.is_some() {
        view.leave_out_open_releases();
    }
    let coming = command.coming(&project, &tags, &view, environment, terminal)?;
    let selection = command.selection(&project, &tags, coming.as_ref())?;
    let mut divisions = releases::read(&project, &tags, &selection, &view, environment)?;
    narrow(&mut divisions, command, &project)?;
    if let Some(doubt) = command.tag.as_ref().and_then(|tag| doubt(tag, &tags, &divisions)) {
        terminal.warning(&doubt);
    }
    let message = command.filter.with_tag_message.clone().flatten();
    let told = Told { divisions, coming, order: command.order(), message };
    let form = match global.json {
        true => Form::Data,
        false => Form::Text { template: command.template.as_deref(), parts: command.parts() },
    };
    let destinations = command.destinations(&project, global.json, environment)?;
    tell(&project, told, form, destinations, terminal)?;
    Ok(ExitCode::Done)
}

/// Returns the folder to work in: that of `--workdir`, of `--repository`, or the one to run in.
fn folder(command: &Changelog, global: &Global, environment: &Environment) -> Result<PathBuf> {
    let mut folder = global.run_folder(environment)?;
    let repository = command.source.repository.as_ref().and_then(|paths| paths.first());
    for path in command.source.workdir.iter().chain(repository) {
        folder = folder.join(expanded(path, environment));
    }
    if !files::read::is_folder(&folder) {
        return Err(Failure::usage("the folder to work in does not exist")
            .at(folder.display().to_string())
            .hint("`--workdir` and `--repository` take folders"));
    }
    Ok(folder)
}

/// Puts what the command line says of commits and forges into the configuration.
fn prepare(project: &mut Project, command: &Changelog) -> Result<()> {
    let mut skipped = listed(&project.root().join(IGNORE_FILE))?;
    skipped.extend(command.filter.skip_commit.iter().cloned());
    if !skipped.is_empty() {
        let rule = |sha| CommitParser { sha: Some(sha), skip: true, ..CommitParser::default() };
        let parsers = project.settings.git.commit_parsers.get_or_insert_default();
        parsers.splice(0..0, skipped.into_iter().map(rule));
    }
    let remotes = remotes(&project.settings, &command.forge)?;
    if let Some(forge) = remotes.forge() {
        let ForgeRepository { owner, repo, api_url, .. } = remotes.forges.of(forge).clone();
        let forge = forge.key().to_owned();
        project.settings.remote = Some(RemoteSetting { forge, owner, repo, api_url });
    }
    Ok(())
}

/// Leaves out what paths and limits leave out, and adds the commits that are added.
pub(super) fn narrow(
    divisions: &mut Vec<Division>,
    command: &Changelog,
    project: &Project,
) -> Result<()> {
    let git = &project.settings.git;
    let mut include = git.include_paths.clone();
    if command.source.workdir.is_some() {
        include.extend(project.inside().map(|inside| format!("{inside}/")));
    }
    let filter = PathFilter::new(&include, &git.exclude_paths)?;
    if !filter.is_empty() {
        let changes = project.repository.changes();
        for division in divisions.iter_mut() {
            let ids: Vec<_> = division.commits.iter().map(|commit| commit.id).collect();
            let mut stays = changes.touched(&ids, &filter, RootPaths::Real)?.into_iter();
            division.commits.retain(|_| stays.next().unwrap_or(true));
        }
        divisions.retain(|division| division.tag.is_some() || !division.commits.is_empty());
    }
    if let Some(limit) = git.limit_tags.filter(|limit| *limit > 0) {
        let unreleased = divisions.iter().filter(|division| division.tag.is_none()).count();
        divisions.truncate(unreleased + limit);
    }
    if !command.filter.with_commit.is_empty() {
        let added = command.filter.with_commit.iter().rev().map(|text| added_commit(text));
        match divisions.first_mut().filter(|newest| newest.tag.is_none()) {
            Some(newest) => drop(newest.commits.splice(0..0, added)),
            None => divisions.insert(0, Division::unreleased(added.collect())),
        }
    }
    Ok(())
}

/// Returns the commit that `--with-commit` means: a message, or a full id and a message.
fn added_commit(text: &str) -> RawCommit {
    let commit = Commit::of_text(text);
    let nobody = Signature { person: Arc::new(Person::default()), seconds: 0 };
    RawCommit {
        id: commit.commit_id().unwrap_or(CommitId::from_bytes([0; 20])),
        parents: Vec::new(),
        author: nobody.clone(),
        committer: nobody,
        message: commit.message,
    }
}

/// Returns what is doubtful about a name for what is not released yet.
fn doubt(name: &str, tags: &VersionTags, divisions: &[Division]) -> Option<String> {
    let Some(version) = tags.family().version_of(name) else {
        return Some(format!(
            "tag `{name}` names no version here, so it will not count as a release"
        ));
    };
    if let Some(same) = tags.of_version(&version).next() {
        return Some(format!("version {version} is released already, as tag `{}`", same.name));
    }
    let unreleased = divisions.iter().find(|division| division.tag.is_none())?;
    let last = unreleased.previous.as_ref()?;
    let is_lower = version.cmp_precedence(&last.version).is_lt();
    is_lower.then(|| format!("version {version} is lower than {}, the last release", last.name))
}

impl Changelog {
    fn selection(
        &self,
        project: &Project,
        tags: &VersionTags,
        coming: Option<&Coming>,
    ) -> Result<Selection> {
        let is_final = |coming: &Coming| {
            tags.family().version_of(&coming.tag).is_some_and(|version| version.pre.is_empty())
        };
        Ok(match part(self) {
            Part::Unreleased => {
                let folds_prereleases = !self.keep_rc && coming.is_some_and(is_final);
                Selection::Unreleased { folds_prereleases }
            }
            Part::Latest => Selection::Latest { folds_prereleases: false },
            Part::Current => {
                let here = tags.at(project.head.id).last().ok_or_else(|| {
                    Failure::usage("HEAD has no tag that counts as a release")
                        .at(format!("commit {}", project.head.id))
                        .hint("`--latest` shows the last release, `--unreleased` what came since")
                })?;
                Selection::Tag { name: here.name.to_string(), folds_prereleases: false }
            }
            Part::Whole => match &self.range {
                Some(range) => Selection::parse(range, tags)?,
                None => Selection::Everything,
            },
        })
    }

    /// Returns where the changelog goes. Data goes only where the command line says: the file that
    /// is configured holds the document.
    fn destinations(
        &self,
        project: &Project,
        is_data: bool,
        environment: &Environment,
    ) -> Result<Vec<Destination>> {
        let in_project = || Target::new(project.root(), Path::new(FILE_NAME));
        let at = |path: &Path| Target::new(&project.folder, &expanded(path, environment));
        let mut destinations = Vec::new();
        match &self.prepend {
            Some(_) if is_data => {
                return Err(Failure::usage("data cannot be put into a changelog")
                    .hint("leave out `--prepend` or `--json`"));
            }
            Some(Some(path)) => destinations.push(Destination::Sections(at(path))),
            Some(None) => destinations.push(Destination::Sections(in_project())),
            None => {}
        }
        match &self.output {
            Some(Some(path)) => {
                destinations.push(Destination::asked(project, &expanded(path, environment)));
            }
            Some(None) => destinations.push(Destination::File(in_project())),
            None if !destinations.is_empty() => {}
            None => destinations.push(match &project.settings.changelog.output {
                Some(path) if !is_data => Destination::configured(project, path)?,
                _ => Destination::Stdout,
            }),
        }
        Ok(destinations)
    }

    fn order(&self) -> Option<Order> {
        self.sort.map(|sort| match sort {
            Sort::Oldest => Order::OldestFirst,
            Sort::Newest => Order::NewestFirst,
        })
    }

    fn parts(&self) -> Parts {
        let strips = |part| self.strip == Some(part) || self.strip == Some(Strip::All);
        Parts { header: !strips(Strip::Header), footer: !strips(Strip::Footer) }
    }

    /// Returns the name that what is not released yet goes by, and today as its date.
    fn coming(
        &self,
        project: &Project,
        tags: &VersionTags,
        view: &View,
        environment: &Environment,
        terminal: &mut Terminal,
    ) -> Result<Option<Coming>> {
        let tag = if let Some(level) = self.bump.filter(|_| self.tag.is_none()) {
            let mut question = VersionQuestion::default();
            level.ask(&mut question);
            let Answered { decision, standing, .. } =
                question.answer(project, tags, true, environment, terminal)?;
            let prefix = tags.prefix_for_new(decision.previous.as_ref());
            // A build of a branch has a label, and the release that its commits will be in has none.
            let is_build = standing.is_some() && !self.keep_rc;
            let version = if is_build { core(&decision.next) } else { decision.next };
            decision.changed.then(|| format!("{prefix}{version}"))
        } else {
            self.tag.clone()
        };
        let tag = tag.map(|tag| Coming { tag, timestamp: environment.now });
        Ok(tag.or_else(|| view.coming(tags, environment.now)))
    }
}

impl Level {
    fn ask(self, question: &mut VersionQuestion) {
        match self {
            Self::Auto => {}
            Self::Major => question.major = true,
            Self::Minor => question.minor = true,
            Self::Patch => question.patch = true,
        }
    }
}
