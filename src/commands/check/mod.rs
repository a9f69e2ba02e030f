//! Checking commit messages: one, those of a range, and the one that git hands to its hook.

pub mod arguments;
pub mod commit_msg;
pub(crate) mod facts;
pub(crate) mod rules;
pub(crate) mod run;

mod sources;
