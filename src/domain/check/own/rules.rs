//! The table of semflow's own rules, and what they are where a project says nothing.

use std::collections::BTreeMap;

use regex::Regex;

use crate::domain::check::finding::{Severity, Violation};
use crate::domain::check::own::message::Message;
use crate::domain::check::own::{characters, footers, grammar, names, secrets, subject};
use crate::domain::check::own::{mood, names::scope_known};
use crate::domain::check::setting::{Setting, Value, ValueKind, When};
use crate::domain::commit::policy::COMMON_TYPES;

/// One of semflow's own rules.
#[derive(Clone, Copy, Debug)]
pub struct OwnRule {
    /// Its name, as configurations write it.
    pub name: &'static str,
    /// What it takes as its value.
    pub takes: ValueKind,
    /// What it is where a project says nothing; `None` is off.
    pub default: Option<Severity>,
    /// Returns what breaks it, in the order of the text.
    pub check: fn(&Message<'_>, &Setting, &Facts) -> Vec<Violation>,
}

/// What rules know beside the message and their settings.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The scopes that the repository shows, in its folders or its history; `None` where it was not
    /// asked.
    pub shown_scopes: Option<Vec<String>>,
    /// The forms in which issues are named.
    pub reference_patterns: Vec<Regex>,
    /// Whether an emoji may stand next to the type.
    pub permits_emoji: bool,
}

/// The columns that fit everywhere: `git log` indents by four, forges cut at 72.
const SOFT_WIDTH: usize = 72;

/// The columns that a header may take at most, as in commitlint's usual configuration.
const HARD_WIDTH: usize = 100;

const NOTHING: ValueKind = ValueKind::Nothing;

/// All of them, in the order in which a message is read.
pub const RULES: &[OwnRule] = &[
    rule("header-format", NOTHING, Some(Severity::Error), |message, _, facts| {
        grammar::header_format(message, facts.permits_emoji)
    }),
    rule("type-enum", ValueKind::Texts, Some(Severity::Error), |message, setting, _| {
        names::type_enum(message, setting)
    }),
    rule("scope-enum", ValueKind::Scopes, None, |message, setting, _| {
        names::scope_enum(message, setting)
    }),
    rule("scope-known", ValueKind::Texts, None, |message, _, facts| {
        facts.shown_scopes.as_ref().map_or_else(Vec::new, |shown| scope_known(message, shown))
    }),
    rule("scope-format", NOTHING, Some(Severity::Warning), |message, _, _| {
        names::scope_format(message)
    }),
    rule("subject-space", NOTHING, Some(Severity::Warning), |message, _, _| {
        subject::subject_space(message)
    }),
    rule("subject-capital", NOTHING, Some(Severity::Note), |message, _, _| {
        subject::subject_capital(message)
    }),
    rule("subject-mood", NOTHING, Some(Severity::Note), |message, _, _| {
        mood::subject_mood(message)
    }),
    rule("header-width", ValueKind::Number, Some(Severity::Error), |message, setting, _| {
        characters::header_width(message, number(setting, HARD_WIDTH))
    }),
    rule("header-soft-width", ValueKind::Number, Some(Severity::Warning), |message, setting, _| {
        characters::header_width(message, number(setting, SOFT_WIDTH))
    }),
    rule("breaking-change-format", NOTHING, Some(Severity::Warning), |message, _, _| {
        footers::breaking_change_format(message)
    }),
    rule("breaking-change-empty", NOTHING, Some(Severity::Error), |message, _, _| {
        footers::breaking_change_empty(message)
    }),
    rule("breaking-change-complete", ValueKind::Number, None, |message, setting, _| {
        footers::breaking_change_complete(message, setting)
    }),
    rule("deprecation-complete", NOTHING, Some(Severity::Warning), |message, _, _| {
        footers::deprecation_complete(message)
    }),
    rule("footer-format", NOTHING, Some(Severity::Warning), |message, _, _| {
        footers::footer_format(message)
    }),
    rule("footer-detached", NOTHING, Some(Severity::Note), |message, _, _| {
        footers::footer_detached(message)
    }),
    rule("message-characters", NOTHING, Some(Severity::Warning), |message, _, _| {
        characters::message_characters(message)
    }),
    rule("message-secrets", NOTHING, None, |message, _, _| secrets::message_secrets(message)),
    rule("references-pattern", ValueKind::Patterns, None, |message, _, facts| {
        subject::references_pattern(message, &facts.reference_patterns)
    }),
];

const fn rule(
    name: &'static str,
    takes: ValueKind,
    default: Option<Severity>,
    check: fn(&Message<'_>, &Setting, &Facts) -> Vec<Violation>,
) -> OwnRule {
    OwnRule { name, takes, default, check }
}

fn number(setting: &Setting, usual: usize) -> usize {
    match setting.value {
        Value::Number(number) => number,
        _ => usual,
    }
}

/// Returns what is asked of a message where a project says nothing: the grammar, the types that
/// most projects use, a blank line, a header that can be read everywhere; the rest are notes.
pub fn preset() -> BTreeMap<&'static str, Setting> {
    let own = RULES.iter().filter_map(|rule| {
        let severity = Some(rule.default?);
        Some((rule.name, Setting { severity, when: When::Always, value: usual_value(rule.name) }))
    });
    let squashed =
        Setting { severity: Some(Severity::Error), when: When::Always, value: Value::Nothing };
    own.chain(of_commitlint()).chain([("autosquash", squashed)]).collect()
}

/// The rules of commitlint that count where a project says nothing.
fn of_commitlint() -> [(&'static str, Setting); 3] {
    let setting = |severity, when, value| Setting { severity: Some(severity), when, value };
    let lower = Value::Cases { cases: vec![(None, "lower-case".to_owned())], delimiters: None };
    let stop = Value::Text(".".to_owned());
    [
        ("body-leading-blank", setting(Severity::Error, When::Always, Value::Nothing)),
        ("subject-full-stop", setting(Severity::Note, When::Never, stop)),
        ("type-case", setting(Severity::Note, When::Always, lower)),
    ]
}

/// Returns the value that a rule has where a project turns it on without one.
pub fn usual_value(name: &str) -> Value {
    match name {
        "type-enum" => Value::Texts(COMMON_TYPES.map(str::to_owned).to_vec()),
        "header-width" => Value::Number(HARD_WIDTH),
        "header-soft-width" => Value::Number(SOFT_WIDTH),
        "breaking-change-complete" => Value::Number(3),
        "scope-known" => Value::Texts(vec!["folders".to_owned(), "history".to_owned()]),
        _ => Value::Nothing,
    }
}
