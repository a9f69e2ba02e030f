//! How the state of the branches is printed.

use std::fmt::Write;

use serde_json::{Value, json};

use crate::domain::flow::status::{BranchStatus, Fault, FlowStatus, Outlook};
use crate::terminal::explain::counted;

/// Returns the state as a table and a list of what is wrong, with a newline at its end.
pub fn text(status: &FlowStatus) -> String {
    let names = status.branches.iter().map(|branch| branch.spelled.chars().count());
    let versions = status.branches.iter().map(|branch| outlook(branch).0.chars().count());
    let widths = (names.max().unwrap_or(0), versions.max().unwrap_or(0));
    let mut page = String::new();
    for branch in &status.branches {
        let mark = if branch.is_checked_out { '*' } else { ' ' };
        let (version, words) = outlook(branch);
        let (name, version) = (pad(&branch.spelled, widths.0), pad(&version, widths.1));
        let row = format!("{mark} {name}  {version}  {words}");
        line(&mut page, row.trim_end());
    }
    if status.faults.is_empty() {
        line(&mut page, "\nnothing is wrong");
        return page;
    }
    line(&mut page, &format!("\n{}:", counted(status.faults.len(), "fault")));
    for fault in &status.faults {
        line(&mut page, &format!("- {}", fault.words()));
        line(&mut page, &format!("    {}", fault.remedy()));
    }
    page
}

/// Returns the state as JSON, with a newline at its end.
pub fn json(status: &FlowStatus) -> String {
    let answer = json!({
        "branches": status.branches.iter().map(branch_json).collect::<Vec<_>>(),
        "faults": status.faults.iter().map(fault_json).collect::<Vec<_>>(),
    });
    format!("{answer:#}\n")
}

fn outlook(branch: &BranchStatus) -> (String, String) {
    match &branch.outlook {
        Outlook::Version { next, previous, changed, commits } => {
            let commits = counted(*commits, "commit");
            let words = match (previous, changed) {
                (None, _) => format!("{commits}, no release yet"),
                (Some(tag), true) => format!("{commits} since {}", tag.name),
                (Some(tag), false) => format!("{commits} since {}, nothing to release", tag.name),
            };
            (next.to_string(), words)
        }
        Outlook::Finished(tag) => (tag.version.to_string(), "is out, the branch can go".to_owned()),
        Outlook::Refused(why) => ("-".to_owned(), why.clone()),
    }
}

fn branch_json(status: &BranchStatus) -> Value {
    let mut value = json!({
        "name": status.branch.name,
        "ref": status.spelled,
        "kind": status.branch.kind.as_str(),
        "commit": status.tip.to_string(),
        "checked_out": status.is_checked_out,
    });
    let more = match &status.outlook {
        Outlook::Version { next, previous, changed, commits } => json!({
            "state": "open",
            "version": next.to_string(),
            "previous_tag": previous.as_ref().map(|tag| tag.name.as_str()),
            "changed": changed,
            "commits": commits,
        }),
        Outlook::Finished(tag) => json!({
            "state": "finished", "version": tag.version.to_string(), "tag": tag.name.as_str(),
        }),
        Outlook::Refused(why) => json!({"state": "refused", "why": why}),
    };
    if let (Value::Object(value), Value::Object(more)) = (&mut value, more) {
        value.extend(more);
    }
    value
}

fn fault_json(fault: &Fault) -> Value {
    let mut value = json!({
        "kind": fault.kind(), "what": fault.words(), "remedy": fault.remedy(),
    });
    let more = match fault {
        Fault::MissingBackMerge { tags, branch } => json!({
            "branch": branch,
            "tags": tags.iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>(),
        }),
        Fault::TagOffMain { tag, .. } => {
            json!({"tag": tag.name.as_str(), "commit": tag.commit.to_string()})
        }
        Fault::NotAbove { branch, version, base } => json!({
            "branch": branch, "version": version.to_string(), "tag": base.name.as_str(),
        }),
        Fault::SameVersion { version, branches } => {
            json!({"version": version.to_string(), "branches": branches})
        }
        Fault::LargeHotfix { branch, commit, .. } => {
            json!({"branch": branch, "commit": commit.to_string()})
        }
        Fault::Underbump { branch, version, asked } => json!({
            "branch": branch, "version": version.to_string(), "asked": asked.to_string(),
        }),
        Fault::Diverged { branch, remote } => json!({"branch": branch, "remote": remote}),
    };
    if let (Value::Object(value), Value::Object(more)) = (&mut value, more) {
        value.extend(more);
    }
    value
}

fn pad(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(text.chars().count());
    format!("{text}{}", " ".repeat(missing))
}

fn line(page: &mut String, text: &str) {
    // Writing into a string cannot fail.
    writeln!(page, "{text}").ok();
}
