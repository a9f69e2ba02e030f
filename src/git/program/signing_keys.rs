//! Keys to sign with, made for one test.
#![expect(clippy::disallowed_types, clippy::disallowed_methods, reason = "tests make their keys")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::git::program::runner::Git;
use crate::git::program::sample::Sample;

/// Ends the agent that gpg has started for a folder of its own.
pub(super) struct Agent(PathBuf);

impl Drop for Agent {
    fn drop(&mut self) {
        let _ =
            Command::new("gpgconf").arg("--homedir").arg(&self.0).args(["--kill", "all"]).output();
    }
}

/// Makes a key of gpg for the somebody of the sample; `None` where there is no gpg.
pub(super) fn gpg_key(sample: &Sample) -> Option<(Git, Agent)> {
    let home = sample.beside("g");
    fs::create_dir(&home).unwrap();
    #[cfg(unix)]
    fs::set_permissions(&home, std::os::unix::fs::PermissionsExt::from_mode(0o700)).unwrap();
    let key = ["--quick-generate-key", "Somebody <somebody@example.com>", "ed25519", "sign", "0"];
    let mut gpg = Command::new("gpg");
    gpg.env("GNUPGHOME", &home).args(["--batch", "--quiet", "--passphrase", ""]).args(key);
    let is_made = gpg.output().is_ok_and(|output| output.status.success());
    let agent = Agent(home.clone());
    if !is_made {
        println!("skipped: there is no gpg that makes a key");
        return None;
    }
    Some((sample.engine().with_variable("GNUPGHOME", home), agent))
}

/// Makes a key of ssh and configures the sample to sign with it; `None` where there is no ssh-keygen.
pub(super) fn ssh_key(sample: &Sample) -> Option<Git> {
    let key = sample.beside("key");
    let mut keygen = Command::new("ssh-keygen");
    keygen.args(["-q", "-t", "ed25519", "-N", "", "-C", "somebody@example.com", "-f"]).arg(&key);
    if !keygen.output().is_ok_and(|output| output.status.success()) {
        println!("skipped: there is no ssh-keygen");
        return None;
    }
    let public = sample.beside("key.pub");
    let signers = sample.beside("signers");
    let line = format!("somebody@example.com {}", fs::read_to_string(&public).unwrap());
    fs::write(&signers, line).unwrap();
    let text = |path: &Path| path.to_str().unwrap().to_owned();
    sample.git(&["config", "gpg.format", "ssh"]);
    sample.git(&["config", "user.signingKey", &text(&public)]);
    sample.git(&["config", "gpg.ssh.allowedSignersFile", &text(&signers)]);
    Some(sample.engine())
}
