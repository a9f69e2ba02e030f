//! Putting generated releases into a changelog that people have written in.
//!
//! Everything that stands there stays to the byte; the only exceptions are entries of Unreleased
//! that a new release now holds, and the address of `[unreleased]`. Doing it twice is doing it
//! once.

use std::collections::HashSet;

use crate::domain::changelog::document::blocks::{Blocks, Kind, separator};
use crate::domain::changelog::document::definitions::{
    Definition, references, with_added, with_unreleased_moved,
};
use crate::domain::changelog::document::entries;
use crate::domain::changelog::document::heading::SectionName;
use crate::domain::changelog::document::structure::{Document, Section, place};

/// A changelog after an insertion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Insertion {
    /// The whole text.
    pub text: String,
    /// The releases that were put in, and `Unreleased` if it has got entries.
    pub added: Vec<String>,
    /// The generated releases that stood there already and were left alone.
    pub kept: Vec<String>,
}

/// Puts the releases of a `generated` changelog into an `existing` one (Keep a Changelog 1.1.0).
///
/// * A release that is missing comes where its version belongs, newest first unless the document
///   is oldest first, Unreleased above all. A release that is there stays as it is.
/// * Unreleased gets the generated entries it lacks, under the sub-headings they have there. It
///   loses those that stand word for word in a release that is put in.
/// * Missing link reference definitions join those at the end; `[unreleased]` gets its new address.
/// * What is put in takes the line ends and the heading level of the document.
///
/// A text of blank lines becomes the generated one.
pub fn insert(existing: &str, generated: &str) -> Insertion {
    if existing.trim_start_matches(BOM).trim().is_empty() {
        return whole(existing, generated);
    }
    let eol = line_end(existing);
    let has_final_newline = existing.ends_with('\n');
    let existing = [existing, if has_final_newline { "" } else { eol }].concat();
    let generated = with_line_ends(generated, eol);
    let mut insertion = merge(&existing, &generated, eol);
    if !has_final_newline && insertion.text.pop() == Some('\n') && insertion.text.ends_with('\r') {
        insertion.text.pop();
    }
    insertion
}

pub(super) const BOM: char = '\u{feff}';

/// Returns the text with the line ends and the byte order mark of another one.
pub fn in_the_form_of(existing: &str, text: &str) -> String {
    let mark = if existing.starts_with(BOM) { "\u{feff}" } else { "" };
    let text = text.trim_start_matches(BOM);
    match line_end(existing) {
        "\r\n" => [mark, &text.replace("\r\n", "\n").replace('\n', "\r\n")].concat(),
        _ => [mark, text].concat(),
    }
}

/// Returns the generated text in the form of the existing one, which holds nothing else.
fn whole(existing: &str, generated: &str) -> Insertion {
    let text = in_the_form_of(existing, generated);
    let document = Document::parse(generated);
    let names = document.sections.iter().filter_map(|section| section.name.as_ref());
    Insertion { text, added: names.map(ToString::to_string).collect(), kept: Vec::new() }
}

/// Returns the first line end of a text.
pub(super) fn line_end(text: &str) -> &'static str {
    let first = text.split_inclusive('\n').next().unwrap_or_default();
    if first.ends_with("\r\n") { "\r\n" } else { "\n" }
}

/// Returns a text with these line ends, the last line ended too.
pub(super) fn with_line_ends(text: &str, eol: &str) -> String {
    let mut unix = text.replace("\r\n", "\n");
    if !unix.ends_with('\n') {
        unix.push('\n');
    }
    unix.replace('\n', eol)
}

