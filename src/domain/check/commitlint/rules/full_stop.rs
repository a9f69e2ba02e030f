//! How header, subject and body end.

use crate::domain::check::commitlint::rules::place::within;
use crate::domain::check::commitlint::text::is_space;
use crate::domain::check::finding::{Certainty, Edit, Violation};
use crate::domain::check::parts::{Part, Parts};
use crate::domain::check::setting::{Setting, Value, When};

/// Returns what breaks `subject-full-stop`. It looks at the end of the header: three full stops are
/// none, and a header that ends in its first colon has no subject to look at.
pub(super) fn subject(parts: &Parts<'_>, setting: &Setting) -> Vec<Violation> {
    let header = parts.header.text.as_ref();
    if header.find(':').is_some_and(|at| at > 0 && at + 1 == header.len()) {
        return Vec::new();
    }
    let stop = stop(setting);
    let found = demand(parts, &parts.header, "subject", ends_in(header, stop), setting);
    found.into_iter().map(|violation| without_stop(parts, stop, violation)).collect()
}

/// Returns what breaks `header-full-stop`.
pub(super) fn header(parts: &Parts<'_>, setting: &Setting) -> Vec<Violation> {
    let has_stop = ends_with(&parts.header.text, stop(setting));
    demand(parts, &parts.header, "header", has_stop, setting)
}

/// Returns what breaks `body-full-stop`.
pub(super) fn body(parts: &Parts<'_>, setting: &Setting) -> Vec<Violation> {
    let Some(body) = &parts.body else { return Vec::new() };
    demand(parts, body, "body", ends_with(&body.text, stop(setting)), setting)
}

fn stop(setting: &Setting) -> &str {
    match &setting.value {
        Value::Text(stop) => stop,
        _ => ".",
    }
}

fn demand(
    parts: &Parts<'_>,
    part: &Part<'_>,
    name: &str,
    has_stop: bool,
    setting: &Setting,
) -> Vec<Violation> {
    let end = part.text.len();
    match (has_stop, setting.when) {
        (true, When::Never) => {
            let start = part.text.char_indices().last().map_or(end, |(at, _)| at);
            let span = within(parts, part, start..end);
            vec![Violation::new(span, format!("{name} may not end with full stop"))]
        }
        (false, When::Always) => {
            let span = part.span.end..part.span.end;
            vec![Violation::new(span, format!("{name} must end with full stop"))]
        }
        (true, When::Always) | (false, When::Never) => Vec::new(),
    }
}

/// Whether the last UTF-16 code unit of a text is this one.
fn ends_with(text: &str, stop: &str) -> bool {
    let mut units = stop.encode_utf16();
    units.next().is_some() && units.next().is_none() && text.ends_with(stop)
}

fn ends_in(header: &str, stop: &str) -> bool {
    ends_with(header, stop) && !header.ends_with("...")
}

/// Returns the violation with what removes the stops at the end of the subject, where a subject is
/// left and the stop is no letter.
fn without_stop(parts: &Parts<'_>, stop: &str, violation: Violation) -> Violation {
    let Some(subject) = &parts.subject else { return violation };
    let mut kept = subject.text.as_ref();
    while ends_in(kept, stop) {
        let bare = kept.strip_suffix(stop).unwrap_or(kept);
        // JavaScript does not take U+0085 for white space, and one of the readings does.
        kept = bare.trim_end_matches(|c: char| is_space(c) || c.is_whitespace());
    }
    let has_removed = kept.len() < subject.text.len();
    if kept.is_empty() || !has_removed || stop.contains(char::is_alphanumeric) {
        return violation;
    }
    let span = within(parts, subject, kept.len()..subject.text.len());
    if violation.span.is_empty() || span.end != parts.header.span.end {
        return violation;
    }
    violation.mended_by(Certainty::Mechanical, vec![Edit::new(span, "")])
}

#[cfg(test)]
mod tests {
    use super::subject;
    use crate::domain::check::own::message::Message;
    use crate::domain::check::setting::{Setting, Value, When};

    #[test]
    fn full_stops_go_with_the_white_space_between_them() {
        let setting =
            Setting { severity: None, when: When::Never, value: Value::Text(".".to_owned()) };
        for text in ["feat: x.", "feat: x. .", "feat: x.\u{85}..", "feat: x.\u{a0}."] {
            let parts = Message::of(text).parts(false);
            let found = subject(&parts, &setting);
            assert_eq!(found[0].fix.as_ref().unwrap().edits[0].span, 7..text.len(), "{text:?}");
        }
    }
}
