//! The question which version comes next, as several commands ask it, and its answer.

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::cli::arguments::Global;
use crate::cli::environment::Environment;
use crate::commands::flow;
use crate::commands::flow::position::{Asked, Position, Standing, find_position};
use crate::commands::flow::remarks;
use crate::commands::policy::version_policy;
use crate::commands::project::Project;
use crate::commands::since_release::SinceRelease;
use crate::domain::flow::naming::NamedBranch;
use crate::domain::flow::rules::Preset;
use crate::domain::flow::whereabouts::Place;
use crate::domain::version::bump::Bump;
use crate::domain::version::decide::decide;
use crate::domain::version::decision::{Decision, Reason};
use crate::domain::version::policy::{OnCollision, VersionPolicy, parse_asked, parse_build};
use crate::domain::version::prerelease::check_label;
use crate::domain::version::rule::Numbering;
use crate::domain::version::version_tag::{VersionTag, VersionTags};
use crate::failure::{Failure, Result};
use crate::git::repository::Head;
use crate::terminal::Terminal;
use crate::terminal::version::{Answer, BranchAnswer};

/// What a version is asked for.
#[derive(Clone, Debug, Default, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub struct VersionQuestion {
    /// Count HEAD as this branch
    #[arg(long, value_name = "BRANCH", help_heading = "Where")]
    pub branch: Option<String>,
    /// Answer for this commit, tag or branch in the place of HEAD
    #[arg(long = "ref", value_name = "REF", help_heading = "Where")]
    pub reference: Option<String>,
    /// Start from these rules of Git Flow
    #[arg(long, value_name = "NAME", help_heading = "Where", value_parser = presets())]
    pub preset: Option<Preset>,
    /// Make it a pre-release: LABEL.1, LABEL.2 …
    #[arg(long, value_name = "LABEL", conflicts_with = "version")]
    pub pre: Option<String>,
    /// How the number behind a label is found
    #[arg(long, value_name = "HOW", value_parser = numberings())]
    pub number: Option<Numbering>,
    /// Append build metadata: 1.2.3+META; without META, HEIGHT.gCOMMIT[.dirty]
    #[arg(long, value_name = "META", num_args = 0..=1, default_missing_value = "")]
    pub build: Option<String>,
    /// Raise the major version, whatever the commits say
    #[arg(long, group = "level")]
    pub major: bool,
    /// Raise the minor version, whatever the commits say
    #[arg(long, group = "level")]
    pub minor: bool,
    /// Raise the patch version, whatever the commits say
    #[arg(long, group = "level")]
    pub patch: bool,
    /// Take this version, if it is higher than the last release
    #[arg(long, value_name = "VERSION", group = "level", visible_alias = "release-as")]
    pub version: Option<String>,
    /// When the version is taken: refuse, or take the next one that is free
    #[arg(long, value_name = "WHAT", default_value = "error", help_heading = "Safety",
        value_parser = collisions())]
    pub on_collision: OnCollision,
    /// Take a version that is not above the last release
    #[arg(long, help_heading = "Safety")]
    pub allow_downgrade: bool,
    /// Let a release branch hold more than its version may
    #[arg(long, help_heading = "Safety")]
    pub allow_underbump: bool,
    /// Answer from what a shallow clone holds; the answer may be wrong
    #[arg(long, help_heading = "Safety")]
    pub allow_shallow: bool,
}

/// The answer, and all that it rests on.
pub(crate) struct Answered<'t> {
    /// The version and its reasons.
    pub(crate) decision: Decision,
    /// The commits since the last release.
    pub(crate) evidence: SinceRelease<'t>,
    /// The branch, where the version is counted by Git Flow.
    pub(crate) standing: Option<Standing>,
    /// What HEAD is called, where that is known.
    pub(crate) branch: Option<NamedBranch>,
    /// How many commits a number by height counts.
    pub(crate) height: u64,
}

