//! Commits that take others back, in every form that git and the forges write.
//!
//! This module reads what a message says; `cancellation` finds the commits it means.

use crate::domain::commit::header::{self, Header};
use crate::domain::commit::message::Line;
use crate::domain::commit::references::{number_behind_sigil, split_trailing_request};

/// What a revert takes back, as its message names it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Revert {
    /// The subject of the commit that is taken back: for `Reapply "x"` it is `Revert "x"`. A
    /// number at the end of `revert: x (#2)` may belong to either commit: then there are two, the
    /// likelier first.
    pub subjects: Vec<String>,
    /// Names of commits, seven to forty hexadecimal digits in lower case.
    pub commits: Vec<String>,
    /// Numbers of pull requests.
    pub requests: Vec<u64>,
}

/// Returns what a message takes back; `None` where it is no revert. A sentence such as `This
/// reverts commit …` alone makes no revert: the commit may keep a part of what it names.
pub(super) fn read(subject: &str, header: Option<&Header>, body: &[Line<'_>]) -> Option<Revert> {
    if let Some(header) = header {
        let is_revert = header.kind.eq_ignore_ascii_case("revert");
        return is_revert.then(|| named_in(body, subjects_in(&header.description)));
    }
    if subject.contains('\r') {
        return None;
    }
    if let Some((form, inner)) = split_quoted(subject) {
        let target = match form {
            Form::Revert => inner.to_owned(),
            Form::Reapply => format!("Revert \"{inner}\""),
        };
        return Some(named_in(body, vec![target]));
    }
    let (word, rest) = subject.split_once(' ')?;
    if !matches!(word, "Revert" | "revert" | "Reapply" | "reapply") {
        return None;
    }
    let target = Some(rest).filter(|rest| !rest.starts_with('"'));
    let named = named_in(body, target.map(str::to_owned).into_iter().collect());
    (!named.commits.is_empty() || !named.requests.is_empty()).then_some(named)
}

/// Whether a line is `Revert "…"` or `Reapply "…"`.
pub(super) fn is_quoted(line: &str) -> bool {
    split_quoted(line).is_some()
}

/// Returns the header that a revert counts under where its target is not in the range: type
/// `revert`, or the reverted header itself where the revert takes a revert back.
pub(super) fn header_of(subject: &str, revert: &Revert, leading_emoji: bool) -> Header {
    let target = revert.subjects.first().map_or(subject, String::as_str);
    let (is_back, innermost) = unwrapped(target);
    let restored = is_back.then(|| header::parse(innermost, leading_emoji).ok()).flatten();
    restored.unwrap_or_else(|| Header {
        kind: "revert".to_owned(),
        scope: None,
        is_breaking: false,
        description: target.to_owned(),
        gitmoji: None,
    })
}

/// The two subjects that git writes for a revert.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Revert,
    /// The revert of a revert, since git 2.43.
    Reapply,
}

/// Splits `Revert "x"` or `Reapply "x"`, a pull request behind it passed over.
fn split_quoted(subject: &str) -> Option<(Form, &str)> {
    let (word, rest) = subject.split_once(" \"")?;
    let form = match word {
        "Revert" | "revert" => Form::Revert,
        "Reapply" | "reapply" => Form::Reapply,
        _ => return None,
    };
    let inner = without_requests(rest).strip_suffix('"')?;
    (!inner.trim().is_empty()).then_some((form, inner))
}

fn without_requests(mut text: &str) -> &str {
    while let Some((before, ..)) = split_trailing_request(text) {
        text = before;
    }
    text
}

/// Returns the subjects that the description of a `revert:` may name.
fn subjects_in(description: &str) -> Vec<String> {
    let text = without_requests(description);
    let inner = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
    match inner.filter(|inner| !inner.trim().is_empty()) {
        Some(inner) => vec![inner.to_owned()],
        None if text == description || text.is_empty() => vec![description.to_owned()],
        None => vec![description.to_owned(), text.to_owned()],
    }
}

/// Returns whether the revert of a subject restores something, and what lies within all reverts.
fn unwrapped(mut subject: &str) -> (bool, &str) {
    let mut is_back = false;
    while let Some((form, inner)) = split_quoted(subject) {
        is_back ^= form == Form::Revert;
        subject = inner;
    }
    (is_back, subject)
}

/// Returns what the lines of a body name as taken back.
fn named_in(body: &[Line<'_>], subjects: Vec<String>) -> Revert {
    let mut revert = Revert { subjects, ..Revert::default() };
    for (at, line) in body.iter().enumerate().filter(|(_, line)| !line.is_opaque) {
        let text = line.text.trim_start();
        let is_footer = behind(text, &["Refs: ", "Ref: "]);
        let Some(first) = is_footer.or_else(|| behind(text, &["This reverts ", "Reverts "])) else {
            continue;
        };
        let next = body.iter().skip(at + 1).take_while(|line| !line.is_blank());
        let words = next.flat_map(|line| line.text.split_whitespace());
        for word in first.split_whitespace().chain(words) {
            let word = word.trim_matches(|c| matches!(c, ',' | '.' | ';' | ':' | '(' | ')' | '`'));
            if let Some(commit) = abbreviated_id(word) {
                revert.commits.push(commit);
            } else if let Some(number) = request_number(word).filter(|_| is_footer.is_none()) {
                revert.requests.push(number);
            } else if !is_connector(word) {
                break;
            }
        }
    }
    revert
}

/// Returns the text behind one of several starts, in any case.
fn behind<'t>(text: &'t str, starts: &[&str]) -> Option<&'t str> {
    starts.iter().find_map(|start| {
        let (head, rest) = text.split_at_checked(start.len())?;
        head.eq_ignore_ascii_case(start).then_some(rest)
    })
}

