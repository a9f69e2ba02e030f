//! What becomes of the commits of a release: text rules, Conventional Commits, groups, links, in
//! git-cliff's order or in the one that `processing_order` asks for.

use std::ops::AddAssign;

use crate::domain::cliff::commit::{Commit, Link};
use crate::domain::cliff::compat::Compat;
use crate::domain::cliff::conventional::Conventional;
use crate::domain::cliff::matching::sorted_in;
use crate::domain::cliff::programs::Programs;
use crate::domain::cliff::rules::{CommitRules, LinkRule, Step};
use crate::failure::{Failure, Result};

/// Why a commit is left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Dropped {
    /// A command over its message failed.
    Command(String),
    /// It is not conventional.
    Unconventional,
    /// A rule asks for a value of it that has no text.
    Field,
    /// No rule applies to it.
    Unmatched,
    /// A rule leaves it out.
    Skipped,
}

/// How many commits were left out, and why.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Losses {
    /// Those whose command failed, each with the reason.
    pub commands: Vec<String>,
    /// Those that are not conventional.
    pub unconventional: usize,
    /// Those with a field that has no text.
    pub fields: usize,
    /// Those that no rule applies to.
    pub unmatched: usize,
}

impl Losses {
    fn count(&mut self, why: Dropped) {
        match why {
            Dropped::Command(reason) => self.commands.push(reason),
            Dropped::Unconventional => self.unconventional += 1,
            Dropped::Field => self.fields += 1,
            Dropped::Unmatched => self.unmatched += 1,
            Dropped::Skipped => {}
        }
    }
}

impl AddAssign for Losses {
    fn add_assign(&mut self, other: Self) {
        self.commands.extend(other.commands);
        self.unconventional += other.unconventional;
        self.fields += other.fields;
        self.unmatched += other.unmatched;
    }
}

/// The pipeline of one run.
#[derive(Clone, Copy)]
pub struct Pipeline<'a> {
    /// What the configuration asks for.
    pub rules: &'a CommitRules,
    /// What runs the commands that it names.
    pub programs: &'a dyn Programs,
    /// Whether git-cliff's faults are reproduced.
    pub compat: Compat,
}

