//! What a file has to know of the project around it to tell its own versions from others'.

use std::collections::{BTreeMap, BTreeSet};

use semver::Version;

/// The packages of a project whose versions move together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Project {
    /// The version of the project, where it is known.
    pub version: Option<Version>,
    /// The packages of Cargo, by name.
    pub crates: BTreeSet<String>,
    /// The packages of npm: from the folder, `""` for the root, to the name.
    pub npm: BTreeMap<String, String>,
    /// The packages of Python, by the name that PEP 503 makes of theirs.
    pub python: BTreeSet<String>,
    /// The gems of Ruby, by name.
    pub gems: Vec<String>,
    /// The artifacts of Maven, as `group:artifact`.
    pub artifacts: Vec<String>,
}

impl Project {
    /// Whether a name is one of the packages of npm.
    pub fn has_npm(&self, name: &str) -> bool {
        self.npm.values().any(|own| own == name)
    }
}

/// Returns a name of a Python package as PEP 503 compares it: `My_Package` as `my-package`.
pub fn python_name(name: &str) -> String {
    let words: Vec<&str> = name.split(['-', '_', '.']).filter(|word| !word.is_empty()).collect();
    words.join("-").to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::python_name;

    #[test]
    fn names_of_python_packages_are_compared_without_their_marks() {
        for name in ["my-package", "My_Package", "my.package", "MY--_package"] {
            assert_eq!(python_name(name), "my-package", "{name}");
        }
    }
}
