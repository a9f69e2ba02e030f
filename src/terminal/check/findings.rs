//! The lines of a message that have findings, each with its carets.

use std::fmt::Write;
use std::ops::Range;

use unicode_width::UnicodeWidthStr;

use crate::domain::check::finding::{Finding, Severity};
use crate::domain::check::report::Report;
use crate::terminal::check::line::{CUT, Line, MASK, View, wrapped};
use crate::terminal::check::options::Options;
use crate::terminal::check::paint::{Paint, Tone};
use crate::terminal::check::secrets::Secrets;
use crate::terminal::explain::counted;

/// How many findings of one line are shown, and how many lines: what follows is of the same kind.
const MOST: (usize, usize) = (20, 50);

/// The columns that are left for a message beside its carets at least; else it goes below.
const BESIDE: usize = 30;

/// The longest message of a finding that is shown whole.
const LONGEST: usize = 300;

/// How narrow a page can be.
const NARROWEST: usize = 48;

/// What all blocks of one message share.
struct Frame {
    paint: Paint,
    /// The columns of the page.
    width: usize,
    /// The digits of the highest number of a line.
    digits: usize,
    /// The column where the names of rules start.
    names: usize,
}

/// Adds the blocks of a message to a page.
pub(super) fn push(
    page: &mut String,
    report: &Report,
    secrets: &Secrets<'_>,
    options: &Options<'_>,
) {
    let lines = by_line(report);
    let width = options.width.max(NARROWEST);
    let names = report.findings.iter().map(|finding| finding.rule.width() + 2).max();
    let last = lines.iter().map(|(line, _)| line.number).max().unwrap_or(1);
    let frame = Frame {
        paint: Paint::new(options.is_coloured),
        width,
        digits: last.to_string().len(),
        names: width.saturating_sub(names.unwrap_or(0)),
    };
    let more = lines.len().saturating_sub(MOST.1);
    for (line, findings) in lines.iter().take(MOST.1) {
        frame.block(page, line, findings, secrets);
    }
    if more > 0 {
        // Writing into a string cannot fail.
        writeln!(page, "  {CUT} and {} with findings", counted(more, "more line")).ok();
    }
}

/// A line of a message.
struct Source<'r> {
    number: usize,
    start: usize,
    text: &'r str,
}

/// Returns the lines that have findings, with them.
fn by_line(report: &Report) -> Vec<(Source<'_>, Vec<&Finding>)> {
    let mut findings: Vec<_> = report.findings.iter().collect();
    // They come in this order; another one costs a mark at a wrong line.
    findings.sort_by_key(|finding| finding.violation.span.start);
    let mut findings = findings.into_iter().peekable();
    let mut found = Vec::new();
    let mut start = 0;
    for (number, text) in (1..).zip(report.text.split('\n')) {
        let end = start + text.len();
        let is_last = end >= report.text.len();
        let mut here = Vec::new();
        let is_here = |finding: &&Finding| finding.violation.span.start <= end || is_last;
        while let Some(finding) = findings.next_if(is_here) {
            here.push(finding);
        }
        if !here.is_empty() {
            let text = text.strip_suffix('\r').unwrap_or(text);
            found.push((Source { number, start, text }, here));
        }
        start = end + 1;
    }
    found
}

impl Frame {
    /// The line, and below it its findings; again where a finding is outside of what was shown.
    fn block(
        &self,
        page: &mut String,
        source: &Source<'_>,
        findings: &[&Finding],
        secrets: &Secrets<'_>,
    ) {
        let line = Line::of(source.text, |byte| secrets.holds(source.start + byte));
        let mut view: Option<View> = None;
        for finding in findings.iter().take(MOST.0) {
            let columns = line.columns(&local(&finding.violation.span, source.start));
            let view = match view.take() {
                Some(shown) if shown.shows(&columns) => view.insert(shown),
                _ => {
                    let shown = line.view(self.width.saturating_sub(self.gutter()), &columns);
                    self.line(page, &source.number.to_string(), &shown.text);
                    view.insert(shown)
                }
            };
            self.finding(page, finding, &view.carets(&columns), secrets);
        }
        let more = findings.len().saturating_sub(MOST.0);
        if more > 0 {
            self.line(page, "", &format!("{CUT} and {more} more in this line"));
        }
    }

    /// Returns the columns before a line.
    const fn gutter(&self) -> usize {
        self.digits + 5
    }

    fn line(&self, page: &mut String, number: &str, text: &str) {
        let gutter = format!("  {number:>width$} │", width = self.digits);
        page.push_str(&self.paint.paint(Tone::Gutter, &gutter));
        let text = text.trim_end();
        if !text.is_empty() {
            page.push(' ');
            page.push_str(text);
        }
        page.push('\n');
    }

    /// The carets of a finding with its message and the name of its rule.
    fn finding(
        &self,
        page: &mut String,
        finding: &Finding,
        carets: &Range<usize>,
        secrets: &Secrets<'_>,
    ) {
        let words = words(finding, secrets);
        let room = self.width.saturating_sub(self.gutter());
        let beside = room.saturating_sub(carets.end + 1);
        let carets_shown = "^".repeat(carets.len());
        let carets_shown = self.paint.paint(Tone::Severity(finding.severity), &carets_shown);
        let mut lines = vec![(format!("{}{carets_shown}", blank(carets.start)), carets.end)];
        let name = format!("[{}]", finding.rule);
        let is_beside = words.width() <= beside || beside >= BESIDE;
        let (indent, room) = if is_beside {
            (carets.end + 1, beside)
        } else {
            // Moved to the left, so that the name has room as well.
            let needed = words.width() + 1 + name.width();
            let indent = carets.start.min(room.saturating_sub(needed));
            (indent, room - indent)
        };
        for (at, text) in wrapped(&words, room).into_iter().enumerate() {
            let end = indent + text.width();
            match lines.last_mut().filter(|_| is_beside && at == 0) {
                Some(marks) => *marks = (format!("{} {text}", marks.0), end),
                None => lines.push((format!("{}{text}", blank(indent)), end)),
            }
        }
        self.put_name(&mut lines, &name);
        for (line, _) in lines {
            self.line(page, "", &line);
        }
    }

    /// Puts the name of the rule where all of them start, else right behind, else below. The lines
    /// come with the columns that they take.
    fn put_name(&self, lines: &mut Vec<(String, usize)>, name: &str) {
        let shown = self.paint.paint(Tone::Dim, name);
        let start = self.names.saturating_sub(self.gutter());
        let room = self.width.saturating_sub(self.gutter());
        match lines.last_mut() {
            Some((last, end)) if *end < start => {
                last.push_str(&blank(start - *end));
                last.push_str(&shown);
            }
            Some((last, end)) if *end + 1 + name.width() <= room => {
                last.push(' ');
                last.push_str(&shown);
            }
            _ => lines.push((format!("{}{shown}", blank(start)), room)),
        }
    }
}

fn blank(columns: usize) -> String {
    " ".repeat(columns)
}

/// Returns the bytes of a line that a span of the message covers.
fn local(span: &Range<usize>, start: usize) -> Range<usize> {
    span.start.saturating_sub(start)..span.end.saturating_sub(start)
}

/// Returns what a finding says, in one line.
fn words(finding: &Finding, secrets: &Secrets<'_>) -> String {
    let said = secrets.masked(&finding.violation.message, MASK);
    let label = match finding.severity {
        Severity::Error => "",
        Severity::Warning => "warning: ",
        Severity::Note => "note: ",
    };
    let one_line = format!("{label}{said}").replace(['\n', '\t'], " ");
    Line::open(&one_line).clipped(LONGEST)
}
