//! Which of many commits are reachable from some others, in one walk.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashSet};

use crate::domain::history::commit::{CommitId, CommitMap, CommitSet};
use crate::failure::Result;
use crate::git::clocks::SLOP;
use crate::git::objects::CommitSource;
use crate::git::walk::{History, missing};

impl<S: CommitSource> History<S> {
    /// Returns those of `targets` that are not reachable from any of `heads`, in their order. A
    /// target that is no commit is reachable from nowhere.
    ///
    /// # Errors
    /// When an object cannot be read.
    pub fn unreachable(
        &mut self,
        heads: &[CommitId],
        targets: &[CommitId],
    ) -> Result<Vec<CommitId>> {
        let mut waiting = CommitMap::<i64>::default();
        for target in targets {
            if let Some(at) = self.graph.find(*target)? {
                waiting.insert(*target, self.graph.time(at));
            }
        }
        let is_lost = |id: &&CommitId| !waiting.contains_key(*id);
        let lost: CommitSet = targets.iter().filter(is_lost).copied().collect();
        let mut heap = BinaryHeap::new();
        let mut seen = HashSet::new();
        for head in heads {
            let at = self.graph.find(*head)?.ok_or_else(|| missing(*head))?;
            if seen.insert(at) {
                heap.push((self.graph.time(at), Reverse(at)));
            }
        }
        let mut oldest = waiting.values().copied().min();
        let mut slop = SLOP;
        while let (Some((time, Reverse(at))), Some(limit)) = (heap.pop(), oldest) {
            let margin = self.graph.skew().saturating_mul(2);
            if time.saturating_add(margin) >= limit {
                slop = SLOP;
            } else if slop == 0 {
                break;
            } else {
                slop -= 1;
            }
            let id = self.graph.node(at).map(|node| node.id);
            if id.is_some_and(|id| waiting.remove(&id).is_some()) {
                oldest = waiting.values().copied().min();
            }
            self.graph.expand(at)?;
            for nth in 0.. {
                let Some(parent) = self.graph.parents(at).get(nth).copied() else { break };
                if seen.insert(parent) {
                    heap.push((self.graph.time(parent), Reverse(parent)));
                }
            }
        }
        let is_unreached = |id: &&CommitId| lost.contains(*id) || waiting.contains_key(*id);
        Ok(targets.iter().filter(is_unreached).copied().collect())
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::any;
    use proptest::proptest;
    use proptest::sample::Index;

    use super::History;
    use crate::git::walk_model::{any_clocks, histories, id};

    proptest! {
        #[test]
        fn what_no_head_reaches_is_found(
            model in histories(60, 0, any_clocks()),
            heads in vec(any::<Index>(), 1..4),
            targets in vec(0..70_usize, 0..12),
        ) {
            let heads: Vec<_> = heads.iter().map(|one| one.index(model.len())).collect();
            let reachable = model.reachable_in_truth(&heads);
            let heads: Vec<_> = heads.into_iter().map(id).collect();
            let ids: Vec<_> = targets.iter().copied().map(id).collect();
            let found = History::new(&model).unreachable(&heads, &ids).unwrap();
            let lost = |target: &&usize| !reachable.contains(target);
            let truth: Vec<_> = targets.iter().filter(lost).copied().map(id).collect();
            assert_eq!(found, truth);
        }
    }
}
