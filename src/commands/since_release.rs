//! Reading the commits since the last release, as far as an answer needs them.

use std::path::Path;

use crate::cli::environment::Environment;
use crate::commands::flow;
use crate::commands::flow::position::Standing;
use crate::commands::policy::{level_policy, parse_policy};
use crate::commands::project::Project;
use crate::commands::replacements::preprocessed;
use crate::commands::shallow;
use crate::domain::commit::classify::{Classified, classify};
use crate::domain::commit::remarks::Remarks;
use crate::domain::flow::course::Excluded;
use crate::domain::flow::kind::BranchKind;
use crate::domain::flow::merged_release::merged_release;
use crate::domain::flow::rules::Preset;
use crate::domain::history::commit::{CommitId, CommitMap, CommitSet};
use crate::domain::history::height::RangeGraph;
use crate::domain::manifest::declared::{DECLARING_FILES, declared_in};
use crate::domain::version::decide::is_settled_by;
use crate::domain::version::decision::Declared;
use crate::domain::version::policy::VersionPolicy;
use crate::domain::version::situation::{Open, Reachable, Situation};
use crate::domain::version::version_tag::{VersionTag, VersionTags};
use crate::domain::version::votes::Votes;
use crate::failure::Result;
use crate::git::base::Search;
use crate::git::objects::ObjectDatabase;
use crate::git::walk::History;
use crate::terminal::Terminal;
use crate::terminal::explain::counted;

/// The commits since the last release, understood.
pub(crate) struct SinceRelease<'t> {
    /// The highest stable version that counts.
    pub(crate) base: Option<&'t VersionTag>,
    /// The commits since then, newest first.
    pub(crate) commits: Vec<Classified>,
    /// The open release branch above the base.
    pub(crate) open: Option<Open>,
    /// What was left out beside the base.
    pub(crate) excluded: Vec<Excluded>,
    /// The release branch whose merge was squashed.
    pub(crate) squashed: Option<String>,
    /// Whether HEAD reaches the base; looked at where the base is one of another branch.
    pub(crate) reaches_base: bool,
    /// Whether all commits that count were there.
    pub(crate) is_complete: bool,
    /// The pre-release behind which nothing was read, because nothing there changes the number.
    settled_by: Option<&'t VersionTag>,
}

/// How far behind a pre-release a release is looked for that holds it: commit times may lie.
const LOOK_BEHIND: usize = 128;

impl<'t> SinceRelease<'t> {
    /// Returns what is known where nothing was read.
    pub(crate) fn nothing() -> Self {
        Self {
            base: None,
            commits: Vec::new(),
            open: None,
            excluded: Vec::new(),
            squashed: None,
            reaches_base: true,
            is_complete: false,
            settled_by: None,
        }
    }

    /// Reads all of them.
    pub(crate) fn read(
        project: &Project,
        tags: &'t VersionTags,
        environment: &Environment,
    ) -> Result<Self> {
        let mut history = project.history()?;
        let stable: Vec<_> = tags.iter().filter(|tag| tag.is_stable()).collect();
        let base = find_base(project, &mut history, &[project.head.id], &stable, environment)?;
        Self::range(project, &mut history, base, None, environment)
    }

    /// Reads no more than the number alone needs, where that can be less than all: where a
    /// pre-release that is reachable and that no release holds already has a higher version than any
    /// release could ask for, what lies behind it changes nothing.
    pub(crate) fn read_enough(
        project: &Project,
        tags: &'t VersionTags,
        policy: &VersionPolicy,
        environment: &Environment,
    ) -> Result<Option<Self>> {
        let is_asked = policy.forced.is_some() || policy.explicit.is_some();
        let at_head = tags.at(project.head.id).rfind(|tag| tag.is_stable());
        if let Some(tag) = at_head {
            // The tag is the answer, unless another one is asked for.
            let settled = Self { base: Some(tag), is_complete: true, ..Self::nothing() };
            return Ok((!is_asked && policy.rule.keeps_tag).then_some(settled));
        }
        let highest = tags.highest_stable();
        let settling: CommitMap<&VersionTag> = tags
            .iter()
            .filter(|tag| !tag.is_stable() && is_settled_by(tag, tags, policy))
            .map(|tag| (tag.commit, tag))
            .collect();
        let targets: Vec<_> =
            tags.iter().filter(|tag| tag.is_stable()).map(|tag| tag.commit).collect();
        if settling.is_empty() {
            return Ok(None);
        }
        let released: CommitSet = targets.iter().copied().collect();
        let mut history = project.history()?;
        let (mut has_met_release, mut met, mut left) = (false, None, LOOK_BEHIND);
        let mut is_enough = |id| {
            has_met_release |= released.contains(&id);
            met = met.or(settling.contains_key(&id).then_some(id));
            left -= usize::from(met.is_some());
            has_met_release || left == 0
        };
        history.highest_reachable(&[project.head.id], &targets, &mut is_enough)?;
        let Some(at) = met.filter(|_| !has_met_release) else { return Ok(None) };
        let by = settling.get(&at).copied();
        let settled = Self::range(project, &mut history, highest, by, environment)?;
        let has_footer = settled.commits.iter().any(|one| one.parsed.release_as.is_some());
        Ok((!has_footer).then_some(settled))
    }

