//! From flags to the parts of a message.

use crate::commands::commit::arguments::Commit;
use crate::domain::check::compose::{Breaking, Draft, Issues};
use crate::failure::{Failure, Result};

/// Returns what the flags say.
///
/// # Errors
/// When a description has several lines, or a trailer is none.
pub(super) fn draft(command: &Commit) -> Result<Draft> {
    let description = command.description().unwrap_or_default();
    if description.trim().contains('\n') {
        return Err(Failure::usage("a description is one line")
            .hint("put what follows it into the body: `--body TEXT`"));
    }
    let text = |value: &Option<String>| value.clone().unwrap_or_default();
    let breaking = command.breaking.as_deref().map(|text| match text.trim() {
        "" => Breaking::Marked,
        text => Breaking::Told(text.to_owned()),
    });
    let mut issues = Issues::parse(&command.refs.join(","));
    issues
        .closes
        .extend(Issues::parse(&format!("closes {}", command.closes.join(", closes "))).closes);
    Ok(Draft {
        kind: text(&command.kind),
        scope: text(&command.scope),
        description: description.to_owned(),
        body: text(&command.body),
        breaking,
        issues,
        trailers: command.trailer.iter().map(|one| trailer(one)).collect::<Result<_>>()?,
    })
}

fn trailer(text: &str) -> Result<(String, String)> {
    // As git: `=` or `:` (git-commit, `--trailer`).
    let (key, value) = text.split_once(['=', ':']).unwrap_or((text, ""));
    let (key, value) = (key.trim(), value.trim());
    let is_token = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    match is_token && !value.is_empty() && !value.contains('\n') {
        true => Ok((key.to_owned(), value.to_owned())),
        false => Err(Failure::usage("this is no trailer")
            .at(format!("--trailer {text}"))
            .hint("write it so: `--trailer \"Reviewed-by=Ada <ada@example.com>\"`")),
    }
}

/// Returns the failure of flags that do not suffice where nobody can be asked.
pub(super) fn missing(command: &Commit) -> Option<Failure> {
    let lacks = [
        (command.kind.is_none(), "--type TYPE"),
        (command.description().is_none(), "--description TEXT"),
    ];
    let flags: Vec<_> = lacks.iter().filter(|(lacks, _)| *lacks).map(|(_, flag)| *flag).collect();
    (!flags.is_empty()).then(|| {
        Failure::usage("there is no terminal to ask on, and the flags do not make a message")
            .hint(format!("give `{}`", flags.join(" ")))
            .hint("`semflow commit --help` lists the others")
    })
}
