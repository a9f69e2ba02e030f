//! What is wrong with a message, where, and what would mend it: data, however it is shown.

use std::ops::Range;

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// A remark: it never makes a message wrong.
    Note,
    /// Something to look at; wrong only where warnings count as errors.
    Warning,
    /// The message is rejected.
    Error,
}

impl Severity {
    /// Returns the word for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Something that a rule found in a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The name of the rule, as configurations write it.
    pub rule: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What it found.
    pub violation: Violation,
}

/// What breaks a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The bytes of the checked message that it is about; an empty range is a place between two.
    pub span: Range<usize>,
    /// What is wrong and, where it is known, what to write: one sentence in small letters without a
    /// full stop.
    pub message: String,
    /// What would mend it.
    pub fix: Option<Fix>,
}

impl Violation {
    /// Returns a violation that nothing mends by itself.
    pub fn new(span: Range<usize>, message: impl Into<String>) -> Self {
        Self { span, message: message.into(), fix: None }
    }

    /// Returns the violation with what would mend it.
    #[must_use]
    pub fn mended_by(mut self, certainty: Certainty, edits: Vec<Edit>) -> Self {
        self.fix = Some(Fix { certainty, edits });
        self
    }
}

/// Changes of the text that mend a violation together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// How sure it is that the author means this.
    pub certainty: Certainty,
    /// The changes, in the order of the text; they do not overlap.
    pub edits: Vec<Edit>,
}

/// How sure it is that a fix says what the author means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Certainty {
    /// Only one thing can be meant, and other words are written: a type with a typing error.
    Meant,
    /// No word changes: a space, a colon, a blank line, a full stop, capital letters.
    Mechanical,
}

/// One change of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that go.
    pub span: Range<usize>,
    /// What takes their place.
    pub text: String,
}

impl Edit {
    /// Returns the edit that puts a text in the place of some bytes.
    pub fn new(span: Range<usize>, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }
}
