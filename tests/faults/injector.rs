//! Runs of semflow with a `git` on its path that does harm at one call.
#![expect(clippy::disallowed_types, clippy::disallowed_methods, reason = "programs are run here")]
#![expect(clippy::expect_used, reason = "a test that cannot run the program has failed")]

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::os::unix::process::{CommandExt, ExitStatusExt};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use assert_cmd::cargo::cargo_bin;
use tempfile::TempDir;

use crate::support::repository::Repo;

/// What happens at one call of git, as a piece of a shell script.
#[derive(Clone, Debug)]
pub(crate) struct Fault {
    /// The number of the call, from 1.
    pub(crate) at: usize,
    /// The script. Git runs after it, unless it exits.
    pub(crate) script: String,
}

impl Fault {
    /// semflow is killed, and git is not run.
    pub(crate) fn kill_before(at: usize) -> Self {
        Self { at, script: "kill -9 $PPID; exit 1".to_owned() }
    }

    /// semflow is killed once git has done its work.
    pub(crate) fn kill_after(at: usize) -> Self {
        Self { at, script: "git \"$@\"; kill -9 $PPID; exit 1".to_owned() }
    }

    /// Git cannot write a byte into any file.
    pub(crate) fn no_space(at: usize) -> Self {
        Self { at, script: "trap '' XFSZ; ulimit -f 0".to_owned() }
    }

    /// Something else happens first.
    pub(crate) fn first(at: usize, script: &str) -> Self {
        Self { at, script: script.to_owned() }
    }
}

/// How a run ended.
#[derive(Debug)]
pub(crate) struct Ended {
    /// The exit code; `None` after a signal.
    pub(crate) code: Option<i32>,
    /// The signal.
    pub(crate) signal: Option<i32>,
    /// Standard output.
    pub(crate) stdout: String,
    /// Standard error.
    pub(crate) stderr: String,
    /// The calls of git, each with its arguments.
    pub(crate) calls: Vec<String>,
}

/// The folder with the `git` that does harm.
pub(crate) struct Injector {
    folder: TempDir,
}

impl Injector {
    /// Makes it.
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().expect("a temporary folder can be made");
        let git = folder.path().join("git");
        fs::write(&git, include_str!("git.sh")).expect("the script can be written");
        fs::set_permissions(&git, fs::Permissions::from_mode(0o755)).expect("it can be run");
        fs::create_dir(folder.path().join("temporary")).expect("the folder can be made");
        Self { folder }
    }

    /// Runs semflow in a repository to its end.
    pub(crate) fn run(&self, repo: &Repo, arguments: &[&str], fault: Option<&Fault>) -> Ended {
        self.end(self.command(repo, arguments, fault).spawn().expect("semflow can be run"))
    }

    /// Runs a shell script that runs semflow as `"$@"`.
    pub(crate) fn run_in(&self, repo: &Repo, script: &str, arguments: &[&str]) -> Ended {
        let semflow = self.command(repo, arguments, None);
        let mut shell = Command::new("sh");
        shell.env_clear().current_dir(repo.path());
        for (name, value) in semflow.get_envs() {
            shell.envs(value.map(|value| (name, value)));
        }
        shell.args(["-c", script, "sh"]).arg(semflow.get_program()).args(arguments);
        let child = shell.stdout(Stdio::piped()).stderr(Stdio::piped()).stdin(Stdio::null());
        self.end(child.spawn().expect("a shell can be run"))
    }

    /// Starts semflow in a process group of its own.
    pub(crate) fn start(&self, repo: &Repo, arguments: &[&str]) -> Child {
        let mut command = self.command(repo, arguments, None);
        command.process_group(0).spawn().expect("semflow can be run")
    }

    /// Waits for the end of a run.
    pub(crate) fn end(&self, child: Child) -> Ended {
        let output = child.wait_with_output().expect("semflow ends");
        let calls = fs::read_to_string(self.folder.path().join("calls")).unwrap_or_default();
        Ended {
            code: output.status.code(),
            signal: output.status.signal(),
            stdout: String::from_utf8_lossy(&output.stdout).into_owned(),
            stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
            calls: calls.lines().map(str::to_owned).collect(),
        }
    }

    fn command(&self, repo: &Repo, arguments: &[&str], fault: Option<&Fault>) -> Command {
        let folder = self.folder.path();
        fs::write(folder.join("count"), "0\n").expect("the count can be written");
        fs::write(folder.join("calls"), "").expect("the list can be written");
        let mut command = Command::new(cargo_bin!("semflow"));
        command.env_clear().envs(surroundings(repo)).current_dir(repo.path()).args(arguments);
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = std::iter::once(folder.to_owned()).chain(std::env::split_paths(&path));
        command.env("PATH", std::env::join_paths(folders).expect("the path is a list of folders"));
        command.env("FAULT_FOLDER", folder);
        // What is killed leaves its temporary files.
        command.env("TMPDIR", folder.join("temporary"));
        if let Some(fault) = fault {
            command.env("FAULT_AT", fault.at.to_string()).env("FAULT_DO", &fault.script);
        }
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }
}

/// Returns the variables of all runs. Dates are fixed, so that two runs make the same commits.
fn surroundings(repo: &Repo) -> Vec<(String, std::ffi::OsString)> {
    let mut all: Vec<_> =
        repo.environment().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    for role in ["AUTHOR", "COMMITTER"] {
        all.push((format!("GIT_{role}_NAME"), "Ada Example".into()));
        all.push((format!("GIT_{role}_EMAIL"), "ada@example.com".into()));
        all.push((format!("GIT_{role}_DATE"), "@1704153600 +0000".into()));
    }
    all
}

/// Copies folders as they are, with times and modes.
pub(crate) fn copy_all(from: &[PathBuf], to: &Path) {
    let mut copy = Command::new("cp");
    let status = copy.arg("-a").args(from).arg(to).status().expect("cp can be run");
    assert!(status.success(), "{from:?} could not be copied");
}

/// Ends all processes of a group.
pub(crate) fn kill_group(leader: u32) {
    let group = format!("-{leader}");
    let mut kill = Command::new("kill");
    kill.args(["-9", "--", &group]).stderr(Stdio::null()).status().expect("kill can be run");
}
