//! The parts of a changelog: what stands above the releases, the releases, the links below them.

use std::cmp::Ordering;

use crate::domain::changelog::document::blocks::{Blocks, Kind, Line};
use crate::domain::changelog::document::heading::{ReleaseHeading, SectionName};

/// A changelog taken apart; the preamble, the sections and the tail joined are its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Document<'t> {
    /// Everything before the first release: BOM, title, prose.
    pub preamble: &'t str,
    /// The releases, and the headings of their rank between them.
    pub sections: Vec<Section<'t>>,
    /// The link reference definitions at the end with what follows them; else the blank lines
    /// there. Begins earlier where code or a comment is never closed: nothing is read behind that.
    pub tail: &'t str,
    /// How deep the headings of releases stand; `None` where there is no release.
    pub level: Option<usize>,
}

/// A part of a changelog under one heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section<'t> {
    /// The release, or `None` for another heading of the same rank.
    pub name: Option<SectionName>,
    /// How deep its heading stands.
    pub level: usize,
    /// From the heading to the next section, blank lines at the end included.
    pub text: &'t str,
}

impl<'t> Document<'t> {
    /// Takes a changelog apart.
    pub fn parse(text: &'t str) -> Self {
        let blocks = Blocks::read(text);
        let tail_at = tail_start(text, &blocks);
        let lines: Vec<Line> =
            blocks.lines.into_iter().take_while(|line| line.at < tail_at).collect();
        let level = release_level(&lines);
        let starts = level.map(|level| section_starts(&lines, level)).unwrap_or_default();
        let ends: Vec<usize> =
            starts.iter().skip(1).map(|start| start.at).chain([tail_at]).collect();
        let slice = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
        let preamble = slice(0, starts.first().map_or(tail_at, |start| start.at));
        let tail = slice(tail_at, text.len());
        let sections = starts
            .into_iter()
            .zip(ends)
            .map(|(Start { at, level, name }, end)| Section { name, level, text: slice(at, end) })
            .collect();
        Self { preamble, sections, tail, level }
    }

    /// Whether the newest release stands last.
    pub fn is_oldest_first(&self) -> bool {
        is_ascending(self.sections.iter().filter_map(|section| section.name.as_ref()))
    }
}

/// Whether more releases follow an older one than a newer one.
pub fn is_ascending<'n>(names: impl Iterator<Item = &'n SectionName> + Clone) -> bool {
    let (mut rising, mut falling) = (0, 0);
    for (one, next) in names.clone().zip(names.skip(1)) {
        match one.order(next) {
            Some(Ordering::Less) => rising += 1,
            Some(Ordering::Greater) => falling += 1,
            _ => {}
        }
    }
    rising > falling
}

/// Returns before which of `names` a release belongs; `names.len()` means behind all of them,
/// `None` that there is nothing to go by.
pub fn place(
    release: &SectionName,
    names: &[Option<&SectionName>],
    is_oldest_first: bool,
) -> Option<usize> {
    let follows = if is_oldest_first { Ordering::Less } else { Ordering::Greater };
    // Many keep Unreleased on top also where all else is oldest first.
    let unreleased = Some(&SectionName::Unreleased);
    let on_top = names.iter().take_while(|name| **name == unreleased).count();
    let top = if is_oldest_first { on_top } else { 0 };
    let orders: Vec<_> = names.iter().map(|name| release.order((*name)?)).collect();
    let behind_last = || Some(1 + orders.iter().rposition(Option::is_some)?);
    let mut below_top = orders.iter().enumerate().skip(top);
    let before = below_top.find(|(_, order)| **order == Some(follows)).map(|(at, _)| at);
    before.or_else(behind_last)
}

fn tail_start(text: &str, blocks: &Blocks) -> usize {
    let (mut at, mut has_definition) = (text.len(), false);
    for line in blocks.lines.iter().rev() {
        match line.kind {
            Kind::Definition { .. } => {
                at = line.at;
                has_definition = true;
            }
            Kind::Blank if !has_definition => at = line.at,
            Kind::Blank => {}
            _ if is_comment(line) => {}
            _ => break,
        }
    }
    if !has_definition {
        let blank = blocks.lines.iter().rev().take_while(|line| line.kind == Kind::Blank);
        at = blank.last().map_or(text.len(), |line| line.at);
    }
    blocks.unclosed.map_or(at, |unclosed| at.min(unclosed))
}

/// Whether the line is a comment from its first to its last character.
fn is_comment(line: &Line) -> bool {
    let content = line.text.trim();
    line.kind == Kind::Text && content.starts_with("<!--") && content.ends_with("-->")
}

