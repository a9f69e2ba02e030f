//! How the project wants it: the texts of a configuration become [`settings::Settings`].
//!
//! Pure: it is handed texts and never looks for files, reads the environment or prints. It
//! knows keys and their shapes; what a value does is decided where it is used.

pub mod check;
pub mod commitlint;
pub mod environment;
pub mod flow_settings;
pub mod layers;
pub mod parse;
pub mod pattern;
pub mod settings;
pub mod yaml;

mod bump;
mod changelog;
mod commits;
pub mod commits_settings;
mod flow;
mod git;
mod keys;
mod notes;
mod processors;
mod quoted;
mod release;
pub mod release_settings;
mod remote;
mod source;
mod suggest;
mod table;
mod value;
mod version_files;
mod yaml_node;
mod yaml_write;
