//! Which tags are releases, and in which order: git-cliff's tag keys.

use std::cmp::Ordering;

use regex::Regex;

use crate::domain::cliff::compat::Compat;
use crate::domain::history::commit::{CommitId, CommitMap};
use crate::domain::version::version_tag::split_version;

/// A tag that may be a release.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReleaseTag {
    /// The commit it finally points to.
    pub commit: CommitId,
    /// Its name: for an annotated tag the one in the tag object, as git-cliff takes it.
    pub name: String,
    /// The message of an annotated tag, without its signature.
    pub message: Option<String>,
    /// When the commit was committed, in seconds since 1970.
    pub time: i64,
}

/// Which of the listed tags count.
#[derive(Clone, Copy, Default)]
pub struct TagRules<'r> {
    /// Releases that are left out together with their commits.
    pub skip: Option<&'r Regex>,
    /// Tags that are forgotten.
    pub ignore: Option<&'r Regex>,
    /// The only tags that count.
    pub count: Option<&'r Regex>,
    /// Whether tags are ordered by name (git-cliff) or version (repaired) and not by time.
    pub topo_order: bool,
}

/// The tags of a run, oldest first, at most one for each commit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReleaseTags {
    /// Those that `-u`, `-l` and the like look at.
    pub for_ranges: Vec<ReleaseTag>,
    /// Those that are releases.
    pub releases: Vec<ReleaseTag>,
}

impl TagRules<'_> {
    /// Whether a release of this name is left out together with its commits.
    pub fn skips(&self, name: &str) -> bool {
        self.skip.is_some_and(|skip| skip.is_match(name))
    }

    fn counts(&self, name: &str) -> bool {
        let is_blank = |pattern: &Regex| pattern.as_str().trim().is_empty();
        self.skips(name)
            || (self.count.is_none_or(|count| count.is_match(name))
                && !self.ignore.is_some_and(|ignore| !is_blank(ignore) && ignore.is_match(name)))
    }
}

/// Puts tags in order, from the order in which git lists them.
///
/// git-cliff keeps the last listed tag of a commit before it asks which tags count, and takes its
/// ranges from tags that do not; repaired, only tags that count are looked at, and of those on one
/// commit the highest version stays.
pub fn ordered(mut found: Vec<ReleaseTag>, rules: &TagRules<'_>, compat: Compat) -> ReleaseTags {
    if !rules.topo_order {
        found.sort_by_key(|tag| tag.time);
    } else if !compat.is_strict() {
        found.sort_by(|one, other| by_version(&one.name, &other.name));
    }
    if compat.is_strict() {
        let for_ranges = one_for_each_commit(found, &|_, _| true);
        let releases = for_ranges.iter().filter(|tag| rules.counts(&tag.name)).cloned().collect();
        return ReleaseTags { for_ranges, releases };
    }
    found.retain(|tag| rules.counts(&tag.name));
    let releases = one_for_each_commit(found, &outranks);
    ReleaseTags { for_ranges: releases.clone(), releases }
}

/// Keeps one tag for each commit, at the place of the first one.
fn one_for_each_commit(
    tags: Vec<ReleaseTag>,
    replaces: &dyn Fn(&ReleaseTag, &ReleaseTag) -> bool,
) -> Vec<ReleaseTag> {
    let mut places: CommitMap<usize> = CommitMap::default();
    let mut kept: Vec<ReleaseTag> = Vec::with_capacity(tags.len());
    for tag in tags {
        match places.get(&tag.commit).and_then(|place| kept.get_mut(*place)) {
            Some(there) if replaces(&tag, there) => *there = tag,
            Some(_) => {}
            None => {
                places.insert(tag.commit, kept.len());
                kept.push(tag);
            }
        }
    }
    kept
}

