//! What a configuration can say of messages, as plain values.

use std::collections::BTreeMap;

use regex::Regex;

use crate::domain::check::finding::Severity;
use crate::domain::check::ruleset::Reading;
use crate::domain::check::setting::{Value, When};

/// What a project says of its messages.
#[derive(Clone, Debug, Default)]
pub struct CheckSettings {
    /// What it starts from, in order: a later one counts more. Nothing is [`Preset::Semflow`].
    pub extends: Vec<Base>,
    /// How messages are taken apart; `None` is as what it starts from does it.
    pub reading: Option<Reading>,
    /// What is said of single rules.
    pub rules: BTreeMap<&'static str, Change>,
    /// Authors whose messages are passed over.
    pub ignored_authors: Option<Vec<Regex>>,
    /// Messages that are passed over.
    pub ignored_messages: Option<Vec<Regex>>,
    /// Whether messages that tools write are passed over.
    pub ignores_known: Option<bool>,
    /// Whether an emoji may stand before or right behind the type.
    pub leading_emoji: Option<bool>,
    /// What else people are told to read when a message is rejected.
    pub help_url: Option<String>,
    /// What the hook mends by itself.
    pub fix: Option<HookFix>,
}

/// Something that settings start from.
#[derive(Clone, Debug)]
pub enum Base {
    /// Rules that are built in.
    Preset(Preset),
    /// Another configuration.
    Settings(Box<CheckSettings>),
}

/// Rules that are built in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Preset {
    /// semflow's own.
    Semflow,
    /// Those of `@commitlint/config-conventional`.
    Conventional,
    /// Those of `@commitlint/config-angular`.
    Angular,
    /// None, and messages are taken apart as commitlint does.
    None,
}

impl Preset {
    /// All of them, each with its name.
    pub const ALL: [(&'static str, Self); 4] = [
        ("semflow", Self::Semflow),
        ("conventional", Self::Conventional),
        ("angular", Self::Angular),
        ("none", Self::None),
    ];

    /// Returns its name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Semflow => "semflow",
            Self::Conventional => "conventional",
            Self::Angular => "angular",
            Self::None => "none",
        }
    }

    /// Returns the rules that a configuration of commitlint names, by the whole name of the package
    /// or by the short one (commitlint: `x` is `commitlint-config-x`).
    pub fn of_package(name: &str) -> Option<Self> {
        let short = ["@commitlint/config-", "commitlint-config-"];
        match short.iter().find_map(|prefix| name.strip_prefix(prefix)).unwrap_or(name) {
            "conventional" => Some(Self::Conventional),
            "angular" => Some(Self::Angular),
            _ => None,
        }
    }
}

/// What is said of one rule. What is not said stays as in the preset.
#[derive(Clone, Debug)]
pub struct Change {
    /// How much a violation matters.
    pub level: Option<Level>,
    /// Whether the rule must hold or must not.
    pub when: Option<When>,
    /// What it asks for.
    pub value: Option<Value>,
    /// The path of the key.
    pub path: String,
    /// Where it is said.
    pub place: String,
}

/// How much a violation matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Nothing: the rule is off.
    Off,
    /// This much.
    On(Severity),
}

/// What the hook mends by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HookFix {
    /// Nothing.
    Off,
    /// What changes no word.
    Safe,
}

impl HookFix {
    /// All of them, each with its name.
    pub const ALL: [(&'static str, Self); 2] = [("off", Self::Off), ("safe", Self::Safe)];
}

/// The names of the ways to take messages apart; commitlint calls them parser presets.
pub const READINGS: [(&str, Reading); 6] = [
    ("semflow", Reading::Own),
    ("conventional", Reading::CommitlintConventional),
    ("angular", Reading::CommitlintAngular),
    ("config-angular", Reading::CommitlintConfigAngular),
    ("conventional-changelog-conventionalcommits", Reading::CommitlintConventional),
    ("conventional-changelog-angular", Reading::CommitlintAngular),
];
