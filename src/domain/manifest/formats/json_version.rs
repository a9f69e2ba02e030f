//! JSON files with a `version` of their own and nothing else to look at: `lerna.json`, `deno.json`,
//! `jsr.json`, `bower.json`, `elm.json`, `esy.json`, `vcpkg.json`, the manifest of an extension.

use crate::domain::manifest::formats::json::read;
use crate::domain::manifest::site::{Located, Unlocated};
use crate::domain::manifest::spelling::Spelling;

/// The names of the field; vcpkg has one for each way to order versions.
const NAMES: [&str; 3] = ["version", "version-semver", "version-string"];

/// Returns `version`. Lerna says `independent` there where each package has its own; then there is
/// no site.
///
/// # Errors
/// When the text is no JSON, or has no version.
pub fn locate(text: &str) -> Located {
    let document = read(text)?;
    for name in NAMES {
        if let Some(site) = document.site(&[name], Spelling::SemVer)? {
            let is_version = site.text != "independent";
            return Ok(if is_version { vec![site] } else { Vec::new() });
        }
    }
    Err(Unlocated::missing("there is no `version`", "add one: `\"version\": \"0.1.0\"`"))
}

#[cfg(test)]
mod tests {
    use super::locate;

    #[test]
    fn the_version_is_the_one_of_the_root() {
        let text = "{\"a\": {\"version\": \"9\"}, // \"version\": \"8\"\n\"version\": \"1.4.2\"}";
        let sites = locate(text).unwrap();
        assert_eq!(sites.iter().map(|site| site.text.as_str()).collect::<Vec<_>>(), ["1.4.2"]);
        assert_eq!(locate("{\"version\": \"independent\"}").unwrap(), []);
        assert_eq!(locate("{}").unwrap_err().what, "there is no `version`");
    }
}
