//! The first line of a message, taken apart with the place of each part and of each slip.
//!
//! It goes on behind a slip, so that one look tells everything that is wrong. What a part means
//! and what would mend a slip is for others.

use std::ops::Range;

use crate::domain::commit::gitmoji;
use crate::domain::commit::policy::is_common;
use crate::domain::commit::problem::Problem;

/// A line, taken apart; places are bytes of the line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lexed {
    /// An emoji, or its `:shortcode:`, before or right behind the type.
    pub emoji: Option<Range<usize>>,
    /// The type.
    pub kind: Option<Range<usize>>,
    /// What stands between the parentheses.
    pub scope: Option<Range<usize>>,
    /// The `!` before the colon, or the first of several.
    pub mark: Option<usize>,
    /// The colon.
    pub colon: Option<Range<usize>>,
    /// The description without the space before it; never empty.
    pub description: Option<Range<usize>>,
    /// What keeps the line from being a conventional header, in the order of the text.
    pub slips: Vec<Slip>,
}

/// Something that keeps a line from being a conventional header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slip {
    /// What is wrong.
    pub problem: Problem,
    /// The bytes of the line that it is about; an empty range is where something is missing.
    pub span: Range<usize>,
}

/// Takes a line apart (Conventional Commits 1.0.0, rules 1, 4, 5 and 13). White space at its end
/// is passed over.
pub fn lex(line: &str) -> Lexed {
    let line = line.trim_end();
    let mut lexer = Lexer { line, at: 0, found: Lexed::default() };
    if line.is_empty() {
        lexer.slip(Problem::Empty, 0..0);
        return lexer.found;
    }
    lexer.start();
    if lexer.kind() {
        lexer.scope();
        lexer.mark_and_colon();
        lexer.description();
    }
    lexer.found
}

struct Lexer<'l> {
    line: &'l str,
    /// Up to where the line was read.
    at: usize,
    found: Lexed,
}