impl VersionQuestion {
    /// Opens the project at the commit that the version is for.
    pub(crate) fn open(
        &self,
        global: &Global,
        environment: &Environment,
        terminal: &mut Terminal,
    ) -> Result<Project> {
        if let Some(label) = &self.pre {
            check_label(label)?;
        }
        if let Some(branch) = &self.branch {
            check_branch_name(branch)?;
        }
        let mut project = Project::open(global, environment, terminal)?;
        project.allows_shallow = self.allow_shallow;
        if let Some(reference) = self.reference.as_deref().filter(|name| !is_head(name)) {
            let id = project.repository.resolve(reference)?;
            let branch = project.repository.branch_called(reference)?;
            project.head = Head { id, branch };
        }
        Ok(project)
    }

    /// Answers the question. `needs_reasons` says whether all commits have to be read where the
    /// number could be known without some of them.
    pub(crate) fn answer<'t>(
        &self,
        project: &Project,
        tags: &'t VersionTags,
        needs_reasons: bool,
        environment: &Environment,
        terminal: &mut Terminal,
    ) -> Result<Answered<'t>> {
        let reference = self.reference.as_deref().filter(|name| !is_head(name));
        let named = project.head.branch.as_deref().filter(|_| reference.is_some());
        let asked = Asked {
            branch: self.branch.as_deref().or(named),
            preset: self.preset,
            is_elsewhere: reference.is_some(),
        };
        let position = find_position(project, tags, asked, environment)?;
        let policy = self.policy(project, tags, &position)?;
        let branch = match &position {
            Position::Branch(standing) => Some(standing.course.branch.clone()),
            Position::Trunk(Place::Branch { branch, .. }) => Some(branch.clone()),
            Position::Trunk(_) | Position::Tag(_) | Position::Unnamed => None,
        };
        let standing = match position {
            Position::Tag(tag) if !self.asks_for_a_step() => {
                return self.at_tag(project, tags, &tag, environment);
            }
            Position::Branch(standing) => Some(*standing),
            Position::Trunk(_) | Position::Unnamed | Position::Tag(_) => None,
        };
        let needs_all = needs_reasons || self.build.as_deref() == Some("");
        let can_be_short = !needs_all && standing.as_ref().is_none_or(Standing::is_like_a_trunk);
        let short = match can_be_short {
            true => SinceRelease::read_enough(project, tags, &policy, environment)?,
            false => None,
        };
        let evidence = match (short, &standing) {
            (Some(evidence), _) => evidence,
            (None, Some(standing)) => {
                SinceRelease::read_on_branch(project, tags, standing, environment)?
            }
            (None, None) => SinceRelease::read(project, tags, environment)?,
        };
        let mut situation = evidence.situation(project, tags, &policy, standing.as_ref())?;
        let mut decision = match &standing {
            Some(standing) => {
                let commits = &evidence.commits;
                flow::reading::decided(project, tags, standing, &policy, commits, &mut situation)?
            }
            None => decide(&situation, &policy)?,
        };
        let height = counted_height(&decision).unwrap_or_else(|| situation.graph.height());
        if let Some(standing) = &standing {
            remarks::say(project, standing, &evidence, &situation, terminal)?;
            remarks::say_ignored(&decision, terminal);
        }
        if let Some(build) = &self.build {
            decision.next.build = parse_build(&build_metadata(project, build, height)?)?;
        }
        Ok(Answered { decision, evidence, standing, branch, height })
    }

    /// Answers with the version of a tag that is checked out.
    fn at_tag<'t>(
        &self,
        project: &Project,
        tags: &'t VersionTags,
        tag: &VersionTag,
        environment: &Environment,
    ) -> Result<Answered<'t>> {
        // The answer needs no history, and a tag is often built from a clone that has none.
        let read = SinceRelease::read(project, tags, environment);
        let evidence = read.unwrap_or_else(|_| SinceRelease::nothing());
        let mut decision = Decision {
            previous: evidence.base.cloned(),
            next: tag.version.clone(),
            bump: Bump::None,
            changed: false,
            reasons: vec![Reason::AtHead(tag.clone())],
        };
        if let Some(build) = &self.build {
            decision.next.build = parse_build(&build_metadata(project, build, 0)?)?;
        }
        Ok(Answered { decision, evidence, standing: None, branch: None, height: 0 })
    }

    fn policy(
        &self,
        project: &Project,
        tags: &VersionTags,
        position: &Position,
    ) -> Result<VersionPolicy> {
        let mut policy = version_policy(&project.settings, tags.family())?;
        policy.forced = self.forced_level();
        policy.explicit =
            self.version.as_deref().map(|asked| parse_asked(asked, tags.family())).transpose()?;
        policy.label.clone_from(&self.pre);
        policy.on_collision = self.on_collision;
        policy.allows_downgrade = self.allow_downgrade;
        policy.allows_underbump = self.allow_underbump;
        if let Position::Branch(standing) = position {
            standing.shape(&mut policy);
        }
        policy.rule.numbering = self.number.unwrap_or(policy.rule.numbering);
        Ok(policy)
    }

    /// Whether another version is asked for than the one that is there.
    fn asks_for_a_step(&self) -> bool {
        self.forced_level().is_some() || self.version.is_some() || self.pre.is_some()
    }

    fn forced_level(&self) -> Option<Bump> {
        match (self.major, self.minor, self.patch) {
            (true, ..) => Some(Bump::Major),
            (_, true, _) => Some(Bump::Minor),
            (.., true) => Some(Bump::Patch),
            _ => None,
        }
    }
}

