//! Which tags name versions, and under which prefix.
//!
//! ```
//! use semflow::domain::version::version_tag::split_version;
//! let (prefix, version) = split_version("create-app@2.0.0-rc.1").unwrap();
//! assert_eq!((prefix, version.to_string().as_str()), ("create-app@", "2.0.0-rc.1"));
//! assert_eq!(split_version("v1.7.0.1"), None); // four numbers are no SemVer
//! ```

use std::cmp::Ordering;
use std::collections::BTreeMap;

use semver::Version;

use crate::domain::history::commit::CommitId;
use crate::domain::history::tag::{Tag, TagName};

/// A tag that names a version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionTag {
    /// The name of the tag, prefix included.
    pub name: TagName,
    /// The version behind the prefix.
    pub version: Version,
    /// The commit it points to.
    pub commit: CommitId,
}

impl VersionTag {
    /// Returns what stands before the version: `v` in `v1.2.3`.
    pub fn prefix(&self) -> &str {
        split_version(self.name.as_str()).map_or("", |(prefix, _)| prefix)
    }

    /// Whether the version is no pre-release (SemVer 2.0.0 §9).
    pub fn is_stable(&self) -> bool {
        self.version.pre.is_empty()
    }
}

/// Returns the prefix and the version of a tag name: the longest ending that is a version by
/// SemVer 2.0.0, but not a part of a longer row of numbers.
pub fn split_version(name: &str) -> Option<(&str, Version)> {
    let bytes = name.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        if !byte.is_ascii_digit() || continues_number(bytes, at) {
            continue;
        }
        let (prefix, rest) = name.split_at_checked(at)?;
        if let Ok(version) = Version::parse(rest) {
            return Some((prefix, version));
        }
    }
    None
}

/// Whether the digit at `at` goes on with a number or a row of numbers: the `7` of `1.7`.
fn continues_number(bytes: &[u8], at: usize) -> bool {
    let before = |distance: usize| at.checked_sub(distance).and_then(|index| bytes.get(index));
    let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    is_digit(before(1)) || (before(1) == Some(&b'.') && is_digit(before(2)))
}

/// The prefixes whose tags count as releases of this project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TagFamily {
    /// `v1.2.3` and `1.2.3`, mixed as history left them.
    Plain,
    /// Exactly this prefix.
    Prefixed(String),
}

impl TagFamily {
    /// Returns the family of a repository with these tag names.
    ///
    /// A configured prefix decides. Else `v1.2.3` and `1.2.3` win where there is one of them (a
    /// package's `app@2.0.0` beside them is not the project's release), else the only other prefix.
    ///
    /// # Errors
    /// The prefixes, most used first, where several others stand side by side: a guess among them
    /// would print a wrong number.
    pub fn choose<'n>(
        names: impl Iterator<Item = &'n str>,
        configured: Option<&str>,
    ) -> Result<Self, Vec<(String, usize)>> {
        if let Some(prefix) = configured {
            return Ok(Self::Prefixed(prefix.to_owned()));
        }
        let mut prefixes = BTreeMap::<&str, usize>::new();
        for (prefix, _) in names.filter_map(split_version) {
            if is_plain(prefix) {
                return Ok(Self::Plain);
            }
            *prefixes.entry(prefix).or_default() += 1;
        }
        let mut counted: Vec<_> = prefixes.into_iter().map(|(p, n)| (p.to_owned(), n)).collect();
        counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        match counted.as_slice() {
            [] => Ok(Self::Plain),
            [(only, _)] => Ok(Self::Prefixed(only.clone())),
            _ => Err(counted),
        }
    }

    /// Returns the version that a tag name means in this family.
    pub fn version_of(&self, name: &str) -> Option<Version> {
        match self {
            Self::Plain => split_version(name).filter(|(p, _)| is_plain(p)).map(|(_, v)| v),
            Self::Prefixed(prefix) => Version::parse(name.strip_prefix(prefix.as_str())?).ok(),
        }
    }

    /// Returns the prefix a new tag gets when no release shows one.
    pub fn default_prefix(&self) -> &str {
        match self {
            Self::Plain => "v",
            Self::Prefixed(prefix) => prefix,
        }
    }
}

