//! Merging in the object database: no ref, no index and no work tree takes part.

use crate::domain::history::commit::CommitId;
use crate::failure::{Failure, Result};
use crate::files::temporary::TemporaryFolder;
use crate::git::program::object_id::{FileMode, ObjectId};
use crate::git::program::runner::{Answer, Git, strange};
use crate::git::program::tree_reading::Entry;
use crate::git::program::version::GitVersion;

/// The first git that has `git merge-tree --write-tree` (its release notes).
const MERGE_TREE: GitVersion = GitVersion(2, 38);

/// The first git that has `--attr-source` (its release notes).
const ATTR_SOURCE: GitVersion = GitVersion(2, 41);

/// More exit codes than conflicts that `git merge-file` counts say that it failed.
const MOST_CONFLICTS: i32 = 127;

/// What a merge came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    /// The tree; files with conflicts hold conflict markers.
    pub tree: ObjectId,
    /// Whether git found nothing to ask the user about.
    pub is_clean: bool,
    /// The files that git could not merge.
    pub conflicts: Vec<Conflict>,
    /// What git has to say about files.
    pub messages: Vec<MergeMessage>,
}

/// A file that git could not merge.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Conflict {
    /// The path from the top of the tree.
    pub path: Vec<u8>,
    /// What stands there in the merge base.
    pub base: Option<Entry>,
    /// What stands there on the side that is merged into.
    pub ours: Option<Entry>,
    /// What stands there on the side that is merged.
    pub theirs: Option<Entry>,
}

/// What git has to say about files of a merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MergeMessage {
    /// The files.
    pub paths: Vec<Vec<u8>>,
    /// What it is about, such as `CONFLICT (contents)` (git-merge-tree, "Informational messages").
    pub kind: String,
    /// The message.
    pub text: String,
}

impl Git {
    /// Checks that git can merge without a work tree.
    ///
    /// # Errors
    /// When it is too old.
    pub fn can_merge(&self) -> Result<()> {
        self.require(MERGE_TREE, "merge without a work tree")
    }

    /// Returns the best common ancestor; `None` where the histories are unrelated.
    ///
    /// # Errors
    /// When a commit cannot be read.
    pub fn merge_base(&self, one: CommitId, other: CommitId) -> Result<Option<CommitId>> {
        let what = format!("cannot compare the histories of {} and {}", one.short(), other.short());
        let call = self.call(&what).args(["merge-base", &one.to_string(), &other.to_string()]);
        let answer = call.run()?;
        // git-merge-base: exit code 1 where there is none.
        if answer.code == Some(1) && answer.stderr.is_empty() {
            return Ok(None);
        }
        let answer = answer.if_done()?;
        let id = ObjectId::from_hex_bytes(answer.trim_ascii_end());
        id.map(|id| Some(id.as_commit())).ok_or_else(|| strange(what, &answer))
    }

    /// Merges `theirs` into `ours` as git does, with the merge drivers and renames of its
    /// configuration. Attributes are those of the work tree; in a bare repository those of `ours`,
    /// where git can look there.
    ///
    /// # Errors
    /// When git is too old, a commit cannot be read, or the histories are unrelated.
    pub fn merge(&self, ours: CommitId, theirs: CommitId) -> Result<Merged> {
        self.require(MERGE_TREE, "merge without a work tree")?;
        let what = format!("cannot merge {} into {}", theirs.short(), ours.short());
        let mut call = self.call(&what).with_users_programs();
        if self.work_tree().is_none() && self.version()? >= ATTR_SOURCE {
            call = call.args([format!("--attr-source={ours}")]);
        }
        let call = call.args(["merge-tree", "--write-tree", "-z", "--messages"]);
        let answer = call.args([ours.to_string(), theirs.to_string()]).run()?;
        match answer.code {
            Some(code @ (0 | 1)) => {
                let merged = merged(&answer.stdout, code == 0);
                merged.ok_or_else(|| strange(what, &answer.stdout))
            }
            _ => Err(unmerged(&answer)),
        }
    }

