//! What docs/check.md and docs/from-commitlint.md say of rules, held against the rules.

use std::collections::{BTreeMap, BTreeSet};

use semflow::config::check::resolve::resolve;
use semflow::config::check::section::check_section;
use semflow::config::commitlint::presets::preset as preset_of;
use semflow::domain::check::checker::Checker;
use semflow::domain::check::commitlint::presets;
use semflow::domain::check::finding::{Finding, Severity};
use semflow::domain::check::names::{COMMITLINT, row, rows};
use semflow::domain::check::own::rules::{RULES, preset, usual_value};
use semflow::domain::check::ruleset::RuleSet;
use semflow::domain::check::setting::{Setting, Value, When};

const CHECK: &str = include_str!("../../docs/check.md");
const FROM_COMMITLINT: &str = include_str!("../../docs/from-commitlint.md");
const CONFIGURATION: &str = include_str!("../../docs/check-configuration.md");

const EXAMPLE: &str = include_str!("../../cliff.toml.example");

/// The heading of the table of rules in docs/check.md.
const RULES_HEADING: &str = "\n## Rules\n";

/// A row of the table: the rule, its level, its value, what it is found in, and what not.
struct Row<'d> {
    rule: &'d str,
    level: &'d str,
    value: Vec<&'d str>,
    bad: String,
    good: String,
}

fn table() -> Vec<Row<'static>> {
    let (_, section) = CHECK.split_once(RULES_HEADING).unwrap_or_default();
    let (section, _) = section.split_once("\n## ").unwrap_or_default();
    let cells = |line: &'static str| {
        let cells: Vec<_> = line.trim_matches('|').split('|').map(str::trim).collect();
        match cells.as_slice() {
            [rule, level, value, bad, good] => Some(Row {
                rule: rule.trim_matches('`'),
                level,
                value: in_backticks(value),
                bad: message(bad),
                good: message(good),
            }),
            _ => None,
        }
    };
    section.lines().filter(|line| line.starts_with("| `")).filter_map(cells).collect()
}

fn in_backticks(text: &str) -> Vec<&str> {
    text.split('`').skip(1).step_by(2).collect()
}

/// The message that a cell stands for: what is in backticks, or a header of so many columns.
fn message(cell: &str) -> String {
    if let Some(columns) = cell.strip_suffix(" columns").and_then(|number| number.parse().ok()) {
        return format!("{:x<columns$}", "feat: ");
    }
    cell.trim_matches('`').replace('⏎', "\n").replace('␣', " ").replace("U+00A0", "\u{a0}")
}

/// What a rule is set to: as where a project says nothing, else on, with what the examples assume.
fn setting(rule: &str) -> Setting {
    preset().remove(rule).unwrap_or_else(|| {
        let value = match rule {
            "scope-enum" => Value::Texts(vec!["api".to_owned(), "cli".to_owned()]),
            "references-pattern" => Value::Texts(vec!["PROJ-\\d+".to_owned()]),
            _ => usual_value(rule),
        };
        Setting { severity: Some(Severity::Error), when: When::Always, value }
    })
}

fn found(rule: &'static str, text: &str) -> Vec<Finding> {
    let mut rules = RuleSet::own();
    rules.rules = BTreeMap::from([(rule, setting(rule))]);
    Checker::new(&rules, Some(vec!["api".to_owned()])).check(text)
}

