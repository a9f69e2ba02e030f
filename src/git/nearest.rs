//! Which of several branches a commit was branched off: the one that lacks the fewest of its commits.
//!
//! One walk in the order of commit time colours the graph with a bit for each candidate and ends
//! as soon as the answer is known, so that its cost follows the distance to the fork and neither
//! the history nor the number of branches.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use crate::domain::history::commit::CommitId;
use crate::failure::Result;
use crate::git::clocks::SLOP;
use crate::git::graph::Index;
use crate::git::objects::CommitSource;
use crate::git::walk::{History, missing};

impl<S: CommitSource> History<S> {
    /// Returns the candidate that `head` was branched off: the one with the fewest commits of `head`
    /// that it lacks, then with the fewest of its own that `head` lacks, then the first one listed.
    /// A candidate that is not there is none.
    ///
    /// # Errors
    /// When an object cannot be read.
    pub fn nearest(&mut self, head: CommitId, candidates: &[CommitId]) -> Result<Nearest> {
        let mut entered = Vec::new();
        for (place, tip) in candidates.iter().enumerate() {
            // Branches at one commit cannot be told apart, and the first of them is the answer.
            let is_new = entered.iter().all(|(_, known)| known != tip);
            if is_new && self.graph.find(*tip)?.is_some() {
                entered.push((place, *tip));
            }
        }
        if entered.len() < 2 {
            let place = entered.first().map(|(place, _)| *place);
            return Ok(Nearest { place, cut_at: None });
        }
        let mut race = Race::new(self, entered.len());
        race.enter(head, 0)?;
        for (nth, (_, tip)) in entered.iter().enumerate() {
            race.enter(*tip, nth + 1)?;
        }
        let winner = race.run()?;
        let place = entered.get(winner).map(|(place, _)| *place);
        Ok(Nearest { place, cut_at: race.cut_at })
    }
}

/// The candidate that a commit was branched off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nearest {
    /// Its place in the list; `None` where there is none.
    pub place: Option<usize>,
    /// A commit where a shallow clone hides what decides.
    pub cut_at: Option<CommitId>,
}

/// How far a candidate is from the head, so far.
#[derive(Clone, Copy, Debug, Default)]
struct Distance {
    /// How many commits of the head it lacks, and how many wait that it may lack.
    ahead: usize,
    ahead_open: usize,
    /// How many of its own the head lacks, and how many wait that the head may lack.
    behind: usize,
    behind_open: usize,
}

struct Race<'h, S> {
    history: &'h mut History<S>,
    heap: BinaryHeap<(i64, Reverse<Index>)>,
    /// The colours of each commit, `width` words each: bit 0 is the head, the others candidates.
    colours: Vec<u64>,
    width: usize,
    is_walked: Vec<bool>,
    distances: Vec<Distance>,
    cut_at: Option<CommitId>,
}

impl<'h, S: CommitSource> Race<'h, S> {
    fn new(history: &'h mut History<S>, candidates: usize) -> Self {
        Self {
            history,
            heap: BinaryHeap::new(),
            colours: Vec::new(),
            width: candidates / 64 + 1,
            is_walked: Vec::new(),
            distances: vec![Distance::default(); candidates],
            cut_at: None,
        }
    }

    fn enter(&mut self, tip: CommitId, bit: usize) -> Result<()> {
        let at = self.history.graph.find(tip)?.ok_or_else(|| missing(tip))?;
        let mut colours = vec![0; self.width];
        if let Some(word) = colours.get_mut(bit / 64) {
            *word = 1 << (bit % 64);
        }
        self.colour(at, &colours);
        Ok(())
    }

    fn run(&mut self) -> Result<usize> {
        let mut slop = SLOP;
        while let Some((_, Reverse(at))) = self.heap.pop() {
            if self.winner().is_none() {
                slop = SLOP;
                let cut = self.history.graph.node(at).filter(|node| node.cut);
                self.cut_at = self.cut_at.or(cut.map(|node| node.id));
            } else if slop == 0 {
                break;
            } else {
                slop -= 1;
            }
            self.walk(at)?;
        }
        Ok(self.winner().unwrap_or_default())
    }

    /// Returns the nearest candidate once nothing that waits can change which one it is.
    fn winner(&self) -> Option<usize> {
        let ahead = self.distances.iter().map(|one| one.ahead).min()?;
        let mut tied = self.places(|one| one.ahead == ahead);
        if tied.clone().any(|place| self.distances.get(place).is_some_and(|one| one.ahead_open > 0))
        {
            return None;
        }
        if let (Some(only), None) = (tied.next(), tied.next()) {
            return Some(only);
        }
        let behind = |place: usize| self.distances.get(place).copied().unwrap_or_default();
        let tied = || self.places(|one| one.ahead == ahead);
        let least = tied().map(|place| behind(place).behind).min()?;
        let is_least = |place: &usize| behind(*place).behind == least;
        let is_open = tied().filter(is_least).any(|place| behind(place).behind_open > 0);
        if is_open { None } else { tied().find(is_least) }
    }

    fn places(
        &self,
        is_wanted: impl Fn(&Distance) -> bool + Clone,
    ) -> impl Iterator<Item = usize> + Clone {
        let all = self.distances.iter().enumerate();
        all.filter(move |(_, one)| is_wanted(one)).map(|(place, _)| place)
    }

