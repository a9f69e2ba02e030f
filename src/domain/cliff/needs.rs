//! Which data a template can look at, told by the words in its source: the rest need not be
//! computed.
//!
//! Everything here errs towards more: a word in a comment counts.

use std::collections::HashSet;

use crate::domain::cliff::contributor::ForgeName;

/// The names by which a template shows all there is.
const SHOWS_ALL: [&str; 2] = ["json_encode", "__tera_context"];

/// The data that one template can look at.
#[derive(Clone, Debug, Default)]
pub struct Needs {
    source: String,
    words: HashSet<String>,
    all: bool,
    commit: CommitNeeds,
}

/// The parts of a commit that one template can look at, told once for all commits.
#[derive(Clone, Copy, Debug, Default)]
#[expect(missing_docs, reason = "each is the part of a commit that bears the name")]
#[expect(clippy::struct_excessive_bools, reason = "one switch for each part of a commit")]
pub struct CommitNeeds {
    pub author: bool,
    pub body: bool,
    pub committer: bool,
    pub conventional: bool,
    pub extra: bool,
    pub footers: bool,
    pub links: bool,
    pub merge_commit: bool,
    pub raw_message: bool,
    pub remote: bool,
    pub statistics: bool,
    pub forges: [bool; 5],
}

impl Needs {
    /// Returns what a template can look at.
    pub fn of(source: &str) -> Self {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        let words: HashSet<String> = source
            .split(|c| !is_word(c))
            .filter(|word| !word.is_empty())
            .map(str::to_owned)
            .collect();
        let tags = tags(source);
        let all = SHOWS_ALL.iter().any(|word| words.contains(*word))
            || indexes_by_variable(&tags)
            || iterates_over_keys(&tags);
        Self { source: source.to_owned(), words, all, commit: CommitNeeds::default() }.settled()
    }

    fn settled(mut self) -> Self {
        self.commit = CommitNeeds {
            author: self.name("author"),
            body: self.name("body"),
            committer: self.name("committer"),
            conventional: self.name("conventional"),
            extra: self.name("extra"),
            footers: self.name("footers"),
            links: self.name("links"),
            merge_commit: self.name("merge_commit"),
            raw_message: self.name("raw_message"),
            remote: self.member("remote"),
            statistics: self.member("statistics"),
            forges: ForgeName::ALL.map(|forge| self.member(forge.key())),
        };
        self
    }

    /// Returns the parts of a commit that can be looked at.
    pub fn commit(&self) -> &CommitNeeds {
        &self.commit
    }

    /// Returns the needs of something that shows everything.
    pub fn everything() -> Self {
        Self { all: true, ..Self::default() }.settled()
    }

    /// Whether a name can be looked at.
    pub fn name(&self, name: &str) -> bool {
        self.all || self.words.contains(name)
    }

    /// Whether a name can be looked at as a part of something other than the top-level `remote`:
    /// `commit.github`, `attribute="remote.username"`, but neither `remote.github.owner` nor
    /// `github.contributors`.
    pub fn member(&self, name: &str) -> bool {
        self.all
            || self.occurrences(name).any(|(before, _)| {
                (before.ends_with('.') && !before.ends_with("remote."))
                    || before.ends_with(['"', '\'', '`'])
            })
    }

    /// Whether the commits of the release before can be looked at.
    pub fn previous_commits(&self) -> bool {
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.');
        let is_harmless = |(before, after): (&str, &str)| {
            let (before, after) = (before.trim_end_matches(is_part).trim_end(), after.trim_start());
            let is_asked =
                ["if", "elif", "and", "or", "not"].iter().any(|word| before.ends_with(word));
            match after.strip_prefix('.') {
                Some(part) => !part.starts_with("commits"),
                None => is_asked && !after.starts_with(['[', '|']),
            }
        };
        self.all || !self.occurrences("previous").all(is_harmless)
    }

    /// Whether the numbers about the difference that a commit makes can be looked at.
    pub fn difference(&self) -> bool {
        let any = |names: &[&str]| names.iter().any(|name| self.words.contains(*name));
        any(&["files_changed", "additions", "deletions"])
            || any(&SHOWS_ALL)
            || (self.all && (self.words.is_empty() || any(&["statistics"])))
    }

    /// Returns what stands before and behind each place of a word.
    fn occurrences<'s>(&'s self, word: &'s str) -> impl Iterator<Item = (&'s str, &'s str)> {
        let is_word = |c: char| c.is_alphanumeric() || c == '_';
        self.source.match_indices(word).filter_map(move |(at, word)| {
            let (before, rest) = self.source.split_at_checked(at)?;
            let after = rest.get(word.len()..)?;
            let is_whole = !before.ends_with(is_word) && !after.starts_with(is_word);
            is_whole.then_some((before, after))
        })
    }
}

