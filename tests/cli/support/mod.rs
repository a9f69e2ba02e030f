//! What the tests of the program stand on: repositories made by git itself, and a runner.

pub(crate) mod repository;
pub(crate) mod run;
#[cfg(unix)]
pub(crate) mod session;
pub(crate) mod story;
