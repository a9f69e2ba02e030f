//! `semflow check`

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};

use crate::apply::execute::execute;
use crate::cli::arguments::Global;
use crate::cli::environment::Environment;
use crate::cli::exit_code::ExitCode;
use crate::commands::check::arguments::{Check, Format};
use crate::commands::check::facts;
use crate::commands::check::rules::Rules;
use crate::commands::check::sources::{Message, Sources};
use crate::domain::check::checker::Checker;
use crate::domain::check::cleanup::with_message;
use crate::domain::check::finding::{Finding, Severity, Violation};
use crate::domain::check::judge::{judge, judge_from};
use crate::domain::check::report::{Origin, Report};
use crate::domain::check::ruleset::Reading;
use crate::domain::check::skip::{Circumstances, Skip};
use crate::domain::history::commit::RawCommit;
use crate::failure::{Failure, Result};
use crate::plan::step::{Plan, Step};
use crate::terminal::Terminal;
use crate::terminal::check::options::{Options, Types};
use crate::terminal::check::{github, gitlab, json, sarif, text};

/// Runs the command.
pub(crate) fn run(
    command: &Check,
    global: &Global,
    environment: &Environment,
    terminal: &mut Terminal,
) -> Result<ExitCode> {
    let folder = global.run_folder(environment)?;
    let rules = match &global.config {
        Some(path) => Rules::of_file(&folder.join(path))?,
        None => Rules::find(&folder)?,
    };
    for remark in &rules.remarks {
        terminal.warning(remark);
    }
    let sources = Sources::read(command, rules.set.reading, global, environment, terminal)?;
    let checker = Checker::new(&rules.set, facts::shown_scopes(&rules.set, &folder, environment)?);
    let mut reports = match &sources {
        Sources::Message(message) => vec![of_message(&checker, message)],
        Sources::Commits(commits) => of_commits(&checker, commits, shown_from(command, global)),
    };
    if command.fix {
        fix(command, global, &checker, &sources, &mut reports, terminal)?;
    }
    if let [Report { skip: Some(skip), .. }] = reports.as_slice() {
        terminal.detail(&format!("passed over: {}", skip.why()));
    }
    say(command, global, &rules, &reports, terminal)?;
    let is_rejected = reports.iter().any(|report| report.is_rejected(command.strict));
    Ok(if is_rejected { ExitCode::No } else { ExitCode::Done })
}

/// Returns from which severity on a finding among many commits is shown.
fn shown_from(command: &Check, global: &Global) -> Severity {
    let is_plain = command.format == Format::Text && !global.json;
    let shows_notes = command.notes || global.verbose > 0;
    if is_plain && !shows_notes { Severity::Warning } else { Severity::Note }
}

fn of_message(checker: &Checker<'_>, message: &Message) -> Report {
    let mut report = judge(checker, &message.text, &message.origin, Circumstances::default());
    // git does not commit such a message, and commitlint says nothing of a file that has only
    // comments; whoever asks about one all the same has made a mistake.
    let is_file = matches!(message.origin, Origin::File(_));
    let is_own = checker.rules().reading == Reading::Own;
    if report.skip == Some(Skip::Empty) && (is_own || !is_file) {
        let violation = Violation::new(0..0, "there is no message here");
        let (rule, severity) = ("header-format", Severity::Error);
        report.findings = vec![Finding { rule, severity, violation }];
        report.skip = None;
    }
    report
}

fn of_commits(checker: &Checker<'_>, commits: &[RawCommit], least: Severity) -> Vec<Report> {
    let names_authors = !checker.rules().ignored_authors.is_empty();
    let report = |commit: &RawCommit| {
        let person = &commit.author.person;
        let author = names_authors.then(|| format!("{} <{}>", person.name, person.email));
        let known = Circumstances {
            author: author.as_deref(),
            is_merge: Some(commit.is_merge()),
            refuses_autosquash: true,
        };
        judge_from(checker, &commit.message, &Origin::Commit(commit.id), known, least)
    };
    commits.par_iter().map(report).collect()
}

/// Mends the message: in its file, else on standard output.
fn fix(
    command: &Check,
    global: &Global,
    checker: &Checker<'_>,
    sources: &Sources,
    reports: &mut [Report],
    terminal: &mut Terminal,
) -> Result<()> {
    let (Sources::Message(message), [report]) = (sources, reports) else {
        return Err(Failure::usage("commits cannot be mended here")
            .hint("reword them: `git rebase --interactive`, and `reword` for each"));
    };
    let mended = report.repaired.take();
    match (&message.file, &message.origin) {
        (Some(path), _) => {
            if let Some(text) = &mended {
                let content = with_message(&message.raw, &message.text, text).ok_or_else(|| {
                    Failure::state("a comment stands amid the message, so the file is not written")
                        .at(path.display().to_string())
                        .hint("`--cleanup whitespace` takes its lines for text")
                })?;
                let content = content.into_bytes();
                execute(&Plan { steps: vec![Step::WriteFile { path: path.clone(), content }] })?;
                terminal.note(&format!("mended {}", path.display()));
            }
        }
        (None, Origin::File(name)) if mended.is_some() => {
            return Err(Failure::state("the file is not in UTF-8, so it is not written to")
                .at(name.clone())
                .hint("mend it in your editor"));
        }
        (None, Origin::File(_)) => {}
        (None, _) => {
            let is_text = command.format == Format::Text && !global.json;
            let text = mended.as_deref().unwrap_or(&message.text);
            let end = if text.ends_with('\n') { "" } else { "\n" };
            if is_text {
                terminal.data(&format!("{text}{end}"))?;
            }
        }
    }
    if let Some(text) = mended {
        *report = judge(checker, &text, &message.origin, Circumstances::default());
        report.repaired = None;
    }
    Ok(())
}

fn say(
    command: &Check,
    global: &Global,
    rules: &Rules,
    reports: &[Report],
    terminal: &mut Terminal,
) -> Result<()> {
    let types = rules.types();
    let options = Options {
        shows_notes: command.notes || terminal.is_verbose(),
        is_strict: command.strict,
        types: types.as_ref().map(|(names, place)| Types { names, place: place.as_deref() }),
        help_url: rules.set.help_url.as_deref(),
        is_coloured: terminal.is_coloured(),
        ..Options::default()
    };
    let format = if global.json { Format::Json } else { command.format };
    match format {
        Format::Text => {
            let page = match reports {
                [report] => text::page(report, &options),
                _ => text::pages(reports, &options),
            };
            let is_rejected = |report: &Report| report.is_rejected(command.strict);
            if !terminal.is_quiet() || reports.iter().any(is_rejected) {
                terminal.rendered(&page);
            }
            Ok(())
        }
        Format::Json => terminal.data(&json::page(reports, &options)),
        Format::Github => terminal.data(&github::page(reports)),
        Format::Gitlab => terminal.data(&gitlab::page(reports)),
        Format::Sarif => terminal.data(&sarif::page(reports)),
    }
}
