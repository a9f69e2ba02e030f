//! How the lines of files are to be looked at: the attribute `diff` (gitattributes).
//!
//! It is that of the work tree and of `info/attributes` as they are now, also for a commit of years
//! ago, as in libgit2.

use std::collections::HashMap;
use std::path::Path;

use git2::{AttrCheckFlags, AttrValue};

/// How the lines of a file are looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Driver {
    /// As text, unless it holds a NUL.
    Auto,
    /// As text.
    Text,
    /// Not at all.
    Binary,
}

/// The drivers of the files of one repository.
pub(super) struct Drivers<'r> {
    repository: &'r git2::Repository,
    known: HashMap<Box<[u8]>, Driver>,
}

impl<'r> Drivers<'r> {
    pub(super) fn new(repository: &'r git2::Repository) -> Self {
        Self { repository, known: HashMap::new() }
    }

    /// Returns the driver for the file at a path; `None` where only libgit2 can tell.
    pub(super) fn of(&mut self, path: &[u8]) -> Option<Driver> {
        if let Some(driver) = self.known.get(path) {
            return Some(*driver);
        }
        let text = Path::new(std::str::from_utf8(path).ok()?);
        let flags = AttrCheckFlags::FILE_THEN_INDEX;
        let value = self.repository.get_attr_bytes(text, "diff", flags).ok()?;
        let driver = match AttrValue::from_bytes(value) {
            AttrValue::Unspecified => Driver::Auto,
            AttrValue::True => Driver::Text,
            AttrValue::False => Driver::Binary,
            AttrValue::String(name) => self.with_name(name)?,
            AttrValue::Bytes(_) => return None,
        };
        self.known.insert(path.into(), driver);
        Some(driver)
    }

    /// Returns what a driver with a name does, besides finding the heads of functions: what
    /// `diff.NAME.binary` says (git-config).
    fn with_name(&self, name: &str) -> Option<Driver> {
        let config = self.repository.config().ok()?;
        Some(match config.get_bool(&format!("diff.{name}.binary")) {
            Ok(true) => Driver::Binary,
            Ok(false) => Driver::Text,
            Err(_) => Driver::Auto,
        })
    }
}
