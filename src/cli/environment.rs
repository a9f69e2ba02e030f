//! The world around a run as values: variables, folder, clock, streams. Nothing else reads them.
#![expect(clippy::disallowed_methods, reason = "this module is where the world comes in")]

use std::collections::HashMap;
use std::ffi::OsString;
use std::io::{IsTerminal, Read};
use std::path::PathBuf;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::failure::{Failure, Result};
use crate::terminal::Stream;

/// The world around a run.
pub struct Environment {
    /// The folder the program was started in.
    pub folder: PathBuf,
    /// The program that runs: its own file, links followed where the system follows them.
    pub program: PathBuf,
    /// The environment variables.
    pub variables: HashMap<OsString, OsString>,
    /// Seconds since 1970-01-01 00:00 UTC.
    pub now: i64,
    /// For data.
    pub stdout: Stream,
    /// For everything else.
    pub stderr: Stream,
}

impl Environment {
    /// Returns the environment of this process.
    pub fn real() -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        let (stdout, stderr) = (std::io::stdout(), std::io::stderr());
        Self {
            folder: std::env::current_dir().unwrap_or_else(|_| PathBuf::from(".")),
            program: std::env::current_exe().unwrap_or_else(|_| PathBuf::from("semflow")),
            variables: std::env::vars_os().collect(),
            now: i64::try_from(now).unwrap_or(i64::MAX),
            stdout: Stream {
                is_terminal: stdout.is_terminal(),
                writer: Box::new(std::io::BufWriter::new(stdout)),
            },
            stderr: Stream { is_terminal: stderr.is_terminal(), writer: Box::new(stderr) },
        }
    }

    /// Returns a variable that is set and not empty.
    pub fn variable(&self, name: &str) -> Option<&str> {
        let value = self.variables.get(std::ffi::OsStr::new(name))?;
        value.to_str().filter(|value| !value.is_empty())
    }

    /// Whether a variable is set, be it empty.
    pub fn is_set(&self, name: &str) -> bool {
        self.variables.contains_key(std::ffi::OsStr::new(name))
    }

    /// Returns a variable that names a path.
    pub fn path(&self, name: &str) -> Option<PathBuf> {
        let value = self.variables.get(std::ffi::OsStr::new(name))?;
        (!value.is_empty()).then(|| PathBuf::from(value))
    }
}

/// Returns a variable of this process, without taking in the others: what a hook asks before it
/// knows whether it needs an [`Environment`].
pub fn process_variable(name: &str) -> Option<OsString> {
    std::env::var_os(name)
}

/// Returns all that standard input holds.
///
/// # Errors
/// When it cannot be read, or holds something that is no text.
pub fn read_stdin() -> Result<String> {
    let mut text = String::new();
    std::io::stdin().read_to_string(&mut text).map_err(|error| {
        Failure::world("cannot read standard input")
            .because(error)
            .hint("it has to be text in UTF-8")
    })?;
    Ok(text)
}
