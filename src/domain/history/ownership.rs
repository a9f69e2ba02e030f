//! Which release a commit belongs to: the earliest one that contains it.
//!
//! Earliest is told by the graph, and by commit time where the graph leaves it open; a commit that
//! a merge brought in late belongs to the release after the merge, however old it is.

use crate::domain::history::commit::{CommitId, CommitMap, RawCommit};

/// The commits of one release, or of what comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ownership {
    /// The commit that was released; `None` for what is not released yet.
    pub released: Option<CommitId>,
    /// The places of its commits in the list that was divided, newest first.
    pub places: Vec<usize>,
}

/// Divides `commits`, listed newest first and every child before its parents, among the released
/// commits of the list. Returns the divisions newest first, what is not released yet before all
/// others; each commit is in exactly one of them.
pub fn divide(commits: &[RawCommit], is_released: &dyn Fn(CommitId) -> bool) -> Vec<Ownership> {
    let places: CommitMap<usize> =
        commits.iter().enumerate().map(|(place, commit)| (commit.id, place)).collect();
    let mut owned = vec![false; commits.len()];
    let mut divisions = Vec::new();
    for (place, commit) in commits.iter().enumerate().rev() {
        if is_released(commit.id) {
            let places = claim(commits, &places, &mut owned, place);
            divisions.push(Ownership { released: Some(commit.id), places });
        }
    }
    let rest = owned.iter().enumerate().filter(|(_, owned)| !**owned).map(|(place, _)| place);
    divisions.push(Ownership { released: None, places: rest.collect() });
    divisions.reverse();
    divisions
}

/// Takes everything reachable from a place that no earlier release has taken.
fn claim(
    commits: &[RawCommit],
    places: &CommitMap<usize>,
    owned: &mut [bool],
    from: usize,
) -> Vec<usize> {
    let mut claimed = Vec::new();
    let mut pending = vec![from];
    while let Some(place) = pending.pop() {
        match owned.get_mut(place) {
            Some(owned) if !*owned => *owned = true,
            _ => continue,
        }
        claimed.push(place);
        let parents = commits.get(place).map(|commit| commit.parents.as_slice());
        pending.extend(parents.unwrap_or_default().iter().filter_map(|id| places.get(id)));
    }
    claimed.sort_unstable();
    claimed
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Arc;

    use proptest::collection::vec;
    use proptest::proptest;

    use super::{Ownership, divide};
    use crate::domain::history::commit::{CommitId, Person, RawCommit, Signature};

    fn id(number: u8) -> CommitId {
        CommitId::from_bytes([number; 20])
    }

    /// Commits newest first, each a number and the numbers of its parents.
    fn history(edges: &[(u8, &[u8])]) -> Vec<RawCommit> {
        let nobody = Signature { person: Arc::new(Person::default()), seconds: 0 };
        let commit = |(number, parents): &(u8, &[u8])| RawCommit {
            id: id(*number),
            parents: parents.iter().copied().map(id).collect(),
            author: nobody.clone(),
            committer: nobody.clone(),
            message: String::new(),
        };
        edges.iter().map(commit).collect()
    }

    fn numbers(commits: &[RawCommit], division: &Ownership) -> Vec<u8> {
        division.places.iter().map(|place| commits[*place].id.as_bytes()[0]).collect()
    }

    #[test]
    fn a_commit_merged_after_a_release_belongs_to_the_next_one() {
        // 1 ── 2 (released) ── 4 (merge, released) ── 5
        //  └── 3 ─────────────┘
        let commits = history(&[(5, &[4]), (4, &[2, 3]), (3, &[1]), (2, &[1]), (1, &[])]);
        let released = [id(2), id(4)];
        let divisions = divide(&commits, &|id| released.contains(&id));
        let found: Vec<_> = divisions.iter().map(|d| (d.released, numbers(&commits, d))).collect();
        assert_eq!(found, [(None, vec![5]), (Some(id(4)), vec![4, 3]), (Some(id(2)), vec![2, 1]),]);
    }

    #[test]
    fn a_side_line_owns_only_what_no_earlier_release_contains() {
        let commits = history(&[(4, &[2, 3]), (3, &[1]), (2, &[1]), (1, &[])]);
        let divisions = divide(&commits, &|id| id != self::id(4));
        let found: Vec<_> = divisions.iter().map(|d| numbers(&commits, d)).collect();
        assert_eq!(found, [vec![4], vec![3], vec![2], vec![1]]);
    }

    fn contained(commits: &[RawCommit], release: usize) -> BTreeSet<usize> {
        let mut found = BTreeSet::new();
        let mut pending = vec![release];
        while let Some(place) = pending.pop() {
            if found.insert(place) {
                let is_parent = |id: CommitId| commits[place].parents.contains(&id);
                pending.extend((0..commits.len()).filter(|at| is_parent(commits[*at].id)));
            }
        }
        found
    }

    proptest! {
        #[test]
        fn each_commit_is_in_the_earliest_release_that_contains_it(
            edges in vec(vec(1..6_u8, 0..3), 1..40),
            released in vec(0..40_usize, 0..10),
        ) {
            // Newest first; a parent is named by how far behind its child it stands.
            let newest = u8::try_from(edges.len()).unwrap();
            let edges: Vec<(u8, Vec<u8>)> = (0..newest)
                .rev()
                .zip(edges)
                .map(|(number, back)| {
                    (number, back.iter().filter_map(|back| number.checked_sub(*back)).collect())
                })
                .collect();
            let edges: Vec<_> = edges.iter().map(|(at, on)| (*at, on.as_slice())).collect();
            let commits = history(&edges);
            let released: BTreeSet<usize> =
                released.into_iter().filter(|place| *place < commits.len()).collect();

            let is_released = |id| released.iter().any(|place| commits[*place].id == id);
            let mut owners = vec![None; commits.len()];
            for division in divide(&commits, &is_released) {
                assert!(division.places.is_sorted());
                for place in division.places {
                    assert_eq!(owners[place], None, "owned twice");
                    owners[place] = Some(division.released);
                }
            }
            for (place, owner) in owners.into_iter().enumerate() {
                let earliest =
                    released.iter().rev().find(|one| contained(&commits, **one).contains(&place));
                assert_eq!(owner, Some(earliest.map(|one| commits[*one].id)));
            }
        }
    }
}
