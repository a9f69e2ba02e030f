//! One line of a changelog: a change with its commit, as a template sees it.

use serde::Serialize;

use crate::domain::changelog::addresses::Issue;
use crate::domain::changelog::entry::{Link, Logged};
use crate::domain::changelog::page::PageStyle;
use crate::domain::changelog::sections::{BREAKING, OTHER};
use crate::domain::commit::change::Change;
use crate::domain::commit::references::split_trailing_request;
use crate::domain::history::commit::Signature;
use crate::domain::remote::user_from_noreply;

/// A change with its commit.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    pub(super) id: String,
    pub(super) short_id: String,
    pub(super) url: Option<String>,
    #[serde(rename = "type")]
    pub(super) kind: Option<String>,
    pub(super) scope: Option<String>,
    /// The section that a configured rule puts it in, else its type, as in git-cliff.
    pub(super) group: Option<String>,
    /// The section that a configured rule puts it in.
    #[serde(skip)]
    section: Option<String>,
    /// The description without the number of the pull request, which is in `issues`.
    pub(super) description: String,
    /// The description as it was written.
    pub(super) message: String,
    pub(super) body: Option<String>,
    pub(super) footers: Vec<FooterLine>,
    pub(super) breaking: bool,
    pub(super) breaking_description: Option<String>,
    pub(super) gitmoji: Option<String>,
    pub(super) issues: Vec<Issue>,
    pub(super) pull_request: Option<u64>,
    pub(super) links: Vec<Link>,
    pub(super) author: Author,
    pub(super) committer: Author,
    pub(super) conventional: bool,
    pub(super) merge_commit: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) raw_message: Option<String>,
}

/// A footer of a message.
#[derive(Clone, Debug, Serialize)]
pub struct FooterLine {
    token: String,
    separator: String,
    value: String,
    breaking: bool,
}

/// Who made a commit.
#[derive(Clone, Debug, Serialize)]
pub struct Author {
    pub(super) name: String,
    email: String,
    username: Option<String>,
    timestamp: i64,
}

impl Author {
    pub(super) fn of(signature: &Signature) -> Self {
        Self {
            name: signature.person.name.clone(),
            email: signature.person.email.clone(),
            username: user_from_noreply(&signature.person.email),
            timestamp: signature.seconds,
        }
    }
}

impl Entry {
    /// Returns the title of the section it belongs to; `None` where the template has none for it.
    pub(super) fn title(&self, style: &PageStyle<'_>) -> Option<String> {
        if self.breaking {
            return Some(BREAKING.to_owned());
        }
        let of_type = || {
            let kind = self.kind.as_ref()?.to_lowercase();
            style.sections.title_of(&kind).map(str::to_owned)
        };
        let is_other = !self.conventional && style.shows_unconventional;
        self.section.clone().or_else(of_type).or_else(|| is_other.then(|| OTHER.to_owned()))
    }

    /// Whether it is no conventional change and no configured rule puts it into a section.
    pub(super) fn is_unplaced(&self) -> bool {
        !self.conventional && self.section.is_none()
    }
}

/// Returns the lines of a commit: one for each change that it tells, at least one.
pub(super) fn entries(one: &Logged, style: &PageStyle<'_>) -> Vec<Entry> {
    let issues = style.addresses.issues(one);
    let changes: Vec<_> = one.changes().collect();
    if changes.is_empty() {
        let subject = one.commit.subject().to_owned();
        return vec![Entry { conventional: false, ..entry(one, None, subject, issues, style) }];
    }
    let from = |(nth, change): (usize, &&Change)| {
        let issues =
            if nth == 0 { issues.clone() } else { issues.iter().take(1).cloned().collect() };
        entry(one, Some(*change), change.description.clone(), issues, style)
    };
    changes.iter().enumerate().map(from).collect()
}

fn entry(
    one: &Logged,
    change: Option<&Change>,
    message: String,
    issues: Vec<Issue>,
    style: &PageStyle<'_>,
) -> Entry {
    let commit = &one.commit;
    let id = commit.id.to_string();
    let is_header = change.is_none_or(|change| one.change.as_ref() == Some(change));
    let group = one.group.as_ref().filter(|_| is_header);
    let own_scope = change.and_then(|change| change.scope.clone());
    let breaking = change.and_then(|change| change.breaking.as_ref());
    let told = breaking.map(|breaking| breaking.description.clone());
    let footers = change.map(|change| change.footers.as_slice()).unwrap_or_default();
    let footer_line = |footer: &crate::domain::commit::footers::Footer| FooterLine {
        token: footer.token.clone(),
        separator: footer.separator.to_string(),
        value: footer.value.clone(),
        breaking: footer.is_breaking,
    };
    Entry {
        url: style.addresses.commit(&id),
        short_id: commit.id.short(),
        kind: change.map(|change| change.kind.clone()),
        scope: one.scope.clone().filter(|_| is_header).or(own_scope),
        group: group.cloned().or_else(|| change.map(|change| change.kind.clone())),
        section: group.cloned(),
        description: without_request(&message).to_owned(),
        breaking_description: told.filter(|told| *told != message),
        message,
        body: change.and_then(|change| change.body.clone()),
        footers: footers.iter().map(footer_line).collect(),
        breaking: breaking.is_some(),
        gitmoji: change.and_then(|change| change.gitmoji.clone()),
        issues,
        pull_request: one.request,
        links: one.links.clone(),
        author: Author::of(&commit.author),
        committer: Author::of(&commit.committer),
        conventional: change.is_some(),
        merge_commit: commit.is_merge(),
        raw_message: style.needs.raw_message.then(|| commit.message.clone()),
        id,
    }
}

/// Returns a description without the `(#12)` at its end.
fn without_request(description: &str) -> &str {
    match split_trailing_request(description) {
        Some((before, ..)) if !before.is_empty() => before,
        _ => description,
    }
}
