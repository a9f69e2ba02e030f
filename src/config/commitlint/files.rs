//! Which files may hold a configuration of commitlint.

use crate::failure::Failure;

/// The names, in the order in which commitlint looks for them within a folder (its `load-config`).
/// Of `package.json` and `package.yaml` only the key `commitlint` counts.
pub const FILE_NAMES: [&str; 18] = [
    "package.json",
    "package.yaml",
    ".commitlintrc",
    ".commitlintrc.json",
    ".commitlintrc.yaml",
    ".commitlintrc.yml",
    ".commitlintrc.js",
    ".commitlintrc.cjs",
    ".commitlintrc.mjs",
    "commitlint.config.js",
    "commitlint.config.cjs",
    "commitlint.config.mjs",
    ".commitlintrc.ts",
    ".commitlintrc.cts",
    ".commitlintrc.mts",
    "commitlint.config.ts",
    "commitlint.config.cts",
    "commitlint.config.mts",
];

/// What turns any configuration of commitlint into one of semflow.
pub const CONVERT: &str = "npx commitlint --print-config json | semflow config import commitlint -";

/// Whether a file of this name is a program, which only Node can run.
pub fn is_script(name: &str) -> bool {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    ["js", "cjs", "mjs", "ts", "cts", "mts"].contains(&extension)
}

/// Whether a file of this name holds the configuration under a key `commitlint`.
pub fn is_package(name: &str) -> bool {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    name == "package.json" || name == "package.yaml"
}

/// Returns the failure that a configuration at a place is a program.
pub fn is_a_program(place: &str) -> Failure {
    Failure::usage("this configuration of commitlint is a program, which semflow does not run")
        .at(place)
        .hint(convert_hint())
}

/// Returns how to convert a configuration once.
pub(super) fn convert_hint() -> String {
    format!("convert it once, into the section [check] of a cliff.toml: `{CONVERT}`")
}

#[cfg(test)]
mod tests {
    use super::{FILE_NAMES, is_a_program, is_package, is_script};

    #[test]
    fn programs_and_packages_are_told_by_their_names() {
        assert_eq!(FILE_NAMES.iter().filter(|name| is_script(name)).count(), 12);
        assert_eq!(FILE_NAMES.iter().filter(|name| is_package(name)).count(), 2);
        assert!(is_package("a/package.json") && !is_package("a/mypackage.json"));
        assert!(!is_script("js") && !is_script(".commitlintrc.json"));
        let failure = is_a_program("commitlint.config.js");
        assert!(failure.hints[0].contains("npx commitlint --print-config json | semflow config"));
    }
}
