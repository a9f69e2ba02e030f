//! All histories by name, each built when it is first asked for.

use std::sync::OnceLock;

use crate::harness::repository::Repository;
use crate::harness::stream::Stream;

use super::{linear, merges, messages, monorepo, people, random, small, tags};

/// A history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum History {
    /// One line, three releases, every usual type of commit, something unreleased.
    Linear,
    /// Topic branches, an octopus, release branches with tags that `main` does not reach.
    Merges,
    /// Every kind of tag.
    Tags,
    /// Every kind of message.
    Messages,
    /// Messages that are not UTF-8, a tag without a message.
    Encodings,
    /// Odd names, time zones, equal times and times that go backwards.
    People,
    /// Several packages, moves, removals, modes, a submodule.
    Monorepo,
    /// No tag.
    Untagged,
    /// One tag, then more commits.
    OneTag,
    /// One commit and its tag.
    OneCommit,
    /// Several releases and nothing since.
    Released,
    /// No commit.
    Unborn,
    /// No message follows the convention.
    Unconventional,
    /// Branches, merges, times and tags by chance.
    Random1,
    Random2,
    Random3,
    Random4,
}

/// All of them.
pub(crate) const ALL: [History; 17] = [
    History::Linear,
    History::Merges,
    History::Tags,
    History::Messages,
    History::Encodings,
    History::People,
    History::Monorepo,
    History::Untagged,
    History::OneTag,
    History::OneCommit,
    History::Released,
    History::Unborn,
    History::Unconventional,
    History::Random1,
    History::Random2,
    History::Random3,
    History::Random4,
];

/// Those that are built already.
#[derive(Default)]
pub(crate) struct Histories {
    built: [OnceLock<Repository>; ALL.len()],
}

impl Histories {
    /// Returns the repository of a history.
    pub(crate) fn get(&self, history: History) -> &Repository {
        let build = || Repository::of(stream(history));
        let place = ALL.iter().zip(&self.built).find(|(listed, _)| **listed == history);
        #[expect(clippy::expect_used, reason = "a history that is not listed is a mistake here")]
        let (_, place) = place.expect("every history is listed");
        place.get_or_init(build)
    }
}

fn stream(history: History) -> Stream {
    match history {
        History::Linear => linear::linear(),
        History::Merges => merges::merges(),
        History::Tags => tags::tags(),
        History::Messages => messages::messages(),
        History::Encodings => messages::encodings(),
        History::People => people::people(),
        History::Monorepo => monorepo::monorepo(),
        History::Untagged => small::untagged(),
        History::OneTag => small::one_tag(),
        History::OneCommit => small::one_commit(),
        History::Released => small::released(),
        History::Unborn => Stream::new(),
        History::Unconventional => small::unconventional(),
        History::Random1 => random::random(1),
        History::Random2 => random::random(2),
        History::Random3 => random::random(3),
        History::Random4 => random::random(4),
    }
}
