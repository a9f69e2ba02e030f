//! The part of the history that was read so far, as a graph of small numbers.
//!
//! Each commit object is read once, however many passes go over the graph.

use std::collections::HashMap;

use crate::domain::history::commit::{CommitId, CommitMap, RawCommit};
use crate::failure::Result;
use crate::git::objects::CommitSource;
use crate::git::walk::missing;

/// A commit's place in the graph.
pub(super) type Index = u32;

/// What the passes need to know of a commit.
pub(super) struct Node {
    /// Its id.
    pub(super) id: CommitId,
    /// Seconds since 1970 of the committer.
    pub(super) time: i64,
    /// Whether a shallow clone cut its parents off.
    pub(super) cut: bool,
    /// The commit itself until a pass finds that nobody wants it.
    pub(super) commit: Option<Box<RawCommit>>,
    parents: Option<Box<[Index]>>,
}

/// The graph and the source that it grows from.
pub(super) struct Graph<S> {
    source: S,
    nodes: Vec<Node>,
    index: CommitMap<Option<Index>>,
    /// The most seconds by which a parent was seen to be newer than its child.
    skew: i64,
}

impl<S: CommitSource> Graph<S> {
    pub(super) fn new(source: S) -> Self {
        Self { source, nodes: Vec::new(), index: CommitMap::default(), skew: 0 }
    }

    /// Returns the place of a commit, reading it the first time; `None` when it is not there.
    pub(super) fn find(&mut self, id: CommitId) -> Result<Option<Index>> {
        if let Some(known) = self.index.get(&id) {
            return Ok(*known);
        }
        let found = self.source.read(id)?;
        let place = found.and_then(|read| {
            let place = Index::try_from(self.nodes.len()).ok()?;
            let time = read.commit.committer.seconds;
            let commit = Some(Box::new(read.commit));
            self.nodes.push(Node { id, time, cut: read.cut, commit, parents: None });
            Some(place)
        });
        self.index.insert(id, place);
        Ok(place)
    }

    /// Reads the parents of a commit where no pass did so before; [`Self::parents`] then has them.
    pub(super) fn expand(&mut self, of: Index) -> Result<()> {
        let time = match self.node(of) {
            Some(node) if node.parents.is_none() => node.time,
            _ => return Ok(()),
        };
        let mut parents = Vec::with_capacity(1);
        for nth in 0.. {
            let Some(id) = self.parent_id(of, nth) else { break };
            match self.find(id)? {
                Some(parent) => parents.push(parent),
                None => return Err(missing(id)),
            }
        }
        for parent in &parents {
            self.skew = self.skew.max(self.time(*parent).saturating_sub(time));
        }
        if let Some(node) = self.nodes.get_mut(of as usize) {
            node.parents = Some(parents.into_boxed_slice());
        }
        Ok(())
    }

    fn parent_id(&self, of: Index, nth: usize) -> Option<CommitId> {
        self.node(of)?.commit.as_ref()?.parents.get(nth).copied()
    }

    /// Returns the parents of a commit that was expanded, none of one that was not.
    pub(super) fn parents(&self, of: Index) -> &[Index] {
        self.node(of).and_then(|node| node.parents.as_deref()).unwrap_or_default()
    }

    /// Returns the children of every commit that has some among those that were expanded.
    pub(super) fn children(&self) -> HashMap<Index, Vec<Index>> {
        let mut children = HashMap::<Index, Vec<Index>>::new();
        for (at, node) in (0..).zip(&self.nodes) {
            for parent in node.parents.as_deref().unwrap_or_default() {
                children.entry(*parent).or_default().push(at);
            }
        }
        children
    }

    /// Returns the node at a place.
    pub(super) fn node(&self, at: Index) -> Option<&Node> {
        self.nodes.get(at as usize)
    }

    /// Returns the commit time at a place.
    pub(super) fn time(&self, at: Index) -> i64 {
        self.node(at).map_or(i64::MIN, |node| node.time)
    }

    /// Takes the commit out of its node.
    pub(super) fn take(&mut self, at: Index) -> Option<RawCommit> {
        self.nodes.get_mut(at as usize).and_then(|node| node.commit.take()).map(|commit| *commit)
    }

    /// Returns how many commits were read.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Returns the most seconds by which a parent was seen to be newer than its child.
    pub(super) fn skew(&self) -> i64 {
        self.skew
    }
}
