//! Releases under faults: killed at every call of git and at random instants, locks of others, full
//! disks, a commit or a push by somebody else in the midst. Afterwards the repository is as it was, or
//! `release status` says what is under way: then `continue` comes to the end that an undisturbed run
//! has, to the same commit ids, and `abort` gives back refs, index and work tree byte for byte.
//!
//! semflow knows nothing of it: a program named `git` stands first on its path and does harm at the
//! call that it is told (`injector.rs`). `SEMFLOW_FAULTS=all` tries every boundary in the place of a
//! sample, `SEMFLOW_FAULTS_SEED=42` kills at other instants, `SEMFLOW_FAULTS_KILLS=100` at more of them.
#![cfg(unix)]

mod concurrent;
mod disk;
mod injector;
mod kills;
mod locks;
mod random;
mod remote;
mod scene;
mod scenes;
mod state;
#[path = "../cli/support/mod.rs"]
#[expect(dead_code, reason = "shared with the tests of the program, which need more of it")]
mod support;
mod torn;
mod verdict;
