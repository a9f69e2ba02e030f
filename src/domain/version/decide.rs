//! The decision: which version the next release from here gets.
//!
//! The rules are those of `docs/versioning.md`. What a branch of Git Flow asks for beyond them comes
//! as a [`BranchRule`](crate::domain::version::rule::BranchRule); a trunk asks for nothing.

use semver::Version;

use crate::domain::shell::quoted;
use crate::domain::version::asked::asked_version;
use crate::domain::version::bump::Bump;
use crate::domain::version::decision::{Decision, Reason};
use crate::domain::version::numbering::labelled;
use crate::domain::version::policy::{OnCollision, VersionPolicy, core, raise};
use crate::domain::version::rule::CoreRule;
use crate::domain::version::situation::Situation;
use crate::domain::version::version_tag::{VersionTag, VersionTags};
use crate::failure::{Failure, Result};

/// Returns the version of the next release and the reasons for it.
///
/// # Errors
/// When a version was asked for that is not higher than the last release, when the version is
/// taken by a tag on another commit, when a pre-release would go back, or when the name of a branch
/// does not fit what it holds.
pub fn decide(situation: &Situation<'_>, policy: &VersionPolicy) -> Result<Decision> {
    let mut reasons = Vec::new();
    let bump = situation.bump();
    let unchanged = |tag: &VersionTag, reasons| Decision {
        previous: Some(tag.clone()),
        next: tag.version.clone(),
        bump,
        changed: false,
        reasons,
    };
    if let Some(tag) = kept_tag(situation, policy) {
        return Ok(unchanged(tag, vec![Reason::AtHead(tag.clone())]));
    }
    reasons.extend(situation.base.cloned().map(Reason::Base));
    reasons.extend(situation.open.clone().map(Reason::Open));
    let zero = Version::new(0, 0, 0);
    let start = policy.follows_gitversion.then_some(&zero);
    let target = match situation.counted_from().or(start) {
        None => Some(first_target(situation, policy, &mut reasons)?),
        Some(base) => target_after(situation, policy, base, &mut reasons)?,
    };
    let target = match (target, situation.base) {
        (Some(target), _) => target,
        (None, Some(base)) => return Ok(unchanged(base, reasons)),
        (None, None) => policy.initial.clone(),
    };
    let target = free_version(situation, policy, target, &mut reasons)?;
    let (next, changed) = labelled(situation, policy, target, &mut reasons)?;
    Ok(Decision { previous: situation.base.cloned(), next, bump, changed, reasons })
}

/// Returns the stable tag on HEAD where that is the answer.
fn kept_tag<'s>(situation: &Situation<'s>, policy: &VersionPolicy) -> Option<&'s VersionTag> {
    if policy.forced.is_some() || policy.explicit.is_some() {
        return None;
    }
    let tag = situation.tags.at(situation.head).rfind(|tag| tag.is_stable())?;
    policy.rule.keeps_tag.then_some(tag)
}

