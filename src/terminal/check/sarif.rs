//! The result as SARIF (OASIS, Static Analysis Results Interchange Format 2.1.0).

use std::collections::HashMap;
use std::fmt::Write;

use serde_json::{Map, Value, json};

use crate::domain::check::finding::{Edit, Finding, Fix, Severity};
use crate::domain::check::report::{Origin, Report};
use crate::terminal::check::fingerprint::fingerprint;
use crate::terminal::check::line::MASK;
use crate::terminal::check::origin::path;
use crate::terminal::check::places::{Place, Places};
use crate::terminal::check::rules::description;
use crate::terminal::check::secrets::Secrets;
use crate::terminal::check::written::written;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// Returns the log of one run, with a newline at its end.
pub fn page(reports: &[Report]) -> String {
    let mut rules = Rules::default();
    let mut results = Vec::new();
    for report in reports {
        let secrets = Secrets::of(report);
        let mut places = Places::of(&report.text);
        for finding in &report.findings {
            let place = places.place(&finding.violation.span);
            let index = rules.index(finding.rule);
            let mut result = result(report, finding, &place, &secrets);
            result.insert("ruleIndex".to_owned(), json!(index));
            results.push(Value::Object(result));
        }
    }
    written(&json!({
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [{
            "tool": {"driver": {
                "name": "semflow",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules.shown,
            }},
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    }))
}

/// The rules that results name, in the order in which they first do.
#[derive(Default)]
struct Rules {
    indexes: HashMap<&'static str, usize>,
    shown: Vec<Value>,
}

impl Rules {
    fn index(&mut self, rule: &'static str) -> usize {
        let next = self.shown.len();
        let index = *self.indexes.entry(rule).or_insert(next);
        if index == next {
            self.shown.push(json!({
                "id": rule, "shortDescription": {"text": description(rule)},
            }));
        }
        index
    }
}

fn result(
    report: &Report,
    finding: &Finding,
    place: &Place,
    secrets: &Secrets<'_>,
) -> Map<String, Value> {
    let violation = &finding.violation;
    let mut result = Map::new();
    let mut put = |key: &str, value: Value| result.insert(key.to_owned(), value);
    put("ruleId", json!(finding.rule));
    put("level", json!(level(finding.severity)));
    put("message", json!({"text": secrets.masked(&violation.message, MASK)}));
    put("locations", json!([location(&report.origin, place)]));
    put("partialFingerprints", json!({"semflow/v1": fingerprint(report, finding)}));
    // A fix is one of a file: what is no file has no artifact to change (3.55.3).
    if let (Origin::File(file), Some(fix)) = (&report.origin, &violation.fix) {
        put("fixes", json!([fix_json(file, &report.text, fix, secrets)]));
    }
    result
}

const fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    }
}

fn location(origin: &Origin, place: &Place) -> Value {
    let (kind, name) = match origin {
        Origin::File(file) => {
            return json!({"physicalLocation": {
                "artifactLocation": {"uri": uri(file)}, "region": region(place),
            }});
        }
        Origin::Commit(id) => ("commit", id.to_string()),
        Origin::Given | Origin::Title => ("message", path(origin)),
    };
    json!({
        "logicalLocations": [{"name": name, "fullyQualifiedName": path(origin), "kind": kind}],
        "properties": {"line": place.line, "column": place.column},
    })
}

fn region(place: &Place) -> Value {
    json!({
        "startLine": place.line, "startColumn": place.column,
        "endLine": place.end_line, "endColumn": place.end_column,
    })
}

fn fix_json(file: &str, text: &str, fix: &Fix, secrets: &Secrets<'_>) -> Value {
    let mut places = Places::of(text);
    let mut replacement = |edit: &Edit| {
        json!({
            "deletedRegion": region(&places.place(&edit.span)),
            "insertedContent": {"text": secrets.masked(&edit.text, MASK)},
        })
    };
    let replacements: Vec<_> = fix.edits.iter().map(&mut replacement).collect();
    json!({"artifactChanges": [{
        "artifactLocation": {"uri": uri(file)}, "replacements": replacements,
    }]})
}

/// Returns the reference to a file (RFC 3986, section 2.1; RFC 8089 for one with a root).
fn uri(file: &str) -> String {
    let path = file.replace('\\', "/");
    let mut uri = String::new();
    if path.starts_with('/') {
        uri.push_str("file://");
    } else if path.as_bytes().get(1) == Some(&b':') {
        uri.push_str("file:///");
    }
    let has_root = !uri.is_empty();
    for byte in path.bytes() {
        let is_plain = byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
        match is_plain || (has_root && byte == b':') {
            true => uri.push(char::from(byte)),
            // Writing into a string cannot fail.
            false => write!(uri, "%{byte:02X}").unwrap_or_default(),
        }
    }
    uri
}
