//! The lines of a Markdown text and what each of them is, as far as a changelog needs it.
//!
//! Follows the block structure of CommonMark 0.31: fenced code (§4.5), HTML comments (§4.6), list
//! items (§5.2), headings (§4.2, §4.3) and link reference definitions (§4.7). What stands inside a
//! list item is told from what stands outside, but not taken apart.

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind<'t> {
    /// Nothing but space, outside of code and comments.
    Blank,
    /// A heading; of an underlined one, the line of its text.
    Heading {
        /// From 1 to 6.
        level: usize,
        /// The text, without the marks around it.
        title: &'t str,
    },
    /// The line below the text of an underlined heading.
    Underline,
    /// A link reference definition.
    Definition {
        /// What stands between the brackets.
        label: &'t str,
        /// What stands behind the colon.
        destination: &'t str,
    },
    /// The first line of a list item that lies in no other.
    Item,
    /// A further line of a list item.
    InItem,
    /// Anything else.
    Text,
}

/// A line with its line end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'t> {
    /// Where it begins, in bytes.
    pub at: usize,
    /// Its text, line end included.
    pub text: &'t str,
    /// What it is.
    pub kind: Kind<'t>,
}

/// The lines of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocks<'t> {
    /// Every line, in order; a BOM before the first belongs to none.
    pub lines: Vec<Line<'t>>,
    /// Where code or a comment begins that nothing closes before the end.
    pub unclosed: Option<usize>,
}

impl<'t> Blocks<'t> {
    /// Returns the lines of a text.
    pub fn read(text: &'t str) -> Self {
        let mut at = text.len() - text.strip_prefix('\u{feff}').unwrap_or(text).len();
        let mut reader = Reader::default();
        for line in text.get(at..).unwrap_or_default().split_inclusive('\n') {
            let kind = reader.next(at, line);
            if kind == Kind::Underline {
                reader.make_heading(line);
            }
            reader.lines.push(Line { at, text: line, kind });
            at += line.len();
        }
        let unclosed = reader.open.filter(|open| !open.is_in_item).map(|open| open.at);
        Self { lines: reader.lines, unclosed }
    }
}

/// Returns what has to stand between a line and a text so that neither swallows the other: a blank
/// line where there is none, and a comment before a text that is indented and would go on with the
/// list item above it (CommonMark §5.2).
pub fn separator(above: &str, below: &str, eol: &str) -> String {
    let is_filled = |line: &str| !line.trim().is_empty();
    let is_tight = is_filled(above) && below.lines().next().is_some_and(is_filled);
    let gap = if is_tight { eol } else { "" };
    match below.lines().find(|line| is_filled(line)) {
        Some(next) if next.starts_with([' ', '\t']) => [gap, "<!-- -->", eol].concat(),
        _ => gap.to_owned(),
    }
}

/// Code or a comment whose end has not come yet.
#[derive(Clone, Copy)]
struct Open {
    at: usize,
    is_in_item: bool,
    /// The mark of fenced code and its length; a comment has none.
    fence: Option<(char, usize)>,
}

#[derive(Default)]
struct Reader<'t> {
    lines: Vec<Line<'t>>,
    open: Option<Open>,
    /// The column where the text of the open list item begins.
    item: Option<usize>,
    /// How many lines the paragraph before this line has.
    paragraph: usize,
}

impl<'t> Reader<'t> {
    fn next(&mut self, at: usize, line: &'t str) -> Kind<'t> {
        let content = line.trim();
        let paragraph = std::mem::take(&mut self.paragraph);
        if content.is_empty() && self.open.is_none() {
            return Kind::Blank;
        }
        let indent = columns(line);
        if !content.is_empty() && self.item.is_some_and(|offset| indent < offset) {
            if self.open.is_none() && self.continues_lazily(content) {
                return Kind::InItem;
            }
            self.item = None;
            self.open = self.open.filter(|open| !open.is_in_item);
        }
        if let Some(open) = self.open {
            if closes(open, content) {
                self.open = None;
            }
            return if open.is_in_item { Kind::InItem } else { Kind::Text };
        }
        if self.item.is_some() {
            self.open = opening(at, true, without_markers(content));
            return Kind::InItem;
        }
        if indent >= 4 {
            self.paragraph = if paragraph > 0 { paragraph + 1 } else { 0 };
            return Kind::Text;
        }
        self.outside(at, content, indent, paragraph)
    }

    /// A line that is indented by less than four columns and lies in no list item.
    fn outside(
        &mut self,
        at: usize,
        content: &'t str,
        indent: usize,
        paragraph: usize,
    ) -> Kind<'t> {
        self.open = opening(at, false, content);
        if self.open.is_some() {
            return Kind::Text;
        }
        if let Some((level, title)) = atx_heading(content) {
            return Kind::Heading { level, title };
        }
        if is_underline(content) && paragraph == 1 {
            return Kind::Underline;
        }
        if is_rule(content) {
            return Kind::Text;
        }
        if let Some(width) = marker_width(content) {
            self.item = Some(indent + width);
            self.open = opening(at, true, without_markers(content));
            return Kind::Item;
        }
        if let Some((label, destination)) = definition(content) {
            return Kind::Definition { label, destination };
        }
        if !content.starts_with(['>', '|', '<']) {
            self.paragraph = paragraph + 1;
        }
        Kind::Text
    }

