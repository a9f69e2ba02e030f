//! Moving refs: all of them or none, and each only from where it was seen.

use crate::failure::{Failure, Result};
use crate::git::program::git_path::records;
use crate::git::program::object_id::ObjectId;
use crate::git::program::runner::{Answer, Git, strange};

/// Where a ref has to be for a transaction to take place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// There is no such ref.
    Absent,
    /// It names this object.
    Id(ObjectId),
}

/// The move of one ref.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefChange {
    /// The full name, such as `refs/heads/main`; or `HEAD`, which is then detached.
    pub name: String,
    /// Where it is.
    pub old: Expected,
    /// Where it goes; `None` deletes it.
    pub new: Option<ObjectId>,
}

impl Git {
    /// Moves refs in one transaction; the reason goes into their reflogs.
    ///
    /// A transaction that detaches HEAD cannot move the branch that HEAD is on as well: to git, that
    /// is one ref in two changes.
    ///
    /// # Errors
    /// When a ref is elsewhere than expected, or locked, or the hook `reference-transaction` refuses.
    /// Then no ref has moved.
    pub fn change_refs(&self, changes: &[RefChange], reason: &str) -> Result<()> {
        if changes.is_empty() {
            return Ok(());
        }
        let call = self.call("cannot move refs").with_users_programs();
        let call = call.args(["update-ref", "-m", reason, "--stdin", "-z"]);
        let answer = call.input(commands(changes)).run()?;
        if answer.code == Some(0) { Ok(()) } else { Err(refused(&answer)) }
    }

    /// Puts HEAD on a branch, whether it exists or not; index and work tree stay as they are.
    ///
    /// # Errors
    /// When HEAD is locked, or the name is none of a branch.
    pub fn put_head_on(&self, branch: &str, reason: &str) -> Result<()> {
        let call = self.call(format!("cannot put HEAD on `{branch}`")).with_users_programs();
        let call = call.hint("remove `HEAD.lock` if no other git is running here");
        call.args(["symbolic-ref", "-m", reason, "HEAD", branch]).bytes().map(drop)
    }

    /// Returns the full name of the branch that HEAD is on; `None` when it is detached.
    ///
    /// # Errors
    /// When HEAD cannot be read.
    pub fn branch_of_head(&self) -> Result<Option<String>> {
        let call = self.call("cannot read HEAD").args(["symbolic-ref", "--quiet", "HEAD"]);
        let answer = call.run()?;
        // git-symbolic-ref: exit code 1 where it is no symbolic ref.
        if answer.code == Some(1) && answer.stderr.is_empty() {
            return Ok(None);
        }
        let name = String::from_utf8_lossy(&answer.if_done()?).trim_end().to_owned();
        Ok(Some(name))
    }

    /// Returns where refs are now, by their full names; `None` for each that is not there. An
    /// annotated tag is the object of the tag.
    ///
    /// # Errors
    /// When the refs cannot be read.
    pub fn read_refs(&self, names: &[&str]) -> Result<Vec<Option<ObjectId>>> {
        const WHAT: &str = "cannot read refs";
        if names.is_empty() {
            return Ok(Vec::new());
        }
        let format = "--format=%(objectname) %(refname)%00";
        let answer = self.call(WHAT).args(["for-each-ref", format, "--"]).args(names).bytes()?;
        let mut found = Vec::new();
        for record in records(answer.trim_ascii_end()) {
            let record = record.trim_ascii_start();
            let id = record.get(..40).and_then(ObjectId::from_hex_bytes);
            let id = id.ok_or_else(|| strange(WHAT, record))?;
            found.push((id, record.get(41..).unwrap_or_default().to_vec()));
        }
        // git-for-each-ref lists what lies below a name, too.
        let id_of = |name: &&str| found.iter().find(|(_, found)| found == name.as_bytes());
        Ok(names.iter().map(|name| id_of(name).map(|(id, _)| *id)).collect())
    }

    /// Returns where HEAD is; `None` where there is no commit yet.
    ///
    /// # Errors
    /// When HEAD cannot be read.
    pub fn read_head(&self) -> Result<Option<ObjectId>> {
        let call = self.call("cannot read HEAD").args(["rev-parse", "--verify", "--quiet", "HEAD"]);
        let answer = call.run()?;
        if answer.code == Some(1) && answer.stderr.is_empty() {
            return Ok(None);
        }
        Ok(ObjectId::from_hex_bytes(answer.if_done()?.trim_ascii_end()))
    }
}

/// Returns what `git update-ref --stdin -z` reads. Without `start` and `prepare` it would not be one
/// transaction that fails as a whole before the first ref moves (git-update-ref).
fn commands(changes: &[RefChange]) -> Vec<u8> {
    let mut commands = String::from("start\0");
    for RefChange { name, old, new } in changes {
        if name == "HEAD" {
            commands.push_str("option no-deref\0");
        }
        let command = match (old, new) {
            (Expected::Absent, Some(new)) => format!("create {name}\0{new}\0"),
            (Expected::Id(old), Some(new)) => format!("update {name}\0{new}\0{old}\0"),
            (Expected::Id(old), None) => format!("delete {name}\0{old}\0"),
            (Expected::Absent, None) => format!("verify {name}\0{}\0", ObjectId::NONE),
        };
        commands.push_str(&command);
    }
    commands.push_str("prepare\0commit\0");
    commands.into_bytes()
}