impl Answered<'_> {
    /// Returns the answer as it is printed.
    pub(crate) fn told<'a>(&'a self, project: &Project, tags: &'a VersionTags) -> Answer<'a> {
        let branch = self.standing.as_ref().map(|standing| BranchAnswer {
            whereabouts: &standing.whereabouts,
            course: &standing.course,
            excluded: &self.evidence.excluded,
        });
        Answer {
            decision: &self.decision,
            prefix: tags.prefix_for_new(self.decision.previous.as_ref()),
            head: project.head.id,
            commits: self.evidence.commits.len(),
            branch,
            is_complete: self.evidence.is_complete,
        }
    }
}

/// Refuses what cannot be the name of a branch (git-check-ref-format).
fn check_branch_name(name: &str) -> Result<()> {
    let is_odd = |c: char| c.is_whitespace() || c.is_control() || "~^:?*[\\".contains(c);
    let is_name = !name.is_empty()
        && !name.contains(is_odd)
        && !name.contains("..")
        && !name.contains("@{")
        && !is_head(name);
    if is_name {
        return Ok(());
    }
    Err(Failure::usage(format!("`{name}` is no name of a branch"))
        .hint("`--branch` takes the name that HEAD shall count as: `--branch develop`")
        .hint("`--ref` answers for another commit"))
}

/// Whether a revision is the commit that is checked out, by the names that git has for it.
fn is_head(revision: &str) -> bool {
    matches!(revision, "HEAD" | "@")
}

/// Returns how many commits the number of a version counts.
fn counted_height(decision: &Decision) -> Option<u64> {
    let by_number = decision.reasons.iter().find_map(|reason| match reason {
        Reason::Height { height, .. } => Some(*height),
        _ => None,
    });
    by_number.or_else(|| decision.next.build.parse().ok())
}

/// Returns the build metadata that was given, or what tells a build apart from all others.
fn build_metadata(project: &Project, given: &str, height: u64) -> Result<String> {
    if !given.is_empty() {
        return Ok(given.to_owned());
    }
    let mut commit = project.head.id.to_string();
    commit.truncate(8);
    let dirty = if project.repository.changed_files()? > 0 { ".dirty" } else { "" };
    Ok(format!("{height}.g{commit}{dirty}"))
}

fn presets() -> impl TypedValueParser<Value = Preset> {
    words(&Preset::ALL)
}

fn numberings() -> impl TypedValueParser<Value = Numbering> {
    words(&Numbering::ALL)
}

fn collisions() -> impl TypedValueParser<Value = OnCollision> {
    words(&[("error", OnCollision::Error), ("next", OnCollision::Next)])
}

/// Returns a parser of words, each with its meaning.
fn words<T: Copy + Send + Sync + 'static>(
    table: &'static [(&'static str, T)],
) -> impl TypedValueParser<Value = T> {
    let names = PossibleValuesParser::new(table.iter().map(|(word, _)| *word));
    names.try_map(|word| {
        let meaning = table.iter().find(|(known, _)| *known == word).map(|(_, meaning)| *meaning);
        meaning.ok_or("no such word")
    })
}
