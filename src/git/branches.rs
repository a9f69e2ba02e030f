//! Branches, local and of a remote, and what git's configuration says of them.

use crate::domain::history::branch::Branch;
use crate::domain::history::commit::CommitId;
use crate::failure::{Failure, Result};
use crate::git::repository::Repository;

/// A line of git's configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigEntry {
    /// The key, section and name in lower case as git has them: `gitflow.prefix.release`.
    pub key: String,
    /// The value.
    pub value: String,
    /// Whether it is of this repository alone, and not of the user or the machine.
    pub is_local: bool,
}

impl Repository {
    /// Returns the local branches in the order of their names.
    ///
    /// # Errors
    /// When the refs cannot be read.
    pub fn local_branches(&self) -> Result<Vec<Branch>> {
        self.branches_below("refs/heads/", None)
    }

    /// Returns the branches of a remote as they were fetched last, in the order of their names.
    ///
    /// # Errors
    /// When the refs cannot be read.
    pub fn remote_branches(&self, remote: &str) -> Result<Vec<Branch>> {
        self.branches_below(&format!("refs/remotes/{remote}/"), Some(remote))
    }

    fn branches_below(&self, prefix: &str, remote: Option<&str>) -> Result<Vec<Branch>> {
        // `refs/remotes/<remote>/HEAD` is the name of another branch and no branch.
        let is_branch = |name: &str| remote.is_none() || name != "HEAD";
        let mut branches: Vec<Branch> = self
            .refs()
            .below(prefix, &is_branch)?
            .into_iter()
            .map(|found| Branch {
                name: found.name.into_owned(),
                remote: remote.map(str::to_owned),
                tip: found.target,
            })
            .collect();
        branches.sort_by(|left, right| left.name.cmp(&right.name));
        Ok(branches)
    }

    /// Returns the branch that `refs/remotes/<remote>/HEAD` names (git-remote, `set-head`).
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn remote_head(&self, remote: &str) -> Result<Option<String>> {
        let prefix = format!("refs/remotes/{remote}/");
        let target = self.refs().symbolic_target(&format!("{prefix}HEAD"))?;
        Ok(target.and_then(|name| Some(name.strip_prefix(&prefix)?.to_owned())))
    }

    /// Returns the name of the branch that a revision names, here or on a remote; `None` where it
    /// names none.
    ///
    /// # Errors
    /// When the refs cannot be read.
    pub fn branch_called(&self, revision: &str) -> Result<Option<String>> {
        let name = revision.strip_prefix("refs/heads/").unwrap_or(revision);
        if self.refs().find(&format!("refs/heads/{name}"))?.is_some() {
            return Ok(Some(name.to_owned()));
        }
        let name = revision.strip_prefix("refs/remotes/").unwrap_or(revision);
        let is_remote = self.refs().find(&format!("refs/remotes/{name}"))?.is_some();
        Ok(name.split_once('/').filter(|_| is_remote).map(|(_, branch)| branch.to_owned()))
    }

    /// Whether two commits hold the same files.
    pub fn have_one_tree(&self, one: CommitId, other: CommitId) -> bool {
        let tree = |id: CommitId| {
            let oid = git2::Oid::from_bytes(id.as_bytes()).ok()?;
            Some(self.inner().find_commit(oid).ok()?.tree_id())
        };
        tree(one).is_some_and(|found| tree(other) == Some(found))
    }

    /// Returns how many files of the work tree, known to git, are not as HEAD has them.
    ///
    /// # Errors
    /// When the work tree cannot be read.
    pub fn changed_files(&self) -> Result<usize> {
        if self.work_tree().is_none() {
            return Ok(0);
        }
        let mut options = git2::StatusOptions::new();
        options.include_untracked(false).exclude_submodules(false);
        let statuses = self.inner().statuses(Some(&mut options)).map_err(|error| {
            Failure::world("cannot tell whether the work tree has changes")
                .because(error.message())
                .hint("`git status` says whether git can")
        })?;
        Ok(statuses.len())
    }

    /// Returns the names of the remotes.
    pub fn remotes(&self) -> Vec<String> {
        let names = self.inner().remotes().ok();
        let names = names.iter().flat_map(|names| names.iter());
        names.flatten().flatten().map(str::to_owned).collect()
    }

    /// Returns the lines of git's configuration whose keys start with `section.`, those that count
    /// last at the end (git-config).
    ///
    /// # Errors
    /// When the configuration cannot be read.
    pub fn config_section(&self, section: &str) -> Result<Vec<ConfigEntry>> {
        let failed = |error: git2::Error| {
            Failure::state("cannot read git's configuration")
                .at(self.common_dir().join("config").display().to_string())
                .because(error.message())
                .hint("`git config --list` says what is wrong with it")
        };
        let config = self.inner().config().and_then(|mut config| config.snapshot());
        let config = config.map_err(failed)?;
        let prefix = format!("{section}.");
        let mut found = Vec::new();
        let mut entries = config.entries(None).map_err(failed)?;
        while let Some(entry) = entries.next() {
            let entry = entry.map_err(failed)?;
            let Ok(key) = entry.name() else { continue };
            // A key without a value is true (git-config), and libgit2 has no text for it.
            if key.starts_with(&prefix)
                && entry.has_value()
                && let Ok(value) = entry.value()
            {
                let is_local = matches!(
                    entry.level(),
                    git2::ConfigLevel::Local | git2::ConfigLevel::Worktree | git2::ConfigLevel::App
                );
                let (key, value) = (key.to_owned(), value.to_owned());
                found.push(ConfigEntry { key, value, is_local });
            }
        }
        Ok(found)
    }
}
