//! The places of a text at which a version stands.

use std::fmt;
use std::ops::Range;

use semver::Version;

use crate::domain::manifest::spelling::Spelling;

/// A place at which a version stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionSite {
    /// The bytes of the version alone: without quotes, without a `v` or a range operator before it.
    pub span: Range<usize>,
    /// What stands there now.
    pub text: String,
    /// The name by which its readers know it: `package.version`, `/project/version`,
    /// `x-semflow-version`.
    pub field: String,
    /// How a version is written there.
    pub spelling: Spelling,
}

impl VersionSite {
    /// Returns what stands here when the project has this version: what stands here now, where it
    /// says so already.
    pub fn with(&self, version: &Version) -> String {
        match !self.is_requirement() && self.spelling.says(&self.text, version) {
            true => self.text.clone(),
            false => self.spelling.spell(version),
        }
    }

    /// Whether a version is asked for here, and not declared.
    pub fn is_requirement(&self) -> bool {
        matches!(self.spelling, Spelling::Requirement(_))
    }
}

/// Why a text has no version where it should have one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unlocated {
    /// What is wrong: a lowercase sentence without a full stop.
    pub what: String,
    /// The byte at which it is wrong; `None` where something is missing altogether.
    pub at: Option<usize>,
    /// What to do next.
    pub hint: String,
}

impl Unlocated {
    /// Returns the error that something is missing.
    pub fn missing(what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { what: what.into(), at: None, hint: hint.into() }
    }

    /// Returns the error that something is wrong at a byte of the text.
    pub fn wrong(at: usize, what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { what: what.into(), at: Some(at), hint: hint.into() }
    }
}

impl fmt::Display for Unlocated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.what)
    }
}

/// What locating gives: the sites in the order of the text. No site and no error says that the file
/// leaves its version to others (`version.workspace = true`, `dynamic = ["version"]`).
pub type Located = Result<Vec<VersionSite>, Unlocated>;

/// Returns the line of a byte, counted from 1.
pub fn line_of(text: &str, at: usize) -> usize {
    let before = text.as_bytes().get(..at).unwrap_or(text.as_bytes());
    before.split(|byte| *byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::{VersionSite, line_of};
    use crate::domain::manifest::spelling::Spelling;

    #[test]
    fn what_says_the_version_already_stays_as_it_is_written() {
        for (spelling, text, version, with) in [
            (Spelling::BuildNumber(8), "1.4.2+7", "1.4.2", "1.4.2+7"),
            (Spelling::BuildNumber(8), "1.4.2+7", "1.5.0", "1.5.0+8"),
            (Spelling::Pep440, "1.4.2-rc.1", "1.4.2-rc.1", "1.4.2-rc.1"),
            (Spelling::FourNumbers, "1.4.2.17", "1.4.2", "1.4.2.17"),
            (Spelling::FourNumbers, "1.4.2.17", "1.5.0", "1.5.0.0"),
        ] {
            let (text, field) = (text.to_owned(), "version".to_owned());
            let site = VersionSite { span: 0..text.len(), text, field, spelling };
            assert_eq!(site.with(&version.parse().unwrap()), with, "{spelling:?}");
        }
    }

    #[test]
    fn lines_are_counted_from_one() {
        for (at, line) in [(0, 1), (1, 1), (2, 2), (3, 3), (9, 3)] {
            assert_eq!(line_of("a\n\nb", at), line, "{at}");
        }
    }
}
