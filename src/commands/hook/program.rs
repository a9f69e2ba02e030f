//! Under which path the program is found for good.

use std::path::{Path, PathBuf};

use crate::cli::environment::Environment;
use crate::files;
use crate::plan::hook::NAME;

/// Returns the path of this program that will last: the entry of `PATH` that leads to its file, for a
/// package manager moves that on when it brings a new version, else the file itself.
pub(super) fn lasting(environment: &Environment) -> PathBuf {
    let own = files::read::real_path(&environment.program);
    let is_own = |path: &PathBuf| files::read::real_path(path) == own;
    let found = candidates(environment).find(is_own);
    found.unwrap_or_else(|| environment.program.clone())
}

/// Returns the program that a shell finds by the name `semflow`.
pub(super) fn on_path(environment: &Environment) -> Option<PathBuf> {
    candidates(environment).find(|path| files::place::is_program(path))
}

/// Whether a path leads to this program.
pub(super) fn is_this(path: &Path, environment: &Environment) -> bool {
    files::read::is_file(path)
        && files::read::real_path(path) == files::read::real_path(&environment.program)
}

/// A relative entry of `PATH` means another folder for each command, so it is passed over.
fn candidates(environment: &Environment) -> impl Iterator<Item = PathBuf> {
    let name = format!("{NAME}{}", std::env::consts::EXE_SUFFIX);
    let path = environment.path("PATH").unwrap_or_default();
    let folders: Vec<_> = std::env::split_paths(&path).collect();
    folders.into_iter().filter(|folder| folder.is_absolute()).map(move |folder| folder.join(&name))
}
