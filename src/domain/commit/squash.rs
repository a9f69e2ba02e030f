//! Bodies that hold the messages of a squashed branch, paragraph by paragraph.
//!
//! A paragraph, or an item of a list, is a change of its own where its first line is a header of a
//! known type with more than one word behind it; what follows belongs to it. Lines inside of a
//! paragraph are never looked at: prose may start with `fix:`.

use crate::domain::commit::cancellation::{RevertInput, cancel};
use crate::domain::commit::change::Change;
use crate::domain::commit::message::Line;
use crate::domain::commit::policy::ParsePolicy;
use crate::domain::commit::reverts::Revert;
use crate::domain::commit::{header, reverts};
use crate::domain::history::commit::CommitId;

/// A body, taken apart.
pub(super) struct Split<'l, 'm> {
    /// The paragraphs of the squashing commit itself.
    pub(super) main: Vec<&'l [Line<'m>]>,
    /// The messages in it, in their order.
    pub(super) messages: Vec<Message<'l, 'm>>,
}

/// One message in a body.
pub(super) struct Message<'l, 'm> {
    /// The header, its bullet removed.
    pub(super) header: &'m str,
    /// The first line of what follows directly under the header, if anything does.
    pub(super) glued: usize,
    /// What follows.
    pub(super) paragraphs: Vec<&'l [Line<'m>]>,
}

/// Takes a body apart. The first `glued` paragraphs stand right under the header: they are text.
/// A line of dashes, as GitHub puts before trailers, ends the last message.
pub(super) fn split<'l, 'm>(
    paragraphs: &[&'l [Line<'m>]],
    glued: usize,
    policy: &ParsePolicy,
) -> Split<'l, 'm> {
    let mut found = Split { main: Vec::new(), messages: Vec::new() };
    let mut is_inside = false;
    for (at, paragraph) in paragraphs.iter().enumerate() {
        if is_inside && is_rule(paragraph) {
            is_inside = false;
            continue;
        }
        let has_messages = at >= glued && items(paragraph).any(|item| starts(item, policy));
        if !has_messages {
            found.append(paragraph, is_inside);
            continue;
        }
        for item in items(paragraph) {
            match item.split_first().filter(|_| starts(item, policy)) {
                Some((first, rest)) => {
                    found.open(first, rest);
                    is_inside = true;
                }
                None => found.append(item, is_inside),
            }
        }
    }
    found
}

impl<'l, 'm> Split<'l, 'm> {
    fn open(&mut self, first: &Line<'m>, rest: &'l [Line<'m>]) {
        let paragraphs: Vec<_> = Some(rest).filter(|rest| !rest.is_empty()).into_iter().collect();
        let header = without_bullet(first.text).unwrap_or(first.text);
        self.messages.push(Message { header, glued: paragraphs.len(), paragraphs });
    }

    fn append(&mut self, paragraph: &'l [Line<'m>], is_inside: bool) {
        match self.messages.last_mut().filter(|_| is_inside) {
            Some(message) => message.paragraphs.push(paragraph),
            None => self.main.push(paragraph),
        }
    }
}

/// Returns the items of a paragraph that is a list, else the paragraph.
fn items<'l, 'm>(paragraph: &'l [Line<'m>]) -> impl Iterator<Item = &'l [Line<'m>]> {
    let is_bullet = |line: &Line<'_>| !line.is_opaque && without_bullet(line.text).is_some();
    let is_list = paragraph.first().is_some_and(is_bullet);
    paragraph.chunk_by(move |_, next| !is_list || !is_bullet(next))
}

fn without_bullet(text: &str) -> Option<&str> {
    text.strip_prefix(['*', '-', '+'])?.strip_prefix(' ').map(str::trim_start)
}

