//! From rules to the smallest section `[check]` that says the same.

use regex::Regex;
use serde_json::{Map, Value as Json, json};

use crate::config::check::resolve::resolve;
use crate::config::check::section::check_section;
use crate::config::check::settings::Preset;
use crate::config::quoted::quoted;
use crate::domain::check::finding::Severity;
use crate::domain::check::ruleset::{Reading, RuleSet};
use crate::domain::check::setting::{Setting, Value, When};

/// The presets that a section may start from, best first.
const STARTS: [Preset; 3] = [Preset::Conventional, Preset::Angular, Preset::None];

/// A section `[check]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Section {
    /// Its keys, in order.
    pub entries: Vec<(String, Json)>,
}

impl Section {
    /// Returns the section in TOML; each remark stands above it as a comment.
    pub fn to_toml(&self, remarks: &[String]) -> String {
        let comment = |remark: &String| {
            let line: Vec<&str> = remark.split(char::is_control).collect();
            format!("# not carried over: {}\n", line.join(" "))
        };
        let mut text: String = remarks.iter().map(comment).collect();
        text.push_str("[check]\n");
        text.extend(self.entries.iter().map(|(key, value)| line(key, value)));
        text
    }

    /// Returns the keys as one object.
    pub fn to_json(&self) -> Json {
        Json::Object(self.entries.iter().cloned().collect::<Map<_, _>>())
    }
}

/// Returns the smallest section that asks for these rules; `built_in` tells the rules of a preset.
pub fn section(wanted: &RuleSet, built_in: &dyn Fn(Preset) -> RuleSet) -> Section {
    let sections = STARTS.map(|start| section_from(start, wanted, built_in));
    // of several that are equally short, this takes the first
    let shortest = sections.into_iter().min_by_key(|section| section.entries.len());
    shortest.unwrap_or(Section { entries: Vec::new() })
}

fn section_from(start: Preset, wanted: &RuleSet, built_in: &dyn Fn(Preset) -> RuleSet) -> Section {
    let mut entries = vec![("extends".to_owned(), json!(start.as_str()))];
    let Some(base) = rules_of(&entries, built_in) else { return Section { entries } };
    if base.reading != wanted.reading {
        entries.push(("parser-preset".to_owned(), json!(name_of(wanted.reading))));
    }
    let mut options = vec![
        (
            "default-ignores",
            json!(wanted.ignores_known),
            base.ignores_known == wanted.ignores_known,
        ),
        ("leading-emoji", json!(wanted.leading_emoji), base.leading_emoji == wanted.leading_emoji),
    ];
    for (key, wanted, base) in [
        ("ignore-authors", &wanted.ignored_authors, &base.ignored_authors),
        ("ignore-messages", &wanted.ignored_messages, &base.ignored_messages),
    ] {
        options.push((key, json!(texts(wanted)), texts(wanted) == texts(base)));
    }
    let help = wanted.help_url.clone().unwrap_or_default();
    options.push(("help-url", json!(help), wanted.help_url == base.help_url));
    let differing = options.into_iter().filter(|(_, _, is_same)| !is_same);
    entries.extend(differing.map(|(key, value, _)| (key.to_owned(), value)));
    let names = base.rules.keys().chain(wanted.rules.keys());
    let mut names: Vec<&'static str> = names.copied().collect();
    names.sort_unstable();
    names.dedup();
    for name in names {
        let is_on = |setting: &&Setting| setting.severity.is_some();
        let setting = wanted.rules.get(name).filter(is_on);
        if setting != base.rules.get(name).filter(is_on) {
            entries.push(difference(start, name, setting, built_in));
        }
    }
    Section { entries }
}

/// Returns the shortest way to say what a rule is set to: the first that is read as meant.
fn difference(
    start: Preset,
    name: &'static str,
    wanted: Option<&Setting>,
    built_in: &dyn Fn(Preset) -> RuleSet,
) -> (String, Json) {
    let Some(setting) = wanted else { return (name.to_owned(), json!("off")) };
    let level = setting.severity.map_or("off", Severity::as_str);
    let value = value_of(&setting.value);
    let mut forms = vec![(name.to_owned(), json!(level))];
    if let Some(value) = &value {
        let short = [("type-enum", "types"), ("scope-enum", "scopes")];
        let short = short.iter().find(|(rule, _)| *rule == name);
        forms.extend(short.map(|(_, key)| ((*key).to_owned(), value.clone())));
        forms.push((name.to_owned(), value.clone()));
    }
    if let Some(number) = commitlints(setting.severity) {
        let mut items = vec![json!(number), json!(word(setting.when))];
        items.extend(value.clone());
        forms.push((name.to_owned(), Json::Array(items)));
    }
    let mut long = Map::new();
    long.insert("level".to_owned(), json!(level));
    long.insert("when".to_owned(), json!(word(setting.when)));
    long.extend(value.map(|value| ("value".to_owned(), value)));
    let long = (name.to_owned(), Json::Object(long));
    let is_meant = |form: &(String, Json)| {
        let entries = [("extends".to_owned(), json!(start.as_str())), form.clone()];
        rules_of(&entries, built_in).is_some_and(|rules| rules.rules.get(name) == Some(setting))
    };
    forms.into_iter().find(is_meant).unwrap_or(long)
}

