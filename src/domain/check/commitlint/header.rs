//! Type, scope and subject of a header, as the patterns of the presets divide it.

use std::ops::Range;

use crate::domain::check::commitlint::text::{is_line_end, is_word};

/// What a pattern says of the `!` before the colon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// It stands there: `^(\w*)(?:\((.*)\))?!: (.*)$`.
    Required,
    /// It may stand there: `!?`.
    Allowed,
    /// The pattern does not know it.
    Unknown,
}

/// Where the parts of a header stand, in bytes of the header. Each may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Division {
    /// The type.
    pub(super) kind: Range<usize>,
    /// The scope.
    pub(super) scope: Range<usize>,
    /// The subject.
    pub(super) subject: Range<usize>,
}

/// Returns how a pattern divides a header; `None` where it does not match.
pub(super) fn divide(header: &str, mark: Mark) -> Option<Division> {
    if header.contains(is_line_end) {
        return None;
    }
    let rest = header.trim_start_matches(is_word);
    let kind = header.len() - rest.len();
    if let Some(inside) = rest.strip_prefix('(') {
        let start = kind + 1;
        return inside.rmatch_indices(')').find_map(|(close, _)| {
            let subject = separated(inside.get(close + 1..)?, mark)?;
            Some(divided(header, kind, start..start + close, subject))
        });
    }
    Some(divided(header, kind, kind..kind, separated(rest, mark)?))
}

/// Returns the subject behind a separator.
fn separated(text: &str, mark: Mark) -> Option<&str> {
    match mark {
        Mark::Required => text.strip_prefix("!: "),
        Mark::Allowed => text.strip_prefix('!').unwrap_or(text).strip_prefix(": "),
        Mark::Unknown => text.strip_prefix(": "),
    }
}

fn divided(header: &str, kind: usize, scope: Range<usize>, subject: &str) -> Division {
    Division { kind: 0..kind, scope, subject: header.len() - subject.len()..header.len() }
}

#[cfg(test)]
mod tests {
    use super::{Mark, divide};

    fn divided(header: &str, mark: Mark) -> Option<(&str, &str, &str)> {
        let found = divide(header, mark)?;
        Some((header.get(found.kind)?, header.get(found.scope)?, header.get(found.subject)?))
    }

    #[test]
    fn a_header_is_divided_at_the_last_closing_parenthesis_that_fits() {
        let rows = [
            ("feat: x", Some(("feat", "", "x"))),
            ("feat(a): x", Some(("feat", "a", "x"))),
            ("feat(): x", Some(("feat", "", "x"))),
            ("feat(a(b)): x", Some(("feat", "a(b)", "x"))),
            ("feat(a)(b): x", Some(("feat", "a)(b", "x"))),
            ("feat(a): x (b): y", Some(("feat", "a): x (b", "y"))),
            ("feat:  x", Some(("feat", "", " x"))),
            ("feat: ", Some(("feat", "", ""))),
            (": x", Some(("", "", "x"))),
            ("feat(a)!: x", Some(("feat", "a", "x"))),
            ("feat!!: x", None),
            ("feat :x", None),
            ("feat:x", None),
            ("feat (a): x", None),
            ("hot-fix: x", None),
            ("été: x", None),
            ("feat: x\u{2028}y", None),
            ("feat: x\r", None),
            ("", None),
        ];
        for (header, expected) in rows {
            assert_eq!(divided(header, Mark::Allowed), expected, "{header:?}");
        }
    }

    #[test]
    fn a_mark_is_required_allowed_or_unknown() {
        assert_eq!(divided("a!: x", Mark::Unknown), None);
        assert_eq!(divided("a: x", Mark::Required), None);
        assert_eq!(divided("a(b)!: c): d", Mark::Required), Some(("a", "b", "c): d")));
        assert_eq!(divided("a(b)!: c): d", Mark::Allowed), Some(("a", "b)!: c", "d")));
    }
}
