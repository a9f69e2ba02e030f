//! A message with its fixes made.

use std::ops::Range;

use crate::domain::check::checker::Checker;
use crate::domain::check::finding::{Certainty, Edit, Finding};

/// How often fixes are looked for again: one may uncover the next, and none needs more than a few.
const ROUNDS: usize = 16;

/// Returns the message with every fix made that is at least so certain, or `None` where nothing is
/// to be mended. Made fixes leave nothing for a second time.
pub fn repaired(checker: &Checker<'_>, text: &str, least: Certainty) -> Option<String> {
    let mut repaired = text.to_owned();
    for _ in 0..ROUNDS {
        let findings = checker.check(&repaired);
        let edits = edits(&findings, least);
        if edits.is_empty() {
            break;
        }
        repaired = applied(&repaired, &edits);
    }
    (repaired != text).then_some(repaired)
}

/// Returns the edits of the fixes that can be made together, in the order of the text. A fix that
/// would overlap one before it waits for the next round.
fn edits(findings: &[Finding], least: Certainty) -> Vec<&Edit> {
    let mut taken: Vec<&Edit> = Vec::new();
    for fix in findings.iter().filter_map(|finding| finding.violation.fix.as_ref()) {
        let is_free = |edit: &Edit| !taken.iter().any(|other| touch(&other.span, &edit.span));
        if fix.certainty >= least && fix.edits.iter().all(is_free) {
            taken.extend(&fix.edits);
        }
    }
    taken.sort_by_key(|edit| (edit.span.start, edit.span.end));
    taken
}

/// Whether two edits cannot be made together: they share bytes, or put something at one place.
fn touch(one: &Range<usize>, other: &Range<usize>) -> bool {
    if one.is_empty() || other.is_empty() {
        return one.start <= other.end && other.start <= one.end;
    }
    one.start < other.end && other.start < one.end
}

fn applied(text: &str, edits: &[&Edit]) -> String {
    let mut mended = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits {
        mended.push_str(text.get(at..edit.span.start).unwrap_or_default());
        mended.push_str(&edit.text);
        at = edit.span.end;
    }
    mended.push_str(text.get(at..).unwrap_or_default());
    mended
}
