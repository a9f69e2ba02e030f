//! Reading files and finding them; a missing file is an answer, not a failure.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{Error, ErrorKind, Read};
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Result};

/// The bytes of a file that is read with one call.
const SMALL: usize = 8192;

/// Returns the bytes of a file, or `None` where there is no such file.
///
/// # Errors
/// A folder in the place of the file, a missing permission, or a disk that fails.
pub fn read(path: &Path) -> Result<Option<Vec<u8>>> {
    match whole(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if is_missing(&error) => Ok(None),
        Err(error) => Err(unreadable(path, &error)),
    }
}

/// Returns the bytes of a file, or `None` where there is no file: nothing at all, or a folder.
///
/// # Errors
/// A missing permission, or a disk that fails.
pub fn read_file(path: &Path) -> Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if is_missing(&error) || path.is_dir() => Ok(None),
        Err(error) => Err(unreadable(path, &error)),
    }
}

/// Reads a file without asking for its length first: most are small, and the hook counts its calls.
fn whole(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::with_capacity(SMALL);
    File::open(path)?.take(u64::MAX).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Returns the files below a folder, also in folders of it, as paths from it with `/` between the
/// parts, in the order of the alphabet. A folder that is not there has none.
///
/// # Errors
/// A folder that cannot be read.
pub fn list(folder: &Path) -> Result<Vec<String>> {
    let mut found = Vec::new();
    let mut pending = vec![(folder.to_owned(), String::new())];
    while let Some((folder, prefix)) = pending.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if is_missing(&error) => continue,
            Err(error) => return Err(unreadable(&folder, &error)),
        };
        for entry in entries {
            let entry = entry.map_err(|error| unreadable(&folder, &error))?;
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
                pending.push((entry.path(), format!("{name}/")));
            } else {
                found.push(name);
            }
        }
    }
    found.sort_unstable();
    Ok(found)
}

/// Returns the names of what stands in a folder; a folder that is not there has none. A name that is
/// no text is left out.
///
/// # Errors
/// A folder that cannot be read.
pub fn names(folder: &Path) -> Result<BTreeSet<String>> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if is_missing(&error) => return Ok(BTreeSet::new()),
        Err(error) => return Err(unreadable(folder, &error)),
    };
    let names = entries.map(|entry| entry.map(|entry| entry.file_name().into_string().ok()));
    let names = names.collect::<std::io::Result<Vec<_>>>();
    let names = names.map_err(|error| unreadable(folder, &error))?;
    Ok(names.into_iter().flatten().collect())
}

/// Returns the text of a file byte for byte, BOM and line ends included, or `None` where there is
/// no such file.
///
/// # Errors
/// Those of [`read`], and bytes that are no UTF-8: the failure names the line and the byte offset.
pub fn read_text(path: &Path) -> Result<Option<String>> {
    let Some(bytes) = read(path)? else {
        return Ok(None);
    };
    match String::from_utf8(bytes) {
        Ok(text) => Ok(Some(text)),
        Err(error) => Err(not_utf8(path, error.as_bytes(), error.utf8_error().valid_up_to())),
    }
}

/// Returns the lines of a file that are neither empty nor comments behind `#`; none where there is
/// no file.
///
/// # Errors
/// Those of [`read_text`].
pub fn listed(path: &Path) -> Result<Vec<String>> {
    let text = if is_file(path) { read_text(path)?.unwrap_or_default() } else { String::new() };
    let lines = text.lines().map(str::trim);
    Ok(lines.filter(|line| !line.is_empty() && !line.starts_with('#')).map(str::to_owned).collect())
}

/// Returns a path without links in it, or as it is where nothing stands there.
pub fn real_path(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

/// Whether a folder stands at this path.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Whether a file stands at this path itself, and no link to one.
pub fn is_plain_file(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|found| found.is_file())
}

/// Whether a file stands at this path.
pub fn is_file(path: &Path) -> bool {
    path.is_file()
}

/// Returns the first file that bears one of `names`, looked for in `start` and then in one folder
/// above the other; within a folder the order of `names` decides.
///
/// The search ends with the folder `stop_at`, which is still looked into.
pub fn find_upwards(start: &Path, names: &[&str], stop_at: Option<&Path>) -> Option<PathBuf> {
    for folder in start.ancestors() {
        if let Some(found) = names.iter().map(|name| folder.join(name)).find(|path| path.is_file())
        {
            return Some(found);
        }
        if stop_at == Some(folder) {
            break;
        }
    }
    None
}

/// Whether nothing stands at the path; a file where a folder was named counts as that.
fn is_missing(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory)
}

