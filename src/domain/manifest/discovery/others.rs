//! The version files that stand alone.

use crate::domain::manifest::discovery::candidate::{Bond, Candidate};
use crate::domain::manifest::discovery::folders::folder_of;
use crate::domain::manifest::discovery::texts::Texts;
use crate::domain::manifest::locate::{FormatKind, format_of};

/// The kinds that speak for the folder they lie in.
const OF_A_FOLDER: [FormatKind; 14] = [
    FormatKind::ComposerJson,
    FormatKind::ChartYaml,
    FormatKind::PubspecYaml,
    FormatKind::MixExs,
    FormatKind::Gemspec,
    FormatKind::JsonVersion,
    FormatKind::SfdxProject,
    FormatKind::ExpoApp,
    FormatKind::ModuleBazel,
    FormatKind::DuneProject,
    FormatKind::Opam,
    FormatKind::RDescription,
    FormatKind::OpenApi,
    FormatKind::VersionsTxt,
];

/// The kinds among them that may have a version apart: a chart is not the program it installs, an
/// interface not the one that serves it.
const APART: [FormatKind; 4] =
    [FormatKind::ChartYaml, FormatKind::OpenApi, FormatKind::ModuleBazel, FormatKind::VersionsTxt];

/// The kinds of sources that say the version of the package they belong to, wherever they lie.
const OF_A_SOURCE: [FormatKind; 2] = [FormatKind::GoVersion, FormatKind::RubyVersion];

/// Returns the version files of a folder that know nothing of others, and sources below it.
pub(super) fn candidates(texts: &Texts<'_>, folder: &str) -> Vec<Candidate> {
    let is_kind = |name: &str, kinds: &[FormatKind]| {
        format_of(name).is_some_and(|kind| kinds.contains(&kind))
    };
    let of_folder = texts.named(folder, |name| is_kind(name, &OF_A_FOLDER));
    let mut found: Vec<Candidate> = of_folder
        .filter(|path| folder_of(path) == folder)
        .filter_map(|path| {
            let kind = format_of(path)?;
            let bond = if APART.contains(&kind) { Bond::Member } else { Bond::Own };
            Some(Candidate::new(path, kind, bond).of(gem(path)))
        })
        .collect();
    let sources: Vec<&str> = texts.named(folder, |name| is_kind(name, &OF_A_SOURCE)).collect();
    for path in &sources {
        let Some(kind) = format_of(path) else { continue };
        let is_only = sources.iter().filter(|other| format_of(other) == Some(kind)).count() == 1;
        let is_own = is_only || folder_of(path) == folder;
        let bond = if is_own { Bond::Own } else { Bond::Member };
        found.push(Candidate::new(*path, kind, bond));
    }
    if found.iter().any(|one| one.kind == FormatKind::Gemspec) {
        let locks = ["Gemfile.lock", "gems.locked"].into_iter();
        let locks = locks.filter_map(|lock| texts.beside(folder, lock));
        found.extend(locks.map(|lock| Candidate::new(lock, FormatKind::GemfileLock, Bond::Lock)));
    }
    found
}

/// A gem is named like its specification, or it could not be pushed.
fn gem(path: &str) -> Option<String> {
    let name = path.rsplit('/').next()?;
    name.strip_suffix(".gemspec").map(str::to_owned)
}
