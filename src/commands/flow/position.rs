//! Which branch a version is for, and by which rules: reading what `domain/flow` decides on.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::cli::environment::Environment;
use crate::commands::project::Project;
use crate::commands::shallow;
use crate::config::flow_settings::{Enabled, Flow, FlowKind};
use crate::domain::flow::branches::{FlowBranches, settle_production};
use crate::domain::flow::ci;
use crate::domain::flow::course::{Course, Origin, parents};
use crate::domain::flow::git_config::GitFlowConfig;
use crate::domain::flow::kind::BranchKind;
use crate::domain::flow::naming::NamedBranch;
use crate::domain::flow::rules::{FlowRules, Preset};
use crate::domain::flow::whereabouts::{
    KnownBy, OWN_VARIABLE, Place, Signs, Whereabouts, find, must_be_known,
};
use crate::domain::history::commit::CommitId;
use crate::domain::version::bump::Bump;
use crate::domain::version::policy::{VersionPolicy, parse_asked};
use crate::domain::version::rule::Label;
use crate::domain::version::version_tag::{TagFamily, VersionTag, VersionTags};
use crate::failure::Result;
use crate::git::branches::ConfigEntry;

/// What was asked for on the command line.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Asked<'a> {
    /// The branch that HEAD shall count as.
    pub(crate) branch: Option<&'a str>,
    /// The preset whose rules shall count.
    pub(crate) preset: Option<Preset>,
    /// Whether the commit is another one than the one that is checked out.
    pub(crate) is_elsewhere: bool,
}

/// What a repository says about its branches.
pub(crate) struct FlowProject {
    /// The rules.
    pub(crate) rules: FlowRules,
    /// The branches.
    pub(crate) branches: FlowBranches,
    /// The remote whose branches count.
    pub(crate) remote: Option<String>,
    /// What topic branches were branched off, where git-flow recorded it.
    bases: BTreeMap<String, String>,
    /// Whether the repository works by Git Flow, the branch that is looked at aside.
    is_flow: bool,
    /// Whether Git Flow is switched off.
    is_off: bool,
}

/// Where a version is counted.
pub(crate) enum Position {
    /// On a trunk: Git Flow is not at work here. What HEAD is called may be known all the same.
    Trunk(Place),
    /// At a commit that nothing names, where Git Flow is at work.
    Unnamed,
    /// At a tag that is checked out: its version is the answer.
    Tag(VersionTag),
    /// On a branch of Git Flow.
    Branch(Box<Standing>),
}

/// A branch of Git Flow with all that its version depends on.
pub(crate) struct Standing {
    /// How it is known which branch it is.
    pub(crate) whereabouts: Whereabouts,
    /// How its version is counted.
    pub(crate) course: Course,
    /// All branches.
    pub(crate) flow: Rc<FlowProject>,
}

impl Standing {
    /// Whether the version is counted as on a trunk, from what HEAD reaches and without a label, so
    /// that not all commits need to be read for it.
    pub(crate) fn is_like_a_trunk(&self) -> bool {
        self.course.branch.kind == BranchKind::Production
            && self.course.line.is_empty()
            && self.course.rule.label == Label::Final
    }

    /// Makes a policy the one of this branch.
    pub(crate) fn shape(&self, policy: &mut VersionPolicy) {
        policy.rule = self.course.rule.clone();
        policy.next_version.clone_from(&self.flow.rules.next_version);
        if self.flow.rules.preset == Preset::GitVersion {
            policy.follows_gitversion = true;
            policy.breaking_at_zero = Bump::Major;
        }
    }
}

impl FlowProject {
    /// Reads configuration and branches.
    pub(crate) fn read(
        project: &Project,
        tags: &VersionTags,
        preset: Option<Preset>,
    ) -> Result<Self> {
        let settings = &project.settings.flow;
        let entries = project.gitflow()?;
        let pairs = entries.iter().map(|entry| (entry.key.as_str(), entry.value.as_str()));
        let config = GitFlowConfig::of(pairs);
        let mut rules = FlowRules::of(preset.or(settings.preset).unwrap_or_default());
        if rules.preset == Preset::Semflow {
            config.apply(&mut rules);
        }
        configure(&mut rules, settings, tags.family())?;

        let mut branches = project.repository.local_branches()?;
        let remote = remote_name(project, settings, &config);
        let mut remote_head = None;
        if let Some(remote) = &remote {
            branches.extend(project.repository.remote_branches(remote)?);
            remote_head = project.repository.remote_head(remote)?;
        }
        settle_production(&mut rules, &branches, remote_head.as_deref());
        let names = &rules.kind(BranchKind::Production).names;
        if !branches.iter().any(|branch| names.contains(&branch.name)) {
            let usual = default_branch(project)?;
            let usual = usual.filter(|name| branches.iter().any(|branch| branch.name == *name));
            settle_production(&mut rules, &branches, usual.as_deref());
        }
        let branches = FlowBranches::new(branches, &rules);
        let is_off = settings.enabled == Enabled::Never && preset.is_none();
        let is_flow = settings.enabled == Enabled::Always
            || preset.is_some()
            || settings.is_present
            || entries.iter().any(|entry: &ConfigEntry| entry.is_local)
            || branches.show_git_flow();
        let is_flow = is_flow && !is_off;
        Ok(Self { rules, branches, remote, bases: config.bases, is_flow, is_off })
    }

