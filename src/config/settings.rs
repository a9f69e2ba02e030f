//! What a `cliff.toml` can say, as plain values.
//!
//! `Default` is a project without the file. An `Option` that is `None` says the project did not
//! decide, so that whoever uses the value can put its own default there. This module must not know
//! how the text is written.

use std::fmt;

use regex::Regex;

use crate::config::check::settings::CheckSettings;
use crate::config::commits_settings::Commits;
use crate::config::flow_settings::Flow;
use crate::config::pattern::LazyPattern;
use crate::config::release_settings::Release;
use crate::domain::manifest::declaration::Declaration;
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
    /// Section `[remote]`.
    pub remotes: Remotes,
    /// The first repository on a forge that `[remote]` names.
    pub remote: Option<RemoteSetting>,
    /// Section `[commits]`, semflow's own.
    pub commits: Commits,
    /// Section `[flow]`, semflow's own.
    pub flow: Flow,
    /// Section `[check]`, semflow's own, where there is one.
    pub check: Option<CheckSettings>,
    /// Section `[release]`, semflow's own.
    pub release: Release,
    /// Section `[[version-files]]`, semflow's own.
    pub version_files: Vec<Declaration>,
    /// The paths of `[[version-files]]` whose version is not the project's.
    pub ignored_version_files: Vec<String>,
}

/// How the changelog reads: git-cliff's `[changelog]`.
#[derive(Clone, Debug)]
pub struct Changelog {
    /// The template above all releases.
    pub header: Option<String>,
    /// The line below a header that uses variables, by which it is found again; an empty one is
    /// not written.
    pub header_marker: Option<String>,
    /// The template of one release.
    pub body: Option<String>,
    /// The template below all releases.
    pub footer: Option<String>,
    /// Whether each line of a template's source loses its surrounding space.
    pub trim: bool,
    /// Whether a release without commits that follows another one is rendered.
    pub render_always: bool,
    /// Whether the whole is put into the usual form of Markdown.
    pub format: bool,
    /// Replacements over each rendered part, in order.
    pub postprocessors: Vec<TextProcessor>,
    /// The file that is written when no other is asked for.
    pub output: Option<String>,
}

impl Default for Changelog {
    fn default() -> Self {
        Self {
            header: None,
            header_marker: None,
            body: None,
            footer: None,
            trim: true,
            render_always: true,
            format: false,
            postprocessors: Vec::new(),
            output: None,
        }
    }
}

/// Which commits count and what they are called: git-cliff's `[git]`.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "one switch for each key that git-cliff has")]
pub struct Git {
    /// The steps over each commit in their order; `None` is git-cliff's order of old.
    pub processing_order: Option<Vec<ProcessingStep>>,
    /// Whether messages are read as Conventional Commits at all.
    pub conventional_commits: bool,
    /// Whether commits that are not conventional are left out.
    pub filter_unconventional: bool,
    /// Whether a commit that is kept and not conventional is a failure.
    pub require_conventional: bool,
    /// Whether each line of a message is a commit of its own.
    pub split_commits: bool,
    /// Whether commits that no parser matches are left out.
    pub filter_commits: bool,
    /// Whether a commit that is kept and that no parser matches is a failure.
    pub fail_on_unmatched_commit: bool,
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
    /// The tags that are kept when tags are counted; `None` is all.
    pub count_tags: Option<Regex>,
    /// How many of the newest tags are kept.
    pub limit_tags: Option<usize>,
    /// Whether only tags that HEAD descends from are kept.
    pub use_branch_tags: bool,
    /// Whether tags stay in the order of their names instead of their times.
    pub topo_order: bool,
    /// Whether commits stand in topological order instead of the order of their times.
    pub topo_order_commits: bool,
    /// How many of the newest commits are read.
    pub limit_commits: Option<usize>,
    /// Whether commits of submodules are read as well.
    pub recurse_submodules: bool,
    /// The paths that a commit must change to count, as globs.
    pub include_paths: Vec<String>,
    /// The paths whose changes alone do not make a commit count, as globs.
    pub exclude_paths: Vec<String>,
}

