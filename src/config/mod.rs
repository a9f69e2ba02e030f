//! How the project wants it: the text of a `cliff.toml` becomes [`settings::Settings`].
//!
//! Pure: it is handed the text and never looks for the file, reads the environment or prints. It
//! knows keys and their shapes; what a value does is decided where it is used.

pub mod parse;
pub mod settings;

mod bump;
mod changelog;
mod commits;
mod git;
mod keys;
mod notes;
mod processors;
mod remote;
mod source;
mod suggest;
mod table;
mod value;
