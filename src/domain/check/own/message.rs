//! A message as semflow's own rules see it: lexed, with the place of every line.

use std::borrow::Cow;
use std::ops::Range;

use crate::domain::check::finding::Edit;
use crate::domain::check::parts::{Part, Parts};
use crate::domain::commit::layout::{Layout, layout};
use crate::domain::commit::lexer::{Lexed, lex};
use crate::domain::commit::problem::Problem;
use crate::domain::commit::references::references;

/// A message, lexed.
#[derive(Clone, Debug)]
pub struct Message<'m> {
    /// The message.
    pub text: &'m str,
    /// Where each line of it stands, without its end.
    pub lines: Vec<Range<usize>>,
    /// The header; its places are those of the message.
    pub header: Lexed,
    /// What stands below the header.
    pub layout: Layout,
}

impl<'m> Message<'m> {
    /// Lexes a message that git has cleaned, or will clean as it is here.
    pub fn of(text: &'m str) -> Self {
        let lines = lines(text);
        let layout = layout(text);
        let mut message = Self { text, lines, header: Lexed::default(), layout };
        let span = message.header_span();
        message.header =
            moved(without_guess(lex(message.part(&span)), message.part(&span)), span.start);
        message
    }

    /// Returns the bytes of the first line with text.
    pub fn header_span(&self) -> Range<usize> {
        self.layout.header_line.map_or(0..0, |number| self.line_span(number))
    }

    /// Returns the bytes of a line, counted from 1; an empty range at the end where there is none.
    pub fn line_span(&self, number: usize) -> Range<usize> {
        let end = self.text.len()..self.text.len();
        number.checked_sub(1).and_then(|at| self.lines.get(at)).cloned().unwrap_or(end)
    }

    /// Returns what stands at some bytes.
    pub fn part(&self, span: &Range<usize>) -> &'m str {
        self.text.get(span.clone()).unwrap_or_default()
    }

    /// Returns the lines below the header that are read for meaning, with their numbers.
    pub fn prose(&self) -> impl Iterator<Item = (usize, &'m str)> {
        let header = self.layout.header_line.unwrap_or_default();
        (1..).zip(&self.lines).skip(header).filter_map(|(number, span)| {
            let is_opaque = self.layout.opaque_lines.binary_search(&number).is_ok();
            (!is_opaque).then(|| (number, self.part(span)))
        })
    }

    /// Whether a line starts a paragraph: the one above it is blank.
    pub fn starts_paragraph(&self, number: usize) -> bool {
        self.part(&self.line_span(number.saturating_sub(1))).trim().is_empty()
    }

    /// Returns the parts that the rules of commitlint look at; references are counted where a rule
    /// asks for them.
    pub fn parts(&self, counts_references: bool) -> Parts<'m> {
        let part = |span: Range<usize>| Part { text: Cow::Borrowed(self.part(&span)), span };
        let header = self.header_span();
        let trailing = self.layout.trailing_line.map(|number| self.line_span(number).start);
        let end = self.text.trim_end().len();
        let footer = trailing.map(|start| start..end.max(start));
        let body = self.trimmed(header.end..trailing.unwrap_or(end).max(header.end));
        Parts {
            raw: self.text,
            header: part(header),
            kind: self.header.kind.clone().map(part),
            scope: self.header.scope.clone().map(part),
            subject: self.header.description.clone().map(part),
            body: Some(body).filter(|body| !body.is_empty()).map(part),
            footer: footer.map(part),
            references: if counts_references { references(self.text).len() } else { 0 },
        }
    }

    /// Returns the edit that appends a footer: to the footers that are there, or as a paragraph of
    /// its own.
    pub fn appended(&self, footer: &str) -> Edit {
        let end = self.text.trim_end().len();
        // The value of a breaking change may go on behind a blank line, and would take it in.
        let is_last_paragraph = |line: usize| {
            let below = self.lines.iter().skip(line).take_while(|below| below.start < end);
            below.into_iter().all(|below| !below.is_empty())
        };
        let last = self.layout.footers.last().filter(|_| self.layout.trailing_line.is_some());
        let gap =
            if last.is_some_and(|(line, _)| is_last_paragraph(*line)) { "\n" } else { "\n\n" };
        Edit::new(end..end, format!("{gap}{footer}"))
    }

    fn trimmed(&self, span: Range<usize>) -> Range<usize> {
        let text = self.part(&span);
        let start = span.start + text.len() - text.trim_start().len();
        let end = start + text.trim().len();
        start..end
    }
}

