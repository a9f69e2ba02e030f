//! XML: the elements of a document with their places.

use std::ops::Range;

use quick_xml::events::{BytesStart, Event};
use quick_xml::reader::Reader;

use crate::domain::manifest::formats::xml_path::XmlPath;
use crate::domain::manifest::site::{Located, Unlocated};
use crate::domain::manifest::token::{site, trimmed};

/// Returns the sites of the fields that a path means. Where a value is more than a version, the
/// version in it counts.
///
/// # Errors
/// The text is no XML, the path means nothing in it, or a field that holds no version.
pub fn locate(text: &str, path: &XmlPath) -> Located {
    let document = Document::read(text)?;
    let mut sites = Vec::new();
    for (place, value) in path.select(&document) {
        let found = value.and_then(|value| site(text, value, &path.to_string(), None));
        sites.push(found.ok_or_else(|| {
            Unlocated::wrong(
                place,
                format!("`{path}` holds no version"),
                "write a version there, or name another field",
            )
        })?);
    }
    if sites.is_empty() {
        return Err(Unlocated::missing(
            format!("there is no `{path}`"),
            "name elements that are there, from the root: `/project/version`",
        ));
    }
    Ok(sites)
}

/// The elements of an XML document.
#[derive(Debug)]
pub(super) struct Document<'a> {
    /// The text of it all.
    pub(super) text: &'a str,
    /// In the order in which they begin.
    pub(super) elements: Vec<Element>,
}

/// An element of an XML document.
#[derive(Debug)]
pub(super) struct Element {
    /// Its name as it is written, with a prefix where it has one.
    pub(super) name: String,
    /// The element that it stands in.
    pub(super) parent: Option<usize>,
    /// The byte that it begins with.
    pub(super) start: usize,
    /// The attributes with the places of their values.
    pub(super) attributes: Vec<(String, Range<usize>)>,
    /// The text between its tags, white space and comments aside; empty where there is none. `None`
    /// for `<a/>`, and for a text in several pieces.
    pub(super) value: Option<Range<usize>>,
}

impl Element {
    /// Returns the name without a prefix.
    pub(super) fn local_name(&self) -> &str {
        self.name.rsplit(':').next().unwrap_or_default()
    }
}

impl<'a> Document<'a> {
    /// Returns the elements of a text.
    ///
    /// # Errors
    /// The text is no XML.
    pub(super) fn read(text: &'a str) -> Result<Self, Unlocated> {
        let mark = if text.starts_with('\u{feff}') { 3 } else { 0 };
        let bare = text.get(mark..).unwrap_or_default();
        let mut reading = Reading { text, mark, ..Reading::default() };
        let mut reader = Reader::from_str(bare);
        loop {
            let start = place(reader.buffer_position(), mark);
            let event = reader.read_event().map_err(|error| {
                no_xml(place(reader.error_position(), mark), &error.to_string())
            })?;
            let span = start..place(reader.buffer_position(), mark);
            if matches!(event, Event::Eof) {
                return reading.end();
            }
            reading.take(&event, span);
        }
    }

    /// Returns the elements at a path of names from the root, prefixes aside.
    pub(super) fn at(&self, path: &[&str]) -> Vec<usize> {
        let mut found: Vec<Option<usize>> = vec![None];
        for name in path {
            let below = |(at, element): (usize, &Element)| {
                (found.contains(&element.parent) && element.local_name() == *name).then_some(at)
            };
            found = self.elements.iter().enumerate().filter_map(below).map(Some).collect();
        }
        found.into_iter().flatten().collect()
    }

    /// Returns the first element of a name that stands right in another.
    pub(super) fn child(&self, parent: usize, name: &str) -> Option<&Element> {
        self.elements.iter().find(|it| it.parent == Some(parent) && it.local_name() == name)
    }
}

/// What has been read so far.
#[derive(Default)]
struct Reading<'a> {
    text: &'a str,
    /// The bytes of the byte order mark.
    mark: usize,
    elements: Vec<Element>,
    /// The elements whose end is to come, outermost first.
    open: Vec<Open>,
}

/// An element whose end is to come.
struct Open {
    element: usize,
    /// The byte behind its first tag.
    inside: usize,
    /// The pieces of its text so far.
    pieces: Vec<Range<usize>>,
}

impl<'a> Reading<'a> {
    fn take(&mut self, event: &Event<'_>, span: Range<usize>) {
        match event {
            Event::Start(tag) => {
                let inside = span.end;
                let element = self.add(tag, span);
                self.open.push(Open { element, inside, pieces: Vec::new() });
            }
            Event::Empty(tag) => {
                self.add(tag, span);
            }
            Event::End(_) => self.close(),
            Event::CData(_) => {
                let start = span.start + "<![CDATA[".len();
                self.piece(start..span.end.saturating_sub("]]>".len()));
            }
            Event::Text(_) | Event::GeneralRef(_) => self.piece(span),
            _ => {}
        }
    }

