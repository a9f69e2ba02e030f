//! What a project wants of its versions: plain values, so that a decision depends on nothing else.

use semver::{BuildMetadata, Version};

use crate::domain::version::bump::Bump;
use crate::domain::version::rule::BranchRule;
use crate::domain::version::version_tag::TagFamily;
use crate::failure::{Failure, Result};

/// How the next version is decided.
#[derive(Clone, Debug)]
pub struct VersionPolicy {
    /// The version of the first release where no file declares one.
    pub initial: Version,
    /// What a breaking change raises while the major version is 0 (SemVer 2.0.0 §4 leaves it open).
    pub breaking_at_zero: Bump,
    /// What a feature raises while the major version is 0.
    pub feature_at_zero: Bump,
    /// The level that was asked for, whatever the commits say.
    pub forced: Option<Bump>,
    /// The level that any commit since the last release asks for by configuration.
    pub fixed: Option<Bump>,
    /// The version that was asked for, whatever the commits say.
    pub explicit: Option<Version>,
    /// The pre-release label that was asked for: `rc` for `1.2.0-rc.1`.
    pub label: Option<String>,
    /// What the branch asks for.
    pub rule: BranchRule,
    /// The version that the configuration gives the next release.
    pub next_version: Option<Version>,
    /// Whether a version may be asked for that is not above the last release.
    pub allows_downgrade: bool,
    /// Whether the name of a branch may say less than its commits ask for.
    pub allows_underbump: bool,
    /// What happens when the version is taken.
    pub on_collision: OnCollision,
    /// Whether the first release is counted from 0.0.0, and `+semver:` in a message counts, as in
    /// GitVersion.
    pub follows_gitversion: bool,
}

/// What happens when the version that comes next has a tag on another commit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OnCollision {
    /// The answer is refused.
    #[default]
    Error,
    /// The next version that is free is the answer.
    Next,
}

impl Default for VersionPolicy {
    fn default() -> Self {
        Self {
            initial: Version::new(0, 1, 0),
            breaking_at_zero: Bump::Minor,
            feature_at_zero: Bump::Minor,
            forced: None,
            fixed: None,
            explicit: None,
            label: None,
            rule: BranchRule::trunk(),
            next_version: None,
            allows_downgrade: false,
            allows_underbump: false,
            on_collision: OnCollision::Error,
            follows_gitversion: false,
        }
    }
}

impl VersionPolicy {
    /// Returns what a level raises for a version: the level itself, or less while the major
    /// version is 0. A major release out of 0.y.z happens only when it is asked for.
    pub fn level_for(&self, version: &Version, level: Bump) -> Bump {
        match level {
            _ if version.major > 0 || self.forced == Some(level) => level,
            Bump::Major => self.breaking_at_zero,
            Bump::Minor => self.feature_at_zero,
            Bump::Patch | Bump::None => level,
        }
    }
}

/// Returns the version after `version` at a level, pre-release and build metadata dropped. A number
/// that cannot be raised stays; the version is taken then.
pub fn raise(version: &Version, level: Bump) -> Version {
    let Version { major, minor, patch, .. } = *version;
    match level {
        Bump::Major => Version::new(major.saturating_add(1), 0, 0),
        Bump::Minor => Version::new(major, minor.saturating_add(1), 0),
        Bump::Patch => Version::new(major, minor, patch.saturating_add(1)),
        Bump::None => Version::new(major, minor, patch),
    }
}

/// Returns the version without pre-release and build metadata: `1.2.0` for `1.2.0-rc.1+5`.
pub fn core(version: &Version) -> Version {
    raise(version, Bump::None)
}

/// Returns the version that a person asked for, written like a version or like a tag.
///
/// # Errors
/// When it is neither.
pub fn parse_asked(text: &str, family: &TagFamily) -> Result<Version> {
    let plain = text.strip_prefix('v').unwrap_or(text);
    if let Some(version) = family.version_of(text).or_else(|| Version::parse(plain).ok()) {
        return Ok(version);
    }
    let failure = Failure::usage(format!("`{text}` is no version"));
    let numbers: Vec<_> = plain.split('.').collect();
    if numbers.len() < 3 && numbers.iter().all(|number| number.parse::<u64>().is_ok()) {
        let missing = ".0".repeat(3 - numbers.len());
        return Err(failure.hint(format!("a version has three numbers: `{text}{missing}`")));
    }
    Err(failure
        .hint("a version is three numbers, with a pre-release if need be: 1.2.3, 2.0.0-rc.1"))
}

/// Returns the build metadata that a person gave (SemVer 2.0.0 §10).
///
/// # Errors
/// When it is not letters, digits, `-` and dots.
pub fn parse_build(text: &str) -> Result<BuildMetadata> {
    BuildMetadata::new(text).map_err(|error| {
        Failure::usage(format!("`{text}` is no build metadata"))
            .because(error)
            .hint("letters, digits and `-`, parted by dots: `--build 20240131.a1b2c3d`")
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::any;
    use proptest::proptest;
    use proptest::sample::select;
    use semver::Version;

    use super::{Bump, VersionPolicy, core, raise};

    fn next(from: &str, level: Bump, policy: &VersionPolicy) -> String {
        let from = Version::parse(from).unwrap();
        raise(&from, policy.level_for(&from, level)).to_string()
    }

    #[test]
    fn before_1_0_0_a_breaking_change_raises_the_minor_version() {
        let policy = VersionPolicy::default();
        assert_eq!(next("0.4.2", Bump::Major, &policy), "0.5.0");
        assert_eq!(next("0.4.2", Bump::Minor, &policy), "0.5.0");
        assert_eq!(next("0.4.2", Bump::Patch, &policy), "0.4.3");
        assert_eq!(next("1.4.2", Bump::Major, &policy), "2.0.0");
    }

    #[test]
    fn version_1_0_0_comes_when_it_is_asked_for() {
        let policy = VersionPolicy { forced: Some(Bump::Major), ..VersionPolicy::default() };
        assert_eq!(next("0.4.2", Bump::Major, &policy), "1.0.0");
    }

    proptest! {
        #[test]
        fn a_higher_level_never_gives_a_lower_version(
            (major, minor, patch) in any::<(u32, u32, u32)>(),
            is_initial in any::<bool>(),
            breaking_at_zero in select(vec![Bump::Minor, Bump::Major]),
            feature_at_zero in select(vec![Bump::Patch, Bump::Minor]),
            forced in select(vec![None, Some(Bump::Patch), Some(Bump::Minor), Some(Bump::Major)]),
        ) {
            let major = if is_initial { 0 } else { major };
            let from = Version::new(major.into(), minor.into(), patch.into());
            let policy = VersionPolicy {
                breaking_at_zero, feature_at_zero, forced, ..VersionPolicy::default()
            };
            let next = Bump::ALL.map(|level| raise(&from, policy.level_for(&from, level)));
            assert!(next.is_sorted());
            assert_eq!(next[0], from);
            assert!(next[1..].iter().all(|next| *next > from && *next == core(next)));
        }
    }
}
