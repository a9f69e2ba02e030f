//! Git Flow's versions against a model of their rules, on random histories.
//!
//! The model (`model.rs`) follows the rules word by word, with explicit sets of commits, and shares
//! no code with what it judges. `SEMFLOW_FLOW_HISTORIES=1000` tries more histories than the few of
//! each run, `SEMFLOW_FLOW_SEED=42` begins with the one of a failure.

#[path = "../git_cliff/harness/chance.rs"]
mod chance;
mod events;
mod history;
mod levels;
mod model;
mod names;
mod places;
mod properties;
mod repository;
#[path = "../cli/support/mod.rs"]
#[expect(dead_code, reason = "shared with the tests of the program, which need more of it")]
mod support;
