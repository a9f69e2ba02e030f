//! A source text as its compiler sees it: comments are blank, and what stands in quotes is hidden,
//! so that a word that is found is a word of the program. Every byte keeps its place.

use std::ops::Range;

use crate::domain::manifest::formats::syntax::{Quote, Syntax};

/// What stands for each byte within quotes; no program has it.
const HIDDEN: u8 = 1;

/// A source text as its compiler sees it.
pub(super) struct Source {
    code: Vec<u8>,
    /// The byte behind the byte order mark.
    start: usize,
}

impl Source {
    /// Returns the text without its comments and with its strings hidden.
    pub(super) fn new(text: &str, syntax: &Syntax) -> Self {
        let mut code = text.as_bytes().to_vec();
        let start = if text.starts_with('\u{feff}') { 3 } else { 0 };
        let mut at = start;
        while at < text.len() {
            let rest = text.as_bytes().get(at..).unwrap_or_default();
            at = if let Some(length) = comment(rest, syntax) {
                blank_out(&mut code, at..at + length);
                at + length
            } else if let Some(quote) = syntax.quotes.iter().find(|it| starts(rest, it.mark)) {
                let inside = string_length(rest.get(quote.mark.len()..).unwrap_or_default(), quote);
                let begin = at + quote.mark.len();
                code.get_mut(begin..begin + inside).unwrap_or_default().fill(HIDDEN);
                let closes = text.as_bytes().get(begin + inside..);
                let is_closed = closes.is_some_and(|it| starts(it, quote.mark));
                begin + inside + if is_closed { quote.mark.len() } else { 0 }
            } else {
                at + 1
            };
        }
        Self { code, start }
    }

    /// Returns where a word stands, in the order of the text.
    pub(super) fn words(&self, word: &str) -> Vec<Range<usize>> {
        let ends = |at: usize| self.code.get(at).is_none_or(|byte| !is_word(*byte));
        let begins = |at: usize| at == 0 || ends(at - 1);
        (0..self.code.len())
            .map(|at| at..at + word.len())
            .filter(|span| starts(self.code.get(span.start..).unwrap_or_default(), word))
            .filter(|span| begins(span.start) && ends(span.end))
            .collect()
    }

    /// Returns the byte before a place.
    pub(super) fn before(&self, at: usize) -> Option<u8> {
        self.code.get(at.checked_sub(1)?).copied()
    }

    /// Returns how far the first word of a statement stands from the start of its line; `None`
    /// where something stands before it.
    pub(super) fn indentation(&self, at: usize) -> Option<usize> {
        let before = self.code.get(..at)?;
        let newline = before.iter().rposition(|byte| *byte == b'\n');
        let start = newline.map_or(self.start, |newline| newline + 1);
        let line = before.get(start..)?;
        line.iter().all(u8::is_ascii_whitespace).then_some(line.len())
    }

    /// Returns the brackets that are open at a place, outermost first.
    pub(super) fn open_brackets(&self, at: usize) -> Vec<usize> {
        let mut open = Vec::new();
        for (place, byte) in self.code.iter().enumerate().take(at) {
            match byte {
                b'(' | b'[' | b'{' => open.push(place),
                b')' | b']' | b'}' => drop(open.pop()),
                _ => {}
            }
        }
        open
    }

    /// Returns a cursor at a place.
    pub(super) fn cursor(&self, at: usize) -> Cursor<'_> {
        Cursor { code: &self.code, at }
    }
}

/// A place in a source text that moves on.
#[derive(Clone)]
pub(super) struct Cursor<'a> {
    code: &'a [u8],
    /// The byte that comes next.
    pub(super) at: usize,
}

