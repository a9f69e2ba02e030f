//! Making trees: a base, and the files that are different in the new one.

use std::path::{Path, PathBuf};

use crate::failure::{Failure, Result};
use crate::files::temporary::TemporaryFolder;
use crate::git::program::git_path::shown;
use crate::git::program::object_id::{FileMode, ObjectId};
use crate::git::program::runner::Git;
use crate::git::program::tree_reading::TreeEntry;

/// A file that is different in a new tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileChange {
    /// The path from the top of the tree, `/` between the parts.
    pub path: Vec<u8>,
    /// The content as the repository has it, filters already passed; `None` removes the file.
    pub content: Option<Vec<u8>>,
    /// The mode; `None` keeps that of the file that is there, and makes a new file a regular one.
    pub mode: Option<FileMode>,
}

impl FileChange {
    /// Returns the change that writes a file and keeps its mode.
    pub fn write(path: impl Into<Vec<u8>>, content: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), content: Some(content.into()), mode: None }
    }

    /// Returns the change that removes a file.
    pub fn remove(path: impl Into<Vec<u8>>) -> Self {
        Self { path: path.into(), content: None, mode: None }
    }
}

/// An index that is not the one of the work tree. It goes with this value.
#[derive(Debug)]
pub struct ScratchIndex {
    _folder: TemporaryFolder,
    path: PathBuf,
}

impl ScratchIndex {
    /// Returns the file, for `GIT_INDEX_FILE`.
    pub fn path(&self) -> &Path {
        &self.path
    }
}

/// A tree, and the index it was written from.
#[derive(Debug)]
pub struct TreeWithIndex {
    /// The tree.
    pub tree: ObjectId,
    /// The index: hooks look at it, and may change it.
    pub index: ScratchIndex,
}

impl Git {
    /// Makes a tree that is another one but for some files.
    ///
    /// # Errors
    /// When an object cannot be read or written, or a file would take the place of a folder, a link
    /// or a submodule.
    pub fn tree_with(&self, base: ObjectId, changes: &[FileChange]) -> Result<TreeWithIndex> {
        let index = self.index_of(base)?;
        if !changes.is_empty() {
            let lines = self.index_lines(base, changes)?;
            let call = self.call("cannot put the files of a release into an index");
            call.args(["update-index", "-z", "--index-info"])
                .index(&index.path)
                .input(lines)
                .bytes()?;
        }
        Ok(TreeWithIndex { tree: self.write_tree(&index)?, index })
    }

    /// Returns an index that holds what a tree or a commit holds.
    ///
    /// # Errors
    /// When a tree cannot be read.
    pub fn index_of(&self, tree: ObjectId) -> Result<ScratchIndex> {
        let folder = TemporaryFolder::new()?;
        let index = ScratchIndex { path: folder.path().join("index"), _folder: folder };
        let call = self.call(format!("cannot read the tree of {tree}"));
        call.args(["read-tree", &tree.to_string()]).index(&index.path).bytes()?;
        Ok(index)
    }

    /// Makes a tree of what an index holds: again, when a hook has changed it.
    ///
    /// # Errors
    /// When the index holds conflicts, or an object cannot be written.
    pub fn write_tree(&self, index: &ScratchIndex) -> Result<ObjectId> {
        let call = self.call("cannot make a tree of the index");
        call.args(["write-tree"]).index(&index.path).id()
    }

    /// Returns what `git update-index --index-info` reads: `<mode> <object>\t<path>`, the mode 0 for
    /// a file that goes (git-update-index, "Using --index-info").
    fn index_lines(&self, base: ObjectId, changes: &[FileChange]) -> Result<Vec<u8>> {
        let contents = changes.iter().filter_map(|change| change.content.as_deref());
        let mut ids = self.store(&contents.collect::<Vec<_>>())?.into_iter();
        let kept =
            changes.iter().filter(|change| change.content.is_some() && change.mode.is_none());
        let kept: Vec<&[u8]> = kept.map(|change| change.path.as_slice()).collect();
        let there = self.entries_at(base, &kept)?;
        let mut lines = Vec::new();
        for change in changes {
            let id = change.content.as_ref().and_then(|_| ids.next());
            let (mode, id) = match (id, change.mode) {
                (None, _) => ("0".to_owned(), ObjectId::NONE),
                (Some(id), Some(mode)) => (mode.to_string(), id),
                (Some(id), None) => (kept_mode(change, &there)?.to_string(), id),
            };
            lines.extend_from_slice(format!("{mode} {id}\t").as_bytes());
            lines.extend_from_slice(&change.path);
            lines.push(0);
        }
        Ok(lines)
    }
}

