//! What a project wants of its messages: which reading, which rules, how strict.

use std::collections::BTreeMap;

use regex::Regex;

use crate::domain::check::own::rules::preset;
use crate::domain::check::setting::Setting;

/// What a project wants of its messages.
#[derive(Clone, Debug)]
pub struct RuleSet {
    /// How messages are taken apart.
    pub reading: Reading,
    /// The rules that are set, by name; one that is not there is off.
    pub rules: BTreeMap<&'static str, Setting>,
    /// Whether messages that tools write are passed over: merges, reverts, bare versions.
    pub ignores_known: bool,
    /// Authors whose messages are passed over; each is looked for in `name <address>`.
    pub ignored_authors: Vec<Regex>,
    /// Messages that are passed over.
    pub ignored_messages: Vec<Regex>,
    /// Whether an emoji may stand before or right behind the type.
    pub leading_emoji: bool,
    /// What else people are told to read when a message is rejected.
    pub help_url: Option<String>,
}

impl RuleSet {
    /// Returns what is asked of messages where a project says nothing.
    pub fn own() -> Self {
        Self {
            reading: Reading::Own,
            rules: preset(),
            ignores_known: true,
            ignored_authors: Vec::new(),
            ignored_messages: Vec::new(),
            leading_emoji: false,
            help_url: None,
        }
    }
}

/// How messages are taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Conventional Commits 1.0.0 to the letter, with a place and a remedy for every slip.
    Own,
    /// As commitlint does with the conventionalcommits preset: `!` marks a breaking change.
    CommitlintConventional,
    /// As commitlint does with the angular preset, which is its default: it does not know `!`.
    CommitlintAngular,
    /// As `@commitlint/config-angular` asks for: the angular preset, with `!` in headers.
    CommitlintConfigAngular,
}
