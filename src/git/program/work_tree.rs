//! Taking index and work tree from one commit to another, when their branch has moved.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::failure::{Failure, Result};
use crate::files;
use crate::files::place::{Standing, look};
use crate::files::temporary::TemporaryFolder;
use crate::git::program::git_path::{os_path, records, shown};
use crate::git::program::object_id::ObjectId;
use crate::git::program::runner::{Answer, Call, Git};
use crate::git::program::tree_reading::Difference;

/// How many paths a failure names.
const MOST_NAMED: usize = 10;

impl Git {
    /// Checks that [`Git::switch`] would succeed and overwrite nothing of the user's. Files that git
    /// ignores count, too: git itself would overwrite them.
    ///
    /// # Errors
    /// When there are files in the way, which the failure names, or the index is locked.
    pub fn check_switch(&self, old: ObjectId, new: ObjectId) -> Result<()> {
        let differences = self.differences(old, new)?;
        let in_the_way = self.in_the_way(&differences)?;
        if !in_the_way.is_empty() {
            let failure = Failure::state("files that git does not track are in the way")
                .hint("move them away, or commit them");
            return Err(named(failure, in_the_way));
        }
        if is_there(&self.own_dir().join("index.lock"))? {
            return Err(self.locked());
        }
        // The index itself is not touched: its bytes are what an operation gives back.
        let folder = TemporaryFolder::new()?;
        let index = match files::read::read(&self.own_dir().join("index"))? {
            Some(bytes) => Some(folder.write("index", &bytes)?),
            None => None,
        };
        self.refresh(index.as_deref())?;
        let answer = self.two_way(old, new, &["-n"], index.as_deref())?;
        if answer.code == Some(0) { Ok(()) } else { Err(self.refused(&answer, old, &differences)) }
    }

    /// Takes index and work tree from one commit to another. What the user has changed stays, where
    /// the commits do not differ; where they do, nothing happens at all.
    ///
    /// # Errors
    /// When the user has changed a file in which the commits differ, or the index is locked.
    pub fn switch(&self, old: ObjectId, new: ObjectId) -> Result<()> {
        self.refresh(None)?;
        let answer = self.two_way(old, new, &[], None)?;
        if answer.code == Some(0) {
            return Ok(());
        }
        Err(self.refused(&answer, old, &self.differences(old, new)?))
    }

    /// Has git look at all files, so that it takes none for changed that was only touched.
    pub(super) fn refresh(&self, index: Option<&Path>) -> Result<()> {
        let call = self.call("cannot refresh the index").with_users_programs();
        let call = index.into_iter().fold(call, Call::index);
        // git-update-index: it fails where files are changed, which is no matter here.
        call.args(["update-index", "-q", "--refresh"]).run().map(drop)
    }

    /// git-read-tree, "Two Tree Merge".
    fn two_way(
        &self,
        old: ObjectId,
        new: ObjectId,
        flags: &[&str],
        index: Option<&Path>,
    ) -> Result<Answer> {
        let call = self.call("cannot bring the work tree up to date").with_users_programs();
        let call = index.into_iter().fold(call, Call::index);
        let call = call.hint("`git status` says whether git can read the index");
        let call = call.args(["read-tree", "-m", "-u"]).args(flags);
        call.args([old.to_string(), new.to_string()]).run()
    }

    fn refused(&self, answer: &Answer, old: ObjectId, differences: &[Difference]) -> Failure {
        let failure = answer.failure();
        let says = |part: &str| failure.causes.iter().any(|cause| cause.contains(part));
        if says("index.lock'") {
            return self.locked();
        }
        // unpack-trees.c: one of the two for each file that is not as the index has it. A git that
        // failed for another reason may have written some of the files itself.
        if !says("not uptodate") && !says("would be overwritten") {
            return failure;
        }
        let changed = self.changed_since(old).unwrap_or_default();
        let paths = differences.iter().map(|difference| &difference.path);
        let paths: Vec<_> = paths.filter(|path| changed.contains(*path)).collect();
        if paths.is_empty() {
            return failure;
        }
        let failure = Failure::state("files that you have changed are in the way")
            .hint("commit them, or put them aside with `git stash`");
        named(failure, paths.into_iter().map(|path| shown(path)))
    }

