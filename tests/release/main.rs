//! Releases, hotfixes and tags, end to end: real repositories, a real bare remote, the real git.
//!
//! Each test begins with a small team (`world.rs`) and asserts what is to be seen from outside: refs,
//! commits, files, what was said, and that `git fsck` finds nothing at either end.
#![cfg(unix)]

mod conflicts;
mod docs;
mod failures_of_others;
mod hooks_and_settings;
mod remotes;
mod signing;
#[path = "../cli/support/mod.rs"]
#[expect(dead_code, reason = "shared with the tests of the program, which need more of it")]
mod support;
mod support_lines;
mod teams;
mod ways_back;
mod world;
