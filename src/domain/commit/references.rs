//! The issues and the pull requests that a message names.

use std::collections::HashSet;

use crate::domain::commit::message::{self, Line};
use crate::domain::commit::{merges, opaque};

/// An issue or a pull request that a message names.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Reference {
    /// Why it is named.
    pub kind: ReferenceKind,
    /// `owner/repo` where it belongs to another repository than the commit.
    pub repository: Option<String>,
    /// What stands before the number.
    pub sigil: Sigil,
    /// The number.
    pub number: u64,
}

/// Why a message names an issue or a pull request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ReferenceKind {
    /// The commit resolves it: `Closes #1`.
    Closes,
    /// The commit has to do with it.
    Mentions,
    /// The commit came in through it: `(#1)` at the end of a subject.
    PullRequest,
}

/// What stands before the number of a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sigil {
    /// `#`: an issue, and a pull request on most forges.
    Hash,
    /// `!`: a merge request of GitLab, a pull request of Azure DevOps.
    Bang,
}

/// Returns the references of a message in their order, each once. Those in code fences and HTML
/// are left out. The body of a bot names issues of other projects: hand over its subject only.
pub fn references(message: &str) -> Vec<Reference> {
    let mut lines = message::lines(message);
    let Some((subject, body)) = lines.split_first_mut() else { return Vec::new() };
    opaque::mark(body);
    let mut found = Vec::new();
    let request = own_request(subject.text, body);
    found.extend(request.map(|(sigil, number)| {
        let kind = ReferenceKind::PullRequest;
        Reference { kind, repository: None, sigil, number }
    }));
    let is_own = |reference: &Reference| {
        reference.repository.is_none() && request == Some((reference.sigil, reference.number))
    };
    let readable = body.iter().filter(|line| !line.is_opaque).map(|line| line.text);
    for text in std::iter::once(subject.text).chain(readable) {
        found.extend(Scan::of(text).filter(|reference| !is_own(reference)));
    }
    let mut seen = HashSet::new();
    found.retain(|reference| seen.insert(reference.clone()));
    found
}

/// Returns the pull request that a commit came in through, as its subject or the last line of a
/// merge request tells it. All changes of a squashed branch share it.
pub(super) fn own_request(subject: &str, body: &[Line<'_>]) -> Option<(Sigil, u64)> {
    let after = |text: &str| number_behind_sigil(text);
    split_trailing_request(subject)
        .map(|(_, sigil, number)| (sigil, number))
        .or_else(|| after(subject.strip_prefix("Merge pull request ")?))
        .or_else(|| {
            let (_, behind) = subject.strip_prefix("Merged in ")?.rsplit_once("(pull request ")?;
            after(behind)
        })
        .or_else(|| {
            merges::azure_title(subject)?;
            let digits = leading_digits(subject.strip_prefix("Merged PR ")?);
            Some((Sigil::Bang, digits.parse().ok()?))
        })
        .or_else(|| {
            let texts = body.iter().filter(|line| !line.is_opaque).map(|line| line.text);
            let (_, request) = texts
                .filter_map(|text| text.strip_prefix("See merge request "))
                .next_back()
                .and_then(|path| path.split_at_checked(path.find('!')?))?;
            after(request)
        })
}

/// Returns the number of the pull request that a message says it came in through.
pub fn own_request_of(message: &str) -> Option<u64> {
    let mut lines = message::lines(message);
    let (subject, body) = lines.split_first_mut()?;
    opaque::mark(body);
    own_request(subject.text, body).map(|(_, number)| number)
}

/// Returns the title of the pull request that a message says it came in through: the first line
/// behind the subject of a merge, the subject without its number of a squash.
pub fn request_title(message: &str) -> Option<String> {
    let mut lines = message::lines(message).into_iter().map(|line| line.text);
    let subject = lines.next()?;
    if let Some(title) = merges::azure_title(subject) {
        return Some(title.to_owned());
    }
    if merges::is_merge_subject(subject) {
        return lines.find(|line| !line.is_empty()).map(str::to_owned);
    }
    let (title, ..) = split_trailing_request(subject)?;
    Some(title.to_owned())
}

/// Splits `(#12)` or `(!12)` off the end of a subject; returns what stands before it and the number.
pub fn split_trailing_request(subject: &str) -> Option<(&str, Sigil, u64)> {
    let (before, inside) = subject.strip_suffix(')')?.rsplit_once('(')?;
    let (sigil, number) = number_behind_sigil(inside)?;
    let is_whole = inside.len() == 1 + leading_digits(inside.trim_start_matches(['#', '!'])).len();
    is_whole.then(|| (before.trim_end(), sigil, number))
}

/// Returns the number that a text starts with, behind `#` or `!`.
pub(super) fn number_behind_sigil(text: &str) -> Option<(Sigil, u64)> {
    let (sigil, rest) = match (text.strip_prefix('#'), text.strip_prefix('!')) {
        (Some(rest), _) => (Sigil::Hash, rest),
        (None, Some(rest)) => (Sigil::Bang, rest),
        (None, None) => return None,
    };
    let digits = leading_digits(rest);
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let ends = !rest.trim_start_matches(|c: char| c.is_ascii_digit()).starts_with(is_word);
    let number = digits.parse().ok()?;
    (ends && !digits.starts_with('0')).then_some((sigil, number))
}

fn leading_digits(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

/// Walks along a line from reference to reference.
struct Scan<'l> {
    line: &'l str,
    /// Where to go on.
    from: usize,
    /// Where the last reference ended, when it was closing: a list goes on behind it.
    closing_end: Option<usize>,
}

impl<'l> Scan<'l> {
    const fn of(line: &'l str) -> Self {
        Self { line, from: 0, closing_end: None }
    }

    /// Whether the reference that starts here is one that the commit closes.
    fn is_closing(&self, start: usize) -> bool {
        let continues = self.closing_end.is_some_and(|end| {
            let between = self.line.get(end..start).unwrap_or_default().trim();
            matches!(between, "," | "and" | "&" | ", and")
        });
        continues || self.line.get(..start).is_some_and(ends_with_closing_word)
    }
}

impl Iterator for Scan<'_> {
    type Item = Reference;

    fn next(&mut self) -> Option<Reference> {
        loop {
            let ahead = self.line.get(self.from..)?;
            let at = self.from + ahead.find(['#', '!'])?;
            let (head, at_sigil) = self.line.split_at_checked(at)?;
            self.from = at + 1;
            let Some((sigil, number)) = number_behind_sigil(at_sigil) else { continue };
            let Some(repository) = repository_before(head) else { continue };
            let start = at - repository.len();
            let is_closing = self.is_closing(start);
            let digits = leading_digits(at_sigil.trim_start_matches(['#', '!']));
            self.from = at + 1 + digits.len();
            self.closing_end = is_closing.then_some(self.from);
            let kind = if is_closing { ReferenceKind::Closes } else { ReferenceKind::Mentions };
            let repository = Some(repository).filter(|name| !name.is_empty()).map(str::to_owned);
            return Some(Reference { kind, repository, sigil, number });
        }
    }
}

