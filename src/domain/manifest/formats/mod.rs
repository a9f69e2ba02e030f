//! Where the versions stand, format by format.

pub mod cargo_lock;
pub mod cargo_toml;
pub mod composer_json;
pub mod expo_app;
pub mod json;
pub mod json_version;
pub mod package_json;
pub mod package_lock;
pub mod pyproject;
pub mod sfdx_project;
pub mod toml;
pub mod uv_lock;
