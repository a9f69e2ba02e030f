//! Any text, by a regular expression.

use std::ops::Range;

use regex::{Captures, Regex, RegexBuilder};
use semver::Version;

use crate::domain::manifest::site::{Located, Unlocated, VersionSite};
use crate::domain::manifest::spelling::Spelling;
use crate::domain::manifest::token::{site, versions};
use crate::failure::{Failure, Result};

/// What `{version}` stands for in a pattern.
const VERSION: &str = r"(?P<version>[0-9]+\.[0-9]+\.[0-9]+[0-9A-Za-z.+-]*)";

/// A regular expression that finds versions.
#[derive(Clone, Debug)]
pub struct Pattern {
    written: String,
    regex: Regex,
}

impl Pattern {
    /// Returns the pattern that a text writes. `^` and `$` are the ends of a line, and `{version}` is
    /// a group that a version is in.
    ///
    /// # Errors
    /// When the text is no regular expression.
    pub fn parse(written: &str) -> Result<Self> {
        let expanded = written.replacen("{version}", VERSION, 1);
        let regex = RegexBuilder::new(&expanded).multi_line(true).crlf(true).build();
        let regex = regex.map_err(|error| {
            Failure::usage(format!("`{written}` is no regular expression"))
                .because(error)
                .hint("put the version into a group: `version = \"(.+?)\"`")
        })?;
        Ok(Self { written: written.to_owned(), regex })
    }
}

/// Returns the version in the group `version`, or else in the first group, of every match.
///
/// A pattern without a group says in which lines to look. The versions there that are the current one
/// count, as for Commitizen; where none is, the first of each line does, so that it can be told apart.
///
/// # Errors
/// Nothing matches, or a group holds no version.
pub fn locate(
    text: &str,
    pattern: &Pattern,
    spelling: Option<Spelling>,
    current: Option<&Version>,
) -> Located {
    let matches: Vec<_> = pattern.regex.captures_iter(text).collect();
    let mut sites = if pattern.regex.captures_len() > 1 {
        matches
            .iter()
            .map(|it| in_group(text, pattern, it, spelling))
            .collect::<std::result::Result<_, _>>()?
    } else {
        in_lines(text, pattern, &matches, spelling, current)
    };
    sites.dedup_by_key(|site: &mut VersionSite| site.span.start);
    if sites.is_empty() {
        return Err(Unlocated::missing(
            format!("`{}` finds no version", pattern.written),
            "try the expression on a line of the file",
        ));
    }
    Ok(sites)
}

fn in_group(
    text: &str,
    pattern: &Pattern,
    found: &Captures<'_>,
    spelling: Option<Spelling>,
) -> std::result::Result<VersionSite, Unlocated> {
    let group = found.name("version").or_else(|| found.get(1));
    let at = found.get(0).map_or(0, |whole| whole.start());
    group.and_then(|group| site(text, group.range(), &pattern.written, spelling)).ok_or_else(|| {
        Unlocated::wrong(
            group.map_or(at, |group| group.start()),
            format!("the group of `{}` holds no version", pattern.written),
            "put the version into the first group, or into one named `version`",
        )
    })
}

fn in_lines(
    text: &str,
    pattern: &Pattern,
    matches: &[Captures<'_>],
    spelling: Option<Spelling>,
    current: Option<&Version>,
) -> Vec<VersionSite> {
    let mut lines: Vec<Range<usize>> = matches.iter().filter_map(|it| line(text, it)).collect();
    lines.dedup();
    let found: Vec<Vec<VersionSite>> = (lines.into_iter())
        .map(|line| {
            let inside = text.get(line.clone()).unwrap_or_default();
            let tokens = versions(inside).into_iter().filter_map(|token| {
                let span = line.start + token.span.start..line.start + token.span.end;
                site(text, span, &pattern.written, spelling.or(Some(token.spelling)))
            });
            tokens.collect()
        })
        .collect();
    let is_current = |site: &&VersionSite| {
        current.is_some_and(|current| site.spelling.says(&site.text, current))
    };
    let same: Vec<_> = found.iter().flatten().filter(is_current).cloned().collect();
    if same.is_empty() {
        return found.into_iter().filter_map(|line| line.into_iter().next()).collect();
    }
    same
}

/// Returns the lines that a match is on, ends aside.
fn line(text: &str, found: &Captures<'_>) -> Option<Range<usize>> {
    let whole = found.get(0)?;
    let start = text.get(..whole.start())?.rfind('\n').map_or(0, |newline| newline + 1);
    let rest = text.get(whole.end()..)?;
    Some(start..whole.end() + rest.find('\n').unwrap_or(rest.len()))
}

#[cfg(test)]
mod tests {
    use semver::Version;

    use super::{Pattern, locate};
    use crate::domain::manifest::spelling::Spelling;

    fn found<'a>(text: &'a str, pattern: &str, current: Option<&Version>) -> Vec<&'a str> {
        let sites = locate(text, &Pattern::parse(pattern).unwrap(), None, current);
        sites.unwrap().into_iter().map(|site| &text[site.span]).collect()
    }

    #[test]
    fn the_group_is_the_version() {
        for (text, pattern) in [
            ("a 9.9.9\r\nv = 'v1.2.3'\r\n", "^v = '(.+)'$"),
            ("image: x:1.2.3\n", r"(x|y):(?P<version>\S+)"),
            ("tag: module-v1.2.3\n", "^tag: (.*)$"),
            ("version=1.2.3, x=9.9.9", "version={version}"),
        ] {
            assert_eq!(found(text, pattern, None), ["1.2.3"], "{text}");
        }
        assert_eq!(found("a1.2.3 a1.2.4", r"a(\S+)", None), ["1.2.3", "1.2.4"]);
    }

    #[test]
    fn without_a_group_the_lines_are_looked_through_for_the_current_version() {
        let text = "x = 1.2.3\nversion = 1.2.3 # since 1.2.3 and 1.0.0\nversion = 4.5.6\n";
        let current = Version::parse("1.2.3").unwrap();
        assert_eq!(found(text, "^version", Some(&current)), ["1.2.3", "1.2.3"]);
        assert_eq!(found(text, "^version", None), ["1.2.3", "4.5.6"]);
        let other = Version::parse("7.0.0").unwrap();
        assert_eq!(found(text, "^version", Some(&other)), ["1.2.3", "4.5.6"]);
    }

    #[test]
    fn what_does_not_match_is_an_error_with_its_place() {
        let error = |text: &str, pattern: &str| {
            locate(text, &Pattern::parse(pattern).unwrap(), None, None).unwrap_err()
        };
        assert_eq!(error("a", "b(.*)").at, None);
        assert_eq!(error("a", "a").at, None);
        assert_eq!(error("x: next", "x: (.*)").at, Some(3));
        assert_eq!(error("ab", "a(1)?b").at, Some(0));
        assert!(Pattern::parse("(").is_err());
    }

    #[test]
    fn a_spelling_that_is_asked_for_is_taken() {
        let pattern = Pattern::parse("v(.*)").unwrap();
        let sites = locate("v1.2.3", &pattern, Some(Spelling::Pep440), None).unwrap();
        assert_eq!(sites[0].spelling, Spelling::Pep440);
    }
}
