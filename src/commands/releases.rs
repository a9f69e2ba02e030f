//! Reading a part of the history as releases: the whole, a range, one release, what is unreleased.

use crate::cli::environment::Environment;
use crate::commands::flow::view::View;
use crate::commands::project::Project;
use crate::commands::replacements::preprocessed;
use crate::commands::shallow;
use crate::commands::since_release::search_releases;
use crate::domain::changelog::assemble::{Division, divisions, releases_at};
use crate::domain::history::commit::{CommitId, CommitSet};
use crate::domain::version::version_tag::{VersionTag, VersionTags};
use crate::failure::{Failure, Result};
use crate::git::base::Search;
use crate::git::objects::ObjectDatabase;
use crate::git::walk::{History, Range};

/// Which part of the history is wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Selection {
    /// All that is reachable from HEAD.
    Everything,
    /// What no release contains.
    Unreleased {
        /// Whether what pre-releases contain is told with it.
        folds_prereleases: bool,
    },
    /// The newest release.
    Latest {
        /// Whether the pre-releases before a final version are told with it.
        folds_prereleases: bool,
    },
    /// One release, by its tag or its version.
    Tag {
        /// The name of the tag, or the version without its prefix.
        name: String,
        /// Whether the pre-releases before a final version are told with it.
        folds_prereleases: bool,
    },
    /// What is reachable from one revision and not from another.
    Range {
        /// The revision that is left out with all before it; `None` for nothing.
        from: Option<String>,
        /// The revision that ends the range; `None` for HEAD.
        until: Option<String>,
    },
}

impl Selection {
    /// Understands `A..B`, `A..`, `..B`, a tag, or any revision, which stands for all up to it.
    pub(crate) fn parse(text: &str, tags: &VersionTags) -> Result<Self> {
        if text.contains("...") {
            return Err(Failure::usage(format!("`{text}` is a symmetric difference, not a range"))
                .hint(format!("write `{}`", text.replace("...", ".."))));
        }
        let side = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        if let Some((from, until)) = text.split_once("..") {
            return Ok(Self::Range { from: side(from), until: side(until) });
        }
        if find_tag(tags, text).is_some() {
            return Ok(Self::Tag { name: text.to_owned(), folds_prereleases: false });
        }
        Ok(Self::Range { from: None, until: side(text) })
    }
}

/// Reads a part of the history and divides it into releases, newest first.
pub(crate) fn read(
    project: &Project,
    tags: &VersionTags,
    selection: &Selection,
    view: &View,
    environment: &Environment,
) -> Result<Vec<Division>> {
    let reading = Reading { project, tags, view, environment };
    let head = project.head.id;
    let mut history = project.history()?;
    match selection {
        Selection::Everything => {
            let range = history.range_of(&reading.heads(), &[], &|_| false)?;
            let mut divisions =
                reading.divided(range, &reading.releases(false).collect::<Vec<_>>())?;
            reading.drop_released(&mut divisions)?;
            Ok(divisions)
        }
        Selection::Unreleased { folds_prereleases } => {
            let released = commits_of(reading.releases(*folds_prereleases));
            let range = history.range(head, &view.released, &|id| released.contains(&id))?;
            reading.divided(range, &[])
        }
        Selection::Latest { folds_prereleases } => {
            let newest = reading.newest_release(&mut history)?;
            let names = releases_at(&tags.at(newest).collect::<Vec<_>>());
            let highest = names.last().ok_or_else(no_release)?;
            // Whatever else is released lies beside the way from HEAD to the newest release.
            let beside = project.history()?.range(head, &[newest], &|_| false)?;
            let beside = beside.commits.iter().map(|commit| commit.id).collect();
            reading.release(&mut history, highest, *folds_prereleases, Some(&beside))
        }
        Selection::Tag { name, folds_prereleases } => {
            let tag = find_tag(tags, name).ok_or_else(|| no_such_tag(project, tags, name))?;
            reading.release(&mut history, tag, *folds_prereleases, None)
        }
        Selection::Range { from, until } => {
            let from: Vec<_> =
                from.iter().map(|from| reading.resolve(from)).collect::<Result<_>>()?;
            let until = until.as_ref().map(|until| reading.resolve(until)).transpose()?;
            let mut range = history.range(until.unwrap_or(head), &from, &|_| false)?;
            range.boundaries = from;
            reading.divided(range, &reading.releases(false).collect::<Vec<_>>())
        }
    }
}

