//! How many lines two versions of a file differ by, where that does not depend on how they are
//! compared.
//!
//! libgit2 counts what xdiff finds, which need not be the fewest lines. It is the fewest where no
//! heuristic of xdiff comes into play, and for most changes that can be told, and the lines be
//! counted, from the few lines between the common start and the common end of both versions. xdiff
//! itself looks at every line of both. The tests compare with libgit2, so that one with another
//! xdiff is noticed.

use std::collections::HashMap;

use foldhash::fast::RandomState;

/// Where more lines differ than these the search of xdiff may be cut short: that happens after 256
/// steps (`XDL_HEUR_MIN_COST`, `XDL_MAX_COST_MIN`), and each step accounts for two lines.
const MOST_CHANGES: usize = 500;

/// How often a line occurs, at most, before xdiff calls it frequent (`XDL_MAX_EQLIMIT`).
const MOST_EQUAL: usize = 1024;

/// How far around a frequent line xdiff looks (`XDL_SIMSCAN_WINDOW`).
const WINDOW: usize = 100;

/// The lines that a file has won and lost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct LineCounts {
    /// Lines that only the new version has.
    pub(super) additions: usize,
    /// Lines that only the old version has.
    pub(super) deletions: usize,
}

/// Returns what libgit2 counts between two texts; `None` where its heuristics may have a say.
pub(super) fn count(old: &[u8], new: &[u8]) -> Option<LineCounts> {
    let start = common_start(old, new);
    let (around_start, old) = old.split_at_checked(start)?;
    let new = new.get(start..)?;
    let end = common_end(old, new);
    let (old, around_end) = old.split_at_checked(old.len() - end)?;
    let new = new.get(..new.len() - end)?;
    let mut counts = LineCounts { additions: lines_in(new), deletions: lines_in(old) };
    if counts.additions == 0 || counts.deletions == 0 {
        return Some(counts);
    }
    let mut middle = Middle::between(old, new);
    if !middle.has_common_lines() {
        return Some(counts);
    }
    middle.look_around([around_start, around_end]);
    let [old, new] = middle.looked_at_by_xdiff();
    let changes = fewest_changes(&old, &new, MOST_CHANGES)?;
    let kept = (old.len() + new.len() - changes) / 2;
    counts.additions -= kept;
    counts.deletions -= kept;
    Some(counts)
}

/// Returns the length of the lines that both texts start with.
fn common_start(old: &[u8], new: &[u8]) -> usize {
    let common = common_bytes(old.chunks(STEP).zip(new.chunks(STEP)), |step| step.iter());
    if common == old.len() && common == new.len() {
        return common;
    }
    let newline = old.iter().take(common).rposition(|byte| *byte == b'\n');
    newline.map_or(0, |at| at + 1)
}

/// Returns the length of the lines that both texts end with. Both start with a whole line.
fn common_end(old: &[u8], new: &[u8]) -> usize {
    let common = common_bytes(old.rchunks(STEP).zip(new.rchunks(STEP)), |step| step.iter().rev());
    let is_start = |text: &[u8]| {
        let before = text.len().checked_sub(common + 1);
        before.is_none_or(|at| text.get(at) == Some(&b'\n'))
    };
    if is_start(old) && is_start(new) {
        return common;
    }
    let newline = old.iter().skip(old.len() - common).position(|byte| *byte == b'\n');
    newline.map_or(0, |at| common - at - 1)
}

/// How many bytes are compared at a time.
const STEP: usize = 256;

/// Counts the equal bytes of pairs of steps: all of those that are equal, and the start of the
/// first that are not.
fn common_bytes<'t, I: Iterator<Item = &'t u8>>(
    steps: impl Iterator<Item = (&'t [u8], &'t [u8])>,
    bytes: fn(&'t [u8]) -> I,
) -> usize {
    let mut common = 0;
    for (old, new) in steps {
        if old != new {
            let equal = bytes(old).zip(bytes(new)).take_while(|(old, new)| old == new);
            return common + equal.count();
        }
        common += old.len();
    }
    common
}

/// Returns the number of lines, the last one with or without a line feed.
#[expect(clippy::naive_bytecount, reason = "the compiler makes it fast without one more crate")]
fn lines_in(text: &[u8]) -> usize {
    let feeds = text.iter().filter(|byte| **byte == b'\n').count();
    feeds + usize::from(text.last().is_some_and(|byte| *byte != b'\n'))
}

fn lines_of(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    text.split_inclusive(|byte| *byte == b'\n')
}

/// The lines between the common start and the common end, as numbers: equal ones have the same.
struct Middle<'t> {
    numbers: HashMap<&'t [u8], usize, RandomState>,
    /// The lines of the old version and of the new one.
    sides: [Vec<usize>; 2],
    /// How often each line occurs in the old version and in the new one.
    occurrences: Vec<[usize; 2]>,
    /// How many lines there are around, in each of the versions.
    around: usize,
}