fn is_rule(paragraph: &[Line<'_>]) -> bool {
    matches!(paragraph, [line] if line.text.len() >= 3 && line.text.bytes().all(|byte| byte == b'-'))
}

/// Whether a message starts here.
fn starts(item: &[Line<'_>], policy: &ParsePolicy) -> bool {
    let Some(first) = item.first().filter(|line| !line.is_opaque) else { return false };
    let line = without_bullet(first.text).unwrap_or(first.text);
    reverts::is_quoted(line)
        || header::kind_and_description(line, policy.leading_emoji)
            .is_some_and(|(kind, description)| policy.knows(kind) && is_told(description))
}

/// Whether a description has more than one word, and not only numbers of issues:
/// `fix: #123` is a footer.
fn is_told(description: &str) -> bool {
    let mut words = description.split_whitespace();
    let is_number = |word: &str| word.starts_with('#') || matches!(word, "and" | "&");
    words.clone().nth(1).is_some() && !words.all(is_number)
}

/// What one message of a squashed branch brings.
pub(super) struct Piece<'m> {
    pub(super) id: Option<CommitId>,
    pub(super) header: &'m str,
    pub(super) request: Option<u64>,
    pub(super) revert: Option<Revert>,
    pub(super) changes: Vec<Change>,
}

/// Returns the changes that are left of a squashed branch once its reverts have cancelled theirs,
/// in the order of the pieces.
pub(super) fn settle(mut pieces: Vec<Piece<'_>>, order: Order) -> Vec<Change> {
    if pieces.iter().any(|piece| piece.revert.is_some()) {
        cancel_within(&mut pieces, order);
    }
    pieces.into_iter().flat_map(|piece| piece.changes).collect()
}

/// In which order the messages of a squashed branch are listed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    /// As git does.
    NewestFirst,
    /// As the forges do.
    OldestFirst,
}

fn cancel_within(pieces: &mut [Piece<'_>], order: Order) {
    if order == Order::OldestFirst {
        pieces.reverse();
    }
    let inputs: Vec<_> = pieces.iter().zip(0_u64..).map(|(piece, at)| input(piece, at)).collect();
    let fates = cancel(&inputs);
    for (piece, fate) in pieces.iter_mut().zip(fates) {
        if !fate.is_counted() {
            piece.changes.clear();
        }
    }
    if order == Order::OldestFirst {
        pieces.reverse();
    }
}

fn input<'p>(piece: &'p Piece<'_>, at: u64) -> RevertInput<'p> {
    RevertInput {
        id: piece.id.unwrap_or_else(|| numbered(at)),
        parents: &[],
        subject: piece.header,
        request: piece.request,
        revert: piece.revert.as_ref(),
    }
}

/// Returns an id for a message that does not tell its own; no revert names it.
fn numbered(at: u64) -> CommitId {
    let mut bytes = [0; 20];
    for (byte, digit) in bytes.iter_mut().rev().zip(at.to_le_bytes()) {
        *byte = digit;
    }
    CommitId::from_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use super::split;
    use crate::domain::commit::message::{lines, paragraphs};
    use crate::domain::commit::opaque::mark;
    use crate::domain::commit::policy::ParsePolicy;

    fn headers(body: &str) -> Vec<String> {
        let mut lines = lines(body);
        mark(&mut lines);
        let paragraphs: Vec<_> = paragraphs(&lines).collect();
        let policy = ParsePolicy { types: vec!["deps".to_owned()], ..ParsePolicy::default() };
        let found = split(&paragraphs, 0, &policy);
        found.messages.iter().map(|message| message.header.to_owned()).collect()
    }

    #[test]
    fn a_paragraph_or_an_item_with_a_told_header_is_a_change() {
        let rows: [(&str, &[&str]); 9] = [
            ("* feat: add b\n\n* fix: correct c", &["feat: add b", "fix: correct c"]),
            ("- feat: add b\n- fix: correct c", &["feat: add b", "fix: correct c"]),
            ("- feat: add b\n  more\n- wip\n+ fix: correct c", &["feat: add b", "fix: correct c"]),
            ("feat: add b", &["feat: add b"]),
            ("prose\n\nFEAT(a)!: add b\n\nprose", &["FEAT(a)!: add b"]),
            ("✨ feat: add b", &["✨ feat: add b"]),
            ("deps: raise a", &["deps: raise a"]),
            ("fix: handle #12", &["fix: handle #12"]),
            ("* Revert \"feat: a b\"", &["Revert \"feat: a b\""]),
        ];
        for (body, expected) in rows {
            assert_eq!(headers(body), expected, "{body:?}");
        }
    }

    #[test]
    fn a_line_that_only_resembles_a_change_is_none() {
        let rows = [
            "see also\nfix: the y thing\nmore",
            "fix: #123",
            "fix: #123, #124 and #125",
            "feat: short",
            "note: two words",
            "fixture: two words",
            "  feat: add b",
            "  * feat: add b",
            "> feat: add b",
            "```\nfeat: add b\n```",
            "<li>\nfeat: handle multiple things (#2358)</li>",
            "*feat: add b",
            "feat:add b",
        ];
        for body in rows {
            assert_eq!(headers(body), Vec::<String>::new(), "{body:?}");
        }
    }
}
