//! From bytes of a message to lines and columns, both counted from 1, columns in characters.

use std::ops::Range;

/// Where a part of a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The line where it starts.
    pub(super) line: usize,
    /// The column where it starts.
    pub(super) column: usize,
    /// How many characters it has.
    pub(super) length: usize,
    /// The line of the place behind it.
    pub(super) end_line: usize,
    /// The column of the place behind it.
    pub(super) end_column: usize,
}

/// Finds places in a message; quick where each is asked for behind the one before.
#[derive(Debug)]
pub(super) struct Places<'t> {
    text: &'t str,
    byte: usize,
    line: usize,
    column: usize,
}

impl<'t> Places<'t> {
    /// Returns what finds places in this message.
    pub(super) const fn of(text: &'t str) -> Self {
        Self { text, byte: 0, line: 1, column: 1 }
    }

    /// Returns where some bytes are; those behind the end are taken for the end.
    pub(super) fn place(&mut self, span: &Range<usize>) -> Place {
        let start = floor(self.text, span.start);
        let end = floor(self.text, span.end).max(start);
        if start < self.byte {
            *self = Self::of(self.text);
        }
        let passed = self.text.get(self.byte..start).unwrap_or_default();
        (self.line, self.column) = behind(passed, self.line, self.column);
        self.byte = start;
        let part = self.text.get(start..end).unwrap_or_default();
        let (end_line, end_column) = behind(part, self.line, self.column);
        let length = part.chars().count();
        Place { line: self.line, column: self.column, length, end_line, end_column }
    }
}

/// Returns the line and the column behind a text that starts at these.
fn behind(text: &str, line: usize, column: usize) -> (usize, usize) {
    match text.rfind('\n') {
        None => (line, column + text.chars().count()),
        Some(at) => {
            let last = text.get(at + 1..).unwrap_or_default();
            (line + text.matches('\n').count(), 1 + last.chars().count())
        }
    }
}

/// Returns the start of the character that a byte belongs to.
fn floor(text: &str, byte: usize) -> usize {
    let mut at = byte.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::{Place, Places};

    #[test]
    fn columns_are_counted_in_characters() {
        let mut places = Places::of("é: 漢x\n\nab");
        let place = |line, column, length, end_line, end_column| Place {
            line,
            column,
            length,
            end_line,
            end_column,
        };
        assert_eq!(places.place(&(0..2)), place(1, 1, 1, 1, 2));
        assert_eq!(places.place(&(4..7)), place(1, 4, 1, 1, 5));
        assert_eq!(places.place(&(7..11)), place(1, 5, 4, 3, 2));
        assert_eq!(places.place(&(99..100)), place(3, 3, 0, 3, 3));
        assert_eq!(places.place(&(1..1)), place(1, 1, 0, 1, 1));
    }
}
