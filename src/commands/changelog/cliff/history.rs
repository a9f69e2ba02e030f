//! What git-cliff's rules are told of one repository: its tags, a walk through its history, and
//! which commits of the walk stay.

use std::path::{Path, PathBuf};

use crate::config::settings::{Settings, SortCommits};
use crate::domain::cliff::assemble::{Assembled, Assembly, Outline, Walk, assemble};
use crate::domain::cliff::commit::Commit;
use crate::domain::cliff::compat::Compat;
use crate::domain::cliff::forge_data::Offline;
use crate::domain::cliff::selection::{Asked, Part, Span, span};
use crate::domain::cliff::tags::{ReleaseTag, ReleaseTags, TagRules, ordered};
use crate::domain::history::changes::DiffStatistics;
use crate::domain::history::commit::{CommitId, CommitMap, CommitSet, RawCommit};
use crate::domain::history::grafts::Grafts;
use crate::domain::history::order::{by_time, topological};
use crate::domain::history::paths::{PathFilter, RootPaths};
use crate::failure::{Failure, Result};
use crate::files::{self, read::listed};
use crate::git::changes::Changes;
use crate::git::objects::ObjectDatabase;
use crate::git::repository::{Head, Repository};
use crate::git::walk::{History, Range};
use crate::terminal::Terminal;
use crate::terminal::progress::Progress;

/// The file that lists commits which are left out.
const IGNORE_FILE: &str = ".cliffignore";

/// The file that lists commits which `git blame` passes over (git-blame, `--ignore-revs-file`).
const BLAME_FILE: &str = ".git-blame-ignore-revs";

/// A repository that is read.
pub(super) struct Source {
    repository: Repository,
    head: Head,
    /// The folder that is shown as that of the repository.
    pub(super) root: PathBuf,
}

/// What is wanted of it.
pub(super) struct Wanted<'a> {
    /// The configuration, with what the command line overrides.
    pub(super) settings: &'a Settings,
    /// The part that flags ask for.
    pub(super) part: Part,
    /// RANGE.
    pub(super) range: Option<&'a str>,
    /// The name for what is not released yet.
    pub(super) tag: Option<&'a str>,
    /// Commits that are added.
    pub(super) with_commits: &'a [String],
    /// The message of the newest release.
    pub(super) tag_message: Option<&'a str>,
    /// The paths that a changelog of a folder is about.
    pub(super) own_paths: Option<String>,
    /// Whether the differences that commits make are looked at.
    pub(super) needs_differences: bool,
    /// Whether the commits of the release before are looked at.
    pub(super) needs_previous_commits: bool,
    /// What long work says of itself.
    pub(super) progress: &'a Progress,
    /// The time, in seconds since 1970.
    pub(super) now: i64,
    /// Whether git-cliff's faults are reproduced.
    pub(super) compat: Compat,
}

/// What was read of it.
pub(super) struct Read {
    /// The walk.
    pub(super) walk: Walk,
    /// The releases, oldest first.
    pub(super) outlines: Vec<Outline>,
    /// How much commits changed, where that is looked at.
    pub(super) differences: CommitMap<DiffStatistics>,
}

impl Wanted<'_> {
    /// Whether all that HEAD reaches is wanted, with nothing left out or added.
    fn is_plain(&self) -> bool {
        let git = &self.settings.git;
        self.part == Part::Whole
            && self.range.is_none()
            && self.own_paths.is_none()
            && self.with_commits.is_empty()
            && self.tag.is_none()
            && git.include_paths.is_empty()
            && git.exclude_paths.is_empty()
            && git.limit_commits.is_none()
            && git.limit_tags.is_none()
            && !git.topo_order
    }

    fn differences(&self, walk: &Walk, changes: &Changes) -> Result<CommitMap<DiffStatistics>> {
        if !self.needs_differences {
            return Ok(CommitMap::default());
        }
        let ids = ids_at(&walk.commits, &walk.kept);
        self.progress.begin("counting changed lines", 0);
        Ok(ids.iter().copied().zip(changes.statistics(&ids)?).collect())
    }
}