/// Returns the rules that a section with these keys asks for.
fn rules_of(entries: &[(String, Json)], built_in: &dyn Fn(Preset) -> RuleSet) -> Option<RuleSet> {
    let lines: String = entries.iter().map(|(key, value)| line(key, value)).collect();
    let settings = check_section(&format!("[check]\n{lines}"), "cliff.toml").ok()??;
    resolve(&settings, built_in).ok()
}

fn value_of(value: &Value) -> Option<Json> {
    let case = |(when, case): &(Option<When>, String)| match when {
        Some(when) => json!({ "when": word(*when), "case": case }),
        None => json!(case),
    };
    match value {
        Value::Nothing => None,
        Value::Number(number) => Some(json!(number)),
        Value::Text(text) => Some(json!(text)),
        Value::Texts(texts) | Value::Delimited { texts, delimiters: None } => Some(json!(texts)),
        Value::Delimited { texts, delimiters } => {
            Some(json!({ "scopes": texts, "delimiters": delimiters }))
        }
        Value::Cases { cases, delimiters: None } => match cases.as_slice() {
            [one] => Some(case(one)),
            cases => Some(cases.iter().map(case).collect()),
        },
        Value::Cases { cases, delimiters } => {
            let cases: Vec<Json> = cases.iter().map(case).collect();
            Some(json!({ "cases": cases, "delimiters": delimiters }))
        }
    }
}

fn name_of(reading: Reading) -> &'static str {
    match reading {
        Reading::Own => "semflow",
        Reading::CommitlintConventional => "conventional",
        Reading::CommitlintAngular => "angular",
        Reading::CommitlintConfigAngular => "config-angular",
    }
}

fn word(when: When) -> &'static str {
    match when {
        When::Always => "always",
        When::Never => "never",
    }
}

fn commitlints(severity: Option<Severity>) -> Option<u8> {
    match severity? {
        Severity::Note => None,
        Severity::Warning => Some(1),
        Severity::Error => Some(2),
    }
}

fn texts(patterns: &[Regex]) -> Vec<&str> {
    patterns.iter().map(Regex::as_str).collect()
}

fn line(key: &str, value: &Json) -> String {
    format!("{key} = {}\n", in_toml(value))
}

