//! Footers that say too little, or that nobody will take for footers.

use crate::domain::check::finding::{Certainty, Edit, Violation};
use crate::domain::check::own::message::Message;
use crate::domain::check::setting::{Setting, Value};
use crate::domain::commit::footers::Footer;
use crate::domain::commit::warning::Warning;

/// Tokens that git and the forges know, so that a line with one is meant as a footer.
const KNOWN: [&str; 22] = [
    "acked-by",
    "approved-by",
    "cc",
    "change-id",
    "closes",
    "co-authored-by",
    "co-developed-by",
    "fixes",
    "helped-by",
    "implements",
    "issue",
    "link",
    "ref",
    "refs",
    "related-to",
    "reported-by",
    "resolves",
    "reviewed-by",
    "see-also",
    "signed-off-by",
    "suggested-by",
    "tested-by",
];

/// Returns the lines that look as if they should mark a breaking change and do not (Conventional
/// Commits 1.0.0, rules 12, 15 and 16).
pub fn breaking_change_format(message: &Message<'_>) -> Vec<Violation> {
    let near = message.layout.warnings.iter().filter_map(|warning| match warning {
        Warning::NearlyBreaking { line, .. } => Some(nearly_breaking(message, *line)),
        _ => None,
    });
    in_description(message).into_iter().chain(near).collect()
}

fn in_description(message: &Message<'_>) -> Option<Violation> {
    let span = message.header.description.clone()?;
    let text = message.part(&span);
    let is_marker = text.starts_with("BREAKING CHANGE") || text.starts_with("BREAKING-CHANGE");
    is_marker.then(|| {
        let what = "a breaking change is marked by `!` before the colon, or in a footer";
        Violation::new(span.start..span.start + "BREAKING CHANGE".len(), what)
    })
}

fn nearly_breaking(message: &Message<'_>, line: usize) -> Violation {
    let span = message.line_span(line);
    let text = message.part(&span);
    let is_proper = text.starts_with("BREAKING CHANGE: ") || text.starts_with("BREAKING-CHANGE: ");
    if is_proper && !message.starts_paragraph(line) {
        let what = "this is text, no footer: put a blank line before it";
        let edit = Edit::new(span.start..span.start, "\n");
        return Violation::new(span, what).mended_by(Certainty::Meant, vec![edit]);
    }
    let told = Violation::new(
        span.clone(),
        "this marks no breaking change: start a paragraph with `BREAKING CHANGE: `, in capitals",
    );
    let loud = text.strip_prefix("BREAKING CHANGES").or(text.strip_prefix("BREAKING CHANGE"));
    let rest = loud.and_then(|rest| rest.strip_prefix(':')).map(str::trim);
    match rest.filter(|rest| !rest.is_empty() && message.starts_paragraph(line)) {
        Some(rest) => {
            let edit = Edit::new(span, format!("BREAKING CHANGE: {rest}"));
            told.mended_by(Certainty::Meant, vec![edit])
        }
        None => told,
    }
}

/// Returns the breaking changes that say nothing (rule 12: a description is required).
pub fn breaking_change_empty(message: &Message<'_>) -> Vec<Violation> {
    let empty = message.layout.warnings.iter().filter_map(|warning| match warning {
        Warning::EmptyBreaking { line } => Some(message.line_span(*line)),
        _ => None,
    });
    empty.map(|span| Violation::new(span.end..span.end, "say here what breaks")).collect()
}

/// Returns the breaking changes that are told in fewer words than are asked for, be it in a footer
/// or by a `!` alone.
pub fn breaking_change_complete(message: &Message<'_>, setting: &Setting) -> Vec<Violation> {
    let Value::Number(least) = setting.value else { return Vec::new() };
    let breaking: Vec<_> =
        message.layout.footers.iter().filter(|(_, footer)| footer.is_breaking).collect();
    if let (true, Some(mark)) = (breaking.is_empty(), message.header.mark) {
        let what = "tell in a `BREAKING CHANGE: ` footer what breaks and what to do about it";
        return vec![Violation::new(mark..mark + 1, what)];
    }
    let short = breaking.into_iter().filter(|(_, footer)| words(footer) < least);
    let told = |(line, footer): &(usize, Footer)| {
        let words = match words(footer) {
            1 => "1 word".to_owned(),
            count => format!("{count} words"),
        };
        let what = format!("{words}, at least {least}: tell what breaks and what to do about it");
        Violation::new(message.line_span(*line), what)
    };
    short.map(told).collect()
}

