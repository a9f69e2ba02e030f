//! White space around the header.

use crate::domain::check::commitlint::text::{is_space, trim};
use crate::domain::check::finding::{Certainty, Edit, Violation};
use crate::domain::check::parts::Parts;
use crate::domain::check::setting::Setting;

/// Returns what breaks `header-trim`, whose `when` does not matter.
pub(super) fn header(parts: &Parts<'_>, _: &Setting) -> Vec<Violation> {
    let text = parts.header.text.as_ref();
    let before = text.len() - text.trim_start_matches(is_space).len();
    let behind = text.len() - text.trim_end_matches(is_space).len();
    let message = match (before, behind) {
        (0, 0) => return Vec::new(),
        (0, _) => "header must not end with whitespace",
        (_, 0) => "header must not start with whitespace",
        (_, _) => "header must not be surrounded by whitespace",
    };
    let whole = parts.header.span.clone();
    if trim(text).is_empty() {
        return vec![Violation::new(whole, message)];
    }
    let ends = [whole.start..whole.start + before, whole.end - behind..whole.end];
    let edits: Vec<Edit> =
        ends.into_iter().filter(|end| !end.is_empty()).map(|end| Edit::new(end, "")).collect();
    let span = edits.first().map_or(whole, |edit| edit.span.clone());
    vec![Violation::new(span, message).mended_by(Certainty::Mechanical, edits)]
}