impl Cursor<'_> {
    /// Passes blanks of this line.
    pub(super) fn blanks(&mut self) -> &mut Self {
        self.pass(|byte| byte == b' ' || byte == b'\t')
    }

    /// Passes white space, line ends included.
    pub(super) fn space(&mut self) -> &mut Self {
        self.pass(|byte| byte.is_ascii_whitespace())
    }

    /// Passes a sign, if it comes next.
    pub(super) fn eat(&mut self, sign: &str) -> bool {
        let comes = starts(self.rest(), sign);
        self.at += if comes { sign.len() } else { 0 };
        comes
    }

    /// Passes `=` that assigns, and is no part of `==` or `=>`.
    pub(super) fn eat_assignment(&mut self) -> bool {
        !starts(self.rest(), "==") && !starts(self.rest(), "=>") && self.eat("=")
    }

    /// Passes a word and returns its bytes; empty where none comes next.
    pub(super) fn word(&mut self) -> Range<usize> {
        let start = self.at;
        self.pass(is_word);
        start..self.at
    }

    /// Passes everything up to one of some signs, or the end of the line.
    pub(super) fn up_to(&mut self, signs: &[u8]) -> &mut Self {
        self.pass(|byte| byte != b'\n' && !signs.contains(&byte))
    }

    /// Passes a string and returns what is within its quotes; `None` where none comes next.
    pub(super) fn string(&mut self) -> Option<Range<usize>> {
        let quote = *self.rest().first().filter(|byte| b"\"'`".contains(byte))?;
        let opening = self.rest().iter().take_while(|byte| **byte == quote).count();
        let marks = match opening {
            1 => 1,
            3 => 3,
            _ => return None,
        };
        let start = self.at + marks;
        let rest = self.code.get(start..).unwrap_or_default();
        let inside = rest.iter().take_while(|byte| **byte == HIDDEN).count();
        self.at = start + inside + marks;
        (rest.get(inside) == Some(&quote)).then_some(start..start + inside)
    }

    fn pass(&mut self, is_passed: impl Fn(u8) -> bool) -> &mut Self {
        self.at += self.rest().iter().take_while(|byte| is_passed(**byte)).count();
        self
    }

    fn rest(&self) -> &[u8] {
        self.code.get(self.at..).unwrap_or_default()
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

fn starts(bytes: &[u8], with: &str) -> bool {
    bytes.starts_with(with.as_bytes())
}

/// Blanks out bytes but not the ends of lines.
fn blank_out(code: &mut [u8], span: Range<usize>) {
    for byte in code.get_mut(span).unwrap_or_default() {
        if !matches!(*byte, b'\n' | b'\r') {
            *byte = b' ';
        }
    }
}

/// Returns how long the comment at the beginning is; a block without an end takes the rest.
fn comment(rest: &[u8], syntax: &Syntax) -> Option<usize> {
    if syntax.line_comments.iter().any(|mark| starts(rest, mark)) {
        return Some(rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len()));
    }
    let (open, close) = syntax.block_comments.iter().find(|(open, _)| starts(rest, open))?;
    let inside = rest.get(open.len()..).unwrap_or_default();
    let end = inside.windows(close.len()).position(|window| window == close.as_bytes());
    Some(end.map_or(rest.len(), |end| open.len() + end + close.len()))
}

/// Returns how long a string is within its quotes. One that may not have several lines and is not
/// closed on its own ends with its line: what looked like a quote was none.
fn string_length(inside: &[u8], quote: &Quote) -> usize {
    let mut at = 0;
    while let Some(byte) = inside.get(at) {
        let ends = starts(inside.get(at..).unwrap_or_default(), quote.mark);
        if ends || (*byte == b'\n' && !quote.spans_lines) {
            return at;
        }
        at += if *byte == b'\\' && quote.has_escapes { 2 } else { 1 };
    }
    inside.len()
}

#[cfg(test)]
mod tests {
    use super::Source;
    use crate::domain::manifest::formats::syntax::{GO, GRADLE, PYTHON};

    fn code(text: &str, syntax: &super::Syntax) -> String {
        String::from_utf8(Source::new(text, syntax).code).unwrap().replace('\u{1}', "~")
    }

    #[test]
    fn comments_and_strings_are_hidden_and_keep_their_length() {
        for (text, syntax, seen) in [
            ("a = 'x' # 'é'\nb", &PYTHON, "a = '~'       \nb"),
            ("'''a\nb''' c", &PYTHON, "'''~~~''' c"),
            ("'a\\'b' c", &PYTHON, "'~~~~' c"),
            ("don't\nb", &PYTHON, "don'~\nb"),
            ("a /* \n */ b // c", &GRADLE, "a    \n    b     "),
            ("\"https://x\" a", &GRADLE, "\"~~~~~~~~~\" a"),
            ("`a\\` b", &GO, "`~~` b"),
            ("\u{feff}a // b", &GO, "\u{feff}a     "),
            ("/* never closed", &GO, "               "),
            ("'\\", &GO, "'~"),
        ] {
            assert_eq!(code(text, syntax), seen, "{text}");
        }
    }

    #[test]
    fn a_string_is_read_with_its_quotes() {
        for (text, inside) in [
            ("'ab'", Some(1..3)),
            ("'''ab'''", Some(3..5)),
            ("''", None),
            ("'ab", None),
            ("ab", None),
        ] {
            let source = Source::new(text, &PYTHON);
            assert_eq!(source.cursor(0).string(), inside, "{text}");
        }
    }

    #[test]
    fn a_word_is_whole() {
        let source = Source::new("version aversion 'version' version_x x.version", &PYTHON);
        assert_eq!(source.words("version"), [0..7, 39..46]);
    }
}
