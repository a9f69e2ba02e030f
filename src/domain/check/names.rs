//! Which rules exist, what each takes, and what a setting of it without a `when` means: what a
//! configuration is read against.

use crate::domain::check::own::rules::usual_value;
use crate::domain::check::setting::{Value, ValueKind, When};

/// A rule as a configuration knows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RuleRow {
    /// Its name.
    pub name: &'static str,
    /// What it takes as its value.
    pub takes: ValueKind,
    /// What a setting without a `when` means.
    pub when: When,
}

/// The rules of commitlint 21, in the order of the alphabet; the defaults are those of its functions.
pub const COMMITLINT: [RuleRow; 38] = [
    always("body-case", ValueKind::Cases),
    always("body-empty", ValueKind::Nothing),
    always("body-full-stop", ValueKind::Text),
    always("body-leading-blank", ValueKind::Nothing),
    always("body-max-length", ValueKind::Number),
    always("body-max-line-length", ValueKind::Number),
    always("body-min-length", ValueKind::Number),
    always("breaking-change-exclamation-mark", ValueKind::Nothing),
    always("footer-empty", ValueKind::Nothing),
    always("footer-leading-blank", ValueKind::Nothing),
    always("footer-max-length", ValueKind::Number),
    always("footer-max-line-length", ValueKind::Number),
    always("footer-min-length", ValueKind::Number),
    always("header-case", ValueKind::Cases),
    always("header-full-stop", ValueKind::Text),
    always("header-max-length", ValueKind::Number),
    always("header-min-length", ValueKind::Number),
    always("header-trim", ValueKind::Nothing),
    never("references-empty", ValueKind::Nothing),
    always("scope-case", ValueKind::ScopeCases),
    always("scope-delimiter-style", ValueKind::Texts),
    never("scope-empty", ValueKind::Nothing),
    always("scope-enum", ValueKind::Scopes),
    always("scope-max-length", ValueKind::Number),
    always("scope-min-length", ValueKind::Number),
    always("signed-off-by", ValueKind::Text),
    always("subject-case", ValueKind::Cases),
    always("subject-empty", ValueKind::Nothing),
    always("subject-exclamation-mark", ValueKind::Nothing),
    always("subject-full-stop", ValueKind::Text),
    always("subject-max-length", ValueKind::Number),
    always("subject-min-length", ValueKind::Number),
    always("trailer-exists", ValueKind::Text),
    always("type-case", ValueKind::Cases),
    always("type-empty", ValueKind::Nothing),
    always("type-enum", ValueKind::Texts),
    always("type-max-length", ValueKind::Number),
    always("type-min-length", ValueKind::Number),
];

/// The rules that only semflow has.
pub const OWN: [RuleRow; 18] = [
    always("autosquash", ValueKind::Nothing),
    always("breaking-change-complete", ValueKind::Number),
    always("breaking-change-empty", ValueKind::Nothing),
    always("breaking-change-format", ValueKind::Nothing),
    always("deprecation-complete", ValueKind::Nothing),
    always("footer-detached", ValueKind::Nothing),
    always("footer-format", ValueKind::Nothing),
    always("header-format", ValueKind::Nothing),
    always("header-soft-width", ValueKind::Number),
    always("header-width", ValueKind::Number),
    always("message-characters", ValueKind::Nothing),
    always("message-secrets", ValueKind::Nothing),
    always("references-pattern", ValueKind::Patterns),
    always("scope-format", ValueKind::Nothing),
    always("scope-known", ValueKind::Texts),
    always("subject-capital", ValueKind::Nothing),
    always("subject-mood", ValueKind::Nothing),
    always("subject-space", ValueKind::Nothing),
];

/// The cases that commitlint knows, its other spellings included.
pub const CASES: [&str; 12] = [
    "lower-case",
    "upper-case",
    "camel-case",
    "kebab-case",
    "pascal-case",
    "sentence-case",
    "snake-case",
    "start-case",
    "lowercase",
    "lowerCase",
    "uppercase",
    "sentencecase",
];

const fn always(name: &'static str, takes: ValueKind) -> RuleRow {
    RuleRow { name, takes, when: When::Always }
}

