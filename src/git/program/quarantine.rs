//! A place for new objects outside the repository: what a dry run makes leaves no trace.

use std::path::{Path, PathBuf};

use crate::failure::{Failure, Result};
use crate::files::temporary::TemporaryFolder;

/// An object folder of its own that has all objects of the repository besides; it is removed when
/// this value goes.
#[derive(Debug)]
pub struct Quarantine {
    _folder: TemporaryFolder,
    objects: PathBuf,
}

impl Quarantine {
    /// Returns an empty one over the object folder of a repository.
    ///
    /// The list in `info/alternates` has one path a line (gitrepository-layout). The variable
    /// `GIT_ALTERNATE_OBJECT_DIRECTORIES` would have them divided by a sign that paths may hold.
    ///
    /// # Errors
    /// When the temporary folder of the system is not writable.
    pub(super) fn over(objects: &Path) -> Result<Self> {
        let folder = TemporaryFolder::new()?;
        folder.make_folder("objects/info")?;
        let mut line = path_bytes(objects)?;
        line.push(b'\n');
        folder.write("objects/info/alternates", &line)?;
        let objects = folder.path().join("objects");
        Ok(Self { _folder: folder, objects })
    }

    /// Returns the folder of the new objects.
    pub fn objects(&self) -> &Path {
        &self.objects
    }
}

#[cfg(unix)]
fn path_bytes(path: &Path) -> Result<Vec<u8>> {
    use std::os::unix::ffi::OsStrExt;
    let bytes = path.as_os_str().as_bytes();
    if bytes.contains(&b'\n') { Err(unlisted(path)) } else { Ok(bytes.to_vec()) }
}

#[cfg(not(unix))]
fn path_bytes(path: &Path) -> Result<Vec<u8>> {
    let text = path.to_str().ok_or_else(|| unlisted(path))?;
    Ok(text.replace('\\', "/").into_bytes())
}

fn unlisted(path: &Path) -> Failure {
    Failure::state("the path of this repository cannot be written into a list of git")
        .at(path.display().to_string())
        .hint("move the repository to a folder whose name is plain text")
}
