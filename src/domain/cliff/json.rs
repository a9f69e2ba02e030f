//! Releases as JSON in git-cliff's shape: what `--context` prints and `--from-context` reads.

use std::collections::BTreeMap;

use serde::ser::{SerializeSeq, SerializeStruct};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;

use crate::domain::cliff::commit::{Commit, Link, Signature};
use crate::domain::cliff::contributor::{Contributor, Contributors, ForgeName, PerForge};
use crate::domain::cliff::conventional::{Conventional, Footer};
use crate::domain::cliff::release::{CommitRange, Previous, Release};
use crate::domain::cliff::statistics::Statistics;
use crate::domain::history::changes::DiffStatistics;
use crate::domain::version::bump::Bump;
use crate::failure::{Failure, Result};

/// Returns releases as one line of JSON.
///
/// # Errors
/// Only by a defect: everything in a release has a JSON form.
pub fn to_json(releases: &[Release]) -> Result<String> {
    let text = serde_json::to_string(releases)
        .map_err(|error| Failure::bug("cannot write the releases as JSON").because(error))?;
    Ok(text + "\n")
}

/// Returns the releases that a text of `--context` describes, their messages read anew. What a file
/// leaves out is empty, though git-cliff wants every field.
///
/// # Errors
/// When the text is no such JSON; the failure has line and column. `place` is where it comes from.
pub fn from_json(text: &str, place: &str) -> Result<Vec<Release>> {
    let releases: Vec<ReleaseText> = serde_json::from_str(text).map_err(|error| {
        Failure::usage("the context is not what `--context` prints")
            .at(format!("{place}:{}:{}", error.line(), error.column()))
            .because(error)
            .hint("`semflow changelog --context` prints one to start from")
    })?;
    Ok(releases.into_iter().map(ReleaseText::understood).collect())
}

/// Returns a commit as templates and the fields of rules see it.
pub(super) fn commit_value(commit: &Commit) -> Value {
    serde_json::to_value(commit).unwrap_or_default()
}

impl Serialize for Commit {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut commit = serializer.serialize_struct("Commit", 21)?;
        commit.serialize_field("id", &self.id)?;
        commit.serialize_field("message", self.shown_message())?;
        if let Some(said) = &self.conventional {
            commit.serialize_field("body", &said.body)?;
            commit.serialize_field("footers", &Footers(&said.footers))?;
        }
        commit.serialize_field("group", &self.shown_group())?;
        if let Some(said) = &self.conventional {
            commit.serialize_field("breaking_description", &said.breaking_description)?;
            commit.serialize_field("breaking", &said.is_breaking())?;
        }
        commit.serialize_field("scope", &self.shown_scope())?;
        commit.serialize_field("links", &self.links)?;
        commit.serialize_field("author", &self.author)?;
        commit.serialize_field("committer", &self.committer)?;
        commit.serialize_field("conventional", &self.conventional.is_some())?;
        commit.serialize_field("merge_commit", &self.is_merge)?;
        commit.serialize_field("statistics", &self.statistics)?;
        commit.serialize_field("extra", &self.extra)?;
        let unknown = Contributor::default();
        for forge in ForgeName::ALL {
            let known = self.forges.as_ref().map_or(&unknown, |forges| forges.of(forge));
            commit.serialize_field(forge.key(), known)?;
        }
        if let Some(remote) = &self.remote {
            commit.serialize_field("remote", remote)?;
        }
        commit.serialize_field("raw_message", self.raw_message())?;
        commit.end()
    }
}

struct Footers<'a>(&'a [Footer]);

impl Serialize for Footers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut footers = serializer.serialize_seq(Some(self.0.len()))?;
        for footer in self.0 {
            footers.serialize_element(&FooterText {
                token: &footer.token,
                separator: footer.separator,
                value: &footer.value,
                breaking: footer.breaking,
            })?;
        }
        footers.end()
    }
}

#[derive(Serialize)]
struct FooterText<'a> {
    token: &'a str,
    separator: &'a str,
    value: &'a str,
    breaking: bool,
}

impl Serialize for Release {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut release = serializer.serialize_struct("Release", 17)?;
        release.serialize_field("version", &self.version)?;
        release.serialize_field("message", &self.message)?;
        release.serialize_field("commits", &self.commits)?;
        release.serialize_field("commit_id", &self.commit_id)?;
        release.serialize_field("timestamp", &self.timestamp)?;
        release.serialize_field("previous", &self.previous.as_ref().map(|one| &one.release))?;
        release.serialize_field("repository", &self.repository)?;
        release.serialize_field("commit_range", &self.commit_range)?;
        release.serialize_field("submodule_commits", &self.submodule_commits)?;
        release.serialize_field("statistics", &self.statistics)?;
        release.serialize_field("extra", &self.extra)?;
        release.serialize_field("bump_type", &self.bump_type.map(Bump::as_str))?;
        for forge in ForgeName::ALL {
            release.serialize_field(forge.key(), self.forges.of(forge))?;
        }
        release.end()
    }
}

