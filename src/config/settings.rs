//! What a `cliff.toml` can say, as plain values.
//!
//! `Default` is a project without the file. An `Option` that is `None` says the project did not
//! decide, so that whoever uses the value can put its own default there. This module must not know
//! how the text is written.

use std::collections::BTreeMap;

use regex::Regex;

use crate::domain::version::bump::Bump;

/// Everything a configuration file decides.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Section `[changelog]`.
    pub changelog: Changelog,
    /// Section `[git]`.
    pub git: Git,
    /// Section `[bump]`.
    pub bump: BumpRules,
    /// The repository on a forge, where `[remote]` names one.
    pub remote: Option<RemoteSetting>,
    /// Section `[commits]`, semflow's own.
    pub commits: Commits,
}

/// How the changelog reads: git-cliff's `[changelog]`.
#[derive(Clone, Debug)]
pub struct Changelog {
    /// The template above all releases.
    pub header: Option<String>,
    /// The template of one release.
    pub body: Option<String>,
    /// The template below all releases.
    pub footer: Option<String>,
    /// Whether each line of a template's source loses its surrounding space.
    pub trim: bool,
    /// Replacements over each rendered part, in order.
    pub postprocessors: Vec<TextProcessor>,
    /// The file that is written when no other is asked for.
    pub output: Option<String>,
}

impl Default for Changelog {
    fn default() -> Self {
        Self {
            header: None,
            body: None,
            footer: None,
            trim: true,
            postprocessors: Vec::new(),
            output: None,
        }
    }
}

/// Which commits count and what they are called: git-cliff's `[git]`.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "one switch for each key that git-cliff has")]
pub struct Git {
    /// Whether messages are read as Conventional Commits at all.
    pub conventional_commits: bool,
    /// Whether commits that are not conventional are left out.
    pub filter_unconventional: bool,
    /// Whether commits that no parser matches are left out.
    pub filter_commits: bool,
    /// Whether a breaking change survives a parser that skips it.
    pub protect_breaking_commits: bool,
    /// The order of the commits within a release.
    pub sort_commits: SortCommits,
    /// Replacements over each message before it is read, in order.
    pub commit_preprocessors: Vec<TextProcessor>,
    /// The rules that group, rename and skip commits, in order; `None` where the file has none,
    /// which is not the same as an empty list.
    pub commit_parsers: Option<Vec<CommitParser>>,
    /// The rules that turn parts of a message into links, in order.
    pub link_parsers: Vec<LinkParser>,
    /// The tags that are releases; `None` is every tag that names a version.
    pub tag_pattern: Option<Regex>,
    /// The tags whose release is left out together with its commits.
    pub skip_tags: Option<Regex>,
    /// The tags that are no boundary: their commits belong to the next release.
    pub ignore_tags: Option<Regex>,
}

impl Default for Git {
    fn default() -> Self {
        Self {
            conventional_commits: true,
            filter_unconventional: true,
            filter_commits: false,
            protect_breaking_commits: false,
            sort_commits: SortCommits::Oldest,
            commit_preprocessors: Vec::new(),
            commit_parsers: None,
            link_parsers: Vec::new(),
            tag_pattern: None,
            skip_tags: None,
            ignore_tags: None,
        }
    }
}

/// Which commit of a release comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SortCommits {
    /// The oldest one.
    #[default]
    Oldest,
    /// The newest one.
    Newest,
}

/// A replacement of everything a pattern matches.
#[derive(Clone, Debug)]
pub struct TextProcessor {
    /// What is looked for.
    pub pattern: Regex,
    /// What stands there instead; `$1` and `${name}` stand for groups of the pattern.
    pub replace: String,
}

/// A rule over commits; it applies where every matcher it has matches.
#[derive(Clone, Debug, Default)]
pub struct CommitParser {
    /// Matcher: the full id of one commit.
    pub sha: Option<String>,
    /// Matcher: the whole message.
    pub message: Option<Regex>,
    /// Matcher: the body of a conventional message.
    pub body: Option<Regex>,
    /// Matcher: one of the footers.
    pub footer: Option<Regex>,
    /// Matcher, together with `pattern`: the dotted name of a value of the commit.
    pub field: Option<String>,
    /// What the value that `field` names must match.
    pub pattern: Option<Regex>,
    /// The group the commit goes to.
    pub group: Option<String>,
    /// The scope the commit gets, whatever its own.
    pub scope: Option<String>,
    /// The scope of a commit that has none.
    pub default_scope: Option<String>,
    /// Whether the commit is left out.
    pub skip: bool,
    /// Whether the rules below are tried as well (`continue`).
    pub continues: bool,
}

/// A rule that makes a link of each match in a message.
#[derive(Clone, Debug)]
pub struct LinkParser {
    /// What is looked for.
    pub pattern: Regex,
    /// The address, with `$1` for groups of the pattern.
    pub href: String,
    /// The text, likewise; `None` is the match itself.
    pub text: Option<String>,
}

/// How the next version follows from the changes: git-cliff's `[bump]`.
#[derive(Clone, Debug, Default)]
pub struct BumpRules {
    /// Whether a feature raises the minor version even before 1.0.0.
    pub features_always_bump_minor: Option<bool>,
    /// Whether a breaking change raises the major version even before 1.0.0.
    pub breaking_always_bump_major: Option<bool>,
    /// The first version of a repository without one.
    pub initial_tag: Option<String>,
    /// The commit types that raise the major version.
    pub custom_major_increment_regex: Option<Regex>,
    /// The commit types that raise the minor version.
    pub custom_minor_increment_regex: Option<Regex>,
    /// The commit types that raise nothing.
    pub no_increment_regex: Option<Regex>,
    /// The level every release gets, whatever it holds; never [`Bump::None`].
    pub bump_type: Option<Bump>,
}

/// A repository on a forge: one table of git-cliff's `[remote]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RemoteSetting {
    /// The name of the table: `github`, `gitlab`, `gitea`, `bitbucket` or `azure_devops`.
    pub forge: String,
    /// The user, organisation or group.
    pub owner: String,
    /// The repository's name.
    pub repo: String,
    /// The address of the forge's interface, where it is not the public one.
    pub api_url: Option<String>,
}

/// How messages are read: semflow's own `[commits]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commits {
    /// What commit types (in lower case) raise, beside or instead of the built-in table.
    pub bump: BTreeMap<String, Bump>,
    /// Whether the changes listed in the body of a squashed commit count.
    pub squash_bodies: bool,
    /// Whether a commit and its revert count as nothing when both are unreleased.
    pub cancel_reverts: bool,
    /// Whether an emoji may stand before the type.
    pub leading_emoji: bool,
    /// Authors whose bodies are not read, beside the well-known bots.
    pub bots: Vec<String>,
    /// What stands before the version in a tag; `None` follows the tags that are there.
    pub tag_prefix: Option<String>,
    /// The name of the built-in template that is used where `changelog.body` is not set.
    pub template: Option<String>,
}

impl Default for Commits {
    fn default() -> Self {
        Self {
            bump: BTreeMap::new(),
            squash_bodies: true,
            cancel_reverts: true,
            leading_emoji: true,
            bots: Vec::new(),
            tag_prefix: None,
            template: None,
        }
    }
}
