//! Whether somebody has gone on since an operation was left: what is taken back or gone on with then
//! would mix two commits in one work tree.

use crate::apply::operation::journal::Journal;
use crate::domain::history::commit::CommitId;
use crate::failure::{Failure, Result};
use crate::git::program::object_id::ObjectId;
use crate::git::program::runner::Git;
use crate::plan::operation::{Operation, Switch};

/// Checks that an operation which has come to its end can be taken back: HEAD is where it was left,
/// nothing is changed there, and no other work tree has a branch that goes back.
///
/// # Errors
/// When it is not so: nothing has changed then.
pub fn is_as_it_ended(git: &Git, journal: &Journal) -> Result<()> {
    let operation = &journal.operation;
    let moved: Vec<_> = operation.moves().map(|(one, ..)| one.name.as_str()).collect();
    let elsewhere = git.checked_out_elsewhere()?;
    if let Some(taken) = elsewhere.iter().find(|one| moved.contains(&one.branch.as_str())) {
        let branch = short(&taken.branch);
        return Err(Failure::state(format!("{branch} is checked out in another work tree"))
            .at(taken.work_tree.display().to_string())
            .hint("switch to another branch there"));
    }
    if git.work_tree().is_none() {
        return Ok(());
    }
    let branch = git.branch_of_head()?;
    let Some(switch) = &operation.switch else {
        return match branch.filter(|branch| moved.contains(&branch.as_str())) {
            Some(branch) => Err(Failure::state("the branch that is checked out would go back")
                .at(short(&branch).to_owned())
                .hint("switch to another branch, or `git switch --detach`")),
            None => Ok(()),
        };
    };
    if journal.git_dir != git.own_dir().to_string_lossy() {
        return Err(Failure::state(format!("{} was done in another work tree", operation.verb))
            .at(journal.git_dir.clone())
            .hint("go there first"));
    }
    let head = git.read_head()?.map(ObjectId::as_commit);
    let is_there = branch.as_deref() == Some(format!("refs/heads/{}", switch.branch).as_str());
    if !is_there || head != operation.id(switch.to) {
        return Err(elsewhere_than(operation, switch, branch, head));
    }
    match git.changed_files()?.first() {
        None => Ok(()),
        Some(first) => Err(Failure::state("files have changes that are not committed")
            .at(String::from_utf8_lossy(first).into_owned())
            .hint("commit them, or put them aside: `git stash`")),
    }
}

/// Checks that HEAD is somewhere on the way of an operation that was cut off while it moved.
///
/// # Errors
/// When somebody has switched to something else since.
pub fn is_on_the_way(git: &Git, operation: &Operation) -> Result<()> {
    let (Some(switch), Some(_)) = (&operation.switch, git.work_tree()) else { return Ok(()) };
    let head = git.read_head()?.map(ObjectId::as_commit);
    let branch = git.branch_of_head()?;
    let is_on_it = match branch.as_deref().map(short) {
        Some(branch) => branch == switch.branch || switch.home_branch.as_deref() == Some(branch),
        None => [Some(switch.home), Some(switch.at), operation.id(switch.to)].contains(&head),
    };
    match is_on_it {
        true => Ok(()),
        false => Err(elsewhere_than(operation, switch, branch, head)),
    }
}

fn elsewhere_than(
    operation: &Operation,
    switch: &Switch,
    branch: Option<String>,
    head: Option<CommitId>,
) -> Failure {
    let at = head.map_or_else(|| "nowhere".to_owned(), |id| id.short());
    let now = branch.map_or_else(|| at.clone(), |branch| format!("{} at {at}", short(&branch)));
    let left = operation.id(switch.to).map_or_else(String::new, |id| format!(" at {}", id.short()));
    Failure::state(format!("HEAD is not where {} has left it", operation.verb))
        .at("HEAD")
        .because(format!("it is {now}, and was {}{left}", switch.branch))
        .hint(format!("`git switch {}` goes back there", switch.branch))
}

fn short(reference: &str) -> &str {
    reference.strip_prefix("refs/heads/").unwrap_or(reference)
}
