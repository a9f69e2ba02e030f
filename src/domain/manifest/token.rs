//! The version within a value that says more than it.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

/// Three numbers, and what SemVer or PEP 440 lets follow them.
static VERSION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?x) [0-9]+\.[0-9]+\.[0-9]+
        (?: (?:a|b|rc)[0-9]+ (?:\.post[0-9]+)? (?:\.dev[0-9]+)?
          | \.post[0-9]+ (?:\.dev[0-9]+)?
          | \.dev[0-9]+
          | -[0-9A-Za-z-]+ (?:\.[0-9A-Za-z-]+)* )?
        (?: \+[0-9A-Za-z-]+ (?:\.[0-9A-Za-z-]+)* )?",
    )
    .ok()
});

/// Returns where the first version of a text stands: `1.0.0` in `module-v1.0.0`. A text that is
/// nothing but numbers and dots is one altogether, whatever their count, with a `v` or without.
pub fn version_in(text: &str) -> Option<Range<usize>> {
    if let Some(found) = VERSION.as_ref().and_then(|regex| regex.find(text)) {
        return Some(found.range());
    }
    let numbers = text.trim().trim_start_matches('v');
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !numbers.split('.').all(is_number) {
        return None;
    }
    let start = text.find(numbers)?;
    Some(start..start + numbers.len())
}

#[cfg(test)]
mod tests {
    use super::version_in;

    #[test]
    fn a_version_is_found_within_what_stands_around_it() {
        for (text, version) in [
            ("1.2.3", "1.2.3"),
            ("v1.2.3-rc.1+build.7", "1.2.3-rc.1+build.7"),
            ("github>abc/foo:xyz/sub#1.2.3", "1.2.3"),
            ("registry.example.com/app:1.2.3@sha256:00", "1.2.3"),
            ("module-v1.0.0", "1.0.0"),
            ("1.3.0rc1", "1.3.0rc1"),
            ("1.3.0.dev4+local", "1.3.0.dev4+local"),
            ("v2.0", "2.0"),
            ("7", "7"),
        ] {
            let found = version_in(text).and_then(|span| text.get(span));
            assert_eq!(found, Some(version), "{text}");
        }
    }

    #[test]
    fn what_holds_no_version_has_none() {
        for text in ["", "v", "latest", "1.x", ".1", "${revision}", "two 2.0"] {
            assert_eq!(version_in(text), None, "{text}");
        }
    }
}
