//! Checking and mending of any message, under any rules: what has to hold whatever somebody wrote.
//!
//! `PROPTEST_CASES=100000` tries more messages than the few of each run.

mod messages;
mod properties;
mod rule_sets;