    /// Reads those since the release that counts on a branch of Git Flow.
    pub(crate) fn read_on_branch(
        project: &Project,
        tags: &'t VersionTags,
        standing: &Standing,
        environment: &Environment,
    ) -> Result<Self> {
        let mut history = project.history()?;
        let start = flow::reading::start(project, &mut history, tags, standing, environment)?;
        let excluded: Vec<_> = start.excluded.iter().map(|one| one.commit).collect();
        let (commits, is_complete) = read_range(project, &mut history, &excluded, environment)?;
        let reaches_base = match start.counted_from.base {
            Some(base) if standing.course.branch.kind == BranchKind::Integration => {
                history.unreachable(&[project.head.id], &[base.commit])?.is_empty()
            }
            _ => true,
        };
        let open = start.counted_from.open;
        let open = open.map(|open| Open { branch: open.name, version: open.version });
        let base = start.counted_from.base;
        let open = match standing.flow.rules.preset {
            Preset::Semflow => open,
            Preset::GitVersion => merged_into(&commits, project, tags, standing, base, open),
        };
        Ok(Self {
            base,
            commits,
            open,
            excluded: start.excluded,
            squashed: start.squashed,
            reaches_base,
            is_complete,
            settled_by: None,
        })
    }

    fn range(
        project: &Project,
        history: &mut History<ObjectDatabase<'_>>,
        base: Option<&'t VersionTag>,
        settled_by: Option<&'t VersionTag>,
        environment: &Environment,
    ) -> Result<Self> {
        let from = settled_by.or(base);
        let excluded: Vec<_> = from.map(|tag| tag.commit).into_iter().collect();
        let (commits, is_complete) = read_range(project, history, &excluded, environment)?;
        let (open, excluded, squashed, reaches_base) = (None, Vec::new(), None, true);
        Ok(Self { base, commits, open, excluded, squashed, reaches_base, is_complete, settled_by })
    }

    /// Returns what the decision looks at; on a trunk where no branch of Git Flow is given.
    pub(crate) fn situation<'s>(
        &'s self,
        project: &Project,
        tags: &'s VersionTags,
        policy: &VersionPolicy,
        standing: Option<&Standing>,
    ) -> Result<Situation<'s>> {
        let votes = level_policy(&project.settings, policy)?.count(&self.commits);
        let places: CommitMap<usize> =
            self.commits.iter().enumerate().map(|(place, one)| (one.commit.id, place)).collect();
        let rules = standing.map(|standing| &standing.flow.rules);
        let height = rules.map(|rules| rules.height).unwrap_or_default();
        let raw = self.commits.iter().map(|one| &one.commit);
        let graph = RangeGraph::new(raw, project.head.id, height);
        let mut prereleases: Vec<_> = tags
            .iter()
            .filter(|tag| !tag.is_stable())
            .filter_map(|tag| Some(Reachable { tag, place: *places.get(&tag.commit)? }))
            .collect();
        let place = self.commits.len();
        prereleases.extend(self.settled_by.map(|tag| Reachable { tag, place }));
        prereleases.sort_by_key(|one| one.place);
        let is_first = self.base.is_none() && self.open.is_none() && policy.explicit.is_none();
        let declares = is_first && !policy.follows_gitversion;
        let declared = if declares { declared(project)? } else { None };
        let base = self.base.map(|base| &base.version);
        let merged = standing.filter(|standing| standing.course.looks_for_merged_releases());
        let merged = merged.and_then(|standing| {
            let rules = &standing.flow.rules;
            merged_release(&self.commits, &graph, &votes, base, rules, tags)
        });
        Ok(Situation {
            tags,
            head: project.head.id,
            base: self.base,
            open: self.open.clone(),
            merged,
            prereleases,
            left: Vec::new(),
            votes: votes.votes,
            abstentions: votes.abstentions,
            release_as: votes.release_as,
            graph,
            has_commits: !self.commits.is_empty(),
            declared,
        })
    }

    /// Says what may make the answer another one than its reader expects.
    pub(crate) fn remark(&self, project: &Project, tags: &VersionTags, terminal: &mut Terminal) {
        say_remarks(&Remarks::on(&self.commits), terminal);
        let has_remote = || project.repository.remote_url(None).is_some();
        if tags.is_empty() && has_remote() {
            terminal.note("no version tag here; `git fetch --tags` brings those of the remote");
        }
    }
}

