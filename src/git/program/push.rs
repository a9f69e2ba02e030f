//! Publishing refs: exactly these, and all of them or none where the remote can do that.

use crate::failure::{Failure, Result};
use crate::git::program::object_id::ObjectId;
use crate::git::program::ref_transaction::Expected;
use crate::git::program::remote::{ended, reach};
use crate::git::program::runner::{Call, Git};

/// What becomes of one ref of a remote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PushUpdate {
    /// The full name there.
    pub name: String,
    /// Where it goes; `None` deletes it.
    pub new: Option<ObjectId>,
    /// Where it has to be there; without it, a branch may only move forward and a tag only be new.
    pub lease: Option<Expected>,
}

/// What a push came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PushOutcome {
    /// All refs are where they were to go.
    Done,
    /// The remote, or git for it, has refused some. After an atomic push none has moved.
    Refused(Vec<Refusal>),
    /// The remote cannot do all or none, and nothing was tried.
    NotAtomic,
}

/// A ref that was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Its full name on the remote.
    pub name: String,
    /// Why, in the words of git or the remote.
    pub reason: String,
    /// Whether it was refused only because another one was.
    pub is_consequence: bool,
}

impl Git {
    /// Pushes refs in one go; with `is_atomic`, all of them or none. Git and its hook `pre-push` show
    /// what they have to say on standard error.
    ///
    /// # Errors
    /// When the remote cannot be reached, or the hook refuses.
    pub fn push(
        &self,
        remote: &str,
        updates: &[PushUpdate],
        is_atomic: bool,
        runs_hooks: bool,
    ) -> Result<PushOutcome> {
        if updates.is_empty() {
            return Ok(PushOutcome::Done);
        }
        let call = self.call(format!("cannot push to `{remote}`")).in_sight();
        let flags: &[&str] = if runs_hooks { &[] } else { &["--no-verify"] };
        let answer = pushing(call, remote, updates, is_atomic, flags).run()?;
        let refusals = refusals(&answer.stdout);
        if answer.code == Some(0) {
            return Ok(PushOutcome::Done);
        }
        if !refusals.is_empty() {
            return Ok(PushOutcome::Refused(refusals));
        }
        if is_atomic && self.lacks_atomic(remote, updates)? {
            return Ok(PushOutcome::NotAtomic);
        }
        let failure = Failure::world(format!("cannot push to `{remote}`"));
        Err(words(&answer.stdout)
            .fold(failure, Failure::because)
            .because(ended(answer.code))
            .hint(reach(remote))
            .hint("a hook `pre-push` may have refused"))
    }

    /// Asks for the words of a push that has failed without a word about any ref. Those of the push
    /// itself went to the user; this one changes nothing, asks for no password and runs no hook.
    fn lacks_atomic(&self, remote: &str, updates: &[PushUpdate]) -> Result<bool> {
        let call = self.call("cannot ask the remote").variable("GIT_TERMINAL_PROMPT", "0");
        let answer = pushing(call, remote, updates, true, &["--dry-run", "--no-verify"]).run()?;
        // send-pack.c and transport.c say it in different words.
        let says_so = |line: &String| line.contains("does not support --atomic");
        Ok(answer.code != Some(0) && answer.complaints().iter().any(says_so))
    }
}

fn pushing(
    call: Call,
    remote: &str,
    updates: &[PushUpdate],
    is_atomic: bool,
    flags: &[&str],
) -> Call {
    let atomic = if is_atomic { "--atomic" } else { "--no-atomic" };
    let call = call.with_users_programs().args(["push", "--porcelain", atomic, "--no-follow-tags"]);
    let leases = updates.iter().filter_map(|update| {
        let old = match update.lease? {
            Expected::Absent => String::new(),
            Expected::Id(id) => id.to_string(),
        };
        Some(format!("--force-with-lease={}:{old}", update.name))
    });
    let refspecs = updates.iter().map(|update| {
        let new = update.new.map(|id| id.to_string()).unwrap_or_default();
        format!("{new}:{}", update.name)
    });
    call.args(flags).args(leases).args(["--", remote]).args(refspecs)
}

/// Returns what a hook has said on standard output, which git does not lead elsewhere.
fn words(answer: &[u8]) -> impl Iterator<Item = String> {
    let text = String::from_utf8_lossy(answer).into_owned();
    let is_of_git = |line: &str| line.starts_with("To ") || line.contains('\t') || line == "Done";
    let lines = text.lines().map(str::trim_end);
    let said = lines.filter(|line| !line.is_empty() && !is_of_git(line)).map(str::to_owned);
    said.collect::<Vec<_>>().into_iter()
}

/// Reads `!\t<from>:<to>\t<summary> (<reason>)` (git-push, "Output").
fn refusals(answer: &[u8]) -> Vec<Refusal> {
    let text = String::from_utf8_lossy(answer).into_owned();
    let refused = text.lines().filter_map(|line| {
        let (refs, summary) = line.strip_prefix("!\t")?.split_once('\t')?;
        let (_, name) = refs.split_once(':')?;
        let reason = summary.split_once(" (").and_then(|(_, reason)| reason.strip_suffix(')'));
        let reason = reason.unwrap_or(summary);
        // send-pack.c, and receive-pack.c of the remote.
        let is_consequence =
            reason.contains("atomic push fail") || reason.contains("atomic transaction");
        Some(Refusal { name: name.to_owned(), reason: reason.to_owned(), is_consequence })
    });
    refused.collect()
}