    /// Counts a commit, and gives its colours to its parents.
    fn walk(&mut self, at: Index) -> Result<()> {
        let colours = self.colours_of(at).to_vec();
        self.count(&colours, |one| &mut one.ahead_open, |one| &mut one.behind_open, false);
        if let Some(is_walked) = self.is_walked.get_mut(at as usize) {
            *is_walked = true;
        }
        self.count(&colours, |one| &mut one.ahead, |one| &mut one.behind, true);
        self.history.graph.expand(at)?;
        for nth in 0.. {
            let Some(parent) = self.history.graph.parents(at).get(nth).copied() else { break };
            self.colour(parent, &colours);
        }
        Ok(())
    }

    /// Gives a commit colours, and all that was already reached from it.
    fn colour(&mut self, at: Index, colours: &[u64]) {
        let mut pending = vec![at];
        while let Some(at) = pending.pop() {
            self.make_room(at);
            let before = self.colours_of(at).to_vec();
            let after: Vec<u64> = before.iter().zip(colours).map(|(old, new)| old | new).collect();
            if before == after {
                continue;
            }
            let is_walked = self.is_walked.get(at as usize).copied().unwrap_or_default();
            for (colours, is_more) in [(&before, false), (&after, true)] {
                match is_walked {
                    true => {
                        self.count(colours, |one| &mut one.ahead, |one| &mut one.behind, is_more);
                    }
                    false => self.count(
                        colours,
                        |one| &mut one.ahead_open,
                        |one| &mut one.behind_open,
                        is_more,
                    ),
                }
            }
            let start = at as usize * self.width;
            if let Some(slot) = self.colours.get_mut(start..start + self.width) {
                slot.copy_from_slice(&after);
            }
            if is_walked {
                pending.extend_from_slice(self.history.graph.parents(at));
            } else if before.iter().all(|word| *word == 0) {
                self.heap.push((self.history.graph.time(at), Reverse(at)));
            }
        }
    }

    /// Counts a commit of these colours in or out where head and candidate do not share it.
    fn count(
        &mut self,
        colours: &[u64],
        ahead: impl Fn(&mut Distance) -> &mut usize,
        behind: impl Fn(&mut Distance) -> &mut usize,
        is_more: bool,
    ) {
        let has =
            |bit: usize| colours.get(bit / 64).is_some_and(|word| word >> (bit % 64) & 1 == 1);
        let is_of_head = has(0);
        for (place, distance) in self.distances.iter_mut().enumerate() {
            let counter = match (is_of_head, has(place + 1)) {
                (true, false) => ahead(distance),
                (false, true) => behind(distance),
                _ => continue,
            };
            *counter = if is_more { *counter + 1 } else { counter.saturating_sub(1) };
        }
    }

    fn colours_of(&self, at: Index) -> &[u64] {
        let start = at as usize * self.width;
        self.colours.get(start..start + self.width).unwrap_or_default()
    }

    fn make_room(&mut self, at: Index) {
        let at = at as usize;
        if at >= self.is_walked.len() {
            self.is_walked.resize(at + 1, false);
            self.colours.resize((at + 1) * self.width, 0);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::any;
    use proptest::proptest;
    use proptest::sample::Index;

    use super::{History, SLOP};
    use crate::git::walk_model::{Model, any_clocks, histories, id};

    fn nearest(model: &Model, head: usize, candidates: &[usize]) -> Option<usize> {
        let candidates: Vec<_> = candidates.iter().copied().map(id).collect();
        History::new(model).nearest(id(head), &candidates).unwrap().place
    }

    fn truth(model: &Model, head: usize, candidates: &[usize]) -> Option<usize> {
        let own = model.reachable(&[head]);
        let distance = |candidate: usize| {
            let other = model.reachable(&[candidate]);
            (own.difference(&other).count(), other.difference(&own).count())
        };
        (0..candidates.len()).min_by_key(|place| distance(candidates[*place]))
    }

    proptest! {
        #[test]
        fn the_nearest_is_the_one_that_lacks_the_fewest_commits(
            model in histories(60, 0, any_clocks()),
            head in any::<Index>(),
            candidates in vec(any::<Index>(), 0..8),
        ) {
            let head = head.index(model.len());
            let candidates: Vec<_> =
                candidates.iter().map(|one| one.index(model.len())).collect();
            assert_eq!(nearest(&model, head, &candidates), truth(&model, head, &candidates));
        }
    }

    #[test]
    fn more_candidates_than_a_word_has_bits_are_told_apart() {
        let mut model = Model::default();
        let root = model.add(&[], 0);
        let mainline: Vec<_> = (0..200).map(|at| model.add_line(at % 3 + 1, root)).collect();
        let head = model.add_line(2, mainline[150]);
        assert_eq!(nearest(&model, head, &mainline), Some(150));
    }

    #[test]
    fn a_branch_of_long_ago_costs_nothing() {
        let mut model = Model::default();
        let root = model.add(&[], 0);
        let old = model.add_line(10, root);
        let develop = model.add_line(20_000, root);
        let head = model.add_line(5, develop);
        assert_eq!(nearest(&model, head, &[old, develop]), Some(1));
        assert!(model.reads() < 2 * SLOP, "{} reads", model.reads());
    }
}
