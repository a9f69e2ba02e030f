//! Annotations of GitHub Actions ("Workflow commands for GitHub Actions", "Setting an error
//! message").

use std::fmt::Write;

use crate::domain::check::finding::{Finding, Severity};
use crate::domain::check::report::{Origin, Report};
use crate::terminal::check::line::MASK;
use crate::terminal::check::origin::subject;
use crate::terminal::check::places::Places;
use crate::terminal::check::secrets::Secrets;
use crate::terminal::sanitize::sanitize;

/// Returns one command for each finding, each in a line of its own.
pub fn page(reports: &[Report]) -> String {
    let mut page = String::new();
    for report in reports {
        let secrets = Secrets::of(report);
        let mut places = Places::of(&report.text);
        let about = match &report.origin {
            Origin::File(_) => String::new(),
            Origin::Given => format!("commit message \"{}\": ", subject(report)),
            Origin::Title => format!("pull request title \"{}\": ", subject(report)),
            Origin::Commit(id) => format!("commit {} \"{}\": ", id.short(), subject(report)),
        };
        for finding in &report.findings {
            let text = format!("{about}{}", finding.violation.message);
            let text = data(&secrets.masked(&text, MASK));
            let place = place(report, finding, &mut places);
            let (command, title) = (command(finding.severity), property(finding.rule));
            // Writing into a string cannot fail.
            writeln!(page, "::{command} title={title}{place}::{text}").ok();
        }
    }
    page
}

const fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    }
}

/// Where in a file it is. GitHub takes columns only for a place within one line.
fn place(report: &Report, finding: &Finding, places: &mut Places<'_>) -> String {
    let Origin::File(file) = &report.origin else { return String::new() };
    let place = places.place(&finding.violation.span);
    let (file, line) = (property(file), place.line);
    match place.end_line == line {
        true => {
            format!(",file={file},line={line},col={},endColumn={}", place.column, place.end_column)
        }
        false => format!(",file={file},line={line},endLine={}", place.end_line),
    }
}

/// Returns a text as the runner reads it back (`escapeData` of `@actions/core`).
fn data(text: &str) -> String {
    let safe = sanitize(text);
    safe.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A").replace('\t', " ")
}

/// Returns the value of a property as the runner reads it back (`escapeProperty` of
/// `@actions/core`).
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
