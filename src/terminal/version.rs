//! How a decided version is printed: one line for a script, a page for a person, data for a machine.

use clap::ValueEnum;
use serde_json::{Value, json};

use crate::domain::flow::course::{Course, Excluded};
use crate::domain::flow::whereabouts::Whereabouts;
use crate::domain::history::branch::Branch;
use crate::domain::history::commit::CommitId;
use crate::domain::history::height::Height;
use crate::domain::version::decision::{Decision, Reason};
use crate::domain::version::parts;
use crate::domain::version::policy::core;
use crate::domain::version::rule::{Label, Numbering};
use crate::domain::version::version_tag::VersionTag;
use crate::terminal::explain;
use crate::terminal::variables::{Variable, VariablesFormat, render};

/// How a version is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// 1.2.3-rc.1
    Semver,
    /// v1.2.3-rc.1, with the prefix that the tags here have
    Tag,
    /// 1.2.3
    Core,
    /// Everything, as JSON
    Json,
    /// Lines of `SEMFLOW_NAME=value`
    Dotenv,
    /// Lines of `name=value` for `$GITHUB_OUTPUT`
    Github,
    /// Lines of `SEMFLOW_NAME=value` for a dotenv report of GitLab
    Gitlab,
    /// Commands that set output variables and the number of the build in Azure Pipelines
    Azure,
    /// Messages that set parameters and the number of the build in TeamCity
    Teamcity,
}

/// A decision with what its printed forms need beside it.
pub struct Answer<'a> {
    /// The decision.
    pub decision: &'a Decision,
    /// What stands before the version in a tag.
    pub prefix: &'a str,
    /// The commit that the version is for.
    pub head: CommitId,
    /// How many commits came since the last release.
    pub commits: usize,
    /// The branch, where the version is counted by Git Flow.
    pub branch: Option<BranchAnswer<'a>>,
    /// Whether all commits that count were there to be counted.
    pub is_complete: bool,
}

/// What is told of a branch of Git Flow.
#[derive(Clone, Copy)]
pub struct BranchAnswer<'a> {
    /// How it is known which branch it is.
    pub whereabouts: &'a Whereabouts,
    /// How its version is counted.
    pub course: &'a Course,
    /// What was left out.
    pub excluded: &'a [Excluded],
}

impl Answer<'_> {
    /// Returns how the version came about, as a page for a person; `None` where the form itself
    /// holds the reasons.
    /// It fits on a screen unless `is_whole`.
    pub fn page(&self, format: Format, is_whole: bool) -> Option<String> {
        (format != Format::Json).then(|| explain::page(self, is_whole))
    }

    /// Returns the answer in a form that ends with a newline.
    pub fn render(&self, format: Format) -> String {
        let version = &self.decision.next;
        match format {
            Format::Json => format!("{:#}\n", self.json()),
            Format::Dotenv => self.variables(VariablesFormat::Dotenv),
            Format::Github => self.variables(VariablesFormat::Github),
            Format::Gitlab => self.variables(VariablesFormat::Gitlab),
            Format::Azure => self.variables(VariablesFormat::Azure),
            Format::Teamcity => self.variables(VariablesFormat::Teamcity),
            Format::Semver => format!("{version}\n"),
            Format::Tag => format!("{}\n", self.tag()),
            Format::Core => format!("{}\n", core(version)),
        }
    }

    /// Returns the name of the version's tag.
    pub fn tag(&self) -> String {
        format!("{}{}", self.prefix, self.decision.next)
    }

    /// Whether tags count that HEAD does not reach.
    pub(super) fn has_line(&self) -> bool {
        self.branch.is_some_and(|branch| !branch.course.line.is_empty())
    }

    /// Returns which commits a number by height counts, in words.
    pub(super) fn height_words(&self) -> &'static str {
        match self.branch.map(|branch| branch.course.height) {
            Some(Height::FirstParent) => ", those that a merge brought in counted as one",
            Some(Height::All) | None => "",
        }
    }

    fn variables(&self, format: VariablesFormat) -> String {
        let variable = |(name, value)| Variable { name, value: parts::Value::Text(value) };
        render(&self.pairs().map(variable).collect::<Vec<_>>(), format)
    }

    fn pairs(&self) -> impl Iterator<Item = (&'static str, String)> {
        let version = &self.decision.next;
        let previous = self.decision.previous.as_ref();
        let text = |part: &str| part.to_owned();
        [
            ("version", version.to_string()),
            ("tag", self.tag()),
            ("core", core(version).to_string()),
            ("major", version.major.to_string()),
            ("minor", version.minor.to_string()),
            ("patch", version.patch.to_string()),
            ("prerelease", text(version.pre.as_str())),
            ("build", text(version.build.as_str())),
            ("previous_version", previous.map(|tag| tag.version.to_string()).unwrap_or_default()),
            ("previous_tag", previous.map(|tag| tag.name.to_string()).unwrap_or_default()),
            ("bump", self.decision.bump.to_string()),
            ("changed", self.decision.changed.to_string()),
            ("commits", self.commits.to_string()),
            ("commit", self.head.to_string()),
        ]
        .into_iter()
    }

    fn json(&self) -> Value {
        let version = &self.decision.next;
        let part = |text: &str| if text.is_empty() { Value::Null } else { json!(text) };
        let previous = self.decision.previous.as_ref().map(|tag| {
            json!({
                "version": tag.version.to_string(),
                "tag": tag.name.as_str(),
                "commit": tag.commit.to_string(),
            })
        });
        let mut answer = json!({
            "version": version.to_string(),
            "tag": self.tag(),
            "core": core(version).to_string(),
            "major": version.major,
            "minor": version.minor,
            "patch": version.patch,
            "prerelease": part(version.pre.as_str()),
            "build": part(version.build.as_str()),
            "previous": previous,
            "bump": self.decision.bump.to_string(),
            "changed": self.decision.changed,
            "commits": self.commits,
            "commit": self.head.to_string(),
            "reasons": self.decision.reasons.iter().map(reason_json).collect::<Vec<_>>(),
        });
        if let Value::Object(fields) = &mut answer {
            fields.extend(self.branch.iter().map(|it| ("branch".to_owned(), branch_json(it))));
            let incomplete = (!self.is_complete).then_some(("complete".to_owned(), json!(false)));
            fields.extend(incomplete);
        }
        answer
    }
}

