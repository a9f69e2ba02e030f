//! What a project says of its messages: section `[check]`, semflow's own, and the parts that
//! configurations of commitlint share with it.

pub mod resolve;
pub mod section;
pub mod settings;

pub(in crate::config) mod given;
pub(in crate::config) mod near;
pub(in crate::config) mod setting;

mod value;
