//! Any text, by the name of what the version is assigned to.

use regex::Regex;

use crate::domain::manifest::site::{Located, Unlocated};
use crate::domain::manifest::spelling::Spelling;
use crate::domain::manifest::token::site;

/// Returns the versions that are assigned to a name, whatever the language: `name = "1.2.3"`,
/// `name := '1.2.3'`, `name: str = "1.2.3"`, `"name": "1.2.3"`, `name: v1.2.3`, `name == 1.2.3`,
/// `name@v1.2.3`, `#define name "1.2.3"`. The name is whole: `my_name` and `x.name` are others.
///
/// # Errors
/// No version is assigned to the name.
pub fn locate(text: &str, name: &str, spelling: Option<Spelling>) -> Located {
    let missing = || {
        Unlocated::missing(
            format!("no version is assigned to `{name}`"),
            "look at the spelling of the name, or use a regular expression",
        )
    };
    let escaped = regex::escape(name);
    let pattern = format!(
        "(?m)(?:^|[^\\w.-])[\"']?{escaped}[\"']?\
         (?:[ \\t]*(?::[ \\t]*[\\w.]+[ \\t]*=|:=|==|[=:@])[ \\t]*[\"']?|[ \\t]+[\"'])\
         |^[ \\t]*#[ \\t]*define[ \\t]+{escaped}[ \\t]+[\"']?"
    );
    let places = Regex::new(&pattern).map_err(|_| missing())?;
    let sites: Vec<_> = (places.find_iter(text))
        .filter_map(|place| {
            let rest = text.get(place.end()..)?;
            let ends = |c: char| c.is_whitespace() || "\"'`,;)}]#<".contains(c);
            let end = rest.find(ends).unwrap_or(rest.len());
            site(text, place.end()..place.end() + end, name, spelling)
        })
        .collect();
    if sites.is_empty() { Err(missing()) } else { Ok(sites) }
}

#[cfg(test)]
mod tests {
    use super::locate;

    #[test]
    fn a_name_is_found_in_many_languages() {
        for (text, name) in [
            ("__version__ = '1.2.3'", "__version__"),
            ("__version__: str = \"1.2.3\"\r\n", "__version__"),
            ("if version := 'v1.2.3': ", "version"),
            ("{\n  \"my_version\": \"9.9.9\",\n  \"version\": \"1.2.3\"\n}", "version"),
            ("  uses: repo/action@module-v1.2.3", "repo/action"),
            ("images:\n  - newTag: v1.2.3 # x\n", "newTag"),
            ("other-package == 9.9.9\npackage == 1.2.3", "package"),
            ("#define APP_VERSION \"v1.2.3\"\n", "APP_VERSION"),
            ("# define APP_VERSION 1.2.3\n", "APP_VERSION"),
            ("set(VERSION \"1.2.3\")", "VERSION"),
            ("x.version = 9.9.9\nversion: next\nversion=1.2.3;", "version"),
        ] {
            let sites = locate(text, name, None).unwrap();
            assert_eq!(sites.len(), 1, "{text}");
            assert_eq!(&text[sites[0].span.clone()], "1.2.3", "{text}");
        }
    }

    #[test]
    fn a_name_without_a_version_is_an_error() {
        for text in ["", "version", "version = next", "the version 1.2.3", "aversion = 1.2.3"] {
            assert!(locate(text, "version", None).is_err(), "{text}");
        }
    }
}
