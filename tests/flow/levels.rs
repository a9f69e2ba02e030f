//! What the messages of these histories ask for: a few lines for the few kinds there are.

use std::collections::BTreeSet;

use crate::history::History;

/// How much a commit asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    Nothing,
    Patch,
    Minor,
    Major,
}

/// Returns the highest level of these commits. A commit and the one that reverts it are both gone.
pub(crate) fn highest(history: &History, commits: &BTreeSet<usize>) -> Level {
    let mut gone = BTreeSet::new();
    for commit in commits.iter().rev().copied() {
        if gone.contains(&commit) {
            continue;
        }
        let reverted = reverted(history.message(commit));
        let reverted = commits.iter().copied().find(|one| Some(history.id(*one)) == reverted);
        gone.extend(reverted.into_iter().flat_map(|reverted| [commit, reverted]));
    }
    let left = commits.difference(&gone).map(|commit| level(history.message(*commit)));
    left.max().unwrap_or(Level::Nothing)
}

fn level(message: &str) -> Level {
    if message.starts_with("Revert \"") {
        return Level::Patch;
    }
    let subject = message.lines().next().unwrap_or_default();
    let Some((head, _)) = subject.split_once(": ") else {
        return Level::Nothing;
    };
    let kind = head.split(['(', '!']).next().unwrap_or_default();
    match kind {
        _ if head.ends_with('!') || message.contains("\n\nBREAKING CHANGE: ") => Level::Major,
        "feat" => Level::Minor,
        "fix" | "perf" | "revert" => Level::Patch,
        _ => Level::Nothing,
    }
}

fn reverted(message: &str) -> Option<String> {
    let (_, rest) = message.split_once("This reverts commit ")?;
    rest.split('.').next().map(str::to_owned)
}
