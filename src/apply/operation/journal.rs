//! The journal of an operation: what `continue` and `abort` read. It is on the disk, whole, before
//! the first ref moves.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::failure::{Failure, Result};
use crate::files;
use crate::files::lock::{self, Lock};
use crate::plan::operation::{FORMAT, Operation};

/// How far an operation has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Phase {
    /// The merge at this place of the plan is on its way to the user, or back. No ref has moved, and
    /// nobody has worked on it yet.
    HandingOver(usize),
    /// The merge at this place of the plan is with the user. No ref has moved.
    Merging(usize),
    /// All objects are made; refs, HEAD and the work tree are on their way.
    Moving,
    /// All is done here; it is to be pushed.
    Pushing,
    /// It was done, and is being taken back.
    Undoing,
}

/// What is on record of an operation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Journal {
    /// How far it has come.
    pub phase: Phase,
    /// The git folder of the work tree that it was begun in.
    pub git_dir: String,
    /// Whether hooks run.
    pub runs_hooks: bool,
    /// When it began, in seconds since 1970-01-01 00:00 UTC.
    pub begun: i64,
    /// The operation.
    pub operation: Operation,
}

/// The names in the folder: who is at work, what is under way, the index before it, and what was last.
const LOCK: &str = "lock";
const JOURNAL: &str = "operation.json";
const INDEX: &str = "operation.index";
const LAST: &str = "last.json";

/// The folder of the journals of a repository, below the git folder that all its work trees share.
#[derive(Clone, Debug)]
pub struct Desk {
    folder: PathBuf,
}

impl Desk {
    /// Returns that of a repository.
    pub fn of(common_dir: &Path) -> Self {
        Self { folder: common_dir.join("semflow") }
    }

    /// Takes the lock, so that one operation is at work at a time, and removes what one has left that
    /// was killed between two of its files.
    ///
    /// # Errors
    /// When another process has it.
    pub fn lock(&self, doing: &str) -> Result<Lock> {
        let owner = format!("process {}: semflow {doing}\n", std::process::id());
        let lock = lock::take(&self.folder.join(LOCK), &owner)?;
        self.sweep()?;
        Ok(lock)
    }

    fn sweep(&self) -> Result<()> {
        let names = files::read::names(&self.folder)?;
        let is_under_way = names.contains(JOURNAL);
        let is_kept = |name: &String| match name.as_str() {
            LOCK | LAST => true,
            JOURNAL | INDEX => is_under_way,
            _ => false,
        };
        let left = names.iter().filter(|name| !is_kept(name));
        left.map(|name| self.folder.join(name)).try_for_each(|path| files::place::remove(&path))
    }

    /// Returns the path of the journal of an operation that is under way.
    pub fn journal(&self) -> PathBuf {
        self.folder.join(JOURNAL)
    }

    /// Returns the path of what the index was before.
    pub fn index(&self) -> PathBuf {
        self.folder.join(INDEX)
    }

    fn last(&self) -> PathBuf {
        self.folder.join(LAST)
    }

    /// Returns the operation that is under way.
    ///
    /// # Errors
    /// When its journal cannot be read, or is of another format.
    pub fn read(&self) -> Result<Option<Journal>> {
        read(&self.journal())
    }

    /// Writes the journal; it is on the disk when this returns.
    ///
    /// # Errors
    /// When it cannot be written; the one before stands then.
    pub fn write(&self, journal: &Journal) -> Result<()> {
        write(&self.journal(), journal)
    }

    /// Ends an operation: its journal becomes that of the last one.
    ///
    /// # Errors
    /// When the file cannot be renamed.
    pub fn finish(&self) -> Result<()> {
        files::place::rename(&self.journal(), &self.last(), true)?;
        self.forget_index()
    }

    /// Ends an operation that was taken back: nothing of it is on record.
    ///
    /// # Errors
    /// When the file cannot be removed.
    pub fn forget(&self) -> Result<()> {
        files::place::remove(&self.journal())?;
        self.forget_index()
    }

    fn forget_index(&self) -> Result<()> {
        match files::read::is_file(&self.index()) {
            true => files::place::remove(&self.index()),
            false => Ok(()),
        }
    }

    /// Returns the last operation that ended.
    ///
    /// # Errors
    /// When its journal cannot be read, or is of another format.
    pub fn last_done(&self) -> Result<Option<Journal>> {
        read(&self.last())
    }

    /// Forgets the last operation: it was taken back.
    ///
    /// # Errors
    /// When the file cannot be removed.
    pub fn forget_last(&self) -> Result<()> {
        match files::read::is_file(&self.last()) {
            true => files::place::remove(&self.last()),
            false => Ok(()),
        }
    }
}

/// The part of a journal that every format has.
#[derive(Deserialize)]
struct Any {
    operation: AnyOperation,
}

#[derive(Deserialize)]
struct AnyOperation {
    format: u32,
}

fn read(path: &Path) -> Result<Option<Journal>> {
    let Some(text) = files::read::read_text(path)? else { return Ok(None) };
    let unread = |error: serde_json::Error| {
        Failure::state("cannot read the journal of an operation")
            .at(path.display().to_string())
            .because(error)
            .hint("the refs that it was about are in the file; `git reflog` tells where they were")
            .hint("remove the file when they are where they should be")
    };
    let any: Any = serde_json::from_str(&text).map_err(unread)?;
    if any.operation.format != FORMAT {
        let format = any.operation.format;
        return Err(Failure::state(format!("the journal has format {format}, not {FORMAT}"))
            .at(path.display().to_string())
            .hint("go on with the version of semflow that wrote it"));
    }
    serde_json::from_str(&text).map(Some).map_err(unread)
}

fn write(path: &Path, journal: &Journal) -> Result<()> {
    let text = serde_json::to_string_pretty(journal)
        .map_err(|error| Failure::bug("cannot write the journal as JSON").because(error))?;
    files::write::write_atomic(path, format!("{text}\n").as_bytes())
}

#[cfg(test)]
mod tests {
    use super::{Desk, Journal, Phase};
    use crate::failure::FailureKind;
    use crate::files;
    use crate::plan::operation::Operation;

    fn journal() -> Journal {
        let operation = Operation::new("release finish");
        Journal {
            phase: Phase::Merging(1),
            git_dir: "x".to_owned(),
            runs_hooks: true,
            begun: 0,
            operation,
        }
    }

    #[test]
    fn a_journal_is_read_as_it_was_written_and_ends_as_the_last_one() {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::of(folder.path());
        let _lock = desk.lock("release finish").unwrap();
        assert_eq!(desk.read(), Ok(None));
        desk.write(&journal()).unwrap();
        assert_eq!(desk.read(), Ok(Some(journal())));
        desk.finish().unwrap();
        assert_eq!((desk.read(), desk.last_done()), (Ok(None), Ok(Some(journal()))));
    }

    #[test]
    fn a_journal_of_another_format_or_none_at_all_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let desk = Desk::of(folder.path());
        let _lock = desk.lock("release finish").unwrap();
        for text in ["{\"operation\": {\"format\": 99}}", "{", ""] {
            files::write::write_atomic(&desk.journal(), text.as_bytes()).unwrap();
            let failure = desk.read().unwrap_err();
            assert_eq!(failure.kind, FailureKind::State, "{text}");
        }
    }
}
