//! The hook `commit-msg`: where git looks for it, what stands there, and whose it is (githooks).

pub mod folder;
pub mod manager;
pub mod mounts;
pub mod occupant;
pub mod script;
pub mod site;
