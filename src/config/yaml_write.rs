//! The values of a YAML text, written in TOML on the lines they had.
//!
//! TOML 1.1 lets an inline table go on over several lines, so everything below a section is one.

use crate::config::quoted::quoted;
use crate::config::yaml_node::{Content, Key, Node};

/// Returns the TOML of what stands at the top.
pub(super) fn write(entries: &[(Key, Node)]) -> String {
    let mut writer = Writer { text: String::new(), line: 1, column: 0 };
    for (key, node) in present(entries) {
        if writer.column > 0 {
            writer.break_line();
        }
        writer.entry(key, node);
    }
    writer.text
}

/// A text, and where its end is: a line from one, a column from zero.
struct Writer {
    text: String,
    line: usize,
    column: usize,
}

impl Writer {
    fn entry(&mut self, key: &Key, node: &Node) {
        self.reach(key.line, key.column);
        self.put(&name(&key.name));
        self.put("= ");
        // TOML wants the value on the line of its key
        if node.line == self.line {
            self.reach(node.line, start(node));
        }
        self.value(node);
    }

    fn value(&mut self, node: &Node) {
        match &node.content {
            Content::Text(text) => self.put(&quoted(text)),
            Content::Whole(number) => self.put(&number.to_string()),
            Content::Broken(number, _) => self.put(&broken(*number)),
            Content::Flag(flag) => self.put(&flag.to_string()),
            // an item that is nothing: a list is neither a text nor a table, which lists hold
            Content::Nothing => self.put("[]"),
            Content::List(items) => self.list(items),
            Content::Map(entries) => self.map(entries),
        }
    }

    fn list(&mut self, items: &[Node]) {
        self.put("[");
        for (number, item) in items.iter().enumerate() {
            self.put(if number == 0 { "" } else { "," });
            self.reach(item.line, start(item));
            self.value(item);
        }
        self.put("]");
    }

    fn map(&mut self, entries: &[(Key, Node)]) {
        self.put("{");
        for (number, (key, node)) in present(entries).enumerate() {
            self.put(if number == 0 { "" } else { "," });
            self.entry(key, node);
        }
        self.put("}");
    }

    fn put(&mut self, text: &str) {
        self.text.push_str(text);
        self.column += text.chars().count();
    }

    fn break_line(&mut self) {
        self.text.push('\n');
        self.line += 1;
        self.column = 0;
    }

    /// Goes on to a place, unless the end is behind it.
    fn reach(&mut self, line: usize, column: usize) {
        while self.line < line {
            self.break_line();
        }
        while self.column < column {
            self.put(" ");
        }
    }
}

/// A key without a value is absent.
fn present(entries: &[(Key, Node)]) -> impl Iterator<Item = &(Key, Node)> {
    entries.iter().filter(|(_, node)| !matches!(node.content, Content::Nothing))
}

/// Returns the column a value is best written at: where YAML has no brace, it goes before the
/// first key.
fn start(node: &Node) -> usize {
    let first = match &node.content {
        Content::Map(entries) => entries.first().map(|(key, _)| (key.line, key.column)),
        _ => None,
    };
    let has_no_brace = first == Some((node.line, node.column));
    if has_no_brace { node.column.saturating_sub(1) } else { node.column }
}

fn name(key: &str) -> String {
    let is_bare = |byte: u8| byte.is_ascii_alphanumeric() || b"_-".contains(&byte);
    if !key.is_empty() && key.bytes().all(is_bare) { key.to_owned() } else { quoted(key) }
}

fn broken(number: f64) -> String {
    if number.is_nan() { "nan".to_owned() } else { format!("{number:?}") }
}
