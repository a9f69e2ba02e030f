//! The version a project declares before it has released anything.
//!
//! ```
//! use semflow::domain::manifest::declared::declared_in;
//! let found = declared_in("Cargo.toml", "[package]\nname = \"x\"\nversion = \"0.3.0\"\n").unwrap();
//! assert_eq!(found.unwrap().to_string(), "0.3.0");
//! ```

use semver::Version;

use crate::failure::{Failure, Result};

/// The files that are asked, in this order, from the root of the repository; the first that
/// declares a version decides.
pub const DECLARING_FILES: &[&str] = &[
    "VERSION",
    "version.txt",
    "Cargo.toml",
    "package.json",
    "pyproject.toml",
    "composer.json",
    "Chart.yaml",
    "pubspec.yaml",
    "gradle.properties",
];

/// Returns the version that a file with this name and text declares. A file that leaves it to
/// others, or says `0.0.0` as many a template does, declares none.
///
/// # Errors
/// When a file whose only purpose is the version holds something else.
pub fn declared_in(file: &str, text: &str) -> Result<Option<Version>> {
    let found = match file {
        "VERSION" | "version.txt" => return whole_text(file, text),
        "Cargo.toml" => toml_value(text, &[&["package"], &["workspace", "package"]]),
        "pyproject.toml" => toml_value(text, &[&["project"], &["tool", "poetry"]]),
        "package.json" | "composer.json" => json_value(text),
        "gradle.properties" => line_value(text, '='),
        _ => line_value(text, ':'),
    };
    Ok(found.and_then(|value| Version::parse(value.trim()).ok()).filter(is_real))
}

fn whole_text(file: &str, text: &str) -> Result<Option<Version>> {
    let value = text.trim_start_matches('\u{feff}').trim();
    if value.is_empty() {
        return Ok(None);
    }
    match Version::parse(value.strip_prefix('v').unwrap_or(value)) {
        Ok(version) => Ok(Some(version).filter(is_real)),
        Err(error) => {
            let shown: String = value.chars().take(40).collect();
            Err(Failure::state(format!("the file {file} holds `{shown}`, which is no version"))
                .at(file)
                .because(error)
                .hint("write three numbers into it, or ask for one: `--version X.Y.Z`"))
        }
    }
}

fn is_real(version: &Version) -> bool {
    (version.major, version.minor, version.patch) != (0, 0, 0)
}

fn toml_value(text: &str, tables: &[&[&str]]) -> Option<String> {
    let document: toml::Table = text.parse().ok()?;
    tables.iter().find_map(|path| {
        let mut table = &document;
        for key in *path {
            table = table.get(*key)?.as_table()?;
        }
        Some(table.get("version")?.as_str()?.to_owned())
    })
}

fn json_value(text: &str) -> Option<String> {
    let document: serde_json::Value =
        serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()?;
    Some(document.get("version")?.as_str()?.to_owned())
}

/// Returns the value of `version` in a file of one key a line.
fn line_value(text: &str, separator: char) -> Option<String> {
    text.lines().find_map(|line| {
        let (key, value) = line.split_once(separator)?;
        let value = value.split(" #").next()?.trim().trim_matches(['"', '\'']);
        (key.trim_end() == "version").then(|| value.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::declared_in;

    fn found(file: &str, text: &str) -> Option<String> {
        declared_in(file, text).unwrap().map(|version| version.to_string())
    }

    #[test]
    fn each_kind_of_file_declares_its_version() {
        for (file, text) in [
            ("VERSION", "v1.2.3\r\n"),
            ("version.txt", "\u{feff}1.2.3"),
            ("Cargo.toml", "[workspace.package]\nversion = '1.2.3'\n"),
            ("package.json", "{\"name\": \"x\", \"version\": \"1.2.3\"}"),
            ("pyproject.toml", "[tool.poetry]\nversion = \"1.2.3\"\n"),
            ("Chart.yaml", "apiVersion: v2\nversion: \"1.2.3\" # chart\n"),
            ("gradle.properties", "group=x\nversion = 1.2.3\n"),
        ] {
            assert_eq!(found(file, text).as_deref(), Some("1.2.3"), "{file}");
        }
    }

    #[test]
    fn a_file_that_leaves_the_version_to_others_declares_none() {
        for (file, text) in [
            ("Cargo.toml", "[package]\nversion.workspace = true\n"),
            ("package.json", "{\"version\": \"0.0.0\"}"),
            ("package.json", "not json"),
            ("pyproject.toml", "[project]\ndynamic = [\"version\"]\n"),
            ("Chart.yaml", "appVersion: 1.2.3\n"),
            ("VERSION", "\n"),
        ] {
            assert_eq!(found(file, text), None, "{file}: {text}");
        }
    }

    #[test]
    fn a_version_file_with_something_else_in_it_is_an_error() {
        let failure = declared_in("VERSION", "1.2").unwrap_err();
        assert_eq!(failure.what, "the file VERSION holds `1.2`, which is no version");
    }
}
