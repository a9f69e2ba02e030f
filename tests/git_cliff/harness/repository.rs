//! Repositories made by git from a stream, cut off from the machine they are built on.
#![expect(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "git is run and files are copied here to make what the programs are tried on"
)]
#![expect(clippy::expect_used, reason = "a test that cannot build its repository has failed")]

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::Mutex;

use tempfile::TempDir;

use super::stream::Stream;

/// The name of the work tree below the folder of a case.
pub(crate) const WORK_TREE: &str = "repository";

/// A repository that is copied for each run.
pub(crate) struct Repository {
    folder: TempDir,
    revisions: Mutex<HashMap<String, String>>,
}

impl Repository {
    /// Returns the repository that a stream describes, with `main` in its work tree.
    pub(crate) fn of(stream: Stream) -> Self {
        let folder = TempDir::new().expect("a temporary folder can be made");
        fs::create_dir(folder.path().join("home")).expect("the home folder can be made");
        fs::create_dir(folder.path().join(WORK_TREE)).expect("the work tree can be made");
        let repository = Self { folder, revisions: Mutex::default() };
        let (bytes, commands) = stream.end();
        repository.git(&["init", "--quiet", "--template=", "--initial-branch=main"], b"");
        repository.git(&["fast-import", "--quiet", "--date-format=raw-permissive"], &bytes);
        if repository.run(&["rev-parse", "--verify", "--quiet", "main"], b"").status.success() {
            repository.git(&["reset", "--quiet", "--hard", "main"], b"");
        }
        for command in commands {
            let words: Vec<&str> = command.iter().map(String::as_str).collect();
            repository.git(&words, b"");
        }
        repository
    }

    /// Returns the full id of a revision.
    #[track_caller]
    pub(crate) fn id(&self, revision: &str) -> String {
        let mut known = self.revisions.lock().expect("no other thread failed here");
        let resolve = || self.git(&["rev-parse", "--verify", revision], b"");
        known.entry(revision.to_owned()).or_insert_with(resolve).clone()
    }

    /// Copies the work tree with its repository; objects never change and are shared.
    pub(crate) fn copy_to(&self, target: &Path) {
        copy(&self.folder.path().join(WORK_TREE), target, false);
    }

    #[track_caller]
    fn git(&self, arguments: &[&str], input: &[u8]) -> String {
        let output = self.run(arguments, input);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {arguments:?} failed: {stderr}");
        String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
    }

    fn run(&self, arguments: &[&str], input: &[u8]) -> Output {
        let mut git = Command::new("git");
        git.env_clear().envs(environment(&self.folder.path().join("home")));
        for role in ["AUTHOR", "COMMITTER"] {
            git.env(format!("GIT_{role}_NAME"), "Ada Example");
            git.env(format!("GIT_{role}_EMAIL"), "ada@example.com");
            git.env(format!("GIT_{role}_DATE"), "@1690000000 +0000");
        }
        git.current_dir(self.folder.path().join(WORK_TREE)).args(arguments);
        git.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = git.spawn().expect("git can be run");
        // A command that does not read may be gone already.
        let _ = child.stdin.take().expect("git reads").write_all(input);
        child.wait_with_output().expect("git ends")
    }
}

/// Returns the variables under which a program sees nothing of the machine but this home folder.
pub(crate) fn environment(home: &Path) -> Vec<(&'static str, OsString)> {
    let mut variables = vec![
        ("HOME", home.into()),
        ("USERPROFILE", home.into()),
        ("XDG_CONFIG_HOME", home.join(".config").into()),
        ("GIT_CONFIG_NOSYSTEM", "1".into()),
        ("GIT_CONFIG_GLOBAL", home.join("no-config").into()),
        ("GIT_TERMINAL_PROMPT", "0".into()),
        ("TZ", "UTC".into()),
        ("LC_ALL", "C".into()),
    ];
    for kept in ["PATH", "SYSTEMROOT", "TMPDIR", "TEMP"] {
        variables.extend(std::env::var_os(kept).map(|value| (kept, value)));
    }
    variables
}

fn copy(from: &Path, to: &Path, is_shared: bool) {
    fs::create_dir_all(to).expect("the folder of a copy can be made");
    for entry in fs::read_dir(from).expect("the folder can be listed") {
        let source: PathBuf = entry.expect("the folder can be listed").path();
        let name = source.file_name().expect("a file that is listed has a name");
        let target = to.join(name);
        match (source.is_dir(), is_shared) {
            (true, _) => copy(&source, &target, is_shared || name == "objects"),
            (false, true) => fs::hard_link(&source, &target).expect("an object can be shared"),
            (false, false) => _ = fs::copy(&source, &target).expect("the file can be copied"),
        }
    }
}
