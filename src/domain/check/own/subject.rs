//! How a description starts, how it is set off, and what has to be named beside it.

use regex::Regex;

use crate::domain::check::finding::{Certainty, Edit, Violation};
use crate::domain::check::own::message::Message;
use crate::domain::check::own::mood::is_imperative;

/// Returns the second and every further space behind the colon (Conventional Commits 1.0.0, rule 5:
/// the description follows the colon and space immediately).
pub fn subject_space(message: &Message<'_>) -> Vec<Violation> {
    let (Some(colon), Some(description)) = (&message.header.colon, &message.header.description)
    else {
        return Vec::new();
    };
    let gap = message.part(&(colon.end..description.start));
    if !gap.starts_with(' ') || gap.len() < 2 {
        return Vec::new();
    }
    let span = colon.end + 1..description.start;
    let told = Violation::new(span.clone(), "one space is enough");
    vec![told.mended_by(Certainty::Mechanical, vec![Edit::new(span, "")])]
}

/// Returns the capital letter that a description starts with. A word with more capitals, or with
/// digits, is a name or an acronym.
pub fn subject_capital(message: &Message<'_>) -> Vec<Violation> {
    let Some(span) = message.header.description.clone() else { return Vec::new() };
    let text = message.part(&span);
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    let word = text.get(..end).unwrap_or_default();
    let mut letters = word.chars();
    let Some(first) = letters.next().filter(|first| first.is_uppercase()) else {
        return Vec::new();
    };
    if letters.clone().next().is_none() || !letters.all(char::is_lowercase) {
        return Vec::new();
    }
    let lower: String = first.to_lowercase().collect();
    let at = span.start..span.start + first.len_utf8();
    let told = Violation::new(at.clone(), "start in small letters");
    // Anything else may be a name: `Docker`, `Friday`.
    match is_imperative(&word.to_lowercase()) {
        true => vec![told.mended_by(Certainty::Mechanical, vec![Edit::new(at, lower)])],
        false => vec![told],
    }
}

/// Returns that the message names no issue in any of the forms that the project uses.
pub fn references_pattern(message: &Message<'_>, patterns: &[Regex]) -> Vec<Violation> {
    if patterns.is_empty() || patterns.iter().any(|pattern| pattern.is_match(message.text)) {
        return Vec::new();
    }
    let forms: Vec<_> = patterns.iter().map(|pattern| format!("`{}`", pattern.as_str())).collect();
    let end = message.header_span().end;
    vec![Violation::new(end..end, format!("name the issue: {}", forms.join(" or ")))]
}

#[cfg(test)]
mod tests {
    use super::{subject_capital, subject_space};
    use crate::domain::check::own::message::Message;

    #[test]
    fn a_capital_is_told_and_lowered_where_it_starts_a_verb() {
        let rows = [
            ("feat: Add x", Some(true)),
            ("feat: Docker images", Some(false)),
            ("feat: API keys", None),
            ("feat: GitHub login", None),
            ("feat: I18n keys", None),
            ("feat: A box", None),
            ("feat: add x", None),
            ("feat: 漢", None),
        ];
        for (text, expected) in rows {
            let found = subject_capital(&Message::of(text));
            assert_eq!(found.first().map(|one| one.fix.is_some()), expected, "{text}");
        }
    }

    #[test]
    fn one_space_behind_the_colon_is_enough() {
        assert_eq!(subject_space(&Message::of("feat:   x"))[0].span, 6..8);
        assert_eq!(subject_space(&Message::of("feat: x")), []);
        assert_eq!(subject_space(&Message::of("feat:\tx")), []);
    }
}
