//! Which commits of a range cancel each other: a revert and what it takes back.
//!
//! One walk from the newest commit to the oldest decides: a revert that was itself taken back
//! takes nothing back, so a reapplied feature counts again.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use crate::domain::commit::reverts::Revert;
use crate::domain::history::commit::CommitId;

/// What is looked at of a commit.
#[derive(Clone, Copy, Debug)]
pub struct RevertInput<'c> {
    /// Its name.
    pub id: CommitId,
    /// Its parents.
    pub parents: &'c [CommitId],
    /// Its subject, as stored.
    pub subject: &'c str,
    /// The pull request that it came in through.
    pub request: Option<u64>,
    /// What it takes back.
    pub revert: Option<&'c Revert>,
}

/// What reverts make of a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cancellation {
    /// It counts as what it says.
    Active,
    /// It was taken back.
    Cancelled {
        /// The revert that did it.
        by: CommitId,
    },
    /// It takes commits of the range back.
    RevertOf {
        /// The commits that it names and that are in the range.
        targets: Vec<CommitId>,
        /// Whether that is all it names; else it counts as a revert, too.
        is_complete: bool,
    },
}

impl Cancellation {
    /// Whether the commit still counts for the version and the notes.
    pub const fn is_counted(&self) -> bool {
        match self {
            Self::Active => true,
            Self::Cancelled { .. } => false,
            Self::RevertOf { is_complete, .. } => !*is_complete,
        }
    }
}

/// Returns what reverts make of each commit of a range, which lies newest first and children
/// before parents.
///
/// A target is found by the id where the revert names one that starts only one commit of the
/// range, else by the number of a pull request that only one carries, else by the subject of the
/// only older commit that has it. A merge takes what it brought in with it.
pub fn cancel(commits: &[RevertInput<'_>]) -> Vec<Cancellation> {
    let mut found = vec![Cancellation::Active; commits.len()];
    if commits.iter().all(|commit| commit.revert.is_none()) {
        return found;
    }
    let range = Range::of(commits);
    for (at, commit) in commits.iter().enumerate() {
        let is_active = found.get(at) == Some(&Cancellation::Active);
        let Some(revert) = commit.revert.filter(|_| is_active) else { continue };
        let (targets, is_complete) = range.targets(revert, at);
        if targets.is_empty() {
            continue;
        }
        for &target in &targets {
            range.cancel_at(target, commit.id, &mut found);
        }
        let targets = targets.iter().filter_map(|at| commits.get(*at)).map(|c| c.id).collect();
        if let Some(own) = found.get_mut(at) {
            *own = Cancellation::RevertOf { targets, is_complete };
        }
    }
    found
}

/// The commits of a range by everything that a revert may name them by; they are places in it.
struct Range<'c> {
    commits: &'c [RevertInput<'c>],
    /// Sorted by id.
    ids: Vec<(CommitId, usize)>,
    /// `None` where several commits carry the number.
    requests: HashMap<u64, Option<usize>>,
    /// Newest first.
    subjects: HashMap<&'c str, Vec<usize>>,
}

