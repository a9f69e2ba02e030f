//! The objects of an operation: commits, merges and annotated tags that nothing points to yet.

use serde::{Deserialize, Serialize};

use crate::domain::history::commit::CommitId;

/// A commit that is there, or one that a step before makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Point {
    /// A commit that is there.
    Commit(CommitId),
    /// What the object at this place of the plan will be.
    Made(usize),
}

/// An object to make.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Making {
    /// What.
    pub object: Object,
    /// Its id, once it is made. That of a merge that had nothing to do is the commit it was for.
    pub id: Option<CommitId>,
}

/// What an object is made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Object {
    /// A commit with other files than its parent.
    Commit {
        /// The branch that it is for.
        branch: String,
        /// What it follows.
        parent: Point,
        /// What it changes.
        files: Vec<FileChange>,
        /// The message.
        message: String,
    },
    /// A merge of two commits.
    Merge {
        /// The branch that it is for.
        branch: String,
        /// The first parent: where the branch is.
        into: Point,
        /// The second parent.
        other: Point,
        /// A commit whose history the second parent holds without descending from it: the topic branch
        /// whose merge was squashed. What is merged is then looked for since that branch.
        #[serde(default)]
        holding: Option<CommitId>,
        /// What it is called: `release/v1.2.0`, `v1.2.0`.
        other_name: String,
        /// The message.
        message: String,
    },
    /// An annotated tag.
    Tag {
        /// The name.
        name: String,
        /// The commit.
        target: Point,
        /// The message.
        message: String,
        /// Whether it is signed.
        signing: Signing,
    },
}

/// A file that a commit changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileChange {
    /// The path from the root, `/` between its parts.
    pub path: String,
    /// What is in it afterwards. A journal does not hold it: it is written once the commit is made.
    #[serde(skip)]
    pub content: Vec<u8>,
    /// What changes, in words: `1.1.0 → 1.2.0`.
    pub what: String,
}

/// Whether an object is signed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Signing {
    /// As git's configuration says.
    #[default]
    Configured,
    /// Yes, with the usual key.
    Yes,
    /// Yes, with this key.
    Key(String),
    /// No.
    No,
}

impl Making {
    /// Returns the object, not made yet.
    pub const fn new(object: Object) -> Self {
        Self { object, id: None }
    }
}
