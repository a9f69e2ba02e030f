//! How long parts and their lines may be, in UTF-16 code units. `when` does not matter to these
//! rules.

use std::ops::Range;

use crate::domain::check::commitlint::rules::place::within;
use crate::domain::check::commitlint::text::{end_of_units, is_space, is_word, length, lines};
use crate::domain::check::finding::Violation;
use crate::domain::check::parts::{Part, Parts};
use crate::domain::check::setting::{Setting, Value};

/// Returns what breaks a rule that a part has at most so many units: what is beyond.
pub(super) fn at_most(
    parts: &Parts<'_>,
    part: Option<&Part<'_>>,
    name: &str,
    setting: &Setting,
) -> Vec<Violation> {
    let most = number(setting);
    let Some(part) = part.filter(|part| length(&part.text) > most) else { return Vec::new() };
    let beyond = end_of_units(&part.text, most)..part.text.len();
    let message = format!("{name} must not be longer than {most} characters");
    vec![Violation::new(within(parts, part, beyond), message)]
}

/// Returns what breaks a rule that a part has at least so many units.
pub(super) fn at_least(part: Option<&Part<'_>>, name: &str, setting: &Setting) -> Vec<Violation> {
    let least = number(setting);
    let Some(part) = part.filter(|part| length(&part.text) < least) else { return Vec::new() };
    let message = format!("{name} must not be shorter than {least} characters");
    vec![Violation::new(part.span.clone(), message)]
}

/// Returns what breaks `header-max-length`.
pub(super) fn header_at_most(parts: &Parts<'_>, setting: &Setting) -> Vec<Violation> {
    with_length(parts, at_most(parts, Some(&parts.header), "header", setting))
}

/// Returns what breaks `header-min-length`.
pub(super) fn header_at_least(parts: &Parts<'_>, setting: &Setting) -> Vec<Violation> {
    with_length(parts, at_least(Some(&parts.header), "header", setting))
}

fn with_length(parts: &Parts<'_>, mut violations: Vec<Violation>) -> Vec<Violation> {
    let actual = length(&parts.header.text);
    for violation in &mut violations {
        violation.message = format!("{}, current length is {actual}", violation.message);
    }
    violations
}

/// Returns what breaks a rule that each line of a part has at most so many units, line by line. A
/// line with an address of the web may be longer.
pub(super) fn lines_at_most(
    parts: &Parts<'_>,
    part: Option<&Part<'_>>,
    name: &str,
    setting: &Setting,
) -> Vec<Violation> {
    let most = number(setting);
    let Some(part) = part else { return Vec::new() };
    let mut places = Places::of(parts, part);
    lines(&part.text)
        .filter_map(|(_, line)| {
            let place = places.next(line);
            if length(line) <= most || has_address(line) {
                return None;
            }
            let span = place.map_or(part.span.clone(), |start| {
                start + end_of_units(line, most)..start + line.len()
            });
            let message = format!("{name}'s lines must not be longer than {most} characters");
            Some(Violation::new(span, message))
        })
        .collect()
}

fn number(setting: &Setting) -> usize {
    match setting.value {
        Value::Number(number) => number,
        _ => 0,
    }
}

/// The places of lines, whose part may have lines of the message left out.
struct Places<'m> {
    raw: &'m str,
    at: usize,
    end: usize,
}

impl<'m> Places<'m> {
    const fn of(parts: &Parts<'m>, part: &Part<'_>) -> Self {
        Self { raw: parts.raw, at: part.span.start, end: part.span.end }
    }

    /// Returns where the next line stands that says this.
    fn next(&mut self, line: &str) -> Option<usize> {
        let Range { start, end } = self.at..self.end;
        let rest = self.raw.get(start..end)?;
        let found = lines(rest).find(|(_, text)| *text == line);
        let at = start + found?.0;
        self.at = at + line.len();
        let behind = self.raw.get(self.at..end)?;
        self.at += behind.find('\n').map_or(behind.len(), |newline| newline + 1);
        Some(at)
    }
}

/// Whether a line matches `\bhttps?:\/\/\S+`.
fn has_address(line: &str) -> bool {
    line.match_indices("://").any(|(at, separator)| {
        let before = line.get(..at).unwrap_or_default();
        let before = before.strip_suffix('s').unwrap_or(before).strip_suffix("http");
        let behind = line.get(at + separator.len()..).unwrap_or_default();
        before.is_some_and(|before| !before.ends_with(is_word))
            && behind.starts_with(|c| !is_space(c))
    })
}
