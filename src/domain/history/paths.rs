//! Which changed files keep a commit: glob patterns over the paths of a repository.
//!
//! The patterns are those of the `glob` crate, as in git-cliff: `*` and `?` match `/`, too, and `**`
//! stands for whole components, so `packages/core/**` matches what lies below `packages/core` and
//! not `packages/core` itself (a file or a submodule of this name).

use std::path;

use glob::Pattern;

use crate::failure::{Failure, Result};

/// How the first commit of a history, which has no parent to compare with, names its files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RootPaths {
    /// By their paths.
    Real,
    /// As git-cliff 2.14 spells them to its patterns: with a second `/` before the name of each
    /// file (`/README.md`, `src//main.rs`), and without submodules.
    AsGitCliff,
}

/// Patterns that tell which changed files count.
#[derive(Clone, Debug, Default)]
pub struct PathFilter {
    includes: Vec<Glob>,
    excludes: Vec<Glob>,
}

impl PathFilter {
    /// Returns the filter that keeps what some pattern of `include` matches (everything where there
    /// is none) and no pattern of `exclude` does. As in git-cliff, a pattern that ends in `/` means
    /// what lies below, and one leading `./` does not count.
    ///
    /// # Errors
    /// When a text is no glob pattern.
    pub fn new(include: &[String], exclude: &[String]) -> Result<Self> {
        let globs = |texts: &[String]| -> Result<Vec<Glob>> {
            texts.iter().map(|text| Glob::new(text)).collect()
        };
        Ok(Self { includes: globs(include)?, excludes: globs(exclude)? })
    }

    /// Whether there is no pattern at all, so that every commit is kept, one without changes, too.
    pub fn is_empty(&self) -> bool {
        self.includes.is_empty() && self.excludes.is_empty()
    }

    /// Whether a change of the file at `path` keeps a commit.
    pub fn keeps(&self, path: &str) -> bool {
        let matches = |glob: &Glob| glob.pattern.matches(path);
        (self.includes.is_empty() || self.includes.iter().any(matches))
            && !self.excludes.iter().any(matches)
    }

    /// Whether a change of a file keeps a commit whose path is no text: no pattern matches such a
    /// path.
    pub fn keeps_what_is_no_text(&self) -> bool {
        self.includes.is_empty()
    }

    /// Whether a file below `folder` (a path without a `/` at its end) may be kept. `false` is
    /// certain, in both spellings of [`RootPaths`].
    pub fn may_match_below(&self, folder: &str) -> bool {
        (self.includes.is_empty() || self.includes.iter().any(|glob| glob.reaches_below(folder)))
            && !self.excludes.iter().any(|glob| glob.covers_below(folder))
    }
}

/// One pattern, with what can be told without matching it.
#[derive(Clone, Debug)]
struct Glob {
    pattern: Pattern,
    /// Every path that matches starts with this.
    prefix: String,
    tail: Tail,
}

/// What a pattern asks of a path behind the prefix.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tail {
    /// That nothing follows.
    Nothing,
    /// Whatever it is.
    Anything,
    /// That it matches.
    Wildcards,
}

impl Glob {
    fn new(text: &str) -> Result<Self> {
        let refused = |error: glob::PatternError| {
            Failure::usage(format!("`{text}` is no glob pattern for paths"))
                .because(error)
                .hint("`**` stands alone between two `/`, and `[*]` means the sign `*` itself")
        };
        // The text is judged as it was written, whatever is made of it.
        Pattern::new(text).map_err(refused)?;
        let normal = if text.ends_with('/') { format!("{text}**") } else { text.to_owned() };
        let normal = normal.strip_prefix("./").unwrap_or(&normal);
        let pattern = Pattern::new(normal).map_err(refused)?;
        let start = normal.find(['*', '?', '[']).unwrap_or(normal.len());
        let (prefix, tail) = normal.split_at_checked(start).unwrap_or((normal, ""));
        let tail = match tail {
            "" => Tail::Nothing,
            "*" | "**" | "**/*" => Tail::Anything,
            _ => Tail::Wildcards,
        };
        Ok(Self { pattern, prefix: with_slashes(prefix), tail })
    }

    /// Whether a path that starts with `folder` and `/` may match.
    fn reaches_below(&self, folder: &str) -> bool {
        let goes_on = |rest: &str| rest.starts_with('/');
        self.prefix.strip_prefix(folder).is_some_and(goes_on)
            || (self.tail != Tail::Nothing && folder.starts_with(&self.prefix))
    }

    /// Whether every path that starts with `folder` and `/` matches.
    fn covers_below(&self, folder: &str) -> bool {
        self.tail == Tail::Anything
            && (folder.starts_with(&self.prefix) || self.prefix.strip_prefix(folder) == Some("/"))
    }
}

