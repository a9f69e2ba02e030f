//! Whether somebody else has merged a release already: a pull request, squashed or not.

use semver::Version;

use crate::commands::release::ground::Ground;
use crate::domain::flow::line::Line;
use crate::domain::flow::merged::{merged_branch, release_tip, release_trailer, tells_of_release};
use crate::domain::history::commit::{CommitId, RawCommit};
use crate::failure::Result;

/// Returns the commit on the production branch that brought the topic branch in. `is_asked` says that
/// the user knows of one: then a subject is enough; else only what can mean nothing else is taken.
pub(crate) fn find_merged(
    ground: &Ground,
    topic: &Line,
    target: &Line,
    version: &Version,
    tag: &str,
    is_asked: bool,
) -> Result<Option<CommitId>> {
    let Some(until) = target.tip() else { return Ok(None) };
    if let Some(tip) = topic.tip()
        && ground.reaches(until, tip)?
    {
        let merge = merge_of(ground, until, tip)?;
        return Ok(merge.or(is_asked.then_some(tip)));
    }
    let released: Vec<_> = ground.tags.highest_stable().map(|tag| tag.commit).into_iter().collect();
    // What the topic branch holds was there before it: a branch that changes no file would be taken
    // for the commit that it starts from.
    let before: Vec<_> = released.iter().copied().chain(topic.tip()).collect();
    let range = ground.project.history()?.range(until, &before, &|_| false)?;
    let is_squashed = |commit: &RawCommit| {
        let message = &commit.message;
        let has_trailer = release_trailer(message) == Some(tag)
            || (topic.tip().is_some() && release_tip(message) == topic.tip());
        let is_same = || {
            topic.tip().is_some_and(|tip| ground.project.repository.have_one_tree(commit.id, tip))
        };
        let is_told = || {
            tells_of_release(message, &topic.name, version)
                || merged_branch(message) == Some(topic.name.as_str())
        };
        has_trailer || is_same() || (is_asked && is_told())
    };
    let line = ground.project.history()?.first_parents_until(until, &released)?;
    let on_line = range.commits.iter().filter(|commit| line.contains(&commit.id));
    Ok(on_line.filter(|commit| is_squashed(commit)).map(|commit| commit.id).next())
}

/// Returns the merge on the line of first parents that brought a commit in; `None` where the commit
/// lies on that line itself.
fn merge_of(ground: &Ground, until: CommitId, tip: CommitId) -> Result<Option<CommitId>> {
    let mut history = ground.project.history()?;
    let mut at = until;
    while let Some(commit) = history.commit(at)? {
        let Some(parent) = commit.parents.first().copied().filter(|_| at != tip) else { break };
        if !ground.reaches(parent, tip)? {
            return Ok(commit.is_merge().then_some(at));
        }
        at = parent;
    }
    Ok(None)
}
