//! Pre-release versions `core-label.N`, from tag names alone (SemVer 2.0.0 §9, §11.4).

use semver::{Prerelease, Version};

use crate::domain::version::policy::core;
use crate::domain::version::version_tag::{VersionTag, VersionTags};
use crate::failure::{Failure, Result};

/// Returns label and number of a pre-release: `("rc", 2)` for `1.0.0-rc.2`; any other form is
/// `None`.
pub fn label_and_number(version: &Version) -> Option<(&str, u64)> {
    let (label, number) = version.pre.as_str().rsplit_once('.')?;
    Some((label, number.parse().ok()?))
}

/// Checks a pre-release label that a person gave.
///
/// # Errors
/// When it would not make a SemVer pre-release together with a number.
pub fn check_label(label: &str) -> Result<()> {
    let is_identifier = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && part.bytes().any(|byte| !byte.is_ascii_digit())
    };
    if label.split('.').all(is_identifier) {
        return Ok(());
    }
    Err(no_label(label))
}

fn no_label(label: &str) -> Failure {
    Failure::usage(format!("`{label}` is no pre-release label"))
        .hint("a label is letters, digits and `-`, and its number is counted: `--pre rc`")
}

/// A pre-release version and the tag whose number it follows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Numbered {
    /// The version.
    pub version: Version,
    /// Its number.
    pub number: u64,
    /// The tag with the number before it; `None` for the first.
    pub after: Option<VersionTag>,
    /// Whether HEAD carries exactly this version already.
    pub at_head: bool,
}

/// Returns the next pre-release of `target` under a label: one more than the highest number that
/// any tag carries, also a tag that is not reachable, so that no two commits share a version; on a
/// commit that carries such a tag, that one.
///
/// # Errors
/// When it would have a lower precedence than a pre-release of the same version in `reachable`.
pub fn number(
    target: &Version,
    label: &str,
    tags: &VersionTags,
    at_head: &[&VersionTag],
    reachable: &[&VersionTag],
) -> Result<Numbered> {
    let target = core(target);
    let numbered = |tag: &&VersionTag| {
        let (found, number) = label_and_number(&tag.version)?;
        (core(&tag.version) == target && found == label).then_some(number)
    };
    if let Some((tag, number)) =
        at_head.iter().filter_map(|tag| Some((tag, numbered(tag)?))).max_by_key(|(_, n)| *n)
    {
        let version = tag.version.clone();
        return Ok(Numbered { version, number, after: None, at_head: true });
    }
    let last = tags.iter().filter_map(|tag| Some((tag, numbered(&tag)?))).max_by_key(|(_, n)| *n);
    let number = last.map_or(0, |(_, number)| number).checked_add(1).ok_or_else(|| {
        Failure::state(format!("there is no number after {label}.{} of {target}", u64::MAX))
            .hint("take another label, or remove that tag")
    })?;
    let after = last.map(|(tag, _)| tag.clone());
    let version = with_label(&target, label, number)?;
    refuse_going_back(&version, reachable)?;
    Ok(Numbered { version, number, after, at_head: false })
}

fn with_label(core: &Version, label: &str, number: u64) -> Result<Version> {
    let pre = Prerelease::new(&format!("{label}.{number}"))
        .map_err(|error| no_label(label).because(error))?;
    Ok(Version { pre, ..core.clone() })
}

/// Refuses a pre-release with a lower precedence than one of the same version in `reachable`.
///
/// # Errors
/// When there is one; the failure names its tag.
pub fn refuse_going_back(version: &Version, reachable: &[&VersionTag]) -> Result<()> {
    let higher = reachable
        .iter()
        .filter(|tag| core(&tag.version) == core(version))
        .find(|tag| tag.version.cmp_precedence(version).is_gt());
    let Some(higher) = higher else { return Ok(()) };
    Err(Failure::state(format!("{version} would go back behind the pre-release `{}`", higher.name))
        .at(format!("tag {} at {}", higher.name, higher.commit.short()))
        .hint(format!("take a label that sorts after it, or release {}", core(version)))
        .hint("labels are compared letter by letter (SemVer 2.0.0 §11.4)"))
}

#[cfg(test)]
mod tests {
    use semver::Version;

    use super::{check_label, number};
    use crate::domain::history::commit::CommitId;
    use crate::domain::history::tag::{Tag, TagName};
    use crate::domain::version::version_tag::{TagFamily, VersionTags};

    fn tags(names: &[&str]) -> VersionTags {
        let tag =
            |name: &&str| Tag { name: TagName::new(*name), target: CommitId::from_bytes([1; 20]) };
        VersionTags::select(names.iter().map(tag), TagFamily::Plain)
    }

    fn next(target: &str, label: &str, names: &[&str]) -> Result<String, String> {
        let tags = tags(names);
        let reachable: Vec<_> = tags.iter().collect();
        number(&Version::parse(target).unwrap(), label, &tags, &[], &reachable)
            .map(|numbered| numbered.version.to_string())
            .map_err(|failure| failure.what)
    }

    #[test]
    fn the_first_candidate_has_number_one() {
        assert_eq!(next("1.1.0", "rc", &["v1.0.0", "v1.0.0-rc.7"]), Ok("1.1.0-rc.1".into()));
    }

    #[test]
    fn numbers_are_compared_as_numbers() {
        let names = ["v1.1.0-rc.9", "v1.1.0-rc.10"];
        assert_eq!(next("1.1.0", "rc", &names), Ok("1.1.0-rc.11".into()));
    }

    #[test]
    fn a_higher_label_starts_anew() {
        assert_eq!(next("1.1.0", "beta", &["v1.1.0-alpha.3"]), Ok("1.1.0-beta.1".into()));
    }

    #[test]
    fn a_lower_label_is_refused() {
        let refused = next("1.1.0", "alpha", &["v1.1.0-rc.1"]).unwrap_err();
        assert_eq!(refused, "1.1.0-alpha.1 would go back behind the pre-release `v1.1.0-rc.1`");
    }

    #[test]
    fn a_tagged_commit_keeps_its_candidate() {
        let tags = tags(&["v1.1.0-rc.1"]);
        let at_head: Vec<_> = tags.iter().collect();
        let target = Version::new(1, 1, 0);
        let numbered = number(&target, "rc", &tags, &at_head, &at_head).unwrap();
        assert_eq!((numbered.version.to_string().as_str(), numbered.at_head), ("1.1.0-rc.1", true));
    }

    #[test]
    fn a_label_that_is_no_identifier_is_refused() {
        for label in ["", "rc 1", "1", "rc..x", "béta"] {
            assert!(check_label(label).is_err(), "{label}");
        }
        for label in ["rc", "beta-2", "x.y"] {
            assert!(check_label(label).is_ok(), "{label}");
        }
    }
}
