//! Where a Python project says that its version stands, when the manifest does not hold it.

use crate::domain::manifest::discovery::candidate::{Bond, Candidate};
use crate::domain::manifest::discovery::folders::{extension_of, join};
use crate::domain::manifest::discovery::texts::Texts;
use crate::domain::manifest::document::Document;
use crate::domain::manifest::formats::setup_cfg;
use crate::domain::manifest::locate::FormatKind;
use crate::failure::Result;

/// Returns the files that the manifests of a folder name as the place of the version.
pub(super) fn candidates(
    texts: &Texts<'_>,
    folder: &str,
    pyproject: &Document,
) -> Result<Vec<Candidate>> {
    let (mut files, mut attributes) = named(pyproject);
    if let Some(path) = texts.beside(folder, "setup.cfg") {
        let text = texts.text(&path)?.unwrap_or_default();
        files.extend(setup_cfg::elsewhere(&text, "file:").map(str::to_owned));
        attributes.extend(setup_cfg::elsewhere(&text, "attr:").map(str::to_owned));
    }
    let files = files.into_iter().filter_map(|file| texts.beside(folder, &file));
    let modules = attributes.iter().filter_map(|attribute| module(texts, folder, attribute));
    let candidate = |path: String| {
        let is_source = extension_of(&path) == "py";
        let kind = if is_source { FormatKind::PythonVersion } else { FormatKind::PlainText };
        Candidate::new(path, kind, Bond::Own)
    };
    Ok(files.chain(modules).map(candidate).collect())
}

/// Returns the files and the attributes that `pyproject.toml` names, as hatch, PDM and setuptools
/// have them written.
fn named(pyproject: &Document) -> (Vec<String>, Vec<String>) {
    let says = |keys: &[&str]| pyproject.says(keys).map(str::to_owned);
    let setuptools = ["tool", "setuptools", "dynamic", "version"];
    let of_setuptools = |key| [setuptools.as_slice(), &[key]].concat();
    let mut files: Vec<String> = ["hatch", "pdm"]
        .iter()
        .filter_map(|tool| says(&["tool", tool, "version", "path"]))
        .chain(says(&of_setuptools("file")))
        .collect();
    files.extend(pyproject.strings(&of_setuptools("file")).into_iter().map(str::to_owned));
    (files, says(&of_setuptools("attr")).into_iter().collect())
}

/// Returns the module in which an attribute stands: `a.b.__version__` in `a/b.py`, or in `a/b`.
fn module(texts: &Texts<'_>, folder: &str, attribute: &str) -> Option<String> {
    let (module, _) = attribute.rsplit_once('.')?;
    let module = module.replace('.', "/");
    let paths = [format!("{module}.py"), format!("{module}/__init__.py")];
    let bases = [Some(folder.to_owned()), join(folder, "src")].into_iter().flatten();
    bases
        .flat_map(|base| paths.clone().map(|path| (base.clone(), path)))
        .find_map(|(base, path)| texts.beside(&base, &path))
}
