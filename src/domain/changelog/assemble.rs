//! From classified commits and tags to releases.

use regex::Regex;

use crate::domain::changelog::entry::{Ignored, Logged, Release, Why};
use crate::domain::changelog::rules::{Rules, Verdict};
use crate::domain::commit::classify::{Classified, Standing, classify};
use crate::domain::commit::policy::ParsePolicy;
use crate::domain::commit::remarks::Remarks;
use crate::domain::history::commit::{CommitId, CommitMap, RawCommit};
use crate::domain::history::ownership::{Ownership, divide};
use crate::domain::history::tag::TagName;
use crate::domain::version::version_tag::{VersionTag, by_precedence};

/// Which commit of a release comes first in the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The oldest.
    OldestFirst,
    /// The newest.
    NewestFirst,
}

/// A release and the commits it owns, not yet understood.
#[derive(Clone, Debug)]
pub struct Division {
    /// Its tag; `None` for what is not released yet.
    pub tag: Option<VersionTag>,
    /// Other tags on the same commit.
    pub aliases: Vec<TagName>,
    /// The commit of the tag, or the newest commit; `None` where there is no commit at all.
    pub commit: Option<CommitId>,
    /// When that commit was made, in seconds since 1970; `None` for what is not released yet.
    pub timestamp: Option<i64>,
    /// The highest lower version of an earlier release.
    pub previous: Option<VersionTag>,
    /// Its commits, newest first.
    pub commits: Vec<RawCommit>,
}

/// Puts the commits of a range, listed newest first, into the releases that `tags` make of them.
/// `below` are the releases below the range, which its first release can be compared with. Returns
/// the releases newest first, what is not released yet before all others; a range without
/// unreleased commits has no entry for them.
pub fn divisions(
    commits: Vec<RawCommit>,
    tags: &[&VersionTag],
    below: &[&VersionTag],
) -> Vec<Division> {
    let mut by_commit = CommitMap::<Vec<&VersionTag>>::default();
    for tag in tags {
        by_commit.entry(tag.commit).or_default().push(tag);
    }
    let owners = divide(&commits, &|id| by_commit.contains_key(&id));
    let mut commits: Vec<Option<RawCommit>> = commits.into_iter().map(Some).collect();
    let mut earlier = Earlier::of(below);
    let mut divisions = Vec::new();
    for Ownership { released, places } in owners.into_iter().rev() {
        if released.is_none() && places.is_empty() {
            continue;
        }
        let mut owned = Vec::with_capacity(places.len());
        owned.extend(places.iter().filter_map(|at| commits.get_mut(*at)?.take()));
        let newest = owned.first();
        let commit = released.or(newest.map(|commit| commit.id));
        let timestamp = released.and(newest).map(|commit| commit.committer.seconds);
        let names = released.and_then(|id| by_commit.get(&id)).map(|tags| split_names(tags));
        let Names { tags, aliases } = names.unwrap_or_default();
        let mut division =
            Division { tag: None, aliases, commit, timestamp, previous: None, commits: owned };
        for tag in &tags {
            division.tag = Some(tag.clone());
            division.previous = earlier.below(Some(tag));
            earlier.add(tag.clone());
            let next = division.without_commits();
            divisions.push(std::mem::replace(&mut division, next));
        }
        if tags.is_empty() {
            division.previous = earlier.below(None);
            divisions.push(division);
        }
    }
    divisions.reverse();
    divisions
}

impl Division {
    /// Returns what is not released yet where no release is there to compare it with.
    pub fn unreleased(commits: Vec<RawCommit>) -> Self {
        let (tag, aliases, commit, timestamp) = (None, Vec::new(), None, None);
        Self { tag, aliases, commit, timestamp, previous: None, commits }
    }

    /// Returns the next release on the same commit. The other names of the commit stay with the one
    /// that has the commits.
    fn without_commits(&self) -> Self {
        Self { tag: None, aliases: Vec::new(), previous: None, commits: Vec::new(), ..*self }
    }
}

/// Returns the releases that tags on one commit make, lowest version first; the other tags are
/// further names of them.
pub fn releases_at(tags: &[&VersionTag]) -> Vec<VersionTag> {
    split_names(tags).tags
}

/// How releases are put together.
pub struct AssemblyPolicy<'a> {
    /// How messages are read.
    pub messages: ParsePolicy,
    /// Whether a commit and its revert in the same release are both left out.
    pub cancels_reverts: bool,
    /// The configured rules over commits.
    pub rules: Rules,
    /// Which commit of a release comes first.
    pub order: Order,
    /// Releases that are left out together with their commits.
    pub skipped_tags: Option<&'a Regex>,
    /// Whether commits that are not conventional are left out.
    pub drops_unconventional: bool,
}

