//! Which folders are members of a workspace.

use glob::{MatchOptions, Pattern};

/// Which folders are members of a workspace.
pub(super) struct Globs {
    taken: Vec<Pattern>,
    left: Vec<Pattern>,
}

impl Globs {
    /// Returns the patterns of a list and those of what it leaves out. A pattern that begins with
    /// `!` is left out wherever it stands.
    pub(super) fn new<'a>(
        taken: impl IntoIterator<Item = &'a str>,
        left: impl IntoIterator<Item = &'a str>,
    ) -> Self {
        let (not, taken): (Vec<_>, Vec<_>) =
            taken.into_iter().partition(|pattern| pattern.starts_with('!'));
        let not = not.into_iter().filter_map(|pattern| pattern.strip_prefix('!'));
        Self { taken: patterns(taken), left: patterns(left.into_iter().chain(not)) }
    }

    /// Whether a folder is a member.
    pub(super) fn take(&self, folder: &str) -> bool {
        matches(&self.taken, folder) && !self.leave(folder)
    }

    /// Whether a folder is left out.
    pub(super) fn leave(&self, folder: &str) -> bool {
        matches(&self.left, folder)
    }
}

fn matches(patterns: &[Pattern], folder: &str) -> bool {
    let options = MatchOptions { require_literal_separator: true, ..MatchOptions::default() };
    patterns.iter().any(|pattern| pattern.matches_with(folder, options))
}

fn patterns<'a>(written: impl IntoIterator<Item = &'a str>) -> Vec<Pattern> {
    let clean = |one: &'a str| one.trim_start_matches("./").trim_end_matches('/');
    let spread = written.into_iter().flat_map(|one| alternatives(clean(one)));
    spread.filter_map(|one| Pattern::new(&one).ok()).collect()
}

/// Returns the patterns that one with braces stands for: `{a,b}/*` is `a/*` and `b/*`.
fn alternatives(pattern: &str) -> Vec<String> {
    let Some((before, rest)) = pattern.split_once('{') else { return vec![pattern.to_owned()] };
    let Some((inner, after)) = rest.split_once('}') else { return vec![pattern.to_owned()] };
    let words = inner.split(',').map(|word| format!("{before}{word}{after}"));
    words.flat_map(|one| alternatives(&one)).collect()
}

#[cfg(test)]
mod tests {
    use super::Globs;

    #[test]
    fn members_are_what_is_listed_and_not_left_out() {
        let globs = Globs::new(["packages/*", "./{apps,libs}/**/", "!packages/x"], ["libs/a"]);
        for (folder, member) in [
            ("packages/a", true),
            ("packages/a/b", false),
            ("packages/x", false),
            ("apps/a/b", true),
            ("libs/b", true),
            ("libs/a", false),
            ("packages", false),
        ] {
            assert_eq!(globs.take(folder), member, "{folder}");
        }
    }
}
