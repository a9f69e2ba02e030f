//! Reading the commits since the last release, as far as an answer needs them.

use std::path::Path;

use crate::cli::environment::Environment;
use crate::commands::policy::{level_policy, parse_policy};
use crate::commands::project::Project;
use crate::commands::replacements::preprocessed;
use crate::commands::shallow;
use crate::domain::commit::classify::{Classified, classify};
use crate::domain::commit::remarks::Remarks;
use crate::domain::history::commit::{CommitId, CommitMap};
use crate::domain::manifest::declared::{DECLARING_FILES, declared_in};
use crate::domain::version::decide::{Situation, is_settled_by};
use crate::domain::version::decision::Declared;
use crate::domain::version::policy::VersionPolicy;
use crate::domain::version::version_tag::{VersionTag, VersionTags};
use crate::failure::Result;
use crate::git::base::Search;
use crate::git::objects::ObjectDatabase;
use crate::git::walk::History;
use crate::terminal::Terminal;
use crate::terminal::explain::counted;

/// The commits since the last release, understood.
pub(crate) struct SinceRelease<'t> {
    /// The highest stable version reachable.
    pub(crate) base: Option<&'t VersionTag>,
    /// The commits since then, newest first.
    pub(crate) commits: Vec<Classified>,
    /// The pre-release behind which nothing was read, because nothing there changes the number.
    settled_by: Option<&'t VersionTag>,
}

impl<'t> SinceRelease<'t> {
    /// Reads all of them.
    pub(crate) fn read(
        project: &Project,
        tags: &'t VersionTags,
        environment: &Environment,
    ) -> Result<Self> {
        let mut history = project.history()?;
        let stable: Vec<_> = tags.iter().filter(|tag| tag.is_stable()).collect();
        let base = find_base(project, &mut history, &stable, environment)?;
        Self::range(project, &mut history, base, None, environment)
    }

    /// Reads no more than the number alone needs: where a pre-release that is reachable already
    /// has a higher version than any release could ask for, what lies behind it changes nothing.
    pub(crate) fn read_enough(
        project: &Project,
        tags: &'t VersionTags,
        policy: &VersionPolicy,
        environment: &Environment,
    ) -> Result<Self> {
        let highest = tags.highest_stable();
        let settling: CommitMap<&VersionTag> = tags
            .iter()
            .filter(|tag| !tag.is_stable() && is_settled_by(tag, tags, policy))
            .map(|tag| (tag.commit, tag))
            .collect();
        let stable: Vec<_> = tags.iter().filter(|tag| tag.is_stable()).collect();
        if settling.is_empty() || stable.iter().any(|tag| tag.commit == project.head.id) {
            return Self::read(project, tags, environment);
        }
        let mut history = project.history()?;
        let targets: Vec<_> = stable.iter().map(|tag| tag.commit).collect();
        let mut is_settling = |id| settling.contains_key(&id);
        let search = history.highest_reachable(&[project.head.id], &targets, &mut is_settling)?;
        let Search::Stopped(at) = search else { return Self::read(project, tags, environment) };
        let by = settling.get(&at).copied();
        let settled = Self::range(project, &mut history, highest, by, environment)?;
        match settled.commits.iter().any(|one| one.parsed.release_as.is_some()) {
            true => Self::read(project, tags, environment),
            false => Ok(settled),
        }
    }

    fn range(
        project: &Project,
        history: &mut History<ObjectDatabase<'_>>,
        base: Option<&'t VersionTag>,
        settled_by: Option<&'t VersionTag>,
        environment: &Environment,
    ) -> Result<Self> {
        let from = settled_by.or(base);
        let excluded: Vec<_> = from.map(|tag| tag.commit).into_iter().collect();
        let range = history.range(project.head.id, &excluded, &|_| false)?;
        if let Some(cut_at) = range.cut_at {
            return Err(shallow::incomplete(project, cut_at, environment));
        }
        let cancels = project.settings.commits.cancel_reverts;
        let commits = preprocessed(range.commits, project)?;
        let commits = classify(commits, &parse_policy(&project.settings), cancels);
        Ok(Self { base, commits, settled_by })
    }

