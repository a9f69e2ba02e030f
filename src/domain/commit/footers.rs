//! Body and footers: where one ends and the others start.
//!
//! The specification lets a footer swallow everything up to the next one. Here only the trailing
//! run of footer paragraphs is footers, as for git's trailers, so that `Note: …` in the midst of
//! prose stays prose; a breaking change is the exception and counts at the start of any paragraph.

use std::fmt;

use crate::domain::commit::breaking::{is_nearly_marker, text_behind_marker};
use crate::domain::commit::message::{Line, append_line, append_paragraph};
use crate::domain::commit::warning::Warning;

/// A footer (Conventional Commits 1.0.0, rules 8 to 12 and 16).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Footer {
    /// The token as written: `Refs`, `BREAKING CHANGE`.
    pub token: String,
    /// The value; it may have several lines, and paragraphs where it tells of a breaking change.
    pub value: String,
    /// What stands between token and value.
    pub separator: Separator,
    /// Whether it marks a breaking change.
    pub is_breaking: bool,
}

/// What stands between the token and the value of a footer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Separator {
    /// `: `
    Colon,
    /// ` #`
    Hash,
}

impl fmt::Display for Separator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Colon => ": ",
            Self::Hash => " #",
        })
    }
}

impl Footer {
    /// Whether the footer has this token, in any case (rule 15).
    pub fn has_token(&self, token: &str) -> bool {
        self.token.eq_ignore_ascii_case(token)
    }
}

/// What stands under a header.
#[derive(Debug, Default)]
pub(super) struct Sections {
    pub(super) body: String,
    pub(super) footers: Vec<Footer>,
    /// The line that each footer starts in.
    pub(super) footer_lines: Vec<usize>,
    /// The first line of the paragraphs at the end that are footers and nothing else.
    pub(super) trailing_line: Option<usize>,
    /// The line of the first breaking footer.
    pub(super) breaking_line: Option<usize>,
    pub(super) warnings: Vec<Warning>,
}

