//! `semflow commit`: a message asked for or given by flags, checked, and handed to `git commit`.

pub mod arguments;
mod asking;
mod drafting;
mod findings;
mod place;
mod preview;
mod retry;
pub mod run;