/// Types that are no verbs: where one starts a line, only the colon behind it can be missing.
const NO_VERBS: [&str; 6] = ["feat", "chore", "docs", "ci", "perf", "refactor"];

/// Takes back the type that a line without a colon seems to have: the first word of a sentence is
/// none.
fn without_guess(mut header: Lexed, line: &str) -> Lexed {
    let kind = header.kind.clone().and_then(|kind| line.get(kind)).unwrap_or_default();
    let is_type = header.scope.is_some()
        || header.mark.is_some()
        || NO_VERBS.contains(&kind)
        || header.slips.iter().any(|slip| slip.problem == Problem::BracketedType);
    let missing = header.slips.iter_mut().find(|slip| slip.problem == Problem::MissingType);
    if let Some(slip) = missing.filter(|_| !is_type) {
        slip.span = header.kind.take().unwrap_or_else(|| slip.span.clone());
    }
    header
}

fn lines(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    text.split('\n')
        .map(|line| {
            let span = start..start + line.trim_end().len();
            start += line.len() + 1;
            span
        })
        .collect()
}

fn moved(mut header: Lexed, by: usize) -> Lexed {
    let shift = |range: &mut Range<usize>| *range = range.start + by..range.end + by;
    let parts = [
        &mut header.emoji,
        &mut header.kind,
        &mut header.scope,
        &mut header.colon,
        &mut header.description,
    ];
    parts.into_iter().flatten().for_each(shift);
    header.slips.iter_mut().for_each(|slip| shift(&mut slip.span));
    header.mark = header.mark.map(|at| at + by);
    header
}

#[cfg(test)]
mod tests {
    use super::Message;

    #[test]
    fn parts_stand_where_the_message_has_them() {
        let text = "feat(a)!: x\n\nbody\nmore\n\nRefs: #1\nCloses #2\n";
        let parts = Message::of(text).parts(true);
        let of = |part: Option<super::Part<'_>>| part.map(|part| part.text.into_owned());
        assert_eq!(parts.header.text, "feat(a)!: x");
        assert_eq!(of(parts.kind).as_deref(), Some("feat"));
        assert_eq!(of(parts.scope).as_deref(), Some("a"));
        assert_eq!(of(parts.subject).as_deref(), Some("x"));
        assert_eq!(of(parts.body).as_deref(), Some("body\nmore"));
        assert_eq!(of(parts.footer).as_deref(), Some("Refs: #1\nCloses #2"));
        assert_eq!(parts.references, 2);
    }

    #[test]
    fn a_footer_is_appended_where_it_stays_one() {
        let rows = [
            ("feat: x\n", "\n\nRefs: A-1"),
            ("feat: x\n\nbody\n", "\n\nRefs: A-1"),
            ("feat: x\n\nCloses: #1\n", "\nRefs: A-1"),
            ("feat: x\n\nBREAKING CHANGE: y\nmore\n", "\nRefs: A-1"),
            ("feat: x\n\nBREAKING CHANGE: y\n\nmore\n", "\n\nRefs: A-1"),
        ];
        for (text, expected) in rows {
            assert_eq!(Message::of(text).appended("Refs: A-1").text, expected, "{text:?}");
        }
    }

    #[test]
    fn a_header_below_blank_lines_keeps_its_place() {
        let message = Message::of("\n\nfeat:x");
        assert_eq!(message.header_span(), 2..8);
        assert_eq!(message.header.slips[0].span, 7..7);
        assert_eq!(Message::of("").parts(true).header.text, "");
    }
}
