//! The version taken apart: every value that a CI may want of it, each with its name.

use std::borrow::Cow;

use chrono::DateTime;
use semver::Version;

use crate::domain::flow::kind::BranchKind;
use crate::domain::flow::naming::NamedBranch;
use crate::domain::history::commit::CommitId;
use crate::domain::version::decision::Decision;
use crate::domain::version::forms::{debian, maven, nuget, oci_tag, pep440};
use crate::domain::version::image_tags::{ImageFacts, image_tags};
use crate::domain::version::policy::core;
use crate::domain::version::prerelease::label_and_number;
use crate::domain::version::version_tag::{VersionTag, VersionTags};

/// The names, in the order in which they are printed: what is wanted most stands first. None is
/// `branch`: `SEMFLOW_BRANCH` is what a run reads, and must not be what another has written.
pub const NAMES: [&str; 40] = [
    "version",
    "tag",
    "core",
    "major",
    "minor",
    "patch",
    "prerelease",
    "label",
    "number",
    "is_prerelease",
    "is_released",
    "changed",
    "branch_name",
    "escaped_branch",
    "commit",
    "short_commit",
    "image_tag",
    "image_tags",
    "height",
    "previous_tag",
    "full_version",
    "build",
    "bump",
    "commits",
    "previous_version",
    "previous_commit",
    "branch_kind",
    "pull_request",
    "commit_date",
    "uncommitted_changes",
    "prerelease_with_dash",
    "label_with_dash",
    "weighted_number",
    "informational_version",
    "assembly_version",
    "assembly_file_version",
    "pep440",
    "nuget",
    "maven",
    "debian",
];

/// What a value may be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A text, which may be empty.
    Text(String),
    /// A number.
    Number(u64),
    /// Yes or no.
    Flag(bool),
    /// Several texts in their order.
    List(Vec<String>),
}

impl Value {
    /// Returns the value as one text; the parts of a list stand with a space between them.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Flag(flag) => Cow::Owned(flag.to_string()),
            Self::List(parts) => Cow::Owned(parts.join(" ")),
        }
    }
}

/// What the values are made from.
pub struct Facts<'a> {
    /// The version, and what it was counted from.
    pub decision: &'a Decision,
    /// Every version tag.
    pub tags: &'a VersionTags,
    /// What stands before the version in a tag.
    pub prefix: &'a str,
    /// The commit that the version is for.
    pub head: CommitId,
    /// What HEAD is called, where that is known.
    pub branch: Option<&'a NamedBranch>,
    /// The number of the pull request that is built.
    pub pull_request: Option<&'a str>,
    /// How many commits a number by height counts.
    pub height: u64,
    /// How many commits came since the last release.
    pub commits: usize,
    /// When the commit was made, in seconds since 1970.
    pub committed_at: i64,
    /// How many files of the work tree are not as the commit has them.
    pub uncommitted_changes: usize,
}

/// Returns every value with its name, in the order of [`NAMES`].
pub fn parts(facts: &Facts<'_>) -> Vec<(&'static str, Value)> {
    NAMES.into_iter().map(|name| (name, facts.value(name))).collect()
}

