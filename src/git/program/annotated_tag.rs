//! Making annotated tags as objects: the ref comes later, with all the others.
//!
//! `git tag` signs as it is configured, and always makes the ref as well. So it runs in a git folder
//! of its own, which shares nothing with the repository but the objects and the settings.

use std::path::Path;

use crate::domain::history::commit::CommitId;
use crate::failure::{Failure, Result};
use crate::files::temporary::TemporaryFolder;
use crate::git::program::commit::{SIGNING_HINT, Signing};
use crate::git::program::git_path::records;
use crate::git::program::object_id::ObjectId;
use crate::git::program::runner::{Call, Git};

/// Settings that belong to the repository itself, and hooks.
const LEFT_OUT: [&str; 4] =
    ["core.bare", "core.worktree", "core.repositoryformatversion", "core.hookspath"];

impl Git {
    /// Makes an annotated tag of a commit, signed as asked for; its message is taken as it is, but for
    /// white space at its ends. No ref names the tag yet.
    ///
    /// # Errors
    /// When git does not know who tags, cannot sign, refuses the name, or cannot write the object.
    pub fn annotate(
        &self,
        name: &str,
        target: CommitId,
        message: &str,
        signing: &Signing,
    ) -> Result<ObjectId> {
        let scratch = self.scratch()?;
        let call = self.in_scratch(scratch.path(), format!("cannot make the tag `{name}`"));
        let call = call.with_users_programs().args(["tag", "--cleanup=whitespace"]);
        let call = match signing {
            // git-config: `tag.forceSignAnnotated` counts only where `--annotate` is not said, and a
            // message makes the tag annotated, too.
            Signing::AsConfigured => call,
            Signing::Yes => call.args(["--sign"]),
            Signing::With(key) => call.args(["--local-user", key]),
            Signing::No => call.args(["--no-sign", "--annotate"]),
        };
        let call = call.hint(match signing {
            Signing::No => {
                "`git check-ref-format --allow-onelevel NAME` says whether git takes a name"
            }
            _ => SIGNING_HINT,
        });
        let call = call.args(["-F", "-", "--", name, &target.to_string()]).input(message);
        let complaints = self.tagged(call)?;
        let call = self.in_scratch(scratch.path(), format!("cannot find the tag `{name}`"));
        let id =
            call.args(["rev-parse", "--verify", "--quiet", &format!("refs/tags/{name}")]).id()?;
        match self.is_to_be_signed(signing)? && !self.has_signature(id)? {
            true => {
                let failure = Failure::world(format!("the tag `{name}` was not signed"));
                Err(complaints.into_iter().fold(failure, Failure::because).hint(SIGNING_HINT))
            }
            false => Ok(id),
        }
    }

    fn is_to_be_signed(&self, signing: &Signing) -> Result<bool> {
        Ok(match signing {
            Signing::AsConfigured => self.flag("tag.gpgSign")?.unwrap_or(false),
            Signing::Yes | Signing::With(_) => true,
            Signing::No => false,
        })
    }

    /// Whether a tag holds a signature: git 2.39 makes the tag without one where ssh-keygen has failed.
    fn has_signature(&self, tag: ObjectId) -> Result<bool> {
        let call = self.call("cannot read a tag").args(["cat-file", "tag", &tag.to_string()]);
        let text = call.bytes()?;
        Ok(text.split(|byte| *byte == b'\n').any(|line| line.starts_with(b"-----BEGIN ")))
    }

    /// Checks that tags can be signed, where they are to be: makes one that is thrown away.
    ///
    /// # Errors
    /// When git does not know who tags, or signing fails.
    pub fn can_tag(&self, target: CommitId, signing: &Signing) -> Result<()> {
        self.quarantined()?.annotate("semflow-check", target, "Can this be signed?\n", signing)?;
        Ok(())
    }

    /// Returns what git had to say of a tag that it has made.
    fn tagged(&self, call: Call) -> Result<Vec<String>> {
        let answer = call.run()?;
        match answer.code {
            Some(0) => Ok(answer.complaints()),
            _ => Err(self.can_commit().err().unwrap_or_else(|| {
                let mut failure = answer.failure();
                // builtin/tag.c; the folder goes at the end of this run.
                failure.causes.retain(|cause| !cause.starts_with("The tag message has been left"));
                failure
            })),
        }
    }