impl<'l> Lexer<'l> {
    fn rest(&self) -> &'l str {
        self.line.get(self.at..).unwrap_or_default()
    }

    fn slip(&mut self, problem: Problem, span: Range<usize>) {
        self.found.slips.push(Slip { problem, span });
    }

    /// Passes over the spaces that come now, and returns where they stand.
    fn skip_spaces(&mut self) -> Range<usize> {
        let start = self.at;
        self.at += self.rest().len() - self.rest().trim_start().len();
        start..self.at
    }

    /// Reads what may stand before the type: space, and an emoji.
    fn start(&mut self) {
        if let Some(at) = self.line.find(['\r', '\n']) {
            self.slip(Problem::CarriageReturn, at..at + 1);
        }
        let is_space = |c: char| c.is_whitespace() || c == '\u{feff}';
        self.at = self.line.len() - self.line.trim_start_matches(is_space).len();
        if self.at > 0 {
            self.slip(Problem::LeadingSpace, 0..self.at);
        }
        if let Some((emoji, _)) = gitmoji::split(self.rest()) {
            self.found.emoji = Some(self.at..self.at + emoji.len());
            self.at += emoji.len();
            self.at += self.rest().len() - self.rest().trim_start_matches(' ').len();
        }
    }

    /// Reads the type; false where there is none, and nothing behind it can be told.
    fn kind(&mut self) -> bool {
        if self.enclosed_kind() || self.plain_kind() {
            return true;
        }
        let rest = self.rest();
        let Some(offset) = later_type(rest) else {
            self.slip(problem_of_start(rest), self.at..self.at + first_word(rest));
            return false;
        };
        self.slip(Problem::TextBeforeType, self.at..self.at + offset);
        self.at += offset;
        self.plain_kind()
    }

    /// Reads `feat`.
    fn plain_kind(&mut self) -> bool {
        let rest = self.rest();
        let length = kind_length(rest);
        let behind = rest.get(length..).unwrap_or_default();
        if length == 0 || (is_prose(behind) && later_type(rest).is_some()) {
            return false;
        }
        self.found.kind = Some(self.at..self.at + length);
        self.at += length;
        self.emoji_behind_kind();
        true
    }

    /// Reads `[feat]` or `"feat"`, which is a slip.
    fn enclosed_kind(&mut self) -> bool {
        let rest = self.rest();
        let (closing, problem) = match rest.chars().next() {
            Some('[') => (']', Problem::BracketedType),
            Some('“') => ('”', Problem::QuotedType),
            Some('«') => ('»', Problem::QuotedType),
            Some(quote @ ('"' | '\'' | '`')) => (quote, Problem::QuotedType),
            _ => return false,
        };
        let opening = rest.chars().next().map_or(0, char::len_utf8);
        let inside = rest.get(opening..).unwrap_or_default();
        let Some(length) = inside.find(closing) else { return false };
        let kind = inside.get(..length).unwrap_or_default();
        let is_type = length > 0 && kind_length(kind) == length;
        let is_issue = kind.ends_with(|c: char| c.is_ascii_digit()) && kind.contains('-');
        if !is_type || is_issue {
            return false;
        }
        let end = self.at + opening + length + closing.len_utf8();
        self.slip(problem, self.at..end);
        self.found.kind = Some(self.at + opening..self.at + opening + length);
        self.at = end;
        true
    }

    fn emoji_behind_kind(&mut self) {
        let rest = self.rest();
        let unspaced = rest.trim_start_matches(' ');
        let space = rest.len() - unspaced.len();
        let Some((emoji, _)) = gitmoji::split(unspaced) else { return };
        if emoji.starts_with(':') && space == 0 {
            return;
        }
        let start = self.at + space;
        self.found.emoji = self.found.emoji.take().or(Some(start..start + emoji.len()));
        self.at = start + emoji.len();
    }

    /// Reads `(scope)` and what people write in its place.
    fn scope(&mut self) {
        let rest = self.rest();
        let marks = rest.len() - rest.trim_start_matches('!').len();
        let unspaced = rest.get(marks..).unwrap_or_default().trim_start();
        let space = rest.len() - marks - unspaced.len();
        if !is_scope_next(unspaced, space > 0) {
            return;
        }
        if marks > 0 {
            self.slip(Problem::MarkBeforeScope, self.at..self.at + marks);
            self.found.mark = Some(self.at);
        }
        if space > 0 {
            self.slip(Problem::SpaceBeforeScope, self.at + marks..self.at + marks + space);
        }
        self.at += marks + space;
        match unspaced.starts_with('[') {
            true => self.bracketed_scope(),
            false => self.parenthesised_scope(),
        }
    }

    fn bracketed_scope(&mut self) {
        let Some(length) = self.rest().find(']') else { return };
        self.slip(Problem::BracketedScope, self.at..self.at + length + 1);
        self.found.scope = Some(self.at + 1..self.at + length).filter(|scope| !scope.is_empty());
        self.at += length + 1;
    }

    fn parenthesised_scope(&mut self) {
        let start = self.at + 1;
        let inside = self.line.get(start..).unwrap_or_default();
        let Some(length) = closing_length(inside) else {
            let end = start + inside.find(['!', ':']).unwrap_or(inside.len());
            self.slip(Problem::UnclosedScope, end..end);
            self.found.scope = Some(start..end).filter(|scope| !scope.is_empty());
            self.at = end;
            return;
        };
        let scope = inside.get(..length).unwrap_or_default();
        if scope.trim().is_empty() {
            self.slip(Problem::EmptyScope, self.at..start + length + 1);
        } else {
            self.found.scope = Some(start..start + length);
        }
        if let Some(nested) = scope.find('(') {
            self.slip(Problem::NestedScope, start + nested..start + length);
        }
        self.at = start + length + 1;
        self.text_behind_scope();
    }

    /// Passes over what stands between a scope and the colon: `feat(a)(b): x`.
    fn text_behind_scope(&mut self) {
        let rest = self.rest();
        let end = rest.find([':', '：']).unwrap_or(0);
        let text = rest.get(..end).unwrap_or_default();
        let text = text.trim_end_matches('!');
        let is_text = !text.trim().is_empty() && !text.starts_with([' ', '!']);
        if is_text {
            self.slip(Problem::TextAfterScope, self.at..self.at + text.len());
            self.at += text.len();
        }
    }

    /// Reads `!` and `:`.
    fn mark_and_colon(&mut self) {
        let start = self.at;
        let rest = self.rest();
        let before =
            rest.len() - rest.trim_start_matches(|c: char| c == '!' || c.is_whitespace()).len();
        let (marks, behind) = rest.split_at_checked(before).unwrap_or_default();
        let Some(colon) = behind.chars().next().filter(|c| matches!(c, ':' | '：' | '﹕')) else {
            let at = start + marks.len() - marks.trim_start_matches('!').len();
            self.slip(Problem::MissingType, at..at);
            // Behind a scope, only the colon is missing.
            let text = self.line.get(at..).unwrap_or_default();
            let start = self.line.len() - text.trim_start().len();
            let description = Some(start..self.line.len()).filter(|text| !text.is_empty());
            self.found.description = description.filter(|_| self.found.scope.is_some());
            self.at = self.line.len();
            return;
        };
        let places: Vec<usize> = marks.match_indices('!').map(|(at, _)| start + at).collect();
        if let Some(first) = places.first() {
            self.found.mark = self.found.mark.or(Some(*first));
        }
        let spaces = |c: char| c.is_whitespace();
        if let Some(at) = marks.find(spaces) {
            let end = start
                + marks.rfind(spaces).map_or(at, |last| {
                    last + marks
                        .get(last..)
                        .and_then(|rest| rest.chars().next())
                        .map_or(1, char::len_utf8)
                });
            self.slip(Problem::SpaceBeforeColon, start + at..end);
        }
        if let [_, second, ..] = places.as_slice() {
            self.slip(Problem::RepeatedMark, *second..start + marks.len());
        }
        self.at = start + marks.len() + colon.len_utf8();
        self.found.colon = Some(self.at - colon.len_utf8()..self.at);
        if colon != ':' {
            self.slip(Problem::FullWidthColon, self.at - colon.len_utf8()..self.at);
        }
    }

    fn description(&mut self) {
        if self.found.colon.is_none() {
            return;
        }
        let rest = self.rest();
        let start = self.at;
        if rest.trim().is_empty() {
            self.slip(Problem::EmptyDescription, self.line.len()..self.line.len());
            return;
        }
        if rest.starts_with("//") {
            self.found = Lexed::default();
            self.slip(Problem::Url, 0..first_word(self.line));
            return;
        }
        let space = self.skip_spaces();
        let is_wide = self.line.get(..start).is_some_and(|before| !before.ends_with(':'));
        if !rest.starts_with(' ') && !is_wide {
            let blank = rest.get(..space.len()).and_then(|space| space.chars().next());
            self.slip(Problem::MissingSpace, start..start + blank.map_or(0, char::len_utf8));
        }
        self.found.description = Some(self.at..self.line.len());
    }
}