/// What is read, and what it is read with.
struct Reading<'r> {
    project: &'r Project,
    tags: &'r VersionTags,
    view: &'r View,
    environment: &'r Environment,
}

impl<'r> Reading<'r> {
    /// Returns the tags that are releases: without pre-releases where they are told with what
    /// follows them.
    fn releases(&self, folds: bool) -> impl Iterator<Item = &'r VersionTag> {
        let (tags, view) = (self.tags, self.view);
        tags.iter().filter(move |tag| (!folds || tag.is_stable()) && view.shows(tag, tags))
    }

    /// Returns the commits whose history is told.
    fn heads(&self) -> Vec<CommitId> {
        let mut heads = vec![self.project.head.id];
        heads.extend(&self.view.heads);
        heads
    }

    /// Returns the commit of the newest release that is reachable from HEAD, or is the last one of
    /// its line.
    fn newest_release(&self, history: &mut History<ObjectDatabase<'_>>) -> Result<CommitId> {
        let tagged: CommitSet = commits_of(self.releases(false));
        let mut is_tagged = |id: CommitId| tagged.contains(&id);
        let (project, heads) = (self.project, self.heads());
        let releases = self.releases(false);
        match search_releases(project, history, &heads, releases, &mut is_tagged)? {
            Search::Stopped(newest) => Ok(newest),
            Search::Ended { cut_at: Some(cut_at), .. } => {
                Err(shallow::incomplete(project, cut_at, self.environment))
            }
            Search::Ended { .. } => Err(no_release()),
        }
    }

    /// Takes out of what is not released yet what is out all the same: a squashed merge holds it.
    fn drop_released(&self, divisions: &mut Vec<Division>) -> Result<()> {
        let is_squashed = self.view.released.iter().any(|commit| Some(*commit) != self.view.base);
        if !is_squashed {
            return Ok(());
        }
        let head = self.project.head.id;
        let new = self.project.history()?.range(head, &self.view.released, &|_| false)?;
        let new: CommitSet = new.commits.iter().map(|commit| commit.id).collect();
        for division in divisions.iter_mut().filter(|division| division.tag.is_none()) {
            division.commits.retain(|commit| new.contains(&commit.id));
        }
        divisions.retain(|division| division.tag.is_some() || !division.commits.is_empty());
        Ok(())
    }

    /// Returns the commit that a revision, a tag or a bare version means.
    fn resolve(&self, name: &str) -> Result<CommitId> {
        match find_tag(self.tags, name) {
            Some(tag) => Ok(tag.commit),
            None => self.project.repository.resolve(name),
        }
    }

    /// Divides a range among releases.
    fn divided(&self, range: Range, releases: &[&VersionTag]) -> Result<Vec<Division>> {
        if let Some(cut_at) = range.cut_at {
            return Err(shallow::incomplete(self.project, cut_at, self.environment));
        }
        let boundaries: CommitSet = range.boundaries.into_iter().collect();
        let below: Vec<_> =
            self.tags.iter().filter(|tag| boundaries.contains(&tag.commit)).collect();
        let commits = preprocessed(range.commits, self.project)?;
        Ok(divisions(commits, releases, &below))
    }

    /// Returns one release. With `folds`, pre-releases are no releases where it is a final one.
    /// `rivals` are the commits among which an older release may share commits with this one.
    fn release(
        &self,
        history: &mut History<ObjectDatabase<'_>>,
        tag: &VersionTag,
        folds: bool,
        rivals: Option<&CommitSet>,
    ) -> Result<Vec<Division>> {
        let folds = folds && tag.is_stable();
        let others: CommitSet = commits_of(self.releases(folds).filter(|o| o.commit != tag.commit));
        let range = history.range(tag.commit, &[], &|id| others.contains(&id))?;
        let here: Vec<_> = self.tags.at(tag.commit).collect();
        let is_alias = !releases_at(&here).iter().any(|own| own.name == tag.name);
        let is_rival = |other: &CommitId| {
            !range.boundaries.contains(other) && rivals.is_none_or(|rivals| rivals.contains(other))
        };
        let rivals: Vec<_> = others.iter().copied().filter(is_rival).collect();
        let mut releases = match !is_alias && self.shares_commits(history, tag, &rivals, &range)? {
            true => self.within_everything(tag, folds)?,
            false => Vec::new(),
        };
        if releases.is_empty() {
            releases =
                self.divided(range, if is_alias { std::slice::from_ref(&tag) } else { &here })?;
        }
        releases.retain(|one| one.tag.as_ref().is_some_and(|own| own.name == tag.name));
        Ok(releases)
    }

    /// Whether one of the released commits is older than this release, no part of what it is made
    /// of, and yet holds some of its commits.
    fn shares_commits(
        &self,
        history: &mut History<ObjectDatabase<'_>>,
        tag: &VersionTag,
        rivals: &[CommitId],
        range: &Range,
    ) -> Result<bool> {
        let times = range.commits.iter().map(|commit| commit.committer.seconds);
        let (Some(newest), Some(oldest)) = (times.clone().next(), times.min()) else {
            return Ok(false);
        };
        // A commit that is alone is the tagged one, and beside the way to HEAD nothing counts.
        if range.commits.len() < 2 || tag.commit == self.project.head.id {
            return Ok(false);
        }
        let mut excluded = range.boundaries.clone();
        for rival in rivals {
            if history.time_of(*rival)?.is_some_and(|time| (oldest..=newest).contains(&time)) {
                excluded.push(*rival);
            }
        }
        if excluded.len() == range.boundaries.len() {
            return Ok(false);
        }
        let own = self.project.history()?.range(tag.commit, &excluded, &|_| false)?;
        Ok(own.commits.len() < range.commits.len())
    }

    /// Returns all releases, where this one is among them: then each commit is with the earliest.
    fn within_everything(&self, tag: &VersionTag, folds: bool) -> Result<Vec<Division>> {
        let head = self.project.head.id;
        let found =
            self.project.history()?.highest_reachable(&[head], &[tag.commit], &mut |_| false)?;
        if !matches!(found, Search::Ended { highest: Some(_), .. }) {
            return Ok(Vec::new());
        }
        let range = self.project.history()?.range(head, &[], &|_| false)?;
        match range.cut_at {
            Some(_) => Ok(Vec::new()),
            None => self.divided(range, &self.releases(folds).collect::<Vec<_>>()),
        }
    }
}