    fn locked(&self) -> Failure {
        Failure::state("the index is locked")
            .at(self.own_dir().join("index.lock").display().to_string())
            .hint("wait until the other git is done; remove the lock if none is running")
    }

    /// Returns the paths at which index or work tree differ from a commit.
    fn changed_since(&self, old: ObjectId) -> Result<BTreeSet<Vec<u8>>> {
        let call = self.call("cannot compare the work tree with its commit");
        let flags =
            ["diff-index", "-z", "--name-only", "--no-renames", "--ignore-submodules=dirty"];
        let answer = call.args(flags).args([old.to_string()]).bytes()?;
        Ok(records(&answer).map(<[u8]>::to_vec).collect())
    }

    /// Returns what stands, untracked, where a file is to come.
    fn in_the_way(&self, differences: &[Difference]) -> Result<BTreeSet<String>> {
        let Some(top) = self.work_tree() else { return Ok(BTreeSet::new()) };
        let folds_case = self.flag("core.ignoreCase")?.unwrap_or(false);
        let fold = |path: &[u8]| match folds_case {
            true => path.to_ascii_lowercase(),
            false => path.to_vec(),
        };
        let old = differences.iter().filter(|difference| difference.old.is_some());
        let old: BTreeSet<Vec<u8>> = old.map(|difference| fold(&difference.path)).collect();
        let mut found = BTreeSet::new();
        for difference in differences.iter().filter(|difference| difference.old.is_none()) {
            let is_ours = |path: &[u8]| !old.contains(&fold(path));
            found.extend(untracked_at(top, &difference.path, &is_ours)?);
        }
        Ok(found)
    }
}

fn is_there(path: &Path) -> Result<bool> {
    Ok(look(path)?.is_some())
}

/// Returns a path of the work tree on the disk.
pub(super) fn on_disk(top: &Path, path: &[u8]) -> PathBuf {
    top.join(os_path(path))
}

/// Returns the files at a path, below it, or in the place of a folder above it.
fn untracked_at(
    top: &Path,
    path: &[u8],
    is_untracked: &dyn Fn(&[u8]) -> bool,
) -> Result<Vec<String>> {
    let slashes = path.iter().enumerate().filter(|(_, byte)| **byte == b'/');
    let above = slashes.filter_map(|(index, _)| path.get(..index));
    for path in above.chain([path]) {
        match look(&on_disk(top, path))? {
            Some(Standing::Other) => {}
            Some(_) if is_untracked(path) => return Ok(vec![shown(path)]),
            _ => return Ok(Vec::new()),
        }
    }
    let below = files::read::list(&on_disk(top, path))?.into_iter();
    let below = below.map(|name| format!("{}/{name}", shown(path)));
    Ok(below.filter(|path| is_untracked(path.as_bytes())).collect())
}

/// Returns a failure with the first of the paths as its causes.
pub(super) fn named(failure: Failure, paths: impl IntoIterator<Item = String>) -> Failure {
    let mut paths = paths.into_iter();
    let failure = paths.by_ref().take(MOST_NAMED).fold(failure, Failure::because);
    match paths.count() {
        0 => failure,
        more => failure.because(format!("and {more} more")),
    }
}

#[cfg(test)]
mod tests {
    use crate::failure::FailureKind;
    use crate::git::program::object_id::ObjectId;
    use crate::git::program::sample::Sample;

    /// A work tree at the first of two commits, which differ in `a`, `d/b` and `gone`.
    fn sample() -> (Sample, ObjectId, ObjectId) {
        let sample = Sample::new();
        sample.write("gone", "gone");
        sample.write("kept", "kept");
        sample.write(".gitignore", "*.log\n");
        let old = sample.commit("old");
        sample.write("a", "new\n");
        sample.write("d/b", "b");
        sample.git(&["rm", "-q", "gone"]);
        let new = sample.commit("new");
        sample.git(&["reset", "-q", "--hard", &old.to_string()]);
        (sample, old, new)
    }

