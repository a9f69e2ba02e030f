//! Ruby: `*.gemspec` and `version.rb`.

use crate::domain::manifest::formats::source::Source;
use crate::domain::manifest::formats::syntax::RUBY;
use crate::domain::manifest::site::{Located, Unlocated, VersionSite};
use crate::domain::manifest::token::{only, site};

/// Returns the site of `spec.version = "…"` in a gemspec. One that names a constant has none.
///
/// # Errors
/// A version is assigned twice.
pub fn locate_in_gemspec(text: &str) -> Located {
    let source = Source::new(text, &RUBY);
    let words = source.words("version").into_iter();
    let assigned = words
        .filter(|word| source.before(word.start) == Some(b'.'))
        .filter_map(|word| assigned(text, &source, word.end, "version"));
    only(assigned.flatten().collect())
}

/// Returns the site of the constant `VERSION`. One that is computed has none.
///
/// # Errors
/// There is no such constant, or a version is assigned twice.
pub fn locate_in_version_rb(text: &str) -> Located {
    let source = Source::new(text, &RUBY);
    let words = source.words("VERSION").into_iter();
    let assigned: Vec<_> = words
        .filter(|word| begins_statement(text, &source, word.start))
        .filter_map(|word| assigned(text, &source, word.end, "VERSION"))
        .collect();
    if assigned.is_empty() {
        return Err(Unlocated::missing(
            "there is no constant `VERSION`",
            "write `VERSION = \"1.2.3\"`",
        ));
    }
    only(assigned.into_iter().flatten().collect())
}

fn begins_statement(text: &str, source: &Source, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    source.indentation(at).is_some() || before.trim_end_matches(' ').ends_with(';')
}

/// Returns the site assigned to the name that ends at `at`: `None` where nothing is, and no site where
/// it is no literal.
fn assigned(text: &str, source: &Source, at: usize, name: &str) -> Option<Vec<VersionSite>> {
    let mut cursor = source.cursor(at);
    if !cursor.blanks().eat_assignment() {
        return None;
    }
    let inside = cursor.blanks().string();
    Some(inside.and_then(|inside| site(text, inside, name, None)).into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::{locate_in_gemspec, locate_in_version_rb};
    use crate::domain::manifest::spelling::Spelling;

    #[test]
    fn the_version_of_a_gemspec_is_found() {
        let text = "Gem::Specification.new do |s|\n  # s.version = '9'\n  s.version = '1.2.3'\n  \
                    s.required_ruby_version = '>= 3.0'\n  s.add_dependency 'x', '1.2.3'\nend\n";
        let sites = locate_in_gemspec(text).unwrap();
        assert_eq!(sites.len(), 1);
        assert_eq!(sites[0].span.start, text.find("1.2.3").unwrap());
        assert_eq!(locate_in_gemspec("s.version = X::VERSION\n"), Ok(vec![]));
    }

    #[test]
    fn the_constant_is_found() {
        for text in [
            "module X\r\n  VERSION = \"1.2.3\".freeze # 9\r\nend\r\n",
            "=begin\nVERSION = '9'\n=end\nVERSION='1.2.3'",
            "MIN_VERSION = '9'\nVERSION = '1.2.3'\nputs X::VERSION == '9'\n",
            "module X; VERSION = '1.2.3'; end\n",
        ] {
            let sites = locate_in_version_rb(text);
            let Ok(sites) = sites else { panic!("{text}: {sites:?}") };
            assert_eq!(&text[sites[0].span.clone()], "1.2.3", "{text}");
        }
        assert_eq!(locate_in_version_rb("VERSION = [1, 2].join\n"), Ok(vec![]));
        assert!(locate_in_version_rb("module X\nend\n").is_err());
    }

    #[test]
    fn a_pre_release_in_the_spelling_of_gems_keeps_it() {
        let sites = locate_in_version_rb("VERSION = '1.2.3.pre.alpha'\n").unwrap();
        assert_eq!((sites[0].text.as_str(), sites[0].spelling), ("1.2.3.pre.alpha", Spelling::Gem));
    }
}
