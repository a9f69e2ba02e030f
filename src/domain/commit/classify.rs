//! The commits of a range, understood one by one and then together.

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use crate::domain::commit::cancellation::{Cancellation, RevertInput, cancel};
use crate::domain::commit::change::Change;
use crate::domain::commit::parse::{MessageContext, Parsed, parse};
use crate::domain::commit::policy::ParsePolicy;
use crate::domain::commit::problem::Problem;
use crate::domain::history::commit::{CommitId, RawCommit};

/// A commit, what its message says, and what later commits made of it.
#[derive(Clone, Debug)]
pub struct Classified {
    /// The commit.
    pub commit: RawCommit,
    /// What its message says.
    pub parsed: Parsed,
    /// Whether it still counts.
    pub standing: Standing,
}

/// What the other commits of a range make of a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It counts as what it says.
    Counts,
    /// A later commit took it back.
    Cancelled {
        /// That commit.
        by: CommitId,
    },
    /// It takes commits of the range back and says nothing else.
    Reverts {
        /// Those commits.
        of: Vec<CommitId>,
    },
}

impl Classified {
    /// Returns the changes that count: none for a commit that was taken back.
    pub fn changes(&self) -> impl Iterator<Item = &Change> {
        self.parsed.changes().filter(|_| self.standing == Standing::Counts)
    }

    /// Returns why the header is not conventional, in words.
    pub fn problem(&self) -> String {
        let is_merge = self.commit.is_merge();
        match self.parsed.problem {
            _ if is_merge && self.parsed.change.is_none() => {
                "merge commit, the merged commits count".to_owned()
            }
            Some(problem) => format!("not conventional: {problem}"),
            None => "not conventional".to_owned(),
        }
    }

    /// Whether nothing in the message could be understood, and no rule explains why.
    pub fn is_unreadable(&self) -> bool {
        self.parsed.changes().next().is_none()
            && self.standing == Standing::Counts
            && !self.commit.is_merge()
            && !matches!(
                self.parsed.problem,
                Some(Problem::Merge | Problem::Revert | Problem::Autosquash)
            )
    }
}

/// From how many commits on it pays to start threads.
const WORTH_THREADS: usize = 512;

/// Understands the commits of a range, listed newest first and children before parents. With
/// `cancels_reverts`, a commit and its revert in the same range both stop counting.
pub fn classify(
    commits: Vec<RawCommit>,
    policy: &ParsePolicy,
    cancels_reverts: bool,
) -> Vec<Classified> {
    let read = |commit: RawCommit| {
        let parsed = parse(&commit.message, MessageContext::of(&commit), policy);
        Classified { commit, parsed, standing: Standing::Counts }
    };
    let parsed: Vec<_> = match commits.len() {
        0..WORTH_THREADS => commits.into_iter().map(read).collect(),
        _ => commits.into_par_iter().map(read).collect(),
    };
    if cancels_reverts { settle_reverts(parsed) } else { parsed }
}

fn settle_reverts(mut commits: Vec<Classified>) -> Vec<Classified> {
    let inputs: Vec<_> = commits
        .iter()
        .map(|one| RevertInput {
            id: one.commit.id,
            parents: &one.commit.parents,
            subject: one.commit.subject(),
            request: one.parsed.request,
            revert: one.parsed.revert.as_ref(),
        })
        .collect();
    let found = cancel(&inputs);
    for (one, cancellation) in commits.iter_mut().zip(found) {
        one.standing = match cancellation {
            Cancellation::Cancelled { by } => Standing::Cancelled { by },
            Cancellation::RevertOf { targets, is_complete: true } => {
                Standing::Reverts { of: targets }
            }
            Cancellation::Active | Cancellation::RevertOf { .. } => Standing::Counts,
        };
    }
    commits
}
