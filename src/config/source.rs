//! The text of a configuration file, to say where in it something stands.

use crate::failure::Failure;

/// A text and the name under which people know it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source<'s> {
    place: &'s str,
    text: &'s str,
}

impl<'s> Source<'s> {
    /// Returns the text as the file at `place`.
    pub(super) fn new(text: &'s str, place: &'s str) -> Self {
        Self { place, text }
    }

    /// Returns `file:line:column` of a byte offset; the column counts characters.
    pub(super) fn position(self, offset: usize) -> String {
        let before = self.text.get(..offset).unwrap_or(self.text);
        let before = before.strip_prefix('\u{feff}').unwrap_or(before);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        format!("{}:{line}:{column}", self.place)
    }

    /// Returns a failure at a byte offset.
    pub(super) fn failure(self, offset: usize, what: impl Into<String>) -> Failure {
        // no hint: the caller knows what its key wants
        Failure::usage(what).at(self.position(offset))
    }
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn a_position_counts_lines_and_characters_from_one() {
        let source = Source::new("a = 1\r\nä = 2\n", "cliff.toml");
        assert_eq!(source.position(0), "cliff.toml:1:1");
        assert_eq!(source.position(4), "cliff.toml:1:5");
        assert_eq!(source.position(7), "cliff.toml:2:1");
        assert_eq!(source.position(10), "cliff.toml:2:3");
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        assert_eq!(Source::new("\u{feff}a = 1", "c").position(3), "c:1:1");
    }

    #[test]
    fn an_offset_outside_the_text_is_its_end() {
        assert_eq!(Source::new("a\nb", "c").position(99), "c:2:2");
    }
}
