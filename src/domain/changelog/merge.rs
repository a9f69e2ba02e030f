//! Merging two changelogs by their sections: a release that one side has told of and one that the
//! other has are no conflict, even where both stand in the same lines.

mod lines;
mod links;
mod section;

use std::cmp::Ordering;

use crate::domain::changelog::document::entries;
use crate::domain::changelog::document::heading::SectionName;
use crate::domain::changelog::document::structure::{Document, Section, place};
use crate::domain::changelog::insert::{BOM, Page, line_end, with_line_ends};
use crate::domain::changelog::merge::links::{Form, Tail, Tails};
use crate::domain::changelog::merge::section::{
    Clash, Merged, Releases, Told, Versions, merge_release, merge_unreleased,
};

/// Merges what two sides have made of the changelog `base`; `None` where a person has to.
///
/// * Sections are united by release. One that a single side changed, added or took out is as that
///   side has it. Of one that both changed, entries that were added are united, and other changes
///   are where they lie apart.
/// * Unreleased loses the entries that either side took out, and those that the other side has
///   released in the meantime.
/// * Link reference definitions are united by label; `[unreleased]` goes on from the newest release.
/// * Order, line ends and byte order mark are those of `ours`.
///
/// Where a document names a release twice, it is merged line by line.
pub fn merge(base: &str, ours: &str, theirs: &str) -> Option<String> {
    let [plain_base, plain_ours, plain_theirs] = [base, ours, theirs].map(plain);
    if plain_theirs == plain_base || plain_theirs == plain_ours {
        return Some(ours.to_owned());
    }
    if plain_ours == plain_base {
        return Some(in_form(ours, theirs));
    }
    let eol = line_end(ours);
    let unmarked = ours.trim_start_matches(BOM);
    let whole_ours = [unmarked, if unmarked.ends_with('\n') { "" } else { eol }].concat();
    let (base, theirs) = (with_line_ends(&plain_base, eol), with_line_ends(&plain_theirs, eol));
    let sides = Sides {
        base: Document::parse(&base),
        ours: Document::parse(&whole_ours),
        theirs: Document::parse(&theirs),
        eol,
    };
    let merged = match sides.are_unambiguous() {
        true => sides.merged().ok()?,
        false => lines::merge(&base, &whole_ours, &theirs)?,
    };
    let mark = ours.get(..ours.len() - unmarked.len()).unwrap_or_default();
    let end = unmarked.get(unmarked.trim_end_matches(['\r', '\n']).len()..).unwrap_or_default();
    Some([mark, merged.trim_end_matches(['\r', '\n']), end].concat())
}

/// Returns a text without what says nothing: byte order mark and carriage returns.
fn plain(text: &str) -> String {
    text.trim_start_matches(BOM).replace("\r\n", "\n")
}

/// Returns a text with the byte order mark and the line ends of ours, if it has any.
fn in_form(ours: &str, text: &str) -> String {
    if ours.is_empty() {
        return text.to_owned();
    }
    let mark = if ours.starts_with(BOM) { "\u{feff}" } else { "" };
    [mark, &plain(text).replace('\n', line_end(ours))].concat()
}

/// The documents that are merged. All lines end, those of `base` and `theirs` with `eol`.
struct Sides<'t> {
    base: Document<'t>,
    ours: Document<'t>,
    theirs: Document<'t>,
    eol: &'t str,
}

/// A section on its way into the merged document.
struct Piece<'t> {
    section: &'t Section<'t>,
    text: String,
    /// Whether it comes where ours has nothing.
    is_new: bool,
}

impl<'t> Sides<'t> {
    /// Whether each section means at most one of each side.
    fn are_unambiguous(&self) -> bool {
        let documents = [&self.base, &self.ours, &self.theirs];
        let is_in_once = |section: &Section, document: &Document| {
            document.sections.iter().filter(|other| is_same(section, other)).count() <= 1
        };
        documents
            .iter()
            .flat_map(|document| &document.sections)
            .all(|section| documents.iter().all(|document| is_in_once(section, document)))
    }

    fn merged(&'t self) -> Result<String, Clash> {
        let pieces = self.pieces()?;
        let mut page = Page { text: String::new(), eol: self.eol, owes_blank_line: false };
        self.put_preamble(&mut page)?;
        for piece in &pieces {
            match piece.is_new {
                true => page.put(&piece.text),
                false => page.go_on(&piece.text),
            }
        }
        let Tail { first, rest } = self.tail()?;
        if !first.is_empty() {
            page.put(&first);
        }
        page.go_on(&rest);
        if holds(&page.text, &pieces) { Ok(page.text) } else { Err(Clash) }
    }

