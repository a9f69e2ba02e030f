//! Markers: comments of any text that say what stands beside them.
//!
//! `x-semflow-version` at the end of a line stands for that line, and all lines between
//! `x-semflow-start-version` and `x-semflow-end` are marked together. The markers of release-please,
//! `x-release-please-…`, mean the same.

use chrono::NaiveDate;

use crate::domain::manifest::edit::Edit;
use crate::domain::manifest::formats::date_format::DateFormat;
use crate::domain::manifest::formats::lines::{Line, lines};
use crate::domain::manifest::site::{Located, Unlocated, VersionSite};
use crate::domain::manifest::spelling::Spelling;
use crate::domain::manifest::token::versions;

/// What every marker begins with.
const PREFIXES: [&str; 2] = ["x-semflow-", "x-release-please-"];

/// What a marker marks; a name comes before those that it begins with.
const SCOPES: [(&str, Scope); 6] = [
    ("version-date", Scope::VersionDate),
    ("version", Scope::Version),
    ("major", Scope::Number(Spelling::Major)),
    ("minor", Scope::Number(Spelling::Minor)),
    ("patch", Scope::Number(Spelling::Patch)),
    ("date", Scope::Date),
];

/// Returns the first version, or the first number, of each line that is marked.
///
/// # Errors
/// There is no marker, or one that is not understood; a block does not end, or ends without a start;
/// nothing that a marker marks is there.
pub fn locate(text: &str, spelling: Option<Spelling>) -> Located {
    let marks = marks(text)?;
    if marks.is_empty() {
        return Err(Unlocated::missing(
            "there is no marker",
            "write `x-semflow-version` in a comment behind the version",
        ));
    }
    let mut sites = Vec::new();
    for mark in marks {
        let found: Vec<_> =
            mark.lines.iter().filter_map(|line| mark.site(line, spelling)).collect();
        if found.is_empty() && mark.scope != Scope::Date {
            return Err(Unlocated::wrong(
                mark.at,
                format!("`{}` marks no version", mark.name),
                "write it on the line of the version, or around its lines",
            ));
        }
        sites.extend(found);
    }
    Ok(sites)
}

/// Returns the edits that write a date where one of this format is marked. Any other date stays.
///
/// # Errors
/// A marker is not understood; a block does not end, or ends without a start.
pub fn dates(text: &str, format: &DateFormat, date: NaiveDate) -> Result<Vec<Edit>, Unlocated> {
    let dated = |mark: &Mark<'_>| matches!(mark.scope, Scope::Date | Scope::VersionDate);
    let marked = marks(text)?.into_iter().filter(dated).flat_map(|mark| mark.lines);
    let edits = marked.filter_map(|line| {
        let span = format.find(line.text)?;
        let span = line.start + span.start..line.start + span.end;
        Some(Edit { span, text: format.write(date) })
    });
    Ok(edits.collect())
}

/// Whether a text has a marker.
pub fn is_in(text: &str) -> bool {
    lines(text).any(|line| marker(&line).is_some())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scope {
    Version,
    Date,
    VersionDate,
    Number(Spelling),
}

/// A marker and the lines that it marks.
struct Mark<'a> {
    /// The byte that it begins with.
    at: usize,
    name: String,
    scope: Scope,
    lines: Vec<Line<'a>>,
}

impl Mark<'_> {
    fn site(&self, line: &Line<'_>, spelling: Option<Spelling>) -> Option<VersionSite> {
        let (span, spelling) = match self.scope {
            Scope::Date => return None,
            Scope::Number(number) => (first_number(line.text)?, number),
            Scope::Version | Scope::VersionDate => {
                let token = versions(line.text).into_iter().next()?;
                (token.span, spelling.unwrap_or(token.spelling))
            }
        };
        Some(VersionSite {
            text: line.text.get(span.clone())?.to_owned(),
            span: line.start + span.start..line.start + span.end,
            field: self.name.clone(),
            spelling,
        })
    }
}

/// Returns the markers of a text.
fn marks(text: &str) -> Result<Vec<Mark<'_>>, Unlocated> {
    let mut marks = Vec::new();
    let mut block: Option<Mark<'_>> = None;
    for line in lines(text) {
        let Some((at, prefix, word)) = marker(&line) else {
            if let Some(mark) = &mut block {
                mark.lines.push(line);
            }
            continue;
        };
        let name = format!("{prefix}{word}");
        match (word, word.strip_prefix("start-"), block.take()) {
            ("end", _, Some(mark)) => marks.push(mark),
            ("end", ..) => return Err(unpaired(at, &name, "ends what has not begun")),
            (_, Some(_), Some(_)) => {
                return Err(unpaired(at, &name, "begins before the last one has ended"));
            }
            (_, Some(scope), None) => {
                let scope = scope_of(scope).ok_or_else(|| unknown(at, &name))?;
                block = Some(Mark { at, name, scope, lines: Vec::new() });
            }
            (_, None, open) => {
                let scope = scope_of(word).ok_or_else(|| unknown(at, &name))?;
                marks.push(Mark { at, name, scope, lines: vec![line] });
                block = open;
            }
        }
    }
    match block {
        Some(mark) => Err(unpaired(mark.at, &mark.name, "has no end")),
        None => Ok(marks),
    }
}

