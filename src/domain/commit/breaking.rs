//! The one spelling of a breaking change in a footer, and its near misses.

/// Returns the text behind `BREAKING CHANGE: ` or `BREAKING-CHANGE: `, empty where it starts on
/// the next line (Conventional Commits 1.0.0, rules 12 and 16).
pub(super) fn text_behind_marker(line: &str) -> Option<(&str, &str)> {
    let token = exact_token(line)?;
    let value = line.strip_prefix(token)?.strip_prefix(':')?;
    (value.is_empty() || value.starts_with(' ')).then(|| (token, value.trim()))
}

/// Whether a line looks as if it should mark a breaking change: the words in any case and with
/// any decoration before a colon, or in capitals at its start. Proper markers look so, too; their
/// place decides.
pub(super) fn is_nearly_marker(line: &str) -> bool {
    let is_decoration = |c: char| c.is_whitespace() || is_ornament(c);
    let words = line.trim_start_matches(is_decoration);
    let Some((head, rest)) = words.split_at_checked("breaking change".len()) else { return false };
    let is_words = head.get(..8).is_some_and(|word| word.eq_ignore_ascii_case("breaking"))
        && head.get(9..).is_some_and(|word| word.eq_ignore_ascii_case("change"))
        && matches!(head.get(8..9), Some(" " | "-" | "_"));
    let rest = rest.strip_prefix(['s', 'S']).unwrap_or(rest);
    let is_whole = !rest.starts_with(char::is_alphanumeric);
    let is_loud = head.starts_with("BREAKING");
    let behind = rest.trim_start_matches(is_decoration);
    is_words && is_whole && (is_loud || behind.starts_with([':', '：']))
}

fn exact_token(line: &str) -> Option<&'static str> {
    ["BREAKING CHANGE", "BREAKING-CHANGE"].into_iter().find(|token| line.starts_with(token))
}

/// Whether a character stands before or around the words in lists, quotations and headings.
const fn is_ornament(c: char) -> bool {
    matches!(
        c,
        '*' | '-'
            | '+'
            | '_'
            | '>'
            | '#'
            | '`'
            | '"'
            | '\''
            | '['
            | ']'
            | '('
            | ')'
            | '!'
            | '⚠'
            | '\u{fe0f}'
            | '💥'
            | '🚨'
    )
}

#[cfg(test)]
mod tests {
    use super::{is_nearly_marker, text_behind_marker};

    #[test]
    fn a_breaking_change_has_one_spelling() {
        let rows = [
            ("BREAKING CHANGE: y", Some("y")),
            ("BREAKING-CHANGE: y", Some("y")),
            ("BREAKING CHANGE:  y", Some("y")),
            ("BREAKING CHANGE:", Some("")),
            ("BREAKING CHANGE:y", None),
            ("BREAKING CHANGE y", None),
            ("BREAKING CHANGE #1", None),
            ("BREAKING CHANGES: y", None),
            ("Breaking Change: y", None),
            ("breaking change: y", None),
            (" BREAKING CHANGE: y", None),
            ("* BREAKING CHANGE: y", None),
            ("**BREAKING CHANGE**: y", None),
        ];
        for (line, text) in rows {
            assert_eq!(text_behind_marker(line).map(|(_, text)| text), text, "{line}");
            assert!(is_nearly_marker(line), "{line}");
        }
    }

    #[test]
    fn prose_about_breaking_changes_is_no_near_miss() {
        let rows = [
            "breaking changes are listed in the guide",
            "Breaking change of the day",
            "a breaking change: y",
            "breaking changed: y",
            "breaking: y",
            "BREAKING",
            "brèàking change: y",
            "",
        ];
        for line in rows {
            assert!(!is_nearly_marker(line), "{line}");
        }
        for line in ["> breaking-change: y", "### ⚠ BREAKING CHANGES", "_Breaking Changes_:"] {
            assert!(is_nearly_marker(line), "{line}");
        }
    }
}
