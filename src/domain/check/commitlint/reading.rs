//! A message taken apart as commitlint does it: by conventional-commits-parser 7.1.4 with the
//! options of a preset, and with nothing taken for a comment.

use std::borrow::Cow;
use std::ops::Range;

use crate::domain::check::commitlint::header::{Division, Mark, divide};
use crate::domain::check::commitlint::references::References;
use crate::domain::check::commitlint::text::{
    is_line_end, is_space, is_word, lines, starts_with_any_case,
};
use crate::domain::check::parts::{Part, Parts};

/// Whose options the parser gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// Those of conventional-changelog-conventionalcommits, which config-conventional names.
    Conventional,
    /// Those of conventional-changelog-angular, which count where a configuration names none: a
    /// header with `!` has no type.
    Angular,
    /// Those of conventional-changelog-angular with the header of config-angular, which knows `!`.
    ConfigAngular,
}

/// Returns a message taken apart. The header of a message without text is empty; commitlint itself
/// refuses such a message.
pub fn read_as(message: &str, dialect: Dialect) -> Parts<'_> {
    let mut reader = Reader::new(message, dialect);
    let header = reader.header();
    reader.sections();
    let division = divided(header.text, dialect);
    let part = |range: fn(&Division) -> &Range<usize>| {
        let range = range(division.as_ref()?);
        let text = header.text.get(range.clone()).filter(|text| !text.is_empty())?;
        let span = header.start + range.start..header.start + range.end;
        Some(Part { text: Cow::Borrowed(text), span })
    };
    Parts {
        raw: message,
        kind: part(|division| &division.kind),
        scope: part(|division| &division.scope),
        subject: part(|division| &division.subject),
        header: Part { text: Cow::Borrowed(header.text), span: header.span() },
        body: joined(message, &reader.body),
        footer: joined(message, &reader.footer),
        references: reader.references.count(),
    }
}

/// A line of the message, without what ends it.
#[derive(Clone, Copy, Debug)]
struct Line<'m> {
    text: &'m str,
    start: usize,
}

impl Line<'_> {
    const fn span(&self) -> Range<usize> {
        self.start..self.start + self.text.len()
    }
}

struct Reader<'m> {
    dialect: Dialect,
    lines: std::vec::IntoIter<Line<'m>>,
    body: Vec<Line<'m>>,
    footer: Vec<Line<'m>>,
    references: References,
}

impl<'m> Reader<'m> {
    /// Returns a reader of the lines between the line breaks around a message; those that GPG has
    /// left there do not count.
    fn new(message: &'m str, dialect: Dialect) -> Self {
        let text = message.trim_start_matches(['\r', '\n']);
        let start = message.len() - text.len();
        let lines: Vec<Line<'m>> = lines(text.trim_end_matches(['\r', '\n']))
            .filter(|(_, text)| !text.trim_start_matches(is_space).starts_with("gpg:"))
            .map(|(at, text)| Line { text, start: start + at })
            .collect();
        Self {
            dialect,
            lines: lines.into_iter(),
            body: Vec::new(),
            footer: Vec::new(),
            references: References::default(),
        }
    }

    fn header(&mut self) -> Line<'m> {
        let header = self.lines.next().unwrap_or(Line { text: "", start: 0 });
        self.references.add(header.text, false);
        header
    }

    /// Reads the lines behind the header. The first footer ends the body for good.
    fn sections(&mut self) {
        let mut is_body = true;
        while !self.lines.as_slice().is_empty() {
            if self.notes() {
                is_body = false;
            }
            let Some(line) = self.lines.next() else { return };
            let is_token = is_footer_token(line.text);
            is_body = is_body && !is_token;
            self.references.add(line.text, is_token);
            if is_body { self.body.push(line) } else { self.footer.push(line) }
        }
    }

    /// Reads the notes that start here: each goes on up to the next one, and the last of them up
    /// to a line that starts a footer. Returns whether there are any.
    fn notes(&mut self) -> bool {
        let mut found = false;
        while let Some(line) = self.lines.as_slice().first().copied() {
            let is_note = is_note(line.text, self.dialect);
            if !found && !is_note {
                return false;
            }
            found = true;
            self.lines.next();
            self.footer.push(line);
            if !is_note {
                let is_token = is_footer_token(line.text);
                self.references.add(line.text, is_token);
                if is_token {
                    break;
                }
            }
        }
        found
    }
}

