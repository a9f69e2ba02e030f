//! Histories in memory, and what is true of them: the passes over the graph are proved against it.
//!
//! Here everything is worked out commit by commit and nothing is clever.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::any;
use proptest::prop_oneof;
use proptest::strategy::{Just, Strategy};

use crate::domain::history::commit::{CommitId, Person, RawCommit, Signature};
use crate::failure::Result;
use crate::git::objects::{CommitSource, ReadCommit};

/// A history; a commit is known by its number, and its parents have lower ones.
#[derive(Clone, Debug, Default)]
pub(super) struct Model {
    commits: Vec<ModelCommit>,
    reads: Cell<usize>,
}

#[derive(Clone, Debug)]
struct ModelCommit {
    parents: Vec<usize>,
    time: i64,
    /// Whether a shallow clone left the parents behind.
    is_cut: bool,
}

impl Model {
    /// Adds a commit and returns its number.
    pub(super) fn add(&mut self, parents: &[usize], time: i64) -> usize {
        self.commits.push(ModelCommit { parents: parents.to_vec(), time, is_cut: false });
        self.commits.len() - 1
    }

    /// Adds a line of commits, one a minute, on top of a commit; returns the newest one.
    pub(super) fn add_line(&mut self, length: usize, on: usize) -> usize {
        (0..length).fold(on, |tip, _| self.add(&[tip], self.commits[tip].time + 60))
    }

    /// Leaves the parents of a commit behind, as a shallow clone does.
    pub(super) fn cut(&mut self, number: usize) {
        self.commits[number].is_cut = !self.commits[number].parents.is_empty();
    }

    pub(super) fn len(&self) -> usize {
        self.commits.len()
    }

    pub(super) fn time(&self, number: usize) -> i64 {
        self.commits[number].time
    }

    /// Returns the parents that are read: none of a commit that was cut.
    pub(super) fn parents(&self, number: usize) -> &[usize] {
        let commit = &self.commits[number];
        if commit.is_cut { &[] } else { &commit.parents }
    }

    pub(super) fn is_cut(&self, number: usize) -> bool {
        self.commits[number].is_cut
    }

    /// How often a commit object was read.
    pub(super) fn reads(&self) -> usize {
        self.reads.get()
    }

    /// Returns all that is reachable, the commits themselves included, in the history as it is read.
    pub(super) fn reachable(&self, from: &[usize]) -> BTreeSet<usize> {
        closure(from, &|number| self.parents(number))
    }

    /// Returns all that is reachable in the whole history, behind the cuts, too.
    pub(super) fn reachable_in_truth(&self, from: &[usize]) -> BTreeSet<usize> {
        closure(from, &|number| &self.commits[number].parents)
    }
}

fn closure<'m>(from: &[usize], parents: &dyn Fn(usize) -> &'m [usize]) -> BTreeSet<usize> {
    let mut reached = BTreeSet::new();
    let mut pending = from.to_vec();
    while let Some(number) = pending.pop() {
        if reached.insert(number) {
            pending.extend_from_slice(parents(number));
        }
    }
    reached
}

/// Returns the id of the commit with this number, mixed so that neighbours look nothing alike.
pub(super) fn id(number: usize) -> CommitId {
    let number = number as u64;
    let mut bytes = [0; 20];
    bytes[..8].copy_from_slice(&number.wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes());
    bytes[12..].copy_from_slice(&number.to_be_bytes());
    CommitId::from_bytes(bytes)
}

/// Returns the number of the commit with this id.
pub(super) fn number(id: CommitId) -> usize {
    let bytes: [u8; 8] = id.as_bytes()[12..].try_into().unwrap();
    usize::try_from(u64::from_be_bytes(bytes)).unwrap()
}

impl CommitSource for &Model {
    fn read(&mut self, wanted: CommitId) -> Result<Option<ReadCommit>> {
        self.reads.set(self.reads.get() + 1);
        let Some(found) = self.commits.get(number(wanted)) else { return Ok(None) };
        let person = Arc::new(Person::default());
        let signature = Signature { person, seconds: found.time };
        let commit = RawCommit {
            id: wanted,
            parents: self.parents(number(wanted)).iter().copied().map(id).collect(),
            author: signature.clone(),
            committer: signature,
            message: String::new(),
        };
        Ok(Some(ReadCommit { commit, cut: found.is_cut }))
    }
}

/// What the clocks of the people say who make a history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Clocks {
    /// No parent is newer than its child.
    Right,
    /// Every commit is made in the same second.
    Standing,
    /// Each commit is off by up to so many seconds.
    Off(i64),
    /// Some clocks show the first or the last second that one can show.
    Broken,
}

const START: i64 = 1_700_000_000;

impl Clocks {
    fn time(self, number: usize, dice: u32) -> i64 {
        let right = START + 60 * i64::try_from(number).unwrap();
        match self {
            Self::Right => START + 60 * i64::try_from(number / 3).unwrap(),
            Self::Standing => START,
            Self::Off(most) => right + i64::from(dice) % (2 * most + 1) - most,
            Self::Broken => match dice % 24 {
                0 => 0,
                1 => i64::from(i32::MAX),
                2 => i64::MAX,
                3 => i64::MIN,
                _ => right,
            },
        }
    }
}

pub(super) fn any_clocks() -> impl Strategy<Value = Clocks> {
    prop_oneof![
        2 => Just(Clocks::Right),
        1 => Just(Clocks::Standing),
        2 => prop_oneof![Just(90), Just(3600), Just(100_000_000)].prop_map(Clocks::Off),
        1 => Just(Clocks::Broken),
    ]
}

/// Histories of up to `most` commits with merges of two and more, and with several roots.
/// Each commit stands on top of a line of up to `longest` others.
pub(super) fn histories(
    most: usize,
    longest: usize,
    clocks: impl Strategy<Value = Clocks>,
) -> impl Strategy<Value = Model> {
    let parent = prop_oneof![3 => 1..3_usize, 1 => 1..most];
    let parents = prop_oneof![
        1 => Just(0), 14 => Just(1), 5 => Just(2), 1 => 3..6_usize
    ]
    .prop_flat_map(move |count| vec(parent.clone(), count));
    let line = prop_oneof![2 => Just(0), 1 => 0..=longest];
    let commit = (parents, line, any::<u32>());
    (clocks, vec(commit, 1..=most)).prop_map(|(clocks, commits)| {
        let mut model = Model::default();
        let mut tips: Vec<usize> = Vec::new();
        for (back, line, dice) in commits {
            let mut parents: Vec<usize> = back
                .iter()
                .filter_map(|back| tips.len().checked_sub(*back))
                .map(|at| tips[at])
                .collect();
            parents.dedup();
            let mut tip = model.add(&parents, clocks.time(model.len(), dice));
            for step in 0..u32::try_from(line).unwrap() {
                let dice = dice.wrapping_mul(31).wrapping_add(step);
                tip = model.add(&[tip], clocks.time(model.len(), dice));
            }
            tips.push(tip);
        }
        model
    })
}