/// Returns the length of the type at the start of a text: a letter, then letters, digits, `-`, `_`,
/// `+`, `.`.
fn kind_length(text: &str) -> usize {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '+' | '.');
    match text.starts_with(char::is_alphabetic) {
        true => text.find(|c| !is_part(c)).unwrap_or(text.len()),
        false => 0,
    }
}

/// Whether the text behind a word goes on as a sentence and not as a header.
fn is_prose(behind: &str) -> bool {
    let next = behind.trim_start();
    behind.starts_with(char::is_whitespace) && !next.starts_with(['(', '!', ':', '：'])
}

/// Returns where a common type with a colon comes later: `PROJ-1 feat: x`.
fn later_type(text: &str) -> Option<usize> {
    let (before, _) = text.split_once(':')?;
    let start = before.rfind(' ')? + 1;
    let word = before.get(start..)?;
    let kind = word.split(['(', '!']).next()?;
    is_common(kind).then_some(start)
}

fn problem_of_start(text: &str) -> Problem {
    match text.chars().next() {
        None => Problem::EmptyDescription,
        Some(':' | '(' | '!') => Problem::EmptyType,
        Some('[') => Problem::BracketedType,
        Some('"' | '\'' | '`' | '“' | '«') => Problem::QuotedType,
        Some(_) => Problem::InvalidType,
    }
}

/// Whether a scope comes now, or what somebody took for one.
fn is_scope_next(text: &str, is_spaced: bool) -> bool {
    match text.chars().next() {
        Some('(') if is_spaced => text
            .split_once(')')
            .is_some_and(|(_, rest)| rest.trim_start_matches(['!', ' ']).starts_with([':', '：'])),
        Some('(') => true,
        Some('[') if !is_spaced => text
            .split_once(']')
            .is_some_and(|(_, rest)| rest.trim_start_matches(['!', ' ']).starts_with([':', '：'])),
        _ => false,
    }
}

