//! Whether a message is what the project wants, and what would mend it.

pub mod checker;
pub mod cleanup;
pub mod commitlint;
pub mod compose;
pub mod finding;
pub mod habits;
pub mod judge;
pub mod names;
pub mod own;
pub mod parts;
pub mod rejected;
pub mod repair;
pub mod report;
pub mod rule;
pub mod ruleset;
pub mod setting;
pub mod skip;
