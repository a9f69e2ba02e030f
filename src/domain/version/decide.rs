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
    let current = current_release(situation);
    let is_asked = policy.forced.is_some() || policy.explicit.is_some();
    let target = match current {
        Some(tag) if tag.commit == situation.head && !is_asked => {
            reasons.push(Reason::AtHead(tag.clone()));
            None
        }
        Some(tag) => {
            reasons.push(Reason::Base(tag.clone()));
            target_after(situation, policy, &tag.version, bump, &mut reasons)?
        }
        None => Some(first_target(situation, policy, &mut reasons)?),
    };
    let (next, changed) = match (target, current) {
        (None, Some(tag)) => (tag.version.clone(), false),
        (None, None) => return Err(Failure::bug("a first release without a version")),
        (Some(target), _) => {
            refuse_taken(situation, &target)?;
            match &policy.label {
                Some(label) if target.pre.is_empty() => {
                    labelled(situation, &target, label, &mut reasons)?
                }
                _ => (target, true),
            }
        }
    };
    Ok(Decision { previous: current.cloned(), next, bump, changed, reasons })
}

/// Returns the release that HEAD is or descends from: its own stable tag, else the highest
/// reachable one.
fn current_release<'s>(situation: &Situation<'s>) -> Option<&'s VersionTag> {
    situation.tags.at(situation.head).rfind(|tag| tag.is_stable()).or(situation.base)
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
    if let Some(forced) = policy.forced {
        reasons.push(Reason::Forced(forced));
    }
    let asked = policy.forced.unwrap_or(bump);
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
    reasons.extend(situation.abstentions.iter().cloned().map(Reason::Abstention));
    if let Some(asked) = asked_version(situation, policy, None, reasons)? {
        return Ok(asked);
    }
    if policy.forced == Some(Bump::Major) {
        reasons.push(Reason::Forced(Bump::Major));
        return Ok(Version::new(1, 0, 0));
    }
    let declared = situation.declared.clone();
    let version = declared
        .as_ref()
        .map_or_else(|| policy.initial.clone(), |declared| core(&declared.version));
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
    if let Some(explicit) = &policy.explicit {
        reasons.push(Reason::Explicit(explicit.clone()));
        return must_be_higher(explicit, base, "the version that was asked for").map(Some);
    }
    if policy.forced.is_some() {
        return Ok(None);
    }
    let Some(newest) = situation.release_as.first() else { return Ok(None) };
    let place = format!("commit {}", newest.commit.short());
    let asked = parse_release_as(situation, &newest.value).map_err(|failure| failure.at(&place))?;
    let later = situation.prereleases.iter().find(|(at, _)| *at <= newest.place);
    if let Some((_, tag)) = later.filter(|(_, tag)| core(&tag.version) != core(&asked)) {
        reasons.push(Reason::Superseded(newest.clone(), (*tag).clone()));
        return Ok(None);
    }
    reasons.push(Reason::ReleaseAs(newest.clone()));
    must_be_higher(&asked, base, "the footer `Release-As`").map(Some).map_err(|f| f.at(place))
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

fn must_be_higher(asked: &Version, base: Option<&Version>, source: &str) -> Result<Version> {
    match base {
        Some(base) if asked.cmp_precedence(base).is_le() => Err(Failure::state(format!(
            "{source}, {asked}, is not higher than the last release, {base}"
        ))
        .hint(format!("ask for a version above {base}, or leave it to the commits"))),
        _ => Ok(asked.clone()),
    }
}

fn highest_prerelease<'s>(situation: &Situation<'s>) -> Option<&'s VersionTag> {
    situation
        .prereleases
        .iter()
        .map(|(_, tag)| *tag)
        .max_by(|left, right| left.version.cmp_precedence(&right.version))
}

/// Refuses a version whose tag stands on a commit that is not HEAD: it was released elsewhere.
fn refuse_taken(situation: &Situation<'_>, target: &Version) -> Result<()> {
    let taken = situation.tags.of_version(target).find(|tag| tag.commit != situation.head);
    let Some(tag) = taken else { return Ok(()) };
    Err(Failure::state(format!("the next version, {target}, is taken: tag `{}` exists", tag.name))
        .at(format!("tag {} at {}, not reachable from HEAD", tag.name, tag.commit.short()))
        .hint(format!("merge that release into this branch: `git merge {}`", tag.name))
        .hint("or ask for another version: `--version X.Y.Z`, or a footer `Release-As: X.Y.Z`"))
}

