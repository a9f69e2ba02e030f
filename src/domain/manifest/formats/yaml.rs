//! YAML, of one document or several.

use std::collections::BTreeMap;
use std::ops::Range;

use saphyr_parser::{Event, Parser, ScalarStyle};

use crate::domain::manifest::document::{Document, is_at};
use crate::domain::manifest::path::{FieldPath, Leaf, Segment};
use crate::domain::manifest::site::{Located, Unlocated};
use crate::domain::manifest::spelling::Spelling;
use crate::domain::manifest::token::trimmed;

/// Returns the versions of the fields that a path means, in every document that has them.
///
/// # Errors
/// When the text is no YAML, or no document has such a version.
pub fn locate(text: &str, path: &FieldPath, spelling: Option<Spelling>) -> Located {
    let documents = read(text)?;
    let with_field = documents.iter().filter(|it| !path.select(it.leaves()).is_empty());
    let mut sites = Vec::new();
    for document in with_field {
        sites.extend(document.located(path, spelling)?);
    }
    if sites.is_empty() {
        return Document::default().located(path, spelling);
    }
    // an alias is the value that it stands for
    sites.dedup_by_key(|site| site.span.start);
    Ok(sites)
}

/// Returns the documents of a text.
///
/// # Errors
/// When it is no YAML.
pub fn read(text: &str) -> Result<Vec<Document>, Unlocated> {
    let yaml = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reading = Reading::new(yaml, text.len() - yaml.len());
    let mut parser = Parser::new_from_str(yaml);
    while let Some(event) = parser.next_event() {
        let (event, span) = event.map_err(|error| {
            let what = format!("the text is no YAML: {}", error.info());
            let at = reading.byte(error.marker().index());
            Unlocated::wrong(at, what, "mend it there, and run again")
        })?;
        let span = reading.byte(span.start.index())..reading.byte(span.end.index());
        reading.take(&event, span);
    }
    Ok(reading.documents)
}

/// Returns the field with these keys in the first document that has it.
///
/// # Errors
/// When the text is no YAML, or the document has it twice.
pub(super) fn field(text: &str, keys: &[&str]) -> Result<Option<Leaf>, Unlocated> {
    for document in read(text)? {
        if document.site(keys, Spelling::SemVer)?.is_some() {
            return Ok(document.leaves().iter().find(|leaf| is_at(leaf, keys)).cloned());
        }
    }
    Ok(None)
}

/// What has been read so far.
struct Reading<'a> {
    yaml: &'a str,
    /// The bytes before it.
    shift: usize,
    /// Where each character begins: the parser counts in characters.
    starts: Vec<usize>,
    /// The lists and mappings whose end is to come, outermost first.
    open: Vec<Open>,
    /// What aliases stand for.
    anchors: BTreeMap<usize, Leaf>,
    leaves: Vec<Leaf>,
    documents: Vec<Document>,
}

/// A list or mapping whose end is to come.
enum Open {
    List {
        /// The item that comes next.
        next: usize,
    },
    Map {
        /// The key whose value comes next; else a key does.
        key: Option<String>,
    },
}

impl<'a> Reading<'a> {
    fn new(yaml: &'a str, shift: usize) -> Self {
        Self {
            yaml,
            shift,
            starts: yaml.char_indices().map(|(start, _)| start).collect(),
            open: Vec::new(),
            anchors: BTreeMap::new(),
            leaves: Vec::new(),
            documents: Vec::new(),
        }
    }

    fn byte(&self, character: usize) -> usize {
        self.starts.get(character).copied().unwrap_or(self.yaml.len()) + self.shift
    }

    fn take(&mut self, event: &Event<'_>, span: Range<usize>) {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let leaf = self.leaf(text, *style, span);
                self.anchors.insert(*anchor, leaf.clone());
                self.value(Some(text), Some(leaf));
            }
            Event::Alias(anchor) => {
                let leaf = self.anchors.get(anchor).cloned();
                self.value(None, leaf);
            }
            Event::SequenceStart(..) => self.open.push(Open::List { next: 0 }),
            Event::MappingStart(..) => self.open.push(Open::Map { key: None }),
            Event::SequenceEnd | Event::MappingEnd => {
                self.open.pop();
                self.value(None, None);
            }
            Event::DocumentEnd => {
                self.documents.push(Document::new(std::mem::take(&mut self.leaves)));
            }
            _ => {}
        }
    }

    /// Takes a whole value: as a key, or at the place that comes next.
    fn value(&mut self, text: Option<&str>, leaf: Option<Leaf>) {
        if let Some(Open::Map { key: key @ None }) = self.open.last_mut() {
            *key = Some(text.unwrap_or_default().to_owned());
            return;
        }
        let at = self.open.iter().map(segment).collect();
        self.leaves.extend(leaf.map(|leaf| Leaf { at, ..leaf }));
        match self.open.last_mut() {
            Some(Open::List { next }) => *next += 1,
            Some(Open::Map { key }) => *key = None,
            None => {}
        }
    }

    fn leaf(&self, text: &str, style: ScalarStyle, span: Range<usize>) -> Leaf {
        let span = span.start - self.shift..span.end - self.shift;
        let bare = without_properties(self.yaml, span);
        let inside = match style {
            ScalarStyle::SingleQuoted => quoted(self.yaml, bare, '\''),
            ScalarStyle::DoubleQuoted => quoted(self.yaml, bare, '"'),
            _ => trimmed(self.yaml, bare),
        };
        Leaf {
            at: Vec::new(),
            span: inside.start + self.shift..inside.end + self.shift,
            text: text.trim_end().to_owned(),
            is_string: true,
        }
    }
}