    /// Merges two texts over their base line by line; `None` where they conflict, or are no text.
    ///
    /// # Errors
    /// When git cannot be run, or the temporary folder is not writable.
    pub fn merge_text(&self, ours: &[u8], base: &[u8], theirs: &[u8]) -> Result<Option<Vec<u8>>> {
        let folder = TemporaryFolder::new()?;
        let files = [("ours", ours), ("base", base), ("theirs", theirs)];
        let call = self.call("cannot merge two texts").args(["merge-file", "-p"]);
        let call = files
            .iter()
            .try_fold(call, |call, (name, text)| Ok(call.args([folder.write(name, text)?])))?;
        let answer = call.run()?;
        match answer.code {
            Some(0) => Ok(Some(answer.stdout)),
            Some(code) if (1..=MOST_CONFLICTS).contains(&code) => Ok(None),
            _ if answer.complaints().iter().any(|line| line.contains("binary files")) => Ok(None),
            _ => Err(answer.failure()),
        }
    }
}

fn unmerged(answer: &Answer) -> Failure {
    let failure = answer.failure();
    let is_unrelated = failure.causes.iter().any(|cause| cause.contains("unrelated histories"));
    if !is_unrelated {
        return failure;
    }
    let unrelated = Failure::state(failure.what).hint(
        "`git log --graph --oneline --all` shows where they begin: one has to contain the other",
    );
    failure.causes.into_iter().fold(unrelated, Failure::because)
}

/// Reads what `-z` puts out: the tree, one record for each entry of a conflict, an empty record, then
/// the messages (git-merge-tree, "OUTPUT").
fn merged(answer: &[u8], is_clean: bool) -> Option<Merged> {
    let answer = answer.strip_suffix(b"\0")?;
    let mut records = answer.split(|byte| *byte == 0);
    let tree = ObjectId::from_hex_bytes(records.next()?)?;
    let mut conflicts: Vec<Conflict> = Vec::new();
    for record in records.by_ref().take_while(|record| !record.is_empty()) {
        add_entry(&mut conflicts, record)?;
    }
    let mut messages = Vec::new();
    while let Some(count) = records.next() {
        let count: usize = std::str::from_utf8(count).ok()?.parse().ok()?;
        let paths: Vec<Vec<u8>> = records.by_ref().take(count).map(<[u8]>::to_vec).collect();
        let mut text = || Some(String::from_utf8_lossy(records.next()?).trim_end().to_owned());
        messages.push(MergeMessage { paths, kind: text()?, text: text()? });
    }
    Some(Merged { tree, is_clean, conflicts, messages })
}

/// Reads `<mode> <object> <stage>\t<path>`; the entries of one path follow each other.
fn add_entry(conflicts: &mut Vec<Conflict>, record: &[u8]) -> Option<()> {
    let tab = record.iter().position(|byte| *byte == b'\t')?;
    let (state, path) = record.split_at(tab);
    let path = path.strip_prefix(b"\t")?;
    let mut words = state.split(|byte| *byte == b' ');
    let mode = FileMode::from_octal(words.next()?)?;
    let id = ObjectId::from_hex_bytes(words.next()?)?;
    if conflicts.last().is_none_or(|last| last.path != path) {
        conflicts.push(Conflict { path: path.to_vec(), ..Conflict::default() });
    }
    let conflict = conflicts.last_mut()?;
    let side = match words.next()? {
        b"1" => &mut conflict.base,
        b"2" => &mut conflict.ours,
        b"3" => &mut conflict.theirs,
        _ => return None,
    };
    *side = Some(Entry { mode, id });
    Some(())
}

#[cfg(test)]
mod tests {
    use crate::domain::history::commit::CommitId;
    use crate::git::program::sample::Sample;

    /// Two branches that change the same line of `a`, and a file of their own each.
    fn diverged() -> (Sample, CommitId, CommitId) {
        let sample = Sample::new();
        sample.git(&["checkout", "-q", "-b", "topic"]);
        sample.write("topic", "topic");
        sample.write("a", "topic\n");
        let theirs = sample.commit("topic");
        sample.git(&["checkout", "-q", "main"]);
        sample.write("main", "main");
        sample.write("a", "main\n");
        let ours = sample.commit("main");
        (sample, ours.as_commit(), theirs.as_commit())
    }

