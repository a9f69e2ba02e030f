//! What every command on branches starts from: the project, its flow, its branches here and on the
//! remote.

use semver::Version;

use crate::cli::arguments::Global;
use crate::cli::environment::Environment;
use crate::commands::flow::position::FlowProject;
use crate::commands::project::Project;
use crate::config::release_settings::Release;
use crate::domain::flow::branches::is_finished;
use crate::domain::flow::finish_config::FinishConfig;
use crate::domain::flow::kind::BranchKind;
use crate::domain::flow::line::{Line, Relation};
use crate::domain::flow::naming::NamedBranch;
use crate::domain::history::commit::CommitId;
use crate::domain::version::policy::{core, parse_asked};
use crate::domain::version::version_tag::VersionTags;
use crate::failure::{Failure, Result};
use crate::terminal::Terminal;

/// What every command on branches starts from.
pub(crate) struct Ground {
    /// The project.
    pub(crate) project: Project,
    /// The tags that count as versions.
    pub(crate) tags: VersionTags,
    /// The flow.
    pub(crate) flow: FlowProject,
    /// What git-flow's configuration says of the kind of branches.
    pub(crate) config: FinishConfig,
}

impl Ground {
    /// Reads all of it.
    pub(crate) fn read(
        kind: BranchKind,
        global: &Global,
        environment: &Environment,
        terminal: &mut Terminal,
    ) -> Result<Self> {
        let project = Project::open(global, environment, terminal)?;
        let tags = project.version_tags(global, terminal)?;
        let flow = FlowProject::read(&project, &tags, None)?;
        let entries = project.gitflow()?;
        let pairs = entries.iter().map(|entry| (entry.key.as_str(), entry.value.as_str()));
        let config = FinishConfig::of(pairs, kind);
        Ok(Self { project, tags, flow, config })
    }

    /// Returns what `[release]` says.
    pub(crate) fn settings(&self) -> &Release {
        &self.project.settings.release
    }

    /// Returns a branch here and on the remote; `None` where it is nowhere.
    pub(crate) fn line(&self, name: &str) -> Result<Option<Line>> {
        let mut line =
            Line { name: name.to_owned(), local: None, remote: None, relation: Relation::Same };
        for found in self.flow.branches.called(name) {
            let place = match found.branch.remote {
                None => &mut line.local,
                Some(_) => &mut line.remote,
            };
            *place = Some(found.branch.tip);
        }
        let (local, remote) = match (line.local, line.remote) {
            (None, None) => return Ok(None),
            (Some(local), Some(remote)) if local != remote => (local, remote),
            _ => return Ok(Some(line)),
        };
        line.relation = match (self.reaches(remote, local)?, self.reaches(local, remote)?) {
            (_, true) => Relation::Ahead,
            (true, false) => Relation::Behind,
            (false, false) => Relation::Diverged,
        };
        Ok(Some(line))
    }

    /// Whether the history of a commit holds another one.
    pub(crate) fn reaches(&self, from: CommitId, to: CommitId) -> Result<bool> {
        Ok(from == to || self.project.history()?.unreachable(&[from], &[to])?.is_empty())
    }

    /// Returns the branches of a kind, each once.
    pub(crate) fn named(&self, kind: BranchKind) -> Vec<NamedBranch> {
        let mut named: Vec<NamedBranch> = Vec::new();
        for found in self.flow.branches.of_kind(kind) {
            if named.iter().all(|known| known.name != found.named.name) {
                named.push(found.named.clone());
            }
        }
        named
    }

    /// Returns those whose version is not out.
    pub(crate) fn open(&self, kind: BranchKind) -> Vec<NamedBranch> {
        let mut open = self.named(kind);
        open.retain(|named| !is_finished(named, &self.tags));
        open
    }

