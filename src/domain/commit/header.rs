//! The first line of a message: our grammar decides what is conventional, `git-conventional`
//! takes the line apart.
//!
//! The crate follows the BNF of the specification's site and accepts more than its prose:
//! `feat:x`, a quoted type, a description on a later line. It is therefore handed single lines
//! that passed the grammar of this module, and nothing else.

use std::borrow::Cow;

use crate::domain::commit::gitmoji;
use crate::domain::commit::policy::is_common;
use crate::domain::commit::problem::Problem;

/// A conventional header, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Header {
    /// The type as written.
    pub kind: String,
    /// The scope, without surrounding space.
    pub scope: Option<String>,
    /// Whether a `!` stands before the colon.
    pub is_breaking: bool,
    /// The description: never empty.
    pub description: String,
    /// The emoji or the `:shortcode:` around the type or at the start of the description.
    pub gitmoji: Option<String>,
}

/// Returns what a line says as a conventional header. An emoji next to the type is passed over
/// where `leading_emoji` says so.
///
/// # Errors
/// When the line is no conventional header (Conventional Commits 1.0.0, rules 1, 4, 5 and 13).
pub fn parse(line: &str, leading_emoji: bool) -> Result<Header, Problem> {
    let shape = Shape::of(line, leading_emoji)?;
    let clean: Cow<'_, str> = match shape.behind_kind {
        None => Cow::Borrowed(shape.start),
        Some(behind) => Cow::Owned(format!("{}{behind}", shape.kind)),
    };
    let commit = git_conventional::Commit::parse(&clean).map_err(|_| Problem::MissingType)?;
    Ok(Header {
        kind: commit.type_().as_str().to_owned(),
        scope: commit.scope().map(|scope| scope.as_str().trim().to_owned()),
        is_breaking: commit.breaking(),
        gitmoji: shape
            .emoji
            .or_else(|| gitmoji::split(shape.description).map(|(emoji, _)| emoji))
            .map(str::to_owned),
        description: commit.description().to_owned(),
    })
}

/// Returns the type and the description of a line that is a conventional header.
pub(super) fn kind_and_description(line: &str, leading_emoji: bool) -> Option<(&str, &str)> {
    Shape::of(line, leading_emoji).ok().map(|shape| (shape.kind, shape.description))
}

/// The parts of a line that passed the grammar.
struct Shape<'l> {
    /// The line from the type on.
    start: &'l str,
    kind: &'l str,
    emoji: Option<&'l str>,
    /// The line from the scope or the colon on, where an emoji follows the type.
    behind_kind: Option<&'l str>,
    description: &'l str,
}

impl<'l> Shape<'l> {
    fn of(line: &'l str, leading_emoji: bool) -> Result<Self, Problem> {
        let line = line.trim_end();
        if line.is_empty() {
            return Err(Problem::Empty);
        }
        if line.contains(['\r', '\n']) {
            return Err(Problem::CarriageReturn);
        }
        if line.starts_with(char::is_whitespace) {
            return Err(Problem::LeadingSpace);
        }
        let before = gitmoji::split(line);
        let start = before.map_or(line, |(_, rest)| rest.trim_start_matches(' '));
        let (kind, rest) = split_kind(start).ok_or_else(|| problem_of_start(start))?;
        let behind = gitmoji::split(rest.trim_start_matches(' '))
            .filter(|(emoji, _)| !emoji.starts_with(':') || rest.starts_with(' '));
        let after_kind = behind.map_or(rest, |(_, rest)| rest);
        let description = description(after_kind).map_err(|problem| {
            let is_prefixed = problem == Problem::MissingType && has_later_type(after_kind);
            if is_prefixed { Problem::TextBeforeType } else { problem }
        })?;
        let emoji = before.or(behind).map(|(emoji, _)| emoji);
        if emoji.is_some() && !leading_emoji {
            return Err(Problem::Emoji);
        }
        Ok(Self { start, kind, emoji, behind_kind: behind.map(|(_, rest)| rest), description })
    }
}

/// Splits a type off the start of a text: a letter, then letters, digits, `-`, `_`, `+`, `.`.
fn split_kind(text: &str) -> Option<(&str, &str)> {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '+' | '.');
    let end = text.find(|c| !is_part(c)).unwrap_or(text.len());
    text.starts_with(char::is_alphabetic).then(|| text.split_at_checked(end)).flatten()
}

fn problem_of_start(text: &str) -> Problem {
    match text.chars().next() {
        None => Problem::EmptyDescription,
        Some(':' | '(' | '!') => Problem::EmptyType,
        Some('[') if has_later_type(text) => Problem::TextBeforeType,
        Some('[') => Problem::BracketedType,
        Some('"' | '\'' | '`' | '“' | '«') => Problem::QuotedType,
        Some(_) if has_later_type(text) => Problem::TextBeforeType,
        Some(_) => Problem::InvalidType,
    }
}

