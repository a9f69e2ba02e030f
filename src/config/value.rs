//! What a TOML value means where another type is wanted, as the `config` crate below git-cliff
//! reads it (spec: unchanged files load): `trim = "yes"` is true, `initial_tag = 1.0` is a text.

use toml::de::{DeInteger, DeValue};

/// Returns the value as a text; tables and lists are none.
pub(super) fn as_text(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) => Some(match whole(number) {
            Some(number) => number.to_string(),
            None => number.to_string(),
        }),
        DeValue::Float(number) => Some(number.to_string()),
        DeValue::Boolean(flag) => Some(flag.to_string()),
        DeValue::Datetime(time) => Some(time.to_string()),
        DeValue::Array(_) | DeValue::Table(_) => None,
    }
}

/// Returns the value as true or false; a number is true unless it is zero.
pub(super) fn as_flag(value: &DeValue<'_>) -> Option<bool> {
    match value {
        DeValue::Boolean(flag) => Some(*flag),
        DeValue::Integer(number) => whole(number).map(|number| number != 0),
        DeValue::Float(number) => number.as_str().parse().ok().map(|number: f64| number != 0.0),
        DeValue::String(text) => match text.to_lowercase().as_str() {
            "1" | "true" | "on" | "yes" => Some(true),
            "0" | "false" | "off" | "no" => Some(false),
            _ => None,
        },
        DeValue::Datetime(_) | DeValue::Array(_) | DeValue::Table(_) => None,
    }
}

/// Whether the value says as much as no value: an empty text, list or table.
pub(super) fn is_nothing(value: &DeValue<'_>) -> bool {
    match value {
        DeValue::String(text) => text.trim().is_empty(),
        DeValue::Array(items) => items.is_empty(),
        DeValue::Table(entries) => entries.is_empty(),
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {
            false
        }
    }
}

/// Returns what the value is, for a message.
pub(super) fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

fn whole(number: &DeInteger<'_>) -> Option<i64> {
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}

#[cfg(test)]
mod tests {
    use toml::de::DeValue;

    use super::{as_flag, as_text, is_nothing};

    #[test]
    fn flags_are_read_from_words_and_numbers() {
        for (toml, flag) in [
            ("true", Some(true)),
            ("'yes'", Some(true)),
            ("'ON'", Some(true)),
            ("'true'", Some(true)),
            ("'0'", Some(false)),
            ("'off'", Some(false)),
            ("1", Some(true)),
            ("0", Some(false)),
            ("0x0", Some(false)),
            ("0.0", Some(false)),
            ("0.5", Some(true)),
            ("'maybe'", None),
            ("[]", None),
            ("{}", None),
            ("2024-01-01", None),
        ] {
            let value = DeValue::parse(toml).unwrap();
            assert_eq!(as_flag(value.get_ref()), flag, "{toml}");
        }
    }

    #[test]
    fn texts_are_read_from_every_scalar() {
        for (toml, text) in [
            ("'a'", Some("a")),
            ("false", Some("false")),
            ("1_000", Some("1000")),
            ("0x10", Some("16")),
            ("1.50", Some("1.50")),
            ("2024-01-01", Some("2024-01-01")),
            ("['a']", None),
            ("{ a = 1 }", None),
        ] {
            let value = DeValue::parse(toml).unwrap();
            assert_eq!(as_text(value.get_ref()).as_deref(), text, "{toml}");
        }
    }

    #[test]
    fn empty_texts_lists_and_tables_say_nothing() {
        for (toml, nothing) in
            [("''", true), ("' '", true), ("[]", true), ("{}", true), ("0", false), ("['']", false)]
        {
            assert_eq!(is_nothing(DeValue::parse(toml).unwrap().get_ref()), nothing, "{toml}");
        }
    }
}
