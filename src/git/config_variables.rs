//! The part of git's configuration that stands in variables (git-config, "ENVIRONMENT"):
//! `GIT_CONFIG_COUNT` with its keys and values, and `GIT_CONFIG_PARAMETERS`, in which `git -c` hands
//! its settings on, to hooks among others. libgit2 reads neither.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};

use crate::failure::{Failure, Result};

/// A key and its value. A key without a value is true (git-config).
pub(super) type Entry = (String, Option<String>);

/// Returns what the variables say, in the order in which git reads it.
///
/// # Errors
/// When they are not in the form that git writes; git then refuses to do anything, too.
pub(super) fn entries(variables: &HashMap<OsString, OsString>) -> Result<Vec<Entry>> {
    let mut entries = counted(variables)?;
    if let Some(parameters) = text(variables, "GIT_CONFIG_PARAMETERS") {
        let found = parameters_of(&parameters).ok_or_else(|| {
            Failure::usage("the variable does not have the form that git gives it")
                .at("GIT_CONFIG_PARAMETERS")
                .hint("unset it; `git -c key=value …` sets it for one command")
        })?;
        entries.extend(found);
    }
    Ok(entries)
}

fn text(variables: &HashMap<OsString, OsString>, name: &str) -> Option<String> {
    variables.get(OsStr::new(name)).map(|value| value.to_string_lossy().into_owned())
}

fn counted(variables: &HashMap<OsString, OsString>) -> Result<Vec<Entry>> {
    let Some(count) = text(variables, "GIT_CONFIG_COUNT").filter(|count| !count.is_empty()) else {
        return Ok(Vec::new());
    };
    let count: u32 = count.trim().parse().map_err(|error| {
        Failure::usage(format!("`{count}` is no number"))
            .at("GIT_CONFIG_COUNT")
            .because(error)
            .hint("it says how many pairs of GIT_CONFIG_KEY_… and GIT_CONFIG_VALUE_… there are")
    })?;
    let variable = |name: String| {
        text(variables, &name).ok_or_else(|| {
            Failure::usage(format!("{name} is missing"))
                .at("GIT_CONFIG_COUNT")
                .hint(format!("set it, or count no further than what is set: {count} is too much"))
        })
    };
    (0..count)
        .map(|number| {
            let key = variable(format!("GIT_CONFIG_KEY_{number}"))?;
            Ok((key, Some(variable(format!("GIT_CONFIG_VALUE_{number}"))?)))
        })
        .collect()
}

/// Returns the entries of `'key'='value'`, as git writes them since 2.31, and of `'key=value'`, as
/// it did before, with white space between them.
fn parameters_of(text: &str) -> Option<Vec<Entry>> {
    let mut entries = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (key, behind) = unquoted(rest)?;
        let (entry, behind) = match behind.strip_prefix('=') {
            None => match key.split_once('=') {
                Some((key, value)) => ((key.to_owned(), Some(value.to_owned())), behind),
                None => ((key, None), behind),
            },
            Some(behind) if behind.starts_with('\'') => {
                let (value, behind) = unquoted(behind)?;
                ((key, Some(value)), behind)
            }
            Some(behind) => ((key, None), behind),
        };
        rest = behind.trim_start_matches([' ', '\t', '\n', '\r']);
        if entry.0.is_empty() || (rest.len() == behind.len() && !rest.is_empty()) {
            return None;
        }
        entries.push(entry);
    }
    Some(entries)
}

/// Returns a text in the quotes of git and what stands behind it. Within, only `'` and `!` are
/// written otherwise: outside of the quotes, behind a backslash.
fn unquoted(text: &str) -> Option<(String, &str)> {
    let mut value = String::new();
    let mut rest = text.strip_prefix('\'')?;
    loop {
        let (part, behind) = rest.split_once('\'')?;
        value.push_str(part);
        let escaped = ["\\''", "\\!'"].iter().find_map(|form| behind.strip_prefix(form));
        let Some(behind_escaped) = escaped else {
            return Some((value, behind));
        };
        value.extend(behind.chars().nth(1));
        rest = behind_escaped;
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::{Entry, entries};

    fn read(variables: &[(&str, &str)]) -> crate::failure::Result<Vec<Entry>> {
        let pairs = variables.iter().map(|(name, value)| ((*name).into(), (*value).into()));
        entries(&pairs.collect::<HashMap<_, _>>())
    }

    fn entry(key: &str, value: impl Into<Option<&'static str>>) -> Entry {
        (key.to_owned(), value.into().map(str::to_owned))
    }

    #[test]
    fn both_forms_of_parameters_are_read() {
        let text = "'core.commentchar'=';' 'a.b=c=d' 'a.true' 'a.also'= 'a.empty'=''  \
                    'a.quote'='it'\\''s'\\!''";
        let expected = [
            entry("core.commentchar", ";"),
            entry("a.b", "c=d"),
            entry("a.true", None),
            entry("a.also", None),
            entry("a.empty", ""),
            entry("a.quote", "it's!"),
        ];
        assert_eq!(read(&[("GIT_CONFIG_PARAMETERS", text)]).unwrap(), expected);
        assert_eq!(read(&[("GIT_CONFIG_PARAMETERS", "")]).unwrap(), []);
    }

    #[test]
    fn parameters_in_another_form_are_refused() {
        for text in ["a.b=c", "'a.b", "'a'='b'c", "'a'=b", "'a''b'", "'=b'", " 'a=b'"] {
            let failure = read(&[("GIT_CONFIG_PARAMETERS", text)]).unwrap_err();
            assert_eq!(failure.place.as_deref(), Some("GIT_CONFIG_PARAMETERS"), "{text}");
        }
    }

    #[test]
    fn counted_pairs_come_before_the_parameters() {
        let variables = [
            ("GIT_CONFIG_COUNT", "2"),
            ("GIT_CONFIG_KEY_0", "a.b"),
            ("GIT_CONFIG_VALUE_0", "1"),
            ("GIT_CONFIG_KEY_1", "a.b"),
            ("GIT_CONFIG_VALUE_1", ""),
            ("GIT_CONFIG_KEY_2", "a.b"),
            ("GIT_CONFIG_PARAMETERS", "'a.b'='3'"),
        ];
        let expected = [entry("a.b", "1"), entry("a.b", ""), entry("a.b", "3")];
        assert_eq!(read(&variables).unwrap(), expected);
    }

    #[test]
    fn a_count_that_is_none_or_too_high_is_refused() {
        for count in ["x", "-1", "1"] {
            let failure = read(&[("GIT_CONFIG_COUNT", count)]).unwrap_err();
            assert_eq!(failure.place.as_deref(), Some("GIT_CONFIG_COUNT"), "{count}");
        }
        assert_eq!(read(&[("GIT_CONFIG_COUNT", "")]).unwrap(), []);
    }
}
