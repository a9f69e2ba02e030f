//! Plans that write a document.

use std::path::{Path, PathBuf};

use crate::domain::changelog::insert::insert;
use crate::plan::step::{Plan, Step};

/// A file that is written, and the path by which its user knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Target {
    /// The whole path.
    pub path: PathBuf,
    shown: PathBuf,
}

impl Target {
    /// Returns the file that a path means for somebody in `folder`.
    pub fn new(folder: &Path, path: &Path) -> Self {
        Self { path: folder.join(path), shown: path.to_owned() }
    }

    /// Returns the plan that writes the file anew, and what it does in words.
    pub fn replace(self, text: String) -> (Plan, String) {
        let summary = format!("wrote {}", self.shown.display());
        (self.plan(text), summary)
    }

    /// Returns the plan that puts the sections of `generated` where they belong in `existing`, the
    /// text of the file now, and what it does in words.
    pub fn insert(self, existing: &str, generated: &str) -> (Plan, String) {
        let place = self.shown.display();
        let insertion = insert(existing, generated);
        if insertion.text == existing {
            return (Plan::default(), format!("{place} has it all, nothing was changed"));
        }
        let summary = match insertion.added.as_slice() {
            [] => format!("brought {place} up to date"),
            added => format!("put into {place}: {}", added.join(", ")),
        };
        (self.plan(insertion.text), summary)
    }

    fn plan(self, text: String) -> Plan {
        Plan { steps: vec![Step::WriteFile { path: self.path, content: text.into_bytes() }] }
    }
}
