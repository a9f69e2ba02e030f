//! Types, scopes and delimiters that must be among those listed.

use crate::domain::check::commitlint::text::trim;
use crate::domain::check::finding::Violation;
use crate::domain::check::parts::Parts;
use crate::domain::check::setting::{Setting, Value, When};

/// What stands between several scopes where a configuration says nothing.
const DELIMITERS: [&str; 3] = ["/", "\\", ","];

/// Returns what breaks `type-enum`.
pub(super) fn kind(parts: &Parts<'_>, setting: &Setting) -> Vec<Violation> {
    let Some(kind) = &parts.kind else { return Vec::new() };
    let listed = texts(setting);
    let is_listed = listed.iter().any(|text| *text == kind.text);
    if is_listed == (setting.when == When::Always) {
        return Vec::new();
    }
    let message = format!("type must {}be one of [{}]", not(setting), listed.join(", "));
    vec![Violation::new(kind.span.clone(), message)]
}

/// Returns what breaks `scope-enum`: each segment must be listed, or the scope as a whole.
pub(super) fn scope(parts: &Parts<'_>, setting: &Setting) -> Vec<Violation> {
    let listed = texts(setting);
    let Some(scope) = parts.scope.as_ref().filter(|_| !listed.is_empty()) else {
        return Vec::new();
    };
    let is_listed = |name: &str| listed.iter().any(|text| text == name);
    let segments = segments(&scope.text, setting);
    let is_whole = is_listed(&scope.text);
    let is_right = match setting.when {
        When::Always => is_whole || segments.iter().all(|segment| is_listed(segment)),
        When::Never => !is_whole && !segments.iter().any(|segment| is_listed(segment)),
    };
    if is_right {
        return Vec::new();
    }
    let message = format!("scope must {}be one of [{}]", not(setting), listed.join(", "));
    vec![Violation::new(scope.span.clone(), message)]
}

/// Returns what breaks `scope-delimiter-style`: each run of other characters than letters, digits,
/// `-` and `_` is a delimiter.
pub(super) fn delimiter(parts: &Parts<'_>, setting: &Setting) -> Vec<Violation> {
    let Some(scope) = &parts.scope else { return Vec::new() };
    let listed = texts(setting);
    let listed: Vec<&str> = match listed.is_empty() {
        true => DELIMITERS.to_vec(),
        false => listed.iter().map(String::as_str).collect(),
    };
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let mut found = scope.text.split(is_name).filter(|run| !run.is_empty());
    let is_listed = found.all(|run| {
        let run = if trim(run) == "," { "," } else { run };
        listed.contains(&run)
    });
    if is_listed == (setting.when == When::Always) {
        return Vec::new();
    }
    let message =
        format!("scope delimiters must {}be one of [{}]", not(setting), listed.join(", "));
    vec![Violation::new(scope.span.clone(), message)]
}

/// Returns the scopes that a scope consists of.
pub(super) fn segments<'s>(scope: &'s str, setting: &Setting) -> Vec<&'s str> {
    let own = match &setting.value {
        Value::Delimited { delimiters, .. } | Value::Cases { delimiters, .. } => {
            delimiters.as_deref()
        }
        _ => None,
    };
    let delimiters: Vec<&str> = match own {
        Some(own) if !own.is_empty() => own.iter().map(String::as_str).collect(),
        _ => DELIMITERS.to_vec(),
    };
    let mut segments = Vec::new();
    let mut start = 0;
    let mut at = 0;
    while let Some(rest) = scope.get(at..).filter(|rest| !rest.is_empty()) {
        match delimiters.iter().find_map(|delimiter| delimiter_length(rest, delimiter)) {
            Some(length) => {
                segments.extend(scope.get(start..at));
                at += length;
                start = at;
            }
            None => at += rest.chars().next().map_or(1, char::len_utf8),
        }
    }
    segments.extend(scope.get(start..));
    segments
}

/// Returns how long the delimiter is that starts a text; a space behind a comma belongs to it.
fn delimiter_length(text: &str, delimiter: &str) -> Option<usize> {
    let rest = text.strip_prefix(delimiter).filter(|_| !delimiter.is_empty())?;
    let space = usize::from(delimiter == "," && rest.starts_with(' '));
    Some(delimiter.len() + space)
}

fn texts(setting: &Setting) -> &[String] {
    match &setting.value {
        Value::Texts(texts) | Value::Delimited { texts, .. } => texts,
        _ => &[],
    }
}

const fn not(setting: &Setting) -> &'static str {
    match setting.when {
        When::Always => "",
        When::Never => "not ",
    }
}