fn divided(header: &str, dialect: Dialect) -> Option<Division> {
    match dialect {
        Dialect::Conventional => {
            divide(header, Mark::Required).or_else(|| divide(header, Mark::Allowed))
        }
        Dialect::Angular => divide(header, Mark::Unknown),
        Dialect::ConfigAngular => divide(header, Mark::Allowed),
    }
}

/// Whether a line matches `^(?:\*\s+)?(BREAKING CHANGE|…):`, in any case.
fn is_note(line: &str, dialect: Dialect) -> bool {
    let keywords: &[&str] = match dialect {
        Dialect::Conventional => &["BREAKING CHANGE:", "BREAKING-CHANGE:"],
        Dialect::Angular | Dialect::ConfigAngular => &["BREAKING CHANGE:"],
    };
    let behind_bullet = line.strip_prefix('*').and_then(|rest| {
        let text = rest.trim_start_matches(is_space);
        (text.len() < rest.len()).then_some(text)
    });
    let text = behind_bullet.unwrap_or(line).as_bytes();
    keywords.iter().any(|keyword| starts_with_any_case(text, keyword.as_bytes()))
}

/// Whether a line matches `^(?:BREAKING CHANGE|[\w-]+)(?::\s+|\s+#).+`.
fn is_footer_token(line: &str) -> bool {
    const BREAKING: &str = "BREAKING CHANGE";
    let word = line.trim_start_matches(|c| is_word(c) || c == '-');
    let is_word = word.len() < line.len() && has_footer_value(word);
    is_word
        || starts_with_any_case(line.as_bytes(), BREAKING.as_bytes())
            && line.get(BREAKING.len()..).is_some_and(has_footer_value)
}

/// Whether a text matches `^(?::\s+|\s+#).+`.
fn has_footer_value(text: &str) -> bool {
    let is_value = |c: char| !is_line_end(c);
    if let Some(behind) = text.strip_prefix(':') {
        let value = behind.trim_start_matches(is_space);
        let spaces = behind.get(..behind.len() - value.len()).unwrap_or_default();
        let is_separated = !spaces.is_empty();
        return is_separated && (!value.is_empty() || spaces.chars().skip(1).any(is_value));
    }
    let behind = text.trim_start_matches(is_space);
    behind.len() < text.len()
        && behind.strip_prefix('#').is_some_and(|value| value.starts_with(is_value))
}

