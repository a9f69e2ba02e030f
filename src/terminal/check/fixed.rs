//! The message as it would be with every fix made.

use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use crate::domain::check::report::Report;
use crate::terminal::check::line::{CUT, Line, MASK};
use crate::terminal::check::options::Options;
use crate::terminal::check::paint::{Paint, Tone};
use crate::terminal::check::secrets::Secrets;

/// A message of so many lines is shown whole.
const WHOLE: usize = 12;

/// How many lines are shown around what changed in a longer one.
const CONTEXT: usize = 2;

/// How many lines are shown at most.
const MOST: usize = 24;

const LABEL: &str = "fixed";

/// Adds the mended message to a page, below a blank line.
pub(super) fn push(
    page: &mut String,
    report: &Report,
    secrets: &Secrets<'_>,
    options: &Options<'_>,
) {
    let Some(repaired) = &report.repaired else { return };
    let masked = secrets.masked(repaired, MASK);
    let lines: Vec<&str> = lines(&masked);
    let part = part(&lines, &lines_of(report, secrets));
    let mut shown = Vec::new();
    if part.start > 0 {
        shown.push(CUT.to_owned());
    }
    let room = options.width.saturating_sub(LABEL.width() + 5);
    let seen = lines.get(part.clone()).unwrap_or_default();
    shown.extend(seen.iter().map(|line| Line::open(line).clipped(room)));
    if part.end < lines.len() {
        shown.push(CUT.to_owned());
    }
    let paint = Paint::new(options.is_coloured);
    page.push('\n');
    for (at, line) in shown.iter().enumerate() {
        let label = if at == 0 { LABEL } else { "" };
        let gutter = format!("  {label:width$} │", width = LABEL.width());
        page.push_str(&paint.paint(Tone::Gutter, &gutter));
        let line = line.trim_end();
        if !line.is_empty() {
            page.push(' ');
            page.push_str(line);
        }
        page.push('\n');
    }
}

fn lines_of(report: &Report, secrets: &Secrets<'_>) -> Vec<String> {
    let masked = secrets.masked(&report.text, MASK);
    lines(&masked).into_iter().map(str::to_owned).collect()
}

fn lines(text: &str) -> Vec<&str> {
    text.trim_end().lines().collect()
}

/// Returns which lines are shown: all, or those around what changed.
fn part(lines: &[&str], before: &[String]) -> Range<usize> {
    if lines.len() <= WHOLE {
        return 0..lines.len();
    }
    let same = |(one, other): &(&&str, &String)| **one == other.as_str();
    let head = lines.iter().zip(before).take_while(same).count();
    let most = lines.len().min(before.len()).saturating_sub(head);
    let pairs = lines.iter().rev().zip(before.iter().rev());
    let tail = pairs.take(most).take_while(same).count();
    let start = head.saturating_sub(CONTEXT);
    // What is left out takes a line, too.
    let start = if start <= 1 { 0 } else { start };
    let end = (lines.len() - tail + CONTEXT).min(start + MOST).min(lines.len());
    start..end
}
