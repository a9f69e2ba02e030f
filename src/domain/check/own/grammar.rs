//! What keeps a header from being conventional, in words that say what to write, and what mends it.

use std::ops::Range;

use crate::domain::check::finding::{Certainty, Edit, Violation};
use crate::domain::check::own::message::Message;
use crate::domain::commit::lexer::Slip;
use crate::domain::commit::policy::COMMON_TYPES;
use crate::domain::commit::problem::Problem;

/// Returns what keeps the header from being conventional (Conventional Commits 1.0.0, rules 1, 4, 5
/// and 13). An emoji next to the type is one of it unless the project permits it.
pub fn header_format(message: &Message<'_>, permits_emoji: bool) -> Vec<Violation> {
    let mut found: Vec<_> =
        message.header.slips.iter().map(|slip| violation(message, slip)).collect();
    if let Some(emoji) = message.header.emoji.clone().filter(|_| !permits_emoji) {
        found.push(beside_type(message, emoji));
    }
    found.sort_by_key(|violation| violation.span.start);
    found
}

fn violation(message: &Message<'_>, slip: &Slip) -> Violation {
    let span = slip.span.clone();
    let told = Violation::new(span.clone(), words(message, slip));
    match edits(message, slip.problem, span) {
        Some((certainty, edits)) => told.mended_by(certainty, edits),
        None => told,
    }
}

fn words(message: &Message<'_>, slip: &Slip) -> String {
    let text = message.part(&slip.span);
    let scope = message.header.scope.as_ref().map(|scope| message.part(scope).trim());
    let kind = message.header.kind.as_ref().map_or("type", |kind| message.part(kind));
    let known = match slip.problem {
        Problem::Empty => "the message is empty",
        Problem::LeadingSpace => "remove the space before the type",
        Problem::CarriageReturn => "a carriage return stands here: end lines with a line feed",
        Problem::EmptyType => "the type is missing: `fix: …`",
        Problem::SpaceBeforeScope => "remove the space before the scope",
        Problem::EmptyScope => "name a scope or remove the `()`",
        Problem::NestedScope => "a scope cannot hold parentheses: list several as `(a,b)`",
        Problem::UnclosedScope => "expected `)` here",
        Problem::RepeatedMark => "write one `!`",
        Problem::SpaceBeforeColon => "remove the space before the colon",
        Problem::FullWidthColon => "write an ASCII colon and a space: `: `",
        Problem::EmptyDescription => "say here what the change does",
        Problem::Url => "start with a type: `docs: …`, and put the address behind it",
        Problem::MissingSpace if text.is_empty() => "expected a space here",
        Problem::MissingSpace => "write a plain space here",
        _ => "",
    };
    if !known.is_empty() {
        return known.to_owned();
    }
    match slip.problem {
        Problem::BracketedType | Problem::QuotedType if message.header.kind.is_some() => {
            format!("write the type alone: `{kind}`")
        }
        Problem::TextBeforeType => match issue_key(text) {
            Some(key) => format!("start with the type, and name the issue below: `Refs: {key}`"),
            None => format!("start with the type: `{kind}`"),
        },
        Problem::BracketedScope => {
            format!("use parentheses: `({})`", scope.unwrap_or_default())
        }
        Problem::TextAfterScope => "the colon comes right behind the scope".to_owned(),
        Problem::MarkBeforeScope => {
            format!("the `!` comes behind the scope: `{kind}({})!:`", scope.unwrap_or_default())
        }
        Problem::MissingType if message.header.kind.is_some() => "expected `: ` here".to_owned(),
        _ => format!("expected `type: `, for example `{}`", example(message)),
    }
}

