//! What makes a finding the same in the next run.

use crate::domain::check::finding::Finding;
use crate::domain::check::report::Report;
use crate::terminal::check::origin::path;

/// The start and the factor of FNV-1a with 64 bits (draft-eastlake-fnv, section 5).
const START: u64 = 0xcbf2_9ce4_8422_2325;
const FACTOR: u64 = 0x0100_0000_01b3;

/// Returns sixteen hexadecimal digits that depend on the message and where it is from, on the rule
/// and on the place.
pub(super) fn fingerprint(report: &Report, finding: &Finding) -> String {
    let violation = &finding.violation;
    let place = format!("{}:{}", violation.span.start, violation.span.end);
    let parts = [&path(&report.origin), finding.rule, &place, &violation.message];
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0]));
    let hash = bytes.fold(START, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(FACTOR));
    format!("{hash:016x}")
}

#[cfg(test)]
mod tests {
    use super::fingerprint;
    use crate::domain::check::finding::{Finding, Severity, Violation};
    use crate::domain::check::report::{Origin, Report};

    #[test]
    fn a_fingerprint_stays_and_tells_places_apart() {
        let finding = |start| Finding {
            rule: "type-enum",
            severity: Severity::Error,
            violation: Violation::new(start..4, "unknown type"),
        };
        let report = Report {
            origin: Origin::Given,
            text: "faet: x".to_owned(),
            skip: None,
            findings: Vec::new(),
            repaired: None,
        };
        assert_eq!(fingerprint(&report, &finding(0)), "aa25a3ac44e4ee29");
        assert_ne!(fingerprint(&report, &finding(0)), fingerprint(&report, &finding(1)));
    }
}
