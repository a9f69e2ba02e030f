//! A merge that somebody has to resolve: handed over to the work tree on a detached HEAD, where git's
//! own tools work, and taken up again. No branch moves in the meantime.

use crate::apply::operation::build::Settled;
use crate::apply::operation::journal::{Desk, Journal, Phase};
use crate::apply::operation::moving::{detach, keep_index, put_head_home, reason, restore_index};
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
        keep_index(git, desk)?;
    }
    switch.at = into;
    journal.phase = Phase::Merging(conflict.object);
    desk.write(journal)?;
    bring(git, &journal.operation, from, into)?;
    begin(git, other, &message, settled)
}

/// Brings the work tree to the commit that is merged into, HEAD detached.
fn bring(git: &Git, operation: &Operation, from: CommitId, into: CommitId) -> Result<()> {
    if let Some(head) = git.read_head()? {
        detach(git, head, head, &reason(operation))?;
        git.switch(from.into(), into.into())?;
        detach(git, head, ObjectId::from(into), &reason(operation))?;
    }
    Ok(())
}

fn begin(git: &Git, other: CommitId, message: &str, settled: &[Settled]) -> Result<()> {
    git.begin_merge(other, message)?;
    for file in settled {
        git.settle(&file.path, &file.content)?;
    }
    Ok(())
}

/// Takes the user's merge up: one that is committed already, or one that is all added. Returns its
/// commit; `None` where the merge had to be handed over once more.
///
/// # Errors
/// When files are unmerged, or HEAD is somewhere that the operation knows nothing of.
pub fn take_up(git: &Git, journal: &Journal, place: usize) -> Result<Option<CommitId>> {
    let (into, other, message) = sides(&journal.operation, place)?;
    let head = git.read_head()?.map(ObjectId::as_commit);
    let parents = match head {
        Some(head) => git.parents(head)?,
        None => Vec::new(),
    };
    if head.is_some() && parents == [into, other] && git.merge_head()?.is_none() {
        return Ok(head);
    }
    if head != Some(into) {
        return Err(elsewhere(head, into));
    }
    match git.merge_head()? {
        Some(found) if found == other => {}
        Some(found) => return Err(another(found, other)),
        None => {
            begin(git, other, &message, &[])?;
            return Ok(None);
        }
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

/// Gives the work tree back as it was: the merge is gone, HEAD where it was.
///
/// # Errors
/// When files were changed that are no part of the merge.
pub fn give_back(git: &Git, desk: &Desk, journal: &Journal) -> Result<()> {
    let operation = &journal.operation;
    let Some(switch) = &operation.switch else { return Ok(()) };
    if git.merge_head()?.is_some() {
        git.abort_merge()?;
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
    .hint("`git merge --abort`, then `--continue` hands the merge over once more")
}
