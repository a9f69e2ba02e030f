//! `semflow verify`: whether a release is what it says.

pub mod arguments;
mod checks;
pub(crate) mod run;
mod subject;
