//! The packages of an npm, Yarn or pnpm workspace.

use crate::domain::manifest::discovery::candidate::{Bond, Candidate};
use crate::domain::manifest::discovery::folders::{below, folder_of, name_of};
use crate::domain::manifest::discovery::globs::Globs;
use crate::domain::manifest::discovery::texts::Texts;
use crate::domain::manifest::document::Document;
use crate::domain::manifest::formats::{json, yaml};
use crate::domain::manifest::locate::FormatKind;
use crate::failure::Result;

/// The lock files that hold versions of the project's packages. Those of Yarn and pnpm hold none.
const LOCKS: [&str; 2] = ["package-lock.json", "npm-shrinkwrap.json"];

/// Returns `package.json`, `lerna.json` and the lock file of a folder, and the manifests of the
/// members.
pub(super) fn candidates(texts: &Texts<'_>, folder: &str) -> Result<Vec<Candidate>> {
    let Some(root) = texts.beside(folder, "package.json") else { return Ok(Vec::new()) };
    let globs = globs(texts, folder, &root)?;
    let members = texts.below(folder).iter().filter(|path| {
        let inside = below(folder_of(path), folder);
        name_of(path) == "package.json"
            && inside.is_some_and(|inside| !is_installed(inside) && globs.take(inside))
    });
    let mut found = vec![manifest(texts, &root, Bond::Own)?];
    if let Some(lerna) = texts.beside(folder, "lerna.json") {
        found.push(Candidate::new(lerna, FormatKind::JsonVersion, Bond::Own));
    }
    for member in members.filter(|member| **member != root) {
        found.push(manifest(texts, member, Bond::Member)?);
    }
    let locks = LOCKS.iter().filter_map(|lock| texts.beside(folder, lock));
    found.extend(locks.map(|lock| Candidate::new(lock, FormatKind::PackageLock, Bond::Lock)));
    Ok(found)
}

fn manifest(texts: &Texts<'_>, path: &str, bond: Bond) -> Result<Candidate> {
    let name = document(texts, path)?.says(&["name"]).map(str::to_owned);
    // A package without a name cannot be asked for, but the lock file has it.
    let name = Some(name.unwrap_or_default());
    Ok(Candidate::new(path, FormatKind::PackageJson, bond).of(name))
}

fn document(texts: &Texts<'_>, path: &str) -> Result<Document> {
    let text = texts.text(path)?;
    Ok(text.and_then(|text| json::read(&text).ok()).unwrap_or_default())
}

fn globs(texts: &Texts<'_>, folder: &str, root: &str) -> Result<Globs> {
    let manifest = document(texts, root)?;
    let mut lists = Vec::new();
    lists.extend(manifest.strings(&["workspaces"]));
    lists.extend(manifest.strings(&["workspaces", "packages"]));
    let lerna = match texts.beside(folder, "lerna.json") {
        Some(lerna) => document(texts, &lerna)?,
        None => Document::default(),
    };
    lists.extend(lerna.strings(&["packages"]));
    let pnpm = match texts.beside(folder, "pnpm-workspace.yaml") {
        Some(path) => {
            texts.text(&path)?.and_then(|text| yaml::read(&text).ok()).unwrap_or_default()
        }
        None => Vec::new(),
    };
    lists.extend(pnpm.iter().flat_map(|document| document.strings(&["packages"])));
    Ok(Globs::new(lists, []))
}

fn is_installed(folder: &str) -> bool {
    folder.split('/').any(|name| name == "node_modules")
}