/// Returns the `owner/repo` that a text ends with, empty where it ends with a boundary, and `None`
/// where a sigil behind it is part of something else.
fn repository_before(text: &str) -> Option<&str> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '-' | '/');
    let before = text.trim_end_matches(is_part);
    let name = text.get(before.len()..)?;
    let is_joined = |c: char| c.is_alphanumeric() || matches!(c, '&' | '#' | '!');
    let is_boundary = name.is_empty() && !text.ends_with(is_joined);
    let is_path = name.contains('/') && name.split('/').all(|part| !part.is_empty());
    (is_boundary || is_path).then_some(name)
}

/// Whether a text ends with a word that closes the issue behind it (GitHub's and GitLab's words).
fn ends_with_closing_word(text: &str) -> bool {
    let text = text.trim_end();
    let text = text.strip_suffix(':').unwrap_or(text);
    let word = text.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let words = [
        "close",
        "closes",
        "closed",
        "closing",
        "fix",
        "fixes",
        "fixed",
        "fixing",
        "resolve",
        "resolves",
        "resolved",
        "resolving",
        "implement",
        "implements",
        "implemented",
    ];
    words.iter().any(|known| known.eq_ignore_ascii_case(word))
}

#[cfg(test)]
mod tests {
    use super::{ReferenceKind, Sigil, references};

    fn found(message: &str) -> Vec<String> {
        let show = |reference: super::Reference| {
            let kind = match reference.kind {
                ReferenceKind::Closes => "closes",
                ReferenceKind::Mentions => "mentions",
                ReferenceKind::PullRequest => "request",
            };
            let sigil = if reference.sigil == Sigil::Hash { '#' } else { '!' };
            let repository = reference.repository.unwrap_or_default();
            format!("{kind} {repository}{sigil}{}", reference.number)
        };
        references(message).into_iter().map(show).collect()
    }

    #[test]
    fn a_number_at_the_end_of_a_subject_is_the_pull_request() {
        let rows: [(&str, &[&str]); 8] = [
            ("feat: x (#12)", &["request #12"]),
            ("feat: x (!34)", &["request !34"]),
            ("feat: x #11 (#12)\n\nsee #12", &["request #12", "mentions #11"]),
            ("Merge pull request #3 from o/b", &["request #3"]),
            ("Merged in b (pull request #12)", &["request #12"]),
            ("Merged PR 7: feat: x", &["request !7"]),
            (
                "Merge branch 'a' into 'b'\n\nSee merge request g/p!9",
                &["request !9", "mentions g/p!9"],
            ),
            ("feat: x (closes #12)", &["closes #12"]),
        ];
        for (message, expected) in rows {
            assert_eq!(found(message), expected, "{message}");
        }
    }

    #[test]
    fn a_word_before_a_number_closes_the_issue_and_those_listed_behind_it() {
        let rows: [(&str, &[&str]); 7] = [
            (
                "x\n\nCloses #1, #2 and #3, see #4",
                &["closes #1", "closes #2", "closes #3", "mentions #4"],
            ),
            ("x\n\nFixes: owner/repo#1", &["closes owner/repo#1"]),
            ("x\n\nfixes o/r#1, o/r#2", &["closes o/r#1", "closes o/r#2"]),
            ("x\n\nRefs: #1, !2", &["mentions #1", "mentions !2"]),
            ("x\n\nprefixes #1", &["mentions #1"]),
            ("fix: #123", &["closes #123"]),
            ("fix(#5): x", &["mentions #5"]),
        ];
        for (message, expected) in rows {
            assert_eq!(found(message), expected, "{message}");
        }
    }

    #[test]
    fn a_sigil_inside_of_something_else_is_no_reference() {
        let rows = [
            "a#1",
            "&#39;",
            "#0",
            "#12ab",
            "##1",
            "C# 8",
            "wow!1",
            "#",
            "ends with !",
            "https://e.com/a#1",
            "x\n\n```\n#1\n```",
            "x\n\n<li>\n#1 </li>",
        ];
        for message in rows {
            assert_eq!(found(message), Vec::<String>::new(), "{message}");
        }
    }
}
