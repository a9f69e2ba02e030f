//! Saying it: the one folder that prints. Data goes to stdout, everything else to stderr.

pub mod check;
pub mod current;
pub mod explain;
pub mod flow_status;
pub mod hook_status;
pub mod operation;
pub mod plan;
pub mod progress;
pub mod prompts;
pub mod sanitize;
mod screen;
pub mod variables;
pub mod verification;
pub mod version;

pub use screen::{Stream, Terminal, Verbosity};
