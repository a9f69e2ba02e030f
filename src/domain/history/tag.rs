//! Tags as the repository holds them, before anybody asks whether they name a version.

use std::fmt;

use crate::domain::history::commit::CommitId;

/// The short name of a tag: `v1.2.3` for `refs/tags/v1.2.3`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TagName(String);

impl TagName {
    /// Returns the tag name that this text is.
    pub fn new(name: impl Into<String>) -> Self {
        Self(name.into())
    }

    /// Returns the name as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for TagName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A tag with the object it finally points to, annotated tags (also nested ones) peeled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// Its short name.
    pub name: TagName,
    /// The peeled object. It is a commit for every tag that can be reached from one; the tag of a
    /// blob or a tree simply never is.
    pub target: CommitId,
}
