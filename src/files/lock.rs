//! A file that one process holds at a time. The system gives it back when the process ends, however
//! it ends: nothing is left that somebody must remove.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

use crate::failure::{Failure, Result};

/// A lock that is held.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Takes the lock, and writes into the file who has it.
///
/// # Errors
/// When another process has it, or the file cannot be made.
pub fn take(path: &Path, owner: &str) -> Result<Lock> {
    let failed = |error: std::io::Error| {
        Failure::world("cannot make the lock file")
            .at(path.display().to_string())
            .because(error)
            .hint("the git folder must be writable")
    };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    let mut options = OpenOptions::new();
    let mut file =
        options.read(true).write(true).create(true).truncate(false).open(path).map_err(failed)?;
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Err(taken(path, &mut file)),
        Err(TryLockError::Error(error)) => return Err(failed(error)),
    }
    // Whose it is is for people to read; the lock holds without it.
    let _ = file.set_len(0).and_then(|()| file.write_all(owner.as_bytes()));
    Ok(Lock { _file: file })
}

fn taken(path: &Path, file: &mut File) -> Failure {
    let mut owner = String::new();
    // On Windows nobody else may read what is locked.
    let _ = file.rewind().and_then(|()| file.read_to_string(&mut owner));
    let failure = Failure::state("another semflow is at work in this repository")
        .at(path.display().to_string())
        .hint("wait for it to end, then run this again");
    match owner.trim() {
        "" => failure,
        owner => failure.because(format!("it is {owner}")),
    }
}

#[cfg(test)]
mod tests {
    use super::take;

    #[test]
    fn a_lock_is_held_by_one_and_free_once_that_one_is_gone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("semflow/lock");
        let first = take(&path, "process 1: semflow release finish").unwrap();
        let failure = take(&path, "process 2").unwrap_err();
        assert_eq!(failure.what, "another semflow is at work in this repository");
        drop(first);
        take(&path, "process 3").unwrap();
    }
}
