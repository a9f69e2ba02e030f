//! Branches as the repository holds them, before anybody asks what they are for.

use crate::domain::history::commit::CommitId;

/// A local branch, or what is known of one of a remote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Branch {
    /// The name without `refs/heads/` or `refs/remotes/<remote>/`.
    pub name: String,
    /// The remote; `None` for a local branch.
    pub remote: Option<String>,
    /// The commit that it points to.
    pub tip: CommitId,
}

impl Branch {
    /// Returns the name as git takes it: `develop`, `origin/develop`.
    pub fn spelled(&self) -> String {
        match &self.remote {
            Some(remote) => format!("{remote}/{}", self.name),
            None => self.name.clone(),
        }
    }
}
