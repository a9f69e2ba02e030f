//! References to issues in a line, as conventional-commits-parser 7 finds them.

use std::collections::HashSet;

use crate::domain::check::commitlint::text::{
    is_line_end, is_space, is_word_byte, starts_with_any_case,
};

/// The words that say what becomes of an issue, in lower case.
const ACTIONS: [&str; 9] =
    ["close", "closes", "closed", "fix", "fixes", "fixed", "resolve", "resolves", "resolved"];

/// The references of a message, each kind once.
#[derive(Debug, Default)]
pub(super) struct References(HashSet<String>);

impl References {
    /// Adds those of a line. In a footer, a colon may stand behind the word for an action.
    pub(super) fn add(&mut self, line: &str, is_footer_token: bool) {
        if !line.contains('#') {
            return;
        }
        for sentence in sentences(line, is_footer_token) {
            let action = sentence.action.unwrap_or("null");
            for found in found_in(sentence.text) {
                self.0.insert(format!("{action} {found}").to_lowercase());
            }
        }
    }

    /// Returns how many there are.
    pub(super) fn count(&self) -> usize {
        self.0.len()
    }
}

/// A part of a line that one action is said of.
#[derive(Debug, PartialEq, Eq)]
struct Sentence<'l> {
    action: Option<&'l str>,
    text: &'l str,
}

fn sentences(line: &str, is_footer_token: bool) -> Vec<Sentence<'_>> {
    let mut sentences = Vec::new();
    let mut last = 0;
    let mut at = 0;
    while at < line.len() {
        let Some((word, text, end)) = action_at(line, at, is_footer_token) else {
            at += 1;
            continue;
        };
        sentences.extend(line.get(last..at).map(|text| Sentence { action: None, text }));
        sentences.push(Sentence { action: Some(word), text });
        last = end;
        at = end;
    }
    sentences.extend(line.get(last..).map(|text| Sentence { action: None, text }));
    sentences
}

/// Returns the word of an action, what is said of it, and where that ends.
fn action_at(line: &str, at: usize, is_footer_token: bool) -> Option<(&str, &str, usize)> {
    if !starts_word(line.as_bytes(), at) {
        return None;
    }
    let tail = line.as_bytes().get(at..)?;
    ACTIONS.iter().filter(|word| starts_with_any_case(tail, word.as_bytes())).find_map(|word| {
        let behind = line.get(at + word.len()..)?;
        let behind = match behind.strip_prefix(':') {
            Some(rest) if is_footer_token => rest,
            _ => behind,
        };
        let text = behind.trim_start_matches(is_space);
        if text.len() == behind.len() {
            return None;
        }
        let start = line.len() - text.len();
        let end = sentence_end(line, start)?;
        Some((line.get(at..at + word.len())?, line.get(start..end)?, end))
    })
}

/// Returns where the next word of an action stands, or the end of the line; `None` where a line
/// terminator comes first.
fn sentence_end(line: &str, start: usize) -> Option<usize> {
    for (at, c) in line.get(start..)?.char_indices() {
        if is_action_word(line.as_bytes(), start + at) {
            return Some(start + at);
        }
        if is_line_end(c) {
            return None;
        }
    }
    Some(line.len())
}

fn is_action_word(line: &[u8], at: usize) -> bool {
    let tail = line.get(at..).unwrap_or_default();
    starts_word(line, at)
        && ACTIONS.iter().any(|word| {
            starts_with_any_case(tail, word.as_bytes())
                && !tail.get(word.len()).is_some_and(|byte| is_word_byte(*byte))
        })
}

/// Whether no word goes on at a place.
fn starts_word(line: &[u8], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| line.get(before));
    !before.is_some_and(|byte| is_word_byte(*byte))
}

/// Returns the references of a sentence, each with the text before it. A sentence with the address
/// of a page has none.
fn found_in(sentence: &str) -> Vec<&str> {
    let mut found = Vec::new();
    if has_address(sentence) {
        return found;
    }
    let mut last = 0;
    while let Some(end) = next_end(sentence, last) {
        found.extend(sentence.get(last..end));
        last = end;
    }
    found
}

