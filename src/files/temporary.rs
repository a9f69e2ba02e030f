//! Folders that are gone at the end of a run.

use std::fs;
use std::io::Error;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use crate::failure::{Failure, Result};

/// A folder among the temporary ones of the system, which only its owner may enter. It is removed with
/// all it holds when this value goes.
#[derive(Debug)]
pub struct TemporaryFolder {
    folder: TempDir,
}

impl TemporaryFolder {
    /// Makes a new one.
    ///
    /// # Errors
    /// When the temporary folder of the system is not writable.
    pub fn new() -> Result<Self> {
        let folder = tempfile::Builder::new().prefix("semflow-").tempdir();
        let folder = folder.map_err(|error| unwritable(&std::env::temp_dir(), &error))?;
        Ok(Self { folder })
    }

    /// Returns where it is.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Makes a folder in it, and those above that are missing; returns where it is.
    ///
    /// # Errors
    /// When the disk is full or fails.
    pub fn make_folder(&self, name: &str) -> Result<PathBuf> {
        let path = self.folder.path().join(name);
        fs::create_dir_all(&path).map_err(|error| unwritable(&path, &error))?;
        Ok(path)
    }

    /// Writes a file in it; returns where it is. It need not outlive a crash, so nothing waits for
    /// the disk.
    ///
    /// # Errors
    /// When the disk is full or fails.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<PathBuf> {
        let path = self.folder.path().join(name);
        fs::write(&path, bytes).map_err(|error| unwritable(&path, &error))?;
        Ok(path)
    }
}

fn unwritable(path: &Path, error: &Error) -> Failure {
    Failure::world("cannot write among the temporary files")
        .at(path.display().to_string())
        .because(error)
        .hint("make room there, or name another folder in the variable `TMPDIR`")
}

#[cfg(test)]
mod tests {
    use super::TemporaryFolder;

    #[test]
    fn a_temporary_folder_goes_with_all_it_holds() {
        let folder = TemporaryFolder::new().unwrap();
        let below = folder.make_folder("a/b").unwrap();
        let file = folder.write("a/b/c", b"text").unwrap();
        assert!(file.starts_with(&below) && file.is_file());
        let path = folder.path().to_owned();
        drop(folder);
        assert!(!path.exists());
    }
}
