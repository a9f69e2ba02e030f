//! How two outcomes differ, in a few lines.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::outcome::{End, Outcome};

/// How many lines from the first differing one on are shown.
const LINES: usize = 4;

/// How much of a line is shown.
const WIDTH: usize = 180;

/// Returns what tells semflow's outcome from git-cliff's; `None` where nothing does.
pub(crate) fn difference(git_cliff: &Outcome, semflow: &Outcome) -> Option<String> {
    let mut told = String::new();
    if git_cliff.end == End::Panic && semflow.end == End::Failure {
        return None;
    }
    if git_cliff.end != semflow.end || semflow.end == End::Panic {
        let _ = writeln!(told, "  git-cliff: {:?}, semflow: {:?}", git_cliff.end, semflow.end);
        for (name, outcome) in [("git-cliff", git_cliff), ("semflow", semflow)] {
            if outcome.end != End::Success {
                let _ = writeln!(told, "  {name} said: {}", last_words(&outcome.stderr));
            }
        }
    }
    tell(&mut told, "stdout", Some(&git_cliff.stdout), Some(&semflow.stdout));
    let paths: BTreeSet<&String> = git_cliff.files.keys().chain(semflow.files.keys()).collect();
    for path in paths {
        tell(&mut told, path, git_cliff.files.get(path), semflow.files.get(path));
    }
    (!told.is_empty()).then_some(told)
}

/// Returns whether two outcomes of git-cliff are the same to a reader.
pub(crate) fn is_same(one: &Outcome, other: &Outcome) -> bool {
    one.end == other.end && one.stdout == other.stdout && one.files == other.files
}

fn tell(told: &mut String, name: &str, git_cliff: Option<&String>, semflow: Option<&String>) {
    let (Some(git_cliff), Some(semflow)) = (git_cliff, semflow) else {
        let writer = if git_cliff.is_some() { "git-cliff" } else { "semflow" };
        let _ = writeln!(told, "  {name}: only {writer} wrote it");
        return;
    };
    if git_cliff == semflow {
        return;
    }
    let left: Vec<&str> = git_cliff.split('\n').collect();
    let right: Vec<&str> = semflow.split('\n').collect();
    let same = left.iter().zip(&right).take_while(|(left, right)| left == right).count();
    let _ = writeln!(told, "  {name}, line {}:", same + 1);
    let rest = |lines: &[&str]| -> Vec<String> {
        lines.iter().skip(same).take(LINES).map(|&line| line.to_owned()).collect()
    };
    let (left, right) = (rest(&left), rest(&right));
    let column = match (left.first(), right.first()) {
        (Some(left), Some(right)) => {
            left.chars().zip(right.chars()).take_while(|(left, right)| left == right).count()
        }
        _ => 0,
    };
    for (sign, lines) in [('-', &left), ('+', &right)] {
        for (index, line) in lines.iter().enumerate() {
            let start = if index == 0 { column.saturating_sub(WIDTH / 2) } else { 0 };
            let shown: String = line.chars().skip(start).take(WIDTH).collect();
            let before = if start > 0 { "…" } else { "" };
            let _ = writeln!(told, "    {sign}{before}{}", shown.escape_debug());
        }
        if lines.is_empty() {
            let _ = writeln!(told, "    {sign}(end)");
        }
    }
}

fn last_words(stderr: &str) -> String {
    let plain = without_colours(stderr);
    let lines: Vec<&str> = plain.lines().filter(|line| !line.trim().is_empty()).collect();
    let last = lines.get(lines.len().saturating_sub(4)..).unwrap_or_default().join(" | ");
    last.chars().take(2 * WIDTH).collect()
}

fn without_colours(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let mut plain = parts.next().unwrap_or_default().to_owned();
    plain.extend(parts.filter_map(|part| part.split_once('m').map(|(_, rest)| rest)));
    plain
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{End, Outcome, difference};

    fn printing(end: End, stdout: &str) -> Outcome {
        let stdout = stdout.to_owned();
        Outcome { end, stdout, stderr: String::new(), files: BTreeMap::new(), days: (0, 0) }
    }

    #[test]
    fn equal_outcomes_do_not_differ() {
        let outcome = printing(End::Success, "a\n");
        assert_eq!(difference(&outcome, &outcome), None);
    }

    #[test]
    fn a_panic_of_git_cliff_asks_for_any_failure_and_no_panic() {
        let panic = printing(End::Panic, "");
        assert_eq!(difference(&panic, &printing(End::Failure, "b")), None);
        assert!(difference(&panic, &panic).is_some());
        assert!(difference(&panic, &printing(End::Success, "")).is_some());
    }

    #[test]
    fn the_first_line_that_differs_is_shown() {
        let left = printing(End::Success, "a\nb\nc\n");
        let right = printing(End::Success, "a\nx\nc\n");
        let told = difference(&left, &right).unwrap();
        assert_eq!(told, "  stdout, line 2:\n    -b\n    -c\n    -\n    +x\n    +c\n    +\n");
    }

    #[test]
    fn a_file_that_one_program_wrote_is_named() {
        let left = printing(End::Success, "");
        let mut right = left.clone();
        right.files.insert("OUT.md".to_owned(), String::new());
        let told = difference(&left, &right).unwrap();
        assert_eq!(told, "  OUT.md: only semflow wrote it\n");
    }
}
