//! `mix.exs`: the version of the project.

use std::ops::Range;

use crate::domain::manifest::formats::source::{Cursor, Source};
use crate::domain::manifest::formats::syntax::ELIXIR;
use crate::domain::manifest::site::{Located, Unlocated, VersionSite};
use crate::domain::manifest::token::site;

/// Returns the site of `version:` in `project`, or of the attribute that it is (`@version`). A
/// version that is read from elsewhere has none.
///
/// # Errors
/// There is no `project`.
pub fn locate(text: &str) -> Located {
    let source = Source::new(text, &ELIXIR);
    let Some(project) = function(&source, "project") else {
        return Err(Unlocated::missing(
            "there is no `def project`",
            "declare the version in `project` of `mix.exs`",
        ));
    };
    let key = source.words("version").into_iter().find_map(|word| {
        let mut cursor = source.cursor(word.end);
        (project.contains(&word.start) && cursor.eat(":")).then_some(cursor)
    });
    Ok(key.and_then(|value| version(text, &source, value)).into_iter().collect())
}

/// Returns where a function stands: up to the next one.
fn function(source: &Source, name: &str) -> Option<Range<usize>> {
    let start = source.words("def").into_iter().find_map(|word| {
        let mut cursor = source.cursor(word.end);
        let called = cursor.blanks().word();
        source.words(name).contains(&called).then_some(called.end)
    })?;
    let mut later: Vec<_> = source.words("def");
    later.extend(source.words("defp"));
    let end = later.iter().map(|word| word.start).filter(|at| *at > start).min();
    Some(start..end.unwrap_or(usize::MAX))
}

fn version(text: &str, source: &Source, mut value: Cursor<'_>) -> Option<VersionSite> {
    if let Some(inside) = value.space().string() {
        return site(text, inside, "version", None);
    }
    if !value.eat("@") {
        return None;
    }
    let name = text.get(value.word())?;
    source.words(name).into_iter().find_map(|word| {
        let is_attribute = source.indentation(word.start.saturating_sub(1)).is_some()
            && source.before(word.start) == Some(b'@');
        let inside = source.cursor(word.end).blanks().string().filter(|_| is_attribute)?;
        site(text, inside, &format!("@{name}"), None)
    })
}

#[cfg(test)]
mod tests {
    use super::locate;

    #[test]
    fn the_version_of_the_project_is_found() {
        for text in [
            "def deps do\n  [version: \"9\"]\nend\ndef project do\n  [app: :x, version: \"1.2.3\"]\nend",
            "@version \"1.2.3\"\r\n# version: \"9\"\r\ndef project do\r\n[version: @version]\r\nend",
            "@vsn \"1.2.3\"\n@doc \"version: 9.9.9\"\n  def project, do: [version: @vsn]\n",
        ] {
            let sites = locate(text).unwrap();
            assert_eq!(sites.len(), 1, "{text}");
            assert_eq!(&text[sites[0].span.clone()], "1.2.3", "{text}");
        }
    }

    #[test]
    fn a_version_from_elsewhere_is_left_to_others() {
        for text in [
            "def project do\n[version: version()]\nend\ndefp version, do: \"1.2.3\"",
            "@version File.read!(\"VERSION\")\ndef project do\n[version: @version]\nend",
            "def project do\n[apps_path: \"apps\"]\nend\ndefp deps, do: [version: \"1.2.3\"]",
        ] {
            assert_eq!(locate(text), Ok(vec![]), "{text}");
        }
        assert!(locate("x").is_err());
    }
}