fn refused(answer: &Answer) -> Failure {
    let complaints = answer.complaints();
    let about =
        |line: &String| line.split_once("cannot lock ref '").map(|(_, rest)| rest.to_owned());
    let about = complaints.iter().find_map(about);
    let about = about.as_deref().and_then(|rest| rest.split_once("': "));
    let failure = if let Some((name, why)) = about {
        let is_locked = why.contains(".lock'");
        let what = if is_locked { "a ref is locked" } else { "a ref is not where it was" };
        Failure::state(what).at(name).because(why.trim_end_matches('.')).hint(match is_locked {
            true => "wait until the other git is done; remove the lock if none is running",
            false => "somebody moved it meanwhile: start again from where it is now",
        })
    } else {
        let failure = Failure::state("git refuses to move the refs")
            .hint("a hook `reference-transaction` may have refused; `git fsck` checks the refs");
        complaints.into_iter().fold(failure, Failure::because)
    };
    failure.hint("no ref has moved")
}

#[cfg(test)]
mod tests {
    use super::{Expected, RefChange};
    use crate::failure::FailureKind;
    use crate::git::program::object_id::ObjectId;
    use crate::git::program::sample::Sample;

    fn change(name: &str, old: Expected, new: Option<ObjectId>) -> RefChange {
        RefChange { name: name.to_owned(), old, new }
    }

    /// A repository with a branch and a tag to move, and a commit to move them to.
    fn sample() -> (Sample, ObjectId, ObjectId) {
        let sample = Sample::new();
        let old = sample.head();
        sample.git(&["branch", "topic"]);
        let new = sample.commit("second");
        sample.git(&["branch", "develop", &old.to_string()]);
        (sample, old, new)
    }

    #[test]
    fn refs_are_created_moved_and_deleted_together_with_a_reason() {
        let (sample, old, new) = sample();
        let git = sample.engine();
        let changes = [
            change("refs/heads/develop", Expected::Id(old), Some(new)),
            change("refs/tags/v1", Expected::Absent, Some(new)),
            change("refs/heads/topic", Expected::Id(old), None),
            change("refs/heads/none", Expected::Absent, None),
        ];
        git.change_refs(&changes, "release v1").unwrap();
        let names = ["refs/tags/v1", "refs/heads/topic", "refs/heads/develop", "refs/heads"];
        assert_eq!(git.read_refs(&names).unwrap(), [Some(new), None, Some(new), None]);
        let log = sample.git(&["reflog", "-1", "develop", "--format=%gs"]);
        assert_eq!(log, "release v1");
        git.change_refs(&[], "nothing").unwrap();
    }

    #[test]
    fn a_ref_that_moved_meanwhile_is_named_and_none_moves() {
        let (sample, old, new) = sample();
        let before = sample.snapshot();
        for (culprit, named) in [
            (change("refs/heads/topic", Expected::Id(new), None), "refs/heads/topic"),
            (change("refs/heads/topic", Expected::Absent, Some(new)), "refs/heads/topic"),
            (change("refs/heads/gone", Expected::Id(old), Some(new)), "refs/heads/gone"),
            (change("refs/heads/topic/sub", Expected::Absent, Some(new)), "refs/heads/topic/sub"),
        ] {
            let first = change("refs/heads/develop", Expected::Id(old), Some(new));
            let failure = sample.engine().change_refs(&[first, culprit], "x").unwrap_err();
            assert_eq!(failure.kind, FailureKind::State);
            assert_eq!(failure.place.as_deref(), Some(named), "{failure:?}");
            assert_eq!(sample.snapshot(), before);
        }
    }

    #[test]
    fn a_locked_ref_is_named_and_none_moves() {
        let (sample, old, new) = sample();
        let before = sample.snapshot();
        sample.write(".git/refs/heads/topic.lock", "");
        let changes = [
            change("refs/heads/develop", Expected::Id(old), Some(new)),
            change("refs/heads/topic", Expected::Id(old), Some(new)),
        ];
        let failure = sample.engine().change_refs(&changes, "x").unwrap_err();
        assert_eq!(failure.what, "a ref is locked");
        assert_eq!(failure.place.as_deref(), Some("refs/heads/topic"));
        assert_eq!(sample.snapshot(), before);
    }

    #[cfg(unix)]
    #[test]
    fn a_hook_that_refuses_is_heard() {
        let (sample, old, new) = sample();
        let before = sample.snapshot();
        sample.hook("reference-transaction", "echo 'not today' >&2; exit 1");
        let changes = [change("refs/heads/develop", Expected::Id(old), Some(new))];
        let failure = sample.engine().change_refs(&changes, "x").unwrap_err();
        assert!(failure.causes.iter().any(|cause| cause == "not today"), "{failure:?}");
        assert_eq!(sample.snapshot(), before);
    }

    #[test]
    fn head_is_detached_and_put_back() {
        let (sample, old, new) = sample();
        let git = sample.engine();
        assert_eq!(git.branch_of_head().unwrap().as_deref(), Some("refs/heads/main"));
        git.change_refs(&[change("HEAD", Expected::Id(new), Some(old))], "detach").unwrap();
        assert_eq!(git.branch_of_head().unwrap(), None);
        assert_eq!(git.read_head().unwrap(), Some(old));
        assert_eq!(git.read_refs(&["refs/heads/main"]).unwrap(), [Some(new)]);
        git.put_head_on("refs/heads/develop", "back").unwrap();
        assert_eq!(git.branch_of_head().unwrap().as_deref(), Some("refs/heads/develop"));
        git.put_head_on("refs/heads/unborn", "new").unwrap();
        assert_eq!(git.read_head().unwrap(), None);
    }
}
