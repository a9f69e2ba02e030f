//! Saying what is wrong with a message that is about to be committed.

use crate::domain::check::checker::Checker;
use crate::domain::check::finding::{Finding, Severity};
use crate::domain::check::judge::judge;
use crate::domain::check::report::{Origin, Report};
use crate::domain::check::skip::Circumstances;
use crate::terminal::check::options::Options;
use crate::terminal::check::text::page;

/// Returns what is wrong with a message; nothing where the project passes over it, as the hook will.
pub(super) fn findings_of(checker: &Checker<'_>, text: &str) -> Vec<Finding> {
    judge(checker, text, &Origin::Given, Circumstances::default()).findings
}

/// Returns the page about a message with findings: each with its line and column.
pub(super) fn say_findings(text: &str, findings: &[Finding], is_coloured: bool) -> String {
    let report = Report {
        origin: Origin::Given,
        text: text.to_owned(),
        skip: None,
        findings: findings.to_vec(),
        repaired: None,
    };
    page(&report, &Options { is_coloured, shows_notes: true, ..Options::default() })
}

/// Whether findings reject a message.
pub(super) fn is_rejected(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}
