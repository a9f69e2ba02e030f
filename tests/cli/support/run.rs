//! Running the program on a repository, with nothing of the machine's environment around it.
#![expect(clippy::expect_used, reason = "a test that cannot run the program has failed")]
#![expect(clippy::disallowed_types, reason = "the program is run here with streams of its own")]

use std::fmt;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use assert_cmd::Command;
use assert_cmd::cargo::cargo_bin;

use super::repository::Repo;

/// How long a run may take before it counts as hanging.
const LONGEST: Duration = Duration::from_secs(60);

/// Runs `semflow` in the work tree of a repository.
pub(crate) fn semflow(repo: &Repo, arguments: &[&str]) -> Output {
    Run::on(repo).semflow(arguments)
}

/// A run that needs another folder or more environment than [`semflow`] gives it.
#[must_use = "nothing runs before `semflow`"]
pub(crate) struct Run {
    command: Command,
    folder: PathBuf,
}

impl Run {
    /// Returns a run in the work tree of a repository.
    pub(crate) fn on(repo: &Repo) -> Self {
        let mut command = Command::new(cargo_bin!("semflow"));
        command.env_clear().envs(repo.environment()).timeout(LONGEST);
        Self { command, folder: repo.path().to_owned() }
    }

    /// Returns the run in a folder below the work tree.
    pub(crate) fn within(mut self, folder: &str) -> Self {
        self.folder.push(folder);
        self
    }

    /// Returns the run with one more variable.
    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.command.env(name, value);
        self
    }

    /// Returns the run with this on standard input.
    pub(crate) fn reading(mut self, input: &str) -> Self {
        self.command.write_stdin(input);
        self
    }

    /// Runs the program by the name `git-cliff`.
    #[track_caller]
    pub(crate) fn git_cliff(mut self, arguments: &[&str]) -> Output {
        let folder = tempfile::TempDir::new().expect("a temporary folder can be made");
        let named = folder.path().join(format!("git-cliff{}", std::env::consts::EXE_SUFFIX));
        #[cfg(unix)]
        let linked = std::os::unix::fs::symlink(cargo_bin!("semflow"), &named);
        #[cfg(not(unix))]
        let linked = std::fs::copy(cargo_bin!("semflow"), &named);
        linked.expect("the program can be given another name");
        let mut command = Command::new(&named);
        command.env_clear().timeout(LONGEST);
        for (name, value) in self.command.get_envs() {
            command.envs(value.map(|value| (name, value)));
        }
        self.command = command;
        self.semflow(arguments)
    }

    /// Runs `semflow` with a standard output that nobody reads; returns standard error and the code.
    pub(crate) fn unread(self, arguments: &[&str]) -> Output {
        let (reader, writer) = std::io::pipe().expect("a pipe can be made");
        drop(reader);
        self.into_stream(writer.into(), arguments)
    }

    /// Runs `semflow` with this standard output; returns standard error and the code.
    pub(crate) fn into_stream(self, stdout: Stdio, arguments: &[&str]) -> Output {
        let mut command = std::process::Command::new(self.command.get_program());
        command.env_clear();
        for (name, value) in self.command.get_envs() {
            command.envs(value.map(|value| (name, value)));
        }
        command.current_dir(&self.folder).args(arguments).stdout(stdout).stderr(Stdio::piped());
        let run = command.spawn().expect("semflow can be run");
        Output::of(run.wait_with_output().expect("semflow ends"))
    }

    /// Runs `semflow` with these arguments.
    #[track_caller]
    pub(crate) fn semflow(mut self, arguments: &[&str]) -> Output {
        let run = self.command.current_dir(&self.folder).args(arguments);
        Output::of(run.output().expect("semflow can be run"))
    }
}

/// What a run printed and how it ended.
#[must_use = "assert what was printed or how it ended"]
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Output {
    /// Standard output.
    pub(crate) stdout: String,
    /// Standard error.
    pub(crate) stderr: String,
    /// The exit code; `None` after a signal or the time limit.
    pub(crate) code: Option<i32>,
}

impl Output {
    fn of(run: std::process::Output) -> Self {
        Self {
            stdout: String::from_utf8(run.stdout).expect("standard output is UTF-8"),
            stderr: String::from_utf8(run.stderr).expect("standard error is UTF-8"),
            code: run.status.code(),
        }
    }

    /// Returns standard output as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> serde_json::Value {
        self.ends_with(0);
        serde_json::from_str(&self.stdout).expect("standard output is JSON")
    }

    /// Asserts that the run failed with this code, with nothing on standard output.
    #[track_caller]
    pub(crate) fn fails_with(&self, code: i32) -> &Self {
        self.ends_with(code).prints_nothing()
    }

    /// Asserts that the run succeeded and its answer is `stdout`, whatever it says beside.
    #[track_caller]
    pub(crate) fn says(&self, stdout: &str) -> &Self {
        self.ends_with(0);
        assert_eq!(self.stdout, stdout, "{self}");
        self
    }

    /// Asserts that standard output does not hold a text.
    #[track_caller]
    pub(crate) fn omits(&self, text: &str) -> &Self {
        assert!(!self.stdout.contains(text), "standard output holds {text:?}\n{self}");
        self
    }

    /// Asserts that the run succeeded and said nothing beside its answer, which is `stdout`.
    #[track_caller]
    pub(crate) fn answers(&self, stdout: &str) {
        let expected = Self { stdout: stdout.to_owned(), stderr: String::new(), code: Some(0) };
        assert_eq!(*self, expected);
    }

    /// Asserts how the run ended.
    #[track_caller]
    pub(crate) fn ends_with(&self, code: i32) -> &Self {
        assert_eq!(self.code, Some(code), "{self}");
        self
    }

    /// Asserts that standard output holds a text.
    #[track_caller]
    pub(crate) fn prints(&self, text: &str) -> &Self {
        assert!(self.stdout.contains(text), "standard output lacks {text:?}\n{self}");
        self
    }

    /// Asserts that standard error holds a text.
    #[track_caller]
    pub(crate) fn warns(&self, text: &str) -> &Self {
        assert!(self.stderr.contains(text), "standard error lacks {text:?}\n{self}");
        self
    }

    /// Asserts that standard output is empty.
    #[track_caller]
    pub(crate) fn prints_nothing(&self) -> &Self {
        assert_eq!(self.stdout, "", "{self}");
        self
    }
}

impl fmt::Display for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { stdout, stderr, code } = self;
        write!(f, "exit code: {code:?}\n-- stdout\n{stdout}\n-- stderr\n{stderr}")
    }
}

#[cfg(test)]
mod tests {
    use super::{Output, Run, semflow};
    use crate::support::repository::Repo;

    #[test]
    fn the_program_runs_in_the_repository_or_below_it() {
        let repo = Repo::new();
        semflow(&repo, &["--help"]).ends_with(0).prints("Usage");
        let refused = semflow(&repo, &["--no-such-flag"]);
        refused.ends_with(2).prints_nothing().warns("--no-such-flag");
        repo.write("below/file.txt", "");
        let run = Run::on(&repo).within("below").env("NO_COLOR", "1");
        run.semflow(&["--help"]).ends_with(0);
    }

    #[test]
    fn an_answer_is_all_that_is_printed() {
        said("").answers("1.0.0\n");
    }

    #[test]
    #[should_panic(expected = "careful")]
    fn an_answer_with_a_warning_is_not_just_an_answer() {
        said("careful").answers("1.0.0\n");
    }

    fn said(stderr: &str) -> Output {
        Output { stdout: "1.0.0\n".to_owned(), stderr: stderr.to_owned(), code: Some(0) }
    }
}
