//! Keys to sign with, made for one test.
#![expect(clippy::disallowed_types, reason = "tests make their keys")]

use std::io::Write;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

use crate::files::read::read_text;
use crate::git::program::runner::Git;
use crate::git::program::sample::Sample;

/// Ends the agent that gpg has started for a folder of its own.
pub(super) struct Agent(TempDir);

impl Drop for Agent {
    fn drop(&mut self) {
        let _ = Command::new("gpgconf")
            .arg("--homedir")
            .arg(self.0.path())
            .args(["--kill", "all"])
            .output();
    }
}

/// Makes a key of gpg for the somebody of the sample; `None` where there is no gpg.
pub(super) fn gpg_key(sample: &Sample) -> Option<(Git, Agent)> {
    let agent = Agent(tempfile::tempdir().unwrap());
    let home = agent.0.path();
    let key = ["--quick-generate-key", "Somebody <somebody@example.com>", "ed25519", "sign", "0"];
    let mut gpg = Command::new("gpg");
    gpg.env("GNUPGHOME", home).args(["--batch", "--quiet", "--passphrase", ""]).args(key);
    let is_made = gpg.output().is_ok_and(|output| output.status.success());
    if !is_made {
        skipped("there is no gpg that makes a key");
        return None;
    }
    let git = sample.engine().with_variable("GNUPGHOME", home);
    Some((git, agent))
}

/// Makes a key of ssh and configures the sample to sign with it; `None` where there is no ssh-keygen.
pub(super) fn ssh_key(sample: &Sample) -> Option<Git> {
    let key = sample.beside("key");
    let mut keygen = Command::new("ssh-keygen");
    keygen.args(["-q", "-t", "ed25519", "-N", "", "-C", "somebody@example.com", "-f"]).arg(&key);
    if !keygen.output().is_ok_and(|output| output.status.success()) {
        skipped("there is no ssh-keygen");
        return None;
    }
    let public = sample.beside("key.pub");
    let line = format!("somebody@example.com {}", read_text(&public).unwrap().unwrap());
    let signers = sample.write_beside("signers", line);
    let text = |path: &Path| path.to_str().unwrap().to_owned();
    sample.git(&["config", "gpg.format", "ssh"]);
    sample.git(&["config", "user.signingKey", &text(&public)]);
    sample.git(&["config", "gpg.ssh.allowedSignersFile", &signers]);
    Some(sample.engine())
}

fn skipped(why: &str) {
    let _ = writeln!(std::io::stderr(), "skipped: {why}");
}
