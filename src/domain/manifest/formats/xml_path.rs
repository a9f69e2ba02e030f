//! Which fields of an XML document are meant: an `XPath` without its
//! computations.

use std::fmt;
use std::ops::Range;

use crate::domain::manifest::formats::xml::{Document, Element};
use crate::failure::{Failure, Result};

/// Which fields of an XML document are meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct XmlPath {
    written: String,
    steps: Vec<Step>,
    /// The attribute that is meant, and not the text.
    attribute: Option<String>,
}

/// A step to an element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Step {
    /// Whether it may lie anywhere below.
    below: bool,
    /// `*` for any; without a prefix, those with one count as well.
    name: String,
    conditions: Vec<Condition>,
}

/// What an element has to fulfil.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Condition {
    /// It is the nth of those that fulfil what stands before, among its siblings: `[2]`.
    Nth(usize),
    /// An attribute says this: `[@Name='x']`.
    Attribute(String, String),
    /// An element right in it says this: `[artifactId='x']`.
    Child(String, String),
    /// That is its name without a prefix: `[local-name()='x']`.
    LocalName(String),
}

impl XmlPath {
    /// Returns the path that a text writes: `/project/version`, `//Project/PropertyGroup/Version`,
    /// `/a/*/b`, `/a/b[2]`, `/a/b[@c='x']/d`, `/a/b[c='x']/d`, `/widget/@version`,
    /// `//*[local-name()='version']`, `/a/b/text()`.
    ///
    /// # Errors
    /// When the text is no such path.
    pub fn parse(written: &str) -> Result<Self> {
        let read = Reading { rest: written }.path();
        let (steps, attribute) = read.map_err(|why| {
            Failure::usage(format!("`{written}` is no path to a field"))
                .because(why)
                .hint("name the elements from the root: `/project/version`")
        })?;
        Ok(Self { written: written.to_owned(), steps, attribute })
    }

    /// Returns where the elements that are meant begin, and the values in them.
    pub(super) fn select(&self, document: &Document<'_>) -> Vec<(usize, Option<Range<usize>>)> {
        let mut found: Vec<Option<usize>> = vec![None];
        for step in &self.steps {
            found = step.lead(document, &found).into_iter().map(Some).collect();
        }
        let elements = found.into_iter().flatten().filter_map(|at| document.elements.get(at));
        elements
            .filter_map(|element| match &self.attribute {
                None => Some((element.start, element.value.clone())),
                Some(name) => Some((element.start, Some(attribute(element, name)?))),
            })
            .collect()
    }
}

impl fmt::Display for XmlPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

impl Step {
    fn lead(&self, document: &Document<'_>, from: &[Option<usize>]) -> Vec<usize> {
        let mut found: Vec<usize> = (0..document.elements.len())
            .filter(|at| ancestors(document, *at, self.below).any(|it| from.contains(&it)))
            .filter(|at| document.elements.get(*at).is_some_and(|it| is_called(it, &self.name)))
            .collect();
        for condition in &self.conditions {
            found = condition.among(document, found);
        }
        found
    }
}

impl Condition {
    /// Returns those elements that fulfil it.
    fn among(&self, document: &Document<'_>, elements: Vec<usize>) -> Vec<usize> {
        let mut siblings: Vec<Option<usize>> = Vec::new();
        let fulfils = |at: &usize| {
            let Some(element) = document.elements.get(*at) else { return false };
            let says = |span: Option<Range<usize>>, value: &str| {
                span.is_some_and(|span| document.text.get(span) == Some(value))
            };
            match self {
                Self::Nth(wanted) => {
                    siblings.push(element.parent);
                    let before = siblings.iter().filter(|parent| **parent == element.parent);
                    before.count() == *wanted
                }
                Self::Attribute(name, value) => says(attribute(element, name), value),
                Self::Child(name, value) => document
                    .elements
                    .iter()
                    .filter(|child| child.parent == Some(*at) && is_called(child, name))
                    .any(|child| says(child.value.clone(), value)),
                Self::LocalName(name) => element.local_name() == name,
            }
        };
        elements.into_iter().filter(fulfils).collect()
    }
}

fn is_called(element: &Element, name: &str) -> bool {
    name == "*" || element.name == name || (element.local_name() == name && !name.contains(':'))
}

fn attribute(element: &Element, name: &str) -> Option<Range<usize>> {
    element.attributes.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone())
}

/// Returns the element that an element stands in, or all around it; the document is `None`.
fn ancestors(document: &Document<'_>, at: usize, all: bool) -> impl Iterator<Item = Option<usize>> {
    let parent = |at: usize| document.elements.get(at).and_then(|element| element.parent);
    std::iter::successors(Some(parent(at)), move |it| it.map(parent)).take(if all {
        usize::MAX
    } else {
        1
    })
}

/// What is left of a path that is being read.
struct Reading<'a> {
    rest: &'a str,
}

type Read<T> = std::result::Result<T, String>;

