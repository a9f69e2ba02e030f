//! Taking back the last operation, while it is only here. That can be cut off as well: it has a journal
//! of its own, and a way on and a way back.

use crate::apply::operation::journal::{Desk, Journal, Phase};
use crate::apply::operation::moving::{
    check_way_back, has_moved_back_nothing, keep_index, move_all, reason, remove_leftovers,
    restore_index, take_back,
};
use crate::apply::operation::standing::is_as_it_ended;
use crate::failure::Result;
use crate::git::program::runner::Git;

/// Takes the last operation back.
///
/// # Errors
/// When a branch has moved on since then; nothing has changed then.
pub fn undo(git: &Git, desk: &Desk, last: &Journal, now: i64) -> Result<()> {
    check_way_back(git, &last.operation)?;
    is_as_it_ended(git, last)?;
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
