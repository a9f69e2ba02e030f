//! A message from its parts: the header, a body in lines that can be read everywhere, and footers
//! in an order that both Conventional Commits and git understand.

use unicode_width::UnicodeWidthStr;

/// The columns of a body: `git log` indents by four, and 72 leave room for that.
const WIDTH: usize = 72;

/// What a message is made of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The type.
    pub kind: String,
    /// The scope; empty for none.
    pub scope: String,
    /// The description.
    pub description: String,
    /// The body; empty for none.
    pub body: String,
    /// What breaks, if anything does.
    pub breaking: Option<Breaking>,
    /// The issues that it is about and those that it closes.
    pub issues: Issues,
    /// Further trailers, each with its value.
    pub trailers: Vec<(String, String)>,
}

/// How a breaking change is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Breaking {
    /// By `!`: the description says what breaks (Conventional Commits 1.0.0, rule 13).
    Marked,
    /// By `!` and a footer with this text (rule 12).
    Told(String),
}

/// The issues that a message names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Issues {
    /// Those that it is about.
    pub refs: Vec<String>,
    /// Those that it closes.
    pub closes: Vec<String>,
}

impl Issues {
    /// Returns the issues of a list such as `#12, PROJ-3, closes #14`. A word of forges for closing
    /// counts for all issues behind it up to the next comma.
    pub fn parse(text: &str) -> Self {
        let mut issues = Self::default();
        for part in text.split([',', ';']) {
            let mut closes = false;
            for word in part.split_whitespace() {
                match word.trim_end_matches(':').to_lowercase().as_str() {
                    "close" | "closes" | "closed" | "fix" | "fixes" | "fixed" | "resolve"
                    | "resolves" | "resolved" => closes = true,
                    "ref" | "refs" | "see" | "and" => {}
                    _ if closes => issues.closes.push(named(word)),
                    _ => issues.refs.push(named(word)),
                }
            }
        }
        issues
    }
}

/// Returns the name of an issue; a bare number is one of the forge.
fn named(word: &str) -> String {
    let is_number = !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { format!("#{word}") } else { word.to_owned() }
}

impl Draft {
    /// Whether nothing was written but a type.
    pub fn is_blank(&self) -> bool {
        let texts = [&self.scope, &self.description, &self.body];
        texts.iter().all(|text| text.trim().is_empty())
            && self.breaking.is_none()
            && self.issues == Issues::default()
            && self.trailers.is_empty()
    }

    /// Returns the header.
    pub fn header(&self) -> String {
        let scope = self.scope.trim();
        let scope = if scope.is_empty() { String::new() } else { format!("({scope})") };
        let mark = if self.breaking.is_some() { "!" } else { "" };
        format!("{}{scope}{mark}: {}", self.kind.trim(), self.description.trim())
    }

    /// Returns the whole message, with a line end behind it.
    ///
    /// Three blocks of footers follow the body. git takes a paragraph for trailers only where all
    /// its lines are (git-interpret-trailers), and neither `BREAKING CHANGE: ` nor `Closes #12` is
    /// one; so those stand in front, and what git appends joins the last block.
    pub fn message(&self) -> String {
        let mut paragraphs = vec![self.header()];
        let body = wrapped(self.body.trim_matches('\n').trim_end());
        paragraphs.push(body);
        if let Some(Breaking::Told(text)) = &self.breaking {
            paragraphs.push(wrapped(&format!("BREAKING CHANGE: {}", text.trim())));
        }
        let is_hashed = |issue: &&String| issue.starts_with('#');
        let closed = self.issues.closes.iter().filter(is_hashed);
        paragraphs
            .push(closed.map(|issue| format!("Closes {issue}")).collect::<Vec<_>>().join("\n"));
        paragraphs.push(self.trailer_block());
        paragraphs.retain(|paragraph| !paragraph.is_empty());
        paragraphs.join("\n\n") + "\n"
    }

    fn trailer_block(&self) -> String {
        let named = self.issues.closes.iter().filter(|issue| !issue.starts_with('#'));
        let mut lines: Vec<String> = named.map(|issue| format!("Closes: {issue}")).collect();
        if !self.issues.refs.is_empty() {
            lines.push(format!("Refs: {}", self.issues.refs.join(", ")));
        }
        lines.extend(self.trailers.iter().map(|(key, value)| format!("{key}: {value}")));
        lines.join("\n")
    }
}

