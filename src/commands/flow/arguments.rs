//! `semflow flow`: the commands below it.

use clap::{Args, Subcommand};

use crate::commands::flow::status::Status;

/// Look at the branches of Git Flow
#[derive(Debug, Args)]
#[command(disable_help_subcommand = true)]
pub struct Flow {
    /// What to do.
    #[command(subcommand)]
    pub command: FlowCommand,
}

/// The commands below `semflow flow`.
#[derive(Debug, Subcommand)]
pub enum FlowCommand {
    #[expect(missing_docs, reason = "the help text is the doc comment of the arguments")]
    Status(Status),
}
