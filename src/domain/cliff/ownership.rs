//! Which release a commit belongs to, by git-cliff's rule: the first tag, in the order of the tags,
//! that reaches it.

use crate::domain::history::commit::{CommitId, CommitMap, RawCommit};

/// Returns for each commit the place of the tag that owns it; `None` for what no tag reaches.
/// Only tags on commits of the list take part.
pub fn owners(
    commits: &[RawCommit],
    places: &CommitMap<usize>,
    tagged: impl Iterator<Item = CommitId>,
) -> Vec<Option<usize>> {
    let mut owners: Vec<Option<usize>> = vec![None; commits.len()];
    let mut pending: Vec<usize> = Vec::new();
    for (tag, commit) in tagged.enumerate() {
        pending.extend(places.get(&commit));
        while let Some(place) = pending.pop() {
            match owners.get_mut(place) {
                Some(owner) if owner.is_none() => *owner = Some(tag),
                _ => continue,
            }
            let parents = commits.get(place).map_or(&[][..], |commit| &commit.parents);
            pending.extend(parents.iter().filter_map(|parent| places.get(parent)));
        }
    }
    owners
}
