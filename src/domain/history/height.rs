//! How many commits a number by height counts.

use crate::domain::history::commit::{CommitId, CommitMap, CommitSet, RawCommit};

/// Which commits a number counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Height {
    /// Those on the line of first parents.
    #[default]
    FirstParent,
    /// All of them.
    All,
}

/// The commits of a range as a graph.
#[derive(Clone, Debug)]
pub struct RangeGraph<'c> {
    commits: CommitMap<&'c RawCommit>,
    head: CommitId,
    height: Height,
}

impl<'c> RangeGraph<'c> {
    /// Returns the graph of a range that ends at `head`.
    pub fn new(
        commits: impl Iterator<Item = &'c RawCommit>,
        head: CommitId,
        height: Height,
    ) -> Self {
        Self { commits: commits.map(|commit| (commit.id, commit)).collect(), head, height }
    }

    /// Returns the number of commits that count in the whole range.
    pub fn height(&self) -> u64 {
        self.count(&CommitSet::default())
    }

    /// Returns the number of commits that count and are not reachable from a commit of the range.
    pub fn distance_from(&self, commit: CommitId) -> u64 {
        self.count(&self.reachable(commit))
    }

    /// Returns the commits of the range that are reachable from one of them.
    pub fn reachable(&self, from: CommitId) -> CommitSet {
        let mut reached = CommitSet::default();
        let mut pending = vec![from];
        while let Some(id) = pending.pop() {
            if let Some(commit) = self.commits.get(&id)
                && reached.insert(id)
            {
                pending.extend_from_slice(&commit.parents);
            }
        }
        reached
    }

    /// Returns the commits of the range on the line of first parents, newest first.
    pub fn first_parents(&self) -> impl Iterator<Item = &'c RawCommit> {
        let commit = |id: &CommitId| self.commits.get(id).copied();
        std::iter::successors(commit(&self.head), move |one| one.parents.first().and_then(commit))
    }

    fn count(&self, without: &CommitSet) -> u64 {
        let count = match self.height {
            Height::FirstParent => {
                self.first_parents().take_while(|commit| !without.contains(&commit.id)).count()
            }
            Height::All => self.commits.len() - without.len(),
        };
        u64::try_from(count).unwrap_or(u64::MAX)
    }
}
