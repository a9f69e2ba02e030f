//! Versions within longer texts: a quoted value, a line, a URL.

use std::ops::Range;

use crate::domain::manifest::site::{Located, Unlocated, VersionSite};
use crate::domain::manifest::spelling::Spelling;

/// A version in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its bytes, without a `v` before it.
    pub span: Range<usize>,
    /// The spelling that its pre-release shows.
    pub spelling: Spelling,
}

/// Returns the versions of a text, in their order: three numbers and what belongs to them. Four
/// numbers are none, nor are three with letters right behind them that no spelling knows.
pub fn versions(text: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(byte) = text.as_bytes().get(at) {
        if !byte.is_ascii_digit() {
            at += 1;
            continue;
        }
        let (end, numbers) = dotted_numbers(text, at);
        let (suffix, spelling) = suffix(tail(text, end));
        let after = end + suffix;
        if numbers == 3 && !tail(text, after).starts_with(|c: char| c.is_ascii_alphanumeric()) {
            found.push(Token { span: at..after, spelling });
        }
        at = after;
    }
    found
}

/// Returns the site of the version that a value holds; `spelling` is how that format writes one, or
/// `None` where the value itself tells. A value may have the look of a tag: `v1.2.3`,
/// `module-v1.2.3`, `github>a/b#1.2.3`. One without a version (`dev`, `${revision}`) has no site.
pub fn site(
    text: &str,
    value: Range<usize>,
    field: &str,
    spelling: Option<Spelling>,
) -> Option<VersionSite> {
    let value = trimmed(text, value);
    let inside = text.get(value.clone())?;
    let at = |token: Token| token.span.start + value.start..token.span.end + value.start;
    let (span, seen) = match versions(inside).into_iter().next() {
        _ if is_plain(inside) => {
            let start = value.start + usize::from(inside.starts_with(['v', 'V']));
            let seen = versions(inside).first().map(|token| token.spelling);
            (start..value.end, seen.unwrap_or(Spelling::SemVer))
        }
        Some(token) => (at(token.clone()), token.spelling),
        None => return None,
    };
    let text = text.get(span.clone())?.to_owned();
    Some(VersionSite { span, text, field: field.to_owned(), spelling: spelling.unwrap_or(seen) })
}

/// Returns the sites where there is one at most.
///
/// # Errors
/// There is a second one, so that it is unknown which of them counts.
pub fn only(sites: Vec<VersionSite>) -> Located {
    match sites.get(1) {
        Some(second) => Err(Unlocated::wrong(
            second.span.start,
            format!("`{}` has a version for the second time", second.field),
            "keep one of them, or name the one that counts in `[[version-files]]`",
        )),
        None => Ok(sites),
    }
}

/// Returns the span without the white space at its ends.
pub fn trimmed(text: &str, span: Range<usize>) -> Range<usize> {
    let inside = text.get(span.clone()).unwrap_or_default();
    let start = span.start + inside.len() - inside.trim_start().len();
    start..start + inside.trim().len()
}

/// Whether a value is nothing but a version, however many numbers it has.
fn is_plain(value: &str) -> bool {
    let bare = value.strip_prefix(['v', 'V']).unwrap_or(value);
    bare.starts_with(|c: char| c.is_ascii_digit())
        && bare.ends_with(|c: char| c.is_ascii_alphanumeric())
        && bare.chars().all(|c| c.is_ascii_alphanumeric() || ".-+!_".contains(c))
}

fn tail(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or_default()
}

/// Returns where the numbers with dots between them end that begin at `at`, and how many they are.
fn dotted_numbers(text: &str, at: usize) -> (usize, usize) {
    let (mut end, mut numbers) = (at + digits(tail(text, at)), 1);
    while let Some(more) = tail(text, end).strip_prefix('.').map(digits).filter(|more| *more > 0) {
        end += 1 + more;
        numbers += 1;
    }
    (end, numbers)
}

/// Returns how long the pre-release and build metadata at the beginning of a text are.
fn suffix(text: &str) -> (usize, Spelling) {
    let pre = text.strip_prefix('-').map_or(0, |rest| longer(identifiers(rest)));
    let build =
        |at: usize| tail(text, at).strip_prefix('+').map_or(0, |it| longer(identifiers(it)));
    if pre > 0 {
        return (pre + build(pre), Spelling::SemVer);
    }
    match (gem(text), pep440(text)) {
        (gem, _) if gem > 0 => (gem, spelling_of_gem(text)),
        (_, python) if python > 0 => (python + build(python), Spelling::Pep440),
        _ => (build(0), Spelling::SemVer),
    }
}

/// Returns the length with the sign before it, or 0.
fn longer(length: usize) -> usize {
    if length == 0 { 0 } else { length + 1 }
}

