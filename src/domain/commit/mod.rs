//! What a commit message says: one commit read by the rules of Conventional Commits 1.0.0, and
//! what reverts make of a range of them.

pub mod cancellation;
pub mod change;
pub mod classify;
pub mod footers;
pub mod header;
pub mod layout;
pub mod lexer;
pub mod parse;
pub mod policy;
pub mod problem;
pub mod references;
pub mod remarks;
pub mod reverts;
pub mod warning;

mod body;
mod bots;
mod breaking;
mod gitmoji;
pub(in crate::domain) mod merges;
mod message;
mod opaque;
mod squash;
mod squash_log;
