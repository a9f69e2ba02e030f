//! The result as JSON, for editors and other programs; `docs/check-output.md` describes it.

use serde_json::{Map, Value, json};

use crate::domain::check::finding::{Certainty, Finding, Fix, Severity};
use crate::domain::check::report::{Origin, Report};
use crate::domain::check::skip::Skip;
use crate::terminal::check::options::Options;
use crate::terminal::check::places::Places;
use crate::terminal::check::secrets::Secrets;
use crate::terminal::check::written::written;

/// What stands for a byte of a secret: places in the message stay what they are.
const MASK: &str = "*";

/// Returns the reports as JSON, with a newline at its end.
pub fn page(reports: &[Report], options: &Options<'_>) -> String {
    let is_rejected = |report: &&Report| report.is_rejected(options.is_strict);
    let rejected = reports.iter().filter(is_rejected).count();
    let of = |severity| reports.iter().map(|report| report.count(severity)).sum::<usize>();
    let shown: Vec<_> = reports.iter().map(|report| report_json(report, options)).collect();
    written(&json!({
        "valid": rejected == 0,
        "reports": shown,
        "counts": {
            "messages": reports.len(),
            "rejected": rejected,
            "skipped": reports.iter().filter(|report| report.skip.is_some()).count(),
            "errors": of(Severity::Error),
            "warnings": of(Severity::Warning),
            "notes": of(Severity::Note),
        },
    }))
}

fn report_json(report: &Report, options: &Options<'_>) -> Value {
    let secrets = Secrets::of(report);
    let mut places = Places::of(&report.text);
    let findings = report.findings.iter();
    let findings: Vec<_> =
        findings.map(|finding| finding_json(finding, &mut places, &secrets)).collect();
    json!({
        "origin": origin_json(&report.origin),
        "valid": !report.is_rejected(options.is_strict),
        "skipped": report.skip.map(skip_word),
        "message": secrets.starred(&report.text),
        "findings": findings,
        "fixed": report.repaired.as_ref().map(|text| secrets.masked(text, MASK)),
        "saved": options.saved,
    })
}

fn origin_json(origin: &Origin) -> Value {
    match origin {
        Origin::File(file) => json!({"kind": "file", "file": file}),
        Origin::Given => json!({"kind": "given"}),
        Origin::Title => json!({"kind": "title"}),
        Origin::Commit(id) => json!({"kind": "commit", "commit": id.to_string()}),
    }
}

const fn skip_word(skip: Skip) -> &'static str {
    match skip {
        Skip::Empty => "empty",
        Skip::Merge => "merge",
        Skip::Known => "known",
        Skip::Autosquash => "autosquash",
        Skip::Author => "author",
        Skip::Message => "message",
    }
}

fn finding_json(finding: &Finding, places: &mut Places<'_>, secrets: &Secrets<'_>) -> Value {
    let violation = &finding.violation;
    let place = places.place(&violation.span);
    let mut shown = Map::new();
    let mut put = |key: &str, value: Value| shown.insert(key.to_owned(), value);
    put("rule", json!(finding.rule));
    put("severity", json!(finding.severity.as_str()));
    put("line", json!(place.line));
    put("column", json!(place.column));
    put("length", json!(place.length));
    if place.end_line != place.line {
        put("endLine", json!(place.end_line));
    }
    put("message", json!(secrets.masked(&violation.message, MASK)));
    put("fix", violation.fix.as_ref().map_or(Value::Null, |fix| fix_json(fix, secrets)));
    Value::Object(shown)
}

fn fix_json(fix: &Fix, secrets: &Secrets<'_>) -> Value {
    let certainty = match fix.certainty {
        Certainty::Meant => "meant",
        Certainty::Mechanical => "mechanical",
    };
    let edits = fix.edits.iter().map(|edit| {
        let text = secrets.masked(&edit.text, MASK);
        json!({"start": edit.span.start, "end": edit.span.end, "text": text})
    });
    json!({"certainty": certainty, "edits": edits.collect::<Vec<_>>()})
}
