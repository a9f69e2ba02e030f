//! semflow beside git-cliff 2.14.2: `semflow changelog ARGS` must do what `git-cliff ARGS` does.
//!
//! Where that git-cliff is not on the path, every test passes and says that it was skipped.
//! `SEMFLOW_CASE=text` narrows the cases down, `SEMFLOW_STAND_IN=git-cliff` compares git-cliff with
//! itself, to try this test out.

mod harness;
mod histories;
mod keys;
mod known_differences;
mod snippets;
mod themes;