#[cfg(test)]
mod tests {
    use super::{PushOutcome, PushUpdate};
    use crate::git::program::object_id::ObjectId;
    use crate::git::program::ref_transaction::Expected;
    use crate::git::program::sample::Sample;

    fn update(name: &str, new: Option<ObjectId>) -> PushUpdate {
        PushUpdate { name: name.to_owned(), new, lease: None }
    }

    /// A remote that is at the first commit, and a release that is ready to be pushed there.
    fn release() -> (Sample, [PushUpdate; 3], ObjectId) {
        let sample = Sample::with_remote();
        let old = sample.head();
        sample.git(&["push", "-q", "origin", "main:release/1.0"]);
        let new = sample.commit("release");
        sample.git(&["tag", "-a", "-m", "scratch", "scratch"]);
        let mut topic = update("refs/heads/release/1.0", None);
        topic.lease = Some(Expected::Id(old));
        let tag = update("refs/tags/v1.0", Some(new));
        (sample, [update("refs/heads/main", Some(new)), tag, topic], old)
    }

    fn names(updates: &[PushUpdate]) -> Vec<&str> {
        let names = updates.iter().map(|update| update.name.as_str());
        names.chain(["refs/tags/scratch"]).collect()
    }

    #[test]
    fn exactly_the_refs_that_were_named_are_pushed() {
        let (sample, updates, _) = release();
        sample.git(&["config", "push.followTags", "true"]);
        let git = sample.engine();
        assert_eq!(git.push("origin", &updates, true, true).unwrap(), PushOutcome::Done);
        let new = Some(sample.head());
        assert_eq!(git.ls_remote("origin", &names(&updates)).unwrap(), [new, new, None, None]);
        assert_eq!(git.read_refs(&["refs/remotes/origin/main"]).unwrap(), [new]);
        assert_eq!(git.push("origin", &[], true, true).unwrap(), PushOutcome::Done);
    }

    #[test]
    fn one_ref_that_moved_on_the_remote_keeps_all_others_where_they_are() {
        let (sample, updates, old) = release();
        let git = sample.engine();
        sample.git(&["push", "-q", "origin", "main:release/1.0"]);
        let before = git.ls_remote("origin", &names(&updates)).unwrap();
        let outcome = git.push("origin", &updates, true, true).unwrap();
        let PushOutcome::Refused(refusals) = outcome else { panic!("{outcome:?}") };
        let culprits: Vec<_> = refusals.iter().filter(|refusal| !refusal.is_consequence).collect();
        assert_eq!(culprits.len(), 1, "{refusals:?}");
        assert_eq!(culprits[0].name, "refs/heads/release/1.0");
        assert_eq!(culprits[0].reason, "stale info");
        assert_eq!(git.ls_remote("origin", &names(&updates)).unwrap(), before);
        assert_eq!(before[0], Some(old));
    }

    #[test]
    fn a_branch_only_moves_forward_and_a_tag_stays() {
        let (sample, updates, old) = release();
        let git = sample.engine();
        git.push("origin", &updates, true, true).unwrap();
        for (name, reason) in [("refs/heads/main", "fast-forward"), ("refs/tags/v1.0", "exists")] {
            let outcome = git.push("origin", &[update(name, Some(old))], true, true).unwrap();
            let PushOutcome::Refused(refusals) = outcome else { panic!("{outcome:?}") };
            assert!(refusals[0].reason.contains(reason), "{refusals:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_remote_that_protects_a_branch_is_heard_and_has_changed_nothing() {
        let (sample, updates, _) = release();
        let git = sample.engine();
        let before = git.ls_remote("origin", &names(&updates)).unwrap();
        sample.remote_hook("update", "test \"$1\" != refs/heads/main");
        let outcome = git.push("origin", &updates, true, true).unwrap();
        let PushOutcome::Refused(refusals) = outcome else { panic!("{outcome:?}") };
        let culprit = refusals.iter().find(|refusal| !refusal.is_consequence).unwrap();
        assert_eq!(
            (culprit.name.as_str(), culprit.reason.as_str()),
            ("refs/heads/main", "hook declined")
        );
        assert_eq!(refusals.len(), 3, "{refusals:?}");
        assert_eq!(git.ls_remote("origin", &names(&updates)).unwrap(), before);
    }

    #[test]
    fn a_remote_that_cannot_do_all_or_none_is_told_apart() {
        let (sample, updates, _) = release();
        let git = sample.engine();
        sample.git_in_remote(&["config", "receive.advertiseAtomic", "false"]);
        assert_eq!(git.push("origin", &updates, true, true).unwrap(), PushOutcome::NotAtomic);
        assert_eq!(git.push("origin", &updates, false, true).unwrap(), PushOutcome::Done);
    }

    #[cfg(unix)]
    #[test]
    fn a_hook_that_refuses_to_push_and_a_remote_that_is_gone_are_failures() {
        let (sample, updates, _) = release();
        let git = sample.engine();
        assert!(git.push("nowhere", &updates, true, true).is_err());
        sample.hook("pre-push", "exit 1");
        let failure = git.push("origin", &updates, true, true).unwrap_err();
        assert!(failure.hints.iter().any(|hint| hint.contains("pre-push")), "{failure:?}");
        assert_eq!(git.ls_remote("origin", &["refs/tags/v1.0"]).unwrap(), [None]);
    }
}
