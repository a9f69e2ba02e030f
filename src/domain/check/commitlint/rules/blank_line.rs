//! The empty line before body and footer.

use std::ops::Range;

use crate::domain::check::commitlint::text::{lines, trim};
use crate::domain::check::finding::{Certainty, Edit, Violation};
use crate::domain::check::parts::Parts;
use crate::domain::check::setting::{Setting, When};

/// A line of the message and where it starts.
type Line<'m> = (usize, &'m str);

/// Returns what breaks `body-leading-blank`: it looks at the second line of the message, wherever
/// the header is.
pub(super) fn body(parts: &Parts<'_>, setting: &Setting) -> Vec<Violation> {
    let Some(body) = &parts.body else { return Vec::new() };
    let second = lines(parts.raw).nth(1);
    let is_below_header =
        parts.raw.get(..parts.header.span.start).is_some_and(|before| !before.contains('\n'));
    let fix = second.filter(|_| is_below_header).map(|line| blank(parts.raw, line));
    demand("body", body.span.start, second, fix, setting)
}

/// Returns what breaks `footer-leading-blank`: it looks at the line before the first one that says
/// what the footer starts with.
pub(super) fn footer(parts: &Parts<'_>, setting: &Setting) -> Vec<Violation> {
    let Some(footer) = &parts.footer else { return Vec::new() };
    let all: Vec<Line<'_>> = lines(parts.raw).collect();
    let start = lines(&footer.text).next().map_or("", |(_, line)| line);
    let offset = all.iter().position(|(_, line)| *line == start);
    // JavaScript's `slice` counts from the end where the place before the first is asked for.
    let leading = match offset {
        Some(0) => all.len().saturating_sub(1),
        Some(offset) => offset - 1,
        None => all.len().saturating_sub(2),
    };
    let line = all.get(leading).copied();
    let is_own = offset.and_then(|at| all.get(at)).is_some_and(|(at, _)| *at == footer.span.start);
    let fix = line.filter(|_| is_own && offset != Some(0)).map(|line| {
        let is_cleared = line.0 > parts.header.span.start && trim(line.1).is_empty();
        blank(parts.raw, if is_cleared { line } else { (footer.span.start, start) })
    });
    demand("footer", footer.span.start, line, fix, setting)
}

fn demand(
    name: &str,
    start: usize,
    leading: Option<Line<'_>>,
    fix: Option<Edit>,
    setting: &Setting,
) -> Vec<Violation> {
    let blank = leading.filter(|(_, line)| line.is_empty());
    match (blank, setting.when) {
        (Some((at, _)), When::Never) => {
            vec![Violation::new(at..at, format!("{name} may not have leading blank line"))]
        }
        (None, When::Always) => {
            let violation =
                Violation::new(start..start, format!("{name} must have leading blank line"));
            vec![match fix {
                Some(edit) => violation.mended_by(Certainty::Mechanical, vec![edit]),
                None => violation,
            }]
        }
        (Some(_), When::Always) | (None, When::Never) => Vec::new(),
    }
}

/// Returns the edit that makes an empty line: of this one where it has nothing but white space,
/// else before it.
fn blank(raw: &str, (start, line): Line<'_>) -> Edit {
    if trim(line).is_empty() {
        let span: Range<usize> = start..start + line.len();
        return Edit::new(span, "");
    }
    let is_crlf = raw.get(..start).is_some_and(|before| before.ends_with("\r\n"));
    Edit::new(start..start, if is_crlf { "\r\n" } else { "\n" })
}
