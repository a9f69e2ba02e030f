//! Writing a file whole or not at all.

use std::fs::{self, File, Metadata};
use std::io::{Error, ErrorKind, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::failure::{Failure, Result};

/// As many links in a row as Linux follows (`path_resolution(7)`).
const MOST_LINKS: usize = 40;

/// Puts `bytes` in the place of a file, or leaves everything as it was.
///
/// The bytes go to a new file in the same folder, reach the disk, and take the place in one rename:
/// a reader sees the old file or the new one, also after a crash. The permissions stay those of the
/// file that was there, its owner too where the system allows it; a new file gets what the umask
/// leaves. A link stays a link, its target is written. A pipe or a device (`/dev/stdout`) cannot be
/// replaced and is written to directly.
///
/// # Errors
/// A folder in the place of the file, a file marked read-only, a folder that is missing or may not
/// be written to, a disk that is full or fails.
pub fn write_atomic(path: &Path, bytes: &[u8]) -> Result<()> {
    let there = match fs::metadata(path) {
        Ok(metadata) => Some(metadata),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {
            None
        }
        Err(error) => return Err(unwritable(path, &error)),
    };
    match &there {
        Some(metadata) if metadata.is_dir() => return Err(is_a_folder(path)),
        Some(metadata) if is_stream(path, metadata) => {
            return fs::write(path, bytes).map_err(|error| unwritable(path, &error));
        }
        Some(metadata) if metadata.permissions().readonly() => return Err(is_read_only(path)),
        _ => {}
    }
    let target = follow_links(path);
    let folder = folder_of(&target);
    if !folder.is_dir() {
        return Err(has_no_folder(path, folder));
    }
    replace(&target, folder, there.as_ref(), bytes).map_err(|error| unwritable(path, &error))
}

/// Whether the path leads out of the process, or to something else that no rename may replace.
fn is_stream(path: &Path, metadata: &Metadata) -> bool {
    !metadata.is_file() || path.starts_with("/dev") || path.starts_with("/proc")
}

/// Returns where a chain of links ends; its last target need not exist.
fn follow_links(path: &Path) -> PathBuf {
    let mut target = path.to_owned();
    for _ in 0..MOST_LINKS {
        match fs::read_link(&target) {
            Ok(next) => target = folder_of(&target).join(next),
            Err(_) => break,
        }
    }
    target
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

fn replace(
    target: &Path,
    folder: &Path,
    there: Option<&Metadata>,
    bytes: &[u8],
) -> std::io::Result<()> {
    // Dropped on any early return, which removes it from the disk.
    let mut new = create_beside(folder, there.is_none())?;
    new.write_all(bytes)?;
    if let Some(metadata) = there {
        keep_owner(new.path(), metadata);
        new.as_file().set_permissions(metadata.permissions())?;
    }
    new.as_file().sync_all()?;
    new.persist(target).map_err(|failed| failed.error)?;
    // The rename itself reaches the disk with the folder. Where a folder cannot be opened the
    // system orders that by itself, and the file is complete in either case.
    let _ = File::open(folder).and_then(|folder| folder.sync_all());
    Ok(())
}

#[cfg(unix)]
fn create_beside(folder: &Path, is_new: bool) -> std::io::Result<NamedTempFile> {
    use std::os::unix::fs::PermissionsExt;
    // What replaces a private file is private from its first byte.
    let mode = if is_new { 0o666 } else { 0o600 };
    tempfile::Builder::new()
        .prefix(".semflow-")
        .permissions(fs::Permissions::from_mode(mode))
        .tempfile_in(folder)
}

#[cfg(not(unix))]
fn create_beside(folder: &Path, _is_new: bool) -> std::io::Result<NamedTempFile> {
    tempfile::Builder::new().prefix(".semflow-").tempfile_in(folder)
}

/// Gives the file at `path` the owner of the one it replaces. Only root can do that everywhere; for
/// all others the file is theirs, as after any rewrite by an editor.
#[cfg(unix)]
fn keep_owner(path: &Path, metadata: &Metadata) {
    use std::os::unix::fs::{MetadataExt, chown};
    let _ = chown(path, Some(metadata.uid()), Some(metadata.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_path: &Path, _metadata: &Metadata) {}

fn is_a_folder(path: &Path) -> Failure {
    Failure::world("cannot write a file over a folder")
        .at(path.display().to_string())
        .hint("name a file in this folder")
}

fn is_read_only(path: &Path) -> Failure {
    Failure::world("cannot write the file: it is marked read-only")
        .at(path.display().to_string())
        .hint("make it writable, or name another file")
}

fn has_no_folder(path: &Path, folder: &Path) -> Failure {
    let folder_name = folder.display();
    Failure::world("cannot write the file: its folder is missing")
        .at(path.display().to_string())
        .hint(if folder.exists() {
            format!("`{folder_name}` is a file: name another path")
        } else {
            format!("create the folder `{folder_name}` first")
        })
}

fn unwritable(path: &Path, error: &Error) -> Failure {
    Failure::world("cannot write the file").at(path.display().to_string()).because(error).hint(
        match error.kind() {
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
                "the file and its folder must both be writable"
            }
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => {
                "free some space; the old file is untouched"
            }
            _ => "check the path, and the disk it leads to",
        },
    )
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::Path;

    use super::write_atomic;

    fn names_in(folder: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_new_file_stands_alone_in_its_folder() {
        let folder = tempfile::tempdir().unwrap();
        write_atomic(&folder.path().join("a.md"), b"text").unwrap();
        assert_eq!(fs::read(folder.path().join("a.md")).unwrap(), b"text");
        assert_eq!(names_in(folder.path()), ["a.md"]);
    }

    #[test]
    fn an_old_file_is_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        fs::write(&path, "a longer text").unwrap();
        write_atomic(&path, b"short").unwrap();
        assert_eq!(fs::read(&path).unwrap(), b"short");
        assert_eq!(names_in(folder.path()), ["a.md"]);
    }

    #[test]
    fn a_folder_in_its_place_stays_and_nothing_is_left_behind() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        fs::create_dir(&path).unwrap();
        let failure = write_atomic(&path, b"text").unwrap_err();
        assert_eq!(failure.what, "cannot write a file over a folder");
        assert_eq!(names_in(folder.path()), ["a.md"]);
    }

    #[test]
    fn a_missing_folder_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let failure = write_atomic(&folder.path().join("docs/a.md"), b"text").unwrap_err();
        assert_eq!(failure.what, "cannot write the file: its folder is missing");
        let missing = folder.path().join("docs");
        assert_eq!(failure.hints, [format!("create the folder `{}` first", missing.display())]);
        assert_eq!(names_in(folder.path()), Vec::<String>::new());
    }

    #[test]
    fn a_file_in_the_place_of_the_folder_is_named_and_stays() {
        let folder = tempfile::tempdir().unwrap();
        let docs = folder.path().join("docs");
        fs::write(&docs, "a file").unwrap();
        let failure = write_atomic(&docs.join("a.md"), b"text").unwrap_err();
        assert_eq!(failure.hints, [format!("`{}` is a file: name another path", docs.display())]);
        assert_eq!(fs::read(&docs).unwrap(), b"a file");
    }

    #[test]
    fn a_file_marked_read_only_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.md");
        fs::write(&path, "old").unwrap();
        let mut permissions = fs::metadata(&path).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&path, permissions).unwrap();
        let failure = write_atomic(&path, b"new").unwrap_err();
        assert_eq!(failure.what, "cannot write the file: it is marked read-only");
        assert_eq!(fs::read(&path).unwrap(), b"old");
        assert_eq!(names_in(folder.path()), ["a.md"]);
    }

    #[cfg(unix)]
    mod on_unix {
        use std::fs;
        use std::os::unix::fs::{PermissionsExt, symlink};
        use std::path::Path;

        use super::super::write_atomic;

        fn mode_of(path: &Path) -> u32 {
            fs::metadata(path).unwrap().permissions().mode() & 0o777
        }

        #[test]
        fn the_permissions_of_the_old_file_stay() {
            let folder = tempfile::tempdir().unwrap();
            let path = folder.path().join("run.sh");
            for mode in [0o755, 0o600, 0o664] {
                fs::write(&path, "old").unwrap();
                fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
                write_atomic(&path, b"new").unwrap();
                assert_eq!(mode_of(&path), mode);
            }
        }

        #[test]
        fn a_new_file_gets_what_any_new_file_gets() {
            let folder = tempfile::tempdir().unwrap();
            let (ours, plain) = (folder.path().join("ours"), folder.path().join("plain"));
            fs::write(&plain, "").unwrap();
            write_atomic(&ours, b"").unwrap();
            assert_eq!(mode_of(&ours), mode_of(&plain));
        }

        #[test]
        fn a_link_stays_a_link_and_its_target_is_written() {
            let folder = tempfile::tempdir().unwrap();
            fs::create_dir(folder.path().join("docs")).unwrap();
            let target = folder.path().join("docs/real.md");
            fs::write(&target, "old").unwrap();
            let (first, second) = (folder.path().join("docs/link.md"), folder.path().join("a.md"));
            symlink("real.md", &first).unwrap();
            symlink("docs/link.md", &second).unwrap();
            write_atomic(&second, b"new").unwrap();
            assert_eq!(fs::read(&target).unwrap(), b"new");
            assert!(fs::symlink_metadata(&first).unwrap().is_symlink());
            assert!(fs::symlink_metadata(&second).unwrap().is_symlink());
        }

        #[test]
        fn a_link_that_leads_nowhere_gets_its_target() {
            let folder = tempfile::tempdir().unwrap();
            let link = folder.path().join("a.md");
            symlink("b.md", &link).unwrap();
            write_atomic(&link, b"new").unwrap();
            assert_eq!(fs::read(folder.path().join("b.md")).unwrap(), b"new");
            assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        }

        #[test]
        fn a_device_is_written_to_and_not_replaced() {
            use std::os::unix::fs::FileTypeExt;
            let path = Path::new("/dev/null");
            write_atomic(path, b"text").unwrap();
            assert!(fs::metadata(path).unwrap().file_type().is_char_device());
        }

        #[test]
        fn a_link_in_a_circle_fails_and_stays() {
            let folder = tempfile::tempdir().unwrap();
            let link = folder.path().join("a.md");
            symlink("a.md", &link).unwrap();
            assert!(write_atomic(&link, b"new").is_err());
            assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        }
    }
}