fn commits_of<'t>(tags: impl Iterator<Item = &'t VersionTag>) -> CommitSet {
    tags.map(|tag| tag.commit).collect()
}

/// Returns the tag of this name, else the one of this version.
fn find_tag<'t>(tags: &'t VersionTags, name: &str) -> Option<&'t VersionTag> {
    let by_name = tags.iter().find(|tag| tag.name.as_str() == name);
    by_name.or_else(|| tags.iter().rev().find(|tag| tag.version.to_string() == name))
}

fn no_such_tag(project: &Project, tags: &VersionTags, name: &str) -> Failure {
    let failure = Failure::usage(format!("there is no version tag `{name}`"));
    let near = tags
        .iter()
        .map(|tag| (strsim::jaro_winkler(tag.name.as_str(), name), tag.name.as_str()))
        .filter(|(nearness, _)| *nearness > 0.8)
        .max_by(|left, right| left.0.total_cmp(&right.0));
    let failure = match near {
        Some((_, near)) => failure.hint(format!("did you mean `{near}`?")),
        None => failure,
    };
    if project.repository.resolve(name).is_ok() {
        return failure.hint(format!("`{name}` is a revision: `semflow changelog ..{name}`"));
    }
    failure.hint("`git tag --list` shows the tags, `git fetch --tags` fetches missing ones")
}

fn no_release() -> Failure {
    Failure::state("there is no release yet: no version tag is reachable from HEAD")
        .hint("`--unreleased` shows what the first one will hold")
        .hint("`git fetch --tags` fetches the tags of the remote")
}
