//! The hook `commit-msg`: git hands over the file of a message and commits if the answer is 0.
//!
//! Nearly every message is fine, so a look at the message alone comes first: no arguments are
//! parsed, no repository is opened, no configuration of git is read unless a line could be a
//! comment.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use clap::builder::{OsStringValueParser, TypedValueParser};
use clap::{Args, ValueEnum};

use crate::apply::execute::execute;
use crate::apply::rejected;
use crate::cli::environment::{Environment, process_variable};
use crate::cli::exit_code::ExitCode;
use crate::commands::check::facts;
use crate::commands::check::rules::{Rules, shown};
use crate::commands::check::sources::stored;
use crate::domain::check::checker::Checker;
use crate::domain::check::cleanup::{
    Cleanup, CommentPrefix, Verbose, as_text, clean, detected_prefix, with_message,
};
use crate::domain::check::finding::{Certainty, Finding, Severity};
use crate::domain::check::judge::judge;
use crate::domain::check::repair::repaired;
use crate::domain::check::report::{Origin, Report};
use crate::domain::check::skip::Circumstances;
use crate::domain::history::commit::RawCommit;
use crate::domain::history::grafts::Grafts;
use crate::domain::shell::quoted;
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
    #[arg(
        value_name = "FILE",
        default_value = "",
        hide_default_value = true,
        value_parser = OsStringValueParser::new().map(PathBuf::from)
    )]
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

/// What to do where the file is not handed over.
const PASS_ON: &str = "git hands its path to the hook: pass it on as `\"$1\"`";

/// How many seconds a commit is too young to be told from one that is made now.
const A_MOMENT: i64 = 2;

