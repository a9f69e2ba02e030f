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
use crate::git::clocks::{SLOP, Suspects};
use crate::git::graph::Index;
use crate::git::objects::CommitSource;
use crate::git::walk::{History, missing};

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
    /// Searches the highest of `targets` (listed lowest first) that is reachable from any of
    /// `heads`. `is_enough` sees each commit that is walked and may end the search.
    ///
    /// # Errors
    /// When an object cannot be read.
    pub fn highest_reachable(
        &mut self,
        heads: &[CommitId],
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
            suspects: Suspects::default(),
            cut_at: None,
        };
        for head in heads {
            let at = walk.history.graph.find(*head)?.ok_or_else(|| missing(*head))?;
            walk.push(at);
        }
        let mut slop = SLOP;
        while let Some((time, Reverse(at))) = walk.heap.pop() {
            if !walk.is_beyond_rivals(time) {
                slop = SLOP;
            } else if slop == 0 {
                walk.heap.push((time, Reverse(at)));
                if walk.look_behind_suspects()? {
                    continue;
                }
                break;
            } else {
                slop -= 1;
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
    /// The commits that may hide a higher target.
    suspects: Suspects,
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
            let graph = &self.history.graph;
            self.suspects.note(graph.time(at).saturating_sub(graph.time(parent)), parent);
            self.push(parent);
        }
        Ok(())
    }

    /// Looks behind the commits whose times are the least to be believed; whether that shows that
    /// the walk is not done.
    fn look_behind_suspects(&mut self) -> Result<bool> {
        for at in self.suspects.take_worst() {
            self.descend(at)?;
        }
        Ok(self.heap.peek().is_some_and(|(newest, _)| !self.is_beyond_rivals(*newest)))
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

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::any;
    use proptest::proptest;
    use proptest::sample::Index;
    use proptest::strategy::Just;

    use super::{CommitId, History, SLOP, Search};
    use crate::git::walk_model::{Clocks, Model, any_clocks, histories, id, number};

    fn search(model: &Model, head: usize, targets: &[CommitId]) -> Search {
        search_from(model, &[head], targets)
    }

    fn search_from(model: &Model, heads: &[usize], targets: &[CommitId]) -> Search {
        let heads: Vec<_> = heads.iter().copied().map(id).collect();
        History::new(model).highest_reachable(&heads, targets, &mut |_| false).unwrap()
    }

    fn found(highest: Option<usize>) -> Search {
        Search::Ended { highest, cut_at: None }
    }

    /// Returns the last target that is reachable; those beyond the model are no commits.
    fn truth(model: &Model, head: usize, targets: &[usize]) -> Option<usize> {
        truth_from(model, &[head], targets)
    }

    fn truth_from(model: &Model, heads: &[usize], targets: &[usize]) -> Option<usize> {
        let reachable = model.reachable_in_truth(heads);
        targets.iter().rposition(|target| reachable.contains(target))
    }

    proptest! {
        #[test]
        fn the_highest_target_that_is_reachable_is_found(
            model in histories(60, 0, any_clocks()),
            head in any::<Index>(),
            targets in vec(0..70_usize, 0..12),
        ) {
            let head = head.index(model.len());
            let ids: Vec<_> = targets.iter().copied().map(id).collect();
            assert_eq!(search(&model, head, &ids), found(truth(&model, head, &targets)));
        }

        #[test]
        fn the_highest_target_is_found_from_whichever_head_it_is_reachable(
            model in histories(60, 0, any_clocks()),
            heads in vec(any::<Index>(), 1..4),
            targets in vec(0..70_usize, 0..12),
        ) {
            let heads: Vec<_> = heads.iter().map(|one| one.index(model.len())).collect();
            let ids: Vec<_> = targets.iter().copied().map(id).collect();
            let truth = truth_from(&model, &heads, &targets);
            assert_eq!(search_from(&model, &heads, &ids), found(truth));
        }

        #[test]
        fn a_search_that_stops_early_has_missed_nothing_where_clocks_are_right(
            model in histories(40, 60, Just(Clocks::Right)),
            head in any::<Index>(),
            targets in vec(any::<Index>(), 0..12),
        ) {
            let head = head.index(model.len());
            let targets: Vec<_> = targets.iter().map(|one| one.index(model.len())).collect();
            let ids: Vec<_> = targets.iter().copied().map(id).collect();
            assert_eq!(search(&model, head, &ids), found(truth(&model, head, &targets)));
        }

        #[test]
        fn a_shallow_search_finds_the_highest_or_says_where_it_was_cut(
            mut model in histories(60, 0, Just(Clocks::Right)),
            head in any::<Index>(),
            targets in vec(any::<Index>(), 0..12),
            cuts in vec(any::<Index>(), 1..6),
        ) {
            let head = head.index(model.len());
            let targets: Vec<_> = targets.iter().map(|one| one.index(model.len())).collect();
            for cut in cuts {
                model.cut(cut.index(model.len()));
            }
            let ids: Vec<_> = targets.iter().copied().map(id).collect();
            let Search::Ended { highest, cut_at } = search(&model, head, &ids) else {
                panic!("nobody stopped the search")
            };
            assert!(cut_at.is_some() || highest == truth(&model, head, &targets));
            assert!(cut_at.is_none_or(|id| model.is_cut(number(id))));
        }

        #[test]
        fn a_search_stops_at_what_was_waited_for_or_ends_with_the_highest(
            model in histories(60, 0, any_clocks()),
            head in any::<Index>(),
            targets in vec(any::<Index>(), 1..6),
            wanted in any::<Index>(),
        ) {
            let (head, wanted) = (head.index(model.len()), id(wanted.index(model.len())));
            let targets: Vec<_> = targets.iter().map(|one| one.index(model.len())).collect();
            let ids: Vec<_> = targets.iter().copied().map(id).collect();
            let mut history = History::new(&model);
            let ended = history.highest_reachable(&[id(head)], &ids, &mut |id| id == wanted).unwrap();
            match ended {
                Search::Stopped(at) => {
                    assert_eq!(at, wanted);
                    assert!(model.reachable(&[head]).contains(&number(at)));
                }
                ended @ Search::Ended { .. } => {
                    assert_eq!(ended, found(truth(&model, head, &targets)));
                }
            }
        }
    }

    #[test]
    fn the_highest_target_of_all_ends_the_search_on_the_spot() {
        let mut model = Model::default();
        let root = model.add(&[], 0);
        let release = model.add_line(20_000, root);
        let head = model.add_line(25, release);
        let targets: Vec<_> = (0..release).step_by(10).chain([release]).map(id).collect();
        assert_eq!(search(&model, head, &targets), found(Some(targets.len() - 1)));
        assert_eq!(model.reads(), 26);
    }

    #[test]
    fn a_higher_release_on_another_branch_costs_what_is_newer_than_its_tag() {
        let mut model = Model::default();
        let root = model.add(&[], 0);
        let fork = model.add_line(19_000, root);
        let elsewhere = model.add_line(600, fork);
        let release = model.add_line(500, fork);
        let head = model.add_line(25, release);
        let targets = [id(release), id(elsewhere)];
        assert_eq!(search(&model, head, &targets), found(Some(0)));
        assert!(model.reads() < 25 + 2 * SLOP, "{} reads", model.reads());
    }

    #[test]
    fn the_older_of_two_higher_releases_is_still_looked_for() {
        let mut model = Model::default();
        let root = model.add(&[], 0);
        let higher = model.add_line(10, root);
        let lower = model.add_line(1000, higher);
        let highest = model.add_line(900, higher);
        let head = model.add_line(5, lower);
        let targets = [id(lower), id(higher), id(highest)];
        assert_eq!(search(&model, head, &targets), found(Some(1)));
    }

    #[test]
    fn a_clock_that_is_off_for_some_commits_hides_no_release() {
        let mut model = Model::default();
        let root = model.add(&[], 0);
        let old = model.add_line(1000, root);
        let higher = model.add(&[old], model.time(old) + 6000);
        let wrong = model.add(&[higher], model.time(old));
        let lower = model.add_line(20, wrong);
        let head = model.add_line(5, lower);
        assert_eq!(search(&model, head, &[id(lower), id(higher)]), found(Some(1)));
    }

    #[test]
    fn a_release_behind_one_clock_that_is_off_is_found_however_long_the_rest() {
        let mut model = Model::default();
        let root = model.add(&[], 1_700_000_000);
        let old = model.add_line(4 * SLOP, root);
        let higher = model.add(&[old], model.time(old) + 60);
        let wrong = model.add(&[higher], 0);
        let lower = model.add(&[old], model.time(old) + 120);
        let head = model.add(&[lower, wrong], model.time(old) + 180);
        assert_eq!(search(&model, head, &[id(lower), id(higher)]), found(Some(1)));
    }

    #[test]
    fn a_hotfix_that_was_merged_back_does_not_hide_the_release() {
        let mut model = Model::default();
        let root = model.add(&[], 0);
        let old = model.add_line(10, root);
        let release = model.add_line(300, old);
        let hotfix = model.add(&[old], model.time(release) + 30);
        let head = model.add(&[release, hotfix], model.time(hotfix) + 60);
        let targets = [id(old), id(hotfix), id(release)];
        assert_eq!(search(&model, head, &targets), found(Some(2)));
    }
}
