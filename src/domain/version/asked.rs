//! A version that a person asked for, and what makes one impossible.

use semver::Version;

use crate::domain::version::decision::{Reason, ReleaseAs};
use crate::domain::version::policy::{VersionPolicy, core};
use crate::domain::version::prerelease;
use crate::domain::version::situation::Situation;
use crate::domain::version::version_tag::VersionTag;
use crate::failure::{Failure, Result};

/// Returns the version that a person asked for: on the command line, else by the newest
/// `Release-As:` footer that still holds, else in the configuration.
///
/// # Errors
/// When it is no version, or not higher than the last release, or goes back behind a pre-release.
pub(super) fn asked_version(
    situation: &Situation<'_>,
    policy: &VersionPolicy,
    reasons: &mut Vec<Reason>,
) -> Result<Option<Version>> {
    let base = situation.counted_from();
    let reachable = situation.reachable();
    if let Some(explicit) = &policy.explicit {
        reasons.push(Reason::Explicit(explicit.clone()));
        must_be_higher(situation, explicit, base, policy, "the version that was asked for")?;
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
        must_be_higher(situation, &asked, base, policy, "the footer `Release-As`").map_err(at)?;
        prerelease::refuse_going_back(&asked, &reachable).map_err(at)?;
        return Ok(Some(asked));
    }
    let next = policy.next_version.as_ref().filter(|_| policy.rule.takes_next_version);
    match next {
        Some(next) if base.is_none_or(|base| next.cmp_precedence(base).is_gt()) => {
            reasons.push(Reason::NextVersion { version: next.clone(), is_out: false });
            Ok(Some(next.clone()))
        }
        Some(next) => {
            reasons.push(Reason::NextVersion { version: next.clone(), is_out: true });
            Ok(None)
        }
        None => Ok(None),
    }
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
    let after = situation.prereleases.iter().filter(|one| one.place <= footer.place);
    let is_another = |tag: &&VersionTag| core(&tag.version) != core(asked) || !asked.pre.is_empty();
    after.map(|one| one.tag).find(is_another)
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

fn must_be_higher(
    situation: &Situation<'_>,
    asked: &Version,
    base: Option<&Version>,
    policy: &VersionPolicy,
    source: &str,
) -> Result<()> {
    match base {
        Some(base) if asked.cmp_precedence(base).is_le() && !policy.allows_downgrade => {
            let what = match &situation.open {
                Some(open) => format!("what branch `{}` is on its way to", open.branch),
                None => "the last release".to_owned(),
            };
            Err(Failure::state(format!("{source}, {asked}, is not higher than {what}, {base}"))
                .hint(format!("ask for a version above {base}, or leave it to the commits"))
                .hint("`--allow-downgrade` takes it all the same"))
        }
        _ => Ok(()),
    }
}