impl Source {
    /// Opens the repository that a folder lies in.
    pub(super) fn open(folder: &Path, git_dir: Option<&Path>, replacing: bool) -> Result<Self> {
        let repository = Repository::open(folder, git_dir)?.replacing(replacing);
        let head = repository.head()?;
        let root = repository.root_path();
        Ok(Self { repository, head, root })
    }

    /// Returns the repository with another commit as HEAD, where one is given.
    pub(super) fn at(self, head: Option<Head>) -> Self {
        Self { head: head.unwrap_or(self.head), ..self }
    }

    /// Returns the commits that the project leaves out in a file of its own.
    pub(super) fn ignored(&self) -> Result<Vec<String>> {
        listed(&self.root.join(IGNORE_FILE))
    }

    /// Returns the address that the branch of HEAD follows.
    ///
    /// A detached HEAD, as CI has it, follows none, and git-cliff knows no repository then; where
    /// that is repaired, it is that of `origin` or of the only remote.
    pub(super) fn upstream_url(&self, compat: Compat) -> Option<String> {
        match &self.head.branch {
            Some(branch) => self.repository.upstream_url(branch),
            None if compat.is_strict() => None,
            None => self.repository.remote_url(None),
        }
    }

    /// Returns what all commits that HEAD reaches tell of accounts.
    pub(super) fn offline(&self) -> Result<Offline> {
        let range = self.history(Compat::Repaired)?.range(self.head.id, &[], &|_| false)?;
        Ok(Offline::of(range.commits.iter()))
    }

    /// Reads what is wanted.
    pub(super) fn read(&self, wanted: &Wanted<'_>, terminal: &mut Terminal) -> Result<Read> {
        let git = &wanted.settings.git;
        let rules = tag_rules(wanted.settings);
        let tags = self.tags(wanted, &rules)?;
        let asked = Asked {
            part: wanted.part,
            range: wanted.range,
            limit_tags: git.limit_tags,
            head: self.head.id,
        };
        wanted.progress.begin("reading the history", 0);
        let span = span(asked, &tags.for_ranges, &rules, wanted.compat)?;
        let range = self.range(&span, wanted.compat)?;
        if range.cut_at.is_some() {
            terminal.warning(
                "this is a shallow clone, so the changelog may end too early: \
                 `git fetch --unshallow --tags` fetches the rest",
            );
        }
        let commits = in_order(range.commits, wanted.settings);
        let changes = self.repository.changes();
        let kept = self.kept(&commits, wanted, &changes)?;
        let walk = Walk { commits, kept };
        let assembled = self.assembled(&walk, tags, wanted);
        if let Some(there) = &assembled.already_tagged {
            terminal.warning(&format!("the newest commit has a tag already: {there}"));
        }
        let mut outlines = assembled.outlines;
        if git.recurse_submodules {
            Self::add_submodules(&mut outlines, wanted, &changes)?;
        }
        let differences = wanted.differences(&walk, &changes)?;
        Ok(Read { walk, outlines, differences })
    }

    /// Returns the commits that no release contains and the release before them, as far as both can
    /// be told without reading the rest; `None` where they cannot.
    pub(super) fn read_unreleased(&self, wanted: &Wanted<'_>) -> Result<Option<Read>> {
        let rules = tag_rules(wanted.settings);
        let tags = if wanted.is_plain() { self.tags(wanted, &rules)?.releases } else { Vec::new() };
        if tags.is_empty() {
            return Ok(None);
        }
        let tagged: CommitSet = tags.iter().map(|tag| tag.commit).collect();
        let range =
            self.history(wanted.compat)?.range(self.head.id, &[], &|id| tagged.contains(&id))?;
        let met: CommitSet = range.boundaries.iter().copied().collect();
        let Some(last) = tags.into_iter().rfind(|tag| met.contains(&tag.commit)) else {
            return Ok(None);
        };
        if rules.skips(&last.name) {
            return Ok(None);
        }
        let changes = self.repository.changes();
        // git-cliff lets a tag whose commit is left out end no release.
        let blamed = listed(&self.root.join(BLAME_FILE))?;
        if wanted.compat.is_strict() && !blamed.is_empty() {
            let stays = spared(&range.boundaries, &blamed, &changes, RootPaths::AsGitCliff)?;
            if stays.contains(&false) {
                return Ok(None);
            }
        }
        let commits = in_order(range.commits, wanted.settings);
        let kept = self.kept(&commits, wanted, &changes)?;
        let walk = Walk { commits, kept };
        let tags = ReleaseTags { for_ranges: Vec::new(), releases: vec![last] };
        let outlines = self.assembled(&walk, tags, wanted).outlines;
        let differences = wanted.differences(&walk, &changes)?;
        Ok(Some(Read { walk, outlines, differences }))
    }

