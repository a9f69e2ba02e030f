//! The keys of one configuration of commitlint.

use crate::config::check::given::{Content, Field, Given};
use crate::config::check::near::near;
use crate::config::check::setting::commitlint_setting;
use crate::config::check::settings::{Change, CheckSettings, Level, Preset, READINGS};
use crate::config::commitlint::files::convert_hint;
use crate::config::commitlint::read::Purpose;
use crate::domain::check::names::{COMMITLINT, RuleRow};
use crate::domain::check::ruleset::Reading;
use crate::domain::check::setting::ValueKind;
use crate::failure::{Failure, Result};

/// The keys that commitlint knows (its `config-validator`, and `prompt` of its prompts).
const KEYS: [&str; 9] = [
    "extends",
    "parserPreset",
    "rules",
    "plugins",
    "ignores",
    "defaultIgnores",
    "helpUrl",
    "formatter",
    "prompt",
];

/// What commitlint itself shows with.
const FORMATTER: &str = "@commitlint/format";

/// Where commitlint sends people who were told of nothing else.
const HELP_URL: &str = "https://github.com/conventional-changelog/commitlint/#what-is-commitlint";

/// One configuration.
#[derive(Clone, Copy)]
pub(super) struct Reader<'r, 'a> {
    /// What it is read for.
    pub(super) purpose: Purpose,
    /// Its keys.
    pub(super) fields: &'r [Field<'a>],
}

impl<'r, 'a> Reader<'r, 'a> {
    /// Whether commitlint printed it: plugins are a list where people write them.
    pub(super) fn is_printed(&self) -> bool {
        self.field("plugins").is_some_and(|plugins| plugins.fields().is_some())
    }

