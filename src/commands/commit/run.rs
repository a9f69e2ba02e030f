//! From the arguments of `semflow commit` to a commit.

use crate::apply;
use crate::cli::arguments::{ColorChoice, Global};
use crate::cli::environment::Environment;
use crate::cli::exit_code::ExitCode;
use crate::commands::check::facts::shown_scopes;
use crate::commands::check::rules::Rules;
use crate::commands::commit::arguments::Commit;
use crate::commands::commit::asking::{Asked, Known, ask};
use crate::commands::commit::drafting::{draft, missing};
use crate::commands::commit::findings::{findings_of, is_rejected, say_findings};
use crate::commands::commit::place::Place;
use crate::commands::commit::preview::{Looked, look};
use crate::commands::commit::retry::{fix, retry};
use crate::domain::check::checker::Checker;
use crate::failure::Result;
use crate::terminal::Terminal;
use crate::terminal::prompts::{Prompter, can_ask};

/// Runs the command.
pub(crate) fn run(
    command: &Commit,
    global: &Global,
    environment: &Environment,
    terminal: &mut Terminal,
) -> Result<ExitCode> {
    let folder = global.run_folder(environment)?;
    let place = Place::open(&folder, environment)?;
    let rules = match &global.config {
        Some(path) => Rules::of_file(&folder.join(path))?.set,
        // git runs the hook at the root, so these are the rules that it has, too.
        None => Rules::find(&place.root)?.set,
    };
    let checker = Checker::new(&rules, shown_scopes(&rules, &place.root, environment)?);
    if command.retry {
        return retry(command, &place);
    }
    if command.fix {
        return fix(command, &place, &checker, terminal);
    }
    let drafted = draft(command)?;
    if !command.dry_run {
        place.refuse_in_vain(command)?;
    }
    let Some(lack) = missing(command) else {
        return write(command, &place, &checker, &drafted.message(), terminal);
    };
    if !can_ask(environment.variable("TERM")) {
        return Err(lack);
    }
    let is_coloured = global.color == ColorChoice::Always
        || (global.color == ColorChoice::Auto && environment.variable("NO_COLOR").is_none());
    let mut prompter = Prompter::real(is_coloured)?;
    let known = Known::of(&rules, &place)?;
    let mut draft = drafted;
    let asked = ask(&mut prompter, command, &known, &checker, &place, &mut draft);
    let looked = asked.and_then(|asked| match asked {
        Asked::All => look(&mut prompter, &checker, &place, draft.message()),
        Asked::Left => Ok(Looked::Left(draft.message())),
    });
    drop(prompter);
    let looked = match looked {
        Ok(looked) => looked,
        Err(failure) => {
            leave(&place, draft.is_blank(), &draft.message(), terminal)?;
            return Err(failure);
        }
    };
    match looked {
        Looked::Taken(text) => write(command, &place, &checker, &text, terminal),
        Looked::Left(text) => leave(&place, draft.is_blank(), &text, terminal),
    }
}

/// Checks a message and hands it to git.
fn write(
    command: &Commit,
    place: &Place,
    checker: &Checker<'_>,
    text: &str,
    terminal: &mut Terminal,
) -> Result<ExitCode> {
    let findings = findings_of(checker, text);
    if is_rejected(&findings) {
        if !command.dry_run {
            apply::rejected::keep(&place.git_dir, text.as_bytes())?;
        }
        terminal.rendered(&say_findings(text, &findings, terminal.is_coloured()));
        if !command.dry_run {
            terminal.note("`semflow commit --fix` commits it repaired, `--retry` opens it again");
        }
        return Ok(ExitCode::No);
    }
    terminal.rendered(&say_findings(text, &findings, terminal.is_coloured()));
    if command.dry_run {
        terminal.data(text)?;
        return Ok(ExitCode::Done);
    }
    let options = command.options();
    match options.edit {
        true => place.commit(&place.with_template(text)?, &options),
        false => place.commit(text, &options),
    }
}

/// Leaves without a commit. What was typed is kept.
fn leave(place: &Place, is_blank: bool, text: &str, terminal: &mut Terminal) -> Result<ExitCode> {
    if is_blank {
        terminal.note("nothing was committed");
    } else {
        apply::rejected::keep(&place.git_dir, text.as_bytes())?;
        terminal.note("nothing was committed; `semflow commit --retry` opens what you typed");
    }
    Ok(ExitCode::No)
}
