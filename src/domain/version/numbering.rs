//! What stands behind `major.minor.patch`: label and number (SemVer 2.0.0 §9).

use semver::{BuildMetadata, Prerelease, Version};

use crate::domain::history::commit::CommitSet;
use crate::domain::version::decision::Reason;
use crate::domain::version::policy::{VersionPolicy, core};
use crate::domain::version::prerelease::{self, label_and_number};
use crate::domain::version::rule::{Label, Numbering};
use crate::domain::version::situation::Situation;
use crate::domain::version::version_tag::VersionTag;
use crate::failure::{Failure, Result};

/// Returns the whole version behind its numbers, and whether it is one that no tag here has and
/// that somebody wants.
///
/// # Errors
/// When the label cannot stand in a version, or would go back behind a pre-release.
pub(super) fn labelled(
    situation: &Situation<'_>,
    policy: &VersionPolicy,
    target: Version,
    reasons: &mut Vec<Reason>,
) -> Result<(Version, bool)> {
    let is_build = matches!(policy.rule.label, Label::Text(_)) && policy.explicit.is_none();
    if !target.pre.is_empty() && !is_build {
        return Ok((target, true));
    }
    // Builds need numbers of their own, also where a footer asks for a pre-release.
    let target = if is_build { core(&target) } else { target };
    if let Some(label) = &policy.label {
        return by_tag(situation, policy, &target, label, &situation.reachable(), reasons);
    }
    let label = match &policy.rule.label {
        // A version that was asked for is the answer as it is.
        _ if policy.explicit.is_some() => return Ok((target, true)),
        Label::Final => return Ok((target, true)),
        Label::Number => "",
        Label::Text(label) => label,
    };
    // GitVersion counts every commit as a change.
    let is_any = policy.follows_gitversion && situation.has_commits;
    let asks =
        is_any || !situation.votes.is_empty() || situation.merged.is_some() || is_asked(reasons);
    match policy.rule.numbering {
        Numbering::Height => Ok((by_height(situation, &target, label, reasons)?, asks)),
        Numbering::Tag => by_tag(situation, policy, &target, label, &[], reasons),
        Numbering::TagAndHeight => {
            Ok((by_tag_and_height(situation, &target, label, reasons)?, asks))
        }
        Numbering::None => Ok((with_pre(&target, label)?, asks)),
    }
}

fn is_asked(reasons: &[Reason]) -> bool {
    let is_asked = |reason: &Reason| {
        matches!(
            reason,
            Reason::Explicit(_)
                | Reason::ReleaseAs(_)
                | Reason::Forced(_)
                | Reason::NextVersion { is_out: false, .. }
        )
    };
    reasons.iter().any(is_asked)
}

/// Counts commits: those since the base, or on from the number of the pre-release of this version
/// and label that was tagged last. Numbers that tags elsewhere carry are left to them, so that the
/// commits before and behind keep numbers of their own, too.
fn by_height(
    situation: &Situation<'_>,
    target: &Version,
    label: &str,
    reasons: &mut Vec<Reason>,
) -> Result<Version> {
    let last = last_number(situation, target, label);
    let height = last.map_or_else(|| situation.graph.height(), |last| last.distance);
    let from = last.map_or(0, |last| last.number);
    let after = last.map(|last| last.tag.clone());

    let mut number = from.saturating_add(height);
    for (tag, taken) in taken_elsewhere(situation, target, label) {
        if taken > from && taken <= number {
            reasons.push(Reason::NumberTaken(tag.clone()));
            number = number.saturating_add(1);
        }
    }
    reasons.push(Reason::Height { label: label.to_owned(), number, height, after });
    numbered(target, label, number)
}

/// Returns the tags of this version and label that HEAD does not reach, lowest number first.
fn taken_elsewhere<'s>(
    situation: &Situation<'s>,
    target: &Version,
    label: &str,
) -> Vec<(&'s VersionTag, u64)> {
    let reached: CommitSet = situation.prereleases.iter().map(|one| one.tag.commit).collect();
    let is_elsewhere = |tag: &VersionTag| {
        tag.commit != situation.head && !reached.contains(&tag.commit) && !situation.was_left(tag)
    };
    let numbers = situation.tags.iter();
    let numbers = numbers.filter_map(|tag| Some((tag, number_of(tag, target, label)?)));
    let mut numbers: Vec<_> = numbers.filter(|(tag, _)| is_elsewhere(tag)).collect();
    numbers.sort_by_key(|(_, number)| *number);
    numbers.dedup_by_key(|(_, number)| *number);
    numbers
}

