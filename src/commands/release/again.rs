//! Planning an operation anew, with the arguments that asked for it: the remote has moved since.

use std::ffi::OsString;

use clap::Parser;

use crate::apply::operation::journal::Journal;
use crate::cli::arguments::{Arguments, Command, Global};
use crate::cli::environment::Environment;
use crate::cli::exit_code::ExitCode;
use crate::commands::release::arguments::ReleaseCommand;
use crate::commands::release::{candidate, finish, start};
use crate::commands::tag;
use crate::domain::flow::kind::BranchKind;
use crate::failure::{Failure, Result};
use crate::git::program::runner::Git;
use crate::terminal::Terminal;

/// Whether the branches of the remote are where a push of the operation can still arrive.
pub(crate) fn is_outdated(git: &Git, journal: &Journal) -> Result<bool> {
    let Some(push) = &journal.operation.push else { return Ok(false) };
    let listed = git.refs_of_remote(&push.remote)?;
    for one in &push.refs {
        let there = listed.iter().find(|(name, _)| *name == one.name).map(|(_, id)| id.as_commit());
        let Some(there) = there else { continue };
        let ours = journal.operation.planned(&one.name);
        // A tag stays where it is; a branch moves forward.
        let can_move = !one.name.starts_with("refs/tags/");
        let is_known = Some(there) == ours
            || one.lease == Some(there)
            || can_move
                && git.has_commit(there)?
                && ours.is_some_and(|ours| git.contains(ours, there).unwrap_or(false));
        if !is_known {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Runs the command of some arguments.
pub(crate) fn run(
    arguments: &[String],
    global: &Global,
    environment: &Environment,
    terminal: &mut Terminal,
) -> Result<ExitCode> {
    let words = std::iter::once("semflow").chain(arguments.iter().map(String::as_str));
    let parsed = Arguments::try_parse_from(words.map(OsString::from)).map_err(|error| {
        Failure::bug("the journal names arguments that there are not").because(error)
    })?;
    let (kind, command) = match parsed.command {
        Command::Tag(command) => return tag::run(&command, global, environment, terminal),
        Command::Release(release) => (BranchKind::Release, release.command),
        Command::Hotfix(hotfix) => (BranchKind::Hotfix, hotfix.command),
        _ => return Err(Failure::bug("the journal names another command")),
    };
    match command {
        ReleaseCommand::Start(command) => start::run(kind, &command, global, environment, terminal),
        ReleaseCommand::Rc(command) => {
            candidate::run(kind, &command, global, environment, terminal)
        }
        ReleaseCommand::Finish(command) => {
            finish::run(kind, &command, global, environment, terminal)
        }
        _ => Err(Failure::bug("the journal names a command that plans nothing")),
    }
}