/// Returns the `DEPRECATED` footers that say nothing, or that will be taken for text.
pub fn deprecation_complete(message: &Message<'_>) -> Vec<Violation> {
    let mut found = Vec::new();
    for (number, line) in message.prose() {
        let token = ["DEPRECATED", "DEPRECATION"].into_iter().find(|token| line.starts_with(token));
        let Some(rest) = token.and_then(|token| line.strip_prefix(token)) else { continue };
        let span = message.line_span(number);
        let end = span.end..span.end;
        match rest.strip_prefix(':') {
            Some(value) if value.trim().is_empty() => {
                let what = "say here what is deprecated, and what to use in its place";
                found.push(Violation::new(end, what));
            }
            Some(value) if !value.starts_with(' ') => {
                let at = span.end - value.len();
                let edit = Edit::new(at..at, " ");
                let told = Violation::new(at..at, "expected a space here");
                found.push(told.mended_by(Certainty::Mechanical, vec![edit]));
            }
            _ => {}
        }
    }
    found
}

fn words(footer: &Footer) -> usize {
    footer.value.split_whitespace().count()
}

/// Returns the lines that are meant as footers and written in another way: `Closes:#1`, `Co
/// authored by: A` (rules 8 and 9).
pub fn footer_format(message: &Message<'_>) -> Vec<Violation> {
    let mut found = Vec::new();
    for (number, line) in message.prose() {
        let Some((token, value)) = line.split_once(':') else { continue };
        let span = message.line_span(number);
        let hyphenated = token.trim_end().replace(' ', "-");
        let is_known = KNOWN.contains(&hyphenated.to_ascii_lowercase().as_str());
        if !is_known || value.trim().is_empty() {
            continue;
        }
        if token.contains(' ') {
            let token_span = span.start..span.start + token.len();
            let edit = Edit::new(token_span.clone(), hyphenated.clone());
            let told = Violation::new(token_span, format!("write `{hyphenated}`"));
            found.push(told.mended_by(Certainty::Mechanical, vec![edit]));
        }
        if !value.starts_with(' ') && !value.starts_with("//") {
            let at = span.start + token.len() + 1;
            let told = Violation::new(at..at, "expected a space here");
            found.push(told.mended_by(Certainty::Mechanical, vec![Edit::new(at..at, " ")]));
        }
    }
    found
}

/// Returns the footers that stand right under text and are therefore text (rule 8: one blank line
/// before them).
pub fn footer_detached(message: &Message<'_>) -> Vec<Violation> {
    let lines: Vec<(usize, &str)> = message.prose().collect();
    let mut start = None;
    let has_text = |line: &&(usize, &str)| !line.1.trim().is_empty();
    let end = lines.iter().rposition(|line| has_text(&line)).map_or(0, |last| last + 1);
    for (number, line) in lines.iter().take(end).rev() {
        if line.trim().is_empty() {
            break;
        }
        if !is_known_footer(line) {
            return start.map(|line| detached(message, line)).into_iter().collect();
        }
        start = Some(*number);
    }
    Vec::new()
}

fn detached(message: &Message<'_>, line: usize) -> Violation {
    let span = message.line_span(line);
    let edit = Edit::new(span.start..span.start, "\n");
    let what = "this is text, no footer: put a blank line before it";
    Violation::new(span, what).mended_by(Certainty::Mechanical, vec![edit])
}