/// The tag that a number goes on from.
#[derive(Clone, Copy)]
struct Last<'s> {
    tag: &'s VersionTag,
    number: u64,
    /// How many commits that count came since.
    distance: u64,
}

/// Returns the tag of this version and label with the highest number that HEAD reaches.
fn last_number<'s>(situation: &Situation<'s>, target: &Version, label: &str) -> Option<Last<'s>> {
    let within = situation.prereleases.iter().map(|one| (one.tag, None));
    let left = situation.left.iter().map(|left| (left.tag, Some(left.distance)));
    let numbers = within
        .chain(left)
        .filter_map(|(tag, distance)| Some((tag, number_of(tag, target, label)?, distance)));
    let (tag, number, distance) = numbers.max_by_key(|(_, number, _)| *number)?;
    let distance = distance.unwrap_or_else(|| situation.graph.distance_from(tag.commit));
    Some(Last { tag, number, distance })
}

/// Returns the number of a tag of this version and label.
fn number_of(tag: &VersionTag, target: &Version, label: &str) -> Option<u64> {
    if core(&tag.version) != core(target) {
        return None;
    }
    match label_and_number(&tag.version) {
        Some((found, number)) if found == label => Some(number),
        Some(_) => None,
        // `alpha7`, as versions were written before SemVer 2.0.0, and `4` without a label.
        None => tag.version.pre.as_str().strip_prefix(label)?.parse().ok(),
    }
}

/// Counts tags: one more than the highest number that any tag of this version and label carries,
/// reachable or not; on a commit that carries such a tag, that one.
fn by_tag(
    situation: &Situation<'_>,
    policy: &VersionPolicy,
    target: &Version,
    label: &str,
    not_behind: &[&VersionTag],
    reasons: &mut Vec<Reason>,
) -> Result<(Version, bool)> {
    let last = last_candidate(situation, target, label).filter(|_| policy.forced.is_none());
    reasons.extend(last.cloned().map(Reason::NothingSince));
    let at_head: Vec<_> = situation.tags.at(situation.head).collect();
    let numbered = prerelease::number(target, label, situation.tags, &at_head, not_behind)?;
    if numbered.at_head {
        reasons.extend(at_head.into_iter().next_back().cloned().map(Reason::AtHead));
    } else {
        let (label, number) = (label.to_owned(), numbered.number);
        reasons.push(Reason::Number { label, number, after: numbered.after });
    }
    Ok((numbered.version, !numbered.at_head && last.is_none()))
}

/// Counts tags, and says as build metadata how many commits came since, as GitVersion does where
/// it calls that manual deployment. A tag on HEAD has its number already.
fn by_tag_and_height(
    situation: &Situation<'_>,
    target: &Version,
    label: &str,
    reasons: &mut Vec<Reason>,
) -> Result<Version> {
    let last = last_number(situation, target, label);
    let height = last.map_or_else(|| situation.graph.height(), |last| last.distance);
    let number = last.map_or(0, |last| last.number).saturating_add(1);
    let after = last.map(|last| last.tag.clone());
    let mut version = numbered(target, label, number)?;
    version.build = BuildMetadata::new(&height.to_string()).unwrap_or_default();
    reasons.push(Reason::Number { label: label.to_owned(), number, after });
    Ok(version)
}

/// Returns the newest candidate of a version under a label where nothing that came after it asks
/// for another one. A new one still gets a number of its own: two commits never share a version.
fn last_candidate<'s>(
    situation: &Situation<'s>,
    target: &Version,
    label: &str,
) -> Option<&'s VersionTag> {
    let is_candidate = |tag: &VersionTag| {
        let found = label_and_number(&tag.version).map(|(found, _)| found);
        core(&tag.version) == core(target) && found == Some(label)
    };
    let last = situation.prereleases.iter().find(|one| is_candidate(one.tag))?;
    let is_later = |at: usize| at < last.place;
    let asks = situation.votes.iter().any(|vote| is_later(vote.place))
        || situation.release_as.iter().any(|footer| is_later(footer.place));
    (!asks).then_some(last.tag)
}

fn numbered(target: &Version, label: &str, number: u64) -> Result<Version> {
    let pre = match label {
        "" => number.to_string(),
        _ => format!("{label}.{number}"),
    };
    with_pre(target, &pre)
}

fn with_pre(target: &Version, pre: &str) -> Result<Version> {
    let pre = Prerelease::new(pre).map_err(|error| {
        Failure::usage(format!("`{pre}` cannot stand behind a version"))
            .because(error)
            .hint("set `label` of this kind of branches under `[flow]` to letters, digits and `-`")
    })?;
    Ok(Version { pre, ..core(target) })
}