/// Returns where the first reference behind a place ends.
fn next_end(sentence: &str, from: usize) -> Option<usize> {
    let bytes = sentence.as_bytes();
    let is_repository = |at: usize| bytes.get(at).is_some_and(|byte| is_repository_byte(*byte));
    for (at, c) in sentence.get(from..)?.char_indices().map(|(at, c)| (from + at, c)) {
        let is_start = at.checked_sub(1).is_none_or(|before| !is_repository(before));
        if is_start {
            let hash = (at..=bytes.len()).find(|at| !is_repository(*at))?;
            if let Some(end) = issue_end(sentence, hash) {
                return Some(end);
            }
        }
        if is_line_end(c) {
            return None;
        }
    }
    None
}

/// Returns where the number of an issue ends that stands behind a `#`.
fn issue_end(sentence: &str, hash: usize) -> Option<usize> {
    let issue = sentence.get(hash..)?.strip_prefix('#')?;
    let rest = issue.trim_start_matches(|c: char| c.is_ascii() && is_issue_byte(c as u8));
    let issue = issue.get(..issue.len() - rest.len())?;
    let is_end = rest.is_empty() || rest.starts_with(|c| is_space(c) || ",;.)]".contains(c));
    (is_end && issue.contains(|c: char| c.is_ascii_digit())).then(|| sentence.len() - rest.len())
}

const fn is_issue_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

const fn is_repository_byte(byte: u8) -> bool {
    is_issue_byte(byte) || matches!(byte, b'.' | b'/')
}

/// Whether an address of the web stands in a text.
fn has_address(text: &str) -> bool {
    text.match_indices("://").any(|(at, separator)| {
        let before = text.get(..at).unwrap_or_default();
        let before = before.strip_suffix('s').unwrap_or(before).strip_suffix("http");
        let host = text.get(at + separator.len()..).unwrap_or_default();
        before.is_some_and(|before| starts_word(text.as_bytes(), before.len()))
            && host.bytes().take_while(|byte| is_address_byte(*byte)).any(is_word_byte)
    })
}

const fn is_address_byte(byte: u8) -> bool {
    is_repository_byte(byte)
        || matches!(byte, b'@' | b':' | b'%' | b'+' | b'~' | b'#' | b'?' | b'&' | b'=')
}

#[cfg(test)]
mod tests {
    use super::References;

    fn count(line: &str, is_footer_token: bool) -> usize {
        let mut references = References::default();
        references.add(line, is_footer_token);
        references.count()
    }

    #[test]
    fn a_reference_is_a_hash_and_a_word_with_a_digit() {
        let rows = [
            ("#1", 1),
            ("see #1 and #2", 2),
            ("#1, #2", 2),
            ("owner/name#12", 1),
            ("name#12", 1),
            ("#ABC-12", 1),
            ("(#1)", 1),
            ("##1", 1),
            ("é#1", 1),
            ("closes #1, fixes #2", 2),
            ("Closes #1 closes #1", 1),
            ("#general", 0),
            ("#1:", 0),
            ("#1é", 0),
            ("@#1", 1),
            ("none", 0),
        ];
        for (line, expected) in rows {
            assert_eq!(count(line, false), expected, "{line}");
        }
    }

    #[test]
    fn an_address_of_the_web_hides_what_stands_beside_it() {
        assert_eq!(count("https://example.org/#1 and #2", false), 0);
        assert_eq!(count("https://example.org closes #2", false), 1);
        assert_eq!(count("xhttp://example.org #2", false), 1);
        assert_eq!(count("http://é #2", false), 1);
    }

    #[test]
    fn a_line_terminator_ends_the_search() {
        assert_eq!(count("#1 \r #2", false), 1);
        assert_eq!(count("fix \r #2", false), 1);
        assert_eq!(count("fix it \r #2", false), 0);
    }
}
