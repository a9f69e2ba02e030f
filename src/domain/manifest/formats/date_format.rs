//! How a date is written: `%Y-%m-%d`.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use crate::failure::{Failure, Result};

/// How a date is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateFormat(Vec<Part>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Year,
    Month,
    Day,
    Sign(char),
}

impl Default for DateFormat {
    fn default() -> Self {
        let sign = Part::Sign('-');
        Self(vec![Part::Year, sign, Part::Month, sign, Part::Day])
    }
}

impl DateFormat {
    /// Returns the format that a text writes with `%Y`, `%m` and `%d`, as `strftime` does.
    ///
    /// # Errors
    /// When the text has another field, or none.
    pub fn parse(written: &str) -> Result<Self> {
        let mut parts = Vec::new();
        let mut characters = written.chars();
        while let Some(character) = characters.next() {
            parts.push(match (character, character == '%') {
                (sign, false) => Part::Sign(sign),
                (_, true) => match characters.next() {
                    Some('Y') => Part::Year,
                    Some('m') => Part::Month,
                    Some('d') => Part::Day,
                    Some('%') => Part::Sign('%'),
                    _ => return Err(no_format(written)),
                },
            });
        }
        if parts.iter().all(|part| matches!(part, Part::Sign(_))) {
            return Err(no_format(written));
        }
        Ok(Self(parts))
    }

    /// Returns where the first date of this format stands in a text.
    pub fn find(&self, text: &str) -> Option<Range<usize>> {
        let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        text.char_indices().map(|(start, _)| start).find_map(|start| {
            let (before, rest) = (text.get(..start)?, text.get(start..)?);
            let after = self.after(rest)?;
            let is_whole = !is_digit(before.chars().next_back()) && !is_digit(after.chars().next());
            is_whole.then(|| start..text.len() - after.len())
        })
    }

    /// Returns a date in this format.
    pub fn write(&self, date: NaiveDate) -> String {
        let part = |part: &Part| match part {
            Part::Year => format!("{:04}", date.year()),
            Part::Month => format!("{:02}", date.month()),
            Part::Day => format!("{:02}", date.day()),
            Part::Sign(sign) => sign.to_string(),
        };
        self.0.iter().map(part).collect()
    }

    /// Returns what follows the date at the beginning of a text.
    fn after<'a>(&self, text: &'a str) -> Option<&'a str> {
        self.0.iter().try_fold(text, |rest, part| match part {
            Part::Year => after_number(rest, 4, 0..=9999),
            Part::Month => after_number(rest, 2, 1..=12),
            Part::Day => after_number(rest, 2, 1..=31),
            Part::Sign(sign) => rest.strip_prefix(*sign),
        })
    }
}

fn after_number(text: &str, digits: usize, numbers: std::ops::RangeInclusive<u32>) -> Option<&str> {
    let (number, rest) = text.split_at_checked(digits)?;
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
    (is_number && numbers.contains(&number.parse().ok()?)).then_some(rest)
}

fn no_format(written: &str) -> Failure {
    Failure::usage(format!("`{written}` is no format of a date"))
        .hint("write it with `%Y`, `%m` and `%d`: `%Y-%m-%d`")
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::DateFormat;

    #[test]
    fn a_date_is_found_and_written_in_its_format() {
        let date = NaiveDate::from_ymd_opt(2024, 2, 9).unwrap();
        for (format, text, found, written) in [
            ("%Y-%m-%d", "é 2020-01-31.", Some("2020-01-31"), "2024-02-09"),
            ("%d.%m.%Y", "31.01.2020", Some("31.01.2020"), "09.02.2024"),
            ("%d-%m-%Y", "2020-01-31", None, "09-02-2024"),
            ("%Y-%m-%d", "2020-13-31 12020-01-31", None, "2024-02-09"),
            ("%Y%%", "x2020%", Some("2020%"), "2024%"),
        ] {
            let format = DateFormat::parse(format).unwrap();
            assert_eq!(format.find(text).map(|span| &text[span]), found, "{text}");
            assert_eq!(format.write(date), written);
        }
        assert_eq!(DateFormat::parse("%Y-%m-%d").unwrap(), DateFormat::default());
    }

    #[test]
    fn other_fields_are_an_error() {
        for format in ["", "-", "%H", "%"] {
            assert!(DateFormat::parse(format).is_err(), "{format}");
        }
    }
}
