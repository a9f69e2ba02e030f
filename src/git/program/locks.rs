//! Locks that a git left behind which was killed.
//!
//! Git makes a lock beside the file that it writes, and removes it at its end (gitrepository-layout;
//! the sources say `lockfile.h`).

use std::path::{Path, PathBuf};

use crate::failure::Result;
use crate::files;
use crate::git::program::runner::Git;

/// What each work tree has for itself.
const OWN: [&str; 2] = ["HEAD.lock", "index.lock"];

/// What all work trees share. Git refuses to go on beside `packed-refs.new`, too.
const SHARED: [&str; 3] = ["packed-refs.lock", "packed-refs.new", "config.lock"];

impl Git {
    /// Returns the locks on refs, HEAD, the index and the configuration that were made at or after a time, in seconds
    /// since 1970-01-01 00:00 UTC. Whether their git is gone is for the caller to know.
    pub fn locks_since<N: AsRef<str>>(&self, refs: &[N], since: i64) -> Vec<PathBuf> {
        let own = OWN.iter().map(|name| self.own_dir().join(name));
        let shared = SHARED.iter().map(|name| self.common_dir().join(name));
        let refs = refs.iter().map(AsRef::as_ref).filter(|name| *name != "HEAD");
        let refs = refs.map(|name| self.common_dir().join(format!("{name}.lock")));
        let is_recent =
            |path: &PathBuf| files::age::modified(path).is_some_and(|time| time >= since);
        own.chain(shared).chain(refs).filter(is_recent).collect()
    }

    /// Removes locks whose git is gone.
    ///
    /// # Errors
    /// When a folder is not writable.
    pub fn remove_locks(&self, locks: &[PathBuf]) -> Result<()> {
        let is_there = |path: &&PathBuf| files::age::modified(path).is_some();
        locks.iter().filter(is_there).map(PathBuf::as_path).try_for_each(remove)
    }
}

fn remove(path: &Path) -> Result<()> {
    files::place::remove(path)
}

#[cfg(test)]
mod tests {
    use crate::git::program::sample::Sample;

    #[test]
    fn locks_of_a_time_are_found_in_a_linked_work_tree_too_and_removed() {
        let sample = Sample::new();
        let linked = sample.beside("linked");
        sample.git(&["worktree", "add", "-q", "-b", "topic", linked.to_str().unwrap()]);
        let git = sample.engine_at(&linked);
        let names = ["refs/heads/main", "refs/tags/v1", "HEAD"];
        assert!(git.locks_since(&names, 0).is_empty());
        let made = [
            ".git/worktrees/linked/index.lock",
            ".git/packed-refs.new",
            ".git/refs/heads/main.lock",
        ];
        for path in made {
            sample.write(path, "");
        }
        // Those of another work tree and another ref are not ours.
        sample.write(".git/index.lock", "");
        sample.write(".git/refs/heads/other.lock", "");
        let found = git.locks_since(&names, 1_577_836_800);
        assert_eq!(found.len(), made.len(), "{found:?}");
        assert!(git.locks_since(&names, i64::MAX).is_empty());
        git.remove_locks(&found).unwrap();
        git.remove_locks(&found).unwrap();
        assert!(git.locks_since(&names, 0).is_empty());
        assert_eq!(git.read_refs(&["refs/heads/main"]).unwrap(), [Some(sample.head())]);
        assert!(sample.read(".git/index.lock").is_some());
    }
}
