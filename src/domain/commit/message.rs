//! The lines and paragraphs of a message, normalised without copying it.
//!
//! What git strips before it stores a message is passed over here: a byte order mark, blank lines
//! at the start, white space at the end of lines, carriage returns before line feeds. Lines that
//! start with `#` stay: history has only those that git kept.

/// One line of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line<'m> {
    /// Its number in the message as it was handed over, from 1.
    pub(super) number: usize,
    /// The text without white space at its end.
    pub(super) text: &'m str,
    /// Whether it is part of a code fence or of HTML: it is text, whatever it looks like.
    pub(super) is_opaque: bool,
}

impl Line<'_> {
    /// Whether the line separates paragraphs.
    pub(super) fn is_blank(&self) -> bool {
        self.text.is_empty() && !self.is_opaque
    }
}

/// Returns the lines of a message from the first one with text to the last one with text.
pub(super) fn lines(message: &str) -> Vec<Line<'_>> {
    let text = message.trim_start_matches('\u{feff}').trim_end();
    text.split('\n')
        .enumerate()
        .map(|(at, text)| Line { number: at + 1, text: text.trim_end(), is_opaque: false })
        .skip_while(|line| line.text.is_empty())
        .collect()
}

/// Returns the paragraphs of a body: what stands between blank lines.
pub(super) fn paragraphs<'l, 'm>(lines: &'l [Line<'m>]) -> impl Iterator<Item = &'l [Line<'m>]> {
    lines.split(Line::is_blank).filter(|paragraph| !paragraph.is_empty())
}

/// Appends a paragraph to a text, after a blank line where the text has one already.
pub(super) fn append_paragraph(text: &mut String, paragraph: &[Line<'_>]) {
    if !text.is_empty() {
        text.push('\n');
    }
    for line in paragraph {
        append_line(text, line);
    }
}

/// Appends a line to a text, on a line of its own.
pub(super) fn append_line(text: &mut String, line: &Line<'_>) {
    if !text.is_empty() {
        text.push('\n');
    }
    text.push_str(line.text);
}

#[cfg(test)]
mod tests {
    use super::{append_paragraph, lines, paragraphs};

    #[test]
    fn what_git_strips_is_passed_over() {
        let found = lines("\u{feff}\r\n \n feat: x \t\r\n\r\n# kept\r\na\rb\n\n\n");
        let texts: Vec<_> = found.iter().map(|line| (line.number, line.text)).collect();
        assert_eq!(texts, [(3, " feat: x"), (4, ""), (5, "# kept"), (6, "a\rb")]);
    }

    #[test]
    fn a_message_without_text_has_no_lines() {
        for message in ["", "\n", "  \r\n\t\n", "\u{feff}"] {
            assert_eq!(lines(message), [], "{message:?}");
        }
    }

    #[test]
    fn paragraphs_are_joined_by_one_blank_line() {
        let found = lines("a\nb\n\n\n\nc");
        let mut text = String::new();
        paragraphs(&found).for_each(|paragraph| append_paragraph(&mut text, paragraph));
        assert_eq!(text, "a\nb\n\nc");
    }
}
