//! The arguments of `semflow changelog`: semflow's own, and every one that git-cliff 2.14.2 takes.
//!
//! Variables of the environment that stand in for git-cliff's arguments are read by clap, by
//! git-cliff's rules.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Print the changelog, or write it
///
/// The whole history by default, one section for each release and one for what comes next. Each
/// commit belongs to the earliest release that contains it. A cliff.toml is read as git-cliff reads
/// it; `-c NAME` takes one of its built-in configurations.
#[derive(Debug, Default, Args)]
#[expect(clippy::struct_excessive_bools, reason = "one switch for each flag that git-cliff has")]
#[command(after_help = "Examples:\n  \
    semflow changelog                      the whole changelog, on stdout\n  \
    semflow changelog -o CHANGELOG.md      into a file\n  \
    semflow changelog -u -p CHANGELOG.md   put what is unreleased where it belongs in the file\n  \
    semflow changelog -u -t v1.3.0 -p      the same under the name of the coming release\n  \
    semflow changelog v1.0.0..v1.2.0       a range, or any revision for all up to it\n  \
    semflow changelog -c keepachangelog    by a built-in configuration of git-cliff\n  \
    semflow changelog -x                   the data that templates see, as JSON")]
pub struct Changelog {
    /// A range, a tag, or any revision for all up to it
    #[arg(value_name = "RANGE")]
    pub range: Option<String>,
    /// Only what is not released yet
    #[arg(short, long)]
    pub unreleased: bool,
    /// Only the newest release
    #[arg(short, long)]
    pub latest: bool,
    /// Only the release that HEAD is tagged with
    #[arg(long)]
    pub current: bool,
    /// Name what is not released yet
    #[arg(short, long, value_name = "TAG", env = "GIT_CLIFF_TAG", allow_hyphen_values = true)]
    pub tag: Option<String>,
    /// Name what is not released yet after the next version, or after the one of this level
    #[arg(long, value_name = "LEVEL", num_args = 0..=1, default_missing_value = "auto")]
    pub bump: Option<Level>,
    /// Print the next version and nothing else
    #[arg(long)]
    pub bumped_version: bool,
    /// In Git Flow, give candidates sections of their own, also where the final release is out
    #[arg(long)]
    pub keep_rc: bool,
    /// Write to PATH, or to CHANGELOG.md, instead of stdout
    #[arg(short, long, value_name = "PATH", env = "GIT_CLIFF_OUTPUT")]
    pub output: Option<Option<PathBuf>>,
    /// Put the sections that PATH, or CHANGELOG.md, lacks where they belong
    #[arg(short, long, value_name = "PATH", env = "GIT_CLIFF_PREPEND")]
    pub prepend: Option<Option<PathBuf>>,
    /// Use a built-in template: keepachangelog, plain, detailed, scoped, release-page
    #[arg(long, value_name = "NAME",
          conflicts_with_all = ["bumped_version", "context", "from_context", "body", "body_file"])]
    pub template: Option<String>,
    /// Leave a part of the document out
    #[arg(short, long, value_name = "PART")]
    pub strip: Option<Strip>,
    /// Which commit of a section comes first
    #[arg(long, value_name = "ORDER")]
    pub sort: Option<Sort>,
    /// Print the data that templates see, as JSON
    #[arg(short = 'x', long)]
    pub context: bool,
    /// Render the data in PATH, `-` for stdin, instead of a history
    #[arg(long, value_name = "PATH", env = "GIT_CLIFF_CONTEXT")]
    pub from_context: Option<PathBuf>,
    /// Render each release by this template
    #[arg(
        short,
        long,
        value_name = "TEMPLATE",
        env = "GIT_CLIFF_TEMPLATE",
        allow_hyphen_values = true
    )]
    pub body: Option<String>,
    /// Render each release by the template in PATH
    #[arg(long, value_name = "PATH")]
    pub body_file: Option<PathBuf>,
    /// Be git-cliff 2.14.2 to the byte, its faults included
    #[arg(long, value_name = "HOW", default_value = "repaired")]
    pub compat: Compatibility,
    /// Never run the commands that the configuration names
    #[arg(long)]
    pub no_exec: bool,
    /// Where the history and the configuration come from.
    #[command(flatten)]
    pub source: Source,
    /// Which commits and tags count.
    #[command(flatten)]
    pub filter: Filter,
    /// The repository on its forges.
    #[command(flatten)]
    pub forge: Forge,
}

/// Where the history and the configuration come from.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Sources")]
pub struct Source {
    /// Read these repositories; their releases follow one another
    #[arg(short, long, value_name = "PATH", env = "GIT_CLIFF_REPOSITORY", num_args = 1..)]
    pub repository: Option<Vec<PathBuf>>,
    /// Work in PATH: its configuration, its repository, only changes below it
    #[arg(short, long, value_name = "PATH", env = "GIT_CLIFF_WORKDIR")]
    pub workdir: Option<PathBuf>,
    /// Read the configuration from a file:// URL
    #[arg(long, value_name = "URL", env = "GIT_CLIFF_CONFIG_URL")]
    pub config_url: Option<String>,
    /// Write a cliff.toml to start from: git-cliff's default, or a built-in configuration
    #[arg(short, long, value_name = "NAME", num_args = 0..=1)]
    pub init: Option<Option<String>>,
    /// Look for configurations to start from in PATH, too
    #[arg(long, value_name = "PATH", env = "GIT_CLIFF_TEMPLATES_DIR")]
    pub templates_dir: Option<PathBuf>,
    /// List the configurations to start from
    #[arg(long)]
    pub list_templates: bool,
    /// Behave as git-cliff without a configuration file does (set by the name `git-cliff`)
    #[arg(long, hide = true)]
    pub as_git_cliff: bool,
}