/// Returns the length of what stands before the parenthesis that closes an open one.
fn closing_length(inside: &str) -> Option<usize> {
    let mut depth = 0;
    for (at, sign) in inside.char_indices() {
        match sign {
            '(' => depth += 1,
            ')' if depth == 0 => return Some(at),
            ')' => depth -= 1,
            _ => {}
        }
    }
    // The innermost one closes it where the others are missing.
    inside.find(')')
}

fn first_word(text: &str) -> usize {
    text.find(char::is_whitespace).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, proptest};
    use proptest::strategy::Strategy;

    use super::{Problem, lex};
    use crate::domain::commit::header;

    /// The slips of a line, each with the text that it is about.
    fn slips(line: &str) -> Vec<(Problem, &str)> {
        let text = |slip: &super::Slip| line.get(slip.span.clone()).unwrap();
        lex(line).slips.iter().map(|slip| (slip.problem, text(slip))).collect()
    }

    #[test]
    fn every_slip_of_a_line_is_told_with_its_place() {
        let rows: [(&str, &[(Problem, &str)]); 8] = [
            ("feat(ui) added thing", &[(Problem::MissingType, "")]),
            ("\u{feff}feat: x", &[(Problem::LeadingSpace, "\u{feff}")]),
            (
                " [feat](a(b)) : x",
                &[
                    (Problem::LeadingSpace, " "),
                    (Problem::BracketedType, "[feat]"),
                    (Problem::NestedScope, "(b)"),
                    (Problem::SpaceBeforeColon, " "),
                ],
            ),
            ("feat!(a)!: x", &[(Problem::MarkBeforeScope, "!")]),
            (
                "PROJ-1 feat(: x",
                &[(Problem::TextBeforeType, "PROJ-1 "), (Problem::UnclosedScope, "")],
            ),
            ("feat(a)(b):x", &[(Problem::TextAfterScope, "(b)"), (Problem::MissingSpace, "")]),
            ("feat：x", &[(Problem::FullWidthColon, "：")]),
            ("feat:\u{a0}x", &[(Problem::MissingSpace, "\u{a0}")]),
        ];
        for (line, expected) in rows {
            assert_eq!(slips(line), expected, "{line}");
        }
    }

    #[test]
    fn parts_are_found_in_spite_of_slips() {
        let rows = [
            ("feat(api: add x", "feat", Some("api"), "add x"),
            ("[feat]: x", "feat", None, "x"),
            ("feat (a)!: x", "feat", Some("a"), "x"),
            ("feat[a]: x", "feat", Some("a"), "x"),
            ("faet : x", "faet", None, "x"),
            ("[PROJ-1] fix!: x", "fix", None, "x"),
        ];
        for (line, kind, scope, description) in rows {
            let found = lex(line);
            let text = |range: Option<std::ops::Range<usize>>| range.and_then(|at| line.get(at));
            assert_eq!(text(found.kind), Some(kind), "{line}");
            assert_eq!(text(found.scope), scope, "{line}");
            assert_eq!(text(found.description), Some(description), "{line}");
        }
    }

    fn lines() -> impl Strategy<Value = String> {
        let pieces = [
            "feat", "fix", "PROJ-1", "[", "]", "(", ")", "!", ":", "：", " ", "\u{a0}", "\t", "\r",
            "x", "✨", ":bug:", "\"", "“", "”", "//", "é", "\u{feff}", "a-b", "#1",
        ];
        let piece = proptest::sample::select(pieces.to_vec());
        proptest::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn places_lie_in_the_line_and_git_conventional_agrees(line in lines()) {
            let found = lex(&line);
            for slip in &found.slips {
                assert!(line.get(slip.span.clone()).is_some(), "{slip:?}");
            }
            for part in [&found.kind, &found.scope, &found.description, &found.emoji, &found.colon] {
                assert!(part.clone().is_none_or(|part| line.get(part).is_some_and(|text| !text.is_empty())));
            }
            if found.slips.is_empty() {
                let header = header::parse(&line, true).unwrap();
                assert_eq!(line.get(found.kind.unwrap()), Some(&*header.kind));
                assert_eq!(found.mark.is_some(), header.is_breaking);
                assert_eq!(line.get(found.description.unwrap()).unwrap().trim(), header.description.trim());
            }
        }

        #[test]
        fn any_line_is_taken_apart(line in any::<String>()) {
            lex(&line);
        }
    }
}
