//! Which fields of a JSON, TOML or YAML document are meant: a `JSONPath` without its computations.
//!
//! ```
//! use semflow::domain::manifest::path::{FieldPath, Segment};
//! let path = FieldPath::parse("$.packages..version").unwrap();
//! let at = [Segment::key("packages"), Segment::key("packages/a"), Segment::key("version")];
//! assert!(path.matches(&at));
//! ```

use std::fmt;
use std::ops::Range;

use crate::domain::manifest::path_reader::PathReader;
use crate::failure::Result;

/// One step on the way from the root of a document to a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Segment {
    /// Into the value of a key.
    Key(String),
    /// Into an item of a list, counted from 0.
    Index(usize),
}

impl Segment {
    /// Returns the step into the value of a key.
    pub fn key(name: &str) -> Self {
        Self::Key(name.to_owned())
    }
}

/// A value of a document that holds no others, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leaf {
    /// The way to it from the root.
    pub at: Vec<Segment>,
    /// Its bytes, without quotes.
    pub span: Range<usize>,
    /// What it says, escapes resolved.
    pub text: String,
    /// Whether it is a string; a number, for one, is none.
    pub is_string: bool,
}

impl Leaf {
    /// Returns the key of the step with this number, if it is one into a key.
    pub fn key(&self, step: usize) -> Option<&str> {
        match self.at.get(step)? {
            Segment::Key(key) => Some(key),
            Segment::Index(_) => None,
        }
    }
}

/// A step of a `FieldPath`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// Into this key or item: `.a`, `['a b']`, `[0]`.
    Into(Segment),
    /// Into every key and item: `.*`, `[*]`.
    Any,
    /// To the value itself and everything below it: `..`.
    Below,
    /// Into each item in which a field has a value: `[?(@.name=='x')]`.
    Where {
        /// The field, from the item.
        field: Vec<Segment>,
        /// What it says.
        value: String,
    },
}

/// Which fields of a document are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldPath {
    written: String,
    steps: Vec<Step>,
}

impl FieldPath {
    /// Returns the path that a text writes: `$.a.b`, `$['a b']`, `$.a[0]`, `$.a[*]`, `$..version`,
    /// `$.package[?(@.name=='x')].version`, or keys with dots between them alone: `a.b`.
    ///
    /// # Errors
    /// When the text is no such path.
    pub fn parse(written: &str) -> Result<Self> {
        let steps = PathReader::new(written).steps()?;
        Ok(Self { written: written.to_owned(), steps })
    }

    /// Whether the value at this place is meant. Steps that look into a value (`Where`) take any
    /// here; `select` knows better.
    pub fn matches(&self, at: &[Segment]) -> bool {
        leads(&self.steps, at, &[], 0)
    }

    /// Returns those of all values of a document that are meant, in their order.
    pub fn select<'a>(&self, leaves: &'a [Leaf]) -> Vec<&'a Leaf> {
        leaves.iter().filter(|leaf| leads(&self.steps, &leaf.at, leaves, 0)).collect()
    }

    /// Whether the path may mean several values.
    pub fn is_plural(&self) -> bool {
        self.steps.iter().any(|step| matches!(step, Step::Any | Step::Below))
    }
}

impl fmt::Display for FieldPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

/// Whether the steps lead to `at`, of which `done` segments are gone already.
fn leads(steps: &[Step], at: &[Segment], leaves: &[Leaf], done: usize) -> bool {
    let Some((step, later)) = steps.split_first() else { return at.len() == done };
    if matches!(step, Step::Below) {
        return (done..at.len()).any(|from| leads(later, at, leaves, from));
    }
    let Some(segment) = at.get(done) else { return false };
    let enters = match step {
        Step::Into(wanted) => wanted == segment,
        Step::Where { field, value } => {
            at.get(..=done).is_some_and(|item| has(leaves, item, field, value))
        }
        Step::Any | Step::Below => true,
    };
    enters && leads(later, at, leaves, done + 1)
}

fn has(leaves: &[Leaf], item: &[Segment], field: &[Segment], value: &str) -> bool {
    leaves.is_empty()
        || leaves.iter().any(|leaf| leaf.at.strip_prefix(item) == Some(field) && leaf.text == value)
}

#[cfg(test)]
mod tests {
    use super::{FieldPath, Leaf, Segment};

    fn at(way: &str) -> Vec<Segment> {
        way.split(' ')
            .map(|part| part.parse().map_or_else(|_| Segment::key(part), Segment::Index))
            .collect()
    }

    fn means(path: &str, way: &str) -> bool {
        FieldPath::parse(path).unwrap().matches(&at(way))
    }

    #[test]
    fn a_path_means_what_jsonpath_says() {
        for (path, way) in [
            ("$.a.b", "a b"),
            ("a.b", "a b"),
            ("$['a']['b']", "a b"),
            ("$[\"a.c\"].b", "a.c b"),
            ("$.a[0]", "a 0"),
            ("$.a[*].v", "a 3 v"),
            ("$.a.*", "a b"),
            ("$.a.*", "a 0"),
            ("$..v", "v"),
            ("$..v", "a b v"),
            ("$.a..v", "a v"),
            ("$['dev-dependencies']..version", "dev-dependencies x version"),
            ("$..packages[0].v", "a packages 0 v"),
            ("$..*", "a 0"),
            ("$.it\\'s", "it\\'s"),
            ("$['it\\'s']", "it's"),
        ] {
            assert!(means(path, way), "{path} means {way}");
        }
    }

    #[test]
    fn a_path_means_nothing_else() {
        for (path, way) in [
            ("$.a.b", "a"),
            ("$.a.b", "a b c"),
            ("$.a", "b"),
            ("$.a[0]", "a 1"),
            ("$.a.*", "a b c"),
            ("$.a..v", "b v"),
            ("$..v", "v w"),
        ] {
            assert!(!means(path, way), "{path} does not mean {way}");
        }
    }

    #[test]
    fn an_item_is_chosen_by_what_it_says() {
        let leaf = |way, text: &str| Leaf {
            at: at(way),
            span: 0..0,
            text: text.to_owned(),
            is_string: true,
        };
        let leaves = [
            leaf("package 0 name", "x"),
            leaf("package 0 version", "1.0.0"),
            leaf("package 1 name", "y"),
            leaf("package 1 version", "2.0.0"),
        ];
        for written in
            ["$.package[?(@.name=='y')].version", "$.package[?(@.name.value == \"y\")].version"]
        {
            let selected = FieldPath::parse(written).unwrap().select(&leaves);
            assert_eq!(selected, [&leaves[3]], "{written}");
        }
    }

    #[test]
    fn what_is_no_path_is_an_error_with_its_place() {
        for (written, what) in [
            ("", "a field has no name"),
            ("$", "a field has no name"),
            ("$.", "a field has no name"),
            ("$.a.", "a field has no name"),
            ("$.a[", "`[` has no end"),
            ("$.a['b", "`[` has no end"),
            ("$.a[-1]", "`[-1]` is not understood"),
            ("$.a[1:2]", "`[1:2]` is not understood"),
            ("$.a[?(@.n>1)]", "`[?(@.n>1)]` is not understood"),
            ("$a", "`$` is followed by `a`"),
        ] {
            let failure = FieldPath::parse(written).unwrap_err();
            assert_eq!(failure.causes, [what], "{written}");
        }
    }
}
