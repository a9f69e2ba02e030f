//! A merge that is with the user: begun in the work tree, looked at, committed, taken back.

use std::path::Path;

use crate::domain::history::commit::CommitId;
use crate::failure::Result;
use crate::files;
use crate::files::place::{Standing, look};
use crate::git::program::git_path::{os_path, records, shown};
use crate::git::program::object_id::{FileMode, ObjectId};
use crate::git::program::runner::{Git, strange};
use crate::git::program::tree_reading::Difference;
use crate::git::program::work_tree::on_disk;

/// What git writes beside `MERGE_HEAD`, and may leave when it is killed.
const OF_A_MERGE: [&str; 3] = ["AUTO_MERGE", "MERGE_MODE", "MERGE_MSG"];

impl Git {
    /// Begins a merge in the work tree and stops before its commit, so that rerere and merge tools are
    /// at work. Whether it has conflicts makes no difference.
    ///
    /// # Errors
    /// When git cannot begin it.
    pub fn begin_merge(&self, other: CommitId, message: &str) -> Result<()> {
        let call = self.call(format!("cannot begin the merge of {}", other.short()));
        let call = call.with_users_programs().args(["merge", "--no-ff", "--no-commit", "--quiet"]);
        let answer = call.args(["-m", message.trim_end(), &other.to_string()]).run()?;
        match answer.code {
            // git-merge: 1 says that there are conflicts.
            Some(0 | 1) if self.merge_head()?.is_some() => Ok(()),
            _ => Err(answer.failure()),
        }
    }