    /// Returns a git folder that holds nothing but the settings in force, also those that another
    /// folder would not get, such as what `includeIf` includes.
    fn scratch(&self) -> Result<TemporaryFolder> {
        let folder = TemporaryFolder::new()?;
        folder.make_folder("refs/tags")?;
        folder.make_folder("hooks")?;
        folder.write("HEAD", b"ref: refs/heads/none\n")?;
        folder.write("none", b"")?;
        folder.write("config", &config(&self.all_settings()?))?;
        Ok(folder)
    }

    fn in_scratch(&self, scratch: &Path, what: String) -> Call {
        let call = self.call(what);
        let call = call.without_work_tree().variable("GIT_DIR", scratch);
        let call = call.variable("GIT_OBJECT_DIRECTORY", self.objects());
        let call = call.variable("GIT_CONFIG_NOSYSTEM", "1");
        let call = call.variable("GIT_CONFIG_GLOBAL", scratch.join("none"));
        let hooks = scratch.join("hooks");
        call.args(["-c".into(), format!("core.hooksPath={}", hooks.display())])
    }
}

/// Returns settings, as `git config --list -z` has them, as a file of them (git-config, "Syntax").
fn config(settings: &[u8]) -> Vec<u8> {
    let mut file = b"[core]\n\tbare = true\n\trepositoryformatversion = 0\n".to_vec();
    for setting in records(settings) {
        let end = setting.iter().position(|byte| *byte == b'\n');
        let (key, value) = setting.split_at(end.unwrap_or(setting.len()));
        let Some((section, name)) = divided(key) else { continue };
        file.push(b'[');
        file.extend(section);
        file.extend(b"]\n\t");
        file.extend(name);
        if let Some(value) = value.strip_prefix(b"\n") {
            file.extend(b" = ");
            file.extend(quoted(value));
        }
        file.push(b'\n');
    }
    file
}

/// Divides `section.sub.name` into the head of a section and a name; `None` for what is left out.
fn divided(key: &[u8]) -> Option<(Vec<u8>, &[u8])> {
    let first = key.iter().position(|byte| *byte == b'.')?;
    let last = key.iter().rposition(|byte| *byte == b'.')?;
    let section = key.get(..first)?;
    let is_left_out = LEFT_OUT.iter().any(|left_out| left_out.as_bytes() == key)
        || [b"extensions".as_slice(), b"include", b"includeif"].contains(&section);
    if is_left_out {
        return None;
    }
    let mut head = section.to_vec();
    if last > first {
        head.push(b' ');
        head.extend(quoted(key.get(first + 1..last)?));
    }
    Some((head, key.get(last + 1..)?))
}

/// Returns a value or the name of a subsection in quotes.
fn quoted(value: &[u8]) -> Vec<u8> {
    let mut text = vec![b'"'];
    for byte in value {
        match byte {
            b'"' | b'\\' => text.extend([b'\\', *byte]),
            b'\n' => text.extend(b"\\n"),
            _ => text.push(*byte),
        }
    }
    text.push(b'"');
    text
}

#[cfg(test)]
mod tests {
    use super::config;
    use crate::git::program::commit::Signing;
    use crate::git::program::object_id::ObjectId;
    use crate::git::program::runner::Git;
    use crate::git::program::sample::Sample;
    use crate::git::program::signing_keys::{gpg_key, ssh_key};

    const MESSAGE: &str = "v1.0.0\n\n# Features\n\n- \u{fc}\n";

    fn annotate(git: &Git, sample: &Sample, name: &str, signing: &Signing) -> ObjectId {
        git.annotate(name, sample.head().as_commit(), MESSAGE, signing).unwrap()
    }

    fn verifies(git: &Git, id: ObjectId) -> bool {
        git.call("verify").args(["verify-tag", &id.to_string()]).bytes().is_ok()
    }

    #[test]
    fn a_tag_is_the_one_that_git_makes_and_has_no_ref() {
        let sample = Sample::new();
        let date = "1700000000 +0200";
        let git = sample.engine().with_variable("GIT_COMMITTER_DATE", date);
        let before = sample.snapshot();
        let id = annotate(&git, &sample, "app/v1.0.0", &Signing::AsConfigured);
        assert_eq!(sample.snapshot(), before);
        let message = sample.write_beside("message", MESSAGE);
        let arguments = ["tag", "-a", "--cleanup=whitespace", "-F", &message, "app/v1.0.0"];
        sample.git_with(&[("GIT_COMMITTER_DATE", date)], &arguments);
        assert_eq!(sample.id("refs/tags/app/v1.0.0"), id);
    }

