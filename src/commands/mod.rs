//! The wiring: one file per command, read from top to bottom: read, decide, plan, apply, say.

pub mod bump;
pub mod changelog;
pub mod check;
pub mod commit;
pub mod config_import;
mod configuration;
pub mod current_version;
mod destination;
mod document;
pub mod flow;
pub mod hook;
pub mod next_version;
pub mod notes;
mod policy;
mod project;
pub mod release;
mod releases;
mod replacements;
mod run;
mod shallow;
mod since_release;
pub mod tag;
pub mod vars;
pub mod verify;
mod version_files;
pub mod version_question;

pub use run::run;