    /// Returns the commit that is being merged in the work tree.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn merge_head(&self) -> Result<Option<CommitId>> {
        let call = self.call("cannot read MERGE_HEAD");
        let answer = call.args(["rev-parse", "--verify", "--quiet", "MERGE_HEAD"]).run()?;
        if answer.code == Some(1) && answer.stderr.is_empty() {
            return Ok(None);
        }
        let id = ObjectId::from_hex_bytes(answer.if_done()?.trim_ascii_end());
        Ok(id.map(ObjectId::as_commit))
    }

    /// Returns the files that are not merged.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn unmerged_paths(&self) -> Result<Vec<String>> {
        if self.work_tree().is_none() {
            return Ok(Vec::new());
        }
        // `git diff` would refresh the index on the way.
        let call = self.call("cannot read the index").args(["ls-files", "--unmerged", "-z"]);
        let listed = call.bytes()?;
        let path = |record: &[u8]| record.splitn(2, |byte| *byte == b'\t').nth(1).map(shown);
        let mut paths: Vec<_> = records(&listed).filter_map(path).collect();
        paths.dedup();
        Ok(paths)
    }

    /// Makes a content that of a file with a conflict, in the index and in the work tree.
    ///
    /// # Errors
    /// When the object or the file cannot be written.
    pub fn settle(&self, path: &[u8], content: &[u8]) -> Result<()> {
        let mode = self.mode_in_index(path)?.unwrap_or(FileMode::REGULAR);
        let ids = self.store(&[content])?;
        let Some(id) = ids.first() else { return Ok(()) };
        let what = format!("cannot settle the conflict of `{}`", shown(path));
        let mut entry = format!("{mode} {id}\t").into_bytes();
        entry.extend_from_slice(path);
        entry.push(0);
        let removed = [format!("0 {}\t", ObjectId::NONE).as_bytes(), path, b"\0"].concat();
        let call = self.call(&what).args(["update-index", "-z", "--index-info"]);
        call.input([removed, entry].concat()).bytes()?;
        let call = self.call(&what).with_users_programs();
        call.args(["checkout-index", "--force", "--"]).args([os_path(path)]).bytes().map(drop)
    }

    fn mode_in_index(&self, path: &[u8]) -> Result<Option<FileMode>> {
        let call = self.call("cannot read the index").args(["ls-files", "-s", "-z", "--"]);
        let listed = call.args([os_path(path)]).bytes()?;
        let first = records(&listed).next().unwrap_or_default();
        let mode = first.split(|byte| *byte == b' ').next().unwrap_or_default();
        Ok(FileMode::from_octal(mode))
    }

    /// Commits the merge that is under way as `git commit` does, with its hooks where they are wanted.
    ///
    /// # Errors
    /// When a hook refuses, or git cannot commit.
    pub fn commit_merge(&self, runs_hooks: bool) -> Result<()> {
        let call = self.call("cannot commit the merge").with_users_programs();
        let call = call.hint("mend what stands in the way, and continue");
        let flags: &[&str] = if runs_hooks { &[] } else { &["--no-verify"] };
        call.args(["commit", "--no-edit", "--quiet"]).args(flags).bytes().map(drop)
    }

    /// Takes the merge in the work tree back.
    ///
    /// # Errors
    /// When files have changes that are no part of it.
    pub fn abort_merge(&self) -> Result<()> {
        // `git reset --merge` takes a file that was only touched for a changed one.
        self.refresh(None)?;
        let call = self.call("cannot take the merge back").with_users_programs();
        let call =
            call.hint("files that were changed beside the merge stand in the way: `git status`");
        call.args(["merge", "--abort"]).bytes().map(drop)
    }

    /// Forgets the merge that is under way; index and work tree stay as they are.
    ///
    /// # Errors
    /// When git cannot forget it.
    pub fn forget_merge(&self) -> Result<()> {
        let call = self.call("cannot forget the merge").args(["merge", "--quit"]);
        call.bytes().map(drop)
    }

    /// Takes a merge back that was cut off at its beginning or at its end, where `git merge --abort`
    /// knows nothing of it or takes what git has written itself for changes of the user: every path
    /// that the merge is about is again as `into` has it.
    ///
    /// # Errors
    /// When a file cannot be written or removed, or the index is locked.
    pub fn withdraw_merge(&self, into: CommitId, other: CommitId) -> Result<()> {
        const WHAT: &str = "cannot take the merge back";
        let merged = self.merge(into, other)?;
        let differences = self.differences(into.into(), merged.tree)?;
        let (mut entries, mut written) = (Vec::new(), Vec::new());
        for Difference { path, old, .. } in &differences {
            let mut lines = format!("0 {}\t", ObjectId::NONE).into_bytes();
            lines.extend_from_slice(path);
            lines.push(0);
            match old {
                Some(entry) => {
                    lines.extend(format!("{} {}\t", entry.mode, entry.id).into_bytes());
                    lines.extend_from_slice(path);
                    lines.push(0);
                    written.extend_from_slice(path);
                    written.push(0);
                }
                None => self.remove_file(path)?,
            }
            entries.extend(lines);
        }
        let call = self.call(WHAT).args(["update-index", "-z", "--index-info"]);
        call.input(entries).bytes()?;
        let call = self.call(WHAT).with_users_programs();
        let call = call.args(["checkout-index", "--force", "-z", "--stdin"]);
        call.input(written).bytes()?;
        if self.merge_head()?.is_some() {
            self.forget_merge()?;
        }
        OF_A_MERGE.iter().try_for_each(|name| remove(&self.own_dir().join(name)))
    }

    fn remove_file(&self, path: &[u8]) -> Result<()> {
        let Some(top) = self.work_tree() else { return Ok(()) };
        remove(&on_disk(top, path))
    }

    /// Returns the parents of a commit.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn parents(&self, commit: CommitId) -> Result<Vec<CommitId>> {
        const WHAT: &str = "cannot read the parents of a commit";
        let call = self.call(WHAT).args(["rev-parse", &format!("{commit}^@")]);
        let listed = call.bytes()?;
        listed
            .split(|byte| *byte == b'\n')
            .filter(|line| !line.is_empty())
            .map(|line| {
                let id = ObjectId::from_hex_bytes(line).map(ObjectId::as_commit);
                id.ok_or_else(|| strange(WHAT, line))
            })
            .collect()
    }

    /// Returns what lies between two commits, as `git diff` shows it.
    ///
    /// # Errors
    /// When they cannot be read.
    pub fn diff_text(&self, old: CommitId, new: CommitId) -> Result<String> {
        let call = self.call("cannot show what changes");
        let call = call.args(["diff-tree", "-p", "--no-color", "--no-ext-diff", "--no-textconv"]);
        let bytes = call.args([old.to_string(), new.to_string()]).bytes()?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// Writes a value into git's configuration of this repository.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn record(&self, key: &str, value: &str) -> Result<()> {
        let call = self.call(format!("cannot write `{key}` into git's configuration"));
        call.args(["config", "--local", key, value]).bytes().map(drop)
    }

    /// Removes a value from git's configuration of this repository, where it is there.
    ///
    /// # Errors
    /// When the configuration cannot be written.
    pub fn forget_record(&self, key: &str) -> Result<()> {
        let call = self.call(format!("cannot remove `{key}` from git's configuration"));
        let answer = call.args(["config", "--local", "--unset-all", key]).run()?;
        match answer.code {
            // git-config: 5 says that it was not there.
            Some(0 | 5) => Ok(()),
            _ => Err(answer.failure()),
        }
    }

    /// Whether a commit is in this repository.
    ///
    /// # Errors
    /// When git cannot be run.
    pub fn has_commit(&self, commit: CommitId) -> Result<bool> {
        let call = self.call("cannot look for a commit");
        let answer = call.args(["cat-file", "-e", &format!("{commit}^{{commit}}")]).run()?;
        Ok(answer.code == Some(0))
    }

    /// Whether the history of a commit holds another one.
    ///
    /// # Errors
    /// When a commit cannot be read.
    pub fn contains(&self, commit: CommitId, other: CommitId) -> Result<bool> {
        let call = self.call("cannot compare histories").args(["merge-base", "--is-ancestor"]);
        let answer = call.args([other.to_string(), commit.to_string()]).run()?;
        match answer.code {
            Some(code @ (0 | 1)) => Ok(code == 0),
            _ => Err(answer.failure()),
        }
    }
}

