//! All branches and tags of a remote, as it has them now or as they were fetched last.

use crate::failure::Result;
use crate::git::program::object_id::ObjectId;
use crate::git::program::runner::Git;

impl Git {
    /// Returns the branches and tags of a remote by their full names there; an annotated tag is the
    /// object of the tag.
    ///
    /// # Errors
    /// When the remote cannot be reached.
    pub fn refs_of_remote(&self, remote: &str) -> Result<Vec<(String, ObjectId)>> {
        let call = self.call(format!("cannot ask `{remote}` for its refs")).with_users_programs();
        let call = call.hint(format!("`git ls-remote {remote}` says whether git can reach it"));
        let listed = call.args(["ls-remote", "--refs", "--quiet", "--", remote]).text()?;
        let named = |line: &str| {
            let (id, name) = line.split_once('\t')?;
            Some((name.to_owned(), ObjectId::from_hex_bytes(id.as_bytes())?))
        };
        let is_meant =
            |name: &str| name.starts_with("refs/heads/") || name.starts_with("refs/tags/");
        Ok(listed.lines().filter_map(named).filter(|(name, _)| is_meant(name)).collect())
    }

    /// Returns the branches of a remote as they were fetched last, by their full names there. Of its
    /// tags nothing is known.
    ///
    /// # Errors
    /// When the refs cannot be read.
    pub fn known_of(&self, remote: &str) -> Result<Vec<(String, ObjectId)>> {
        let prefix = format!("refs/remotes/{remote}/");
        let call = self.call("cannot read the branches of a remote");
        let call = call.args(["for-each-ref", "--format=%(objectname) %(refname)"]);
        let listed = call.args([&prefix]).text()?;
        let named = |line: &str| {
            let (id, name) = line.split_once(' ')?;
            let name = format!("refs/heads/{}", name.strip_prefix(&prefix)?);
            Some((name, ObjectId::from_hex_bytes(id.as_bytes())?))
        };
        Ok(listed.lines().filter_map(named).collect())
    }

    /// Returns the names of the remotes.
    ///
    /// # Errors
    /// When the configuration cannot be read.
    pub fn remotes(&self) -> Result<Vec<String>> {
        let listed = self.call("cannot list the remotes").args(["remote"]).text()?;
        Ok(listed.lines().map(str::to_owned).collect())
    }
}
