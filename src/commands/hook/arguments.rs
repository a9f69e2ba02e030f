//! `semflow hook`: the commands below it.

use clap::{Args, Subcommand};

use crate::commands::check::commit_msg::Run;
use crate::commands::hook::install::Install;
use crate::commands::hook::status::Status;
use crate::commands::hook::uninstall::Uninstall;

/// Have git check the message of each commit
#[derive(Debug, Args)]
#[command(disable_help_subcommand = true)]
pub struct Hook {
    /// What to do.
    #[command(subcommand)]
    pub command: HookCommand,
}

/// The commands below `semflow hook`.
#[derive(Debug, Subcommand)]
pub enum HookCommand {
    #[expect(missing_docs, reason = "the help text is the doc comment of the arguments")]
    Install(Install),
    #[expect(missing_docs, reason = "the help text is the doc comment of the arguments")]
    Uninstall(Uninstall),
    #[expect(missing_docs, reason = "the help text is the doc comment of the arguments")]
    Status(Status),
    #[expect(missing_docs, reason = "the help text is the doc comment of the arguments")]
    Run(Run),
}