/// Returns how long the identifiers with dots between them are. A hyphen at the end is left to what
/// follows: `1.2.3-->`.
fn identifiers(text: &str) -> usize {
    let mut end = 0;
    loop {
        let rest = tail(text, if end == 0 { 0 } else { end + 1 });
        let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        let word = rest.get(..length.unwrap_or(rest.len())).unwrap_or_default();
        let kept = word.trim_end_matches('-');
        if kept.is_empty() || kept.starts_with('-') {
            return end;
        }
        end += kept.len() + usize::from(end > 0);
        if kept.len() < word.len() || !tail(text, end).starts_with('.') {
            return end;
        }
    }
}

/// Returns how long a pre-release as gems have it is: `.pre.alpha.1`, `.rc1`.
fn gem(text: &str) -> usize {
    let Some(rest) = text.strip_prefix('.') else { return 0 };
    let stages = ["pre", "alpha", "beta", "rc"];
    if !stages.iter().any(|stage| rest.starts_with(stage)) {
        return 0;
    }
    let words = identifiers(rest);
    let first = rest.get(..words).unwrap_or_default().split('.').next().unwrap_or_default();
    let is_stage = stages.contains(&first.trim_end_matches(|c: char| c.is_ascii_digit()));
    if is_stage { words + 1 } else { 0 }
}

fn spelling_of_gem(text: &str) -> Spelling {
    if text.starts_with(".pre.") { Spelling::Gem } else { Spelling::GemStage }
}

/// Returns how long a pre-release as PEP 440 has it is: `rc1`, `a1.dev2`, `.post1`.
fn pep440(text: &str) -> usize {
    const WORDS: [&str; 11] =
        ["alpha", "beta", "preview", "post", "dev", "rev", "pre", "rc", "a", "b", "c"];
    let mut end = 0;
    loop {
        let rest = tail(text, end);
        let bare = rest.strip_prefix('.').unwrap_or(rest);
        let Some(word) = WORDS.iter().find(|word| bare.starts_with(**word)) else { return end };
        let number = digits(tail(bare, word.len()));
        if number == 0 {
            return end;
        }
        end += rest.len() - bare.len() + word.len() + number;
    }
}

fn digits(text: &str) -> usize {
    text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::{site, versions};
    use crate::domain::manifest::spelling::Spelling;

    fn found(text: &str) -> Vec<(&str, Spelling)> {
        let tokens = versions(text);
        tokens.into_iter().map(|token| (&text[token.span], token.spelling)).collect()
    }

    #[test]
    fn a_version_is_found_with_what_belongs_to_it() {
        for (text, version, spelling) in [
            ("\"v1.2.3-SNAPSHOT\";", "1.2.3-SNAPSHOT", Spelling::SemVer),
            ("a#1.2.3-rc.1+x.5, b", "1.2.3-rc.1+x.5", Spelling::SemVer),
            ("<!-- 1.2.3-->", "1.2.3", Spelling::SemVer),
            ("1.2.3-rc.1-->", "1.2.3-rc.1", Spelling::SemVer),
            ("it is 1.2.3.", "1.2.3", Spelling::SemVer),
            ("x_1.2.3_linux.tar", "1.2.3", Spelling::SemVer),
            ("1.2.3+45", "1.2.3+45", Spelling::SemVer),
            ("'1.2.3rc1'", "1.2.3rc1", Spelling::Pep440),
            ("1.2.3a1.post2.dev3+x", "1.2.3a1.post2.dev3+x", Spelling::Pep440),
            ("foo (1.2.3.pre.alpha)", "1.2.3.pre.alpha", Spelling::Gem),
            ("1.2.3.rc1", "1.2.3.rc1", Spelling::GemStage),
            ("x-1.2.3.rb", "1.2.3", Spelling::SemVer),
            ("a-1.2.3.dist", "1.2.3", Spelling::SemVer),
        ] {
            assert_eq!(found(text), [(version, spelling)], "{text}");
        }
    }

    #[test]
    fn other_numbers_are_no_version() {
        for text in ["1.2", "10.1.2.3", "1.2.3foo", "2.", "", "v", "1.2.-3"] {
            assert_eq!(found(text), [], "{text}");
        }
    }

    #[test]
    fn a_value_holds_a_version_whole_or_in_part() {
        for (value, version) in [
            (" v1.2.3 ", Some("1.2.3")),
            ("1.4", Some("1.4")),
            ("1.2.3.4", Some("1.2.3.4")),
            ("module-v1.2.3", Some("1.2.3")),
            ("github>a/b#1.2.3", Some("1.2.3")),
            ("dev", None),
            ("1.2.", None),
            ("${revision}", None),
            ("", None),
        ] {
            let site = site(value, 0..value.len(), "x", None);
            assert_eq!(site.map(|site| value[site.span].to_owned()).as_deref(), version, "{value}");
        }
    }
}