/// Whether a later listed tag takes the place of an earlier one: not where both name a version of
/// the same thing and the earlier one is higher.
fn outranks(later: &ReleaseTag, earlier: &ReleaseTag) -> bool {
    match (split_version(&later.name), split_version(&earlier.name)) {
        (Some((prefix, later)), Some((same, earlier))) if prefix == same => {
            later.cmp_precedence(&earlier) != Ordering::Less
        }
        _ => true,
    }
}

/// Versions in their order; what names no version comes before all that do.
fn by_version(one: &str, other: &str) -> Ordering {
    match (split_version(one), split_version(other)) {
        (Some((_, left)), Some((_, right))) => left.cmp_precedence(&right).then(one.cmp(other)),
        (None, Some(_)) => Ordering::Less,
        (Some(_), None) => Ordering::Greater,
        (None, None) => one.cmp(other),
    }
}

#[cfg(test)]
mod tests {
    use regex::Regex;

    use super::{ReleaseTag, ReleaseTags, TagRules, ordered};
    use crate::domain::cliff::compat::Compat::{self, Repaired, Strict};
    use crate::domain::history::commit::CommitId;

    fn tags(rows: &[(&str, u8)]) -> Vec<ReleaseTag> {
        let tag = |(name, commit): &(&str, u8)| ReleaseTag {
            commit: CommitId::from_bytes([*commit; 20]),
            name: (*name).to_owned(),
            message: None,
            time: i64::from(*commit),
        };
        rows.iter().map(tag).collect()
    }

    fn names(tags: &[ReleaseTag]) -> Vec<&str> {
        tags.iter().map(|tag| tag.name.as_str()).collect()
    }

    fn run(rows: &[(&str, u8)], rules: &TagRules<'_>, compat: Compat) -> ReleaseTags {
        ordered(tags(rows), rules, compat)
    }

    #[test]
    fn of_a_version_and_its_candidate_on_one_commit_git_cliff_keeps_the_candidate() {
        let rows = [("v1.0.0", 2), ("v1.0.0-rc.1", 2), ("v0.9.0", 1)];
        let rules = TagRules::default();
        assert_eq!(names(&run(&rows, &rules, Strict).releases), ["v0.9.0", "v1.0.0-rc.1"]);
        assert_eq!(names(&run(&rows, &rules, Repaired).releases), ["v0.9.0", "v1.0.0"]);
    }

    #[test]
    fn a_forgotten_tag_hides_no_other_one_on_its_commit() {
        let rows = [("v1.0.0", 1), ("v1.0.0-rc.1", 1)];
        let ignore = Regex::new("rc").unwrap();
        let rules = TagRules { ignore: Some(&ignore), ..TagRules::default() };
        assert_eq!(run(&rows, &rules, Strict).releases, []);
        assert_eq!(names(&run(&rows, &rules, Strict).for_ranges), ["v1.0.0-rc.1"]);
        assert_eq!(names(&run(&rows, &rules, Repaired).for_ranges), ["v1.0.0"]);
    }

    #[test]
    fn a_skipped_tag_stays_whatever_else_is_asked_of_tags() {
        let (skip, count) = (Regex::new("beta").unwrap(), Regex::new("^v").unwrap());
        let rules = TagRules { skip: Some(&skip), count: Some(&count), ..TagRules::default() };
        let rows = [("beta-1", 1), ("other", 2), ("v1", 3)];
        assert_eq!(names(&run(&rows, &rules, Strict).releases), ["beta-1", "v1"]);
    }

    #[test]
    fn topological_order_is_the_order_of_versions_where_it_is_repaired() {
        let rows = [("v0.10.0", 1), ("v0.9.0", 2), ("x", 3)];
        let rules = TagRules { topo_order: true, ..TagRules::default() };
        assert_eq!(names(&run(&rows, &rules, Strict).releases), ["v0.10.0", "v0.9.0", "x"]);
        assert_eq!(names(&run(&rows, &rules, Repaired).releases), ["x", "v0.9.0", "v0.10.0"]);
    }
}
