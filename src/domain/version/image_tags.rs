//! The tags of a container image, as teams give them: moving ones for a release, one with the
//! commit for a branch, one with the number for a pull request.

use semver::Version;

use crate::domain::version::forms::{LONGEST_OCI_TAG, oci_tag};

/// What the tags of an image are made from.
#[derive(Clone, Copy, Debug)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a fact apart, and decides about one tag"
)]
pub struct ImageFacts<'a> {
    /// The version.
    pub version: &'a Version,
    /// The name of its tag: `v1.3.0`.
    pub tag: &'a str,
    /// Whether HEAD carries this tag.
    pub released: bool,
    /// The branch that is built, where it is known.
    pub branch: Option<&'a str>,
    /// The number of the pull request that is built.
    pub pull_request: Option<&'a str>,
    /// The commit in 7 digits.
    pub short_commit: &'a str,
    /// Whether the version is the highest of all stable ones.
    pub is_highest: bool,
    /// Whether it is the highest stable one with its major version.
    pub is_highest_of_major: bool,
    /// Whether it is the highest stable one with its major and minor version.
    pub is_highest_of_minor: bool,
}

/// Returns the tags of an image, best first and never none.
///
/// A pull request has only its own tag, also where its commit carries a release: what was not
/// merged must not move `latest`. Before 1.0.0 there is no tag with the major version alone, since
/// anything may change within it (SemVer 2.0.0 §4).
pub fn image_tags(facts: &ImageFacts<'_>) -> Vec<String> {
    if let Some(number) = facts.pull_request {
        return vec![oci_tag(&format!("pr-{number}"))];
    }
    let mut tags = Vec::new();
    if facts.released {
        tags.push(oci_tag(facts.tag));
        tags.extend(moving_tags(facts));
    }
    match facts.branch {
        Some(branch) => tags.push(commit_tag(&oci_tag(branch), facts.short_commit)),
        None if tags.is_empty() => tags.push(commit_tag("sha", facts.short_commit)),
        None => {}
    }
    tags
}

/// Returns the tags that go along from one stable release to the next.
fn moving_tags(facts: &ImageFacts<'_>) -> impl Iterator<Item = String> {
    let Version { major, minor, ref pre, .. } = *facts.version;
    let is_stable = pre.is_empty();
    let tags = [
        (facts.is_highest_of_minor, format!("{major}.{minor}")),
        (facts.is_highest_of_major && major > 0, major.to_string()),
        (facts.is_highest, "latest".to_owned()),
    ];
    tags.into_iter().filter_map(move |(is_due, tag)| (is_stable && is_due).then_some(tag))
}

/// Returns a name with the commit behind it. The name is cut and not the commit, because names that
/// are long begin alike.
fn commit_tag(name: &str, short_commit: &str) -> String {
    let room = LONGEST_OCI_TAG.saturating_sub(short_commit.len() + 1);
    let cut = name.get(..room).map_or(name, |cut| cut.trim_end_matches(['-', '.']));
    oci_tag(&format!("{cut}-{short_commit}"))
}

#[cfg(test)]
mod tests {
    use proptest::option;
    use proptest::prelude::{any, prop_assert, proptest};
    use regex::Regex;
    use semver::Version;

    use super::{ImageFacts, image_tags};
    use crate::domain::version::foreign_orders::versions;