    fn tags(&self, wanted: &Wanted<'_>, rules: &TagRules<'_>) -> Result<ReleaseTags> {
        let pattern = wanted.settings.git.tag_pattern.as_ref();
        let matches = |name: &str| pattern.is_none_or(|pattern| pattern.is_match(name));
        let mut tags = self.repository.release_tags(&matches)?;
        if wanted.settings.git.use_branch_tags {
            let reached = self.history(wanted.compat)?.range(self.head.id, &[], &|_| false)?;
            let reached: CommitSet = reached.commits.iter().map(|commit| commit.id).collect();
            tags.retain(|tag: &ReleaseTag| reached.contains(&tag.commit));
        }
        Ok(ordered(tags, rules, wanted.compat))
    }

    /// Returns a reading of the history, corrected by shallow edges, grafts and replacements.
    fn history(&self, compat: Compat) -> Result<History<ObjectDatabase<'_>>> {
        let (shallow, grafts) = self.repository.graft_files();
        let text = |path: &Path| files::read::read_text(path).map(Option::unwrap_or_default);
        let found =
            Grafts::default().with_shallow_file(&text(&shallow)?).with_grafts_file(&text(&grafts)?);
        let grafts = self.repository.with_replacements(found)?;
        match compat {
            Compat::Repaired => self.repository.history(grafts),
            Compat::Strict => self.repository.plain_history(grafts),
        }
    }

    fn range(&self, span: &Span, compat: Compat) -> Result<Range> {
        let head = self.head.id;
        let (from, until) = match span {
            Span::Everything => (None, head),
            Span::UpTo(until) => (None, *until),
            Span::Between(from, until) => (Some(*from), until.unwrap_or(head)),
            Span::Written(text) => self.written(text, compat.is_strict())?,
        };
        let excluded: Vec<CommitId> = from.into_iter().collect();
        self.history(compat)?.range(until, &excluded, &|_| false)
    }

    /// Returns the ends of a range as somebody wrote it.
    fn written(&self, text: &str, strict: bool) -> Result<(Option<CommitId>, CommitId)> {
        if text.contains("...") {
            return Err(Failure::usage(format!("`{text}` is a symmetric difference, not a range"))
                .hint(format!("write `{}`", text.replace("...", ".."))));
        }
        let commit = |name: &str| match name.is_empty() {
            true => Ok(self.head.id),
            false => self.repository.resolve(name),
        };
        match text.split_once("..") {
            Some((from, until)) => Ok((Some(commit(from)?), commit(until)?)),
            None if strict && CommitId::from_hex(text).is_none() => {
                Err(Failure::usage(format!("git-cliff takes `{text}` for no range"))
                    .hint("write a range, `A..B`, or a full commit id")
                    .hint("without `--compat strict` any revision stands for all up to it"))
            }
            None => Ok((None, commit(text)?)),
        }
    }

    /// Returns the places of the commits that paths, `.git-blame-ignore-revs` and `limit_commits`
    /// leave in.
    fn kept(
        &self,
        commits: &[RawCommit],
        wanted: &Wanted<'_>,
        changes: &Changes,
    ) -> Result<Vec<usize>> {
        let git = &wanted.settings.git;
        let root = match wanted.compat {
            Compat::Strict => RootPaths::AsGitCliff,
            Compat::Repaired => RootPaths::Real,
        };
        let mut kept: Vec<usize> = (0..commits.len()).collect();
        let mut include = git.include_paths.clone();
        include.extend(wanted.own_paths.clone());
        if !include.is_empty() || !git.exclude_paths.is_empty() {
            let filter = PathFilter::new(&include, &git.exclude_paths)?;
            wanted.progress.begin("looking for changed paths", 0);
            let touched = changes.touched(&ids_at(commits, &kept), &filter, root)?;
            retain(&mut kept, &touched);
        }
        let blamed = listed(&self.root.join(BLAME_FILE))?;
        if !blamed.is_empty() {
            let stays = spared(&ids_at(commits, &kept), &blamed, changes, root)?;
            retain(&mut kept, &stays);
        }
        kept.truncate(git.limit_commits.unwrap_or(usize::MAX));
        Ok(kept)
    }

    fn assembled(&self, walk: &Walk, tags: ReleaseTags, wanted: &Wanted<'_>) -> Assembled {
        let asked = wanted.tag.map(|name| (name.to_owned(), self.repository.tag_message(name)));
        assemble(
            walk,
            Assembly {
                tags: tags.releases,
                asked_tag: asked,
                newest_first: wanted.settings.git.sort_commits == SortCommits::Newest,
                with_commits: wanted.with_commits,
                tag_message: wanted.tag_message,
                repository: &self.root.to_string_lossy(),
                needs_previous_commits: wanted.needs_previous_commits,
                now: wanted.now,
                compat: wanted.compat,
            },
        )
    }

    /// Adds the commits by which submodules moved from one release to the next.
    fn add_submodules(
        outlines: &mut [Outline],
        wanted: &Wanted<'_>,
        changes: &Changes,
    ) -> Result<()> {
        for outline in outlines {
            let release = &mut outline.release;
            let id = |text: &Option<String>| text.as_deref().and_then(CommitId::from_hex);
            let Some(new) = id(&release.commit_id) else { continue };
            let old = release.previous.as_ref().and_then(|one| id(&one.release.commit_id));
            for change in changes.submodule_changes(old, new)? {
                let Some(repository) = changes.open_submodule(&change.path) else { continue };
                let history = repository.history(Grafts::default());
                let excluded: Vec<_> = change.from.into_iter().collect();
                let range = history.and_then(|mut all| all.range(change.to, &excluded, &|_| false));
                let Ok(range) = range else { continue };
                let commits = in_order(range.commits, wanted.settings);
                let commits = commits.iter().map(Commit::of);
                release.submodule_commits.insert(change.path, commits.collect());
            }
        }
        Ok(())
    }
}

