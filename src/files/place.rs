//! What stands at a path, and putting something there: links, programs, other names, nothing.
//!
//! A link is looked at itself here, never through it.

use std::fs::{self, Metadata};
use std::io::{Error, ErrorKind, Write};
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Result};

/// What stands at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// A symbolic link, and what it says.
    Link(PathBuf),
    /// A file.
    File(Vec<u8>),
    /// A folder, a pipe or a device.
    Other,
}

/// Returns what stands at a path; `None` where nothing does, or where its folder is none.
///
/// # Errors
/// A missing permission, or a disk that fails.
pub fn look(path: &Path) -> Result<Option<Standing>> {
    let metadata = match fs::symlink_metadata(path) {
        Ok(metadata) => metadata,
        Err(error) if is_missing(&error) => return Ok(None),
        Err(error) => return Err(failed("cannot look at", path, &error)),
    };
    let standing = match metadata {
        metadata if metadata.is_symlink() => Standing::Link(
            fs::read_link(path).map_err(|error| failed("cannot read", path, &error))?,
        ),
        metadata if metadata.is_file() => {
            Standing::File(fs::read(path).map_err(|error| failed("cannot read", path, &error))?)
        }
        _ => Standing::Other,
    };
    Ok(Some(standing))
}

/// Whether a file stands at this path, or at the end of a link there, that is marked as one to run.
pub fn is_program(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|metadata| metadata.is_file() && is_marked_to_run(&metadata))
}

#[cfg(unix)]
fn is_marked_to_run(metadata: &Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    metadata.permissions().mode() & 0o111 != 0
}

/// Other systems have no such mark: git runs what it finds there.
#[cfg(not(unix))]
fn is_marked_to_run(_metadata: &Metadata) -> bool {
    true
}

/// Makes a folder in one that is there.
///
/// # Errors
/// When something stands there, or the folder above is missing or not writable.
pub fn make_folder(path: &Path) -> Result<()> {
    fs::create_dir(path).map_err(|error| failed("cannot make the folder", path, &error))
}

/// Removes an empty folder.
///
/// # Errors
/// When it holds something, or the folder above is not writable.
pub fn remove_folder(path: &Path) -> Result<()> {
    fs::remove_dir(path).map_err(|error| failed("cannot remove the folder", path, &error))
}

/// Makes a symbolic link; with `replaces`, in the place of what stands there.
///
/// # Errors
/// When something stands there that is not to be replaced, when the folder is not writable, or where
/// the system has no links.
pub fn link(path: &Path, target: &Path, replaces: bool) -> Result<()> {
    let made = match replaces {
        false => make_link(target, path),
        true => tempfile::Builder::new()
            .prefix(".semflow-")
            .make_in(folder_of(path), |new| make_link(target, new))
            .and_then(|new| new.into_temp_path().persist(path).map_err(|failed| failed.error)),
    };
    made.map_err(|error| failed("cannot make the link", path, &error))
}

#[cfg(unix)]
fn make_link(target: &Path, path: &Path) -> std::io::Result<()> {
    std::os::unix::fs::symlink(target, path)
}

#[cfg(not(unix))]
fn make_link(_target: &Path, _path: &Path) -> std::io::Result<()> {
    Err(ErrorKind::Unsupported.into())
}

/// Writes a file that can be run, whole or not at all; with `replaces`, in the place of what stands
/// there. Who may read and run it is what the umask leaves.
///
/// # Errors
/// When something stands there that is not to be replaced, or the folder is not writable.
pub fn write_program(path: &Path, bytes: &[u8], replaces: bool) -> Result<()> {
    let written = || -> std::io::Result<()> {
        let mut builder = tempfile::Builder::new();
        builder.prefix(".semflow-");
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
        let mut new = builder.tempfile_in(folder_of(path))?;
        new.write_all(bytes)?;
        new.as_file().sync_all()?;
        // A system does not run a file that somebody has open for writing.
        let new = new.into_temp_path();
        let persisted = if replaces { new.persist(path) } else { new.persist_noclobber(path) };
        persisted.map_err(|failed| failed.error)
    };
    written().map_err(|error| failed("cannot write the program", path, &error))
}

