//! The two streams of a run, and how data, failures and remarks look on them.

use std::io::{ErrorKind, Write};

use anstyle::{AnsiColor, Style};

use crate::failure::{Failure, Result};
use crate::terminal::progress::Progress;
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
                Err(Failure::world("cannot write to standard output")
                    .because(error)
                    .hint("look where it leads: a full disk, or a device that takes nothing"))
            }
            _ => Ok(()),
        }
    }

    /// Prints text that is neither an answer nor a remark: a help page after a mistake.
    pub fn help(&mut self, text: &str) {
        // There is nobody left to tell when stderr is gone.
        self.stderr.writer.write_all(text.as_bytes()).ok();
    }

    /// Prints a page that was asked for beside the answer. It goes to stderr, so that a script gets
    /// the answer alone; text from commits cannot steer a terminal.
    pub fn page(&mut self, text: &str) {
        self.help(&sanitize(text));
    }

    /// Returns the line that long work draws while it lasts: nothing unless a person looks at stderr.
    pub fn progress(&self) -> Progress {
        match self.stderr.is_terminal && self.verbosity >= Verbosity::Normal {
            true => Progress::shown(),
            false => Progress::default(),
        }
    }

    /// Prints a failure: what, where, what lies beneath, what to do.
    pub fn failure(&mut self, failure: &Failure) {
        self.line("error:", AnsiColor::Red, &failure.what);
        if let Some(place) = &failure.place {
            self.line("  at", AnsiColor::Blue, place);
        }
        for cause in &failure.causes {
            self.line("caused by:", AnsiColor::Yellow, cause);
        }
        for hint in &failure.hints {
            self.line("hint:", AnsiColor::Green, hint);
        }
    }

    /// Prints something that may make the answer wrong.
    pub fn warning(&mut self, text: &str) {
        if self.verbosity >= Verbosity::Normal {
            self.line("warning:", AnsiColor::Yellow, text);
        }
    }

    /// Prints a remark.
    pub fn note(&mut self, text: &str) {
        if self.verbosity >= Verbosity::Normal {
            self.line("note:", AnsiColor::Cyan, text);
        }
    }

    /// Prints a detail for those who asked for details.
    pub fn detail(&mut self, text: &str) {
        if self.is_verbose() {
            self.line("detail:", AnsiColor::Cyan, text);
        }
    }

    /// Prints a page that was made for this terminal: it is sanitised already and may have colours.
    pub fn rendered(&mut self, page: &str) {
        self.help(page);
    }

    /// Whether colours are wanted.
    pub fn is_coloured(&self) -> bool {
        self.is_coloured
    }

    /// Whether nothing but failures is to be said.
    pub fn is_quiet(&self) -> bool {
        self.verbosity == Verbosity::Quiet
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
        writeln!(self.stderr.writer, "{style}{label}{style:#} {text}").ok();
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;
    use std::sync::{Arc, Mutex};

    use super::{Stream, Terminal, Verbosity};
    use crate::failure::Failure;

    #[derive(Clone, Default)]
    struct Paper(Arc<Mutex<Vec<u8>>>);

    impl Write for Paper {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    fn written(is_coloured: bool, write: impl Fn(&mut Terminal)) -> (String, String) {
        let (stdout, stderr) = (Paper::default(), Paper::default());
        let stream = |paper: &Paper| Stream { writer: Box::new(paper.clone()), is_terminal: false };
        let streams = (stream(&stdout), stream(&stderr));
        write(&mut Terminal::new(streams.0, streams.1, Verbosity::Quiet, is_coloured));
        let text = |paper: &Paper| String::from_utf8(paper.0.lock().unwrap().clone()).unwrap();
        (text(&stdout), text(&stderr))
    }

    #[test]
    fn a_failure_has_one_shape() {
        let failure =
            Failure::world("cannot do it").at("here:1").because("this").because("that").hint("go");
        let (stdout, stderr) = written(false, |terminal| terminal.failure(&failure));
        assert_eq!(stdout, "");
        assert_eq!(
            stderr,
            "error: cannot do it\n  at here:1\ncaused by: this\ncaused by: that\nhint: go\n"
        );
        let (_, coloured) = written(true, |terminal| terminal.failure(&failure));
        assert!(coloured.contains("error:\u{1b}[0m cannot do it"), "{coloured:?}");
    }

    #[test]
    fn a_page_goes_to_stderr_and_cannot_steer_the_terminal() {
        let written = written(false, |terminal| terminal.page("why\u{1b}[31m\n"));
        assert_eq!(written, (String::new(), "why\\x1b[31m\n".to_owned()));
    }
}
