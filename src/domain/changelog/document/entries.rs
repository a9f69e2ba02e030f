//! The entries of a section: list items below sub-headings, and how they come and go.

use std::collections::HashSet;
use std::ops::Range;

use crate::domain::changelog::document::blocks::{Blocks, Kind, Line, separator};

/// What two entries have in common when they say the same word for word: their text without the
/// list marker, the indentation and blank lines.
pub type EntryText = String;

/// Returns what the entries of a section say.
pub fn texts(section: &str) -> Vec<EntryText> {
    let blocks = Blocks::read(section);
    let groups = groups(&blocks.lines);
    groups.into_iter().flat_map(|group| group.items).map(|item| item.text).collect()
}

/// Returns a section without the entries of which `is_gone` holds, and without the sub-headings that
/// have lost all of theirs; `None` where there is no such entry.
pub fn without(section: &str, is_gone: impl Fn(&str) -> bool) -> Option<String> {
    let blocks = Blocks::read(section);
    let groups = groups(&blocks.lines);
    let mut dropped = vec![false; blocks.lines.len()];
    for (number, group) in groups.iter().enumerate() {
        let has_sub_group = groups.get(number + 1).is_some_and(|next| next.level > group.level);
        for range in group.lines_of(&is_gone, has_sub_group, &blocks.lines) {
            let lines = dropped.iter_mut().take(range.end).skip(range.start);
            lines.for_each(|is_dropped| *is_dropped = true);
        }
    }
    dropped.contains(&true).then(|| joined(&blocks.lines, &dropped))
}

/// Returns the lines that are not dropped. Where prose and what stood below an entry would meet, an
/// empty line takes the place of the entry: a hyphen below prose would make it a heading.
fn joined(lines: &[Line], dropped: &[bool]) -> String {
    let mut text = String::new();
    let mut gap = None;
    let mut above = Kind::Blank;
    for (line, is_dropped) in lines.iter().zip(dropped) {
        if *is_dropped {
            gap = line.text.get(line.text.trim_end().len()..);
            continue;
        }
        if above == Kind::Text && line.kind != Kind::Blank {
            text.push_str(gap.unwrap_or_default());
        }
        text.push_str(line.text);
        (gap, above) = (None, line.kind);
    }
    text
}

/// Returns a section with those entries of `generated` that stand nowhere in it, under the same
/// sub-headings; `None` where it has all of them. Line ends are those of the parts.
pub fn with(section: &str, generated: &str) -> Option<String> {
    let (ours, theirs) = (Blocks::read(section), Blocks::read(generated));
    let (our_groups, their_groups) = (groups(&ours.lines), groups(&theirs.lines));
    let mut known: HashSet<&str> =
        our_groups.iter().flat_map(|group| &group.items).map(|item| item.text.as_str()).collect();
    let mut edits: Vec<(usize, String)> = Vec::new();
    for (number, group) in their_groups.iter().enumerate() {
        let missing: Vec<&Item> =
            group.items.iter().filter(|item| known.insert(&item.text)).collect();
        if missing.is_empty() {
            continue;
        }
        let is_same = |other: &&Group| other.is_named_like(group);
        edits.push(if let Some(ours_of_it) = our_groups.iter().find(is_same) {
            into_group(ours_of_it, &missing, &ours.lines, &theirs.lines)
        } else {
            let later = their_groups.iter().skip(number + 1);
            let before = later
                .filter_map(|later| our_groups.iter().find(|ours| ours.is_named_like(later)))
                .find(|ours| ours.heading.is_some());
            new_group(group, &missing, before, &ours.lines, &theirs.lines)
        });
    }
    (!edits.is_empty()).then(|| splice(&ours.lines, edits))
}

/// A sub-heading and what stands under it; the first group of a section has only the section's
/// own heading.
struct Group<'t> {
    heading: Option<&'t str>,
    level: usize,
    /// With the heading.
    lines: Range<usize>,
    items: Vec<Item>,
    /// Whether anything but a heading, entries and blank lines stands in it.
    has_prose: bool,
}

impl Group<'_> {
    /// Returns the lines that go with the entries of which `is_gone` holds: all of the group where
    /// nothing else stands in it, else the entries with the blank lines up to the next one.
    fn lines_of(
        &self,
        is_gone: impl Fn(&str) -> bool,
        has_sub_group: bool,
        lines: &[Line],
    ) -> Vec<Range<usize>> {
        let goes = |item: &Item| is_gone(&item.text);
        let is_emptied = !self.items.is_empty() && self.items.iter().all(goes);
        if is_emptied && self.heading.is_some() && !self.has_prose && !has_sub_group {
            return vec![self.lines.clone()];
        }
        let next_starts = self.items.iter().skip(1).map(|next| Some(next.lines.start));
        let items = self.items.iter().zip(next_starts.chain([None]));
        items
            .filter(|(item, _)| goes(item))
            .map(|(item, next)| {
                let Range { start, end } = item.lines.clone();
                let gap = lines.get(end..next.unwrap_or(end)).unwrap_or_default();
                let is_blank = gap.iter().all(|line| line.kind == Kind::Blank);
                start..if is_blank { next.unwrap_or(end) } else { end }
            })
            .collect()
    }

    fn is_named_like(&self, other: &Self) -> bool {
        match (self.heading, other.heading) {
            (Some(one), Some(another)) => one.to_lowercase() == another.to_lowercase(),
            (one, another) => one.is_none() && another.is_none(),
        }
    }
}

