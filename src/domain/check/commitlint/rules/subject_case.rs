//! The case of the subject, and its first letter.

use std::sync::LazyLock;

use regex::Regex;

use crate::domain::check::commitlint::rules::casing::{is_right, part};
use crate::domain::check::commitlint::rules::place::within;
use crate::domain::check::finding::{Certainty, Edit, Violation};
use crate::domain::check::parts::{Part, Parts};
use crate::domain::check::setting::Setting;

/// A letter that has a case.
static CASED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)^[\p{Ll}\p{Lu}\p{Lt}]").ok());

/// Returns what breaks `subject-case`, which is about subjects that start with a cased letter.
pub(super) fn subject(parts: &Parts<'_>, setting: &Setting) -> Vec<Violation> {
    let Some(subject) = parts.subject.as_ref().filter(|subject| starts_cased(&subject.text)) else {
        return Vec::new();
    };
    let found = part(Some(subject), "subject", setting);
    found.into_iter().map(|violation| mended(parts, subject, setting, violation)).collect()
}

fn starts_cased(text: &str) -> bool {
    match text.chars().next() {
        Some(first) if first.is_ascii() => first.is_ascii_alphabetic(),
        Some(first) => {
            let mut letter = [0; 4];
            CASED.as_ref().is_some_and(|cased| cased.is_match(first.encode_utf8(&mut letter)))
        }
        None => false,
    }
}

/// Returns the violation with what writes the first letter small, where nothing else is wrong.
fn mended(
    parts: &Parts<'_>,
    subject: &Part<'_>,
    setting: &Setting,
    violation: Violation,
) -> Violation {
    let Some((first, lower)) = lowered(&subject.text) else { return violation };
    let rest = subject.text.get(first..).unwrap_or_default();
    if !is_right(&format!("{lower}{rest}"), setting) {
        return violation;
    }
    let span = within(parts, subject, 0..first);
    if span.len() != first {
        return violation;
    }
    violation.mended_by(Certainty::Mechanical, vec![Edit::new(span, lower)])
}

/// Returns how many bytes the first letter of a subject has, and that letter as a small one. An
/// acronym, a name with more capital letters, a single letter and a title stay as they are.
fn lowered(subject: &str) -> Option<(usize, String)> {
    let mut words = subject.split_whitespace();
    let word = words.next()?;
    let mut letters = word.chars();
    let first = letters.next().filter(|c| c.is_uppercase())?;
    let is_word = letters.clone().next().is_some_and(char::is_lowercase);
    let has_more =
        letters.any(|c| c.is_uppercase() || !(c.is_alphabetic() || ".,:;!?-'".contains(c)));
    let mut others = words.filter(|word| word.starts_with(char::is_alphabetic)).peekable();
    let is_title =
        others.peek().is_some() && others.all(|word| word.starts_with(char::is_uppercase));
    (is_word && !has_more && !is_title).then(|| (first.len_utf8(), first.to_lowercase().collect()))
}
