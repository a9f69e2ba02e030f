//! Emoji in headers: as characters, with everything that joins and varies them, or as the
//! `:shortcode:` of gitmoji.

/// Returns the emoji or the shortcode at the start of a text, and the rest behind it.
pub(super) fn split(text: &str) -> Option<(&str, &str)> {
    let length = shortcode(text).or_else(|| emoji(text))?;
    text.split_at_checked(length)
}

/// Returns the length of a `:shortcode:`.
fn shortcode(text: &str) -> Option<usize> {
    let (name, _) = text.strip_prefix(':')?.split_once(':')?;
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '+');
    (!name.is_empty() && name.chars().all(is_name)).then_some(name.len() + 2)
}

/// Returns the length of one or more emoji.
fn emoji(text: &str) -> Option<usize> {
    if text.is_ascii() {
        return None;
    }
    let end = text.find(|c| !is_emoji(c) && !is_joiner(c)).unwrap_or(text.len());
    let (run, _) = text.split_at_checked(end)?;
    run.starts_with(is_emoji).then_some(end)
}

/// Whether a character is an emoji of its own (Unicode 17, property `Emoji`, ASCII and the
/// letter-like ones left out).
const fn is_emoji(c: char) -> bool {
    matches!(c,
        '\u{203c}' | '\u{2049}' | '\u{2139}' | '\u{2190}'..='\u{21ff}' | '\u{2300}'..='\u{23ff}'
        | '\u{25a0}'..='\u{27bf}' | '\u{2900}'..='\u{297f}' | '\u{2b00}'..='\u{2bff}'
        | '\u{3030}' | '\u{303d}' | '\u{3297}' | '\u{3299}' | '\u{1f000}'..='\u{1faff}')
}

/// Whether a character joins or varies emoji: joiner, variation selector, keycap, tag.
const fn is_joiner(c: char) -> bool {
    matches!(c, '\u{200d}' | '\u{20e3}' | '\u{fe0e}' | '\u{fe0f}' | '\u{e0020}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn an_emoji_ends_where_the_text_starts() {
        let rows = [
            ("✨ feat", Some(("✨", " feat"))),
            ("⚡️fix", Some(("⚡️", "fix"))),
            ("🧑‍💻 docs", Some(("🧑‍💻", " docs"))),
            ("👍🏽x", Some(("👍🏽", "x"))),
            (":sparkles: feat", Some((":sparkles:", " feat"))),
            (":+1: feat", Some((":+1:", " feat"))),
            (": add x", None),
            ("a: b: c", None),
            (":a b: c", None),
            ("\u{200d}x", None),
            ("功能", None),
            ("", None),
        ];
        for (text, expected) in rows {
            assert_eq!(split(text), expected, "{text}");
        }
    }
}
