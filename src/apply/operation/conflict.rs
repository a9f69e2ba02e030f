//! A merge that somebody has to resolve: handed over to the work tree on a detached HEAD, where git's
//! own tools work, and taken up again. No branch moves in the meantime.

use crate::apply::operation::build::Settled;
use crate::apply::operation::journal::{Desk, Journal, Phase};
use crate::apply::operation::moving::{
    detach, keep_index, leave_any_branch, put_head_home, reason, restore_index,
};
use crate::domain::history::commit::CommitId;
use crate::failure::{Failure, Result};
use crate::git::program::object_id::ObjectId;
use crate::git::program::runner::Git;
use crate::plan::making::Object;
use crate::plan::operation::{Operation, Switch};
use crate::plan::preview::Conflict;

/// Hands a merge over: HEAD is detached at the branch that is merged into, and git is in the midst of
/// the merge. Files whose conflict was settled are in the index as they were settled.
///
/// # Errors
/// When there is no work tree, or files of the user stand in the way: nothing has changed then.
pub fn hand_over(
    git: &Git,
    desk: &Desk,
    journal: &mut Journal,
    conflict: &Conflict,
    settled: &[Settled],
) -> Result<()> {
    let (into, other, message) = sides(&journal.operation, conflict.object)?;
    let Some(switch) = &mut journal.operation.switch else { return Err(no_work_tree(conflict)) };
    let from = switch.at;
    git.check_switch(from.into(), into.into())?;
    if !matches!(journal.phase, Phase::Merging(_)) {
        keep_index(git, desk, &journal.operation)?;
    }
    journal.phase = Phase::HandingOver(conflict.object);
    desk.write(journal)?;
    bring(git, &journal.operation, from, into)?;
    begin(git, other, &message, settled)?;
    handed_over(desk, journal, conflict.object, into)
}

/// Hands a merge over once more: it was cut off on its way, or the user has given it up.
///
/// # Errors
/// When HEAD is somewhere that the operation knows nothing of, or files stand in the way.
pub fn hand_over_again(
    git: &Git,
    desk: &Desk,
    journal: &mut Journal,
    conflict: &Conflict,
    settled: &[Settled],
) -> Result<()> {
    let (into, other, message) = sides(&journal.operation, conflict.object)?;
    if matches!(journal.phase, Phase::HandingOver(_)) {
        withdraw(git, journal, into, other)?;
        bring(git, &journal.operation, into, into)?;
    }
    begin(git, other, &message, settled)?;
    handed_over(desk, journal, conflict.object, into)
}

/// From here on the merge is the user's.
fn handed_over(desk: &Desk, journal: &mut Journal, place: usize, into: CommitId) -> Result<()> {
    if let Some(switch) = &mut journal.operation.switch {
        switch.at = into;
    }
    journal.phase = Phase::Merging(place);
    desk.write(journal)
}

/// Brings the work tree to the commit that is merged into, HEAD detached.
fn bring(git: &Git, operation: &Operation, from: CommitId, into: CommitId) -> Result<()> {
    leave_any_branch(git, operation)?;
    git.switch(from.into(), into.into())?;
    match git.read_head()? {
        Some(head) => detach(git, head, ObjectId::from(into), &reason(operation)),
        None => Ok(()),
    }
}

/// Brings index and work tree to the commit that is merged into, however far the handing over came:
/// from the one before, half way, or in the midst of the merge.
fn withdraw(git: &Git, journal: &Journal, into: CommitId, other: CommitId) -> Result<()> {
    let Some(switch) = &journal.operation.switch else { return Ok(()) };
    let head = git.read_head()?.map(ObjectId::as_commit);
    leave_any_branch(git, &journal.operation)?;
    if head == Some(into) {
        return git.withdraw_merge(into, other);
    }
    match head == Some(switch.at) {
        true => git.repair(switch.at.into(), into.into()),
        false => Err(elsewhere(head, into)),
    }
}

fn begin(git: &Git, other: CommitId, message: &str, settled: &[Settled]) -> Result<()> {
    git.begin_merge(other, message)?;
    for file in settled {
        git.settle(&file.path, &file.content)?;
    }
    Ok(())
}

/// Takes the user's merge up: one that is committed already, or one that is all added. Returns its
/// commit; `None` where there is none any more, so that it has to be handed over once more.
///
/// # Errors
/// When files are unmerged, or HEAD is somewhere that the operation knows nothing of.
pub fn take_up(git: &Git, journal: &Journal, place: usize) -> Result<Option<CommitId>> {
    let (into, other, _) = sides(&journal.operation, place)?;
    let head = git.read_head()?.map(ObjectId::as_commit);
    let parents = match head {
        Some(head) => git.parents(head)?,
        None => Vec::new(),
    };
    if head.is_some() && parents == [into, other] {
        // Git forgets the merge once its commit is made, and may be cut off in between.
        if git.merge_head()? == Some(other) {
            git.forget_merge()?;
        }
        return Ok(head);
    }
    if head != Some(into) {
        return Err(elsewhere(head, into));
    }
    match git.merge_head()? {
        Some(found) if found == other => {}
        Some(found) => return Err(another(found, other)),
        None => return Ok(None),
    }
    let unmerged = git.unmerged_paths()?;
    if !unmerged.is_empty() {
        return Err(unresolved(&unmerged));
    }
    git.commit_merge(journal.runs_hooks)?;
    let made = git.read_head()?.map(ObjectId::as_commit);
    match made {
        Some(made) if git.parents(made)? == [into, other] => Ok(Some(made)),
        _ => Err(elsewhere(made, into)),
    }
}