/// Returns the version that the range asks for; `None` when it asks for none.
fn target_after(
    situation: &Situation<'_>,
    policy: &VersionPolicy,
    base: &Version,
    reasons: &mut Vec<Reason>,
) -> Result<Option<Version>> {
    reasons.extend(situation.votes.iter().cloned().map(Reason::Vote));
    reasons.extend(situation.abstentions.iter().cloned().map(Reason::Abstention));
    if let Some(asked) = asked_version(situation, policy, reasons)? {
        return Ok(Some(asked));
    }
    let fixed = policy.fixed.filter(|_| situation.has_commits);
    let forced = policy.forced.or(fixed);
    if policy.forced.is_none() {
        if let CoreRule::Named { version, branch, bounds_commits } = &policy.rule.core {
            let version = named(situation, policy, base, (version, branch), reasons)?;
            if *bounds_commits && !policy.allows_underbump && version > *base {
                refuse_underbump(situation, policy, base, (&version, branch))?;
            }
            return Ok(Some(version));
        }
        if let Some(merged) = situation.merged.as_ref().filter(|_| !policy.follows_gitversion) {
            reasons.push(Reason::Merged(merged.clone()));
            let beside = raise(base, policy.level_for(base, merged.beside));
            let merged = beside.max(merged.version.clone());
            return Ok(Some(lifted(situation, merged, reasons)));
        }
    }
    reasons.extend(forced.map(Reason::Forced));
    let level = level(situation, policy, base, forced, reasons);
    let mut raised = raise(base, level);
    if let (CoreRule::AtLeast { version, branch }, None) = (&policy.rule.core, policy.forced)
        && *version >= raised
    {
        reasons.push(Reason::Named { version: version.clone(), branch: branch.clone() });
        raised = version.clone();
    }
    if let Some(merged) = situation.merged.as_ref().filter(|merged| merged.version > raised) {
        reasons.push(Reason::Merged(merged.clone()));
        raised = merged.version.clone();
    }
    let lifted = lifted(situation, raised.clone(), reasons);
    if lifted > raised {
        return Ok(Some(lifted));
    }
    if level == Bump::None && raised == core(base) {
        reasons.push(Reason::Nothing);
        return Ok(None);
    }
    Ok(Some(raised))
}

/// Returns the level that is raised: what was asked for, else what the commits and the branch ask
/// for.
fn level(
    situation: &Situation<'_>,
    policy: &VersionPolicy,
    base: &Version,
    forced: Option<Bump>,
    reasons: &mut Vec<Reason>,
) -> Bump {
    let by_commits = match policy.rule.core {
        CoreRule::Patch => Bump::None,
        _ => situation.bump(),
    };
    let asked = forced.unwrap_or(by_commits);
    let level = policy.level_for(base, asked);
    if level != asked {
        reasons.push(Reason::BeforeOne { asked, raised: level });
    }
    // What a name says is a floor of its own.
    let is_named = !policy.follows_gitversion
        && matches!(&policy.rule.core, CoreRule::AtLeast { version, .. } if version > base);
    let floor = if forced.is_some() || is_named { Bump::None } else { policy.rule.floor };
    if floor > level {
        reasons.push(Reason::MinBump(floor));
    }
    level.max(floor)
}

/// Returns the version that the name of a branch says.
///
/// # Errors
/// When it is out, or lower than what is.
fn named(
    situation: &Situation<'_>,
    policy: &VersionPolicy,
    base: &Version,
    (version, branch): (&Version, &str),
    reasons: &mut Vec<Reason>,
) -> Result<Version> {
    reasons.push(Reason::Named { version: version.clone(), branch: branch.to_owned() });
    if version <= base && !policy.allows_downgrade {
        return Err(not_greater(version, branch, situation.base));
    }
    Ok(version.clone())
}

/// Refuses a branch that holds more than its version may.
fn refuse_underbump(
    situation: &Situation<'_>,
    policy: &VersionPolicy,
    base: &Version,
    (version, branch): (&Version, &str),
) -> Result<()> {
    let level = policy.level_for(base, situation.bump());
    let asked = raise(base, level);
    if asked <= *version {
        return Ok(());
    }
    let failure = Failure::state(format!(
        "branch `{branch}` says {version}, and its commits ask for {asked}"
    ));
    let vote = situation.votes.iter().find(|vote| policy.level_for(base, vote.bump) == level);
    let failure = match vote {
        Some(vote) => failure.at(format!("commit {}: {}", vote.commit.short(), vote.subject)),
        None => failure.at(format!("branch {branch}")),
    };
    let renamed = branch.replace(&version.to_string(), &asked.to_string());
    let (from, to) = (quoted(branch), quoted(&renamed));
    Err(failure
        .hint(format!("rename the branch: `git branch -m {from} {to}`"))
        .hint("`--allow-underbump` releases it under that version all the same"))
}

