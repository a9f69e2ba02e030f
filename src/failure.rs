//! The one way out of semflow when something cannot be done.
//!
//! Every layer may name this module and it names none of them, so a failure travels from the place
//! where it happens to the terminal without being wrapped on the way.

use std::fmt;

/// Why a command ends without its answer; it decides the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// The answer is no: exit code 1.
    No,
    /// The arguments or the configuration are wrong: exit code 2.
    Usage,
    /// The repository's state forbids it: exit code 3.
    State,
    /// The world failed: disk, network, a program that was called: exit code 4.
    World,
    /// Something that cannot happen has happened: exit code 70.
    Bug,
}

/// What could not be done, where, why, and what to do next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Decides the exit code.
    pub kind: FailureKind,
    /// What was being done and what went wrong: one lowercase sentence without a full stop.
    pub what: String,
    /// The place: `file:line:column`, a ref, a commit, a configuration key.
    pub place: Option<String>,
    /// What lies beneath, outermost first.
    pub causes: Vec<String>,
    /// What to do next, best first.
    pub hints: Vec<String>,
}

/// The result of everything that can fail.
pub type Result<T> = std::result::Result<T, Failure>;

impl Failure {
    /// Returns the failure that is an answer: what was asked for is not so.
    pub fn no(what: impl Into<String>) -> Self {
        Self::new(FailureKind::No, what)
    }

    /// Returns a failure of the arguments or the configuration.
    pub fn usage(what: impl Into<String>) -> Self {
        Self::new(FailureKind::Usage, what)
    }

    /// Returns a failure of the repository's state.
    pub fn state(what: impl Into<String>) -> Self {
        Self::new(FailureKind::State, what)
    }

    /// Returns a failure of the world outside.
    pub fn world(what: impl Into<String>) -> Self {
        Self::new(FailureKind::World, what)
    }

    /// Returns a failure that only a defect of semflow explains.
    pub fn bug(what: impl Into<String>) -> Self {
        Self::new(FailureKind::Bug, what).hint("please report this with the command you ran")
    }

    fn new(kind: FailureKind, what: impl Into<String>) -> Self {
        Self { kind, what: what.into(), place: None, causes: Vec::new(), hints: Vec::new() }
    }

    /// Returns the failure with the place where it happened.
    #[must_use]
    pub fn at(mut self, place: impl Into<String>) -> Self {
        self.place = Some(place.into());
        self
    }

    /// Returns the failure with one more cause beneath it.
    #[must_use]
    pub fn because(mut self, cause: impl fmt::Display) -> Self {
        self.causes.push(cause.to_string());
        self
    }

    /// Returns the failure with one more thing that can be done about it.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hints.push(hint.into());
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.place {
            Some(place) => write!(f, "{place}: {}", self.what),
            None => f.write_str(&self.what),
        }
    }
}

impl std::error::Error for Failure {}
