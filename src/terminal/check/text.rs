//! The page that people read when a message is not what the project wants.
//!
//! What comes from a message is made harmless here: the page has colours of its own and may go to a
//! terminal as it is.

use std::fmt::Write;

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::domain::check::finding::Severity;
use crate::domain::check::report::{Origin, Report};
use crate::domain::shell::quoted;
use crate::terminal::check::line::{Line, MASK, wrapped};
use crate::terminal::check::options::Options;
use crate::terminal::check::origin::{name, subject};
use crate::terminal::check::paint::{Paint, Tone};
use crate::terminal::check::secrets::Secrets;
use crate::terminal::check::{findings, fixed};
use crate::terminal::explain::counted;
use crate::terminal::sanitize::sanitize;

/// The rules whose findings call for the list of types.
const ABOUT_TYPES: [&str; 2] = ["type-enum", "type-empty"];

/// Returns the page of one message, with a newline at its end; nothing where nothing is worth a
/// word.
pub fn page(report: &Report, options: &Options<'_>) -> String {
    if !is_told(report, options) {
        return String::new();
    }
    let mut page = String::new();
    let outcome = match report.is_rejected(options.is_strict) {
        true => "rejected",
        false => "accepted",
    };
    let mark = mark(report, options);
    let name = name(&report.origin);
    line(&mut page, &format!("{mark} {name} {outcome}: {}", counts(report)));
    body(&mut page, report, options);
    saved(&mut page, report, options);
    closing(&mut page, std::slice::from_ref(report), options);
    page
}

/// Returns the page of many messages: a block for each with findings, and a line that counts them.
pub fn pages(reports: &[Report], options: &Options<'_>) -> String {
    let told = reports.par_iter().filter(|report| is_told(report, options));
    let mut page: String = told.map(|report| block(report, options)).collect();
    line(&mut page, &summary(reports, options));
    closing(&mut page, reports, options);
    page
}

/// Returns what is said of one of several messages.
fn block(report: &Report, options: &Options<'_>) -> String {
    let mut page = String::new();
    let secrets = Secrets::of(report);
    let label = label(&report.origin);
    let words = secrets.masked(subject(report), MASK);
    let head = Line::open(format!("{label} {words}").trim_end());
    let head = head.clipped(options.width.saturating_sub(2));
    line(&mut page, &format!("{} {head}", mark(report, options)));
    body(&mut page, report, options);
    line(&mut page, "");
    page
}

fn is_told(report: &Report, options: &Options<'_>) -> bool {
    let least = if options.shows_notes { Severity::Note } else { Severity::Warning };
    report.findings.iter().any(|finding| finding.severity >= least)
}

fn mark(report: &Report, options: &Options<'_>) -> String {
    let has_warnings = report.count(Severity::Warning) > 0;
    let (tone, mark) = match report.is_rejected(options.is_strict) {
        true => (Tone::Severity(Severity::Error), "✗"),
        false if has_warnings => (Tone::Severity(Severity::Warning), "⚠"),
        false => (Tone::Good, "✓"),
    };
    Paint::new(options.is_coloured).paint(tone, mark)
}

fn counts(report: &Report) -> String {
    let counts = [Severity::Error, Severity::Warning, Severity::Note].map(|severity| {
        let count = report.count(severity);
        (count > 0).then(|| counted(count, severity.as_str()))
    });
    counts.into_iter().flatten().collect::<Vec<_>>().join(", ")
}

fn body(page: &mut String, report: &Report, options: &Options<'_>) {
    let secrets = Secrets::of(report);
    line(page, "");
    findings::push(page, report, &secrets, options);
    fixed::push(page, report, &secrets, options);
}

/// What stands in the place of a short id.
fn label(origin: &Origin) -> String {
    match origin {
        Origin::Commit(id) => id.short(),
        Origin::File(file) => format!("{file}:"),
        Origin::Given | Origin::Title => format!("{}:", name(origin)),
    }
}

/// Where the message is kept, and the two ways back to it.
fn saved(page: &mut String, report: &Report, options: &Options<'_>) {
    let Some(path) = options.saved else { return };
    let amend = if options.amends { " --amend" } else { "" };
    let (retry, why) = match report.repaired.is_some() {
        true => ("--fix", "commit it with the fixes above"),
        false => ("--retry", "go through it again"),
    };
    let retry = format!("semflow commit{amend} {retry}");
    let reopen = format!("git commit{amend} -e -F {}", sanitize(&quoted(path)));
    line(page, &format!("\n  Your message is safe in {}", sanitize(path)));
    let commands = [(retry, why), (reopen, "reopen it in your editor")];
    let widths = commands.each_ref().map(|(command, _)| command.chars().count());
    let width = widths.into_iter().max().unwrap_or(0);
    let paint = Paint::new(options.is_coloured);
    for (command, why) in commands {
        let gap = " ".repeat(width - command.chars().count());
        let command = paint.paint(Tone::Command, &command);
        line(page, &format!("    {command}{gap}  {why}"));
    }
}

/// What helps with more than one finding: the types, and what else there is to read.
fn closing(page: &mut String, reports: &[Report], options: &Options<'_>) {
    let mut found = reports.iter().flat_map(|report| &report.findings);
    if let Some(types) = options.types.filter(|types| !types.names.is_empty())
        && found.any(|finding| ABOUT_TYPES.contains(&finding.rule))
    {
        let place = types.place.map(|place| format!(" ({place})")).unwrap_or_default();
        let words = sanitize(&format!("{}{place}", types.names.join(" "))).into_owned();
        let room = options.width.saturating_sub("  types: ".len());
        let lines = wrapped(&words, room.max(1));
        line(page, &format!("\n  types: {}", lines.join("\n         ")));
    }
    let is_rejected = reports.iter().any(|report| report.is_rejected(options.is_strict));
    if let Some(url) = options.help_url.filter(|_| is_rejected) {
        line(page, &format!("\n  help: {}", sanitize(url)));
    }
}

fn summary(reports: &[Report], options: &Options<'_>) -> String {
    let is_commit = |report: &Report| matches!(report.origin, Origin::Commit(_));
    let noun = if reports.iter().all(is_commit) { "commit" } else { "message" };
    let count =
        |is_one: &dyn Fn(&Report) -> bool| reports.iter().filter(|report| is_one(report)).count();
    let is_rejected = |report: &Report| report.is_rejected(options.is_strict);
    let warned = |report: &Report| !is_rejected(report) && report.count(Severity::Warning) > 0;
    let noted = |report: &Report| options.shows_notes && has_only_notes(report);
    let rejected = match count(&is_rejected) {
        0 => "none rejected".to_owned(),
        count => format!("{count} rejected"),
    };
    let rest = [
        (count(&warned), "with warnings"),
        (count(&noted), "with notes"),
        (count(&|report| report.skip.is_some()), "passed over"),
    ];
    let rest = rest.iter().filter(|(count, _)| *count > 0);
    let parts = rest.map(|(count, words)| format!(", {count} {words}"));
    let parts: String = parts.collect();
    format!("checked {}: {rejected}{parts}", counted(reports.len(), noun))
}

/// Whether a message has notes and nothing else.
fn has_only_notes(report: &Report) -> bool {
    let worst = report.findings.iter().map(|finding| finding.severity).max();
    worst == Some(Severity::Note)
}

fn line(page: &mut String, text: &str) {
    // Writing into a string cannot fail.
    writeln!(page, "{text}").ok();
}

#[cfg(test)]
#[path = "text_tests.rs"]
mod tests;
