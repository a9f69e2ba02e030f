//! The orders in which libgit2 walks: what git-cliff shows stands in them, ties included.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use crate::domain::history::commit::{CommitMap, RawCommit};

/// Puts commits into the order of libgit2's `GIT_SORT_TOPOLOGICAL`: every child before its parents,
/// and of what may come next that which became possible last (revwalk.c,
/// `sort_in_topological_order`). `commits` are all of a range, newest first, with one tip.
pub fn topological(commits: Vec<RawCommit>) -> Vec<RawCommit> {
    let parents = parent_places(&commits);
    let mut waiting = vec![0_usize; commits.len()];
    for parent in parents.iter().flatten() {
        if let Some(count) = waiting.get_mut(*parent) {
            *count += 1;
        }
    }
    let is_tip = |(place, count): (usize, &usize)| (*count == 0).then_some(place);
    let mut ready: Vec<usize> = waiting.iter().enumerate().filter_map(is_tip).collect();
    ready.reverse();
    let mut order = Vec::with_capacity(commits.len());
    while let Some(place) = ready.pop() {
        order.push(place);
        for parent in parents.get(place).into_iter().flatten() {
            if let Some(count) = waiting.get_mut(*parent) {
                *count -= 1;
                if *count == 0 {
                    ready.push(*parent);
                }
            }
        }
    }
    arranged(commits, &order)
}

/// Puts commits into the order of libgit2's `GIT_SORT_TIME`: by commit time, newest first; of those
/// of one second that first which its binary heap gives first (pqueue.c). `commits` are all of a
/// range, newest first, with one tip.
pub fn by_time(commits: Vec<RawCommit>) -> Vec<RawCommit> {
    let parents = parent_places(&commits);
    let times: Vec<i64> = commits.iter().map(|commit| commit.committer.seconds).collect();
    let time = |place: usize| times.get(place).copied().unwrap_or(i64::MIN);
    let mut heap = TimeHeap { times: &times, places: Vec::with_capacity(commits.len()) };
    for place in discovered(&parents, &time) {
        heap.insert(place);
    }
    let mut order = Vec::with_capacity(commits.len());
    while let Some(place) = heap.pop() {
        order.push(place);
    }
    arranged(commits, &order)
}

/// Returns the places in the order in which a walk by date meets them from the tip on (revwalk.c,
/// `limit_list`): commits of one second stay in the order in which they were found.
fn discovered(parents: &[Vec<usize>], time: &dyn Fn(usize) -> i64) -> Vec<usize> {
    let mut seen = vec![false; parents.len()];
    let mut list = BinaryHeap::new();
    let mut found = 0_usize;
    let mut order = Vec::with_capacity(parents.len());
    let mut add = |place: usize, list: &mut BinaryHeap<(i64, Reverse<usize>, usize)>| {
        if let Some(seen) = seen.get_mut(place).filter(|seen| !**seen) {
            *seen = true;
            list.push((time(place), Reverse(found), place));
            found += 1;
        }
    };
    if !parents.is_empty() {
        add(0, &mut list);
    }
    while let Some((_, _, place)) = list.pop() {
        order.push(place);
        for parent in parents.get(place).into_iter().flatten() {
            add(*parent, &mut list);
        }
    }
    order
}

/// The binary heap of libgit2, which fixes the order of equal times.
struct TimeHeap<'t> {
    times: &'t [i64],
    places: Vec<usize>,
}

impl TimeHeap<'_> {
    /// How the entries at two places of the heap compare: the later time is the smaller one.
    fn compare(&self, one: usize, other: usize) -> Ordering {
        let time = |at: usize| self.places.get(at).and_then(|place| self.times.get(*place));
        time(other).cmp(&time(one))
    }

    fn insert(&mut self, place: usize) {
        let mut at = self.places.len();
        self.places.push(place);
        while at > 0 {
            let parent = (at - 1) / 2;
            if self.compare(parent, at) != Ordering::Greater {
                break;
            }
            self.places.swap(parent, at);
            at = parent;
        }
    }

    fn pop(&mut self) -> Option<usize> {
        let last = self.places.len().checked_sub(1)?;
        self.places.swap(0, last);
        let first = self.places.pop();
        let mut at = 0;
        loop {
            let left = 2 * at + 1;
            if left >= self.places.len() {
                break;
            }
            let right = left + 1;
            let is_right =
                right < self.places.len() && self.compare(left, right) == Ordering::Greater;
            let child = if is_right { right } else { left };
            if self.compare(at, child) != Ordering::Greater {
                break;
            }
            self.places.swap(at, child);
            at = child;
        }
        first
    }
}

fn parent_places(commits: &[RawCommit]) -> Vec<Vec<usize>> {
    let places: CommitMap<usize> =
        commits.iter().enumerate().map(|(place, commit)| (commit.id, place)).collect();
    let of = |commit: &RawCommit| {
        commit.parents.iter().filter_map(|parent| places.get(parent).copied()).collect()
    };
    commits.iter().map(of).collect()
}

fn arranged(commits: Vec<RawCommit>, order: &[usize]) -> Vec<RawCommit> {
    let mut commits: Vec<Option<RawCommit>> = commits.into_iter().map(Some).collect();
    order.iter().filter_map(|place| commits.get_mut(*place)?.take()).collect()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::{by_time, topological};
    use crate::domain::history::commit::{CommitId, Person, RawCommit, Signature};

    fn history(rows: &[(u8, i64, &[u8])]) -> Vec<RawCommit> {
        let id = |number: u8| CommitId::from_bytes([number; 20]);
        let commit = |(number, seconds, parents): &(u8, i64, &[u8])| {
            let who = Signature { person: Arc::new(Person::default()), seconds: *seconds };
            RawCommit {
                id: id(*number),
                parents: parents.iter().copied().map(id).collect(),
                author: who.clone(),
                committer: who,
                message: String::new(),
            }
        };
        rows.iter().map(commit).collect()
    }

    fn numbers(commits: &[RawCommit]) -> Vec<u8> {
        commits.iter().map(|commit| commit.id.as_bytes()[0]).collect()
    }

    #[test]
    fn the_last_parent_of_a_merge_comes_first() {
        let commits =
            history(&[(5, 5, &[4, 3]), (4, 4, &[1]), (3, 3, &[2]), (2, 2, &[1]), (1, 1, &[])]);
        assert_eq!(numbers(&topological(commits)), [5, 3, 2, 4, 1]);
    }

    #[test]
    fn times_decide_where_they_are_asked_for() {
        let commits =
            history(&[(5, 5, &[4, 3]), (4, 4, &[1]), (3, 3, &[2]), (2, 2, &[1]), (1, 1, &[])]);
        assert_eq!(numbers(&by_time(commits)), [5, 4, 3, 2, 1]);
    }
}