fn abbreviated_id(word: &str) -> Option<String> {
    let is_id = (7..=40).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_id.then(|| word.to_ascii_lowercase())
}

/// Returns the number in `#12`, `!12`, `owner/repo#12`.
fn request_number(word: &str) -> Option<u64> {
    let at = word.find(['#', '!'])?;
    let (_, reference) = word.split_at_checked(at)?;
    number_behind_sigil(reference).map(|(_, number)| number)
}

fn is_connector(word: &str) -> bool {
    let words =
        ["", "&", "and", "commit", "commits", "merge", "pr", "prs", "pull", "request", "requests"];
    words.iter().any(|known| known.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::{Revert, header_of, read};
    use crate::domain::commit::header;
    use crate::domain::commit::message::lines;

    fn revert(message: &str) -> Option<Revert> {
        let lines = lines(message);
        let (subject, body) = lines.split_first().unwrap();
        read(subject.text, header::parse(subject.text, true).ok().as_ref(), body)
    }

    /// A message, and the subject, the commits and the pull requests that it names.
    type Row<'r> = (&'r str, Option<&'r str>, &'r [&'r str], &'r [u64]);

    #[test]
    fn a_revert_names_its_target_in_the_forms_of_git_and_the_forges() {
        let id = "1234567890abcdef1234567890abcdef12345678";
        let rows: [Row<'_>; 13] = [
            ("Revert \"feat: x\"\n\nThis reverts commit ID.", Some("feat: x"), &[id], &[]),
            (
                "Revert \"feat: x\"\n\nThis reverts commit ABCDEF1.",
                Some("feat: x"),
                &["abcdef1"],
                &[],
            ),
            (
                "Revert \"Merge branch 'a'\"\n\nThis reverts commit ID, reversing\nchanges made to \
                 abcdef1.",
                Some("Merge branch 'a'"),
                &[id],
                &[],
            ),
            (
                "Revert \"x\"\n\nThis reverts commits abcdef1,\nabcdef2 and abcdef3.",
                Some("x"),
                &["abcdef1", "abcdef2", "abcdef3"],
                &[],
            ),
            ("Revert \"feat: x (#12)\" (#13)\n\nReverts o/r#12", Some("feat: x (#12)"), &[], &[12]),
            ("Revert \"x\"\n\nThis reverts merge request !12", Some("x"), &[], &[12]),
            (
                "revert: feat: x\n\nRefs: 676104e, a215868",
                Some("feat: x"),
                &["676104e", "a215868"],
                &[],
            ),
            ("revert: \"feat: x\" (#13)\n\nRefs: #12", Some("feat: x"), &[], &[]),
            ("Revert feat: x\n\nThis reverts commit ID.", Some("feat: x"), &[id], &[]),
            ("Revert \"feat: long…\n\nThis reverts commit ID.", None, &[id], &[]),
            (
                "Reapply \"feat: x\"\n\nThis reverts commit ID.",
                Some("Revert \"feat: x\""),
                &[id],
                &[],
            ),
            ("Revert \"Reapply \"feat: x\"\"", Some("Reapply \"feat: x\""), &[], &[]),
            ("Revert \"x\"\n\nThis reverts commit abc.", Some("x"), &[], &[]),
        ];
        for (message, subject, commits, requests) in rows {
            let found = revert(&message.replace("ID", id)).unwrap();
            assert_eq!(found.subjects.first().map(String::as_str), subject, "{message}");
            assert_eq!(found.commits, commits, "{message}");
            assert_eq!(found.requests, requests, "{message}");
        }
    }

    #[test]
    fn a_commit_that_only_tells_of_a_revert_is_none() {
        let rows = [
            "fix: x\n\nThis reverts commit abcdef1 in part.",
            "Revert the flag",
            "Revert \"\"",
            "Reverting \"x\"",
            "Revert \"feat: cut off…",
            "Revert \"feat: a\rb\"",
        ];
        for message in rows {
            assert_eq!(revert(message), None, "{message}");
        }
    }

    #[test]
    fn a_revert_of_a_revert_counts_as_what_it_restores() {
        let rows = [
            ("Revert \"feat: x\"", "revert", "feat: x"),
            ("Reapply \"feat: x\"", "feat", "x"),
            ("Revert \"Revert \"feat: x\" (#3)\" (#4)", "feat", "x"),
            ("Revert \"Reapply \"feat: x\"\"", "revert", "Reapply \"feat: x\""),
            ("Revert \"Revert \"Revert \"fix: a\"\"\"", "revert", "Revert \"Revert \"fix: a\"\""),
            ("Reapply \"some words\"", "revert", "Revert \"some words\""),
        ];
        for (subject, kind, description) in rows {
            let header = header_of(subject, &revert(subject).unwrap(), true);
            assert_eq!((header.kind.as_str(), header.description.as_str()), (kind, description));
        }
    }
}
