//! Moving: all refs at once, then the work tree and HEAD; and the way back. Each of its steps looks
//! first at what is there, so that it can begin anew after a crash.

use std::time::Duration;

use crate::apply::operation::journal::{Desk, Journal};
use crate::domain::history::commit::CommitId;
use crate::failure::{Failure, Result};
use crate::files;
use crate::git::program::object_id::ObjectId;
use crate::git::program::ref_transaction::{Expected, RefChange};
use crate::git::program::runner::Git;
use crate::plan::operation::{Operation, RefMove, Switch};

/// How long a lock may be held by a git that is alive.
const PATIENCE: Duration = Duration::from_millis(1500);

/// Moves the refs, HEAD and the work tree as the operation says, as far as that is not done. What was
/// cut off, `is_resumed` says, is looked at file by file.
///
/// # Errors
/// When a ref is somewhere else than expected, or git cannot move it: then none has moved.
pub fn move_all(git: &Git, journal: &Journal, is_resumed: bool) -> Result<()> {
    let operation = &journal.operation;
    let changes = changes(git, operation, Direction::Forth)?;
    if !changes.is_empty() {
        match operation.switch {
            // Where HEAD is locked, it is now that this has to show.
            Some(_) => leave_any_branch(git, operation)?,
            None => leave_branch(git, operation, &changes)?,
        }
        git.change_refs(&changes, &reason(operation))?;
    }
    if let Some(switch) = &operation.switch {
        arrive(git, operation, switch, is_resumed)?;
    }
    match &operation.recorded_base {
        Some((key, base)) => git.record(key, base),
        None => Ok(()),
    }
}

/// Moves everything back to where it was; the index is then as git writes it.
///
/// # Errors
/// When a ref is somewhere else than the operation has put it: somebody went on from there.
pub fn take_back(git: &Git, operation: &Operation) -> Result<()> {
    let changes = changes(git, operation, Direction::Back)?;
    if !changes.is_empty() {
        leave_branch(git, operation, &changes)?;
        git.change_refs(&changes, &format!("semflow: {} taken back", operation.verb))?;
    }
    take_tree_back(git, operation)
}

/// Checks that everything can be moved back.
///
/// # Errors
/// When a ref is somewhere else than the operation has put it.
pub fn check_way_back(git: &Git, operation: &Operation) -> Result<()> {
    changes(git, operation, Direction::Back).map(drop)
}

/// Whether no ref is where the operation is to put it.
///
/// # Errors
/// When the refs cannot be read.
pub fn has_moved_nothing(git: &Git, operation: &Operation) -> Result<bool> {
    is_nowhere(git, operation, |(_, _, new)| *new)
}

/// Whether no ref is where it was before the operation.
///
/// # Errors
/// When the refs cannot be read.
pub fn has_moved_back_nothing(git: &Git, operation: &Operation) -> Result<bool> {
    is_nowhere(git, operation, |(_, old, _)| *old)
}

type Move<'o> = (&'o RefMove, Option<CommitId>, Option<CommitId>);

