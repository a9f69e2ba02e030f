//! Ranges of history: what is reachable from one commit and not from others.
//!
//! The pass paints the graph in the order of commit time, newest first, with two colours and stops
//! where nothing can change any more, so that its cost follows the range and not the history.
//! What it does about commit times that lie stands in `clocks.rs`.

use std::collections::{BinaryHeap, HashMap, HashSet};

use crate::domain::history::commit::{CommitId, RawCommit};
use crate::failure::{Failure, Result};
use crate::git::clocks::{SLOP, Suspects};
use crate::git::graph::{Graph, Index};
use crate::git::objects::CommitSource;

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
    /// A commit whose parents were not fetched, where the range is not known without them: one of
    /// the range, or one that is left out and may have another commit of the range before it.
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
        self.range_of(&[until], excluded, is_boundary)
    }

    /// Returns the same of several commits.
    ///
    /// # Errors
    /// When an object cannot be read.
    pub fn range_of(
        &mut self,
        until: &[CommitId],
        excluded: &[CommitId],
        is_boundary: &dyn Fn(CommitId) -> bool,
    ) -> Result<Range> {
        let Painted { inside, boundaries, hidden_by } =
            Paint::new(&mut self.graph).run(until, excluded, is_boundary)?;
        let ordered = in_time_order(&self.graph, &inside);
        let cut = ordered.iter().filter_map(|at| self.graph.node(*at)).find(|node| node.cut);
        let cut_at = cut.map(|node| node.id).or(hidden_by);
        let mut commits = Vec::with_capacity(ordered.len());
        commits.extend(ordered.into_iter().filter_map(|at| self.graph.take(at)));
        Ok(Range { commits, cut_at, boundaries })
    }

    /// Returns how many commit objects were read.
    pub fn read_count(&self) -> usize {
        self.graph.len()
    }
}

/// Returns the failure for a commit that should be there.
pub(super) fn missing(commit: CommitId) -> Failure {
    Failure::world("a commit of this repository is missing")
        .at(format!("commit {commit}"))
        .hint("`git fsck` tells what is damaged, `git fetch --refetch` fetches it anew")
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
    /// The commits outside that may hide something inside.
    suspects: Suspects,
    boundaries: Vec<CommitId>,
}

