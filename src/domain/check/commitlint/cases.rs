//! The cases a text can be asked for: `lower-case`, `sentence-case` and the others.

use std::borrow::Cow;

use crate::domain::check::commitlint::text::{is_line_end, trim};
use crate::domain::check::commitlint::words::words;

/// A case, whatever it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Lower,
    Upper,
    Camel,
    Kebab,
    Pascal,
    Sentence,
    Snake,
    Start,
}

/// Whether a configuration may call a case so.
pub fn is_case_name(name: &str) -> bool {
    Case::named(name).is_some()
}

impl Case {
    /// Returns the case with a name (@commitlint/ensure, `toCase`).
    pub(super) fn named(name: &str) -> Option<Self> {
        Some(match name {
            "lower-case" | "lowercase" | "lowerCase" => Self::Lower,
            "upper-case" | "uppercase" => Self::Upper,
            "camel-case" => Self::Camel,
            "kebab-case" => Self::Kebab,
            "pascal-case" => Self::Pascal,
            "sentence-case" | "sentencecase" => Self::Sentence,
            "snake-case" => Self::Snake,
            "start-case" => Self::Start,
            _ => return None,
        })
    }

    /// Returns a text in this case.
    fn of(self, text: &str) -> String {
        match self {
            Self::Lower => text.to_lowercase(),
            Self::Upper => text.to_uppercase(),
            Self::Sentence => upper_first(text),
            Self::Camel => camel(text),
            Self::Pascal => upper_first(&camel(text)),
            Self::Kebab => lower_words(text).join("-"),
            Self::Snake => lower_words(text).join("_"),
            Self::Start => {
                let words: Vec<String> = words(text).iter().map(|word| capitalised(word)).collect();
                words.join(" ")
            }
        }
    }
}

/// Whether a text is in the case with a name. What is quoted does not count, and a text without
/// letters, or one whose first is a digit, is in every case. No text is in an unknown case.
pub(super) fn is_in_case(text: &str, name: &str) -> bool {
    let unquoted = without_quoted(text);
    let text = trim(&unquoted);
    Case::named(name).is_some_and(|case| {
        let wanted = case.of(text);
        wanted.is_empty() || wanted.starts_with(|c: char| c.is_ascii_digit()) || wanted == text
    })
}

/// Returns a text without what stands between two equal quotes on one line.
fn without_quoted(text: &str) -> Cow<'_, str> {
    if !text.contains(is_quote) {
        return Cow::Borrowed(text);
    }
    let mut kept = String::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let behind = rest.get(c.len_utf8()..).unwrap_or_default();
        let quoted =
            behind.split_once(c).filter(|(quoted, _)| is_quote(c) && !quoted.contains(is_line_end));
        rest = quoted.map_or(behind, |(_, behind)| behind);
        if quoted.is_none() {
            kept.push(c);
        }
    }
    Cow::Owned(kept)
}

const fn is_quote(c: char) -> bool {
    matches!(c, '`' | '"' | '\'')
}

/// Returns the text with a capital letter at its start. Characters beyond the first plane have
/// none, because JavaScript takes half of one for the first.
fn upper_first(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) if first.len_utf16() == 1 => first.to_uppercase().chain(chars).collect(),
        _ => text.to_owned(),
    }
}

/// Returns the word with a capital letter at its start, whichever plane it is of.
fn capitalised(word: &str) -> String {
    let mut chars = word.chars();
    chars.next().into_iter().flat_map(char::to_uppercase).chain(chars).collect()
}

fn camel(text: &str) -> String {
    let words = words(text);
    let mut words = words.iter();
    let first = words.next().map(|word| word.to_lowercase()).unwrap_or_default();
    words.fold(first, |mut name, word| {
        let head = word.chars().next().map_or(0, char::len_utf8);
        let (head, tail) = word.split_at(head);
        name.push_str(&upper_first(head));
        name.push_str(&tail.to_lowercase());
        name
    })
}

fn lower_words(text: &str) -> Vec<String> {
    words(text).iter().map(|word| word.to_lowercase()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Case, is_case_name, is_in_case};

    #[test]
    fn a_text_is_put_into_each_case() {
        let rows = [
            (Case::Lower, "add The XML thing"),
            (Case::Upper, "ADD THE XML THING"),
            (Case::Sentence, "Add The XML thing"),
            (Case::Camel, "addTheXmlThing"),
            (Case::Pascal, "AddTheXmlThing"),
            (Case::Kebab, "add-the-xml-thing"),
            (Case::Snake, "add_the_xml_thing"),
            (Case::Start, "Add The XML Thing"),
        ];
        for (case, expected) in rows {
            let expected = if case == Case::Lower { "add the xml thing" } else { expected };
            assert_eq!(case.of("add The XML thing"), expected);
        }
    }

    #[test]
    fn quoted_words_and_numbers_do_not_count() {
        let rows = [
            ("update `README`", "lower-case", true),
            ("\"Big\" change", "lower-case", true),
            ("it's Big", "lower-case", false),
            ("`Big", "lower-case", false),
            ("2 Things", "kebab-case", true),
            ("", "upper-case", true),
            ("Ärger", "sentence-case", true),
            ("straße", "upper-case", false),
            ("提交", "upper-case", true),
            ("any", "unknown-case", false),
        ];
        for (text, case, expected) in rows {
            assert_eq!(is_in_case(text, case), expected, "{text} {case}");
        }
    }

    #[test]
    fn old_names_are_known() {
        assert!(["lowerCase", "uppercase", "sentencecase"].into_iter().all(is_case_name));
        assert!(!is_case_name("Lower-Case"));
    }
}