fn is_known_footer(line: &str) -> bool {
    let end = line.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(line.len());
    let (token, rest) = line.split_at_checked(end).unwrap_or_default();
    let is_value = rest.strip_prefix(": ").is_some_and(|value| !value.trim().is_empty())
        || rest
            .strip_prefix(" #")
            .is_some_and(|value| value.starts_with(|c: char| c.is_ascii_digit()));
    is_value && KNOWN.contains(&token.to_ascii_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::{
        breaking_change_complete, breaking_change_empty, breaking_change_format,
        deprecation_complete, footer_detached, footer_format,
    };
    use crate::domain::check::finding::Violation;
    use crate::domain::check::own::message::Message;
    use crate::domain::check::setting::{Setting, Value, When};

    fn mended(text: &str, found: &[Violation]) -> Vec<Option<String>> {
        let mend = |one: &Violation| {
            let fix = one.fix.as_ref()?;
            let mut mended = text.to_owned();
            for edit in fix.edits.iter().rev() {
                mended.replace_range(edit.span.clone(), &edit.text);
            }
            Some(mended)
        };
        found.iter().map(mend).collect()
    }

    #[test]
    fn a_near_miss_of_a_breaking_change_is_told_and_mended_where_it_shouts() {
        let rows = [
            ("feat: x\n\nBREAKING CHANGE: y", None),
            ("feat: x\n\nBREAKING CHANGE:y", Some(Some("feat: x\n\nBREAKING CHANGE: y"))),
            ("feat: x\n\nBREAKING CHANGES: y", Some(Some("feat: x\n\nBREAKING CHANGE: y"))),
            ("feat: x\n\nbreaking change: y", Some(None)),
            ("feat: x\n\n* BREAKING CHANGE: y", Some(None)),
            ("feat: BREAKING CHANGE: y", Some(None)),
            ("feat: x\n\na\nBREAKING CHANGE: y", Some(Some("feat: x\n\na\n\nBREAKING CHANGE: y"))),
        ];
        for (text, expected) in rows {
            let found = breaking_change_format(&Message::of(text));
            let expected: Vec<_> = expected.map(|fix| fix.map(str::to_owned)).into_iter().collect();
            assert_eq!(mended(text, &found), expected, "{text:?}");
        }
    }

    #[test]
    fn a_breaking_change_and_a_deprecation_must_say_something() {
        assert_eq!(breaking_change_empty(&Message::of("feat: x\n\nBREAKING CHANGE:")).len(), 1);
        assert_eq!(breaking_change_empty(&Message::of("feat: x\n\nBREAKING CHANGE: y")), []);
        for (text, count) in [("DEPRECATED:", 1), ("DEPRECATED:y", 1), ("DEPRECATED: y", 0)] {
            let text = format!("feat: x\n\n{text}");
            assert_eq!(deprecation_complete(&Message::of(&text)).len(), count, "{text}");
        }
        let setting = Setting { severity: None, when: When::Always, value: Value::Number(3) };
        for (text, count) in [
            ("feat!: x", 1),
            ("feat: x", 0),
            ("feat: x\n\nBREAKING CHANGE: y", 1),
            ("feat!: x\n\nBREAKING CHANGE: y is gone", 0),
        ] {
            assert_eq!(
                breaking_change_complete(&Message::of(text), &setting).len(),
                count,
                "{text}"
            );
        }
    }

    #[test]
    fn what_is_meant_as_a_footer_is_mended() {
        let rows = [
            ("feat: x\n\nCloses:#1", Some("feat: x\n\nCloses: #1")),
            ("feat: x\n\nCo authored by: A", Some("feat: x\n\nCo-authored-by: A")),
            ("feat: x\n\nCloses: #1", None),
            ("feat: x\n\nNote:1", None),
            ("feat: x\n\nlink://a", None),
        ];
        for (text, expected) in rows {
            let found = footer_format(&Message::of(text));
            let expected: Vec<_> = expected.map(|text| Some(text.to_owned())).into_iter().collect();
            assert_eq!(mended(text, &found), expected, "{text:?}");
        }
        let text = "feat: x\n\nbody\nRefs: #1\nSigned-off-by: A\n";
        let found = footer_detached(&Message::of(text));
        assert_eq!(mended(text, &found), [Some(text.replace("\nRefs", "\n\nRefs"))]);
        for text in ["feat: x\n\nbody\n\nRefs: #1", "feat: x\n\nRefs: #1", "feat: x\n\na\nNote: b"]
        {
            assert_eq!(footer_detached(&Message::of(text)), [], "{text:?}");
        }
    }
}
