//! Section `[check]`, semflow's own: a name it does not know is a mistake.

use regex::Regex;

use crate::config::check::given::{Given, Place};
use crate::config::check::near::{meant, near};
use crate::config::check::setting::setting;
use crate::config::check::settings::{Base, Change, CheckSettings, HookFix, Preset, READINGS};
use crate::config::keys::{CHECK, CHECK_HOOK};
use crate::config::layers::{Document, Layer, LayerKind};
use crate::config::notes::refuse_unknown;
use crate::config::pattern::compiled;
use crate::config::table::{Entry, Table};
use crate::domain::check::names::{row, rows};
use crate::domain::check::setting::{Value, When};
use crate::failure::{Failure, Result};

/// Returns what `[check]` says in the text of a `cliff.toml`, and reads nothing else of it; `None`
/// where there is no such section. `place` is the path that messages show.
///
/// # Errors
/// The text is no TOML, or the section has a mistake. The failure names its place and a remedy.
pub fn check_section(text: &str, place: &str) -> Result<Option<CheckSettings>> {
    check_section_in(&[Layer { text, place, kind: LayerKind::Project }])
}

/// Returns what `[check]` says over layers, best first.
///
/// # Errors
/// As [`check_section`].
pub fn check_section_in(layers: &[Layer<'_>]) -> Result<Option<CheckSettings>> {
    let documents = layers.iter().map(Document::parse).collect::<Result<Vec<_>>>()?;
    let root = Table::root(documents.iter().flat_map(Document::roots));
    root.table("check")?.map(|section| read(&section)).transpose()
}

/// Returns what the section says.
pub(in crate::config) fn read(table: &Table<'_>) -> Result<CheckSettings> {
    let mut settings = CheckSettings {
        ignores_known: table.flag("default-ignores")?,
        leading_emoji: table.flag("leading-emoji")?,
        help_url: table.filled_text("help-url")?,
        reading: table.choice("parser-preset", &READINGS)?,
        ..CheckSettings::default()
    };
    if let Some(hook) = table.table("hook")? {
        refuse_unknown(&hook, CHECK_HOOK)?;
        settings.fix = hook.choice("fix", &HookFix::ALL)?;
    }
    for entry in table.keys() {
        let path = table.path_of(entry.name);
        let given = || Given::from_toml(entry.source, entry.value);
        match entry.name {
            "extends" => settings.extends = extends(&given(), &path)?,
            "ignore-authors" => settings.ignored_authors = Some(patterns(&given(), &path)?),
            "ignore-messages" => settings.ignored_messages = Some(patterns(&given(), &path)?),
            name if CHECK.contains(&name) => {}
            name => match row(name) {
                Some(row) => {
                    settings.rules.insert(row.name, setting(row, &path, &given())?);
                }
                None if entry.source.kind().is_of_project() => return Err(unknown(entry, &path)),
                None => {}
            },
        }
    }
    shorthand(table, "types", "type-enum", &mut settings)?;
    shorthand(table, "scopes", "scope-enum", &mut settings)?;
    Ok(settings)
}

fn extends(given: &Given<'_>, path: &str) -> Result<Vec<Base>> {
    let names = given.items().iter().map(|item| {
        let Some(name) = item.text() else {
            let what =
                format!("`{path}` must be a text or a list of texts, not {}", item.described());
            return Err(item.place.failure(what).hint(item.place.remedy("extends", "\"semflow\"")));
        };
        let own = Preset::ALL.iter().find(|(known, _)| *known == name).map(|(_, preset)| *preset);
        own.or_else(|| Preset::of_package(name)).map(Base::Preset).ok_or_else(|| {
            let what = format!("`{path}` cannot be {name:?}");
            item.place.failure(what).hint(meant(name, &Preset::ALL.map(|(known, _)| known)))
        })
    });
    names.collect()
}

fn patterns(given: &Given<'_>, path: &str) -> Result<Vec<Regex>> {
    let pattern = |item: &Given<'_>| {
        let Some(text) = item.text() else {
            let what = format!("`{path}` must be a list of texts, not {}", item.described());
            let hint = "write `[\"…\"]`, a list of regular expressions";
            return Err(item.place.failure(what).hint(hint));
        };
        compiled(text, path, || item.place.position())
    };
    given.items().iter().map(pattern).collect()
}

