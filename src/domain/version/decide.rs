//! The decision: which version the next release from here gets.
//!
//! The rules for a trunk are those of `docs/versioning.md`; branches of Git Flow will bring other
//! bases and labels to the same decision.

use semver::Version;

use crate::domain::history::commit::CommitId;
use crate::domain::version::bump::Bump;
use crate::domain::version::decision::{Abstention, Decision, Declared, Reason, ReleaseAs, Vote};
use crate::domain::version::policy::{VersionPolicy, core, raise};
use crate::domain::version::prerelease;
use crate::domain::version::version_tag::{VersionTag, VersionTags};
use crate::failure::{Failure, Result};

/// All that a decision looks at.
#[derive(Clone, Debug)]
pub struct Situation<'s> {
    /// Every version tag of the repository, reachable or not.
    pub tags: &'s VersionTags,
    /// The commit the version is for.
    pub head: CommitId,
    /// The highest stable tag reachable from it.
    pub base: Option<&'s VersionTag>,
    /// The pre-release tags in the range with the place of their commit, newest first.
    pub prereleases: Vec<(usize, &'s VersionTag)>,
    /// The commits of the range that ask for a level, newest first.
    pub votes: Vec<Vote>,
    /// The commits of the range that do not count.
    pub abstentions: Vec<Abstention>,
    /// The `Release-As:` footers of the range, newest first.
    pub release_as: Vec<ReleaseAs>,
    /// Whether there are commits since the base.
    pub has_commits: bool,
    /// The version that a file declares; looked at before the first release only.
    pub declared: Option<Declared>,
}

/// Returns the version of the next release and the reasons for it.
///
/// # Errors
/// When a version was asked for that is not higher than the last release, when the version is
/// taken by a tag on another commit, or when a pre-release would go back.
pub fn decide(situation: &Situation<'_>, policy: &VersionPolicy) -> Result<Decision> {
    let mut reasons = Vec::new();
    let bump = situation.votes.iter().map(|vote| vote.bump).max().unwrap_or(Bump::None);
    let at_head = situation.tags.at(situation.head).rfind(|tag| tag.is_stable());
    let unchanged = |tag: &VersionTag, reasons| Decision {
        previous: Some(tag.clone()),
        next: tag.version.clone(),
        bump,
        changed: false,
        reasons,
    };
    if let Some(tag) = at_head.filter(|_| policy.forced.is_none() && policy.explicit.is_none()) {
        return Ok(unchanged(tag, vec![Reason::AtHead(tag.clone())]));
    }
    let target = match situation.base {
        None => first_target(situation, policy, &mut reasons)?,
        Some(base) => {
            reasons.push(Reason::Base(base.clone()));
            match target_after(situation, policy, &base.version, bump, &mut reasons)? {
                Some(target) => target,
                None => return Ok(unchanged(base, reasons)),
            }
        }
    };
    refuse_taken(situation, &target)?;
    let (next, changed) = match &policy.label {
        Some(label) if target.pre.is_empty() => {
            labelled(situation, policy, &target, label, &mut reasons)?
        }
        _ => (target, true),
    };
    Ok(Decision { previous: situation.base.cloned(), next, bump, changed, reasons })
}

/// Returns the version that the range asks for; `None` when it asks for none.
fn target_after(
    situation: &Situation<'_>,
    policy: &VersionPolicy,
    base: &Version,
    bump: Bump,
    reasons: &mut Vec<Reason>,
) -> Result<Option<Version>> {
    reasons.extend(situation.votes.iter().cloned().map(Reason::Vote));
    reasons.extend(situation.abstentions.iter().cloned().map(Reason::Abstention));
    if let Some(asked) = asked_version(situation, policy, Some(base), reasons)? {
        return Ok(Some(asked));
    }
    let fixed = policy.fixed.filter(|_| situation.has_commits);
    let forced = policy.forced.or(fixed);
    reasons.extend(forced.map(Reason::Forced));
    let asked = forced.unwrap_or(bump);
    let level = policy.level_for(base, asked);
    if level != asked {
        reasons.push(Reason::BeforeOne { asked, raised: level });
    }
    let raised = raise(base, level);
    if let Some(floor) = highest_prerelease(situation).filter(|tag| core(&tag.version) > raised) {
        reasons.push(Reason::Floor(floor.clone()));
        return Ok(Some(core(&floor.version)));
    }
    if level == Bump::None {
        reasons.push(Reason::Nothing);
        return Ok(None);
    }
    Ok(Some(raised))
}