/// Whether a common type with a colon comes later: `PROJ-1 feat: x`.
fn has_later_type(text: &str) -> bool {
    text.split_once(':').is_some_and(|(before, _)| {
        let (_, last) = before.rsplit_once(' ').unwrap_or_default();
        is_common(last.split(['(', '!']).next().unwrap_or_default())
    })
}

/// Returns the description behind a type: what follows an optional scope, an optional `!`, the
/// colon and the space.
fn description(after_kind: &str) -> Result<&str, Problem> {
    let after_scope = match after_kind.strip_prefix('(') {
        None => after_kind,
        Some(inside) => skip_scope(inside)?,
    };
    let has_scope = after_scope.len() != after_kind.len();
    let after_mark = after_scope.strip_prefix('!').unwrap_or(after_scope);
    let has_mark = after_mark.len() != after_scope.len();
    let Some(text) = after_mark.strip_prefix(':') else {
        return Err(problem_before_colon(after_mark, has_scope, has_mark));
    };
    if text.trim().is_empty() {
        return Err(Problem::EmptyDescription);
    }
    if text.starts_with("//") {
        return Err(Problem::Url);
    }
    text.strip_prefix(' ').map(str::trim_start).ok_or(Problem::MissingSpace)
}

fn skip_scope(inside: &str) -> Result<&str, Problem> {
    let end = inside.find(['(', ')']).ok_or(Problem::UnclosedScope)?;
    let (scope, rest) = inside.split_at_checked(end).ok_or(Problem::UnclosedScope)?;
    let rest = rest.strip_prefix(')').ok_or(Problem::NestedScope)?;
    if scope.trim().is_empty() { Err(Problem::EmptyScope) } else { Ok(rest) }
}

fn problem_before_colon(text: &str, has_scope: bool, has_mark: bool) -> Problem {
    let unspaced = text.trim_start();
    let is_colon_next = unspaced.trim_start_matches('!').starts_with(':');
    match text.chars().next() {
        Some('：') => Problem::FullWidthColon,
        Some('!') => Problem::RepeatedMark,
        Some('(') if has_mark => Problem::MarkBeforeScope,
        Some('[') if !has_scope && text.contains("]:") => Problem::BracketedScope,
        Some(_) if is_colon_next => Problem::SpaceBeforeColon,
        Some(' ') if !has_scope && unspaced.starts_with('(') && text.contains(')') => {
            match text.split_once(')') {
                Some((_, rest)) if rest.trim_start_matches(['!', ' ']).starts_with(':') => {
                    Problem::SpaceBeforeScope
                }
                _ => Problem::MissingType,
            }
        }
        Some(_) if has_scope && text.contains(':') => Problem::TextAfterScope,
        _ => Problem::MissingType,
    }
}

#[cfg(test)]
mod tests {
    use super::{Header, Problem, parse};

    fn header(line: &str) -> Header {
        parse(line, true).unwrap_or_else(|problem| panic!("{line}: {problem}"))
    }

    #[test]
    fn a_conventional_header_is_taken_apart() {
        let rows = [
            ("feat: add x", "feat", None, false, "add x"),
            ("feat(api): add x", "feat", Some("api"), false, "add x"),
            ("feat!: add x", "feat", None, true, "add x"),
            ("feat(api)!: add x", "feat", Some("api"), true, "add x"),
            ("feat:  add x", "feat", None, false, "add x"),
            ("feat( a ): x", "feat", Some("a"), false, "x"),
            ("feat(a/b c): x", "feat", Some("a/b c"), false, "x"),
            ("feat(my api): x", "feat", Some("my api"), false, "x"),
            ("feat(@org/pkg): x", "feat", Some("@org/pkg"), false, "x"),
            ("feat($lib): x", "feat", Some("$lib"), false, "x"),
            ("feat(*.rs): x", "feat", Some("*.rs"), false, "x"),
            ("feat(#123): x", "feat", Some("#123"), false, "x"),
            ("feat(a:b): x", "feat", Some("a:b"), false, "x"),
            ("feat(🚀): x", "feat", Some("🚀"), false, "x"),
            ("feat(API): x", "feat", Some("API"), false, "x"),
            ("Feat: x", "Feat", None, false, "x"),
            ("hot-fix: x", "hot-fix", None, false, "x"),
            ("fix2: x", "fix2", None, false, "x"),
            ("feat+fix: x", "feat+fix", None, false, "x"),
            ("v1.2: x", "v1.2", None, false, "x"),
            ("PROJ-123: x", "PROJ-123", None, false, "x"),
            ("исправление: добавить x", "исправление", None, false, "добавить x"),
            ("功能: 新增 x", "功能", None, false, "新增 x"),
            ("feat: add x: y", "feat", None, false, "add x: y"),
            ("feat: add x (#123)", "feat", None, false, "add x (#123)"),
            ("feat: `Foo` bar", "feat", None, false, "`Foo` bar"),
            ("revert: feat: add x", "revert", None, false, "feat: add x"),
        ];
        for (line, kind, scope, is_breaking, description) in rows {
            let found = header(line);
            assert_eq!(found.kind, kind, "{line}");
            assert_eq!(found.scope.as_deref(), scope, "{line}");
            assert_eq!(found.is_breaking, is_breaking, "{line}");
            assert_eq!(found.description, description, "{line}");
            assert_eq!(found.gitmoji, None, "{line}");
        }
    }

