//! The questions of `semflow commit`, in the order of a message.

use unicode_width::UnicodeWidthStr;

use crate::commands::commit::arguments::Commit;
use crate::commands::commit::place::Place;
use crate::domain::check::checker::Checker;
use crate::domain::check::compose::{Breaking, Draft, Issues};
use crate::domain::check::finding::{Finding, Severity};
use crate::domain::check::habits::Habits;
use crate::domain::check::ruleset::RuleSet;
use crate::domain::check::setting::{Value, When};
use crate::domain::commit::policy::COMMON_TYPES;
use crate::failure::Result;
use crate::terminal::prompts::{Answer, Choice, Prompter, Remark};

/// What the common types are for.
const MEANINGS: [(&str, &str); 11] = [
    ("build", "the build, or what the project depends on"),
    ("chore", "anything that touches neither sources nor tests"),
    ("ci", "what the CI does"),
    ("docs", "documentation only"),
    ("feat", "something new for users"),
    ("fix", "something that was wrong"),
    ("perf", "faster, or with less memory"),
    ("refactor", "another form with the same behaviour"),
    ("revert", "takes an earlier commit back"),
    ("style", "format only"),
    ("test", "tests only"),
];

/// What can be offered, and what the rules say of it.
pub(super) struct Known {
    kinds: Vec<Choice>,
    scopes: Vec<String>,
    columns: usize,
}

/// How far the questions came.
pub(super) enum Asked {
    /// All were answered.
    All,
    /// One was left.
    Left,
}

impl Known {
    /// Returns what the rules allow and the history shows.
    ///
    /// # Errors
    /// When git cannot be run.
    pub(super) fn of(rules: &RuleSet, place: &Place) -> Result<Self> {
        let subjects = place.git.recent_subjects()?;
        let habits = Habits::of(subjects.iter().map(String::as_str));
        let listed = |rule: &str| {
            let setting = rules.rules.get(rule).filter(|setting| setting.severity.is_some())?;
            match (&setting.value, setting.when) {
                (Value::Texts(texts) | Value::Delimited { texts, .. }, When::Always) => {
                    (!texts.is_empty()).then(|| texts.clone())
                }
                _ => None,
            }
        };
        let kinds = listed("type-enum").unwrap_or_else(|| COMMON_TYPES.map(str::to_owned).into());
        let meaning = |kind: &str| MEANINGS.iter().find(|(name, _)| *name == kind);
        let kinds = Habits::first_used(&habits.kinds, &kinds).into_iter().map(|name| {
            let meaning = meaning(&name).map_or("", |(_, meaning)| meaning).to_owned();
            Choice { name, meaning }
        });
        let scopes = listed("scope-enum");
        let scopes = scopes.map(|scopes| Habits::first_used(&habits.scopes, &scopes));
        let widths = ["header-soft-width", "header-width", "header-max-length"];
        let widths = widths.iter().filter_map(|rule| match rules.rules.get(rule)?.value {
            Value::Number(columns) => Some(columns),
            _ => None,
        });
        let columns = widths.min().unwrap_or(usize::MAX);
        Ok(Self { kinds: kinds.collect(), scopes: scopes.unwrap_or(habits.scopes), columns })
    }
}

/// Asks for what the flags do not say. What was typed is in the draft, also where it is left.
///
/// # Errors
/// When the terminal cannot be used, or the editor fails.
pub(super) fn ask(
    prompter: &mut Prompter<'_>,
    command: &Commit,
    known: &Known,
    checker: &Checker<'_>,
    place: &Place,
    draft: &mut Draft,
) -> Result<Asked> {
    if command.kind.is_none() {
        match prompter.choose("type", &known.kinds)? {
            Answer::Given(kind) => draft.kind = kind,
            Answer::Left(_) => return Ok(Asked::Left),
        }
    }
    if command.scope.is_none() {
        let judge = |text: &str| {
            judged(checker, &Draft { scope: text.into(), ..draft.clone() }, &["scope-"])
        };
        let answer = prompter.line("scope", &known.scopes, &judge)?;
        if !take(answer, &mut draft.scope) {
            return Ok(Asked::Left);
        }
    }
    if command.description().is_none() {
        let judge = |text: &str| description(checker, known, draft, text);
        let answer = prompter.line("description", &[], &judge)?;
        if !take(answer, &mut draft.description) {
            return Ok(Asked::Left);
        }
    }
    if command.body.is_none() && !body(prompter, place, draft)? {
        return Ok(Asked::Left);
    }
    if command.breaking.is_none() && !breaking(prompter, draft)? {
        return Ok(Asked::Left);
    }
    if command.refs.is_empty() && command.closes.is_empty() {
        let none = |_: &str| Remark {
            text: "#12, PROJ-3, closes #14; empty for none".to_owned(),
            is_refusal: false,
        };
        let mut text = String::new();
        let is_given = take(prompter.line("issues", &[], &none)?, &mut text);
        draft.issues = Issues::parse(&text);
        if !is_given {
            return Ok(Asked::Left);
        }
    }
    Ok(Asked::All)
}

