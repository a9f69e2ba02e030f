//! What is done about commit times that lie (clock skew).
//!
//! A walk in the order of commit time ends where times say that nothing can change any more. A
//! commit with a time far too old hides what lies behind it from such a walk: it waits last. So
//! before a walk ends, it looks [`SLOP`] commits further along the newest, and behind those that
//! are older than their child by the most; whatever lie it finds there widens its margin, and it
//! goes on. Git does the same with a slop of 5 and without a look at the oldest.

use crate::git::graph::Index;

/// How many commits a walk looks beyond the point where times say that it is done.
pub(super) const SLOP: usize = 128;

/// The commits that wait, with how much older than their child each is.
#[derive(Debug, Default)]
pub(super) struct Suspects(Vec<(i64, Index)>);

impl Suspects {
    /// Notes a commit and the seconds by which it is older than its child.
    pub(super) fn note(&mut self, older_by: i64, at: Index) {
        self.0.push((older_by, at));
    }

    /// Takes the [`SLOP`] commits out that are older than their child by the most.
    pub(super) fn take_worst(&mut self) -> Vec<Index> {
        self.0.sort_unstable();
        let worst = self.0.split_off(self.0.len().saturating_sub(SLOP));
        worst.into_iter().rev().map(|(_, at)| at).collect()
    }
}