impl<'c> Range<'c> {
    fn of(commits: &'c [RevertInput<'c>]) -> Self {
        let mut ids: Vec<_> = commits.iter().enumerate().map(|(at, c)| (c.id, at)).collect();
        ids.sort_unstable();
        let mut requests = HashMap::new();
        let mut subjects: HashMap<_, Vec<_>> = HashMap::new();
        for (at, commit) in commits.iter().enumerate() {
            subjects.entry(commit.subject).or_default().push(at);
            if let Some(number) = commit.request {
                requests.entry(number).and_modify(|place| *place = None).or_insert(Some(at));
            }
        }
        Self { commits, ids, requests, subjects }
    }

    /// Returns what a revert names among the commits before it, and whether that is all it names.
    fn targets(&self, revert: &Revert, own: usize) -> (Vec<usize>, bool) {
        let is_older = |at: &usize| *at > own;
        let by_id = revert.commits.iter().map(|prefix| self.by_prefix(prefix).filter(is_older));
        let by_id = found_of(by_id);
        if !by_id.0.is_empty() {
            return by_id;
        }
        let by_request = revert
            .requests
            .iter()
            .map(|number| self.requests.get(number).copied().flatten().filter(is_older));
        let by_request = found_of(by_request);
        if !by_request.0.is_empty() {
            return by_request;
        }
        let subject = revert.subjects.iter().find_map(|subject| self.by_subject(subject, own));
        (subject.into_iter().collect(), true)
    }

    fn by_prefix(&self, prefix: &str) -> Option<usize> {
        let (low, high) = bounds(prefix)?;
        let start = self.ids.partition_point(|(id, _)| *id < low);
        let mut matching = self.ids.iter().skip(start).take_while(|(id, _)| *id <= high);
        let (_, at) = matching.next()?;
        matching.next().is_none().then_some(*at)
    }

    fn by_subject(&self, subject: &str, own: usize) -> Option<usize> {
        let places = self.subjects.get(subject)?;
        let newer = places.partition_point(|at| *at <= own);
        let mut older = places.iter().skip(newer);
        let at = older.next()?;
        older.next().is_none().then_some(*at)
    }

    /// Marks a commit as taken back, and for a merge what it brought in.
    fn cancel_at(&self, target: usize, by: CommitId, found: &mut [Cancellation]) {
        let mut mark = |at: usize| match found.get_mut(at) {
            Some(place) if *place == Cancellation::Active => {
                *place = Cancellation::Cancelled { by };
                true
            }
            _ => false,
        };
        if mark(target) && self.commits.get(target).is_some_and(|c| c.parents.len() > 1) {
            for at in self.brought_in(target) {
                mark(at);
            }
        }
    }

    /// Returns what a merge brought in: what its other parents reach and its first one does not.
    ///
    /// The walk goes from newer to older commits and ends as soon as nothing is left that only the
    /// other parents reach; it does not look at the history before the branch.
    fn brought_in(&self, merge: usize) -> Vec<usize> {
        let mut walk = Walk::default();
        let parents = self.commits.get(merge).map_or(&[][..], |commit| commit.parents);
        for (nth, parent) in parents.iter().enumerate() {
            walk.reach(self.place_of(*parent).filter(|at| *at > merge), nth == 0);
        }
        let mut brought_in = Vec::new();
        while let Some((at, is_mainline)) = walk.next() {
            if !is_mainline {
                brought_in.push(at);
            }
            let parents = self.commits.get(at).map_or(&[][..], |commit| commit.parents);
            for parent in parents {
                walk.reach(self.place_of(*parent).filter(|place| *place > at), is_mainline);
            }
        }
        brought_in
    }

    fn place_of(&self, id: CommitId) -> Option<usize> {
        let at = self.ids.binary_search_by_key(&id, |(id, _)| *id).ok()?;
        self.ids.get(at).map(|(_, place)| *place)
    }
}

/// Keeps what was found, and tells whether everything was.
fn found_of(places: impl Iterator<Item = Option<usize>>) -> (Vec<usize>, bool) {
    let mut is_complete = true;
    let mut found: Vec<usize> = Vec::new();
    for place in places {
        match place {
            Some(at) if !found.contains(&at) => found.push(at),
            Some(_) => {}
            None => is_complete = false,
        }
    }
    (found, is_complete)
}

/// Returns the lowest and the highest id that start with these digits.
fn bounds(prefix: &str) -> Option<(CommitId, CommitId)> {
    let fill = |digit: &str| {
        CommitId::from_hex(&format!(
            "{prefix}{}",
            digit.repeat(40_usize.checked_sub(prefix.len())?)
        ))
    };
    Some((fill("0")?, fill("f")?))
}

/// Commits that wait to be looked at, newest first, and whether the first parent reaches them.
#[derive(Default)]
struct Walk {
    queue: BinaryHeap<Reverse<usize>>,
    is_mainline: HashMap<usize, bool>,
    /// How many of the queue the first parent does not reach.
    undecided: usize,
}

impl Walk {
    fn reach(&mut self, place: Option<usize>, is_mainline: bool) {
        let Some(at) = place else { return };
        match self.is_mainline.insert(at, is_mainline) {
            None => {
                self.queue.push(Reverse(at));
                self.undecided += usize::from(!is_mainline);
            }
            Some(true) => {
                self.is_mainline.insert(at, true);
            }
            Some(false) => self.undecided -= usize::from(is_mainline),
        }
    }

    fn next(&mut self) -> Option<(usize, bool)> {
        if self.undecided == 0 {
            return None;
        }
        let Reverse(at) = self.queue.pop()?;
        let is_mainline = self.is_mainline.get(&at).copied().unwrap_or(true);
        self.undecided -= usize::from(!is_mainline);
        Some((at, is_mainline))
    }
}

#[cfg(test)]
mod tests {
    use super::{Cancellation, RevertInput, cancel};
    use crate::domain::commit::message::lines;
    use crate::domain::commit::{header, references, reverts};
    use crate::domain::history::commit::CommitId;

    /// The id of commit number `n`: `n` in hexadecimal, forty times the same digit for one digit.
    fn id(n: u8) -> CommitId {
        CommitId::from_bytes([n * 0x11; 20])
    }

