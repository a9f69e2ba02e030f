//! `composer.json`.

use crate::domain::manifest::document::{Document, below, site};
use crate::domain::manifest::formats::json::read;
use crate::domain::manifest::path::{Leaf, Segment};
use crate::domain::manifest::site::{Located, VersionSite};
use crate::domain::manifest::spelling::Spelling;

/// Returns `version`, and the packages of the same vendor that `replace` gives the same version.
/// Composer takes the version from the tags where there is none; then there is no site.
///
/// # Errors
/// When the text is no JSON, or the version is no string.
pub fn locate(text: &str) -> Located {
    let document = read(text)?;
    let Some(version) = document.site(&["version"], Spelling::SemVer)? else {
        return Ok(Vec::new());
    };
    let mut sites = replaced(&document, &version);
    sites.push(version);
    sites.sort_by_key(|site| site.span.start);
    Ok(sites)
}

fn replaced(document: &Document, version: &VersionSite) -> Vec<VersionSite> {
    let Some((vendor, _)) = document.says(&["name"]).and_then(|name| name.split_once('/')) else {
        return Vec::new();
    };
    let is_own = |leaf: &&Leaf| {
        matches!(below(leaf, &["replace"]), Some([Segment::Key(name)])
            if name.strip_prefix(vendor).is_some_and(|rest| rest.starts_with('/')))
            && leaf.is_string
            && leaf.text == version.text
    };
    document.leaves().iter().filter(is_own).map(|leaf| site(leaf, Spelling::SemVer)).collect()
}

#[cfg(test)]
mod tests {
    use super::locate;

    fn fields(text: &str) -> Vec<String> {
        locate(text).unwrap().into_iter().map(|site| site.field).collect()
    }

    #[test]
    fn the_version_and_replaced_packages_of_the_project_move() {
        let text = r#"{"name": "x/all", "version": "1.4.2", "require": {"x/z": "1.4.2"},
            "replace": {"x/a": "1.4.2", "x/b": "self.version", "x/c": "0.3.0", "y/a": "1.4.2"}}"#;
        assert_eq!(fields(text), ["version", "replace[\"x/a\"]"]);
    }

    #[test]
    fn a_package_that_leaves_its_version_to_the_tags_has_none() {
        assert_eq!(fields(r#"{"name": "x/a", "replace": {"x/b": "1.4.2"}}"#), [""; 0]);
    }
}
