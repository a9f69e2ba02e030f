//! `__version__` of a Python module.

use crate::domain::manifest::formats::source::Source;
use crate::domain::manifest::formats::syntax::PYTHON;
use crate::domain::manifest::site::{Located, Unlocated, VersionSite};
use crate::domain::manifest::spelling::Spelling;
use crate::domain::manifest::token::{only, site};

/// Returns the site of `__version__ = "…"` at the left margin. A version that is computed has none.
///
/// # Errors
/// Nothing is assigned to `__version__`, or a version twice.
pub fn locate(text: &str) -> Located {
    assigned(text, &["__version__"])
}

/// Returns the site in a module that is named after the version (`version.py`, `_version.py`), where
/// `version` and `VERSION` count as well.
///
/// # Errors
/// Nothing is assigned to any of them, or a version twice to one.
pub fn locate_in_version_module(text: &str) -> Located {
    assigned(text, &["__version__", "version", "VERSION"])
}

fn assigned(text: &str, names: &[&str]) -> Located {
    let source = Source::new(text, &PYTHON);
    let mut sites = Vec::new();
    let mut is_assigned = false;
    for name in names {
        let places = source.words(name).into_iter().filter(|word| {
            source.indentation(word.start) == Some(0) && source.open_brackets(word.start).is_empty()
        });
        let values: Vec<_> =
            places.filter_map(|word| value(text, &source, word.end, name)).collect();
        is_assigned |= !values.is_empty();
        sites.extend(only(values.into_iter().flatten().collect())?);
    }
    if is_assigned {
        sites.sort_by_key(|site: &VersionSite| site.span.start);
        return Ok(sites);
    }
    Err(Unlocated::missing(
        "there is no `__version__`",
        "write `__version__ = \"1.2.3\"` at the left margin",
    ))
}

/// Returns the site assigned to the name that ends at `at`: `None` where nothing is, and no site where
/// it is no literal. Annotations and further names of the same value are passed.
fn value(text: &str, source: &Source, at: usize, name: &str) -> Option<Vec<VersionSite>> {
    let mut cursor = source.cursor(at);
    if cursor.blanks().eat(":") {
        cursor.up_to(b"=");
    }
    if !cursor.eat_assignment() {
        return None;
    }
    loop {
        if let Some(inside) = cursor.blanks().string() {
            return Some(site(text, inside, name, Some(Spelling::Pep440)).into_iter().collect());
        }
        cursor.word();
        if !cursor.blanks().eat_assignment() {
            return Some(Vec::new());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{locate, locate_in_version_module};
    use crate::domain::manifest::spelling::Spelling;

    #[test]
    fn the_version_is_found_however_it_is_assigned() {
        for text in [
            "__version__ = '1.2.3'\n",
            "\u{feff}__version__=\"1.2.3\"\r\n",
            "__version__: str = \"1.2.3\"  # 0.0.1\n",
            "# __version__ = '0.0.1'\n'''\n__version__ = '0.0.2'\n'''\n__version__ = '1.2.3'\n",
            "__version__ = version = '1.2.3'\n",
            "try:\n    __version__ = get()\nexcept E:\n    __version__ = '0.0.0'\n__version__ = '1.2.3'",
            "print(f'{__version__ == \"9.9.9\"}')\n__version__ = '''1.2.3'''\n",
        ] {
            let sites = locate(text).unwrap();
            assert_eq!(sites.len(), 1, "{text}");
            assert_eq!(&text[sites[0].span.clone()], "1.2.3", "{text}");
            assert_eq!(sites[0].spelling, Spelling::Pep440);
        }
    }

    #[test]
    fn a_computed_version_is_left_to_others() {
        for text in ["__version__ = metadata.version('x')\n", "__version__ = 'unknown'\n"] {
            assert_eq!(locate(text), Ok(vec![]), "{text}");
        }
    }

    #[test]
    fn a_version_module_has_other_names_for_it() {
        let text = "VERSION = '1.2.3'\n__version__ = VERSION\nclass A:\n    version = '9'\n";
        assert_eq!(locate(text), Ok(vec![]));
        let sites = locate_in_version_module(text).unwrap();
        assert_eq!(sites.iter().map(|site| site.span.start).collect::<Vec<_>>(), [11]);
    }

    #[test]
    fn no_version_and_two_are_errors() {
        assert_eq!(locate("x = 1\n").unwrap_err().at, None);
        assert_eq!(locate("__version__ == '1.2.3'\n").unwrap_err().at, None);
        let text = "__version__ = '1.2.3'\n__version__ = '1.2.4'\n";
        assert_eq!(locate(text).unwrap_err().at, Some(37));
    }
}