/// Gives a file or a link another name; with `replaces`, in the place of what stands there.
///
/// # Errors
/// When something stands there that is not to be replaced, or the folder is not writable.
pub fn rename(from: &Path, to: &Path, replaces: bool) -> Result<()> {
    if !replaces && fs::symlink_metadata(to).is_ok() {
        return Err(failed("cannot rename to", to, &ErrorKind::AlreadyExists.into()));
    }
    fs::rename(from, to).map_err(|error| failed("cannot rename", from, &error))
}

/// Removes a file or a link.
///
/// # Errors
/// When it is not there, or its folder is not writable.
pub fn remove(path: &Path) -> Result<()> {
    fs::remove_file(path).map_err(|error| failed("cannot remove", path, &error))
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

fn is_missing(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

fn failed(what: &str, path: &Path, error: &Error) -> Failure {
    let folder = folder_of(path).display();
    Failure::world(format!("{what} `{}`", path.file_name().unwrap_or_default().to_string_lossy()))
        .at(path.display().to_string())
        .because(error)
        .hint(match error.kind() {
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                format!("the folder `{folder}` must be writable")
            }
            ErrorKind::AlreadyExists => "look at what stands there, and move it away".to_owned(),
            ErrorKind::NotFound => format!("the folder `{folder}` must be there"),
            ErrorKind::Unsupported => "this system has no links that semflow can make".to_owned(),
            _ => "check the path, and the disk it leads to".to_owned(),
        })
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::path::{Path, PathBuf};

    use super::{Standing, is_program, link, look, rename, write_program};

    #[test]
    fn what_stands_at_a_path_is_told_without_following_links() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name);
        fs::write(path("file"), "text").unwrap();
        symlink("nowhere", path("link")).unwrap();
        assert_eq!(look(&path("file")), Ok(Some(Standing::File(b"text".to_vec()))));
        assert_eq!(look(&path("link")), Ok(Some(Standing::Link(PathBuf::from("nowhere")))));
        assert_eq!(look(folder.path()), Ok(Some(Standing::Other)));
        assert_eq!(look(&path("nothing")), Ok(None));
        assert_eq!(look(&path("file/below")), Ok(None));
        assert_eq!(look(Path::new("/dev/null/hook")), Ok(None));
    }

    #[test]
    fn a_link_and_a_program_are_made_only_where_nothing_stands_unless_they_replace() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("hook");
        write_program(&path, b"one", false).unwrap();
        assert!(write_program(&path, b"two", false).is_err());
        assert!(link(&path, Path::new("two"), false).is_err());
        assert_eq!(fs::read(&path).unwrap(), b"one");
        link(&path, Path::new("two"), true).unwrap();
        assert_eq!(look(&path), Ok(Some(Standing::Link(PathBuf::from("two")))));
        write_program(&path, b"three", true).unwrap();
        assert_eq!(look(&path), Ok(Some(Standing::File(b"three".to_vec()))));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_program_can_be_run_by_those_the_umask_leaves() {
        let folder = tempfile::tempdir().unwrap();
        let (ours, plain) = (folder.path().join("ours"), folder.path().join("plain"));
        fs::write(&plain, "").unwrap();
        write_program(&ours, b"", false).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&ours), mode(&plain) | (mode(&plain) & 0o444) >> 2);
        assert!(is_program(&ours) && !is_program(&plain));
    }

    #[test]
    fn a_new_name_that_is_taken_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let (one, two) = (folder.path().join("one"), folder.path().join("two"));
        fs::write(&one, "1").unwrap();
        symlink("nowhere", &two).unwrap();
        assert!(rename(&one, &two, false).is_err());
        assert_eq!(fs::read(&one).unwrap(), b"1");
        rename(&one, &two, true).unwrap();
        assert_eq!(fs::read(&two).unwrap(), b"1");
    }
}
