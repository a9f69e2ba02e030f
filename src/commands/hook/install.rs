//! `semflow hook install`

use std::path::Path;

use clap::{Args, ValueEnum};

use crate::apply::execute::execute;
use crate::cli::arguments::Global;
use crate::cli::environment::Environment;
use crate::cli::exit_code::ExitCode;
use crate::commands::hook::{program, site};
use crate::domain::hook::manager::{Manager, SHELL};
use crate::domain::hook::occupant::{Form, Occupant};
use crate::domain::hook::site::{HookSite, Problem};
use crate::failure::Result;
use crate::plan::hook::{self, Installation, NAME, Wanted};
use crate::terminal::{Terminal, hook_status, plan};

/// Put the hook `commit-msg` in its place
///
/// It is a link to this program, in the folder where git looks for hooks. A hook that is there is put
/// aside and run first. A hook that husky, lefthook, pre-commit or overcommit has made is left alone:
/// `--print` has the lines for their configuration.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    semflow hook install                     for this clone and its work trees\n  \
    semflow hook install --dry-run           what that would change\n  \
    semflow hook install --print lefthook    the lines for lefthook.yml\n  \
    semflow hook install --script            a script that can be committed")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub struct Install {
    /// Write a script that finds `semflow` on the path, in the place of a link to this program
    #[arg(long)]
    pub script: bool,
    /// Put also the hook of another manager, or one of the project's files, aside and run it first
    #[arg(long)]
    pub chain: bool,
    /// Allow to change a folder of hooks that is set for all repositories
    #[arg(long)]
    pub global_hooks: bool,
    /// Print the lines that have WHAT run semflow, and change nothing
    #[arg(long, value_name = "WHAT", conflicts_with_all = ["script", "chain", "global_hooks", "dry_run"])]
    pub print: Option<Lines>,
    /// Print what would change, and change nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

/// For whom lines are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Lines {
    /// .husky/commit-msg
    Husky,
    /// lefthook.yml
    Lefthook,
    /// .pre-commit-config.yaml
    PreCommit,
    /// Any hook that a shell reads
    Sh,
}

/// Runs the command.
pub(crate) fn run(
    command: &Install,
    global: &Global,
    environment: &Environment,
    terminal: &mut Terminal,
) -> Result<ExitCode> {
    if let Some(lines) = command.print {
        return print(lines, global, terminal);
    }
    let site = site::read(global, environment)?;
    let wanted = Wanted {
        program: program::lasting(environment),
        is_script: command.script,
        has_links: cfg!(unix),
        may_chain: command.chain,
        may_change_shared: command.global_hooks,
    };
    let installation = hook::install(&site, &wanted)?;
    let installation = match command.dry_run {
        true => installation,
        false => carried_out(installation, &site, wanted)?,
    };
    say(&installation, command.dry_run, global.json, &site, terminal)?;
    warn(&installation, &site, environment, terminal);
    Ok(ExitCode::Done)
}

/// Carries a plan out. Where the file system has no links, a script takes the place of the link.
fn carried_out(
    installation: Installation,
    site: &HookSite,
    mut wanted: Wanted,
) -> Result<Installation> {
    let done = execute(&installation.plan);
    if done.is_err() && installation.form == Some(Form::Link) {
        wanted.has_links = false;
        let installation = hook::install(site, &wanted)?;
        execute(&installation.plan)?;
        return Ok(installation);
    }
    done.map(|()| installation)
}

fn print(lines: Lines, global: &Global, terminal: &mut Terminal) -> Result<ExitCode> {
    let manager = match lines {
        Lines::Husky => Some(Manager::Husky),
        Lines::Lefthook => Some(Manager::Lefthook),
        Lines::PreCommit => Some(Manager::PreCommit),
        Lines::Sh => None,
    };
    let (file, text) = manager.and_then(Manager::lines).unwrap_or(("commit-msg", SHELL));
    if global.json {
        terminal.data(&hook_status::lines_json(manager, file, text))?;
        return Ok(ExitCode::Done);
    }
    terminal.data(text)?;
    match (manager, manager.and_then(Manager::then_run)) {
        (_, Some(command)) => terminal.note(&format!("for {file}; then run `{command}`")),
        (Some(_), None) => terminal.note(&format!("for {file}")),
        (None, None) => terminal.note(&format!("for {file}, which has to be executable")),
    }
    Ok(ExitCode::Done)
}

fn say(
    installation: &Installation,
    is_dry: bool,
    is_json: bool,
    site: &HookSite,
    terminal: &mut Terminal,
) -> Result<()> {
    let steps = &installation.plan;
    if is_json {
        let page = hook_status::installation_json(installation, &site.folder.hook(), is_dry);
        return terminal.data(&page);
    }
    let hook = site.folder.hook().display().to_string();
    let words = hook_status::form(installation.form, &installation.program);
    if steps.steps.is_empty() {
        terminal.note(&format!("nothing to change: {hook} is there, {words}"));
        return Ok(());
    }
    if is_dry {
        return terminal.data(&plan::text(steps));
    }
    terminal.note(&format!("installed {hook}, {words}"));
    if site.folder.is_in_work_tree() {
        terminal.note("it lies in the work tree: commit it to have it in other clones");
    }
    Ok(())
}

fn warn(
    installation: &Installation,
    site: &HookSite,
    environment: &Environment,
    terminal: &mut Terminal,
) {
    if installation.form.is_some()
        && installation.program == Path::new(NAME)
        && program::on_path(environment).is_none()
    {
        terminal
            .warning("`semflow` is not on your path: until it is, the hook refuses each commit");
    }
    for problem in site.problems() {
        if matches!(problem, Problem::Bare | Problem::Forbidden) {
            terminal.warning(problem.words());
        }
    }
    if matches!(site.occupant, Occupant::Foreign(_)) && !site.is_executable {
        terminal.warning(
            "the hook that was there is not marked as executable: git has passed over it, and it \
             is not run now",
        );
    }
    if matches!(site.occupant, Occupant::Nobody) && site.has_chained {
        let chained = site.folder.chained();
        terminal.warning(&format!("{} is there and is not run", chained.display()));
    }
    for seen in &site.sightings {
        if !seen.names_semflow && !matches!(site.occupant, Occupant::Foreign(Some(_))) {
            let name = seen.manager.as_str();
            terminal.note(&format!(
                "{} is there: when {name} makes its hooks, it may put this one aside",
                seen.file
            ));
        }
    }
}
