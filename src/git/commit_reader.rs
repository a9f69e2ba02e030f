//! One core's reading of a few commits: their trees, and those of their first parents.

use std::collections::HashMap;
use std::ops::ControlFlow;

use git2::{ErrorCode, Odb, Oid};

use crate::domain::history::commit::CommitId;
use crate::domain::history::paths::RootPaths;
use crate::failure::{Failure, Result};
use crate::git::attributes::Drivers;
use crate::git::repository::commit_id;
use crate::git::trees::{Delta, Trees, Visitor};
use crate::git::walk::missing;

/// One core's reading of a few commits.
pub(super) struct CommitReader<'r> {
    pub(super) repository: &'r git2::Repository,
    pub(super) trees: Trees<'r>,
    commits: HashMap<CommitId, Commit>,
    pub(super) drivers: Drivers<'r>,
}

/// What is needed of a commit.
#[derive(Clone, Copy)]
pub(super) struct Commit {
    pub(super) tree: Oid,
    first_parent: Option<CommitId>,
}

impl<'r> CommitReader<'r> {
    pub(super) fn new(repository: &'r git2::Repository, odb: &'r Odb<'r>) -> Self {
        Self {
            repository,
            trees: Trees::new(odb),
            commits: HashMap::new(),
            drivers: Drivers::new(repository),
        }
    }

    /// Shows the paths that a commit changes, until `meets` has seen enough.
    pub(super) fn changed(
        &mut self,
        commit: CommitId,
        root: RootPaths,
        enters: &dyn Fn(&[u8]) -> bool,
        meets: &mut dyn FnMut(&[u8]) -> ControlFlow<()>,
    ) -> Result<()> {
        let (old, new) = self.trees_of(commit)?;
        let is_odd = old.is_none() && root == RootPaths::AsGitCliff;
        let mut meets = |delta: &Delta<'_>| {
            let is_gitlink = delta.new.is_some_and(|entry| entry.is_gitlink());
            match is_odd {
                false => meets(delta.path),
                true if is_gitlink => ControlFlow::Continue(()),
                true => meets(&with_a_second_slash(delta.path)),
            }
        };
        self.trees.compare(old, Some(new), &mut Visitor { enters, meets: &mut meets })
    }

    /// Returns the tree of the first parent, if it has one and it is here, and the commit's own.
    pub(super) fn trees_of(&mut self, commit: CommitId) -> Result<(Option<Oid>, Oid)> {
        let Commit { tree, first_parent } = self.commit(commit)?;
        let parent = first_parent.and_then(|parent| self.find(parent).ok());
        Ok((parent.map(|parent| parent.tree), tree))
    }

    pub(super) fn commit(&mut self, id: CommitId) -> Result<Commit> {
        self.find(id).map_err(|error| match error.code() {
            ErrorCode::NotFound => missing(id),
            _ => unread(id, &error),
        })
    }

    /// Reads a commit as libgit2 does: with its grafts, and without those of `refs/replace/`.
    fn find(&mut self, id: CommitId) -> std::result::Result<Commit, git2::Error> {
        if let Some(commit) = self.commits.get(&id) {
            return Ok(*commit);
        }
        let found = self.repository.find_commit(Oid::from_bytes(id.as_bytes())?)?;
        let first_parent = found.parent_id(0).ok().map(commit_id);
        let commit = Commit { tree: found.tree_id(), first_parent };
        self.commits.insert(id, commit);
        Ok(commit)
    }
}

/// Opens the object database of a repository.
pub(super) fn open_odb(repository: &git2::Repository) -> Result<Odb<'_>> {
    repository.odb().map_err(|error| {
        Failure::world("cannot open the object database")
            .at(repository.commondir().join("objects").display().to_string())
            .because(error.message())
            .hint("`git fsck` tells what is damaged")
    })
}

/// Spells a path as [`RootPaths::AsGitCliff`] says.
fn with_a_second_slash(path: &[u8]) -> Vec<u8> {
    let name = path.iter().rposition(|byte| *byte == b'/').map_or(0, |at| at + 1);
    let (folder, name) = path.split_at_checked(name).unwrap_or((b"", path));
    [folder, b"/", name].concat()
}

/// Returns the failure for a commit, or something that it holds, that cannot be read.
pub(super) fn unread(commit: CommitId, error: &git2::Error) -> Failure {
    Failure::world("cannot read what a commit changes")
        .at(format!("commit {commit}"))
        .because(error.message())
        .hint("`git fsck` tells what is damaged")
}