/// Removes a file or a link, where one stands.
fn remove(path: &Path) -> Result<()> {
    match look(path)? {
        Some(Standing::File(_) | Standing::Link(_)) => files::place::remove(path),
        Some(Standing::Other) | None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use crate::git::program::object_id::ObjectId;
    use crate::git::program::sample::Sample;

    /// Two branches that write the same line; HEAD is on main. Returns the tip of the other.
    fn clash(sample: &Sample) -> ObjectId {
        sample.git(&["switch", "-q", "-c", "other"]);
        sample.write("a", "theirs\n");
        sample.commit("theirs");
        sample.git(&["switch", "-q", "main"]);
        sample.write("a", "ours\n");
        sample.commit("ours");
        ObjectId::from_hex_bytes(sample.git(&["rev-parse", "other"]).as_bytes()).unwrap()
    }

    #[test]
    fn a_merge_is_begun_settled_and_committed() {
        let sample = Sample::new();
        let other = clash(&sample).as_commit();
        let git = sample.engine();
        assert_eq!(git.merge_head(), Ok(None));
        git.begin_merge(other, "Merge other\n").unwrap();
        assert_eq!(git.merge_head(), Ok(Some(other)));
        assert_eq!(git.unmerged_paths().unwrap(), ["a"]);
        git.settle(b"a", b"both\n").unwrap();
        assert_eq!(git.unmerged_paths().unwrap(), [""; 0]);
        git.commit_merge(true).unwrap();
        let head = git.read_head().unwrap().unwrap().as_commit();
        assert_eq!(git.parents(head).unwrap()[1], other);
        assert_eq!(sample.git(&["show", "HEAD:a"]), "both");
        assert!(git.contains(head, other).unwrap() && !git.contains(other, head).unwrap());
    }

    #[test]
    fn a_merge_that_is_taken_back_leaves_nothing() {
        let sample = Sample::new();
        let other = clash(&sample).as_commit();
        let git = sample.engine();
        git.begin_merge(other, "Merge other\n").unwrap();
        git.abort_merge().unwrap();
        assert_eq!(sample.git(&["status", "--porcelain"]), "");
    }
}
