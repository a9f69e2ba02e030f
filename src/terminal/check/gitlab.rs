//! A report for GitLab's Code Quality ("Code Quality report format").

use serde_json::{Value, json};

use crate::domain::check::finding::{Finding, Severity};
use crate::domain::check::report::Report;
use crate::terminal::check::fingerprint::fingerprint;
use crate::terminal::check::line::MASK;
use crate::terminal::check::origin::path;
use crate::terminal::check::places::Places;
use crate::terminal::check::secrets::Secrets;
use crate::terminal::check::written::written;

/// Returns the report: an array with one object for each finding, and a newline at its end.
pub fn page(reports: &[Report]) -> String {
    let mut issues = Vec::new();
    for report in reports {
        let secrets = Secrets::of(report);
        let mut places = Places::of(&report.text);
        let found = report.findings.iter();
        issues.extend(found.map(|finding| issue(report, finding, &secrets, &mut places)));
    }
    written(&Value::Array(issues))
}

fn issue(
    report: &Report,
    finding: &Finding,
    secrets: &Secrets<'_>,
    places: &mut Places<'_>,
) -> Value {
    json!({
        "description": secrets.masked(&finding.violation.message, MASK),
        "check_name": finding.rule,
        "fingerprint": fingerprint(report, finding),
        "severity": severity(finding.severity),
        "location": {
            "path": path(&report.origin),
            "lines": {"begin": places.place(&finding.violation.span).line},
        },
    })
}

const fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Note => "info",
    }
}
