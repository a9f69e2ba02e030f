//! Whatever a person wrote, inserting releases twice is inserting them once.
#![no_main]

use std::fmt::Write as _;

use libfuzzer_sys::fuzz_target;
use semflow::domain::changelog::insert::insert;

fuzz_target!(|input: (&str, Vec<(u8, u8)>)| {
    let (existing, releases) = input;
    let mut versions: Vec<_> =
        releases.into_iter().map(|(minor, patch)| (minor % 4, patch % 4)).collect();
    versions.sort_unstable();
    versions.dedup();
    let mut generated = String::from("# Changelog\n\n## [Unreleased]\n\n### Added\n\n- a\n");
    for (minor, patch) in versions.iter().rev() {
        let section = write!(
            generated,
            "\n## [1.{minor}.{patch}] - 2024-01-02\n\n### Fixed\n\n- b {minor}\n- c {patch}\n"
        );
        section.unwrap_or_default();
    }
    let once = insert(existing, &generated).text;
    let twice = insert(&once, &generated);
    assert_eq!(twice.text, once);
});
