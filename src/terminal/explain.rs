//! The page of `next-version --explain`: base, commits with their rules, what did not count, and
//! every step from there to the version.

use std::fmt::Write;

use crate::domain::flow::whereabouts::KnownBy;
use crate::domain::history::branch::Branch;
use crate::domain::history::commit::CommitId;
use crate::domain::version::decision::{Decision, Reason};
use crate::terminal::version::{Answer, BranchAnswer};

/// How many commits the page lists that decide, and how many that do not count, where it shall fit
/// on a screen.
const LISTED: (usize, usize) = (12, 6);

/// Returns the page; with every commit where `is_whole`, else as much as fits on a screen.
pub(super) fn page(answer: &Answer<'_>, is_whole: bool) -> String {
    let decision = answer.decision;
    let mut page = String::new();
    let is_build = !decision.next.pre.is_empty() && answer.branch.is_some();
    let outcome = match (decision.changed, is_build) {
        (true, _) => "next version",
        (false, true) => "version of this build, nothing asks for a release",
        (false, false) => "current version, nothing to do",
    };
    line(&mut page, &format!("{}  {outcome}, tag {}", decision.next, answer.tag()));
    line(&mut page, "");
    if let Some(branch) = &answer.branch {
        standing(&mut page, branch);
    }
    for reason in &decision.reasons {
        if let Some((label, text)) = step(reason, answer) {
            step_line(&mut page, label, &text);
        }
    }
    let (voting, abstaining) = if is_whole { (usize::MAX, usize::MAX) } else { LISTED };
    votes(&mut page, decision, voting);
    abstentions(&mut page, decision, abstaining);
    page
}

/// The branch, what it follows, and what is left out.
fn standing(page: &mut String, answer: &BranchAnswer<'_>) {
    let course = answer.course;
    let branch = &course.branch;
    let kind = branch.kind.as_str().replace('_', " ");
    let known_by = known_by(&answer.whereabouts.known_by);
    step_line(page, "branch", &format!("{} ({kind} branch), {known_by}", branch.name));
    if let Some(parent) = &course.parent {
        step_line(page, "parent", &format!("{}: its rules count", parent.name));
    }
    if !course.line.is_empty() {
        let line: Vec<_> = course.line.iter().map(Branch::spelled).collect();
        step_line(page, "line", &format!("stable tags of HEAD and of {} count", line.join(", ")));
    }
    for one in answer.excluded {
        let text = format!("{} at {}: {}", one.name, one.commit.short(), one.why);
        step_line(page, "left out", &text);
    }
}

/// Returns in words how it is known which branch a version is for.
pub(super) fn known_by(known_by: &KnownBy) -> String {
    match known_by {
        KnownBy::Asked => "as asked for".to_owned(),
        KnownBy::CheckedOut => "checked out".to_owned(),
        KnownBy::Variable { name, provider: Some(provider) } => format!("by {name} of {provider}"),
        KnownBy::Variable { name, provider: None } => format!("by {name}"),
        KnownBy::OnlyBranch { is_remote: false } => "the only branch here".to_owned(),
        KnownBy::OnlyBranch { is_remote: true } => "the only remote branch here".to_owned(),
        KnownBy::TagHere => "a tag is checked out".to_owned(),
        KnownBy::Unknown => "unknown".to_owned(),
    }
}

fn step_line(page: &mut String, label: &str, text: &str) {
    line(page, &format!("{label:<9} {text}"));
}

/// Returns label and words of a step that is no commit.
fn step(reason: &Reason, answer: &Answer<'_>) -> Option<(&'static str, String)> {
    let commits = answer.commits;
    Some(match reason {
        Reason::Base(tag) => (
            "base",
            format!(
                "{} at {}: the highest stable version {}, {} since",
                tag.name,
                tag.commit.short(),
                if answer.has_line() { "of this line" } else { "reachable" },
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
        _ => return branch_step(reason, answer),
    })
}

/// Returns label and words of a step that only a branch of Git Flow has.
fn branch_step(reason: &Reason, answer: &Answer<'_>) -> Option<(&'static str, String)> {
    Some(match reason {
        Reason::Open(open) => {
            ("open", format!("branch {} is on its way to {}", open.branch, open.version))
        }
        Reason::Named { version, branch } => ("name", format!("branch {branch} says {version}")),
        Reason::Merged(merged) => (
            "merged",
            format!(
                "{} says {}, at {}, and has no tag yet",
                merged.source,
                merged.version,
                merged.commit.short()
            ),
        ),
        Reason::MinBump(level) => {
            ("floor", format!("{level}: the least that such a branch raises"))
        }
        Reason::NextVersion { version, is_out: false } => {
            ("asked", format!("{version}, by flow.next_version"))
        }
        Reason::NextVersion { version, is_out: true } => {
            ("ignored", format!("flow.next_version: {version} is not above the last release"))
        }
        Reason::NumberTaken(tag) => {
            ("taken", format!("{} has it, at {}", tag.name, tag.commit.short()))
        }
        Reason::Height { label, number, height, after } => {
            let dotted = if label.is_empty() { String::new() } else { format!("{label}.") };
            let since = match after {
                Some(tag) => format!("since {}", tag.name),
                None => "since then".to_owned(),
            };
            let commits = counted(usize::try_from(*height).unwrap_or(usize::MAX), "commit");
            ("number", format!("{dotted}{number}: {commits} {since}{}", answer.height_words()))
        }
        _ => return None,
    })
}

fn votes(page: &mut String, decision: &Decision, listed: usize) {
    let mut votes: Vec<_> = decision
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
    // The highest level decides, so these commits are what is looked for.
    votes.sort_by_key(|vote| std::cmp::Reverse(vote.bump));
    let more = votes.len().saturating_sub(listed);
    for vote in votes.into_iter().take(listed) {
        let level = vote.bump.to_string();
        entry(page, &format!("{level:<6}"), vote.commit, &vote.subject, &vote.rule);
    }
    say_more(page, more);
}

fn abstentions(page: &mut String, decision: &Decision, listed: usize) {
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
    let more = abstentions.len().saturating_sub(listed);
    for one in abstentions.into_iter().take(listed) {
        entry(page, "-     ", one.commit, &one.subject, &one.why);
    }
    say_more(page, more);
}

fn say_more(page: &mut String, more: usize) {
    if more > 0 {
        line(page, &format!("  … and {more} more (-v lists them)"));
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
