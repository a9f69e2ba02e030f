//! Looking for everything that stands in the way, before anything is planned.

use semver::Version;

use crate::commands::release::ground::Ground;
use crate::commands::release::operating::Operating;
use crate::commands::version_files::find;
use crate::domain::flow::line::{Line, Relation};
use crate::domain::flow::naming::NamedBranch;
use crate::domain::flow::problems::Problem;
use crate::domain::history::commit::CommitId;
use crate::domain::version::version_tag::VersionTag;
use crate::failure::Result;
use crate::git::file_trees::CommitTree;
use crate::git::program::commit::Signing;
use crate::git::program::runner::Git;
use crate::git::program::state::CheckedOut;

/// How many of many files are named.
const SHOWN: usize = 5;

/// What stands in the way.
pub(crate) struct Preflight<'o> {
    ground: &'o Ground,
    git: &'o Git,
    elsewhere: Vec<CheckedOut>,
    /// All of it.
    pub(crate) problems: Vec<Problem>,
}

impl<'o> Preflight<'o> {
    /// Returns a clear sky.
    pub(crate) fn new(operating: &'o Operating<'_>) -> Self {
        let git = &operating.git;
        let mut preflight =
            Self { ground: &operating.ground, git, elsewhere: Vec::new(), problems: Vec::new() };
        let elsewhere = git.checked_out_elsewhere();
        preflight.elsewhere = preflight.take(elsewhere).unwrap_or_default();
        preflight
    }

    /// Takes a value; a failure stands in the way.
    pub(crate) fn take<T>(&mut self, result: Result<T>) -> Option<T> {
        result.map_err(|failure| self.problems.push(Problem::from(failure))).ok()
    }

    /// Looks at the work tree, at who commits, and at the topic branch.
    pub(crate) fn look_around(&mut self, topic: Option<&Line>) -> Result<()> {
        self.take(self.git.can_merge());
        if self.git.work_tree().is_some() {
            self.work_tree()?;
        }
        self.take(self.git.can_commit());
        self.take(self.git.can_sign_commits(&Signing::AsConfigured));
        self.lines(topic.into_iter());
        Ok(())
    }

    fn work_tree(&mut self) -> Result<()> {
        if let Some(operation) = self.git.operation() {
            let problem = Problem::new(
                format!("a {operation} is in progress"),
                format!("finish it, or take it back: `{}`", operation.way_back()),
            );
            self.problems.push(problem);
        }
        let changed = self.git.changed_files()?;
        if !changed.is_empty() {
            let more = changed.len().saturating_sub(SHOWN);
            let text = |path: &Vec<u8>| String::from_utf8_lossy(path).into_owned();
            let mut shown: Vec<_> = changed.iter().take(SHOWN).map(text).collect();
            if more > 0 {
                shown.push(format!("{more} more"));
            }
            let problem = Problem::new(
                format!("files have changes that are not committed: {}", shown.join(", ")),
                "commit them, or put them aside: `git stash`",
            );
            self.problems.push(problem);
        }
        Ok(())
    }