    /// Whether the repository works by Git Flow, the branch that is looked at aside.
    pub(crate) fn is_at_work(&self) -> bool {
        self.is_flow
    }

    /// Returns the place of the nearest of some commits; a shallow clone may not tell.
    fn nearest(
        project: &Project,
        head: CommitId,
        tips: &[CommitId],
        environment: &Environment,
    ) -> Result<Option<usize>> {
        let nearest = project.history()?.nearest(head, tips)?;
        match nearest.cut_at.filter(|_| !project.allows_shallow) {
            Some(cut_at) => Err(shallow::incomplete(project, cut_at, environment)),
            None => Ok(nearest.place),
        }
    }

    /// Returns the branch that a commit most likely belongs to, as GitVersion guesses it.
    fn nearest_branch(&self, project: &Project) -> Result<Option<NamedBranch>> {
        let all: Vec<_> = self.branches.iter().collect();
        let tips: Vec<_> = all.iter().map(|found| found.branch.tip).collect();
        let nearest = project.history()?.nearest(project.head.id, &tips)?;
        Ok(nearest.place.and_then(|place| all.get(place)).map(|found| found.named.clone()))
    }

    /// Returns how the version of a branch is counted at a commit.
    pub(crate) fn course(
        &self,
        project: &Project,
        tags: &VersionTags,
        branch: NamedBranch,
        (target, source): (Option<&str>, Option<&str>),
        head: CommitId,
        environment: &Environment,
    ) -> Result<Course> {
        let parent = match branch.kind.follows_a_parent() {
            true => self.parent(project, tags, &branch, target, head, environment)?,
            false => None,
        };
        let leading = parent.clone().unwrap_or_else(|| branch.clone());
        let is_topic = matches!(leading.kind, BranchKind::Release | BranchKind::Hotfix);
        let trunk = match is_topic {
            // What a release branch was branched off is told by where it is, not by what was
            // branched off from it.
            true => {
                let tip = self.branches.called(&leading.name).next();
                let tip = tip.filter(|_| parent.is_some()).map_or(head, |found| found.branch.tip);
                self.parent(project, tags, &leading, None, tip, environment)?
            }
            false => None,
        };
        let source = source.map(|name| self.rules.classify(name));
        let origin = Origin { parent, trunk, source };
        Ok(Course::new(branch, origin, &self.branches, &self.rules, tags))
    }

    /// Returns what a branch was branched off: what is said, what was recorded, or what is nearest.
    fn parent(
        &self,
        project: &Project,
        tags: &VersionTags,
        branch: &NamedBranch,
        target: Option<&str>,
        head: CommitId,
        environment: &Environment,
    ) -> Result<Option<NamedBranch>> {
        let candidates = parents(branch, &self.branches, &self.rules, tags);
        let said = target.or_else(|| self.bases.get(&branch.name).map(String::as_str));
        if let Some(named) = said.map(|name| self.rules.classify(name))
            && !named.kind.follows_a_parent()
            && (branch.kind.follows_a_parent() || !candidates.is_empty())
        {
            return Ok(Some(named));
        }
        let tips: Vec<_> = candidates.iter().map(|found| found.branch.tip).collect();
        let nearest = match tips.is_empty() {
            true => None,
            false => Self::nearest(project, head, &tips, environment)?,
        };
        Ok(nearest.and_then(|place| candidates.get(place)).map(|found| found.named.clone()))
    }
}

/// Returns where the version of HEAD is counted.
///
/// # Errors
/// When git cannot be read, or HEAD is detached and nothing says which branch it is.
pub(crate) fn find_position(
    project: &Project,
    tags: &VersionTags,
    asked: Asked<'_>,
    environment: &Environment,
) -> Result<Position> {
    position(project, tags, asked, true, environment)
}