/// Reads the commits of a range that ends at HEAD, understood, and whether they are all.
fn read_range(
    project: &Project,
    history: &mut History<ObjectDatabase<'_>>,
    excluded: &[CommitId],
    environment: &Environment,
) -> Result<(Vec<Classified>, bool)> {
    let range = history.range(project.head.id, excluded, &|_| false)?;
    if let Some(cut_at) = range.cut_at.filter(|_| !project.allows_shallow) {
        return Err(shallow::incomplete(project, cut_at, environment));
    }
    let cancels = project.settings.commits.cancel_reverts;
    let commits = preprocessed(range.commits, project)?;
    let commits = classify(commits, &parse_policy(&project.settings), cancels);
    Ok((commits, range.cut_at.is_none()))
}

/// Returns what the version of an integration branch has to lie above: where a release was merged
/// into it whose branch is gone and that has no tag, that release, as GitVersion has it.
fn merged_into(
    commits: &[Classified],
    project: &Project,
    tags: &VersionTags,
    standing: &Standing,
    base: Option<&VersionTag>,
    open: Option<Open>,
) -> Option<Open> {
    if !standing.course.counts_open_releases {
        return open;
    }
    let rules = &standing.flow.rules;
    let raw = commits.iter().map(|one| &one.commit);
    let graph = RangeGraph::new(raw, project.head.id, rules.height);
    let above = open.as_ref().map(|open| &open.version).or(base.map(|base| &base.version));
    let (votes, above) = (Votes::default(), above.cloned());
    let merged = merged_release(commits, &graph, &votes, above.as_ref(), rules, tags);
    merged.map(|merged| Open { branch: merged.source, version: merged.version }).or(open)
}

/// Says which commits could not be read as Conventional Commits, and which nearly say more.
pub(crate) fn say_remarks(remarks: &Remarks, terminal: &mut Terminal) {
    let count = remarks.unreadable.len();
    if count > 0 {
        let (verb, them) = if count == 1 { ("is", "it") } else { ("are", "them") };
        let commits = counted(count, "commit");
        terminal.note(&format!("{commits} {verb} not conventional (-v lists {them})"));
        for line in &remarks.unreadable {
            terminal.detail(line);
        }
    }
    let shown = if terminal.is_verbose() { usize::MAX } else { 5 };
    for line in remarks.doubtful.iter().take(shown) {
        terminal.warning(line);
    }
    if let Some(more) = remarks.doubtful.len().checked_sub(shown).filter(|more| *more > 0) {
        terminal.note(&format!("{more} more of this kind (-v lists them)"));
    }
}

/// Returns the highest of `candidates`, listed lowest first, that is reachable from any of `heads`.
pub(crate) fn find_base<'t>(
    project: &Project,
    history: &mut History<ObjectDatabase<'_>>,
    heads: &[CommitId],
    candidates: &[&'t VersionTag],
    environment: &Environment,
) -> Result<Option<&'t VersionTag>> {
    match search_releases(project, history, heads, candidates.iter().copied(), &mut |_| false)? {
        Search::Ended { highest: None, cut_at: Some(cut_at) } if !project.allows_shallow => {
            Err(shallow::incomplete(project, cut_at, environment))
        }
        Search::Ended { highest, .. } => Ok(highest.and_then(|rank| candidates.get(rank).copied())),
        Search::Stopped(_) => Ok(None),
    }
}

/// Searches the highest of `candidates`, listed lowest first, that is reachable from any of `heads`.
pub(crate) fn search_releases<'t>(
    project: &Project,
    history: &mut History<ObjectDatabase<'_>>,
    heads: &[CommitId],
    candidates: impl Iterator<Item = &'t VersionTag>,
    is_enough: &mut dyn FnMut(CommitId) -> bool,
) -> Result<Search> {
    let mut targets: Vec<_> = candidates.map(|tag| tag.commit).collect();
    if targets.is_empty() && project.repository.is_shallow() {
        // Without a target nothing is walked, and only a walk tells whether tags may be missing.
        targets.push(CommitId::from_bytes([0; 20]));
    }
    history.highest_reachable(heads, &targets, is_enough)
}

/// Returns the version that a file of HEAD declares.
fn declared(project: &Project) -> Result<Option<Declared>> {
    for file in DECLARING_FILES {
        let bytes = project.repository.file_at(project.head.id, Path::new(file))?;
        let Some(text) = bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned()) else {
            continue;
        };
        if let Some(version) = declared_in(file, &text)? {
            return Ok(Some(Declared { version, file: (*file).to_owned() }));
        }
    }
    Ok(None)
}
