//! The configured rules over commits: `git.commit_parsers` and `git.link_parsers` of git-cliff.

use regex::{Captures, Regex};

use crate::domain::changelog::entry::Link;
use crate::domain::commit::classify::Classified;

/// A rule over commits; it applies where every matcher it has matches.
#[derive(Clone, Debug, Default)]
pub struct CommitRule {
    /// The full id of one commit.
    pub id: Option<String>,
    /// Matches the whole message.
    pub message: Option<Regex>,
    /// Matches the body.
    pub body: Option<Regex>,
    /// Whether it has matchers that are not understood: such a rule never applies.
    pub is_closed: bool,
    /// The section that the commit goes to.
    pub group: Option<String>,
    /// The scope that the commit gets.
    pub scope: Option<String>,
    /// The scope of a commit that has none.
    pub default_scope: Option<String>,
    /// Whether the commit is left out.
    pub skip: bool,
}

/// A rule that makes a link of each match in a message.
#[derive(Clone, Debug)]
pub struct LinkRule {
    /// What is looked for.
    pub pattern: Regex,
    /// The address, with `$1` for groups of the pattern.
    pub href: String,
    /// The text, likewise; without it the match itself.
    pub text: Option<String>,
}

/// All rules of a project.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// The rules over commits, in order; the first that applies decides.
    pub commits: Vec<CommitRule>,
    /// The rules that make links.
    pub links: Vec<LinkRule>,
    /// Whether a commit that no rule applies to is left out.
    pub drops_unmatched: bool,
    /// Whether a breaking change survives a rule that skips it.
    pub protects_breaking: bool,
}

/// What the rules make of a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is listed.
    Kept {
        /// The section it goes to, where a rule says so.
        group: Option<String>,
        /// The scope it gets, where a rule says so.
        scope: Option<String>,
        /// The links found in its message.
        links: Vec<Link>,
    },
    /// A rule leaves it out.
    Skipped {
        /// The place of the rule.
        parser: usize,
    },
    /// No rule applies, and that leaves it out.
    Unmatched,
}

impl Rules {
    /// Returns the sections that the rules name, each once, in their order.
    pub fn groups(&self) -> Vec<String> {
        let mut groups: Vec<String> = Vec::new();
        for group in self.commits.iter().filter(|rule| !rule.skip).filter_map(|r| r.group.as_ref())
        {
            if !groups.contains(group) {
                groups.push(group.clone());
            }
        }
        groups
    }

    /// Returns what becomes of a commit.
    pub fn judge(&self, one: &Classified) -> Verdict {
        let message = one.commit.message.trim();
        let applying = self.commits.iter().enumerate().find(|(_, rule)| rule.applies(one, message));
        let is_breaking = one.changes().any(|change| change.breaking.is_some());
        let (group, scope) = match applying {
            Some((parser, rule)) if rule.skip && !(self.protects_breaking && is_breaking) => {
                return Verdict::Skipped { parser };
            }
            Some((_, rule)) if !rule.skip => rule.placement(one, message),
            None if self.drops_unmatched => return Verdict::Unmatched,
            Some(_) | None => (None, None),
        };
        Verdict::Kept { group, scope, links: self.links_in(message) }
    }

    fn links_in(&self, message: &str) -> Vec<Link> {
        let filled = |template: &str, captures: &Captures<'_>| {
            let mut text = String::new();
            captures.expand(template, &mut text);
            text
        };
        let of_rule = |rule: &LinkRule| -> Vec<Link> {
            let matches = rule.pattern.captures_iter(message);
            let link = |captures: Captures<'_>| Link {
                href: filled(&rule.href, &captures),
                text: filled(rule.text.as_deref().unwrap_or("$0"), &captures),
            };
            matches.map(link).collect()
        };
        self.links.iter().flat_map(of_rule).collect()
    }
}

impl CommitRule {
    fn applies(&self, one: &Classified, message: &str) -> bool {
        let has_matcher = self.id.is_some() || self.message.is_some() || self.body.is_some();
        let body = one.parsed.change.as_ref().and_then(|change| change.body.as_deref());
        let matches = |pattern: &Option<Regex>, text: &str| {
            pattern.as_ref().is_none_or(|pattern| pattern.is_match(text))
        };
        has_matcher
            && !self.is_closed
            && self.id.as_ref().is_none_or(|id| id.eq_ignore_ascii_case(&one.commit.id.to_string()))
            && matches(&self.message, message)
            && matches(&self.body, body.unwrap_or_default())
    }

    /// Returns section and scope, with `$1` for groups of the message's pattern.
    fn placement(&self, one: &Classified, message: &str) -> (Option<String>, Option<String>) {
        let captures = self.message.as_ref().and_then(|pattern| pattern.captures(message));
        let filled = |template: &String| match &captures {
            Some(captures) if template.contains('$') => {
                let mut text = String::new();
                captures.expand(template, &mut text);
                text
            }
            _ => template.clone(),
        };
        let has_scope = one.parsed.change.as_ref().is_some_and(|change| change.scope.is_some());
        let default = self.default_scope.clone().filter(|_| !has_scope);
        (self.group.as_ref().map(filled), self.scope.as_ref().map(filled).or(default))
    }
}
