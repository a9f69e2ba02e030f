//! `Cargo.lock`.

use crate::domain::manifest::document::{Document, Item, site};
use crate::domain::manifest::formats::toml::read;
use crate::domain::manifest::path::{Leaf, Segment};
use crate::domain::manifest::project::Project;
use crate::domain::manifest::site::{Located, Unlocated, VersionSite};
use crate::domain::manifest::spelling::Spelling;

/// Returns the versions of the project's packages, and those that dependencies name with them: a
/// crate of a registry may have the same name, and then it has a source.
///
/// # Errors
/// When the text is no TOML, or has none of the project's packages.
pub fn locate(text: &str, project: &Project) -> Located {
    let document = read(text)?;
    let own: Vec<&Leaf> = document
        .items("package")
        .filter(|package| is_own(package, project))
        .filter_map(|package| package.leaf(&["version"]))
        .collect();
    if own.is_empty() && !project.crates.is_empty() {
        return Err(Unlocated::missing(
            "the file has no package of this project",
            "let `cargo update --workspace` write it anew",
        ));
    }
    let mut sites: Vec<_> = own.into_iter().map(|leaf| site(leaf, Spelling::SemVer)).collect();
    sites.extend(dependencies(&document, project));
    sites.sort_by_key(|site| site.span.start);
    Ok(sites)
}

fn is_own(package: &Item<'_>, project: &Project) -> bool {
    package.leaf(&["source"]).is_none()
        && package.says(&["name"]).is_some_and(|name| project.crates.contains(name))
}

/// Returns the versions in dependencies of two words, `"a 1.4.2"`: so they are written where the
/// name alone could be several packages. A third word is the source.
fn dependencies(document: &Document, project: &Project) -> Vec<VersionSite> {
    let own: Vec<(&str, &str)> = document
        .items("package")
        .filter(|package| is_own(package, project))
        .filter_map(|package| Some((package.says(&["name"])?, package.says(&["version"])?)))
        .collect();
    let named = document.leaves().iter().filter(|leaf| is_dependency(leaf));
    named
        .filter_map(|leaf| {
            let (name, version) = leaf.text.split_once(' ')?;
            let start = leaf.span.end - version.len();
            own.contains(&(name, version)).then(|| VersionSite {
                span: start..leaf.span.end,
                text: version.to_owned(),
                ..site(leaf, Spelling::SemVer)
            })
        })
        .collect()
}

fn is_dependency(leaf: &Leaf) -> bool {
    matches!(leaf.at.as_slice(), [Segment::Key(list), Segment::Index(_), Segment::Key(key), _]
        if list == "package" && key == "dependencies")
}

#[cfg(test)]
mod tests {
    use super::locate;
    use crate::domain::manifest::project::Project;

    const LOCK: &str = "version = 4\n\n\
        [[package]]\nname = \"a\"\nversion = \"1.4.2\"\n\n\
        [[package]]\nname = \"a\"\nversion = \"1.4.2\"\nsource = \"registry+x\"\n\n\
        [[package]]\nname = \"b\"\nversion = \"1.4.2\"\ndependencies = [\n \"a 1.4.2\",\n \
        \"a 1.4.2 (registry+x)\",\n \"c 1.4.2\",\n \"c\",\n]\n\n\
        [[package]]\nname = \"c\"\nversion = \"1.4.2\"\n";

    fn located(crates: &[&str]) -> Result<Vec<(usize, String)>, String> {
        let crates = crates.iter().map(|name| (*name).to_owned()).collect();
        let sites = locate(LOCK, &Project { crates, ..Project::default() });
        let sites = sites.map_err(|unlocated| unlocated.what)?;
        Ok(sites.into_iter().map(|site| (site.span.start, LOCK[site.span].to_owned())).collect())
    }

    #[test]
    fn only_packages_without_a_source_and_what_names_them_move() {
        let found = located(&["a", "b"]).unwrap();
        let places: Vec<&str> =
            found.iter().map(|(start, _)| LOCK[..*start].lines().last().unwrap()).collect();
        assert_eq!(places, ["version = \"", "version = \"", " \"a "]);
        assert!(found.iter().all(|(_, text)| text == "1.4.2"), "{found:?}");
    }

    #[test]
    fn a_lock_file_without_a_package_of_the_project_is_an_error() {
        assert_eq!(located(&["x"]), Err("the file has no package of this project".to_owned()));
        assert_eq!(located(&[]), Ok(Vec::new()));
    }
}
