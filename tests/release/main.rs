//! Releases, hotfixes and tags, end to end: real repositories, a real bare remote, the real git.
//!
//! Each test begins with a small team (`world.rs`) and asserts what is to be seen from outside: refs,
//! commits, files, what was said, and that `git fsck` finds nothing at either end.
#![cfg(unix)]

mod conflicts;
mod docs;
mod failures_of_others;
mod hooks_and_settings;
mod on_and_back;
mod remotes;
mod signing;
#[path = "../cli/support/mod.rs"]
#[expect(dead_code, reason = "shared with the tests of the program, which need more of it")]
mod support;
mod support_lines;
mod teams;
mod ways_back;
mod world;

#[test]
fn no_forgotten_file() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/release");
    let named = include_str!("main.rs");
    #[expect(clippy::disallowed_methods, reason = "the subject of this test is the files on disk")]
    let entries = std::fs::read_dir(folder).unwrap();
    for entry in entries {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let module = name.strip_suffix(".rs").unwrap_or(&name);
        let is_named = module == "main" || named.contains(&format!("\nmod {module};\n"));
        assert!(is_named, "tests/release/{name} is not a module of main.rs, so it never runs");
    }
}
