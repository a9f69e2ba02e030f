//! What git is configured to do.

use crate::failure::Result;
use crate::git::program::runner::Git;

impl Git {
    /// Returns what a switch of git's configuration says; `None` where it is not set.
    ///
    /// # Errors
    /// When the configuration cannot be read, or the value is none of a switch.
    pub(super) fn flag(&self, key: &str) -> Result<Option<bool>> {
        Ok(self.setting(&["--type=bool"], key)?.map(|value| value == "true"))
    }

    /// Returns a path of git's configuration, `~` as what it stands for; `None` where it is not set.
    ///
    /// # Errors
    /// When the configuration cannot be read.
    pub(super) fn configured_path(&self, key: &str) -> Result<Option<String>> {
        self.setting(&["--type=path"], key)
    }

    fn setting(&self, kind: &[&str], key: &str) -> Result<Option<String>> {
        let call = self.call(format!("cannot read `{key}` of git's configuration"));
        let call =
            call.hint(format!("`git config --show-origin {key}` says what is wrong with it"));
        let answer = call.args(["config", "-z"]).args(kind).args(["--get", key]).run()?;
        // git-config: exit code 1 for a key that is not there.
        if answer.code == Some(1) && answer.stderr.is_empty() {
            return Ok(None);
        }
        let value = String::from_utf8_lossy(&answer.if_done()?).into_owned();
        Ok(Some(value.trim_end_matches('\0').to_owned()))
    }

    /// Returns all settings in force, weakest first, as `key` or `key\nvalue`.
    ///
    /// # Errors
    /// When the configuration cannot be read.
    pub(super) fn all_settings(&self) -> Result<Vec<u8>> {
        let call = self.call("cannot read git's configuration");
        let call = call.hint("`git config --list` says what is wrong with it");
        call.args(["config", "--list", "-z", "--includes"]).bytes()
    }
}