impl<'t> Middle<'t> {
    fn between(old: &'t [u8], new: &'t [u8]) -> Self {
        let sides = [Vec::new(), Vec::new()];
        let mut middle =
            Self { numbers: HashMap::default(), sides, occurrences: Vec::new(), around: 0 };
        for line in lines_of(old) {
            let number = middle.number(line, [1, 0]);
            middle.sides[0].push(number);
        }
        for line in lines_of(new) {
            let number = middle.number(line, [0, 1]);
            middle.sides[1].push(number);
        }
        middle
    }

    fn number(&mut self, line: &'t [u8], [in_old, in_new]: [usize; 2]) -> usize {
        let next = self.occurrences.len();
        let number = *self.numbers.entry(line).or_insert(next);
        match self.occurrences.get_mut(number) {
            Some([old, new]) => (*old, *new) = (*old + in_old, *new + in_new),
            None => self.occurrences.push([in_old, in_new]),
        }
        number
    }

    fn has_common_lines(&self) -> bool {
        self.occurrences.iter().any(|[old, new]| *old > 0 && *new > 0)
    }

    /// Counts the lines of the middle that occur around it, too.
    fn look_around(&mut self, around: [&[u8]; 2]) {
        for line in around.into_iter().flat_map(lines_of) {
            self.around += 1;
            if let Some(number) = self.numbers.get(line)
                && let Some([old, new]) = self.occurrences.get_mut(*number)
            {
                (*old, *new) = (*old + 1, *new + 1);
            }
        }
    }

    /// Returns the lines of both sides without those that xdiff takes for changed beforehand.
    fn looked_at_by_xdiff(&self) -> [Vec<usize>; 2] {
        let [old, new] = &self.sides;
        let matches = |number: &usize| self.occurrences.get(*number).copied().unwrap_or_default();
        let in_new = |number: &usize| matches(number)[1];
        let in_old = |number: &usize| matches(number)[0];
        [looked_at(old, self.around, in_new), looked_at(new, self.around, in_old)]
    }
}

/// How many lines of the other version a line is equal to.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Equals {
    None,
    Some,
    Many,
}

/// Returns the lines of one side that xdiff compares: all but those that the other version does not
/// hold at all, and frequent ones in the middle of those.
fn looked_at(side: &[usize], around: usize, matches: impl Fn(&usize) -> usize) -> Vec<usize> {
    let many = frequent(side.len() + around);
    let equals: Vec<Equals> = side
        .iter()
        .map(|number| match matches(number) {
            0 => Equals::None,
            few if few < many => Equals::Some,
            _ => Equals::Many,
        })
        .collect();
    let is_looked_at = |at: usize| match equals.get(at) {
        Some(Equals::Many) => !is_lost(&equals, at),
        equals => equals == Some(&Equals::Some),
    };
    side.iter().enumerate().filter(|(at, _)| is_looked_at(*at)).map(|(_, line)| *line).collect()
}

/// Whether xdiff gives a frequent line up: lines that are found nowhere stand on both sides of it,
/// nothing but such lines and frequent ones between, and less than a quarter of them are frequent.
/// The line itself counts as two.
fn is_lost(equals: &[Equals], at: usize) -> bool {
    let (before, from) = equals.split_at_checked(at).unwrap_or_default();
    let run = |lines: &mut dyn Iterator<Item = &Equals>| {
        let run = lines.take(WINDOW).take_while(|equals| **equals != Equals::Some);
        let (mut nowhere, mut frequent) = (0, 1);
        run.for_each(|equals| match equals {
            Equals::None => nowhere += 1,
            _ => frequent += 1,
        });
        (nowhere, frequent)
    };
    let (nowhere_before, frequent_before) = run(&mut before.iter().rev());
    let (nowhere_after, frequent_after) = run(&mut from.iter().skip(1));
    let (nowhere, frequent) = (nowhere_before + nowhere_after, frequent_before + frequent_after);
    nowhere_before > 0 && nowhere_after > 0 && frequent * 4 < frequent + nowhere
}