fn not_greater(version: &Version, branch: &str, base: Option<&VersionTag>) -> Failure {
    let failure = Failure::state(match base {
        Some(base) => {
            format!(
                "branch `{branch}` says {version}, which is not above the last release, {}",
                base.name
            )
        }
        None => format!("branch `{branch}` says {version}, which is not above the last release"),
    });
    let failure = failure.at(format!("branch {branch}"));
    let is_same = base.is_some_and(|base| base.version == *version);
    match is_same {
        true => failure
            .hint(format!("it is out; `git branch -d {}` removes the branch", quoted(branch))),
        false => failure,
    }
    .hint("give the branch the version that comes next: `git branch -m OLD NEW`")
    .hint("`--allow-downgrade` takes it all the same")
}

/// Returns the version of the first release.
fn first_target(
    situation: &Situation<'_>,
    policy: &VersionPolicy,
    reasons: &mut Vec<Reason>,
) -> Result<Version> {
    reasons.extend(situation.votes.iter().cloned().map(Reason::Vote));
    reasons.extend(situation.abstentions.iter().cloned().map(Reason::Abstention));
    if let Some(asked) = asked_version(situation, policy, reasons)? {
        return Ok(asked);
    }
    match &policy.rule.core {
        CoreRule::Named { version, branch, .. } => {
            reasons.push(Reason::Named { version: version.clone(), branch: branch.clone() });
            return Ok(version.clone());
        }
        CoreRule::AtLeast { version, branch } => {
            reasons.push(Reason::Named { version: version.clone(), branch: branch.clone() });
            return Ok(lifted(situation, version.clone(), reasons));
        }
        CoreRule::Counted | CoreRule::Patch => {}
    }
    if let Some(merged) = &situation.merged {
        reasons.push(Reason::Merged(merged.clone()));
        return Ok(merged.version.clone());
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
    Ok(lifted(situation, version, reasons))
}

/// Returns a version, or that of a pre-release in the range where it is higher.
fn lifted(situation: &Situation<'_>, version: Version, reasons: &mut Vec<Reason>) -> Version {
    let highest = situation.highest_prerelease();
    match highest.filter(|tag| core(&tag.version) > version) {
        Some(floor) => {
            reasons.push(Reason::Floor(floor.clone()));
            core(&floor.version)
        }
        None => version,
    }
}

/// Returns the version, or the next one that nobody has where that is asked for.
///
/// # Errors
/// When the tag of a version that will be released stands on another commit.
fn free_version(
    situation: &Situation<'_>,
    policy: &VersionPolicy,
    target: Version,
    reasons: &mut Vec<Reason>,
) -> Result<Version> {
    if !policy.rule.is_released {
        return Ok(target);
    }
    let can_move = matches!(policy.rule.core, CoreRule::Counted | CoreRule::Patch)
        && policy.on_collision == OnCollision::Next;
    let mut target = target;
    while let Some(tag) = taken_by(situation, &target) {
        if !can_move {
            return Err(taken(situation, &target, tag));
        }
        let next = raise(&target, Bump::Patch);
        if next == target {
            return Err(taken(situation, &target, tag));
        }
        reasons.push(Reason::NumberTaken(tag.clone()));
        target = next;
    }
    Ok(target)
}

/// Returns the tag of a version where it stands on a commit that is not HEAD: it was released there.
fn taken_by<'s>(situation: &Situation<'s>, target: &Version) -> Option<&'s VersionTag> {
    situation.tags.of_version(target).find(|tag| tag.commit != situation.head)
}

fn taken(situation: &Situation<'_>, target: &Version, tag: &VersionTag) -> Failure {
    let failure =
        Failure::state(format!("the next version, {target}, is taken: tag `{}` exists", tag.name));
    let place = format!("tag {} at {}", tag.name, tag.commit.short());
    let is_reachable = situation.prereleases.iter().any(|one| one.tag.commit == tag.commit);
    let failure = if is_reachable {
        failure.at(format!("{place}, before HEAD"))
    } else {
        failure.at(format!("{place}, not reachable from HEAD")).hint(format!(
            "if that release belongs here, merge it: `git merge {}`",
            quoted(tag.name.as_str())
        ))
    };
    failure
        .hint("or ask for another version: `--version X.Y.Z`, or a footer `Release-As: X.Y.Z`")
        .hint("`--on-collision next` takes the next one that is free")
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