    /// Whether a line that is indented too little still belongs to the paragraph of the open item
    /// (CommonMark §5.2, "Laziness").
    fn continues_lazily(&self, content: &str) -> bool {
        self.lines.last().is_some_and(|line| matches!(line.kind, Kind::Item | Kind::InItem))
            && opening(0, false, content).is_none()
            && atx_heading(content).is_none()
            && marker_width(content).is_none()
            && definition(content).is_none()
            && !is_rule(content)
            && !content.starts_with(['>', '<'])
    }

    /// Turns the line before an underline into what it is.
    fn make_heading(&mut self, underline: &str) {
        if let Some(line) = self.lines.last_mut() {
            let level = if underline.trim_start().starts_with('=') { 1 } else { 2 };
            line.kind = Kind::Heading { level, title: line.text.trim() };
        }
    }
}

/// Returns the width of the space at the start; a tab goes on to the next fourth column.
fn columns(line: &str) -> usize {
    let mut columns = 0;
    for byte in line.bytes() {
        match byte {
            b' ' => columns += 1,
            b'\t' => columns += 4 - columns % 4,
            _ => break,
        }
    }
    columns
}

fn opening(at: usize, is_in_item: bool, content: &str) -> Option<Open> {
    if let Some(comment) = content.strip_prefix("<!--") {
        return (!comment.contains("-->")).then_some(Open { at, is_in_item, fence: None });
    }
    let mark = content.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let info = content.trim_start_matches(mark);
    let length = content.len() - info.len();
    let is_fence = length >= 3 && (mark == '~' || !info.contains('`'));
    is_fence.then_some(Open { at, is_in_item, fence: Some((mark, length)) })
}

fn closes(open: Open, content: &str) -> bool {
    match open.fence {
        None => content.contains("-->"),
        Some((mark, length)) => content.len() >= length && content.chars().all(|char| char == mark),
    }
}

fn atx_heading(content: &str) -> Option<(usize, &str)> {
    let rest = content.trim_start_matches('#');
    let level = content.len() - rest.len();
    if !(1..=6).contains(&level) || !(rest.is_empty() || rest.starts_with([' ', '\t'])) {
        return None;
    }
    let title = rest.trim();
    let unclosed = title.trim_end_matches('#');
    let is_closed = unclosed.is_empty() || unclosed.ends_with([' ', '\t']);
    Some((level, if is_closed { unclosed.trim_end() } else { title }))
}

fn is_underline(content: &str) -> bool {
    content.chars().all(|char| char == '=') || content.chars().all(|char| char == '-')
}

fn is_rule(content: &str) -> bool {
    ['-', '*', '_'].into_iter().any(|mark| {
        content.chars().all(|char| char == mark || char.is_whitespace())
            && content.chars().filter(|char| *char == mark).count() >= 3
    })
}

/// Returns the width of the list marker at the start, with the space behind it.
fn marker_width(content: &str) -> Option<usize> {
    let digits = content.bytes().take_while(u8::is_ascii_digit).count();
    let rest = content.get(digits..)?;
    let marks: &[char] = if digits == 0 { &['-', '+', '*'] } else { &['.', ')'] };
    let behind = rest.strip_prefix(marks)?;
    if digits > 9 || !(behind.is_empty() || behind.starts_with([' ', '\t'])) {
        return None;
    }
    let space = columns(behind);
    // More space than four columns is code that is indented inside the item.
    Some(digits + 1 + if (1..=4).contains(&space) { space } else { 1 })
}

/// Returns what stands behind all list markers at the start: `- - text` opens two items.
fn without_markers(content: &str) -> &str {
    let mut inner = content;
    while let Some(width) = marker_width(inner) {
        inner = inner.get(width..).unwrap_or_default().trim_start();
    }
    inner
}

