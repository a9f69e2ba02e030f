//! Which release a heading names.

use std::cmp::Ordering;

use semver::Version;

use crate::domain::version::version_tag::split_version;

/// The release that a section of a changelog tells about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SectionName {
    /// What is not released yet (Keep a Changelog 1.1.0, "Unreleased").
    Unreleased,
    /// A release.
    Version {
        /// The package before the version, in the changelog of several packages.
        package: Option<String>,
        /// The version; a `v` before it says nothing, `1.2` means `1.2.0`.
        version: Version,
    },
    /// A release that SemVer cannot order: a date, four numbers.
    Unordered(String),
}

impl SectionName {
    /// Whether both mean the same release; a version without a package means that of any.
    pub fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Unordered(one), Self::Unordered(another)) => one == another,
            _ => self.order(other) == Some(Ordering::Equal),
        }
    }

    /// Returns which of two releases comes first in time, by SemVer precedence (§11) and then by
    /// build metadata; what is not released yet comes last. Releases of two packages have no order.
    pub fn order(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Unordered(_), _) | (_, Self::Unordered(_)) => None,
            (Self::Unreleased, Self::Unreleased) => Some(Ordering::Equal),
            (Self::Unreleased, Self::Version { .. }) => Some(Ordering::Greater),
            (Self::Version { .. }, Self::Unreleased) => Some(Ordering::Less),
            (
                Self::Version { package: one, version },
                Self::Version { package: another, version: other },
            ) => {
                let is_of_one = one.is_none() || another.is_none() || one == another;
                is_of_one.then(|| version.cmp(other))
            }
        }
    }

    /// Returns an order for sorting, which also ranks what [`Self::order`] leaves open.
    pub fn sort_order(&self, other: &Self) -> Ordering {
        let rank = |name: &Self| match name {
            Self::Unordered(_) => 0,
            Self::Version { .. } => 1,
            Self::Unreleased => 2,
        };
        match (self, other) {
            (Self::Version { version: one, .. }, Self::Version { version: another, .. }) => {
                one.cmp(another)
            }
            _ => rank(self).cmp(&rank(other)),
        }
    }
}

impl std::fmt::Display for SectionName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unreleased => f.write_str("Unreleased"),
            Self::Version { package: Some(package), version } => write!(f, "{package}@{version}"),
            Self::Version { package: None, version } => write!(f, "{version}"),
            Self::Unordered(name) => f.write_str(name),
        }
    }
}

/// A heading that begins with the name of a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseHeading {
    /// The release.
    pub name: SectionName,
    /// Whether nothing but a date, a link or `[YANKED]` follows: `1.0.0 compatibility` may be about
    /// anything.
    pub is_plain: bool,
}

impl ReleaseHeading {
    /// Returns the release that the text of a heading names.
    ///
    /// ```
    /// use semflow::domain::changelog::document::heading::ReleaseHeading;
    /// for title in ["[1.2.3] - 2024-01-31", "v1.2.3", "[1.2.3](https://x) (2024-01-31)"] {
    ///     assert_eq!(ReleaseHeading::parse(title).unwrap().name.to_string(), "1.2.3");
    /// }
    /// assert_eq!(ReleaseHeading::parse("Added"), None);
    /// ```
    pub fn parse(title: &str) -> Option<Self> {
        let title =
            title.trim_matches(|char: char| matches!(char, '*' | '~') || char.is_whitespace());
        let title = without_word(without_word(title, "version"), "release");
        let (named, rest) = match title.strip_prefix('[') {
            Some(bracketed) => {
                let (inner, rest) = bracketed.split_once(']')?;
                let behind_link = rest.strip_prefix('(').and_then(|link| link.split_once(')'));
                (inner, behind_link.map_or(rest, |(_, rest)| rest))
            }
            None => (title, ""),
        };
        let end = named.find(|char: char| char.is_whitespace() || char == '(');
        let (token, aside) = named.split_at_checked(end.unwrap_or(named.len()))?;
        let name = section_name(token.trim_matches(['`', ',', ':']))?;
        Some(Self { name, is_plain: says_when(aside) && says_when(rest) })
    }
}

/// Returns the title behind a word that may stand before the version.
fn without_word<'t>(title: &'t str, word: &str) -> &'t str {
    match title.split_once(char::is_whitespace) {
        Some((first, rest)) if first.eq_ignore_ascii_case(word) => rest.trim_start(),
        _ => title,
    }
}

fn section_name(token: &str) -> Option<SectionName> {
    if token.eq_ignore_ascii_case("unreleased") {
        return Some(SectionName::Unreleased);
    }
    if let Some((prefix, version)) = split_version(token) {
        return Some(SectionName::Version { package: package(prefix), version });
    }
    let number = token.strip_prefix(['v', 'V']).unwrap_or(token);
    if let Ok(version) = Version::parse(&format!("{number}.0")) {
        return Some(SectionName::Version { package: None, version });
    }
    let is_release = number.starts_with(|char: char| char.is_ascii_digit())
        && number.contains(['.', '-'])
        && number.bytes().all(|byte| byte.is_ascii_digit() || b".-x".contains(&byte));
    is_release.then(|| SectionName::Unordered(number.to_owned()))
}

