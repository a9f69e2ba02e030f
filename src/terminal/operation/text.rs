//! An operation for people.

use std::fmt::Write;

use crate::domain::history::commit::CommitId;
use crate::failure::Failure;
use crate::plan::making::{Making, Object, Signing};
use crate::plan::operation::{Operation, RefMove};
use crate::plan::preview::{Conflict, Preview, Report};
use crate::terminal::explain::counted;

/// Returns the plan: every object, every ref with what it was and what it will be, what is pushed, and
/// what the release commit changes.
pub fn plan(report: &Report<'_>) -> String {
    let Report { operation, preview, .. } = report;
    let mut page = title(operation);
    for making in &operation.objects {
        object(&mut page, making);
    }
    resolved(&mut page, preview);
    if let Some(conflict) = &preview.conflict {
        line(&mut page, &format!("\nconflict: {} into {}", conflict.other, conflict.branch));
        for path in &conflict.paths {
            line(&mut page, &format!("  {path}"));
        }
        line(&mut page, "  finishing would stop here, and ask you to resolve it");
    }
    line(&mut page, "\nrefs, all at once:");
    refs(&mut page, operation, true);
    if let Some(switch) = &operation.switch {
        let from = switch.home_branch.clone().unwrap_or_else(|| switch.home.short());
        line(&mut page, &format!("\nwork tree: {from} → {}", switch.branch));
    }
    if let Some(command) = push_command(operation) {
        line(&mut page, &format!("push: {command}"));
    }
    if !preview.diff.is_empty() {
        page.push('\n');
        page.push_str(&preview.diff);
    }
    page
}

/// Returns what an operation has done.
pub fn summary(report: &Report<'_>) -> String {
    let Report { operation, preview, is_pushed, .. } = report;
    let mut page = String::new();
    resolved(&mut page, preview);
    if preview.conflict.is_some() {
        return page;
    }
    page.push_str(&title(operation));
    refs(&mut page, operation, false);
    if let Some(switch) = &operation.switch {
        line(&mut page, &format!("you are on {}", switch.branch));
    }
    match (&operation.push, push_command(operation)) {
        (Some(push), _) if *is_pushed => line(&mut page, &format!("pushed to {}", push.remote)),
        (_, Some(command)) => line(&mut page, &format!("not pushed: {command}")),
        _ => {}
    }
    if *is_pushed {
        next_steps(&mut page, operation);
    }
    page
}

/// Returns which refs go back to where.
pub fn way_back(operation: &Operation) -> String {
    let mut page = format!("{} goes back:\n", operation.verb);
    let rows: Vec<_> =
        operation.moves().map(|(one, old, new)| (one.shown(), step(new, old))).collect();
    table(&mut page, &rows);
    page
}

/// Returns the failure that hands a conflict over.
pub fn conflict(conflict: &Conflict) -> Failure {
    let Conflict { branch, other, paths, .. } = conflict;
    let files = counted(paths.len(), "file");
    let failure = Failure::state(format!(
        "{other} does not merge into {branch} by itself: {files} to resolve"
    ));
    let failure = paths.iter().fold(failure, Failure::because);
    failure
        .hint("no branch has moved: HEAD is detached, and git is in the midst of the merge")
        .hint("resolve the files, `git add` them, then `semflow release continue`")
        .hint("`semflow release abort` gives everything back as it was")
}

/// Says what is left to others where branches are protected: semflow opens no pull request.
fn next_steps(page: &mut String, operation: &Operation) {
    if let (Some(finish), Some(topic)) = (operation.verb.strip_suffix(" --pr"), &operation.topic) {
        line(page, &format!("next: open a pull request for {topic}"));
        line(page, &format!("once it is merged: semflow {finish} --merged"));
    }
    let names = operation.refs.iter().filter(|one| one.new.is_some()).map(RefMove::shown);
    for name in names.filter(|name| name.starts_with("backmerge/")) {
        line(page, &format!("next: open a pull request for {name}, which merges back"));
    }
}

fn title(operation: &Operation) -> String {
    let Operation { verb, topic, tag, .. } = operation;
    match (topic, tag) {
        (Some(topic), Some(tag)) => format!("{verb}: {topic} → {tag}\n"),
        (Some(topic), None) => format!("{verb}: {topic}\n"),
        (None, Some(tag)) => format!("{verb}: {tag}\n"),
        (None, None) => format!("{verb}\n"),
    }
}

fn object(page: &mut String, making: &Making) {
    let id = making.id.map_or_else(|| "?".to_owned(), |id| id.short());
    match &making.object {
        Object::Commit { branch, files, message, .. } => {
            line(page, &format!("\ncommit {id} on {branch}"));
            message_lines(page, message);
            let rows: Vec<_> =
                files.iter().map(|file| (file.path.clone(), file.what.clone())).collect();
            table(page, &rows);
        }
        Object::Merge { branch, other_name, message, .. } => {
            line(page, &format!("\nmerge {id}: {other_name} into {branch}"));
            message_lines(page, message);
        }
        Object::Tag { name, message, signing, .. } => {
            let signed = match signing {
                Signing::Configured => "signed as git is configured",
                Signing::Yes | Signing::Key(_) => "signed",
                Signing::No => "not signed",
            };
            line(page, &format!("\ntag {name} {id}, annotated, {signed}"));
            message_lines(page, message);
        }
    }
}

fn message_lines(page: &mut String, message: &str) {
    for text in message.trim_end().lines() {
        line(page, format!("    {text}").trim_end());
    }
}

fn resolved(page: &mut String, preview: &Preview) {
    for one in &preview.resolved {
        line(page, &format!("resolved in {}: {}: {}", one.branch, one.path, one.how));
    }
}

fn refs(page: &mut String, operation: &Operation, is_plan: bool) {
    let rows: Vec<_> = operation
        .refs
        .iter()
        .map(|one| {
            let new = one.new.and_then(|point| operation.id(point));
            let words = match (one.new.is_some(), new) {
                (true, None) => format!("{} → ?", id(one.old)),
                _ if one.old == new => format!("{}, as it is", id(one.old)),
                _ => step(one.old, new),
            };
            (one.shown(), words, one.old == new && new.is_some())
        })
        .filter(|(.., is_same)| is_plan || !is_same)
        .map(|(name, words, _)| (name, words))
        .collect();
    table(page, &rows);
}

fn step(old: Option<CommitId>, new: Option<CommitId>) -> String {
    match (old, new) {
        (None, Some(new)) => format!("new, {}", new.short()),
        (Some(old), None) => format!("deleted, was {}", old.short()),
        (old, new) => format!("{} → {}", id(old), id(new)),
    }
}

fn id(id: Option<CommitId>) -> String {
    id.map_or_else(|| "-".to_owned(), |id| id.short())
}

fn push_command(operation: &Operation) -> Option<String> {
    let push = operation.push.as_ref()?;
    let refs = push.refs.iter().map(|one| {
        let name = one.name.strip_prefix("refs/heads/").unwrap_or(&one.name);
        if one.deletes { format!(":{name}") } else { name.to_owned() }
    });
    let refs: Vec<_> = refs.collect();
    Some(format!("git push --atomic {} {}", push.remote, refs.join(" ")))
}

fn table(page: &mut String, rows: &[(String, String)]) {
    let width = rows.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    for (name, words) in rows {
        let space = " ".repeat(width.saturating_sub(name.chars().count()));
        line(page, format!("  {name}{space}  {words}").trim_end());
    }
}

fn line(page: &mut String, text: &str) {
    // A string takes everything.
    let _ = writeln!(page, "{text}");
}
