//! What a topic branch is going to be: its version, and the branch that it goes into.

use semver::Version;

use crate::commands::release::ground::Ground;
use crate::commands::release::operating::Operating;
use crate::commands::version_question::{Answered, VersionQuestion};
use crate::domain::flow::kind::BranchKind;
use crate::domain::flow::line::Line;
use crate::domain::flow::naming::NamedBranch;
use crate::domain::history::branch::Branch;
use crate::domain::history::commit::CommitId;
use crate::domain::version::policy::core;
use crate::failure::{Failure, Result};
use crate::terminal::Terminal;

/// What a topic branch is going to be.
pub(crate) struct Outlook {
    /// The final version.
    pub(crate) version: Version,
    /// The version that it has now: that of its next candidate.
    pub(crate) candidate: Version,
    /// The production or support branch.
    pub(crate) target: Line,
}

impl Outlook {
    /// Returns what the name alone tells, where the branch itself is gone.
    pub(crate) fn by_name(named: &NamedBranch, ground: &Ground) -> Result<Self> {
        let version = named.version(ground.tags.family()).ok_or_else(|| {
            Failure::usage(format!("`{}` says no version, and the branch is gone", named.name))
                .hint("name the version: `semflow release finish 1.2.0 --merged`")
        })?;
        let target = ground.production()?;
        Ok(Self { candidate: version.clone(), version, target })
    }
}

impl Operating<'_> {
    /// Returns what a topic branch is going to be, by its name and its commits.
    pub(crate) fn outlook(
        &mut self,
        named: &NamedBranch,
        tip: CommitId,
        allow_underbump: bool,
        terminal: &mut Terminal,
    ) -> Result<Outlook> {
        let question = VersionQuestion {
            branch: Some(named.name.clone()),
            allow_underbump,
            ..VersionQuestion::default()
        };
        let environment = self.environment;
        self.at(tip, Some(&named.name), |ground| {
            let Ground { project, tags, .. } = ground;
            let answered = question.answer(project, tags, true, environment, terminal);
            let answered = answered.map_err(without_foreign_flags)?;
            let Answered { decision, standing, .. } = answered;
            let candidate = decision.next;
            let version = named.version(tags.family()).unwrap_or_else(|| core(&candidate));
            let line = standing.map(|standing| standing.course.line).unwrap_or_default();
            let target = ground.target(&line)?;
            Ok(Outlook { version, candidate, target })
        })
    }
}

impl Ground {
    /// Returns the branch that a release of this line goes into.
    fn target(&self, line: &[Branch]) -> Result<Line> {
        let supports = self.named(BranchKind::Support);
        let is_on = |name: &str| line.iter().any(|branch| branch.name == name);
        match supports.iter().find(|support| is_on(&support.name)) {
            Some(support) => {
                Ok(self.line(&support.name)?.unwrap_or_else(|| Line::nowhere(&support.name)))
            }
            None => self.production(),
        }
    }
}

/// `next-version` can be told to go below the last release; a release cannot.
pub(crate) fn without_foreign_flags(mut failure: Failure) -> Failure {
    failure.hints.retain(|hint| !hint.starts_with("`--allow-downgrade`"));
    failure
}