/// Returns the place of the marker of a line, what it begins with, and its word.
fn marker<'a>(line: &Line<'a>) -> Option<(usize, &'static str, &'a str)> {
    PREFIXES.iter().find_map(|prefix| {
        let at = line.text.find(prefix)?;
        let rest = line.text.get(at + prefix.len()..)?;
        let end = rest.find(|c: char| !c.is_ascii_lowercase() && c != '-').unwrap_or(rest.len());
        // `-->` may follow without a blank
        Some((line.start + at, *prefix, rest.get(..end)?.trim_end_matches('-')))
    })
}

fn scope_of(word: &str) -> Option<Scope> {
    SCOPES.iter().find(|(name, _)| *name == word).map(|(_, scope)| *scope)
}

fn unknown(at: usize, name: &str) -> Unlocated {
    let known: Vec<_> = SCOPES.iter().map(|(name, _)| *name).collect();
    Unlocated::wrong(
        at,
        format!("`{name}` is no marker"),
        format!("mark one of: {}; or `start-` one of them and `end`", known.join(", ")),
    )
}

fn unpaired(at: usize, name: &str, what: &str) -> Unlocated {
    Unlocated::wrong(
        at,
        format!("`{name}` {what}"),
        "write `x-semflow-start-version` before the lines and `x-semflow-end` behind them",
    )
}

/// Returns the first number of a line that is no part of a word; `v1` counts as one.
fn first_number(line: &str) -> Option<std::ops::Range<usize>> {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let mut at = 0;
    for word in line.split_inclusive(|c| !is_word(c)) {
        let bare = word.trim_end_matches(|c| !is_word(c));
        let digits = bare.strip_prefix('v').unwrap_or(bare);
        if !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit()) {
            let start = at + bare.len() - digits.len();
            return Some(start..start + digits.len());
        }
        at += word.len();
    }
    None
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::{dates, locate};
    use crate::domain::manifest::edit::splice;
    use crate::domain::manifest::formats::date_format::DateFormat;
    use crate::domain::manifest::spelling::Spelling;

    fn found(text: &str) -> Vec<(&str, Spelling)> {
        let sites = locate(text, None).unwrap();
        sites.into_iter().map(|site| (&text[site.span], site.spelling)).collect()
    }

    #[test]
    fn the_first_version_of_a_marked_line_is_found() {
        for text in [
            "a = '9.9.9'\r\nb = 'v1.2.3' # was 1.2.2 x-semflow-version\r\n",
            "b = \"1.2.3\"; // {x-release-please-version}",
            "<!-- x-semflow-version--> 1.2.3\n",
            "é = 1.2.3 /* x-semflow-version-date */",
        ] {
            assert_eq!(found(text), [("1.2.3", Spelling::SemVer)], "{text}");
        }
    }

    #[test]
    fn all_lines_of_a_block_are_marked() {
        let text = "9.9.9\n# x-semflow-start-version\nx@v1.2.3 9.9.9\n\ny 1.2.3rc1\n\
                    # x-semflow-end\n9.9.9\n<!-- x-release-please-start-minor -->\nN2 = \"v2\"\n\
                    3 # x-semflow-patch\n<!-- x-release-please-end -->\n";
        assert_eq!(
            found(text),
            [
                ("1.2.3", Spelling::SemVer),
                ("1.2.3rc1", Spelling::Pep440),
                ("3", Spelling::Patch),
                ("2", Spelling::Minor),
            ]
        );
    }

    #[test]
    fn a_marker_without_its_lines_is_an_error() {
        for (text, at, what) in [
            ("1.2.3\n", None, "there is no marker"),
            ("a\nx # x-semflow-version\n", Some(6), "`x-semflow-version` marks no version"),
            ("é x-semflow-start-version\n1.2.3\n", Some(3), "`x-semflow-start-version` has no end"),
            ("# x-semflow-end", Some(2), "`x-semflow-end` ends what has not begun"),
            (
                "x-semflow-start-major\n1\nx-semflow-start-minor\n",
                Some(24),
                "`x-semflow-start-minor` begins before the last one has ended",
            ),
            (
                "x-semflow-start-version\nx\nx-semflow-end\n",
                Some(0),
                "`x-semflow-start-version` marks no version",
            ),
            ("1.2.3 # x-semflow-verison\n", Some(8), "`x-semflow-verison` is no marker"),
        ] {
            let error = locate(text, None).unwrap_err();
            assert_eq!((error.at, error.what.as_str()), (at, what), "{text}");
        }
    }

    #[test]
    fn a_marked_date_of_the_format_becomes_another() {
        let text = "\"2020-01-31\" # x-semflow-date\n\"31.1.2020\" # x-semflow-date\n2020-01-31\n\
                    v1.2.3 (2020-01-31) # x-semflow-version-date\r\n";
        let date = NaiveDate::from_ymd_opt(2024, 2, 9).unwrap();
        let edits = dates(text, &DateFormat::default(), date).unwrap();
        let dated = String::from_utf8(splice(text.as_bytes(), &edits)).unwrap();
        let expected = "\"2024-02-09\" # x-semflow-date\n\"31.1.2020\" # x-semflow-date\n\
                        2020-01-31\nv1.2.3 (2024-02-09) # x-semflow-version-date\r\n";
        assert_eq!(dated, expected);
        assert_eq!(found(text), [("1.2.3", Spelling::SemVer)]);
    }
}
