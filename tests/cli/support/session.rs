//! A person who runs git: at a terminal, or in a program that has none.
#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    reason = "git is run here, and its editor gets what a person would type"
)]
#![expect(clippy::expect_used, reason = "a test that cannot run git has failed")]

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use assert_cmd::cargo::cargo_bin;
use rexpect::process::WaitStatus;
use rexpect::session::{PtySession, spawn_command};

use super::repository::Repo;

/// Milliseconds that git may take before it counts as hanging.
const LONGEST: u64 = 120_000;

/// Puts what is typed over the template of git.
const TYPES: &str =
    "f() { cat \"$HOME/typed\" \"$1\" > \"$HOME/both\" && cp \"$HOME/both\" \"$1\"; }; f";

/// The world of a person around a repository.
pub(crate) struct Session<'r> {
    repo: &'r Repo,
    folder: PathBuf,
    variables: Vec<(OsString, OsString)>,
}

impl<'r> Session<'r> {
    /// Returns somebody in the work tree, whose editor changes nothing.
    pub(crate) fn at(repo: &'r Repo) -> Self {
        let session = Self { repo, folder: repo.path().to_owned(), variables: Vec::new() };
        let person = ["AUTHOR", "COMMITTER"].into_iter().fold(session, |session, role| {
            session
                .env(&format!("GIT_{role}_NAME"), "Ada Example")
                .env(&format!("GIT_{role}_EMAIL"), "ada@example.com")
        });
        // Where git waits for an editor it says so, and takes it back.
        let quiet = [("COUNT", "1"), ("KEY_0", "advice.waitingForEditor"), ("VALUE_0", "false")];
        let person = quiet
            .iter()
            .fold(person, |person, (name, value)| person.env(&format!("GIT_CONFIG_{name}"), value));
        person.env("TERM", "xterm").env("GIT_EDITOR", "true")
    }

    /// Returns the same person in another folder, from the work tree on.
    pub(crate) fn within(mut self, folder: &str) -> Self {
        self.folder = self.repo.path().join(folder);
        self
    }

    /// Returns the session with a variable.
    pub(crate) fn env(mut self, name: &str, value: &str) -> Self {
        self.variables.push((name.into(), value.into()));
        self
    }

    /// Returns the session with an editor that puts a text over what git has prepared.
    pub(crate) fn typing(self, text: impl AsRef<[u8]>) -> Self {
        let home = self.repo.path().parent().expect("a repository lies in a folder").join("home");
        fs::write(home.join("typed"), text).expect("what is typed can be written");
        self.env("GIT_EDITOR", TYPES)
    }

    /// Returns the session with an editor that makes one change, in the words of `sed`.
    pub(crate) fn editing(self, change: &str) -> Self {
        self.env("GIT_EDITOR", &format!("sed -i.old -e '{change}'"))
    }

    /// Runs git without a terminal.
    #[track_caller]
    pub(crate) fn git(&self, arguments: &[&str]) -> Said {
        let mut git = self.command("git", arguments);
        git.stdin(Stdio::null());
        let output = git.output().expect("git can be run");
        let text = [output.stdout, output.stderr].concat();
        Said { text: String::from_utf8_lossy(&text).into_owned(), code: output.status.code() }
    }

    /// Runs a line of shell as it was printed for the person.
    #[track_caller]
    pub(crate) fn shell(&self, line: &str) -> Said {
        let output = self.command("sh", &["-c", line]).output().expect("sh can be run");
        let text = [output.stdout, output.stderr].concat();
        Said { text: String::from_utf8_lossy(&text).into_owned(), code: output.status.code() }
    }

    /// Runs git at a terminal, to the end.
    #[track_caller]
    pub(crate) fn git_at_terminal(&self, arguments: &[&str]) -> Said {
        Said::at_end(self.started(arguments))
    }

    /// Starts git at a terminal.
    #[track_caller]
    pub(crate) fn started(&self, arguments: &[&str]) -> PtySession {
        spawn_command(self.command("git", arguments), Some(LONGEST)).expect("git can be started")
    }