/// Returns what the header could read, with the type that its first word hints at.
fn example(message: &Message<'_>) -> String {
    let header = message.part(&message.header_span());
    if let Some(rest) = header.strip_prefix("BREAKING CHANGE") {
        let rest = rest.trim_start_matches([':', ' ', 'S']);
        return format!("feat!: {}", if rest.is_empty() { "remove the old API" } else { rest });
    }
    let words = header.trim_start_matches(['[', '(', '#', '-', '*', ' ', '>']);
    let first = words.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let (kind, rest) = match first.to_lowercase().as_str() {
        "fix" | "fixes" | "fixed" | "bugfix" | "hotfix" | "mend" | "correct" | "repair" => {
            let rest = words.get(first.len()..).unwrap_or_default();
            ("fix", rest.trim_start_matches(|c: char| !c.is_alphanumeric()))
        }
        "add" | "adds" | "added" | "implement" | "implements" | "implemented" | "support"
        | "introduce" | "allow" | "new" => ("feat", words),
        "readme" | "docs" | "doc" | "document" | "documentation" => ("docs", words),
        "update" | "updates" | "updated" if is_about_docs(words) => ("docs", words),
        "test" | "tests" | "testing" => ("test", words),
        "refactor" | "refactors" | "refactored" | "rename" | "move" | "extract" | "simplify" => {
            ("refactor", words)
        }
        "bump" | "bumps" | "upgrade" => ("build", words),
        "optimize" | "optimise" | "speed" => ("perf", words),
        _ => ("chore", words),
    };
    let end = rest.char_indices().nth(40).map_or(rest.len(), |(end, _)| end);
    let cut = if end < rest.len() { "…" } else { "" };
    let rest = rest.get(..end).unwrap_or_default();
    match rest.trim().is_empty() {
        true => format!("{kind}: handle an empty file"),
        false => format!("{kind}: {}{cut}", rest.trim()),
    }
}

fn is_about_docs(words: &str) -> bool {
    let words = words.to_lowercase();
    ["readme", "docs", "documentation", "changelog", "guide"].iter().any(|it| words.contains(it))
}

type Mend = Option<(Certainty, Vec<Edit>)>;

fn edits(message: &Message<'_>, problem: Problem, span: Range<usize>) -> Mend {
    let text = message.part(&span);
    let at = span.start;
    let behind = message.text.get(span.end..message.header_span().end).unwrap_or_default();
    let mechanical = |edits| Some((Certainty::Mechanical, edits));
    let replaced = |text: &str| mechanical(vec![Edit::new(span.clone(), text)]);
    match problem {
        Problem::LeadingSpace
        | Problem::SpaceBeforeScope
        | Problem::EmptyScope
        | Problem::RepeatedMark => replaced(""),
        Problem::SpaceBeforeColon => replaced(&text.replace(char::is_whitespace, "")),
        Problem::UnclosedScope if behind.starts_with([':', '!']) => replaced(")"),
        Problem::FullWidthColon => replaced(if behind.starts_with(' ') { ":" } else { ": " }),
        Problem::MissingSpace if behind.starts_with([':', '/', '\\']) => None,
        Problem::MissingSpace => replaced(" "),
        // A colon further on may be the one that was meant.
        Problem::MissingType if message.header.kind.is_none() || behind.contains([':', '：']) => {
            None
        }
        Problem::MissingType if behind.trim().is_empty() => None,
        Problem::MissingType if behind.starts_with(' ') => replaced(":"),
        Problem::MissingType if message.header.scope.is_some() => replaced(": "),
        Problem::BracketedType | Problem::QuotedType => {
            let kind = message.header.kind.as_ref().map(|kind| message.part(kind))?;
            let has_colon = message.header.colon.is_some();
            let is_known = COMMON_TYPES.iter().any(|known| known.eq_ignore_ascii_case(kind));
            match has_colon || is_known {
                true => replaced(kind),
                false => None,
            }
        }
        Problem::BracketedScope => {
            let scope = message.header.scope.as_ref().map(|scope| message.part(scope))?;
            let is_plain = !scope.contains(['(', ')']);
            is_plain.then(|| replaced(&format!("({scope})"))).flatten()
        }
        Problem::MarkBeforeScope => {
            let colon = message.header.colon.as_ref()?.start;
            let has_mark = message.text.get(..colon)?.ends_with('!');
            let gone = Edit::new(at..span.end, "");
            let set = (!has_mark).then(|| Edit::new(colon..colon, "!"));
            mechanical(std::iter::once(gone).chain(set).collect())
        }
        Problem::TextBeforeType => {
            let key = issue_key(text)?;
            let gone = Edit::new(at..span.end, "");
            mechanical(vec![gone, message.appended(&format!("Refs: {key}"))])
        }
        _ => None,
    }
}