    #[test]
    fn a_tag_that_exists_already_can_be_made_again_as_an_object() {
        let sample = Sample::new();
        sample.git(&["tag", "v1"]);
        let id = annotate(&sample.engine(), &sample, "v1", &Signing::No);
        assert_eq!(sample.git(&["cat-file", "-t", &id.to_string()]), "tag");
    }

    #[test]
    fn the_name_may_come_from_a_file_that_is_included_for_this_folder_only() {
        let sample = Sample::new();
        let included = "[user]\n\tname = \"\\\"Me\\\" # at work\"\n";
        let included = sample.write_beside("included", included);
        let key = format!("includeIf.gitdir:{}/.path", sample.top.display());
        sample.git(&["config", "--global", &key, &included]);
        let id = annotate(&sample.engine(), &sample, "v1", &Signing::No);
        let tag = sample.git(&["cat-file", "tag", &id.to_string()]);
        assert!(tag.contains("tagger Me\" # at work <somebody@example.com>"), "{tag}");
    }

    #[test]
    fn a_name_that_git_refuses_makes_no_tag() {
        let sample = Sample::new();
        let head = sample.head().as_commit();
        let failure = sample.engine().annotate("v1..2", head, "x", &Signing::No).unwrap_err();
        assert!(failure.causes[0].contains("v1..2"), "{failure:?}");
    }

    #[test]
    fn settings_are_written_as_git_reads_them() {
        let sample = Sample::new();
        for (key, value) in [
            ("url.https://ex\"am\\ple/.insteadOf", "  a;b #\\ \"c\"\n\td "),
            ("gpg.ssh.program", "C:\\Program Files\\ssh.exe"),
            ("user.empty", ""),
        ] {
            sample.git(&["config", key, value]);
        }
        let flag = sample.write_beside("flag", "[user]\n\tflag\n");
        sample.git(&["config", "include.path", &flag]);
        let settings = sample.engine().all_settings().unwrap();
        let copy = sample.write_beside("copy", config(&settings));
        for kind in ["url", "gpg", "user"] {
            let pattern = format!("^{kind}\\.");
            let arguments = ["-z", "--get-regexp", &pattern];
            let there = sample.git(&[&["config"], arguments.as_slice()].concat());
            let here = sample.git(&[&["config", "-f", &copy], arguments.as_slice()].concat());
            assert_eq!(here, there);
            assert!(!here.is_empty());
        }
    }

    #[test]
    fn a_tag_is_signed_with_gpg_where_git_is_configured_to() {
        let sample = Sample::new();
        let Some((git, _agent)) = gpg_key(&sample) else { return };
        assert!(!verifies(&git, annotate(&git, &sample, "v1", &Signing::AsConfigured)));
        assert!(verifies(&git, annotate(&git, &sample, "v2", &Signing::Yes)));
        let key = Signing::With("somebody@example.com".to_owned());
        assert!(verifies(&git, annotate(&git, &sample, "v3", &key)));
        for key in ["tag.gpgSign", "tag.forceSignAnnotated"] {
            sample.git(&["config", key, "true"]);
            assert!(verifies(&git, annotate(&git, &sample, "v4", &Signing::AsConfigured)), "{key}");
            assert!(!verifies(&git, annotate(&git, &sample, "v5", &Signing::No)), "{key}");
            sample.git(&["config", "--unset", key]);
        }
        sample.git(&["config", "user.signingKey", "nobody@example.org"]);
        let head = sample.head().as_commit();
        let failure = git.can_tag(head, &Signing::Yes).unwrap_err();
        assert!(failure.hints[0].contains("signs"), "{failure:?}");
        git.can_tag(head, &Signing::AsConfigured).unwrap();
    }

    #[test]
    fn a_tag_is_signed_with_ssh_in_a_dry_run_too() {
        let sample = Sample::new();
        let Some(git) = ssh_key(&sample) else { return };
        let before = sample.object_count();
        let git = git.quarantined().unwrap();
        let id = annotate(&git, &sample, "v1", &Signing::Yes);
        assert!(verifies(&git, id));
        assert_eq!(sample.object_count(), before);
    }
}