/// On Windows a pattern may separate by `\`, which matches `/` as well.
fn with_slashes(prefix: &str) -> String {
    prefix.chars().map(|sign| if path::is_separator(sign) { '/' } else { sign }).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use glob::Pattern;
    use proptest::collection::{btree_set, vec};
    use proptest::prelude::any;
    use proptest::sample::select;
    use proptest::strategy::Strategy;
    use proptest::{prop_assert_eq, proptest};

    use super::PathFilter;
    use crate::failure::FailureKind;

    fn filter(include: &[&str], exclude: &[&str]) -> PathFilter {
        let owned = |texts: &[&str]| texts.iter().copied().map(str::to_owned).collect::<Vec<_>>();
        PathFilter::new(&owned(include), &owned(exclude)).unwrap()
    }

    #[test]
    fn a_filter_without_patterns_keeps_everything() {
        let all = filter(&[], &[]);
        assert!(all.is_empty() && all.keeps("a") && all.may_match_below("b"));
        assert!(all.keeps_what_is_no_text());
        assert!(!filter(&["*"], &[]).keeps_what_is_no_text());
        assert!(filter(&[], &["*"]).keeps_what_is_no_text());
    }

    #[test]
    fn a_star_crosses_folders() {
        assert!(filter(&["*.rs"], &[]).keeps("src/a/b.rs"));
        assert!(filter(&["src/?/b.rs"], &[]).keeps("src///b.rs"));
    }

    #[test]
    fn two_stars_match_below_a_folder_and_not_the_folder() {
        for pattern in ["packages/core/**", "packages/core/", "./packages/core/"] {
            let below = filter(&[pattern], &[]);
            assert!(below.keeps("packages/core/a") && below.keeps("packages/core//a"));
            assert!(!below.keeps("packages/core") && !below.keeps("packages/core-x/a"));
            assert!(below.may_match_below("packages") && below.may_match_below("packages/core"));
            assert!(!below.may_match_below("packages/cor"), "{pattern}");
            assert!(!below.may_match_below("packages/core-x"), "{pattern}");
        }
    }

    #[test]
    fn one_leading_dot_is_cut_and_no_other() {
        assert!(filter(&["./a"], &[]).keeps("a"));
        assert!(filter(&["././a"], &[]).keeps("./a"));
        assert!(filter(&["./"], &[]).keeps("a"));
        assert!(!filter(&["a"], &[]).keeps("./a"));
    }

    #[test]
    fn an_exclude_wins_over_an_include() {
        let both = filter(&["src/**"], &["src/gen/**", "**/*.md"]);
        assert!(both.keeps("src/a") && !both.keeps("src/gen/a") && !both.keeps("src/a.md"));
        assert!(both.may_match_below("src") && !both.may_match_below("src/gen"));
        assert!(both.may_match_below("src/gen-x"));
    }

    #[test]
    fn a_path_without_wildcards_is_one_file() {
        let one = filter(&["src/a"], &[]);
        assert!(one.keeps("src/a") && !one.keeps("src/a/b"));
        assert!(one.may_match_below("src") && !one.may_match_below("src/a"));
    }

    #[test]
    fn a_bad_pattern_is_named() {
        for text in ["a**/b", "***", "[a", "a/**b"] {
            let failure = PathFilter::new(&[], &[text.to_owned()]).unwrap_err();
            assert_eq!(failure.kind, FailureKind::Usage);
            assert!(failure.what.contains(text), "{failure}");
        }
    }

    fn paths() -> impl Strategy<Value = BTreeSet<String>> {
        let name = select(vec!["a", "b", "ab", "a.b", "b-a", "é", "[a]"]);
        btree_set(vec(name, 1..5).prop_map(|names| names.join("/")), 1..25)
    }

    fn patterns() -> impl Strategy<Value = Vec<String>> {
        let part = select(vec![
            "a", "b", "ab", "a.b", "b-a", "*", "**", "?", "a*", "*b", "[ab]", "[!a]*", "é", "a]",
        ]);
        let pattern =
            (any::<bool>(), vec(part, 1..5), any::<bool>()).prop_map(|(dot, parts, end)| {
                let (start, end) = (if dot { "./" } else { "" }, if end { "/" } else { "" });
                format!("{start}{}{end}", parts.join("/"))
            });
        vec(pattern, 0..3)
    }

    /// The rule of git-cliff, word by word.
    fn naive(include: &[String], exclude: &[String], path: &str) -> bool {
        let matches = |text: &String| {
            let mut normal = text.clone();
            if normal.ends_with('/') {
                normal.push_str("**");
            }
            let normal = normal.strip_prefix("./").unwrap_or(&normal);
            Pattern::new(normal).unwrap().matches_path(path.as_ref())
        };
        (include.is_empty() || include.iter().any(matches)) && !exclude.iter().any(matches)
    }

    /// What a walk finds that leaves out the folders in which nothing may match. `spell` makes of a
    /// folder and a name what the patterns see.
    fn walked<'p>(
        filter: &PathFilter,
        paths: &'p BTreeSet<String>,
        spell: fn(&str, &str) -> String,
    ) -> Vec<&'p String> {
        let is_reached =
            |path: &str| path.match_indices('/').all(|(at, _)| filter.may_match_below(&path[..at]));
        let spelt = |path: &str| {
            let at = path.rfind('/').map_or(0, |at| at + 1);
            spell(&path[..at], &path[at..])
        };
        paths.iter().filter(|path| is_reached(path) && filter.keeps(&spelt(path))).collect()
    }

    proptest! {
        #[test]
        fn a_walk_that_leaves_folders_out_finds_what_the_naive_rule_finds(
            paths in paths(),
            include in patterns(),
            exclude in patterns(),
        ) {
            let filter = PathFilter::new(&include, &exclude).unwrap();
            let spellings: [fn(&str, &str) -> String; 2] =
                [|folder, name| format!("{folder}{name}"), |folder, name| format!("{folder}/{name}")];
            for spell in spellings {
                let naive: Vec<_> = paths
                    .iter()
                    .filter(|path| {
                        let at = path.rfind('/').map_or(0, |at| at + 1);
                        naive(&include, &exclude, &spell(&path[..at], &path[at..]))
                    })
                    .collect();
                prop_assert_eq!(walked(&filter, &paths, spell), naive);
            }
        }
    }
}
