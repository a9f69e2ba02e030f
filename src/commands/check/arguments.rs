//! The arguments of `semflow check`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

/// Check commit messages
///
/// Says what keeps a message from being what the project wants, where, and what to write. Without
/// arguments, the message is read from standard input.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    semflow check main..HEAD                 what a branch would bring, in a CI\n  \
    semflow check --last                     the newest commit\n  \
    semflow check --pr-title \"$TITLE\"        what a squash merge would be called\n  \
    semflow check -m 'feat: add x'           one message\n  \
    semflow check --fix .git/COMMIT_EDITMSG  mend a file\n\n\
    Exit codes: 0 all are accepted, 1 one is rejected, 2 usage or configuration,\n\
    3 the repository's state forbids it, 4 the world failed")]
pub struct Check {
    /// A file with a message, `-` for standard input, or commits: `main..HEAD`, `v1.2.0..`, `HEAD`
    #[arg(value_name = "FILE|RANGE")]
    pub input: Option<PathBuf>,
    #[command(flatten)]
    #[expect(missing_docs, reason = "the help texts stand at its fields")]
    pub source: Source,
    /// How the result is written
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: Format,
    /// Warnings reject, too
    #[arg(short, long)]
    pub strict: bool,
    /// Mend what can only mean one thing: in the file, else the mended message goes to stdout
    #[arg(long)]
    pub fix: bool,
    /// How git cleans the message: default, strip, whitespace, verbatim, scissors
    #[arg(long, value_name = "MODE", value_parser = ["default", "strip", "whitespace", "verbatim", "scissors"])]
    pub cleanup: Option<String>,
    /// Show notes, too
    #[arg(long)]
    pub notes: bool,
}

/// Where messages come from, other than by the argument.
#[derive(Debug, Args)]
#[group(multiple = false, conflicts_with = "input")]
pub struct Source {
    /// This message
    #[arg(short, long, value_name = "TEXT")]
    pub message: Option<String>,
    /// The title of a pull request, which becomes the header of a squash merge
    #[arg(long, value_name = "TEXT")]
    pub pr_title: Option<String>,
    /// The newest commit
    #[arg(short, long)]
    pub last: bool,
    /// The commits since the latest release
    #[arg(long)]
    pub since_latest_tag: bool,
}

/// How a result is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For people, on stderr
    Text,
    /// As data
    Json,
    /// Annotations of GitHub Actions
    Github,
    /// A code quality report of GitLab
    Gitlab,
    /// SARIF 2.1.0
    Sarif,
}
