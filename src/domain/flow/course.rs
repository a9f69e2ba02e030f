//! From a branch to the way its version is counted: whose rules it follows, which tags count, where
//! its commits start.

use semver::Version;

use crate::domain::flow::branches::{FlowBranch, FlowBranches, OpenRelease, is_finished};
use crate::domain::flow::kind::BranchKind;
use crate::domain::flow::naming::NamedBranch;
use crate::domain::flow::rules::{FlowRules, Preset};
use crate::domain::history::branch::Branch;
use crate::domain::history::commit::CommitId;
use crate::domain::history::height::Height;
use crate::domain::version::bump::Bump;
use crate::domain::version::rule::{BranchRule, CoreRule, Label};
use crate::domain::version::version_tag::{VersionTag, VersionTags};

/// The kinds that a topic branch may have been branched off, the first of equals first.
const PARENTS: [BranchKind; 5] = [
    BranchKind::Integration,
    BranchKind::Release,
    BranchKind::Hotfix,
    BranchKind::Production,
    BranchKind::Support,
];

/// The kinds that a hotfix branch may have been branched off.
const TRUNKS: [BranchKind; 2] = [BranchKind::Production, BranchKind::Support];

/// The kinds that a release branch may have been branched off. What grows towards the production
/// branch is on its line.
const SOURCES: [BranchKind; 3] =
    [BranchKind::Integration, BranchKind::Production, BranchKind::Support];

/// How the version of a branch is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// The branch.
    pub branch: NamedBranch,
    /// The branch whose rules it follows; `None` where it has rules of its own.
    pub parent: Option<NamedBranch>,
    /// The branches whose stable tags count beside those that HEAD reaches.
    pub line: Vec<Branch>,
    /// Whether it counts from the open release branches.
    pub counts_open_releases: bool,
    /// What it asks of its version.
    pub rule: BranchRule,
    /// Which commits a number by height counts.
    pub height: Height,
}

/// What a branch was branched off.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// The branch that it was branched off, or that a pull request is to be merged into.
    pub parent: Option<NamedBranch>,
    /// What that was branched off, where it is a release or hotfix branch.
    pub trunk: Option<NamedBranch>,
    /// The branch that a pull request comes from.
    pub source: Option<NamedBranch>,
}

/// Returns the branches that a branch may have been branched off, the first of equals first; none
/// where that makes no difference. A release that is out is no parent any more.
pub fn parents<'b>(
    branch: &NamedBranch,
    branches: &'b FlowBranches,
    rules: &FlowRules,
    tags: &VersionTags,
) -> Vec<&'b FlowBranch> {
    let kinds: &[BranchKind] = match branch.kind {
        kind if kind.follows_a_parent() => &PARENTS,
        BranchKind::Release => &SOURCES,
        BranchKind::Hotfix => &TRUNKS,
        _ => &[],
    };
    let all = kinds.iter().flat_map(|kind| branches.of_kind(*kind));
    let is_over =
        |found: &&FlowBranch| rules.preset == Preset::Semflow && is_finished(&found.named, tags);
    let may_be = |found: &&FlowBranch| found.branch.name != branch.name && !is_over(found);
    let found: Vec<_> = all.filter(may_be).collect();
    let has_support = found.iter().any(|found| found.named.kind == BranchKind::Support);
    match branch.kind {
        BranchKind::Release | BranchKind::Hotfix if !has_support => Vec::new(),
        _ => found,
    }
}

impl Course {
    /// Returns how the version of a branch is counted.
    ///
    /// `origin` says what it was branched off. A support branch in either place keeps to its own
    /// line.
    pub fn new(
        branch: NamedBranch,
        origin: Origin,
        branches: &FlowBranches,
        rules: &FlowRules,
        tags: &VersionTags,
    ) -> Self {
        let Origin { parent, trunk, source } = origin;
        let parent = parent.filter(|_| branch.kind.follows_a_parent());
        let leading = parent.as_ref().unwrap_or(&branch);
        let support = [Some(leading), trunk.as_ref()]
            .into_iter()
            .flatten()
            .find(|named| named.kind == BranchKind::Support);
        let line = match (support, leading.kind) {
            (Some(support), _) => tips(branches.called(&support.name)),
            (None, BranchKind::Production) if parent.is_none() => Vec::new(),
            // GitVersion looks at the tags of main for all branches but these.
            (None, BranchKind::Release | BranchKind::Hotfix)
                if parent.is_none() && rules.preset == Preset::GitVersion =>
            {
                Vec::new()
            }
            (None, _) => tips(branches.of_kind(BranchKind::Production)),
        };
        let version = leading.version(tags.family());
        // What a pull request brings into production is the release that it comes from.
        let is_delivery = matches!(leading.kind, BranchKind::Production | BranchKind::Support);
        let source = source.filter(|_| is_delivery && parent.is_some());
        let grows = matches!(leading.kind, BranchKind::Integration | BranchKind::Staging);
        let is_unnamed = leading.kind == BranchKind::Release && version.is_none();
        let counts_open_releases =
            support.is_none() && (grows || (is_unnamed && rules.preset == Preset::Semflow));
        let mut rule = rule(&branch, leading, version, rules);
        rule.takes_next_version &= support.is_none();
        if let Some(source) = source
            && let Some(version) = source.version(tags.family())
        {
            rule.core = CoreRule::AtLeast { version, branch: source.name };
        }
        let height = rules.height;
        Self { branch, parent, line, counts_open_releases, rule, height }
    }

