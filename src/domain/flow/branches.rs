//! The branches of a repository, each with what it is for.

use semver::Version;

use crate::domain::flow::kind::BranchKind;
use crate::domain::flow::naming::NamedBranch;
use crate::domain::flow::rules::{FlowRules, Preset};
use crate::domain::history::branch::Branch;
use crate::domain::history::commit::CommitId;
use crate::domain::version::version_tag::{VersionTag, VersionTags};

/// The branches of a repository, local ones first.
#[derive(Clone, Debug, Default)]
pub struct FlowBranches {
    refs: Vec<FlowBranch>,
}

/// A branch with what it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlowBranch {
    /// Where it is.
    pub branch: Branch,
    /// What it is for.
    pub named: NamedBranch,
}

/// A release or hotfix branch whose version is not out yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenRelease {
    /// The name of the branch.
    pub name: String,
    /// The version that its name says.
    pub version: Version,
    /// Where it is, here and on the remote.
    pub tips: Vec<Branch>,
}

impl FlowBranches {
    /// Returns the branches under these rules.
    pub fn new(branches: Vec<Branch>, rules: &FlowRules) -> Self {
        let refs = branches.into_iter().map(|branch| {
            let named = rules.classify(&branch.name);
            FlowBranch { branch, named }
        });
        Self { refs: refs.collect() }
    }

    /// Returns all of them.
    pub fn iter(&self) -> impl Iterator<Item = &FlowBranch> {
        self.refs.iter()
    }

    /// Returns those of a kind.
    pub fn of_kind(&self, kind: BranchKind) -> impl Iterator<Item = &FlowBranch> {
        self.refs.iter().filter(move |found| found.named.kind == kind)
    }

    /// Returns where a branch of this name is, here and on the remote.
    pub fn called<'b>(&'b self, name: &'b str) -> impl Iterator<Item = &'b FlowBranch> {
        self.refs.iter().filter(move |found| found.branch.name == name)
    }

    /// Returns the branches that point to a commit.
    pub fn at(&self, commit: CommitId) -> impl Iterator<Item = &FlowBranch> {
        self.refs.iter().filter(move |found| found.branch.tip == commit)
    }

    /// Whether there is a branch that only Git Flow has.
    pub fn show_git_flow(&self) -> bool {
        self.refs.iter().any(|found| found.named.kind.shows_git_flow())
    }

    /// Returns the branches of a kind that say a version no stable tag has, lowest version first.
    pub fn open(&self, kind: BranchKind, tags: &VersionTags) -> Vec<OpenRelease> {
        let mut open: Vec<OpenRelease> = Vec::new();
        for found in self.of_kind(kind) {
            let Some(version) = found.named.version(tags.family()) else { continue };
            if is_out(&version, tags) {
                continue;
            }
            match open.iter_mut().find(|known| known.name == found.branch.name) {
                Some(known) => known.tips.push(found.branch.clone()),
                None => open.push(OpenRelease {
                    name: found.branch.name.clone(),
                    version,
                    tips: vec![found.branch.clone()],
                }),
            }
        }
        open.sort_by(|left, right| left.version.cmp(&right.version));
        open
    }
}

/// Whether a release or hotfix branch says a version that is out.
pub fn is_finished(branch: &NamedBranch, tags: &VersionTags) -> bool {
    branch.version(tags.family()).is_some_and(|version| is_out(&version, tags))
}

fn is_out(version: &Version, tags: &VersionTags) -> bool {
    tags.of_version(version).any(VersionTag::is_stable)
}

/// Gives the rules the name of the production branch that there is: the first of the configured
/// ones, here or on the remote, else the one that the remote calls its default, unless that is
/// where the next release grows.
pub fn settle_production(rules: &mut FlowRules, branches: &[Branch], remote_head: Option<&str>) {
    let names = &rules.kind(BranchKind::Production).names;
    let exists = |name: &&String| {
        let is_same = |other: &str| match rules.ignores_case {
            true => name.eq_ignore_ascii_case(other),
            false => *name == other,
        };
        branches.iter().any(|branch| is_same(&branch.name))
    };
    let found = names.iter().find(exists).cloned();
    let is_usual = *names == FlowRules::of(rules.preset).kind(BranchKind::Production).names;
    let is_other = |name: &&str| is_usual && rules.classify(name).kind == BranchKind::Other;
    let settled = found.or_else(|| remote_head.filter(is_other).map(str::to_owned));
    if let (Some(name), Preset::Semflow) = (settled, rules.preset) {
        rules.kind_mut(BranchKind::Production).names = vec![name];
    }
}