/// Returns the message file where semflow is called as the hook: by the name `commit-msg`, or as
/// `semflow hook run commit-msg FILE`. It is empty where the hook is handed none.
pub fn handed(arguments: &[OsString]) -> Option<&OsStr> {
    let (program, rest) = arguments.split_first()?;
    let is_hook = || Path::new(program).file_stem().is_some_and(|stem| stem == "commit-msg");
    match rest {
        [] if is_hook() => Some(OsStr::new("")),
        [file] if is_hook() => Some(file),
        [hook, run, name, file] if hook == "hook" && run == "run" && name == "commit-msg" => {
            (!file.to_string_lossy().starts_with('-')).then_some(file.as_os_str())
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
    let rules = Rules::find(folder)?;
    if rules.set.rules.contains_key("scope-known") || !rules.remarks.is_empty() {
        return Ok(false);
    }
    let checker = Checker::new(&rules.set, None);
    // Notes are not shown where nobody asked; only a hook that mends does something about them.
    let is_note = |finding: &Finding| finding.severity == Severity::Note && !rules.mends;
    let passes = |text: &str| checker.check(text).iter().all(is_note);
    if has_editor && detected_prefix(&raw).is_some_and(|prefix| is_always(&passes, &raw, &prefix)) {
        return Ok(true);
    }
    Ok(passes(&stored(&raw, None, has_editor, &settings)?))
}

/// Whether a message passes however git cleans it, so that nobody has to ask for `commit.cleanup`.
fn is_always(passes: &dyn Fn(&str) -> bool, raw: &str, prefix: &CommentPrefix) -> bool {
    let ways = [Cleanup::Strip, Cleanup::Scissors, Cleanup::Whitespace, Cleanup::Verbatim];
    let mut passed: Vec<String> = Vec::new();
    ways.into_iter().flat_map(|way| [(way, Verbose::AsWritten), (way, Verbose::On)]).all(
        |(way, verbose)| {
            let text = clean(raw, way, verbose, prefix).text;
            // Most ways come to the same text.
            let is_known = passed.iter().any(|known| *known == text);
            if !is_known {
                passed.push(text.into_owned());
            }
            is_known || passed.last().is_some_and(|text| passes(text))
        },
    )
}

/// Runs the hook on a message that something is to be said of.
pub(crate) fn run(
    folder: &Path,
    file: &Path,
    environment: &Environment,
    terminal: &mut Terminal,
) -> Result<ExitCode> {
    if is_skipped(environment.variables.get(OsStr::new(SKIP)).cloned()) {
        return Ok(ExitCode::Done);
    }
    if file.as_os_str().is_empty() {
        return Err(Failure::usage("no file with a commit message is named").hint(PASS_ON));
    }
    let path = folder.join(file);
    let handed = Handed::of(&path, folder, environment)?;
    let rules = Rules::find(folder).map_err(|failure| handed.kept_from(failure))?;
    for remark in &rules.remarks {
        terminal.warning(remark);
    }
    let scopes = facts::shown_scopes(&rules.set, folder, environment)
        .map_err(|failure| handed.kept_from(failure))?;
    let checker = Checker::new(&rules.set, scopes);
    let author = author(environment);
    let head = head(folder);
    let amends = head.as_ref().is_some_and(|head| is_amended(head, environment));
    let known = Circumstances {
        author: author.as_deref(),
        is_merge: Some(handed.is_merge(head.as_ref(), amends)),
        refuses_autosquash: false,
    };
    let judged = |text: &str| judge(&checker, text, &Origin::File(shown(file)), known);
    let mut report = judged(&handed.text);
    if rules.mends
        && handed.is_exact
        && report.skip.is_none()
        && let Some(mended) = repaired(&checker, &handed.text, Certainty::Mechanical)
        && let Some(content) = with_message(&handed.raw, &handed.text, &mended)
    {
        write(&path, &content).map_err(|failure| handed.kept_from(failure))?;
        let has_secret = report.findings.iter().any(|one| one.rule == "message-secrets");
        let change = match has_secret {
            true => "the message".to_owned(),
            false => change_of_headers(&handed.text, &mended),
        };
        terminal.note(&format!("fixed: {change}"));
        report = judged(&mended);
    }
    Ok(handed.say(&report, amends, &rules, terminal))
}

/// The file that git handed over.
struct Handed<'r> {
    path: &'r Path,
    folder: &'r Path,
    environment: &'r Environment,
    /// The file as text.
    raw: String,
    /// What git would store.
    text: String,
    /// The same byte for byte.
    bytes: Vec<u8>,
    /// Whether it is in UTF-8.
    is_exact: bool,
}

impl<'r> Handed<'r> {
    fn of(path: &'r Path, folder: &'r Path, environment: &'r Environment) -> Result<Self> {
        let has_editor = environment.variable("GIT_EDITOR") != Some(":");
        let settings = || message_settings(folder, &environment.variables);
        let bytes = read(path)?;
        let (raw, is_exact) = as_text(&bytes);
        let text = stored(&raw, None, has_editor, &settings)?;
        let bytes = match is_exact {
            true => text.clone().into_bytes(),
            false => single_bytes(&stored(&characters(&bytes), None, has_editor, &settings)?),
        };
        Ok(Self { path, folder, environment, raw: raw.into_owned(), text, bytes, is_exact })
    }

    /// Returns the work tree's own folder of git: where git has the file, unless somebody calls the
    /// hook with a file from elsewhere.
    fn git_dir(&self) -> PathBuf {
        let beside = self.path.parent().unwrap_or(self.folder);
        if files::read::is_file(&beside.join("HEAD")) {
            return beside.to_owned();
        }
        let own = Repository::open(self.folder, None).map(|found| found.own_dir().to_owned());
        own.unwrap_or_else(|_| beside.to_owned())
    }

    /// Returns the failure that keeps the message from being checked, with the place where it is.
    fn kept_from(&self, failure: Failure) -> Failure {
        if self.text.trim().is_empty() {
            return failure;
        }
        match rejected::keep(&self.git_dir(), &self.bytes) {
            Ok(path) => {
                let head = head(self.folder);
                let amends = head.is_some_and(|head| is_amended(&head, self.environment));
                let amend = if amends { " --amend" } else { "" };
                let path = quoted(&self.reachable(&path)).into_owned();
                failure.hint(format!(
                    "your message is safe: `git commit{amend} -e -F {path}` takes it up again"
                ))
            }
            Err(_) => failure.hint(self.last_place()),
        }
    }

    fn say(
        &self,
        report: &Report,
        amends: bool,
        rules: &Rules,
        terminal: &mut Terminal,
    ) -> ExitCode {
        let is_rejected = report.is_rejected(false);
        let bytes = if self.is_exact { report.text.as_bytes() } else { &self.bytes };
        // Kept before a word is printed: whoever reads the words finds it.
        let kept = is_rejected.then(|| rejected::keep(&self.git_dir(), bytes));
        let path = match &kept {
            Some(Ok(path)) => Some(self.reachable(path)),
            _ => None,
        };
        let types = rules.types();
        let options = Options {
            saved: path.as_deref(),
            amends,
            types: types.as_ref().map(|(names, place)| Types { names, place: place.as_deref() }),
            help_url: rules.set.help_url.as_deref(),
            is_coloured: terminal.is_coloured(),
            ..Options::default()
        };
        terminal.rendered(&text::page(report, &options));
        if let Some(Err(failure)) = kept {
            terminal.failure(&failure);
            terminal.note(&self.last_place());
        }
        if is_rejected { ExitCode::No } else { ExitCode::Done }
    }

    /// Returns a path as a person can give it to git. git runs its hooks at the root of the work
    /// tree; whoever ran git in another folder needs the whole path.
    fn reachable(&self, path: &Path) -> String {
        let is_root = |folder: PathBuf| {
            files::read::real_path(&folder) == files::read::real_path(self.folder)
        };
        let is_at_root = self.environment.variable("GIT_PREFIX").is_none()
            && self.environment.path("PWD").is_none_or(is_root);
        let short = path.strip_prefix(self.folder).ok().filter(|_| is_at_root);
        shown(short.unwrap_or(path))
    }

    /// Returns where the message is when it could not be kept.
    fn last_place(&self) -> String {
        format!("your message still stands in {}, until the next commit", self.reachable(self.path))
    }

    /// Whether a merge is being committed, or one that was committed gets another message. A release
    /// merges without `MERGE_HEAD`; the variable is that of `git merge`.
    fn is_merge(&self, head: Option<&RawCommit>, amends: bool) -> bool {
        let action = self.environment.variable("GIT_REFLOG_ACTION");
        files::read::is_file(&self.git_dir().join("MERGE_HEAD"))
            || action.is_some_and(|action| action.starts_with("merge "))
            || head.is_some_and(RawCommit::is_merge) && (amends || self.text.starts_with("Merge "))
    }
}

/// Returns a character for each byte, so that none is lost where nobody knows the encoding.
fn characters(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}

fn single_bytes(characters: &str) -> Vec<u8> {
    characters.chars().filter_map(|one| u8::try_from(u32::from(one)).ok()).collect()
}

fn is_skipped(value: Option<OsString>) -> bool {
    value.is_some_and(|value| !value.is_empty() && value != "0")
}

fn read(file: &Path) -> Result<Vec<u8>> {
    files::read::read(file)?.ok_or_else(|| {
        Failure::usage("the file with the commit message does not exist")
            .at(shown(file))
            .hint(PASS_ON)
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

/// Returns the commit at HEAD; `None` before the first commit, and where it cannot be read.
fn head(folder: &Path) -> Option<RawCommit> {
    let repository = Repository::open(folder, None).ok()?;
    let head = repository.head().ok()?;
    repository.history(Grafts::default()).ok()?.commit(head.id).ok()?
}

/// Whether the commit at HEAD gets another message. git does not say so; but it hands over the date
/// of the author, and an amended commit keeps the one that it had. What was made within the last
/// seconds may have the same date by chance.
fn is_amended(head: &RawCommit, environment: &Environment) -> bool {
    let date = environment.variable("GIT_AUTHOR_DATE").and_then(|date| date.strip_prefix('@'));
    let seconds = date.and_then(|date| date.split(' ').next()?.parse::<i64>().ok());
    seconds.is_some_and(|seconds| {
        seconds == head.author.seconds && environment.now - seconds > A_MOMENT
    })
}

fn change_of_headers(before: &str, after: &str) -> String {
    let header = |text: &str| text.trim_start().lines().next().unwrap_or_default().to_owned();
    let (before, after) = (header(before), header(after));
    match before == after {
        true => "the body".to_owned(),
        false => format!("{before} → {after}"),
    }
}
