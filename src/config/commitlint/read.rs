//! A configuration of commitlint that is data: `.commitlintrc` in YAML or JSON, the key `commitlint`
//! of a `package.json`, or what `commitlint --print-config json` prints.

use std::borrow::Cow;

use crate::config::check::given::Given;
use crate::config::check::settings::{Base, CheckSettings, Preset};
use crate::config::commitlint::files::{convert_hint, is_package};
use crate::config::commitlint::keys::Reader;
use crate::config::yaml::document;
use crate::failure::{Failure, Result};

/// How many files may be read, each named by `extends` of the one before.
const DEEPEST: usize = 16;

/// A configuration that was understood.
#[derive(Clone, Debug)]
pub struct Commitlint {
    /// What it says.
    pub settings: CheckSettings,
    /// What is passed over, each as `file:line:column: what`.
    pub remarks: Vec<String>,
}

/// What a configuration is read for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// To check messages: what cannot be followed is a failure.
    Check,
    /// To be written down anew: what cannot be followed is a remark, where the rest is still true.
    Import,
}

/// Returns the text of another file, which the configuration names by a path from its own folder;
/// `None` where there is none.
pub type Open<'o> = dyn FnMut(&str) -> Result<Option<String>> + 'o;

/// Returns what a configuration says; `None` where the file holds none. `place` is the path that
/// messages show, and tells whether it is a `package.json`.
///
/// # Errors
/// The text is no YAML or JSON, a rule or a value is unknown, or the configuration needs Node: a
/// plugin, a function, a shareable configuration or parser preset that is not built in. Also those
/// of `open`.
pub fn read(
    text: &str,
    place: &str,
    purpose: Purpose,
    open: &mut Open<'_>,
) -> Result<Option<Commitlint>> {
    if is_package(place) && !text.contains("commitlint") {
        return Ok(None);
    }
    let mut files = Files { purpose, open, remarks: Vec::new(), depth: 0 };
    let settings = files.read(text, place, "")?;
    Ok(settings.map(|settings| Commitlint { settings, remarks: files.remarks }))
}

/// A configuration and the files that it is put together from.
struct Files<'f, 'o> {
    purpose: Purpose,
    open: &'f mut Open<'o>,
    remarks: Vec<String>,
    depth: usize,
}

impl Files<'_, '_> {
    /// Reads a file in a folder; the folder of the first one is empty.
    fn read(&mut self, text: &str, place: &str, folder: &str) -> Result<Option<CheckSettings>> {
        refuse_text_form(text, place)?;
        let text = joined_surrogates(text);
        let Some(node) = document(&text, place)? else { return Ok(None) };
        let given = Given::from_yaml(place, &node);
        let Some(given) = configuration(&given, place) else { return Ok(None) };
        let Some(fields) = given.fields() else {
            let what = "a configuration of commitlint is a mapping";
            return Err(given
                .place
                .failure(format!("{what}, not {}", given.described()))
                .hint("write `rules:` and, below it and indented, the rules"));
        };
        let reader = Reader { purpose: self.purpose, fields };
        let mut settings = reader.settings(&mut self.remarks)?;
        settings.extends.push(Base::Preset(Preset::None));
        // what commitlint prints holds the rules of what it extends
        if !reader.is_printed() {
            for item in reader.extended() {
                settings.extends.push(self.base(item, place, folder)?);
            }
        }
        Ok(Some(settings))
    }

    fn base(&mut self, item: &Given<'_>, place: &str, folder: &str) -> Result<Base> {
        let Some(name) = item.text() else {
            return Err(item
                .place
                .failure(format!("`extends` must be a list of texts, not {}", item.described()))
                .hint("write `\"extends\": [\"@commitlint/config-conventional\"]`"));
        };
        if let Some(preset) = Preset::of_package(name) {
            return Ok(Base::Preset(preset));
        }
        if !is_data(name) {
            let what = format!("`extends` names {name:?}, which is not built in");
            return Err(item.place.failure(what).hint(convert_hint()));
        }
        if self.depth == DEEPEST {
            let what = format!("`extends` leads from file to file, {DEEPEST} times");
            return Err(item.place.failure(what).hint("a file may not extend itself"));
        }
        let path = joined(folder, name);
        let text = (self.open)(&path)?.ok_or_else(|| {
            let what = format!("`extends` names {name:?}, and there is no such file");
            item.place.failure(what).hint("the path is counted from the folder of this file")
        })?;
        self.depth += 1;
        let settings = self.read(&text, &joined(folder_of(place), name), folder_of(&path))?;
        self.depth -= 1;
        Ok(Base::Settings(Box::new(settings.unwrap_or_else(nothing))))
    }
}

/// Returns what an empty file says.
fn nothing() -> CheckSettings {
    CheckSettings { extends: vec![Base::Preset(Preset::None)], ..CheckSettings::default() }
}

