//! The releases themselves, as `--json` gives them: every commit of the range exactly once.

use serde::Serialize;

use crate::domain::changelog::addresses::{Addresses, Issue};
use crate::domain::changelog::entry::{Coming, Ignored, Link, Logged, Release};
use crate::domain::changelog::page::date;
use crate::domain::commit::change::Change;
use crate::domain::commit::footers::Footer;
use crate::domain::version::version_tag::split_version;

/// A release with its commits.
#[derive(Debug, Serialize)]
pub struct ReleaseData {
    version: Option<String>,
    tag: Option<String>,
    aliases: Vec<String>,
    commit_id: Option<String>,
    timestamp: Option<i64>,
    date: Option<String>,
    previous: Option<String>,
    compare_url: Option<String>,
    tag_url: Option<String>,
    commits: Vec<CommitData>,
    ignored: Vec<IgnoredData>,
}

#[derive(Debug, Serialize)]
struct CommitData {
    id: String,
    url: Option<String>,
    #[serde(flatten)]
    change: ChangeData,
    conventional: bool,
    squashed: Vec<ChangeData>,
    group: Option<String>,
    pull_request: Option<u64>,
    issues: Vec<Issue>,
    links: Vec<Link>,
    author: PersonData,
    committer: PersonData,
    parents: Vec<String>,
}

#[derive(Debug, Default, Serialize)]
struct ChangeData {
    r#type: Option<String>,
    scope: Option<String>,
    description: String,
    breaking: bool,
    breaking_description: Option<String>,
    body: Option<String>,
    footers: Vec<FooterData>,
    gitmoji: Option<String>,
}

#[derive(Debug, Serialize)]
struct FooterData {
    token: String,
    separator: String,
    value: String,
}

#[derive(Debug, Serialize)]
struct PersonData {
    name: String,
    email: String,
    timestamp: i64,
}

#[derive(Debug, Serialize)]
struct IgnoredData {
    id: String,
    subject: String,
    reason: String,
}

impl ReleaseData {
    /// Returns the data of a release. `coming` stands in for the tag of what is not released yet.
    pub fn new(release: &Release, coming: Option<&Coming>, addresses: Addresses<'_>) -> Self {
        let name = coming.map(|coming| coming.tag.as_str());
        let tag = release.tag.as_ref();
        let version = tag.map(|tag| tag.version.clone());
        let named = name.and_then(split_version).map(|(_, version)| version);
        let tag = tag.map(|tag| tag.name.to_string()).or_else(|| name.map(str::to_owned));
        let timestamp = release.timestamp.or(coming.map(|coming| coming.timestamp));
        Self {
            version: version.or(named).map(|version| version.to_string()),
            aliases: release.aliases.iter().map(ToString::to_string).collect(),
            commit_id: release.commit.map(|id| id.to_string()),
            timestamp,
            date: timestamp.and_then(date),
            previous: release.previous.as_ref().map(|tag| tag.name.to_string()),
            compare_url: addresses.compare(release.previous.as_ref(), tag.as_deref()),
            tag_url: addresses.tag(tag.as_deref()),
            commits: release.logged.iter().map(|one| CommitData::new(one, addresses)).collect(),
            ignored: release.ignored.iter().map(IgnoredData::new).collect(),
            tag,
        }
    }
}

impl CommitData {
    fn new(one: &Logged, addresses: Addresses<'_>) -> Self {
        let commit = &one.commit;
        let id = commit.id.to_string();
        let person = |signature: &crate::domain::history::commit::Signature| PersonData {
            name: signature.person.name.clone(),
            email: signature.person.email.clone(),
            timestamp: signature.seconds,
        };
        let unread =
            || ChangeData { description: commit.subject().to_owned(), ..ChangeData::default() };
        let mut change = one.change.as_ref().map_or_else(unread, ChangeData::new);
        change.scope = one.scope.clone().or(change.scope);
        Self {
            url: addresses.commit(&id),
            id,
            change,
            conventional: one.change.is_some(),
            squashed: one.squashed.iter().map(ChangeData::new).collect(),
            group: one.group.clone(),
            pull_request: one.request,
            issues: addresses.issues(one),
            links: one.links.clone(),
            author: person(&commit.author),
            committer: person(&commit.committer),
            parents: commit.parents.iter().map(ToString::to_string).collect(),
        }
    }
}

impl ChangeData {
    fn new(change: &Change) -> Self {
        let breaking = change.breaking.as_ref();
        Self {
            r#type: Some(change.kind.clone()),
            scope: change.scope.clone(),
            description: change.description.clone(),
            breaking: breaking.is_some(),
            breaking_description: breaking.map(|breaking| breaking.description.clone()),
            body: change.body.clone(),
            footers: change.footers.iter().map(FooterData::new).collect(),
            gitmoji: change.gitmoji.clone(),
        }
    }
}

impl FooterData {
    fn new(footer: &Footer) -> Self {
        Self {
            token: footer.token.clone(),
            separator: footer.separator.to_string(),
            value: footer.value.clone(),
        }
    }
}

impl IgnoredData {
    fn new(ignored: &Ignored) -> Self {
        Self {
            id: ignored.commit.id.to_string(),
            subject: ignored.commit.subject().to_owned(),
            reason: ignored.why.words(),
        }
    }
}