impl Facts<'_> {
    fn value(&self, name: &str) -> Value {
        let full = &self.decision.next;
        let version = without_build(full);
        let (label, number) = label_and_number_of(&version);
        let previous = self.decision.previous.as_ref();
        let text = |text: &str| Value::Text(text.to_owned());
        let of_previous = |what: &dyn Fn(&VersionTag) -> String| {
            Value::Text(previous.map(what).unwrap_or_default())
        };
        let branch = self.branch.map(|branch| branch.name.as_str()).unwrap_or_default();
        match name {
            "version" => Value::Text(version.to_string()),
            "full_version" => Value::Text(full.to_string()),
            "tag" => Value::Text(self.tag(&version)),
            "core" => Value::Text(core(&version).to_string()),
            "major" => Value::Number(version.major),
            "minor" => Value::Number(version.minor),
            "patch" => Value::Number(version.patch),
            "prerelease" => text(version.pre.as_str()),
            "prerelease_with_dash" => Value::Text(dashed(version.pre.as_str())),
            "label" => text(&label),
            "label_with_dash" => Value::Text(dashed(&label)),
            "number" => number.map_or_else(|| text(""), Value::Number),
            "weighted_number" => {
                Value::Number(self.weight(&version).saturating_add(number.unwrap_or(0)))
            }
            "build" => text(full.build.as_str()),
            "is_prerelease" => Value::Flag(!version.pre.is_empty()),
            "is_released" => Value::Flag(self.is_released(&version)),
            "changed" => Value::Flag(self.decision.changed),
            "bump" => Value::Text(self.decision.bump.to_string()),
            "branch_name" => text(branch),
            "escaped_branch" => Value::Text(escaped(branch)),
            "branch_kind" => text(self.branch.map(|one| one.kind.as_str()).unwrap_or_default()),
            "pull_request" => text(self.pull_request.unwrap_or_default()),
            "commit" => Value::Text(self.head.to_string()),
            "short_commit" => Value::Text(self.head.short()),
            "commit_date" => Value::Text(self.date()),
            "uncommitted_changes" => Value::Number(self.uncommitted_changes as u64),
            "height" => Value::Number(self.height),
            "commits" => Value::Number(self.commits as u64),
            "previous_tag" => of_previous(&|tag| tag.name.to_string()),
            "previous_version" => of_previous(&|tag| tag.version.to_string()),
            "previous_commit" => of_previous(&|tag| tag.commit.to_string()),
            "image_tags" => Value::List(self.image_tags(&version)),
            "image_tag" => {
                let tags = self.image_tags(&version);
                Value::Text(tags.into_iter().next().unwrap_or_default())
            }
            "informational_version" => Value::Text(self.informational(full, branch)),
            "assembly_version" | "assembly_file_version" => {
                Value::Text(format!("{}.0", core(&version)))
            }
            "pep440" => Value::Text(pep440(full)),
            "nuget" => Value::Text(nuget(&version)),
            "maven" => Value::Text(maven(&version)),
            "debian" => Value::Text(debian(full)),
            _ => text(""),
        }
    }

    fn tag(&self, version: &Version) -> String {
        format!("{}{version}", self.prefix)
    }

    /// Whether HEAD carries a tag of this version.
    fn is_released(&self, version: &Version) -> bool {
        self.tags.of_version(version).any(|tag| tag.commit == self.head)
    }

    fn image_tags(&self, version: &Version) -> Vec<String> {
        let carried = self.tags.of_version(version).find(|tag| tag.commit == self.head);
        let tag = carried.map_or_else(|| self.tag(version), |tag| tag.name.to_string());
        let stable = || self.tags.iter().filter(|tag| tag.is_stable()).map(|tag| &tag.version);
        let is_highest = |is_rival: &dyn Fn(&Version) -> bool| {
            stable().filter(|other| is_rival(other)).all(|other| other <= version)
        };
        let short_commit = self.head.short();
        image_tags(&ImageFacts {
            version,
            tag: &tag,
            released: carried.is_some(),
            branch: self.branch.map(|branch| branch.name.as_str()),
            pull_request: self.pull_request,
            short_commit: &short_commit,
            is_highest: is_highest(&|_| true),
            is_highest_of_major: is_highest(&|other| other.major == version.major),
            is_highest_of_minor: is_highest(&|other| {
                (other.major, other.minor) == (version.major, version.minor)
            }),
        })
    }

    /// The weights that GitVersion adds, so that four numbers sort as the versions do
    /// (`pre-release-weight`, `tag-pre-release-weight`).
    fn weight(&self, version: &Version) -> u64 {
        if version.pre.is_empty() && self.is_released(version) {
            return 60_000;
        }
        match self.branch.map(|branch| branch.kind) {
            Some(BranchKind::Integration) => 0,
            Some(BranchKind::Production | BranchKind::Support) => 55_000,
            _ => 30_000,
        }
    }

    fn informational(&self, full: &Version, branch: &str) -> String {
        let branch = escaped(branch);
        let joint = if full.build.is_empty() { '+' } else { '.' };
        let branch = if branch.is_empty() { branch } else { format!("Branch.{branch}.") };
        format!("{full}{joint}{branch}Sha.{}", self.head)
    }

    fn date(&self) -> String {
        let date = DateTime::from_timestamp(self.committed_at, 0).unwrap_or_default();
        date.format("%Y-%m-%d").to_string()
    }
}

/// Returns label and number of a version; a number may stand alone.
fn label_and_number_of(version: &Version) -> (String, Option<u64>) {
    let pre = version.pre.as_str();
    match (label_and_number(version), pre.parse()) {
        (Some((label, number)), _) => (label.to_owned(), Some(number)),
        (None, Ok(number)) => (String::new(), Some(number)),
        (None, Err(_)) => (pre.to_owned(), None),
    }
}

fn without_build(version: &Version) -> Version {
    Version { build: semver::BuildMetadata::EMPTY, ..version.clone() }
}

fn dashed(text: &str) -> String {
    if text.is_empty() { String::new() } else { format!("-{text}") }
}

fn escaped(branch: &str) -> String {
    if branch.is_empty() { String::new() } else { oci_tag(branch).replace('_', "-") }
}