/// Returns lines as one part, without the line breaks around them; `None` where there is no text.
fn joined<'m>(message: &'m str, lines: &[Line<'m>]) -> Option<Part<'m>> {
    let has_text = |line: &Line<'_>| line.text.contains(|c| c != '\r');
    let first = lines.iter().position(has_text)?;
    let last = lines.iter().rposition(has_text)?;
    let lines = lines.get(first..=last)?;
    let (head, tail) = (lines.first()?, lines.last()?);
    let start = head.span().end - head.text.trim_start_matches('\r').len();
    let end = tail.start + tail.text.trim_end_matches('\r').len();
    let is_whole = lines
        .iter()
        .zip(lines.iter().skip(1))
        .all(|(line, next)| line.span().end + 1 == next.start);
    let text = if is_whole {
        Cow::Borrowed(message.get(start..end)?)
    } else {
        let texts: Vec<&str> = lines.iter().map(|line| line.text).collect();
        Cow::Owned(texts.join("\n").trim_matches('\r').to_owned())
    };
    Some(Part { text, span: start..end })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, proptest};

    use super::{Dialect, is_footer_token, read_as};
    use crate::domain::check::parts::Part;

    fn text<'p>(part: Option<&'p Part<'_>>) -> Option<&'p str> {
        part.map(|part| part.text.as_ref())
    }

    #[test]
    fn a_message_has_a_header_a_body_and_a_footer() {
        let message = "feat(api): add x\r\n\r\nWhy,\r\nand how.\r\n\r\nCloses #1, #2\r\n";
        let parts = read_as(message, Dialect::Conventional);
        assert_eq!(parts.header.text, "feat(api): add x");
        assert_eq!(text(parts.kind.as_ref()), Some("feat"));
        assert_eq!(text(parts.scope.as_ref()), Some("api"));
        assert_eq!(text(parts.subject.as_ref()), Some("add x"));
        assert_eq!(text(parts.body.as_ref()), Some("Why,\nand how."));
        assert_eq!(text(parts.footer.as_ref()), Some("Closes #1, #2"));
        assert_eq!(parts.references, 2);
        let body = parts.body.map(|body| body.span).unwrap_or_default();
        assert_eq!(message.get(body), Some("Why,\r\nand how."));
    }

    #[test]
    fn an_exclamation_mark_is_known_to_those_who_know_it() {
        let kind =
            |dialect| text(read_as("feat!: add x", dialect).kind.as_ref()).map(ToOwned::to_owned);
        assert_eq!(kind(Dialect::Conventional).as_deref(), Some("feat"));
        assert_eq!(kind(Dialect::Angular), None);
        assert_eq!(kind(Dialect::ConfigAngular).as_deref(), Some("feat"));
    }

    #[test]
    fn an_empty_part_is_none() {
        let parts = read_as("feat(): ", Dialect::Conventional);
        assert_eq!(
            (text(parts.kind.as_ref()), parts.scope, parts.subject),
            (Some("feat"), None, None)
        );
        assert_eq!(read_as("", Dialect::Conventional).header.text, "");
        assert_eq!(read_as("feat: x\n\n\r\r\n", Dialect::Conventional).body, None);
    }

    #[test]
    fn a_footer_ends_the_body_for_good() {
        let rows = [
            ("a\n\nb\nCloses: #1\n\nc", Some("b"), Some("Closes: #1\n\nc")),
            (
                "a\n\nb\n* breaking change: c\nd\n\ne",
                Some("b"),
                Some("* breaking change: c\nd\n\ne"),
            ),
            ("a\n\nb c #1", Some("b c #1"), None),
            ("a\n\nRefs:\n", Some("Refs:"), None),
            ("a\n\ngpg: signed\nb", Some("b"), None),
            ("a\n\nb\n  gpg: signed\nc", Some("b\nc"), None),
            ("a\n\nBREAKING-CHANGE:", None, Some("BREAKING-CHANGE:")),
        ];
        for (message, body, footer) in rows {
            let parts = read_as(message, Dialect::Conventional);
            assert_eq!(text(parts.body.as_ref()), body, "{message:?}");
            assert_eq!(text(parts.footer.as_ref()), footer, "{message:?}");
        }
        let angular = read_as("a\n\nBREAKING-CHANGE:", Dialect::Angular);
        assert_eq!(text(angular.body.as_ref()), Some("BREAKING-CHANGE:"));
    }

    #[test]
    fn a_footer_starts_with_a_word_and_has_a_value() {
        let rows = [
            ("Refs: #1", true),
            ("Refs #1", true),
            ("Signed-off-by: A", true),
            ("BREAKING CHANGE: x", true),
            ("breaking change #1", true),
            ("a:  ", true),
            ("a: ", false),
            ("a:x", false),
            ("a #", false),
            ("two words: x", false),
            (" a: x", false),
            ("é: x", false),
            ("https://example.org", false),
        ];
        for (line, expected) in rows {
            assert_eq!(is_footer_token(line), expected, "{line:?}");
        }
    }

    proptest! {
        #[test]
        fn every_part_of_any_text_has_a_place_in_it(
            message in "(feat|fix)?(\\(.{0,4}\\))?!?:? ?.{0,9}([\r\n]{1,3}(BREAKING CHANGE: |a: | gpg: |#1)?.{0,9}){0,5}",
            is_angular in any::<bool>(),
        ) {
            let dialect = if is_angular { Dialect::Angular } else { Dialect::Conventional };
            let parts = read_as(&message, dialect);
            let all = [parts.kind, parts.scope, parts.subject, parts.body, parts.footer];
            for part in all.into_iter().flatten().chain([parts.header]) {
                prop_assert!(message.get(part.span).is_some());
            }
        }
    }
}
