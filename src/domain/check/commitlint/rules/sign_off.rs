//! Lines of a message that somebody vouches with.

use crate::domain::check::commitlint::rules::place::end;
use crate::domain::check::commitlint::text::{lines, trim};
use crate::domain::check::commitlint::trailers::trailers;
use crate::domain::check::finding::Violation;
use crate::domain::check::parts::Parts;
use crate::domain::check::setting::{Setting, Value, When};

/// Returns what breaks `signed-off-by`: the last line counts that is not empty, no comment and not
/// what `git cherry-pick -x` writes.
pub(super) fn signed_off_by(parts: &Parts<'_>, setting: &Setting) -> Vec<Violation> {
    let last = lines(parts.raw)
        .filter(|(_, line)| !line.is_empty() && !line.starts_with('#') && !is_picked(trim(line)))
        .last();
    let signed = last.filter(|(_, line)| line.starts_with(text(setting)));
    match (signed, setting.when) {
        (Some((at, line)), When::Never) => {
            vec![Violation::new(at..at + line.len(), "message must not be signed off")]
        }
        (None, When::Always) => vec![Violation::new(end(parts), "message must be signed off")],
        (Some(_), When::Always) | (None, When::Never) => Vec::new(),
    }
}

/// Returns what breaks `trailer-exists`.
pub(super) fn trailer_exists(parts: &Parts<'_>, setting: &Setting) -> Vec<Violation> {
    let start = text(setting);
    let has_trailer =
        start.is_empty() || trailers(parts.raw).iter().any(|trailer| trailer.starts_with(start));
    let word = match (has_trailer, setting.when) {
        (true, When::Always) | (false, When::Never) => return Vec::new(),
        (false, When::Always) => "must",
        (true, When::Never) => "must not",
    };
    vec![Violation::new(end(parts), format!("message {word} have `{start}` trailer"))]
}

fn text(setting: &Setting) -> &str {
    match &setting.value {
        Value::Text(text) => text,
        _ => "",
    }
}

/// Whether a line is what `git cherry-pick -x` writes.
fn is_picked(line: &str) -> bool {
    let line = line.to_ascii_lowercase();
    let id = line.strip_prefix("(cherry picked from commit ").and_then(|id| id.strip_suffix(')'));
    id.is_some_and(|id| {
        (7..=64).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_hexdigit())
    })
}
