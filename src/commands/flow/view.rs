//! What a changelog shows from a branch: which releases there are beside those that HEAD reaches,
//! what is out already, and what the coming release is called.

use semver::Version;

use crate::cli::environment::Environment;
use crate::commands::flow::position::{Asked, Position, look_around};
use crate::commands::flow::reading;
use crate::commands::policy::version_policy;
use crate::commands::project::Project;
use crate::commands::since_release::SinceRelease;
use crate::domain::changelog::entry::Coming;
use crate::domain::flow::kind::BranchKind;
use crate::domain::history::commit::CommitId;
use crate::domain::version::decide::decide;
use crate::domain::version::policy::core;
use crate::domain::version::version_tag::{VersionTag, VersionTags};
use crate::failure::Result;

/// What a changelog shows from a branch.
#[derive(Clone, Debug, Default)]
pub(crate) struct View {
    /// Commits whose history is told beside that of HEAD: the last release of the line.
    pub(crate) heads: Vec<CommitId>,
    /// What is out, with all that it reaches.
    pub(crate) released: Vec<CommitId>,
    /// Where the open release branch is that the version of this branch lies above.
    pub(crate) open: Vec<CommitId>,
    /// The stable tag with the highest version.
    pub(crate) base: Option<CommitId>,
    /// Whether the pre-releases of a version are told with its final release.
    pub(crate) folds: bool,
    /// The version that a release or hotfix branch is on its way to.
    pub(crate) coming: Option<Version>,
}

impl View {
    /// Returns what is shown at HEAD: by Git Flow where that is at work, else as on a trunk. A
    /// commit that no branch points to is shown as it is.
    pub(crate) fn of(
        project: &Project,
        tags: &VersionTags,
        keeps_candidates: bool,
        environment: &Environment,
    ) -> Result<Self> {
        let position = look_around(project, tags, Asked::default(), environment)?;
        let standing = match position {
            Position::Branch(standing) => standing,
            Position::Tag(_) | Position::Unnamed => {
                return Ok(Self { folds: !keeps_candidates, ..Self::default() });
            }
            Position::Trunk(_) => return Ok(Self::default()),
        };
        let mut history = project.history()?;
        let start = reading::start(project, &mut history, tags, &standing, environment)?;
        let base = start.counted_from.base.map(|tag| tag.commit);
        let open = start.counted_from.open.iter().flat_map(|open| &open.tips);
        let open: Vec<_> = open.map(|tip| tip.tip).collect();
        let released = start.excluded.iter().map(|one| one.commit);
        let is_out = |commit: &CommitId| Some(*commit) == base || !open.contains(commit);
        let released = released.filter(is_out).collect();
        let kind = standing.course.branch.kind;
        let coming = match kind {
            BranchKind::Release | BranchKind::Hotfix => {
                let mut policy = version_policy(&project.settings, tags.family())?;
                standing.shape(&mut policy);
                // A changelog of a branch whose version is refused is wanted all the same.
                policy.allows_underbump = true;
                let evidence = SinceRelease::read_on_branch(project, tags, &standing, environment)?;
                let situation = evidence.situation(project, tags, &policy, Some(&standing))?;
                decide(&situation, &policy).ok().map(|decision| core(&decision.next))
            }
            _ => None,
        };
        let is_new = |version: &Version| !tags.of_version(version).any(VersionTag::is_stable);
        let coming = coming.filter(is_new);
        Ok(Self {
            heads: base.into_iter().collect(),
            released,
            open,
            base,
            folds: !keeps_candidates,
            coming,
        })
    }

    /// Leaves out what is on its way to a release of its own: a release that is made here comes
    /// after it.
    pub(crate) fn leave_out_open_releases(&mut self) {
        self.released.append(&mut self.open);
    }

    /// Returns the name that the coming release of a release or hotfix branch has, and its date.
    pub(crate) fn coming(&self, tags: &VersionTags, now: i64) -> Option<Coming> {
        let version = self.coming.as_ref()?;
        let tag = format!("{}{version}", tags.prefix_for_new(None));
        Some(Coming { tag, timestamp: now })
    }

    /// Whether a tag is a release of its own here, and not told with the final release it led to.
    pub(crate) fn shows(&self, tag: &VersionTag, tags: &VersionTags) -> bool {
        if tag.is_stable() || !self.folds {
            return true;
        }
        let version = core(&tag.version);
        let is_final = tags.of_version(&version).any(VersionTag::is_stable);
        !is_final && self.coming.as_ref() != Some(&version)
    }
}
