//! What `[commits]` says, as plain values.

use std::collections::BTreeMap;

use crate::domain::version::bump::Bump;

/// How messages are read: semflow's own `[commits]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commits {
    /// What commit types (in lower case) raise, beside or instead of the built-in table.
    pub bump: BTreeMap<String, Bump>,
    /// Whether the changes listed in the body of a squashed commit count.
    pub squash_bodies: bool,
    /// Whether a commit and its revert count as nothing when both are unreleased.
    pub cancel_reverts: bool,
    /// Whether an emoji may stand before the type.
    pub leading_emoji: bool,
    /// Authors whose bodies are not read, beside the well-known bots.
    pub bots: Vec<String>,
    /// What stands before the version in a tag; `None` follows the tags that are there.
    pub tag_prefix: Option<String>,
    /// The name of the built-in template that is used where `changelog.body` is not set.
    pub template: Option<String>,
}

impl Default for Commits {
    fn default() -> Self {
        Self {
            bump: BTreeMap::new(),
            squash_bodies: true,
            cancel_reverts: true,
            leading_emoji: true,
            bots: Vec::new(),
            tag_prefix: None,
            template: None,
        }
    }
}
