//! Commits, merges and tags that are signed, with keys made here, and verified by git.
#![expect(clippy::disallowed_types, reason = "the keys are made by gpg and ssh-keygen")]
#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::repository::Repo;
use crate::support::run::{Output, Run};
use crate::world::{Team, bytes, path, private, program, put, refs, state};

/// A team that signs everything.
struct Signing {
    team: Team,
    gpg_home: Option<PathBuf>,
}

impl Drop for Signing {
    /// Ends the agent that gpg has started for a folder of its own.
    fn drop(&mut self) {
        if let Some(home) = &self.gpg_home {
            let mut end = Command::new("gpgconf");
            end.arg("--homedir").arg(home).args(["--kill", "all"]).output().ok();
        }
    }
}

impl Signing {
    /// Returns a team with a key of gpg; `None` where there is no gpg.
    fn gpg(team: Team) -> Option<Self> {
        let home = beside(&team.here, "g");
        put(&home.join("gpg.conf"), b"");
        private(&home);
        let key = ["--quick-generate-key", "Ada Example <ada@example.com>", "ed25519", "sign", "0"];
        let mut gpg = Command::new("gpg");
        gpg.env("GNUPGHOME", &home).args(["--batch", "--quiet", "--passphrase", ""]).args(key);
        let is_made = gpg.output().is_ok_and(|output| output.status.success());
        let signing = Self { team, gpg_home: Some(home.clone()) };
        if !is_made {
            println!("skipped: there is no gpg that makes a key");
            return None;
        }
        // Git itself is to find the folder, too, whoever runs it.
        let wrapper = beside(&signing.team.here, "gpg");
        let script = format!("exec gpg --homedir '{}' \"$@\"", home.display());
        program(&wrapper, &script);
        signing.team.here.git(&["config", "gpg.program", &path(&wrapper)]);
        Some(signing)
    }

    /// Returns a team with a key of ssh; `None` where there is no ssh-keygen.
    fn ssh(team: Team) -> Option<Self> {
        let key = beside(&team.here, "key");
        let mut keygen = Command::new("ssh-keygen");
        keygen.args(["-q", "-t", "ed25519", "-N", "", "-C", "ada@example.com", "-f"]).arg(&key);
        if !keygen.output().is_ok_and(|output| output.status.success()) {
            println!("skipped: there is no ssh-keygen");
            return None;
        }
        let public = beside(&team.here, "key.pub");
        let signers = beside(&team.here, "signers");
        put(&signers, &[b"ada@example.com ", bytes(&public).as_slice()].concat());
        let config = [
            ("gpg.format", "ssh".to_owned()),
            ("user.signingKey", path(&public)),
            ("gpg.ssh.allowedSignersFile", path(&signers)),
        ];
        for (key, value) in config {
            team.here.git(&["config", key, &value]);
        }
        Some(Self { team, gpg_home: None })
    }

    fn signs_everything(self) -> Self {
        self.team.here.git(&["config", "commit.gpgSign", "true"]);
        self.team.here.git(&["config", "tag.gpgSign", "true"]);
        self
    }

    #[track_caller]
    fn semflow(&self, arguments: &[&str]) -> Output {
        Run::on(&self.team.here).semflow(arguments)
    }

    #[track_caller]
    fn verifies(&self, commits: &[&str], tags: &[&str]) {
        for commit in commits {
            self.team.here.git(&["verify-commit", commit]);
        }
        for tag in tags {
            self.team.here.git(&["verify-tag", tag]);
        }
    }
}

fn beside(repo: &Repo, name: &str) -> PathBuf {
    repo.path().parent().unwrap_or(Path::new("/")).join(name)
}