/// Returns how many equal lines make a line frequent, given the number of lines of its version: the
/// power of two that is next above the square root.
fn frequent(lines: usize) -> usize {
    let bits = usize::BITS - lines.leading_zeros();
    (1 << bits.div_ceil(2)).min(MOST_EQUAL)
}

/// Returns how many lines have to go and to come to make one side of the other (Myers, "An O(ND)
/// Difference Algorithm and Its Variations", figure 2); `None` where it takes more than `most`.
fn fewest_changes(old: &[usize], new: &[usize], most: usize) -> Option<usize> {
    // How far into `old` so many changes lead, by how many lines more have gone than have come;
    // `most + 1` stands for none.
    let mut furthest = vec![0_usize; 2 * most + 3];
    for changes in 0..=most {
        for diagonal in (most + 1 - changes..=most + 1 + changes).step_by(2) {
            let gone = furthest.get(diagonal - 1).map_or(0, |at| at + 1);
            let come = furthest.get(diagonal + 1).copied().unwrap_or_default();
            let is_gone =
                diagonal != most + 1 - changes && (diagonal == most + 1 + changes || gone > come);
            let start = if is_gone && changes > 0 { gone } else { come };
            let in_new = (start + most + 1).checked_sub(diagonal);
            let rests = old.get(start..).zip(in_new.and_then(|at| new.get(at..)));
            let equal = rests.map_or(0, |(old, new)| equal_start(old, new));
            if let Some(furthest) = furthest.get_mut(diagonal) {
                *furthest = start + equal;
            }
            let is_end = in_new.is_some_and(|at| at + equal >= new.len());
            if start + equal >= old.len() && is_end {
                return Some(changes);
            }
        }
    }
    None
}

fn equal_start(old: &[usize], new: &[usize]) -> usize {
    old.iter().zip(new).take_while(|(old, new)| old == new).count()
}

#[cfg(test)]
mod tests {
    use git2::{DiffOptions, Patch};
    use proptest::collection::vec;
    use proptest::prelude::any;
    use proptest::sample::Index;
    use proptest::strategy::{Just, Strategy};
    use proptest::test_runner::Config;
    use proptest::{prop_assert, prop_assert_eq, prop_oneof, proptest};

    use super::{LineCounts, count};

    fn by_libgit2(old: &[u8], new: &[u8]) -> LineCounts {
        let mut options = DiffOptions::new();
        options.force_text(true);
        let patch = Patch::from_buffers(old, None, new, None, Some(&mut options)).unwrap();
        let (_, additions, deletions) = patch.line_stats().unwrap();
        LineCounts { additions, deletions }
    }

    #[test]
    fn lines_are_told_apart_by_their_ends_too() {
        for (old, new, additions, deletions) in [
            ("", "", 0, 0),
            ("a\nb", "a\nb", 0, 0),
            ("", "a", 1, 0),
            ("a\nb", "a\nb\n", 1, 1),
            ("a\nb", "a\nb\nc", 2, 1),
            ("x\na\nb", "y\na\nb", 1, 1),
            ("a\nbb\n", "a\nb\n", 1, 1),
            ("b\n", "a\nbb\n", 2, 1),
            ("a\r\nb\r\n", "a\nb\n", 2, 2),
            ("\n\n", "\n\n\n", 1, 0),
            ("a\na\na\n", "a\n", 0, 2),
            ("ab\nb\n", "b\nb\n", 1, 1),
        ] {
            let counts = count(old.as_bytes(), new.as_bytes());
            assert_eq!(counts, Some(LineCounts { additions, deletions }), "{old:?} {new:?}");
            assert_eq!(by_libgit2(old.as_bytes(), new.as_bytes()), counts.unwrap());
        }
    }

    #[test]
    fn the_common_start_may_end_anywhere_in_what_is_compared_at_a_time() {
        for length in 250..262 {
            for end in ["", "\n", "x\n", "\nx"] {
                let (old, new) = ("a".repeat(length) + end, "a".repeat(length + 1) + end);
                let (old, new) = (format!("{old}\n{old}"), format!("{old}\n{new}"));
                let counts = count(old.as_bytes(), new.as_bytes()).unwrap();
                assert_eq!(counts, by_libgit2(old.as_bytes(), new.as_bytes()), "{old} {new}");
            }
        }
    }

