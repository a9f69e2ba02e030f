//! What a release is made of: commits that say something, commits that do not, and why not.

use serde::Serialize;

use crate::domain::commit::change::Change;
use crate::domain::commit::remarks::Remarks;
use crate::domain::history::commit::{CommitId, RawCommit};
use crate::domain::history::tag::TagName;
use crate::domain::version::version_tag::VersionTag;

/// A released or coming version with all commits it owns.
#[derive(Clone, Debug)]
pub struct Release {
    /// Its tag; `None` for what is not released yet.
    pub tag: Option<VersionTag>,
    /// Other tags on the same commit.
    pub aliases: Vec<TagName>,
    /// The commit of the tag, or the newest commit; `None` where there is no commit at all.
    pub commit: Option<CommitId>,
    /// When that commit was made, in seconds since 1970; `None` for what is not released yet.
    pub timestamp: Option<i64>,
    /// The tag of the release below this one: the highest lower version of an earlier release.
    pub previous: Option<VersionTag>,
    /// The commits that say something, in the order of the document.
    pub logged: Vec<Logged>,
    /// The commits that do not, newest first.
    pub ignored: Vec<Ignored>,
    /// What its reader should know about its messages.
    pub remarks: Remarks,
}

/// The name and the date of a release that has no tag yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coming {
    /// The tag it will have.
    pub tag: String,
    /// Its date, in seconds since 1970.
    pub timestamp: i64,
}

/// A commit with what it says.
#[derive(Clone, Debug)]
pub struct Logged {
    /// The commit.
    pub commit: RawCommit,
    /// The change of its header; `None` where only its squashed changes say something.
    pub change: Option<Change>,
    /// The changes that were squashed into it.
    pub squashed: Vec<Change>,
    /// The pull request that it came in through.
    pub request: Option<u64>,
    /// Whether its body quotes other projects, as those of bots do.
    pub is_quoting: bool,
    /// The section that a configured parser puts it in.
    pub group: Option<String>,
    /// The scope that a configured parser gives it.
    pub scope: Option<String>,
    /// Text that configured link parsers found.
    pub links: Vec<Link>,
}

impl Logged {
    /// Returns all changes of the commit, that of the header first.
    pub fn changes(&self) -> impl Iterator<Item = &Change> {
        self.change.iter().chain(&self.squashed)
    }
}

/// A commit that is left out, and why.
#[derive(Clone, Debug)]
pub struct Ignored {
    /// The commit.
    pub commit: RawCommit,
    /// Why it is left out.
    pub why: Why,
}

/// Why a commit is left out of a changelog.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    /// Its header is not a Conventional Commit.
    Unconventional(String),
    /// A merge whose own subject is not conventional: the merged commits count.
    Merge,
    /// A later commit of the range took it back.
    Reverted {
        /// That commit.
        by: CommitId,
    },
    /// It takes an earlier commit of the range back, and both are gone.
    Reverts {
        /// The first of the commits it takes back.
        of: CommitId,
    },
    /// A configured parser skips it.
    Skipped {
        /// The place of the parser in `git.commit_parsers`.
        parser: usize,
    },
    /// No configured parser matches it, and `git.filter_commits` is on.
    Unmatched,
}

impl Why {
    /// Returns the reason in words.
    pub fn words(&self) -> String {
        match self {
            Self::Unconventional(problem) => format!("not conventional: {problem}"),
            Self::Merge => "merge commit".to_owned(),
            Self::Reverted { by } => format!("reverted by {}", by.short()),
            Self::Reverts { of } => format!("reverts {}, which is in the same release", of.short()),
            Self::Skipped { parser } => format!("skipped by git.commit_parsers[{parser}]"),
            Self::Unmatched => "no git.commit_parsers entry matches (filter_commits)".to_owned(),
        }
    }
}

/// A link that a text became.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// What is shown.
    pub text: String,
    /// Where it leads.
    pub href: String,
}
