//! Committing a message that was kept.

use crate::apply;
use crate::cli::exit_code::ExitCode;
use crate::commands::commit::arguments::Commit;
use crate::commands::commit::findings::{findings_of, is_rejected, say_findings};
use crate::commands::commit::place::Place;
use crate::domain::check::checker::Checker;
use crate::domain::check::finding::Certainty;
use crate::domain::check::repair::repaired;
use crate::failure::{Failure, Result};
use crate::terminal::Terminal;

/// Opens the message that was kept in the editor, and commits it.
///
/// # Errors
/// When none is kept, there is nothing to commit, or git refuses.
pub(super) fn retry(command: &Commit, place: &Place) -> Result<ExitCode> {
    let text = kept(place)?;
    place.refuse_in_vain(command)?;
    commit(command, place, &text)
}

/// Commits the message that was kept with every fix made.
///
/// # Errors
/// When none is kept, there is nothing to commit, or git refuses.
pub(super) fn fix(
    command: &Commit,
    place: &Place,
    checker: &Checker<'_>,
    terminal: &mut Terminal,
) -> Result<ExitCode> {
    let text = kept(place)?;
    place.refuse_in_vain(command)?;
    let fixed = repaired(checker, &text, Certainty::Meant);
    if let Some(fixed) = &fixed {
        terminal.page(&changed_lines(&text, fixed));
    }
    let text = fixed.unwrap_or(text);
    let findings = findings_of(checker, &text);
    if is_rejected(&findings) {
        terminal.rendered(&say_findings(&text, &findings, terminal.is_coloured()));
        terminal.note("this cannot be repaired by itself; `semflow commit --retry` opens it");
        return Ok(ExitCode::No);
    }
    commit(command, place, &text)
}

fn kept(place: &Place) -> Result<String> {
    apply::rejected::newest(&place.git_dir)?.ok_or_else(|| {
        Failure::state("no message was rejected here")
            .at(apply::rejected::newest_path(&place.git_dir).display().to_string())
            .hint("`semflow commit` makes a new one")
    })
}

fn commit(command: &Commit, place: &Place, text: &str) -> Result<ExitCode> {
    place.commit(text, &command.options())
}

/// Returns the lines that differ, those that go before those that come.
fn changed_lines(old: &str, new: &str) -> String {
    let (old, new): (Vec<_>, Vec<_>) = (old.lines().collect(), new.lines().collect());
    let same = old.iter().zip(&new).take_while(|(one, other)| one == other).count();
    let rest = |lines: &[&str]| lines.len() - same;
    let tails = old.iter().rev().zip(new.iter().rev());
    let tail = tails.take_while(|(one, other)| one == other).count();
    let tail = tail.min(rest(&old)).min(rest(&new));
    let middle = |sign: &str, lines: &[&str]| -> String {
        let lines = lines.get(same..lines.len() - tail).unwrap_or_default();
        lines.iter().flat_map(|line| [sign, line, "\n"]).collect()
    };
    format!("{}{}", middle("- ", &old), middle("+ ", &new))
}

#[cfg(test)]
mod tests {
    use super::changed_lines;

    #[test]
    fn only_lines_that_differ_are_shown() {
        assert_eq!(changed_lines("a\n\nb\n", "c\n\nb\n"), "- a\n+ c\n");
        assert_eq!(changed_lines("a\nb\n", "a\n\nb\n"), "+ \n");
        assert_eq!(changed_lines("a\na\n", "a\n"), "- a\n");
        assert_eq!(changed_lines("a\n", "a\n"), "");
    }
}
