//! The files of one folder and of what belongs to it.

use crate::domain::manifest::discovery::candidate::{Bond, Candidate};
use crate::domain::manifest::discovery::folders::folder_of;
use crate::domain::manifest::discovery::texts::Texts;
use crate::domain::manifest::discovery::{cargo, dotnet, gradle, maven, npm, others, python};
use crate::domain::manifest::locate::{FormatKind, format_of};
use crate::failure::Result;

/// The kinds of files that a project of its own begins with.
const BEGINNINGS: [FormatKind; 21] = [
    FormatKind::CargoToml,
    FormatKind::PackageJson,
    FormatKind::Pyproject,
    FormatKind::SetupCfg,
    FormatKind::SetupPy,
    FormatKind::Pom,
    FormatKind::GradleBuild,
    FormatKind::GradleProperties,
    FormatKind::ComposerJson,
    FormatKind::ChartYaml,
    FormatKind::PubspecYaml,
    FormatKind::MixExs,
    FormatKind::Gemspec,
    FormatKind::OpenApi,
    FormatKind::JsonVersion,
    FormatKind::SfdxProject,
    FormatKind::ExpoApp,
    FormatKind::ModuleBazel,
    FormatKind::DuneProject,
    FormatKind::Opam,
    FormatKind::RDescription,
];

/// A folder with manifests, and the files that belong to them.
#[derive(Debug)]
pub(super) struct Unit {
    /// The folder, `""` for the root.
    pub(super) folder: String,
    /// Its files, those first that speak for it.
    pub(super) candidates: Vec<Candidate>,
}

/// Returns the unit of the root.
pub(super) fn root(texts: &Texts<'_>) -> Result<Unit> {
    let mut unit = unit(texts, "")?;
    let stated = ["VERSION", "VERSION.txt", "version.txt"].into_iter();
    let stated = stated.filter(|name| texts.has(name));
    let stated = stated.map(|name| Candidate::new(name, FormatKind::PlainText, Bond::Own));
    unit.candidates.splice(0..0, stated);
    let shared = dotnet::candidates(texts, "");
    unit.candidates.extend(shared);
    let mut seen = Vec::new();
    unit.candidates.retain(|one| {
        let is_new = !seen.contains(&one.path);
        seen.push(one.path.clone());
        is_new
    });
    Ok(unit)
}

/// Returns the units below the root that do not belong to `known`: they have a version of their own,
/// which may be the project's.
pub(super) fn nested(texts: &Texts<'_>, known: &Unit) -> Result<Vec<Unit>> {
    let mut folders: Vec<&str> = texts
        .named("", |name| format_of(name).is_some_and(|kind| BEGINNINGS.contains(&kind)))
        .map(folder_of)
        .filter(|folder| !folder.is_empty())
        .collect();
    folders.sort_by_key(|folder| (folder.matches('/').count(), *folder));
    folders.dedup();
    let mut seen: Vec<String> = known.candidates.iter().map(|one| one.path.clone()).collect();
    let mut units = Vec::new();
    for folder in folders {
        let mut unit = unit(texts, folder)?;
        unit.candidates.retain(|one| !seen.contains(&one.path));
        for one in &mut unit.candidates {
            seen.push(one.path.clone());
            if one.bond == Bond::Own {
                one.bond = Bond::Member;
            }
        }
        units.push(unit);
    }
    units.retain(|unit| !unit.candidates.is_empty());
    Ok(units)
}

/// Returns the unit of a folder, whatever lies around it.
pub(super) fn unit(texts: &Texts<'_>, folder: &str) -> Result<Unit> {
    let mut candidates = cargo::candidates(texts, folder)?;
    candidates.extend(npm::candidates(texts, folder)?);
    candidates.extend(python::candidates(texts, folder)?);
    candidates.extend(maven::candidates(texts, folder)?);
    candidates.extend(gradle::candidates(texts, folder));
    candidates.extend(others::candidates(texts, folder));
    Ok(Unit { folder: folder.to_owned(), candidates })
}
