//! The parts of a body that are never read for meaning: code fences and HTML.

use crate::domain::commit::message::Line;

/// Elements whose whole content is passed over, blank lines included, where they are closed.
const CONTAINERS: [(&str, &str); 7] = [
    ("<details", "</details>"),
    ("<blockquote", "</blockquote>"),
    ("<table", "</table>"),
    ("<pre", "</pre>"),
    ("<ul", "</ul>"),
    ("<ol", "</ol>"),
    ("<!--", "-->"),
];

/// Elements that start a block of HTML, which a blank line ends (`CommonMark` 0.31, HTML blocks 6).
const BLOCKS: [&str; 26] = [
    "a",
    "blockquote",
    "br",
    "code",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "img",
    "li",
    "ol",
    "p",
    "pre",
    "summary",
    "table",
    "td",
    "tr",
    "ul",
];

/// Marks the lines that are part of a code fence or of HTML. A fence that is never closed runs to
/// the end; an element that is never closed ends at a blank line.
pub(super) fn mark(lines: &mut [Line<'_>]) {
    let has_html = lines.iter().any(|line| line.text.contains('<'));
    let last_closers = CONTAINERS
        .map(|(_, closer)| lines.iter().rposition(|line| has_html && line.text.contains(closer)));
    let mut open = Open::Nothing;
    for (at, line) in lines.iter_mut().enumerate() {
        let is_closed_later =
            |container: usize| last_closers.get(container).is_some_and(|last| *last > Some(at));
        (line.is_opaque, open) = open.step(line.text, is_closed_later);
    }
}

/// What the lines before the current one have left open.
#[derive(Clone, Copy)]
enum Open {
    Nothing,
    Fence { character: char, length: usize },
    Container { index: usize, depth: usize },
    Block,
}

impl Open {
    /// Returns whether a line is opaque, and what is open behind it.
    fn step(self, text: &str, is_closed_later: impl Fn(usize) -> bool) -> (bool, Self) {
        match self {
            Self::Nothing => {
                let open = Self::opened_by(text, is_closed_later);
                (!matches!(open, Self::Nothing), open)
            }
            Self::Fence { character, length } => {
                let is_end = fence(text).is_some_and(|(found, long, info)| {
                    found == character && long >= length && info.is_empty()
                });
                (true, if is_end { Self::Nothing } else { self })
            }
            Self::Container { index, depth } => {
                let depth = depth_behind(text, index, depth);
                let is_inside = depth > 0 && is_closed_later(index);
                (true, if is_inside { Self::Container { index, depth } } else { Self::Block })
            }
            Self::Block if text.is_empty() => (false, Self::Nothing),
            Self::Block => (true, Self::Block),
        }
    }

    fn opened_by(text: &str, is_closed_later: impl Fn(usize) -> bool) -> Self {
        let text = text.trim_start();
        if text.starts_with('<') {
            return Self::opened_by_html(text, is_closed_later);
        }
        let item = text.strip_prefix(['*', '-', '+']).map_or(text, str::trim_start);
        match fence(item) {
            Some((character, length, info)) if character == '~' || !info.contains('`') => {
                Self::Fence { character, length }
            }
            _ => Self::Nothing,
        }
    }

    fn opened_by_html(text: &str, is_closed_later: impl Fn(usize) -> bool) -> Self {
        let container = CONTAINERS.iter().position(|(opener, _)| text.starts_with(opener));
        if let Some(index) = container {
            let depth = depth_behind(text, index, 0);
            if depth > 0 && is_closed_later(index) {
                return Self::Container { index, depth };
            }
        }
        let name = text.trim_start_matches('<').trim_start_matches('/');
        let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
        let is_block = name.split_at_checked(end).is_some_and(|(name, rest)| {
            let is_tag = rest.is_empty() || rest.starts_with(['>', ' ', '/']);
            is_tag && BLOCKS.iter().any(|known| known.eq_ignore_ascii_case(name))
        });
        if is_block || text.starts_with("<!--") { Self::Block } else { Self::Nothing }
    }
}

/// Returns the character and the length of a fence, and the text behind it.
fn fence(text: &str) -> Option<(char, usize, &str)> {
    let text = text.trim_start();
    let character = text.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let info = text.trim_start_matches(character);
    let length = text.len() - info.len();
    (length >= 3).then_some((character, length, info))
}

/// Returns how many elements of a kind are open behind a line.
fn depth_behind(text: &str, container: usize, depth: usize) -> usize {
    CONTAINERS.get(container).map_or(0, |(opener, closer)| {
        (depth + text.matches(opener).count()).saturating_sub(text.matches(closer).count())
    })
}

#[cfg(test)]
mod tests {
    use super::mark;
    use crate::domain::commit::message::lines;

    fn opaque(message: &str) -> String {
        let mut lines = lines(message);
        mark(&mut lines);
        lines.iter().map(|line| if line.is_opaque { 'x' } else { '.' }).collect()
    }

    #[test]
    fn fences_and_html_are_opaque() {
        let rows = [
            ("a\n```\nb\n\nc\n```\nd", ".xxxxx."),
            ("a\n~~~rust\n```\n~~~\nd", ".xxx."),
            ("a\n````\n```\n````\nd", ".xxx."),
            ("a\n```\nb\n\nc", ".xxxx"),
            ("* a\n  ```\n  b\n  ```\nd", ".xxx."),
            ("* ```\nb\n```\nd", "xxx."),
            ("```a``` is code\nb", ".."),
            ("``\nb", ".."),
            ("<li>\nb\n</li>\n\nc", "xxx.."),
            ("<details>\na\n\n<details>\nb\n</details>\n\nc\n</details>\n\nd", "xxxxxxxxx.."),
            ("<details>\na\n\nb", "xx.."),
            ("<details> a </details>\n\nb", "x.."),
            ("<ul>\n\n<li>a\n\n</ul>\n\nb", "xxxxx.."),
            ("<!-- a\n\nb -->\n\nc", "xxx.."),
            ("<T> is a type\nb", ".."),
            ("<https://example.com>\nb", ".."),
            ("<a@b.c>\nb", ".."),
        ];
        for (message, expected) in rows {
            assert_eq!(opaque(message), expected, "{message:?}");
        }
    }
}
