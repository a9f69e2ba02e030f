//! The hook `commit-msg`: git hands over the file of a message and commits if the answer is 0.
//!
//! Nearly every message is fine, so a look at the message alone comes first: no arguments are
//! parsed, no repository is opened, no configuration of git is read unless a line could be a
//! comment.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::apply::execute::execute;
use crate::apply::rejected;
use crate::cli::environment::{Environment, process_variable};
use crate::cli::exit_code::ExitCode;
use crate::commands::check::facts;
use crate::commands::check::rules::Rules;
use crate::commands::check::sources::stored;
use crate::domain::check::checker::Checker;
use crate::domain::check::cleanup::as_text;
use crate::domain::check::finding::Certainty;
use crate::domain::check::judge::judge;
use crate::domain::check::repair::repaired;
use crate::domain::check::report::{Origin, Report};
use crate::domain::check::skip::Circumstances;
use crate::failure::{Failure, Result};
use crate::files;
use crate::git::message_settings::message_settings;
use crate::git::repository::Repository;
use crate::plan::step::{Plan, Step};
use crate::terminal::Terminal;
use crate::terminal::check::options::{Options, Types};
use crate::terminal::check::text;

/// Check the message file that git hands to a hook
///
/// This is what an installed hook runs. A rejected message is kept before a word is printed.
#[derive(Debug, Args)]
#[command(after_help = "Example:\n  \
    semflow hook run commit-msg \"$1\"   in a script that is the hook")]
pub struct Run {
    /// The hook
    #[arg(value_name = "HOOK")]
    pub hook: HookName,
    /// The file with the message, as git names it
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

/// The hooks that semflow answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum HookName {
    /// Before a commit is made
    CommitMsg,
}

/// The variable that turns the hook off for one command.
const SKIP: &str = "SEMFLOW_SKIP";

/// Returns the message file where semflow is called as the hook: by the name `commit-msg`, or as
/// `semflow hook run commit-msg FILE`.
pub fn handed(arguments: &[OsString]) -> Option<&OsString> {
    let (program, rest) = arguments.split_first()?;
    match rest {
        [file] if Path::new(program).file_stem().is_some_and(|stem| stem == "commit-msg") => {
            Some(file)
        }
        [hook, run, name, file] if hook == "hook" && run == "run" && name == "commit-msg" => {
            (!file.to_string_lossy().starts_with('-')).then_some(file)
        }
        _ => None,
    }
}

/// Whether the hook has nothing to say of a message: it is accepted without a word.
///
/// # Errors
/// When the file or a configuration cannot be read.
pub fn is_fine(file: &Path) -> Result<bool> {
    if is_skipped(process_variable(SKIP)) {
        return Ok(true);
    }
    let has_editor = process_variable("GIT_EDITOR").is_none_or(|editor| editor != ":");
    let folder = Path::new(".");
    let settings = || message_settings(folder, &Environment::real().variables);
    let bytes = read(file)?;
    let (raw, _) = as_text(&bytes);
    let text = stored(&raw, None, has_editor, &settings)?;
    let rules = Rules::find(folder)?;
    if rules.set.rules.contains_key("scope-known") || !rules.remarks.is_empty() {
        return Ok(false);
    }
    Ok(Checker::new(&rules.set, None).check(&text).is_empty())
}