/// Returns what holds the configuration in a document; an empty one holds none.
fn configuration<'g, 'a>(given: &'g Given<'a>, place: &str) -> Option<&'g Given<'a>> {
    let found = match given.fields() {
        Some(fields) if is_package(place) => {
            fields.iter().find(|field| field.name == "commitlint").map(|field| &field.value)
        }
        _ => Some(given),
    };
    found.filter(|given| !given.is_nothing())
}

/// Whether a name of `extends` is the path of a file that is data.
fn is_data(name: &str) -> bool {
    let is_path = name.starts_with("./") || name.starts_with("../");
    is_path && [".json", ".yaml", ".yml"].iter().any(|ending| name.ends_with(ending))
}

fn folder_of(path: &str) -> &str {
    path.rfind('/').and_then(|end| path.get(..=end)).unwrap_or_default()
}

/// Returns a path from a folder, without the `./` in front of it.
fn joined(folder: &str, path: &str) -> String {
    format!("{folder}{}", path.strip_prefix("./").unwrap_or(path))
}

/// What `--print-config` prints without `json` looks like YAML, but leaves out what is deep.
fn refuse_text_form(text: &str, place: &str) -> Result<()> {
    let start = text.trim_start();
    let is_text_form = start.starts_with("{\n  extends: [")
        && start.contains("\n  formatter: ")
        && start.contains("\n  plugins: {");
    if !is_text_form {
        return Ok(());
    }
    Err(Failure::usage(
        "this is what `commitlint --print-config` shows to people, which is no data",
    )
    .at(place)
    .hint("ask for `commitlint --print-config json`"))
}

