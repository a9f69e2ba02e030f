//! What has to hold of every message and every set of rules.

use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};
use proptest::sample::select;
use proptest::test_runner::{Config as ProptestConfig, TestCaseError};
use semflow::domain::check::checker::Checker;
use semflow::domain::check::cleanup::{Cleanup, CommentPrefix, Verbose, clean};
use semflow::domain::check::finding::{Certainty, Edit, Finding};
use semflow::domain::check::judge::judge;
use semflow::domain::check::names::rows;
use semflow::domain::check::repair::repaired;
use semflow::domain::check::report::Origin;
use semflow::domain::check::skip::Circumstances;
use semflow::domain::commit::header;
use semflow::domain::commit::layout::layout;
use semflow::domain::commit::lexer::lex;

use crate::messages::{headers, messages};
use crate::rule_sets::{rule_sets, shown_scopes};

const BOTH: [Certainty; 2] = [Certainty::Meant, Certainty::Mechanical];

/// Returns the text with the edits made.
fn made(text: &str, edits: &[Edit]) -> String {
    let mut made = String::new();
    let mut at = 0;
    for edit in edits {
        made.push_str(text.get(at..edit.span.start).unwrap_or_default());
        made.push_str(&edit.text);
        at = edit.span.end;
    }
    made + text.get(at..).unwrap_or_default()
}

/// Returns letters and digits, whatever their case.
fn letters(text: &str) -> Vec<char> {
    let upper = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase);
    upper.flat_map(char::to_lowercase).filter(|c| c.is_alphanumeric()).collect()
}

/// Returns what stands below the first line with text, without what a mechanical fix may change.
fn below_header(text: &str) -> String {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let below = start.split_once('\n').map_or("", |(_, below)| below);
    below.chars().filter(|c| is_seen(*c) && *c != '-').collect()
}

fn is_seen(c: char) -> bool {
    let is_mark = matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{ad}');
    !c.is_whitespace() && !c.is_control() && !is_mark
}

fn count(findings: &[Finding], like: &Finding) -> usize {
    let is_like =
        |one: &&Finding| one.rule == like.rule && one.violation.message == like.violation.message;
    findings.iter().filter(is_like).count()
}

fn count_of(findings: &[Finding], rule: &str) -> usize {
    findings.iter().filter(|one| one.rule == rule).count()
}

