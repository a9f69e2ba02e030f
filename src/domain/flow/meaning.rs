//! Conflicts that have a meaning.

/// What is known of the files of a project.
#[derive(Clone, Debug, Default)]
pub struct Meaning {
    /// The paths of its changelogs.
    pub changelogs: Vec<String>,
}
/// Sides.
pub struct Sides<'a> {
    /// a
    pub base: &'a [u8],
    /// a
    pub ours: &'a [u8],
    /// a
    pub theirs: &'a [u8],
}

/// What a conflict means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meant {
    /// This content.
    Merged {
        /// The content.
        content: Vec<u8>,
        /// How it came about.
        how: String,
    },
    /// What a merge by lines makes of these sides, over the version of ours.
    Aligned {
        /// The base with the version of ours.
        base: Vec<u8>,
        /// Theirs with the version of ours.
        theirs: Vec<u8>,
        /// How it comes about.
        how: String,
    },
}

impl Meaning {
    /// Whether a conflict of a file may have a meaning.
    pub fn knows(&self, _path: &str) -> bool {
        false
    }

    /// Returns what a conflict means; `None` where somebody has to look at it.
    pub fn of(&self, _path: &str, _sides: &Sides<'_>) -> Option<Meant> {
        None
    }
}
