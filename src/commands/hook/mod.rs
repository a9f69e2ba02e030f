//! The hook `commit-msg`: putting it in its place, taking it away, telling how it stands.

pub mod arguments;
pub mod install;
mod program;
mod site;
pub mod status;
pub mod uninstall;