/// Returns the version of the first release.
fn first_target(
    situation: &Situation<'_>,
    policy: &VersionPolicy,
    reasons: &mut Vec<Reason>,
) -> Result<Version> {
    reasons.extend(situation.votes.iter().cloned().map(Reason::Vote));
    reasons.extend(situation.abstentions.iter().cloned().map(Reason::Abstention));
    if let Some(asked) = asked_version(situation, policy, None, reasons)? {
        return Ok(asked);
    }
    let declared = situation.declared.clone();
    let version = declared
        .as_ref()
        .map_or_else(|| policy.initial.clone(), |declared| core(&declared.version));
    let one = Version::new(1, 0, 0);
    match policy.forced {
        Some(Bump::Major) if version < one => {
            reasons.push(Reason::Forced(Bump::Major));
            return Ok(one);
        }
        Some(Bump::Major) | None => {}
        Some(level) => reasons.push(Reason::NothingToRaise(level)),
    }
    reasons.push(Reason::First { declared, version: version.clone() });
    if let Some(floor) = highest_prerelease(situation).filter(|tag| core(&tag.version) > version) {
        reasons.push(Reason::Floor(floor.clone()));
        return Ok(core(&floor.version));
    }
    Ok(version)
}

/// Returns the version that a person asked for: on the command line, else by the newest
/// `Release-As:` footer that still holds.
fn asked_version(
    situation: &Situation<'_>,
    policy: &VersionPolicy,
    base: Option<&Version>,
    reasons: &mut Vec<Reason>,
) -> Result<Option<Version>> {
    let reachable: Vec<_> = situation.prereleases.iter().map(|(_, tag)| *tag).collect();
    if let Some(explicit) = &policy.explicit {
        reasons.push(Reason::Explicit(explicit.clone()));
        must_be_higher(explicit, base, "the version that was asked for")?;
        prerelease::refuse_going_back(explicit, &reachable)?;
        return Ok(Some(explicit.clone()));
    }
    if policy.forced.is_some() {
        return Ok(None);
    }
    for footer in &situation.release_as {
        let at = |failure: Failure| failure.at(format!("commit {}", footer.commit.short()));
        let asked = parse_release_as(situation, &footer.value).map_err(at)?;
        if let Some(tag) = superseding(situation, footer, &asked, base) {
            reasons.push(Reason::Superseded(footer.clone(), tag.clone()));
            continue;
        }
        reasons.push(Reason::ReleaseAs(footer.clone()));
        must_be_higher(&asked, base, "the footer `Release-As`").map_err(at)?;
        prerelease::refuse_going_back(&asked, &reachable).map_err(at)?;
        return Ok(Some(asked));
    }
    Ok(None)
}

/// Returns the tag because of which a footer no longer holds: that of its own version where it is
/// out, or of a pre-release that came after the footer and is another version's, or the footer's
/// own where it asks for a pre-release.
fn superseding<'s>(
    situation: &Situation<'s>,
    footer: &ReleaseAs,
    asked: &Version,
    base: Option<&Version>,
) -> Option<&'s VersionTag> {
    let is_out = base.is_some_and(|base| asked.cmp_precedence(base).is_le());
    if is_out && let Some(tag) = situation.tags.of_version(asked).next() {
        return Some(tag);
    }
    let after = situation.prereleases.iter().filter(|(at, _)| *at <= footer.place);
    let is_another = |tag: &&VersionTag| core(&tag.version) != core(asked) || !asked.pre.is_empty();
    after.map(|(_, tag)| *tag).find(is_another)
}

fn parse_release_as(situation: &Situation<'_>, value: &str) -> Result<Version> {
    let value = value.trim();
    let bare = situation.tags.family().version_of(value);
    bare.or_else(|| Version::parse(value).ok()).ok_or_else(|| {
        Failure::state(format!("the footer `Release-As: {value}` names no version"))
            .hint("write three numbers: `Release-As: 2.0.0`")
            .hint("`--version X.Y.Z` overrules the footer")
    })
}

