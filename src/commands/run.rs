//! From arguments to the command that was asked for, and from its result to an exit code.

use crate::cli::arguments::{Arguments, ColorChoice, Command, Global};
use crate::cli::environment::Environment;
use crate::cli::exit_code::ExitCode;
use crate::commands::config_import::{self, Config, ConfigCommand};
use crate::commands::flow::arguments::{Flow, FlowCommand};
use crate::commands::hook::arguments::{Hook, HookCommand};
use crate::commands::release::arguments::{Hotfix, Release, ReleaseCommand};
use crate::commands::{
    bump, changelog, check, commit, current_version, flow, hook, next_version, notes, release, tag,
    vars, verify,
};
use crate::domain::flow::kind::BranchKind;
use crate::failure::Result;
use crate::terminal::{Stream, Terminal, Verbosity};

/// Runs the command that the arguments name.
pub fn run(arguments: &Arguments, mut environment: Environment) -> ExitCode {
    let mut terminal = terminal(&arguments.global, &mut environment);
    let global = &arguments.global;
    let result = match &arguments.command {
        Command::NextVersion(command) => {
            next_version::run(command, global, &environment, &mut terminal)
        }
        Command::CurrentVersion(command) => {
            current_version::run(command, global, &environment, &mut terminal)
        }
        Command::Changelog(command) => {
            changelog::run::run(command, global, &environment, &mut terminal)
        }
        Command::Commit(command) => commit::run::run(command, global, &environment, &mut terminal),
        Command::Notes(command) => notes::run(command, global, &environment, &mut terminal),
        Command::Release(Release { command }) => {
            released(BranchKind::Release, command, global, &environment, &mut terminal)
        }
        Command::Hotfix(Hotfix { command }) => {
            released(BranchKind::Hotfix, command, global, &environment, &mut terminal)
        }
        Command::Tag(command) => tag::run(command, global, &environment, &mut terminal),
        Command::Vars(command) => vars::run(command, global, &environment, &mut terminal),
        Command::Flow(Flow { command: FlowCommand::Status(command) }) => {
            flow::status::run(command, global, &environment, &mut terminal)
        }
        Command::Hook(Hook { command }) => match command {
            HookCommand::Install(command) => {
                hook::install::run(command, global, &environment, &mut terminal)
            }
            HookCommand::Uninstall(command) => {
                hook::uninstall::run(command, global, &environment, &mut terminal)
            }
            HookCommand::Run(command) => global.run_folder(&environment).and_then(|folder| {
                check::commit_msg::run(&folder, &command.file, &environment, &mut terminal)
            }),
            HookCommand::Status(_) => hook::status::run(global, &environment, &mut terminal),
        },
        Command::Bump(command) => bump::run(command, global, &environment, &mut terminal),
        Command::Verify(command) => verify::run::run(command, global, &environment, &mut terminal),
        Command::Check(command) => check::run::run(command, global, &environment, &mut terminal),
        Command::Config(Config { command: ConfigCommand::Import(command) }) => {
            config_import::run(command, global, &environment, &mut terminal)
        }
    };
    result.unwrap_or_else(|failure| {
        terminal.failure(&failure);
        failure.kind.into()
    })
}

fn released(
    kind: BranchKind,
    command: &ReleaseCommand,
    global: &Global,
    environment: &Environment,
    terminal: &mut Terminal,
) -> Result<ExitCode> {
    match command {
        ReleaseCommand::Start(command) => {
            release::start::run(kind, command, global, environment, terminal)
        }
        ReleaseCommand::Rc(command) => {
            release::candidate::run(kind, command, global, environment, terminal)
        }
        ReleaseCommand::Finish(command) => {
            release::finish::run(kind, command, global, environment, terminal)
        }
        ReleaseCommand::Status => release::resume::status(global, environment, terminal),
        ReleaseCommand::Continue(command) => {
            release::resume::run(kind, false, command.no_push, global, environment, terminal)
        }
        ReleaseCommand::Abort => {
            release::resume::run(kind, true, false, global, environment, terminal)
        }
        ReleaseCommand::Undo(command) => {
            release::resume::undo(command, global, environment, terminal)
        }
    }
}

/// Returns the terminal of a run, which takes the streams out of the environment.
pub(crate) fn terminal(global: &Global, environment: &mut Environment) -> Terminal {
    let is_coloured = match global.color {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto => {
            environment.variable("NO_COLOR").is_none()
                && environment.variable("TERM") != Some("dumb")
                && environment.stderr.is_terminal
        }
    };
    let verbosity = match (global.quiet, global.verbose) {
        (true, _) => Verbosity::Quiet,
        (false, 0) => Verbosity::Normal,
        (false, _) => Verbosity::Verbose,
    };
    let closed = || Stream { writer: Box::new(std::io::sink()), is_terminal: false };
    let stdout = std::mem::replace(&mut environment.stdout, closed());
    let stderr = std::mem::replace(&mut environment.stderr, closed());
    Terminal::new(stdout, stderr, verbosity, is_coloured)
}