    fn tags(version: &str, change: impl FnOnce(&mut ImageFacts<'_>)) -> Vec<String> {
        let version = Version::parse(version).unwrap();
        let tag = format!("v{version}");
        let mut facts = facts(&version, &tag);
        change(&mut facts);
        image_tags(&facts)
    }

    fn built(branch: Option<&str>) -> Vec<String> {
        let version = Version::new(1, 3, 0);
        image_tags(&ImageFacts { released: false, branch, ..facts(&version, "v1.3.0") })
    }

    fn facts<'a>(version: &'a Version, tag: &'a str) -> ImageFacts<'a> {
        ImageFacts {
            version,
            tag,
            released: true,
            branch: Some("main"),
            pull_request: None,
            short_commit: "a1b2c3d",
            is_highest: true,
            is_highest_of_major: true,
            is_highest_of_minor: true,
        }
    }

    #[test]
    fn a_release_moves_the_tags_of_which_it_is_the_highest() {
        assert_eq!(tags("1.2.3", |_| ()), ["v1.2.3", "1.2", "1", "latest", "main-a1b2c3d"]);
        let of_minor = tags("1.2.3", |facts| {
            facts.branch = Some("release/1.2");
            facts.is_highest = false;
            facts.is_highest_of_major = false;
        });
        assert_eq!(of_minor, ["v1.2.3", "1.2", "release-1.2-a1b2c3d"]);
        let of_none = tags("1.2.3", |facts| {
            facts.branch = None;
            facts.is_highest = false;
            facts.is_highest_of_major = false;
            facts.is_highest_of_minor = false;
        });
        assert_eq!(of_none, ["v1.2.3"]);
    }

    #[test]
    fn before_1_0_0_there_is_no_tag_of_the_major_version() {
        assert_eq!(tags("0.4.0", |_| ()), ["v0.4.0", "0.4", "latest", "main-a1b2c3d"]);
    }

    #[test]
    fn a_pre_release_moves_no_tag() {
        assert_eq!(tags("1.3.0-rc.1", |_| ()), ["v1.3.0-rc.1", "main-a1b2c3d"]);
    }

    #[test]
    fn the_tag_of_a_package_becomes_a_valid_one() {
        let package = tags("1.2.3+5", |facts| {
            facts.tag = "@scope/app@1.2.3+5";
            facts.branch = None;
        });
        assert_eq!(package, ["scope-app-1.2.3_5", "1.2", "1", "latest"]);
    }

    #[test]
    fn a_branch_is_named_with_its_commit() {
        for (branch, tag) in [
            ("main", "main-a1b2c3d"),
            ("develop", "develop-a1b2c3d"),
            ("release/v1.3.0", "release-v1.3.0-a1b2c3d"),
            ("feature/x", "feature-x-a1b2c3d"),
        ] {
            assert_eq!(built(Some(branch)), [tag]);
        }
    }

    #[test]
    fn a_long_branch_is_cut_and_its_commit_is_not() {
        let branch = format!("feature/{}/x", "y".repeat(111));
        assert_eq!(built(Some(&branch)), [format!("feature-{}-a1b2c3d", "y".repeat(111))]);
    }

    #[test]
    fn a_pull_request_has_only_its_own_tag() {
        let request = tags("1.2.3", |facts| facts.pull_request = Some("44"));
        assert_eq!(request, ["pr-44"]);
    }

    #[test]
    fn a_commit_without_a_branch_is_named_by_itself() {
        assert_eq!(built(None), ["sha-a1b2c3d"]);
    }

    proptest! {
        #[test]
        fn there_is_a_tag_and_each_is_valid_and_there_once(
            version in versions(),
            prefix in any::<String>(),
            released in any::<bool>(),
            branch in option::of(any::<String>()),
            pull_request in option::of("[0-9]{1,6}"),
            short_commit in "[0-9a-f]{7,12}",
            (is_highest, is_highest_of_major, is_highest_of_minor) in any::<(bool, bool, bool)>(),
        ) {
            let tags = image_tags(&ImageFacts {
                version: &version,
                tag: &format!("{prefix}{version}"),
                released,
                branch: branch.as_deref(),
                pull_request: pull_request.as_deref(),
                short_commit: &short_commit,
                is_highest,
                is_highest_of_major,
                is_highest_of_minor,
            });
            let valid = Regex::new("^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$").unwrap();
            prop_assert!(!tags.is_empty());
            prop_assert!(tags.iter().all(|tag| valid.is_match(tag)), "{tags:?}");
            let mut unique = tags.clone();
            unique.sort();
            unique.dedup();
            prop_assert!(unique.len() == tags.len(), "{tags:?}");
        }
    }
}