/// Understands the commits of a release. Only a revert in the same release cancels: what was out
/// once stays in its release, and the revert is told in the next.
pub fn assemble(division: Division, policy: &AssemblyPolicy<'_>) -> Release {
    let commits = classify(division.commits, &policy.messages, policy.cancels_reverts);
    let remarks = Remarks::on(&commits);
    let (logged, ignored) = sift(commits, policy);
    Release {
        tag: division.tag,
        aliases: division.aliases,
        commit: division.commit,
        timestamp: division.timestamp,
        previous: division.previous,
        logged,
        ignored,
        remarks,
    }
}

/// Whether a release is left out together with its commits.
pub fn is_skipped(division: &Division, policy: &AssemblyPolicy<'_>) -> bool {
    match (&division.tag, policy.skipped_tags) {
        (Some(tag), Some(pattern)) => pattern.is_match(tag.name.as_str()),
        _ => false,
    }
}

/// The versions released on one commit, lowest first, and the other names it has.
#[derive(Default)]
struct Names {
    tags: Vec<VersionTag>,
    aliases: Vec<TagName>,
}

/// Several versions on one commit are several releases, but a pre-release beside its final version,
/// or the same version spelt twice, is only another name.
fn split_names(tags: &[&VersionTag]) -> Names {
    let mut sorted = tags.to_vec();
    sorted.sort_by(|left, right| by_precedence(left, right));
    let has_stable = sorted.iter().any(|tag| tag.is_stable());
    let highest = sorted.last().map(|tag| tag.version.clone());
    let mut names = Names::default();
    for tag in sorted {
        let counts =
            if has_stable { tag.is_stable() } else { Some(&tag.version) == highest.as_ref() };
        let is_known = names.tags.iter().any(|k| k.version.cmp_precedence(&tag.version).is_eq());
        if counts && !is_known {
            names.tags.push(tag.clone());
        } else {
            names.aliases.push(tag.name.clone());
        }
    }
    names
}

/// The releases met so far, lowest version first.
struct Earlier(Vec<VersionTag>);

impl Earlier {
    fn of(below: &[&VersionTag]) -> Self {
        let mut tags: Vec<_> = below.iter().map(|tag| (*tag).clone()).collect();
        tags.sort_by(by_precedence);
        Self(tags)
    }

    /// Returns the highest version that is lower than this one, or the highest at all.
    fn below(&self, tag: Option<&VersionTag>) -> Option<VersionTag> {
        let Some(tag) = tag else { return self.0.last().cloned() };
        let is_lower = |other: &VersionTag| other.version.cmp_precedence(&tag.version).is_lt();
        let end = self.0.partition_point(is_lower);
        end.checked_sub(1).and_then(|at| self.0.get(at)).cloned()
    }

    fn add(&mut self, tag: VersionTag) {
        let at = self.0.partition_point(|other| by_precedence(other, &tag).is_lt());
        self.0.insert(at, tag);
    }
}

/// Parts the commits of a release, listed newest first, by whether they say something.
fn sift(commits: Vec<Classified>, policy: &AssemblyPolicy<'_>) -> (Vec<Logged>, Vec<Ignored>) {
    let (mut logged, mut ignored) = (Vec::new(), Vec::new());
    for one in commits {
        match why_ignored(&one, policy) {
            Some(why) => ignored.push(Ignored { commit: one.commit, why }),
            None => match policy.rules.judge(&one) {
                Verdict::Skipped { parser } => {
                    ignored.push(Ignored { commit: one.commit, why: Why::Skipped { parser } });
                }
                Verdict::Unmatched => {
                    ignored.push(Ignored { commit: one.commit, why: Why::Unmatched });
                }
                Verdict::Kept { group, scope, links } => logged.push(Logged {
                    request: one.parsed.request,
                    is_quoting: one.parsed.is_quoting,
                    change: one.parsed.change,
                    squashed: one.parsed.squashed,
                    commit: one.commit,
                    group,
                    scope,
                    links,
                }),
            },
        }
    }
    if policy.order == Order::OldestFirst {
        logged.reverse();
    }
    (logged, ignored)
}

fn why_ignored(one: &Classified, policy: &AssemblyPolicy<'_>) -> Option<Why> {
    match &one.standing {
        Standing::Cancelled { by } => return Some(Why::Reverted { by: *by }),
        Standing::Reverts { of } => return of.first().map(|of| Why::Reverts { of: *of }),
        Standing::Counts => {}
    }
    if one.changes().next().is_some() {
        return None;
    }
    if one.commit.is_merge() {
        return Some(Why::Merge);
    }
    policy.drops_unconventional.then(|| {
        Why::Unconventional(one.parsed.problem.map_or_else(String::new, |p| p.to_string()))
    })
}