fn must_be_higher(asked: &Version, base: Option<&Version>, source: &str) -> Result<()> {
    match base {
        Some(base) if asked.cmp_precedence(base).is_le() => Err(Failure::state(format!(
            "{source}, {asked}, is not higher than the last release, {base}"
        ))
        .hint(format!("ask for a version above {base}, or leave it to the commits"))),
        _ => Ok(()),
    }
}

fn highest_prerelease<'s>(situation: &Situation<'s>) -> Option<&'s VersionTag> {
    situation
        .prereleases
        .iter()
        .map(|(_, tag)| *tag)
        .max_by(|left, right| left.version.cmp_precedence(&right.version))
}

/// Refuses a version whose tag stands on a commit that is not HEAD: it was released there.
fn refuse_taken(situation: &Situation<'_>, target: &Version) -> Result<()> {
    let taken = situation.tags.of_version(target).find(|tag| tag.commit != situation.head);
    let Some(tag) = taken else { return Ok(()) };
    let failure =
        Failure::state(format!("the next version, {target}, is taken: tag `{}` exists", tag.name));
    let place = format!("tag {} at {}", tag.name, tag.commit.short());
    let is_reachable = situation.prereleases.iter().any(|(_, other)| other.commit == tag.commit);
    let failure = if is_reachable {
        failure.at(format!("{place}, before HEAD"))
    } else {
        failure
            .at(format!("{place}, not reachable from HEAD"))
            .hint(format!("merge that release into this branch: `git merge {}`", tag.name))
    };
    Err(failure
        .hint("or ask for another version: `--version X.Y.Z`, or a footer `Release-As: X.Y.Z`"))
}

fn labelled(
    situation: &Situation<'_>,
    policy: &VersionPolicy,
    target: &Version,
    label: &str,
    reasons: &mut Vec<Reason>,
) -> Result<(Version, bool)> {
    let last = last_candidate(situation, target, label).filter(|_| policy.forced.is_none());
    reasons.extend(last.cloned().map(Reason::NothingSince));
    let at_head: Vec<_> = situation.tags.at(situation.head).collect();
    let reachable: Vec<_> = situation.prereleases.iter().map(|(_, tag)| *tag).collect();
    let numbered = prerelease::number(target, label, situation.tags, &at_head, &reachable)?;
    if numbered.at_head {
        reasons.extend(at_head.into_iter().next_back().cloned().map(Reason::AtHead));
    } else {
        let (label, number) = (label.to_owned(), numbered.number);
        reasons.push(Reason::Number { label, number, after: numbered.after });
    }
    Ok((numbered.version, !numbered.at_head && last.is_none()))
}

/// Returns the newest candidate of a version under a label where nothing that came after it asks
/// for another one. A new one still gets a number of its own: two commits never share a version.
fn last_candidate<'s>(
    situation: &Situation<'s>,
    target: &Version,
    label: &str,
) -> Option<&'s VersionTag> {
    let is_candidate = |tag: &VersionTag| {
        let found = prerelease::label_and_number(&tag.version).map(|(found, _)| found);
        core(&tag.version) == core(target) && found == Some(label)
    };
    let (place, tag) = situation.prereleases.iter().find(|(_, tag)| is_candidate(tag))?;
    let is_later = |at: usize| at < *place;
    let asks = situation.votes.iter().any(|vote| is_later(vote.place))
        || situation.release_as.iter().any(|footer| is_later(footer.place));
    (!asks).then_some(*tag)
}

/// Whether a reachable pre-release decides alone, whatever lies behind it in history: it belongs to
/// the highest version that any pre-release names, and no release that any tag names, raised by the
/// highest level there is, would get a higher one.
pub fn is_settled_by(prerelease: &VersionTag, tags: &VersionTags, policy: &VersionPolicy) -> bool {
    let Some(highest) = tags.highest_stable() else { return false };
    let level = policy.level_for(&highest.version, Bump::Major);
    let target = core(&prerelease.version);
    let is_highest = tags.iter().next_back().is_some_and(|tag| core(&tag.version) <= target);
    is_highest && target > highest.version && target >= raise(&highest.version, level)
}
