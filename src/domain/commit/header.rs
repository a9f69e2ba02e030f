//! The first line of a message: our own lexer decides what is conventional, `git-conventional` is
//! the second opinion and takes the line apart.
//!
//! The crate follows the BNF of the specification's site and accepts more than its prose:
//! `feat:x`, a quoted type, a description on a later line. It is therefore handed single lines
//! that passed the lexer, and nothing else.

use std::borrow::Cow;
use std::ops::Range;

use crate::domain::commit::gitmoji;
use crate::domain::commit::lexer::lex;
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
    let second = git_conventional::Commit::parse(shape.clean.trim_end());
    let commit = second.map_err(|_| Problem::MissingType)?;
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
    let shape = Shape::of(line, leading_emoji).ok()?;
    Some((shape.kind, shape.description))
}

/// The parts of a line that passed the grammar.
struct Shape<'l> {
    kind: &'l str,
    emoji: Option<&'l str>,
    /// The line from the type on, without an emoji behind it.
    clean: Cow<'l, str>,
    description: &'l str,
}

impl<'l> Shape<'l> {
    fn of(line: &'l str, leading_emoji: bool) -> Result<Self, Problem> {
        let found = lex(line);
        if let Some(slip) = found.slips.first() {
            return Err(slip.problem);
        }
        if found.emoji.is_some() && !leading_emoji {
            return Err(Problem::Emoji);
        }
        let text = |range: Option<&Range<usize>>| range.and_then(|range| line.get(range.clone()));
        let kind = text(found.kind.as_ref()).ok_or(Problem::MissingType)?;
        let description = text(found.description.as_ref()).ok_or(Problem::MissingType)?;
        let start = found.kind.map_or(0..0, |range| range);
        let behind = line.get(start.end..).unwrap_or_default();
        // One may stand on either side; only the first of them is told.
        let clean = match gitmoji::split(behind.trim_start_matches(' ')) {
            Some((_, rest)) if !behind.starts_with(':') => Cow::Owned(format!("{kind}{rest}")),
            _ => Cow::Borrowed(line.get(start.start..).unwrap_or_default()),
        };
        Ok(Self { kind, emoji: text(found.emoji.as_ref()), clean, description })
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
            ("✨ feat✨(a): x", "✨", Some("a"), "x"),
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
