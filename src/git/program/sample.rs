//! A repository for the tests of this folder, apart from the configuration of whoever runs them.
#![expect(clippy::disallowed_types, reason = "tests set up what they look at")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

use crate::files::place::make_folder;
use crate::files::private::write_private;
use crate::files::read;
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
        make_folder(&top).unwrap();
        let home = "[user]\n\tname = Somebody\n\temail = somebody@example.com\n";
        write_private(&folder.path().join("config"), home.as_bytes()).unwrap();
        let sample = Self { folder, top };
        sample.git(&["init", "-q", "-b", "main"]);
        sample.write("a", "a\n");
        sample.commit("first");
        sample
    }

    /// A repository whose branch `main` is on its remote `origin`.
    pub(super) fn with_remote() -> Self {
        let sample = Self::new();
        let remote = sample.remote().to_str().unwrap().to_owned();
        sample.git(&["init", "-q", "--bare", "-b", "main", &remote]);
        sample.git(&["remote", "add", "origin", &remote]);
        sample.git(&["push", "-q", "origin", "main"]);
        sample
    }

    fn remote(&self) -> PathBuf {
        self.beside("remote")
    }

    pub(super) fn git_in_remote(&self, arguments: &[&str]) {
        assert!(self.try_git(&self.remote(), &[], arguments).status.success());
    }

    #[cfg(unix)]
    pub(super) fn remote_hook(&self, name: &str, script: &str) {
        write_program(&self.remote().join("hooks").join(name), script);
    }

    /// A folder beside the repository.
    pub(super) fn beside(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file beside the repository; returns where it is.
    pub(super) fn write_beside(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        let path = self.beside(name);
        write_private(&path, text.as_ref()).unwrap();
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
        write_private(&self.top.join(path), text.as_bytes()).unwrap();
    }

    pub(super) fn read(&self, path: &str) -> Option<String> {
        read::read_text(&self.top.join(path)).unwrap()
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
        read::list(&self.top.join(".git/objects")).unwrap().len()
    }

    /// Returns all that a run may not change: refs, HEAD, index, files.
    pub(super) fn snapshot(&self) -> (String, String, Option<Vec<u8>>) {
        let refs =
            self.git(&["for-each-ref"]) + &self.git(&["rev-parse", "--symbolic-full-name", "HEAD"]);
        let state = [("GIT_OPTIONAL_LOCKS", "0")];
        let files = self.git_with(&state, &["status", "--porcelain", "-uall"]);
        (refs, files, read::read(&self.top.join(".git/index")).unwrap())
    }
}

/// Writes a program that is a script of the shell.
#[cfg(unix)]
pub(super) fn write_program(path: &Path, script: &str) {
    // A test that starts a program beside this one would keep the file open for writing, if this
    // process wrote it.
    let mut sh = Command::new("sh");
    sh.args(["-c", "mkdir -p \"${0%/*}\" && printf '%s' \"$1\" > \"$0\" && chmod +x \"$0\""]);
    let output = sh.arg(path).arg(format!("#!/bin/sh\n{script}\n")).output().unwrap();
    assert!(output.status.success());
}