    /// Returns the folder of git that belongs to the work tree where the person is.
    #[track_caller]
    pub(crate) fn git_dir(&self) -> PathBuf {
        let said = self.git(&["rev-parse", "--absolute-git-dir"]);
        PathBuf::from(said.ends_with(0).text.trim_end())
    }

    /// Returns the message that was rejected last.
    #[track_caller]
    pub(crate) fn rejected(&self) -> String {
        let file = self.git_dir().join("semflow/rejected.txt");
        fs::read_to_string(file).expect("the rejected message is kept")
    }

    /// Returns what git stored for HEAD, or another commit.
    #[track_caller]
    pub(crate) fn stored(&self, commit: &str) -> String {
        let said = self.git(&["cat-file", "commit", commit]);
        let (_, message) =
            said.ends_with(0).text.split_once("\n\n").expect("a commit has a message");
        message.to_owned()
    }

    fn command(&self, program: &str, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        command.env_clear().envs(self.repo.environment());
        command.env("PATH", path_with_semflow()).envs(self.variables.iter().cloned());
        // A shell says where the person is.
        command.env("PWD", &self.folder).current_dir(&self.folder).args(arguments);
        command
    }
}

/// Returns `PATH` with the program under test at its head.
pub(crate) fn path_with_semflow() -> OsString {
    let program = cargo_bin!("semflow");
    let folder = program.parent().unwrap_or(Path::new("."));
    let others = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(folder.to_owned()).chain(std::env::split_paths(&others));
    std::env::join_paths(folders).expect("the folders can stand in PATH")
}

/// What a person reads, and how it ended.
#[must_use = "assert what was said or how it ended"]
pub(crate) struct Said {
    /// Both streams.
    pub(crate) text: String,
    /// The exit code; `None` after a signal.
    pub(crate) code: Option<i32>,
}

impl Said {
    /// Waits for the end of what was started; the line ends of a terminal become plain ones.
    #[track_caller]
    pub(crate) fn at_end(mut session: PtySession) -> Self {
        // What is read from the terminal comes as one character for each byte.
        let characters = session.exp_eof().expect("git ends");
        let bytes = characters.chars().filter_map(|one| u8::try_from(u32::from(one)).ok());
        let text = String::from_utf8(bytes.collect()).expect("git and semflow say text");
        let text = text.replace("\r\n", "\n");
        let code = match session.process().wait().expect("git has ended") {
            WaitStatus::Exited(_, code) => Some(code),
            _ => None,
        };
        Self { text, code }
    }

    /// Asserts how it ended.
    #[track_caller]
    pub(crate) fn ends_with(&self, code: i32) -> &Self {
        assert_eq!(self.code, Some(code), "{}", self.text);
        self
    }

    /// Asserts that a text was said.
    #[track_caller]
    pub(crate) fn says(&self, text: &str) -> &Self {
        assert!(self.text.contains(text), "{text:?} was not said:\n{}", self.text);
        self
    }

    /// Asserts that a text was not said.
    #[track_caller]
    pub(crate) fn omits(&self, text: &str) -> &Self {
        assert!(!self.text.contains(text), "{text:?} was said:\n{}", self.text);
        self
    }

    /// Returns the same without the colours of a terminal.
    pub(crate) fn uncoloured(&self) -> Self {
        let mut parts = self.text.split("\u{1b}[");
        let first = parts.next().unwrap_or_default().to_owned();
        let text = parts
            .filter_map(|part| part.split_once('m'))
            .fold(first, |text, (_, part)| text + part);
        Self { text, code: self.code }
    }

    /// Returns the command of git that reopens the rejected message, as it was printed.
    #[track_caller]
    pub(crate) fn reopening(&self) -> &str {
        let mut lines = self.text.lines().map(str::trim);
        let line = lines.find_map(|line| line.strip_suffix("  reopen it in your editor"));
        line.expect("a command is named").trim_end()
    }
}