fn is_plain(prefix: &str) -> bool {
    matches!(prefix, "" | "v" | "V")
}

/// Every version tag of a repository, lowest version first.
#[derive(Clone, Debug)]
pub struct VersionTags {
    family: TagFamily,
    tags: Vec<VersionTag>,
    /// The prefix that new tags get, where that is configured.
    written: Option<String>,
}

impl VersionTags {
    /// Returns the tags of the family among `tags`, in the order of SemVer precedence.
    pub fn select(tags: impl IntoIterator<Item = Tag>, family: TagFamily) -> Self {
        let mut selected: Vec<VersionTag> = tags
            .into_iter()
            .filter_map(|tag| {
                let version = family.version_of(tag.name.as_str())?;
                Some(VersionTag { name: tag.name, version, commit: tag.target })
            })
            .collect();
        selected.sort_unstable_by(by_precedence);
        Self { family, tags: selected, written: None }
    }

    /// Returns the tags; new ones get this prefix where there is one.
    #[must_use]
    pub fn writing(self, prefix: Option<String>) -> Self {
        Self { written: prefix, ..self }
    }

    /// Returns the tags, lowest version first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &VersionTag> {
        self.tags.iter()
    }

    /// Returns the family they were selected by.
    pub fn family(&self) -> &TagFamily {
        &self.family
    }

    /// Returns the prefix of the tag after `previous`: the configured one, else its own, else that
    /// of the highest version, else the family's.
    pub fn prefix_for_new<'t>(&'t self, previous: Option<&'t VersionTag>) -> &'t str {
        if let Some(written) = &self.written {
            return written;
        }
        let last = previous.or_else(|| self.tags.last());
        last.map_or_else(|| self.family.default_prefix(), VersionTag::prefix)
    }

    /// Returns the highest stable version that any tag names, reachable or not.
    pub fn highest_stable(&self) -> Option<&VersionTag> {
        self.tags.iter().rev().find(|tag| tag.is_stable())
    }

    /// Returns the tags of exactly this version, whatever their prefix and build metadata.
    pub fn of_version<'t>(&'t self, version: &Version) -> impl Iterator<Item = &'t VersionTag> {
        self.tags.iter().filter(move |tag| tag.version.cmp_precedence(version).is_eq())
    }

    /// Returns the tags on one commit, lowest version first.
    pub fn at(&self, commit: CommitId) -> impl DoubleEndedIterator<Item = &VersionTag> {
        self.tags.iter().filter(move |tag| tag.commit == commit)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.tags.is_empty()
    }
}