    /// Returns what the decision looks at.
    pub(crate) fn situation<'s>(
        &'s self,
        project: &Project,
        tags: &'s VersionTags,
        policy: &VersionPolicy,
    ) -> Result<Situation<'s>> {
        let votes = level_policy(&project.settings)?.count(&self.commits);
        let places: CommitMap<usize> =
            self.commits.iter().enumerate().map(|(place, one)| (one.commit.id, place)).collect();
        let mut prereleases: Vec<_> = tags
            .iter()
            .filter(|tag| !tag.is_stable())
            .filter_map(|tag| Some((*places.get(&tag.commit)?, tag)))
            .collect();
        prereleases.extend(self.settled_by.map(|tag| (self.commits.len(), tag)));
        prereleases.sort_by_key(|(place, _)| *place);
        let is_first = self.base.is_none() && policy.explicit.is_none();
        let declared = if is_first { declared(project)? } else { None };
        Ok(Situation {
            tags,
            head: project.head.id,
            base: self.base,
            prereleases,
            votes: votes.votes,
            abstentions: votes.abstentions,
            release_as: votes.release_as,
            has_commits: !self.commits.is_empty(),
            declared,
        })
    }

    /// Says what may make the answer another one than its reader expects.
    pub(crate) fn remark(&self, project: &Project, tags: &VersionTags, terminal: &mut Terminal) {
        say_remarks(&Remarks::on(&self.commits), terminal);
        let has_remote = || project.repository.remote_url(None).is_some();
        if tags.is_empty() && has_remote() {
            terminal.note("no version tag here; `git fetch --tags` brings those of the remote");
        }
    }
}

/// Says which commits could not be read as Conventional Commits, and which nearly say more.
pub(crate) fn say_remarks(remarks: &Remarks, terminal: &mut Terminal) {
    let count = remarks.unreadable.len();
    if count > 0 {
        let (verb, them) = if count == 1 { ("is", "it") } else { ("are", "them") };
        let commits = counted(count, "commit");
        terminal.note(&format!("{commits} {verb} not conventional (-v lists {them})"));
        for line in &remarks.unreadable {
            terminal.detail(line);
        }
    }
    let shown = if terminal.is_verbose() { usize::MAX } else { 5 };
    for line in remarks.doubtful.iter().take(shown) {
        terminal.warning(line);
    }
    if let Some(more) = remarks.doubtful.len().checked_sub(shown).filter(|more| *more > 0) {
        terminal.note(&format!("{more} more of this kind (-v lists them)"));
    }
}

/// Returns the highest of `candidates`, listed lowest first, that is reachable from HEAD.
pub(crate) fn find_base<'t>(
    project: &Project,
    history: &mut History<ObjectDatabase<'_>>,
    candidates: &[&'t VersionTag],
    environment: &Environment,
) -> Result<Option<&'t VersionTag>> {
    match search_releases(project, history, candidates.iter().copied(), &mut |_| false)? {
        Search::Ended { highest: None, cut_at: Some(cut_at) } => {
            Err(shallow::incomplete(project, cut_at, environment))
        }
        Search::Ended { highest, .. } => Ok(highest.and_then(|rank| candidates.get(rank).copied())),
        Search::Stopped(_) => Ok(None),
    }
}

/// Searches the highest of `candidates`, listed lowest first, that is reachable from HEAD.
pub(crate) fn search_releases<'t>(
    project: &Project,
    history: &mut History<ObjectDatabase<'_>>,
    candidates: impl Iterator<Item = &'t VersionTag>,
    is_enough: &mut dyn FnMut(CommitId) -> bool,
) -> Result<Search> {
    let mut targets: Vec<_> = candidates.map(|tag| tag.commit).collect();
    if targets.is_empty() && project.repository.is_shallow() {
        // Without a target nothing is walked, and only a walk tells whether tags may be missing.
        targets.push(CommitId::from_bytes([0; 20]));
    }
    history.highest_reachable(&[project.head.id], &targets, is_enough)
}

/// Returns the version that a file of HEAD declares.
fn declared(project: &Project) -> Result<Option<Declared>> {
    for file in DECLARING_FILES {
        let bytes = project.repository.file_at(project.head.id, Path::new(file))?;
        let Some(text) = bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()) else {
            continue;
        };
        if let Some(version) = declared_in(file, &text)? {
            return Ok(Some(Declared { version, file: (*file).to_owned() }));
        }
    }
    Ok(None)
}
