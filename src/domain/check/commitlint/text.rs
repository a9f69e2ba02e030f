//! Texts as JavaScript sees them, in whose terms commitlint's rules are written.

/// Whether `\s` matches it and `trim` removes it (ECMAScript, white space and line terminators).
pub(super) const fn is_space(c: char) -> bool {
    matches!(
        c,
        '\t'..='\r'
            | ' '
            | '\u{a0}'
            | '\u{1680}'
            | '\u{2000}'..='\u{200a}'
            | '\u{2028}'
            | '\u{2029}'
            | '\u{202f}'
            | '\u{205f}'
            | '\u{3000}'
            | '\u{feff}'
    )
}

/// Whether `.` does not match it (ECMAScript, line terminators).
pub(super) const fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

/// Whether `\w` matches it.
pub(super) const fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// Whether `\w` matches the character that the byte belongs to.
pub(super) const fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Returns the text without white space around it.
pub(super) fn trim(text: &str) -> &str {
    text.trim_matches(is_space)
}

/// Returns how long the text is, in UTF-16 code units.
pub(super) fn length(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.encode_utf16().count() }
}

/// Returns where the first characters end that together have at most so many UTF-16 code units.
pub(super) fn end_of_units(text: &str, units: usize) -> usize {
    let mut left = units;
    for (at, c) in text.char_indices() {
        match left.checked_sub(c.len_utf16()) {
            Some(rest) => left = rest,
            None => return at,
        }
    }
    text.len()
}

/// Returns the lines, which end in `\n` or `\r\n`, each with the place where it starts. A text
/// without a line break, the empty text among them, is one line.
pub(super) fn lines(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut next = Some(0);
    std::iter::from_fn(move || {
        let start = next?;
        let tail = text.get(start..)?;
        let (line, behind) = match tail.split_once('\n') {
            Some((line, _)) => {
                (line.strip_suffix('\r').unwrap_or(line), Some(start + line.len() + 1))
            }
            None => (tail, None),
        };
        next = behind;
        Some((start, line))
    })
}

/// Whether the text has this start, its ASCII letters in any case.
pub(super) fn starts_with_any_case(text: &[u8], start: &[u8]) -> bool {
    text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start))
}
