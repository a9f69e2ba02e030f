//! The answer and what it rests on.

use semver::Version;

use crate::domain::history::commit::CommitId;
use crate::domain::version::bump::Bump;
use crate::domain::version::situation::{Merged, Open};
use crate::domain::version::version_tag::VersionTag;

/// The next version and every reason for it.
#[derive(Clone, Debug)]
pub struct Decision {
    /// The release that was counted from; `None` before the first.
    pub previous: Option<VersionTag>,
    /// The version that the next release gets; the current one where nothing is to be released.
    pub next: Version,
    /// The level that the commits ask for, before any rule of 0.y.z.
    pub bump: Bump,
    /// Whether there is anything to release.
    pub changed: bool,
    /// What led here, in the order of the steps.
    pub reasons: Vec<Reason>,
}

/// A commit that asks for a level, and the rule by which it does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vote {
    /// The commit.
    pub commit: CommitId,
    /// The commit's place in the range, newest first.
    pub place: usize,
    /// Its subject.
    pub subject: String,
    /// The level it asks for.
    pub bump: Bump,
    /// The rule, for people: "type `feat`".
    pub rule: String,
}

/// A commit that asks for nothing, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Abstention {
    /// The commit.
    pub commit: CommitId,
    /// Its subject.
    pub subject: String,
    /// Why it does not count, for people.
    pub why: String,
}

/// A `Release-As:` footer in the range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseAs {
    /// The commit that carries it.
    pub commit: CommitId,
    /// The commit's place in the range, newest first.
    pub place: usize,
    /// What the footer says.
    pub value: String,
}

/// A version that a file of the project declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// The version.
    pub version: Version,
    /// The file, from the root of the repository.
    pub file: String,
}

/// One step on the way to a [`Decision`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The release that was counted from: the highest stable version that is reachable.
    Base(VersionTag),
    /// HEAD carries this release already.
    AtHead(VersionTag),
    /// No stable version is reachable: this is the first release.
    First {
        /// Where its version comes from; `None` for the configured first version.
        declared: Option<Declared>,
        /// The version.
        version: Version,
    },
    /// A commit asks for a level.
    Vote(Vote),
    /// A commit does not count.
    Abstention(Abstention),
    /// The level weighs less while the major version is 0.
    BeforeOne {
        /// The level that the commits ask for.
        asked: Bump,
        /// The level that is raised.
        raised: Bump,
    },
    /// The level was given on the command line or in the configuration.
    Forced(Bump),
    /// The version was given on the command line.
    Explicit(Version),
    /// A `Release-As:` footer names the version.
    ReleaseAs(ReleaseAs),
    /// A `Release-As:` footer that no longer holds: its version is out, or a pre-release of another
    /// version came after it.
    Superseded(ReleaseAs, VersionTag),
    /// An open release branch: what comes next comes after it.
    Open(Open),
    /// The name of a branch says the version.
    Named {
        /// The version.
        version: Version,
        /// The branch.
        branch: String,
    },
    /// A release was merged here and has no tag yet.
    Merged(Merged),
    /// The branch raises this level at least.
    MinBump(Bump),
    /// The configuration says the version of the next release.
    NextVersion {
        /// The version.
        version: Version,
        /// Whether a release has reached it, so that it no longer counts.
        is_out: bool,
    },
    /// A version that a tag on another commit has, and that was passed over.
    NumberTaken(VersionTag),
    /// The number behind the label counts commits.
    Height {
        /// The label; empty where the number stands alone.
        label: String,
        /// The number.
        number: u64,
        /// How many commits were counted.
        height: u64,
        /// The tag whose number it goes on from; `None` where it counts from the base.
        after: Option<VersionTag>,
    },
    /// A pre-release of a higher version is out already.
    Floor(VersionTag),
    /// The number behind the pre-release label.
    Number {
        /// The label.
        label: String,
        /// The number.
        number: u64,
        /// The tag that it follows; `None` for the first.
        after: Option<VersionTag>,
    },
    /// The level that was asked for means nothing before the first release.
    NothingToRaise(Bump),
    /// Nothing since the base asks for a release.
    Nothing,
    /// Nothing since this pre-release asks for another one.
    NothingSince(VersionTag),
}