fn labelled(
    situation: &Situation<'_>,
    target: &Version,
    label: &str,
    reasons: &mut Vec<Reason>,
) -> Result<(Version, bool)> {
    let at_head: Vec<_> = situation.tags.at(situation.head).collect();
    let reachable: Vec<_> = situation.prereleases.iter().map(|(_, tag)| *tag).collect();
    let numbered = prerelease::number(target, label, situation.tags, &at_head, &reachable)?;
    if numbered.at_head {
        reasons.extend(at_head.into_iter().next_back().cloned().map(Reason::AtHead));
    } else {
        let (label, number) = (label.to_owned(), numbered.number);
        reasons.push(Reason::Number { label, number, after: numbered.after });
    }
    Ok((numbered.version, !numbered.at_head))
}

/// Whether a reachable pre-release decides alone, whatever lies behind it in history: no release
/// that any tag names, raised by the highest level there is, would get a higher version.
pub fn is_settled_by(
    prerelease: &VersionTag,
    highest_stable: Option<&VersionTag>,
    policy: &VersionPolicy,
) -> bool {
    let Some(highest) = highest_stable else { return false };
    let level = policy.level_for(&highest.version, Bump::Major);
    let core = core(&prerelease.version);
    core > highest.version && core >= raise(&highest.version, level)
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::any;
    use proptest::proptest;
    use proptest::sample::select;
    use proptest::strategy::Strategy;
    use semver::Version;

    use super::{
        Bump, Decision, Situation, VersionPolicy, VersionTag, VersionTags, Vote, core, decide,
    };
    use crate::domain::history::commit::CommitId;
    use crate::domain::history::tag::{Tag, TagName};
    use crate::domain::version::decision::ReleaseAs;
    use crate::domain::version::version_tag::TagFamily;
    use crate::failure::Result;

    fn id(number: usize) -> CommitId {
        CommitId::from_bytes([u8::try_from(number).unwrap(); 20])
    }

    /// A line of commits, HEAD first.
    #[derive(Clone, Debug)]
    struct Line {
        commits: Vec<Told>,
        tags: VersionTags,
    }

    /// What a commit asks for: a level, and perhaps a version.
    type Told = (Bump, Option<&'static str>);

    impl Line {
        fn new(commits: &[Told], tags: &[(String, usize)]) -> Self {
            let tag =
                |(name, at): &(String, usize)| Tag { name: TagName::new(name), target: id(*at) };
            let tags = VersionTags::select(tags.iter().map(tag), TagFamily::Plain);
            Self { commits: commits.to_vec(), tags }
        }

        /// What is read of the line: the tags beyond its end are on other branches.
        fn situation(&self) -> Situation<'_> {
            let at = |commit: CommitId| usize::from(commit.as_bytes()[0]);
            let is_here = |commit: CommitId| at(commit) < self.commits.len();
            let base = self.tags.iter().rfind(|tag| tag.is_stable() && is_here(tag.commit));
            let end = base.map_or(self.commits.len(), |tag| at(tag.commit));
            let since = self.commits.iter().take(end).enumerate();
            let mut prereleases: Vec<_> = self
                .tags
                .iter()
                .filter(|tag| !tag.is_stable() && at(tag.commit) < end)
                .map(|tag| (at(tag.commit), tag))
                .collect();
            prereleases.sort_by_key(|(place, _)| *place);
            let vote = |(place, told): (usize, &Told)| Vote {
                commit: id(place),
                subject: String::new(),
                bump: told.0,
                rule: String::new(),
            };
            let release_as = |(place, told): (usize, &Told)| {
                Some(ReleaseAs { commit: id(place), place, value: told.1?.to_owned() })
            };
            Situation {
                tags: &self.tags,
                head: id(0),
                base,
                prereleases,
                votes: since.clone().map(vote).filter(|vote| vote.bump > Bump::None).collect(),
                abstentions: Vec::new(),
                release_as: since.filter_map(release_as).collect(),
                declared: None,
            }
        }

        fn decide(&self, policy: &VersionPolicy) -> Result<Decision> {
            decide(&self.situation(), policy)
        }
    }

    fn tag_names() -> impl Strategy<Value = String> {
        let cores = ["0.1.0", "0.2.0", "1.0.0", "1.0.1", "1.1.0", "2.0.0", "3.0.0"];
        let labels = ["", "", "-alpha.1", "-beta.1", "-rc.1", "-rc.2"];
        (select(vec!["", "v", "v"]), select(cores.to_vec()), select(labels.to_vec()))
            .prop_map(|(prefix, core, label)| format!("{prefix}{core}{label}"))
    }

    fn told(footers: bool) -> impl Strategy<Value = Told> {
        let values = match footers {
            true => vec![None, None, None, Some("1.1.0"), Some("2.0.0"), Some("2.0.0-beta.1")],
            false => vec![None],
        };
        (select(Bump::ALL.to_vec()), select(values))
    }

    fn lines(footers: bool) -> impl Strategy<Value = Line> {
        (vec(told(footers), 1..8), vec((tag_names(), 0..12_usize), 0..6))
            .prop_map(|(commits, tags)| Line::new(&commits, &tags))
    }

    fn policies() -> impl Strategy<Value = VersionPolicy> {
        let forced =
            vec![None, None, None, Some(Bump::Patch), Some(Bump::Minor), Some(Bump::Major)];
        let label = vec![None, None, Some("rc".to_owned()), Some("beta".to_owned())];
        (select(forced), select(label)).prop_map(|(forced, label)| VersionPolicy {
            forced,
            label,
            ..VersionPolicy::default()
        })
    }

    proptest! {
        #[test]
        fn the_next_version_is_higher_than_the_last_release_or_nothing_has_changed(
            line in lines(true),
            policy in policies(),
        ) {
            let Ok(decision) = line.decide(&policy) else { return Ok(()) };
            let Some(previous) = &decision.previous else { return Ok(()) };
            let order = decision.next.cmp_precedence(&previous.version);
            assert!(order.is_gt() || (!decision.changed && order.is_eq()), "{decision:?}");
        }

        #[test]
        fn the_next_version_is_not_taken_by_another_commit(
            line in lines(true),
            policy in policies(),
        ) {
            let Ok(decision) = line.decide(&policy) else { return Ok(()) };
            let elsewhere = line.tags.of_version(&decision.next).any(|tag| tag.commit != id(0));
            assert!(!decision.changed || !elsewhere, "{decision:?}");
        }

        #[test]
        fn the_next_version_is_not_behind_a_pre_release_that_counts(
            line in lines(false),
            policy in policies(),
        ) {
            let Ok(decision) = line.decide(&policy) else { return Ok(()) };
            let is_behind = |next: &Version| {
                let tags = line.situation().prereleases;
                tags.iter().any(|(_, tag)| next.cmp_precedence(&tag.version).is_lt())
            };
            let is_first_by_force = decision.previous.is_none() && policy.forced.is_some();
            let is_at_head = line.tags.at(id(0)).next().is_some();
            assert!(is_first_by_force || is_at_head || !is_behind(&decision.next), "{decision:?}");
        }

        #[test]
        fn one_more_commit_never_lowers_the_next_version(
            line in lines(false),
            policy in policies(),
            at in any::<proptest::sample::Index>(),
        ) {
            let mut louder = line.clone();
            louder.commits[at.index(line.commits.len())].0 = Bump::Major;
            let (Ok(before), Ok(after)) = (line.decide(&policy), louder.decide(&policy)) else {
                return Ok(());
            };
            assert!(core(&after.next) >= core(&before.next), "{before:?} {after:?}");
        }

        #[test]
        fn a_candidate_that_was_tagged_is_followed_by_the_next_number(
            line in lines(false),
            bumps in vec(select(Bump::ALL.to_vec()), 1..3),
        ) {
            let policy = VersionPolicy { label: Some("rc".into()), ..VersionPolicy::default() };
            let Ok(first) = line.decide(&policy) else { return Ok(()) };
            if !first.changed {
                return Ok(());
            }
            let newer = bumps.len();
            let mut commits: Vec<Told> = bumps.iter().map(|bump| (*bump, None)).collect();
            commits.extend_from_slice(&line.commits);
            let moved = |tag: &VersionTag| {
                (tag.name.to_string(), usize::from(tag.commit.as_bytes()[0]) + newer)
            };
            let mut tags: Vec<_> = line.tags.iter().map(moved).collect();
            tags.push((format!("v{}", first.next), newer));
            // A higher target may be taken on another branch.
            let Ok(second) = Line::new(&commits, &tags).decide(&policy) else { return Ok(()) };
            assert!(second.next.cmp_precedence(&first.next).is_gt(), "{first:?} {second:?}");
        }
    }
}