    fn add(&mut self, tag: &BytesStart<'_>, span: Range<usize>) -> usize {
        self.elements.push(Element {
            name: tag.name().into_inner().to_owned(),
            parent: self.open.last().map(|open| open.element),
            start: span.start,
            attributes: attributes(self.text, span),
            value: None,
        });
        self.elements.len() - 1
    }

    fn piece(&mut self, span: Range<usize>) {
        let bare = trimmed(self.text, span);
        if let Some(open) = self.open.last_mut().filter(|_| !bare.is_empty()) {
            open.pieces.push(bare);
        }
    }

    fn close(&mut self) {
        let Some(Open { element, inside, pieces }) = self.open.pop() else { return };
        if let Some(element) = self.elements.get_mut(element) {
            element.value = match pieces.as_slice() {
                [] => Some(inside..inside),
                [piece] => Some(piece.clone()),
                _ => None,
            };
        }
    }

    fn end(self) -> Result<Document<'a>, Unlocated> {
        let open = self.open.last().and_then(|open| self.elements.get(open.element));
        match open {
            Some(element) => Err(no_xml(element.start, &format!("<{}> has no end", element.name))),
            None if self.elements.is_empty() => Err(no_xml(self.mark, "there is no element")),
            None => Ok(Document { text: self.text, elements: self.elements }),
        }
    }
}

fn place(position: u64, mark: usize) -> usize {
    usize::try_from(position).unwrap_or(usize::MAX).saturating_add(mark)
}

fn no_xml(at: usize, why: &str) -> Unlocated {
    Unlocated::wrong(
        at,
        format!("the text is no XML: {why}"),
        "write XML that other readers accept",
    )
}

/// Returns the attributes of a tag.
fn attributes(text: &str, tag: Range<usize>) -> Vec<(String, Range<usize>)> {
    let mut found = Vec::new();
    let mut at = tag.start;
    while let Some((name, rest)) = text.get(at..tag.end).and_then(|rest| rest.split_once('=')) {
        let name = name.split_whitespace().last().unwrap_or_default().to_owned();
        let start = tag.end - rest.trim_start().len() + 1;
        let Some(quote) = text.get(start - 1..start) else { break };
        let inside = text.get(start..tag.end).unwrap_or_default();
        let Some(length) = inside.find(quote).filter(|_| ["\"", "'"].contains(&quote)) else {
            break;
        };
        found.push((name, start..start + length));
        at = start + length + 1;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Document, locate};
    use crate::domain::manifest::formats::xml_path::XmlPath;

    fn value(text: &str) -> Option<String> {
        let document = Document::read(text).unwrap();
        let at = document.at(&["a", "b"])[0];
        document.elements[at].value.clone().map(|span| text[span].to_owned())
    }

    #[test]
    fn the_text_of_an_element_is_found_in_its_place() {
        for (text, found) in [
            ("<a><b>1.2.3</b></a>", Some("1.2.3")),
            ("\u{feff}<?xml version='1.0'?>\r\n<a>é\r\n<b> 1.2.3\r\n</b></a>", Some("1.2.3")),
            ("<x:a xmlns:x='u'><x:b c='>'>1.2.3</x:b></x:a>", Some("1.2.3")),
            ("<a><!-- <b>9</b> --><b><!-- 9 -->1.2.3</b></a>", Some("1.2.3")),
            ("<a><b><![CDATA[1.2.3]]></b></a>", Some("1.2.3")),
            ("<!DOCTYPE a [<!ENTITY x 'y'>]><a><b>1.2.3</b ></a>", Some("1.2.3")),
            ("<a><b></b></a>", Some("")),
            ("<a><b/></a>", None),
            ("<a><b>1.<!-- -->2</b></a>", None),
            ("<a><b>&v;1</b></a>", None),
        ] {
            assert_eq!(value(text).as_deref(), found, "{text}");
        }
    }

    #[test]
    fn attributes_are_found_in_their_places() {
        let text = "<a x = '1' y=\"2=3\"\r\n z:w='4'/>";
        let document = Document::read(text).unwrap();
        let found: Vec<_> = document.elements[0]
            .attributes
            .iter()
            .map(|(name, span)| (name.as_str(), &text[span.clone()]))
            .collect();
        assert_eq!(found, [("x", "1"), ("y", "2=3"), ("z:w", "4")]);
    }

    #[test]
    fn what_is_no_xml_is_an_error_with_its_place() {
        for (text, at) in [("", 0), ("1.2.3", 0), ("<a><b></a>", 6), ("<a>\n<b>", 4), ("<a", 0)] {
            let error = Document::read(text).unwrap_err();
            assert_eq!(error.at, Some(at), "{text}: {error}");
        }
    }

    #[test]
    fn a_path_that_means_no_version_is_an_error() {
        let text = "<a><b>x</b><c>1.2.3</c></a>";
        let found = |path: &str| locate(text, &XmlPath::parse(path).unwrap());
        assert_eq!(found("/a/c").unwrap()[0].span, 14..19);
        assert_eq!(found("/a/b").unwrap_err().at, Some(3));
        assert_eq!(found("/a/d").unwrap_err().what, "there is no `/a/d`");
    }
}
