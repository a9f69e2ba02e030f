//! Keeping messages that were not committed; see [`crate::domain::check::rejected`].

use std::path::{Path, PathBuf};

use crate::domain::check::rejected::{FOLDER, is_same, moves, name};
use crate::failure::Result;
use crate::files;

/// Returns the path of the newest message that is kept for a work tree, by its own git folder.
pub fn newest_path(git_dir: &Path) -> PathBuf {
    git_dir.join(FOLDER).join(name(0))
}

/// Returns the newest message that is kept; `None` where there is none.
///
/// # Errors
/// When it cannot be read, or is no text.
pub fn newest(git_dir: &Path) -> Result<Option<String>> {
    let text = files::read::read_text(&newest_path(git_dir))?;
    Ok(text.filter(|text| !text.trim().is_empty()))
}

/// Keeps a message as the newest one and returns where. One that is the newest already is not kept
/// twice.
///
/// # Errors
/// When the git folder cannot be written to.
pub fn keep(git_dir: &Path, message: &[u8]) -> Result<PathBuf> {
    let path = newest_path(git_dir);
    // What cannot be read is no reason to lose another message.
    if is_newest(git_dir, message) {
        return Ok(path);
    }
    make_room(git_dir)?;
    files::private::write_private(&path, message)?;
    Ok(path)
}

/// Whether a message is the newest that is kept.
pub fn is_newest(git_dir: &Path, message: &[u8]) -> bool {
    let kept = files::read::read_file(&newest_path(git_dir)).ok().flatten();
    kept.is_some_and(|kept| is_same(&kept, message))
}

/// Removes the newest message: it was committed as it is.
///
/// # Errors
/// When the git folder cannot be written to.
pub fn discard(git_dir: &Path) -> Result<()> {
    files::private::remove(&newest_path(git_dir))
}

/// Puts the newest message among the old ones: it was committed after all.
///
/// # Errors
/// When the git folder cannot be written to.
pub fn retire(git_dir: &Path) -> Result<()> {
    make_room(git_dir)
}

fn make_room(git_dir: &Path) -> Result<()> {
    let folder = git_dir.join(FOLDER);
    let moves = moves(&|name| files::read::is_file(&folder.join(name)));
    moves
        .iter()
        .try_for_each(|(from, to)| files::place::rename(&folder.join(from), &folder.join(to), true))
}

#[cfg(test)]
mod tests {
    use super::{keep, newest, retire};

    #[test]
    fn the_newest_is_the_last_one_kept_until_it_was_committed() {
        let folder = tempfile::tempdir().unwrap();
        let git_dir = folder.path();
        assert_eq!(newest(git_dir), Ok(None));
        for text in ["one\n", "two\n", "two"] {
            keep(git_dir, text.as_bytes()).unwrap();
        }
        assert_eq!(newest(git_dir), Ok(Some("two\n".to_owned())));
        retire(git_dir).unwrap();
        assert_eq!(newest(git_dir), Ok(None));
        let old = |age: usize| {
            crate::files::read::read_text(&git_dir.join(format!("semflow/rejected-{age}.txt")))
        };
        assert_eq!(old(1), Ok(Some("two\n".to_owned())));
        assert_eq!(old(2), Ok(Some("one\n".to_owned())));
        assert_eq!(old(3), Ok(None));
    }
}
