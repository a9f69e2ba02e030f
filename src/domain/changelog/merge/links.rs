//! The end of a changelog, changed on two sides: its link reference definitions, united by label.

use std::cmp::Ordering;
use std::collections::HashMap;

use crate::domain::changelog::document::blocks::{Blocks, Kind};
use crate::domain::changelog::document::definitions::{Definition, with_added};
use crate::domain::changelog::document::heading::SectionName;
use crate::domain::changelog::merge::section::Clash;

/// The tail of a document on all sides.
pub(super) struct Tails<'t> {
    pub(super) base: &'t str,
    pub(super) ours: &'t str,
    pub(super) theirs: &'t str,
}

/// How definitions are put in, and which are right where both sides changed one.
pub(super) struct Form<'t> {
    /// Whether the newest release stands last.
    pub(super) is_oldest_first: bool,
    /// The line end.
    pub(super) eol: &'t str,
    /// How the newest release of ours stands to that of theirs: `[unreleased]` is what came after.
    pub(super) newest: Ordering,
}

/// A tail after a merge.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Tail {
    /// The definitions, where there was none before.
    pub(super) first: String,
    /// What stood there already, with the definitions that joined it.
    pub(super) rest: String,
}

/// Unites the definitions of both sides.
///
/// # Errors
/// Both sides gave a label another address, or both changed what stands around the definitions.
pub(super) fn merge(tails: &Tails, form: &Form) -> Result<Tail, Clash> {
    let of_base = frame(tails.base);
    let (of_ours, of_theirs) = (frame(tails.ours), frame(tails.theirs));
    let (side, other, newest) = if of_theirs == of_base || of_theirs == of_ours {
        (tails.ours, tails.theirs, form.newest)
    } else if of_ours == of_base {
        (tails.theirs, tails.ours, form.newest.reverse())
    } else {
        return Err(Clash);
    };
    let labels = Labels { base: by_label(tails.base), other: by_label(other), newest };
    let rest = labels.settled(side)?;
    let missing = labels.missing_in(side, other)?;
    let (is_oldest_first, eol) = (form.is_oldest_first, form.eol);
    if missing.is_empty() || !Definition::all(&rest).is_empty() {
        let rest = with_added(&rest, &missing, is_oldest_first, eol);
        return Ok(Tail { first: String::new(), rest });
    }
    Ok(Tail { first: with_added("", &missing, is_oldest_first, eol), rest })
}

/// Returns the lines that are no definition.
fn frame(tail: &str) -> Vec<&str> {
    let lines = Blocks::read(tail).lines.into_iter();
    let others = lines.filter(|line| !matches!(line.kind, Kind::Definition { .. } | Kind::Blank));
    others.map(|line| line.text.trim_end()).collect()
}

/// Returns the definitions by their labels; the first of a label counts (CommonMark §4.7).
fn by_label(tail: &str) -> HashMap<String, Definition<'_>> {
    let mut found = HashMap::new();
    for definition in Definition::all(tail) {
        found.entry(definition.folded_label()).or_insert(definition);
    }
    found
}

/// The definitions that those of a side are compared with.
struct Labels<'t> {
    base: HashMap<String, Definition<'t>>,
    other: HashMap<String, Definition<'t>>,
    /// How the newest release of the side stands to that of the other.
    newest: Ordering,
}

impl<'t> Labels<'t> {
    /// Returns the tail of a side with what the other changed and without what it took out.
    fn settled(&self, side: &str) -> Result<String, Clash> {
        let mut definitions = Definition::all(side).into_iter();
        let mut settled = String::new();
        for line in Blocks::read(side).lines {
            let found = matches!(line.kind, Kind::Definition { .. }).then(|| definitions.next());
            let Some(definition) = found.flatten() else {
                settled.push_str(line.text);
                continue;
            };
            if let Some(destination) = self.destination(&definition)? {
                // From the end: the label may hold the text of the destination too.
                let end = line.text.trim_end();
                let kept = end.strip_suffix(definition.destination).unwrap_or_default();
                let eol = line.text.get(end.len()..).unwrap_or_default();
                settled.extend([kept, destination, eol]);
            }
        }
        Ok(settled)
    }

    /// Returns where a definition of the side leads now; `None` where it is gone.
    fn destination<'d>(&'d self, side: &Definition<'d>) -> Result<Option<&'d str>, Clash> {
        let label = side.folded_label();
        let base = self.base.get(&label).map(|definition| definition.destination);
        let other = self.other.get(&label).map(|definition| definition.destination);
        if other == Some(side.destination) || other == base {
            return Ok(Some(side.destination));
        }
        if base == Some(side.destination) {
            return Ok(other);
        }
        let is_unreleased = side.release == Some(SectionName::Unreleased);
        match (other, self.newest) {
            (Some(_), Ordering::Greater) if is_unreleased => Ok(Some(side.destination)),
            (Some(other), Ordering::Less) if is_unreleased => Ok(Some(other)),
            _ => Err(Clash),
        }
    }

    /// Returns the definitions that the other side has added.
    fn missing_in(&self, side: &str, other: &'t str) -> Result<Vec<Definition<'t>>, Clash> {
        let known = by_label(side);
        let mut missing = Vec::new();
        for definition in Definition::all(other) {
            let label = definition.folded_label();
            let is_first = self.other.get(&label) == Some(&definition);
            if known.contains_key(&label) || !is_first {
                continue;
            }
            match self.base.get(&label) {
                None => missing.push(definition),
                Some(base) if base.destination == definition.destination => {}
                Some(_) => return Err(Clash),
            }
        }
        Ok(missing)
    }
}
