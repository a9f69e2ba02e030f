//! Text from a repository on its way to a terminal: nothing in it may move the cursor, change a
//! colour, turn the reading direction or hide.
//!
//! Owns the question which characters a person can see. It neither prints nor knows a style: what
//! semflow colours, it colours after this.

use std::borrow::Cow;
use std::fmt::Write;

/// Returns the text with every character that a person cannot see written as an escape: `\x1b` for
/// control characters, `\u{202e}` for those that turn or hide text (UTS #36, UTR #39).
///
/// Line feeds (with the carriage return before them) and tabs stay. So do characters without a
/// width that shape the visible one before them: the joiners and selectors of emoji, the tags of
/// flags, the joiners inside words of scripts that need them.
pub fn sanitize(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\n' | b'\t')) {
        return Cow::Borrowed(text);
    }
    let mut safe: Option<String> = None;
    let mut before = Before::default();
    for (at, char) in text.char_indices() {
        let after = text.get(at + char.len_utf8()..).and_then(|rest| rest.chars().next());
        if before.allows(char, after) {
            if let Some(safe) = &mut safe {
                safe.push(char);
            }
        } else {
            let safe = safe.get_or_insert_with(|| text.get(..at).unwrap_or_default().to_owned());
            push_escape(safe, char);
        }
        before.pass(char);
    }
    safe.map_or(Cow::Borrowed(text), Cow::Owned)
}

/// What stands before a character, as far as it decides whether the character may stay.
#[derive(Default)]
struct Before {
    /// The last character.
    last: Option<char>,
    /// The last character that is no variation selector, skin tone or tag.
    base: Option<char>,
}

impl Before {
    fn allows(&self, char: char, after: Option<char>) -> bool {
        match char {
            '\n' | '\t' => true,
            '\r' => after == Some('\n'),
            '\u{200c}' | '\u{200d}' => {
                let between = |is_part: fn(char) -> bool, before: Option<char>| {
                    before.is_some_and(is_part) && after.is_some_and(is_part)
                };
                between(is_of_joining_script, self.last)
                    || (char == '\u{200d}' && between(is_emoji, self.base))
            }
            '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}' => {
                self.last.is_some_and(|last| !last.is_whitespace() && !is_hidden(last))
            }
            '\u{e0020}'..='\u{e007f}' => self.base == Some('\u{1f3f4}'),
            _ => !is_hidden(char),
        }
    }

    fn pass(&mut self, char: char) {
        self.last = Some(char);
        if !matches!(char, '\u{fe00}'..='\u{fe0f}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}')
        {
            self.base = Some(char);
        }
    }
}

/// Whether a character shows nothing by itself, or makes others show differently.
fn is_hidden(char: char) -> bool {
    matches!(
        char,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}'                                // controls
        | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}'                      // hyphen, joiner, marks
        | '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}'                  // Hangul fillers
        | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'                  // Khmer, Mongolian
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'                  // widths, directions
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}'     // invisible, BOM
        | '\u{fe00}'..='\u{fe0f}' | '\u{e0000}'..='\u{e0fff}'                // selectors, tags
        | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'              // shorthand, music
    )
}

/// Arabic and its neighbours to the scripts of South Asia and Mongolia: there a joiner inside a
/// word is spelling.
fn is_of_joining_script(char: char) -> bool {
    matches!(char, '\u{600}'..='\u{1cff}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}')
}

/// The blocks whose characters take part in emoji sequences; a letter is in none of them.
fn is_emoji(char: char) -> bool {
    matches!(
        char,
        '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{23ff}' | '\u{25a0}'..='\u{27bf}'
        | '\u{2900}'..='\u{297f}' | '\u{2b00}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}'
    )
}

fn push_escape(safe: &mut String, char: char) {
    // Writing to a `String` cannot fail.
    let _ = match u32::from(char) {
        code @ ..=0xff => write!(safe, "\\x{code:02x}"),
        code => write!(safe, "\\u{{{code:x}}}"),
    };
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use proptest::prelude::{any, proptest};

    use super::{is_hidden, sanitize};

    #[test]
    fn text_that_hides_nothing_is_not_copied() {
        for text in ["", "fix: a\tb\n", "Fehler in Größe", "修正", "שלום", "e\u{301}"] {
            assert!(matches!(sanitize(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }

    #[test]
    fn control_characters_become_visible() {
        for (text, safe) in [
            ("\u{1b}[31mred\u{1b}[0m", "\\x1b[31mred\\x1b[0m"),
            ("\u{1b}]8;;http://x\u{7}y", "\\x1b]8;;http://x\\x07y"),
            ("a\0b\u{7f}", "a\\x00b\\x7f"),
            ("\u{9b}31m", "\\x9b31m"),
            ("done\rfail", "done\\x0dfail"),
            ("a\u{8}b", "a\\x08b"),
        ] {
            assert_eq!(sanitize(text), safe);
        }
    }

    #[test]
    fn a_windows_line_end_stays() {
        assert_eq!(sanitize("a\r\nb\r\r\n"), "a\r\nb\\x0d\r\n");
    }

    #[test]
    fn turned_and_hidden_text_becomes_visible() {
        for (text, safe) in [
            ("a\u{202e}b", "a\\u{202e}b"),
            ("\u{2066}x\u{2069}", "\\u{2066}x\\u{2069}"),
            ("a\u{200b}b\u{feff}", "a\\u{200b}b\\u{feff}"),
            ("a\u{200d}b", "a\\u{200d}b"),
            ("soft\u{ad}hyphen", "soft\\xadhyphen"),
            ("\u{3164}", "\\u{3164}"),
            ("a\u{2028}b", "a\\u{2028}b"),
            (" \u{fe0f}", " \\u{fe0f}"),
            ("a\u{e0041}", "a\\u{e0041}"),
        ] {
            assert_eq!(sanitize(text), safe);
        }
    }

    #[test]
    fn emoji_sequences_stay() {
        for text in [
            "❤\u{fe0f}",
            "👩\u{200d}💻",
            "👩🏽\u{200d}💻",
            "🏳\u{fe0f}\u{200d}🌈",
            "❤\u{fe0f}\u{200d}🔥",
            "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
            "1\u{fe0f}\u{20e3}",
        ] {
            assert_eq!(sanitize(text), text);
        }
    }

    #[test]
    fn a_joiner_inside_a_word_that_needs_it_stays_and_at_its_edge_shows() {
        assert_eq!(sanitize("می\u{200c}خواهم"), "می\u{200c}خواهم");
        assert_eq!(sanitize("क्\u{200d}ष"), "क्\u{200d}ष");
        assert_eq!(sanitize("می\u{200c} x"), "می\\u{200c} x");
    }

    proptest! {
        #[test]
        fn what_comes_out_needs_no_second_time(text in any::<String>()) {
            let once = sanitize(&text).into_owned();
            assert_eq!(sanitize(&once), once);
        }

        #[test]
        fn nothing_visible_is_lost(text in any::<String>()) {
            let visible: String = text.chars().filter(|char| !is_hidden(*char)).collect();
            let safe = sanitize(&text);
            let mut rest = safe.chars();
            assert!(visible.chars().all(|char| rest.any(|other| other == char)));
        }
    }
}