    #[test]
    fn a_clean_merge_has_the_tree_that_git_merge_makes() {
        let (sample, ours, theirs) = diverged();
        sample.git(&["checkout", "-q", "topic"]);
        sample.write("a", "main\n");
        let theirs = (theirs != ours).then(|| sample.commit("agree").as_commit()).unwrap();
        sample.git(&["checkout", "-q", "main"]);
        let before = sample.snapshot();
        let merged = sample.engine().merge(ours, theirs).unwrap();
        assert!(merged.is_clean && merged.conflicts.is_empty(), "{merged:?}");
        assert_eq!(sample.snapshot(), before);
        sample.git(&["merge", "-q", "--no-ff", "-m", "merge", "topic"]);
        assert_eq!(sample.id("HEAD^{tree}"), merged.tree);
    }

    #[test]
    fn a_conflict_has_its_three_sides() {
        let (sample, ours, theirs) = diverged();
        let git = sample.engine();
        let merged = git.merge(ours, theirs).unwrap();
        assert!(!merged.is_clean);
        let [conflict] = merged.conflicts.as_slice() else { panic!("{merged:?}") };
        assert_eq!(conflict.path, b"a");
        let text = |entry: Option<crate::git::program::tree_reading::Entry>| {
            String::from_utf8(git.blob(entry.unwrap().id).unwrap()).unwrap()
        };
        let sides = [conflict.base, conflict.ours, conflict.theirs].map(text);
        assert_eq!(sides, ["a\n", "main\n", "topic\n"]);
        let kinds: Vec<&str> =
            merged.messages.iter().map(|message| message.kind.as_str()).collect();
        assert!(kinds.contains(&"CONFLICT (contents)"), "{kinds:?}");
        assert!(merged.messages.iter().any(|message| message.paths == [b"a".to_vec()]));
    }

    #[test]
    fn a_file_that_one_side_removed_lacks_that_side() {
        let (sample, ours, _) = diverged();
        sample.git(&["checkout", "-q", "topic"]);
        sample.git(&["rm", "-q", "a"]);
        let theirs = sample.commit("without a").as_commit();
        let merged = sample.engine().merge(ours, theirs).unwrap();
        let [conflict] = merged.conflicts.as_slice() else { panic!("{merged:?}") };
        assert!(conflict.base.is_some() && conflict.ours.is_some() && conflict.theirs.is_none());
    }

    #[test]
    fn the_base_of_two_commits_is_told_and_strangers_have_none() {
        let (sample, ours, theirs) = diverged();
        let first = sample.id("HEAD~").as_commit();
        sample.git(&["checkout", "-q", "--orphan", "other"]);
        let other = sample.commit("other root").as_commit();
        let git = sample.engine();
        for (one, two, base) in [
            (ours, theirs, Some(first)),
            (ours, first, Some(first)),
            (ours, ours, Some(ours)),
            (first, theirs, Some(first)),
            (ours, other, None),
        ] {
            assert_eq!(git.merge_base(one, two).unwrap(), base);
        }
        let failure = git.merge(ours, other).unwrap_err();
        assert_eq!(failure.kind, crate::failure::FailureKind::State, "{failure:?}");
    }

    #[test]
    fn texts_merge_unless_they_change_the_same_place() {
        let sample = Sample::new();
        let git = sample.engine();
        let base = b"1\n2\n3\n4\n5\n6\n7\n";
        let ours = b"one\n2\n3\n4\n5\n6\n7\n";
        let theirs = b"1\n2\n3\n4\n5\n6\nseven";
        let merged = git.merge_text(ours, base, theirs).unwrap();
        assert_eq!(merged.as_deref(), Some(b"one\n2\n3\n4\n5\n6\nseven".as_slice()));
        assert_eq!(git.merge_text(ours, base, b"eins\n2\n3\n4\n5\n6\n7\n").unwrap(), None);
        assert_eq!(git.merge_text(b"\0a", b"\0b", b"\0c").unwrap(), None);
    }
}