const fn never(name: &'static str, takes: ValueKind) -> RuleRow {
    RuleRow { name, takes, when: When::Never }
}

impl RuleRow {
    /// Returns what the rule asks for where nobody says it; `None` where that would make no sense.
    pub fn default_value(&self) -> Option<Value> {
        match usual_value(self.name) {
            Value::Nothing => {}
            usual => return Some(usual),
        }
        match self.takes {
            ValueKind::Nothing => Some(Value::Nothing),
            ValueKind::Text if self.name.ends_with("-full-stop") => Some(self.bare_value()),
            ValueKind::Texts if self.name == "scope-delimiter-style" => Some(self.bare_value()),
            _ => None,
        }
    }

    /// Returns what commitlint takes where a setting ends before its value: the defaults of its
    /// functions, such as a longest header of 0.
    pub fn bare_value(&self) -> Value {
        match self.takes {
            ValueKind::Nothing => Value::Nothing,
            ValueKind::Number => Value::Number(0),
            ValueKind::Text if self.name.ends_with("-full-stop") => Value::Text(".".to_owned()),
            ValueKind::Text => Value::Text(String::new()),
            ValueKind::Texts | ValueKind::Scopes | ValueKind::Patterns => Value::Texts(Vec::new()),
            ValueKind::Cases | ValueKind::ScopeCases => {
                Value::Cases { cases: Vec::new(), delimiters: None }
            }
        }
    }
}

/// Returns the rule of a name.
pub fn row(name: &str) -> Option<&'static RuleRow> {
    rows().find(|row| row.name == name)
}

/// Returns all rules.
pub fn rows() -> impl Iterator<Item = &'static RuleRow> {
    COMMITLINT.iter().chain(&OWN)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{CASES, COMMITLINT, OWN, row, rows};
    use crate::domain::check::commitlint::cases::is_case_name;
    use crate::domain::check::commitlint::rules::catalogue;
    use crate::domain::check::own::rules;
    use crate::domain::check::setting::{Value, When};

    #[test]
    fn every_rule_has_one_row_in_the_order_of_the_alphabet() {
        let names: BTreeSet<_> = rows().map(|row| row.name).collect();
        assert_eq!(names.len(), COMMITLINT.len() + OWN.len());
        assert!(
            COMMITLINT.is_sorted_by_key(|row| row.name) && OWN.is_sorted_by_key(|row| row.name)
        );
    }

    #[test]
    fn only_what_asks_for_something_empty_is_never_by_default() {
        let never: Vec<_> = rows().filter(|row| row.when == When::Never).collect();
        assert_eq!(
            never.iter().map(|row| row.name).collect::<Vec<_>>(),
            ["references-empty", "scope-empty"]
        );
    }

    #[test]
    fn a_full_stop_is_a_full_stop_where_nobody_says_which() {
        let stop = row("subject-full-stop").unwrap();
        assert_eq!(stop.default_value(), Some(Value::Text(".".to_owned())));
        assert_eq!(row("header-max-length").unwrap().default_value(), None);
        assert_eq!(row("zebra"), None);
    }

    #[test]
    fn the_table_has_the_rules_that_are_there() {
        let rows = COMMITLINT.iter().map(|row| (row.name, row.takes, row.when));
        let mut there: Vec<_> =
            catalogue::RULES.iter().map(|rule| (rule.name, rule.takes, rule.when)).collect();
        there.sort_by_key(|(name, ..)| *name);
        assert_eq!(rows.collect::<Vec<_>>(), there);
        let is_new = |name: &&str| !COMMITLINT.iter().any(|row| row.name == *name);
        let own = rules::RULES.iter().map(|rule| rule.name).filter(is_new).chain(["autosquash"]);
        let own: BTreeSet<_> = own.collect();
        assert_eq!(OWN.iter().map(|row| row.name).collect::<BTreeSet<_>>(), own);
        assert!(CASES.into_iter().all(is_case_name));
        for rule in rules::RULES {
            assert_eq!(row(rule.name).unwrap().takes, rule.takes, "{}", rule.name);
        }
    }
}
