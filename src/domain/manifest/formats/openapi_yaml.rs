//! `openapi.yaml`.

use crate::domain::manifest::document::site_within;
use crate::domain::manifest::formats::yaml::field;
use crate::domain::manifest::site::{Located, Unlocated};
use crate::domain::manifest::spelling::Spelling;

/// Returns `info.version`, the version of the interface that is described.
///
/// # Errors
/// When the text is no YAML, or the field is missing or there twice.
pub fn locate(text: &str) -> Located {
    let leaf = field(text, &["info", "version"])?.ok_or_else(|| {
        Unlocated::missing("there is no `info.version`", "write `version: 1.2.3` below `info:`")
    })?;
    Ok(site_within(&leaf, Some(Spelling::SemVer)).into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::locate;

    #[test]
    fn the_version_of_the_interface_is_found() {
        let text = "openapi: \"3.0.2\"\r\ninfo:\r\n  description: >-\r\n    version: 9.9.9\r\n  \
                    version: \"1.2.3\"\r\nservers: [{version: 1.2.3}]\r\n";
        let sites = locate(text).unwrap();
        assert_eq!(sites.len(), 1);
        assert_eq!(sites[0].span.start, text.find("\"1.2.3\"").unwrap() + 1);
        assert!(locate("openapi: 3.1.0\ninfo: {}\n").is_err());
    }
}
