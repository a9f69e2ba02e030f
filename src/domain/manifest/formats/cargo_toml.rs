//! `Cargo.toml`.

use crate::domain::manifest::document::Document;
use crate::domain::manifest::formats::toml::read;
use crate::domain::manifest::path::{Leaf, Segment};
use crate::domain::manifest::project::Project;
use crate::domain::manifest::requirement::requirement;
use crate::domain::manifest::site::{Located, VersionSite};
use crate::domain::manifest::spelling::Spelling;

/// Returns `package.version`, `workspace.package.version`, and what is asked of packages of the
/// project. A package that inherits its version, and a workspace without one, have none.
///
/// # Errors
/// When the text is no TOML, or a version is no string.
pub fn locate(text: &str, project: &Project) -> Located {
    let document = read(text)?;
    let mut sites = Vec::new();
    if !document.has(&["package", "version", "workspace"]) {
        sites.extend(document.site(&["package", "version"], Spelling::SemVer)?);
    }
    sites.extend(document.site(&["workspace", "package", "version"], Spelling::SemVer)?);
    sites.extend(dependencies(&document, project));
    sites.sort_by_key(|site| site.span.start);
    Ok(sites)
}

/// Returns the versions of dependencies that have a path as well: Cargo reads the one here and the
/// other where the package is published. A version without a path is always one of a registry.
fn dependencies(document: &Document, project: &Project) -> Vec<VersionSite> {
    let versions = document.leaves().iter().filter_map(|leaf| {
        let table = dependency(leaf)?;
        let beside = |key: &str| {
            document.leaves().iter().find(|other| {
                other.at.len() == leaf.at.len()
                    && other.at.starts_with(table)
                    && other.at.last() == Some(&Segment::key(key))
            })
        };
        beside("path")?;
        let name = match (beside("package"), table.last()) {
            (Some(renamed), _) => renamed.text.as_str(),
            (None, Some(Segment::Key(key))) => key,
            _ => return None,
        };
        let is_own = project.crates.contains(name);
        if is_own { requirement(leaf, "^") } else { None }
    });
    versions.collect()
}

/// Returns the way to the dependency of which a value is the version.
fn dependency(leaf: &Leaf) -> Option<&[Segment]> {
    let (last, table) = leaf.at.split_last()?;
    let (_, list) = table.split_last()?;
    let keys: Vec<&str> = list
        .iter()
        .map(|segment| match segment {
            Segment::Key(key) => key.as_str(),
            Segment::Index(_) => "",
        })
        .collect();
    let is_list = match keys.as_slice() {
        [list] | ["target", _, list] => is_dependencies(list),
        ["workspace", list] => *list == "dependencies",
        _ => false,
    };
    (is_list && *last == Segment::key("version")).then_some(table)
}

/// Cargo reads the underscores as well, with a warning in editions before 2024.
fn is_dependencies(list: &str) -> bool {
    let lists = ["dependencies", "dev-dependencies", "build-dependencies"];
    lists.contains(&list.replace('_', "-").as_str())
}

#[cfg(test)]
mod tests {
    use super::locate;
    use crate::domain::manifest::project::Project;

    fn fields(text: &str, crates: &[&str]) -> Vec<String> {
        let crates = crates.iter().map(|name| (*name).to_owned()).collect();
        let sites = locate(text, &Project { crates, ..Project::default() }).unwrap();
        for site in &sites {
            assert_eq!(text.get(site.span.clone()), Some(site.text.as_str()), "{text}");
        }
        sites.into_iter().map(|site| format!("{} {}", site.field, site.text)).collect()
    }

    #[test]
    fn a_package_has_its_version_and_others_keep_theirs() {
        let text = "\u{feff}[package]\r\nname = 'a'\r\nversion = '1.4.2' # here\r\n\
                    rust-version = '1.4.2'\r\n[dependencies]\r\nb = '1.4.2'\r\n\
                    [package.metadata.x]\r\nversion = '1.4.2'\r\n";
        assert_eq!(fields(text, &["a", "b"]), ["package.version 1.4.2"]);
    }

    #[test]
    fn a_dependency_moves_when_it_has_a_path_and_is_one_of_the_project() {
        let text = "[package]\nversion.workspace = true\n\
                    [dependencies]\na = { path = '../a', version = '=1.4.2' }\n\
                    other = { path = '../other', version = '1.4.2' }\n\
                    registry = { version = '1.4.2' }\n\
                    [dependencies.renamed]\npackage = 'b'\npath = 'b'\nversion = '1.4'\n\
                    [dev-dependencies]\nlocal = { path = '../local' }\n\
                    [target.'cfg(unix)'.build-dependencies]\na = { path = 'a', version = '1.4.2' }\n\
                    [patch.crates-io]\na = { path = 'a', version = '1.4.2' }\n";
        assert_eq!(
            fields(text, &["a", "b", "registry", "local"]),
            [
                "dependencies.a.version 1.4.2",
                "dependencies.renamed.version 1.4",
                "target[\"cfg(unix)\"].build-dependencies.a.version 1.4.2",
            ]
        );
    }

    #[test]
    fn a_workspace_has_the_version_that_its_members_inherit() {
        let text = "[workspace]\nmembers = ['a']\n[workspace.package]\nversion = '1.4.2'\n\
                    [workspace.dependencies]\na = { path = 'a', version = '1.4.2' }\nserde = '1.4.2'\n";
        assert_eq!(
            fields(text, &["a"]),
            ["workspace.package.version 1.4.2", "workspace.dependencies.a.version 1.4.2",]
        );
    }

    #[test]
    fn a_file_that_leaves_its_version_to_others_has_none() {
        for text in
            ["[package]\nversion.workspace = true\n", "[workspace]\n", "[package]\nname='a'\n"]
        {
            assert_eq!(fields(text, &["a"]), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_version_that_is_no_string_is_an_error_at_its_place() {
        let unlocated = locate("[package]\nversion = 1.4\n", &Project::default()).unwrap_err();
        assert_eq!(unlocated.what, "`package.version` is no string");
        assert_eq!(unlocated.at, Some(20));
    }
}
