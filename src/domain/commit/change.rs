//! One conventional change: what a header and the body and footers under it say together.

use crate::domain::commit::footers::Footer;

/// A change as its author described it (Conventional Commits 1.0.0).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// The type as written: `feat`, `Fix`.
    pub kind: String,
    /// The scope as written between the parentheses, without surrounding space.
    pub scope: Option<String>,
    /// The description: one line, never empty.
    pub description: String,
    /// What the change breaks; `None` where it breaks nothing.
    pub breaking: Option<Breaking>,
    /// The paragraphs between the header and the footers.
    pub body: Option<String>,
    /// The footers in the order of the message.
    pub footers: Vec<Footer>,
    /// The emoji or the `:shortcode:` around the type or at the start of the description.
    pub gitmoji: Option<String>,
}

/// What a breaking change breaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Breaking {
    /// The text of the first `BREAKING CHANGE` footer, else the description of the change.
    pub description: String,
    /// Where the message says so.
    pub source: BreakingSource,
}

/// Which of its two notations a breaking change uses (rule 11); a footer says more than the mark,
/// so it is named where a message has both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BreakingSource {
    /// The `!` before the colon.
    Mark,
    /// A `BREAKING CHANGE` footer.
    Footer,
}

impl Change {
    /// Returns the type in lower case.
    pub fn kind_lower(&self) -> String {
        self.kind.to_lowercase()
    }

    /// Whether the change has this type, in any case (rule 15).
    pub fn is_kind(&self, kind: &str) -> bool {
        same_letters(&self.kind, kind)
    }
}

/// Whether two texts are the same but for the case of their letters.
pub(super) fn same_letters(left: &str, right: &str) -> bool {
    left.chars().flat_map(char::to_lowercase).eq(right.chars().flat_map(char::to_lowercase))
}

#[cfg(test)]
mod tests {
    use super::Change;

    #[test]
    fn a_type_is_the_same_in_any_case() {
        let change = Change { kind: "Исправление".to_owned(), ..Change::default() };
        assert!(change.is_kind("исправление"));
        assert!(!change.is_kind("исправлени"));
        assert_eq!(change.kind_lower(), "исправление");
    }
}
