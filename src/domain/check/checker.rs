//! All rules over one message.

use regex::Regex;

use crate::domain::check::commitlint::reading::{Dialect, read_as};
use crate::domain::check::commitlint::rules::catalogue::RULES;
use crate::domain::check::finding::{Finding, Severity, Violation};
use crate::domain::check::own::message::Message;
use crate::domain::check::own::rules::{Facts, OwnRule, RULES as OWN_RULES};
use crate::domain::check::rule::Rule;
use crate::domain::check::ruleset::{Reading, RuleSet};
use crate::domain::check::setting::{Setting, Value, When};
use crate::domain::commit::layout::layout;

/// What asks a message to leave a rule alone: `semflow-ignore: subject-mood, header-width`.
const IGNORE_TOKEN: &str = "semflow-ignore";

/// The rules of a project, ready to be asked.
#[derive(Debug)]
pub struct Checker<'r> {
    rules: &'r RuleSet,
    facts: Facts,
    /// Those of semflow's own that are on.
    own: Vec<(&'static OwnRule, &'r Setting, Severity)>,
    /// Those of commitlint that are on.
    others: Vec<(&'static Rule, &'r Setting, Severity)>,
    counts_references: bool,
}

impl<'r> Checker<'r> {
    /// Returns a checker for the rules of a project, which may know the scopes that the repository
    /// shows.
    pub fn new(rules: &'r RuleSet, shown_scopes: Option<Vec<String>>) -> Self {
        let patterns = rules.rules.get("references-pattern").map(|setting| &setting.value);
        let patterns = match patterns {
            Some(Value::Texts(patterns)) => patterns.as_slice(),
            _ => &[],
        };
        // Whoever made the rules has refused what is no regular expression.
        let reference_patterns = patterns.iter().filter_map(|one| Regex::new(one).ok()).collect();
        let facts = Facts { shown_scopes, reference_patterns, permits_emoji: rules.leading_emoji };
        let on = |name: &str| {
            let setting = rules.rules.get(name)?;
            Some((setting, setting.severity?))
        };
        let is_own = rules.reading == Reading::Own;
        let own = OWN_RULES.iter().filter(|_| is_own);
        let own = own.filter_map(|rule| on(rule.name).map(|(set, level)| (rule, set, level)));
        // Some of commitlint's names have a rule of semflow's own behind them.
        let is_taken = |rule: &&Rule| is_own && OWN_RULES.iter().any(|own| own.name == rule.name);
        let others = RULES.iter().filter(|rule| !is_taken(rule));
        let others = others.filter_map(|rule| on(rule.name).map(|(set, level)| (rule, set, level)));
        Self {
            rules,
            facts,
            own: own.collect(),
            others: others.collect(),
            counts_references: on("references-empty").is_some(),
        }
    }

    /// Returns the rules.
    pub fn rules(&self) -> &RuleSet {
        self.rules
    }

    /// Returns what is wrong with a message, in the order of the text; the worst first where two
    /// stand at one place.
    pub fn check(&self, text: &str) -> Vec<Finding> {
        let mut found = match self.rules.reading {
            Reading::Own => self.by_own_reading(text),
            Reading::CommitlintConventional => self.by_commitlint(text, Dialect::Conventional),
            Reading::CommitlintAngular => self.by_commitlint(text, Dialect::Angular),
            Reading::CommitlintConfigAngular => self.by_commitlint(text, Dialect::ConfigAngular),
        };
        if !found.is_empty() && text.contains(IGNORE_TOKEN) {
            let ignored = ignored_rules(text);
            found.retain(|finding| !ignored.iter().any(|name| name == finding.rule));
        }
        found.sort_by(|one, other| {
            let place = |finding: &Finding| finding.violation.span.start;
            place(one).cmp(&place(other)).then(other.severity.cmp(&one.severity))
        });
        found
    }

    fn by_own_reading(&self, text: &str) -> Vec<Finding> {
        let message = Message::of(text);
        let mut found = Vec::new();
        for (rule, setting, severity) in &self.own {
            let violations = (rule.check)(&message, setting, &self.facts);
            found.extend(findings(rule.name, *severity, violations));
        }
        if found.iter().any(|one| one.rule == "header-width") {
            found.retain(|one| one.rule != "header-soft-width");
        }
        let parts = message.parts(self.counts_references);
        for (rule, setting, severity) in &self.others {
            for mut finding in findings(rule.name, *severity, (rule.check)(&parts, setting)) {
                if let Some(words) = own_words(finding.rule, setting.when) {
                    words.clone_into(&mut finding.violation.message);
                }
                found.push(finding);
            }
        }
        found
    }

    fn by_commitlint(&self, text: &str, dialect: Dialect) -> Vec<Finding> {
        let parts = read_as(text, dialect);
        let checked = self.others.iter().flat_map(|(rule, setting, severity)| {
            findings(rule.name, *severity, (rule.check)(&parts, setting))
        });
        checked.collect()
    }
}

/// Returns what semflow's own reading says in the place of commitlint's words.
fn own_words(rule: &str, when: When) -> Option<&'static str> {
    match (rule, when) {
        ("body-leading-blank", When::Always) => Some("the body needs a blank line before it"),
        ("subject-full-stop", When::Never) => Some("drop the full stop"),
        ("type-case", When::Always) => Some("write the type in small letters"),
        _ => None,
    }
}

fn findings(
    rule: &'static str,
    severity: Severity,
    violations: Vec<Violation>,
) -> impl Iterator<Item = Finding> {
    violations.into_iter().map(move |violation| Finding { rule, severity, violation })
}

/// Returns the rules that the message asks to be left alone.
fn ignored_rules(text: &str) -> Vec<String> {
    let footers = layout(text).footers.into_iter().map(|(_, footer)| footer);
    let names = footers.filter(|footer| footer.has_token(IGNORE_TOKEN)).flat_map(|footer| {
        let names = footer.value.split([',', ' ', '\n']).map(str::trim);
        names.filter(|name| !name.is_empty()).map(str::to_owned).collect::<Vec<_>>()
    });
    names.collect()
}
