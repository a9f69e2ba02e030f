//! The catalogue: every rule of commitlint with what it takes and what it means without a `when`
//! (@commitlint/rules 21.2).

use crate::domain::check::commitlint::rules::empty::{before_header, behind_header, behind_type};
use crate::domain::check::commitlint::rules::place::end;
use crate::domain::check::commitlint::rules::{
    blank_line, breaking, casing, empty, full_stop, length, listed, sign_off, subject_case, trim,
};
use crate::domain::check::rule::{Check, Rule};
use crate::domain::check::setting::{ValueKind, When};

/// All of them, by name.
pub const RULES: &[Rule] = &[
    row("body-case", ValueKind::Cases, When::Always, |parts, setting| {
        casing::part(parts.body.as_ref(), "body", setting)
    }),
    row("body-empty", ValueKind::Nothing, When::Always, |parts, setting| {
        empty::part(parts.body.as_ref(), "body", end(parts), setting)
    }),
    row("body-full-stop", ValueKind::Text, When::Always, full_stop::body),
    row("body-leading-blank", ValueKind::Nothing, When::Always, blank_line::body),
    row("body-max-length", ValueKind::Number, When::Always, |parts, setting| {
        length::at_most(parts, parts.body.as_ref(), "body", setting)
    }),
    row("body-max-line-length", ValueKind::Number, When::Always, |parts, setting| {
        length::lines_at_most(parts, parts.body.as_ref(), "body", setting)
    }),
    row("body-min-length", ValueKind::Number, When::Always, |parts, setting| {
        length::at_least(parts.body.as_ref(), "body", setting)
    }),
    row("breaking-change-exclamation-mark", ValueKind::Nothing, When::Always, breaking::both),
    row("footer-empty", ValueKind::Nothing, When::Always, |parts, setting| {
        empty::part(parts.footer.as_ref(), "footer", end(parts), setting)
    }),
    row("footer-leading-blank", ValueKind::Nothing, When::Always, blank_line::footer),
    row("footer-max-length", ValueKind::Number, When::Always, |parts, setting| {
        length::at_most(parts, parts.footer.as_ref(), "footer", setting)
    }),
    row("footer-max-line-length", ValueKind::Number, When::Always, |parts, setting| {
        length::lines_at_most(parts, parts.footer.as_ref(), "footer", setting)
    }),
    row("footer-min-length", ValueKind::Number, When::Always, |parts, setting| {
        length::at_least(parts.footer.as_ref(), "footer", setting)
    }),
    row("header-case", ValueKind::Cases, When::Always, casing::header),
    row("header-full-stop", ValueKind::Text, When::Always, full_stop::header),
    row("header-max-length", ValueKind::Number, When::Always, length::header_at_most),
    row("header-min-length", ValueKind::Number, When::Always, length::header_at_least),
    row("header-trim", ValueKind::Nothing, When::Always, trim::header),
    row("references-empty", ValueKind::Nothing, When::Never, empty::references),
    row("scope-case", ValueKind::ScopeCases, When::Always, casing::scope),
    row("scope-delimiter-style", ValueKind::Texts, When::Always, listed::delimiter),
    row("scope-empty", ValueKind::Nothing, When::Never, |parts, setting| {
        empty::part(parts.scope.as_ref(), "scope", behind_type(parts), setting)
    }),
    row("scope-enum", ValueKind::Scopes, When::Always, listed::scope),
    row("scope-max-length", ValueKind::Number, When::Always, |parts, setting| {
        length::at_most(parts, parts.scope.as_ref(), "scope", setting)
    }),
    row("scope-min-length", ValueKind::Number, When::Always, |parts, setting| {
        length::at_least(parts.scope.as_ref(), "scope", setting)
    }),
    row("signed-off-by", ValueKind::Text, When::Always, sign_off::signed_off_by),
    row("subject-case", ValueKind::Cases, When::Always, subject_case::subject),
    row("subject-empty", ValueKind::Nothing, When::Always, |parts, setting| {
        empty::part(parts.subject.as_ref(), "subject", behind_header(parts), setting)
    }),
    row("subject-exclamation-mark", ValueKind::Nothing, When::Always, breaking::subject),
    row("subject-full-stop", ValueKind::Text, When::Always, full_stop::subject),
    row("subject-max-length", ValueKind::Number, When::Always, |parts, setting| {
        length::at_most(parts, parts.subject.as_ref(), "subject", setting)
    }),
    row("subject-min-length", ValueKind::Number, When::Always, |parts, setting| {
        length::at_least(parts.subject.as_ref(), "subject", setting)
    }),
    row("trailer-exists", ValueKind::Text, When::Always, sign_off::trailer_exists),
    row("type-case", ValueKind::Cases, When::Always, casing::kind),
    row("type-empty", ValueKind::Nothing, When::Always, |parts, setting| {
        empty::part(parts.kind.as_ref(), "type", before_header(parts), setting)
    }),
    row("type-enum", ValueKind::Texts, When::Always, listed::kind),
    row("type-max-length", ValueKind::Number, When::Always, |parts, setting| {
        length::at_most(parts, parts.kind.as_ref(), "type", setting)
    }),
    row("type-min-length", ValueKind::Number, When::Always, |parts, setting| {
        length::at_least(parts.kind.as_ref(), "type", setting)
    }),
];

