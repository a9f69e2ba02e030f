//! Where git looks for the hooks of a repository.

use std::path::PathBuf;

use crate::domain::hook::folder::{HooksFolder, HooksPath, Scope};
use crate::failure::{Failure, Result};
use crate::git::repository::Repository;

/// The key as git writes it.
const KEY: &str = "core.hooksPath";

impl Repository {
    /// Returns the folder in which git looks for hooks: what `core.hooksPath` says (git-config), else
    /// `hooks` in the repository itself, which all its work trees share (gitrepository-layout).
    ///
    /// # Errors
    /// When the configuration cannot be read, or names a folder in a way that git does not take.
    pub fn hooks_folder(&self) -> Result<HooksFolder> {
        let (common, own) = (self.common_dir(), self.inner().path());
        Ok(HooksFolder::new(self.hooks_path()?, common, own, self.work_tree()))
    }

    /// Returns what `core.hooksPath` says, as it is written and with `~` as the folder it stands for.
    fn hooks_path(&self) -> Result<Option<(HooksPath, PathBuf)>> {
        let unread = |error: git2::Error| {
            Failure::state(format!("cannot read `{KEY}` of git's configuration"))
                .at(self.common_dir().join("config").display().to_string())
                .because(error.message())
                .hint(format!("`git config --show-origin {KEY}` says what is wrong with it"))
        };
        let config = self.inner().config().and_then(|mut config| config.snapshot());
        let config = config.map_err(unread)?;
        let entry = match config.get_entry(KEY) {
            Ok(entry) => entry,
            Err(error) if error.code() == git2::ErrorCode::NotFound => return Ok(None),
            Err(error) => return Err(unread(error)),
        };
        if !entry.has_value() {
            return Err(unread(git2::Error::from_str("the key has no value")));
        }
        let value = entry.value().map_err(unread)?.to_owned();
        let hooks_path = HooksPath { value, scope: scope(entry.level()) };
        Ok(Some((hooks_path, config.get_path(KEY).map_err(unread)?)))
    }
}

fn scope(level: git2::ConfigLevel) -> Scope {
    match level {
        git2::ConfigLevel::Global | git2::ConfigLevel::XDG => Scope::User,
        git2::ConfigLevel::System | git2::ConfigLevel::ProgramData => Scope::Machine,
        git2::ConfigLevel::Worktree => Scope::WorkTree,
        _ => Scope::Repository,
    }
}
