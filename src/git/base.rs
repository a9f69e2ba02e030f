//! Where a release starts: the highest of many tags that is reachable from a commit.
//!
//! Not the nearest (that is what `git describe` looks for): a hotfix tag that was merged back may
//! lie nearer than the release it must not go behind. The search walks down in the order of commit
//! time and stops when no higher tag can lie further down, because each of them is newer than all
//! that is left to walk. Where the highest tag of all is met, it stops on the spot.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap, HashSet};

use crate::domain::history::commit::CommitId;
use crate::failure::Result;
use crate::git::graph::Index;
use crate::git::objects::CommitSource;
use crate::git::walk::{History, SLOP};

/// How the search ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Search {
    /// The highest target that is reachable, by its place in the list; `None` when none is.
    Ended {
        /// The place of the target in the list that was searched for.
        highest: Option<usize>,
        /// A commit where a shallow clone hides what lies further down.
        cut_at: Option<CommitId>,
    },
    /// The visitor had seen enough at this commit.
    Stopped(CommitId),
}

impl<S: CommitSource> History<S> {
    /// Searches the highest of `targets` (listed lowest first) that is reachable from `head`.
    /// `is_enough` sees each commit that is walked and may end the search.
    ///
    /// # Errors
    /// When an object cannot be read.
    pub fn highest_reachable(
        &mut self,
        head: CommitId,
        targets: &[CommitId],
        is_enough: &mut dyn FnMut(CommitId) -> bool,
    ) -> Result<Search> {
        if targets.is_empty() {
            return Ok(Search::Ended { highest: None, cut_at: None });
        }
        let ranks: HashMap<CommitId, usize> =
            targets.iter().enumerate().map(|(rank, id)| (*id, rank)).collect();
        let mut walk = BaseWalk {
            history: self,
            heap: BinaryHeap::new(),
            seen: HashSet::new(),
            highest: None,
            oldest_rival: None,
            cut_at: None,
        };
        if let Some(at) = walk.history.graph.find(head)? {
            walk.push(at);
        }
        let mut slop = SLOP;
        while let Some((time, Reverse(at))) = walk.heap.pop() {
            if walk.is_beyond_rivals(time) {
                if slop == 0 {
                    break;
                }
                slop -= 1;
            } else {
                slop = SLOP;
            }
            let Some(id) = walk.history.graph.node(at).map(|node| node.id) else { continue };
            if is_enough(id) {
                return Ok(Search::Stopped(id));
            }
            if let Some(rank) = ranks.get(&id).copied()
                && walk.highest.is_none_or(|highest| rank > highest)
            {
                walk.highest = Some(rank);
                if !walk.find_rivals(targets, rank)? {
                    break;
                }
            }
            walk.descend(at)?;
        }
        Ok(Search::Ended { highest: walk.highest, cut_at: walk.cut_at })
    }
}

struct BaseWalk<'h, S> {
    history: &'h mut History<S>,
    heap: BinaryHeap<(i64, Reverse<Index>)>,
    seen: HashSet<Index>,
    highest: Option<usize>,
    /// The commit time of the oldest target that is higher than the highest one met.
    oldest_rival: Option<i64>,
    cut_at: Option<CommitId>,
}

impl<S: CommitSource> BaseWalk<'_, S> {
    fn push(&mut self, at: Index) {
        if self.seen.insert(at) {
            self.heap.push((self.history.graph.time(at), Reverse(at)));
        }
    }

    fn descend(&mut self, at: Index) -> Result<()> {
        self.history.graph.expand(at)?;
        if let Some(node) = self.history.graph.node(at).filter(|node| node.cut) {
            self.cut_at = self.cut_at.or(Some(node.id));
        }
        for nth in 0.. {
            let Some(parent) = self.history.graph.parents(at).get(nth).copied() else { break };
            self.push(parent);
        }
        Ok(())
    }

    /// Looks for targets higher than `rank` that may still lie further down; whether there are any.
    fn find_rivals(&mut self, targets: &[CommitId], rank: usize) -> Result<bool> {
        self.oldest_rival = None;
        for id in targets.get(rank + 1..).unwrap_or_default() {
            // The tag of something that is no commit is reachable from nowhere.
            let Some(at) = self.history.graph.find(*id)? else { continue };
            let time = self.history.graph.time(at);
            self.oldest_rival = Some(self.oldest_rival.map_or(time, |oldest| oldest.min(time)));
        }
        Ok(self.oldest_rival.is_some())
    }

    fn is_beyond_rivals(&self, time: i64) -> bool {
        let margin = self.history.graph.skew().saturating_mul(2);
        self.oldest_rival.is_some_and(|rival| time.saturating_add(margin) < rival)
    }
}
