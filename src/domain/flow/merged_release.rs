//! A release that was merged and has no tag yet.

use semver::Version;

use crate::domain::commit::classify::{Classified, Standing};
use crate::domain::flow::kind::BranchKind;
use crate::domain::flow::merged::{merged_branch, release_trailer};
use crate::domain::flow::rules::FlowRules;
use crate::domain::history::commit::{CommitId, CommitSet, RawCommit};
use crate::domain::history::height::RangeGraph;
use crate::domain::version::bump::Bump;
use crate::domain::version::situation::Merged;
use crate::domain::version::version_tag::{VersionTag, VersionTags};
use crate::domain::version::votes::Votes;

/// Returns the release that was merged into a production or support branch and has no tag yet: the
/// highest version that the messages on its line of first parents tell.
pub fn merged_release(
    commits: &[Classified],
    graph: &RangeGraph<'_>,
    votes: &Votes,
    base: Option<&Version>,
    rules: &FlowRules,
    tags: &VersionTags,
) -> Option<Merged> {
    let family = tags.family();
    let is_new = |version: &Version| {
        base.is_none_or(|base| version > base)
            && !tags.of_version(version).any(VersionTag::is_stable)
    };
    let cancelled: CommitSet = commits
        .iter()
        .filter(|one| one.standing != Standing::Counts)
        .map(|one| one.commit.id)
        .collect();
    let counts = |commit: &&RawCommit| !cancelled.contains(&commit.id);
    let told = graph.first_parents().filter(counts).filter_map(|commit| {
        let by_trailer = release_trailer(&commit.message).and_then(|value| {
            let version = family.version_of(value).or_else(|| Version::parse(value).ok())?;
            version.pre.is_empty().then(|| (format!("trailer `Release: {value}`"), version))
        });
        let by_name = || {
            let name = merged_branch(&commit.message)?;
            let named = rules.classify(name);
            let is_release = matches!(named.kind, BranchKind::Release | BranchKind::Hotfix);
            Some((name.to_owned(), named.version(family).filter(|_| is_release)?))
        };
        let (source, version) = by_trailer.or_else(by_name)?;
        is_new(&version).then_some((commit.id, source, version))
    });
    let told: Vec<_> = told.collect();
    let brought = told.iter().flat_map(|(commit, ..)| brought_in_by(commits, graph, *commit));
    let within: CommitSet = brought.collect();
    let (commit, source, version) = told.into_iter().max_by(|left, right| left.2.cmp(&right.2))?;
    let is_beside =
        |place: usize| commits.get(place).is_some_and(|one| !within.contains(&one.commit.id));
    let beside = votes.votes.iter().filter(|vote| is_beside(vote.place)).map(|vote| vote.bump);
    Some(Merged { source, version, commit, beside: beside.max().unwrap_or(Bump::None) })
}

/// Returns the commits that a release brought in: what a merge has beyond its first parent; of a
/// commit that is no merge, all before it.
fn brought_in_by(commits: &[Classified], graph: &RangeGraph<'_>, commit: CommitId) -> CommitSet {
    let raw = commits.iter().map(|one| &one.commit).find(|one| one.id == commit);
    match raw.filter(|raw| raw.is_merge()) {
        Some(merge) => {
            let merged = merge.parents.iter().skip(1).flat_map(|parent| graph.reachable(*parent));
            merged.chain([commit]).collect()
        }
        None => graph.reachable(commit),
    }
}
