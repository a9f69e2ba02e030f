//! `pyproject.toml`.

use crate::domain::manifest::document::Document;
use crate::domain::manifest::formats::toml::read;
use crate::domain::manifest::path::Segment;
use crate::domain::manifest::site::{Located, Unlocated};
use crate::domain::manifest::spelling::Spelling;

/// Returns `project.version` (PEP 621) and `tool.poetry.version`, both where both are there. A
/// project that declares its version dynamic has none here, nor has a file without a project.
///
/// # Errors
/// When the text is no TOML, or a project has no version and does not say that it is dynamic.
pub fn locate(text: &str) -> Located {
    let document = read(text)?;
    let mut sites = Vec::new();
    for keys in [["project", "version"].as_slice(), &["tool", "poetry", "version"]] {
        sites.extend(document.site(keys, Spelling::Pep440)?);
    }
    sites.sort_by_key(|site| site.span.start);
    if sites.is_empty() && document.has(&["project"]) && !is_dynamic(&document) {
        return Err(Unlocated::missing(
            "`project` has no `version`",
            "add one, or list it in `project.dynamic`",
        ));
    }
    Ok(sites)
}

fn is_dynamic(document: &Document) -> bool {
    document.leaves().iter().any(|leaf| {
        leaf.text == "version"
            && matches!(leaf.at.as_slice(),
                [Segment::Key(table), Segment::Key(key), Segment::Index(_)]
                    if table == "project" && key == "dynamic")
    })
}

#[cfg(test)]
mod tests {
    use super::locate;

    fn fields(text: &str) -> Result<Vec<String>, String> {
        let sites = locate(text).map_err(|unlocated| unlocated.what)?;
        for site in &sites {
            assert_eq!(text.get(site.span.clone()), Some(site.text.as_str()), "{text}");
        }
        Ok(sites.into_iter().map(|site| format!("{} {}", site.field, site.text)).collect())
    }

    #[test]
    fn the_version_of_the_project_is_found_among_others() {
        let text = "[tool.mypy]\npython_version = '3.11'\n[project]\r\nname = 'a'\r\n\
                    version = '1.4.2rc1' # here\r\ndependencies = ['b==1.4.2']\r\n\
                    [tool.commitizen]\nversion = '9.9.9'\n";
        assert_eq!(fields(text).unwrap(), ["project.version 1.4.2rc1"]);
    }

    #[test]
    fn poetry_has_its_own_and_both_move_where_both_are_there() {
        let text = "[tool.poetry]\nversion = \"1.4.2\"\n[tool.poetry.dependencies]\n\
                    b = { version = \"1.4.2\" }\n";
        assert_eq!(fields(text).unwrap(), ["tool.poetry.version 1.4.2"]);
        let text = format!("{text}[project]\nversion = \"1.4.2\"\n");
        assert_eq!(fields(&text).unwrap(), ["tool.poetry.version 1.4.2", "project.version 1.4.2"]);
    }

    #[test]
    fn a_dynamic_version_stands_elsewhere() {
        for text in ["[project]\nname = 'a'\ndynamic = ['readme', 'version']\n", "[tool.ruff]\n"] {
            assert_eq!(fields(text), Ok(Vec::new()), "{text}");
        }
    }

    #[test]
    fn a_project_without_a_version_is_an_error() {
        let text = "[project]\nname = 'a'\ndynamic = ['readme']\n";
        assert_eq!(fields(text), Err("`project` has no `version`".to_owned()));
    }
}