    fn put_preamble(&self, page: &mut Page) -> Result<(), Clash> {
        let preambles = [&self.base, &self.ours, &self.theirs].map(|document| document.preamble);
        let [base, ours, theirs] = preambles.map(|text| content(text, self.eol));
        let merged = lines::merge(&base, &ours, &theirs).ok_or(Clash)?;
        match self.ours.preamble.trim().is_empty() && !merged.is_empty() {
            true => page.put(&merged),
            false => page.go_on(&with_gap_of(self.ours.preamble, &merged)),
        }
        Ok(())
    }

    /// Returns the sections of the merged document in order: those of ours, and those that only
    /// theirs has where their version belongs.
    fn pieces(&'t self) -> Result<Vec<Piece<'t>>, Clash> {
        let releases = Releases { ours: self.told(&self.ours), theirs: self.told(&self.theirs) };
        let mut pieces = Vec::new();
        for section in &self.ours.sections {
            if let Some(text) = self.section(section, &releases)? {
                let text = with_gap_of(section.text, &text);
                pieces.push(Piece { section, text, is_new: false });
            }
        }
        let mut missing = Vec::new();
        for section in &self.theirs.sections {
            if find(&self.ours, section).is_some() {
                continue;
            }
            if let Some(text) = self.section(section, &releases)? {
                missing.push(Piece { section, text, is_new: true });
            }
        }
        self.put_in(missing, &mut pieces);
        Ok(pieces)
    }

    /// Returns what the releases of a side say.
    fn told(&self, side: &Document) -> Told {
        let mut told = Told::default();
        for section in &side.sections {
            if section.name.as_ref().is_none_or(|name| *name == SectionName::Unreleased) {
                continue;
            }
            let entries = entries::texts(section.text);
            if find(&self.base, section).is_none() {
                told.anew.extend(entries.iter().cloned());
            }
            told.ever.extend(entries);
        }
        told
    }

    fn section(&self, section: &Section, releases: &Releases) -> Merged {
        let documents = [&self.base, &self.ours, &self.theirs];
        let texts =
            documents.map(|document| Some(content(find(document, section)?.text, self.eol)));
        let [base, ours, theirs] = &texts;
        let versions =
            Versions { base: base.as_deref(), ours: ours.as_deref(), theirs: theirs.as_deref() };
        match section.name {
            Some(SectionName::Unreleased) => merge_unreleased(versions, releases),
            _ => merge_release(versions),
        }
    }

    /// Puts pieces in by their versions; those that have none, behind what they follow in theirs.
    fn put_in(&self, mut missing: Vec<Piece<'t>>, pieces: &mut Vec<Piece<'t>>) {
        let is_oldest_first = self.is_oldest_first();
        missing.sort_by(|one, other| sort_order(other.section, one.section));
        let mut others = Vec::new();
        for piece in missing {
            let names: Vec<_> = pieces.iter().map(|piece| piece.section.name.as_ref()).collect();
            let name = piece.section.name.as_ref();
            match name.and_then(|name| place(name, &names, is_oldest_first)) {
                Some(at) => pieces.insert(at, piece),
                None => others.push(piece),
            }
        }
        for (number, section) in self.theirs.sections.iter().enumerate() {
            let Some(at) = others.iter().position(|piece| is_same(piece.section, section)) else {
                continue;
            };
            let mut above = self.theirs.sections.iter().take(number).rev();
            let slot = above
                .find_map(|above| pieces.iter().position(|piece| is_same(piece.section, above)))
                .map_or(0, |above| above + 1);
            pieces.insert(slot, others.remove(at));
        }
    }

    fn is_oldest_first(&self) -> bool {
        let is_telling = self.ours.sections.len() > 1;
        if is_telling { self.ours.is_oldest_first() } else { self.theirs.is_oldest_first() }
    }

    fn tail(&self) -> Result<Tail, Clash> {
        let tails = Tails { base: self.base.tail, ours: self.ours.tail, theirs: self.theirs.tail };
        let newest = match (newest(&self.ours), newest(&self.theirs)) {
            (Some(ours), Some(theirs)) => ours.sort_order(theirs),
            (ours, theirs) => ours.is_some().cmp(&theirs.is_some()),
        };
        let form = Form { is_oldest_first: self.is_oldest_first(), eol: self.eol, newest };
        links::merge(&tails, &form)
    }
}

/// Whether two sections are about the same.
fn is_same(one: &Section, other: &Section) -> bool {
    match (&one.name, &other.name) {
        (Some(one), Some(other)) => one.is_same(other),
        (None, None) => one.text.lines().next() == other.text.lines().next(),
        _ => false,
    }
}

fn find<'d, 't>(document: &'d Document<'t>, section: &Section) -> Option<&'d Section<'t>> {
    document.sections.iter().find(|other| is_same(section, other))
}

fn sort_order(one: &Section, other: &Section) -> Ordering {
    match (&one.name, &other.name) {
        (Some(one), Some(other)) => one.sort_order(other),
        (one, other) => one.is_some().cmp(&other.is_some()),
    }
}

/// Returns the highest release of a document.
fn newest<'d>(document: &'d Document) -> Option<&'d SectionName> {
    let names = document.sections.iter().filter_map(|section| section.name.as_ref());
    let releases = names.filter(|name| matches!(name, SectionName::Version { .. }));
    releases.max_by(|one, other| one.sort_order(other))
}