/// Merges two texts whose lines all end, those of `generated` with `eol`.
fn merge(existing: &str, generated: &str, eol: &str) -> Insertion {
    let (ours, theirs) = (Document::parse(existing), Document::parse(generated));
    let mut insertion = Insertion::default();
    let missing = missing_releases(&ours, &theirs, &mut insertion);
    let deeper = Deeper::than(theirs.level, ours.level);
    let blocks = placed(&ours, &missing, deeper, eol);
    let unreleased = unreleased(&ours, &theirs, &missing, &mut insertion);

    let mut page = Page { text: ours.preamble.to_owned(), eol, owes_blank_line: false };
    let mut news = String::new();
    for number in 0..=ours.sections.len() {
        for block in blocks.iter().filter(|block| block.slot == number) {
            page.put(&block.text);
            news.push_str(&block.text);
        }
        match (ours.sections.get(number), &unreleased) {
            (Some(_), Some((at, text))) if *at == number => {
                page.go_on(text);
                page.owes_blank_line = true;
                news.push_str(text);
            }
            (Some(section), _) => page.go_on(section.text),
            (None, _) => {}
        }
    }
    put_tail(&mut page, &ours, existing, &Definition::all(theirs.tail), &news);
    insertion.text = page.text;
    insertion
}

/// A release of the generated document that the existing one lacks.
struct Release<'t> {
    name: &'t SectionName,
    text: &'t str,
}

/// Returns the releases that are missing, and writes down which are and which are not.
fn missing_releases<'t>(
    ours: &Document,
    theirs: &'t Document,
    insertion: &mut Insertion,
) -> Vec<Release<'t>> {
    let mut missing: Vec<Release> = Vec::new();
    for section in &theirs.sections {
        let Some(name) = &section.name else { continue };
        if find(ours, name).is_some() {
            insertion.kept.push(name.to_string());
        } else if !missing.iter().any(|release| release.name.is_same(name)) {
            insertion.added.push(name.to_string());
            missing.push(Release { name, text: section.text });
        }
    }
    missing
}

fn find<'d, 't>(
    document: &'d Document<'t>,
    name: &SectionName,
) -> Option<(usize, &'d Section<'t>)> {
    let is_it = |section: &Section| section.name.as_ref().is_some_and(|other| other.is_same(name));
    document.sections.iter().enumerate().find(|(_, section)| is_it(section))
}

/// A release as it is put in, before the section of this number.
struct Block {
    slot: usize,
    text: String,
}

/// Returns the missing releases in the order in which they are put in.
fn placed(ours: &Document, missing: &[Release], deeper: Deeper, eol: &str) -> Vec<Block> {
    let is_oldest_first = ours.is_oldest_first();
    let names: Vec<_> = ours.sections.iter().map(|section| section.name.as_ref()).collect();
    let mut sorted: Vec<&Release> = missing.iter().collect();
    sorted.sort_by(|one, other| {
        let order = one.name.sort_order(other.name);
        if is_oldest_first { order } else { order.reverse() }
    });
    sorted
        .into_iter()
        .map(|release| Block {
            slot: place(release.name, &names, is_oldest_first).unwrap_or(0),
            text: [deeper.shift(release.text, eol).trim_end(), eol].concat(),
        })
        .collect()
}

/// Returns the number and the new text of Unreleased, if it is there and something changes in it.
fn unreleased(
    ours: &Document,
    theirs: &Document,
    missing: &[Release],
    insertion: &mut Insertion,
) -> Option<(usize, String)> {
    let (number, section) = find(ours, &SectionName::Unreleased)?;
    let released: HashSet<_> =
        missing.iter().flat_map(|release| entries::texts(release.text)).collect();
    let rest = entries::without(section.text, |text| released.contains(text));
    let generated = find(theirs, &SectionName::Unreleased).and_then(|(_, generated)| {
        let before = rest.as_deref().unwrap_or(section.text);
        let deeper = Deeper::than(Some(generated.level), Some(section.level));
        entries::with(before, &deeper.shift(generated.text, line_end(generated.text)))
    });
    if generated.is_some() {
        let name = SectionName::Unreleased.to_string();
        insertion.kept.retain(|kept| *kept != name);
        insertion.added.insert(0, name);
    }
    generated.or(rest).map(|text| (number, text))
}

