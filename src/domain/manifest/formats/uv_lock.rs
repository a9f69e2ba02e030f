//! `uv.lock`.

use crate::domain::manifest::document::{Item, site};
use crate::domain::manifest::formats::toml::read;
use crate::domain::manifest::project::{Project, python_name};
use crate::domain::manifest::site::{Located, Unlocated};
use crate::domain::manifest::spelling::Spelling;

/// Returns the versions of the project's packages. One whose version is dynamic has none here.
///
/// # Errors
/// When the text is no TOML, or has none of the project's packages.
pub fn locate(text: &str, project: &Project) -> Located {
    let document = read(text)?;
    let own: Vec<Item<'_>> =
        document.items("package").filter(|package| is_own(package, project)).collect();
    if own.is_empty() && !project.python.is_empty() {
        return Err(Unlocated::missing(
            "the file has no package of this project",
            "let `uv lock` write it anew",
        ));
    }
    let versions = own.iter().filter_map(|package| package.leaf(&["version"]));
    Ok(versions.map(|leaf| site(leaf, Spelling::Pep440)).collect())
}

/// Whether a package lies in the project, not in a registry, a repository or an archive.
fn is_own(package: &Item<'_>, project: &Project) -> bool {
    let elsewhere = ["registry", "git", "url", "path"];
    package.says(&["name"]).is_some_and(|name| project.python.contains(&python_name(name)))
        && !elsewhere.iter().any(|source| package.leaf(&["source", source]).is_some())
}

#[cfg(test)]
mod tests {
    use super::locate;
    use crate::domain::manifest::project::Project;

    fn lines(text: &str, names: &[&str]) -> Result<Vec<usize>, String> {
        let python = names.iter().map(|name| (*name).to_owned()).collect();
        let sites = locate(text, &Project { python, ..Project::default() });
        let sites = sites.map_err(|unlocated| unlocated.what)?;
        Ok(sites.iter().map(|site| text[..site.span.start].lines().count()).collect())
    }

    #[test]
    fn only_packages_of_the_project_move() {
        let text = "version = 1\n\n[[package]]\nname = \"b\"\nversion = \"1.4.2\"\n\
                    source = { registry = \"x\" }\n\n[[package]]\nname = \"my-app\"\n\
                    version = \"1.4.2\"\nsource = { editable = \".\" }\n\n\
                    [[package]]\nname = \"lib\"\nversion = \"1.4.2\"\nsource = { virtual = \"l\" }\n";
        assert_eq!(lines(text, &["my-app", "b"]), Ok(vec![10]));
        assert_eq!(lines(text, &["my-app", "lib"]), Ok(vec![10, 15]));
        assert_eq!(lines(text, &["x"]), Err("the file has no package of this project".to_owned()));
    }

    #[test]
    fn a_package_with_a_dynamic_version_has_none_here() {
        let text = "[[package]]\nname = \"a\"\nsource = { editable = \".\" }\n";
        assert_eq!(lines(text, &["a"]), Ok(Vec::new()));
    }
}