    #[test]
    fn a_frequent_line_among_new_ones_is_no_match_as_xdiff_has_it() {
        // The empty line is left out on both sides, though it stands in both.
        let around = "\n".repeat(40);
        let words = |start: u32| -> String {
            (0..9)
                .map(|at| if at == 4 { "\n".to_owned() } else { format!("{}\n", start + at) })
                .collect()
        };
        let (old, new) = (format!("{around}{}", words(100)), format!("{around}{}", words(200)));
        let counts = LineCounts { additions: 9, deletions: 9 };
        assert_eq!(by_libgit2(old.as_bytes(), new.as_bytes()), counts);
        assert_eq!(count(old.as_bytes(), new.as_bytes()), Some(counts));
    }

    #[test]
    fn lines_far_from_a_frequent_one_do_not_decide_on_it() {
        for frequent in 30..36 {
            let words = |start: u32| -> String {
                (start..start + 120).map(|word| format!("{word}\n")).collect::<Vec<_>>().concat()
            };
            let text = |start| format!("{}{}{start}\n", words(start), "\n".repeat(frequent));
            let (old, new) = (text(1000), text(2000));
            let counts = by_libgit2(old.as_bytes(), new.as_bytes());
            assert_eq!(count(old.as_bytes(), new.as_bytes()), Some(counts), "{frequent}");
        }
    }

    #[test]
    fn what_xdiff_may_cut_short_is_left_to_it() {
        let text = |modulus: u32| -> String {
            (0..3000_u32).map(|at| format!("{}\n", at * at % modulus)).collect::<Vec<_>>().concat()
        };
        assert_eq!(count(text(1009).as_bytes(), text(1013).as_bytes()), None);
    }

    #[derive(Clone, Debug)]
    struct Replacement {
        at: Index,
        gone: usize,
        come: Vec<u32>,
    }

    /// Lines of which some are frequent, the lower the more.
    fn lines(longest: usize) -> impl Strategy<Value = Vec<u32>> {
        let line = prop_oneof![3 => 0..3_u32, 2 => 3..12_u32, 3 => 12..90_u32, 2 => 100..9000_u32];
        vec(line, 0..longest)
    }

    fn replacements(most: usize) -> impl Strategy<Value = Vec<Replacement>> {
        let one = (any::<Index>(), 0..30_usize, lines(40));
        vec(one.prop_map(|(at, gone, come)| Replacement { at, gone, come }), 0..most)
    }

    fn replaced(lines: &[u32], replacements: &[Replacement]) -> Vec<u32> {
        let mut lines = lines.to_vec();
        for Replacement { at, gone, come } in replacements {
            let start = at.index(lines.len() + 1);
            let end = (start + gone).min(lines.len());
            lines.splice(start..end, come.iter().copied());
        }
        lines
    }

    fn text(lines: &[u32], has_end: bool) -> Vec<u8> {
        let mut text: String = lines
            .iter()
            .map(|line| if *line == 0 { "\n".to_owned() } else { format!("line {line}\n") })
            .collect();
        if !has_end {
            text.pop();
        }
        text.into_bytes()
    }

    proptest! {
        #![proptest_config(Config::with_cases(150))]

        #[test]
        fn few_lines_are_counted_as_libgit2_does(
            old in vec(0..4_u32, 0..30),
            new in vec(0..4_u32, 0..30),
            ends in any::<(bool, bool)>(),
        ) {
            let (old, new) = (text(&old, ends.0), text(&new, ends.1));
            prop_assert_eq!(count(&old, &new), Some(by_libgit2(&old, &new)));
        }

        #[test]
        fn many_lines_are_counted_as_libgit2_does_or_left_to_it(
            old in prop_oneof![lines(100), lines(700), lines(3000)],
            replacements in prop_oneof![replacements(4), replacements(12), replacements(60)],
            ends in any::<(bool, bool)>(),
        ) {
            let new = text(&replaced(&old, &replacements), ends.1);
            let old = text(&old, ends.0);
            let counts = by_libgit2(&old, &new);
            match count(&old, &new) {
                Some(counted) => prop_assert_eq!(counted, counts),
                None => prop_assert!(counts.additions + counts.deletions > 450),
            }
        }

        #[test]
        fn texts_without_much_in_common_are_counted_as_libgit2_does_or_left_to_it(
            old in lines(400),
            new in lines(400),
            shift in prop_oneof![2 => Just(0_u32), 1 => Just(6), 1 => Just(50)],
        ) {
            let new: Vec<u32> = new.iter().map(|line| line + shift).collect();
            let (old, new) = (text(&old, true), text(&new, true));
            if let Some(counted) = count(&old, &new) {
                prop_assert_eq!(counted, by_libgit2(&old, &new));
            }
        }
    }
}
