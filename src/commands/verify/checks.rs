//! The checks of one tag.

use std::path::Path;

use semver::Version;

use crate::commands::flow::position::FlowProject;
use crate::commands::project::Project;
use crate::commands::release::meaning::changelog;
use crate::commands::verify::run::{fault, faults, plural};
use crate::commands::version_files::find;
use crate::domain::changelog::document::heading::SectionName;
use crate::domain::changelog::document::structure::Document;
use crate::domain::flow::kind::BranchKind;
use crate::domain::history::commit::CommitId;
use crate::domain::version::verification::{Check, CheckName, Fault, Outcome, Verification};
use crate::domain::version::version_tag::{VersionTag, VersionTags};
use crate::failure::{Failure, Result};
use crate::git::base::Search;
use crate::git::file_trees::CommitTree;
use crate::git::program::runner::Git;

/// What tags are checked with.
pub(super) struct Checking<'c> {
    /// The project.
    pub(super) project: &'c Project,
    /// The tags that count as versions.
    pub(super) tags: &'c VersionTags,
    /// The branches.
    pub(super) flow: &'c FlowProject,
    /// Git.
    pub(super) git: &'c Git,
}

impl Checking<'_> {
    /// Returns what is to be said of a tag.
    pub(super) fn tag(&self, name: &str, skipped: &[CheckName]) -> Result<Verification> {
        let commit = self.commit_of(name)?;
        let subject = format!("{name} at {}", commit.short());
        let version = self.tags.family().version_of(name);
        let mut checks = Vec::new();
        for (_, check) in CheckName::ALL {
            let outcome = match (&version, check) {
                _ if skipped.contains(&check) => Outcome::Skipped("as asked for".to_owned()),
                (Some(version), CheckName::Version) => Outcome::Good(version.to_string()),
                (None, CheckName::Version) => self.no_version(name),
                (_, CheckName::Annotated) => self.annotated(name)?,
                (None, _) => Outcome::Skipped("there is no version to check".to_owned()),
                (Some(version), CheckName::Branch) => self.branch(name, version, commit)?,
                (Some(version), CheckName::Monotonic) => self.monotonic(version, commit)?,
                (Some(version), CheckName::Files) => self.files(name, version, commit)?,
                (Some(version), CheckName::Changelog) => self.changelog(version, commit)?,
                (Some(version), CheckName::BackMerge) => self.back_merge(version, commit)?,
            };
            checks.push(Check { name: check, outcome });
        }
        Ok(Verification { subject, version: version.map(|version| version.to_string()), checks })
    }

    fn commit_of(&self, name: &str) -> Result<CommitId> {
        let found = self.project.repository.tags(&|other| other == name)?;
        match found.first() {
            Some(_) => self.project.repository.resolve(&format!("refs/tags/{name}")),
            None => Err(Failure::state("the tag is not in this repository")
                .at(format!("refs/tags/{name}"))
                .hint("`git fetch --tags` brings it")),
        }
    }

    fn no_version(&self, name: &str) -> Outcome {
        let prefix = self.tags.prefix_for_new(None);
        Outcome::bad(
            format!("refs/tags/{name}"),
            "it names no version as SemVer 2.0.0 and the other tags write one",
            format!("a tag is `{prefix}` and three numbers: `{prefix}1.2.0`, `{prefix}1.2.0-rc.1`"),
        )
    }

    fn annotated(&self, name: &str) -> Result<Outcome> {
        let reference = format!("refs/tags/{name}");
        Ok(match self.git.kind_of(&reference)?.as_deref() {
            Some("tag") => Outcome::Good("with a message of its own".to_owned()),
            _ => Outcome::bad(
                reference,
                "it is a lightweight tag: nobody made it, and nobody signed it",
                format!(
                    "`semflow tag`, or `git tag --annotate --force {name} {name}` before it is pushed"
                ),
            ),
        })
    }

    /// A final version belongs on the production branch or a support branch; a pre-release may be on
    /// any branch that leads there.
    fn branch(&self, name: &str, version: &Version, commit: CommitId) -> Result<Outcome> {
        let mut kinds = vec![BranchKind::Production, BranchKind::Support];
        if !version.pre.is_empty() {
            kinds.extend([BranchKind::Integration, BranchKind::Staging]);
            kinds.extend([BranchKind::Release, BranchKind::Hotfix]);
        }
        let all: Vec<_> = kinds.iter().flat_map(|kind| self.flow.branches.of_kind(*kind)).collect();
        if !all.iter().any(|found| found.named.kind == BranchKind::Production) {
            return Ok(Outcome::Skipped("the production branch is not in this clone".to_owned()));
        }
        for found in &all {
            if self.holds(found.branch.tip, commit)? {
                return Ok(Outcome::Good(format!("on {}", found.branch.spelled())));
            }
        }
        if self.is_shallow() {
            return Ok(Outcome::Skipped("a shallow clone does not tell".to_owned()));
        }
        let names: Vec<_> = all.iter().map(|found| found.branch.spelled()).collect();
        Ok(Outcome::bad(
            format!("refs/tags/{name}"),
            format!("its commit is on none of {}", names.join(", ")),
            "tag the commit that was merged: `semflow release finish --merged`",
        ))
    }

    /// A version is above all that its commit holds, and nobody else's. A candidate may share its commit
    /// with the release that it became.
    fn monotonic(&self, version: &Version, commit: CommitId) -> Result<Outcome> {
        if let Some(other) = self.tags.of_version(version).find(|other| other.commit != commit) {
            return Ok(Outcome::bad(
                format!("refs/tags/{}", other.name),
                format!("it is {version} as well, on another commit"),
                "a version is given once: choose a higher one",
            ));
        }
        let counts = |tag: &&VersionTag| match version.pre.is_empty() {
            true => tag.is_stable() && tag.version != *version,
            false => tag.commit != commit,
        };
        let before: Vec<&VersionTag> = self.tags.iter().filter(counts).collect();
        let targets: Vec<_> = before.iter().map(|tag| tag.commit).collect();
        let mut history = self.project.history()?;
        let found = history.highest_reachable(&[commit], &targets, &mut |_| false)?;
        let Search::Ended { highest, cut_at } = found else {
            return Ok(Outcome::Skipped("the history does not tell".to_owned()));
        };
        let highest = highest.and_then(|place| before.get(place).copied());
        let may_hide = cut_at.is_some() || (highest.is_none() && self.is_shallow());
        Ok(match (highest, may_hide) {
            (Some(other), _) if other.version > *version => Outcome::bad(
                format!("refs/tags/{}", other.name),
                format!("it is in the history of {version}, and higher"),
                "a release is above all that it holds: choose a higher version",
            ),
            (_, true) => Outcome::Skipped("a shallow clone does not tell".to_owned()),
            (Some(other), false) => Outcome::Good(format!("above {}", other.name)),
            (None, false) => Outcome::Good("the first release".to_owned()),
        })
    }

    fn files(&self, name: &str, version: &Version, commit: CommitId) -> Result<Outcome> {
        let tree = CommitTree::new(&self.project.repository, self.git, commit);
        let versions = match find(&tree, &self.project.settings) {
            Ok(versions) => versions,
            // A file that is not clear is what is looked for here; the other checks go on.
            Err(failure) => return fault(failure).map(|fault| Outcome::Bad(vec![fault])),
        };
        if versions.files.is_empty() {
            return Ok(Outcome::Skipped("no file declares a version".to_owned()));
        }
        let found = faults(&versions.disagreements_with(version, &format!("the tag {name}")));
        if !found.is_empty() {
            return Ok(Outcome::Bad(found));
        }
        let files = versions.files.len();
        Ok(Outcome::Good(format!("{files} {}", plural(files))))
    }

    fn changelog(&self, version: &Version, commit: CommitId) -> Result<Outcome> {
        let Some(path) = changelog(&self.project.settings) else {
            return Ok(Outcome::Skipped("there is to be no changelog".to_owned()));
        };
        if !version.pre.is_empty() {
            return Ok(Outcome::Skipped("a pre-release is told with its release".to_owned()));
        }
        let Some(bytes) = self.project.repository.file_at(commit, Path::new(&path))? else {
            return Ok(Outcome::Skipped(format!("there is no {path}")));
        };
        let text = String::from_utf8_lossy(&bytes);
        let document = Document::parse(&text);
        let wanted = SectionName::Version { package: None, version: version.clone() };
        let has = document
            .sections
            .iter()
            .any(|section| section.name.as_ref().is_some_and(|name| name.is_same(&wanted)));
        Ok(match has {
            true => Outcome::Good(format!("{path} has its section")),
            false => Outcome::bad(
                path.clone(),
                format!("it has no section for {version}"),
                format!(
                    "`semflow changelog --unreleased --tag {version} --prepend {path}`, before the tag"
                ),
            ),
        })
    }

    fn back_merge(&self, version: &Version, commit: CommitId) -> Result<Outcome> {
        if !version.pre.is_empty() {
            return Ok(Outcome::Skipped("a pre-release is not merged back".to_owned()));
        }
        let is_on = |kind: BranchKind| -> Result<bool> {
            for found in self.flow.branches.of_kind(kind) {
                if self.holds(found.branch.tip, commit)? {
                    return Ok(true);
                }
            }
            Ok(false)
        };
        if is_on(BranchKind::Support)? && !is_on(BranchKind::Production)? {
            return Ok(Outcome::Skipped("a support line is on its own".to_owned()));
        }
        let kinds = [BranchKind::Staging, BranchKind::Integration];
        let mut lacking: Vec<String> = Vec::new();
        let mut holding: Vec<String> = Vec::new();
        for found in kinds.iter().flat_map(|kind| self.flow.branches.of_kind(*kind)) {
            let name = found.branch.name.clone();
            match self.holds(found.branch.tip, commit)? {
                true => holding.push(name),
                false => lacking.push(name),
            }
        }
        // The branch here and the branch there are one: it is enough that one of them has it.
        lacking.retain(|name| !holding.contains(name));
        lacking.dedup();
        holding.dedup();
        let faults: Vec<_> = lacking
            .iter()
            .map(|name| Fault {
                place: name.clone(),
                what: format!("it lacks {version}"),
                hint: format!("`git switch {name}`, then `git merge` the tag"),
            })
            .collect();
        Ok(match (holding.is_empty(), faults.is_empty()) {
            (_, false) => Outcome::Bad(faults),
            (false, true) => Outcome::Good(format!("in {}", holding.join(", "))),
            (true, true) => Outcome::Skipped("there is no branch to merge it back into".to_owned()),
        })
    }

    fn is_shallow(&self) -> bool {
        self.project.repository.is_shallow()
    }

    fn holds(&self, tip: CommitId, commit: CommitId) -> Result<bool> {
        Ok(tip == commit || self.project.history()?.unreachable(&[tip], &[commit])?.is_empty())
    }
}