struct Item {
    lines: Range<usize>,
    text: EntryText,
}

fn groups<'t>(lines: &[Line<'t>]) -> Vec<Group<'t>> {
    let new = |heading, level, at: usize| Group {
        heading,
        level,
        lines: at..at,
        items: Vec::new(),
        has_prose: false,
    };
    let mut groups = Vec::new();
    let mut group = new(None, 0, 0);
    let mut is_inside = false;
    for (number, line) in lines.iter().enumerate() {
        match line.kind {
            Kind::Heading { title, level } if is_inside => {
                groups.push(std::mem::replace(&mut group, new(Some(title), level, number)));
            }
            Kind::Heading { .. } => is_inside = true,
            Kind::Item => {
                group.items.push(Item { lines: number..number + 1, text: entry_text(line) });
            }
            Kind::InItem => {
                if let Some(item) = group.items.last_mut() {
                    item.lines.end = number + 1;
                    item.text.push('\n');
                    item.text.push_str(line.text.trim());
                }
            }
            Kind::Text | Kind::Definition { .. } => group.has_prose = true,
            Kind::Blank | Kind::Underline => {}
        }
        group.lines.end = number + 1;
    }
    groups.push(group);
    groups
}

/// Returns the first line of an entry without its marker.
fn entry_text(line: &Line) -> EntryText {
    let content = line.text.trim();
    let marker = marker(content);
    content.get(marker.len()..).unwrap_or_default().trim_start().to_owned()
}

fn marker(content: &str) -> &str {
    let digits = content.bytes().take_while(u8::is_ascii_digit).count();
    content.get(..=digits).unwrap_or_default()
}

/// Returns the edit that puts entries behind the last one of a group.
fn into_group(group: &Group, missing: &[&Item], ours: &[Line], theirs: &[Line]) -> (usize, String) {
    let model = group.items.last();
    let written: String =
        missing.iter().map(|item| written_like(model, item, ours, theirs)).collect();
    if let Some(last) = model {
        return (last.lines.end, written);
    }
    let end = content_end(group, ours);
    (end, apart(&written, ours, end))
}

/// Returns the edit that puts a new group before another or at the end of the section.
fn new_group(
    group: &Group,
    missing: &[&Item],
    before: Option<&Group>,
    ours: &[Line],
    theirs: &[Line],
) -> (usize, String) {
    let first = group.items.first().map_or(group.lines.end, |item| item.lines.start);
    let above = theirs.get(group.lines.start..first).unwrap_or_default();
    let is_part = |line: &&Line| {
        group.heading.is_some() && !matches!(line.kind, Kind::Text | Kind::Definition { .. })
    };
    let mut written: String = above.iter().filter(is_part).map(|line| line.text).collect();
    written.extend(missing.iter().map(|item| written_like(None, item, ours, theirs)));
    let at = before.map_or_else(
        || ours.iter().rposition(|line| line.kind != Kind::Blank).map_or(0, |last| last + 1),
        |before| before.lines.start,
    );
    (at, apart(&written, ours, at))
}

/// Returns where the lines of a group end that are not blank.
fn content_end(group: &Group, lines: &[Line]) -> usize {
    let own = lines.get(group.lines.clone()).unwrap_or_default();
    let last = own.iter().rposition(|line| line.kind != Kind::Blank);
    group.lines.start + last.map_or(0, |last| last + 1)
}

/// Returns an entry as its neighbour is written: with its indentation and its bullet.
fn written_like(model: Option<&Item>, item: &Item, ours: &[Line], theirs: &[Line]) -> String {
    let own = theirs.get(item.lines.clone()).unwrap_or_default();
    let Some(model) = model.and_then(|model| ours.get(model.lines.start)) else {
        return own.iter().map(|line| line.text).collect();
    };
    let content = model.text.trim_start();
    let indent = model.text.get(..model.text.len() - content.len()).unwrap_or_default();
    let bullet = marker(content).chars().next().filter(|mark| "-*+".contains(*mark));
    let mut written = String::new();
    for (number, line) in own.iter().enumerate() {
        let is_blank = line.text.trim().is_empty();
        written.push_str(if is_blank { "" } else { indent });
        match (number, bullet, line.text.strip_prefix(['-', '*', '+'])) {
            (0, Some(bullet), Some(rest)) => {
                written.push(bullet);
                written.push_str(rest);
            }
            _ => written.push_str(line.text),
        }
    }
    written
}