fn is_nowhere(
    git: &Git,
    operation: &Operation,
    place: impl Fn(&Move<'_>) -> Option<CommitId>,
) -> Result<bool> {
    let moves: Vec<_> = operation.moves().collect();
    let names: Vec<_> = moves.iter().map(|(one, ..)| one.name.as_str()).collect();
    let now = git.read_refs(&names)?.into_iter().map(|id| id.map(ObjectId::as_commit));
    Ok(now.zip(&moves).all(|(now, one)| now != place(one)))
}

/// Brings work tree and HEAD back to where they were, and nothing else.
///
/// # Errors
/// When somebody has changed a file that differs, or the index is locked.
pub fn take_tree_back(git: &Git, operation: &Operation) -> Result<()> {
    if operation.switch.is_some() {
        // HEAD on a branch says that the work tree is of that branch, also after a crash.
        leave_any_branch(git, operation)?;
    }
    if let Some((key, _)) = &operation.recorded_base {
        git.forget_record(key)?;
    }
    match &operation.switch {
        Some(switch) => go_home(git, operation, switch),
        None => Ok(()),
    }
}

/// Puts HEAD back on the branch that it was taken off, where no ref has moved.
///
/// # Errors
/// When HEAD is locked.
pub fn stay(git: &Git, operation: &Operation) -> Result<()> {
    let branch = operation.switch.as_ref().and_then(|switch| switch.home_branch.as_ref());
    match branch {
        Some(branch) if git.branch_of_head()?.is_none() => {
            git.put_head_on(&format!("refs/heads/{branch}"), &reason(operation))
        }
        _ => Ok(()),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Forth,
    Back,
}

/// Returns the moves that are left to make.
fn changes(git: &Git, operation: &Operation, direction: Direction) -> Result<Vec<RefChange>> {
    let moves: Vec<_> = operation.moves().collect();
    let names: Vec<_> = moves.iter().map(|(one, ..)| one.name.as_str()).collect();
    let now = git.read_refs(&names)?;
    let mut changes = Vec::new();
    let mut elsewhere = Vec::new();
    for ((one, old, new), now) in moves.into_iter().zip(now) {
        let now = now.map(ObjectId::as_commit);
        let (from, to) = match direction {
            Direction::Forth => (old, new),
            Direction::Back => (new, old),
        };
        if now == from {
            changes.push(RefChange {
                name: one.name.clone(),
                old: from.map_or(Expected::Absent, |id| Expected::Id(ObjectId::from(id))),
                new: to.map(ObjectId::from),
            });
        } else if now != to {
            elsewhere.push((one, now));
        }
    }
    let is_untouched =
        direction == Direction::Back && changes.is_empty() && !went_on(git, operation, &elsewhere)?;
    match elsewhere.is_empty() || is_untouched {
        true => Ok(changes),
        false => Err(moved(operation, &elsewhere, direction)),
    }
}

/// Whether a ref that is somewhere else has come there from where the operation has put it. All refs
/// move at once: where none is as the operation leaves it, and none went on from there, none has moved.
fn went_on(
    git: &Git,
    operation: &Operation,
    elsewhere: &[(&RefMove, Option<CommitId>)],
) -> Result<bool> {
    for (one, now) in elsewhere {
        let new = one.new.and_then(|point| operation.id(point));
        if let (Some(new), Some(now)) = (new, now)
            && git.contains(*now, new)?
        {
            return Ok(true);
        }
    }
    Ok(false)
}

fn moved(
    operation: &Operation,
    elsewhere: &[(&RefMove, Option<CommitId>)],
    direction: Direction,
) -> Failure {
    let names: Vec<_> = elsewhere.iter().map(|(one, _)| one.shown()).collect();
    let what = match direction {
        Direction::Forth => {
            format!("{} moved while {} was planned", names.join(", "), operation.verb)
        }
        Direction::Back => format!("{} has moved on since {}", names.join(", "), operation.verb),
    };
    // no hint: each direction has its own, below.
    let failure = elsewhere.iter().fold(Failure::state(what), |failure, (one, now)| {
        let now = now.map_or_else(|| "not there".to_owned(), |id| format!("at {}", id.short()));
        failure.because(format!("{} is {now}", one.name))
    });
    match direction {
        Direction::Forth => failure.hint("no ref was moved"),
        Direction::Back => failure
            .hint("what came since then would be lost; `git reflog` tells where each branch was"),
    }
}

/// Takes HEAD off its branch where that is going to move: git moves a branch and HEAD on it as one.
fn leave_branch(git: &Git, operation: &Operation, changes: &[RefChange]) -> Result<()> {
    if git.work_tree().is_none() {
        // Nothing is checked out that HEAD would have to agree with.
        return Ok(());
    }
    let Some(branch) = git.branch_of_head()? else { return Ok(()) };
    if !changes.iter().any(|change| change.name == branch) {
        return Ok(());
    }
    leave_any_branch(git, operation)
}

/// Takes HEAD off the branch that it is on.
pub(super) fn leave_any_branch(git: &Git, operation: &Operation) -> Result<()> {
    match (git.branch_of_head()?, git.read_head()?) {
        (Some(_), Some(head)) => detach(git, head, head, &reason(operation)),
        _ => Ok(()),
    }
}

/// Makes HEAD name a commit and no branch.
pub(super) fn detach(git: &Git, from: ObjectId, to: ObjectId, reason: &str) -> Result<()> {
    let change = RefChange { name: "HEAD".to_owned(), old: Expected::Id(from), new: Some(to) };
    git.change_refs(&[change], reason)
}

/// Brings the work tree to the commit where it ends, and HEAD on its branch.
fn arrive(git: &Git, operation: &Operation, switch: &Switch, is_resumed: bool) -> Result<()> {
    let branch = format!("refs/heads/{}", switch.branch);
    if git.branch_of_head()?.as_deref() == Some(branch.as_str()) {
        return Ok(());
    }
    leave_any_branch(git, operation)?;
    let to = operation.id(switch.to).ok_or_else(unmade)?;
    match is_resumed {
        true => git.repair(switch.at.into(), to.into())?,
        false => git.switch(switch.at.into(), to.into())?,
    }
    git.put_head_on(&branch, &reason(operation))
}

/// What is in the work tree is not asked for but looked at, file by file: a crash may have left some
/// of both. Where a conflict was resolved, it lies between that merge and the end.
fn go_home(git: &Git, operation: &Operation, switch: &Switch) -> Result<()> {
    let to = operation.id(switch.to).ok_or_else(unmade)?;
    let mut from = to;
    if switch.at != switch.home && switch.at != to {
        git.repair(to.into(), switch.at.into())?;
        from = switch.at;
    }
    if from != switch.home {
        git.repair(from.into(), switch.home.into())?;
    }
    put_head_home(git, operation, switch)
}

/// Puts HEAD where it was before the operation. Off its branch, where somebody else has moved that: the
/// work tree has the files of the commit that it was.
pub(super) fn put_head_home(git: &Git, operation: &Operation, switch: &Switch) -> Result<()> {
    let home = ObjectId::from(switch.home);
    if let Some(branch) = &switch.home_branch {
        let branch = format!("refs/heads/{branch}");
        if git.read_refs(&[&branch])? == [Some(home)] {
            return git.put_head_on(&branch, &reason(operation));
        }
    }
    match git.read_head()? {
        Some(now) => detach(git, now, home, &reason(operation)),
        None => Ok(()),
    }
}

/// Puts the index back byte for byte, where it was kept.
///
/// # Errors
/// When it cannot be read or written.
pub fn restore_index(git: &Git, desk: &Desk) -> Result<()> {
    match files::read::read(&desk.index())? {
        Some(bytes) => files::write::write_atomic(&git.own_dir().join("index"), &bytes),
        None => Ok(()),
    }
}

/// Keeps the index as it is, where the operation is going to change it.
///
/// # Errors
/// When it cannot be read or written.
pub fn keep_index(git: &Git, desk: &Desk, operation: &Operation) -> Result<()> {
    if operation.switch.is_none() {
        return Ok(());
    }
    match files::read::read(&git.own_dir().join("index"))? {
        Some(bytes) => files::write::write_atomic(&desk.index(), &bytes),
        None => Ok(()),
    }
}

/// Removes the locks that a git of this operation has left behind, which was killed. A git that is alive
/// holds a lock for the blink of an eye: one that is still there after a while is nobody's.
///
/// # Errors
/// When a lock cannot be removed.
pub fn remove_leftovers(git: &Git, journal: &Journal) -> Result<()> {
    let names = touched(&journal.operation);
    let found = git.locks_since(&names, journal.begun);
    if found.is_empty() {
        return Ok(());
    }
    std::thread::sleep(PATIENCE);
    let still = git.locks_since(&names, journal.begun);
    let left: Vec<_> = found.into_iter().filter(|path| still.contains(path)).collect();
    git.remove_locks(&left)
}

/// Returns the names of the refs that an operation writes: its own, and what a push tells of the remote.
fn touched(operation: &Operation) -> Vec<String> {
    let own = operation.refs.iter().map(|one| one.name.clone());
    let pushed = operation
        .push
        .iter()
        .flat_map(|push| push.refs.iter().filter_map(|one| tracking(&push.remote, &one.name)));
    own.chain(pushed).collect()
}

/// Returns what keeps here where a branch of a remote is.
pub(super) fn tracking(remote: &str, name: &str) -> Option<String> {
    let branch = name.strip_prefix("refs/heads/")?;
    Some(format!("refs/remotes/{remote}/{branch}"))
}

fn unmade() -> Failure {
    Failure::bug("the operation ends at a commit that was not made")
}

/// Returns what the reflogs say.
pub(super) fn reason(operation: &Operation) -> String {
    match &operation.topic {
        Some(topic) => format!("semflow: {} {topic}", operation.verb),
        None => format!("semflow: {}", operation.verb),
    }
}
