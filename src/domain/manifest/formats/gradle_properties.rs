//! `gradle.properties`: the key `version`.

use crate::domain::manifest::formats::lines::lines;
use crate::domain::manifest::site::Located;
use crate::domain::manifest::token::{only, site};

/// Returns the site of the key that is `version` and nothing more. A project may have it in
/// `build.gradle` instead.
///
/// # Errors
/// The key is there twice.
pub fn locate(text: &str) -> Located {
    let mut continues = false;
    let mut sites = Vec::new();
    for line in lines(text) {
        let bare = line.text.trim_start();
        let is_comment = bare.starts_with(['#', '!']) && !continues;
        let is_key = !std::mem::replace(&mut continues, !is_comment && ends_open(line.text));
        let Some(rest) = bare.strip_prefix("version").filter(|_| is_key) else { continue };
        let value = rest.trim_start().strip_prefix(['=', ':']).or_else(|| {
            // white space alone separates, too (java.util.Properties, `load`)
            rest.starts_with([' ', '\t', '\u{c}']).then_some(rest)
        });
        if let Some(value) = value {
            let end = line.start + line.text.len();
            sites.extend(site(text, end - value.len()..end, "version", None));
        }
    }
    only(sites)
}

/// Whether a line ends with a backslash that has its meaning.
fn ends_open(line: &str) -> bool {
    (line.len() - line.trim_end_matches('\\').len()) % 2 == 1
}

#[cfg(test)]
mod tests {
    use super::locate;

    #[test]
    fn only_the_key_version_is_found() {
        for text in [
            "# version=0\nkotlinVersion=1.2.3\nversion=1.2.3\nversion.x=9\n",
            "  version : 1.2.3\r\nversionName=9\r\n",
            "\u{feff}version 1.2.3",
            "a=b\\\nversion=9.9.9\nversion=1.2.3\n",
            "# a\\\nversion=1.2.3\n",
        ] {
            let sites = locate(text).unwrap();
            assert_eq!(sites.len(), 1, "{text}");
            assert_eq!(&text[sites[0].span.clone()], "1.2.3", "{text}");
        }
    }

    #[test]
    fn none_is_no_error_but_two_are() {
        assert_eq!(locate("group=x\n"), Ok(vec![]));
        assert_eq!(locate("version=1.2.3\nversion=1.2.4\n").unwrap_err().at, Some(22));
    }
}
