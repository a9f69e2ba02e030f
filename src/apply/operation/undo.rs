//! Taking back the last operation, while it is only here.

use crate::apply::operation::journal::{Desk, Journal};
use crate::apply::operation::moving::take_back;
use crate::failure::{Failure, Result};
use crate::git::program::runner::Git;
use crate::plan::operation::Operation;

/// Takes the last operation back.
///
/// # Errors
/// When a branch has moved on since then; nothing has changed then.
pub fn undo(git: &Git, desk: &Desk, last: &Journal) -> Result<()> {
    refuse_elsewhere(git, &last.operation)?;
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
