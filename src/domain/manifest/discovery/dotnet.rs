//! The projects of a .NET solution.

use crate::domain::manifest::discovery::candidate::{Bond, Candidate};
use crate::domain::manifest::discovery::folders::folder_of;
use crate::domain::manifest::discovery::texts::Texts;
use crate::domain::manifest::locate::{FormatKind, format_of};

/// Returns the projects below a folder, and what they share.
pub(super) fn candidates(texts: &Texts<'_>, folder: &str) -> Vec<Candidate> {
    let kinds = [FormatKind::Csproj, FormatKind::DirectoryBuildProps];
    let files =
        texts.named(folder, |name| format_of(name).is_some_and(|kind| kinds.contains(&kind)));
    let mut found: Vec<Candidate> = files
        .filter_map(|path| {
            let bond = if folder_of(path) == folder { Bond::Own } else { Bond::Member };
            Some(Candidate::new(path, format_of(path)?, bond))
        })
        .collect();
    // What all projects share comes before what one of them says.
    found.sort_by_key(|one| (one.bond != Bond::Own, one.kind != FormatKind::DirectoryBuildProps));
    found
}