/// Returns the level of the highest heading that names a release and nothing else; where every
/// release has more in its heading, of the highest that begins with one.
fn release_level(lines: &[Line]) -> Option<usize> {
    let highest = |is_plain: bool| {
        headings(lines)
            .filter(|(_, _, release)| release.as_ref().is_some_and(|r| !is_plain || r.is_plain))
            .map(|(_, level, _)| level)
            .min()
    };
    highest(true).or_else(|| highest(false))
}

/// Returns the headings with their line numbers, their levels and the releases they name.
fn headings(lines: &[Line]) -> impl Iterator<Item = (usize, usize, Option<ReleaseHeading>)> {
    lines.iter().enumerate().filter_map(|(number, line)| match line.kind {
        Kind::Heading { level, title } if level <= 4 => {
            Some((number, level, ReleaseHeading::parse(title)))
        }
        _ => None,
    })
}

/// Where a section begins, and what it is about.
struct Start {
    at: usize,
    level: usize,
    name: Option<SectionName>,
}

/// Returns where sections begin.
///
/// One level below the releases a plain version is a release too: some tools write patch releases
/// a level deeper. Unreleased ends with the next heading of its own level, for its entries may go.
fn section_starts(lines: &[Line], release_level: usize) -> Vec<Start> {
    let mut starts = Vec::new();
    let mut rank = release_level;
    for (number, level, release) in headings(lines) {
        let name = release.filter(|release| {
            let is_patch = release.is_plain
                && !matches!(
                    release.name,
                    SectionName::Version { package: Some(_), .. } | SectionName::Unordered(_)
                );
            level <= release_level || (level == release_level + 1 && is_patch)
        });
        let is_of_rank = level <= rank && !starts.is_empty();
        if name.is_some() || is_of_rank {
            let name = name.map(|release| release.name);
            let is_unreleased = name == Some(SectionName::Unreleased);
            rank = if is_unreleased { level.max(release_level) } else { release_level };
            starts.extend(start_of(lines, number).map(|at| Start { at, level, name }));
        }
    }
    starts
}

