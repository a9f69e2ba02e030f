//! Three texts as lines: what both sides changed, put together where it lies apart.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Returns the text with the changes of both sides; `None` where they touch the same lines or
/// neighbouring ones. Line ends do not count. What neither or both changed stands as in `ours`.
pub(super) fn merge(base: &str, ours: &str, theirs: &str) -> Option<String> {
    let texts = Texts { base: lines(base), ours: lines(ours), theirs: lines(theirs) };
    let mut merged = String::new();
    let mut done = Place::default();
    for stable in texts.stable_lines() {
        merged.extend(texts.between(done, stable)?);
        merged.extend(texts.ours.get(stable.ours).copied());
        done = stable.next();
    }
    merged.extend(texts.between(done, texts.end())?);
    Some(merged)
}

/// Whether two texts are the same but for line ends and blank lines at their ends.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    one.trim_end().lines().eq(other.trim_end().lines())
}

struct Texts<'t> {
    base: Vec<&'t str>,
    ours: Vec<&'t str>,
    theirs: Vec<&'t str>,
}

/// A line of each text.
#[derive(Clone, Copy, Default)]
struct Place {
    base: usize,
    ours: usize,
    theirs: usize,
}

impl Place {
    fn next(self) -> Self {
        Self { base: self.base + 1, ours: self.ours + 1, theirs: self.theirs + 1 }
    }
}

impl<'t> Texts<'t> {
    /// Returns the lines that neither side changed.
    fn stable_lines(&self) -> Vec<Place> {
        let in_ours = counterparts(&self.base, &self.ours);
        let in_theirs = counterparts(&self.base, &self.theirs);
        let both = in_ours.into_iter().zip(in_theirs).enumerate();
        both.filter_map(|(base, (ours, theirs))| Some(Place { base, ours: ours?, theirs: theirs? }))
            .collect()
    }

    fn end(&self) -> Place {
        Place { base: self.base.len(), ours: self.ours.len(), theirs: self.theirs.len() }
    }

    /// Returns the lines before a place: those of the side that changed them.
    fn between(&self, from: Place, to: Place) -> Option<Vec<&'t str>> {
        let base = part(&self.base, from.base..to.base);
        let ours = part(&self.ours, from.ours..to.ours);
        let theirs = part(&self.theirs, from.theirs..to.theirs);
        if are_same(theirs, base) || are_same(theirs, ours) {
            Some(ours.to_vec())
        } else {
            are_same(ours, base).then(|| theirs.to_vec())
        }
    }
}

fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// Returns for each line of `base` which line of `side` it is, if it is still there.
fn counterparts(base: &[&str], side: &[&str]) -> Vec<Option<usize>> {
    let mut found = vec![None; base.len()];
    for step in capture_diff_slices(Algorithm::Myers, &contents(base), &contents(side)) {
        if let DiffOp::Equal { old_index, new_index, len } = step {
            let lines = found.iter_mut().skip(old_index).take(len);
            lines.enumerate().for_each(|(number, line)| *line = Some(new_index + number));
        }
    }
    found
}

fn contents<'t>(lines: &[&'t str]) -> Vec<&'t str> {
    lines.iter().map(|line| content(line)).collect()
}

fn content(line: &str) -> &str {
    line.trim_end_matches(['\r', '\n'])
}

fn part<'l, 't>(lines: &'l [&'t str], range: Range<usize>) -> &'l [&'t str] {
    lines.get(range).unwrap_or_default()
}

fn are_same(one: &[&str], other: &[&str]) -> bool {
    one.iter().map(|line| content(line)).eq(other.iter().map(|line| content(line)))
}

#[cfg(test)]
mod tests {
    use super::{is_same, merge};

    #[test]
    fn changes_that_lie_apart_meet() {
        assert_eq!(merge("a\nb\nc\n", "A\nb\nc\n", "a\nb\nC\nd\n").unwrap(), "A\nb\nC\nd\n");
        assert_eq!(merge("a\nb\nc\n", "b\nc\n", "a\nb\n").unwrap(), "b\n");
    }

    #[test]
    fn the_same_change_on_both_sides_is_made_once() {
        assert_eq!(merge("a\nb\n", "a\nx\nb\n", "a\nx\nb\ny\n").unwrap(), "a\nx\nb\ny\n");
    }

    #[test]
    fn changes_of_the_same_or_neighbouring_lines_clash() {
        assert_eq!(merge("a\n", "b\n", "c\n"), None);
        assert_eq!(merge("a\nb\n", "A\nb\n", "a\nB\n"), None);
        assert_eq!(merge("", "b\n", "c\n"), None);
    }

    #[test]
    fn line_ends_are_no_change_and_stay_as_in_ours() {
        assert_eq!(merge("a\nb\nc\n", "a\r\nb\nc\r\n", "a\nb\nC\n").unwrap(), "a\r\nb\nC\n");
        assert!(is_same("a\r\nb\n\n", "a\nb"));
        assert!(!is_same("a\nb", "a b"));
    }
}
