//! The last question: whether the message is what its author means.

use crate::commands::commit::findings::{is_rejected, say_findings};
use crate::commands::commit::place::Place;
use crate::domain::check::checker::Checker;
use crate::failure::Result;
use crate::terminal::prompts::{Answer, Prompter};

/// What became of a message that was shown.
pub(super) enum Looked {
    /// It is to be committed.
    Taken(String),
    /// It is not.
    Left(String),
}

/// Shows a message until it is taken or left. It may be edited in between, and one with errors has
/// to be.
///
/// # Errors
/// When the terminal cannot be used, or the editor fails.
pub(super) fn look(
    prompter: &mut Prompter<'_>,
    checker: &Checker<'_>,
    place: &Place,
    mut text: String,
) -> Result<Looked> {
    loop {
        let findings = checker.check(&text);
        let indented: String = text.lines().flat_map(|line| ["  ", line, "\n"]).collect();
        prompter.show(&format!("\n{indented}\n{}", say_findings(&text, &findings, false)))?;
        let (yes, edit, no) = (('y', "yes"), ('e', "edit"), ('n', "no"));
        let keys = if is_rejected(&findings) { &[edit, no][..] } else { &[yes, edit, no] };
        match prompter.pick("commit", keys)? {
            Answer::Given('y') => return Ok(Looked::Taken(text)),
            Answer::Given('e') => {
                let template = place.with_template(&text)?;
                match prompter.aside(|| place.edited(&template))? {
                    Ok(edited) if edited.trim().is_empty() => return Ok(Looked::Left(text)),
                    Ok(edited) => text = edited,
                    Err(failure) => prompter.show(&format!("{failure}"))?,
                }
            }
            _ => return Ok(Looked::Left(text)),
        }
    }
}
