//! What commits change: how much, and which submodules.

use serde::{Deserialize, Serialize};

use crate::domain::history::commit::CommitId;

/// How much a commit changes, compared with its first parent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiffStatistics {
    /// The number of files; a rename counts as two.
    pub files_changed: usize,
    /// The number of lines that are new.
    pub additions: usize,
    /// The number of lines that are gone.
    pub deletions: usize,
}

/// A submodule that is at another commit than before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubmoduleChange {
    /// Its path from the top of the work tree, separated by `/`.
    pub path: String,
    /// The commit it was at; `None` where it is new.
    pub from: Option<CommitId>,
    /// The commit it is at.
    pub to: CommitId,
}