    #[test]
    fn files_follow_the_commit_and_changes_elsewhere_stay() {
        let (sample, old, new) = sample();
        let git = sample.engine();
        sample.write("kept", "changed");
        sample.write("untracked", "untracked");
        // Touched, not changed.
        sample.write("a", "a\n");
        git.check_switch(old, new).unwrap();
        assert_eq!(sample.read("a").as_deref(), Some("a\n"));
        git.switch(old, new).unwrap();
        assert_eq!(sample.read("a").as_deref(), Some("new\n"));
        assert_eq!(sample.read("d/b").as_deref(), Some("b"));
        assert_eq!(sample.read("gone"), None);
        let against_new = sample.git(&["diff", "--name-only", &new.to_string()]);
        assert_eq!(against_new, "kept");
        git.switch(new, old).unwrap();
        assert_eq!(sample.git(&["diff", "--name-only"]), "kept");
        assert_eq!(sample.read("d/b"), None);
    }

    #[test]
    fn changed_files_in_the_way_are_named_and_nothing_happens() {
        let (sample, old, new) = sample();
        let git = sample.engine();
        sample.write("a", "mine\n");
        sample.write("gone", "mine\n");
        sample.write("kept", "mine\n");
        for failure in [git.check_switch(old, new), git.switch(old, new)] {
            let failure = failure.unwrap_err();
            assert_eq!(
                (failure.kind, &failure.causes),
                (FailureKind::State, &vec!["a".into(), "gone".into()])
            );
        }
        assert_eq!(sample.read("a").as_deref(), Some("mine\n"));
        assert_eq!(sample.read("d/b"), None);
    }

    #[test]
    fn untracked_files_in_the_way_are_named_also_ignored_ones_and_those_of_folders() {
        let (sample, old, _) = sample();
        sample.write("x/y", "tracked soon");
        sample.write("out.log", "log");
        sample.write("folder", "a file where a folder is");
        sample.git(&["add", "-f", "x/y", "out.log", "folder"]);
        let new = sample.commit("more");
        sample.git(&["reset", "-q", "--hard", &old.to_string()]);
        sample.write("x", "mine");
        sample.write("out.log", "mine");
        sample.write("folder/mine", "mine");
        let failure = sample.engine().check_switch(old, new).unwrap_err();
        assert_eq!(failure.causes, ["folder/mine", "out.log", "x"]);
        assert_eq!(failure.kind, FailureKind::State);
    }

    #[test]
    fn a_file_that_becomes_a_folder_is_not_in_its_own_way() {
        let (sample, old, _) = sample();
        sample.git(&["rm", "-q", "a"]);
        sample.write("a/b", "b");
        let new = sample.commit("folder");
        let git = sample.engine();
        for (from, to) in [(new, old), (old, new)] {
            git.check_switch(from, to).unwrap();
            git.switch(from, to).unwrap();
        }
        assert_eq!(sample.read("a/b").as_deref(), Some("b"));
    }

    #[test]
    fn a_locked_index_is_named() {
        let (sample, old, new) = sample();
        sample.write(".git/index.lock", "");
        let git = sample.engine();
        for result in [git.check_switch(old, new), git.switch(old, new)] {
            assert_eq!(result.unwrap_err().what, "the index is locked");
        }
        assert_eq!(sample.read("a").as_deref(), Some("a\n"));
    }

    #[test]
    fn a_linked_work_tree_and_a_submodule_are_switched_alone() {
        let (sample, old, new) = sample();
        let linked = sample.beside("linked");
        sample.git(&["worktree", "add", "-q", "--detach", linked.to_str().unwrap()]);
        let git = sample.engine_at(&linked);
        git.check_switch(old, new).unwrap();
        git.switch(old, new).unwrap();
        let text = |folder: &std::path::Path| {
            crate::files::read::read_text(&folder.join("a")).unwrap().unwrap()
        };
        assert_eq!(text(&linked), "new\n");
        assert_eq!(text(&sample.top), "a\n");
        let top = sample.top.to_str().unwrap().to_owned();
        let outer = Sample::new();
        let allow = "protocol.file.allow=always";
        outer.git(&["-c", allow, "submodule", "--quiet", "add", &top, "sub"]);
        let git = outer.engine_at(&outer.top.join("sub"));
        git.switch(old, new).unwrap();
        assert_eq!(text(&outer.top.join("sub")), "new\n");
    }
}
