//! The arguments of `semflow commit`.

use std::ffi::OsString;

use clap::Args;

use crate::git::commit_program::CommitOptions;

/// Make a commit with a conventional message, asked part by part or given by flags
///
/// On a terminal, what is not given by a flag is asked for. Where nobody can be asked, a type and a
/// description are needed. The message is checked before git is started; git then runs your hooks,
/// signs and uses your configuration as `git commit` does. A message that was not committed is kept
/// for `--retry`.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
#[command(after_help = "Examples:\n  \
    semflow commit                                     asks for everything\n  \
    semflow commit -t fix --scope api \"close the log\"  asks for nothing\n  \
    semflow commit -t feat -m \"add it\" --closes 12 -a  with all changed files\n  \
    semflow commit --retry                             opens what was rejected in your editor\n  \
    semflow commit --fix                               commits what was rejected, repaired\n  \
    semflow commit -- --date=yesterday src             hands options and paths to git\n\n\
    Exit codes: 1 rejected or cancelled, 3 nothing to commit, 4 git or a hook refused")]
pub struct Commit {
    /// The description
    #[arg(value_name = "DESCRIPTION", conflicts_with_all = ["description", "retry", "fix"])]
    pub given_description: Option<String>,
    /// The type: feat, fix, …
    #[arg(short = 't', long = "type", value_name = "TYPE", conflicts_with_all = ["retry", "fix"])]
    pub kind: Option<String>,
    /// The scope
    #[arg(long, value_name = "SCOPE", conflicts_with_all = ["retry", "fix"])]
    pub scope: Option<String>,
    /// The description
    #[arg(short = 'm', long, value_name = "TEXT", conflicts_with_all = ["retry", "fix"])]
    pub description: Option<String>,
    /// The body; lines that are too wide are broken
    #[arg(long, value_name = "TEXT", conflicts_with_all = ["retry", "fix"])]
    pub body: Option<String>,
    /// Mark a breaking change, and say what breaks
    #[arg(
        long,
        value_name = "TEXT",
        num_args = 0..=1,
        default_missing_value = "",
        conflicts_with_all = ["retry", "fix"]
    )]
    pub breaking: Option<String>,
    /// Name an issue that it is about
    #[arg(long, value_name = "ISSUE", conflicts_with_all = ["retry", "fix"])]
    pub refs: Vec<String>,
    /// Name an issue that it closes
    #[arg(long, value_name = "ISSUE", conflicts_with_all = ["retry", "fix"])]
    pub closes: Vec<String>,
    /// Add a trailer
    #[arg(long, value_name = "KEY=VALUE", conflicts_with_all = ["retry", "fix"])]
    pub trailer: Vec<String>,
    /// Commit all changed files that git knows
    #[arg(short, long)]
    pub all: bool,
    /// Put the commit in the place of the last one
    #[arg(long)]
    pub amend: bool,
    /// Commit even where nothing has changed
    #[arg(long)]
    pub allow_empty: bool,
    /// Add a Signed-off-by trailer
    #[arg(short, long)]
    pub signoff: bool,
    /// Sign the commit
    #[arg(
        short = 'S',
        long,
        value_name = "KEY",
        num_args = 0..=1,
        require_equals = true,
        default_missing_value = ""
    )]
    pub gpg_sign: Option<String>,
    /// Run no hook that could refuse the commit
    #[arg(short, long)]
    pub no_verify: bool,
    /// Open the message in your editor before git takes it
    #[arg(short, long)]
    pub edit: bool,
    /// Print the message and commit nothing
    #[arg(long, conflicts_with_all = ["retry", "fix"])]
    pub dry_run: bool,
    /// Open the message that was not committed in your editor, and commit it
    #[arg(long, conflicts_with = "fix")]
    pub retry: bool,
    /// Commit the message that was not committed, repaired
    #[arg(long)]
    pub fix: bool,
    /// Options and paths for `git commit`
    #[arg(last = true, value_name = "GIT ARGUMENTS")]
    pub rest: Vec<OsString>,
}

impl Commit {
    /// Returns the description, however it was given.
    pub(super) fn description(&self) -> Option<&str> {
        self.description.as_deref().or(self.given_description.as_deref())
    }

    /// Returns what git is asked for.
    pub(super) fn options(&self) -> CommitOptions {
        CommitOptions {
            all: self.all,
            amend: self.amend,
            allow_empty: self.allow_empty,
            sign_off: self.signoff,
            signing_key: self.gpg_sign.clone(),
            no_verify: self.no_verify,
            edit: self.edit || self.retry,
            rest: self.rest.clone(),
        }
    }

    /// Whether git decides by itself what there is to commit.
    pub(super) fn needs_nothing_staged(&self) -> bool {
        self.all || self.amend || self.allow_empty || !self.rest.is_empty()
    }
}