    /// Returns the topic branch that is meant: by its name or its version, else the one that is
    /// checked out, else the only one that is open.
    pub(crate) fn topic(&self, kind: BranchKind, name: Option<&str>) -> Result<NamedBranch> {
        let word = kind.as_str();
        if let Some(name) = name {
            let found = self.called(kind, name);
            return found.ok_or_else(|| {
                let failure = Failure::usage(format!("there is no {word} branch for `{name}`"));
                match names(&self.named(kind)).as_str() {
                    "" => failure.hint(format!("`semflow {word} start` makes one")),
                    names => failure.hint(format!("the {word} branches are: {names}")),
                }
            });
        }
        if let Some(branch) = &self.project.head.branch {
            let named = self.flow.rules.classify(branch);
            if named.kind == kind {
                return Ok(named);
            }
        }
        let mut open = self.open(kind);
        match (open.pop(), open.is_empty()) {
            (Some(only), true) => Ok(only),
            (None, _) => Err(Failure::state(format!("no {word} branch is open"))
                .hint(format!("`semflow {word} start` makes one"))),
            (Some(last), false) => {
                open.push(last);
                Err(Failure::usage(format!("several {word} branches are open: {}", names(&open)))
                    .hint(format!("name one: `semflow {word} finish VERSION`")))
            }
        }
    }

    fn called(&self, kind: BranchKind, name: &str) -> Option<NamedBranch> {
        let version = parse_asked(name, self.tags.family()).ok().map(|version| core(&version));
        let is_meant = |named: &&NamedBranch| {
            named.name == name
                || named.rest == name
                || (version.is_some() && named.version(self.tags.family()) == version)
        };
        self.named(kind).iter().find(is_meant).cloned()
    }

    /// Whether a release branch is for a support line, which main's corrections do not belong into.
    pub(crate) fn is_for_support(
        &self,
        named: &NamedBranch,
        environment: &Environment,
    ) -> Result<bool> {
        let supports = self.named(BranchKind::Support);
        let Some(tip) = self.line(&named.name)?.and_then(|line| line.tip()) else {
            return Ok(false);
        };
        if supports.is_empty() {
            return Ok(false);
        }
        let (project, tags, ends) = (&self.project, &self.tags, (None, None));
        let course = self.flow.course(project, tags, named.clone(), ends, tip, environment)?;
        Ok(course.line.iter().any(|on| supports.iter().any(|support| support.name == on.name)))
    }

    /// Whether a release or hotfix branch on its way says a version.
    pub(crate) fn is_claimed(&self, version: &Version) -> bool {
        let kinds = [BranchKind::Release, BranchKind::Hotfix];
        let mut open = kinds.into_iter().flat_map(|kind| self.open(kind));
        open.any(|named| named.version(self.tags.family()).as_ref() == Some(version))
    }

    /// Returns the branch of a kind: the one that there is, here or on the remote, best name first.
    pub(crate) fn base_branch(&self, kind: BranchKind) -> Result<Option<Line>> {
        for name in &self.flow.rules.kind(kind).names {
            if let Some(line) = self.line(name)? {
                return Ok(Some(line));
            }
        }
        Ok(None)
    }

    /// Returns the production branch.
    pub(crate) fn production(&self) -> Result<Line> {
        self.base_branch(BranchKind::Production)?.ok_or_else(|| {
            let names = self.flow.rules.kind(BranchKind::Production).names.join("`, `");
            Failure::state(format!("there is no production branch: `{names}`"))
                .hint("`production = { name = \"…\" }` under `[flow]` in cliff.toml names it")
                .hint("`git branch main COMMIT` makes one")
        })
    }

    /// Returns the name of the tag of a version.
    pub(crate) fn tag_of(&self, version: &Version) -> String {
        format!("{}{version}", self.tags.prefix_for_new(self.tags.highest_stable()))
    }

    /// Returns the name of the branch for a version, or for a name.
    pub(crate) fn branch_for(&self, kind: BranchKind, rest: &str) -> String {
        let prefix = self.flow.rules.kind(kind).prefixes.first().map_or("", String::as_str);
        format!("{prefix}{rest}")
    }
}

/// Returns the names of branches, for people to read.
pub(crate) fn names(branches: &[NamedBranch]) -> String {
    let names: Vec<_> = branches.iter().map(|named| named.name.as_str()).collect();
    names.join(", ")
}
