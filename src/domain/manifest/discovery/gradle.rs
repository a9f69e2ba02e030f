//! The projects of a Gradle build.

use crate::domain::manifest::discovery::candidate::{Bond, Candidate};
use crate::domain::manifest::discovery::folders::folder_of;
use crate::domain::manifest::discovery::texts::Texts;
use crate::domain::manifest::locate::format_of;

/// Returns the files of a build that may say its version: those of the folder, and those of the
/// projects below it.
pub(super) fn candidates(texts: &Texts<'_>, folder: &str) -> Vec<Candidate> {
    let names = ["gradle.properties", "build.gradle", "build.gradle.kts"];
    let settings = ["settings.gradle", "settings.gradle.kts"];
    let is_build = names.iter().chain(&settings).any(|name| texts.beside(folder, name).is_some());
    if !is_build {
        return Vec::new();
    }
    let files = texts.named(folder, |name| names.contains(&name));
    let candidate = |path: &str| {
        let bond = if folder_of(path) == folder { Bond::Own } else { Bond::Member };
        Some(Candidate::new(path, format_of(path)?, bond))
    };
    files.filter_map(candidate).collect()
}
