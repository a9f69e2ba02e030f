//! `version.go`: a constant or variable `Version`.

use std::ops::Range;

use crate::domain::manifest::formats::source::Source;
use crate::domain::manifest::formats::syntax::GO;
use crate::domain::manifest::site::{Located, Unlocated, VersionSite};
use crate::domain::manifest::token::site;

/// Returns the sites of `Version`, `version` and `VERSION`, as constants and variables of the package.
/// One that the linker sets (`var Version = "dev"`) has none.
///
/// # Errors
/// There is no such constant or variable.
pub fn locate(text: &str) -> Located {
    let source = Source::new(text, &GO);
    let names = ["Version", "version", "VERSION"].into_iter().flat_map(|name| source.words(name));
    let declared: Vec<_> = names.filter(|word| is_declared(text, &source, word)).collect();
    if declared.is_empty() {
        return Err(Unlocated::missing(
            "there is no constant or variable `Version`",
            "write `const Version = \"1.2.3\"`",
        ));
    }
    let mut sites: Vec<_> =
        declared.into_iter().filter_map(|word| value(text, &source, word)).collect();
    sites.sort_by_key(|site| site.span.start);
    Ok(sites)
}

/// Whether a word is declared there: behind `const` or `var`, or in a block of them.
fn is_declared(text: &str, source: &Source, word: &Range<usize>) -> bool {
    let introduces = |at: usize| {
        let before = text.get(..at).unwrap_or_default().trim_end_matches([' ', '\t']);
        ["const", "var"].iter().any(|keyword| {
            let start = before.len().saturating_sub(keyword.len());
            before.ends_with(keyword) && source.indentation(start) == Some(0)
        })
    };
    match source.open_brackets(word.start).as_slice() {
        [] => introduces(word.start),
        [open] => introduces(*open) && source.indentation(word.start).is_some(),
        _ => false,
    }
}

fn value(text: &str, source: &Source, word: Range<usize>) -> Option<VersionSite> {
    let mut cursor = source.cursor(word.end);
    cursor.blanks().word();
    let is_assigned = cursor.blanks().eat_assignment();
    let inside = cursor.blanks().string().filter(|_| is_assigned)?;
    site(text, inside, text.get(word)?, None)
}

#[cfg(test)]
mod tests {
    use super::locate;

    #[test]
    fn constants_and_variables_of_the_package_are_found() {
        for text in [
            "package x\n\nconst Version = \"1.2.3\"",
            "package x\r\n\r\n// Version = \"0.1\"\r\nvar Version = \"v1.2.3\" // x\r\n",
            "package x\nconst APIVersion = \"9.9.9\"\nvar version string = `1.2.3`\n",
            "package x\nconst (\n\tName = \"x\"\n\tVersion = \"1.2.3\"\n)\nvar s = Version\n",
            "package x\nfunc f() {\n\tconst Version = \"9\"\n\tx.Version = \"8\"\n}\nvar Version=\"1.2.3\"",
        ] {
            let sites = locate(text).unwrap();
            assert_eq!(sites.len(), 1, "{text}");
            assert_eq!(&text[sites[0].span.clone()], "1.2.3", "{text}");
        }
    }

    #[test]
    fn what_the_linker_sets_is_left_to_it() {
        for text in ["package x\nvar Version = \"dev\"\n", "package x\nvar Version string\n"] {
            assert_eq!(locate(text), Ok(vec![]), "{text}");
        }
    }

    #[test]
    fn a_package_without_it_is_an_error() {
        assert!(locate("package x\nconst APIVersion = \"1.2.3\"\nvar x = Version\n").is_err());
    }
}