/// Returns the package that the prefix of a tag means: `app` for `app@`, `app-v` and `app/`.
fn package(prefix: &str) -> Option<String> {
    let marks = ['@', '-', '/', '_', '='];
    let name = match prefix.strip_suffix(['v', 'V']) {
        Some(name) if name.is_empty() || name.ends_with(marks) => name,
        _ => prefix,
    };
    let name = name.trim_end_matches(marks);
    (!name.is_empty()).then(|| name.to_owned())
}

/// Whether a text holds numbers and words of a date at most.
fn says_when(text: &str) -> bool {
    const WORDS: [&str; 21] = [
        "yanked",
        "unreleased",
        "released",
        "tbd",
        "on",
        "st",
        "nd",
        "rd",
        "th",
        "jan",
        "feb",
        "mar",
        "apr",
        "may",
        "jun",
        "jul",
        "aug",
        "sep",
        "oct",
        "nov",
        "dec",
    ];
    const MONTHS: [&str; 11] = [
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    text.split(|char: char| !char.is_alphanumeric()).all(|word| {
        let word = word.trim_start_matches(|char: char| char.is_ascii_digit());
        let is_word = |known: &&str| word.eq_ignore_ascii_case(known);
        word.is_empty() || WORDS.iter().chain(&MONTHS).any(is_word)
    })
}

#[cfg(test)]
mod tests {
    use super::{ReleaseHeading, SectionName};

    #[test]
    fn a_heading_names_its_release() {
        for (title, name, is_plain) in [
            ("[1.2.3] - 2024-01-01", "1.2.3", true),
            ("[1.2.3](https://x/a...b) (2024-01-01)", "1.2.3", true),
            ("v1.2.3", "1.2.3", true),
            ("1.2.3", "1.2.3", true),
            ("Version 1.2.3", "1.2.3", true),
            ("Release v1.2.3 (January 5th, 2024)", "1.2.3", true),
            ("pkg@1.2.3", "pkg@1.2.3", true),
            ("@scope/pkg@1.2.3", "@scope/pkg@1.2.3", true),
            ("[pkg-v1.2.3]", "pkg@1.2.3", true),
            ("[v1.2.3-rc.1] - 5 May 2024 [YANKED]", "1.2.3-rc.1", true),
            ("1.2.3+build.5", "1.2.3+build.5", true),
            ("**1.2.3** ", "1.2.3", true),
            ("`1.2.3`: 2024", "1.2.3", true),
            ("~~[1.2.3] - 2024-01-31~~", "1.2.3", true),
            ("[1.2.3 - 2024-01-01]", "1.2.3", true),
            ("1.2", "1.2.0", true),
            ("1.2.3(2024)", "1.2.3", true),
            ("1.2.3 \"Codename\"", "1.2.3", false),
            ("1.0.0 compatibility", "1.0.0", false),
            ("[Unreleased]", "Unreleased", true),
            ("unreleased - 2024-xx", "Unreleased", false),
            ("[Unreleased](https://x)", "Unreleased", true),
            ("Unreleased changes", "Unreleased", false),
            ("1.2.3.4", "1.2.3.4", true),
            ("2024-01-31", "2024-01-31", true),
            ("2024.01.31", "2024.01.31", true),
            ("2.x", "2.x", true),
            ("Added", "", false),
            ("[1.2.3", "", false),
            ("1", "", false),
            ("3 new things", "", false),
            ("", "", false),
            ("Version", "", false),
            ("Migration from 1.0.0", "", false),
        ] {
            let heading = ReleaseHeading::parse(title);
            let found = heading.as_ref().map_or(String::new(), |found| found.name.to_string());
            assert_eq!(found, name, "{title}");
            assert_eq!(heading.is_some_and(|heading| heading.is_plain), is_plain, "{title}");
        }
    }

    fn name(title: &str) -> SectionName {
        ReleaseHeading::parse(title).unwrap().name
    }

    #[test]
    fn a_v_says_nothing_and_build_metadata_does() {
        assert!(name("v1.0.0").is_same(&name("1.0.0")));
        assert!(!name("1.0.0+a").is_same(&name("1.0.0+b")));
        assert!(!name("1.0.0-rc.1").is_same(&name("1.0.0")));
        assert!(name("1.2.3.4").is_same(&name("v1.2.3.4")));
    }

    #[test]
    fn packages_keep_apart_and_a_version_alone_means_any() {
        assert!(!name("a@1.0.0").is_same(&name("b@1.0.0")));
        assert!(name("a@1.0.0").is_same(&name("1.0.0")));
    }
}
