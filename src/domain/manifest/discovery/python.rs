//! The packages of a Python project, and the modules that say their version.

use crate::domain::manifest::discovery::candidate::{Bond, Candidate};
use crate::domain::manifest::discovery::folders::{below, folder_of, join, name_of};
use crate::domain::manifest::discovery::globs::Globs;
use crate::domain::manifest::discovery::python_pointers;
use crate::domain::manifest::discovery::texts::Texts;
use crate::domain::manifest::document::Document;
use crate::domain::manifest::formats::toml;
use crate::domain::manifest::locate::{FormatKind, format_of};
use crate::domain::manifest::project::python_name;
use crate::failure::Result;

/// The modules that say the version of the package they lie in.
const MODULES: [&str; 5] =
    ["__init__.py", "__about__.py", "__version__.py", "_version.py", "version.py"];

/// Returns the manifests of a folder and of the members of a workspace of uv, the modules that say
/// the version, and `uv.lock`.
pub(super) fn candidates(texts: &Texts<'_>, folder: &str) -> Result<Vec<Candidate>> {
    let manifests: Vec<String> = ["pyproject.toml", "setup.cfg", "setup.py"]
        .iter()
        .filter_map(|name| texts.beside(folder, name))
        .collect();
    if manifests.is_empty() {
        return Ok(Vec::new());
    }
    let root = match texts.beside(folder, "pyproject.toml") {
        Some(path) => document(texts, &path)?,
        None => Document::default(),
    };
    let mut found = Vec::new();
    for path in manifests {
        let Some(kind) = format_of(&path) else { continue };
        let name = if kind == FormatKind::Pyproject { name(&root) } else { None };
        found.push(Candidate::new(path, kind, Bond::Own).of(name));
    }
    let named = python_pointers::candidates(texts, folder, &root)?;
    let modules = modules(texts, folder, name(&root).as_deref()).into_iter();
    let other = modules.filter(|one| !named.iter().any(|named| named.path == one.path));
    let other: Vec<_> = other.collect();
    found.extend(named);
    found.extend(members(texts, folder, &root)?);
    found.extend(other);
    let lock = texts.beside(folder, "uv.lock");
    found.extend(lock.map(|lock| Candidate::new(lock, FormatKind::UvLock, Bond::Lock)));
    Ok(found)
}

fn document(texts: &Texts<'_>, path: &str) -> Result<Document> {
    let text = texts.text(path)?;
    Ok(text.and_then(|text| toml::read(&text).ok()).unwrap_or_default())
}

fn name(document: &Document) -> Option<String> {
    let poetry = || document.says(&["tool", "poetry", "name"]);
    document.says(&["project", "name"]).or_else(poetry).map(python_name)
}

fn members(texts: &Texts<'_>, folder: &str, root: &Document) -> Result<Vec<Candidate>> {
    let workspace = ["tool", "uv", "workspace"];
    let globs = Globs::new(
        root.strings(&[workspace.as_slice(), &["members"]].concat()),
        root.strings(&[workspace.as_slice(), &["exclude"]].concat()),
    );
    let mut found = Vec::new();
    for path in texts.below(folder).iter().filter(|path| name_of(path) == "pyproject.toml") {
        let member = folder_of(path);
        if member == folder || !below(member, folder).is_some_and(|inside| globs.take(inside)) {
            continue;
        }
        let document = document(texts, path)?;
        let name = name(&document);
        found.extend(modules(texts, member, name.as_deref()).into_iter().map(|mut module| {
            module.bond = Bond::Member;
            module
        }));
        found.push(Candidate::new(*path, FormatKind::Pyproject, Bond::Member).of(name));
    }
    Ok(found)
}

/// Returns the module that is the whole project, as flit has it.
fn single_module(texts: &Texts<'_>, base: &str, name: Option<&str>) -> Option<Candidate> {
    let is_own = |file: &str| {
        let stem = file.strip_suffix(".py");
        stem.is_some_and(|stem| Some(python_name(stem).as_str()) == name)
    };
    let path = texts.named(base, is_own).find(|path| folder_of(path) == base)?;
    Some(Candidate::new(path, FormatKind::PythonModule, Bond::Own))
}

/// Returns the modules that say the version, in packages beside the manifest or in `src`. Those of
/// the package that has the project's name have to agree; others may be of something else.
fn modules(texts: &Texts<'_>, folder: &str, name: Option<&str>) -> Vec<Candidate> {
    let mut found = Vec::new();
    for base in [Some(folder.to_owned()), join(folder, "src")].into_iter().flatten() {
        let inits = texts.named(&base, |file| file == "__init__.py");
        found.extend(single_module(texts, &base, name));
        let packages = inits.map(folder_of).filter_map(|package| {
            // A package of a namespace lies as deep as its name has dots.
            let inside = below(package, &base).filter(|inside| !inside.is_empty())?;
            let is_own = name.is_some_and(|name| python_name(&inside.replace('/', ".")) == name);
            (is_own || !inside.contains('/')).then_some((package, is_own))
        });
        for (package, is_own) in packages {
            let bond = if is_own { Bond::Own } else { Bond::Member };
            let paths = MODULES.iter().filter_map(|module| texts.beside(package, module));
            found.extend(paths.filter_map(|path| {
                let kind = format_of(&path)?;
                Some(Candidate::new(path, kind, bond))
            }));
        }
    }
    found
}