    /// Whether an untagged release counts that was merged: on a production or support branch, and on
    /// what was branched off one.
    pub fn looks_for_merged_releases(&self) -> bool {
        let leading = self.parent.as_ref().unwrap_or(&self.branch);
        matches!(leading.kind, BranchKind::Production | BranchKind::Support)
    }

    /// Returns what the commits are counted from, given the highest stable tag of the line.
    pub fn counted_from<'t>(
        &self,
        base: Option<&'t VersionTag>,
        branches: &FlowBranches,
        tags: &VersionTags,
    ) -> CountedFrom<'t> {
        let is_above = |open: &OpenRelease| base.is_none_or(|base| open.version > base.version);
        let mut open = match self.counts_open_releases {
            true => branches.open(BranchKind::Release, tags),
            false => Vec::new(),
        };
        open.retain(|open| open.name != self.branch.name && is_above(open));
        CountedFrom { base, open: open.pop() }
    }
}

/// A commit that is left out, with all that is reachable from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excluded {
    /// The commit.
    pub commit: CommitId,
    /// What it is: the name of a tag or of a branch.
    pub name: String,
    /// Why it is left out.
    pub why: &'static str,
}

/// What the commits of a branch are counted from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedFrom<'t> {
    /// The highest stable tag of the line.
    pub base: Option<&'t VersionTag>,
    /// The open release branch with the highest version, where that is above the base: what comes
    /// next comes after it.
    pub open: Option<OpenRelease>,
}

/// Returns the release and hotfix branches whose version is that of a stable tag. Where a merge was
/// squashed, what they hold is out and is not reachable from the tag.
pub fn finished_with<'b>(
    base: &VersionTag,
    branches: &'b FlowBranches,
    tags: &VersionTags,
) -> Vec<&'b FlowBranch> {
    let kinds = [BranchKind::Release, BranchKind::Hotfix];
    let all = kinds.into_iter().flat_map(|kind| branches.of_kind(kind));
    let is_of_base = |found: &&FlowBranch| {
        found.named.version(tags.family()).is_some_and(|version| version == base.version)
    };
    all.filter(is_of_base).collect()
}

fn tips<'b>(found: impl Iterator<Item = &'b FlowBranch>) -> Vec<Branch> {
    found.map(|found| found.branch.clone()).collect()
}

fn rule(
    branch: &NamedBranch,
    leading: &NamedBranch,
    version: Option<Version>,
    rules: &FlowRules,
) -> BranchRule {
    let kind = rules.kind(branch.kind);
    let own = kind.min_bump.or_else(|| rules.kind(leading.kind).min_bump);
    let label = rules.label_of(branch);
    let is_labelled = matches!(label, Label::Text(_));
    // A build of something that is not released yet is above what is.
    let least = match leading.kind {
        BranchKind::Production | BranchKind::Support | BranchKind::Hotfix if is_labelled => {
            Bump::Patch
        }
        kind if kind.follows_a_parent() && is_labelled => Bump::Patch,
        _ => Bump::None,
    };
    let is_gitversion = rules.preset == Preset::GitVersion;
    let core = core_rule(leading, version, branch != leading, is_gitversion);
    let floor = own.unwrap_or(Bump::None).max(least);
    BranchRule {
        core,
        floor,
        label,
        numbering: kind.number,
        is_released: branch.kind.is_released(),
        keeps_tag: match branch.kind {
            BranchKind::Production | BranchKind::Support => true,
            BranchKind::Other => is_gitversion,
            _ => false,
        },
        takes_next_version: leading.kind != BranchKind::Hotfix,
    }
}

fn core_rule(
    leading: &NamedBranch,
    version: Option<Version>,
    is_child: bool,
    is_gitversion: bool,
) -> CoreRule {
    let branch = leading.name.clone();
    match (leading.kind, version) {
        (BranchKind::Release | BranchKind::Hotfix, Some(version)) if is_gitversion => {
            CoreRule::AtLeast { version, branch }
        }
        (BranchKind::Release | BranchKind::Hotfix, Some(version)) if is_child => {
            CoreRule::AtLeast { version, branch }
        }
        (BranchKind::Release | BranchKind::Hotfix, Some(version)) => {
            let bounds_commits = leading.kind == BranchKind::Release;
            CoreRule::Named { version, branch, bounds_commits }
        }
        (BranchKind::Hotfix, None) if !is_gitversion && !is_child => CoreRule::Patch,
        _ => CoreRule::Counted,
    }
}