/// Returns the same; a commit that nothing names is one of a trunk.
///
/// # Errors
/// When git cannot be read.
pub(crate) fn look_around(
    project: &Project,
    tags: &VersionTags,
    asked: Asked<'_>,
    environment: &Environment,
) -> Result<Position> {
    position(project, tags, asked, false, environment)
}

fn position(
    project: &Project,
    tags: &VersionTags,
    asked: Asked<'_>,
    must_be_named: bool,
    environment: &Environment,
) -> Result<Position> {
    let flow = FlowProject::read(project, tags, asked.preset)?;
    let whereabouts = find(&Signs {
        asked: asked.branch,
        own_variable: environment.variable(OWN_VARIABLE),
        ci: ci::detect(&|name| environment.variable(name)),
        checked_out: project.head.branch.as_deref().filter(|_| !asked.is_elsewhere),
        is_detached: project.head.branch.is_none() && !asked.is_elsewhere,
        head: project.head.id,
        branches: &flow.branches,
        tags,
        rules: &flow.rules,
    });
    let shows_flow = match &whereabouts.place {
        Place::Branch { branch, .. } => branch.kind.shows_git_flow(),
        Place::Tag(_) | Place::Nowhere { .. } => false,
    };
    if !flow.is_flow && (flow.is_off || !shows_flow) {
        // A CI that builds a tag fetches nothing else, so that no branch tells of Git Flow.
        let is_named = matches!(whereabouts.known_by, KnownBy::Variable { .. });
        let is_here = |tag: &VersionTag| tags.at(project.head.id).any(|here| here == tag);
        return Ok(match whereabouts.place {
            Place::Tag(tag) if is_named && !flow.is_off && is_here(&tag) => Position::Tag(tag),
            place => Position::Trunk(place),
        });
    }
    let mut whereabouts = whereabouts;
    if flow.rules.preset == Preset::GitVersion
        && let Place::Nowhere { .. } = whereabouts.place
        && let Some(branch) = flow.nearest_branch(project)?
    {
        whereabouts.place = Place::Branch { branch, target: None, source: None };
    }
    if must_be_named {
        must_be_known(&whereabouts, project.head.id)?;
    }
    match &whereabouts.place {
        Place::Nowhere { .. } => Ok(Position::Unnamed),
        Place::Tag(tag) => Ok(Position::Tag(tag.clone())),
        Place::Branch { branch, target, source } => {
            let head = project.head.id;
            let ends = (target.as_deref(), source.as_deref());
            let course = flow.course(project, tags, branch.clone(), ends, head, environment)?;
            Ok(Position::Branch(Box::new(Standing { whereabouts, course, flow: Rc::new(flow) })))
        }
    }
}

/// Returns the branch that `git init` makes here (git-config, `init.defaultBranch`).
fn default_branch(project: &Project) -> Result<Option<String>> {
    let entries = project.repository.config_section("init")?;
    let named = entries.into_iter().rfind(|entry| entry.key == "init.defaultbranch");
    Ok(named.map(|entry| entry.value))
}

/// Returns the remote whose branches count: the configured one, else `origin`, else the only one.
fn remote_name(project: &Project, settings: &Flow, config: &GitFlowConfig) -> Option<String> {
    if let Some(remote) = settings.remote.clone().or_else(|| config.remote.clone()) {
        return Some(remote);
    }
    let mut remotes = project.repository.remotes();
    match remotes.iter().any(|name| name == "origin") {
        true => Some("origin".to_owned()),
        false if remotes.len() == 1 => remotes.pop(),
        false => None,
    }
}

/// Changes the rules as `[flow]` says.
fn configure(rules: &mut FlowRules, settings: &Flow, family: &TagFamily) -> Result<()> {
    if let Some(height) = settings.height {
        rules.height = height;
    }
    let next = settings.next_version.as_deref().map(|version| {
        parse_asked(version, family).map_err(|failure| failure.at("cliff.toml: flow.next_version"))
    });
    rules.next_version = next.transpose()?;
    for (kind, said) in &settings.kinds {
        let FlowKind { names, prefixes, label, min_bump, number } = said;
        let rule = rules.kind_mut(*kind);
        if let Some(names) = names {
            rule.names.clone_from(names);
        }
        if let Some(prefixes) = prefixes {
            rule.prefixes.clone_from(prefixes);
        }
        if let Some(label) = label {
            rule.label.clone_from(label);
        }
        rule.min_bump = min_bump.or(rule.min_bump);
        rule.number = number.unwrap_or(rule.number);
    }
    Ok(())
}
