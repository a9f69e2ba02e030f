//! Rejected messages, kept where the next commit does not overwrite them.

use std::path::{Path, PathBuf};

use crate::apply::execute::execute;
use crate::domain::check::rejected::{FILE, FOLDER, MOST, older};
use crate::failure::Result;
use crate::files;
use crate::plan::step::{Plan, Step};

/// Keeps a rejected message in the folder of git that belongs to the work tree, before those that
/// were rejected earlier. Returns the file.
///
/// # Errors
/// When it cannot be written.
pub(crate) fn save(git_dir: &Path, text: &str) -> Result<PathBuf> {
    let folder = git_dir.join(FOLDER);
    let newest = folder.join(FILE);
    if files::read::read_file(&newest)?.is_some_and(|there| there == text.as_bytes()) {
        return Ok(newest);
    }
    let mut steps = Vec::new();
    if !files::read::is_folder(&folder) {
        steps.push(Step::MakeFolder { path: folder.clone() });
    }
    let names = files::read::names(&folder)?;
    for number in (0..MOST - 1).rev() {
        let (from, to) = (older(number), older(number + 1));
        if names.contains(&from) {
            let (from, to) = (folder.join(from), folder.join(to));
            steps.push(Step::Rename { from, to, replaces: true });
        }
    }
    steps.push(Step::WritePrivate { path: newest.clone(), content: text.as_bytes().to_vec() });
    execute(&Plan { steps })?;
    Ok(newest)
}