impl Default for Git {
    fn default() -> Self {
        Self {
            processing_order: None,
            conventional_commits: true,
            filter_unconventional: true,
            require_conventional: false,
            split_commits: false,
            filter_commits: false,
            fail_on_unmatched_commit: false,
            protect_breaking_commits: false,
            sort_commits: SortCommits::Oldest,
            commit_preprocessors: Vec::new(),
            commit_parsers: None,
            link_parsers: Vec::new(),
            tag_pattern: None,
            skip_tags: None,
            ignore_tags: None,
            count_tags: None,
            limit_tags: None,
            use_branch_tags: false,
            topo_order: false,
            topo_order_commits: true,
            limit_commits: None,
            recurse_submodules: false,
            include_paths: Vec::new(),
            exclude_paths: Vec::new(),
        }
    }
}

/// A step that each commit takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProcessingStep {
    /// Replacements in its message.
    CommitPreprocessors,
    /// A commit for each line of it.
    SplitCommits,
    /// Its message read as a conventional one.
    ConventionalCommits,
    /// The rules over commits.
    CommitParsers,
    /// The rules that make links.
    LinkParsers,
}

impl ProcessingStep {
    /// All steps, in the order of old.
    pub const ALL: [Self; 5] = [
        Self::CommitPreprocessors,
        Self::SplitCommits,
        Self::ConventionalCommits,
        Self::CommitParsers,
        Self::LinkParsers,
    ];

    /// Returns the name of the step, which is the key it belongs to.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::CommitPreprocessors => "commit_preprocessors",
            Self::SplitCommits => "split_commits",
            Self::ConventionalCommits => "conventional_commits",
            Self::CommitParsers => "commit_parsers",
            Self::LinkParsers => "link_parsers",
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

/// A replacement of everything a pattern matches; one that says none changes nothing.
#[derive(Clone, Debug)]
pub struct TextProcessor {
    /// What is looked for.
    pub pattern: Regex,
    /// What stands there instead; `$1` and `${name}` stand for groups of the pattern.
    pub replace: Option<String>,
    /// The command that is given the whole text and answers with another, where the pattern
    /// matches; `replace` goes before it.
    pub replace_command: Option<String>,
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
    pub custom_major_increment_regex: Option<LazyPattern>,
    /// The commit types that raise the minor version.
    pub custom_minor_increment_regex: Option<LazyPattern>,
    /// The commit types that raise nothing.
    pub no_increment_regex: Option<LazyPattern>,
    /// The level every release gets, whatever it holds; never [`Bump::None`].
    pub bump_type: Option<Bump>,
}

/// Where the project's forges are: git-cliff's `[remote]`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remotes {
    /// Whether forges are not asked at all.
    pub offline: bool,
    /// GitHub.
    pub github: Option<RemoteTable>,
    /// GitLab.
    pub gitlab: Option<RemoteTable>,
    /// Gitea.
    pub gitea: Option<RemoteTable>,
    /// Bitbucket.
    pub bitbucket: Option<RemoteTable>,
    /// Azure DevOps.
    pub azure_devops: Option<RemoteTable>,
}

impl Remotes {
    /// Returns the table of the forge that a key names.
    pub fn get(&self, forge: &str) -> Option<&RemoteTable> {
        match forge {
            "github" => self.github.as_ref(),
            "gitlab" => self.gitlab.as_ref(),
            "gitea" => self.gitea.as_ref(),
            "bitbucket" => self.bitbucket.as_ref(),
            "azure_devops" => self.azure_devops.as_ref(),
            _ => None,
        }
    }
}

/// One table of git-cliff's `[remote]`.
#[derive(Clone, PartialEq, Eq)]
pub struct RemoteTable {
    /// The user, organisation or group; empty where it is not set.
    pub owner: String,
    /// The repository's name; empty where it is not set.
    pub repo: String,
    /// What the forge is asked with; a secret.
    pub token: Option<String>,
    /// The address of the forge's interface, where it is not the public one.
    pub api_url: Option<String>,
    /// How long an answer may take, as it is written: `30s`.
    pub http_timeout: String,
    /// Whether the system's own certificates are trusted.
    pub native_tls: Option<bool>,
}

impl Default for RemoteTable {
    fn default() -> Self {
        Self {
            owner: String::new(),
            repo: String::new(),
            token: None,
            api_url: None,
            http_timeout: "30s".to_owned(),
            native_tls: None,
        }
    }
}

impl fmt::Debug for RemoteTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RemoteTable")
            .field("owner", &self.owner)
            .field("repo", &self.repo)
            .field("token", &self.token.as_ref().map(|_| "…"))
            .field("api_url", &self.api_url)
            .field("http_timeout", &self.http_timeout)
            .field("native_tls", &self.native_tls)
            .finish()
    }
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