fn kept_mode(change: &FileChange, there: &[TreeEntry]) -> Result<FileMode> {
    let Some(found) = there.iter().find(|found| found.path == change.path) else {
        return Ok(FileMode::REGULAR);
    };
    if found.entry.mode.is_file() {
        return Ok(found.entry.mode);
    }
    Err(Failure::state("a file cannot be written where the commit holds something else")
        .at(shown(&change.path))
        .because(match found.entry.mode {
            FileMode::LINK => "a symbolic link stands there",
            FileMode::SUBMODULE => "a submodule stands there",
            _ => "a folder stands there",
        })
        .hint("name the file itself in the configuration"))
}

#[cfg(test)]
mod tests {
    use super::FileChange;
    use crate::git::program::object_id::FileMode;
    use crate::git::program::sample::Sample;

    #[test]
    fn a_tree_differs_only_in_what_was_changed_and_files_keep_their_mode() {
        let sample = Sample::new();
        sample.git(&["config", "core.fileMode", "false"]);
        sample.write("run.sh", "#!");
        sample.git(&["add", "run.sh"]);
        sample.git(&["update-index", "--chmod=+x", "run.sh"]);
        sample.write("gone", "gone");
        let base = sample.commit("files");
        let git = sample.engine();
        let before = sample.snapshot();
        let changes = [
            FileChange::write("run.sh", "#!/bin/sh\r\n"),
            FileChange::write("new/ü\n.txt", "new"),
            FileChange::remove("gone"),
            FileChange { mode: Some(FileMode::EXECUTABLE), ..FileChange::write("b", "b") },
        ];
        let made = git.tree_with(base, &changes).unwrap();
        let list = git.list(made.tree).unwrap();
        let list: Vec<String> = list
            .iter()
            .map(|found| format!("{} {}", found.entry.mode, String::from_utf8_lossy(&found.path)))
            .collect();
        assert_eq!(list, ["100644 a", "100755 b", "100644 new/ü\n.txt", "100755 run.sh"]);
        assert_eq!(git.blob_at(made.tree, b"run.sh").unwrap(), Some(b"#!/bin/sh\r\n".to_vec()));
        assert_eq!(sample.snapshot(), before);
    }

    #[test]
    fn the_index_stays_for_hooks_which_may_change_it() {
        let sample = Sample::new();
        let git = sample.engine();
        let made = git.tree_with(sample.head(), &[FileChange::write("b", "b")]).unwrap();
        let index = made.index.path().to_str().unwrap();
        let names =
            sample.git_with(&[("GIT_INDEX_FILE", index)], &["diff", "--cached", "--name-only"]);
        assert_eq!(names, "b");
        sample.git_with(&[("GIT_INDEX_FILE", index)], &["rm", "-q", "--cached", "b"]);
        assert_eq!(git.write_tree(&made.index).unwrap(), git.tree_of(sample.head()).unwrap());
    }

    #[test]
    fn nothing_is_written_through_a_link_or_over_a_folder() {
        let sample = Sample::new();
        let base = sample.head();
        let git = sample.engine();
        let link = FileChange { mode: Some(FileMode::LINK), ..FileChange::write("link", "a") };
        let made = git.tree_with(base, &[link, FileChange::write("dir/b", "b")]).unwrap();
        for (path, what) in [("link", "link"), ("dir", "folder")] {
            let failure = git.tree_with(made.tree, &[FileChange::write(path, "x")]).unwrap_err();
            assert!(failure.causes[0].contains(what), "{failure:?}");
        }
    }
}
