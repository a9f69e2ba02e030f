//! The page of `next-version --explain`: base, commits with their rules, what did not count, and
//! every step from there to the version.

use std::fmt::Write;

use crate::domain::history::commit::CommitId;
use crate::domain::version::decision::{Decision, Reason};
use crate::terminal::version::Answer;

/// Returns the page.
pub(super) fn page(answer: &Answer<'_>) -> String {
    let decision = answer.decision;
    let mut page = String::new();
    let outcome = if decision.changed { "next version" } else { "current version, nothing to do" };
    line(&mut page, &format!("{}  {outcome}, tag {}", decision.next, answer.tag()));
    line(&mut page, "");
    for reason in &decision.reasons {
        if let Some((label, text)) = step(reason, answer) {
            line(&mut page, &format!("{label:<9} {text}"));
        }
    }
    votes(&mut page, decision);
    abstentions(&mut page, decision);
    page
}

/// Returns label and words of a step that is no commit.
fn step(reason: &Reason, answer: &Answer<'_>) -> Option<(&'static str, String)> {
    let commits = answer.commits;
    Some(match reason {
        Reason::Base(tag) => (
            "base",
            format!(
                "{} at {}: the highest stable version reachable, {} since",
                tag.name,
                tag.commit.short(),
                counted(commits, "commit")
            ),
        ),
        Reason::AtHead(tag) => ("at", format!("HEAD is {} already", tag.name)),
        Reason::First { declared: Some(declared), version } => {
            ("first", format!("no release yet, and {} declares {version}", declared.file))
        }
        Reason::First { declared: None, version } => {
            ("first", format!("no release yet: it starts with {version}"))
        }
        Reason::BeforeOne { asked, raised } => (
            "before 1",
            format!("while the major version is 0, a {asked} change raises the {raised} version"),
        ),
        Reason::Forced(level) => ("asked", format!("{level}, whatever the commits say")),
        Reason::Explicit(version) => ("asked", format!("the version {version}")),
        Reason::ReleaseAs(footer) => (
            "override",
            format!("footer `Release-As: {}` of {}", footer.value, footer.commit.short()),
        ),
        Reason::Superseded(footer, tag) => (
            "ignored",
            format!(
                "footer `Release-As: {}` of {}: {} came after it",
                footer.value,
                footer.commit.short(),
                tag.name
            ),
        ),
        Reason::Floor(tag) => {
            ("floor", format!("{} is out already, at {}", tag.name, tag.commit.short()))
        }
        Reason::Number { label, number, after: Some(tag) } => {
            ("number", format!("{label}.{number} follows {}", tag.name))
        }
        Reason::Number { label, number, after: None } => {
            ("number", format!("{label}.{number} is the first of this version"))
        }
        Reason::NothingToRaise(level) => {
            ("asked", format!("{level}, which has nothing to raise before the first release"))
        }
        Reason::NothingSince(tag) => {
            ("level", format!("nothing since {} asks for another candidate", tag.name))
        }
        Reason::Nothing => ("level", "nothing since then asks for a release".to_owned()),
        Reason::Vote(_) | Reason::Abstention(_) => return None,
    })
}

fn votes(page: &mut String, decision: &Decision) {
    let votes: Vec<_> = decision
        .reasons
        .iter()
        .filter_map(|reason| if let Reason::Vote(vote) = reason { Some(vote) } else { None })
        .collect();
    if votes.is_empty() {
        return;
    }
    let heading = match decision.previous {
        Some(_) => {
            let decide = counted_verb(votes.len(), "commit", "decides", "decide");
            format!("\n{decide} the level, {}:", decision.bump)
        }
        None => format!("\n{} will be in it:", counted(votes.len(), "change")),
    };
    line(page, &heading);
    for vote in votes {
        let level = vote.bump.to_string();
        entry(page, &format!("{level:<6}"), vote.commit, &vote.subject, &vote.rule);
    }
}

fn abstentions(page: &mut String, decision: &Decision) {
    let abstentions: Vec<_> = decision
        .reasons
        .iter()
        .filter_map(|reason| if let Reason::Abstention(one) = reason { Some(one) } else { None })
        .collect();
    if abstentions.is_empty() {
        return;
    }
    line(
        page,
        &format!(
            "\n{}:",
            counted_verb(abstentions.len(), "commit", "does not count", "do not count")
        ),
    );
    for one in abstentions {
        entry(page, "-     ", one.commit, &one.subject, &one.why);
    }
}

fn entry(page: &mut String, label: &str, commit: CommitId, subject: &str, why: &str) {
    line(page, &format!("  {label} {} {subject}  ({why})", commit.short()));
}

fn line(page: &mut String, text: &str) {
    // Writing into a string cannot fail.
    writeln!(page, "{text}").ok();
}

/// Returns a number with its noun: "1 commit", "2 commits".
pub fn counted(count: usize, noun: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{plural}")
}

fn counted_verb(count: usize, noun: &str, one: &str, many: &str) -> String {
    format!("{} {}", counted(count, noun), if count == 1 { one } else { many })
}
