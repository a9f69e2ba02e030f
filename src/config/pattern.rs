//! Regular expressions, compiled when the file is read or when they are first needed.

use regex::Regex;

use crate::failure::{Failure, Result};

/// A regular expression that is a mistake only for whoever needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LazyPattern {
    /// What is written.
    pub text: String,
    /// The key it stands under, from the root of the file.
    pub key: String,
    /// Where it is written: `file:line:column`, or a variable.
    pub place: String,
}

impl LazyPattern {
    /// Returns the regular expression.
    ///
    /// # Errors
    /// The text is none.
    pub fn compile(&self) -> Result<Regex> {
        compiled(&self.text, &self.key, || self.place.clone())
    }
}

/// Returns the regular expression that a key has at a place.
pub(super) fn compiled(text: &str, key: &str, place: impl FnOnce() -> String) -> Result<Regex> {
    Regex::new(text).map_err(|error| {
        Failure::usage(format!("`{key}` is not a regular expression"))
            .at(place())
            .because(reason(&error))
            .hint("a pattern is a regular expression, not a glob: `*` of a glob is `.*` here")
    })
}

/// The library draws the pattern over several lines; the reason is the last one.
fn reason(error: &regex::Error) -> String {
    let text = error.to_string();
    let last = text.lines().next_back().unwrap_or_default();
    last.strip_prefix("error: ").unwrap_or(last).to_owned()
}