/// Takes an answer over, also one that was left; returns whether it was given.
fn take(answer: Answer<String>, into: &mut String) -> bool {
    match answer {
        Answer::Given(text) => {
            *into = text;
            true
        }
        Answer::Left(text) => {
            *into = text;
            false
        }
    }
}

fn body(prompter: &mut Prompter<'_>, place: &Place, draft: &mut Draft) -> Result<bool> {
    match prompter.lines("body", "an empty line ends it, Ctrl-O opens your editor")? {
        Answer::Given((text, false)) => draft.body = text,
        Answer::Given((text, true)) => {
            draft.body.clone_from(&text);
            let edited = prompter.aside(|| place.edited(&format!("{}\n", text.trim_end())))??;
            edited.trim_end().clone_into(&mut draft.body);
            let shown: String = draft.body.lines().flat_map(|line| ["  ", line, "\n"]).collect();
            prompter.show(&format!("body:\n{shown}"))?;
        }
        Answer::Left(text) => {
            draft.body = text;
            return Ok(false);
        }
    }
    Ok(true)
}

fn breaking(prompter: &mut Prompter<'_>, draft: &mut Draft) -> Result<bool> {
    match prompter.pick("does it break anything", &[('n', "no"), ('y', "yes")])? {
        Answer::Given('y') => {}
        Answer::Given(_) => return Ok(true),
        Answer::Left(_) => return Ok(false),
    }
    draft.breaking = Some(Breaking::Marked);
    let hint = |_: &str| Remark {
        text: "what has to be done about it; empty where the description says it".to_owned(),
        is_refusal: false,
    };
    let mut text = String::new();
    let is_given = take(prompter.line("what breaks", &[], &hint)?, &mut text);
    if !text.trim().is_empty() {
        draft.breaking = Some(Breaking::Told(text));
    }
    Ok(is_given)
}

/// Returns what is said of a description while it is typed: the columns left, and the first finding.
fn description(checker: &Checker<'_>, known: &Known, draft: &Draft, text: &str) -> Remark {
    let draft = Draft { description: text.to_owned(), ..draft.clone() };
    let used = draft.header().width();
    let columns = match known.columns.checked_sub(used) {
        Some(_) if known.columns == usize::MAX => String::new(),
        Some(left) => format!("{left} columns left"),
        None => format!("{} columns too many", used - known.columns),
    };
    if text.trim().is_empty() {
        return Remark { text: columns, is_refusal: true };
    }
    let found = judged(checker, &draft, &["header-", "subject-", "message-"]);
    let parts = [columns, found.text].into_iter().filter(|part| !part.is_empty());
    Remark { text: parts.collect::<Vec<_>>().join(" · "), is_refusal: found.is_refusal }
}

/// Returns the first finding on the header of a draft by rules whose names start so, errors first.
fn judged(checker: &Checker<'_>, draft: &Draft, rules: &[&str]) -> Remark {
    // What is left out of a draft may be missing, so it stands in for it.
    let stands_in = Draft { description: "add it".to_owned(), ..draft.clone() };
    let draft = if draft.description.trim().is_empty() { &stands_in } else { draft };
    let counts = |finding: &Finding| rules.iter().any(|start| finding.rule.starts_with(start));
    let mut found: Vec<_> = checker.check(&draft.header()).into_iter().filter(counts).collect();
    found.sort_by_key(|finding| finding.severity != Severity::Error);
    found.into_iter().next().map_or_else(Remark::default, |finding| Remark {
        text: finding.violation.message,
        is_refusal: finding.severity == Severity::Error,
    })
}