fn tag_rules(settings: &Settings) -> TagRules<'_> {
    let git = &settings.git;
    TagRules {
        skip: git.skip_tags.as_ref(),
        ignore: git.ignore_tags.as_ref(),
        count: git.count_tags.as_ref(),
        topo_order: git.topo_order,
    }
}

fn in_order(commits: Vec<RawCommit>, settings: &Settings) -> Vec<RawCommit> {
    match settings.git.topo_order_commits {
        true => topological(commits),
        false => by_time(commits),
    }
}

fn ids_at(commits: &[RawCommit], places: &[usize]) -> Vec<CommitId> {
    places.iter().filter_map(|place| commits.get(*place)).map(|commit| commit.id).collect()
}

/// Returns for each commit whether it is neither listed in `.git-blame-ignore-revs` nor one that
/// changes that file alone.
fn spared(
    ids: &[CommitId],
    listed: &[String],
    changes: &Changes,
    root: RootPaths,
) -> Result<Vec<bool>> {
    // To find the few that change the file at all takes no look into any folder.
    let filter = PathFilter::new(&[BLAME_FILE.to_owned()], &[])?;
    let touched = changes.touched(ids, &filter, root)?;
    let candidates: Vec<CommitId> =
        ids.iter().zip(touched).filter(|(_, touched)| *touched).map(|(id, _)| *id).collect();
    let alone = changes.only_touches(&candidates, BLAME_FILE, root)?;
    let alone: CommitSet =
        candidates.into_iter().zip(alone).filter(|(_, alone)| *alone).map(|(id, _)| id).collect();
    let is_listed = |id: &CommitId| {
        let id = id.to_string();
        listed.iter().any(|start| id.starts_with(start))
    };
    Ok(ids.iter().map(|id| !alone.contains(id) && !is_listed(id)).collect())
}

fn retain(places: &mut Vec<usize>, stays: &[bool]) {
    let mut stays = stays.iter();
    places.retain(|_| stays.next().copied().unwrap_or(true));
}
