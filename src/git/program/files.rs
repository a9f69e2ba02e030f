//! Which files and objects there are.

use crate::failure::Result;
use crate::git::program::git_path::records;
use crate::git::program::runner::Git;

impl Git {
    /// Returns the files of the work tree that are tracked, and those that are not and not ignored, in
    /// git's order.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn files_of_work_tree(&self) -> Result<Vec<Vec<u8>>> {
        let call = self.call("cannot list the files of the work tree");
        let flags = ["--cached", "--others", "--exclude-standard", "--deduplicate", "--full-name"];
        let listed = call.args(["ls-files", "-z"]).args(flags).bytes()?;
        let mut paths: Vec<_> = records(&listed).map(<[u8]>::to_vec).collect();
        paths.sort();
        Ok(paths)
    }

    /// Returns what kind of object a ref names: `commit`, `tag`; `None` where there is no such ref.
    ///
    /// # Errors
    /// When git cannot be run.
    pub fn kind_of(&self, name: &str) -> Result<Option<String>> {
        let answer = self.call("cannot read an object").args(["cat-file", "-t", name]).run()?;
        let kind = String::from_utf8_lossy(&answer.stdout).trim_end().to_owned();
        Ok((answer.code == Some(0)).then_some(kind))
    }
}