/// Returns the key of an issue that is all there is of a text: `PROJ-1 `, `[PROJ-1]: `, `#12 `.
fn issue_key(text: &str) -> Option<&str> {
    let bare = text.trim().trim_end_matches([':', '-', '|']).trim();
    let inner = bare.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let inner = inner.or_else(|| bare.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')));
    let key = inner.unwrap_or(bare);
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let is_project = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_uppercase())
            && text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_')
    };
    let is_key = match key.strip_prefix('#') {
        Some(number) => is_number(number),
        None => key
            .rsplit_once('-')
            .is_some_and(|(project, number)| is_project(project) && is_number(number)),
    };
    is_key.then_some(key)
}

/// Returns what is wrong with an emoji next to the type: it belongs to the description.
fn beside_type(message: &Message<'_>, emoji: Range<usize>) -> Violation {
    let text = message.part(&emoji);
    let told = Violation::new(
        emoji.clone(),
        format!("an emoji belongs behind the colon: `type: {text} description`"),
    );
    let Some(description) = message.header.description.clone() else { return told };
    let Some(kind) = message.header.kind.clone() else { return told };
    let gone = match emoji.start < kind.start {
        // More may stand before the type: `✨ [feat]: x`, `✨ PROJ-1 feat: x`.
        true => {
            let behind = message.part(&(emoji.end..kind.start));
            emoji.start..kind.start - behind.trim_start_matches(' ').len()
        }
        false => kind.end..emoji.end,
    };
    let moved = Edit::new(description.start..description.start, format!("{text} "));
    told.mended_by(Certainty::Mechanical, vec![Edit::new(gone, ""), moved])
}

#[cfg(test)]
mod tests {
    use super::header_format;
    use crate::domain::check::finding::Violation;
    use crate::domain::check::own::message::Message;

    /// Returns the text with the fix of a violation made.
    fn mended(text: &str, violation: &Violation) -> Option<String> {
        let mut text = text.to_owned();
        for edit in violation.fix.as_ref()?.edits.iter().rev() {
            text.replace_range(edit.span.clone(), &edit.text);
        }
        Some(text)
    }

    #[test]
    fn only_the_emoji_goes_from_before_the_type() {
        let rows = [
            ("✨ feat: x", "feat: ✨ x"),
            ("✨ [feat]: x", "[feat]: ✨ x"),
            ("✨ PROJ-1 feat: x", "PROJ-1 feat: ✨ x"),
            ("✨漢 feat: x", "漢 feat: ✨ x"),
        ];
        for (text, expected) in rows {
            let found = header_format(&Message::of(text), false);
            assert_eq!(mended(text, &found[0]).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn brackets_become_parentheses_where_there_are_none_inside() {
        let rows = [("feat[a]: x", Some("feat(a): x")), ("feat[)a]: x", None)];
        for (text, expected) in rows {
            let found = header_format(&Message::of(text), false);
            assert_eq!(mended(text, &found[0]).as_deref(), expected, "{text}");
        }
    }

    #[test]
    fn a_colon_is_set_where_a_description_follows_on_the_line() {
        let rows = [
            ("feat add x", Some("feat: add x")),
            ("feat(a)x", Some("feat(a): x")),
            ("feat\n\nbody", None),
            ("feat!! \nbody", None),
        ];
        for (text, expected) in rows {
            let found = header_format(&Message::of(text), false);
            assert_eq!(mended(text, &found[0]).as_deref(), expected, "{text}");
        }
    }
}
