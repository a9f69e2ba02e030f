//! Which versions of a package a file asks for, where the package is one of the project's own.

use semver::{BuildMetadata, Version, VersionReq};

use crate::domain::manifest::document::site;
use crate::domain::manifest::path::Leaf;
use crate::domain::manifest::site::VersionSite;
use crate::domain::manifest::spelling::Spelling;

/// A version with a word before it that says which others will do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Requirement {
    /// That word: `^`, `~`, `=`, `>=`, `<=`, `>` or `<`.
    pub operator: &'static str,
    /// How many numbers are written; three for a whole version.
    pub numbers: usize,
}

/// Longer ones first, because they begin with shorter ones.
const OPERATORS: [&str; 7] = [">=", "<=", ">", "<", "^", "~", "="];

impl Requirement {
    /// Returns how the version is written after the word. A pre-release is written whole: nothing
    /// shorter asks for one.
    pub fn spell(self, version: &Version) -> String {
        let Version { major, minor, pre, .. } = version;
        match self.numbers {
            1 if pre.is_empty() => major.to_string(),
            2 if pre.is_empty() => format!("{major}.{minor}"),
            _ => Version { build: BuildMetadata::EMPTY, ..version.clone() }.to_string(),
        }
    }

    /// Whether the version will do where this text is what is written.
    pub fn allows(self, text: &str, version: &Version) -> bool {
        VersionReq::parse(&format!("{}{text}", self.operator))
            .is_ok_and(|requirement| requirement.matches(version))
    }
}

/// Returns the site of the version that a value asks for, where it is one version and a word
/// before it. `bare` is what a version without a word means. Ranges of two versions, `*`, and
/// values with a protocol have none.
pub fn requirement(leaf: &Leaf, bare: &'static str) -> Option<VersionSite> {
    let whole = leaf.text.as_str();
    let trimmed = whole.trim_start();
    let operator = OPERATORS.iter().find(|operator| trimmed.starts_with(**operator)).copied();
    let version = trimmed.strip_prefix(operator.unwrap_or_default())?.trim();
    let version = version.strip_prefix('v').unwrap_or(version);
    let numbers = count_numbers(version)?;
    if !leaf.is_string || leaf.text.len() != leaf.span.len() {
        return None;
    }
    let start = leaf.span.start + whole.rfind(version)?;
    let requirement = Requirement { operator: operator.unwrap_or(bare), numbers };
    Some(VersionSite {
        span: start..start + version.len(),
        text: version.to_owned(),
        ..site(leaf, Spelling::Requirement(requirement))
    })
}

fn count_numbers(version: &str) -> Option<usize> {
    if Version::parse(version).is_ok() {
        return Some(3);
    }
    let parts: Vec<&str> = version.split('.').collect();
    let are_numbers = parts.iter().all(|part| part.parse::<u64>().is_ok());
    (are_numbers && parts.len() < 3).then_some(parts.len())
}

#[cfg(test)]
mod tests {
    use semver::Version;

    use super::requirement;
    use crate::domain::manifest::path::{Leaf, Segment};
    use crate::domain::manifest::site::VersionSite;

    fn asked(text: &str) -> Option<VersionSite> {
        let at = vec![Segment::key("a")];
        requirement(
            &Leaf { at, span: 10..10 + text.len(), text: text.to_owned(), is_string: true },
            "=",
        )
    }

    fn moved(text: &str, version: &str) -> Option<String> {
        let site = asked(text)?;
        let (before, after) = (site.span.start - 10, site.span.end - 10);
        let spelled = site.spelling.spell(&Version::parse(version).unwrap());
        Some(format!("{}{spelled}{}", &text[..before], &text[after..]))
    }

    #[test]
    fn the_word_before_a_version_stays() {
        for (text, after) in [
            ("1.4.2", "2.0.0"),
            ("^1.4.2", "^2.0.0"),
            ("~0.0.7", "~2.0.0"),
            (">= 1.0.0", ">= 2.0.0"),
            ("<=1.0.0-rc.1", "<=2.0.0"),
            ("=v1.4.2", "=v2.0.0"),
            ("> 1", "> 2"),
            ("1.4", "2.0"),
        ] {
            assert_eq!(moved(text, "2.0.0").as_deref(), Some(after), "{text}");
        }
        assert_eq!(moved("^1.4", "2.0.0-rc.1").as_deref(), Some("^2.0.0-rc.1"));
    }

    #[test]
    fn what_asks_for_no_single_version_stays_altogether() {
        for text in [
            "*",
            "",
            "1.x",
            "latest",
            "workspace:^1.4.2",
            "npm:a@1.4.2",
            "file:../a",
            ">=1.0.0 <2.0.0",
            "^1.0.0 || ^2.0.0",
            "1.0.0 - 2.0.0",
            "1.2.3.4",
        ] {
            assert_eq!(asked(text), None, "{text}");
        }
    }

    #[test]
    fn a_requirement_agrees_with_every_version_that_it_allows() {
        let says = |text: &str, version: &str| {
            let site = asked(text).unwrap();
            site.spelling.says(&site.text, &Version::parse(version).unwrap())
        };
        for (text, version) in
            [("^1.0.0", "1.4.2"), (">=1.0.0", "2.0.0"), ("1.4", "1.4.2"), (">1.4.2", "1.4.2")]
        {
            assert!(says(text, version), "{text} and {version}");
        }
        for (text, version) in
            [("1.0.0", "1.4.2"), ("^1.0.0", "2.0.0"), ("^1.4.0", "1.5.0-rc.1"), ("~1.3", "1.4.2")]
        {
            assert!(!says(text, version), "{text} and {version}");
        }
    }
}
