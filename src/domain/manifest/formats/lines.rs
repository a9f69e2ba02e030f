//! The lines of a text, with their places.

/// A line of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// The byte that it begins with.
    pub(super) start: usize,
    /// What it says, without its end.
    pub(super) text: &'a str,
}

/// Returns the lines of a text. A byte order mark belongs to none.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let mut start = 0;
    text.split_inclusive('\n').map(move |whole| {
        let bare = whole.trim_end_matches(['\n', '\r']);
        let shown = if start == 0 { bare.trim_start_matches('\u{feff}') } else { bare };
        let line = Line { start: start + bare.len() - shown.len(), text: shown };
        start += whole.len();
        line
    })
}

#[cfg(test)]
mod tests {
    use super::{Line, lines};

    #[test]
    fn lines_have_no_ends_and_no_byte_order_mark() {
        let seen: Vec<_> = lines("\u{feff}a\r\n\nb").collect();
        let line = |start, text| Line { start, text };
        assert_eq!(seen, [line(3, "a"), line(6, ""), line(7, "b")]);
    }
}