impl Reading<'_> {
    fn path(mut self) -> Read<(Vec<Step>, Option<String>)> {
        let mut steps = Vec::new();
        let mut is_first = true;
        while !self.rest.is_empty() {
            let below = self.eat("//");
            if !below && !self.eat("/") && !is_first {
                return Err(format!("`{}` is not understood", self.rest));
            }
            is_first = false;
            if self.rest == "text()" && !below && !steps.is_empty() {
                return Ok((steps, None));
            }
            if self.eat("@") {
                let name = self.name()?;
                let is_last = self.rest.is_empty() && !below && !steps.is_empty();
                return if is_last { Ok((steps, Some(name))) } else { Err(misplaced()) };
            }
            steps.push(self.step(below)?);
        }
        if steps.is_empty() { Err("it names no element".to_owned()) } else { Ok((steps, None)) }
    }

    fn step(&mut self, below: bool) -> Read<Step> {
        let name = if self.eat("*") { "*".to_owned() } else { self.name()? };
        let mut step = Step { below, name, conditions: Vec::new() };
        while self.eat("[") {
            step.conditions.push(self.condition()?);
        }
        Ok(step)
    }

    fn condition(&mut self) -> Read<Condition> {
        let whole = self.rest;
        let wrong = || format!("`[{whole}` is not understood");
        let digits = whole.find(|c: char| !c.is_ascii_digit()).unwrap_or(whole.len());
        let condition = if digits > 0 {
            let (number, rest) = whole.split_at(digits);
            self.rest = rest;
            Condition::Nth(number.parse().map_err(|_| wrong())?)
        } else if self.eat("local-name()") {
            Condition::LocalName(self.value().ok_or_else(wrong)?)
        } else if self.eat("@") {
            Condition::Attribute(self.name()?, self.value().ok_or_else(wrong)?)
        } else {
            Condition::Child(self.name()?, self.value().ok_or_else(wrong)?)
        };
        if self.eat("]") { Ok(condition) } else { Err(wrong()) }
    }

    /// Reads `='x'`.
    fn value(&mut self) -> Option<String> {
        let rest = self.rest.trim_start().strip_prefix('=')?.trim_start();
        let quote = rest.chars().next().filter(|quote| ['"', '\''].contains(quote))?;
        let (value, rest) = rest.strip_prefix(quote)?.split_once(quote)?;
        self.rest = rest.trim_start();
        Some(value.to_owned())
    }

    fn name(&mut self) -> Read<String> {
        let is_name = |c: char| c.is_alphanumeric() || "_-.:".contains(c);
        let length = self.rest.find(|c| !is_name(c)).unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(length);
        if name.is_empty() {
            return Err("an element has no name".to_owned());
        }
        self.rest = rest;
        Ok(name.to_owned())
    }

    fn eat(&mut self, sign: &str) -> bool {
        let rest = self.rest.strip_prefix(sign);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }
}

fn misplaced() -> String {
    "an attribute ends a path, and belongs to an element".to_owned()
}

#[cfg(test)]
mod tests {
    use super::XmlPath;
    use crate::domain::manifest::formats::xml::Document;

    const TEXT: &str = "<p:root xmlns:p='u'><a n='1' v='2'><b>3</b><b>4</b></a>\
                        <c><a n='5'><k>x</k><b>6</b></a><b>7</b></c></p:root>";

    fn found(path: &str) -> Vec<&'static str> {
        let document = Document::read(TEXT).unwrap();
        let values = XmlPath::parse(path).unwrap().select(&document);
        values.into_iter().filter_map(|(_, value)| value.map(|span| &TEXT[span])).collect()
    }

    #[test]
    fn a_path_means_what_xpath_says() {
        for (path, values) in [
            ("/root/a/b", &["3", "4"][..]),
            ("root/a/b", &["3", "4"]),
            ("/p:root/a/b/text()", &["3", "4"]),
            ("//a/b", &["3", "4", "6"]),
            ("//b", &["3", "4", "6", "7"]),
            ("/root/*/b", &["3", "4", "7"]),
            ("/root//a/b[1]", &["3", "6"]),
            ("/root/a/b[2]", &["4"]),
            ("//a[@n='5']/b", &["6"]),
            ("//a[k = \"x\"]/b", &["6"]),
            ("//*[local-name()='root']/c/b", &["7"]),
            ("/root/a/@v", &["2"]),
            ("//a/@n", &["1", "5"]),
            ("/a", &[]),
            ("/q:root/a/b", &[]),
            ("/root/b", &[]),
        ] {
            assert_eq!(found(path), values, "{path}");
        }
    }

    #[test]
    fn what_is_no_path_is_an_error() {
        for path in
            ["", "/", "/a/", "/a[", "/a[x]", "/a[last()]", "/@v", "/a/@v/b", "//a b", "/a//@v"]
        {
            assert!(XmlPath::parse(path).is_err(), "{path}");
        }
    }
}