impl Pipeline<'_> {
    /// Returns what is left of the commits of a release, and what was lost on the way.
    ///
    /// # Errors
    /// When the configuration requires all commits to be conventional, or to have a group, and one
    /// is not or has none.
    pub fn run(self, commits: impl Iterator<Item = Commit>) -> Result<(Vec<Commit>, Losses)> {
        let mut losses = Losses::default();
        let kept = match &self.rules.order {
            Some(order) => order
                .iter()
                .fold(commits.collect(), |commits, step| self.step(*step, commits, &mut losses)),
            None => self.one_by_one(commits, &mut losses),
        };
        self.check(&kept)?;
        Ok((kept, losses))
    }

    fn one_by_one(self, commits: impl Iterator<Item = Commit>, losses: &mut Losses) -> Vec<Commit> {
        let mut kept = Vec::new();
        for commit in commits {
            match self.whole(commit) {
                Ok(commit) if self.rules.split => {
                    for line in lines(&commit) {
                        keep(self.whole(line), &mut kept, losses);
                    }
                }
                other => keep(other, &mut kept, losses),
            }
        }
        kept
    }

    /// All steps over one commit.
    fn whole(self, commit: Commit) -> std::result::Result<Commit, Dropped> {
        let commit = self.preprocessed(commit)?;
        let commit = self.read(commit)?;
        let commit = sorted_in(commit, self.rules, self.compat)?;
        Ok(with_links(commit, &self.rules.links))
    }

    /// One step over all commits.
    fn step(self, step: Step, commits: Vec<Commit>, losses: &mut Losses) -> Vec<Commit> {
        let mut kept = Vec::with_capacity(commits.len());
        for commit in commits {
            let result = match step {
                Step::CommitPreprocessors => self.preprocessed(commit),
                Step::ConventionalCommits => self.read(commit),
                Step::CommitParsers => sorted_in(commit, self.rules, self.compat),
                Step::LinkParsers => Ok(with_links(commit, &self.rules.links)),
                Step::SplitCommits if self.rules.split => {
                    kept.extend(lines(&commit));
                    continue;
                }
                Step::SplitCommits => Ok(commit),
            };
            keep(result, &mut kept, losses);
        }
        kept
    }

    fn preprocessed(self, mut commit: Commit) -> std::result::Result<Commit, Dropped> {
        let variables = [("COMMIT_SHA", commit.id.as_str())];
        for rule in &self.rules.preprocessors {
            rule.apply(&mut commit.message, self.programs, &variables)
                .map_err(|failure| Dropped::Command(reason(&failure)))?;
        }
        Ok(commit)
    }

    fn read(self, commit: Commit) -> std::result::Result<Commit, Dropped> {
        let rules = self.rules;
        if !rules.conventional {
            return Ok(commit);
        }
        let is_strict = !rules.require_conventional && rules.filter_unconventional && !rules.split;
        match Conventional::parse(commit.raw_message()) {
            Some(said) => Ok(Commit { conventional: Some(said), ..commit }),
            None if is_strict => Err(Dropped::Unconventional),
            // A line of a split commit that is not conventional keeps what the whole commit says.
            None => Ok(commit),
        }
    }

    fn check(self, commits: &[Commit]) -> Result<()> {
        let unconventional = |commit: &&Commit| commit.conventional.is_none();
        if self.rules.require_conventional && commits.iter().any(|one| unconventional(&one)) {
            let found: Vec<_> = commits.iter().filter(unconventional).collect();
            return Err(refused(&found, "not conventional, and `git.require_conventional` is on")
                .hint("reword the commits, or skip them in `git.commit_parsers`"));
        }
        let unmatched = |commit: &&Commit| commit.group.is_none();
        if self.rules.fail_on_unmatched && commits.iter().any(|one| unmatched(&one)) {
            let found: Vec<_> = commits.iter().filter(unmatched).collect();
            return Err(refused(
                &found,
                "without a group from `git.commit_parsers`, and `git.fail_on_unmatched_commit` is on",
            )
            .hint("add an entry to `git.commit_parsers` that matches them"));
        }
        Ok(())
    }
}

fn keep(result: std::result::Result<Commit, Dropped>, kept: &mut Vec<Commit>, losses: &mut Losses) {
    match result {
        Ok(commit) => kept.push(commit),
        Err(why) => losses.count(why),
    }
}

/// Returns a commit for each line of a message that is not empty.
fn lines(commit: &Commit) -> Vec<Commit> {
    let of_line =
        |line: &str| Commit { message: line.to_owned(), links: Vec::new(), ..commit.clone() };
    commit.message.lines().filter(|line| !line.is_empty()).map(of_line).collect()
}

fn with_links(mut commit: Commit, rules: &[LinkRule]) -> Commit {
    for rule in rules {
        for found in rule.pattern.find_iter(&commit.message) {
            let found = found.as_str();
            let filled = |template: &String| rule.pattern.replace(found, template.as_str());
            let text = rule.text.as_ref().map_or(found.into(), filled).into_owned();
            commit.links.push(Link { text, href: filled(&rule.href).into_owned() });
        }
    }
    commit
}

/// How many commits a failure names.
const NAMED: usize = 10;

fn refused(commits: &[&Commit], what: &str) -> Failure {
    // no hint: each caller has its own
    let (count, noun) =
        (commits.len(), if commits.len() == 1 { "commit is" } else { "commits are" });
    let failure = Failure::no(format!("{count} {noun} {what}"));
    commits.iter().take(NAMED).fold(failure, |failure, commit| {
        let id: String = commit.id.chars().take(7).collect();
        failure.because(format!("{id} {}", commit.message.lines().next().unwrap_or_default()))
    })
}

fn reason(failure: &Failure) -> String {
    let causes = failure.causes.iter().map(|cause| format!(": {cause}"));
    std::iter::once(failure.to_string()).chain(causes).collect()
}