/// Which commits and tags count.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Filters")]
pub struct Filter {
    /// Only commits that change a path like this
    #[arg(
        long,
        value_name = "GLOB",
        env = "GIT_CLIFF_INCLUDE_PATH",
        value_delimiter = ' ',
        num_args = 1
    )]
    pub include_path: Vec<String>,
    /// No commits that change only paths like this
    #[arg(
        long,
        value_name = "GLOB",
        env = "GIT_CLIFF_EXCLUDE_PATH",
        value_delimiter = ' ',
        num_args = 1
    )]
    pub exclude_path: Vec<String>,
    /// Without this commit
    #[arg(long, value_name = "SHA", env = "GIT_CLIFF_SKIP_COMMIT", num_args = 1)]
    pub skip_commit: Vec<String>,
    /// With one more commit in the newest release: a message, or a full id and a message
    #[arg(long, value_name = "MESSAGE", env = "GIT_CLIFF_WITH_COMMIT", num_args = 1)]
    pub with_commit: Vec<String>,
    /// Use this text as the message of the newest release's tag
    #[arg(long, value_name = "MESSAGE", env = "GIT_CLIFF_WITH_TAG_MESSAGE")]
    pub with_tag_message: Option<Option<String>>,
    /// Only tags that match this regular expression are releases
    #[arg(long, value_name = "REGEX", env = "GIT_CLIFF_TAG_PATTERN")]
    pub tag_pattern: Option<String>,
    /// Leave these releases out together with their commits
    #[arg(long, value_name = "REGEX", env = "GIT_CLIFF_SKIP_TAGS")]
    pub skip_tags: Option<String>,
    /// Forget these tags: their commits belong to the next release
    #[arg(long, value_name = "REGEX", env = "GIT_CLIFF_IGNORE_TAGS")]
    pub ignore_tags: Option<String>,
    /// Forget all tags but these
    #[arg(long, value_name = "REGEX", env = "GIT_CLIFF_COUNT_TAGS")]
    pub count_tags: Option<String>,
    /// Only the N newest releases
    #[arg(long, value_name = "N", env = "GIT_CLIFF_LIMIT_TAGS")]
    pub limit_tags: Option<usize>,
    /// Order releases by version and not by date
    #[arg(long)]
    pub topo_order: bool,
    /// Only tags that HEAD descends from
    #[arg(long)]
    pub use_branch_tags: bool,
}

/// The repository on its forges.
#[derive(Debug, Default, Args)]
#[command(next_help_heading = "Forges")]
pub struct Forge {
    /// The repository on GitHub
    #[arg(long, value_name = "OWNER/REPO", env = "GITHUB_REPO")]
    pub github_repo: Option<String>,
    /// The repository on GitLab
    #[arg(long, value_name = "OWNER/REPO", env = "GITLAB_REPO")]
    pub gitlab_repo: Option<String>,
    /// The repository on Gitea or Forgejo
    #[arg(long, value_name = "OWNER/REPO", env = "GITEA_REPO")]
    pub gitea_repo: Option<String>,
    /// The repository on Bitbucket
    #[arg(long, value_name = "OWNER/REPO", env = "BITBUCKET_REPO")]
    pub bitbucket_repo: Option<String>,
    /// The repository on Azure DevOps
    #[arg(long, value_name = "OWNER/REPO", env = "AZURE_DEVOPS_REPO")]
    pub azure_devops_repo: Option<String>,
    /// The token for GitHub; no forge is asked yet
    #[arg(long, value_name = "TOKEN", env = "GITHUB_TOKEN", hide_env_values = true)]
    pub github_token: Option<Secret>,
    /// The token for GitLab
    #[arg(long, value_name = "TOKEN", env = "GITLAB_TOKEN", hide_env_values = true)]
    pub gitlab_token: Option<Secret>,
    /// The token for Gitea or Forgejo
    #[arg(long, value_name = "TOKEN", env = "GITEA_TOKEN", hide_env_values = true)]
    pub gitea_token: Option<Secret>,
    /// The token for Bitbucket
    #[arg(long, value_name = "TOKEN", env = "BITBUCKET_TOKEN", hide_env_values = true)]
    pub bitbucket_token: Option<Secret>,
    /// The token for Azure DevOps
    #[arg(long, value_name = "TOKEN", env = "AZURE_DEVOPS_TOKEN", hide_env_values = true)]
    pub azure_devops_token: Option<Secret>,
    /// How many seconds a request to a forge may take
    #[arg(long, value_name = "SECS", env = "GIT_CLIFF_HTTP_TIMEOUT")]
    pub http_timeout: Option<u64>,
    /// Trust the certificates of the system
    #[arg(long)]
    pub use_native_tls: bool,
    /// Ask no forge
    #[arg(long, env = "GIT_CLIFF_OFFLINE")]
    pub offline: bool,
}

/// A text that is never printed.
#[derive(Clone)]
pub struct Secret(pub String);

impl From<String> for Secret {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret")
    }
}

/// What becomes of git-cliff's faults.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Compatibility {
    /// They are repaired
    #[default]
    Repaired,
    /// They are reproduced
    Strict,
}

/// Which version comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Level {
    /// The one that the commits ask for
    Auto,
    /// The next major version
    Major,
    /// The next minor version
    Minor,
    /// The next patch version
    Patch,
}

/// A part of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Strip {
    /// What stands above the releases
    Header,
    /// What stands below the releases
    Footer,
    /// Both
    All,
}

/// Which commit of a section comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Sort {
    /// The oldest
    Oldest,
    /// The newest
    Newest,
}
