//! The packages of a Cargo workspace.

use std::collections::VecDeque;

use crate::domain::manifest::discovery::candidate::{Bond, Candidate};
use crate::domain::manifest::discovery::folders::{below, folder_of, join, name_of};
use crate::domain::manifest::discovery::globs::Globs;
use crate::domain::manifest::discovery::texts::Texts;
use crate::domain::manifest::document::Document;
use crate::domain::manifest::formats::toml;
use crate::domain::manifest::locate::FormatKind;
use crate::domain::manifest::path::Segment;
use crate::failure::Result;

/// Returns `Cargo.toml` and `Cargo.lock` of a folder, and the manifests of the members: those that
/// `workspace.members` lists, and packages that another one names by its path.
pub(super) fn candidates(texts: &Texts<'_>, folder: &str) -> Result<Vec<Candidate>> {
    let Some(root) = texts.beside(folder, "Cargo.toml") else { return Ok(Vec::new()) };
    let document = document(texts, &root)?;
    let globs = Globs::new(
        document.strings(&["workspace", "members"]),
        document.strings(&["workspace", "exclude"]),
    );
    let mut manifests = vec![root.clone()];
    let mut waiting = VecDeque::from(path_dependencies(&document, folder));
    waiting.extend(listed(texts, folder, &globs));
    while let Some(member) = waiting.pop_front() {
        let Some(manifest) = texts.beside(&member, "Cargo.toml") else { continue };
        let inside = below(&member, folder);
        let is_left = inside.is_none_or(|inside| globs.leave(inside));
        if is_left || manifests.contains(&manifest) {
            continue;
        }
        waiting.extend(path_dependencies(&self::document(texts, &manifest)?, &member));
        manifests.push(manifest);
    }
    let mut found = Vec::new();
    for manifest in manifests {
        let bond = if manifest == root { Bond::Own } else { Bond::Member };
        let package =
            self::document(texts, &manifest)?.says(&["package", "name"]).map(str::to_owned);
        found.push(Candidate::new(manifest, FormatKind::CargoToml, bond).of(package));
    }
    found.extend(absent(texts, folder, &document, &globs));
    let lock = texts.beside(folder, "Cargo.lock");
    found.extend(lock.map(|lock| Candidate::new(lock, FormatKind::CargoLock, Bond::Lock)));
    Ok(found)
}

/// Returns the members that are listed by name, are not there, and inherit the version as far as the
/// root can tell: it asks for the one of the workspace. A sparse checkout has such members.
fn absent(texts: &Texts<'_>, folder: &str, document: &Document, globs: &Globs) -> Vec<Candidate> {
    let Some(version) = document.says(&["workspace", "package", "version"]) else {
        return Vec::new();
    };
    let listed: Vec<String> = document
        .strings(&["workspace", "members"])
        .into_iter()
        .filter(|member| !member.contains(['*', '?', '[']))
        .filter_map(|member| join(folder, member))
        .filter(|member| texts.below(member).is_empty())
        .filter(|member| below(member, folder).is_some_and(|inside| globs.take(inside)))
        .collect();
    let paths = document.leaves().iter().filter_map(|leaf| match leaf.at.as_slice() {
        [Segment::Key(workspace), Segment::Key(list), Segment::Key(name), Segment::Key(path)]
            if workspace == "workspace" && list == "dependencies" && path == "path" =>
        {
            Some((name.as_str(), join(folder, &leaf.text)?))
        }
        _ => None,
    });
    let said = |name: &str, key: &str| document.says(&["workspace", "dependencies", name, key]);
    let in_step = paths.filter(|(name, path)| {
        let asked = said(name, "version").map(|asked| asked.trim_start_matches(['=', '^', '~']));
        listed.contains(path) && asked == Some(version)
    });
    in_step
        .filter_map(|(name, path)| {
            let package = said(name, "package").unwrap_or(name).to_owned();
            let manifest = join(&path, "Cargo.toml")?;
            Some(Candidate::new(manifest, FormatKind::CargoToml, Bond::Member).of(Some(package)))
        })
        .collect()
}

/// A manifest that is no TOML has no members; `locate` tells what is wrong with it.
fn document(texts: &Texts<'_>, path: &str) -> Result<Document> {
    let text = texts.text(path)?;
    Ok(text.and_then(|text| toml::read(&text).ok()).unwrap_or_default())
}

fn listed(texts: &Texts<'_>, folder: &str, globs: &Globs) -> Vec<String> {
    let manifests = texts.below(folder).iter().filter(|path| name_of(path) == "Cargo.toml");
    let folders = manifests.map(|path| folder_of(path));
    let members = folders.filter(|member| below(member, folder).is_some_and(|it| globs.take(it)));
    members.map(str::to_owned).collect()
}

/// Returns the folders of the packages that a manifest names by their path, but not those that
/// `[patch]` takes in place of others.
fn path_dependencies(document: &Document, folder: &str) -> Vec<String> {
    let tables = ["dependencies", "dev-dependencies", "build-dependencies", "target", "workspace"];
    let paths = document.leaves().iter().filter(|leaf| {
        leaf.at.len() > 2
            && leaf.key(leaf.at.len() - 1) == Some("path")
            && leaf.key(0).is_some_and(|table| tables.contains(&table))
    });
    paths.filter_map(|leaf| join(folder, &leaf.text)).collect()
}