/// Returns body and footers of the paragraphs under a header. The first `glued` paragraphs stand
/// right under the header and are body whatever they look like.
pub(super) fn split(paragraphs: &[&[Line<'_>]], glued: usize) -> Sections {
    let trailing = trailing_run(paragraphs, glued);
    let mut reader = Reader::default();
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let is_candidate = at >= glued && starts_with_footer(paragraph);
        if is_candidate && (at >= trailing || has_breaking(paragraph)) {
            reader.read_footers(paragraph);
        } else if reader.is_value_open && !is_candidate {
            reader.continue_value(paragraph);
        } else {
            reader.read_body(paragraph);
        }
    }
    let trailing_line = paragraphs.get(trailing).and_then(|lines| lines.first());
    Sections { trailing_line: trailing_line.map(|line| line.number), ..reader.finish() }
}

/// Returns body and footers of a body that quotes others: the trailers of the last paragraph are
/// footers, and nothing in it breaks anything.
pub(super) fn split_quoting(paragraphs: &[&[Line<'_>]], glued: usize) -> Sections {
    let mut reader = Reader::default();
    for (at, paragraph) in paragraphs.iter().enumerate() {
        let is_last = at + 1 == paragraphs.len();
        if is_last && at >= glued && starts_with_footer(paragraph) && !has_breaking(paragraph) {
            reader.read_footers(paragraph);
        } else {
            append_paragraph(&mut reader.sections.body, paragraph);
        }
    }
    Sections { warnings: Vec::new(), ..reader.finish() }
}

/// Returns where the paragraphs start that are footers, or continue a breaking one, to the end.
fn trailing_run(paragraphs: &[&[Line<'_>]], glued: usize) -> usize {
    let mut start = None;
    let mut is_value_open = false;
    for (at, paragraph) in paragraphs.iter().enumerate().skip(glued) {
        if starts_with_footer(paragraph) {
            start = start.or(Some(at));
            is_value_open = paragraph
                .iter()
                .rev()
                .find_map(read_footer)
                .is_some_and(|footer| footer.is_breaking);
        } else if !is_value_open {
            start = None;
        }
    }
    start.unwrap_or(paragraphs.len())
}

fn starts_with_footer(paragraph: &[Line<'_>]) -> bool {
    paragraph.first().is_some_and(|line| read_footer(line).is_some())
}

fn has_breaking(paragraph: &[Line<'_>]) -> bool {
    paragraph.iter().filter_map(read_footer).any(|footer| footer.is_breaking)
}

/// A line that starts a footer.
struct FooterLine<'m> {
    token: &'m str,
    value: &'m str,
    separator: Separator,
    is_breaking: bool,
}

fn read_footer<'m>(line: &Line<'m>) -> Option<FooterLine<'m>> {
    if line.is_opaque {
        return None;
    }
    if let Some((token, value)) = text_behind_marker(line.text) {
        let separator = Separator::Colon;
        return Some(FooterLine { token, value, separator, is_breaking: true });
    }
    let is_part = |c: char| c.is_alphanumeric() || c == '-';
    let end = line.text.find(|c| !is_part(c))?;
    let (token, rest) = line.text.split_at_checked(end)?;
    let (value, separator) = match rest.strip_prefix(": ") {
        Some(value) => (value, Separator::Colon),
        None => (rest.strip_prefix(" #")?, Separator::Hash),
    };
    let is_value = match separator {
        Separator::Colon => !value.trim().is_empty(),
        Separator::Hash => value.starts_with(|c: char| c.is_alphanumeric()),
    };
    (token.starts_with(char::is_alphabetic) && is_value).then_some(FooterLine {
        token,
        value: value.trim(),
        separator,
        is_breaking: false,
    })
}

/// Collects the sections paragraph by paragraph.
#[derive(Default)]
struct Reader {
    sections: Sections,
    /// Whether the last thing read is a breaking footer, whose value may go on.
    is_value_open: bool,
    /// The lines of breaking footers whose value is still empty.
    empty: Option<usize>,
}

impl Reader {
    fn read_footers(&mut self, paragraph: &[Line<'_>]) {
        for line in paragraph {
            match read_footer(line) {
                Some(footer) => self.open_footer(&footer, line),
                None => self.continue_line(line),
            }
        }
    }

    fn open_footer(&mut self, found: &FooterLine<'_>, line: &Line<'_>) {
        self.close_value();
        self.is_value_open = found.is_breaking;
        if found.is_breaking && found.value.is_empty() {
            self.empty = Some(line.number);
        } else if found.is_breaking {
            self.sections.breaking_line.get_or_insert(line.number);
        } else {
            self.warn_if_nearly_breaking(line);
        }
        self.sections.footer_lines.push(line.number);
        self.sections.footers.push(Footer {
            token: found.token.to_owned(),
            value: found.value.to_owned(),
            separator: found.separator,
            is_breaking: found.is_breaking,
        });
    }

    fn continue_line(&mut self, line: &Line<'_>) {
        if !self.is_value_open {
            self.warn_if_nearly_breaking(line);
        }
        self.fill_value(line);
        if let Some(footer) = self.sections.footers.last_mut() {
            append_line(&mut footer.value, line);
        }
    }

    fn continue_value(&mut self, paragraph: &[Line<'_>]) {
        if let (Some(line), Some(footer)) = (paragraph.first(), self.sections.footers.last_mut()) {
            append_paragraph(&mut footer.value, paragraph);
            self.fill_value(line);
        }
    }

    fn fill_value(&mut self, line: &Line<'_>) {
        if self.empty.take().is_some() {
            self.sections.breaking_line.get_or_insert(line.number);
        }
    }

    fn read_body(&mut self, paragraph: &[Line<'_>]) {
        self.close_value();
        for line in paragraph {
            self.warn_if_nearly_breaking(line);
        }
        append_paragraph(&mut self.sections.body, paragraph);
    }

    /// Takes back a breaking footer that got no text: it is body.
    fn close_value(&mut self) {
        self.is_value_open = false;
        let Some(number) = self.empty.take() else { return };
        self.sections.warnings.push(Warning::EmptyBreaking { line: number });
        self.sections.footer_lines.pop();
        if let Some(footer) = self.sections.footers.pop() {
            let text = format!("{}:", footer.token);
            let line = Line { number, text: &text, is_opaque: false };
            append_paragraph(&mut self.sections.body, &[line]);
        }
    }

    fn warn_if_nearly_breaking(&mut self, line: &Line<'_>) {
        if !line.is_opaque && is_nearly_marker(line.text) {
            let warning = Warning::NearlyBreaking { line: line.number, text: line.text.to_owned() };
            self.sections.warnings.push(warning);
        }
    }

    fn finish(mut self) -> Sections {
        self.close_value();
        for footer in &mut self.sections.footers {
            footer.value.truncate(footer.value.trim_end().len());
        }
        self.sections
    }
}

#[cfg(test)]
mod tests {
    use super::{Sections, split};
    use crate::domain::commit::message::{lines, paragraphs};
    use crate::domain::commit::opaque::mark;
    use crate::domain::commit::warning::Warning;

    fn sections(text: &str) -> Sections {
        let mut lines = lines(text);
        mark(&mut lines);
        let paragraphs: Vec<_> = paragraphs(&lines).collect();
        split(&paragraphs, 0)
    }

    fn footers(text: &str) -> Vec<String> {
        let found = sections(text).footers;
        found.iter().map(|f| format!("{}{}{}", f.token, f.separator, f.value)).collect()
    }

    fn breaking(text: &str) -> Vec<String> {
        let found = sections(text).footers;
        found.into_iter().filter(|f| f.is_breaking).map(|f| f.value).collect()
    }

    #[test]
    fn the_last_paragraphs_are_footers_where_each_starts_with_one() {
        let rows: [(&str, &[&str], &str); 9] = [
            ("Closes: #1", &["Closes: #1"], ""),
            ("Closes #123, #124", &["Closes #123, #124"], ""),
            ("closes #1", &["closes #1"], ""),
            ("Refs: #1\nRefs: #2", &["Refs: #1", "Refs: #2"], ""),
            ("body\n\nRefs: #1\n\nSigned-off-by: A", &["Refs: #1", "Signed-off-by: A"], "body"),
            ("Refs: #1\n  and more", &["Refs: #1\n  and more"], ""),
            ("Проверил: Z", &["Проверил: Z"], ""),
            ("fix: #123", &["fix: #123"], ""),
            ("Refs: a\n```\nb\n```", &["Refs: a\n```\nb\n```"], ""),
        ];
        for (text, expected, body) in rows {
            assert_eq!(footers(text), expected, "{text:?}");
            assert_eq!(sections(text).body, body, "{text:?}");
        }
    }

    #[test]
    fn text_that_only_resembles_a_footer_is_body() {
        let rows = [
            "p1 l1\np1 l2\n\np2",
            "- a\n- b",
            "```\nkey: value\n```",
            "    key: value",
            "See below\n\nhttps://example.com/foo\nand more",
            "std::mem::swap is now used",
            "12:30 is lunch",
            "C:\\temp is now used",
            "#123 is fixed by this",
            "## Heading\n\ntext",
            "body line\nRefs: #1",
            "Note: prose\n\nmore prose",
            "Refs: #1\n\ntrailing prose",
            "Closes:#1",
            "Co authored by: A",
            "Tasks:",
            "Fixes # nothing",
        ];
        for text in rows {
            assert_eq!(footers(text), Vec::<String>::new(), "{text:?}");
            assert_eq!(sections(text).body, text.trim_end(), "{text:?}");
            assert_eq!(sections(text).warnings, [], "{text:?}");
        }
    }

    #[test]
    fn a_breaking_change_counts_at_the_start_of_a_paragraph_and_among_footers() {
        let rows: [(&str, &[&str]); 12] = [
            ("BREAKING CHANGE: y", &["y"]),
            ("BREAKING-CHANGE: y", &["y"]),
            ("body\n\nBREAKING CHANGE: y\n\nRefs: #1", &["y"]),
            ("Refs: #1\nBREAKING CHANGE: y\nCo-authored-by: A <a@b.c>", &["y"]),
            ("BREAKING CHANGE: first\n\nsecond para\n\nRefs: #1", &["first\n\nsecond para"]),
            ("BREAKING CHANGE:\ny is gone\nz too", &["y is gone\nz too"]),
            ("BREAKING CHANGE:\n\ny is gone", &["y is gone"]),
            (
                "BREAKING CHANGE: a\n\n```\nkey: value\n\nb: c\n```",
                &["a\n\n```\nkey: value\n\nb: c\n```"],
            ),
            ("BREAKING CHANGE: a\n\nNote: b\n\nprose", &["a"]),
            ("BREAKING CHANGE: rename\nfoo: bar", &["rename"]),
            ("BREAKING CHANGE: a\n\nBREAKING CHANGE: b", &["a", "b"]),
            ("Refs: #1\n\nBREAKING CHANGE: a\n\nprose", &["a\n\nprose"]),
        ];
        for (text, expected) in rows {
            assert_eq!(breaking(text), expected, "{text:?}");
            assert_eq!(sections(text).warnings, [], "{text:?}");
        }
    }

    #[test]
    fn a_breaking_change_in_another_place_or_spelling_is_warned_about() {
        let rows = [
            ("breaking change: y", 1),
            ("Breaking Change: y", 1),
            ("breaking-change: y", 1),
            ("BREAKING CHANGES: y", 1),
            ("BREAKING CHANGE #1", 1),
            ("BREAKING-CHANGE #1", 1),
            ("BREAKING CHANGE y", 1),
            ("BREAKING CHANGE:y", 1),
            ("**BREAKING CHANGE**: y", 1),
            ("* BREAKING CHANGE: y", 1),
            ("> BREAKING CHANGE: y", 1),
            ("  BREAKING CHANGE: y", 1),
            ("body line\nBREAKING CHANGE: y", 2),
        ];
        for (text, number) in rows {
            let found = sections(text);
            assert_eq!(breaking(text), Vec::<String>::new(), "{text:?}");
            let [Warning::NearlyBreaking { line, text: near }] = found.warnings.as_slice() else {
                panic!("{text:?}: {:?}", found.warnings);
            };
            assert_eq!((*line, Some(near.trim())), (number, text.trim().lines().last()));
        }
    }

    #[test]
    fn a_breaking_change_without_text_is_body() {
        for text in ["BREAKING CHANGE:", "BREAKING CHANGE:\n\nRefs: #1"] {
            let found = sections(text);
            assert_eq!(breaking(text), Vec::<String>::new(), "{text:?}");
            assert_eq!(found.body, "BREAKING CHANGE:", "{text:?}");
            assert_eq!(found.warnings, [Warning::EmptyBreaking { line: 1 }], "{text:?}");
        }
    }

    #[test]
    fn a_fenced_breaking_change_does_not_count() {
        for text in [
            "```\nBREAKING CHANGE: y\n```",
            "~~~\n\nBREAKING CHANGE: y",
            "<details>\n\n\
            BREAKING CHANGE: y\n\n</details>",
        ] {
            assert_eq!(breaking(text), Vec::<String>::new(), "{text:?}");
            assert_eq!(sections(text).warnings, [], "{text:?}");
        }
    }
}
