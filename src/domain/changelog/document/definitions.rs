//! The link reference definitions at the end of a changelog.

use std::collections::HashSet;

use crate::domain::changelog::document::blocks::{Blocks, Kind};
use crate::domain::changelog::document::heading::{ReleaseHeading, SectionName};
use crate::domain::changelog::document::structure::{is_ascending, place};

/// A link reference definition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition<'t> {
    /// What stands between the brackets.
    pub label: &'t str,
    /// What stands behind the colon.
    pub destination: &'t str,
    /// The release that the label names.
    pub release: Option<SectionName>,
    line: usize,
}

impl<'t> Definition<'t> {
    /// Returns the definitions of a text, in order.
    pub fn all(text: &'t str) -> Vec<Self> {
        let lines = Blocks::read(text).lines.into_iter().enumerate();
        lines
            .filter_map(|(line, found)| match found.kind {
                Kind::Definition { label, destination } => {
                    let heading = ReleaseHeading::parse(label).filter(|heading| heading.is_plain);
                    Some(Self { label, destination, release: heading.map(|h| h.name), line })
                }
                _ => None,
            })
            .collect()
    }

    /// Returns the label as CommonMark §4.7 compares it: case and the amount of space do not count.
    pub fn folded_label(&self) -> String {
        folded(self.label)
    }
}

/// Returns the folded labels in brackets to which a text refers; `[text](address)` is none.
pub fn references(text: &str) -> HashSet<String> {
    let mut labels = HashSet::new();
    let mut opened = text.split('[');
    opened.next();
    for behind in opened {
        let Some((label, rest)) = behind.split_once(']') else {
            continue;
        };
        if !rest.starts_with(['(', ':']) {
            labels.insert(folded(label));
        }
    }
    labels
}

fn folded(label: &str) -> String {
    label.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Returns the tail of a document with the destination of `[unreleased]` replaced by that of
/// `generated`, if both have one.
pub fn with_unreleased_moved(tail: &str, generated: &[Definition]) -> String {
    let ours = Definition::all(tail);
    let is_unreleased =
        |definition: &&Definition| definition.release == Some(SectionName::Unreleased);
    let (Some(old), Some(new)) =
        (ours.iter().find(is_unreleased), generated.iter().find(is_unreleased))
    else {
        return tail.to_owned();
    };
    let replaced = tail.split_inclusive('\n').enumerate().map(|(number, line)| {
        if number != old.line {
            return line.to_owned();
        }
        // From the end: the label may hold the text of the destination too.
        let end = line.trim_end();
        let (kept, eol) = (end.strip_suffix(old.destination), line.get(end.len()..));
        [kept.unwrap_or_default(), new.destination, eol.unwrap_or_default()].concat()
    });
    replaced.collect()
}

/// Returns the tail of a document with `missing` put among its definitions: releases in the order
/// that is there (`is_oldest_first` where there is none to see), all others behind them.
///
/// The tail must hold a definition or the result begins with the new ones.
pub fn with_added(tail: &str, missing: &[Definition], is_oldest_first: bool, eol: &str) -> String {
    let ours = Definition::all(tail);
    let releases: Vec<_> = ours.iter().map(|definition| definition.release.as_ref()).collect();
    let named = releases.iter().copied().flatten();
    let is_oldest_first =
        if named.clone().count() > 1 { is_ascending(named) } else { is_oldest_first };
    let behind = ours.last().map_or(0, |last| last.line + 1);
    let mut edits: Vec<(usize, &Definition)> = Vec::new();
    for definition in sorted(missing, is_oldest_first) {
        let slot =
            definition.release.as_ref().and_then(|name| place(name, &releases, is_oldest_first));
        let line = slot.map_or(behind, |slot| match ours.get(slot) {
            Some(next) if next.release.is_some() => next.line,
            _ => {
                slot.checked_sub(1).and_then(|last| ours.get(last)).map_or(0, |last| last.line + 1)
            }
        });
        edits.push((line, definition));
    }
    let mut text = String::new();
    let lines = tail.split_inclusive('\n').map(Some).chain([None]);
    for (number, line) in lines.enumerate() {
        for (_, new) in edits.iter().filter(|(line, _)| *line == number) {
            text.extend(["[", new.label, "]: ", new.destination, eol]);
        }
        text.push_str(line.unwrap_or_default());
    }
    text
}

/// Returns the definitions in the order of their releases, those without a release last.
fn sorted<'d, 't>(missing: &'d [Definition<'t>], is_oldest_first: bool) -> Vec<&'d Definition<'t>> {
    let mut sorted: Vec<&Definition> = missing.iter().collect();
    sorted.sort_by(|one, other| match (&one.release, &other.release) {
        (Some(one), Some(other)) => {
            let order = one.sort_order(other);
            if is_oldest_first { order } else { order.reverse() }
        }
        (one, other) => one.is_none().cmp(&other.is_none()),
    });
    sorted
}

#[cfg(test)]
mod tests {
    use super::{Definition, references, with_added, with_unreleased_moved};

    #[track_caller]
    fn assert_added(tail: &str, missing: &str, expected: &str) {
        let missing = Definition::all(missing);
        assert_eq!(with_added(tail, &missing, false, "\n"), expected);
    }

    #[test]
    fn releases_are_put_where_they_belong() {
        assert_added(
            "\n[1.1.0]: b\n[1.0.0]: a\n",
            "[0.9.0]: z\n[Unreleased]: d\n[1.0.1]: c\n[1.2.0]: e\n",
            "\n[Unreleased]: d\n[1.2.0]: e\n[1.1.0]: b\n[1.0.1]: c\n[1.0.0]: a\n[0.9.0]: z\n",
        );
    }

    #[test]
    fn the_order_that_is_there_is_kept() {
        assert_added(
            "[1.0.0]: a\n[1.1.0]: b\n",
            "[1.2.0]: c\n",
            "[1.0.0]: a\n[1.1.0]: b\n[1.2.0]: c\n",
        );
    }

    #[test]
    fn other_links_stay_where_they_are_and_new_ones_come_last() {
        assert_added(
            "[kac]: k\n\n<!-- x -->\n",
            "[#1]: i\n[1.0.0]: a\n",
            "[kac]: k\n[1.0.0]: a\n[#1]: i\n\n<!-- x -->\n",
        );
    }

    #[test]
    fn an_old_release_comes_before_the_gap_above_other_links() {
        assert_added(
            "[1.1.0]: b\n\n[kac]: k\n",
            "[1.0.0]: a\n",
            "[1.1.0]: b\n[1.0.0]: a\n\n[kac]: k\n",
        );
    }

    #[test]
    fn the_base_of_unreleased_moves_and_its_label_stays() {
        let generated = Definition::all("[unreleased]: https://x/v2...HEAD\n");
        let moved =
            with_unreleased_moved("[Unreleased]:\thttps://x/v1...HEAD \r\n[1]: y\n", &generated);
        assert_eq!(moved, "[Unreleased]:\thttps://x/v2...HEAD \r\n[1]: y\n");
        assert_eq!(with_unreleased_moved("[a]: b", &generated), "[a]: b");
    }

    #[test]
    fn references_are_labels_in_brackets() {
        let mut labels: Vec<_> =
            references("[A\n b] [c](d) [e]: f [g][h] [[i]](j) [k").into_iter().collect();
        labels.sort();
        assert_eq!(labels, ["a b", "g", "h", "i"]);
        assert_eq!(Definition::all("[A  b]: x\n")[0].folded_label(), "a b");
    }
}
