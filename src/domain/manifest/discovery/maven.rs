//! The modules of a Maven project.

use crate::domain::manifest::discovery::candidate::{Bond, Candidate};
use crate::domain::manifest::discovery::folders::{folder_of, join};
use crate::domain::manifest::discovery::texts::Texts;
use crate::domain::manifest::formats::pom;
use crate::domain::manifest::locate::FormatKind;
use crate::failure::Result;

/// Returns `pom.xml` of a folder and those of its modules, and of theirs.
pub(super) fn candidates(texts: &Texts<'_>, folder: &str) -> Result<Vec<Candidate>> {
    let mut poms: Vec<String> = texts.beside(folder, "pom.xml").into_iter().collect();
    let mut found = Vec::new();
    let mut done = 0;
    while let Some(path) = poms.get(done).cloned() {
        let text = texts.text(&path)?.unwrap_or_default();
        let bond = if done == 0 { Bond::Own } else { Bond::Member };
        for module in pom::modules(&text) {
            let module = join(folder_of(&path), &module).unwrap_or_default();
            let module =
                if texts.has(&module) { Some(module) } else { texts.beside(&module, "pom.xml") };
            poms.extend(module.filter(|module| !poms.contains(module)));
        }
        found.push(Candidate::new(path, FormatKind::Pom, bond).of(pom::artifact(&text)));
        done += 1;
    }
    Ok(found)
}
