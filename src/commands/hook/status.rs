//! `semflow hook status`

use clap::Args;

use crate::cli::arguments::Global;
use crate::cli::environment::Environment;
use crate::cli::exit_code::ExitCode;
use crate::commands::hook::site;
use crate::failure::Result;
use crate::terminal::{Terminal, hook_status};

/// Show whether git runs semflow on the message of each commit
///
/// Exit code 0: it does. 1: it does not, because there is no hook or something keeps it from running.
#[derive(Debug, Args)]
pub struct Status {}

/// Runs the command.
pub(crate) fn run(
    global: &Global,
    environment: &Environment,
    terminal: &mut Terminal,
) -> Result<ExitCode> {
    let site = site::read(global, environment)?;
    let page = if global.json { hook_status::json(&site) } else { hook_status::text(&site) };
    terminal.data(&page)?;
    Ok(if site.is_installed() { ExitCode::Done } else { ExitCode::No })
}
