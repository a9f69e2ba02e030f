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
        DeValue::Float(number) => {
            number.as_str().parse().ok().map(|number: f64| number.to_string())
        }
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

/// Returns the value as a whole number from zero; a broken one is rounded, true is one.
pub(super) fn as_number(value: &DeValue<'_>) -> Option<usize> {
    match value {
        DeValue::Integer(number) => whole(number).and_then(|number| number.try_into().ok()),
        DeValue::Float(number) => number.as_str().parse().ok().map(rounded),
        DeValue::Boolean(flag) => Some(usize::from(*flag)),
        DeValue::String(text) => match text.to_lowercase().as_str() {
            "true" | "on" | "yes" => Some(1),
            "false" | "off" | "no" => Some(0),
            _ => text.parse().ok(),
        },
        DeValue::Datetime(_) | DeValue::Array(_) | DeValue::Table(_) => None,
    }
}

/// Returns what the value is, for a message.
pub(super) fn described(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => format!("{text:?}"),
        DeValue::Array(_) => "a list".to_owned(),
        DeValue::Table(_) => "a table".to_owned(),
        DeValue::Integer(_) | DeValue::Float(_) | DeValue::Boolean(_) | DeValue::Datetime(_) => {
            as_text(value).unwrap_or_default()
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "as git-cliff reads it: what is below zero is zero, what is too large the largest"
)]
fn rounded(number: f64) -> usize {
    number.round() as usize
}

/// Returns a whole number that fits.
pub(super) fn whole(number: &DeInteger<'_>) -> Option<i64> {
    i64::from_str_radix(number.as_str(), number.radix()).ok()
}

#[cfg(test)]
mod tests {
    use toml::de::DeValue;

    use super::{as_flag, as_number, as_text};

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
            ("1.50", Some("1.5")),
            ("1.0", Some("1")),
            ("1e3", Some("1000")),
            ("2024-01-01", Some("2024-01-01")),
            ("['a']", None),
            ("{ a = 1 }", None),
        ] {
            let value = DeValue::parse(toml).unwrap();
            assert_eq!(as_text(value.get_ref()).as_deref(), text, "{toml}");
        }
    }

    #[test]
    fn whole_numbers_are_read_from_every_scalar() {
        for (toml, number) in [
            ("2", Some(2)),
            ("0x10", Some(16)),
            ("-1", None),
            ("'2'", Some(2)),
            ("'+2'", Some(2)),
            ("'-2'", None),
            ("'0x10'", None),
            ("' 2'", None),
            ("''", None),
            ("'yes'", Some(1)),
            ("'Off'", Some(0)),
            ("true", Some(1)),
            ("false", Some(0)),
            ("2.5", Some(3)),
            ("-2.5", Some(0)),
            ("nan", Some(0)),
            ("2024-01-01", None),
            ("[1]", None),
        ] {
            let value = DeValue::parse(toml).unwrap();
            assert_eq!(as_number(value.get_ref()), number, "{toml}");
        }
    }
}
