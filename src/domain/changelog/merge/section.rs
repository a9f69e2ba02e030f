//! One section of a changelog, changed on two sides.

use std::collections::{HashMap, HashSet};

use crate::domain::changelog::document::entries::{self, EntryText};
use crate::domain::changelog::merge::lines;

/// Both sides changed the same thing, and nothing tells which of them is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Clash;

/// A part of a document after a merge; `None` where it is gone.
pub(super) type Merged = Result<Option<String>, Clash>;

/// A section on all sides; `None` where a side does not have it. What is there ends with a line end
/// and without blank lines.
#[derive(Clone, Copy)]
pub(super) struct Versions<'s> {
    pub(super) base: Option<&'s str>,
    pub(super) ours: Option<&'s str>,
    pub(super) theirs: Option<&'s str>,
}

/// What the releases of both sides say.
pub(super) struct Releases {
    pub(super) ours: Told,
    pub(super) theirs: Told,
}

/// What the releases of a side say.
#[derive(Default)]
pub(super) struct Told {
    /// In those that the base has not.
    pub(super) anew: HashSet<EntryText>,
    /// In all of them.
    pub(super) ever: HashSet<EntryText>,
}

/// Merges the section of a release, or of anything else that is not Unreleased.
///
/// # Errors
/// Both sides changed it, and not only by adding entries or in lines that lie apart; or one changed
/// what the other took out.
pub(super) fn merge_release(section: Versions) -> Merged {
    let Versions { base, ours, theirs } = section;
    match (base, ours, theirs) {
        (_, None, None) => Ok(None),
        (None, Some(only), None) | (None, None, Some(only)) => Ok(Some(only.to_owned())),
        (Some(base), Some(left), None) | (Some(base), None, Some(left)) => {
            if lines::is_same(base, left) { Ok(None) } else { Err(Clash) }
        }
        (_, Some(ours), Some(theirs)) => {
            let change = Change { base: base.unwrap_or_default(), ours, theirs };
            change.merged(Entries::only_grew).map(Some)
        }
    }
}

/// Merges Unreleased, from which entries go when they are released.
///
/// # Errors
/// Both sides changed its prose, or one reworded an entry that the other reworded or took out.
pub(super) fn merge_unreleased(section: Versions, releases: &Releases) -> Merged {
    let Versions { base, ours, theirs } = section;
    let emptied = base.map(without_entries);
    let merged = match (base, ours, theirs) {
        (_, None, None) => return Ok(None),
        (None, Some(only), None) | (None, None, Some(only)) => only.to_owned(),
        _ => {
            let (base, emptied) =
                (base.unwrap_or_default(), emptied.as_deref().unwrap_or_default());
            let (ours, theirs) = (ours.unwrap_or(emptied), theirs.unwrap_or(emptied));
            Change { base, ours, theirs }.merged(|entries| !entries.are_reworded(releases))?
        }
    };
    let (in_ours, in_theirs) = (entries_of(ours), entries_of(theirs));
    let is_out = |entry: &str| {
        (releases.ours.anew.contains(entry) && !in_ours.contains(entry))
            || (releases.theirs.anew.contains(entry) && !in_theirs.contains(entry))
    };
    let rest = entries::without(&merged, is_out).unwrap_or(merged);
    let was_taken_out = ours.is_none() || theirs.is_none();
    let is_gone = was_taken_out && emptied.is_some_and(|emptied| lines::is_same(&emptied, &rest));
    Ok((!is_gone).then_some(rest))
}

fn without_entries(section: &str) -> String {
    entries::without(section, |_| true).unwrap_or_else(|| section.to_owned())
}

fn entries_of(section: Option<&str>) -> HashSet<EntryText> {
    entries::texts(section.unwrap_or_default()).into_iter().collect()
}

/// A section that both sides have.
#[derive(Clone, Copy)]
struct Change<'s> {
    base: &'s str,
    ours: &'s str,
    theirs: &'s str,
}

