//! `semflow flow status`

use std::rc::Rc;

use clap::Args;

use crate::cli::arguments::Global;
use crate::cli::environment::Environment;
use crate::cli::exit_code::ExitCode;
use crate::commands::flow::position::{FlowProject, Standing};
use crate::commands::flow::reading;
use crate::commands::policy::version_policy;
use crate::commands::project::Project;
use crate::commands::since_release::SinceRelease;
use crate::domain::flow::branches::FlowBranch;
use crate::domain::flow::kind::BranchKind;
use crate::domain::flow::status::{BranchStatus, Fault, FlowStatus, Outlook, same_versions};
use crate::domain::flow::whereabouts::{KnownBy, Place, Whereabouts};
use crate::domain::history::commit::{CommitId, CommitSet};
use crate::domain::version::bump::Bump;
use crate::domain::version::policy::{VersionPolicy, raise};
use crate::domain::version::version_tag::{VersionTag, VersionTags};
use crate::failure::{Failure, Result};
use crate::git::repository::Head;
use crate::terminal::{Terminal, flow_status};

/// Show the branches of Git Flow, what each would release, and what is wrong
///
/// Wrong is: a release that was not merged back, a tag off the production branch, a release branch
/// whose name is not above the last release or is less than its commits ask for, two branches that
/// would release one version, a hotfix that breaks something, a branch that diverged from the remote.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    semflow flow status                  a table, and the commands that mend what is wrong\n  \
    semflow flow status --check          exit code 1 when something is wrong\n  \
    semflow --json flow status           the same as data")]
pub struct Status {
    /// Exit with 1 when something is wrong
    #[arg(long)]
    pub check: bool,
}

/// Runs the command.
pub(crate) fn run(
    command: &Status,
    global: &Global,
    environment: &Environment,
    terminal: &mut Terminal,
) -> Result<ExitCode> {
    let mut project = Project::open(global, environment, terminal)?;
    let tags = project.version_tags(global, terminal)?;
    let flow = FlowProject::read(&project, &tags, None)?;
    if !flow.is_at_work() {
        return Err(no_git_flow());
    }
    let flow = Rc::new(flow);
    let checked_out = project.head.branch.clone();

    let mut reading = Reading { project: &mut project, tags: &tags, flow, environment };
    let mut faults = Vec::new();
    let mut branches = Vec::new();
    for found in reading.shown() {
        let is_checked_out = checked_out.as_ref() == Some(&found.branch.name);
        branches.push(reading.branch(&found, is_checked_out, &mut faults)?);
    }
    faults.extend(same_versions(&branches));
    faults.splice(0..0, reading.missing_back_merges()?);
    faults.extend(reading.tags_off_main()?);
    faults.extend(reading.diverged()?);

    let status = FlowStatus { branches, faults };
    let page = if global.json { flow_status::json(&status) } else { flow_status::text(&status) };
    terminal.data(&page)?;
    Ok(if command.check && !status.faults.is_empty() { ExitCode::No } else { ExitCode::Done })
}

fn no_git_flow() -> Failure {
    Failure::state("this repository does not work by Git Flow")
        .because(
            "no branch develop, release/*, hotfix/* or support/*, no `[flow]`, no gitflow.* config",
        )
        .hint("`[flow]` with `enabled = true` in cliff.toml says that it does")
        .hint("`semflow next-version` gives the version of a trunk")
}

/// The order in which branches are shown.
const ORDER: [BranchKind; 9] = [
    BranchKind::Production,
    BranchKind::Support,
    BranchKind::Staging,
    BranchKind::Integration,
    BranchKind::Release,
    BranchKind::Hotfix,
    BranchKind::Feature,
    BranchKind::Bugfix,
    BranchKind::Other,
];

struct Reading<'r> {
    project: &'r mut Project,
    tags: &'r VersionTags,
    flow: Rc<FlowProject>,
    environment: &'r Environment,
}

