//! Where the versions stand, format by format.

pub mod json;
pub mod toml;
