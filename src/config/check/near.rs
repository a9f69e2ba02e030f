//! The name somebody probably meant, among names with hyphens.

use crate::config::suggest::nearest;

/// Returns the candidate that is most like `name`, if one is like it at all.
pub(in crate::config) fn near<'c>(
    name: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    let candidates: Vec<&str> = candidates.into_iter().collect();
    let plain: Vec<String> = candidates.iter().map(|name| name.replace('-', "_")).collect();
    let found = nearest(name, plain.iter().map(String::as_str))?;
    let number = plain.iter().position(|name| name == found)?;
    candidates.get(number).copied()
}

/// Returns what to write in the place of a name that nobody knows.
pub(in crate::config) fn meant(name: &str, candidates: &[&str]) -> String {
    match near(name, candidates.iter().copied()) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("write `{}`", candidates.join("` or `")),
    }
}
