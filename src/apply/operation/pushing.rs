//! Pushing what an operation has moved: exactly these refs, all of them or none.

use crate::apply::operation::moving::tracking;
use crate::failure::{Failure, Result};
use crate::git::program::object_id::ObjectId;
use crate::git::program::push::{PushOutcome, PushUpdate, Refusal};
use crate::git::program::ref_transaction::{Expected, RefChange};
use crate::git::program::runner::Git;
use crate::plan::operation::{Operation, Push, PushedRef};

/// Pushes.
///
/// # Errors
/// When the remote cannot be reached or refuses; then nothing of it has moved.
pub fn push(git: &Git, operation: &Operation, push: &Push, runs_hooks: bool) -> Result<()> {
    let updates = updates(git, operation, push)?;
    send(git, push, &updates, runs_hooks)
}

/// Pushes what is not there yet: a push that was cut off may have arrived.
///
/// # Errors
/// When the remote cannot be reached or refuses; then nothing of it has moved.
pub fn push_the_rest(
    git: &Git,
    operation: &Operation,
    push: &Push,
    runs_hooks: bool,
) -> Result<()> {
    let listed = git.refs_of_remote(&push.remote)?;
    let is_there = |name: &str| listed.iter().any(|(listed, _)| listed == name);
    let (arrived, rest): (Vec<_>, Vec<_>) = updates(git, operation, push)?
        .into_iter()
        .partition(|update| update.new.is_none() && !is_there(&update.name));
    send(git, push, &rest, runs_hooks)?;
    let names = arrived.iter().filter_map(|update| tracking(&push.remote, &update.name));
    let names: Vec<_> = names.collect();
    let known = git.read_refs(&names.iter().map(String::as_str).collect::<Vec<_>>())?;
    let gone = names.into_iter().zip(known).filter_map(|(name, known)| {
        known.map(|known| RefChange { name, old: Expected::Id(known), new: None })
    });
    git.change_refs(&gone.collect::<Vec<_>>(), "semflow: gone on the remote")
}

fn updates(git: &Git, operation: &Operation, push: &Push) -> Result<Vec<PushUpdate>> {
    let update = |one: &PushedRef| {
        let new = match one.deletes {
            true => None,
            false => Some(value(git, operation, &one.name)?),
        };
        let lease = one.lease.map(|id| Expected::Id(ObjectId::from(id)));
        Ok(PushUpdate { name: one.name.clone(), new, lease })
    };
    push.refs.iter().map(update).collect()
}

fn send(git: &Git, push: &Push, updates: &[PushUpdate], runs_hooks: bool) -> Result<()> {
    let outcome = git.push(&push.remote, updates, true, runs_hooks);
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