/// What a pass has found.
struct Painted {
    inside: Vec<Index>,
    boundaries: Vec<CommitId>,
    /// A commit that is left out and may hide one of the range behind a shallow edge.
    hidden_by: Option<CommitId>,
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
            suspects: Suspects::default(),
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
        until: &[CommitId],
        excluded: &[CommitId],
        is_boundary: &dyn Fn(CommitId) -> bool,
    ) -> Result<Painted> {
        for id in excluded {
            self.add(*id, OUTSIDE)?;
        }
        for until in until {
            if self.graph.find(*until)?.is_none() {
                return Err(missing(*until));
            }
            self.add(*until, INSIDE)?;
        }
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
                self.heap.push((time, std::cmp::Reverse(at)));
                if self.look_behind_suspects()? {
                    continue;
                }
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
        let hidden_by = self.may_be_hidden(&inside);
        Ok(Painted { inside, boundaries: self.boundaries, hidden_by })
    }

    /// Whether commit times say that no commit met inside changes its colour any more: everything
    /// that waits and is outside is older than all of them.
    fn is_settled(&self, newest: i64) -> bool {
        let margin = self.graph.skew().saturating_mul(2);
        newest.saturating_add(margin) < self.oldest_inside
    }

    /// Looks behind the commits whose times are the least to be believed; whether that shows that
    /// the walk is not done.
    fn look_behind_suspects(&mut self) -> Result<bool> {
        for at in self.suspects.take_worst() {
            self.expand(at)?;
        }
        let newest = self.heap.iter().filter(|(_, at)| !self.has(at.0, EXPANDED)).max();
        Ok(newest.is_some_and(|(time, _)| !self.is_settled(*time)))
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
            if colour & OUTSIDE != 0 && !self.has(parent, EXPANDED) {
                let older_by = self.graph.time(at).saturating_sub(self.graph.time(parent));
                self.suspects.note(older_by, parent);
            }
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

    /// Returns a commit that is left out and that a shallow clone cut, when a commit of the range
    /// may lie behind it: one that is no newer and does not come after it.
    fn may_be_hidden(&self, inside: &[Index]) -> Option<CommitId> {
        let margin = self.graph.skew().saturating_mul(2);
        let oldest = inside.iter().map(|at| self.graph.time(*at)).min()?;
        let limit = |at: Index| self.graph.time(at).saturating_add(margin);
        let outside = (0..).zip(&self.flags).filter(|(_, flags)| *flags & OUTSIDE != 0);
        let is_cut = |at: Index| self.graph.node(at).is_some_and(|node| node.cut);
        let mut cuts =
            outside.map(|(at, _)| at).filter(|at| is_cut(*at) && limit(*at) >= oldest).peekable();
        cuts.peek()?;
        let children = self.graph.children();
        let hides = |cut: &Index| {
            let after = descendants(&children, *cut);
            inside.iter().any(|at| self.graph.time(*at) <= limit(*cut) && !after.contains(at))
        };
        cuts.find(hides).and_then(|at| self.graph.node(at)).map(|node| node.id)
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

fn descendants(children: &HashMap<Index, Vec<Index>>, of: Index) -> HashSet<Index> {
    let mut found = HashSet::new();
    let mut pending = vec![of];
    while let Some(at) = pending.pop() {
        for child in children.get(&at).into_iter().flatten() {
            if found.insert(*child) {
                pending.push(*child);
            }
        }
    }
    found
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

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::collection::vec;
    use proptest::prelude::any;
    use proptest::proptest;
    use proptest::sample::Index;
    use proptest::strategy::Just;

    use super::{History, Range, SLOP};
    use crate::git::walk_model::{Clocks, Model, any_clocks, histories, id, number};

    /// A range of a model: from all that is reachable from `until`, without what is reachable from
    /// `excluded` and from the boundaries that lie in it.
    struct Asked {
        until: usize,
        excluded: Vec<usize>,
        boundaries: BTreeSet<usize>,
    }

    impl Asked {
        fn of(model: &Model, until: Index, excluded: &[Index], boundaries: &[Index]) -> Self {
            let numbers = |all: &[Index]| all.iter().map(|one| one.index(model.len())).collect();
            let until = until.index(model.len());
            let boundaries: Vec<usize> = numbers(boundaries);
            Self {
                until,
                excluded: numbers(excluded),
                boundaries: boundaries.into_iter().collect(),
            }
        }

        fn answer(&self, model: &Model) -> Range {
            let excluded: Vec<_> = self.excluded.iter().copied().map(id).collect();
            let is_boundary = |id| self.boundaries.contains(&number(id));
            History::new(model).range(id(self.until), &excluded, &is_boundary).unwrap()
        }

        /// The boundaries that can be met: those that nothing excluded contains.
        fn met(&self, inside: &BTreeSet<usize>, outside: &BTreeSet<usize>) -> BTreeSet<usize> {
            let of_range = |number: &&usize| inside.contains(number) && !outside.contains(number);
            self.boundaries.iter().filter(of_range).copied().collect()
        }

        fn truth(&self, model: &Model) -> BTreeSet<usize> {
            let inside = model.reachable(&[self.until]);
            let mut from: Vec<_> = self.boundaries.intersection(&inside).copied().collect();
            from.extend_from_slice(&self.excluded);
            inside.difference(&model.reachable(&from)).copied().collect()
        }
    }

    fn numbers(range: &Range) -> Vec<usize> {
        range.commits.iter().map(|commit| number(commit.id)).collect()
    }

    /// Asserts that the range is in the order of `git log --date-order`: of the commits whose
    /// children all came before, the newest is next.
    fn assert_order(model: &Model, listed: &[usize]) {
        let mut waiting: BTreeSet<usize> = listed.iter().copied().collect();
        assert_eq!(waiting.len(), listed.len(), "a commit is listed twice");
        for next in listed {
            let parents: BTreeSet<usize> =
                waiting.iter().flat_map(|number| model.parents(*number)).copied().collect();
            let newest = waiting.difference(&parents).map(|ready| model.time(*ready)).max();
            assert!(!parents.contains(next), "{next} comes before one of its children");
            assert_eq!(Some(model.time(*next)), newest, "{next} is not the newest");
            waiting.remove(next);
        }
    }

    proptest! {
        #[test]
        fn a_range_is_what_is_reachable_from_here_and_not_from_there(
            model in histories(60, 0, any_clocks()),
            until in any::<Index>(),
            excluded in vec(any::<Index>(), 0..4),
            boundaries in vec(any::<Index>(), 0..4),
        ) {
            let asked = Asked::of(&model, until, &excluded, &boundaries);
            let range = asked.answer(&model);
            let listed = numbers(&range);
            assert_eq!(listed.iter().copied().collect::<BTreeSet<_>>(), asked.truth(&model));
            assert_order(&model, &listed);
            assert_eq!(range.cut_at, None);
            assert!(model.reads() <= model.len());
        }

        #[test]
        fn the_boundaries_of_a_range_are_those_that_end_it(
            model in histories(60, 0, any_clocks()),
            until in any::<Index>(),
            excluded in vec(any::<Index>(), 0..3),
            boundaries in vec(any::<Index>(), 0..8),
        ) {
            let asked = Asked::of(&model, until, &excluded, &boundaries);
            let found: BTreeSet<_> =
                asked.answer(&model).boundaries.iter().map(|id| number(*id)).collect();
            let inside = model.reachable(&[asked.until]);
            let met = asked.met(&inside, &model.reachable(&asked.excluded));
            // One that lies below another one ends nothing; it is met where clocks lie.
            let ends = |one: &&usize| {
                met.iter().all(|other| other == *one || !model.reachable(&[*other]).contains(one))
            };
            let ending: BTreeSet<_> = met.iter().filter(ends).copied().collect();
            assert!(ending.is_subset(&found), "{ending:?} {found:?}");
            assert!(found.is_subset(&inside), "{found:?}");
            assert!(found.is_subset(&asked.boundaries));
        }

        #[test]
        fn a_pass_that_stops_early_has_missed_nothing_where_clocks_are_right(
            model in histories(40, 60, Just(Clocks::Right)),
            until in any::<Index>(),
            excluded in vec(any::<Index>(), 0..4),
            boundaries in vec(any::<Index>(), 0..4),
        ) {
            let asked = Asked::of(&model, until, &excluded, &boundaries);
            let listed: BTreeSet<_> = numbers(&asked.answer(&model)).into_iter().collect();
            assert_eq!(listed, asked.truth(&model));
        }

        #[test]
        fn a_shallow_range_is_complete_or_says_that_it_is_not(
            mut model in histories(60, 0, Just(Clocks::Right)),
            until in any::<Index>(),
            excluded in vec(any::<Index>(), 0..3),
            cuts in vec(any::<Index>(), 1..6),
        ) {
            let asked = Asked::of(&model, until, &excluded, &[]);
            for cut in cuts {
                model.cut(cut.index(model.len()));
            }
            let range = asked.answer(&model);
            let listed: BTreeSet<_> = numbers(&range).into_iter().collect();
            let outside = model.reachable_in_truth(&asked.excluded);
            let whole = model.reachable_in_truth(&[asked.until]);
            let truth: BTreeSet<_> = whole.difference(&outside).copied().collect();
            assert!(range.cut_at.is_some() || listed == truth, "{listed:?} {truth:?}");
            assert!(range.cut_at.is_none_or(|id| model.is_cut(number(id))));
        }
    }

    /// A line of commits with a topic of two commits merged every fifth time. Returns the commits
    /// of the line, oldest first.
    fn busy_line(model: &mut Model, length: usize) -> Vec<usize> {
        let mut line = vec![model.add(&[], 0)];
        while model.len() < length {
            let tip = line[line.len() - 1];
            let next = model.add(&[tip], model.time(tip) + 60);
            line.push(next);
            if line.len() % 5 == 0 {
                let base = line[line.len() - 3];
                let topic = model.add_line(2, base);
                line.push(model.add(&[next, topic], model.time(next).max(model.time(topic)) + 60));
            }
        }
        line
    }

    fn range_since(model: &Model, until: usize, since: usize) -> Vec<usize> {
        numbers(&History::new(model).range(id(until), &[id(since)], &|_| false).unwrap())
    }

    #[test]
    fn the_commits_since_a_release_cost_what_they_are_and_not_what_lies_before() {
        let mut model = Model::default();
        let line = busy_line(&mut model, 20_000);
        let (head, release) = (line[line.len() - 1], line[line.len() - 26]);
        let listed = range_since(&model, head, release);
        assert!((25..60).contains(&listed.len()), "{}", listed.len());
        assert!(model.reads() < listed.len() + 2 * SLOP, "{} reads", model.reads());
    }

    #[test]
    fn what_no_release_contains_costs_what_it_is() {
        let mut model = Model::default();
        let line = busy_line(&mut model, 20_000);
        let tagged: BTreeSet<usize> = line.iter().step_by(100).copied().collect();
        let head = line[line.len() - 1];
        let range = History::new(&model).range(id(head), &[], &|id| tagged.contains(&number(id)));
        let listed = numbers(&range.unwrap());
        assert!(listed.len() < 250, "{}", listed.len());
        assert!(model.reads() < listed.len() + 2 * SLOP, "{} reads", model.reads());
    }

    #[test]
    fn releases_on_branches_that_live_for_years_do_not_cost_their_years() {
        let mut model = Model::default();
        let root = model.add(&[], 0);
        let mut lines = [root; 4];
        for round in 0..5000 {
            for line in &mut lines {
                *line = model.add(&[*line], 60 * (round + 1));
            }
            if round % 50 == 49 {
                // Each old line is merged into the newer one beside it.
                for newer in 1..lines.len() {
                    let parents = [lines[newer], lines[newer - 1]];
                    lines[newer] = model.add(&parents, 60 * (round + 1));
                }
            }
        }
        let release = lines[3];
        let head = model.add_line(25, release);
        assert_eq!(range_since(&model, head, release).len(), 25);
        assert!(model.reads() < 25 + 2 * SLOP, "{} reads", model.reads());
    }

    #[test]
    fn a_topic_from_a_release_of_years_ago_costs_the_line_and_not_its_branches() {
        let mut model = Model::default();
        let mut line = vec![model.add(&[], 0)];
        while model.len() < 20_000 {
            let tip = line[line.len() - 1];
            let topic = model.add_line(8, tip);
            line.push(model.add(&[tip, topic], model.time(topic) + 60));
        }
        let release = line[line.len() - 1];
        let topic = model.add(&[line[100]], model.time(release));
        let head = model.add(&[release, topic], model.time(release) + 60);
        assert_eq!(range_since(&model, head, release), [head, topic]);
        assert!(model.reads() < 2 * line.len() + 2 * SLOP, "{} reads", model.reads());
    }

    #[test]
    fn a_topic_from_years_ago_costs_no_more_where_the_release_is_met_on_the_way() {
        let mut model = Model::default();
        let mut line = vec![model.add(&[], 0)];
        while model.len() < 20_000 {
            let tip = line[line.len() - 1];
            let topic = model.add_line(8, tip);
            line.push(model.add(&[tip, topic], model.time(topic) + 60));
        }
        let release = line[line.len() - 1];
        let topic = model.add(&[line[100]], model.time(release));
        let head = model.add(&[release, topic], model.time(release) + 60);
        let tagged = [release, line[50]];
        let range =
            History::new(&model).range(id(head), &[], &|id| tagged.contains(&number(id))).unwrap();
        assert_eq!(numbers(&range), [head, topic]);
        assert!(model.reads() < 2 * line.len() + 2 * SLOP, "{} reads", model.reads());
    }

    #[test]
    fn a_clock_that_is_days_off_is_found_out_in_time() {
        // The line below the release jumps back by days, and by as much forward again.
        for off in [3600, 86_400, 864_000] {
            let mut model = Model::default();
            let root = model.add(&[], 10_000_000);
            let old = model.add_line(1000, root);
            let lying = model.add(&[old], model.time(old) - off);
            let release = model.add_line(100, lying);
            let topic = model.add_line(3, old);
            let head = model.add(&[release, topic], model.time(topic) + off);
            let listed = range_since(&model, head, release);
            assert_eq!(listed, [head, topic, topic - 1, topic - 2]);
        }
    }

    #[test]
    fn a_lie_that_was_met_makes_the_pass_look_further() {
        let mut model = Model::default();
        let root = model.add(&[], 0);
        let old = model.add_line(600, root);
        let topic = model.add(&[old], model.time(old) + 60);
        let lying = model.add(&[topic], model.time(topic) - 20_000);
        let line = model.add_line(5, old);
        let release = model.add(&[line, lying], model.time(line) + 60);
        let head = model.add(&[topic, release], model.time(topic) - 8000);
        assert_eq!(range_since(&model, head, release), [head]);
    }

    #[test]
    fn a_shallow_clone_that_holds_the_range_is_enough() {
        for seconds in [0, 60] {
            let mut model = Model::default();
            let root = model.add(&[], 0);
            let cut = model.add(&[root], seconds);
            let release = model.add(&[cut], 2 * seconds);
            let topic = model.add(&[release], 3 * seconds);
            let fix = model.add(&[release], 4 * seconds);
            let head = model.add(&[fix, topic], 5 * seconds);
            for cut in [cut, release] {
                model.cut(cut);
                let range =
                    History::new(&model).range(id(head), &[id(release)], &|_| false).unwrap();
                assert_eq!((range.commits.len(), range.cut_at), (3, None));
            }
        }
    }

    #[test]
    fn a_topic_that_the_cut_off_history_of_a_release_may_contain_makes_the_range_incomplete() {
        // root ── release (cut) ── fix ── head
        //  └────────── topic ──────────────┘
        let mut model = Model::default();
        let root = model.add(&[], 0);
        let release = model.add(&[root], 60);
        let topic = model.add(&[root], 120);
        let fix = model.add(&[release], 180);
        let head = model.add(&[fix, topic], 240);
        model.cut(release);
        let range = History::new(&model).range(id(head), &[id(release)], &|_| false).unwrap();
        assert_eq!(range.cut_at, Some(id(release)));
    }

    #[test]
    fn a_commit_that_is_no_longer_there_is_named() {
        let mut model = Model::default();
        let lost = 77;
        let old = model.add(&[lost], 60);
        let new = model.add(&[old], 120);
        let failure = History::new(&model).range(id(new), &[], &|_| false).unwrap_err();
        assert_eq!(failure.place, Some(format!("commit {}", id(lost))));
    }

    #[test]
    fn one_clock_that_is_off_brings_no_released_commit_back() {
        let mut model = Model::default();
        let root = model.add(&[], 1_700_000_000);
        let old = model.add_line(4 * SLOP, root);
        let shared = model.add(&[old], model.time(old) + 60);
        let wrong = model.add(&[shared], 0);
        let release = model.add(&[old, wrong], model.time(old) + 120);
        let next = model.add(&[release], model.time(old) + 180);
        let head = model.add(&[next, shared], model.time(old) + 240);
        let range = History::new(&model).range(id(head), &[id(release)], &|_| false).unwrap();
        assert_eq!(numbers(&range), [head, next]);
    }
}
