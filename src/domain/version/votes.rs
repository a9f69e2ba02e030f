//! Which level each commit of a range asks for, and by which rule.

use regex::Regex;

use crate::domain::commit::change::{BreakingSource, Change};
use crate::domain::commit::classify::{Classified, Standing};
use crate::domain::history::commit::CommitId;
use crate::domain::version::bump::{Bump, BumpTable};
use crate::domain::version::decision::{Abstention, ReleaseAs, Vote};

/// The level that each kind of change asks for.
#[derive(Clone, Debug, Default)]
pub struct LevelPolicy {
    /// The level of each type.
    pub table: BumpTable,
    /// Types, or messages that are not conventional, that ask for a major release as well.
    pub major: Option<Regex>,
    /// The same for a minor release.
    pub minor: Option<Regex>,
    /// The same for none, before all other rules.
    pub none: Option<Regex>,
    /// Whether `+semver: minor` in a message counts, as in GitVersion.
    pub reads_semver_words: bool,
}

/// What the commits of a range ask for.
#[derive(Clone, Debug, Default)]
pub struct Votes {
    /// Those that ask for a level, newest first.
    pub votes: Vec<Vote>,
    /// Those that do not, newest first.
    pub abstentions: Vec<Abstention>,
    /// The `Release-As:` footers, newest first.
    pub release_as: Vec<ReleaseAs>,
}

impl LevelPolicy {
    /// Counts the commits of a range, listed newest first.
    pub fn count(&self, commits: &[Classified]) -> Votes {
        let mut votes = Votes::default();
        for (place, classified) in commits.iter().enumerate() {
            let commit = classified.commit.id;
            let subject = classified.commit.subject().to_owned();
            let counts = classified.standing == Standing::Counts;
            if let Some(value) = classified.parsed.release_as.as_ref().filter(|_| counts) {
                votes.release_as.push(ReleaseAs { commit, place, value: value.clone() });
            }
            match self.vote(classified) {
                Ok((bump, rule)) => votes.votes.push(Vote { commit, place, subject, bump, rule }),
                Err(why) => votes.abstentions.push(Abstention { commit, subject, why }),
            }
        }
        votes
    }

    /// Returns the level a commit asks for and the rule, or why it asks for none.
    fn vote(&self, classified: &Classified) -> Result<(Bump, String), String> {
        match &classified.standing {
            Standing::Cancelled { by } => return Err(format!("reverted by {}", by.short())),
            Standing::Reverts { of } => {
                let all: Vec<_> = of.iter().map(CommitId::short).collect();
                return Err(format!("reverts {}, so both are gone", all.join(", ")));
            }
            Standing::Counts => {}
        }
        let word = self.reads_semver_words.then(|| semver_word(&classified.commit.message));
        if let Some((bump, word)) = word.flatten() {
            let rule = format!("`+semver: {word}`");
            return if bump == Bump::None { Err(rule) } else { Ok((bump, rule)) };
        }
        let best =
            classified.changes().map(|change| self.level(change)).max_by_key(|(bump, _)| *bump);
        match (best, classified.problem()) {
            (Some((Bump::None, rule)), _) => Err(rule),
            (Some(vote), _) => Ok(vote),
            (None, problem) => self.unconventional(&classified.commit.message, &problem),
        }
    }

    fn level(&self, change: &Change) -> (Bump, String) {
        let kind = change.kind_lower();
        let matches = |pattern: &Option<Regex>| pattern.as_ref().is_some_and(|p| p.is_match(&kind));
        if matches(&self.none) {
            return (Bump::None, format!("type `{kind}` matches bump.no_increment_regex"));
        }
        match change.breaking.as_ref().map(|breaking| breaking.source) {
            Some(BreakingSource::Mark) => return (Bump::Major, "breaking by `!`".to_owned()),
            Some(BreakingSource::Footer) => {
                return (Bump::Major, "footer BREAKING CHANGE".to_owned());
            }
            None => {}
        }
        if matches(&self.major) {
            return (
                Bump::Major,
                format!("type `{kind}` matches bump.custom_major_increment_regex"),
            );
        }
        let level = self.table.level(change);
        if level < Bump::Minor && matches(&self.minor) {
            return (
                Bump::Minor,
                format!("type `{kind}` matches bump.custom_minor_increment_regex"),
            );
        }
        match level {
            Bump::None => (level, format!("type `{kind}` asks for no release")),
            _ => (level, format!("type `{kind}`")),
        }
    }

    /// The patterns of git-cliff look at the whole message where there is no type.
    fn unconventional(&self, message: &str, problem: &str) -> Result<(Bump, String), String> {
        let matches =
            |pattern: &Option<Regex>| pattern.as_ref().is_some_and(|p| p.is_match(message));
        if matches(&self.none) {
            return Err("the message matches bump.no_increment_regex".to_owned());
        }
        if matches(&self.major) {
            return Ok((Bump::Major, "matches bump.custom_major_increment_regex".to_owned()));
        }
        if matches(&self.minor) {
            return Ok((Bump::Minor, "matches bump.custom_minor_increment_regex".to_owned()));
        }
        Err(problem.to_owned())
    }
}

/// Returns the level that `+semver: WORD` anywhere in a message asks for; to ask for none beats all
/// others (GitVersion, "version incrementing").
fn semver_word(message: &str) -> Option<(Bump, &'static str)> {
    const WORDS: [(&str, Bump); 8] = [
        ("none", Bump::None),
        ("skip", Bump::None),
        ("breaking", Bump::Major),
        ("major", Bump::Major),
        ("feature", Bump::Minor),
        ("minor", Bump::Minor),
        ("fix", Bump::Patch),
        ("patch", Bump::Patch),
    ];
    let message = message.to_lowercase();
    let asked: Vec<&str> = message
        .match_indices("semver:")
        .filter(|(at, _)| message.get(..*at).is_some_and(|before| before.ends_with(['+', '='])))
        .filter_map(|(at, key)| message.get(at + key.len()..))
        .map(|rest| rest.strip_prefix(char::is_whitespace).unwrap_or(rest))
        .collect();
    let is_asked = |word: &str| asked.iter().any(|rest| rest.starts_with(word));
    WORDS.into_iter().find(|(word, _)| is_asked(word)).map(|(word, bump)| (bump, word))
}

#[cfg(test)]
mod tests {
    use super::{Bump, semver_word};

    #[test]
    fn a_semver_word_asks_for_its_level() {
        for (message, level) in [
            ("x +semver: major", Some(Bump::Major)),
            ("x\n\n+semver:feature", Some(Bump::Minor)),
            ("+SemVer: Fix", Some(Bump::Patch)),
            ("+semver: major +semver: none", Some(Bump::None)),
            ("semver: major", None),
            ("+semver: huge", None),
            ("feat: a", None),
        ] {
            assert_eq!(semver_word(message).map(|(bump, _)| bump), level, "{message}");
        }
    }
}