/// `types = […]` is short for the value of `type-enum`, which may say the rest.
fn shorthand(
    table: &Table<'_>,
    key: &str,
    rule: &'static str,
    settings: &mut CheckSettings,
) -> Result<()> {
    let Some(texts) = table.text_or_texts(key)? else { return Ok(()) };
    let (path, place) = (table.path_of(key), table.position_of(key));
    if texts.is_empty() {
        return Err(Failure::usage(format!("`{path}` cannot be empty"))
            .at(place)
            .hint(format!("leave the key out, or write `{rule} = \"off\"`")));
    }
    let value = Some(Value::Texts(texts));
    let Some(change) = settings.rules.get_mut(rule) else {
        let change = Change { level: None, when: Some(When::Always), value, path, place };
        settings.rules.insert(rule, change);
        return Ok(());
    };
    if change.value.is_some() {
        return Err(Failure::usage(format!("`{path}` and `{}` say the same", change.path))
            .at(place)
            .hint(format!(
                "keep one of the two; `{rule} = \"warning\"` may stand beside `{key}`"
            )));
    }
    change.value = value;
    Ok(())
}

fn unknown(entry: Entry<'_>, path: &str) -> Failure {
    let candidates = CHECK.iter().copied().chain(rows().map(|row| row.name));
    let place = Place::Toml(entry.source, entry.start);
    let failure = place.failure(format!("unknown key `{path}`"));
    match near(entry.name, candidates) {
        Some(name) => failure.hint(format!("did you mean `check.{name}`?")),
        None => failure.hint("docs/check-configuration.md lists the rules and the other keys"),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert, proptest};

    use super::check_section;
    use crate::config::check::resolve::resolve;
    use crate::config::check::settings::HookFix;
    use crate::config::commitlint::presets::preset;
    use crate::config::parse::parse;
    use crate::domain::check::finding::Severity;
    use crate::domain::check::ruleset::{Reading, RuleSet};
    use crate::domain::check::setting::{Setting, Value, When};
    use crate::failure::{Failure, Result};

    fn try_rules(section: &str) -> Result<RuleSet> {
        let settings = check_section(&format!("[check]\n{section}"), "cliff.toml")?.unwrap();
        resolve(&settings, &preset)
    }

    fn rules(section: &str) -> RuleSet {
        try_rules(section).unwrap()
    }

    fn refused(section: &str) -> Failure {
        try_rules(section).expect_err(section)
    }

    /// What is said of a rule over the conventional preset.
    fn over(name: &str, said: &str) -> Option<Setting> {
        rules(&format!("extends = 'conventional'\n{name} = {said}\n")).rules.remove(name)
    }

    #[expect(clippy::unnecessary_wraps, reason = "it is compared with what a map holds")]
    fn setting(severity: Severity, when: When, value: Value) -> Option<Setting> {
        Some(Setting { severity: Some(severity), when, value })
    }

    #[test]
    fn only_the_section_is_read() {
        let text = "[git]\ntag_pattern = '('\n[check]\nhelp-url = 'u'\n";
        let settings = check_section(text, "cliff.toml").unwrap().unwrap();
        assert_eq!(settings.help_url.as_deref(), Some("u"));
        assert!(check_section("[git]\n", "cliff.toml").unwrap().is_none());
        let failure = check_section("[check]\nx = \n", "cliff.toml").unwrap_err();
        assert_eq!(failure.place.as_deref(), Some("cliff.toml:2:5"));
    }

    #[test]
    fn every_option_reaches_the_rules() {
        let text = "[check]\nextends = ['none', '@commitlint/config-angular']\n\
                    ignore-authors = ['\\[bot\\]']\nignore-messages = '^x'\n\
                    default-ignores = false\nleading-emoji = true\nhelp-url = 'u'\n\
                    parser-preset = 'angular'\nhook.fix = 'safe'\n";
        let settings = parse(text, "cliff.toml").unwrap().settings.check.unwrap();
        assert_eq!(settings.fix, Some(HookFix::Safe));
        let rules = resolve(&settings, &preset).unwrap();
        assert_eq!(rules.reading, Reading::CommitlintAngular);
        assert!(rules.ignored_authors[0].is_match("x[bot] <a@b>"));
        assert_eq!(rules.ignored_messages[0].as_str(), "^x");
        assert!(!rules.ignores_known && rules.leading_emoji);
        assert_eq!(rules.help_url.as_deref(), Some("u"));
        assert!(rules.rules.contains_key("subject-exclamation-mark"));
    }

    #[test]
    fn an_empty_section_starts_from_semflows_own_rules() {
        assert_eq!(rules("").reading, Reading::Own);
        assert_eq!(rules("extends = 'none'").reading, Reading::CommitlintAngular);
        let both = rules("extends = ['conventional', 'angular']");
        assert_eq!(both.reading, Reading::CommitlintConventional);
        assert_eq!(both.rules["header-max-length"].value, Value::Number(72));
        assert!(both.rules.contains_key("header-trim"));
    }

    #[test]
    fn a_word_is_a_level_and_keeps_the_rest_of_the_preset() {
        for word in ["'off'", "0", "false", "[0]", "[0, 'always', 72]", "{ level = 0 }"] {
            assert_eq!(over("header-max-length", word), None, "{word}");
        }
        for word in ["'warning'", "'warn'", "[1]", "{ level = 'warning' }", "{ level = 1 }"] {
            let expected = setting(Severity::Warning, When::Always, Value::Number(100));
            assert_eq!(over("header-max-length", word), expected, "{word}");
        }
        assert_eq!(
            over("subject-empty", "'note'"),
            setting(Severity::Note, When::Never, Value::Nothing)
        );
        let new = setting(Severity::Error, When::Never, Value::Nothing);
        assert_eq!(over("scope-empty", "2"), new);
        let always = setting(Severity::Error, When::Always, Value::Nothing);
        assert_eq!(over("body-empty", "2"), always);
    }

    #[test]
    fn a_plain_value_is_an_error_or_has_the_level_of_the_preset() {
        let number = |number| setting(Severity::Error, When::Always, Value::Number(number));
        assert_eq!(over("header-max-length", "72"), number(72));
        assert_eq!(over("header-max-length", "2"), number(2));
        assert_eq!(over("scope-min-length", "1"), number(1));
        let texts = |when, texts: &[&str]| {
            let texts = texts.iter().map(|text| (*text).to_owned()).collect();
            setting(Severity::Error, when, Value::Texts(texts))
        };
        assert_eq!(over("scope-enum", "['a', 'b']"), texts(When::Always, &["a", "b"]));
        assert_eq!(over("type-enum", "'a'"), texts(When::Always, &["a"]));
        let stop = Value::Text("!".to_owned());
        assert_eq!(over("subject-full-stop", "'!'"), setting(Severity::Error, When::Never, stop));
    }

    #[test]
    fn plain_cases_are_those_that_are_wanted() {
        let cases = |when, cases: &[(Option<When>, &str)], delimiters: Option<&[&str]>| {
            let cases = cases.iter().map(|(when, case)| (*when, (*case).to_owned())).collect();
            let texts = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
            let delimiters = delimiters.map(texts);
            setting(Severity::Error, when, Value::Cases { cases, delimiters })
        };
        let lower = cases(When::Always, &[(None, "lower-case")], None);
        assert_eq!(over("subject-case", "'lower-case'"), lower);
        assert_eq!(over("subject-case", "{ cases = ['lower-case'] }"), lower);
        let unwanted = cases(When::Always, &[(Some(When::Never), "lower-case")], None);
        assert_eq!(over("subject-case", "{ when = 'never', cases = ['lower-case'] }"), unwanted);
        let own = [(Some(When::Never), "lower-case"), (None, "kebab-case")];
        let said = "[2, 'never', [{ when = 'never', case = 'lower-case' }, 'kebab-case']]";
        assert_eq!(over("type-case", said), cases(When::Never, &own, None));
        assert_eq!(
            over("scope-case", "{ cases = ['kebab-case'], delimiters = ['/'] }"),
            cases(When::Always, &[(None, "kebab-case")], Some(&["/"]))
        );
        assert_eq!(
            over("scope-enum", "{ scopes = ['a'], delimiters = ['/'] }").unwrap().value,
            Value::Delimited { texts: vec!["a".into()], delimiters: Some(vec!["/".into()]) }
        );
    }

    #[test]
    fn types_and_scopes_are_short_for_the_values_of_their_rules() {
        let rules = rules("types = ['a']\nscopes = 'b'\ntype-enum = 'warning'\n").rules;
        let texts = |text: &str| Value::Texts(vec![text.to_owned()]);
        assert_eq!(
            rules.get("type-enum").cloned(),
            setting(Severity::Warning, When::Always, texts("a"))
        );
        assert_eq!(
            rules.get("scope-enum").cloned(),
            setting(Severity::Error, When::Always, texts("b"))
        );
    }

    #[test]
    fn a_mistake_is_named_with_its_place_and_its_remedy() {
        for (text, place, hint) in [
            ("subject-cas = 'off'", "2:1", "did you mean `check.subject-case`?"),
            ("ignore_authors = []", "2:1", "did you mean `check.ignore-authors`?"),
            ("zebra = 1", "2:1", "docs/check-configuration.md lists"),
            ("extends = 'sem'", "2:11", "did you mean `semflow`?"),
            ("extends = ['none', 7]", "2:20", "write `extends = \"semflow\"`"),
            ("body-empty = 'eror'", "2:14", "did you mean `error`?"),
            ("body-empty = true", "2:14", "write `body-empty = \"error\"`"),
            ("body-empty = 3", "2:14", "write `body-empty = \"error\"`"),
            ("body-empty = [2, 'never', 3]", "2:27", "write `body-empty = \"error\"`"),
            ("body-empty = [2, 'nevr']", "2:18", "did you mean `never`?"),
            ("header-max-length = '72'", "2:21", "write `header-max-length = 72`"),
            ("header-max-length = -1", "2:21", "write `header-max-length = 72`"),
            ("header-max-length = 'error'", "2:21", "{ value = … }"),
            ("header-max-length = [2, 'always']", "2:21", "[2, \"always\", …]"),
            ("header-max-length = [2, 'always', 1, 2]", "2:38", "into one list"),
            ("header-max-length = { valu = 1 }", "2:23", "did you mean `value`?"),
            ("header-max-length = { level = 'x' }", "2:31", "write `off` or"),
            ("type-enum = ['a', 1]", "2:19", "write `type-enum = [\"…\", \"…\"]`"),
            ("subject-case = 'lower-cas'", "2:16", "did you mean `lower-case`?"),
            ("scope-enum = { scope = ['a'], delimiters = [] }", "2:16", "did you mean `scopes`?"),
            ("references-pattern = ['a', '(']", "2:28", "not a glob"),
            ("ignore-authors = ['(']", "2:19", "not a glob"),
            ("ignore-messages = 7", "2:19", "list of regular expressions"),
            ("hook.fix = 'all'", "2:12", "write \"off\" or \"safe\""),
            ("hook.fux = 'off'", "2:6", "it may have `fix`"),
            ("types = []", "2:9", "leave the key out"),
            ("types = ['a']\ntype-enum = ['b']", "2:9", "keep one of the two"),
            ("default-ignores = 'x'", "2:19", "write `default-ignores = true`"),
        ] {
            let failure = refused(text);
            assert_eq!(failure.place, Some(format!("cliff.toml:{place}")), "{text}{failure:?}");
            assert!(failure.hints.iter().any(|line| line.contains(hint)), "{text}{failure:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_section_or_a_failure_with_a_place_and_a_hint(
            text in "(\\PC{0,20}\n?|[a-z-]{1,10} = [\\[\\]{}a-z0-9',= -]{0,20}\n){0,4}",
            name in "(header-max-length|type-enum|scope-case|body-empty|signed-off-by|extends|types)",
            value in "[\\[\\]{}012'alwysneverck=, -]{0,30}",
        ) {
            let text = format!("[check]\n{name} = {value}\n{text}");
            for text in [&text, &text.replace(' ', "\t")] {
                match check_section(text, "cliff.toml") {
                    Ok(settings) => drop(settings.map(|settings| resolve(&settings, &preset))),
                    Err(failure) => {
                        prop_assert!(failure.place.is_some_and(|place| place.starts_with("cliff.toml:")));
                        prop_assert!(!failure.hints.is_empty());
                    }
                }
            }
        }

        #[test]
        fn any_text_at_all_is_answered(text in any::<String>()) {
            drop(check_section(&text, "cliff.toml"));
        }
    }
}