/// Returns the text with what has to stand between it and its surroundings.
fn apart(written: &str, lines: &[Line], at: usize) -> String {
    let eol = if written.ends_with("\r\n") { "\r\n" } else { "\n" };
    let above = at.checked_sub(1).and_then(|above| lines.get(above)).map_or("", |line| line.text);
    let below: String = lines.iter().skip(at).map(|line| line.text).collect();
    let last = written.lines().next_back().unwrap_or_default();
    [&separator(above, written, eol), written, &separator(last, &below, eol)].concat()
}

/// Returns the lines with the edits put in before the lines they name.
fn splice(lines: &[Line], mut edits: Vec<(usize, String)>) -> String {
    let mut spliced = String::new();
    edits.sort_by_key(|(at, _)| *at);
    let mut edits = edits.into_iter().peekable();
    for number in 0..=lines.len() {
        while let Some((_, text)) = edits.next_if(|(at, _)| *at == number) {
            spliced.push_str(&text);
        }
        spliced.push_str(lines.get(number).map_or("", |line| line.text));
    }
    spliced
}

#[cfg(test)]
mod tests {
    use super::{texts, with, without};

    #[test]
    fn an_entry_is_its_words() {
        let section = "## Unreleased\n- a\n  b\n\n  c\n\n### Added\n\n * d\n1. e\n";
        assert_eq!(texts(section), ["a\nb\nc", "d", "e"]);
    }

    #[test]
    fn released_entries_go_with_their_heading() {
        let section = "## Unreleased\n\n### Added\n\n- a\n\n### Fixed\n\n- b\n- c\n\n- d\n\n";
        let rest = without(section, |text| ["a", "c"].contains(&text)).unwrap();
        assert_eq!(rest, "## Unreleased\n\n### Fixed\n\n- b\n- d\n\n");
        assert_eq!(without(section, |text| ["x"].contains(&text)), None);
    }

    #[test]
    fn what_a_person_wrote_beside_them_stays() {
        let section =
            "## Unreleased\n\n### Added\n\nMind this.\n\n- a\n\n### Empty\n\n### Fixed\n- b!\n";
        let rest = without(section, |text| ["a", "b"].contains(&text)).unwrap();
        assert_eq!(
            rest,
            "## Unreleased\n\n### Added\n\nMind this.\n\n\n### Empty\n\n### Fixed\n- b!\n"
        );
    }

    #[test]
    fn prose_and_what_stood_below_an_entry_do_not_meet() {
        let rest = without("## U\nprose\n- a\n---\n", |text| text == "a").unwrap();
        assert_eq!(rest, "## U\nprose\n\n---\n");
    }

    #[test]
    fn a_heading_with_a_group_below_it_stays() {
        let section = "## U\n### App\n- a\n#### Added\n- b\n";
        let rest = without(section, |text| text == "a").unwrap();
        assert_eq!(rest, "## U\n### App\n#### Added\n- b\n");
    }

    #[test]
    fn new_entries_join_their_group() {
        let ours = "## Unreleased\n\n### Fixed\n\n- a\n\n### Added\n- b\n";
        let theirs = "## Unreleased\n\n### added\n\n- b\n- c\n  more\n\n### Fixed\n\n- d\n";
        assert_eq!(
            with(ours, theirs).unwrap(),
            "## Unreleased\n\n### Fixed\n\n- a\n- d\n\n### Added\n- b\n- c\n  more\n"
        );
        assert_eq!(with(ours, ours), None);
    }

    #[test]
    fn an_entry_that_was_moved_is_not_added_again() {
        assert_eq!(with("## U\n### Changed\n- a\n", "## U\n### Added\n- a\n"), None);
    }

    #[test]
    fn a_missing_group_is_created_before_the_one_that_follows_it() {
        let theirs = "## U\n\n### Added\n\n- a\n\n### Fixed\n\n- b\n\n### Security\n\n- c\n";
        assert_eq!(with("## U\n\n### Fixed\n\n- b\n\n", theirs).unwrap(), format!("{theirs}\n"));
        assert_eq!(with("## U\n\n", theirs).unwrap(), format!("{theirs}\n"));
    }

    #[test]
    fn a_heading_without_entries_gets_them() {
        let theirs = "## U\n\n### Added\n\n- a\n";
        for (ours, expected) in [
            ("## U\n\n### Added\n\n### Fixed\n", "## U\n\n### Added\n\n- a\n\n### Fixed\n"),
            ("## U\n### Added\n### Fixed\n", "## U\n### Added\n\n- a\n\n### Fixed\n"),
            ("## U\n\n### Added\nProse\n", "## U\n\n### Added\nProse\n\n- a\n"),
        ] {
            assert_eq!(with(ours, theirs).unwrap(), expected);
        }
    }

    #[test]
    fn new_entries_look_like_their_neighbours() {
        let theirs = "## U\n- a\n- b\n  more\n";
        assert_eq!(with("## U\n * a\n", theirs).unwrap(), "## U\n * a\n * b\n   more\n");
    }
}
