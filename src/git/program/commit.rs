//! Making commits of trees: no ref moves.

use crate::domain::history::commit::CommitId;
use crate::failure::{Failure, Result};
use crate::git::program::object_id::ObjectId;
use crate::git::program::runner::{Call, Git};

/// Whether a commit or a tag is signed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Signing {
    /// As git is configured: `commit.gpgSign`, `tag.gpgSign`, `tag.forceSignAnnotated`.
    #[default]
    AsConfigured,
    /// With the usual key.
    Yes,
    /// With this key.
    With(String),
    /// Not at all.
    No,
}

impl Git {
    /// Makes a commit; its message is taken as it is. Author and committer are those of git's
    /// configuration and variables.
    ///
    /// # Errors
    /// When git does not know who commits, cannot sign, or cannot write the object.
    pub fn commit(
        &self,
        tree: ObjectId,
        parents: &[CommitId],
        message: &str,
        signing: &Signing,
    ) -> Result<CommitId> {
        let signing = self.signing_argument(signing)?;
        let is_signed = signing.as_deref().is_some_and(|argument| argument != "--no-gpg-sign");
        let mut call = self.call("cannot make a commit").with_users_programs();
        if is_signed {
            call = call.hint(SIGNING_HINT);
        }
        // The message is UTF-8, whatever commits are usually written in (git-commit-tree, "Discussion").
        call = call.args(["-c", "i18n.commitEncoding=UTF-8", "commit-tree"]).args(signing);
        for parent in parents {
            call = call.args(["-p", &parent.to_string()]);
        }
        let call = call.args(["-F", "-", &tree.to_string()]).input(message);
        Ok(made_by_somebody(call)?.as_commit())
    }

    /// Checks that git knows who commits.
    ///
    /// # Errors
    /// When it does not.
    pub fn can_commit(&self) -> Result<()> {
        for variable in ["GIT_COMMITTER_IDENT", "GIT_AUTHOR_IDENT"] {
            let answer =
                self.call("git does not know who commits").args(["var", variable]).run()?;
            if answer.code != Some(0) {
                return Err(nobody(answer.complaints()));
            }
        }
        Ok(())
    }

    /// Checks that commits can be signed, where they are to be: signs one that is thrown away.
    ///
    /// # Errors
    /// When signing fails.
    pub fn can_sign_commits(&self, signing: &Signing) -> Result<()> {
        match self.signing_argument(signing)? {
            Some(argument) if argument != "--no-gpg-sign" => {
                let git = self.quarantined()?;
                git.commit(ObjectId::EMPTY_TREE, &[], "Can this be signed?\n", signing).map(drop)
            }
            _ => Ok(()),
        }
    }

    /// Returns the argument of `git commit-tree`, which does not look at `commit.gpgSign` itself.
    fn signing_argument(&self, signing: &Signing) -> Result<Option<String>> {
        Ok(match signing {
            Signing::AsConfigured => {
                self.flag("commit.gpgSign")?.unwrap_or(false).then(|| "--gpg-sign".to_owned())
            }
            Signing::Yes => Some("--gpg-sign".to_owned()),
            Signing::With(key) => Some(format!("--gpg-sign={key}")),
            Signing::No => Some("--no-gpg-sign".to_owned()),
        })
    }
}

/// What to do when a signature is not made.
pub(super) const SIGNING_HINT: &str = "`git config --get-regexp 'gpg|sign'` says with what git signs; unlock the key, or choose another";

/// Runs a call that writes a name into an object, which git refuses to do for nobody.
pub(super) fn made_by_somebody(call: Call) -> Result<ObjectId> {
    call.id().map_err(|failure| {
        let is_nobody = |cause: &String| {
            // ident.c: "Author identity unknown", "empty ident name", "unable to auto-detect email".
            ["identity unknown", "ident name", "auto-detect email", "no email was given"]
                .iter()
                .any(|part| cause.contains(part))
        };
        if failure.causes.iter().any(is_nobody) { nobody(failure.causes) } else { failure }
    })
}

