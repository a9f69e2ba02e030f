//! A line of text under the keys: a value, however it is shown.

use unicode_width::UnicodeWidthChar;

use crate::terminal::prompts::Key;

/// A line and where the cursor stands in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Line {
    /// What was typed.
    pub(super) text: String,
    /// The byte before which the cursor stands.
    at: usize,
}

impl Line {
    /// Returns a line with a text, the cursor at its end.
    pub(super) fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { at: text.len(), text }
    }

    /// Does what a key asks for; keys that do not edit a line do nothing.
    pub(super) fn press(&mut self, key: &Key) {
        match key {
            Key::Sign(sign) => self.insert(&sign.to_string()),
            Key::Paste(text) => {
                self.insert(&text.split_whitespace().collect::<Vec<_>>().join(" "));
            }
            Key::Left => self.at = self.before(),
            Key::Right => self.at = self.behind(),
            Key::Home => self.at = 0,
            Key::End => self.at = self.text.len(),
            Key::Backspace => self.erase_from(self.before()),
            Key::EraseLine => self.erase_from(0),
            Key::EraseWord => {
                let left = self.text.get(..self.at).unwrap_or_default().trim_end();
                let start = left.rfind(char::is_whitespace).map_or(0, |space| space + 1);
                self.erase_from(start);
            }
            Key::Delete => {
                let end = self.behind();
                self.text.replace_range(self.at..end, "");
            }
            _ => {}
        }
    }

    /// Returns the part around the cursor that fits into some columns, and the cursor's column.
    pub(super) fn view(&self, columns: usize) -> (String, usize) {
        let width = |sign: char| sign.width().unwrap_or(0);
        let mut column = 0;
        let mut start = self.at;
        for (at, sign) in self.text.get(..self.at).unwrap_or_default().char_indices().rev() {
            if column + width(sign) >= columns {
                break;
            }
            column += width(sign);
            start = at;
        }
        let mut used = 0;
        let fits = |sign: &char| {
            used += width(*sign);
            used <= columns
        };
        let shown = self.text.get(start..).unwrap_or_default().chars().take_while(fits).collect();
        (shown, column)
    }

    fn insert(&mut self, text: &str) {
        let text: String = text.chars().filter(|sign| !sign.is_control()).collect();
        self.text.insert_str(self.at, &text);
        self.at += text.len();
    }

    fn erase_from(&mut self, start: usize) {
        self.text.replace_range(start..self.at, "");
        self.at = start;
    }

    fn before(&self) -> usize {
        let left = self.text.get(..self.at).unwrap_or_default();
        left.char_indices().next_back().map_or(0, |(at, _)| at)
    }

    fn behind(&self) -> usize {
        let right = self.text.get(self.at..).unwrap_or_default();
        self.at + right.chars().next().map_or(0, char::len_utf8)
    }
}

#[cfg(test)]
mod tests {
    use super::Line;
    use crate::terminal::prompts::Key;

    fn typed(text: &str, keys: &[Key]) -> String {
        let mut line = Line::new(text);
        for key in keys {
            line.press(key);
        }
        let mut text = line.text.clone();
        text.insert(line.at, '|');
        text
    }

    #[test]
    fn keys_edit_the_line_where_the_cursor_stands() {
        for (text, keys, expected) in [
            ("", vec![Key::Sign('ä'), Key::Sign('b'), Key::Left, Key::Left], "|äb"),
            ("äb", vec![Key::Home, Key::Right, Key::Sign('x')], "äx|b"),
            ("añ", vec![Key::Backspace], "a|"),
            ("añ", vec![Key::Home, Key::Delete], "|ñ"),
            ("add it  ", vec![Key::EraseWord], "add |"),
            ("add it", vec![Key::Left, Key::EraseLine], "|t"),
            ("", vec![Key::Backspace, Key::Delete, Key::Left, Key::EraseWord], "|"),
            ("a ", vec![Key::Paste("b\n c\u{1b}".into())], "a b c|"),
            ("a", vec![Key::Home, Key::Sign('\u{1b}'), Key::End, Key::Right], "a|"),
        ] {
            assert_eq!(typed(text, &keys), expected);
        }
    }

    #[test]
    fn a_long_line_shows_what_is_around_the_cursor() {
        let mut line = Line::new("abcdef");
        assert_eq!(line.view(10), ("abcdef".to_owned(), 6));
        assert_eq!(line.view(4), ("def".to_owned(), 3));
        line.press(&Key::Home);
        assert_eq!(line.view(4), ("abcd".to_owned(), 0));
        assert_eq!(Line::new("日本語").view(5), ("本語".to_owned(), 4));
    }
}
