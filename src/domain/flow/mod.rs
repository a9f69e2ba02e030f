//! Branches of Git Flow: what each is for, and what it asks of its version.
//!
//! Everything here is a function over names, tips and tags; walking the history is for others.

pub mod branches;
pub mod ci;
pub mod course;
pub mod finish_config;
pub mod git_config;
pub mod kind;
pub mod label;
pub mod line;
pub mod merged;
pub mod merged_release;
pub mod naming;
pub mod problems;
pub mod rules;
pub mod status;
pub mod whereabouts;
