//! Paths from the root of a project, and folders that hold other people's versions.

/// Folders whose files are no part of what is released, or are somebody else's.
const PASSED_OVER: [&str; 24] = [
    "test",
    "tests",
    "testdata",
    "test-data",
    "test_data",
    "__tests__",
    "spec",
    "specs",
    "fixture",
    "fixtures",
    "__fixtures__",
    "example",
    "examples",
    "sample",
    "samples",
    "demo",
    "demos",
    "template",
    "templates",
    "node_modules",
    "vendor",
    "third_party",
    "third-party",
    "bench",
];

/// Whether a file below `folder` lies in one of those folders.
pub(super) fn is_passed_over(path: &str, folder: &str) -> bool {
    let Some(below) = below(path, folder) else { return true };
    let Some((folders, _)) = below.rsplit_once('/') else { return false };
    folders.split('/').any(|name| {
        let name = name.to_lowercase();
        PASSED_OVER.contains(&name.as_str()) || name.starts_with('.')
    })
}

/// Returns the path from a folder on, `""` being the root.
pub(super) fn below<'a>(path: &'a str, folder: &str) -> Option<&'a str> {
    if folder.is_empty() {
        return Some(path);
    }
    path.strip_prefix(folder)?.strip_prefix('/')
}

/// Returns the folder of a file.
pub(super) fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Returns the name of a file.
pub(super) fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Returns what follows the last dot of a file's name.
pub(super) fn extension_of(path: &str) -> &str {
    name_of(path).rsplit_once('.').map_or("", |(_, extension)| extension)
}

/// Returns the path of what `relative` means in a folder; `None` where it leaves the project.
pub(super) fn join(folder: &str, relative: &str) -> Option<String> {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in relative.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

#[cfg(test)]
mod tests {
    use super::{is_passed_over, join};

    #[test]
    fn what_is_not_released_is_passed_over_below_the_root_only() {
        for (path, folder, passed_over) in [
            ("package.json", "", false),
            ("packages/a/package.json", "", false),
            ("tests/fixtures/a/package.json", "", true),
            ("node_modules/a/package.json", "", true),
            ("Examples/a/Cargo.toml", "", true),
            (".github/a/package.json", "", true),
            ("examples/a/Cargo.toml", "examples/a", false),
            ("examples/Cargo.toml.rs", "", true),
        ] {
            assert_eq!(is_passed_over(path, folder), passed_over, "{path}");
        }
    }

    #[test]
    fn a_relative_path_is_followed_within_the_project() {
        for (folder, relative, path) in [
            ("", "a/b", Some("a/b")),
            ("a/b", "../c/./d/", Some("a/c/d")),
            ("a", "..", Some("")),
            ("a", "../..", None),
            ("", "..\\x", None),
        ] {
            assert_eq!(join(folder, relative).as_deref(), path, "{folder} {relative}");
        }
    }
}
