//! A branch here and on the remote, and which of the two goes on from the other.

use crate::domain::history::commit::CommitId;

/// A branch here and on the remote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The name.
    pub name: String,
    /// Where it is here.
    pub local: Option<CommitId>,
    /// Where it is on the remote, as far as is known.
    pub remote: Option<CommitId>,
    /// Which goes on from the other.
    pub relation: Relation,
}

/// Which of two branches goes on from the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    /// They are the same, or only one of them is there.
    Same,
    /// The local one has commits of its own.
    Ahead,
    /// The remote one has.
    Behind,
    /// Both have.
    Diverged,
}

impl Line {
    /// Returns a branch that is neither here nor on the remote.
    pub fn nowhere(name: &str) -> Self {
        Self { name: name.to_owned(), local: None, remote: None, relation: Relation::Same }
    }

    /// Returns the commit that counts: the remote one where it goes on from the local one.
    pub fn tip(&self) -> Option<CommitId> {
        match self.relation {
            Relation::Behind => self.remote,
            Relation::Same | Relation::Ahead | Relation::Diverged => self.local.or(self.remote),
        }
    }

    /// Returns the whole name of the local ref.
    pub fn reference(&self) -> String {
        format!("refs/heads/{}", self.name)
    }
}
