//! Which file says the version of the project.

use semver::{Prerelease, Version};

use crate::domain::manifest::discovery::candidate::{Bond, Candidate};
use crate::domain::manifest::discovery::settle::{is_placeholder, own_sites, unclear};
use crate::domain::manifest::discovery::texts::Texts;
use crate::domain::manifest::discovery::unit::Unit;
use crate::domain::manifest::locate::FormatKind;
use crate::domain::manifest::project_versions::{Master, Note};
use crate::domain::manifest::site::{VersionSite, line_of};
use crate::domain::manifest::spelling::Spelling;
use crate::failure::{Failure, Result};

/// How many packages are told that have a version of their own.
const MOST_APART: usize = 5;

/// Returns the place that says the version: `VERSION`, or else the first manifest of the root, or
/// else what all members agree on. A placeholder counts where there is nothing else.
///
/// # Errors
/// When `VERSION` holds something else, or a manifest of the root is not clear.
pub(super) fn find(texts: &Texts<'_>, root: &Unit) -> Result<Option<Master>> {
    let of = |bond: Bond| root.candidates.iter().filter(move |one| one.bond == bond);
    let mut own = Vec::new();
    for candidate in of(Bond::Own) {
        let stated = stated(texts, candidate)?;
        if candidate.kind == FormatKind::PlainText && stated.is_some() {
            return Ok(stated);
        }
        own.extend(stated);
    }
    if let Some(first) = own.iter().find(|master| !is_placeholder(&master.text)) {
        return Ok(Some(first.clone()));
    }
    let mut members = Vec::new();
    for candidate in of(Bond::Member) {
        members.extend(stated(texts, candidate)?.filter(|one| !is_placeholder(&one.text)));
    }
    let agreed = members
        .first()
        .filter(|first| members.iter().all(|member| member.version == first.version));
    let found = agreed.or(own.first()).cloned();
    if found.is_none() {
        of(Bond::Own).try_for_each(|candidate| refuse_unreadable(texts, candidate))?;
    }
    Ok(found)
}

/// Returns what the packages of a project say that has no version of its own: a file for each version,
/// and a few of them, because there may be hundreds.
///
/// # Errors
/// When a file cannot be read.
pub(super) fn each_apart<'u>(
    texts: &Texts<'_>,
    units: impl IntoIterator<Item = &'u Unit>,
) -> Result<Vec<Note>> {
    let mut apart: Vec<Master> = Vec::new();
    for candidate in units.into_iter().flat_map(|unit| &unit.candidates) {
        if candidate.bond == Bond::Lock {
            continue;
        }
        let stated = stated(texts, candidate)?;
        let is_new = |one: &Master| apart.iter().all(|other| other.version != one.version);
        apart.extend(stated.filter(is_new));
    }
    let notes = apart.into_iter().take(MOST_APART);
    Ok(notes
        .map(|apart| Note {
            path: apart.path,
            line: Some(apart.line),
            what: format!("it says `{}`, and no file speaks for all", apart.text),
            hint: "write the version of the project into `VERSION`, or name its files in \
                   `[[version-files]]`"
                .to_owned(),
        })
        .collect())
}

/// Refuses a number that is no version: it was meant to be one. A word (`independent`, `dev`) says
/// that the version is somewhere else.
fn refuse_unreadable(texts: &Texts<'_>, candidate: &Candidate) -> Result<()> {
    let text = texts.text(&candidate.path)?.unwrap_or_default();
    let sites = own_sites(candidate, &text).unwrap_or_default();
    let is_number = |text: &str| {
        text.strip_prefix('v').unwrap_or(text).starts_with(|c: char| c.is_ascii_digit())
    };
    match sites.iter().find(|site| is_number(&site.text)) {
        Some(site) => Err(no_version(&candidate.path, &text, site)),
        None => Ok(()),
    }
}

fn stated(texts: &Texts<'_>, candidate: &Candidate) -> Result<Option<Master>> {
    let Some(text) = texts.text(&candidate.path)? else { return Ok(None) };
    let is_strict = candidate.kind == FormatKind::PlainText;
    let sites = match own_sites(candidate, &text) {
        Ok(sites) => sites,
        Err(error) if is_strict || (error.at.is_some() && candidate.bond == Bond::Own) => {
            return Err(unclear(&candidate.path, &text, &error));
        }
        Err(_) => return Ok(None),
    };
    // An assembly may have a version apart from the project's, which only then counts.
    let (last, first): (Vec<_>, Vec<_>) =
        sites.iter().partition(|site| site.spelling == Spelling::FourNumbers);
    let mut in_turn = first.into_iter().chain(last);
    let found = in_turn.find_map(|site| Some((site, version(site, &sites)?)));
    let Some((site, version)) = found else {
        return match sites.first() {
            Some(site) if is_strict => Err(no_version(&candidate.path, &text, site)),
            _ => Ok(None),
        };
    };
    Ok(Some(Master {
        path: candidate.path.clone(),
        line: line_of(&text, site.span.start),
        text: site.text.clone(),
        version,
    }))
}

/// Returns the version that a site says, with the pre-release that may stand in a field of its own.
fn version(site: &VersionSite, sites: &[VersionSite]) -> Option<Version> {
    let mut version = site.spelling.read(&site.text)?;
    let apart = [Spelling::Prerelease, Spelling::Suffix];
    let apart = sites.iter().find(|other| apart.contains(&other.spelling));
    if let (Spelling::Core, Some(apart)) = (site.spelling, apart) {
        let label = apart.text.strip_prefix('-').unwrap_or(&apart.text);
        version.pre = Prerelease::new(label).ok()?;
    }
    Some(version)
}

fn no_version(path: &str, text: &str, site: &VersionSite) -> Failure {
    Failure::state(format!("the file {path} holds `{}`, which is no version", site.text))
        .at(format!("{path}:{}", line_of(text, site.span.start)))
        .hint("write three numbers into it: `1.2.3`")
}