fn places_are_sound(text: &str, finding: &Finding) -> Result<(), TestCaseError> {
    prop_assert!(text.get(finding.violation.span.clone()).is_some(), "{finding:?}");
    let Some(fix) = &finding.violation.fix else { return Ok(()) };
    prop_assert!(!fix.edits.is_empty(), "{finding:?}");
    let mut end = 0;
    for edit in &fix.edits {
        prop_assert!(text.get(edit.span.clone()).is_some(), "{finding:?}");
        prop_assert!(edit.span.start >= end, "{finding:?}");
        prop_assert!(text.get(edit.span.clone()) != Some(&edit.text), "{finding:?}");
        end = edit.span.end;
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn each_finding_has_its_place_and_each_fix_mends_it(text in messages(), rules in rule_sets()) {
        let checker = Checker::new(&rules, Some(shown_scopes()));
        let found = checker.check(&text);
        for finding in &found {
            places_are_sound(&text, finding)?;
            let Some(fix) = &finding.violation.fix else { continue };
            let mended = made(&text, &fix.edits);
            let left = checker.check(&mended);
            // One of several emoji uncovers the next.
            let is_uncovered = finding.violation.message.starts_with("an emoji")
                && text.matches(text.get(finding.violation.span.clone()).unwrap_or_default()).count() > 1;
            prop_assert!(
                is_uncovered || count(&left, finding) < count(&found, finding), "{:?}\n{:?}\n{:?}", finding, mended, left
            );
            prop_assert!(
                count_of(&left, finding.rule) <= count_of(&found, finding.rule),
                "{:?}\n{:?}\n{:?}", finding, mended, left
            );
        }
    }

    #[test]
    fn a_mended_message_has_nothing_left_to_mend(text in messages(), rules in rule_sets()) {
        let checker = Checker::new(&rules, Some(shown_scopes()));
        for least in BOTH {
            let Some(mended) = repaired(&checker, &text, least) else { continue };
            prop_assert_eq!(repaired(&checker, &mended, least), None);
            let left = checker.check(&mended);
            let is_left = |one: &Finding| one.violation.fix.as_ref().is_some_and(|fix| fix.certainty >= least);
            prop_assert!(!left.iter().any(is_left), "{mended:?} {left:?}");
        }
    }

    #[test]
    fn a_mechanical_fix_changes_no_word(text in messages(), rules in rule_sets()) {
        let checker = Checker::new(&rules, Some(shown_scopes()));
        let Some(mended) = repaired(&checker, &text, Certainty::Mechanical) else { return Ok(()) };
        let (mut before, mut after) = (letters(&text), letters(&mended));
        before.sort_unstable();
        after.sort_unstable();
        let has_footer = before.len() != after.len();
        if has_footer {
            let layout = layout(&mended);
            let is_footer = layout.footers.iter().any(|(_, footer)| footer.has_token("Refs"));
            prop_assert!(is_footer || !layout.opaque_lines.is_empty(), "{mended:?}");
            before.extend("refs".chars());
            before.sort_unstable();
        }
        prop_assert_eq!(before, after, "{:?}", mended);
        let (before, after) = (below_header(&text), below_header(&mended));
        let rest = after.strip_prefix(&before);
        if text.lines().next().is_some_and(|line| line.contains(is_seen)) {
            prop_assert!(
                rest.is_some_and(|rest| rest.is_empty() || has_footer && rest.starts_with("Refs:")),
                "{mended:?} {rules:?}"
            );
        }
    }

    #[test]
    fn the_lexer_and_the_crate_agree(line in headers()) {
        let found = lex(&line);
        let parsed = header::parse(&line, true);
        prop_assert_eq!(found.slips.is_empty(), parsed.is_ok(), "{:?} {:?}", found, parsed);
        if let Ok(parsed) = parsed {
            let text = |range: Option<std::ops::Range<usize>>| range.and_then(|range| line.get(range));
            prop_assert_eq!(text(found.kind), Some(&*parsed.kind));
            prop_assert_eq!(text(found.scope).map(str::trim), parsed.scope.as_deref());
            prop_assert_eq!(text(found.description).map(str::trim), Some(parsed.description.trim()));
            prop_assert_eq!(found.mark.is_some(), parsed.is_breaking);
        }
    }

    #[test]
    fn what_git_has_cleaned_is_clean(text in messages(), prefix in select(vec!["#", ";", "é", "- ", "feat"])) {
        let Some(prefix) = CommentPrefix::new(prefix) else { return Ok(()) };
        // As in git, a scissors line is one only where a line feed ends it, and cleaning sets that.
        for cleanup in [Cleanup::Strip, Cleanup::Whitespace, Cleanup::Verbatim] {
            let once = clean(&text, cleanup, Verbose::Off, &prefix).text.into_owned();
            prop_assert_eq!(&clean(&once, cleanup, Verbose::Off, &prefix).text, &once);
        }
    }

    #[test]
    fn a_skipped_message_is_not_rejected(
        text in messages(), rules in rule_sets(), is_merge in any::<Option<bool>>(), refuses_autosquash in any::<bool>()
    ) {
        let checker = Checker::new(&rules, Some(shown_scopes()));
        let known = Circumstances { author: None, is_merge, refuses_autosquash };
        let report = judge(&checker, &text, &Origin::Given, known);
        prop_assert!(report.skip.is_none() || !report.is_rejected(true) && report.repaired.is_none());
        for finding in &report.findings {
            places_are_sound(&text, finding)?;
        }
    }

    #[test]
    fn an_ignored_rule_and_no_other_is_silent(
        text in messages(), rules in rule_sets(), ignored in select(rows().map(|row| row.name).collect::<Vec<_>>())
    ) {
        let checker = Checker::new(&rules, Some(shown_scopes()));
        let text = text.replace("semflow-ignore", "other");
        let with = |token: &str| format!("{text}\n\n{token}: {ignored}\n");
        let is_footer = layout(&with("semflow-ignore")).footers.iter().any(|(_, footer)| {
            footer.has_token("semflow-ignore") && footer.value == ignored
        });
        let mut expected = checker.check(&with("semflow-ignorx"));
        expected.retain(|one| !is_footer || one.rule != ignored);
        let places = |findings: Vec<Finding>| -> Vec<_> {
            findings.into_iter().map(|one| (one.rule, one.violation.span)).collect()
        };
        prop_assert_eq!(places(checker.check(&with("semflow-ignore"))), places(expected));
    }
}
