//! semflow: what changed → which version → what to say.
//!
//! ```text
//!  argv,env ─▶ cli ─▶ commands/<verb>.rs ────────────────────────────────────────────▶ exit code
//!                      │ read              │ decide (pure)          │ change        │ say
//!                      ▼                   ▼                        ▼               ▼
//!                config git files ─▶ domain/history → commit →   apply ◀─ plan   terminal
//!                                    version → changelog
//! ```
//!
//! Every command reads, decides, plans, applies and says, in this order, and nothing turns back.
//! `docs/architecture.md` has the layers and who may name whom; `tests/architecture.rs` holds them.

pub mod apply;
pub mod cli;
pub mod commands;
pub mod config;
pub mod domain;
pub mod failure;
pub mod files;
pub mod git;
pub mod plan;
pub mod programs;
pub mod terminal;

use std::ffi::OsString;
use std::path::Path;

use clap::Parser;

use crate::cli::arguments::Arguments;
use crate::cli::defect::contained;
use crate::cli::environment::Environment;
use crate::cli::exit_code::ExitCode;
use crate::commands::check::commit_msg;
use crate::domain::cliff::compat::STANDS_IN_FOR;
use crate::terminal::{Terminal, Verbosity};

/// Runs semflow once: `arguments` start with the name of the program. It does not panic: a defect
/// has an exit code, too.
pub fn run(arguments: impl IntoIterator<Item = OsString>, environment: Environment) -> ExitCode {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    if asks_git_cliff_for_version(&arguments) {
        return say_stood_in_for(environment);
    }
    let work = || match Arguments::try_parse_from(as_asked(arguments)) {
        Ok(arguments) => commands::run(&arguments, environment),
        Err(error) => explain_usage(&error, environment),
    };
    contained(work).unwrap_or_else(|failure| {
        // The streams of the run went down with it.
        let Environment { stdout, stderr, .. } = Environment::real();
        Terminal::new(stdout, stderr, Verbosity::Quiet, false).failure(&failure);
        failure.kind.into()
    })
}

/// Returns the file with a commit message where the arguments are those of the hook `commit-msg`.
pub fn handed_message(arguments: &[OsString]) -> Option<&Path> {
    commit_msg::handed(arguments).map(Path::new)
}

/// Runs the hook `commit-msg`: takes the short way where nothing is to be said of the message.
pub fn run_commit_msg(file: &Path) -> ExitCode {
    let is_fine = contained(|| commit_msg::is_fine(file));
    if matches!(is_fine, Ok(Ok(true))) {
        return ExitCode::Done;
    }
    let program = OsString::from("semflow");
    let words = ["hook", "run", "commit-msg"].map(OsString::from);
    let file = std::iter::once(OsString::from("--")).chain([file.as_os_str().to_owned()]);
    run(std::iter::once(program).chain(words).chain(file), Environment::real())
}

/// Returns the arguments; a program that is called by the name `git-cliff` is asked for a changelog
/// as git-cliff makes it.
fn as_asked(mut arguments: Vec<OsString>) -> Vec<OsString> {
    if is_called_git_cliff(&arguments) {
        arguments.splice(1..1, ["changelog", "--as-git-cliff"].map(OsString::from));
    }
    arguments
}

fn is_called_git_cliff(arguments: &[OsString]) -> bool {
    let name = arguments.first().map(Path::new).and_then(Path::file_stem);
    name.is_some_and(|name| name == "git-cliff")
}

/// Whether git-cliff is asked for its version: it is told which one is stood in for, and by what.
fn asks_git_cliff_for_version(arguments: &[OsString]) -> bool {
    let is_version = |argument: &OsString| argument == "-V" || argument == "--version";
    is_called_git_cliff(arguments) && arguments.get(1).is_some_and(is_version)
}

fn say_stood_in_for(environment: Environment) -> ExitCode {
    let (stdout, stderr) = (environment.stdout, environment.stderr);
    let own = env!("CARGO_PKG_VERSION");
    let text = format!("git-cliff {STANDS_IN_FOR} (semflow {own})\n");
    match Terminal::new(stdout, stderr, Verbosity::Normal, false).data(&text) {
        Ok(()) => ExitCode::Done,
        Err(failure) => failure.kind.into(),
    }
}

/// Prints what the argument parser has to say: help and version are answers, the rest is not.
fn explain_usage(error: &clap::Error, environment: Environment) -> ExitCode {
    let (stdout, stderr) = (environment.stdout, environment.stderr);
    let mut terminal = Terminal::new(stdout, stderr, Verbosity::Normal, false);
    let text = error.render().to_string();
    if error.use_stderr() {
        terminal.help(&text);
        return ExitCode::Usage;
    }
    match terminal.data(&text) {
        Ok(()) => ExitCode::Done,
        Err(failure) => failure.kind.into(),
    }
}
