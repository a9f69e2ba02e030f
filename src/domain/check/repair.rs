//! A message with its fixes made.

use std::ops::Range;

use crate::domain::check::checker::Checker;
use crate::domain::check::finding::{Certainty, Edit, Finding};

/// How often fixes are looked for again: one may uncover the next, and people need a few at most.
const ROUNDS: usize = 64;

/// Returns the message with every fix made that is at least so certain, or `None` where nothing is
/// to be mended. Made fixes leave nothing for a second time: where one uncovers the next without an
/// end in sight, none is made.
pub fn repaired(checker: &Checker<'_>, text: &str, least: Certainty) -> Option<String> {
    let mut repaired = text.to_owned();
    for _ in 0..ROUNDS {
        let findings = checker.check(&repaired);
        let edits = edits(&findings, least);
        if edits.is_empty() {
            return (repaired != text).then_some(repaired);
        }
        repaired = applied(&repaired, &edits);
    }
    None
}

/// Returns the edits of the fixes that can be made together, in the order of the text. A fix that
/// would overlap one before it waits for the next round.
fn edits(findings: &[Finding], least: Certainty) -> Vec<&Edit> {
    let mut taken: Vec<&Edit> = Vec::new();
    for fix in findings.iter().filter_map(|finding| finding.violation.fix.as_ref()) {
        if fix.certainty < least || !fix.edits.iter().all(|edit| is_free(&taken, edit)) {
            continue;
        }
        for edit in &fix.edits {
            taken.insert(taken.partition_point(|other| place(other) <= place(edit)), edit);
        }
    }
    taken
}

/// Whether an edit can be made together with others, which are in the order of the text.
fn is_free(taken: &[&Edit], edit: &Edit) -> bool {
    let first = taken.partition_point(|other| other.span.end < edit.span.start);
    let near = taken.iter().skip(first).take_while(|other| other.span.start <= edit.span.end);
    near.into_iter().all(|other| !touch(&other.span, &edit.span))
}

const fn place(edit: &Edit) -> (usize, usize) {
    (edit.span.start, edit.span.end)
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

#[cfg(test)]
mod tests {
    use super::repaired;
    use crate::domain::check::checker::Checker;
    use crate::domain::check::finding::Certainty;
    use crate::domain::check::ruleset::RuleSet;

    fn mended(text: &str) -> Option<String> {
        let rules = RuleSet::own();
        repaired(&Checker::new(&rules, None), text, Certainty::Meant)
    }

    #[test]
    fn a_fix_that_another_uncovers_is_made_too() {
        let expected = "feat!: ✨ Added x\n\nRefs: PROJ-1";
        assert_eq!(mended("✨ PROJ-1 feat!!:Added x.").as_deref(), Some(expected));
    }

    #[test]
    fn fixes_without_an_end_in_sight_are_not_begun() {
        let text = |emoji: usize| format!("{}feat: add x", "✨ ".repeat(emoji));
        let expected = format!("feat: {}add x", "✨ ".repeat(20));
        assert_eq!(mended(&text(20)), Some(expected));
        assert_eq!(mended(&text(1000)), None);
    }
}
