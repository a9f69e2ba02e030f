//! The case of a part.

use crate::domain::check::commitlint::cases::{Case, is_in_case};
use crate::domain::check::commitlint::rules::listed::segments;
use crate::domain::check::finding::{Certainty, Edit, Violation};
use crate::domain::check::parts::{Part, Parts};
use crate::domain::check::setting::{Setting, Value, When};

/// Returns what breaks `type-case`.
pub(super) fn kind(parts: &Parts<'_>, setting: &Setting) -> Vec<Violation> {
    let Some(kind) = &parts.kind else { return Vec::new() };
    let found = part(Some(kind), "type", setting);
    let Some(changed) = changed(&kind.text, setting) else { return found };
    let edit = Edit::new(kind.span.clone(), changed);
    found
        .into_iter()
        .map(|violation| violation.mended_by(Certainty::Mechanical, vec![edit.clone()]))
        .collect()
}

/// Returns what breaks `scope-case`: each segment must be in the case.
pub(super) fn scope(parts: &Parts<'_>, setting: &Setting) -> Vec<Violation> {
    let Some(scope) = &parts.scope else { return Vec::new() };
    let segments = segments(&scope.text, setting);
    let is_in = |case: &str| segments.iter().all(|segment| is_in_case(segment, case));
    violation(scope, "scope", is_in, setting).into_iter().collect()
}

/// Returns what breaks `header-case`, which is about headers that start with an ASCII letter.
pub(super) fn header(parts: &Parts<'_>, setting: &Setting) -> Vec<Violation> {
    let is_letter = parts.header.text.starts_with(|c: char| c.is_ascii_alphabetic());
    part(Some(&parts.header).filter(|_| is_letter), "header", setting)
}

/// Returns what breaks a rule of the case of a part.
pub(super) fn part(part: Option<&Part<'_>>, name: &str, setting: &Setting) -> Vec<Violation> {
    let found =
        part.and_then(|part| violation(part, name, |case| is_in_case(&part.text, case), setting));
    found.into_iter().collect()
}

/// Whether a text is in one of the cases, or in none where that is asked for.
pub(super) fn is_right(text: &str, setting: &Setting) -> bool {
    let is_any = cases(setting).iter().any(|case| holds(case, |name| is_in_case(text, name)));
    is_any == (setting.when == When::Always)
}

fn violation(
    part: &Part<'_>,
    name: &str,
    is_in: impl Fn(&str) -> bool,
    setting: &Setting,
) -> Option<Violation> {
    let cases = cases(setting);
    let matches: Vec<&str> =
        cases.iter().filter(|case| holds(case, &is_in)).map(|(_, name)| name.as_str()).collect();
    let (not, named) = match setting.when {
        When::Always if matches.is_empty() => {
            ("", cases.iter().map(|(_, name)| name.as_str()).collect())
        }
        When::Never if !matches.is_empty() => ("not ", matches),
        When::Always | When::Never => return None,
    };
    let message = format!("{name} must {not}be {}", named.join(", "));
    Some(Violation::new(part.span.clone(), message))
}

fn holds((when, name): &(Option<When>, String), is_in: impl Fn(&str) -> bool) -> bool {
    is_in(name) != (*when == Some(When::Never))
}

fn cases(setting: &Setting) -> &[(Option<When>, String)] {
    match &setting.value {
        Value::Cases { cases, .. } => cases,
        _ => &[],
    }
}

/// Returns a type in the small or the capital letters that are asked for.
fn changed(kind: &str, setting: &Setting) -> Option<String> {
    let wanted = |case: Case| {
        let is_asked = |(when, name): &(Option<When>, String)| {
            *when != Some(When::Never) && Case::named(name) == Some(case)
        };
        setting.when == When::Always && cases(setting).iter().any(is_asked)
    };
    let changed = if wanted(Case::Lower) {
        kind.to_lowercase()
    } else if wanted(Case::Upper) {
        kind.to_uppercase()
    } else {
        return None;
    };
    is_right(&changed, setting).then_some(changed)
}