fn unreadable(path: &Path, error: &Error) -> Failure {
    if path.is_dir() {
        return Failure::world("cannot read a folder as a file")
            .at(path.display().to_string())
            .hint("name a file in this folder");
    }
    Failure::world("cannot read the file").at(path.display().to_string()).because(error).hint(
        match error.kind() {
            ErrorKind::PermissionDenied => "check the permissions of the file",
            _ => "check the path, and the disk it leads to",
        },
    )
}

fn not_utf8(path: &Path, bytes: &[u8], offset: usize) -> Failure {
    let line = 1 + bytes.iter().take(offset).filter(|byte| **byte == b'\n').count();
    let is_utf16 = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    Failure::world(format!("cannot read the file as text: byte {offset} is no UTF-8"))
        .at(format!("{}:{line}", path.display()))
        .hint(if is_utf16 {
            "the file is UTF-16: save it as UTF-8"
        } else {
            "save the file as UTF-8, or check that it is a text file"
        })
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{find_upwards, is_file, read, read_text};

    #[test]
    fn a_file_is_read_byte_for_byte() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notes.md");
        fs::write(&path, "\u{feff}a\r\nb").unwrap();
        assert_eq!(read_text(&path).unwrap().as_deref(), Some("\u{feff}a\r\nb"));
        assert_eq!(read(&path).unwrap().map(|bytes| bytes.len()), Some(7));
    }

    #[test]
    fn a_missing_file_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notes.md");
        assert_eq!(read(&path), Ok(None));
        assert_eq!(read_text(&path), Ok(None));
        assert!(!is_file(&path));
    }

    #[test]
    fn a_file_below_a_file_is_none() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("notes.md");
        fs::write(&file, "").unwrap();
        assert!(is_file(&file) && !is_file(folder.path()));
        assert_eq!(read(&file.join("cliff.toml")), Ok(None));
    }

    #[test]
    fn a_folder_is_a_failure_that_names_it() {
        let folder = tempfile::tempdir().unwrap();
        let failure = read(folder.path()).unwrap_err();
        assert_eq!(failure.what, "cannot read a folder as a file");
        assert_eq!(failure.place, Some(folder.path().display().to_string()));
    }

    #[test]
    fn bytes_that_are_no_text_are_named_by_line_and_offset() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notes.md");
        fs::write(&path, b"one\ntw\xffo").unwrap();
        let failure = read_text(&path).unwrap_err();
        assert_eq!(failure.what, "cannot read the file as text: byte 6 is no UTF-8");
        assert_eq!(failure.place, Some(format!("{}:2", path.display())));
        assert_eq!(failure.hints, ["save the file as UTF-8, or check that it is a text file"]);
    }

    #[test]
    fn a_file_in_utf_16_is_called_that() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("notes.md");
        fs::write(&path, b"\xff\xfeh\0i\0").unwrap();
        let failure = read_text(&path).unwrap_err();
        assert_eq!(failure.hints, ["the file is UTF-16: save it as UTF-8"]);
    }

    #[test]
    fn the_nearest_folder_wins_and_within_it_the_first_name() {
        let folder = tempfile::tempdir().unwrap();
        let deep = folder.path().join("a/b");
        fs::create_dir_all(&deep).unwrap();
        fs::write(folder.path().join("cliff.toml"), "").unwrap();
        fs::write(folder.path().join("a/.cliff.toml"), "").unwrap();
        let names = ["cliff.toml", ".cliff.toml"];
        let found = find_upwards(&deep, &names, None);
        assert_eq!(found, Some(folder.path().join("a/.cliff.toml")));
        fs::write(folder.path().join("a/cliff.toml"), "").unwrap();
        let found = find_upwards(&deep, &names, None);
        assert_eq!(found, Some(folder.path().join("a/cliff.toml")));
    }

    #[test]
    fn the_search_looks_into_the_last_folder_and_no_further() {
        let folder = tempfile::tempdir().unwrap();
        let deep = folder.path().join("a/b");
        fs::create_dir_all(&deep).unwrap();
        fs::write(folder.path().join("cliff.toml"), "").unwrap();
        let below = folder.path().join("a");
        assert_eq!(find_upwards(&deep, &["cliff.toml"], Some(&below)), None);
        let found = find_upwards(&deep, &["cliff.toml"], Some(folder.path()));
        assert_eq!(found, Some(folder.path().join("cliff.toml")));
    }

    #[test]
    fn a_folder_that_bears_the_name_is_passed_over() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("a/cliff.toml")).unwrap();
        fs::write(folder.path().join("cliff.toml"), "").unwrap();
        let found = find_upwards(&folder.path().join("a"), &["cliff.toml"], None);
        assert_eq!(found, Some(folder.path().join("cliff.toml")));
    }
}