const fn row(name: &'static str, takes: ValueKind, when: When, check: Check) -> Rule {
    Rule { name, takes, when, check }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, prop_assert_eq, proptest};

    use super::RULES;
    use crate::domain::check::commitlint::presets::{angular, conventional};
    use crate::domain::check::commitlint::reading::{Dialect, read_as};
    use crate::domain::check::finding::{Edit, Violation};
    use crate::domain::check::setting::{Setting, Value, ValueKind, When};

    fn found(rule: &str, setting: &Setting, message: &str) -> Vec<Violation> {
        let rule = RULES.iter().find(|row| row.name == rule);
        rule.map(|row| (row.check)(&read_as(message, Dialect::Conventional), setting))
            .unwrap_or_default()
    }

    fn mended(message: &str, edits: &[Edit]) -> String {
        let mut text = message.to_owned();
        for edit in edits.iter().rev() {
            text.replace_range(edit.span.clone(), &edit.text);
        }
        text
    }

    fn shown(
        rule: &str,
        setting: &Setting,
        message: &str,
    ) -> Vec<(String, String, Option<String>)> {
        let found = found(rule, setting, message);
        let show = |found: Violation| {
            let place = message.get(found.span).unwrap_or("?").to_owned();
            let fix = found.fix.map(|fix| mended(message, &fix.edits));
            (found.message, place, fix)
        };
        found.into_iter().map(show).collect()
    }

    fn setting(when: When, value: Value) -> Setting {
        Setting { severity: None, when, value }
    }

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    fn cases(names: &[&str]) -> Value {
        let cases = names.iter().map(|name| (None, (*name).to_owned())).collect();
        Value::Cases { cases, delimiters: None }
    }

    #[test]
    fn every_rule_has_its_own_name_and_they_are_sorted() {
        assert_eq!(RULES.len(), 38);
        assert!(RULES.iter().zip(RULES.iter().skip(1)).all(|(row, next)| row.name < next.name));
    }

    #[test]
    fn a_violation_tells_what_is_wrong_where_and_what_mends_it() {
        let rules = conventional();
        let rows = [
            ("type-case", "FIX: a", "type must be lower-case", "FIX", Some("fix: a")),
            ("type-empty", "a", "type may not be empty", "", None),
            ("subject-empty", "fix: ", "subject may not be empty", "", None),
            (
                "subject-full-stop",
                "fix: a..",
                "subject may not end with full stop",
                ".",
                Some("fix: a"),
            ),
            (
                "header-trim",
                "fix: a \n",
                "header must not end with whitespace",
                " ",
                Some("fix: a\n"),
            ),
            (
                "subject-case",
                "fix: Add it",
                "subject must not be sentence-case",
                "Add it",
                Some("fix: add it"),
            ),
            ("subject-case", "fix: API it", "subject must not be sentence-case", "API it", None),
            (
                "body-leading-blank",
                "fix: a\nb",
                "body must have leading blank line",
                "",
                Some("fix: a\n\nb"),
            ),
            (
                "body-leading-blank",
                "fix: a\r\nb",
                "body must have leading blank line",
                "",
                Some("fix: a\r\n\r\nb"),
            ),
            (
                "footer-leading-blank",
                "fix: a\n\nb\nc: d",
                "footer must have leading blank line",
                "",
                Some("fix: a\n\nb\n\nc: d"),
            ),
        ];
        for (rule, message, wrong, place, fix) in rows {
            let expected = vec![(wrong.to_owned(), place.to_owned(), fix.map(ToOwned::to_owned))];
            assert_eq!(
                rules.get(rule).map(|set| shown(rule, set, message)),
                Some(expected),
                "{message}"
            );
        }
    }

    #[test]
    fn what_is_too_long_is_marked_from_where_it_is() {
        let five = setting(When::Never, Value::Number(5));
        let long = shown("header-max-length", &five, "fix: \u{1f600}");
        let message = "header must not be longer than 5 characters, current length is 7";
        assert_eq!(long, [(message.to_owned(), "\u{1f600}".to_owned(), None)]);
        let lines = found("body-max-line-length", &five, "a\n\r\n12345\r\n123456\r\n1234567\n");
        let spans: Vec<_> = lines.into_iter().map(|found| found.span).collect();
        assert_eq!(spans, [16..17, 24..26]);
        let url = found("body-max-line-length", &five, "a\n\nsee http://example.org");
        assert_eq!(url, []);
    }

    #[test]
    fn scopes_are_looked_at_one_by_one() {
        let listed = |texts: &[&str], delimiters: Option<&[&str]>| Value::Delimited {
            texts: texts.iter().map(|text| (*text).to_owned()).collect(),
            delimiters: delimiters.map(|all| all.iter().map(|one| (*one).to_owned()).collect()),
        };
        let breaks = |value, message| {
            !found("scope-enum", &setting(When::Always, value), message).is_empty()
        };
        assert!(!breaks(listed(&["a", "b"], None), "x(a, b): c"));
        assert!(breaks(listed(&["a", "b"], Some(&["|"])), "x(a, b): c"));
        assert!(!breaks(listed(&["a, b"], None), "x(a, b): c"));
        let kebab = setting(When::Always, cases(&["kebab-case"]));
        assert_eq!(found("scope-case", &kebab, "x(a-b/c): d"), []);
    }

    #[test]
    fn a_sign_off_is_the_last_line_and_a_trailer_one_of_the_last_paragraph() {
        let signed = setting(When::Always, text("Signed-off-by:"));
        let message = "a\n\nSigned-off-by: A\n(cherry picked from commit 1234567)\n# b\n";
        assert_eq!(found("signed-off-by", &signed, message), []);
        assert_eq!(found("trailer-exists", &signed, message), []);
        assert_eq!(found("trailer-exists", &signed, "Signed-off-by: A").len(), 1);
    }

    proptest! {
        #[test]
        fn no_message_is_too_odd_for_a_rule_and_a_fix_is_done_once(
            message in "([a-zA-Z]{0,4})?(\\([a-zA-Z,/ ]{0,4}\\))?!?:? ?[A-Z]?[\\PC]{0,6}[. ]{0,3}([ \r\n]{1,3}(BREAKING CHANGE: |a: |#1)?[\\PC]{0,6}){0,4}",
            never in any::<bool>(),
        ) {
            let parts = read_as(&message, Dialect::Conventional);
            for row in RULES {
                let when = if never { When::Never } else { When::Always };
                let value = match row.takes {
                    ValueKind::Nothing => Value::Nothing,
                    ValueKind::Number => Value::Number(3),
                    ValueKind::Text => text("."),
                    ValueKind::Texts | ValueKind::Scopes | ValueKind::Patterns => Value::Texts(vec!["a".to_owned()]),
                    ValueKind::Cases | ValueKind::ScopeCases => cases(&["lower-case", "snake-case"]),
                };
                let set = setting(when, value);
                for violation in (row.check)(&parts, &set) {
                    prop_assert!(message.get(violation.span).is_some(), "{}", row.name);
                    let Some(fix) = violation.fix else { continue };
                    let better = mended(&message, &fix.edits);
                    prop_assert_eq!((row.check)(&read_as(&better, Dialect::Conventional), &set), vec![], "{}", row.name);
                }
            }
        }

        #[test]
        fn the_presets_take_any_text(message in "\\PC{0,30}") {
            for (name, set) in conventional().into_iter().chain(angular()) {
                found(name, &set, &message);
            }
        }
    }
}
