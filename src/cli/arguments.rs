//! The command line: global flags and the list of commands. Each command's own arguments stand in
//! its file under `commands`.

use std::path::PathBuf;

use clap::{ArgAction, Args, Parser, Subcommand, ValueEnum};

use crate::cli::environment::Environment;
use crate::commands::{
    bump, changelog, check, commit, config_import, current_version, flow, hook, next_version,
    notes, release, tag, vars, verify,
};
use crate::failure::{Failure, Result};
use crate::files;

/// Next version, changelog, release notes and message checks from Conventional Commits
///
/// semflow reads a git history, classifies the commits since the last release, decides the next
/// semantic version, and renders the changelog. In a repository that works by Git Flow, each branch
/// has a version of its own. It checks commit messages, in a CI and before git commits. It needs no
/// configuration, and changes nothing but what it is asked to write.
#[derive(Debug, Parser)]
#[command(
    name = "semflow",
    version,
    after_help = "Examples:\n  \
        semflow next-version              the version of the next release\n  \
        semflow next-version --explain    and why\n  \
        semflow changelog -o CHANGELOG.md write the whole changelog\n  \
        semflow commit                    make a commit, asked part by part\n  \
        semflow release finish --push     merge, tag, merge back, publish: all or nothing\n  \
        semflow verify v1.2.0             whether tag, version files and changelog agree\n  \
        semflow flow status               the branches of Git Flow, and what is wrong\n  \
        semflow vars --get image_tag      one value of the version, for a CI\n  \
        semflow check main..HEAD          what is wrong with the messages of a branch\n  \
        semflow hook install              have git check each message\n\n\
        Exit codes: 0 done, 1 the answer is no, 2 usage or configuration,\n\
        3 the repository's state forbids it, 4 the world failed, 70 a bug",
    disable_help_subcommand = true
)]
pub struct Arguments {
    /// Flags that every command takes.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Flags that every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options of every command")]
pub struct Global {
    /// Run as if started in DIR
    #[arg(short = 'C', value_name = "DIR", global = true)]
    pub folder: Option<PathBuf>,
    /// Read the configuration from PATH, or take the built-in one of that name
    #[arg(short, long, value_name = "PATH", global = true)]
    pub config: Option<PathBuf>,
    /// Count versions only in tags that start with PREFIX
    #[arg(long, value_name = "PREFIX", global = true)]
    pub tag_prefix: Option<String>,
    /// Say more on stderr
    #[arg(short, long, alias = "debug", action = ArgAction::Count, global = true)]
    pub verbose: u8,
    /// Say nothing on stderr but errors
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// When to use colours
    #[arg(long, value_name = "WHEN", default_value = "auto", global = true)]
    pub color: ColorChoice,
    /// Print the answer as JSON
    #[arg(long, global = true)]
    pub json: bool,
}

impl Global {
    /// Returns the folder to run in.
    ///
    /// # Errors
    /// When `-C` names none.
    pub fn run_folder(&self, environment: &Environment) -> Result<PathBuf> {
        let Some(folder) = &self.folder else { return Ok(environment.folder.clone()) };
        let folder = environment.folder.join(folder);
        if !files::read::is_folder(&folder) {
            return Err(Failure::usage("the folder to run in does not exist")
                .at(folder.display().to_string())
                .hint("`-C` takes a folder"));
        }
        Ok(folder)
    }
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    #[expect(missing_docs, reason = "the help text is the doc comment of the arguments")]
    NextVersion(next_version::NextVersion),
    #[expect(missing_docs, reason = "the help text is the doc comment of the arguments")]
    CurrentVersion(current_version::CurrentVersion),
    #[expect(missing_docs, reason = "the help text is the doc comment of the arguments")]
    Changelog(Box<changelog::arguments::Changelog>),
    #[expect(missing_docs, reason = "the help text is the doc comment of the arguments")]
    Commit(Box<commit::arguments::Commit>),
    #[expect(missing_docs, reason = "the help text is the doc comment of the arguments")]
    Notes(notes::Notes),
    #[expect(missing_docs, reason = "the help text is the doc comment of the arguments")]
    Release(release::arguments::Release),
    #[expect(missing_docs, reason = "the help text is the doc comment of the arguments")]
    Hotfix(release::arguments::Hotfix),
    #[expect(missing_docs, reason = "the help text is the doc comment of the arguments")]
    Tag(Box<tag::Tag>),
    #[expect(missing_docs, reason = "the help text is the doc comment of the arguments")]
    Flow(flow::arguments::Flow),
    #[expect(missing_docs, reason = "the help text is the doc comment of the arguments")]
    Hook(hook::arguments::Hook),
    #[expect(missing_docs, reason = "the help text is the doc comment of the arguments")]
    Check(check::arguments::Check),
    #[expect(missing_docs, reason = "the help text is the doc comment of the arguments")]
    Vars(Box<vars::Vars>),
    #[expect(missing_docs, reason = "the help text is the doc comment of the arguments")]
    Bump(bump::Bump),
    #[expect(missing_docs, reason = "the help text is the doc comment of the arguments")]
    Verify(verify::arguments::Verify),
    #[expect(missing_docs, reason = "the help text is the doc comment of the arguments")]
    Config(config_import::Config),
}
