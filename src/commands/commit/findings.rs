//! Saying what is wrong with a message that is about to be committed.

use crate::domain::check::finding::{Finding, Severity};

/// Returns the page about a message with findings: each with its line and column.
pub(super) fn say_findings(text: &str, findings: &[Finding]) -> String {
    let count = findings.iter().filter(|one| one.severity == Severity::Error).count();
    let head = match count {
        0 => String::new(),
        1 => "commit message rejected: 1 error\n".to_owned(),
        count => format!("commit message rejected: {count} errors\n"),
    };
    findings.iter().fold(head, |page, finding| {
        let before = text.get(..finding.violation.span.start).unwrap_or_default();
        let line = 1 + before.matches('\n').count();
        let column = 1 + before.rsplit('\n').next().unwrap_or_default().chars().count();
        let (severity, message) = (finding.severity.as_str(), &finding.violation.message);
        format!("{page}  {line}:{column} {severity}: {message} [{}]\n", finding.rule)
    })
}

/// Whether findings reject a message.
pub(super) fn is_rejected(findings: &[Finding]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}