    /// Looks at branches that are going to move.
    pub(crate) fn lines<'l>(&mut self, lines: impl Iterator<Item = &'l Line>) {
        for line in lines {
            let name = &line.name;
            if line.relation == Relation::Diverged {
                let remote = self.ground.flow.remote.as_deref().unwrap_or("origin");
                let problem = Problem::new(
                    format!("{name} and {remote}/{name} have gone different ways"),
                    format!("bring them together: `git switch {name}`, then `git pull`"),
                );
                self.problems.push(problem.at(name.clone()));
            }
            for taken in self.elsewhere.iter().filter(|one| one.branch == line.reference()) {
                let problem = Problem::new(
                    format!("{name} is checked out in another work tree"),
                    "switch to another branch there",
                );
                self.problems.push(problem.at(taken.work_tree.display().to_string()));
            }
        }
    }

    /// Looks whether git takes a name for a new branch.
    pub(crate) fn branch_name(&mut self, name: &str) -> Result<()> {
        if !self.git.is_branch_name(name)? {
            let problem = Problem::new(
                format!("git takes `{name}` for no name of a branch"),
                "letters, digits, `-`, `_` and `.` make one: `1.2.0`, `login-fails`",
            );
            self.problems.push(problem);
            return Ok(());
        }
        let above = name.char_indices().filter(|(_, char)| *char == '/');
        for folder in above.filter_map(|(at, _)| name.get(..at)) {
            if self.git.read_refs(&[&format!("refs/heads/{folder}")])? != [None] {
                let problem = Problem::new(
                    format!("a branch is called {folder}, so that none can be called {name}"),
                    format!("rename it: `git branch -m {folder} OTHER`"),
                );
                self.problems.push(problem.at(folder.to_owned()));
            }
        }
        Ok(())
    }

    /// Looks whether the version files of a commit agree.
    pub(crate) fn version_files(&mut self, tip: CommitId) {
        let settings = self.ground.settings();
        if settings.version_files == Some(false) {
            return;
        }
        let tree = CommitTree::new(&self.ground.project.repository, self.git, tip);
        let found = find(&tree, &self.ground.project.settings);
        let Some(versions) = self.take(found) else { return };
        let problems = versions.disagreements().into_iter().map(|one| {
            Problem::from(one.failure())
                .hint("`semflow bump --align` writes one version into all files; commit that")
        });
        self.problems.extend(problems);
    }

    /// Looks whether the version that a branch is called after has its tag already: that says more
    /// than a version that is too low.
    pub(crate) fn is_out(&mut self, named: &NamedBranch) -> Result<bool> {
        let before = self.problems.len();
        if let Some(version) = named.version(self.ground.tags.family()) {
            self.tag(&self.ground.tag_of(&version), &version)?;
        }
        Ok(self.problems.len() > before)
    }

    /// Looks whether a tag is free.
    pub(crate) fn tag(&mut self, tag: &str, version: &Version) -> Result<()> {
        let here = self.ground.tags.of_version(version).next();
        let names = [format!("refs/tags/{tag}")];
        let names: Vec<_> = names.iter().map(String::as_str).collect();
        let is_there = self.git.read_refs(&names)?.into_iter().flatten().next().is_some();
        match (here, is_there) {
            (Some(found), _) => self.taken(found.name.as_str(), Some(found)),
            (None, true) => self.taken(tag, None),
            (None, false) => {}
        }
        Ok(())
    }

    fn taken(&mut self, name: &str, found: Option<&VersionTag>) {
        let what = match found {
            Some(tag) => format!("the tag {name} is there already, at {}", tag.commit.short()),
            None => format!("the tag {name} is there already"),
        };
        let problem = Problem::new(what, "`semflow flow status` tells which branches are finished")
            .hint(format!("a tag that was made by mistake goes with `git tag --delete {name}`"));
        self.problems.push(problem.at(format!("refs/tags/{name}")));
    }

    /// Looks whether the topic branch has anything that its target lacks; where the user says that it
    /// is merged, it should have nothing.
    pub(crate) fn has_something(
        &mut self,
        topic: &Line,
        target: &Line,
        is_said_merged: bool,
    ) -> Result<()> {
        if is_said_merged {
            self.problems.push(unmerged(topic, target));
            return Ok(());
        }
        let (Some(tip), Some(until)) = (topic.tip(), target.tip()) else { return Ok(()) };
        if self.ground.reaches(until, tip)? {
            let (name, target) = (&topic.name, &target.name);
            let problem = Problem::new(
                format!("{name} has no commit that {target} lacks"),
                "commit what it is for, then finish it",
            )
            .hint(format!("where a pull request has merged it: `--merged` tags {target}"));
            self.problems.push(problem.at(name.clone()));
        }
        Ok(())
    }
}

fn unmerged(topic: &Line, target: &Line) -> Problem {
    let (topic, target) = (&topic.name, &target.name);
    let problem = Problem::new(
        format!("{target} has no merge of {topic}"),
        format!("`git log --first-parent {target}` shows what it has; was it fetched?"),
    );
    problem.hint("without `--merged`, finishing merges it").at(target.clone())
}