fn branch_json(answer: &BranchAnswer<'_>) -> Value {
    let course = answer.course;
    let rule = &course.rule;
    json!({
        "name": course.branch.name,
        "kind": course.branch.kind.as_str(),
        "known_by": explain::known_by(&answer.whereabouts.known_by),
        "parent": course.parent.as_ref().map(|parent| parent.name.as_str()),
        "line": course.line.iter().map(Branch::spelled).collect::<Vec<_>>(),
        "excluded": answer.excluded.iter().map(|one| json!({
            "name": one.name, "commit": one.commit.to_string(), "why": one.why,
        })).collect::<Vec<_>>(),
        "label": match &rule.label {
            Label::Text(label) => json!(label),
            Label::Final | Label::Number => Value::Null,
        },
        "min_bump": rule.floor.to_string(),
        "number": Numbering::ALL.iter().find(|(_, way)| *way == rule.numbering).map(|(word, _)| *word),
    })
}

fn reason_json(reason: &Reason) -> Value {
    let tag = |tag: &VersionTag| json!(tag.name.as_str());
    match reason {
        Reason::Base(base) => json!({"kind": "base", "tag": tag(base)}),
        Reason::AtHead(at) => json!({"kind": "at-head", "tag": tag(at)}),
        Reason::First { declared, version } => json!({
            "kind": "first",
            "version": version.to_string(),
            "file": declared.as_ref().map(|declared| declared.file.as_str()),
        }),
        Reason::Vote(vote) => json!({
            "kind": "commit",
            "commit": vote.commit.to_string(),
            "subject": vote.subject,
            "bump": vote.bump.to_string(),
            "rule": vote.rule,
        }),
        Reason::Abstention(abstention) => json!({
            "kind": "ignored",
            "commit": abstention.commit.to_string(),
            "subject": abstention.subject,
            "why": abstention.why,
        }),
        Reason::BeforeOne { asked, raised } => json!({
            "kind": "before-1.0.0", "asked": asked.to_string(), "raised": raised.to_string(),
        }),
        Reason::Forced(level) => json!({"kind": "forced", "bump": level.to_string()}),
        Reason::Explicit(version) => json!({"kind": "explicit", "version": version.to_string()}),
        Reason::ReleaseAs(footer) => json!({
            "kind": "release-as", "commit": footer.commit.to_string(), "version": footer.value,
        }),
        Reason::Superseded(footer, by) => json!({
            "kind": "superseded",
            "commit": footer.commit.to_string(),
            "version": footer.value,
            "tag": tag(by),
        }),
        Reason::Floor(floor) => json!({"kind": "floor", "tag": tag(floor)}),
        Reason::Number { label, number, after } => json!({
            "kind": "number", "label": label, "number": number, "after": after.as_ref().map(tag),
        }),
        Reason::NothingToRaise(level) => {
            json!({"kind": "nothing-to-raise", "bump": level.to_string()})
        }
        Reason::NothingSince(since) => json!({"kind": "nothing-since", "tag": tag(since)}),
        Reason::Nothing => json!({"kind": "nothing"}),
        _ => branch_reason_json(reason),
    }
}

/// Returns a reason that only a branch of Git Flow has.
fn branch_reason_json(reason: &Reason) -> Value {
    let tag = |tag: &VersionTag| json!(tag.name.as_str());
    match reason {
        Reason::Open(open) => json!({
            "kind": "open-release", "branch": open.branch, "version": open.version.to_string(),
        }),
        Reason::Named { version, branch } => json!({
            "kind": "named", "branch": branch, "version": version.to_string(),
        }),
        Reason::Merged(merged) => json!({
            "kind": "merged-release",
            "branch": merged.source,
            "version": merged.version.to_string(),
            "commit": merged.commit.to_string(),
        }),
        Reason::MinBump(level) => json!({"kind": "min-bump", "bump": level.to_string()}),
        Reason::NextVersion { version, is_out } => json!({
            "kind": "next-version", "version": version.to_string(), "out": is_out,
        }),
        Reason::NumberTaken(by) => json!({"kind": "taken", "tag": tag(by)}),
        Reason::Height { label, number, height, after } => json!({
            "kind": "height",
            "label": label,
            "number": number,
            "height": height,
            "after": after.as_ref().map(tag),
        }),
        _ => Value::Null,
    }
}
