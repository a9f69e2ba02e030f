//! Reading a part of the history as releases: the whole, a range, one release, what is unreleased.

use crate::cli::environment::Environment;
use crate::commands::project::Project;
use crate::commands::shallow;
use crate::commands::since_release::search_releases;
use crate::domain::changelog::assemble::{Division, divisions};
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
    Unreleased,
    /// The newest release.
    Latest {
        /// Whether the pre-releases before a final version are told with it.
        folds_prereleases: bool,
    },
    /// One release, by its tag.
    Tag {
        /// The name of the tag.
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
        if tags.iter().any(|tag| tag.name.as_str() == text) {
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
    environment: &Environment,
) -> Result<Vec<Division>> {
    let part = Part::read(project, tags, selection, environment)?;
    if let Some(cut_at) = part.range.cut_at {
        return Err(shallow::incomplete(project, cut_at, environment));
    }
    let boundaries: CommitSet = part.range.boundaries.into_iter().collect();
    let below: Vec<_> = tags.iter().filter(|tag| boundaries.contains(&tag.commit)).collect();
    Ok(divisions(part.range.commits, &part.tags, &below))
}

/// The commits of a selection and the tags that divide them.
struct Part<'t> {
    range: Range,
    tags: Vec<&'t VersionTag>,
}

impl<'t> Part<'t> {
    fn read(
        project: &Project,
        tags: &'t VersionTags,
        selection: &Selection,
        environment: &Environment,
    ) -> Result<Self> {
        let head = project.head.id;
        let tagged: CommitSet = tags.iter().map(|tag| tag.commit).collect();
        let all = || tags.iter().collect::<Vec<_>>();
        let mut history = project.history()?;
        match selection {
            Selection::Everything => {
                Ok(Self { range: history.range(head, &[], &|_| false)?, tags: all() })
            }
            Selection::Unreleased => {
                let range = history.range(head, &[], &|id| tagged.contains(&id))?;
                Ok(Self { range, tags: Vec::new() })
            }
            Selection::Latest { folds_prereleases } => {
                let newest = newest_release(project, tags, &mut history, environment)?;
                let own: Vec<_> = tags.at(newest).collect();
                let folds = *folds_prereleases && own.iter().any(|tag| tag.is_stable());
                Ok(Self { range: release(&mut history, newest, folds, tags)?, tags: own })
            }
            Selection::Tag { name, folds_prereleases } => {
                let tag = find_tag(project, tags, name)?;
                let folds = *folds_prereleases && tag.is_stable();
                Ok(Self { range: release(&mut history, tag.commit, folds, tags)?, tags: vec![tag] })
            }
            Selection::Range { from, until } => {
                let resolve = |revision: &String| project.repository.resolve(revision);
                let from: Vec<_> = from.iter().map(resolve).collect::<Result<_>>()?;
                let until = until.as_ref().map(resolve).transpose()?.unwrap_or(head);
                let mut range = history.range(until, &from, &|_| false)?;
                range.boundaries = from;
                Ok(Self { range, tags: all() })
            }
        }
    }
}

/// Reads what the release at a commit brings. With `folds`, pre-releases are no releases.
fn release(
    history: &mut History<ObjectDatabase<'_>>,
    at: CommitId,
    folds: bool,
    tags: &VersionTags,
) -> Result<Range> {
    let others: CommitSet = tags
        .iter()
        .filter(|other| !folds || other.is_stable())
        .map(|other| other.commit)
        .filter(|commit| *commit != at)
        .collect();
    history.range(at, &[], &|id| others.contains(&id))
}

/// Returns the commit of the newest release that is reachable from HEAD.
fn newest_release(
    project: &Project,
    tags: &VersionTags,
    history: &mut History<ObjectDatabase<'_>>,
    environment: &Environment,
) -> Result<CommitId> {
    let tagged: CommitSet = tags.iter().map(|tag| tag.commit).collect();
    let mut is_tagged = |id: CommitId| tagged.contains(&id);
    match search_releases(project, history, tags.iter(), &mut is_tagged)? {
        Search::Stopped(newest) => Ok(newest),
        Search::Ended { cut_at: Some(cut_at), .. } => {
            Err(shallow::incomplete(project, cut_at, environment))
        }
        Search::Ended { .. } => Err(no_release()),
    }
}

fn find_tag<'t>(project: &Project, tags: &'t VersionTags, name: &str) -> Result<&'t VersionTag> {
    if let Some(tag) = tags.iter().find(|tag| tag.name.as_str() == name) {
        return Ok(tag);
    }
    let by_version = tags.iter().rev().find(|tag| tag.version.to_string() == name);
    by_version.ok_or_else(|| {
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
    })
}

fn no_release() -> Failure {
    Failure::state("there is no release yet: no version tag is reachable from HEAD")
        .hint("`--unreleased` shows what the first one will hold")
        .hint("`git fetch --tags` fetches the tags of the remote")
}
