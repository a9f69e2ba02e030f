//! What goes on in the work trees: changes, operations that have stopped, branches that are taken.

use std::fmt;
use std::path::PathBuf;

use crate::failure::Result;
use crate::files;
use crate::git::program::git_path::{os_path, records};
use crate::git::program::runner::{Git, strange};
use crate::git::program::version::GitVersion;

/// The first git with `git worktree list -z` (its release notes).
const WORKTREE_LIST_Z: GitVersion = GitVersion(2, 36);

/// An operation that has stopped and waits for the user.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operation {
    name: &'static str,
    way_back: &'static str,
}

impl Operation {
    /// Returns the command that takes the operation back.
    pub const fn way_back(self) -> &'static str {
        self.way_back
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// What stands in the git folder of a work tree while an operation goes on (git's `wt-status.c`). A
/// rebase picks commits, so it comes first.
const SIGNS: [(&str, Operation); 9] = [
    ("rebase-merge", Operation { name: "rebase", way_back: "git rebase --abort" }),
    ("rebase-apply/applying", Operation { name: "`git am`", way_back: "git am --abort" }),
    ("rebase-apply", Operation { name: "rebase", way_back: "git rebase --abort" }),
    ("MERGE_HEAD", Operation { name: "merge", way_back: "git merge --abort" }),
    ("CHERRY_PICK_HEAD", Operation { name: "cherry-pick", way_back: "git cherry-pick --abort" }),
    ("REVERT_HEAD", Operation { name: "revert", way_back: "git revert --abort" }),
    ("sequencer", Operation { name: "cherry-pick", way_back: "git cherry-pick --abort" }),
    ("BISECT_LOG", Operation { name: "bisect", way_back: "git bisect reset" }),
    ("BISECT_START", Operation { name: "bisect", way_back: "git bisect reset" }),
];

/// A branch that is checked out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedOut {
    /// The full name of the branch.
    pub branch: String,
    /// The top of the work tree.
    pub work_tree: PathBuf,
}

impl Git {
    /// Returns the tracked files that are not as HEAD has them, in the index or in the work tree. In a
    /// submodule only its commit counts.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn changed_files(&self) -> Result<Vec<Vec<u8>>> {
        let what = "cannot look at the state of the work tree";
        let flags = ["--porcelain=v2", "-z", "--untracked-files=no", "--no-renames"];
        let call = self.call(what).args(["status"]).args(flags).args(["--ignore-submodules=dirty"]);
        let answer = call.bytes()?;
        let paths: Option<Vec<Vec<u8>>> = records(&answer).map(changed_path).collect();
        paths.ok_or_else(|| strange(what, &answer))
    }

    /// Returns the operation that has stopped in this work tree, if one has.
    pub fn operation(&self) -> Option<Operation> {
        let stands = |name: &str| files::age::modified(&self.own_dir().join(name)).is_some();
        SIGNS.iter().find(|(name, _)| stands(name)).map(|(_, operation)| *operation)
    }

    /// Returns the branches that other work trees have checked out. One whose folder is gone has none.
    ///
    /// # Errors
    /// When git is too old to tell, or cannot.
    pub fn checked_out_elsewhere(&self) -> Result<Vec<CheckedOut>> {
        self.require(WORKTREE_LIST_Z, "list work trees")?;
        let call = self.call("cannot list the work trees");
        let answer = call.args(["worktree", "list", "--porcelain", "-z"]).bytes()?;
        let here = self.work_tree().map(files::read::real_path);
        // Where the git folder is not in the work tree, git names that folder for the main work tree.
        let is_main = self.own_dir() == self.common_dir();
        let main = is_main.then(|| files::read::real_path(self.common_dir()));
        let mut found = checked_out(&answer);
        found.retain(|one| {
            let there = Some(files::read::real_path(&one.work_tree));
            there != here && there != main
        });
        Ok(found)
    }

    /// Whether git takes a name for a branch (git-check-ref-format).
    ///
    /// # Errors
    /// When git cannot be run.
    pub fn is_branch_name(&self, name: &str) -> Result<bool> {
        let call = self.call("cannot check the name of a branch");
        let answer = call.args(["check-ref-format", &format!("refs/heads/{name}")]).run()?;
        Ok(answer.code == Some(0) && !name.starts_with('-'))
    }
}

/// Returns the path of a changed file: it stands behind eight fields, or behind ten where the file has
/// conflicts (git-status, "Porcelain Format Version 2").
fn changed_path(record: &[u8]) -> Option<Vec<u8>> {
    let fields = match record.first()? {
        b'1' => 9,
        b'u' => 11,
        _ => return None,
    };
    record.splitn(fields, |byte| *byte == b' ').nth(fields - 1).map(<[u8]>::to_vec)
}

