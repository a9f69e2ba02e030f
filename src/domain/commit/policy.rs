//! How a project wants its messages read.

use crate::domain::commit::change::same_letters;

/// The types that most projects use; a squashed body may name a change by any of them.
pub const COMMON_TYPES: [&str; 11] =
    ["build", "chore", "ci", "docs", "feat", "fix", "perf", "refactor", "revert", "style", "test"];

/// How a project wants its messages read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ParsePolicy {
    /// Whether an emoji or a `:shortcode:` may stand before or right behind the type.
    pub leading_emoji: bool,
    /// Whether the body of a squashed branch is taken apart into its changes.
    pub squash_bodies: bool,
    /// Types that the project uses beside [`COMMON_TYPES`].
    pub types: Vec<String>,
    /// Names of authors whose bodies are not the project's own words, beside the well-known bots.
    pub bots: Vec<String>,
}

impl Default for ParsePolicy {
    fn default() -> Self {
        Self { leading_emoji: true, squash_bodies: true, types: Vec::new(), bots: Vec::new() }
    }
}

impl ParsePolicy {
    /// Whether a type is one that the project uses, in any case.
    pub fn knows(&self, kind: &str) -> bool {
        is_common(kind) || self.types.iter().any(|known| same_letters(known, kind))
    }
}

/// Whether a type is one of [`COMMON_TYPES`], in any case.
pub(super) fn is_common(kind: &str) -> bool {
    COMMON_TYPES.iter().any(|known| known.eq_ignore_ascii_case(kind))
}
