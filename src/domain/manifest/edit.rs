//! A text with other versions at its sites.

use std::ops::Range;

use crate::domain::manifest::site::Unlocated;

/// What is to stand in a span.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edit {
    /// The bytes that go.
    pub span: Range<usize>,
    /// What takes their place.
    pub text: String,
}

/// Returns the bytes with the edits made; all others are the same ones. An edit that overlaps one
/// before it, or lies outside, is left out.
pub fn splice(bytes: &[u8], edits: &[Edit]) -> Vec<u8> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| edit.span.start);
    let mut spliced = Vec::with_capacity(bytes.len() + 16);
    let mut done = 0;
    for edit in sorted {
        let Some(kept) = bytes.get(done..edit.span.start) else { continue };
        if edit.span.end > bytes.len() || edit.span.end < edit.span.start {
            continue;
        }
        spliced.extend_from_slice(kept);
        spliced.extend_from_slice(edit.text.as_bytes());
        done = edit.span.end;
    }
    spliced.extend_from_slice(bytes.get(done..).unwrap_or_default());
    spliced
}

/// Returns a text in which every byte stands where it stands in `bytes`: bytes that are no UTF-8
/// become question marks, one for each. A version is ASCII, so that it is found all the same.
pub fn readable(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => {
            bytes.iter().map(|byte| if byte.is_ascii() { char::from(*byte) } else { '?' }).collect()
        }
    }
}

/// Refuses a text with two bytes for each character: a version in it is not found byte by byte.
///
/// # Errors
/// When the text is UTF-16, as PowerShell wrote files for long.
pub fn refuse_utf16(text: &str) -> Result<(), Unlocated> {
    match text.chars().take(4).any(|character| character == '\0') {
        true => Err(Unlocated::wrong(0, "the text is UTF-16", "save the file as UTF-8")),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Edit, readable, refuse_utf16, splice};

    fn edit(span: std::ops::Range<usize>, text: &str) -> Edit {
        Edit { span, text: text.to_owned() }
    }

    #[test]
    fn only_what_stands_in_a_span_changes() {
        let bytes = b"a = 1.2.3\r\nb = 1.2.3";
        let edits = [edit(15..20, "10.0.0"), edit(4..9, "2.0.0")];
        assert_eq!(splice(bytes, &edits), b"a = 2.0.0\r\nb = 10.0.0");
        assert_eq!(splice(bytes, &[]), bytes);
    }

    #[test]
    fn an_edit_that_cannot_be_made_is_left_out() {
        assert_eq!(splice(b"abc", &[edit(2..9, "x")]), b"abc");
        assert_eq!(splice(b"abc", &[edit(0..2, "x"), edit(1..3, "y")]), b"xc");
    }

    #[test]
    fn bytes_that_are_no_text_leave_all_others_in_their_place() {
        assert_eq!(readable(b"caf\xe9 1.0"), "caf? 1.0");
        assert_eq!(readable("café".as_bytes()), "café");
    }

    #[test]
    fn two_bytes_for_each_character_are_refused() {
        for bytes in [&b"\xff\xfe1\0.\x002\0"[..], b"\xfe\xff\x001\0.\x002", b"1\0.\x002\0"] {
            assert!(refuse_utf16(&readable(bytes)).is_err(), "{bytes:?}");
        }
        for text in ["1.2", "", "\u{feff}é"] {
            assert_eq!(refuse_utf16(text), Ok(()), "{text}");
        }
    }
}
