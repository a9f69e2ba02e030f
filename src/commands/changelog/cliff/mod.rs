//! A changelog by git-cliff's rules: from arguments and configuration to releases, from releases to
//! text, from text to its destination.

mod history;
mod output;
mod reading;
mod releases;
pub(super) mod run;