fn segment(open: &Open) -> Segment {
    match open {
        Open::List { next } => Segment::Index(*next),
        Open::Map { key } => Segment::key(key.as_deref().unwrap_or_default()),
    }
}

/// Returns the span without the anchor and the tag that the parser counts in.
fn without_properties(text: &str, span: Range<usize>) -> Range<usize> {
    let mut start = span.start;
    loop {
        let rest = text.get(start..span.end).unwrap_or_default();
        if !rest.starts_with(['&', '!']) {
            return start..span.end;
        }
        let word = rest.find(char::is_whitespace).unwrap_or(rest.len());
        start += rest.len() - rest.get(word..).unwrap_or_default().trim_start().len();
    }
}

/// Returns what is within the quotes; the parser counts in what stands behind them.
fn quoted(text: &str, span: Range<usize>, quote: char) -> Range<usize> {
    let start = span.start + 1;
    let inside = text.get(start..span.end).unwrap_or_default();
    let mut is_escaped = false;
    for (at, character) in inside.char_indices() {
        let is_doubled =
            quote == '\'' && inside.get(at + 1..).is_some_and(|it| it.starts_with('\''));
        match character {
            _ if is_escaped => is_escaped = false,
            '\\' if quote == '"' => is_escaped = true,
            _ if character == quote && is_doubled => is_escaped = true,
            _ if character == quote => return start..start + at,
            _ => {}
        }
    }
    start..span.end.max(start)
}

#[cfg(test)]
mod tests {
    use super::{locate, read};
    use crate::domain::manifest::document::field;
    use crate::domain::manifest::path::FieldPath;

    fn found<'a>(text: &'a str, path: &str) -> Vec<&'a str> {
        let sites = locate(text, &FieldPath::parse(path).unwrap(), None);
        sites.unwrap().into_iter().map(|site| &text[site.span]).collect()
    }

    #[test]
    fn a_version_is_found_however_it_is_written() {
        for text in [
            "v: 1.2.3",
            "v: 1.2.3 # 9.9.9\r\nw: 9.9.9\r\n",
            "\u{feff}é: ü\nv: \"1.2.3\" # é\n",
            "v: '1.2.3'   # c\n",
            "v: &a !!str \"1.2.3\"\nw: *a\n",
            "v: &a 1.2.3\nw: *a\n",
            "w: &a 1.2.3\nv: *a\n",
            "v: |\n  1.2.3\nw: 9\n",
            "{\"v\": \"1.2.3\"}",
            "'v': v1.2.3\n",
            "? v\n: 1.2.3\n",
            "%YAML 1.2\n---\nv: 1.2.3\n...\n",
        ] {
            assert_eq!(found(text, "$.v"), ["1.2.3"], "{text}");
        }
    }

    #[test]
    fn the_way_to_a_value_is_counted_in_keys_and_items() {
        let text = "a:\n  - b: 1\n    c: [2, {d: 3}]\n? [x, y]\n: 4\ne:\nf: 5\n";
        let documents = read(text).unwrap();
        let fields: Vec<_> =
            documents[0].leaves().iter().map(|leaf| (field(leaf), leaf.text.as_str())).collect();
        let leaf = |field: &str, text| (field.to_owned(), text);
        assert_eq!(
            fields[..3],
            [leaf("a[0].b", "1"), leaf("a[0].c[0]", "2"), leaf("a[0].c[1].d", "3")]
        );
        assert_eq!(fields.last(), Some(&leaf("f", "5")));
    }

    #[test]
    fn a_quote_within_quotes_does_not_end_them() {
        for text in ["'it''s' # '", "\"a\\\"b\" # \"", "!!str 'x' # '"] {
            let documents = read(text).unwrap();
            let written = &text[documents[0].leaves()[0].span.clone()];
            assert!(["it''s", "a\\\"b", "x"].contains(&written), "{text}: {written}");
        }
    }

    #[test]
    fn every_document_counts() {
        let text = "---\nv: 1.2.3\n---\nw: 9.9.9\n---\nv: 1.2.4\n";
        assert_eq!(found(text, "v"), ["1.2.3", "1.2.4"]);
    }

    #[test]
    fn what_is_missing_or_there_twice_is_an_error() {
        let error = |text: &str| locate(text, &FieldPath::parse("$.v").unwrap(), None).unwrap_err();
        assert_eq!(error("w: 1.2.3\n").at, None);
        assert_eq!(error("v: 1.2.3\nv: 1.2.4\n").at, Some(12));
        assert_eq!(error("v: next\n").at, Some(3));
        assert_eq!(error("é: x\nv: [1\n").what.split(':').next(), Some("the text is no YAML"));
    }
}