/// Runs the hook on a message that something is to be said of.
pub(crate) fn run(
    folder: &Path,
    file: &Path,
    environment: &Environment,
    terminal: &mut Terminal,
) -> Result<ExitCode> {
    if is_skipped(environment.variables.get(std::ffi::OsStr::new(SKIP)).cloned()) {
        return Ok(ExitCode::Done);
    }
    let path = folder.join(file);
    let rules = Rules::find(folder)?;
    for remark in &rules.remarks {
        terminal.warning(remark);
    }
    let checker = Checker::new(&rules.set, facts::shown_scopes(&rules.set, folder, environment)?);
    let has_editor = environment.variable("GIT_EDITOR") != Some(":");
    let settings = || message_settings(folder, &environment.variables);
    let bytes = read(&path)?;
    let (raw, is_exact) = as_text(&bytes);
    let text = stored(&raw, None, has_editor, &settings)?;
    let git_dir = path.parent().unwrap_or(folder);
    let author = author(environment);
    let known = Circumstances {
        author: author.as_deref(),
        is_merge: Some(is_merge(git_dir, folder)),
        refuses_autosquash: false,
    };
    let judged = |text: &str| judge(&checker, text, &Origin::File(shown(file)), known);
    let mut report = judged(&text);
    if rules.mends
        && is_exact
        && report.skip.is_none()
        && let Some(mended) = repaired(&checker, &text, Certainty::Mechanical)
    {
        write(&path, &mended)?;
        terminal.note(&format!("fixed: {}", change_of_headers(&text, &mended)));
        report = judged(&mended);
    }
    Ok(say(&report, git_dir, folder, &rules, terminal))
}

fn say(
    report: &Report,
    git_dir: &Path,
    folder: &Path,
    rules: &Rules,
    terminal: &mut Terminal,
) -> ExitCode {
    let is_rejected = report.is_rejected(false);
    // Kept before a word is printed: whoever reads the words finds it.
    let kept = is_rejected.then(|| rejected::keep(git_dir, &report.text));
    let path = match &kept {
        Some(Ok(path)) => Some(shown(path.strip_prefix(folder).unwrap_or(path))),
        _ => None,
    };
    let types = rules.types();
    let options = Options {
        saved: path.as_deref(),
        types: types.as_ref().map(|(names, place)| Types { names, place: place.as_deref() }),
        help_url: rules.set.help_url.as_deref(),
        is_coloured: terminal.is_coloured(),
        ..Options::default()
    };
    terminal.rendered(&text::page(report, &options));
    if let Some(Err(failure)) = kept {
        terminal.failure(&failure);
        terminal.note("the message still stands in the file that git named, until the next commit");
    }
    if is_rejected { ExitCode::No } else { ExitCode::Done }
}

fn is_skipped(value: Option<OsString>) -> bool {
    value.is_some_and(|value| !value.is_empty() && value != "0")
}

fn read(file: &Path) -> Result<Vec<u8>> {
    files::read::read(file)?.ok_or_else(|| {
        Failure::usage("the file with the commit message does not exist")
            .at(shown(file))
            .hint("git hands its path to the hook: pass it on as `\"$1\"`")
    })
}

fn write(path: &Path, text: &str) -> Result<()> {
    let content = text.as_bytes().to_vec();
    execute(&Plan { steps: vec![Step::WriteFile { path: path.to_owned(), content }] })
}

/// Returns `Name <address>` of the author, which git tells its hooks.
fn author(environment: &Environment) -> Option<String> {
    let name = environment.variable("GIT_AUTHOR_NAME")?;
    Some(format!("{name} <{}>", environment.variable("GIT_AUTHOR_EMAIL").unwrap_or_default()))
}

/// Whether a merge is being committed, or one that was committed gets another message.
fn is_merge(git_dir: &Path, folder: &Path) -> bool {
    files::read::is_file(&git_dir.join("MERGE_HEAD")) || {
        let message = files::read::read_file(&git_dir.join("COMMIT_EDITMSG")).ok().flatten();
        message.is_some_and(|message| message.starts_with(b"Merge ")) && is_head_merge(folder)
    }
}

fn is_head_merge(folder: &Path) -> bool {
    let head = || -> Result<bool> {
        let repository = Repository::open(folder, None)?;
        let head = repository.head()?;
        let commit = repository
            .history(crate::domain::history::grafts::Grafts::default())?
            .commit(head.id)?;
        Ok(commit.is_some_and(|commit| commit.is_merge()))
    };
    head().unwrap_or(false)
}

fn change_of_headers(before: &str, after: &str) -> String {
    let header = |text: &str| text.trim_start().lines().next().unwrap_or_default().to_owned();
    let (before, after) = (header(before), header(after));
    match before == after {
        true => "the body".to_owned(),
        false => format!("{before} → {after}"),
    }
}

fn shown(path: &Path) -> String {
    path.strip_prefix(".").unwrap_or(path).display().to_string()
}
