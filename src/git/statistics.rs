//! How much a commit changes, as libgit2 counts it.
//!
//! libgit2 walks through both trees from end to end and aligns every line of both versions of a
//! file. Here only what differs is looked at, and libgit2 is asked where the answer may depend on
//! how it aligns lines, or on something unusual.

use std::ops::ControlFlow;
use std::rc::Rc;

use git2::{DiffOptions, Error, ObjectType, OdbObject, Oid, Patch};

use crate::domain::history::changes::DiffStatistics;
use crate::domain::history::commit::CommitId;
use crate::git::attributes::Driver;
use crate::git::commit_reader::CommitReader;
use crate::git::line_counts::{LineCounts, count};
use crate::git::trees::{Delta, Entry, Visitor};

/// In so many bytes libgit2 looks for a NUL, which makes a file binary (as git does).
const BYTES_WITHOUT_NUL: usize = 8000;

/// Beyond this size libgit2 takes a file for binary without reading it.
const LARGEST_TEXT: usize = 512 << 20;

/// One side of a file: a blob or a submodule.
#[derive(Clone, Copy)]
struct Side {
    id: [u8; 20],
    is_gitlink: bool,
}

/// A file that differs.
struct File {
    path: Vec<u8>,
    old: Option<Side>,
    new: Option<Side>,
}

impl<'r> CommitReader<'r> {
    /// Returns how much a commit changes.
    ///
    /// # Errors
    /// Those of libgit2.
    pub(super) fn statistics(&mut self, commit: CommitId) -> Result<DiffStatistics, Error> {
        match self.counted(commit) {
            Some(statistics) => Ok(statistics),
            None => self.counted_by_libgit2(commit),
        }
    }

    /// Counts what is usual. Where something cannot be read, libgit2 has to say what that means.
    fn counted(&mut self, commit: CommitId) -> Option<DiffStatistics> {
        let mut statistics = DiffStatistics::default();
        for file in self.files(commit)? {
            let lines = self.lines(&file)?;
            statistics.files_changed += 1;
            statistics.additions += lines.additions;
            statistics.deletions += lines.deletions;
        }
        Some(statistics)
    }

    fn files(&mut self, commit: CommitId) -> Option<Vec<File>> {
        let (old, new) = self.trees_of(commit).ok()?;
        let side = |entry: Entry<'_>| Side { id: *entry.id(), is_gitlink: entry.is_gitlink() };
        let mut files = Vec::new();
        let mut meets = |delta: &Delta<'_>| {
            let path = delta.path.to_vec();
            files.push(File { path, old: delta.old.map(side), new: delta.new.map(side) });
            ControlFlow::Continue(())
        };
        let mut visitor = Visitor { enters: &|_| true, meets: &mut meets };
        self.trees.compare(old, Some(new), &mut visitor).ok()?;
        Some(files)
    }

    fn lines(&mut self, file: &File) -> Option<LineCounts> {
        let driver = self.drivers.of(&file.path)?;
        if driver == Driver::Binary {
            return Some(LineCounts::default());
        }
        let (old, new) = (self.content(file.old)?, self.content(file.new)?);
        let (old, new) = (old.bytes(), new.bytes());
        if old.len().max(new.len()) > LARGEST_TEXT {
            return None;
        }
        if driver == Driver::Auto && (is_binary(old) || is_binary(new)) {
            return Some(LineCounts::default());
        }
        count(old, new).or_else(|| aligned_by_libgit2(old, new))
    }

    fn content(&mut self, side: Option<Side>) -> Option<Content<'r>> {
        let Some(Side { id, is_gitlink }) = side else { return Some(Content::Nothing) };
        let id = Oid::from_bytes(&id).ok()?;
        if is_gitlink {
            return Some(Content::Submodule(format!("Subproject commit {id}\n")));
        }
        let blob = self.trees.objects.read(id).ok()?;
        (blob.kind() == ObjectType::Blob).then_some(Content::Blob(blob))
    }

    fn counted_by_libgit2(&self, commit: CommitId) -> Result<DiffStatistics, Error> {
        let commit = self.repository.find_commit(Oid::from_bytes(commit.as_bytes())?)?;
        let new = commit.tree()?;
        let old = commit.parent(0).ok().map(|parent| parent.tree()).transpose()?;
        let diff = self.repository.diff_tree_to_tree(old.as_ref(), Some(&new), None)?;
        let statistics = diff.stats()?;
        Ok(DiffStatistics {
            files_changed: statistics.files_changed(),
            additions: statistics.insertions(),
            deletions: statistics.deletions(),
        })
    }
}

/// What a side of a file holds.
enum Content<'o> {
    Nothing,
    Blob(Rc<OdbObject<'o>>),
    /// The line that stands for a submodule, as in `git diff`.
    Submodule(String),
}

impl Content<'_> {
    fn bytes(&self) -> &[u8] {
        match self {
            Self::Nothing => &[],
            Self::Blob(blob) => blob.data(),
            Self::Submodule(line) => line.as_bytes(),
        }
    }
}

fn is_binary(content: &[u8]) -> bool {
    content.get(..BYTES_WITHOUT_NUL).unwrap_or(content).contains(&0)
}

/// Has libgit2 align two texts. Without paths it asks for no attributes, which is done already.
fn aligned_by_libgit2(old: &[u8], new: &[u8]) -> Option<LineCounts> {
    let mut options = DiffOptions::new();
    options.context_lines(0).force_text(true);
    let patch = Patch::from_buffers(old, None, new, None, Some(&mut options)).ok()?;
    let (_, additions, deletions) = patch.line_stats().ok()?;
    Some(LineCounts { additions, deletions })
}
