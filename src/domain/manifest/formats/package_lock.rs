//! `package-lock.json` and `npm-shrinkwrap.json`, versions 1 to 3 of the format.

use crate::domain::manifest::document::{Document, below, is_at, site};
use crate::domain::manifest::formats::json::read;
use crate::domain::manifest::formats::package_json::is_dependency;
use crate::domain::manifest::path::{Leaf, Segment};
use crate::domain::manifest::project::Project;
use crate::domain::manifest::requirement::requirement;
use crate::domain::manifest::site::{Located, Unlocated, VersionSite};
use crate::domain::manifest::spelling::Spelling;

/// Returns the version of the root, which stands in the file twice since version 2, those of the
/// packages of the project, and what they ask of one another. Where the root is none of the
/// project's packages, its version stays.
///
/// # Errors
/// When the text is no JSON, or has no version of the root and should.
pub fn locate(text: &str, project: &Project) -> Located {
    let document = read(text)?;
    let mut sites = Vec::new();
    if project.npm.contains_key("") {
        let root = document.site(&["version"], Spelling::SemVer)?;
        let Some(root) = root else {
            return Err(Unlocated::missing(
                "there is no `version`",
                "let `npm install --package-lock-only` write it anew",
            ));
        };
        sites.push(root);
    }
    sites.extend(document.leaves().iter().filter_map(|leaf| of_package(leaf, project)));
    sites.extend(document.leaves().iter().filter_map(|leaf| of_link(leaf, &document, project)));
    sites.sort_by_key(|site| site.span.start);
    Ok(sites)
}

/// Returns the site in an entry of `packages`, which has a folder of the project for its key.
fn of_package(leaf: &Leaf, project: &Project) -> Option<VersionSite> {
    let (folder, way) = below(leaf, &["packages"])?.split_first()?;
    let Segment::Key(folder) = folder else { return None };
    if !folder.is_empty() && !project.npm.contains_key(folder) {
        return None;
    }
    if is_dependency(way, project) {
        return requirement(leaf, "=");
    }
    let is_version = matches!(way, [Segment::Key(key)] if key == "version");
    let moves = is_version && leaf.is_string && project.npm.contains_key(folder);
    moves.then(|| site(leaf, Spelling::SemVer))
}

/// Returns the site in an entry of `dependencies`, where version 2 repeats for npm 6 what the
/// packages of the project ask for.
fn of_link(leaf: &Leaf, document: &Document, project: &Project) -> Option<VersionSite> {
    let [Segment::Key(name), Segment::Key(requires), Segment::Key(asked)] =
        below(leaf, &["dependencies"])?
    else {
        return None;
    };
    let is_link = || {
        document.leaves().iter().any(|other| {
            is_at(other, &["dependencies", name, "version"]) && other.text.starts_with("file:")
        })
    };
    let moves =
        requires == "requires" && project.has_npm(name) && project.has_npm(asked) && is_link();
    if moves { requirement(leaf, "=") } else { None }
}

#[cfg(test)]
mod tests {
    use super::locate;
    use crate::domain::manifest::project::Project;

    fn fields(text: &str, npm: &[(&str, &str)]) -> Result<Vec<String>, String> {
        let npm = npm.iter().map(|(folder, name)| ((*folder).into(), (*name).into())).collect();
        let sites = locate(text, &Project { npm, ..Project::default() });
        let sites = sites.map_err(|unlocated| unlocated.what)?;
        for site in &sites {
            assert_eq!(text.get(site.span.clone()), Some(site.text.as_str()), "{text}");
        }
        Ok(sites.into_iter().map(|site| format!("{} {}", site.field, site.text)).collect())
    }

    #[test]
    fn the_root_has_its_version_and_what_is_installed_keeps_its_own() {
        let old = r#"{"version": "1.4.2", "lockfileVersion": 1,
            "dependencies": {"b": {"version": "1.4.2", "requires": {"a": "^1.4.2"}}}}"#;
        assert_eq!(fields(old, &[("", "a")]).unwrap(), ["version 1.4.2"]);
        let new = r#"{"version": "1.4.2", "packages": {"": {"version": "1.4.2"},
            "node_modules/b": {"version": "1.4.2", "dependencies": {"a": "^1.4.2"}}}}"#;
        assert_eq!(
            fields(new, &[("", "a")]).unwrap(),
            ["version 1.4.2", "packages[\"\"].version 1.4.2",]
        );
    }

    #[test]
    fn members_have_theirs_and_ask_for_one_another() {
        let text = r#"{"version": "1.4.2", "packages": {
            "": {"version": "1.4.2", "devDependencies": {"b": "1.4.2"}},
            "node_modules/b": {"resolved": "packages/b", "link": true},
            "packages/a": {"version": "1.4.2", "dependencies": {"b": "~1.4.2", "c": "1.4.2"}},
            "packages/b": {"version": "1.4.2"},
            "packages/c": {"version": "0.3.0", "dependencies": {"b": "1.4.2"}}},
            "dependencies": {"a": {"version": "file:packages/a", "requires": {"b": "~1.4.2"}},
                "b": {"version": "1.4.2", "requires": {"a": "1.4.2"}}}}"#;
        let members = [("", "r"), ("packages/a", "a"), ("packages/b", "b")];
        assert_eq!(
            fields(text, &members).unwrap(),
            [
                "version 1.4.2",
                "packages[\"\"].version 1.4.2",
                "packages[\"\"].devDependencies.b 1.4.2",
                "packages[\"packages/a\"].version 1.4.2",
                "packages[\"packages/a\"].dependencies.b 1.4.2",
                "packages[\"packages/b\"].version 1.4.2",
                "dependencies.a.requires.b 1.4.2",
            ]
        );
    }

    #[test]
    fn a_root_that_does_not_move_stays() {
        let text = r#"{"version": "0.0.0", "packages": {"": {"version": "0.0.0"},
            "a": {"version": "1.4.2"}}}"#;
        assert_eq!(fields(text, &[("a", "a")]).unwrap(), ["packages.a.version 1.4.2"]);
    }

    #[test]
    fn a_lock_file_without_a_version_is_an_error() {
        assert_eq!(fields("{}", &[("", "a")]), Err("there is no `version`".to_owned()));
    }
}
