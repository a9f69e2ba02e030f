//! Where the history that is read differs from the history that is stored: shallow clones,
//! `info/grafts` and `refs/replace/`.

use std::collections::{HashMap, HashSet};

use crate::domain::history::commit::CommitId;

/// How many replacements in a row are followed, as in git (`replace-object.c`).
const MAX_DEPTH: usize = 5;

/// The edges of a history that the commit objects alone do not tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grafts {
    /// Commits whose parents were not fetched (gitrepository-layout, `shallow`).
    pub shallow: HashSet<CommitId>,
    /// Commits with other parents than they name (gitrepository-layout, `info/grafts`).
    pub parents: HashMap<CommitId, Vec<CommitId>>,
    /// Commits that are read in the place of others (git-replace).
    pub replaced: HashMap<CommitId, CommitId>,
}

impl Grafts {
    /// Returns the grafts with the commits that the text of the `shallow` file lists, one a line.
    #[must_use]
    pub fn with_shallow_file(mut self, text: &str) -> Self {
        self.shallow.extend(text.lines().filter_map(|line| CommitId::from_hex(line.trim())));
        self
    }

    /// Returns the grafts with those of an `info/grafts` file: a commit and its parents a line,
    /// `#` before a comment.
    #[must_use]
    pub fn with_grafts_file(mut self, text: &str) -> Self {
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut ids = line.split_whitespace().filter_map(CommitId::from_hex);
            if let Some(commit) = ids.next() {
                self.parents.insert(commit, ids.collect());
            }
        }
        self
    }

    /// Returns the parents that count for a commit which names `stored`, and whether the history
    /// was cut off here.
    pub fn parents_of(&self, commit: CommitId, stored: Vec<CommitId>) -> (Vec<CommitId>, bool) {
        if let Some(parents) = self.parents.get(&commit) {
            return (parents.clone(), false);
        }
        if self.shallow.contains(&commit) {
            let cut = !stored.is_empty();
            return (Vec::new(), cut);
        }
        (stored, false)
    }

    /// Returns the commit that is read when `commit` is asked for: the end of a chain of
    /// replacements. A chain without an end replaces nothing.
    pub fn replacement_of(&self, commit: CommitId) -> CommitId {
        let mut current = commit;
        for _ in 0..MAX_DEPTH {
            match self.replaced.get(&current) {
                Some(next) => current = *next,
                None => return current,
            }
        }
        commit
    }
}

#[cfg(test)]
mod tests {
    use super::Grafts;
    use crate::domain::history::commit::CommitId;

    fn id(digit: char) -> CommitId {
        CommitId::from_hex(&digit.to_string().repeat(40)).unwrap()
    }

    #[test]
    fn a_shallow_commit_has_no_parents_and_is_cut() {
        let grafts = Grafts::default().with_shallow_file(&format!("{}\r\n", id('a')));
        assert_eq!(grafts.parents_of(id('a'), vec![id('b')]), (vec![], true));
        assert_eq!(grafts.parents_of(id('b'), vec![id('c')]), (vec![id('c')], false));
    }

    #[test]
    fn a_shallow_root_is_not_cut() {
        let grafts = Grafts::default().with_shallow_file(&id('a').to_string());
        assert_eq!(grafts.parents_of(id('a'), vec![]), (vec![], false));
    }

    #[test]
    fn a_chain_of_replacements_is_followed_to_its_end() {
        let replaced = |pairs: &str| {
            let pairs = pairs.split(' ').map(|pair| {
                let mut ids = pair.chars().map(id);
                (ids.next().unwrap(), ids.next().unwrap())
            });
            Grafts { replaced: pairs.collect(), ..Grafts::default() }
        };
        for (pairs, end) in [
            ("bc", 'a'),
            ("ab", 'b'),
            ("ab bc", 'c'),
            ("ab bc cd de", 'e'),
            ("ab bc cd de ef", 'a'),
            ("ab ba", 'a'),
            ("aa", 'a'),
        ] {
            assert_eq!(replaced(pairs).replacement_of(id('a')), id(end), "{pairs}");
        }
    }

    #[test]
    fn a_graft_replaces_the_parents() {
        let text = format!("# moved\n{} {} {}\n", id('a'), id('b'), id('c'));
        let grafts = Grafts::default().with_grafts_file(&text);
        assert_eq!(grafts.parents_of(id('a'), vec![]), (vec![id('b'), id('c')], false));
    }
}
