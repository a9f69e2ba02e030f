//! The rules that commitlint's shared configurations set (config-conventional and config-angular
//! 21.2).

use std::collections::BTreeMap;

use crate::domain::check::finding::Severity;
use crate::domain::check::setting::{Setting, Value, When};

/// The types of config-angular; config-conventional has `chore`, too.
const ANGULAR_TYPES: [&str; 10] =
    ["build", "ci", "docs", "feat", "fix", "perf", "refactor", "revert", "style", "test"];

const CONVENTIONAL_TYPES: [&str; 11] =
    ["build", "chore", "ci", "docs", "feat", "fix", "perf", "refactor", "revert", "style", "test"];

/// Returns the rules of `@commitlint/config-conventional`.
pub fn conventional() -> BTreeMap<&'static str, Setting> {
    let mut rules = shared(&CONVENTIONAL_TYPES);
    rules.extend([
        ("body-max-line-length", error(When::Always, Value::Number(100))),
        ("footer-max-line-length", error(When::Always, Value::Number(100))),
        ("header-max-length", error(When::Always, Value::Number(100))),
        ("header-trim", error(When::Always, Value::Nothing)),
    ]);
    rules
}

/// Returns the rules of `@commitlint/config-angular`.
pub fn angular() -> BTreeMap<&'static str, Setting> {
    let mut rules = shared(&ANGULAR_TYPES);
    rules.extend([
        ("header-max-length", error(When::Always, Value::Number(72))),
        ("scope-case", error(When::Always, cases(&["lower-case"]))),
        ("subject-exclamation-mark", error(When::Never, Value::Nothing)),
    ]);
    rules
}

fn shared(types: &[&str]) -> BTreeMap<&'static str, Setting> {
    let subject_cases = cases(&["sentence-case", "start-case", "pascal-case", "upper-case"]);
    let types = types.iter().map(|name| (*name).to_owned()).collect();
    BTreeMap::from([
        ("body-leading-blank", warning()),
        ("footer-leading-blank", warning()),
        ("subject-case", error(When::Never, subject_cases)),
        ("subject-empty", error(When::Never, Value::Nothing)),
        ("subject-full-stop", error(When::Never, Value::Text(".".to_owned()))),
        ("type-case", error(When::Always, cases(&["lower-case"]))),
        ("type-empty", error(When::Never, Value::Nothing)),
        ("type-enum", error(When::Always, Value::Texts(types))),
    ])
}

const fn error(when: When, value: Value) -> Setting {
    Setting { severity: Some(Severity::Error), when, value }
}

const fn warning() -> Setting {
    Setting { severity: Some(Severity::Warning), when: When::Always, value: Value::Nothing }
}

fn cases(names: &[&str]) -> Value {
    let cases = names.iter().map(|name| (None, (*name).to_owned())).collect();
    Value::Cases { cases, delimiters: None }
}

#[cfg(test)]
mod tests {
    use super::{angular, conventional};
    use crate::domain::check::commitlint::rules::catalogue::RULES;

    #[test]
    fn presets_set_rules_that_there_are() {
        for name in conventional().keys().chain(angular().keys()) {
            assert!(RULES.iter().any(|rule| rule.name == *name), "{name}");
        }
        assert_eq!((conventional().len(), angular().len()), (12, 11));
    }
}
