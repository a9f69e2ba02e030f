//! Running all cases of a theme through both programs, and reporting every one that differs.

use std::collections::HashSet;
use std::fmt::Write as _;
use std::io::Write as _;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::known_differences::KNOWN_DIFFERENCES;

use super::case::Case;
use super::difference::{difference, is_same};
use super::outcome::{Outcome, outcome};
use super::programs::{Program, git_cliff_is_here};
use super::workspace::Workspaces;

/// Only cases whose names hold this text are compared: `SEMFLOW_CASE='Tags -u' cargo test …`.
const ONLY: &str = "SEMFLOW_CASE";

/// Asserts that semflow does on every case of a theme what git-cliff does.
#[track_caller]
pub(crate) fn assert_same(theme: &str, cases: &[Case]) {
    if is_skipped(theme) {
        return;
    }
    let workspaces = Workspaces::default();
    let names = names(theme, cases);
    let found = in_parallel(cases, |index, case| {
        let name = names.get(index)?;
        if !is_wanted(name) {
            return None;
        }
        let difference = compared(case, &workspaces);
        let known = KNOWN_DIFFERENCES.iter().find(|(known, _)| known == name);
        match (difference, known) {
            (Some(told), None) => Some(format!("{name}\n{told}")),
            (None, Some((_, reason))) => {
                Some(format!("{name}\n  known to differ, but does not any more: {reason}\n"))
            }
            (Some(_), Some(_)) | (None, None) => None,
        }
    });
    let forgotten = KNOWN_DIFFERENCES.iter().filter(|(known, _)| {
        known.starts_with(&format!("{theme}: ")) && !names.iter().any(|name| name == known)
    });
    let forgotten =
        forgotten.map(|(known, _)| format!("{known}\n  known to differ, but no case\n"));
    let found: Vec<String> = found.into_iter().chain(forgotten).collect();
    let count = cases.len();
    assert!(found.is_empty(), "{} of {count} cases differ\n\n{}", found.len(), found.join("\n"));
}

/// Asserts that each pair of cases, told apart by a configuration, makes git-cliff do different
/// things at least once among the pairs of the same label.
#[track_caller]
pub(crate) fn assert_effective(theme: &str, pairs: &[(Case, Case)]) {
    if is_skipped(theme) {
        return;
    }
    let workspaces = Workspaces::default();
    let changed = in_parallel(pairs, |_, (with, without)| {
        let with_key = outcome(Program::GitCliff, with, &workspaces);
        let without_key = outcome(Program::GitCliff, without, &workspaces);
        (!is_same(&with_key, &without_key)).then(|| with.label.clone())
    });
    let changed: HashSet<&String> = changed.iter().collect();
    let mut idle: Vec<&String> = pairs.iter().map(|(with, _)| &with.label).collect();
    idle.retain(|label| !changed.contains(label));
    idle.dedup();
    assert!(idle.is_empty(), "these do nothing in any case: {idle:#?}");
}

/// Compares a case; once more where midnight passed meanwhile.
fn compared(case: &Case, workspaces: &Workspaces) -> Option<String> {
    let both = || -> (Outcome, Outcome) {
        let git_cliff = outcome(Program::GitCliff, case, workspaces);
        (git_cliff, outcome(Program::Semflow, case, workspaces))
    };
    let (mut git_cliff, mut semflow) = both();
    if git_cliff.days.0 != semflow.days.1 {
        (git_cliff, semflow) = both();
    }
    difference(&git_cliff, &semflow)
}

fn is_skipped(theme: &str) -> bool {
    let is_here = git_cliff_is_here();
    if !is_here {
        // Past the capture of the test harness.
        let skipped = "skipped: git-cliff 2.14.2 is not on PATH";
        let _ = writeln!(std::io::stderr(), "{theme}: {skipped}");
    }
    !is_here
}

#[expect(clippy::disallowed_methods, reason = "whoever runs the tests narrows them down")]
fn is_wanted(name: &str) -> bool {
    std::env::var(ONLY).is_ok_and(|only| !name.contains(&only)).eq(&false)
}

#[track_caller]
fn names(theme: &str, cases: &[Case]) -> Vec<String> {
    let names: Vec<String> = cases.iter().map(|case| format!("{theme}: {}", case.name())).collect();
    let mut met = HashSet::new();
    let mut twice = String::new();
    for name in names.iter().filter(|name| !met.insert(*name)) {
        let _ = writeln!(twice, "{name}");
    }
    assert!(twice.is_empty(), "two cases of one name:\n{twice}");
    names
}

/// Returns what a function finds in the items, in their order.
fn in_parallel<T: Sync, R: Send>(
    items: &[T],
    find: impl Fn(usize, &T) -> Option<R> + Sync,
) -> Vec<R> {
    let next = AtomicUsize::new(0);
    let found = Mutex::new(Vec::new());
    let threads = std::thread::available_parallelism().map_or(2, usize::from);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(item) = items.get(index) else { break };
                    if let (Some(result), Ok(mut found)) = (find(index, item), found.lock()) {
                        found.push((index, result));
                    }
                }
            });
        }
    });
    let mut found = found.into_inner().unwrap_or_default();
    found.sort_by_key(|(index, _)| *index);
    found.into_iter().map(|(_, result)| result).collect()
}
