//! Which files of a unit move with the project, and where.

use semver::Version;

use crate::domain::manifest::discovery::candidate::{Bond, Candidate};
use crate::domain::manifest::discovery::folders::{below, folder_of};
use crate::domain::manifest::discovery::texts::Texts;
use crate::domain::manifest::discovery::unit::Unit;
use crate::domain::manifest::locate::{FormatKind, locate};
use crate::domain::manifest::project::Project;
use crate::domain::manifest::project_versions::{Note, VersionFile};
use crate::domain::manifest::site::{Located, Unlocated, VersionSite, line_of};
use crate::domain::manifest::spelling::Spelling;
use crate::failure::{Failure, Result};

/// The files of a unit that move, and what is worth knowing about the others.
#[derive(Debug, Default)]
pub(super) struct Settled {
    pub(super) files: Vec<VersionFile>,
    pub(super) notes: Vec<Note>,
}

/// Whether a file moves with the project.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Verdict {
    Moves,
    Stays(Option<Note>),
}

/// Returns what moves in a unit when the project has this version.
///
/// # Errors
/// When a file that has to agree is not clear.
pub(super) fn settle(texts: &Texts<'_>, unit: &Unit, version: &Version) -> Result<Settled> {
    let verdicts = verdicts(texts, unit, version)?;
    let project = project(unit, &verdicts, version);
    let mut settled = Settled::default();
    for (candidate, verdict) in unit.candidates.iter().zip(verdicts) {
        let text = texts.text(&candidate.path)?.unwrap_or_default();
        let moves = verdict == Verdict::Moves;
        if let Verdict::Stays(note) = verdict {
            settled.notes.extend(note);
        }
        match locate(candidate.kind, &text, &project) {
            Ok(sites) => settled.files.extend(file(candidate, &text, sites, moves)),
            Err(error) if error.at.is_some() && candidate.bond != Bond::Member => {
                return Err(unclear(&candidate.path, &text, &error));
            }
            Err(error) => settled.notes.extend(left_out(candidate, &text, &error)),
        }
    }
    Ok(settled)
}

/// Returns what a file of a unit has to know of it when the project has this version.
///
/// # Errors
/// When a file cannot be read.
pub(super) fn project_of(texts: &Texts<'_>, unit: &Unit, version: &Version) -> Result<Project> {
    Ok(project(unit, &verdicts(texts, unit, version)?, version))
}

/// Returns the versions of a file itself, without those that it asks of others.
pub(super) fn own_sites(candidate: &Candidate, text: &str) -> Located {
    let sites = locate(candidate.kind, text, &Project::default())?;
    Ok(sites.into_iter().filter(|site| !site.is_requirement()).collect())
}

/// Returns the failure of a file that is not clear.
pub(super) fn unclear(path: &str, text: &str, error: &Unlocated) -> Failure {
    let place = match error.at {
        Some(at) => format!("{path}:{}", line_of(text, at)),
        None => path.to_owned(),
    };
    Failure::state(error.what.clone()).at(place).hint(error.hint.clone())
}

/// Whether a version is none that anybody has released: `0.0.0`, `0.0.0-development`.
pub(super) fn is_placeholder(text: &str) -> bool {
    text.strip_prefix("0.0.0").is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
}

fn verdicts(texts: &Texts<'_>, unit: &Unit, version: &Version) -> Result<Vec<Verdict>> {
    let mut verdicts = Vec::new();
    for candidate in &unit.candidates {
        let text = texts.text(&candidate.path)?.unwrap_or_default();
        verdicts.push(verdict(candidate, &text, version));
    }
    Ok(verdicts)
}

fn verdict(candidate: &Candidate, text: &str, version: &Version) -> Verdict {
    if candidate.bond == Bond::Lock {
        return Verdict::Moves;
    }
    let Ok(sites) = own_sites(candidate, text) else { return Verdict::Stays(None) };
    let is_in_step = |site: &VersionSite| {
        site.spelling != Spelling::Prerelease && site.spelling.says(&site.text, version)
    };
    // A package that inherits its version has no site, and moves.
    let Some(first) = sites.first() else { return Verdict::Moves };
    let is_template = sites.iter().all(|site| is_placeholder(&site.text));
    let has_to_agree = candidate.bond == Bond::Own && !is_template && is_version(candidate, first);
    if has_to_agree || sites.iter().any(is_in_step) {
        return Verdict::Moves;
    }
    Verdict::Stays(Some(Note {
        path: candidate.path.clone(),
        line: Some(line_of(text, first.span.start)),
        what: format!("`{}` is `{}`, and stays as it is", first.field, first.text),
        hint: "name the file in `[[version-files]]` if it moves with the project".to_owned(),
    }))
}

/// Whether a site holds a version, and not the name of an interface (`v1beta1`) that a source calls
/// its version.
fn is_version(candidate: &Candidate, site: &VersionSite) -> bool {
    let is_source = matches!(candidate.kind, FormatKind::GoVersion | FormatKind::RubyVersion);
    !is_source || site.spelling.read(&site.text).is_some()
}

fn project(unit: &Unit, verdicts: &[Verdict], version: &Version) -> Project {
    let mut project = Project { version: Some(version.clone()), ..Project::default() };
    for (candidate, verdict) in unit.candidates.iter().zip(verdicts) {
        let Some(name) = candidate.package.clone().filter(|_| *verdict == Verdict::Moves) else {
            continue;
        };
        match candidate.kind {
            FormatKind::CargoToml => {
                project.crates.insert(name);
            }
            FormatKind::PackageJson => {
                let folder = below_unit(&candidate.path, &unit.folder);
                project.npm.insert(folder, name);
            }
            FormatKind::Pyproject => {
                project.python.insert(name);
            }
            FormatKind::Gemspec => project.gems.push(name),
            FormatKind::Pom => project.artifacts.push(name),
            _ => {}
        }
    }
    project
}

fn below_unit(path: &str, folder: &str) -> String {
    let own = folder_of(path);
    if own == folder { String::new() } else { below(own, folder).unwrap_or(own).to_owned() }
}

fn file(
    candidate: &Candidate,
    text: &str,
    mut sites: Vec<VersionSite>,
    moves: bool,
) -> Option<VersionFile> {
    if !moves {
        let own = own_sites(candidate, text).unwrap_or_default();
        sites.retain(|site| !own.contains(site));
    }
    if sites.is_empty() {
        return None;
    }
    Some(VersionFile::new(&candidate.path, Some(candidate.kind), text, sites))
}

/// A manifest without a version is nothing to talk about; a lock file is out of date without one.
fn left_out(candidate: &Candidate, text: &str, error: &Unlocated) -> Option<Note> {
    let is_told = error.at.is_some() || candidate.bond == Bond::Lock;
    is_told.then(|| Note {
        path: candidate.path.clone(),
        line: error.at.map(|at| line_of(text, at)),
        what: error.what.clone(),
        hint: error.hint.clone(),
    })
}
