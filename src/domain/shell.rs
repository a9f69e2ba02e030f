//! Values as a shell reads them back (POSIX.1-2017, Shell Command Language, 2.2.2 "Single-Quotes").

use std::borrow::Cow;

/// Returns a value as a shell reads it back, without quotes where it needs none. The names of tags
/// may hold what a shell acts on (git-check-ref-format).
pub fn quoted(value: &str) -> Cow<'_, str> {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._+@/-".contains(&byte);
    match value.bytes().all(is_plain) {
        true => Cow::Borrowed(value),
        false => Cow::Owned(single_quoted(value)),
    }
}

/// Returns a value in single quotes.
pub fn single_quoted(value: &str) -> String {
    format!("'{}'", value.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::{quoted, single_quoted};

    #[test]
    fn a_value_that_a_shell_would_act_on_is_quoted() {
        for (value, shown) in [
            ("", ""),
            ("1.3.0-rc.1+7", "1.3.0-rc.1+7"),
            ("@scope/app@1.0.0", "@scope/app@1.0.0"),
            ("a;b-1.0.0", "'a;b-1.0.0'"),
            ("$(x)1.0.0", "'$(x)1.0.0'"),
            ("#1.0.0", "'#1.0.0'"),
            ("ä1.0.0", "'ä1.0.0'"),
            ("it's1.0.0", r"'it'\''s1.0.0'"),
        ] {
            assert_eq!(quoted(value), shown);
        }
    }

    #[test]
    fn single_quotes_are_there_for_a_plain_value_too() {
        assert_eq!(single_quoted("1.3.0"), "'1.3.0'");
        assert_eq!(single_quoted(""), "''");
        assert_eq!(single_quoted("it's"), r"'it'\''s'");
    }
}
