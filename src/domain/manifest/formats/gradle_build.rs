//! `build.gradle` and `build.gradle.kts`: the version of the project.

use crate::domain::manifest::formats::source::{Cursor, Source};
use crate::domain::manifest::formats::syntax::GRADLE;
use crate::domain::manifest::site::{Located, VersionSite};
use crate::domain::manifest::token::{only, site};

/// The blocks that say it for several projects.
const SHARED: [&str; 2] = ["allprojects", "subprojects"];

/// Returns the site of `version = '…'`, `version '…'`, `version("…")` or `project.version = '…'`
/// outside every block, or else in `allprojects`, or in `subprojects`. The version of a plugin is never one.
///
/// # Errors
/// The project has a version twice.
pub fn locate(text: &str) -> Located {
    let source = Source::new(text, &GRADLE);
    let statements = source.words("version").into_iter().filter_map(|word| {
        let start = statement(text, &source, word.start)?;
        let block = match source.open_brackets(start).as_slice() {
            [] => "",
            [open] => *SHARED.iter().find(|block| opens(text, *open, block))?,
            _ => return None,
        };
        Some((block, version(text, source.cursor(word.end))?))
    });
    let found: Vec<_> = statements.collect();
    let is_there = |block: &str| found.iter().any(|(other, _)| *other == block);
    let outermost = ["", "allprojects", "subprojects"].into_iter().find(|block| is_there(block));
    let counts = |block: &str| Some(block) == outermost;
    only(found.into_iter().filter(|(block, _)| counts(block)).map(|(_, site)| site).collect())
}

/// Returns where the statement begins that `version` begins; `None` where it does not.
fn statement(text: &str, source: &Source, at: usize) -> Option<usize> {
    let before = text.get(..at)?;
    let start = before.strip_suffix("project.").map_or(at, str::len);
    (source.indentation(start).is_some() || text.get(..start)?.trim_end().ends_with(['{', ';']))
        .then_some(start)
}

fn opens(text: &str, bracket: usize, block: &str) -> bool {
    text.get(..bracket).is_some_and(|before| before.trim_end().ends_with(block))
}

fn version(text: &str, mut cursor: Cursor<'_>) -> Option<VersionSite> {
    if !cursor.blanks().eat_assignment() {
        cursor.eat("(");
    }
    let inside = cursor.blanks().string()?;
    let computed = text.get(inside.clone())?.contains('$');
    site(text, inside, "version", None).filter(|_| !computed)
}

#[cfg(test)]
mod tests {
    use super::locate;

    #[test]
    fn the_version_of_the_project_is_found() {
        for text in [
            "plugins {\n  id 'java' version '0.1'\n}\nversion = '1.2.3'\n",
            "plugins { id 'java' version '0.1' }\r\nversion '1.2.3'\r\n",
            "version(\"1.2.3\")\n",
            "// version = \"0.1\"\n/*\nversion = \"0.2\"\n*/\nversion=\"1.2.3\" // \"9\"\n",
            "project.version = \"1.2.3\"\n",
            "group = 'x'; version = '1.2.3'\n",
            "publishing {\n  version = '9'\n}\nallprojects {\n  version = '1.2.3'\n}\n",
            "allprojects { version = '1.2.3' }",
            "subprojects {\n  version = '1.2.3'\n}\n",
            "subprojects { version = '9' }\nallprojects { version = '1.2.3' }\n",
            "version = '1.2.3'\nallprojects {\n  version = '9'\n}\n",
        ] {
            let sites = locate(text).unwrap();
            assert_eq!(sites.len(), 1, "{text}");
            assert_eq!(&text[sites[0].span.clone()], "1.2.3", "{text}");
        }
    }

    #[test]
    fn a_version_that_is_computed_or_belongs_to_something_else_stays() {
        for text in [
            "version = findProperty('x')\n",
            "version = \"${base}.1.2.3\"\n",
            "kotlin {\n  version = '1.2.3'\n}\n",
            "ext.version = '1.2.3'\n",
            "def version = '1.2.3'\n",
            "if (version == '1.2.3') {}\n",
            "versionCode = '1.2.3'\n",
        ] {
            assert_eq!(locate(text), Ok(vec![]), "{text}");
        }
    }

    #[test]
    fn two_versions_are_an_error() {
        assert!(locate("version = '1.2.3'\nversion = '1.2.4'\n").is_err());
    }
}
