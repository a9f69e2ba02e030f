//! From a message and what is known of it to a report.

use crate::domain::check::checker::Checker;
use crate::domain::check::finding::{Certainty, Finding, Severity, Violation};
use crate::domain::check::repair::repaired;
use crate::domain::check::report::{Origin, Report};
use crate::domain::check::ruleset::{Reading, RuleSet};
use crate::domain::check::skip::{Circumstances, Skip, is_autosquash, skip};

/// The name under which autosquash commits are refused.
const AUTOSQUASH: &str = "autosquash";

/// Returns what came out of checking a message as git stores it, with the message repaired.
pub fn judge(
    checker: &Checker<'_>,
    text: &str,
    origin: &Origin,
    known: Circumstances<'_>,
) -> Report {
    judge_from(checker, text, origin, known, Severity::Note)
}

/// Returns the same; the message is repaired only where a finding matters so much. Of many commits
/// only those are shown.
pub fn judge_from(
    checker: &Checker<'_>,
    text: &str,
    origin: &Origin,
    known: Circumstances<'_>,
    least: Severity,
) -> Report {
    let report = |skip, findings, repaired| Report {
        origin: origin.clone(),
        text: text.to_owned(),
        skip,
        findings,
        repaired,
    };
    if let Some(reason) = skip(text, checker.rules(), known) {
        let findings = match reason {
            Skip::Autosquash => amended(checker, text),
            _ => Vec::new(),
        };
        return report(Some(reason).filter(|_| findings.is_empty()), findings, None);
    }
    let ignores = checker.rules().ignores_known;
    let severity = severity_of_autosquash(checker.rules());
    if let (Some(violation), Some(severity)) = (waiting(text), severity)
        && known.refuses_autosquash
        && ignores
    {
        return report(None, vec![Finding { rule: AUTOSQUASH, severity, violation }], None);
    }
    let findings = checker.check(text);
    let matters = findings.iter().any(|finding| finding.severity >= least);
    let has_fix = findings.iter().any(|finding| finding.violation.fix.is_some());
    let repaired = match matters && has_fix {
        true => repaired(checker, text, Certainty::Meant),
        false => None,
    };
    report(None, findings, repaired)
}

/// Returns what is wrong with the message that an `amend!` commit brings for another (git-commit,
/// `--fixup=amend:`).
fn amended(checker: &Checker<'_>, text: &str) -> Vec<Finding> {
    let Some((_, message)) = text.split_once("\n\n").filter(|_| text.starts_with("amend! ")) else {
        return Vec::new();
    };
    if message.trim().is_empty() {
        return Vec::new();
    }
    let offset = text.len() - message.len();
    let mut found = checker.check(message);
    for finding in &mut found {
        let span = &mut finding.violation.span;
        *span = span.start + offset..span.end + offset;
        finding.violation.fix = None;
    }
    found
}

/// Returns how much it matters that a commit waits to be squashed. commitlint has no word for that,
/// and a range that is about to be merged must not have one.
fn severity_of_autosquash(rules: &RuleSet) -> Option<Severity> {
    match rules.rules.get(AUTOSQUASH) {
        Some(setting) => setting.severity,
        None => (rules.reading != Reading::Own).then_some(Severity::Error),
    }
}

/// Returns that a commit still waits to be squashed into another.
fn waiting(text: &str) -> Option<Violation> {
    let subject = text.lines().next().unwrap_or_default();
    let mark = subject.find('!').filter(|_| is_autosquash(subject))?;
    let what = "still to be squashed: run `git rebase --interactive --autosquash`";
    Some(Violation::new(0..mark + 1, what))
}

#[cfg(test)]
mod tests {
    use super::judge;
    use crate::domain::check::checker::Checker;
    use crate::domain::check::report::{Origin, Report};
    use crate::domain::check::ruleset::RuleSet;
    use crate::domain::check::skip::{Circumstances, Skip};

    fn judged(text: &str, known: Circumstances<'_>) -> Report {
        let rules = RuleSet::own();
        judge(&Checker::new(&rules, None), text, &Origin::Given, known)
    }

    #[test]
    fn an_autosquash_commit_passes_until_it_is_to_be_merged() {
        let merging = Circumstances { refuses_autosquash: true, ..Circumstances::default() };
        for text in ["fixup! feat: x", "squash! feat: x\n\nmore", "amend! feat: x\n\nfeat: add y"] {
            assert_eq!(judged(text, Circumstances::default()).skip, Some(Skip::Autosquash));
            assert_eq!(judged(text, merging).findings[0].rule, "autosquash");
        }
    }

    #[test]
    fn the_message_that_an_amend_commit_brings_is_checked() {
        let report = judged("amend! feat: x\n\nfaet: add y", Circumstances::default());
        assert_eq!(report.findings[0].violation.span, 16..20);
    }

    #[test]
    fn a_merge_is_known_by_its_state_where_there_is_one() {
        let text = "Merge branch 'a'";
        let merge = |is_merge| Circumstances { is_merge, ..Circumstances::default() };
        assert_eq!(judged(text, merge(None)).skip, Some(Skip::Merge));
        assert_eq!(judged(text, merge(Some(true))).skip, Some(Skip::Merge));
        assert!(judged(text, merge(Some(false))).is_rejected(false));
        assert_eq!(judged("any words", merge(Some(true))).skip, Some(Skip::Merge));
    }
}
