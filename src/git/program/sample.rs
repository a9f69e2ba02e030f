//! A repository for the tests of this folder, apart from the configuration of whoever runs them.
#![expect(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "tests set up what they look at"
)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::git::program::object_id::ObjectId;
use crate::git::program::runner::Git;
use crate::git::repository::Repository;

/// A repository with one commit, which holds the file `a`.
pub(super) struct Sample {
    folder: TempDir,
    /// The top of its work tree; the name is one that a shell would take apart.
    pub(super) top: PathBuf,
}

impl Sample {
    pub(super) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let top = folder.path().join("my 'pr\u{f6}ject'");
        fs::create_dir(&top).unwrap();
        let home = "[user]\n\tname = Somebody\n\temail = somebody@example.com\n";
        fs::write(folder.path().join("config"), home).unwrap();
        let sample = Self { folder, top };
        sample.git(&["init", "-q", "-b", "main"]);
        sample.write("a", "a\n");
        sample.commit("first");
        sample
    }

    /// A folder beside the repository.
    pub(super) fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file beside the repository; returns where it is.
    pub(super) fn write_beside(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        let path = self.beside(name);
        fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    }

    pub(super) fn engine(&self) -> Git {
        self.engine_at(&self.top)
    }

    pub(super) fn engine_at(&self, folder: &Path) -> Git {
        let git = Git::of(&Repository::open(folder, None).unwrap());
        let mut variables = self.variables().into_iter();
        variables.try_fold(git, |git, (name, value)| Some(git.with_variable(name, value))).unwrap()
    }

    fn variables(&self) -> BTreeMap<&'static str, PathBuf> {
        BTreeMap::from([
            ("GIT_CONFIG_GLOBAL", self.beside("config")),
            ("GIT_CONFIG_NOSYSTEM", PathBuf::from("1")),
            ("HOME", self.folder.path().to_owned()),
        ])
    }

    /// Runs git in the work tree; it has to succeed.
    pub(super) fn git(&self, arguments: &[&str]) -> String {
        self.git_with(&[], arguments)
    }

    pub(super) fn git_with(&self, variables: &[(&str, &str)], arguments: &[&str]) -> String {
        let output = self.try_git(&self.top, variables, arguments);
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "git {arguments:?}: {said}");
        String::from_utf8_lossy(&output.stdout).trim_end().to_owned()
    }

    pub(super) fn try_git(
        &self,
        folder: &Path,
        variables: &[(&str, &str)],
        arguments: &[&str],
    ) -> Output {
        let mut git = Command::new("git");
        git.current_dir(folder).args(arguments).envs(self.variables());
        git.envs(variables.iter().copied()).output().unwrap()
    }

    pub(super) fn write(&self, path: &str, text: &str) {
        let path = self.top.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub(super) fn read(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.top.join(path)).ok()
    }

    /// Writes a hook that is a script of the shell.
    #[cfg(unix)]
    pub(super) fn hook(&self, name: &str, script: &str) {
        write_program(&self.top.join(".git/hooks").join(name), script);
    }

    pub(super) fn commit(&self, message: &str) -> ObjectId {
        self.git(&["add", "-A"]);
        self.git(&["commit", "-q", "--allow-empty", "-m", message]);
        self.head()
    }

    pub(super) fn head(&self) -> ObjectId {
        self.id("HEAD")
    }

    pub(super) fn id(&self, revision: &str) -> ObjectId {
        let id = self.git(&["rev-parse", "--verify", revision]);
        ObjectId::from_hex_bytes(id.as_bytes()).unwrap()
    }

    pub(super) fn object_count(&self) -> usize {
        crate::files::read::list(&self.top.join(".git/objects")).unwrap().len()
    }

    /// Returns all that a run may not change: refs, HEAD, index, files.
    pub(super) fn snapshot(&self) -> (String, String, Option<Vec<u8>>) {
        let refs =
            self.git(&["for-each-ref"]) + &self.git(&["rev-parse", "--symbolic-full-name", "HEAD"]);
        let state = [("GIT_OPTIONAL_LOCKS", "0")];
        let files = self.git_with(&state, &["status", "--porcelain", "-uall"]);
        (refs, files, fs::read(self.top.join(".git/index")).ok())
    }
}

/// Writes a program that is a script of the shell.
#[cfg(unix)]
pub(super) fn write_program(path: &Path, script: &str) {
    use std::os::unix::fs::PermissionsExt;
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    // A test that starts a program beside this one would keep the file open for writing.
    let output = Command::new("sh")
        .args(["-c", "printf '%s' \"$1\" > \"$0\""])
        .arg(path)
        .arg(format!("#!/bin/sh\n{script}\n"))
        .output();
    assert!(output.unwrap().status.success());
    fs::set_permissions(path, fs::Permissions::from_mode(0o755)).unwrap();
}