/// Returns a text without the blank lines at its end.
fn content(text: &str, eol: &str) -> String {
    match text.trim_end() {
        "" => String::new(),
        filled => [filled, eol].concat(),
    }
}

/// Returns a text with the blank lines at its end that another has there.
fn with_gap_of(model: &str, text: &str) -> String {
    let gap = model.get(model.trim_end().len()..).unwrap_or_default();
    [text.trim_end(), gap].concat()
}

/// Whether a text has these sections and no others: what stands in one may swallow the next.
fn holds(text: &str, pieces: &[Piece]) -> bool {
    let document = Document::parse(text);
    document.sections.len() == pieces.len()
        && document.sections.iter().zip(pieces).all(|(one, piece)| is_same(one, piece.section))
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::{Just, ProptestConfig, Strategy, prop, prop_oneof, proptest};

    use super::merge;
    use crate::domain::changelog::document::entries;
    use crate::domain::changelog::document::structure::Document;

    const KEPT: &str = "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- a\n\n## [1.0.0] - 2026-01-01\n\n\
        ### Added\n\n- z\n\n[unreleased]: u/1.0.0...HEAD\n[1.0.0]: u/1.0.0\n";

    #[track_caller]
    fn assert_merged(base: &str, ours: &str, theirs: &str, expected: &str) {
        let merged = merge(base, ours, theirs);
        assert_eq!(merged.as_deref(), Some(expected), "{}", merged.as_deref().unwrap_or("clash"));
        assert_eq!(merge(base, expected, theirs).as_deref(), Some(expected), "the second time");
    }

    #[test]
    fn a_release_comes_back_to_a_develop_that_has_gone_on() {
        let released = KEPT
            .replace(
                "### Added\n\n- a\n\n## [1.0.0]",
                "## [1.1.0] - 2026-02-01\n\n### Added\n\n- a\n\n## [1.0.0]",
            )
            .replace("u/1.0.0...HEAD", "u/1.1.0...HEAD\n[1.1.0]: u/1.0.0...1.1.0");
        let developed = KEPT.replace("- a\n", "- a\n- b\n\n### Fixed\n\n- c\n");
        assert_merged(
            KEPT,
            &developed,
            &released,
            "# Changelog\n\n## [Unreleased]\n\n### Added\n\n- b\n\n### Fixed\n\n- c\n\n\
             ## [1.1.0] - 2026-02-01\n\n### Added\n\n- a\n\n## [1.0.0] - 2026-01-01\n\n### Added\n\n- z\n\n\
             [unreleased]: u/1.1.0...HEAD\n[1.1.0]: u/1.0.0...1.1.0\n[1.0.0]: u/1.0.0\n",
        );
    }

    #[test]
    fn a_hotfix_comes_into_a_release_that_has_no_section_yet() {
        assert_merged(
            "# Changelog\n\n## 1.0.0 (2026-01-01)\n\n* z\n",
            "# Changelog\n\n## Unreleased\n\n* new\n\n## 1.0.0 (2026-01-01)\n\n* z\n",
            "# Changelog\n\n## 1.0.1 (2026-01-09)\n\n* fix\n\n## 1.0.0 (2026-01-01)\n\n* z\n",
            "# Changelog\n\n## Unreleased\n\n* new\n\n## 1.0.1 (2026-01-09)\n\n* fix\n\n\
             ## 1.0.0 (2026-01-01)\n\n* z\n",
        );
    }

    #[test]
    fn a_hotfix_comes_below_a_candidate_of_the_next_release() {
        for heading in
            ["## [V] - 2026-01-02", "## V (2026-01-02)", "# vV", "# [V](u) (2026-01-02)", "V\n---"]
        {
            let section = |version: &str, entry: &str| {
                format!("{}\n\n- {entry}\n\n", heading.replace('V', version))
            };
            let base = section("1.0.0", "z");
            let ours = [section("1.1.0-rc.1", "new"), base.clone()].concat();
            let theirs = [section("1.0.1", "fix"), base.clone()].concat();
            let merged = [&section("1.1.0-rc.1", "new"), &section("1.0.1", "fix"), &*base].concat();
            assert_merged(&base, &ours, &theirs, &merged);
            assert_merged(&base, &theirs, &ours, &merged);
        }
    }

    #[test]
    fn both_sides_may_release_at_the_same_place() {
        let base = "# C\n\n## [1.0.0]\n- z\n\n[1.0.0]: z\n";
        assert_merged(
            base,
            "# C\n\n## [2.0.0]\n- b\n\n## [1.0.0]\n- z\n\n[2.0.0]: b\n[1.0.0]: z\n",
            "# C\n\n## [1.1.0]\n- a\n\n## [1.0.0]\n- z\n\n[1.1.0]: a\n[1.0.0]: z\n",
            "# C\n\n## [2.0.0]\n- b\n\n## [1.1.0]\n- a\n\n## [1.0.0]\n- z\n\n[2.0.0]: b\n[1.1.0]: a\n[1.0.0]: z\n",
        );
    }

    #[test]
    fn a_changelog_may_begin_on_both_sides() {
        assert_merged(
            "",
            "# C\n\n## 1.1.0\n\n- b\n\n[1.1.0]: b\n",
            "# C\r\n\r\n## 1.0.0\r\n\r\n- a\r\n",
            "# C\n\n## 1.1.0\n\n- b\n\n## 1.0.0\n\n- a\n\n[1.1.0]: b\n",
        );
        assert_eq!(merge("", "# C\n\n## 1.0.0\n", "# D\n\n## 1.1.0\n"), None);
    }

    #[test]
    fn the_oldest_may_come_first() {
        assert_merged(
            "## 1.0.0\n- a\n",
            "## 1.0.0\n- a\n\n## 1.2.0\n- c\n",
            "## 1.0.0\n- a\n\n## 1.1.0\n- b\n",
            "## 1.0.0\n- a\n\n## 1.1.0\n- b\n\n## 1.2.0\n- c\n",
        );
    }

    #[test]
    fn added_entries_of_a_release_are_united() {
        assert_merged(
            "## 1.0.0\n\n### Fixed\n\n- a\n\n## 0.9.0\n",
            "## 1.0.0\n\n### Fixed\n\n- a\n- b\n\n## 0.9.0\n",
            "## 1.0.0\n\n### Added\n\n- n\n\n### Fixed\n\n- a\n- c\n\n## 0.9.0\n",
            "## 1.0.0\n\n### Added\n\n- n\n\n### Fixed\n\n- a\n- b\n- c\n\n## 0.9.0\n",
        );
        assert_merged(
            "## 1.0.0\n\n- a\n",
            "## 1.0.0\n\n- a\n- b\n",
            "## 1.0.0\n\n- a\n- c\n",
            "## 1.0.0\n\n- a\n- b\n- c\n",
        );
        assert_merged(
            "",
            "## 1.0.0\n- a\n- b\n",
            "## 1.0.0\n- c\n- a\n",
            "## 1.0.0\n- a\n- b\n- c\n",
        );
    }

    #[test]
    fn changes_of_a_release_that_lie_apart_meet() {
        let base = "## 1.0.0\n\n- a\n- b\n- c\n\n## 0.9.0\n";
        assert_merged(
            base,
            &base.replace("- a", "- A"),
            &base.replace("- c\n", ""),
            "## 1.0.0\n\n- A\n- b\n\n## 0.9.0\n",
        );
    }

    #[test]
    fn what_both_sides_changed_is_left_to_a_person() {
        let base = "# C\n\n## 1.1.0 - 2026-01-01\n\n- a\n\n## 1.0.0\n- z\n\n[1.1.0]: x\n";
        for (ours, theirs) in [
            (base.replace("- a", "- A"), base.replace("- a", "- a!")),
            (base.replace("- a", "- A"), base.replace("## 1.1.0 - 2026-01-01\n\n- a\n\n", "")),
            (base.replace("2026-01-01", "2026-01-02"), base.replace("2026-01-01", "2026-01-03")),
            (base.replace("# C", "# D"), base.replace("# C", "# E")),
            (base.replace(": x", ": y"), base.replace(": x", ": z")),
            (base.replace(": x", ": y"), base.replace("[1.1.0]: x\n", "")),
            (base.replace("- a\n", "- a\n- b\n"), base.replace("- a\n", "- A\n")),
        ] {
            assert_eq!(merge(base, &ours, &theirs), None, "{ours}\n{theirs}");
            assert_eq!(merge(base, &theirs, &ours), None, "{ours}\n{theirs}");
        }
    }

    #[test]
    fn a_section_that_one_side_took_out_stays_out() {
        let base = "# C\n\n## 1.1.0-rc.1\n\n- b\n\n## 1.0.0\n\n- a\n";
        assert_merged(
            base,
            &base.replace("# C\n\n", "# C\n\n## 1.2.0-rc.1\n\n- c\n\n"),
            "# C\n\n## 1.1.0\n\n- b\n\n## 1.0.0\n\n- a\n",
            "# C\n\n## 1.2.0-rc.1\n\n- c\n\n## 1.1.0\n\n- b\n\n## 1.0.0\n\n- a\n",
        );
    }

    #[test]
    fn unreleased_may_have_become_the_release() {
        let base = "# C\n\n## Unreleased\n\n- a\n\n## 1.0.0\n\n- z\n";
        let released = "# C\n\n## 1.1.0\n\n- a\n\n## 1.0.0\n\n- z\n";
        assert_merged(
            base,
            &base.replace("- a\n", "- a\n- b\n"),
            released,
            "# C\n\n## Unreleased\n\n- b\n\n## 1.1.0\n\n- a\n\n## 1.0.0\n\n- z\n",
        );
        assert_merged(
            base,
            &base.replace("## 1.0.0", "## 1.0.1\n\n- y\n\n## 1.0.0"),
            released,
            "# C\n\n## 1.1.0\n\n- a\n\n## 1.0.1\n\n- y\n\n## 1.0.0\n\n- z\n",
        );
    }

    #[test]
    fn an_entry_that_the_other_side_has_released_meanwhile_goes() {
        let base = "## Unreleased\n\n## 1.0.0\n- z\n";
        assert_merged(
            base,
            "## Unreleased\n\n- fix\n- new\n\n## 1.0.0\n- z\n",
            "## Unreleased\n\n## 1.0.1\n\n- fix\n\n## 1.0.0\n- z\n",
            "## Unreleased\n\n- new\n\n## 1.0.1\n\n- fix\n\n## 1.0.0\n- z\n",
        );
    }

    #[test]
    fn an_entry_that_both_sides_reworded_is_left_to_a_person() {
        let base = "## Unreleased\n- a\n- b\n\n## 1.0.0\n";
        let reworded = base.replace("- a", "- A");
        assert_eq!(merge(base, &reworded, &base.replace("- a\n", "- a!\n")), None);
        assert_eq!(merge(base, &reworded, &base.replace("- a\n", "")), None);
        let released = "## Unreleased\n- b\n\n## 1.1.0\n- a\n\n## 1.0.0\n";
        assert_eq!(merge(base, &reworded, released), None);
        assert_merged(
            base,
            &base.replace("- b", "- b\n- c"),
            &reworded,
            "## Unreleased\n- A\n- b\n- c\n\n## 1.0.0\n",
        );
    }

    #[test]
    fn prose_of_one_side_and_entries_of_the_other_meet() {
        let base = "## Unreleased\n\nSoon.\n\n- a\n\n## 1.0.0\n";
        let prose = base.replace("Soon.", "Tomorrow.\n\nReally.").replace("- a\n", "- a\n- b\n");
        let entries = base.replace("- a\n", "- a\n- c\n");
        let merged = prose.replace("- b\n", "- b\n- c\n");
        assert_merged(base, &prose, &entries, &merged);
        assert_merged(base, &entries, &prose, &merged);
    }

    #[test]
    fn the_link_of_unreleased_follows_the_newest_release() {
        let base = "## [1.0.0]\n\n[Unreleased]: u/1.0.0...HEAD\n[1.0.0]: z\n";
        let with = |version: &str| {
            let text = base.replace("1.0.0...", &format!("{version}..."));
            format!("## [{version}]\n- {version}\n\n{text}")
        };
        let merged = "## [1.1.0-rc.1]\n- 1.1.0-rc.1\n\n## [1.0.1]\n- 1.0.1\n\n## [1.0.0]\n\n\
            [Unreleased]: u/1.1.0-rc.1...HEAD\n[1.0.0]: z\n";
        assert_merged(base, &with("1.1.0-rc.1"), &with("1.0.1"), merged);
        assert_merged(base, &with("1.0.1"), &with("1.1.0-rc.1"), merged);
    }

    #[test]
    fn links_come_go_and_change_on_one_side() {
        assert_merged(
            "## 1.0.0\n\n[a]: 1\n[b]: 2\n[c]: 3\n<!-- end -->\n",
            "## 1.0.0\n\n[a]: 1\n[B]: 2\n[c]: 4\n[d]: 5\n<!-- end -->\n",
            "## 1.0.0\n\n[a]: 9\n[c]: 3\n[e]: 6\n<!-- end -->\n",
            "## 1.0.0\n\n[a]: 9\n[c]: 4\n[d]: 5\n[e]: 6\n<!-- end -->\n",
        );
    }

    #[test]
    fn other_headings_stay_below_what_they_follow() {
        assert_merged(
            "## 1.1.0\n- b\n\n## 1.0.0\n- a\n",
            "## 1.2.0\n- c\n\n## 1.1.0\n- b\n\n## 1.0.0\n- a\n",
            "## 1.1.0\n- b\n\n## Upgrading\nText.\n\n## 1.0.0\n- a\n",
            "## 1.2.0\n- c\n\n## 1.1.0\n- b\n\n## Upgrading\nText.\n\n## 1.0.0\n- a\n",
        );
    }

    #[test]
    fn a_release_that_is_told_twice_is_merged_by_lines() {
        let base = "## 1.1.0\n- b\n\n## 1.0.0\n- a\n\n## 1.0.0\n- z\n";
        let (ours, theirs) = (base.replace("- b", "- B"), base.replace("- z", "- Z"));
        assert_merged(base, &ours, &theirs, &ours.replace("- z", "- Z"));
        assert_eq!(merge(base, &ours, &base.replace("- b", "- c")), None);
    }

    #[test]
    fn a_release_that_another_would_swallow_is_left_to_a_person() {
        let (base, older) = ("### 1.0.0\n- a\n", "\n### 0.9.0\n- z\n");
        let ours = [base, older].concat();
        assert_eq!(merge(base, &ours, "# 1.1.0\n- b\n\n### 1.0.0\n- a\n"), None);
    }

    #[test]
    fn line_ends_mark_and_last_line_are_those_of_ours() {
        assert_merged(
            "# C\n\n## 1.0.0\n- a\n",
            "\u{feff}# C\r\n\r\n## 1.1.0\r\n- b\n\r\n## 1.0.0\r\n- a",
            "# C\n\n## 1.0.1\n- c\n\n## 1.0.0\n- a\n",
            "\u{feff}# C\r\n\r\n## 1.1.0\r\n- b\n\r\n## 1.0.1\r\n- c\r\n\r\n## 1.0.0\r\n- a",
        );
        assert_merged("a\n", "\u{feff}a\r\n", "b\nc", "\u{feff}b\r\nc");
    }

    /// Lines as people write them into changelogs, well-formed or not.
    fn line() -> impl Strategy<Value = String> {
        let fixed =
            |lines: &'static [&'static str]| prop::sample::select(lines).prop_map(str::to_owned);
        prop_oneof![
            4 => fixed(&["", "", "- a", "- b", "* c", " - d", "  more", "- ", "prose", "\ttab"]),
            2 => fixed(&["### Added", "### Fixed", "## Notes", "# Changelog", "Added\n---"]),
            2 => (0_u8..3, 0_u8..3).prop_map(|(a, b)| format!("## [{a}.{b}.0] - 2026-01-01")),
            1 => fixed(&["## Unreleased", "# v2.0.0", "1.0.0\n---", "## a@1.0.0", "## 1.2.3.4"]),
            1 => fixed(&["[unreleased]: u", "[1.0.0]: v", "[1.0.0]: w", "[x]: y", "[1.1.0]:\tz "]),
            1 => fixed(&["```", "<!--", "-->", "<!-- x -->", "---", "===", "> q",
                "<a name=\"1\"></a>", "    code", "é", "\r"]),
        ]
    }

    fn text() -> impl Strategy<Value = String> {
        let eol = prop_oneof![4 => Just("\n"), 1 => Just("\r\n")];
        let lines = prop::collection::vec((line(), eol), 0..16);
        (lines, prop::bool::ANY, prop::bool::weighted(0.1)).prop_map(|(lines, ends, bom)| {
            let mut text: String =
                lines.into_iter().flat_map(|(l, eol)| [l, eol.to_owned()]).collect();
            if !ends {
                text.truncate(text.trim_end_matches(['\r', '\n']).len());
            }
            if bom { format!("\u{feff}{text}") } else { text }
        })
    }

    /// A text and what two sides have made of it by putting in, taking out and replacing lines.
    fn texts() -> impl Strategy<Value = [String; 3]> {
        let edits = || prop::collection::vec((0_usize..16, 0_usize..3, line()), 0..4);
        (text(), edits(), edits()).prop_map(|(base, ours, theirs)| {
            let edited = |edits: Vec<(usize, usize, String)>| {
                let mut lines: Vec<String> =
                    base.split_inclusive('\n').map(str::to_owned).collect();
                for (at, gone, new) in edits {
                    let from = at.min(lines.len());
                    let to = (from + gone).min(lines.len());
                    lines.splice(from..to, [new + "\n"]);
                }
                lines.concat()
            };
            [base.clone(), edited(ours), edited(theirs)]
        })
    }

    type Groups = BTreeMap<&'static str, BTreeSet<u8>>;

    /// A changelog as tools keep it.
    #[derive(Clone, Debug, Default)]
    struct Log {
        unreleased: Groups,
        releases: BTreeMap<&'static str, Groups>,
    }

    /// From the highest; a letter has no other meaning than their order.
    const RELEASES: [&str; 6] = ["2.0.0", "1.1.0", "1.1.0-rc.1", "1.0.2", "1.0.1", "1.0.0"];
    const GROUPS: [&str; 3] = ["Added", "Changed", "Fixed"];

    impl Log {
        fn text(&self, style: &str) -> String {
            let mut text = "# Log of changes\n\n".to_owned();
            let mut links = String::new();
            let has_links = style.contains('[');
            let groups = |groups: &Groups| -> String {
                let shown = |(title, entries): (&&str, &BTreeSet<u8>)| {
                    let entries: Vec<String> =
                        entries.iter().map(|entry| format!("- e{entry}\n")).collect();
                    let entries = entries.concat();
                    format!("### {title}\n\n{entries}\n")
                };
                groups.iter().filter(|(_, entries)| !entries.is_empty()).map(shown).collect()
            };
            text.extend(["## [Unreleased]\n\n", &groups(&self.unreleased)]);
            let newest = RELEASES.iter().find(|version| self.releases.contains_key(*version));
            if let Some(newest) = newest.filter(|_| has_links) {
                links.extend(["[unreleased]: u/", newest, "...HEAD\n"]);
            }
            for version in RELEASES {
                let Some(entries) = self.releases.get(version) else { continue };
                text.extend([&style.replace('V', version), "\n\n", &groups(entries)]);
                if has_links {
                    links.extend(["[", version, "]: u/", version, "\n"]);
                }
            }
            text + &links
        }

        fn all(&self) -> BTreeSet<u8> {
            let groups = self.releases.values().chain([&self.unreleased]);
            groups.flat_map(|groups| groups.values().flatten().copied()).collect()
        }
    }

    #[derive(Clone, Debug)]
    enum Event {
        Add(usize, u8),
        Release(usize),
        Hotfix(usize, u8),
        Extend(usize, usize, u8),
        Withdraw(usize),
    }

    fn event(entries: std::ops::Range<u8>) -> impl Strategy<Value = Event> {
        let entry = || entries.clone();
        prop_oneof![
            4 => (0_usize..3, entry()).prop_map(|(group, entry)| Event::Add(group, entry)),
            1 => (0_usize..6).prop_map(Event::Release),
            2 => (0_usize..6, entry()).prop_map(|(version, entry)| Event::Hotfix(version, entry)),
            1 => (0_usize..6, 0_usize..3, entry()).prop_map(|(v, g, e)| Event::Extend(v, g, e)),
            1 => (0_usize..6).prop_map(Event::Withdraw),
        ]
    }

    fn happened(mut log: Log, events: Vec<Event>) -> Log {
        for event in events {
            match event {
                Event::Add(group, entry) if !log.all().contains(&entry) => {
                    log.unreleased.entry(GROUPS[group]).or_default().insert(entry);
                }
                Event::Release(at) if !log.releases.contains_key(RELEASES[at]) => {
                    let released = std::mem::take(&mut log.unreleased);
                    log.releases.insert(RELEASES[at], released);
                }
                Event::Hotfix(at, entry) if !log.releases.contains_key(RELEASES[at]) => {
                    let fixed = BTreeMap::from([("Fixed", BTreeSet::from([entry]))]);
                    log.releases.insert(RELEASES[at], fixed);
                }
                Event::Extend(at, group, entry) if !log.all().contains(&entry) => {
                    if let Some(release) = log.releases.get_mut(RELEASES[at]) {
                        release.entry(GROUPS[group]).or_default().insert(entry);
                    }
                }
                Event::Withdraw(at) => {
                    log.releases.remove(RELEASES[at]);
                }
                _ => {}
            }
        }
        log
    }

    /// A changelog and what two sides have made of it, in one style.
    fn logs() -> impl Strategy<Value = [String; 3]> {
        let style = prop::sample::select(
            &["## [V] - 2026-01-02", "## V (2026-01-02)", "## vV", "## [V](u) (2026-01-02)"][..],
        );
        let events = |entries| prop::collection::vec(event(entries), 0..6);
        (style, events(0..8), events(4..16), events(4..16)).prop_map(|(style, b, o, t)| {
            let base = happened(Log::default(), b);
            let (ours, theirs) = (happened(base.clone(), o), happened(base.clone(), t));
            [base, ours, theirs].map(|log| log.text(style))
        })
    }

    fn releases(text: &str) -> Vec<String> {
        let document = Document::parse(text);
        let names = document.sections.iter().filter_map(|section| section.name.as_ref());
        names.map(ToString::to_string).collect()
    }

    /// Returns the entries of each section.
    fn contents(text: &str) -> BTreeMap<String, BTreeSet<String>> {
        let document = Document::parse(text);
        let section = |section: &super::Section| {
            let name = section.name.as_ref().map(ToString::to_string);
            (name.unwrap_or_default(), entries::texts(section.text).into_iter().collect())
        };
        document.sections.iter().map(section).collect()
    }

    fn plain(text: &str) -> String {
        text.trim_start_matches('\u{feff}').replace('\r', "")
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

        #[test]
        fn what_one_side_left_alone_is_as_the_other_has_it([base, side, _] in texts(), other in text()) {
            for (base, side) in [(&base, &side), (&base, &other)] {
                assert_eq!(merge(base, side, base).as_ref(), Some(side));
                assert_eq!(merge(base, side, side).as_ref(), Some(side));
                assert_eq!(merge(base, base, side).map(|text| plain(&text)), Some(plain(side)));
            }
        }

        #[test]
        fn any_texts_merge_or_clash([base, ours, theirs] in texts(), any in "\\PC{0,20}") {
            for theirs in [&theirs, &any] {
                if let Some(merged) = merge(&base, &ours, theirs) {
                    assert_eq!(merged.starts_with('\u{feff}'), ours.starts_with('\u{feff}'));
                }
            }
        }

        #[test]
        fn no_heading_is_lost_or_told_twice([base, ours, theirs] in texts()) {
            let [base, ours, theirs] = [base, ours, theirs].map(|text| plain(&text) + "\n");
            let sides = super::Sides {
                base: Document::parse(&base),
                ours: Document::parse(&ours),
                theirs: Document::parse(&theirs),
                eol: "\n",
            };
            let Some(merged) = merge(&base, &ours, &theirs) else { return Ok(()) };
            if !sides.are_unambiguous() || [&ours, &theirs].contains(&&merged) {
                return Ok(());
            }
            let merged = Document::parse(&merged);
            let is_in = |document: &Document, section| super::find(document, section).is_some();
            for section in sides.ours.sections.iter().chain(&sides.theirs.sections) {
                let is_out = is_in(&sides.base, section)
                    && !(is_in(&sides.ours, section) && is_in(&sides.theirs, section));
                let count = merged.sections.iter().filter(|it| super::is_same(it, section)).count();
                assert!(count == 1 || is_out, "{section:?} in {merged:?}");
            }
        }

        #[test]
        fn no_release_is_lost_or_told_twice([base, ours, theirs] in logs()) {
            let Some(merged) = merge(&base, &ours, &theirs) else { return Ok(()) };
            let [base, ours, theirs, merged] = [&base, &ours, &theirs, &merged].map(|t| releases(t));
            let is_out = |name: &String| {
                base.contains(name) && !(ours.contains(name) && theirs.contains(name))
            };
            let expected: Vec<String> = ["Unreleased"].iter().chain(&RELEASES)
                .map(|name| (*name).to_owned())
                .filter(|name| (ours.contains(name) || theirs.contains(name)) && !is_out(name))
                .collect();
            assert_eq!(merged, expected);
        }

        #[test]
        fn no_entry_is_lost_or_told_twice([base, ours, theirs] in logs()) {
            let Some(merged) = merge(&base, &ours, &theirs) else { return Ok(()) };
            let [base, ours, theirs, found] = [&base, &ours, &theirs, &merged].map(|t| contents(t));
            for (name, entries) in &found {
                let [base, ours, theirs] = [&base, &ours, &theirs]
                    .map(|side| side.get(name).cloned().unwrap_or_default());
                let is_expected = |entry: &&String| {
                    !base.contains(*entry) || (ours.contains(*entry) && theirs.contains(*entry))
                };
                let mut expected: BTreeSet<String> =
                    ours.union(&theirs).filter(is_expected).cloned().collect();
                if name == "Unreleased" {
                    let elsewhere: BTreeSet<String> = found.iter()
                        .filter(|(name, _)| *name != "Unreleased")
                        .flat_map(|(_, entries)| entries.clone()).collect();
                    let kept = |entry: &String| entries.contains(entry) || !elsewhere.contains(entry);
                    expected.retain(kept);
                }
                assert_eq!(entries, &expected, "{name}");
            }
            let count: usize = Document::parse(&merged).sections.iter()
                .map(|section| entries::texts(section.text).len()).sum();
            assert_eq!(count, found.values().map(BTreeSet::len).sum::<usize>(), "{merged}");
        }

        #[test]
        fn the_sides_may_change_places([base, ours, theirs] in logs()) {
            let (one, other) = (merge(&base, &ours, &theirs), merge(&base, &theirs, &ours));
            assert_eq!(one.as_deref().map(contents), other.as_deref().map(contents));
        }

        #[test]
        fn merging_again_changes_no_entry([base, ours, theirs] in logs()) {
            let Some(merged) = merge(&base, &ours, &theirs) else { return Ok(()) };
            // With the old base, an entry that theirs took out may look reworded now.
            if let Some(again) = merge(&base, &merged, &theirs) {
                assert_eq!(contents(&again), contents(&merged));
            }
        }
    }
}
