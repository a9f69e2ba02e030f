//! Messages that no rule is asked about: those that git or a forge writes, and those that the
//! project passes over.

use regex::Regex;

use crate::domain::check::commitlint;
use crate::domain::check::ruleset::{Reading, RuleSet};
use crate::domain::commit::merges::is_merge_subject;

/// Why no rule is asked about a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Skip {
    /// Nothing is left of it: git does not commit such a message.
    Empty,
    /// It is that of a merge.
    Merge,
    /// It is one that a tool writes: `Revert "…"`, a bare version.
    Known,
    /// It waits to be squashed into another: `fixup! …`.
    Autosquash,
    /// The project passes over its author.
    Author,
    /// The project passes over messages like it.
    Message,
}

impl Skip {
    /// Returns the reason in words.
    pub const fn why(self) -> &'static str {
        match self {
            Self::Empty => "nothing is left of it once git has cleaned it",
            Self::Merge => "it is the message of a merge",
            Self::Known => "git or a forge writes such a message",
            Self::Autosquash => "it waits to be squashed into another",
            Self::Author => "`ignore-authors` names its author",
            Self::Message => "`ignore-messages` matches it",
        }
    }
}

/// What is known of a message beside its text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Circumstances<'c> {
    /// `Name <address>` of the author.
    pub author: Option<&'c str>,
    /// Whether it is the message of a merge; `None` where only the text can tell.
    pub is_merge: Option<bool>,
    /// Whether autosquash commits are refused, as in what is about to be merged.
    pub refuses_autosquash: bool,
}

/// Returns why no rule is asked about a message, if that is so.
pub fn skip(text: &str, rules: &RuleSet, known: Circumstances<'_>) -> Option<Skip> {
    if text.trim().is_empty() {
        return Some(Skip::Empty);
    }
    let matches = |patterns: &[Regex], text: &str| patterns.iter().any(|one| one.is_match(text));
    if known.author.is_some_and(|author| matches(&rules.ignored_authors, author)) {
        return Some(Skip::Author);
    }
    if matches(&rules.ignored_messages, text) {
        return Some(Skip::Message);
    }
    if !rules.ignores_known {
        return None;
    }
    let subject = text.trim_start().lines().next().unwrap_or_default().trim_end();
    if known.is_merge == Some(true) {
        return Some(Skip::Merge);
    }
    if is_autosquash(subject) {
        let is_off = rules.reading == Reading::Own && !rules.rules.contains_key("autosquash");
        return (!known.refuses_autosquash || is_off).then_some(Skip::Autosquash);
    }
    if !commitlint::ignored::is_ignored(text) {
        return None;
    }
    match is_merge_subject(subject) {
        true if known.is_merge == Some(false) => None,
        true => Some(Skip::Merge),
        false => Some(Skip::Known),
    }
}

/// Whether a subject is one of those that `git rebase --autosquash` moves (git-rebase).
pub fn is_autosquash(subject: &str) -> bool {
    ["fixup!", "squash!", "amend!"].iter().any(|mark| {
        subject.strip_prefix(mark).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    })
}
