//! `package.json`.

use crate::domain::manifest::formats::json::read;
use crate::domain::manifest::path::Segment;
use crate::domain::manifest::project::Project;
use crate::domain::manifest::requirement::requirement;
use crate::domain::manifest::site::{Located, Unlocated};
use crate::domain::manifest::spelling::Spelling;

/// The fields of a package that hold dependencies.
const DEPENDENCIES: [&str; 4] =
    ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"];

/// Returns `version`, and what is asked of packages of the project.
///
/// # Errors
/// When the text is no JSON, or has no version and no dependency that would move.
pub fn locate(text: &str, project: &Project) -> Located {
    let document = read(text)?;
    let mut sites: Vec<_> = document
        .leaves()
        .iter()
        .filter(|leaf| is_dependency(&leaf.at, project))
        .filter_map(|leaf| requirement(leaf, "="))
        .collect();
    sites.extend(document.site(&["version"], Spelling::SemVer)?);
    if sites.is_empty() {
        return Err(Unlocated::missing(
            "there is no `version`",
            "add one: `\"version\": \"0.1.0\"`",
        ));
    }
    sites.sort_by_key(|site| site.span.start);
    Ok(sites)
}

/// Whether a way from a package leads to what it asks of a package of the project.
pub(super) fn is_dependency(way: &[Segment], project: &Project) -> bool {
    matches!(way, [Segment::Key(list), Segment::Key(name)]
        if DEPENDENCIES.contains(&list.as_str()) && project.has_npm(name))
}

#[cfg(test)]
mod tests {
    use super::locate;
    use crate::domain::manifest::project::Project;

    fn fields(text: &str, names: &[&str]) -> Result<Vec<String>, String> {
        let npm = names.iter().map(|name| ((*name).to_owned(), (*name).to_owned())).collect();
        let sites = locate(text, &Project { npm, ..Project::default() });
        let sites = sites.map_err(|unlocated| unlocated.what)?;
        for site in &sites {
            assert_eq!(text.get(site.span.clone()), Some(site.text.as_str()), "{text}");
        }
        Ok(sites.into_iter().map(|site| format!("{} {}", site.field, site.text)).collect())
    }

    #[test]
    fn the_version_is_found_among_others() {
        let text = "{\r\n\t\"name\": \"a\",\r\n\t\"engines\": {\"version\": \"1.4.2\"},\r\n\t\
                    \"version\": \"1.4.2\",\r\n\t\"dependencies\": {\"a\": \"1.4.2\"}\r\n}";
        assert_eq!(fields(text, &[]).unwrap(), ["version 1.4.2"]);
    }

    #[test]
    fn what_is_asked_of_members_moves() {
        let text = r#"{"version": "1.4.2", "dependencies": {"@x/a": "^1.4.2", "b": "1.4.2"},
            "devDependencies": {"c": "workspace:*"}, "peerDependencies": {"c": ">=1.4.2"},
            "overrides": {"c": "1.4.2"}}"#;
        assert_eq!(
            fields(text, &["@x/a", "c"]).unwrap(),
            ["version 1.4.2", "dependencies[\"@x/a\"] 1.4.2", "peerDependencies.c 1.4.2",]
        );
    }

    #[test]
    fn a_package_without_a_version_is_an_error() {
        assert_eq!(fields("{\"private\": true}", &[]), Err("there is no `version`".to_owned()));
    }
}