/// Returns a text whose lines of prose are not too wide. Lines are broken and never joined; code,
/// quotes, tables and words without an end stay as they are.
fn wrapped(text: &str) -> String {
    let mut is_fenced = false;
    let mut lines = Vec::new();
    for line in text.lines().map(str::trim_end) {
        let is_fence = line.trim_start().starts_with("```") || line.trim_start().starts_with("~~~");
        is_fenced ^= is_fence;
        let is_kept =
            is_fence || is_fenced || line.starts_with(['>', '|', '\t']) || line.starts_with("    ");
        match is_kept || line.width() <= WIDTH {
            true => lines.push(line.to_owned()),
            false => wrap(line, &mut lines),
        }
    }
    lines.join("\n")
}

fn wrap(line: &str, lines: &mut Vec<String>) {
    let text = line.trim_start_matches(' ');
    let is_item = ["- ", "* ", "+ "].iter().any(|mark| text.starts_with(mark));
    let start = line.len() - text.len();
    let indent = " ".repeat(start + if is_item { 2 } else { 0 });
    let mut current = " ".repeat(start);
    let mut is_first = true;
    for word in text.split(' ') {
        // A line may not start as a comment or as a footer does.
        let may_break = !is_first
            && !word.starts_with('#')
            && !word.ends_with(':')
            && !current.trim().is_empty();
        if may_break && current.width() + 1 + word.width() > WIDTH {
            lines.push(std::mem::replace(&mut current, format!("{indent}{word}")));
        } else {
            if !is_first {
                current.push(' ');
            }
            current.push_str(word);
        }
        is_first = false;
    }
    lines.push(current);
}

#[cfg(test)]
mod tests {
    use super::{Breaking, Draft, Issues};
    use crate::domain::commit::layout::layout;

    fn draft() -> Draft {
        Draft { kind: "feat".into(), description: "add it".into(), ..Draft::default() }
    }

    #[test]
    fn a_header_has_only_the_parts_that_are_given() {
        assert_eq!(draft().header(), "feat: add it");
        let scoped = Draft { scope: " api ".into(), breaking: Some(Breaking::Marked), ..draft() };
        assert_eq!(scoped.header(), "feat(api)!: add it");
        assert_eq!(scoped.message(), "feat(api)!: add it\n");
    }

    #[test]
    fn footers_stand_where_git_and_the_specification_find_them() {
        let draft = Draft {
            body: "\nWhy.\n\nMore.\n\n".into(),
            breaking: Some(Breaking::Told("the old one is gone".into())),
            issues: Issues::parse("12, PROJ-3, closes #14 and #15, fixes ABC-1"),
            trailers: vec![("Reviewed-by".into(), "Ada".into())],
            ..draft()
        };
        let expected = "feat!: add it\n\nWhy.\n\nMore.\n\nBREAKING CHANGE: the old one is gone\n\n\
            Closes #14\nCloses #15\n\nCloses: ABC-1\nRefs: #12, PROJ-3\nReviewed-by: Ada\n";
        assert_eq!(draft.message(), expected);
        let found = layout(expected).footers;
        let tokens: Vec<_> = found.iter().map(|(_, footer)| footer.token.as_str()).collect();
        assert_eq!(
            tokens,
            ["BREAKING CHANGE", "Closes", "Closes", "Closes", "Refs", "Reviewed-by"]
        );
        assert_eq!(found[0].1.value, "the old one is gone");
    }

    #[test]
    fn long_lines_of_prose_are_broken_and_others_are_not() {
        let long = "word ".repeat(20);
        let code = format!("    {}", "x ".repeat(60).trim_end());
        let link = format!("https://example.com/{}", "a".repeat(80));
        let body = format!("{long}\n- {long}\n{code}\n```\n{}\n```\n{link}", long.trim_end());
        let message = Draft { body, ..draft() }.message();
        let lines: Vec<&str> = message.lines().skip(2).collect();
        let part = |count: usize| "word ".repeat(count).trim_end().to_owned();
        assert_eq!(
            lines[..4],
            [part(14), part(6), format!("- {}", part(14)), format!("  {}", part(6))]
        );
        assert_eq!(lines[4..6], [code, "```".into()]);
        assert_eq!(lines[6], part(20));
        assert_eq!(lines[8], link);
    }

    #[test]
    fn no_broken_line_becomes_a_comment_or_a_footer() {
        for word in ["#12", "Note:"] {
            let body = format!("{} {word} rest of it", "a".repeat(70));
            let message = Draft { body, ..draft() }.message();
            assert!(message.lines().all(|line| !line.starts_with(word)), "{message}");
        }
    }
}