/// Returns label and destination of a definition; `[^1]:` is a footnote of GitHub.
fn definition(content: &str) -> Option<(&str, &str)> {
    let (label, rest) = content.strip_prefix('[')?.split_once(']')?;
    let destination = rest.strip_prefix(':')?.trim();
    let is_one = !label.trim().is_empty() && !label.starts_with('^') && !destination.is_empty();
    is_one.then_some((label, destination))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::proptest;

    use super::{Blocks, Kind};

    fn outline(text: &str) -> String {
        Blocks::read(text)
            .lines
            .iter()
            .map(|line| match line.kind {
                Kind::Blank => 'b',
                Kind::Heading { level, .. } => {
                    char::from_digit(u32::try_from(level).unwrap(), 10).unwrap()
                }
                Kind::Underline => 'u',
                Kind::Definition { .. } => 'd',
                Kind::Item => '*',
                Kind::InItem => '.',
                Kind::Text => 't',
            })
            .collect()
    }

    #[track_caller]
    fn assert_outlines(rows: &[(&str, &str)]) {
        for (text, expected) in rows {
            assert_eq!(outline(text), *expected, "{text:?}");
        }
    }

    #[test]
    fn headings_stand_with_marks_before_or_below() {
        assert_outlines(&[
            ("# a\n## b ##\n   ### c\n", "123"),
            ("#a\n####### b\n", "tt"),
            ("a\n===\nb\n---\n", "1u2u"),
            ("a\nb\n---\n", "ttt"),
            ("\n---\n", "bt"),
            ("    # code\n", "t"),
        ]);
        let blocks = Blocks::read("\u{feff}## [1.0.0] ##\r\n");
        let line = blocks.lines[0];
        assert_eq!((line.at, line.kind), (3, Kind::Heading { level: 2, title: "[1.0.0]" }));
    }

    #[test]
    fn code_and_comments_hide_what_stands_in_them() {
        assert_outlines(&[
            ("```\n# a\n\n```\n# b\n", "tttt1"),
            ("~~~ md\n# a\n```\n~~~~\n# b\n", "tttt1"),
            ("```a`b\n# a\n", "t1"),
            ("<!--\n# a\n-->\n# b\n", "ttt1"),
            ("<!-- a -->\n# b\n", "t1"),
            ("````\n```\n# a\n````\n# b\n", "tttt1"),
        ]);
        assert_eq!(Blocks::read("a\n\n```\nb\n").unclosed, Some(3));
        assert_eq!(Blocks::read("<!-- a\n").unclosed, Some(0));
        assert_eq!(Blocks::read("- ```\n  b\n").unclosed, None);
    }

    #[test]
    fn a_list_item_holds_what_is_indented_and_lazy_lines() {
        assert_outlines(&[
            ("- a\n  b\n\n  c\n- d\n", "*.b.*"),
            ("- a\nlazy\n\nout\n", "*.bt"),
            ("- a\n# b\n", "*1"),
            ("- a\n  # b\n", "*."),
            ("1. a\n   b\n2) c\n", "*.*"),
            ("* * *\n- - -\n", "tt"),
            ("-a\n1.b\n", "tt"),
            ("- a\n  - b\n\t- c\n", "*.."),
        ]);
    }

    #[test]
    fn code_in_a_list_item_ends_with_the_item() {
        assert_outlines(&[
            ("- ```\n  # a\n\n  # b\n# c\n", "*...1"),
            ("- a\n  ~~~\n  # b\n  ~~~\n# c\n", "*...1"),
            ("- a\n  - ```\n    # b\n- c\n", "*..*"),
        ]);
    }

    #[test]
    fn a_definition_names_a_label_and_a_destination() {
        let blocks = Blocks::read("[1.0.0]: https://x\n[^1]: note\n[a]:\n[b] c\n");
        let kinds: Vec<_> = blocks.lines.iter().map(|line| line.kind).collect();
        let definition = Kind::Definition { label: "1.0.0", destination: "https://x" };
        assert_eq!(kinds, [definition, Kind::Text, Kind::Text, Kind::Text]);
    }

    proptest! {
        #[test]
        fn the_lines_are_the_text(text in "[-#=`<!>\\[\\]:a1. \t\r\n]{0,60}") {
            let joined: String = Blocks::read(&text).lines.iter().map(|line| line.text).collect();
            assert_eq!(joined, text);
        }
    }
}
