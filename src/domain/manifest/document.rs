//! The values of a document, whatever its format, and the versions among them.

use std::fmt::Write;

use crate::domain::manifest::path::{FieldPath, Leaf, Segment};
use crate::domain::manifest::site::{Located, Unlocated, VersionSite};
use crate::domain::manifest::spelling::Spelling;
use crate::domain::manifest::token;

/// The values of a document that hold no others, in the order of the text.
#[derive(Clone, Debug, Default)]
pub struct Document {
    leaves: Vec<Leaf>,
}

impl Document {
    /// Returns the document of these values.
    pub fn new(mut leaves: Vec<Leaf>) -> Self {
        leaves.sort_by_key(|leaf| leaf.span.start);
        Self { leaves }
    }

    /// Returns all values.
    pub fn leaves(&self) -> &[Leaf] {
        &self.leaves
    }

    /// Returns what the field with these keys says, if it is there.
    pub fn says(&self, keys: &[&str]) -> Option<&str> {
        self.leaves.iter().find(|leaf| is_at(leaf, keys)).map(|leaf| leaf.text.as_str())
    }

    /// Returns the strings of the list with these keys.
    pub fn strings(&self, keys: &[&str]) -> Vec<&str> {
        let is_item =
            |leaf: &&Leaf| matches!(below(leaf, keys), Some([Segment::Index(_)])) && leaf.is_string;
        self.leaves.iter().filter(is_item).map(|leaf| leaf.text.as_str()).collect()
    }

    /// Whether there is anything at or below these keys.
    pub fn has(&self, keys: &[&str]) -> bool {
        self.leaves.iter().any(|leaf| starts_with(leaf, keys))
    }

    /// Returns the site of the field with these keys, if it is there: its whole value.
    ///
    /// # Errors
    /// When it is there twice, or is no string.
    pub fn site(
        &self,
        keys: &[&str],
        spelling: Spelling,
    ) -> Result<Option<VersionSite>, Unlocated> {
        let mut found = self.leaves.iter().filter(|leaf| is_at(leaf, keys));
        let Some(first) = found.next() else { return Ok(None) };
        if let Some(second) = found.next() {
            return Err(twice(second));
        }
        if !first.is_string {
            return Err(Unlocated::wrong(
                first.span.start,
                format!("`{}` is no string", field(first)),
                "put the version into quotes",
            ));
        }
        Ok(Some(site(first, spelling)))
    }

    /// Returns the values of each item of a list: of each `[[package]]`.
    pub fn items<'a>(&'a self, list: &str) -> impl Iterator<Item = Item<'a>> {
        let list = Segment::key(list);
        self.leaves
            .chunk_by(|one, other| one.at.get(..2) == other.at.get(..2))
            .filter(move |chunk| {
                chunk.first().is_some_and(|leaf| {
                    leaf.at.first() == Some(&list)
                        && matches!(leaf.at.get(1), Some(Segment::Index(_)))
                })
            })
            .map(|leaves| Item { leaves })
    }

    /// Returns the versions of the fields that a path means. Where it means several, those without
    /// a version are passed over.
    ///
    /// # Errors
    /// When there is no such field, or none that holds a version.
    pub fn located(&self, path: &FieldPath, spelling: Option<Spelling>) -> Located {
        let selected = path.select(&self.leaves);
        let Some(first) = selected.first() else { return Err(no_field(path)) };
        if let (false, Some(second)) = (path.is_plural(), selected.get(1)) {
            return Err(twice(second));
        }
        let sites: Vec<_> =
            selected.iter().filter_map(|leaf| site_within(leaf, spelling)).collect();
        if sites.is_empty() {
            return Err(Unlocated::wrong(
                first.span.start,
                format!("`{}` holds no version", field(first)),
                "write three numbers into it, or name another field",
            ));
        }
        Ok(sites)
    }
}

/// One item of a list.
#[derive(Clone, Copy, Debug)]
pub struct Item<'a> {
    /// The values in it.
    pub leaves: &'a [Leaf],
}

impl<'a> Item<'a> {
    /// Returns the value of a key.
    pub fn leaf(&self, keys: &[&str]) -> Option<&'a Leaf> {
        self.leaves.iter().find(|leaf| {
            leaf.at.get(2..).is_some_and(|rest| {
                rest.len() == keys.len() && rest.iter().zip(keys).all(|(at, key)| is_key(at, key))
            })
        })
    }

    /// Returns what the value of a key says.
    pub fn says(&self, keys: &[&str]) -> Option<&'a str> {
        self.leaf(keys).map(|leaf| leaf.text.as_str())
    }
}

/// Returns the site of a version that is the whole value.
pub fn site(leaf: &Leaf, spelling: Spelling) -> VersionSite {
    VersionSite { span: leaf.span.clone(), text: leaf.text.clone(), field: field(leaf), spelling }
}

/// Returns the site of the first version within a value. Without a spelling, the version itself
/// tells it.
pub fn site_within(leaf: &Leaf, spelling: Option<Spelling>) -> Option<VersionSite> {
    let text = leaf.text.as_str();
    let inner = token::site(text, 0..text.len(), &field(leaf), spelling)?;
    if inner.text == text {
        return Some(VersionSite { span: leaf.span.clone(), ..inner });
    }
    // With escapes in the text, its bytes are not those of the document.
    let start = leaf.span.start;
    let span = start + inner.span.start..start + inner.span.end;
    (text.len() == leaf.span.len()).then_some(VersionSite { span, ..inner })
}

/// Whether a value stands at these keys.
pub fn is_at(leaf: &Leaf, keys: &[&str]) -> bool {
    leaf.at.len() == keys.len() && starts_with(leaf, keys)
}

/// Whether a value stands at or below these keys.
pub fn starts_with(leaf: &Leaf, keys: &[&str]) -> bool {
    leaf.at.len() >= keys.len() && leaf.at.iter().zip(keys).all(|(at, key)| is_key(at, key))
}

/// Returns the way to a value from these keys on.
pub fn below<'a>(leaf: &'a Leaf, keys: &[&str]) -> Option<&'a [Segment]> {
    let mut way = leaf.at.as_slice();
    for key in keys {
        let (first, rest) = way.split_first()?;
        if !matches!(first, Segment::Key(name) if name == key) {
            return None;
        }
        way = rest;
    }
    Some(way)
}

fn is_key(segment: &Segment, key: &str) -> bool {
    matches!(segment, Segment::Key(name) if name == key)
}

/// Returns the name of the field that a value stands in: `packages["packages/a"].version`.
pub fn field(leaf: &Leaf) -> String {
    let mut name = String::new();
    for segment in &leaf.at {
        let written = match segment {
            Segment::Index(index) => write!(name, "[{index}]"),
            Segment::Key(key) if is_plain(key) && name.is_empty() => write!(name, "{key}"),
            Segment::Key(key) if is_plain(key) => write!(name, ".{key}"),
            Segment::Key(key) => write!(name, "[\"{key}\"]"),
        };
        debug_assert!(written.is_ok(), "a string takes all that is written into it");
    }
    name
}

fn is_plain(key: &str) -> bool {
    !key.is_empty()
        && key.chars().all(|character| character.is_alphanumeric() || "-_".contains(character))
}

fn twice(second: &Leaf) -> Unlocated {
    Unlocated::wrong(
        second.span.start,
        format!("`{}` is there twice", field(second)),
        "leave one of them: programs differ in which they read",
    )
}

fn no_field(path: &FieldPath) -> Unlocated {
    Unlocated::missing(
        format!("there is no field `{path}`"),
        "look at the spelling of each key, or add the field",
    )
}
