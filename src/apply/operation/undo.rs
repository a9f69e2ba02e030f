//! Taking back the last operation, while it is only here. That can be cut off as well: it has a journal
//! of its own, and a way on and a way back.

use crate::apply::operation::journal::{Desk, Journal, Phase};
use crate::apply::operation::moving::{
    check_way_back, has_moved_back_nothing, keep_index, move_all, reason, remove_leftovers,
    restore_index, take_back,
};
use crate::failure::{Failure, Result};
use crate::git::program::runner::Git;
use crate::plan::operation::Operation;

/// Takes the last operation back.
///
/// # Errors
/// When a branch has moved on since then; nothing has changed then.
pub fn undo(git: &Git, desk: &Desk, last: &Journal, now: i64) -> Result<()> {
    refuse_elsewhere(git, &last.operation)?;
    check_way_back(git, &last.operation)?;
    if let Some(switch) = &last.operation.switch
        && let Some(to) = last.operation.id(switch.to)
    {
        git.check_switch(to.into(), switch.home.into())?;
    }
    let mut journal = Journal { phase: Phase::Undoing, begun: now, ..last.clone() };
    if let Some(switch) = &mut journal.operation.switch {
        switch.at = switch.home;
    }
    let branch = git.branch_of_head()?;
    keep_index(git, desk, &journal.operation)?;
    desk.write(&journal)?;
    let Err(failure) = finish(git, desk, &journal) else { return Ok(()) };
    if !has_moved_back_nothing(git, &journal.operation)? {
        return Err(failure.hint("`semflow release continue` goes on taking it back"));
    }
    if let Some(branch) = branch {
        git.put_head_on(&branch, &reason(&journal.operation))?;
    }
    desk.finish()?;
    Err(failure.hint("an operation is taken back while nothing else has happened"))
}

/// Goes on taking an operation back.
///
/// # Errors
/// When a branch has moved on since then, or git cannot move it.
pub fn go_on(git: &Git, desk: &Desk, journal: &Journal) -> Result<()> {
    remove_leftovers(git, journal)?;
    finish(git, desk, journal)
}

/// Leaves an operation done whose undo was cut off.
///
/// # Errors
/// When a branch has moved on since then, or git cannot move it.
pub fn stop(git: &Git, desk: &Desk, journal: &Journal) -> Result<()> {
    remove_leftovers(git, journal)?;
    move_all(git, journal, true)?;
    if journal.operation.switch.is_some() {
        restore_index(git, desk)?;
    }
    desk.finish()
}

fn finish(git: &Git, desk: &Desk, journal: &Journal) -> Result<()> {
    take_back(git, &journal.operation)?;
    desk.forget_last()?;
    desk.forget()
}

/// Refuses where HEAD is not where the operation has left it: the work tree goes back with the branches,
/// from the one commit to the other.
pub(super) fn refuse_elsewhere(git: &Git, operation: &Operation) -> Result<()> {
    let here = git.branch_of_head()?;
    let on = here.as_deref().and_then(|name| name.strip_prefix("refs/heads/"));
    let failure = match &operation.switch {
        Some(switch) if on == Some(switch.branch.as_str()) => return Ok(()),
        Some(switch) => {
            let branch = &switch.branch;
            Failure::state(format!("HEAD is not on {branch}, where {} has left it", operation.verb))
                .hint(format!("`git switch {branch}`, then run it again"))
        }
        None if operation.moves().any(|(one, ..)| Some(&one.name) == here.as_ref()) => {
            Failure::state("HEAD is on a branch that goes back")
                .hint("switch to another branch, then run it again")
        }
        None => return Ok(()),
    };
    Err(failure.at(on.unwrap_or("HEAD").to_owned()))
}
