//! The marks of a breaking change.

use std::ops::Range;

use crate::domain::check::commitlint::header::{Mark, divide};
use crate::domain::check::commitlint::text::is_line_end;
use crate::domain::check::finding::Violation;
use crate::domain::check::parts::Parts;
use crate::domain::check::setting::{Setting, When};

/// Returns what breaks `subject-exclamation-mark`.
pub(super) fn subject(parts: &Parts<'_>, setting: &Setting) -> Vec<Violation> {
    let header = &parts.header;
    let has_mark = has_mark(&header.text);
    let word = match (has_mark, setting.when) {
        _ if header.text.is_empty() => return Vec::new(),
        (true, When::Always) | (false, When::Never) => return Vec::new(),
        (false, When::Always) => "must",
        (true, When::Never) => "must not",
    };
    let message = format!(
        "subject {word} have an exclamation mark in the subject to identify a breaking change"
    );
    vec![Violation::new(mark_span(parts), message)]
}

/// Returns what breaks `breaking-change-exclamation-mark`: header and footer tell of a breaking
/// change, or neither does.
pub(super) fn both(parts: &Parts<'_>, setting: &Setting) -> Vec<Violation> {
    let header = parts.header.text.as_ref();
    let footer = parts.footer.as_ref();
    let has_footer = footer.is_some_and(|footer| has_breaking_line(&footer.text));
    let is_same = has_mark(header) == has_footer;
    let word = match (is_same, setting.when) {
        _ if header.is_empty() && footer.is_none() => return Vec::new(),
        (true, When::Always) | (false, When::Never) => return Vec::new(),
        (false, When::Always) => "must",
        (true, When::Never) => "must not",
    };
    let message = format!(
        "breaking changes {word} have both an exclamation mark in the header and BREAKING CHANGE \
         in the footer to identify a breaking change"
    );
    vec![Violation::new(mark_span(parts), message)]
}

fn has_mark(header: &str) -> bool {
    divide(header, Mark::Required).is_some()
}

/// Returns the bytes of the `!`, or the place where it would stand.
fn mark_span(parts: &Parts<'_>) -> Range<usize> {
    let header = parts.header.text.as_ref();
    let start = parts.header.span.start;
    if let Some(marked) = divide(header, Mark::Required) {
        let end = start + marked.subject.start - ": ".len();
        return end - "!".len()..end;
    }
    let at = divide(header, Mark::Unknown).map_or(0, |plain| plain.subject.start - ": ".len());
    start + at..start + at
}

/// Whether a line starts with `BREAKING CHANGE:` or `BREAKING-CHANGE:`.
fn has_breaking_line(footer: &str) -> bool {
    footer
        .split(is_line_end)
        .any(|line| line.starts_with("BREAKING CHANGE:") || line.starts_with("BREAKING-CHANGE:"))
}
