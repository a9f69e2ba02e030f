//! `semflow release` and `semflow hotfix`: from the branches to a plan, and the plan carried out.

mod again;
pub mod arguments;
pub(crate) mod candidate;
pub(crate) mod files;
pub(crate) mod finish;
pub(crate) mod ground;
pub(crate) mod meaning;
mod merged;
pub(crate) mod operating;
pub(crate) mod options;
mod outlook;
pub(crate) mod preflight;
mod remote;
pub(crate) mod resume;
pub(crate) mod start;
pub(crate) mod words;
