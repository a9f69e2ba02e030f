//! Ranges of history: what is reachable from one commit and not from others.
//!
//! The pass paints the graph in the order of commit time, newest first, with two colours and stops
//! where nothing can change any more, so that its cost follows the range and not the history.
//! Commit times lie at times (clock skew): the pass goes on for [`SLOP`] commits and for twice the
//! largest lie it has met before it believes that it is done. Git does the same with a slop of 5.

use std::collections::BinaryHeap;

use crate::domain::history::commit::{CommitId, RawCommit};
use crate::failure::Result;
use crate::git::graph::{Graph, Index};
use crate::git::objects::CommitSource;

/// How many commits a pass looks beyond the point where times say that it is done.
pub(super) const SLOP: usize = 128;

const INSIDE: u8 = 1;
const OUTSIDE: u8 = 2;
const EXPANDED: u8 = 4;

/// One reading of the history: every commit object that any question needs is read once.
pub struct History<S> {
    pub(super) graph: Graph<S>,
}

/// The commits of a range and whether a shallow clone cut it short.
#[derive(Debug)]
pub struct Range {
    /// The commits, newest first and every child before its parents.
    pub commits: Vec<RawCommit>,
    /// A commit of the range whose parents were not fetched: the range goes on behind it.
    pub cut_at: Option<CommitId>,
    /// The boundaries that the walk met.
    pub boundaries: Vec<CommitId>,
}

impl<S: CommitSource> History<S> {
    /// Returns a history nothing was read of yet.
    pub fn new(source: S) -> Self {
        Self { graph: Graph::new(source) }
    }

    /// Returns the commits reachable from `until`, without those that are reachable from
    /// `excluded` or from a commit of the range that `is_boundary` names.
    ///
    /// # Errors
    /// When an object cannot be read.
    pub fn range(
        &mut self,
        until: CommitId,
        excluded: &[CommitId],
        is_boundary: &dyn Fn(CommitId) -> bool,
    ) -> Result<Range> {
        let Painted { inside, boundaries } =
            Paint::new(&mut self.graph).run(until, excluded, is_boundary)?;
        let ordered = in_time_order(&self.graph, &inside);
        let cut = ordered.iter().filter_map(|at| self.graph.node(*at)).find(|node| node.cut);
        let cut_at = cut.map(|node| node.id);
        let mut commits = Vec::with_capacity(ordered.len());
        commits.extend(ordered.into_iter().filter_map(|at| self.graph.take(at)));
        Ok(Range { commits, cut_at, boundaries })
    }

    /// Returns how many commit objects were read.
    pub fn read_count(&self) -> usize {
        self.graph.len()
    }
}

/// One pass that colours the graph.
struct Paint<'g, S> {
    graph: &'g mut Graph<S>,
    flags: Vec<u8>,
    /// The commits that wait to be expanded, newest first.
    heap: BinaryHeap<Entry>,
    /// Those of them that are inside, and some that no longer are.
    open: BinaryHeap<Entry>,
    /// How many of `open` still are inside and wait.
    open_count: usize,
    /// The oldest commit time met inside.
    oldest_inside: i64,
    /// Where the lines of first parents below what is excluded have been followed to.
    mainlines: Vec<Index>,
    boundaries: Vec<CommitId>,
}

/// What a pass has found.
struct Painted {
    inside: Vec<Index>,
    boundaries: Vec<CommitId>,
}

type Entry = (i64, std::cmp::Reverse<Index>);

impl<'g, S: CommitSource> Paint<'g, S> {
    fn new(graph: &'g mut Graph<S>) -> Self {
        let flags = vec![0; graph.len()];
        Self {
            graph,
            flags,
            heap: BinaryHeap::new(),
            open: BinaryHeap::new(),
            open_count: 0,
            oldest_inside: i64::MAX,
            mainlines: Vec::new(),
            boundaries: Vec::new(),
        }
    }

    fn add(&mut self, id: CommitId, colour: u8) -> Result<()> {
        if let Some(at) = self.graph.find(id)? {
            self.colour(at, colour);
            if colour == OUTSIDE {
                self.mainlines.push(at);
            }
        }
        Ok(())
    }

    fn run(
        mut self,
        until: CommitId,
        excluded: &[CommitId],
        is_boundary: &dyn Fn(CommitId) -> bool,
    ) -> Result<Painted> {
        for id in excluded {
            self.add(*id, OUTSIDE)?;
        }
        self.add(until, INSIDE)?;
        let mut inside = Vec::new();
        let mut slop = SLOP;
        while let Some((time, std::cmp::Reverse(at))) = self.heap.pop() {
            if self.has(at, EXPANDED) {
                continue;
            }
            if !self.is_settled(time) {
                slop = SLOP;
            } else if self.open_count > 0 {
                self.follow_mainlines()?;
            } else if slop == 0 {
                break;
            } else {
                slop -= 1;
            }
            if !self.has(at, OUTSIDE) {
                self.open_count -= 1;
                let id = self.graph.node(at).map(|node| node.id);
                if let Some(id) = id.filter(|id| is_boundary(*id)) {
                    self.boundaries.push(id);
                    self.mainlines.push(at);
                    self.set(at, OUTSIDE);
                } else {
                    inside.push(at);
                    self.oldest_inside = self.oldest_inside.min(time);
                }
            }
            self.expand(at)?;
        }
        inside.retain(|at| !self.has(*at, OUTSIDE));
        Ok(Painted { inside, boundaries: self.boundaries })
    }

