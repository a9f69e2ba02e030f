//! Putting a generated changelog above one that is there: `--prepend`.

use std::collections::HashSet;

use crate::domain::changelog::document::heading::SectionName;
use crate::domain::changelog::document::structure::Document;
use crate::domain::cliff::compat::Compat;
use crate::domain::cliff::markdown::formatted;
use crate::domain::version::version_tag::split_version;
use crate::failure::Result;

/// How the changelog that is there begins.
#[derive(Clone, Copy, Debug)]
pub struct Beginning<'a> {
    /// The source of the header.
    pub header: Option<&'a str>,
    /// The line behind a header that has variables; empty for none.
    pub marker: &'a str,
    /// Whether the document was written anew as Markdown.
    pub is_formatted: bool,
}

/// Returns the generated text followed by what stands in `existing` below its header. Where it is
/// repaired, the release of a version replaces the one that stands there; `versions` are those that
/// were generated.
///
/// # Errors
/// When the header cannot be written as Markdown, where that is wanted.
pub fn prepended(
    generated: &str,
    versions: &[&str],
    existing: &str,
    beginning: Beginning<'_>,
    compat: Compat,
) -> Result<String> {
    let rest = below_header(existing, beginning)?;
    let rest = if compat.is_strict() { rest } else { without_releases(versions, &rest) };
    let touches = !generated.is_empty()
        && !rest.is_empty()
        && !generated.ends_with('\n')
        && !rest.starts_with(['\n', '\r']);
    Ok([generated, if touches { "\n\n" } else { "" }, &rest].concat())
}

/// The marker tells where the header ends; without one, the source of the header is taken out.
fn below_header(existing: &str, beginning: Beginning<'_>) -> Result<String> {
    if !beginning.marker.is_empty()
        && let Some((_, rest)) = existing.split_once(beginning.marker)
    {
        return Ok(rest.to_owned());
    }
    let Some(header) = beginning.header else { return Ok(existing.to_owned()) };
    let rest = existing.replacen(header, "", 1);
    if rest.len() == existing.len() && beginning.is_formatted {
        return Ok(existing.replacen(&formatted(header)?, "", 1));
    }
    Ok(rest)
}

/// Takes out the sections whose headings name one of the releases; what has no version is left
/// alone, since people may have written in it.
fn without_releases(versions: &[&str], existing: &str) -> String {
    let names: HashSet<String> = versions.iter().map(|version| bare(version)).collect();
    let old = Document::parse(existing);
    let is_replaced = |name: &SectionName| names.contains(&bare(&name.to_string()));
    let kept = old
        .sections
        .iter()
        .filter(|one| !one.name.as_ref().is_some_and(is_replaced))
        .map(|one| one.text);
    std::iter::once(old.preamble).chain(kept).chain([old.tail]).collect()
}

/// Returns a version as headings show it, without what stands before it in its tag.
fn bare(name: &str) -> String {
    split_version(name).map_or_else(|| name.to_owned(), |(_, version)| version.to_string())
}

#[cfg(test)]
mod tests {
    use super::{Beginning, prepended};
    use crate::domain::cliff::compat::Compat::{self, Repaired, Strict};

    fn run(generated: &str, existing: &str, header: Option<&str>, compat: Compat) -> String {
        let beginning = Beginning { header, marker: "<!-- end -->", is_formatted: false };
        prepended(generated, &["v1.1.0"], existing, beginning, compat).unwrap()
    }

    #[test]
    fn the_old_header_goes() {
        let rest = "\n## [1.0.0]\n- a\n";
        for (existing, header) in [
            (format!("# Log{rest}"), Some("# Log")),
            (format!("# Log of today\n<!-- end -->{rest}"), Some("# Log of {{ day }}")),
            (rest.to_owned(), None),
        ] {
            let expected = format!("# Log\n## [2.0.0]\n{rest}");
            assert_eq!(run("# Log\n## [2.0.0]\n", &existing, header, Strict), expected);
        }
    }

    #[test]
    fn parts_without_a_line_end_between_them_get_an_empty_line() {
        assert_eq!(run("a", "b", None, Strict), "a\n\nb");
        assert_eq!(run("a\n", "b", None, Strict), "a\nb");
        assert_eq!(run("a", "\nb", None, Strict), "a\nb");
        assert_eq!(run("a", "", None, Strict), "a");
    }

    #[test]
    fn a_release_that_is_there_is_replaced_where_it_is_repaired() {
        let (new, old) = ("## [1.1.0]\n- b\n\n", "## [1.1.0]\n- a\n\n## [1.0.0]\n- x\n");
        assert_eq!(run(new, old, None, Strict), format!("{new}{old}"));
        assert_eq!(run(new, old, None, Repaired), "## [1.1.0]\n- b\n\n## [1.0.0]\n- x\n");
    }

    #[test]
    fn what_people_wrote_for_later_and_other_releases_stay() {
        let old = "## [Unreleased]\n- by hand\n\n## [1.0.0]\n- x\n";
        let new = "## [1.1.0]\n\n### 1.0.0\n";
        assert_eq!(run(new, old, None, Repaired), format!("{new}{old}"));
    }
}
