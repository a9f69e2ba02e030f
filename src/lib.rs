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
use crate::terminal::{Terminal, Verbosity};

/// Runs semflow once: `arguments` start with the name of the program. It does not panic: a defect
/// has an exit code, too.
pub fn run(arguments: impl IntoIterator<Item = OsString>, environment: Environment) -> ExitCode {
    let arguments = as_asked(arguments.into_iter().collect());
    let work = || match Arguments::try_parse_from(arguments) {
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

/// Returns the arguments; a program that is called by the name `git-cliff` is asked for a changelog
/// as git-cliff makes it.
fn as_asked(mut arguments: Vec<OsString>) -> Vec<OsString> {
    let name = arguments.first().map(Path::new).and_then(Path::file_stem);
    if name.is_some_and(|name| name == "git-cliff") {
        let is_version = |argument: &OsString| argument == "-V" || argument == "--version";
        if !arguments.iter().any(is_version) {
            arguments.splice(1..1, ["changelog", "--as-git-cliff"].map(OsString::from));
        }
    }
    arguments
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
