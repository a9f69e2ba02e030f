//! Rules of every kind: those that come with semflow, all at once, those of commitlint, and random
//! ones.

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::{Just, Strategy, any};
use proptest::prop_oneof;
use proptest::sample::{select, subsequence};
use semflow::domain::check::commitlint::presets;
use semflow::domain::check::finding::Severity;
use semflow::domain::check::names::{CASES, RuleRow, rows};
use semflow::domain::check::own::rules::{RULES, usual_value};
use semflow::domain::check::ruleset::{Reading, RuleSet};
use semflow::domain::check::setting::{Setting, Value, ValueKind, When};

/// Types, scopes, delimiters and starts of lines.
const NAMES: [&str; 12] =
    ["feat", "fix", "docs", "FEAT", "api", "cli", "a", "été", ",", "/", "Signed-off-by:", ""];

/// Ends of a subject.
const STOPS: [&str; 9] = [".", "!", "。", ":", " ", "x", "", "\u{a0}", ")"];

/// The scopes that a repository shows.
pub(crate) fn shown_scopes() -> Vec<String> {
    ["api", "cli"].map(str::to_owned).to_vec()
}

/// Returns rules.
pub(crate) fn rule_sets() -> impl Strategy<Value = RuleSet> {
    let set = prop_oneof![
        3 => Just(RuleSet::own()),
        3 => Just(with(Reading::Own, all_own())),
        1 => Just(with(Reading::CommitlintConventional, presets::conventional())),
        1 => Just(with(Reading::CommitlintAngular, presets::angular())),
        1 => Just(with(Reading::CommitlintConfigAngular, presets::angular())),
        4 => random(),
    ];
    (set, any::<bool>()).prop_map(|(set, leading_emoji)| RuleSet { leading_emoji, ..set })
}

fn with(reading: Reading, rules: BTreeMap<&'static str, Setting>) -> RuleSet {
    RuleSet { reading, rules, ..RuleSet::own() }
}

/// Returns semflow's own rules, every one of them on.
fn all_own() -> BTreeMap<&'static str, Setting> {
    let setting = |value| Setting { severity: Some(Severity::Error), when: When::Always, value };
    let mut rules = RuleSet::own().rules;
    rules.extend(RULES.iter().map(|rule| (rule.name, setting(usual_value(rule.name)))));
    let texts =
        |texts: &[&str]| Value::Texts(texts.iter().map(|text| (*text).to_owned()).collect());
    rules.insert("scope-enum", setting(texts(&["api", "cli", "core/io"])));
    rules.insert("references-pattern", setting(texts(&[r"#\d+", r"[A-Z]+-\d+"])));
    rules
}

fn random() -> impl Strategy<Value = RuleSet> {
    let reading = select(vec![
        Reading::Own,
        Reading::CommitlintConventional,
        Reading::CommitlintAngular,
        Reading::CommitlintConfigAngular,
    ]);
    let all: Vec<&'static RuleRow> = rows().collect();
    let chosen = subsequence(all, 1..20).prop_flat_map(|rows| {
        rows.into_iter().map(|row| (Just(row.name), setting(row.takes))).collect::<Vec<_>>()
    });
    (reading, chosen).prop_map(|(reading, rules)| with(reading, rules.into_iter().collect()))
}

fn setting(takes: ValueKind) -> impl Strategy<Value = Setting> {
    let severity = select(vec![Severity::Note, Severity::Warning, Severity::Error]);
    let when = select(vec![When::Always, When::Always, When::Never]);
    (severity, when, value(takes)).prop_map(|(severity, when, value)| Setting {
        severity: Some(severity),
        when,
        value,
    })
}

fn value(takes: ValueKind) -> proptest::strategy::BoxedStrategy<Value> {
    let names = || {
        subsequence(NAMES.to_vec(), 0..6)
            .prop_map(|names| names.into_iter().map(str::to_owned).collect::<Vec<_>>())
    };
    let delimiters =
        || option::of(vec(select(vec![",", "/", ", ", "é", ""]).prop_map(str::to_owned), 0..3));
    let case = || {
        let when = option::of(select(vec![When::Always, When::Never]));
        vec((when, select(CASES.to_vec()).prop_map(str::to_owned)), 0..3)
    };
    match takes {
        ValueKind::Nothing => Just(Value::Nothing).boxed(),
        ValueKind::Number => (0_usize..120).prop_map(Value::Number).boxed(),
        ValueKind::Text => {
            select(STOPS.to_vec()).prop_map(|text| Value::Text(text.to_owned())).boxed()
        }
        ValueKind::Texts => names().prop_map(Value::Texts).boxed(),
        ValueKind::Scopes => prop_oneof![
            names().prop_map(Value::Texts),
            (names(), delimiters())
                .prop_map(|(texts, delimiters)| Value::Delimited { texts, delimiters }),
        ]
        .boxed(),
        ValueKind::Cases => {
            case().prop_map(|cases| Value::Cases { cases, delimiters: None }).boxed()
        }
        ValueKind::ScopeCases => (case(), delimiters())
            .prop_map(|(cases, delimiters)| Value::Cases { cases, delimiters })
            .boxed(),
        ValueKind::Patterns => Just(Value::Texts(vec![r"#\d+".to_owned()])).boxed(),
    }
}
