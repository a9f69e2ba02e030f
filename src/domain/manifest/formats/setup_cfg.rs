//! `setup.cfg`: the version in `[metadata]`.

use std::ops::Range;

use crate::domain::manifest::formats::lines::lines;
use crate::domain::manifest::site::Located;
use crate::domain::manifest::spelling::Spelling;
use crate::domain::manifest::token::{only, site};

/// Returns the site of `version` in `[metadata]`. A version that stands elsewhere (`attr:`, `file:`)
/// has none.
///
/// # Errors
/// The key is there twice.
pub fn locate(text: &str) -> Located {
    let values = values(text).into_iter().filter(|value| {
        let value = text.get(value.clone()).unwrap_or_default().trim_start();
        !value.starts_with("attr:") && !value.starts_with("file:")
    });
    only(
        values
            .filter_map(|span| site(text, span, "metadata.version", Some(Spelling::Pep440)))
            .collect(),
    )
}

/// Returns where the version stands when it is not here: what follows `word` (`attr:` or `file:`).
pub fn elsewhere<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let said =
        values(text).into_iter().find_map(|value| text.get(value)?.trim_start().strip_prefix(word));
    said.map(str::trim)
}

/// Returns the places of what `version` in `[metadata]` is set to.
fn values(text: &str) -> Vec<Range<usize>> {
    let mut is_metadata = false;
    let mut values = Vec::new();
    for line in lines(text) {
        if line.text.starts_with('[') {
            is_metadata = line.text.trim_end() == "[metadata]";
        }
        let Some(at) = line.text.find(['=', ':']).filter(|_| is_metadata) else { continue };
        let key = line.text.get(..at).unwrap_or_default();
        let value = line.text.get(at + 1..).unwrap_or_default();
        let bare = value.split([';', '#']).next().unwrap_or_default();
        if key.trim_end().eq_ignore_ascii_case("version") {
            let start = line.start + at + 1;
            values.push(start..start + bare.len());
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::locate;

    #[test]
    fn the_version_of_the_metadata_is_found() {
        for text in [
            "[metadata]\nname = x\nversion = 1.2.3\n[options]\nversion = 9.9.9\n",
            "[bumpversion]\r\nversion=9.9.9\r\n[metadata]\r\nVersion: 1.2.3 ; note\r\n",
            "\u{feff}[metadata]\n# version = 9\nlong =\n  version = 8\nversion=1.2.3",
        ] {
            let sites = locate(text).unwrap();
            assert_eq!(sites.len(), 1, "{text}");
            assert_eq!(&text[sites[0].span.clone()], "1.2.3", "{text}");
        }
    }

    #[test]
    fn a_version_that_stands_elsewhere_is_left_to_others() {
        for value in ["attr: x.__version__", "file: VERSION-1.2.3.txt", ""] {
            assert_eq!(locate(&format!("[metadata]\nversion = {value}\n")), Ok(vec![]), "{value}");
        }
        assert_eq!(locate("[flake8]\nversion = 1.2.3\n"), Ok(vec![]));
    }

    #[test]
    fn a_second_version_is_an_error() {
        assert!(locate("[metadata]\nversion = 1.2.3\nversion = 1.2.4\n").is_err());
    }
}
