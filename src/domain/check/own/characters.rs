//! Characters that nobody sees and everybody trips over, and how wide the others are.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::domain::check::finding::{Certainty, Edit, Violation};
use crate::domain::check::own::message::Message;

/// Returns the characters that look like others or cannot be seen: spaces that do not break, marks
/// that turn the reading direction (UTR #36, "Trojan Source"), characters without width, controls.
pub fn message_characters(message: &Message<'_>) -> Vec<Violation> {
    if message.text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n' | b'\r' | b'\t')) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut before = None;
    let mut signs = message.text.char_indices().peekable();
    while let Some((at, sign)) = signs.next() {
        let after = signs.peek().map(|(_, sign)| *sign);
        if let Some((what, instead)) = unwanted(sign, before, after) {
            let span = at..at + sign.len_utf8();
            let code = u32::from(sign);
            let edit = Edit::new(span.clone(), instead);
            let told = Violation::new(span, format!("{what} (U+{code:04X})"));
            found.push(told.mended_by(Certainty::Mechanical, vec![edit]));
        }
        before = Some(sign);
    }
    found
}

/// Returns what a character is and what stands in its place.
fn unwanted(
    sign: char,
    before: Option<char>,
    after: Option<char>,
) -> Option<(&'static str, &'static str)> {
    match sign {
        '\n' | '\t' => None,
        '\r' => (after != Some('\n')).then_some(("a carriage return", "")),
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' => Some(("a control character", "")),
        '\u{a0}' | '\u{202f}' | '\u{2007}' => Some(("a space that does not break", " ")),
        '\u{2000}'..='\u{2006}' | '\u{2008}'..='\u{200a}' | '\u{205f}' => {
            Some(("a space of another width", " "))
        }
        '\u{2028}' | '\u{2029}' => Some(("a line separator", " ")),
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            Some(("a mark that turns the reading direction", ""))
        }
        '\u{200b}' | '\u{2060}' | '\u{feff}' | '\u{ad}' => {
            Some(("a character that nobody sees", ""))
        }
        // Emoji are joined by it, and some scripts need it inside of words.
        '\u{200d}' | '\u{200c}' => {
            let is_joining =
                |c: char| !c.is_ascii() && !c.is_whitespace() && unwanted(c, None, None).is_none();
            let joins = before.is_some_and(is_joining) && after.is_some_and(is_joining);
            (!joins).then_some(("a joiner that joins nothing", ""))
        }
        _ => None,
    }
}

/// Returns the overflow of a header that is wider than so many columns, as terminals show it: East
/// Asian wide characters and emoji take two (UAX #11). The number of a pull request at its end is
/// not counted: a forge puts it there when it squashes.
pub fn header_width(message: &Message<'_>, most: usize) -> Vec<Violation> {
    let mut span = message.header_span();
    let header = without_request(message.part(&span));
    span.end = span.start + header.len();
    // No character is wider than the bytes it is made of.
    if header.len() <= most {
        return Vec::new();
    }
    let width = header.width();
    if width <= most {
        return Vec::new();
    }
    let mut columns = 0;
    let start = header.char_indices().find_map(|(at, sign)| {
        columns += sign.width().unwrap_or(0);
        (columns > most).then_some(at)
    });
    let start = span.start + start.unwrap_or(header.len());
    let what = format!("{width} columns wide, {} too many: at most {most}", width - most);
    vec![Violation::new(start..span.end, what)]
}

/// Returns a header without ` (#12)` or ` (!12)` at its end.
fn without_request(header: &str) -> &str {
    let inner = header.strip_suffix(')').and_then(|rest| rest.rsplit_once(" ("));
    let is_number = |text: &str| {
        let digits = text.strip_prefix(['#', '!']).unwrap_or_default();
        !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    inner.filter(|(_, request)| is_number(request)).map_or(header, |(rest, _)| rest)
}

#[cfg(test)]
mod tests {
    use super::{header_width, message_characters};
    use crate::domain::check::own::message::Message;

    #[test]
    fn characters_that_nobody_sees_are_told_and_mended() {
        let rows = [
            ("feat: a\u{a0}b", Some(("a space that does not break (U+00A0)", " "))),
            ("feat: a\u{202e}b", Some(("a mark that turns the reading direction (U+202E)", ""))),
            ("feat: a\u{200b}b", Some(("a character that nobody sees (U+200B)", ""))),
            ("feat: a\u{1b}[31mb", Some(("a control character (U+001B)", ""))),
            ("feat: a\u{200d} b", Some(("a joiner that joins nothing (U+200D)", ""))),
            ("feat: é\u{200d}\u{200d}é", Some(("a joiner that joins nothing (U+200D)", ""))),
            ("feat: 👩\u{200d}👧 x", None),
            ("feat: ⚡\u{fe0f} x", None),
            ("feat: x\r\n\r\nbody\t1", None),
            ("feat: größer 漢", None),
        ];
        for (text, expected) in rows {
            let found = message_characters(&Message::of(text));
            let told = found.first().map(|one| {
                (one.message.as_str(), one.fix.as_ref().unwrap().edits[0].text.as_str())
            });
            assert_eq!(told, expected, "{text:?}");
        }
    }

    #[test]
    fn a_header_is_as_wide_as_a_terminal_shows_it() {
        let wide = format!("feat: {}", "漢".repeat(34));
        let found = header_width(&Message::of(&wide), 72);
        assert_eq!(found[0].message, "74 columns wide, 2 too many: at most 72");
        assert_eq!(&wide[found[0].span.clone()], "漢");
        let merged = format!("feat: {} (#12345)", "x".repeat(66));
        assert_eq!(header_width(&Message::of(&merged), 72), []);
        let narrow = format!("feat: {}", "é".repeat(66));
        assert_eq!(header_width(&Message::of(&narrow), 72), []);
        let family = format!("feat: {}", "👩\u{200d}👩\u{200d}👧\u{200d}👦".repeat(10));
        assert_eq!(header_width(&Message::of(&family), 72), []);
    }
}
