//! `Gemfile.lock`: the versions of gems that are here and not on a server.

use std::ops::Range;

use crate::domain::manifest::formats::lines::{Line, lines};
use crate::domain::manifest::site::{Located, VersionSite};
use crate::domain::manifest::spelling::Spelling;
use crate::domain::manifest::token::versions;

/// Returns the sites of some gems that stand below `PATH`, or, where none is named, of those that lie
/// at the root (`remote: .`): what is locked, what asks for just that version, and the checksums.
///
/// # Errors
/// None; the signature is that of every format.
pub fn locate(text: &str, gems: &[String]) -> Located {
    let own = own_gems(text, gems);
    let mut sites = Vec::new();
    let mut section = "";
    for line in lines(text) {
        if !line.text.is_empty() && !line.text.starts_with(' ') {
            section = line.text.trim_end();
        }
        let Some((name, version)) = entry(&line) else { continue };
        if !own.contains(&name) || !matches!(section, "PATH" | "DEPENDENCIES" | "CHECKSUMS") {
            continue;
        }
        sites.extend(text.get(version.clone()).map(|written| VersionSite {
            span: version,
            text: written.to_owned(),
            field: name.to_owned(),
            spelling: spelling(written),
        }));
    }
    Ok(sites)
}

/// Returns the names of the gems whose versions move.
fn own_gems<'a>(text: &'a str, gems: &[String]) -> Vec<&'a str> {
    let (mut is_path, mut is_root) = (false, false);
    let mut own = Vec::new();
    for line in lines(text) {
        if !line.text.starts_with(' ') {
            is_path = line.text.trim_end() == "PATH";
        } else if let Some(remote) = line.text.strip_prefix("  remote:") {
            is_root = remote.trim() == ".";
        } else if let Some((name, _)) = entry(&line).filter(|_| is_path && depth(&line) == 4) {
            let is_own = if gems.is_empty() { is_root } else { gems.iter().any(|it| it == name) };
            own.extend(is_own.then_some(name));
        }
    }
    own
}

fn spelling(written: &str) -> Spelling {
    let seen = versions(written).first().map(|token| token.spelling);
    if seen == Some(Spelling::GemStage) { Spelling::GemStage } else { Spelling::Gem }
}

fn depth(line: &Line<'_>) -> usize {
    line.text.len() - line.text.trim_start().len()
}

/// Returns the gem of a line and the place of its version: `    foo (1.2.3)`, `      foo (= 1.2.3)`.
fn entry<'a>(line: &Line<'a>) -> Option<(&'a str, Range<usize>)> {
    let (name, rest) = line.text.trim_start().split_once(" (")?;
    let version = rest.split_once(')')?.0;
    let bare = version.strip_prefix("= ").unwrap_or(version);
    let start = line.start + line.text.len() - rest.len() + version.len() - bare.len();
    bare.starts_with(|c: char| c.is_ascii_digit())
        .then(|| (name, start..start + bare.len()))
        .filter(|_| !bare.contains([' ', ',']))
}

#[cfg(test)]
mod tests {
    use super::locate;

    const TEXT: &str = "PATH\n  remote: .\n  specs:\n    foo (1.2.3)\n      rake (>= 12)\n    \
        foo-ext (1.2.3)\n      foo (= 1.2.3)\n\nPATH\n  remote: vendor/bar\n  specs:\n    \
        bar (0.1.0)\n\nGEM\n  remote: https://rubygems.org/\n  specs:\n    foobar (1.2.3)\n      \
        foo (1.2.3)\n\nDEPENDENCIES\n  foo!\n  bar (= 0.1.0)!\n\nCHECKSUMS\n  foo (1.2.3)\n";

    fn found(gems: &[&str]) -> Vec<(String, usize)> {
        let gems: Vec<_> = gems.iter().map(|gem| (*gem).to_owned()).collect();
        let sites = locate(TEXT, &gems).unwrap();
        let line = |at: usize| TEXT[..at].matches('\n').count() + 1;
        sites.into_iter().map(|site| (site.field, line(site.span.start))).collect()
    }

    #[test]
    fn gems_of_the_root_are_found_wherever_their_version_is_locked() {
        let own = |name: &str, line| (name.to_owned(), line);
        assert_eq!(found(&[]), [own("foo", 4), own("foo-ext", 6), own("foo", 7), own("foo", 25)]);
        assert_eq!(found(&["bar"]), [own("bar", 12), own("bar", 22)]);
        assert_eq!(found(&["foobar"]), []);
    }

    #[test]
    fn line_ends_are_no_part_of_a_version() {
        let text = "PATH\r\n  remote: .\r\n  specs:\r\n    foo (1.2.3)\r\n";
        assert_eq!(locate(text, &[]).unwrap()[0].text, "1.2.3");
    }
}
