//! Whether a release is what it says: the results of looking.

/// One thing that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// Its name.
    pub name: CheckName,
    /// What came of it.
    pub outcome: Outcome,
}

/// What a release is looked at for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckName {
    /// The tag names a version.
    Version,
    /// The tag is annotated.
    Annotated,
    /// The tag is on a branch that may have it.
    Branch,
    /// The version is above all before it.
    Monotonic,
    /// All version files say it.
    Files,
    /// The changelog has a section for it.
    Changelog,
    /// It was merged back.
    BackMerge,
}

impl CheckName {
    /// Every check, with the word for it, in the order in which they are told.
    pub const ALL: [(&'static str, Self); 7] = [
        ("version", Self::Version),
        ("annotated", Self::Annotated),
        ("branch", Self::Branch),
        ("monotonic", Self::Monotonic),
        ("files", Self::Files),
        ("changelog", Self::Changelog),
        ("back-merge", Self::BackMerge),
    ];

    /// Returns the word for it.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(_, name)| *name == self).map_or("", |(word, _)| word)
    }
}

/// What came of a check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It is as it should be: what was seen.
    Good(String),
    /// It is not.
    Bad(Vec<Fault>),
    /// It was not looked at, and why.
    Skipped(String),
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// Where: a file with its line, a ref.
    pub place: String,
    /// What: a lowercase sentence without a full stop.
    pub what: String,
    /// What to do about it.
    pub hint: String,
}

impl Outcome {
    /// Returns the outcome of a single fault.
    pub fn bad(place: impl Into<String>, what: impl Into<String>, hint: impl Into<String>) -> Self {
        Self::Bad(vec![Fault { place: place.into(), what: what.into(), hint: hint.into() }])
    }
}

/// All that was looked at of one release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verification {
    /// What it is about: a tag, or the work tree.
    pub subject: String,
    /// The version, where there is one.
    pub version: Option<String>,
    /// What was looked at.
    pub checks: Vec<Check>,
}

impl Verification {
    /// Whether nothing is wrong.
    pub fn is_good(&self) -> bool {
        !self.checks.iter().any(|check| matches!(check.outcome, Outcome::Bad(_)))
    }
}
