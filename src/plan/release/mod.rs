//! Plans of Git Flow: starting, tagging and finishing releases and hotfixes.

pub mod candidate;
pub mod finish;
pub mod messages;
pub mod start;
pub mod tag;