impl Reading<'_> {
    /// Returns the branches that are shown: each name once, the local branch before that of the
    /// remote. What fits nowhere is shown where it is local.
    fn shown(&self) -> Vec<FlowBranch> {
        let mut shown: Vec<FlowBranch> = Vec::new();
        for found in ORDER.iter().flat_map(|kind| self.flow.branches.of_kind(*kind)) {
            let is_known = shown.iter().any(|other| other.branch.name == found.branch.name);
            let is_foreign = found.named.kind == BranchKind::Other && found.branch.remote.is_some();
            if !is_known && !is_foreign {
                shown.push(found.clone());
            }
        }
        shown
    }

    /// Returns where a branch stands, and notes what is wrong with it.
    fn branch(
        &mut self,
        found: &FlowBranch,
        is_checked_out: bool,
        faults: &mut Vec<Fault>,
    ) -> Result<BranchStatus> {
        let FlowBranch { branch, named } = found;
        let outlook = match self.finished(found)? {
            Some(tag) => Outlook::Finished(tag),
            None => self.outlook(found, faults)?,
        };
        Ok(BranchStatus {
            branch: named.clone(),
            spelled: branch.spelled(),
            tip: branch.tip,
            is_checked_out,
            outlook,
        })
    }

    /// Returns the tag of a release or hotfix branch whose version is out and that holds nothing
    /// beyond it.
    fn finished(&self, found: &FlowBranch) -> Result<Option<VersionTag>> {
        let Some(version) = found.named.version(self.tags.family()) else { return Ok(None) };
        let tag = self.tags.of_version(&version).find(|tag| tag.is_stable());
        let Some(tag) = tag else { return Ok(None) };
        let tip = found.branch.tip;
        let is_contained = self.project.history()?.unreachable(&[tag.commit], &[tip])?.is_empty();
        Ok(is_contained.then(|| tag.clone()))
    }

    fn outlook(&mut self, found: &FlowBranch, faults: &mut Vec<Fault>) -> Result<Outlook> {
        let FlowBranch { branch, named } = found;
        self.project.head = Head { id: branch.tip, branch: Some(branch.name.clone()) };
        let course = self.flow.course(
            self.project,
            self.tags,
            named.clone(),
            (None, None),
            branch.tip,
            self.environment,
        )?;
        let place = Place::Branch { branch: named.clone(), target: None, source: None };
        let whereabouts = Whereabouts { place, known_by: KnownBy::Asked, ignored: None };
        let standing = Standing { whereabouts, course, flow: Rc::clone(&self.flow) };
        let mut policy = version_policy(&self.project.settings, self.tags.family())?;
        standing.shape(&mut policy);

        let read =
            SinceRelease::read_on_branch(self.project, self.tags, &standing, self.environment);
        let evidence = match read {
            Ok(evidence) => evidence,
            Err(failure) => return Ok(Outlook::Refused(failure.what)),
        };
        let mut situation =
            evidence.situation(self.project, self.tags, &policy, Some(&standing))?;
        self.note_name(found, &evidence, situation.bump(), &policy, faults);
        if named.kind == BranchKind::Hotfix {
            let large = situation.votes.iter().filter(|vote| vote.bump >= Bump::Minor);
            faults.extend(large.max_by_key(|vote| vote.bump).map(|vote| Fault::LargeHotfix {
                branch: branch.name.clone(),
                commit: vote.commit,
                subject: vote.subject.clone(),
                is_breaking: vote.bump == Bump::Major,
            }));
        }
        let (project, tags, commits) = (&*self.project, self.tags, &evidence.commits);
        let decided = reading::decided(project, tags, &standing, &policy, commits, &mut situation);
        Ok(match decided {
            Ok(decision) => Outlook::Version {
                next: decision.next,
                previous: decision.previous,
                changed: decision.changed,
                commits: evidence.commits.len(),
            },
            Err(failure) => Outlook::Refused(failure.what),
        })
    }

    /// Notes a release or hotfix branch whose name says a version that is out, or too low a one.
    fn note_name(
        &self,
        found: &FlowBranch,
        evidence: &SinceRelease<'_>,
        bump: Bump,
        policy: &VersionPolicy,
        faults: &mut Vec<Fault>,
    ) {
        let branch = found.branch.name.clone();
        let (Some(version), Some(base)) = (found.named.version(self.tags.family()), evidence.base)
        else {
            return;
        };
        let asked = raise(&base.version, policy.level_for(&base.version, bump));
        if version <= base.version {
            faults.push(Fault::NotAbove { branch, version, base: base.clone() });
        } else if asked > version && found.named.kind == BranchKind::Release {
            faults.push(Fault::Underbump { branch, version, asked });
        }
    }

    /// Returns the releases that did not come back: into where the next release grows, and into
    /// what is on its way.
    fn missing_back_merges(&self) -> Result<Vec<Fault>> {
        let production = self.tips(BranchKind::Production);
        let kinds = [BranchKind::Integration, BranchKind::Staging, BranchKind::Release];
        let mut faults: Vec<Fault> = Vec::new();
        for found in self.shown() {
            let is_wanted = kinds.contains(&found.named.kind) && self.finished(&found)?.is_none();
            if !is_wanted || self.is_on_a_support_line(&found)? {
                continue;
            }
            let own: Vec<_> =
                self.flow.branches.called(&found.branch.name).map(|one| one.branch.tip).collect();
            let mut missing: Vec<&VersionTag> = Vec::new();
            for tip in &production {
                let range = self.project.history()?.range(*tip, &own, &|_| false)?;
                let own: CommitSet = range.commits.iter().map(|one| one.id).collect();
                let stable = self.tags.iter().filter(|tag| tag.is_stable());
                let new = stable.filter(|tag| own.contains(&tag.commit) && !missing.contains(tag));
                let new: Vec<_> = new.collect();
                missing.extend(new);
            }
            if !missing.is_empty() {
                missing.sort_by(|left, right| left.version.cmp(&right.version));
                let tags = missing.into_iter().cloned().collect();
                let branch = found.branch.name.clone();
                faults.push(Fault::MissingBackMerge { tags, branch });
            }
        }
        Ok(faults)
    }

    /// Whether a release branch is for an older line, which the releases of main do not belong into.
    fn is_on_a_support_line(&self, found: &FlowBranch) -> Result<bool> {
        if found.named.kind != BranchKind::Release {
            return Ok(false);
        }
        let (named, tip) = (found.named.clone(), found.branch.tip);
        let ends = (None, None);
        let course =
            self.flow.course(self.project, self.tags, named, ends, tip, self.environment)?;
        let supports = self.flow.branches.of_kind(BranchKind::Support);
        let names: Vec<_> = supports.map(|support| support.branch.name.as_str()).collect();
        Ok(course.line.iter().any(|branch| names.contains(&branch.name.as_str())))
    }

    /// Returns the releases that are neither on the production branch nor on a support branch.
    fn tags_off_main(&self) -> Result<Vec<Fault>> {
        let mut heads = self.tips(BranchKind::Production);
        let name = self.flow.branches.of_kind(BranchKind::Production).next();
        let Some(production) = name.map(|found| found.branch.name.clone()) else {
            return Ok(Vec::new());
        };
        heads.extend(self.tips(BranchKind::Support));
        let stable: Vec<_> = self.tags.iter().filter(|tag| tag.is_stable()).collect();
        let targets: Vec<_> = stable.iter().map(|tag| tag.commit).collect();
        let lost = self.project.history()?.unreachable(&heads, &targets)?;
        let is_lost = |tag: &&&VersionTag| lost.contains(&tag.commit);
        let fault = |tag: &&VersionTag| Fault::TagOffMain {
            tag: (*tag).clone(),
            production: production.clone(),
        };
        Ok(stable.iter().filter(is_lost).map(fault).collect())
    }

    /// Returns the branches that have gone another way here than on the remote.
    fn diverged(&self) -> Result<Vec<Fault>> {
        let mut faults = Vec::new();
        for found in self.shown() {
            let is_shared = !found.named.kind.follows_a_parent();
            let mut others = self.flow.branches.called(&found.branch.name).map(|one| &one.branch);
            let remote = others.find(|other| other.remote.is_some());
            let Some(remote) = remote.filter(|_| is_shared && found.branch.remote.is_none()) else {
                continue;
            };
            if self.has_own(found.branch.tip, remote.tip)?
                && self.has_own(remote.tip, found.branch.tip)?
            {
                faults.push(Fault::Diverged {
                    branch: found.branch.name.clone(),
                    remote: remote.spelled(),
                });
            }
        }
        Ok(faults)
    }

    fn has_own(&self, tip: CommitId, other: CommitId) -> Result<bool> {
        Ok(!self.project.history()?.unreachable(&[other], &[tip])?.is_empty())
    }

    fn tips(&self, kind: BranchKind) -> Vec<CommitId> {
        self.flow.branches.of_kind(kind).map(|found: &FlowBranch| found.branch.tip).collect()
    }
}
