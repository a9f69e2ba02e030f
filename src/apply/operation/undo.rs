//! Taking back the last operation, while it is only here.

use crate::apply::operation::journal::{Desk, Journal};
use crate::apply::operation::moving::take_back;
use crate::failure::{Failure, Result};
use crate::git::program::runner::Git;

/// Takes the last operation back.
///
/// # Errors
/// When a branch has moved on since then; nothing has changed then.
pub fn undo(git: &Git, desk: &Desk, last: &Journal) -> Result<()> {
    if let Some(switch) = &last.operation.switch
        && let Some(to) = last.operation.id(switch.to)
    {
        git.check_switch(to.into(), switch.home.into())?;
    }
    take_back(git, desk, last).map_err(|failure: Failure| {
        failure.hint("an operation is taken back while nothing else has happened")
    })?;
    desk.forget_last()
}