    /// A history: number, parents, message; newest first.
    type Row<'r> = (u8, &'r [u8], &'r str);

    /// Returns the numbers of the commits that still count. `@3` in a message is the id of 3.
    fn counted(rows: &[Row<'_>]) -> Vec<u8> {
        let fates = fates(rows);
        let counted = rows.iter().zip(fates).filter(|(_, fate)| fate.is_counted());
        counted.map(|((number, ..), _)| *number).collect()
    }

    fn fates(rows: &[Row<'_>]) -> Vec<Cancellation> {
        let message = |text: &str| {
            (0..15).fold(text.to_owned(), |text, n| {
                text.replace(&format!("@{n} "), &id(n).to_string())
            })
        };
        let messages: Vec<_> = rows.iter().map(|(.., text)| message(text)).collect();
        let parents: Vec<Vec<_>> =
            rows.iter().map(|(_, parents, _)| parents.iter().map(|n| id(*n)).collect()).collect();
        let found: Vec<_> = messages
            .iter()
            .map(|message| {
                let lines = lines(message);
                let (subject, body) = lines.split_first().unwrap();
                let header = header::parse(subject.text, true).ok();
                let request = references::own_request(subject.text, body).map(|(_, n)| n);
                (subject.text, reverts::read(subject.text, header.as_ref(), body), request)
            })
            .collect();
        let inputs: Vec<_> = rows
            .iter()
            .zip(&parents)
            .zip(&found)
            .map(|(((number, ..), parents), (subject, revert, request))| RevertInput {
                id: id(*number),
                parents,
                subject,
                request: *request,
                revert: revert.as_ref(),
            })
            .collect();
        cancel(&inputs)
    }

    #[test]
    fn a_revert_and_its_target_cancel_each_other() {
        let rows = [
            "Revert \"feat: x\"\n\nThis reverts commit @1 .",
            "Revert \"feat: edited\"\n\nThis reverts commit 1111111111.",
            "revert: feat: x\n\nRefs: 1111111",
            "revert: something\n\nThis reverts commit 1111111.",
            "Revert \"feat: x\"",
            "Revert \"feat: x\" (#13)",
            "Revert \"feat: x\"\n\nThis reverts commit @9 .",
            "revert: feat: x (#13)",
        ];
        for text in rows {
            assert_eq!(counted(&[(2, &[1], text), (1, &[], "feat: x")]), [0_u8; 0], "{text}");
        }
    }

    #[test]
    fn a_pull_request_is_taken_back_by_its_number() {
        let by_button = "Revert \"feat: edited (#12)\" (#13)\n\nReverts org/repo#12";
        assert_eq!(counted(&[(2, &[1], by_button), (1, &[], "feat: x (#12)")]), [0_u8; 0]);
        let twice =
            [(3, &[2][..], by_button), (2, &[1], "feat: x (#12)"), (1, &[], "fix: y (#12)")];
        assert_eq!(counted(&twice), [3, 2, 1]);
    }

    #[test]
    fn a_revert_of_something_outside_of_the_range_counts() {
        for text in [
            "Revert \"feat: y\"\n\nThis reverts commit @9 .",
            "Revert \"feat: x (#9)\" (#13)\n\nReverts org/repo#9",
            "Revert \"feat: y\"\n\nThis reverts commit 111111.",
        ] {
            assert_eq!(counted(&[(2, &[1], text), (1, &[], "feat: x")]), [2, 1], "{text}");
        }
        let half = "Revert \"a\"\n\nThis reverts commits @1  and @9 .";
        assert_eq!(counted(&[(2, &[1], half), (1, &[], "feat: x")]), [2]);
    }

    #[test]
    fn a_name_that_fits_several_commits_takes_none_back() {
        let rows = [(3, &[2][..], "Revert \"feat: x\""), (2, &[1], "feat: x"), (1, &[], "feat: x")];
        assert_eq!(counted(&rows), [3, 2, 1]);
    }

    #[test]
    fn an_abbreviated_id_of_several_commits_takes_none_back() {
        let alike = |last: u8| {
            let mut bytes = [0x11; 20];
            bytes[19] = last;
            CommitId::from_bytes(bytes)
        };
        let named = |digits: &str| reverts::Revert {
            commits: vec![digits.to_owned()],
            ..reverts::Revert::default()
        };
        for (digits, count) in [("1111111".to_owned(), 3), (alike(1).to_string(), 1)] {
            let revert = named(&digits);
            let input = |id, revert| RevertInput {
                id,
                parents: &[],
                subject: "feat: x",
                request: None,
                revert,
            };
            let range = [input(id(9), Some(&revert)), input(alike(1), None), input(alike(2), None)];
            let counted = cancel(&range).iter().filter(|fate| fate.is_counted()).count();
            assert_eq!(counted, count, "{digits}");
        }
    }

    #[test]
    fn a_subject_is_looked_for_among_older_commits_only() {
        let rows = [(3, &[2][..], "feat: x"), (2, &[1], "Revert \"feat: x\""), (1, &[], "feat: x")];
        assert_eq!(counted(&rows), [3]);
        assert_eq!(counted(&rows[..2]), [3, 2]);
    }

    #[test]
    fn a_reapplied_change_counts_again() {
        let feat = (1, &[][..], "feat: x");
        let revert = (2, &[1][..], "Revert \"feat: x\"\n\nThis reverts commit @1 .");
        let reapply = (3, &[2][..], "Reapply \"feat: x\"\n\nThis reverts commit @2 .");
        let again = (4, &[3][..], "Revert \"Reapply \"feat: x\"\"\n\nThis reverts commit @3 .");
        assert_eq!(counted(&[revert, feat]), [0_u8; 0]);
        assert_eq!(counted(&[reapply, revert, feat]), [1]);
        assert_eq!(counted(&[again, reapply, revert, feat]), [0_u8; 0]);
        let by_subject = (3, &[2][..], "Reapply \"feat: x\"");
        assert_eq!(counted(&[by_subject, revert, feat]), [1]);
        let nested = (3, &[2][..], "Revert \"Revert \"feat: x\"\"");
        assert_eq!(counted(&[nested, revert, feat]), [1]);
    }

    #[test]
    fn each_commit_tells_by_what_it_was_cancelled() {
        let rows = [(2, &[1][..], "Revert \"feat: x\""), (1, &[], "feat: x")];
        let complete = Cancellation::RevertOf { targets: vec![id(1)], is_complete: true };
        assert_eq!(fates(&rows), [complete, Cancellation::Cancelled { by: id(2) }]);
    }

    #[test]
    fn a_reverted_merge_takes_what_it_brought_in_with_it() {
        let revert = "Revert \"Merge branch 'a'\"\n\nThis reverts commit @7 , reversing\n\
            changes made to @6 .";
        let rows: [Row<'_>; 8] = [
            (8, &[7], revert),
            (7, &[6, 5], "Merge branch 'a'"),
            (6, &[2], "fix: on the mainline"),
            (5, &[4, 3], "Merge branch 'b' into a"),
            (4, &[2], "feat: on the branch"),
            (3, &[1], "feat: on the branch of the branch"),
            (2, &[1], "feat: before the branch"),
            (1, &[], "feat: at the root"),
        ];
        assert_eq!(counted(&rows), [6, 2, 1]);
        let mut reapplied =
            vec![(9, &[8][..], "Reapply \"Merge branch 'a'\"\n\nThis reverts commit @8 .")];
        reapplied.extend(rows);
        assert_eq!(counted(&reapplied), [7, 6, 5, 4, 3, 2, 1]);
    }

    #[test]
    fn a_revert_inside_of_a_reverted_merge_takes_nothing_back() {
        let rows: [Row<'_>; 4] = [
            (4, &[3], "Revert \"Merge pull request #5 from a\"\n\nReverts o/r#5"),
            (3, &[1, 2], "Merge pull request #5 from a"),
            (2, &[1], "Revert \"feat: x\"\n\nThis reverts commit @1 ."),
            (1, &[], "feat: x"),
        ];
        assert_eq!(counted(&rows), [1]);
    }

    #[test]
    fn a_long_range_with_many_reverts_is_walked_once() {
        let id = |n: u32| {
            let mut bytes = [0; 20];
            bytes[..4].copy_from_slice(&n.wrapping_mul(2_654_435_761).to_be_bytes());
            bytes[4..8].copy_from_slice(&n.to_be_bytes());
            CommitId::from_bytes(bytes)
        };
        let count = 20_000_u32;
        let subjects: Vec<_> = (0..count).map(|n| format!("feat: {n}")).collect();
        let found: Vec<_> = (0..count)
            .map(|n| {
                let commits = vec![id(n + 1).to_string()[..12].to_owned()];
                (n % 10 == 0).then(|| reverts::Revert { commits, ..Default::default() })
            })
            .collect();
        let inputs: Vec<_> = (0..count)
            .zip(subjects.iter().zip(&found))
            .map(|(n, (subject, revert))| RevertInput {
                id: id(n),
                parents: &[],
                subject,
                request: None,
                revert: revert.as_ref(),
            })
            .collect();
        let fates = cancel(&inputs);
        assert_eq!(fates.iter().filter(|fate| fate.is_counted()).count(), 16_000);
    }
}
