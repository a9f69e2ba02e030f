//! The two streams of a run, and how data, failures and remarks look on them.

use std::io::{ErrorKind, Write};

use anstyle::{AnsiColor, Style};

use crate::failure::{Failure, Result};
use crate::terminal::sanitize::sanitize;

/// Where output goes.
pub struct Stream {
    /// Takes the bytes.
    pub writer: Box<dyn Write + Send>,
    /// Whether a person looks at it.
    pub is_terminal: bool,
}

/// How much is said on stderr besides failures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verbosity {
    /// Failures only.
    Quiet,
    /// Warnings and notes.
    Normal,
    /// Details, too.
    Verbose,
}

/// The streams of a run.
pub struct Terminal {
    stdout: Stream,
    stderr: Stream,
    verbosity: Verbosity,
    is_coloured: bool,
}

impl Terminal {
    /// Returns a terminal on these streams.
    pub fn new(stdout: Stream, stderr: Stream, verbosity: Verbosity, is_coloured: bool) -> Self {
        Self { stdout, stderr, verbosity, is_coloured }
    }

    /// Prints an answer. A reader that went away is no failure; text from commits cannot steer a
    /// terminal.
    ///
    /// # Errors
    /// When standard output cannot be written to.
    pub fn data(&mut self, text: &str) -> Result<()> {
        let safe = if self.stdout.is_terminal { sanitize(text) } else { text.into() };
        let writer = &mut self.stdout.writer;
        match writer.write_all(safe.as_bytes()).and_then(|()| writer.flush()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                Err(Failure::world("cannot write to standard output").because(error))
            }
            _ => Ok(()),
        }
    }

    /// Prints text that is neither an answer nor a remark: a help page after a mistake.
    pub fn help(&mut self, text: &str) {
        // There is nobody left to tell when stderr is gone.
        self.stderr.writer.write_all(text.as_bytes()).ok();
    }

    /// Prints a failure.
    pub fn failure(&mut self, failure: &Failure) {
        self.line("error", AnsiColor::Red, &failure.what);
        if let Some(place) = &failure.place {
            self.line("   at", AnsiColor::Blue, place);
        }
        for cause in &failure.causes {
            self.line("cause", AnsiColor::Yellow, cause);
        }
        for hint in &failure.hints {
            self.line(" hint", AnsiColor::Green, hint);
        }
    }

    /// Prints something that may make the answer wrong.
    pub fn warning(&mut self, text: &str) {
        if self.verbosity >= Verbosity::Normal {
            self.line("warning", AnsiColor::Yellow, text);
        }
    }

    /// Prints a remark.
    pub fn note(&mut self, text: &str) {
        if self.verbosity >= Verbosity::Normal {
            self.line("note", AnsiColor::Cyan, text);
        }
    }

    /// Prints a detail for those who asked for details.
    pub fn detail(&mut self, text: &str) {
        if self.is_verbose() {
            self.line("detail", AnsiColor::Cyan, text);
        }
    }

    /// Whether details were asked for.
    pub fn is_verbose(&self) -> bool {
        self.verbosity >= Verbosity::Verbose
    }

    fn line(&mut self, label: &str, colour: AnsiColor, text: &str) {
        let style = match self.is_coloured {
            true => Style::new().bold().fg_color(Some(colour.into())),
            false => Style::new(),
        };
        let text = sanitize(text);
        // There is nobody left to tell when stderr is gone.
        writeln!(self.stderr.writer, "{style}{label}:{style:#} {text}").ok();
    }
}