/// Returns where the section of a heading begins: with the anchor right above it, if there is one.
fn start_of(lines: &[Line], heading: usize) -> Option<usize> {
    let is_anchor = |line: &&Line| {
        line.kind == Kind::Text && ["<a name=", "<a id="].iter().any(|a| line.text.starts_with(a))
    };
    let anchor = heading.checked_sub(1).and_then(|above| lines.get(above)).filter(is_anchor);
    anchor.or_else(|| lines.get(heading)).map(|line| line.at)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::proptest;

    use super::{Document, ReleaseHeading, place};

    fn names(text: &str) -> Vec<String> {
        let document = Document::parse(text);
        let name = |section: &super::Section| {
            section.name.as_ref().map_or("-".to_owned(), ToString::to_string)
        };
        document.sections.iter().map(name).collect()
    }

    #[test]
    fn a_document_is_preamble_sections_and_tail() {
        let text = "\u{feff}# Changelog\n\nProse.\n\n## [Unreleased]\n\n## [1.0.0] - 2024-01-01\n\n\
                    ### Added\n\n- a\n\n[unreleased]: u\n\n[1.0.0]: v\n<!-- made by hand -->\n";
        let document = Document::parse(text);
        assert_eq!(document.preamble, "\u{feff}# Changelog\n\nProse.\n\n");
        assert_eq!(document.sections[0].text, "## [Unreleased]\n\n");
        assert_eq!(document.sections[1].text, "## [1.0.0] - 2024-01-01\n\n### Added\n\n- a\n\n");
        assert_eq!(document.tail, "[unreleased]: u\n\n[1.0.0]: v\n<!-- made by hand -->\n");
        assert_eq!((document.sections.len(), document.level), (2, Some(2)));
    }

    #[test]
    fn without_definitions_the_tail_is_the_blank_lines() {
        let document = Document::parse("# 1.0.0\n- a\n\n \n");
        assert_eq!(document.sections[0].text, "# 1.0.0\n- a\n");
        assert_eq!(document.tail, "\n \n");
    }

    #[test]
    fn sub_headings_belong_to_their_release() {
        let text = "## 1.1.0\n### 1.0.0 compatibility\n### serde@1.0.0\n#### 0.9.0\n## 1.0.0\n";
        assert_eq!(names(text), ["1.1.0", "1.0.0"]);
    }

    #[test]
    fn patch_releases_may_stand_a_level_deeper() {
        let text = "# [1.1.0](u) (2024-01-02)\n### Features\n## [1.0.1](u) (2024-01-01)\n# 1.0.0\n";
        assert_eq!(names(text), ["1.1.0", "1.0.1", "1.0.0"]);
    }

    #[test]
    fn another_heading_of_the_same_rank_is_a_section_without_a_name() {
        let text = "# Title\n## Intro\n## 1.1.0\n## Notes\n## 1.0.0\n# Older\n";
        assert_eq!(names(text), ["1.1.0", "-", "1.0.0", "-"]);
        assert_eq!(Document::parse(text).preamble, "# Title\n## Intro\n");
    }

    #[test]
    fn unreleased_ends_where_its_own_level_begins_again() {
        let text = "# 1.0.0\n## Unreleased\n### Added\n## 0.9.0 \"Bee\"\n";
        assert_eq!(names(text), ["1.0.0", "Unreleased", "-"]);
    }

    #[test]
    fn code_comments_and_items_hold_no_releases() {
        let text = "# Log\n```\n## 9.0.0\n```\n<!--\n## 8.0.0\n-->\n- a\n  ## 7.0.0\n## 1.0.0\n";
        assert_eq!(names(text), ["1.0.0"]);
    }

    #[test]
    fn underlined_headings_and_those_with_words_count() {
        assert_eq!(
            names("Log\n===\n\n1.1.0 (2024-01-01)\n---\n\n1.0.0\n---\n"),
            ["1.1.0", "1.0.0"]
        );
        assert_eq!(names("# Log\n## 1.1.0 \"Bee\"\n## 1.0.0 \"Ant\"\n"), ["1.1.0", "1.0.0"]);
    }

    #[test]
    fn an_anchor_above_a_heading_belongs_to_it() {
        let document = Document::parse("<a name=\"1.0.0\"></a>\n## 1.0.0\n");
        assert_eq!(document.preamble, "");
    }

    #[test]
    fn what_is_never_closed_is_part_of_the_tail() {
        let document = Document::parse("## 1.0.0\n\n```\n## 0.9.0\n");
        assert_eq!(document.tail, "```\n## 0.9.0\n");
        assert_eq!(document.sections.len(), 1);
    }

    #[test]
    fn a_release_has_its_place_among_others() {
        for (names, release, is_oldest_first, expected) in [
            ("Unreleased 2.0.0 1.0.0", "1.5.0", false, Some(2)),
            ("Unreleased 2.0.0 1.0.0", "3.0.0", false, Some(1)),
            ("2.0.0 1.0.0", "Unreleased", false, Some(0)),
            ("2.0.0 - 1.0.0 -", "0.5.0", false, Some(3)),
            ("Unreleased", "1.0.0", false, Some(1)),
            ("- -", "1.0.0", false, None),
            ("1.0.0 2.0.0 Unreleased", "3.0.0", true, Some(2)),
            ("1.0.0 2.0.0", "Unreleased", true, Some(2)),
            ("Unreleased 1.0.0 2.0.0", "3.0.0", true, Some(3)),
            ("Unreleased 1.0.0 2.0.0", "0.5.0", true, Some(1)),
        ] {
            let named = |title: &str| ReleaseHeading::parse(title).map(|heading| heading.name);
            let others: Vec<_> = names.split(' ').map(named).collect();
            let others: Vec<_> = others.iter().map(Option::as_ref).collect();
            let release = named(release).unwrap();
            assert_eq!(place(&release, &others, is_oldest_first), expected, "{release} in {names}");
        }
    }

    #[test]
    fn the_order_is_that_of_most_neighbours() {
        for (text, is_oldest_first) in [
            ("", false),
            ("# 1.0.0\n", false),
            ("# 1.0.0\n# 2.0.0\n", true),
            ("# 2.0.0\n# 1.9.9\n# 1.0.0\n# 1.5.0\n", false),
            ("# 1.0.0\n# Unreleased\n", true),
        ] {
            assert_eq!(Document::parse(text).is_oldest_first(), is_oldest_first, "{text}");
        }
    }

    proptest! {
        #[test]
        fn the_parts_are_the_text(text in "(\u{feff}|[-#=`<!>\\[\\]: 1.2\r\n]|\n## 1.|\n\\[1.0.0\\]: x){0,60}") {
            let document = Document::parse(&text);
            let sections: String = document.sections.iter().map(|section| section.text).collect();
            assert_eq!([document.preamble, &sections, document.tail].concat(), text);
        }
    }
}
