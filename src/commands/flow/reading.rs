//! Reading the commits that the version of a branch is counted from.

use semver::Version;

use crate::cli::environment::Environment;
use crate::commands::flow::position::Standing;
use crate::commands::project::Project;
use crate::commands::shallow;
use crate::commands::since_release::find_base;
use crate::domain::commit::classify::Classified;
use crate::domain::flow::course::{CountedFrom, Excluded, finished_with};
use crate::domain::flow::merged::{merged_branch, release_tip, tells_of_release};
use crate::domain::flow::rules::Preset;
use crate::domain::history::commit::{CommitId, CommitSet};
use crate::domain::history::height::RangeGraph;
use crate::domain::version::decide::decide;
use crate::domain::version::decision::Decision;
use crate::domain::version::policy::{VersionPolicy, core};
use crate::domain::version::prerelease::label_and_number;
use crate::domain::version::rule::Numbering;
use crate::domain::version::situation::{Left, Situation};
use crate::domain::version::version_tag::{VersionTag, VersionTags};
use crate::failure::Result;
use crate::git::base::Search;
use crate::git::objects::ObjectDatabase;
use crate::git::walk::History;

/// What the commits of a branch are counted from.
pub(crate) struct Start<'t> {
    /// The release, and the open release branch above it.
    pub(crate) counted_from: CountedFrom<'t>,
    /// What is left out.
    pub(crate) excluded: Vec<Excluded>,
    /// The branch whose merge was squashed, so that the tag does not reach what it released.
    pub(crate) squashed: Option<String>,
}

/// Returns the highest stable tag of a branch's line.
fn base<'t>(
    project: &Project,
    history: &mut History<ObjectDatabase<'_>>,
    tags: &'t VersionTags,
    standing: &Standing,
    environment: &Environment,
) -> Result<Option<&'t VersionTag>> {
    let stable: Vec<_> = tags.iter().filter(|tag| tag.is_stable()).collect();
    let mut heads = vec![project.head.id];
    heads.extend(standing.course.line.iter().map(|branch| branch.tip));
    let base = find_base(project, history, &heads, &stable, environment)?;
    refuse_hidden(project, &heads, base, environment)?;
    Ok(base)
}

/// Refuses a release beside which a shallow clone may hide a higher one on the line.
pub(crate) fn refuse_hidden(
    project: &Project,
    heads: &[CommitId],
    base: Option<&VersionTag>,
    environment: &Environment,
) -> Result<()> {
    if !project.repository.is_shallow() || project.allows_shallow {
        return Ok(());
    }
    let excluded: Vec<_> = base.map(|tag| tag.commit).into_iter().collect();
    let range = project.history()?.range_of(heads, &excluded, &|_| false)?;
    match range.cut_at {
        Some(cut_at) => Err(shallow::incomplete(project, cut_at, environment)),
        None => Ok(()),
    }
}

/// Returns what the commits of a branch are counted from.
pub(crate) fn start<'t>(
    project: &Project,
    history: &mut History<ObjectDatabase<'_>>,
    tags: &'t VersionTags,
    standing: &Standing,
    environment: &Environment,
) -> Result<Start<'t>> {
    let base = base(project, history, tags, standing, environment)?;
    let counted_from = standing.course.counted_from(base, &standing.flow.branches, tags);
    let mut excluded = Vec::new();
    if let Some(open) = &counted_from.open {
        for tip in &open.tips {
            let fork = match standing.flow.rules.preset {
                Preset::Semflow => tip.tip,
                Preset::GitVersion => fork(history, project.head.id, tip.tip)?,
            };
            let why = "what an open release branch holds is for that release";
            excluded.push(Excluded { commit: fork, name: tip.spelled(), why });
        }
    }
    let mut squashed = None;
    if let Some(base) = base {
        excluded.push(Excluded {
            commit: base.commit,
            name: base.name.to_string(),
            why: "what it holds is out",
        });
        let released = squashed_tips(project, history, tags, standing, base)?;
        squashed = released.first().map(|one| one.name.clone());
        excluded.extend(released);
    }
    Ok(Start { counted_from, excluded, squashed })
}

/// Returns the commit of a branch where another one was branched off, as GitVersion finds it: the
/// first one that both lines of first parents have.
fn fork(
    history: &mut History<ObjectDatabase<'_>>,
    branch: CommitId,
    other: CommitId,
) -> Result<CommitId> {
    let of_branch: CommitSet = history.first_parents(branch)?.into_iter().collect();
    let of_other = history.first_parents(other)?;
    Ok(of_other.into_iter().find(|id| of_branch.contains(id)).unwrap_or(other))
}