/// By how many levels the headings of the existing document stand deeper than the generated ones.
#[derive(Clone, Copy)]
struct Deeper(isize);

impl Deeper {
    fn than(theirs: Option<usize>, ours: Option<usize>) -> Self {
        let levels = theirs.zip(ours);
        Self(levels.map_or(0, |(theirs, ours)| ours.cast_signed() - theirs.cast_signed()))
    }

    /// Returns the text with its headings at the levels of the existing document.
    fn shift(self, text: &str, eol: &str) -> String {
        if self.0 == 0 {
            return text.to_owned();
        }
        let mut shifted = String::with_capacity(text.len() + 8);
        for line in Blocks::read(text).lines {
            match line.kind {
                Kind::Heading { level, title } => {
                    let level = level.saturating_add_signed(self.0).clamp(1, 6);
                    shifted.extend(["#".repeat(level).as_str(), " ", title, eol]);
                }
                Kind::Underline => {}
                _ => shifted.push_str(line.text),
            }
        }
        shifted
    }
}

/// Puts the definitions that are missing into the tail, and the tail below the releases.
fn put_tail(
    page: &mut Page,
    ours: &Document,
    existing: &str,
    generated: &[Definition],
    news: &str,
) {
    let mut known: HashSet<String> =
        Definition::all(existing).iter().map(Definition::folded_label).collect();
    let (in_page, in_news) = (references(&page.text), references(news));
    let missing: Vec<Definition> = generated
        .iter()
        .filter(|definition| {
            let label = definition.folded_label();
            // What a person put in brackets becomes a link only where it names a release.
            let users = if definition.release.is_some() { &in_page } else { &in_news };
            users.contains(&label) && known.insert(label)
        })
        .cloned()
        .collect();
    let tail = with_unreleased_moved(ours.tail, generated);
    let is_oldest_first = ours.is_oldest_first();
    if missing.is_empty() {
        page.go_on(&tail);
    } else if Definition::all(&tail).is_empty() {
        page.put(&with_added("", &missing, is_oldest_first, page.eol));
        page.go_on(&tail);
    } else {
        page.go_on(&with_added(&tail, &missing, is_oldest_first, page.eol));
    }
}

/// The text that is being written.
pub(super) struct Page<'e> {
    pub(super) text: String,
    pub(super) eol: &'e str,
    /// Whether what comes next must begin with a blank line.
    pub(super) owes_blank_line: bool,
}

