//! Pushing what an operation has moved: exactly these refs, all of them or none.

use crate::failure::{Failure, Result};
use crate::git::program::object_id::ObjectId;
use crate::git::program::push::{PushOutcome, PushUpdate, Refusal};
use crate::git::program::ref_transaction::Expected;
use crate::git::program::runner::Git;
use crate::plan::operation::{Operation, Push};

/// Pushes.
///
/// # Errors
/// When the remote cannot be reached or refuses; then nothing of it has moved.
pub fn push(git: &Git, operation: &Operation, push: &Push, runs_hooks: bool) -> Result<()> {
    let mut updates = Vec::new();
    for one in &push.refs {
        let new = match one.deletes {
            true => None,
            false => Some(value(git, operation, &one.name)?),
        };
        let lease = one.lease.map(|id| Expected::Id(ObjectId::from(id)));
        updates.push(PushUpdate { name: one.name.clone(), new, lease });
    }
    let outcome = git.push(&push.remote, &updates, true, runs_hooks);
    let unpushed = |failure: Failure| failure.hint("all is finished here, and nothing was pushed");
    match outcome.map_err(unpushed)? {
        PushOutcome::Done => Ok(()),
        PushOutcome::NotAtomic => Err(unpushed(not_atomic(&push.remote))),
        PushOutcome::Refused(refusals) => Err(unpushed(refused(&push.remote, &refusals))),
    }
}

fn refused(remote: &str, refusals: &[Refusal]) -> Failure {
    let reasons = refusals.iter().filter(|one| !one.is_consequence);
    // no hint: the caller knows what is done and what is not.
    reasons.fold(Failure::world(format!("{remote} refused the push")), |failure, one| {
        failure.because(format!("{}: {}", one.name, one.reason))
    })
}

/// Returns what a ref is after the operation.
fn value(git: &Git, operation: &Operation, name: &str) -> Result<ObjectId> {
    let planned = operation.refs.iter().find(|one| one.name == name).and_then(|one| one.new);
    if let Some(id) = planned.and_then(|point| operation.id(point)) {
        return Ok(id.into());
    }
    let now = git.read_refs(&[name])?.into_iter().flatten().next();
    now.ok_or_else(|| {
        Failure::state("a ref that was to be pushed is gone")
            .at(name.to_owned())
            .hint("`semflow release abort` takes the operation back")
    })
}

fn not_atomic(remote: &str) -> Failure {
    Failure::world(format!("{remote} cannot take several refs all at once or not at all"))
        .because("a push in parts could leave a release half published")
        .hint("push by hand, branches first, then the tag, the topic branch last")
}
