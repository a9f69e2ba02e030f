//! Single commits and lines of them, out of the reading of the history that the passes share.

use crate::domain::history::commit::{CommitId, CommitMap, CommitSet, RawCommit};
use crate::failure::Result;
use crate::git::objects::CommitSource;
use crate::git::walk::History;

impl<S: CommitSource> History<S> {
    /// Returns a commit; `None` where it is not there, or where a range has taken it.
    ///
    /// # Errors
    /// When the object cannot be read.
    pub fn commit(&mut self, id: CommitId) -> Result<Option<RawCommit>> {
        let at = self.graph.find(id)?;
        Ok(at.and_then(|at| self.graph.node(at)?.commit.as_deref().cloned()))
    }

    /// Returns a commit and its first parents, newest first, to the root.
    ///
    /// # Errors
    /// When an object cannot be read.
    pub fn first_parents(&mut self, from: CommitId) -> Result<Vec<CommitId>> {
        let mut line = Vec::new();
        let mut next = self.graph.find(from)?;
        while let Some(at) = next {
            line.extend(self.graph.node(at).map(|node| node.id));
            self.graph.expand(at)?;
            next = self.graph.parents(at).first().copied();
        }
        Ok(line)
    }

    /// Returns a commit and its first parents, newest first, as far as one that is in `excluded` or
    /// reachable from it.
    ///
    /// # Errors
    /// When an object cannot be read.
    pub fn first_parents_until(
        &mut self,
        from: CommitId,
        excluded: &[CommitId],
    ) -> Result<CommitSet> {
        let range = self.range(from, excluded, &|_| false)?;
        let parents: CommitMap<Option<CommitId>> = range
            .commits
            .iter()
            .map(|commit| (commit.id, commit.parents.first().copied()))
            .collect();
        let mut line = CommitSet::default();
        let mut next = Some(from);
        while let Some((id, parent)) = next.and_then(|id| Some((id, parents.get(&id)?))) {
            line.insert(id);
            next = *parent;
        }
        Ok(line)
    }

    /// Returns when a commit was made, in seconds since 1970; `None` where it is not there.
    ///
    /// # Errors
    /// When the object cannot be read.
    pub fn time_of(&mut self, id: CommitId) -> Result<Option<i64>> {
        Ok(self.graph.find(id)?.map(|at| self.graph.time(at)))
    }
}