/// Whether a commit is the merge of two others.
fn is_merged(git: &Git, head: Option<CommitId>, sides: (CommitId, CommitId)) -> Result<bool> {
    let parents = head.map(|head| git.parents(head)).transpose()?;
    Ok(parents.is_some_and(|parents| parents == [sides.0, sides.1]))
}

/// Gives the work tree back as it was: the merge is gone, HEAD where it was.
///
/// # Errors
/// When files were changed that are no part of the merge.
pub fn give_back(git: &Git, desk: &Desk, journal: &Journal, place: usize) -> Result<()> {
    let operation = &journal.operation;
    let Some(switch) = &operation.switch else { return Ok(()) };
    match journal.phase {
        Phase::HandingOver(_) => take_in(git, journal, place)?,
        Phase::Merging(_) | Phase::Moving | Phase::Pushing | Phase::Undoing => {
            take_merge_back(git, desk, journal, place)?;
        }
    }
    let here = git.read_head()?.map(ObjectId::as_commit);
    let home = switch.home_branch.as_ref().map(|branch| format!("refs/heads/{branch}"));
    // On the branch of before, HEAD tells nothing: it may have come back ahead of the files.
    let is_home = home.is_some() && git.branch_of_head()? == home;
    let at = here.filter(|_| !is_home);
    clear(git, switch, at.unwrap_or(switch.home))?;
    put_head_home(git, operation, switch)?;
    restore_index(git, desk)
}

/// Takes the merge back that is with the user; one of the user's own stays.
fn take_merge_back(git: &Git, desk: &Desk, journal: &Journal, place: usize) -> Result<()> {
    let (into, other, _) = sides(&journal.operation, place)?;
    let head = git.read_head()?.map(ObjectId::as_commit);
    // Its commit may be made already, and git cut off before it forgot the merge.
    let is_ours = head == Some(into) || is_merged(git, head, (into, other))?;
    match git.merge_head()? {
        Some(found) if found != other || !is_ours => Err(another(found, other)),
        Some(_) => abort_merge(git, desk, journal, place),
        None => Ok(()),
    }
}

/// Takes back a merge that was cut off on its way to the user, or on its way back.
fn take_in(git: &Git, journal: &Journal, place: usize) -> Result<()> {
    let (into, other, _) = sides(&journal.operation, place)?;
    let Some(switch) = &journal.operation.switch else { return Ok(()) };
    let head = git.read_head()?.map(ObjectId::as_commit);
    leave_any_branch(git, &journal.operation)?;
    if head == Some(into) {
        return git.withdraw_merge(into, other);
    }
    match head == Some(switch.at) {
        true => git.repair(into.into(), switch.at.into()),
        // HEAD is home only where index and work tree are.
        false if head == Some(switch.home) => Ok(()),
        false => Err(elsewhere(head, into)),
    }
}

/// Has git take its merge back. Cut off, it leaves what git itself cannot take back any more: the
/// journal says so in the meantime.
fn abort_merge(git: &Git, desk: &Desk, journal: &Journal, place: usize) -> Result<()> {
    desk.write(&Journal { phase: Phase::HandingOver(place), ..journal.clone() })?;
    git.abort_merge().or_else(|failure| {
        desk.write(journal)?;
        Err(failure)
    })
}

/// Brings the files of the commit that is checked out before back, from whichever commit they are of.
fn clear(git: &Git, switch: &Switch, here: CommitId) -> Result<()> {
    for from in [here, switch.at] {
        if from != switch.home {
            return git.repair(from.into(), switch.home.into());
        }
    }
    Ok(())
}

/// Returns the two sides of a merge of the plan, and its message.
fn sides(operation: &Operation, place: usize) -> Result<(CommitId, CommitId, String)> {
    let object = operation.objects.get(place).map(|making| &making.object);
    if let Some(Object::Merge { into, other, message, .. }) = object
        && let (Some(into), Some(other)) = (operation.id(*into), operation.id(*other))
    {
        return Ok((into, other, message.clone()));
    }
    Err(Failure::bug("the journal names a merge that its plan does not have"))
}

fn no_work_tree(conflict: &Conflict) -> Failure {
    let failure = Failure::state(format!(
        "{} does not merge into {} by itself, and there is no work tree to resolve it in",
        conflict.other, conflict.branch
    ));
    let failure = conflict.paths.iter().fold(failure, Failure::because);
    failure.hint("run it in a clone with a work tree")
}

fn unresolved(paths: &[String]) -> Failure {
    let failure = Failure::state("the merge still has unmerged files");
    let failure = paths.iter().fold(failure, Failure::because);
    failure
        .hint("resolve them, `git add` them, and run this again")
        .hint("`git mergetool` helps; `--abort` takes all of it back")
}

fn elsewhere(head: Option<CommitId>, into: CommitId) -> Failure {
    let head = head.map_or_else(|| "nowhere".to_owned(), |id| format!("at {}", id.short()));
    Failure::state(format!("HEAD is {head}, and the merge was handed over at {}", into.short()))
        .at("HEAD")
        .hint(format!(
            "`git checkout --detach {}`, then `--continue` hands it over once more",
            into.short()
        ))
        .hint("`--abort` takes all of it back")
}

fn another(found: CommitId, other: CommitId) -> Failure {
    Failure::state(format!(
        "git is in the midst of merging {}, not {}",
        found.short(),
        other.short()
    ))
    .at("MERGE_HEAD")
    .hint("finish it or `git merge --abort` it; then `--continue` hands the merge over once more")
    .hint("or `--abort` takes all of it back")
}
