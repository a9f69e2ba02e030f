//! All that a decision looks at.

use semver::Version;

use crate::domain::history::commit::CommitId;
use crate::domain::history::height::RangeGraph;
use crate::domain::version::bump::Bump;
use crate::domain::version::decision::{Abstention, Declared, ReleaseAs, Vote};
use crate::domain::version::version_tag::{VersionTag, VersionTags};

/// All that a decision looks at.
#[derive(Clone, Debug)]
pub struct Situation<'s> {
    /// Every version tag of the repository, reachable or not.
    pub tags: &'s VersionTags,
    /// The commit the version is for.
    pub head: CommitId,
    /// The highest stable tag that counts.
    pub base: Option<&'s VersionTag>,
    /// The open release branch that the version has to lie above, and what it says.
    pub open: Option<Open>,
    /// A release that was merged here and has no tag yet.
    pub merged: Option<Merged>,
    /// The pre-release tags in the range, newest commit first.
    pub prereleases: Vec<Reachable<'s>>,
    /// The pre-release tags that HEAD reaches and that lie before the range, because a release holds
    /// them.
    pub left: Vec<Left<'s>>,
    /// The commits of the range that ask for a level, newest first.
    pub votes: Vec<Vote>,
    /// The commits of the range that do not count.
    pub abstentions: Vec<Abstention>,
    /// The `Release-As:` footers of the range, newest first.
    pub release_as: Vec<ReleaseAs>,
    /// The commits of the range, to count those that a number by height counts.
    pub graph: RangeGraph<'s>,
    /// Whether there are commits since the base.
    pub has_commits: bool,
    /// The version that a file declares; looked at before the first release only.
    pub declared: Option<Declared>,
}

/// A pre-release tag in the range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reachable<'s> {
    /// The tag.
    pub tag: &'s VersionTag,
    /// The place of its commit in the range, newest first.
    pub place: usize,
}

/// A pre-release tag before the range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Left<'s> {
    /// The tag.
    pub tag: &'s VersionTag,
    /// How many commits a number by height counts since then.
    pub distance: u64,
}

/// An open release branch.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Open {
    /// The branch.
    pub branch: String,
    /// The version that its name says.
    pub version: Version,
}

/// A release or hotfix that was merged and has no tag yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// What was merged: the name of the branch, or the trailer that tells.
    pub source: String,
    /// The version that it says.
    pub version: Version,
    /// The commit that says so.
    pub commit: CommitId,
    /// The highest level that commits ask for which came beside it.
    pub beside: Bump,
}

impl<'s> Situation<'s> {
    /// Returns the version that is raised; `None` before the first release.
    pub fn counted_from(&self) -> Option<&Version> {
        let open = self.open.as_ref().map(|open| &open.version);
        open.or_else(|| self.base.map(|base| &base.version))
    }

    /// Returns the level that the commits ask for.
    pub fn bump(&self) -> Bump {
        self.votes.iter().map(|vote| vote.bump).max().unwrap_or(Bump::None)
    }

    /// Returns the pre-release of the range with the highest precedence.
    pub fn highest_prerelease(&self) -> Option<&'s VersionTag> {
        let tags = self.prereleases.iter().map(|one| one.tag);
        tags.max_by(|left, right| left.version.cmp_precedence(&right.version))
    }

    /// Whether HEAD reaches a tag that lies before the range.
    pub fn was_left(&self, tag: &VersionTag) -> bool {
        self.left.iter().any(|left| left.tag.commit == tag.commit)
    }

    /// Returns the pre-release tags of the range.
    pub fn reachable(&self) -> Vec<&'s VersionTag> {
        self.prereleases.iter().map(|one| one.tag).collect()
    }
}