/// SemVer precedence (§11), then the name so that the order is the same on every run.
pub fn by_precedence(left: &VersionTag, right: &VersionTag) -> Ordering {
    left.version
        .cmp_precedence(&right.version)
        .then_with(|| left.version.cmp(&right.version))
        .then_with(|| left.name.cmp(&right.name))
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use proptest::prelude::prop;
    use proptest::proptest;
    use proptest::strategy::Strategy;
    use semver::Version;

    use super::{CommitId, Tag, TagFamily, TagName, VersionTags, by_precedence, split_version};

    fn versions() -> impl Strategy<Value = String> {
        let part = prop::sample::select(vec!["0", "1", "2", "10", "11"]);
        let pre = prop::sample::select(vec![
            "",
            "-alpha",
            "-alpha.1",
            "-alpha.beta",
            "-beta.2",
            "-beta.11",
            "-rc.1",
            "-1",
            "-0a",
        ]);
        let build = prop::sample::select(vec!["", "", "+5", "+a.b"]);
        (part.clone(), part.clone(), part, pre, build).prop_map(
            |(major, minor, patch, pre, build)| format!("{major}.{minor}.{patch}{pre}{build}"),
        )
    }

    fn names() -> impl Strategy<Value = Vec<String>> {
        let name = (prop::sample::select(vec!["", "v", "V"]), versions());
        prop::collection::vec(
            name.prop_map(|(prefix, version)| prefix.to_owned() + &version),
            0..12,
        )
    }

    fn select(names: &[String]) -> VersionTags {
        let target = CommitId::from_bytes([1; 20]);
        let tag = |name: &String| Tag { name: TagName::new(name.clone()), target };
        VersionTags::select(names.iter().map(tag), TagFamily::Plain)
    }

    #[test]
    fn a_prefix_is_all_that_stands_before_the_version() {
        for (name, prefix, version) in [
            ("1.2.3", "", "1.2.3"),
            ("v1.2.3-rc.1+build.5", "v", "1.2.3-rc.1+build.5"),
            ("app/v1.2.3", "app/v", "1.2.3"),
            ("log4j-2.17.0", "log4j-", "2.17.0"),
            ("create-vite@5.0.0", "create-vite@", "5.0.0"),
        ] {
            let (found, parsed) = split_version(name).unwrap();
            assert_eq!((found, parsed.to_string().as_str()), (prefix, version), "{name}");
        }
    }

    #[test]
    fn a_name_without_three_numbers_is_no_version() {
        for name in ["v1.2", "v1.7.0.1", "2024.01.15", "latest", "v1.2.3.4-rc1", "release", ""] {
            assert_eq!(split_version(name), None, "{name}");
        }
    }

    #[test]
    fn plain_tags_win_over_package_tags() {
        let names = ["create-app@9.0.0", "1.0.0", "v1.1.0"];
        let family = TagFamily::choose(names.into_iter(), None).unwrap();
        assert_eq!(family, TagFamily::Plain);
        assert!(family.version_of("create-app@9.0.0").is_none());
        assert!(family.version_of("1.0.0").is_some());
    }

    #[test]
    fn the_only_other_prefix_is_taken() {
        let family = TagFamily::choose(["jq-1.7.1", "jq-1.6.0", "jq-1.5"].into_iter(), None);
        assert_eq!(family, Ok(TagFamily::Prefixed("jq-".into())));
    }

    #[test]
    fn several_other_prefixes_are_named_instead_of_guessed() {
        let family = TagFamily::choose(["a@1.0.0", "b@1.0.0", "b@1.1.0"].into_iter(), None);
        assert_eq!(family, Err(vec![("b@".into(), 2), ("a@".into(), 1)]));
    }

    #[test]
    fn a_configured_prefix_leaves_the_others_out() {
        let family = TagFamily::choose(["1.0.0"].into_iter(), Some("v")).unwrap();
        assert!(family.version_of("1.0.0").is_none());
        assert!(family.version_of("v1.0.0").is_some());
    }

    proptest! {
        #[test]
        fn tags_are_in_the_order_of_their_precedence_however_they_were_listed(
            mut names in names(),
        ) {
            let tags = select(&names);
            let all: Vec<_> = tags.iter().collect();
            for pair in all.windows(2) {
                assert_ne!(pair[0].version.cmp_precedence(&pair[1].version), Ordering::Greater);
                assert_eq!(by_precedence(pair[0], pair[1]), by_precedence(pair[1], pair[0]).reverse());
            }
            names.reverse();
            let listed = |tags: &VersionTags| {
                tags.iter().map(|tag| tag.name.to_string()).collect::<Vec<_>>()
            };
            assert_eq!(listed(&tags), listed(&select(&names)));
            let stable = all.iter().filter(|tag| tag.version.pre.is_empty());
            let highest = stable.map(|tag| &tag.version).max_by(|a, b| a.cmp_precedence(b));
            let found = tags.highest_stable().map(|tag| &tag.version);
            assert_eq!(found.zip(highest).map(|(a, b)| a.cmp_precedence(b)),
                found.map(|_| Ordering::Equal));
            assert_eq!(found.is_some(), highest.is_some());
        }

        #[test]
        fn a_tag_is_taken_apart_where_it_was_put_together(
            prefix in "[a-z@/_]{0,6}([a-z]-|@|/v|v)?",
            version in versions(),
        ) {
            let name = format!("{prefix}{version}");
            let expected = (prefix.as_str(), Version::parse(&version).unwrap());
            assert_eq!(split_version(&name), Some(expected));
        }
    }
}