impl Serialize for CommitRange {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut range = serializer.serialize_struct("Range", 2)?;
        range.serialize_field("from", &self.from)?;
        range.serialize_field("to", &self.to)?;
        range.end()
    }
}

/// A release as a file describes it.
#[derive(Default, Deserialize)]
#[serde(default)]
struct ReleaseText {
    version: Option<String>,
    message: Option<String>,
    commits: Vec<CommitText>,
    commit_id: Option<String>,
    timestamp: Option<i64>,
    previous: Option<Box<ReleaseText>>,
    repository: Option<String>,
    commit_range: Option<RangeText>,
    submodule_commits: BTreeMap<String, Vec<CommitText>>,
    statistics: Option<Statistics>,
    extra: Option<Value>,
    bump_type: Option<LevelText>,
    github: Contributors,
    gitlab: Contributors,
    gitea: Contributors,
    bitbucket: Contributors,
    azure_devops: Contributors,
}

#[derive(Deserialize)]
struct RangeText {
    from: String,
    to: String,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum LevelText {
    Major,
    Minor,
    Patch,
}

/// A commit as a file describes it; what only its message says is read from there.
#[derive(Default, Deserialize)]
#[serde(default)]
struct CommitText {
    id: String,
    message: String,
    group: Option<String>,
    default_scope: Option<String>,
    scope: Option<String>,
    links: Vec<Link>,
    author: Signature,
    committer: Signature,
    merge_commit: bool,
    statistics: DiffStatistics,
    extra: Option<Value>,
    remote: Option<Contributor>,
    github: Contributor,
    gitlab: Contributor,
    gitea: Contributor,
    bitbucket: Contributor,
    azure_devops: Contributor,
    raw_message: Option<String>,
}

impl ReleaseText {
    fn understood(self) -> Release {
        let commits: Vec<_> = self.commits.into_iter().map(CommitText::understood).collect();
        let submodules = self
            .submodule_commits
            .into_iter()
            .map(|(path, commits)| (path, commits.into_iter().map(CommitText::plain).collect()));
        Release {
            version: self.version,
            message: self.message,
            commits,
            commit_id: self.commit_id,
            timestamp: self.timestamp,
            previous: self.previous.map(|one| Box::new(Previous::of(one.understood()))),
            repository: self.repository,
            commit_range: self.commit_range.map(|RangeText { from, to }| CommitRange { from, to }),
            submodule_commits: submodules.collect(),
            statistics: self.statistics,
            extra: self.extra.map(sorted),
            bump_type: self.bump_type.map(|level| match level {
                LevelText::Major => Bump::Major,
                LevelText::Minor => Bump::Minor,
                LevelText::Patch => Bump::Patch,
            }),
            forges: PerForge {
                github: self.github,
                gitlab: self.gitlab,
                gitea: self.gitea,
                bitbucket: self.bitbucket,
                azure_devops: self.azure_devops,
            },
        }
    }
}

impl CommitText {
    fn plain(self) -> Commit {
        let forges = PerForge {
            github: self.github,
            gitlab: self.gitlab,
            gitea: self.gitea,
            bitbucket: self.bitbucket,
            azure_devops: self.azure_devops,
        };
        Commit {
            id: self.id,
            message: self.message,
            conventional: None,
            group: self.group,
            default_scope: self.default_scope,
            scope: self.scope,
            links: self.links,
            author: self.author,
            committer: self.committer,
            is_merge: self.merge_commit,
            statistics: self.statistics,
            extra: self.extra.map(sorted),
            remote: self.remote,
            forges: (forges != PerForge::default()).then(|| Box::new(forges)),
            raw_message: self.raw_message,
        }
    }

    fn understood(self) -> Commit {
        let commit = self.plain();
        Commit { conventional: Conventional::parse(commit.raw_message()), ..commit }
    }
}

/// Returns a value whose objects have their keys in order, as git-cliff keeps them.
pub(super) fn sorted(value: Value) -> Value {
    match value {
        Value::Object(entries) => {
            let entries: BTreeMap<_, _> =
                entries.into_iter().map(|(key, value)| (key, sorted(value))).collect();
            Value::Object(entries.into_iter().collect())
        }
        Value::Array(items) => Value::Array(items.into_iter().map(sorted).collect()),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::{from_json, to_json};

    #[test]
    fn a_context_survives_the_way_to_releases_and_back() {
        let text =
            r#"[{"version":"v1","commits":[{"id":"a","message":"feat(x)!: y\n\nb\n\nRefs: #1"}]}]"#;
        let releases = from_json(text, "context").unwrap();
        let said = releases[0].commits[0].conventional.as_ref().unwrap();
        assert_eq!((said.kind.as_str(), said.footers.len()), ("feat", 1));
        let printed = to_json(&releases).unwrap();
        let again = to_json(&from_json(&printed, "context").unwrap()).unwrap();
        assert_eq!(printed, again);
    }

    #[test]
    fn what_is_no_context_is_told_with_its_place() {
        let failure = from_json("[\n{\"version\": 1}]", "c.json").unwrap_err();
        assert!(failure.place.unwrap().starts_with("c.json:2:"));
    }
}