/// Returns the tags of a template, each without the texts in quotes.
fn tags(source: &str) -> Vec<String> {
    let mut tags = Vec::new();
    let mut rest = source;
    while let Some((_, opened)) = rest
        .find("{{")
        .into_iter()
        .chain(rest.find("{%"))
        .min()
        .and_then(|at| rest.split_at_checked(at))
    {
        let inside = opened.get(2..).unwrap_or_default();
        let end =
            inside.find("}}").into_iter().chain(inside.find("%}")).min().unwrap_or(inside.len());
        let (tag, after) = inside.split_at_checked(end).unwrap_or((inside, ""));
        tags.push(without_texts(tag));
        rest = after;
    }
    tags
}

fn without_texts(tag: &str) -> String {
    let mut quote = None;
    let outside = |c: char| {
        if let Some(open) = quote {
            quote = Some(open).filter(|open| *open != c);
            return (c == open).then_some(c);
        }
        quote = Some(c).filter(|c| matches!(c, '"' | '\'' | '`'));
        Some(c)
    };
    tag.chars().filter_map(outside).collect()
}

/// Whether something is looked up by a name that is computed: `commit[name]`, `get(key=name)`.
fn indexes_by_variable(tags: &[String]) -> bool {
    let starts_name = |c: char| c.is_alphabetic() || c == '_';
    let is_indexed = |tag: &String| {
        tag.match_indices('[').any(|(at, _)| {
            let before = tag.get(..at).unwrap_or_default();
            let after = tag.get(at + 1..).unwrap_or_default();
            before.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ']')
                && after.trim_start().starts_with(starts_name)
        })
    };
    let is_got = |tag: &String| {
        tag.match_indices("get(").any(|(at, _)| {
            let after = tag.get(at + 4..).unwrap_or_default();
            let key = after.split_once("key").map_or("", |(_, key)| key);
            key.trim_start().trim_start_matches('=').trim_start().starts_with(starts_name)
        })
    };
    tags.iter().any(|tag| is_indexed(tag) || is_got(tag))
}

/// Whether a loop goes over the names of a value's parts, other than those of a grouping.
fn iterates_over_keys(tags: &[String]) -> bool {
    let is_edge = |c: char| c == '-' || c.is_whitespace();
    let is_grouping =
        |text: &str| ["group_by", "submodule_commits"].iter().any(|name| text.contains(name));
    let groupings: Vec<&str> = tags
        .iter()
        .filter(|tag| is_grouping(tag))
        .filter_map(|tag| tag.trim_matches(is_edge).strip_prefix("set"))
        .filter_map(|rest| Some(rest.trim_start_matches("_global").split_once('=')?.0.trim()))
        .collect();
    tags.iter().any(|tag| {
        let tag = tag.trim_matches(is_edge);
        let head = tag.strip_prefix("for ").and_then(|rest| rest.split_once(" in "));
        head.is_some_and(|(variables, container)| {
            variables.contains(',')
                && !is_grouping(container)
                && !groupings.contains(&container.trim())
        })
    })
}

#[cfg(test)]
mod tests {
    use super::Needs;

    #[test]
    fn a_forge_is_needed_of_a_commit_only_where_a_commit_is_asked_for_it() {
        for (source, needed) in [
            ("{{ commit.github.username }}", true),
            ("{{ c.github }}", true),
            ("{% for x in commits | filter(attribute=\"github.pr_number\") %}", true),
            ("{{ remote.github.owner }}", false),
            ("{% for x in github.contributors %}", false),
            ("https://github.com", false),
        ] {
            assert_eq!(Needs::of(source).member("github"), needed, "{source}");
        }
    }

    #[test]
    fn the_commits_of_the_release_before_are_needed_where_it_is_handed_on() {
        for (source, needed) in [
            ("{{ previous.commits | length }}", true),
            ("{% set p = previous %}", true),
            ("{{ self::m(r=previous) }}", true),
            ("{{ previous | get(key=\"x\") }}", true),
            ("{% set p = release.previous %}", true),
            ("{{ self::m(p=release.previous) }}", true),
            ("{{ releases | map(attribute=\"previous\") }}", true),
            ("{{ self::m(v=previous.version) }}", false),
            ("{% if release.previous %}{{ release.previous.version }}{% endif %}", false),
            ("{% if previous and previous.version %}{{ previous.commit_id }}{% endif %}", false),
        ] {
            assert_eq!(Needs::of(source).previous_commits(), needed, "{source}");
        }
    }

    #[test]
    fn what_cannot_be_told_from_names_needs_everything() {
        for (source, all) in [
            ("{{ commits | json_encode }}", true),
            ("{{ __tera_context }}", true),
            ("{% for key, value in commit %}", true),
            ("{{ commit[name] }}", true),
            ("{{ commit | get(key=name) }}", true),
            ("{{ commits[0] }} {{ a[\"b\"] }}", false),
            ("{% for a, b in commits | group_by(attribute=\"group\") -%}", false),
            ("{{ commit | get(key=\"id\") }}", false),
            ("an object a[b] {{ x | replace_regex(from=\"x[a-z]\", to=\"\") }}", false),
            ("{% set g = commits | group_by(attribute=\"a\") %}{% for a, b in g %}", false),
        ] {
            assert_eq!(Needs::of(source).name("anything"), all, "{source}");
        }
    }
}
