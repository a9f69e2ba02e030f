//! `VERSION` and `version.txt`: a text that is nothing but a version.

use std::ops::Range;

use crate::domain::manifest::site::{Located, Unlocated};
use crate::domain::manifest::token::{site, trimmed};

/// Returns the site of the version that is the whole text: white space around it, a byte order mark
/// and the beginning of a tag (`v`, `module-v`) stay.
///
/// # Errors
/// The text is empty, or holds something else.
pub fn locate(text: &str) -> Located {
    let hint = "write three numbers into it, such as 1.2.3, and nothing else";
    let mark = if text.starts_with('\u{feff}') { 3 } else { 0 };
    let whole = trimmed(text, mark..text.len());
    let shown = text.get(whole.clone()).unwrap_or_default();
    if shown.is_empty() {
        return Err(Unlocated::missing("the file is empty", hint));
    }
    let found = site(text, whole.clone(), "the whole text", None)
        .filter(|site| site.span.end == whole.end && !shown.contains(char::is_whitespace))
        .filter(|site| site.text.split('.').count() > 2);
    found.map(|site| vec![site]).ok_or_else(|| {
        let (at, line) = odd_line(text, whole);
        let shown: String = line.chars().take(40).collect();
        Unlocated::wrong(at, format!("`{shown}` is no version"), hint)
    })
}

/// Returns the line that should not be there: the second, where the first is a version.
fn odd_line(text: &str, whole: Range<usize>) -> (usize, &str) {
    let shown = text.get(whole.clone()).unwrap_or_default();
    let Some((first, rest)) = shown.split_once('\n') else { return (whole.start, shown) };
    let first = first.trim_end();
    if site(first, 0..first.len(), "", None).is_none() || first.contains(char::is_whitespace) {
        return (whole.start, first);
    }
    let rest = rest.trim_start();
    (whole.end - rest.len(), rest.lines().next().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::locate;

    #[test]
    fn the_whole_text_is_the_version() {
        for text in [
            "1.2.3",
            "v1.2.3\r\n",
            "\u{feff}1.2.3\n",
            "  1.2.3  \n",
            "module-v1.2.3\n",
            "1.2.3-rc.1",
        ] {
            let sites = locate(text).unwrap();
            assert!(sites[0].text.starts_with("1.2.3"), "{text}");
            assert_eq!(&text[sites[0].span.clone()], sites[0].text, "{text}");
            assert_eq!(sites.len(), 1, "{text}");
        }
    }

    #[test]
    fn anything_else_is_an_error() {
        for (text, at) in [("", None), ("\n", None), ("1.2\n", Some(0)), ("1.2.3 4.5.6", Some(0))] {
            assert_eq!(locate(text).unwrap_err().at, at, "{text}");
        }
        let error = locate("# after 1.2.2\r\n1.2.3\r\n").unwrap_err();
        assert_eq!((error.what.as_str(), error.at), ("`# after 1.2.2` is no version", Some(0)));
        let error = locate("1.2.3\r\n\r\nnext\r\n").unwrap_err();
        assert_eq!((error.what.as_str(), error.at), ("`next` is no version", Some(9)));
        assert_eq!(locate("\u{feff}next").unwrap_err().what, "`next` is no version");
    }
}