impl Page<'_> {
    /// Writes something new, with a blank line above and below.
    pub(super) fn put(&mut self, block: &str) {
        self.owes_blank_line = true;
        self.go_on(block);
        self.owes_blank_line = true;
    }

    /// Writes on with what stands in the existing document.
    pub(super) fn go_on(&mut self, piece: &str) {
        if piece.is_empty() {
            return;
        }
        if self.owes_blank_line {
            let above = self.text.trim_start_matches(BOM).strip_suffix('\n');
            let above = above.and_then(|above| above.rsplit('\n').next()).unwrap_or_default();
            self.text.push_str(&separator(above, piece, self.eol));
        }
        self.text.push_str(piece);
        self.owes_blank_line = false;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Just, Strategy, prop, prop_oneof, proptest};

    use super::insert;

    const GENERATED: &str = "# Changelog\n\nGenerated.\n\n## [Unreleased]\n\n### Added\n\n- new\n\n\
        ## [1.1.0] - 2024-02-01\n\n### Fixed\n\n- b\n\n## [1.0.0] - 2024-01-01\n\n### Added\n\n\
        - a\n\n[unreleased]: u/1.1.0...HEAD\n[1.1.0]: u/1.1.0\n[1.0.0]: u/1.0.0\n";

    #[track_caller]
    fn assert_inserted(existing: &str, generated: &str, expected: &str) {
        let once = insert(existing, generated).text;
        assert_eq!(once, expected);
        assert_eq!(insert(&once, generated).text, expected, "the second time");
    }

    #[test]
    fn an_empty_text_becomes_the_generated_one() {
        let insertion = insert("", GENERATED);
        assert_eq!(insertion.text, GENERATED);
        assert_eq!(insertion.added, ["Unreleased", "1.1.0", "1.0.0"]);
        assert_eq!(insert("\u{feff}\r\n", "# 1.0.0\n").text, "\u{feff}# 1.0.0\r\n");
    }

    #[test]
    fn below_a_preamble_comes_everything() {
        assert_inserted(
            "# History\n\nBy hand.\n",
            GENERATED,
            &GENERATED.replace("Changelog\n\nGenerated", "History\n\nBy hand"),
        );
    }

    #[test]
    fn a_release_comes_where_its_version_belongs() {
        let existing = "# C\n\n## [1.1.0] - mine\n\ntext\n\n## 0.9.0\n- z";
        let insertion =
            insert(existing, "## [1.2.0]\n- c\n\n## v1.1.0\n- b\n\n## 1.0.0\n- a\n## 0.8.0\n- y\n");
        assert_eq!(
            insertion.text,
            "# C\n\n## [1.2.0]\n- c\n\n## [1.1.0] - mine\n\ntext\n\n## 1.0.0\n- a\n\n## 0.9.0\n- z\n\n## 0.8.0\n- y"
        );
        assert_eq!(insertion.added, ["1.2.0", "1.0.0", "0.8.0"]);
        assert_eq!(insertion.kept, ["1.1.0"]);
    }

    #[test]
    fn an_oldest_first_document_stays_one() {
        assert_inserted(
            "# C\n\n## 1.0.0\n\n## 1.2.0\n",
            "## Unreleased\n- d\n\n## 1.3.0\n- c\n\n## 1.1.0\n- b\n",
            "# C\n\n## 1.0.0\n\n## 1.1.0\n- b\n\n## 1.2.0\n\n## 1.3.0\n- c\n\n## Unreleased\n- d\n",
        );
    }

    #[test]
    fn released_entries_leave_unreleased_and_new_ones_come() {
        assert_inserted(
            "## [Unreleased]\n\n### Added\n\n- mine\n- b\n\n### Fixed\n\n- c\n\n## [1.0.0]\n- a\n\n[unreleased]: u/1.0.0...HEAD\n[1.0.0]: u\n",
            "## [Unreleased]\n\n### Added\n\n- d\n\n## [1.1.0]\n\n### Added\n\n- b\n\n### Fixed\n\n- c\n\n[unreleased]: u/1.1.0...HEAD\n[1.1.0]: v\n",
            "## [Unreleased]\n\n### Added\n\n- mine\n- d\n\n## [1.1.0]\n\n### Added\n\n- b\n\n### Fixed\n\n- c\n\n## [1.0.0]\n- a\n\n[unreleased]: u/1.1.0...HEAD\n[1.1.0]: v\n[1.0.0]: u\n",
        );
    }

    #[test]
    fn a_release_that_stands_there_stays_to_the_letter() {
        let existing = "# C\n\n## 1.1.0\n\n* my words\t\n\n\n## [v1.0.0]\n\n\n";
        let insertion = insert(existing, "## [1.1.0]\n- b\n\n## [1.0.0]\n- a\n\n[1.1.0]: x\n");
        assert_eq!(insertion.text, existing);
        assert_eq!((insertion.added.len(), insertion.kept.len()), (0, 2));
    }

    #[test]
    fn line_ends_a_bom_and_the_end_of_the_file_stay() {
        assert_inserted(
            "\u{feff}# C\r\n\r\n## 1.0.0\n- a\r\n\r\n\r\n",
            "## [1.1.0]\n- b\n\n## 0.9.0\n- z\n\n[1.1.0]: x\n",
            "\u{feff}# C\r\n\r\n## [1.1.0]\r\n- b\r\n\r\n## 1.0.0\n- a\r\n\r\n## 0.9.0\r\n- z\r\n\r\n[1.1.0]: x\r\n\r\n\r\n",
        );
        assert_inserted("\u{feff}## 1.0.0", "# 1.1.0\r\n- b", "\u{feff}## 1.1.0\n- b\n\n## 1.0.0");
        assert_inserted("# C", "## 1.0.0\n", "# C\n\n## 1.0.0");
    }

    #[test]
    fn headings_take_the_level_of_the_document() {
        assert_inserted(
            "# 1.0.0\n## Added\n- a\n",
            "# C\n\n## 1.1.0\n\n### Added\n\n- b\n  # no heading\n",
            "# 1.1.0\n\n## Added\n\n- b\n  # no heading\n\n# 1.0.0\n## Added\n- a\n",
        );
        assert_inserted(
            "# C\n### 1.0.0\n",
            "1.1.0\n---\n- b\n",
            "# C\n\n### 1.1.0\n- b\n\n### 1.0.0\n",
        );
    }

    #[test]
    fn nothing_is_put_into_code_that_never_ends() {
        assert_inserted(
            "# C\n\n## 1.1.0\n\n```\n## 1.0.0\n",
            "## [1.0.0]\n- a\n\n[1.0.0]: x\n",
            "# C\n\n## 1.1.0\n\n## [1.0.0]\n- a\n\n[1.0.0]: x\n\n```\n## 1.0.0\n",
        );
    }

    #[test]
    fn an_indented_heading_does_not_become_part_of_an_entry() {
        assert_inserted(
            "  ## 1.0.0\n",
            "## 1.1.0\n- b\n",
            "## 1.1.0\n- b\n\n<!-- -->\n  ## 1.0.0\n",
        );
    }

    #[test]
    fn links_of_entries_come_along_and_others_do_not() {
        assert_inserted(
            "# C\n\n## 1.0.0\n- [x] [#1]\n",
            "# [kac]\n\n## 1.1.0\n- b [#2]\n\n[kac]: k\n[#1]: one\n[#2]: two\n[x]: ex\n[1.1.0]: v\n",
            "# C\n\n## 1.1.0\n- b [#2]\n\n## 1.0.0\n- [x] [#1]\n\n[#2]: two\n",
        );
    }

    #[test]
    fn links_in_the_text_need_no_definition() {
        let existing = "## [1.0.0](there)\n- a\n";
        assert_inserted(existing, "## [1.0.0]\n- a\n\n[1.0.0]: here\n", existing);
    }

    #[test]
    fn packages_in_one_document_keep_apart() {
        assert_inserted(
            "## b@1.0.0\n\n## a@1.0.0\n",
            "## a@1.1.0\n- x\n",
            "## b@1.0.0\n\n## a@1.1.0\n- x\n\n## a@1.0.0\n",
        );
    }

    /// Lines as people write them into changelogs, well-formed or not.
    fn line() -> impl Strategy<Value = String> {
        let fixed =
            |lines: &'static [&'static str]| prop::sample::select(lines).prop_map(str::to_owned);
        prop_oneof![
            4 => fixed(&["", "", "- a", "- b", "* c", " - d", "  more", "1. e", "- ", "prose", "\ttab"]),
            2 => fixed(&["### Added", "### Fixed", "### added ##", "## Notes", "# Changelog", "Added\n---"]),
            2 => (0_u8..3, 0_u8..3).prop_map(|(a, b)| format!("## [{a}.{b}.0] - 2024-01-01")),
            1 => fixed(&["## [Unreleased]", "## Unreleased", "### 1.1.1", "# v2.0.0", "1.0.0\n---",
                "## 1.0.0 \"Bee\"", "## a@1.0.0", "## 1.2.3.4", "#### 1.0.0", "### 1.0.0 notes"]),
            1 => fixed(&["[unreleased]: u", "[1.0.0]: v", "[v1.1.0]: w", "[x]: y", "[^1]: note", "[2.0.0]:\tz "]),
            1 => fixed(&["```", "~~~", "<!--", "-->", "<!-- x -->", "- ```", "---", "===", "> q",
                "<a name=\"1\"></a>", "    code", "[1.0.0] [x] [Unreleased]"]),
        ]
    }

    fn text() -> impl Strategy<Value = String> {
        let eol = prop_oneof![4 => Just("\n"), 1 => Just("\r\n")];
        let lines = prop::collection::vec((line(), eol), 0..24);
        (lines, prop::bool::ANY, prop::bool::weighted(0.1)).prop_map(|(lines, ends, bom)| {
            let mut text: String =
                lines.into_iter().flat_map(|(l, eol)| [l, eol.to_owned()]).collect();
            if !ends {
                text.truncate(text.trim_end_matches(['\r', '\n']).len());
            }
            if bom { format!("\u{feff}{text}") } else { text }
        })
    }

    /// A text as the templates make it: releases once each and newest first.
    fn generated() -> impl Strategy<Value = String> {
        let entries =
            || prop::collection::vec(prop::sample::select(&["a", "b", "c", "d\n  more"][..]), 0..3);
        let release = (0_u8..3, 0_u8..3, entries(), entries());
        (prop::collection::vec(release, 0..5), entries(), prop::bool::ANY).prop_map(
            |(mut releases, new, is_unreleased)| {
                releases.sort_by_key(|(major, minor, ..)| std::cmp::Reverse((*major, *minor)));
                releases.dedup_by_key(|(major, minor, ..)| (*major, *minor));
                let (mut text, mut links) = ("# Changelog\n\n".to_owned(), String::new());
                let group = |title: &str, entries: &[&str]| match entries {
                    [] => String::new(),
                    _ => format!("### {title}\n\n- {}\n\n", entries.join("\n- ")),
                };
                if is_unreleased {
                    text.extend(["## [Unreleased]\n\n", &group("Added", &new)]);
                    links.push_str("[unreleased]: x/HEAD\n");
                }
                for (major, minor, added, fixed) in releases {
                    let number = format!("{major}.{minor}.0");
                    text.extend(["## [", &number, "] - 2024-01-01\n\n"]);
                    text.extend([group("Added", &added), group("Fixed", &fixed)]);
                    links.extend(["[", &number, "]: x/", &number, "\n"]);
                }
                text + &links
            },
        )
    }

    fn lines_of(text: &str) -> impl Iterator<Item = &str> {
        text.trim_start_matches('\u{feff}').lines().map(str::trim_end)
    }

    proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(256))]

        #[test]
        fn twice_is_once(existing in text(), generated in generated()) {
            let once = insert(&existing, &generated);
            let twice = insert(&once.text, &generated);
            assert_eq!(twice.text, once.text);
            assert_eq!(twice.added, Vec::<String>::new());
        }

        #[test]
        fn every_line_survives_in_order(existing in text(), generated in generated()) {
            let merged = insert(&existing, &generated).text;
            let mut rest = lines_of(&merged);
            let is_exempt = |line: &str| {
                let entry = line.trim_start().trim_start_matches(['-', '*', ' ']);
                line.is_empty() || line.starts_with("[unreleased]:") || line.starts_with("### ")
                    || line.starts_with("#### ")
                    || line == "## Notes"
                    || line == "Added" || line == "---"
                    || generated.contains(&format!("- {entry}\n")) || entry == "more"
            };
            for line in lines_of(&existing).filter(|line| !is_exempt(line)) {
                assert!(rest.any(|other| other == line), "{line:?} is lost in {merged:?}");
            }
        }

        #[test]
        fn without_new_releases_every_byte_stays(existing in text()) {
            let written = format!("# Changelog\n{existing}");
            assert_eq!(insert(&written, "# Changelog\n").text, written);
        }
    }
}