    #[test]
    fn a_line_that_is_no_header_is_told_why() {
        let rows = [
            ("", Problem::Empty),
            ("   ", Problem::Empty),
            (" feat: x", Problem::LeadingSpace),
            ("\u{a0}feat: x", Problem::LeadingSpace),
            ("feat: a\rb", Problem::CarriageReturn),
            (": x", Problem::EmptyType),
            ("(a): x", Problem::EmptyType),
            ("# comment", Problem::InvalidType),
            ("#123 add x", Problem::InvalidType),
            ("1.2.3", Problem::InvalidType),
            ("12:30 is lunch", Problem::InvalidType),
            ("[feat]: x", Problem::BracketedType),
            ("[feat] add x", Problem::BracketedType),
            ("\"feat\": x", Problem::QuotedType),
            ("PROJ-123 feat: x", Problem::TextBeforeType),
            ("[PROJ-123] feat(a)!: x", Problem::TextBeforeType),
            ("new feat: x", Problem::TextBeforeType),
            ("random text", Problem::MissingType),
            ("Update the guide: more words", Problem::MissingType),
            ("Initial commit", Problem::MissingType),
            ("WIP", Problem::MissingType),
            ("feat", Problem::MissingType),
            ("feat (some) thing", Problem::MissingType),
            ("feat(a) x", Problem::MissingType),
            ("feat (a): x", Problem::SpaceBeforeScope),
            ("feat (a)!: x", Problem::SpaceBeforeScope),
            ("feat[api]: x", Problem::BracketedScope),
            ("feat(): x", Problem::EmptyScope),
            ("feat( ): x", Problem::EmptyScope),
            ("feat(a(b)): x", Problem::NestedScope),
            ("feat(api: x", Problem::UnclosedScope),
            ("feat(a)(b): x", Problem::TextAfterScope),
            ("feat(a)b: x", Problem::TextAfterScope),
            ("feat!(a): x", Problem::MarkBeforeScope),
            ("feat!!: x", Problem::RepeatedMark),
            ("feat : x", Problem::SpaceBeforeColon),
            ("feat !: x", Problem::SpaceBeforeColon),
            ("feat! : x", Problem::SpaceBeforeColon),
            ("feat(a) : x", Problem::SpaceBeforeColon),
            ("feat： x", Problem::FullWidthColon),
            ("feat:x", Problem::MissingSpace),
            ("feat:\tx", Problem::MissingSpace),
            ("feat:\u{a0}x", Problem::MissingSpace),
            ("std::mem::swap is used", Problem::MissingSpace),
            ("C:\\temp is used", Problem::MissingSpace),
            ("https://e.com/ is down", Problem::Url),
            ("feat:", Problem::EmptyDescription),
            ("feat: ", Problem::EmptyDescription),
            ("feat(a)!:", Problem::EmptyDescription),
            ("feat: \u{a0}", Problem::EmptyDescription),
        ];
        for (line, problem) in rows {
            assert_eq!(parse(line, true), Err(problem), "{line:?}");
        }
    }

    #[test]
    fn an_emoji_next_to_the_type_is_kept_apart() {
        let rows = [
            ("✨ feat: x", "✨", None, "x"),
            ("✨feat(a)!: x", "✨", Some("a"), "x"),
            (":sparkles: feat: x", ":sparkles:", None, "x"),
            ("⚡️ feat: x", "⚡️", None, "x"),
            ("🧑‍💻 feat: x", "🧑‍💻", None, "x"),
            ("feat ✨: x", "✨", None, "x"),
            ("feat✨(a): x", "✨", Some("a"), "x"),
            ("feat :sparkles:: x", ":sparkles:", None, "x"),
            ("feat: ✨ x", "✨", None, "✨ x"),
            ("feat: :sparkles: x", ":sparkles:", None, ":sparkles: x"),
        ];
        for (line, emoji, scope, description) in rows {
            let found = header(line);
            assert_eq!(found.kind, "feat", "{line}");
            assert_eq!(found.gitmoji.as_deref(), Some(emoji), "{line}");
            assert_eq!(found.scope.as_deref(), scope, "{line}");
            assert_eq!(found.description, description, "{line}");
        }
        assert_eq!(parse("✨: x", true), Err(Problem::EmptyType));
        assert_eq!(parse("feat:sparkles: x", true), Err(Problem::MissingSpace));
    }

    #[test]
    fn a_project_may_refuse_an_emoji_next_to_the_type() {
        for line in ["✨ feat: x", "feat ✨: x", ":bug: fix: x"] {
            assert_eq!(parse(line, false), Err(Problem::Emoji), "{line}");
        }
        assert!(parse("feat: ✨ x", false).is_ok());
    }
}
