//! An operation as JSON.

use serde_json::{Value, json};

use crate::plan::making::{Making, Object};
use crate::plan::operation::Operation;
use crate::plan::preview::Report;

/// Returns an operation as JSON, with a newline at its end.
pub fn json(report: &Report<'_>) -> String {
    format!("{:#}\n", value(report))
}

/// Returns an operation as a value.
pub fn value(report: &Report<'_>) -> Value {
    let Report { operation, preview, is_plan, is_pushed } = report;
    let refs = operation.refs.iter().map(|one| {
        let new = one.new.and_then(|point| operation.id(point));
        json!({
            "name": one.name,
            "old": one.old.map(|id| id.to_string()),
            "new": new.map(|id| id.to_string()),
            "deleted": one.new.is_none(),
        })
    });
    let push = operation.push.as_ref().map(|push| {
        let refs = push.refs.iter().map(|one| json!({"name": one.name, "deleted": one.deletes}));
        json!({"remote": push.remote, "refs": refs.collect::<Vec<_>>()})
    });
    let resolved = preview
        .resolved
        .iter()
        .map(|one| json!({"branch": one.branch, "path": one.path, "how": one.how}));
    let conflict = preview.conflict.as_ref().map(|conflict| {
        json!({"into": conflict.branch, "other": conflict.other, "paths": conflict.paths})
    });
    json!({
        "operation": operation.verb,
        "planned": is_plan,
        "version": operation.version,
        "tag": operation.tag,
        "branch": operation.topic,
        "objects": operation.objects.iter().map(object).collect::<Vec<_>>(),
        "refs": refs.collect::<Vec<_>>(),
        "checked_out": operation.switch.as_ref().map(|switch| switch.branch.clone()),
        "push": push,
        "pushed": is_pushed,
        "resolved": resolved.collect::<Vec<_>>(),
        "conflict": conflict,
        "diff": preview.diff,
    })
}

/// Returns an operation that is taken back as JSON: each ref with where it was left and where it goes.
pub fn back_json(operation: &Operation, is_plan: bool) -> String {
    let refs = operation.moves().map(|(one, old, new)| {
        json!({
            "name": one.name,
            "old": new.map(|id| id.to_string()),
            "new": old.map(|id| id.to_string()),
            "deleted": old.is_none(),
        })
    });
    let told = json!({
        "operation": operation.verb,
        "planned": is_plan,
        "taken_back": !is_plan,
        "tag": operation.tag,
        "branch": operation.topic,
        "refs": refs.collect::<Vec<_>>(),
    });
    format!("{told:#}\n")
}

fn object(making: &Making) -> Value {
    let id = making.id.map(|id| id.to_string());
    match &making.object {
        Object::Commit { branch, files, message, .. } => {
            let files = files.iter().map(|file| json!({"path": file.path, "what": file.what}));
            let files: Vec<_> = files.collect();
            json!({"kind": "commit", "id": id, "branch": branch, "message": message, "files": files})
        }
        Object::Merge { branch, other_name, message, .. } => json!({
            "kind": "merge", "id": id, "branch": branch, "other": other_name, "message": message,
        }),
        Object::Tag { name, message, .. } => {
            json!({"kind": "tag", "id": id, "name": name, "message": message})
        }
    }
}
