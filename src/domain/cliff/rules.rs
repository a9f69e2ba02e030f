//! What a configuration asks of the pipeline: git-cliff's `[git]` keys about commits, as values.

use regex::Regex;

use crate::domain::cliff::programs::Programs;
use crate::failure::Result;

/// A replacement over a text: `commit_preprocessors`, `postprocessors`.
#[derive(Clone, Debug)]
pub struct TextRule {
    /// What is looked for.
    pub pattern: Regex,
    /// What stands there instead, with `$1` for groups; it wins over `command`.
    pub replace: Option<String>,
    /// The command that is given the whole text and prints the new one, where the pattern matches.
    pub command: Option<String>,
}

impl TextRule {
    /// Changes a text as the rule says.
    ///
    /// # Errors
    /// When the command of the rule fails.
    pub fn apply(
        &self,
        text: &mut String,
        programs: &dyn Programs,
        variables: &[(&str, &str)],
    ) -> Result<()> {
        if let Some(replace) = &self.replace {
            if let std::borrow::Cow::Owned(changed) =
                self.pattern.replace_all(text, replace.as_str())
            {
                *text = changed;
            }
        } else if let Some(command) = &self.command
            && self.pattern.is_match(text)
        {
            *text = programs.run(command, text, variables)?;
        }
        Ok(())
    }
}

/// An entry of `commit_parsers`: it applies where every matcher it has matches.
#[derive(Clone, Debug, Default)]
pub struct CommitRule {
    /// Matcher: the full id of one commit.
    pub sha: Option<String>,
    /// Matcher: the whole message.
    pub message: Option<Regex>,
    /// Matcher: the body of a conventional commit.
    pub body: Option<Regex>,
    /// Matcher: one footer of a conventional commit.
    pub footer: Option<Regex>,
    /// Matcher, together with `pattern`: the dotted name of a value of the commit.
    pub field: Option<String>,
    /// What the value of `field` must match.
    pub pattern: Option<Regex>,
    /// The group that the commit goes to.
    pub group: Option<String>,
    /// The scope that the commit gets, whatever its own.
    pub scope: Option<String>,
    /// The scope of a commit without one.
    pub default_scope: Option<String>,
    /// Whether the commit is left out.
    pub skip: bool,
    /// Whether the rules below are tried as well.
    pub continues: bool,
}

impl CommitRule {
    /// Returns the rule that leaves one commit out: `--skip-commit`, a line of `.cliffignore`.
    pub fn skipping(sha: &str) -> Self {
        Self { sha: Some(sha.to_owned()), skip: true, ..Self::default() }
    }
}

/// An entry of `link_parsers`.
#[derive(Clone, Debug)]
pub struct LinkRule {
    /// What is looked for.
    pub pattern: Regex,
    /// The address, with `$1` for groups.
    pub href: String,
    /// The text, likewise; without it the match itself.
    pub text: Option<String>,
}

/// A step of `processing_order`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Text rules over messages.
    CommitPreprocessors,
    /// One commit for each line.
    SplitCommits,
    /// Messages read as Conventional Commits.
    ConventionalCommits,
    /// Groups and scopes.
    CommitParsers,
    /// Links.
    LinkParsers,
}

/// Everything that decides what becomes of a commit.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "one switch for each key that git-cliff has")]
pub struct CommitRules {
    /// The steps in their order; `None` is git-cliff's own order, commit by commit.
    pub order: Option<Vec<Step>>,
    /// Whether messages are read as Conventional Commits.
    pub conventional: bool,
    /// Whether commits that are not conventional are left out.
    pub filter_unconventional: bool,
    /// Whether one commit that is not conventional fails the run.
    pub require_conventional: bool,
    /// Whether each line of a message is a commit of its own.
    pub split: bool,
    /// Text rules over messages.
    pub preprocessors: Vec<TextRule>,
    /// Groups and scopes.
    pub parsers: Vec<CommitRule>,
    /// Whether a breaking change survives a rule that skips it.
    pub protect_breaking: bool,
    /// Links.
    pub links: Vec<LinkRule>,
    /// Whether commits that no rule applies to are left out.
    pub filter_commits: bool,
    /// Whether one commit without a group fails the run.
    pub fail_on_unmatched: bool,
}

impl CommitRules {
    /// Returns the groups that the rules name, each once, in their order.
    pub fn groups(&self) -> Vec<&str> {
        let mut groups = Vec::new();
        for group in self.parsers.iter().filter_map(|rule| rule.group.as_deref()) {
            if !groups.contains(&group) {
                groups.push(group);
            }
        }
        groups
    }
}
