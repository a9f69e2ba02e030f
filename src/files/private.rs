//! Files that are nobody else's business: what a person has typed and not committed.

use std::fs;
use std::io::{Error, ErrorKind};
use std::path::Path;

use crate::failure::{Failure, Result};
use crate::files::write::write_atomic;

/// Puts a message into a file that only its owner may read, whole or not at all. Its folder is made
/// where it is missing.
///
/// # Errors
/// A folder that cannot be made or written to, a disk that is full or fails.
pub fn write_private(path: &Path, content: &[u8]) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| unchanged(folder, &error))?;
    }
    // What takes the place of a private file is private from its first byte.
    if !path.exists() {
        create_empty(path).map_err(|error| unchanged(path, &error))?;
    }
    write_atomic(path, content)
}

#[cfg(unix)]
fn create_empty(path: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::OpenOptionsExt;
    fs::OpenOptions::new().write(true).create(true).truncate(false).mode(0o600).open(path).map(drop)
}

#[cfg(not(unix))]
fn create_empty(path: &Path) -> std::io::Result<()> {
    fs::OpenOptions::new().write(true).create(true).truncate(false).open(path).map(drop)
}

/// Removes a file; one that is not there is removed already.
///
/// # Errors
/// When the folder may not be written to.
pub fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(unchanged(path, &error)),
        _ => Ok(()),
    }
}

fn unchanged(path: &Path, error: &Error) -> Failure {
    Failure::world("cannot keep a message")
        .at(path.display().to_string())
        .because(error)
        .hint("the git folder has to be writable, and its disk not full")
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::{remove, write_private};

    #[test]
    fn only_its_owner_reads_it_also_when_it_is_written_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/a.txt");
        for text in ["one", "two"] {
            write_private(&path, text.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
            assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn a_file_that_is_gone_is_removed_already() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, "x").unwrap();
        remove(&path).unwrap();
        remove(&path).unwrap();
        assert!(!path.exists());
    }
}
