//! Texts as TOML writes them.

use std::fmt::Write as _;

/// Returns the text in double quotes, on one line.
pub(super) fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for character in text.chars() {
        match character {
            '"' | '\\' => quoted.extend(['\\', character]),
            '\n' => quoted.push_str("\\n"),
            '\t' => quoted.push_str("\\t"),
            '\0'..='\u{1f}' | '\u{7f}' => {
                // writing to a text cannot fail
                let _ = write!(quoted, "\\u{:04X}", u32::from(character));
            }
            _ => quoted.push(character),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert_eq, proptest};
    use toml::de::DeValue;

    use super::quoted;

    proptest! {
        #[test]
        fn a_quoted_text_is_read_as_itself_from_one_line(text in any::<String>()) {
            let quoted = quoted(&text);
            prop_assert_eq!(quoted.matches('\n').count(), 0);
            let value = DeValue::parse(&quoted).unwrap();
            prop_assert_eq!(value.get_ref().as_str(), Some(text.as_str()));
        }
    }
}
