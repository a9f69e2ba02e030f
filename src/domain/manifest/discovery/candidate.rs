//! A file that may hold the version of the project.

use crate::domain::manifest::locate::FormatKind;

/// What ties a file to the project.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bond {
    /// It speaks for the project: it has to agree.
    Own,
    /// It belongs to a package of the project, which may have a version of its own.
    Member,
    /// It repeats what the manifests say.
    Lock,
}

/// A file that may hold the version of the project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    /// The file, from the root.
    pub(super) path: String,
    /// Its kind.
    pub(super) kind: FormatKind,
    /// What ties it to the project.
    pub(super) bond: Bond,
    /// The name of the package that it is the manifest of.
    pub(super) package: Option<String>,
}

impl Candidate {
    pub(super) fn new(path: impl Into<String>, kind: FormatKind, bond: Bond) -> Self {
        Self { path: path.into(), kind, bond, package: None }
    }

    /// Returns the candidate as the manifest of a package.
    pub(super) fn of(mut self, package: Option<String>) -> Self {
        self.package = package;
        self
    }
}
