//! Parts that must or must not be there.

use std::ops::Range;

use crate::domain::check::commitlint::rules::place::end;
use crate::domain::check::finding::Violation;
use crate::domain::check::parts::{Part, Parts};
use crate::domain::check::setting::{Setting, When};

/// Returns what breaks a rule that a part is empty. A part that is missing is missed at `place`.
pub(super) fn part(
    part: Option<&Part<'_>>,
    name: &str,
    place: Range<usize>,
    setting: &Setting,
) -> Vec<Violation> {
    demand(part.map(|part| part.span.clone()), name, place, setting)
}

/// Returns what breaks `references-empty`.
pub(super) fn references(parts: &Parts<'_>, setting: &Setting) -> Vec<Violation> {
    let end = end(parts);
    demand((parts.references > 0).then_some(end.clone()), "references", end, setting)
}

fn demand(
    found: Option<Range<usize>>,
    name: &str,
    place: Range<usize>,
    setting: &Setting,
) -> Vec<Violation> {
    match (found, setting.when) {
        (Some(span), When::Always) => vec![Violation::new(span, format!("{name} must be empty"))],
        (None, When::Never) => vec![Violation::new(place, format!("{name} may not be empty"))],
        (Some(_), When::Never) | (None, When::Always) => Vec::new(),
    }
}

/// Returns the place where the subject ought to be: the end of the header.
pub(super) const fn behind_header(parts: &Parts<'_>) -> Range<usize> {
    parts.header.span.end..parts.header.span.end
}

/// Returns the place where the type ought to be: the start of the header.
pub(super) const fn before_header(parts: &Parts<'_>) -> Range<usize> {
    parts.header.span.start..parts.header.span.start
}

/// Returns the place where the scope ought to be: behind the type.
pub(super) fn behind_type(parts: &Parts<'_>) -> Range<usize> {
    let end = parts.kind.as_ref().map_or(parts.header.span.start, |kind| kind.span.end);
    end..end
}
