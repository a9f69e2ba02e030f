//! Which part of the history a run is about: `-u`, `-l`, `--current`, RANGE and `limit_tags`.

use crate::domain::cliff::compat::Compat;
use crate::domain::cliff::tags::{ReleaseTag, TagRules};
use crate::domain::history::commit::CommitId;
use crate::failure::{Failure, Result};

/// Which part is asked for by a flag.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// None is.
    #[default]
    Whole,
    /// What came after the last tag: `-u`, which is stronger than `-l`.
    Unreleased,
    /// The last release: `-l`.
    Latest,
    /// The release that HEAD is tagged with: `--current`.
    Current,
}

/// A part of the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Span {
    /// All that HEAD reaches.
    Everything,
    /// All that a commit reaches.
    UpTo(CommitId),
    /// What one commit does not reach and another one does; `None` is HEAD.
    Between(CommitId, Option<CommitId>),
    /// What somebody wrote on the command line.
    Written(String),
}

/// What is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// By a flag.
    pub part: Part,
    /// By RANGE.
    pub range: Option<&'a str>,
    /// How many of the newest tags are wanted.
    pub limit_tags: Option<usize>,
    /// Where HEAD is.
    pub head: CommitId,
}

/// Returns the part of the history that is asked for; `tags` are those that ranges look at.
///
/// # Errors
/// When `--current` is asked for and HEAD has no tag, or the first one.
pub fn span(
    asked: Asked<'_>,
    tags: &[ReleaseTag],
    rules: &TagRules<'_>,
    compat: Compat,
) -> Result<Span> {
    let written = || asked.range.map_or(Span::Everything, |range| Span::Written(range.to_owned()));
    match (asked.part, tags) {
        (Part::Unreleased, [.., last]) => Ok(Span::Between(last.commit, None)),
        (Part::Latest | Part::Current, [only]) => Ok(Span::UpTo(only.commit)),
        (Part::Latest, [_, ..]) => Ok(latest(tags, rules, compat)),
        (Part::Current, [_, ..]) => current(tags, asked.head),
        (Part::Whole, _) if asked.range.is_none() => {
            Ok(limited(tags, asked.limit_tags.unwrap_or(0), compat))
        }
        _ => Ok(written()),
    }
}

/// The last tag and what came after the one before it. A release that is left out is not the last
/// one, but git-cliff takes it for that.
fn latest(tags: &[ReleaseTag], rules: &TagRules<'_>, compat: Compat) -> Span {
    let is_shown = |tag: &ReleaseTag| compat.is_strict() || !rules.skips(&tag.name);
    let last = tags.iter().rposition(is_shown).unwrap_or(tags.len().saturating_sub(1));
    between(tags, last)
}

fn between(tags: &[ReleaseTag], last: usize) -> Span {
    let before = last.checked_sub(1).and_then(|before| tags.get(before));
    match (before, tags.get(last)) {
        (Some(before), Some(last)) => Span::Between(before.commit, Some(last.commit)),
        (None, Some(last)) => Span::UpTo(last.commit),
        (_, None) => Span::Everything,
    }
}

fn current(tags: &[ReleaseTag], head: CommitId) -> Result<Span> {
    match tags.iter().position(|tag| tag.commit == head) {
        Some(0) => {
            Err(Failure::usage("there is no release before the one that HEAD is tagged with")
                .at(tags.first().map_or_else(String::new, |tag| format!("tag {}", tag.name)))
                .hint("without `--current` the whole changelog is printed")
                .hint("`--topo-order` orders tags by version where their dates mislead"))
        }
        Some(place) => Ok(between(tags, place)),
        None => Err(Failure::usage("HEAD has no tag that counts as a release")
            .at(format!("commit {head}"))
            .hint("`--latest` shows the last release, `--unreleased` what came since")
            .hint("check out the tag first: `git checkout TAG`")),
    }
}

/// git-cliff shows one release less than asked for, and nothing that is not released.
fn limited(tags: &[ReleaseTag], limit: usize, compat: Compat) -> Span {
    let (Some(last), true) = (tags.last(), limit > 0) else { return Span::Everything };
    let first = tags.len().saturating_sub(limit);
    if compat.is_strict() {
        return match tags.get(first).filter(|tag| tag.commit != last.commit) {
            Some(first) => Span::Between(first.commit, Some(last.commit)),
            None => Span::UpTo(last.commit),
        };
    }
    match first.checked_sub(1).and_then(|before| tags.get(before)) {
        Some(before) => Span::Between(before.commit, None),
        None => Span::Everything,
    }
}

#[cfg(test)]
mod tests {
    use super::{Asked, Part, Span, span};
    use crate::domain::cliff::compat::Compat::{self, Repaired, Strict};
    use crate::domain::cliff::tags::{ReleaseTag, TagRules};
    use crate::domain::history::commit::CommitId;

    fn id(number: u8) -> CommitId {
        CommitId::from_bytes([number; 20])
    }

    fn of(
        count: u8,
        part: Part,
        limit: Option<usize>,
        compat: Compat,
    ) -> crate::failure::Result<Span> {
        let tag = |number| ReleaseTag {
            commit: id(number),
            name: format!("v{number}"),
            message: None,
            time: 0,
        };
        let tags: Vec<_> = (1..=count).map(tag).collect();
        let asked = Asked { part, range: None, limit_tags: limit, head: id(2) };
        span(asked, &tags, &TagRules::default(), compat)
    }

    #[test]
    fn the_flags_take_their_ranges_from_the_tags() {
        for (count, part, expected) in [
            (0, Part::Unreleased, Span::Everything),
            (3, Part::Unreleased, Span::Between(id(3), None)),
            (0, Part::Latest, Span::Everything),
            (1, Part::Latest, Span::UpTo(id(1))),
            (3, Part::Latest, Span::Between(id(2), Some(id(3)))),
            (3, Part::Current, Span::Between(id(1), Some(id(2)))),
        ] {
            assert_eq!(of(count, part, None, Repaired), Ok(expected), "{count} {part:?}");
        }
    }

    #[test]
    fn the_current_release_needs_a_tag_at_head() {
        let asked = Asked { part: Part::Current, range: None, limit_tags: None, head: id(9) };
        let tag =
            |number| ReleaseTag { commit: id(number), name: String::new(), message: None, time: 0 };
        let failure = span(asked, &[tag(1), tag(2)], &TagRules::default(), Repaired).unwrap_err();
        assert!(failure.what.contains("HEAD has no tag"), "{failure:?}");
    }

    #[test]
    fn a_limit_of_tags_shows_as_many_releases_and_what_is_unreleased_where_it_is_repaired() {
        for (limit, compat, expected) in [
            (2, Strict, Span::Between(id(4), Some(id(5)))),
            (1, Strict, Span::UpTo(id(5))),
            (9, Strict, Span::Between(id(1), Some(id(5)))),
            (2, Repaired, Span::Between(id(3), None)),
            (5, Repaired, Span::Everything),
            (0, Repaired, Span::Everything),
        ] {
            assert_eq!(of(5, Part::Whole, Some(limit), compat), Ok(expected), "{limit} {compat:?}");
        }
    }
}