/// Reads a list of work trees; an empty record ends each (git-worktree, "Porcelain Format").
fn checked_out(answer: &[u8]) -> Vec<CheckedOut> {
    let lines: Vec<&[u8]> = answer.split(|byte| *byte == 0).collect();
    let blocks = lines.split(|line| line.is_empty()).filter(|block| !block.is_empty());
    let value = |block: &[&[u8]], key: &[u8]| {
        block.iter().find_map(|line| line.strip_prefix(key)).map(<[u8]>::to_vec)
    };
    let blocks = blocks.filter(|block| !block.iter().any(|line| line.starts_with(b"prunable")));
    let found = blocks.filter_map(|block| {
        let branch = String::from_utf8_lossy(&value(block, b"branch ")?).into_owned();
        Some(CheckedOut { branch, work_tree: os_path(&value(block, b"worktree ")?).into() })
    });
    found.collect()
}

#[cfg(test)]
mod tests {
    use crate::git::program::sample::Sample;

    #[test]
    fn changes_are_told_in_the_index_and_in_the_work_tree() {
        let sample = Sample::new();
        sample.write("two words", "x");
        sample.write("renamed", "a long enough text to be found again\n");
        sample.commit("files");
        let git = sample.engine();
        sample.write("untracked", "x");
        assert!(git.changed_files().unwrap().is_empty());
        sample.write("a", "changed");
        sample.write("two words", "changed");
        sample.git(&["add", "two words"]);
        sample.git(&["mv", "renamed", "again"]);
        let expected: [&[u8]; 4] = [b"a", b"again", b"renamed", b"two words"];
        assert_eq!(git.changed_files().unwrap(), expected);
    }

    #[test]
    fn operations_that_stopped_are_told() {
        for (arguments, name) in [
            (&["merge", "topic"] as &[&str], "merge"),
            (&["rebase", "topic"], "rebase"),
            (&["rebase", "--apply", "topic"], "rebase"),
            (&["cherry-pick", "topic"], "cherry-pick"),
            (&["revert", "HEAD~"], "revert"),
            (&["bisect", "start"], "bisect"),
        ] {
            let sample = Sample::new();
            sample.git(&["checkout", "-q", "-b", "topic"]);
            sample.write("a", "topic\n");
            sample.commit("topic");
            sample.git(&["checkout", "-q", "main"]);
            for text in ["main\n", "more\n"] {
                sample.write("a", text);
                sample.commit(text);
            }
            let git = sample.engine();
            assert_eq!(git.operation(), None);
            sample.try_git(&sample.top, &[], arguments);
            let operation = git.operation().unwrap_or_else(|| panic!("{arguments:?}"));
            assert_eq!(operation.to_string(), name);
            let conflicts = usize::from(name != "bisect");
            assert_eq!(git.changed_files().unwrap().len(), conflicts);
            let way_back: Vec<&str> = operation.way_back().split(' ').skip(1).collect();
            sample.git(&way_back);
            assert_eq!(git.operation(), None);
        }
    }

    #[test]
    fn branches_of_other_work_trees_are_told() {
        let sample = Sample::new();
        let git = sample.engine();
        assert!(git.checked_out_elsewhere().unwrap().is_empty());
        for name in ["two words", "gone"] {
            let path = sample.beside(name);
            sample.git(&[
                "worktree",
                "add",
                "-q",
                "-b",
                &name.replace(' ', "-"),
                path.to_str().unwrap(),
            ]);
        }
        crate::files::place::rename(&sample.beside("gone"), &sample.beside("moved"), false)
            .unwrap();
        let found = git.checked_out_elsewhere().unwrap();
        assert_eq!(found.len(), 1, "{found:?}");
        assert_eq!(found[0].branch, "refs/heads/two-words");
        let there = sample.engine_at(&sample.beside("two words"));
        assert_eq!(there.checked_out_elsewhere().unwrap()[0].branch, "refs/heads/main");
    }

    #[test]
    fn a_work_tree_whose_git_folder_is_elsewhere_is_no_other_one() {
        let sample = Sample::new();
        let elsewhere = sample.beside("elsewhere.git");
        sample.git(&["init", "-q", "--separate-git-dir", elsewhere.to_str().unwrap()]);
        let git = sample.engine_at(&sample.top);
        assert_eq!(git.work_tree().map(crate::files::read::real_path), Some(sample.top.clone()));
        assert!(git.checked_out_elsewhere().unwrap().is_empty());
        assert!(git.changed_files().unwrap().is_empty());
    }
}