/// Everything that a release, a candidate and a tag make, under one kind of key.
fn all_that_is_made(signing: &Signing) {
    let here = &signing.team.here;
    signing.semflow(&["release", "rc"]).says("v1.1.0-rc.1\n");
    signing.verifies(&[], &["v1.1.0-rc.1"]);
    signing.semflow(&["release", "finish", "--push"]).says("v1.1.0\n");
    // The release commit, the merge into main, the merge back.
    assert_eq!(here.git(&["show", "-s", "--format=%s", "main^2"]), "chore(release): 1.1.0");
    signing.verifies(&["main^2", "main", "develop"], &["v1.1.0"]);
    here.commit("feat: more");
    signing.semflow(&["tag", "--pre", "beta"]).says("v1.2.0-beta.1\n");
    signing.verifies(&[], &["v1.2.0-beta.1"]);
    signing.team.is_sound();
}

#[test]
fn all_is_signed_with_a_key_of_gpg() {
    let Some(signing) = Signing::gpg(Team::releasing()) else { return };
    all_that_is_made(&signing.signs_everything());
}

#[test]
fn all_is_signed_with_a_key_of_ssh() {
    let Some(signing) = Signing::ssh(Team::releasing()) else { return };
    all_that_is_made(&signing.signs_everything());
}

#[test]
fn a_merge_that_was_resolved_by_hand_is_signed_as_well() {
    let Some(signing) = Signing::ssh(Team::in_conflict()) else { return };
    let signing = signing.signs_everything();
    signing.semflow(&["release", "finish"]).fails_with(3).warns("a.txt");
    signing.team.here.write("a.txt", "of both\n");
    signing.team.here.git(&["add", "a.txt"]);
    signing.semflow(&["release", "continue"]).says("v1.1.0\n");
    signing.verifies(&["main", "develop"], &["v1.1.0"]);
}

#[test]
fn only_the_tag_is_signed_where_only_that_is_asked_for() {
    let Some(signing) = Signing::ssh(Team::releasing()) else { return };
    signing.semflow(&["release", "rc"]).says("v1.1.0-rc.1\n");
    assert!(!signing.team.here.can_git(&["verify-tag", "v1.1.0-rc.1"]));
    signing.semflow(&["release", "finish", "--sign"]).says("v1.1.0\n");
    signing.verifies(&[], &["v1.1.0"]);
    assert!(!signing.team.here.can_git(&["verify-commit", "main"]));
}

#[test]
fn gitflow_configuration_may_ask_for_a_signature_and_a_flag_may_refuse_it() {
    let Some(signing) = Signing::ssh(Team::releasing()) else { return };
    let here = &signing.team.here;
    here.git(&["config", "gitflow.release.finish.sign", "true"]);
    signing.semflow(&["release", "rc", "--no-sign"]).says("v1.1.0-rc.1\n");
    assert!(!here.can_git(&["verify-tag", "v1.1.0-rc.1"]));
    signing.semflow(&["release", "finish"]).says("v1.1.0\n");
    signing.verifies(&[], &["v1.1.0"]);
}

#[test]
fn a_chosen_key_signs_the_tag() {
    let Some(signing) = Signing::ssh(Team::releasing()) else { return };
    let here = &signing.team.here;
    let key = here.git(&["config", "user.signingKey"]);
    here.git(&["config", "--unset", "user.signingKey"]);
    signing.semflow(&["release", "finish", "-u", &key]).says("v1.1.0\n");
    signing.verifies(&[], &["v1.1.0"]);
}

#[test]
fn a_key_that_is_not_there_stops_all_before_it_begins() {
    let Some(signing) = Signing::ssh(Team::releasing()) else { return };
    let here = &signing.team.here;
    let before = state(here);
    let nowhere = path(&beside(here, "no-such-key.pub"));
    here.git(&["config", "user.signingKey", &nowhere]);
    here.git(&["config", "commit.gpgSign", "true"]);
    let said = signing.semflow(&["release", "finish"]);
    said.prints_nothing().warns("no-such-key.pub").warns("git config --get-regexp");
    assert_ne!(said.code, Some(0));
    assert_eq!(state(here), before);
    here.git(&["config", "commit.gpgSign", "false"]);
    let said = signing.semflow(&["release", "finish", "--sign"]);
    said.prints_nothing().warns("no-such-key.pub");
    assert_ne!(said.code, Some(0));
    assert_eq!(state(here), before);
    assert!(refs(here).contains("release/v1.1.0"));
    signing.team.is_sound();
}