#[test]
fn every_rule_is_named_in_the_documentation() {
    let named: BTreeSet<_> = [CHECK, FROM_COMMITLINT].into_iter().flat_map(in_backticks).collect();
    let missing: Vec<_> = rows().filter(|row| !named.contains(row.name)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn every_rule_that_counts_by_default_and_every_own_one_has_a_row() {
    let shown: Vec<_> = table().iter().map(|row| row.rule).collect();
    let of_messages = preset().into_keys().filter(|name| *name != "autosquash");
    let expected = RULES.iter().map(|rule| rule.name).chain(of_messages);
    assert_eq!(shown.iter().copied().collect::<BTreeSet<_>>(), expected.collect());
    assert_eq!(shown.len(), shown.iter().collect::<BTreeSet<_>>().len());
}

#[test]
fn the_levels_in_the_table_are_those_where_a_project_says_nothing() {
    let preset = preset();
    for shown in table() {
        let level = preset.get(shown.rule).and_then(|setting| setting.severity);
        assert_eq!(shown.level, level.map_or("off", Severity::as_str), "{}", shown.rule);
    }
}

#[test]
fn the_values_in_the_table_are_those_where_a_project_says_nothing() {
    let preset = preset();
    for shown in table() {
        let usual = usual_value(shown.rule);
        let value = preset.get(shown.rule).map_or(usual, |setting| setting.value.clone());
        let value = match value {
            Value::Nothing => Vec::new(),
            Value::Number(number) => vec![number.to_string()],
            Value::Text(text) => vec![text],
            Value::Texts(texts) | Value::Delimited { texts, .. } => texts,
            Value::Cases { cases, .. } => cases.into_iter().map(|(_, case)| case).collect(),
        };
        assert_eq!(shown.value, value, "{}", shown.rule);
    }
}

#[test]
fn each_rule_is_found_in_its_first_example_and_not_in_its_second() {
    for shown in table() {
        let rule = row(shown.rule).unwrap().name;
        assert!(!found(rule, &shown.bad).is_empty(), "{rule}: {:?}", shown.bad);
        assert_eq!(found(rule, &shown.good), [], "{rule}: {:?}", shown.good);
    }
}

#[test]
fn the_second_examples_have_no_errors_and_no_warnings() {
    let rules = RuleSet::own();
    let checker = Checker::new(&rules, None);
    for shown in table().iter().filter(|row| row.level != "off" && row.rule != "header-width") {
        let unfit = checker.check(&shown.good);
        let unfit: Vec<_> =
            unfit.iter().filter(|finding| finding.severity > Severity::Note).collect();
        assert!(unfit.is_empty(), "{}: {unfit:?}", shown.rule);
    }
}

#[test]
fn every_key_of_the_configuration_in_the_documentation_is_a_rule_or_a_key() {
    let (_, section) = CONFIGURATION.split_once("### semflow's own\n").unwrap();
    let table = section.lines().take_while(|line| !line.starts_with("## "));
    let named: Vec<_> =
        table.filter(|line| line.starts_with("| ")).flat_map(in_backticks).collect();
    assert!(named.len() > 10 && named.iter().all(|name| row(name).is_some()), "{named:?}");
}

#[test]
fn the_table_of_commitlints_rules_has_all_of_them_with_the_levels_of_the_presets() {
    let (_, section) = FROM_COMMITLINT.split_once("\n## The rules\n").unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();
    let lines: Vec<_> = section.lines().filter(|line| line.starts_with("| `")).collect();
    assert_eq!(lines.len(), COMMITLINT.len());
    let (conventional, angular) = (presets::conventional(), presets::angular());
    for (line, rule) in lines.into_iter().zip(COMMITLINT) {
        let cells: Vec<_> = line.split('|').map(str::trim).collect();
        assert_eq!(cells[1], format!("`{}`", rule.name));
        for (cell, rules) in cells[3..6].iter().zip([&conventional, &angular, &preset()]) {
            assert_eq!(*cell, level(rules.get(rule.name)), "{}", rule.name);
        }
    }
}

/// How a cell shows a setting: its level, `never` where that is asked for, and a number.
fn level(setting: Option<&Setting>) -> String {
    let Some((setting, severity)) = setting.and_then(|one| Some((one, one.severity?))) else {
        return String::new();
    };
    let when = if setting.when == When::Never { ", never" } else { "" };
    let number = match setting.value {
        Value::Number(number) => format!(", {number}"),
        _ => String::new(),
    };
    format!("{}{when}{number}", severity.as_str())
}

#[test]
fn the_rules_at_the_end_of_the_example_are_those_where_a_project_says_nothing() {
    let (_, rules) = EXAMPLE.split_once("# What counts where nothing is said").unwrap();
    let (rules, _) = rules.split_once("\n\n\n").unwrap();
    let lines = rules.lines().skip(1).filter_map(|line| line.strip_prefix("# "));
    let lines: Vec<_> = lines.collect();
    let section = format!("[check]\nextends = 'none'\n{}\n", lines.join("\n"));
    let settings = check_section(&section, "cliff.toml").unwrap().unwrap();
    let mut expected = preset();
    // It is `types` there.
    expected.remove("type-enum");
    assert_eq!(resolve(&settings, &preset_of).unwrap().rules, expected);
}
