//! The files of a project, wherever they are read from.

use crate::failure::Result;

/// The files of a commit, or of a work tree.
pub trait Tree {
    /// Returns the bytes of a file; `None` where there is none.
    ///
    /// # Errors
    /// When it is there and cannot be read.
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>>;

    /// Returns the paths of all files that are tracked, from the root, with `/` between folders.
    ///
    /// # Errors
    /// When they cannot be listed.
    fn files(&self) -> Result<&[String]>;
}
