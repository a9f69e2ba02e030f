//! What a message probably means and yet does not say.

use std::fmt;

/// Something in a message that does not count, though its author may think that it does. Lines are
/// numbered from 1, as in the message that was handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// The body starts right under the header (Conventional Commits 1.0.0, rule 6).
    MissingBlankLine {
        /// The first line of the body.
        line: usize,
    },
    /// A line looks like a breaking change and is none (rules 12 and 15).
    NearlyBreaking {
        /// The number of the line.
        line: usize,
        /// The line.
        text: String,
    },
    /// A `BREAKING CHANGE:` says nothing (rule 12).
    EmptyBreaking {
        /// The number of the line.
        line: usize,
    },
    /// A proper breaking change stands under a header that is not conventional.
    LostBreaking {
        /// The number of the line.
        line: usize,
        /// What would break.
        text: String,
    },
}

impl Warning {
    /// Returns the number of the line that it is about.
    pub const fn line(&self) -> usize {
        match self {
            Self::MissingBlankLine { line }
            | Self::NearlyBreaking { line, .. }
            | Self::EmptyBreaking { line }
            | Self::LostBreaking { line, .. } => *line,
        }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingBlankLine { .. } => f.write_str(
                "text stands right under the header, so it is body and never a footer: \
                 put a blank line between them",
            ),
            Self::NearlyBreaking { text, .. } => write!(
                f,
                "`{}` does not make a breaking change: start a paragraph with `BREAKING CHANGE: `, \
                 in capitals",
                text.trim()
            ),
            Self::EmptyBreaking { .. } => {
                f.write_str("`BREAKING CHANGE:` without a text does not count: say what breaks")
            }
            Self::LostBreaking { .. } => f.write_str(
                "a breaking change does not count under a header that is not conventional: \
                 start the header with a type",
            ),
        }
    }
}