    /// Returns the names that it extends.
    pub(super) fn extended(&self) -> &'r [Given<'a>] {
        self.field("extends").map(Given::items).unwrap_or_default()
    }

    /// Returns what it says, but for what it extends.
    pub(super) fn settings(&self, remarks: &mut Vec<String>) -> Result<CheckSettings> {
        let mut settings =
            CheckSettings { reading: self.reading(remarks)?, ..CheckSettings::default() };
        self.plugins(remarks)?;
        self.ignores(remarks)?;
        self.others(remarks);
        if let Some(given) = self.field("defaultIgnores") {
            let Content::Flag(flag) = given.content else {
                return Err(unfit("defaultIgnores", given, "true or false", "true"));
            };
            settings.ignores_known = Some(flag);
        }
        if let Some(given) = self.field("helpUrl") {
            let Some(url) = given.text() else {
                return Err(unfit("helpUrl", given, "a text", "\"https://…\""));
            };
            settings.help_url = Some(url).filter(|url| *url != HELP_URL).map(str::to_owned);
        }
        if let Some(given) = self.field("rules") {
            let Some(rules) = given.fields() else {
                return Err(unfit(
                    "rules",
                    given,
                    "a mapping",
                    "{ \"type-empty\": [2, \"never\"] }",
                ));
            };
            for field in rules {
                if let Some((row, change)) = self.rule(field, remarks)? {
                    settings.rules.insert(row.name, change);
                }
            }
        }
        Ok(settings)
    }

    fn field(&self, name: &str) -> Option<&'r Given<'a>> {
        self.fields.iter().find(|field| field.name == name).map(|field| &field.value)
    }

    /// Returns the way to take messages apart that `parserPreset` names.
    fn reading(&self, remarks: &mut Vec<String>) -> Result<Option<Reading>> {
        let Some(given) = self.field("parserPreset") else { return Ok(None) };
        let options = given.fields().unwrap_or_default();
        let inner =
            |name: &str| options.iter().find(|field| field.name == name).map(|field| &field.value);
        let name = inner("name").and_then(Given::text).or(given.text());
        let reading = READINGS
            .iter()
            .find(|(known, _)| Some(*known) == name && known.starts_with("conventional-"))
            .map(|(_, reading)| *reading);
        if let (None, true) = (name, self.is_printed() && self.extends_angular()) {
            // config-angular has no parser preset, but a pattern of its own in which `!` is known
            return Ok(Some(Reading::CommitlintConfigAngular));
        }
        if reading.is_none() {
            let what = match name {
                Some(name) => format!("the parser preset {name:?} is not built in"),
                None => "a parser preset of its own is not built in".to_owned(),
            };
            self.left_out(given, what, remarks)?;
        } else if self.has_own_options(inner("parserOpts")) {
            self.left_out(given, "options of the parser are not known here".to_owned(), remarks)?;
        }
        Ok(reading)
    }

    fn extends_angular(&self) -> bool {
        let names = self.extended().iter().filter_map(Given::text);
        names.filter_map(Preset::of_package).any(|preset| preset == Preset::Angular)
    }

    /// Whether the options of a parser preset are not its own: somebody wrote them, or commitlint
    /// printed others than those of the two presets that it comes with.
    fn has_own_options(&self, options: Option<&Given<'_>>) -> bool {
        let Some(fields) = options.and_then(Given::fields) else { return false };
        let usual = |field: &Field<'_>| {
            let texts: Vec<_> = field.value.items().iter().filter_map(Given::text).collect();
            match field.name {
                "issuePrefixes" => texts == ["#"],
                "noteKeywords" => {
                    texts == ["BREAKING CHANGE", "BREAKING-CHANGE"] || texts == ["BREAKING CHANGE"]
                }
                "headerCorrespondence" => texts == ["type", "scope", "subject"],
                "revertCorrespondence" => texts == ["header", "hash"],
                // a regular expression is printed as an empty object
                _ => field.name.ends_with("Pattern"),
            }
        };
        !self.is_printed() || !fields.iter().all(usual)
    }

    fn plugins(&self, remarks: &mut Vec<String>) -> Result<()> {
        let Some(given) = self.field("plugins") else { return Ok(()) };
        let names: Vec<&str> = match given.fields() {
            Some(fields) => fields.iter().map(|field| field.name).collect(),
            None => given.items().iter().map(|item| item.text().unwrap_or("local")).collect(),
        };
        if names.is_empty() {
            return Ok(());
        }
        let what = format!("a plugin needs Node: `{}`", names.join("`, `"));
        self.left_out(given, what, remarks)
    }

    fn ignores(&self, remarks: &mut Vec<String>) -> Result<()> {
        match self.field("ignores") {
            Some(given) if !given.items().is_empty() => {
                let what = "`ignores` holds functions, which need Node".to_owned();
                match self.purpose {
                    Purpose::Import => self.left_out(given, what, remarks),
                    Purpose::Check => Err(given.place.failure(what).hint(
                        "write `ignore-messages = [\"…\"]` in the section [check] of a cliff.toml",
                    )),
                }
            }
            _ => Ok(()),
        }
    }

    /// Remarks on what changes nothing about messages.
    fn others(&self, remarks: &mut Vec<String>) {
        if let Some(given) = self.field("formatter")
            && given.text() != Some(FORMATTER)
        {
            let name = given.text().unwrap_or("formatter");
            remarks.push(remark(given, &format!("the formatter {name:?} is not used")));
        }
        let is_unknown = |field: &&Field<'_>| !KEYS.contains(&field.name);
        for field in self.fields.iter().filter(is_unknown) {
            if let Some(meant) = near(field.name, KEYS) {
                let what = format!("unknown key `{}`; did you mean `{meant}`?", field.name);
                remarks.push(format!("{}: {what}", field.place.position()));
            }
        }
    }

    fn rule(
        &self,
        field: &Field<'_>,
        remarks: &mut Vec<String>,
    ) -> Result<Option<(&'static RuleRow, Change)>> {
        let Some(row) = COMMITLINT.iter().find(|row| row.name == field.name) else {
            return self.unknown_rule(field, remarks).map(|()| None);
        };
        let path = format!("rules.{}", field.name);
        if self.is_printed() && has_no_limit(row, &field.value) {
            let change = Change {
                level: Some(Level::Off),
                when: None,
                value: None,
                path,
                place: field.place.position(),
            };
            return Ok(Some((row, change)));
        }
        match commitlint_setting(row, &path, &field.value) {
            Ok(change) => Ok(Some((row, change))),
            // a regular expression or a function has become something else in print
            Err(failure) if self.is_printed() && self.purpose == Purpose::Import => {
                remarks.push(failure.to_string());
                Ok(None)
            }
            Err(failure) => Err(failure),
        }
    }

    fn unknown_rule(&self, field: &Field<'_>, remarks: &mut Vec<String>) -> Result<()> {
        let what = format!("there is no rule `{}`", field.name);
        let has_plugins = self.field("plugins").is_some_and(|plugins| match plugins.fields() {
            Some(_) => true,
            None => !plugins.items().is_empty(),
        });
        if self.purpose == Purpose::Import && has_plugins {
            remarks.push(format!("{}: {what}", field.place.position()));
            return Ok(());
        }
        let failure = field.place.failure(what);
        Err(match near(field.name, COMMITLINT.iter().map(|row| row.name)) {
            Some(name) => failure.hint(format!("did you mean `{name}`?")),
            None => failure.hint("docs/check-configuration.md lists the rules"),
        })
    }

    /// Tells of something that cannot be followed.
    fn left_out(&self, given: &Given<'_>, what: String, remarks: &mut Vec<String>) -> Result<()> {
        match self.purpose {
            Purpose::Import => remarks.push(remark(given, &what)),
            Purpose::Check => return Err(given.place.failure(what).hint(convert_hint())),
        }
        Ok(())
    }
}

/// Whether a length is `Infinity`, which is printed as `null`.
fn has_no_limit(row: &RuleRow, given: &Given<'_>) -> bool {
    row.takes == ValueKind::Number && given.items().get(2).is_some_and(Given::is_nothing)
}

fn remark(given: &Given<'_>, what: &str) -> String {
    format!("{}: {what}", given.place.position())
}

fn unfit(key: &str, given: &Given<'_>, wanted: &str, form: &str) -> Failure {
    let what = format!("`{key}` must be {wanted}, not {}", given.described());
    given.place.failure(what).hint(given.place.remedy(key, form))
}
