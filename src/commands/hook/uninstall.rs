//! `semflow hook uninstall`

use clap::Args;

use crate::apply::execute::execute;
use crate::cli::arguments::Global;
use crate::cli::environment::Environment;
use crate::cli::exit_code::ExitCode;
use crate::commands::hook::site;
use crate::failure::Result;
use crate::plan::hook;
use crate::terminal::{Terminal, hook_status, plan};

/// Take the hook `commit-msg` away
///
/// The hook that was there before comes back as it was. A hook that semflow has not made, or that
/// somebody has changed since, is left alone.
#[derive(Debug, Args)]
pub struct Uninstall {
    /// Allow to change a folder of hooks that is set for all repositories
    #[arg(long)]
    pub global_hooks: bool,
    /// Print what would change, and change nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

/// Runs the command.
pub(crate) fn run(
    command: &Uninstall,
    global: &Global,
    environment: &Environment,
    terminal: &mut Terminal,
) -> Result<ExitCode> {
    let site = site::read(global, environment)?;
    let removal = hook::uninstall(&site, command.global_hooks)?;
    if !command.dry_run {
        execute(&removal.plan)?;
    }
    let hook = site.folder.hook();
    if global.json {
        terminal.data(&hook_status::removal_json(&removal, &hook, command.dry_run))?;
        return Ok(ExitCode::Done);
    }
    let hook = hook.display();
    if removal.plan.steps.is_empty() {
        terminal.note(&format!("nothing to change: no hook of semflow's at {hook}"));
        if site.has_chained {
            let chained = site.folder.chained();
            terminal.warning(&format!("{} is there and is not run", chained.display()));
        }
    } else if command.dry_run {
        terminal.data(&plan::text(&removal.plan))?;
    } else if removal.restores {
        terminal.note(&format!("the hook that was there before is back: {hook}"));
    } else {
        terminal.note(&format!("removed {hook}"));
    }
    Ok(ExitCode::Done)
}