fn in_toml(value: &Json) -> String {
    match value {
        Json::String(text) => quoted(text),
        Json::Array(items) => {
            let items: Vec<String> = items.iter().map(in_toml).collect();
            format!("[{}]", items.join(", "))
        }
        Json::Object(fields) => {
            let fields: Vec<String> =
                fields.iter().map(|(key, value)| format!("{key} = {}", in_toml(value))).collect();
            format!("{{ {} }}", fields.join(", "))
        }
        // TOML has no null, and none is ever written
        Json::Null => quoted(""),
        Json::Bool(_) | Json::Number(_) => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::collection::{btree_map, vec};
    use proptest::option;
    use proptest::prelude::{Just, Strategy, any, prop_assert_eq, prop_oneof, proptest};
    use proptest::sample::select;
    use regex::Regex;

    use super::{in_toml, section};
    use crate::config::check::resolve::{bare, resolve};
    use crate::config::check::section::check_section;
    use crate::config::check::settings::Preset;
    use crate::config::commitlint::presets::preset;
    use crate::config::commitlint::read::{Purpose, read};
    use crate::domain::check::finding::Severity;
    use crate::domain::check::names::{CASES, RuleRow, rows};
    use crate::domain::check::ruleset::{Reading, RuleSet};
    use crate::domain::check::setting::{Setting, Value, ValueKind, When};

    fn parsed(toml: &str) -> RuleSet {
        resolve(&check_section(toml, "c").unwrap().unwrap(), &preset).unwrap()
    }

    fn exported(text: &str) -> String {
        let read = read(text, "rc", Purpose::Import, &mut |_| Ok(None)).unwrap().unwrap();
        section(&resolve(&read.settings, &preset).unwrap(), &preset).to_toml(&read.remarks)
    }

    #[test]
    fn a_preset_is_only_its_name() {
        for (name, preset_of_name) in Preset::ALL {
            if preset_of_name != Preset::Semflow {
                let expected = format!("[check]\nextends = {name:?}\n");
                assert_eq!(section(&preset(preset_of_name), &preset).to_toml(&[]), expected);
            }
        }
    }

    #[test]
    fn only_what_differs_is_written_and_in_the_shortest_form() {
        let text = "extends: conventional\nformatter: ./f\nrules:\n  header-max-length: [2, always, 72]\n  \
                    type-enum: [2, always, [a]]\n  subject-case: [0]\n  body-leading-blank: [2, always]\n  \
                    body-empty: [1, never]\n";
        let expected = "# not carried over: rc:2:12: the formatter \"./f\" is not used\n[check]\n\
                        extends = \"conventional\"\nbody-empty = [1, \"never\"]\n\
                        body-leading-blank = \"error\"\nheader-max-length = 72\n\
                        subject-case = \"off\"\ntypes = [\"a\"]\n";
        assert_eq!(exported(text), expected);
    }

    #[test]
    fn the_nearest_preset_is_the_start() {
        let none = "[check]\nextends = \"none\"\ntype-empty = [2, \"never\"]\n";
        assert_eq!(exported("rules: {type-empty: [2, never]}"), none);
        let angular = "[check]\nextends = \"angular\"\nscope-case = \"off\"\n";
        assert_eq!(exported("extends: angular\nrules: {scope-case: [0]}"), angular);
    }

    #[test]
    fn a_remark_cannot_leave_its_comment() {
        let toml = section(&bare(), &preset).to_toml(&["a\n[git]\u{85}\r".to_owned()]);
        assert_eq!(toml, "# not carried over: a [git]  \n[check]\nextends = \"none\"\n");
    }

    fn texts() -> impl Strategy<Value = Vec<String>> {
        vec(prop_oneof![any::<String>(), "[a-z]{1,3}", Just("error".to_owned())], 0..3)
    }

    fn whens() -> impl Strategy<Value = When> {
        prop_oneof![Just(When::Always), Just(When::Never)]
    }

    /// What values are made of, whatever a rule takes.
    #[derive(Clone, Debug)]
    struct Parts {
        texts: Vec<String>,
        number: usize,
        cases: Vec<(Option<When>, &'static str)>,
        is_delimited: bool,
    }

    fn parts() -> impl Strategy<Value = Parts> {
        let number = prop_oneof![0..3_usize, any::<u32>().prop_map(|number| number as usize)];
        let cases = vec((option::of(whens()), select(&CASES[..])), 0..3);
        (texts(), number, cases, any::<bool>()).prop_map(|(texts, number, cases, is_delimited)| {
            Parts { texts, number, cases, is_delimited }
        })
    }

    fn value(kind: ValueKind, parts: Parts) -> Value {
        let Parts { texts, number, cases, is_delimited } = parts;
        let cases = cases.into_iter().map(|(when, case)| (when, case.to_owned())).collect();
        let delimiters = Some(vec!["/".to_owned()]).filter(|_| is_delimited);
        match kind {
            ValueKind::Nothing => Value::Nothing,
            ValueKind::Number => Value::Number(number),
            ValueKind::Text => Value::Text(texts.concat()),
            ValueKind::Scopes if is_delimited => Value::Delimited { texts, delimiters },
            ValueKind::Texts | ValueKind::Scopes => Value::Texts(texts),
            ValueKind::Patterns => {
                Value::Texts(texts.iter().map(|text| regex::escape(text)).collect())
            }
            ValueKind::Cases => Value::Cases { cases, delimiters: None },
            ValueKind::ScopeCases => Value::Cases { cases, delimiters },
        }
    }

    fn settings() -> impl Strategy<Value = Vec<(&'static str, Setting)>> {
        let all: Vec<&'static RuleRow> = rows().collect();
        let severity =
            prop_oneof![Just(Severity::Note), Just(Severity::Warning), Just(Severity::Error)];
        btree_map(0..all.len(), (severity, whens(), parts()), 0..8).prop_map(move |chosen| {
            let setting = |(row, (severity, when, parts)): (usize, (_, _, _))| {
                let row = all[row];
                let value = value(row.takes, parts);
                (row.name, Setting { severity: Some(severity), when, value })
            };
            chosen.into_iter().map(setting).collect()
        })
    }

    proptest! {
        #[test]
        fn a_section_is_read_as_the_rules_it_was_made_from(
            start in 0..4_usize,
            settings in settings(),
            reading in 0..3_usize,
            flags in any::<(bool, bool)>(),
            patterns in vec("[a-z ]{0,5}", 0..3),
            help_url in option::of("https://[a-z]{1,5}"),
        ) {
            let mut rules = preset(Preset::ALL[start].1);
            rules.rules.extend(settings);
            rules.reading =
                [Reading::Own, Reading::CommitlintAngular, Reading::CommitlintConventional][reading];
            (rules.ignores_known, rules.leading_emoji) = flags;
            rules.ignored_authors = patterns.iter().map(|text| Regex::new(text).unwrap()).collect();
            rules.help_url = help_url;
            let toml = section(&rules, &preset).to_toml(&[]);
            prop_assert_eq!(format!("{:?}", parsed(&toml)), format!("{:?}", rules), "{}", toml);
        }

        #[test]
        fn any_text_can_be_a_value_of_toml(text in any::<String>()) {
            let toml = format!("[check]\nhelp-url = {}\n", in_toml(&serde_json::json!(format!("x{text}"))));
            let settings = check_section(&toml, "c").unwrap().unwrap();
            prop_assert_eq!(settings.help_url, Some(format!("x{text}")));
        }
    }
}