/// How many releases back a squashed merge is looked for.
const SQUASHES: usize = 10;

/// Returns where the branches of releases stood whose merges were squashed: the tags do not reach
/// what was released there.
fn squashed_tips(
    project: &Project,
    history: &mut History<ObjectDatabase<'_>>,
    tags: &VersionTags,
    standing: &Standing,
    base: &VersionTag,
) -> Result<Vec<Excluded>> {
    let is_out = |tag: &&VersionTag| tag.is_stable() && tag.version <= base.version;
    let mut tips = Vec::new();
    for tag in tags.iter().rev().filter(is_out).take(SQUASHES) {
        let Some(commit) = history.commit(tag.commit)?.filter(|commit| !commit.is_merge()) else {
            continue;
        };
        let why = "its squashed merge is out";
        let tip = release_tip(&commit.message).filter(|tip| *tip != tag.commit);
        if let Some(commit) = tip
            && history.commit(commit)?.is_some()
        {
            tips.push(Excluded { commit, name: format!("Release-Tip {}", commit.short()), why });
        }
        for found in finished_with(tag, &standing.flow.branches, tags) {
            let (tip, name) = (found.branch.tip, found.branch.name.as_str());
            let is_told = tells_of_release(&commit.message, name, &tag.version)
                || project.repository.have_one_tree(tag.commit, tip);
            if is_told && !was_merged(history, tag.commit, tip, name)? {
                tips.push(Excluded { commit: tip, name: found.branch.spelled(), why });
            }
        }
    }
    Ok(tips)
}

/// Whether a branch came into a release by a merge and not by a squashed one: it goes on from the
/// release, as after a fast-forward, or a merge shortly before the tag names it.
fn was_merged(
    history: &mut History<ObjectDatabase<'_>>,
    release: CommitId,
    tip: CommitId,
    name: &str,
) -> Result<bool> {
    let reaches = history.highest_reachable(&[tip], &[release], &mut |_| false)?;
    if matches!(reaches, Search::Ended { highest: Some(_), .. }) {
        return Ok(true);
    }
    let mut next = Some(release);
    for _ in 0..SQUASHES {
        let Some(commit) = next.map(|id| history.commit(id)).transpose()?.flatten() else { break };
        if commit.is_merge() && merged_branch(&commit.message) == Some(name) {
            return Ok(true);
        }
        next = commit.parents.first().copied();
    }
    Ok(false)
}

/// Returns the version of a branch. Which tags matter to its number is known once the rest of the
/// version is, so that what only they need is read then.
pub(crate) fn decided<'s>(
    project: &Project,
    tags: &'s VersionTags,
    standing: &Standing,
    policy: &VersionPolicy,
    commits: &[Classified],
    situation: &mut Situation<'s>,
) -> Result<Decision> {
    let decision = decide(situation, policy)?;
    if policy.rule.numbering != Numbering::Height || policy.label.is_some() {
        return Ok(decision);
    }
    match left(project, tags, standing, &decision.next, commits)? {
        Some(left) => {
            situation.left.push(left);
            decide(situation, policy)
        }
        None => Ok(decision),
    }
}

/// Returns the pre-release tag whose number a branch goes on from although it lies before its range,
/// because a release holds it: the one with the highest number of this version and label that HEAD
/// reaches.
fn left<'t>(
    project: &Project,
    tags: &'t VersionTags,
    standing: &Standing,
    next: &Version,
    within: &[Classified],
) -> Result<Option<Left<'t>>> {
    let number = |tag: &VersionTag| {
        let (label, number) = label_and_number(&tag.version)?;
        let is_same = label_and_number(next).is_some_and(|(other, _)| other == label);
        (is_same && core(&tag.version) == core(next)).then_some(number)
    };
    let within: CommitSet = within.iter().map(|one| one.commit.id).collect();
    let is_outside = |tag: &&VersionTag| !within.contains(&tag.commit);
    let same = tags.iter().filter(|tag| number(tag).is_some());
    let candidates: Vec<_> = same.filter(is_outside).collect();
    if candidates.is_empty() {
        return Ok(None);
    }
    let head = project.head.id;
    let commits: Vec<_> = candidates.iter().map(|tag| tag.commit).collect();
    let lost = project.history()?.unreachable(&[head], &commits)?;
    let reached = candidates.into_iter().filter(|tag| !lost.contains(&tag.commit));
    let Some(tag) = reached.max_by_key(|tag| number(tag)) else { return Ok(None) };
    let since = project.history()?.range(head, &[tag.commit], &|_| false)?;
    let graph = RangeGraph::new(since.commits.iter(), head, standing.course.height);
    Ok(Some(Left { tag, distance: graph.height() }))
}
