//! Configurations of commitlint: those that are data become [`crate::config::check::settings`], and
//! any of them becomes a section `[check]`.

pub mod export;
pub mod files;
pub mod presets;
pub mod read;

mod keys;