    /// Whether commit times say that no commit met inside changes its colour any more: everything
    /// that waits and is outside is older than all of them.
    fn is_settled(&self, newest: i64) -> bool {
        let margin = self.graph.skew().saturating_mul(2);
        newest.saturating_add(margin) < self.oldest_inside
    }

    /// Looks for old commits that still wait inside along the first parents of what is excluded.
    /// A topic that starts at a release of years ago is found outside this way in a few thousand
    /// commits, where the order of time would visit every branch merged since.
    fn follow_mainlines(&mut self) -> Result<()> {
        for line in 0..self.mainlines.len() {
            while let (Some(at), Some(target)) =
                (self.mainlines.get(line).copied(), self.newest_open())
            {
                if self.graph.time(at) < target {
                    break;
                }
                self.expand(at)?;
                match (self.graph.parents(at).first().copied(), self.mainlines.get_mut(line)) {
                    (Some(parent), Some(cursor)) => *cursor = parent,
                    _ => break,
                }
            }
        }
        Ok(())
    }

    fn newest_open(&mut self) -> Option<i64> {
        while let Some((time, std::cmp::Reverse(at))) = self.open.peek().copied() {
            if !self.has(at, OUTSIDE) && !self.has(at, EXPANDED) {
                return Some(time);
            }
            self.open.pop();
        }
        None
    }

    fn expand(&mut self, at: Index) -> Result<()> {
        self.graph.expand(at)?;
        self.set(at, EXPANDED);
        let colour = self.flags_of(at) & (INSIDE | OUTSIDE);
        for nth in 0.. {
            let Some(parent) = self.graph.parents(at).get(nth).copied() else { break };
            self.colour(parent, colour);
        }
        Ok(())
    }

    /// Gives a commit a colour, and all that was already reached from it.
    fn colour(&mut self, at: Index, colour: u8) {
        let mut pending = vec![at];
        while let Some(at) = pending.pop() {
            let before = self.flags_of(at);
            if before & colour == colour {
                continue;
            }
            self.set(at, colour);
            if before & EXPANDED != 0 {
                pending.extend_from_slice(self.graph.parents(at));
                continue;
            }
            let entry = (self.graph.time(at), std::cmp::Reverse(at));
            if before == 0 {
                self.heap.push(entry);
            }
            let was_open = before != 0 && before & OUTSIDE == 0;
            let is_open = !self.has(at, OUTSIDE);
            if is_open && !was_open {
                self.open.push(entry);
                self.open_count += 1;
            } else if was_open && !is_open {
                self.open_count -= 1;
            }
        }
    }

    fn has(&self, at: Index, flag: u8) -> bool {
        self.flags_of(at) & flag != 0
    }

    fn flags_of(&self, at: Index) -> u8 {
        self.flags.get(at as usize).copied().unwrap_or(0)
    }

    fn set(&mut self, at: Index, flags: u8) {
        let at = at as usize;
        if at >= self.flags.len() {
            self.flags.resize(at + 1, 0);
        }
        if let Some(slot) = self.flags.get_mut(at) {
            *slot |= flags;
        }
    }
}

/// Returns the commits in the order of `git log --date-order`: every child before its parents, and
/// otherwise the newest first.
fn in_time_order<S: CommitSource>(graph: &Graph<S>, commits: &[Index]) -> Vec<Index> {
    let mut children = Children::of(graph, commits);
    let entry = |at: Index| (graph.time(at), std::cmp::Reverse(at));
    let tips = commits.iter().filter(|at| children.waiting_for(**at) == Some(0));
    let mut ready: BinaryHeap<_> = tips.map(|at| entry(*at)).collect();
    let mut ordered = Vec::with_capacity(commits.len());
    while let Some((_, std::cmp::Reverse(at))) = ready.pop() {
        ordered.push(at);
        for parent in graph.parents(at) {
            if children.one_less(*parent) == Some(0) {
                ready.push(entry(*parent));
            }
        }
    }
    ordered
}

/// How many children of each commit are still to come; `None` for commits outside.
struct Children(Vec<Option<u32>>);

impl Children {
    fn of<S: CommitSource>(graph: &Graph<S>, commits: &[Index]) -> Self {
        let size = commits.iter().max().map_or(0, |at| *at as usize + 1);
        let mut children = Self(vec![None; size]);
        for at in commits {
            if let Some(count) = children.0.get_mut(*at as usize) {
                *count = Some(0);
            }
        }
        for parent in commits.iter().flat_map(|at| graph.parents(*at)) {
            if let Some(Some(count)) = children.0.get_mut(*parent as usize) {
                *count += 1;
            }
        }
        children
    }

    fn waiting_for(&self, at: Index) -> Option<u32> {
        self.0.get(at as usize).copied().flatten()
    }

    fn one_less(&mut self, at: Index) -> Option<u32> {
        let count = self.0.get_mut(at as usize)?.as_mut()?;
        *count = count.saturating_sub(1);
        Some(*count)
    }
}