fn nobody(complaints: Vec<String>) -> Failure {
    let is_advice =
        |line: &String| !["fatal: ", "error: "].iter().any(|word| line.starts_with(word));
    let causes = complaints.into_iter().filter(|line| !is_advice(line));
    let failure = Failure::state("git does not know who commits")
        .hint("`git config user.name NAME` and `git config user.email ADDRESS` tell it");
    causes.fold(failure, Failure::because)
}

#[cfg(test)]
mod tests {
    use super::Signing;
    use crate::git::program::object_id::ObjectId;
    use crate::git::program::sample::Sample;
    use crate::git::program::signing_keys::{gpg_key, ssh_key};

    #[test]
    fn a_commit_has_its_parents_and_its_message_byte_for_byte() {
        let sample = Sample::new();
        sample.git(&["config", "i18n.commitEncoding", "ISO-8859-1"]);
        let (git, before) = (sample.engine(), sample.snapshot());
        let head = sample.head().as_commit();
        let message =
            "chore(release): 1.0.0 \u{fc}\n\n# a heading, not a comment\n\nRelease: v1.0.0\n";
        let one = git.commit(ObjectId::EMPTY_TREE, &[head], message, &Signing::No).unwrap();
        let two = git.commit(ObjectId::EMPTY_TREE, &[head, one], message, &Signing::No).unwrap();
        assert_eq!(sample.snapshot(), before);
        let parents = sample.git(&["log", "-1", "--format=%P %an", &two.to_string()]);
        assert_eq!(parents, format!("{head} {one} Somebody"));
        let raw = sample.git(&["cat-file", "commit", &one.to_string()]);
        assert!(raw.ends_with(message.trim_end()) && !raw.contains("\nencoding"), "{raw}");
    }

    #[test]
    fn without_a_name_nothing_is_committed() {
        let sample = Sample::new();
        let git = sample.engine();
        git.can_commit().unwrap();
        sample.git(&["config", "--global", "--remove-section", "user"]);
        sample.git(&["config", "user.useConfigOnly", "true"]);
        let before = git.can_commit().unwrap_err();
        let later = git.commit(ObjectId::EMPTY_TREE, &[], "x", &Signing::No).unwrap_err();
        for failure in [before, later] {
            assert_eq!(failure.what, "git does not know who commits");
            assert!(failure.hints[0].contains("git config user.name"));
            assert_eq!(failure.causes.len(), 1, "{failure:?}");
        }
    }

    #[test]
    fn a_commit_is_signed_with_gpg_where_git_is_configured_to() {
        let sample = Sample::new();
        let Some((git, _agent)) = gpg_key(&sample) else { return };
        let tree = ObjectId::EMPTY_TREE;
        let plain = git.commit(tree, &[], "x", &Signing::AsConfigured).unwrap();
        sample.git(&["config", "commit.gpgSign", "true"]);
        git.can_sign_commits(&Signing::AsConfigured).unwrap();
        let signed = git.commit(tree, &[], "x", &Signing::AsConfigured).unwrap();
        let refused = git.commit(tree, &[], "x", &Signing::No).unwrap();
        let verifies = |id| git.call("verify").args(["verify-commit", &format!("{id}")]).bytes();
        assert!(verifies(signed).is_ok());
        assert!(verifies(plain).is_err() && verifies(refused).is_err());
        let unknown = Signing::With("nobody@example.org".to_owned());
        let failure = git.can_sign_commits(&unknown).unwrap_err();
        assert!(failure.hints[0].contains("signs"), "{failure:?}");
    }

    #[test]
    fn a_commit_is_signed_with_ssh() {
        let sample = Sample::new();
        let Some(git) = ssh_key(&sample) else { return };
        let signed = git.commit(ObjectId::EMPTY_TREE, &[], "x", &Signing::Yes).unwrap();
        git.call("verify").args(["verify-commit", &signed.to_string()]).bytes().unwrap();
    }
}