impl Change<'_> {
    /// Merges by lines, which keeps entries where they were put, else by entries where they may be.
    fn merged(self, may_go_by_entries: impl Fn(&Entries) -> bool) -> Result<String, Clash> {
        let Self { base, ours, theirs } = self;
        if lines::is_same(ours, theirs) || lines::is_same(base, theirs) {
            return Ok(ours.to_owned());
        }
        if lines::is_same(base, ours) {
            return Ok(theirs.to_owned());
        }
        let entries = Entries::of(self);
        let by_lines = lines::merge(base, ours, theirs).filter(|text| entries.are_right_in(text));
        let by_entries = || may_go_by_entries(&entries).then(|| self.by_entries(&entries))?;
        by_lines.or_else(by_entries).ok_or(Clash)
    }

    /// Puts the entries of both sides into the side that changed what stands around them.
    fn by_entries(self, entries: &Entries) -> Option<String> {
        let Self { base, ours, theirs } = self;
        let frame = |section| frame(section, |entry| entries.are_everywhere(entry));
        let (of_base, of_ours, of_theirs) = (frame(base), frame(ours), frame(theirs));
        let (side, other) = if of_theirs == of_base || of_theirs == of_ours {
            (ours, theirs)
        } else if of_ours == of_base {
            (theirs, ours)
        } else {
            return None;
        };
        let rest = entries::without(side, |entry| !entries.stays(entry));
        let rest = rest.as_deref().unwrap_or(side);
        let news = entries::without(other, |entry| entries.base.contains_key(entry));
        let merged = entries::with(rest, news.as_deref().unwrap_or(other));
        Some(merged.unwrap_or_else(|| rest.to_owned()))
    }
}

/// Returns the lines of a section without the entries that came or went on a side.
fn frame(section: &str, is_everywhere: impl Fn(&str) -> bool) -> Vec<String> {
    let rest = entries::without(section, |entry| !is_everywhere(entry));
    let lines = rest.as_deref().unwrap_or(section).lines().map(str::trim_end);
    lines.filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

/// How often each entry stands in a section.
type Counts = HashMap<EntryText, usize>;

/// The entries of a section on all sides.
struct Entries {
    base: Counts,
    ours: Counts,
    theirs: Counts,
}

impl Entries {
    fn of(section: Change) -> Self {
        Self {
            base: counts(section.base),
            ours: counts(section.ours),
            theirs: counts(section.theirs),
        }
    }

    fn are_everywhere(&self, entry: &str) -> bool {
        [&self.base, &self.ours, &self.theirs].iter().all(|side| side.contains_key(entry))
    }

    /// Whether an entry of a side is none of those that the other side took out.
    fn stays(&self, entry: &str) -> bool {
        !self.base.contains_key(entry) || self.are_everywhere(entry)
    }

    /// Whether no side took an entry out.
    fn only_grew(&self) -> bool {
        self.base.keys().all(|entry| self.are_everywhere(entry))
    }

    /// Whether a text has each entry that it should have, and none more often than a side.
    fn are_right_in(&self, text: &str) -> bool {
        let found = counts(text);
        let known = || self.ours.keys().chain(self.theirs.keys());
        let most = |entry: &str| self.ours.get(entry).max(self.theirs.get(entry));
        known().all(|entry| found.contains_key(entry) == self.stays(entry))
            && found.iter().all(|(entry, count)| Some(count) <= most(entry))
    }

    /// Whether a side seems to have put an entry into other words that the other side does not have
    /// any more: it is gone without being released, and there are new ones. Which of them takes its
    /// place cannot be known.
    fn are_reworded(&self, releases: &Releases) -> bool {
        let is_news = |entry: &EntryText, unreleased: &Counts, told: &Told| {
            !self.base.contains_key(entry)
                && !unreleased.contains_key(entry)
                && !told.ever.contains(entry)
        };
        let ours_has_news =
            self.ours.keys().any(|entry| is_news(entry, &self.theirs, &releases.theirs));
        let theirs_has_news =
            self.theirs.keys().any(|entry| is_news(entry, &self.ours, &releases.ours));
        let mut gone = self
            .base
            .keys()
            .filter(|entry| !self.ours.contains_key(*entry) && !self.theirs.contains_key(*entry));
        gone.any(|entry| {
            (ours_has_news && !releases.ours.ever.contains(entry))
                || (theirs_has_news && !releases.theirs.ever.contains(entry))
        })
    }
}

fn counts(section: &str) -> Counts {
    let mut counts = Counts::new();
    for entry in entries::texts(section) {
        *counts.entry(entry).or_default() += 1;
    }
    counts
}
