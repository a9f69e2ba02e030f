//! Whether a message is what the project wants, and what would mend it.

pub mod cleanup;
pub mod finding;
pub mod parts;
pub mod rule;
pub mod ruleset;
pub mod setting;
