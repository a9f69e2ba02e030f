//! What it means: pure functions over plain values.
//!
//! Nothing in here opens a file, asks git, looks at a clock or prints; `tests/architecture.rs`
//! fails on an import that would make it possible.

pub mod changelog;
pub mod check;
pub mod cliff;
pub mod commit;
pub mod flow;
pub mod history;
pub mod hook;
pub mod manifest;
pub mod remote;
pub mod shell;
pub mod version;