/// Returns JSON in which no character is written as two escapes, which YAML does not know.
fn joined_surrogates(text: &str) -> Cow<'_, str> {
    let pair = |text: &str, start: usize| {
        let unit = |at: usize| {
            let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
            u16::from_str_radix(digits, 16).ok()
        };
        let units = [unit(start)?, unit(start + 6)?];
        char::decode_utf16(units).next()?.ok().filter(|character| *character > '\u{ffff}')
    };
    if !text.contains("\\ud") && !text.contains("\\uD") {
        return Cow::Borrowed(text);
    }
    let mut joined = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('\\') {
        let (before, after) = rest.split_at(start);
        joined.push_str(before);
        let (character, length) = match pair(after, 0) {
            Some(character) => (Some(character), 12),
            None => (None, 1),
        };
        let (taken, left) = after.split_at_checked(length).unwrap_or((after, ""));
        match character {
            Some(character) => joined.push(character),
            None => joined.push_str(taken),
        }
        rest = left;
    }
    joined.push_str(rest);
    Cow::Owned(joined)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};

    use super::{Commitlint, Purpose, read};
    use crate::config::check::resolve::resolve;
    use crate::config::commitlint::presets::preset;
    use crate::domain::check::finding::Severity;
    use crate::domain::check::ruleset::{Reading, RuleSet};
    use crate::domain::check::setting::{Setting, Value, When};
    use crate::failure::{Failure, Result};

    fn try_read(text: &str, place: &str, purpose: Purpose) -> Result<Option<Commitlint>> {
        let mut open = |path: &str| {
            Ok(match path {
                "base.json" => Some("{\"extends\": \"./in/deep.json\"}".to_owned()),
                "in/deep.json" => Some("{\"extends\": \"./next.yaml\"}".to_owned()),
                "in/next.yaml" => Some("rules:\n  body-empty: [1, never]\n".to_owned()),
                "broken.json" => Some("{\"rules\": {\"zebra\": [0]}}".to_owned()),
                "loop.json" => Some("{\"extends\": \"./loop.json\"}".to_owned()),
                _ => None,
            })
        };
        read(text, place, purpose, &mut open)
    }

    fn rules(text: &str) -> RuleSet {
        let read = try_read(text, ".commitlintrc", Purpose::Check).unwrap().unwrap();
        assert_eq!(read.remarks, [""; 0], "{text}");
        resolve(&read.settings, &preset).unwrap()
    }

    fn imported(text: &str) -> (RuleSet, Vec<String>) {
        let read = try_read(text, "-", Purpose::Import).unwrap().unwrap();
        (resolve(&read.settings, &preset).unwrap(), read.remarks)
    }

    fn refused(text: &str) -> Failure {
        try_read(text, "rc", Purpose::Check).expect_err(text)
    }

    #[test]
    fn yaml_and_json_say_the_same_also_with_tabs_and_anchors() {
        let yaml = "x: &length [1, always, 50]\nrules:\n  header-max-length: *length\n  \
                    subject-case: [2, never, [upper-case]]\n  scope-enum:\ndefaultIgnores: false\n\
                    helpUrl: https://h\n";
        let json = "{\n\t\"rules\": {\n\t\t\"header-max-length\": [1, \"always\", 50],\n\
                    \t\t\"subject-case\": [2, \"never\", [\"upper-case\"]]\n\t},\n\
                    \t\"defaultIgnores\": false, \"helpUrl\": \"https:\\/\\/h\", \"prompt\": null\n}\n";
        for text in [yaml, json] {
            let rules = rules(text);
            assert_eq!(rules.reading, Reading::CommitlintAngular);
            assert_eq!(rules.rules.len(), 2);
            let length = &rules.rules["header-max-length"];
            assert_eq!(
                (length.severity, &length.value),
                (Some(Severity::Warning), &Value::Number(50))
            );
            assert!(!rules.ignores_known);
            assert_eq!(rules.help_url.as_deref(), Some("https://h"));
        }
    }

    #[test]
    fn an_emoji_in_json_may_be_two_escapes() {
        let rules = rules(
            r#"{"rules": {"type-enum": [2, "always", ["\ud83d\ude00", "\\ud83d", "\u00e9"]]}}"#,
        );
        let texts = ["😀", "\\ud83d", "é"].map(str::to_owned).to_vec();
        assert_eq!(rules.rules["type-enum"].value, Value::Texts(texts));
    }

    #[test]
    fn what_is_extended_comes_first_and_later_names_count_more() {
        let both = rules(
            "extends: ['@commitlint/config-angular', conventional]\n\
                          rules: {type-enum: [0], header-trim: [1]}\n",
        );
        assert_eq!(both.reading, Reading::CommitlintConventional);
        assert_eq!(both.rules["header-max-length"].value, Value::Number(100));
        assert!(both.rules.contains_key("scope-case") && !both.rules.contains_key("type-enum"));
        assert_eq!(both.rules["header-trim"].severity, Some(Severity::Warning));
        let files = rules("extends: ./base.json\n");
        assert_eq!(files.rules["body-empty"].severity, Some(Severity::Warning));
        assert_eq!(rules("{}").rules.len(), 0);
    }

    #[test]
    fn a_setting_without_a_value_asks_for_what_commitlint_takes() {
        let rules = rules(
            "extends: conventional\nrules:\n  scope-enum: [2, always]\n  \
                           subject-full-stop: [1, never]\n  body-leading-blank: [2, always, 7]\n  \
                           subject-empty: 1\n",
        );
        let is = |name: &str, severity, when, value| {
            let expected = Setting { severity: Some(severity), when, value };
            assert_eq!(rules.rules.get(name), Some(&expected), "{name}");
        };
        is("scope-enum", Severity::Error, When::Always, Value::Texts(Vec::new()));
        is("subject-full-stop", Severity::Warning, When::Never, Value::Text(".".to_owned()));
        is("body-leading-blank", Severity::Error, When::Always, Value::Nothing);
        is("subject-empty", Severity::Warning, When::Never, Value::Nothing);
    }

    #[test]
    fn the_two_parser_presets_choose_the_reading() {
        for (name, reading) in [
            ("conventional-changelog-conventionalcommits", Reading::CommitlintConventional),
            ("conventional-changelog-angular", Reading::CommitlintAngular),
            ("{name: conventional-changelog-conventionalcommits}", Reading::CommitlintConventional),
        ] {
            assert_eq!(rules(&format!("parserPreset: {name}\n")).reading, reading);
        }
    }

    #[test]
    fn a_package_may_hold_a_configuration_or_not() {
        let read = |text| try_read(text, "a/package.json", Purpose::Check);
        assert!(read("{\"name\": \"x\"}").unwrap().is_none());
        assert!(read("{\"dependencies\": {\"commitlint\": \"1\"}}").unwrap().is_none());
        assert!(read("{\"name\": \"x\", \"a\": {}, \"a\": {} ").unwrap().is_none());
        let found =
            read("{\"commitlint\": {\"rules\": {\"body-empty\": [2, \"never\"]}}}").unwrap();
        assert_eq!(found.unwrap().settings.rules.len(), 1);
        let failure = read("{\"commitlint\": {\"rules\": {\n\"body-empti\": [2]}}}").unwrap_err();
        assert_eq!(failure.place.as_deref(), Some("a/package.json:2:1"));
        assert!(try_read("", ".commitlintrc", Purpose::Check).unwrap().is_none());
    }

    #[test]
    fn what_needs_node_is_refused_with_the_way_to_convert_it() {
        for (text, place, hint) in [
            ("extends: ['@acme/config']", "1:11", "npx commitlint --print-config json"),
            ("extends: ./x.js", "1:10", "npx commitlint --print-config json"),
            ("plugins: [local]", "1:10", "npx commitlint --print-config json"),
            ("parserPreset: ./p", "1:15", "npx commitlint --print-config json"),
            ("parserPreset: {parserOpts: {issuePrefixes: [X-]}}", "1:15", "npx commitlint"),
            ("ignores: ['x => x']", "1:10", "ignore-messages"),
            ("extends: ./none.json", "1:10", "counted from the folder"),
            ("extends: ./loop.json", "1:13", "may not extend itself"),
            ("extends: ./broken.json", "1:12", "docs/check-configuration.md"),
            ("extends: [1]", "1:11", "@commitlint/config-conventional"),
            ("rules:\n  type-enm: [0]", "2:3", "did you mean `type-enum`?"),
            ("rules:\n  header-width: [0]", "2:3", "did you mean `header-"),
            ("rules:\n  type-empty: [2, nevr]", "2:19", "did you mean `never`?"),
            ("rules:\n  type-empty: [3, never]", "2:15", "[2, \"always\"]"),
            ("rules:\n  type-case: [2, never, lower]", "2:25", "did you mean"),
            ("rules: 1", "1:8", "type-empty"),
            ("defaultIgnores: maybe", "1:17", "true"),
            ("- a", "1:1", "write `rules:`"),
            ("a: [", "", "quote a text"),
            ("{\n  extends: [],\n  formatter: 'x',\n  plugins: {},\n}", "", "--print-config json"),
        ] {
            let failure = refused(text);
            assert!(
                failure.place.as_ref().is_some_and(|at| at.ends_with(place)),
                "{text}{failure:?}"
            );
            assert!(failure.hints.iter().any(|line| line.contains(hint)), "{text}{failure:?}");
        }
    }

    #[test]
    fn what_changes_nothing_about_messages_is_a_remark() {
        let text = "formatter: ./f\nrule: {}\nname: x\n";
        let read = try_read(text, "rc", Purpose::Check).unwrap().unwrap();
        let expected = [
            "rc:1:12: the formatter \"./f\" is not used",
            "rc:2:1: unknown key `rule`; did you mean `rules`?",
        ];
        assert_eq!(read.remarks, expected);
    }

    #[test]
    fn what_commitlint_prints_is_read_without_what_it_extends() {
        let printed = r##"{"extends":["@acme/config"],"formatter":"@commitlint/format",
            "parserPreset":{"name":"conventional-changelog-conventionalcommits","path":"./p",
            "parserOpts":{"headerPattern":{},"noteKeywords":["BREAKING CHANGE","BREAKING-CHANGE"],
            "headerCorrespondence":["type","scope","subject"],"issuePrefixes":["#"]}},
            "plugins":{},"rules":{"body-max-line-length":[2,"always",null],
            "body-empty":[2,"always",null],"type-empty":[2,"never"]},
            "helpUrl":"https://github.com/conventional-changelog/commitlint/#what-is-commitlint",
            "prompt":{"questions":{}}}"##;
        let (rules, remarks) = imported(printed);
        assert_eq!((rules.reading, rules.rules.len()), (Reading::CommitlintConventional, 2));
        assert_eq!((rules.help_url, remarks.len()), (None, 0));
    }

    #[test]
    fn what_cannot_be_carried_over_is_a_remark_of_an_import() {
        let printed = r#"{"extends":[],"formatter":"./f.js","ignores":[null],
            "parserPreset":{"name":"x","parserOpts":{}},"plugins":{"local":{"rules":{}}},
            "rules":{"foo":[2,"always"],"subject-full-stop":[2,"never",{}]}}"#;
        let (rules, remarks) = imported(printed);
        assert_eq!(rules.rules.len(), 0);
        assert_eq!(remarks.len(), 6, "{remarks:?}");
        let prefixes = r#"{"plugins":{},"parserPreset":{"name":"conventional-changelog-angular",
            "parserOpts":{"issuePrefixes":["X-"]}}}"#;
        assert_eq!(imported(prefixes).1.len(), 1);
        let angular = r#"{"extends":["@commitlint/config-angular"],"plugins":{},
            "parserPreset":{"parserOpts":{"headerPattern":{}}}}"#;
        let (rules, remarks) = imported(angular);
        assert_eq!((rules.reading, remarks.len()), (Reading::CommitlintConfigAngular, 0));
    }

    proptest! {
        #[test]
        fn any_text_is_answered(text in any::<String>(), name in "(x|package.json)") {
            drop(try_read(&text, &name, Purpose::Import));
        }

        #[test]
        fn any_text_of_json_or_yaml_signs_is_answered(
            text in "(\\{|\"rules\": |\"extends\": |type-enum: |plugins: |\\[2, |always|null|[\\[\\]{}:,\\\\ud83 \n\t-]){0,20}",
        ) {
            for purpose in [Purpose::Check, Purpose::Import] {
                if let Err(failure) = try_read(&text, "rc", purpose) {
                    assert!(failure.place.is_some() && !failure.hints.is_empty(), "{text}{failure:?}");
                }
            }
        }
    }
}
