//! The text of a layer, to say where in it something stands.

use crate::config::layers::{Layer, LayerKind};
use crate::failure::Failure;

/// Stands between a value of the environment and the variable it is from.
pub(super) const VARIABLE_MARK: &str = " # ";

/// A text and the name under which people know it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source<'s> {
    place: &'s str,
    text: &'s str,
    kind: LayerKind,
}

impl<'s> Source<'s> {
    /// Returns the text of a layer.
    pub(super) fn of(layer: &Layer<'s>) -> Self {
        Self { place: layer.place, text: layer.text, kind: layer.kind }
    }

    /// Returns where the text is from.
    pub(super) fn kind(self) -> LayerKind {
        self.kind
    }

    /// Returns `file:line:column` of a byte offset, where the column counts characters; in the
    /// environment, the variable.
    pub(super) fn position(self, offset: usize) -> String {
        if self.kind == LayerKind::Environment {
            return format!("{}: {}", self.place, self.variable(offset));
        }
        let before = self.text.get(..offset).unwrap_or(self.text);
        let before = before.strip_prefix('\u{feff}').unwrap_or(before);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        format!("{}:{line}:{column}", self.place)
    }

    /// Returns how to write a value of some form at a byte offset.
    pub(super) fn remedy(self, offset: usize, key: &str, form: &str) -> String {
        if self.kind != LayerKind::Environment {
            format!("write `{key} = {form}`")
        } else if form.starts_with(['[', '{']) {
            "a variable holds one value; say this in the configuration file".to_owned()
        } else {
            format!("set `{}={form}`", self.variable(offset))
        }
    }

    /// Returns a failure at a byte offset.
    pub(super) fn failure(self, offset: usize, what: impl Into<String>) -> Failure {
        // no hint: the caller knows what its key wants
        Failure::usage(what).at(self.position(offset))
    }

    /// The variable stands at the end of the line of its value.
    fn variable(self, offset: usize) -> &'s str {
        let (before, after) = self.text.split_at_checked(offset).unwrap_or((self.text, ""));
        let start = before.rfind('\n').map_or(0, |end| end + 1);
        let end = after.find('\n').map_or(self.text.len(), |length| before.len() + length);
        let line = self.text.get(start..end).unwrap_or_default();
        line.rsplit_once(VARIABLE_MARK).map_or("", |(_, name)| name)
    }
}

#[cfg(test)]
mod tests {
    use super::Source;
    use crate::config::layers::{Layer, LayerKind};

    fn position(text: &str, offset: usize) -> String {
        Source::of(&Layer { text, place: "c", kind: LayerKind::Project }).position(offset)
    }

    #[test]
    fn a_position_counts_lines_and_characters_from_one() {
        let text = "a = 1\r\nä = 2\n";
        assert_eq!(position(text, 0), "c:1:1");
        assert_eq!(position(text, 4), "c:1:5");
        assert_eq!(position(text, 7), "c:2:1");
        assert_eq!(position(text, 10), "c:2:3");
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        assert_eq!(position("\u{feff}a = 1", 3), "c:1:1");
    }

    #[test]
    fn an_offset_outside_the_text_is_its_end() {
        assert_eq!(position("a\nb", 99), "c:2:2");
    }

    #[test]
    fn a_position_in_the_environment_is_a_variable() {
        let text = "a = \"\" # A\nb = \" # x\" # B\n";
        let layer = Layer { text, place: "environment", kind: LayerKind::Environment };
        assert_eq!(Source::of(&layer).position(0), "environment: A");
        assert_eq!(Source::of(&layer).position(13), "environment: B");
        assert_eq!(Source::of(&layer).position(99), "environment: ");
    }
}
