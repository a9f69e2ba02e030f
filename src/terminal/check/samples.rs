//! Reports for the tests of the pages.

use std::ops::Range;

use proptest::prelude::{Just, Strategy, any, prop_oneof};

use crate::domain::check::checker::Checker;
use crate::domain::check::finding::{Certainty, Edit, Finding, Severity, Violation};
use crate::domain::check::own::rules::preset;
use crate::domain::check::repair::repaired;
use crate::domain::check::report::{Origin, Report};
use crate::domain::check::ruleset::{Reading, RuleSet};
use crate::domain::check::setting::{Setting, Value, When};
use crate::domain::history::commit::CommitId;

/// Returns what the rules find that count where a project says nothing, and secrets.
pub(super) fn checked(text: &str) -> Report {
    let mut rules = preset();
    let secrets =
        Setting { severity: Some(Severity::Error), when: When::Always, value: Value::Nothing };
    rules.insert("message-secrets", secrets);
    let rules = RuleSet {
        reading: Reading::Own,
        rules,
        ignores_known: true,
        ignored_authors: Vec::new(),
        ignored_messages: Vec::new(),
        leading_emoji: false,
        help_url: None,
    };
    let checker = Checker::new(&rules, None);
    let mut report = clean(text);
    report.findings = checker.check(text);
    report.repaired = repaired(&checker, text, Certainty::Meant);
    report
}

/// Returns a report without findings.
pub(super) fn clean(text: &str) -> Report {
    Report {
        origin: Origin::File("a b/message.txt".to_owned()),
        text: text.to_owned(),
        skip: None,
        findings: Vec::new(),
        repaired: None,
    }
}

/// Returns a report with one finding.
pub(super) fn found(text: &str, rule: &'static str, span: Range<usize>, words: &str) -> Report {
    let violation = Violation::new(span, words);
    Report { findings: vec![Finding { rule, severity: Severity::Error, violation }], ..clean(text) }
}

/// Returns the report of a commit.
pub(super) fn of_commit(report: Report) -> Report {
    Report { origin: Origin::Commit(CommitId::from_bytes([0xab; 20])), ..report }
}

/// Returns reports with any text and any findings, even such as no rule makes.
pub(super) fn reports() -> impl Strategy<Value = Report> {
    let text =
        prop_oneof![any::<String>(), "[a-z é漢\t\u{1b}\u{9b}\u{202e}👩\u{200d}💻\r\n]{0,200}"];
    let rule = prop_oneof![
        Just("type-enum"),
        Just("message-secrets"),
        Just("breaking-change-exclamation-mark")
    ];
    let severity =
        prop_oneof![Just(Severity::Note), Just(Severity::Warning), Just(Severity::Error)];
    let finding = (rule, severity, 0..220_usize, 0..220_usize, any::<String>());
    let finding = finding.prop_map(|(rule, severity, start, length, words)| {
        let span = start..start + length * usize::from(length < 60);
        let edits = vec![Edit::new(span.clone(), words.clone())];
        let violation = Violation::new(span, words).mended_by(Certainty::Meant, edits);
        Finding { rule, severity, violation }
    });
    let findings = proptest::collection::vec(finding, 0..6);
    let repaired = proptest::option::of(any::<String>());
    (text, findings, repaired).prop_map(|(text, findings, repaired)| Report {
        findings,
        repaired,
        ..clean(&text)
    })
}
