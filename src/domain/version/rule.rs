//! What a branch asks of its version. Which branch asks for what stands in `domain/flow`; here are
//! the words in which it is said to the decision.

use semver::Version;

use crate::domain::version::bump::Bump;

/// How the version of a branch is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BranchRule {
    /// Where `major.minor.patch` come from.
    pub core: CoreRule,
    /// The level that is raised at least.
    pub floor: Bump,
    /// What stands behind `major.minor.patch`.
    pub label: Label,
    /// How the number behind the label is found.
    pub numbering: Numbering,
    /// Whether the version becomes that of a release, so that it must not be taken.
    pub is_released: bool,
    /// Whether a stable tag on HEAD is the answer.
    pub keeps_tag: bool,
    /// Whether a version configured for the next release counts here.
    pub takes_next_version: bool,
}

impl BranchRule {
    /// Returns the rule of a trunk: what the commits say, and nothing more.
    pub fn trunk() -> Self {
        Self {
            core: CoreRule::Counted,
            floor: Bump::None,
            label: Label::Final,
            numbering: Numbering::Tag,
            is_released: true,
            keeps_tag: true,
            takes_next_version: true,
        }
    }
}

/// Where `major.minor.patch` come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CoreRule {
    /// From the commits since the base.
    Counted,
    /// From the name of a branch, whatever the commits say.
    Named {
        /// The version.
        version: Version,
        /// The branch.
        branch: String,
        /// Whether its commits must not ask for more.
        bounds_commits: bool,
    },
    /// From the name of a branch, and from the commits where they ask for more.
    AtLeast {
        /// The version.
        version: Version,
        /// The branch.
        branch: String,
    },
    /// The next patch version, whatever the commits say.
    Patch,
}

/// What stands behind `major.minor.patch`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Label {
    /// Nothing: `1.2.0`.
    Final,
    /// A number alone: `1.2.0-4`.
    Number,
    /// A label: `1.2.0-rc.4`.
    Text(String),
}

/// How the number behind a label is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Numbering {
    /// It counts commits.
    Height,
    /// One more than the highest number that a tag carries.
    Tag,
    /// One more than the highest number that a tag carries, and the commits as build metadata.
    TagAndHeight,
    /// There is none: `1.2.0-alpha`.
    None,
}

impl Numbering {
    /// Every way to number, with the word for it.
    pub const ALL: [(&'static str, Self); 4] = [
        ("height", Self::Height),
        ("tag", Self::Tag),
        ("tag+height", Self::TagAndHeight),
        ("none", Self::None),
    ];
}
