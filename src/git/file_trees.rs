//! The files of a commit and of the work tree, as the search for version files asks for them.

use std::cell::OnceCell;
use std::path::Path;

use crate::domain::history::commit::CommitId;
use crate::domain::manifest::tree::Tree;
use crate::failure::{Failure, Result};
use crate::files;
use crate::git::program::runner::Git;
use crate::git::repository::Repository;

/// The files of a commit.
pub struct CommitTree<'a> {
    repository: &'a Repository,
    git: &'a Git,
    commit: CommitId,
    files: OnceCell<Vec<String>>,
}

impl<'a> CommitTree<'a> {
    /// Returns those of a commit.
    pub fn new(repository: &'a Repository, git: &'a Git, commit: CommitId) -> Self {
        Self { repository, git, commit, files: OnceCell::new() }
    }
}

impl Tree for CommitTree<'_> {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>> {
        let found = match self.repository.file_at(self.commit, Path::new(path)) {
            Ok(found) => found,
            // What is in a quarantine, or not fetched yet, git knows.
            Err(_) => self.git.blob_at(self.commit.into(), path.as_bytes())?,
        };
        match found {
            Some(bytes) if bytes.starts_with(LFS_POINTER) => Err(kept_elsewhere(path)),
            found => Ok(found),
        }
    }

    fn files(&self) -> Result<&[String]> {
        if let Some(files) = self.files.get() {
            return Ok(files);
        }
        let entries = self.git.list(self.commit.into())?;
        let files = entries.into_iter().filter(|found| found.entry.mode.is_file());
        // A path that is no text is none of a file that semflow knows.
        let files = files.filter_map(|found| String::from_utf8(found.path).ok()).collect();
        Ok(self.files.get_or_init(|| files))
    }
}

/// How a file begins that stands for one which Git LFS keeps (git-lfs, "spec.md").
const LFS_POINTER: &[u8] = b"version https://git-lfs.github.com/spec/";

fn kept_elsewhere(path: &str) -> Failure {
    Failure::state("Git LFS keeps the file, and the repository has only a pointer to it")
        .at(path.to_owned())
        .hint("a version file has to be in git itself: take it out of `.gitattributes`")
}

/// The files of the work tree that git tracks, or would take in.
pub struct WorkTree<'a> {
    root: &'a Path,
    git: &'a Git,
    files: OnceCell<Vec<String>>,
}

impl<'a> WorkTree<'a> {
    /// Returns those of a work tree.
    pub fn new(root: &'a Path, git: &'a Git) -> Self {
        Self { root, git, files: OnceCell::new() }
    }
}

impl Tree for WorkTree<'_> {
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>> {
        let path = self.root.join(path);
        // A link is none in a commit either; what it leads to may be outside.
        match files::read::is_plain_file(&path) {
            true => files::read::read(&path),
            false => Ok(None),
        }
    }

    fn files(&self) -> Result<&[String]> {
        if let Some(files) = self.files.get() {
            return Ok(files);
        }
        let paths = self.git.files_of_work_tree()?;
        let files = paths.into_iter().filter_map(|path| String::from_utf8(path).ok()).collect();
        Ok(self.files.get_or_init(|| files))
    }
}
