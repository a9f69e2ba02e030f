//! TOML.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::domain::manifest::document::Document;
use crate::domain::manifest::path::{FieldPath, Leaf, Segment};
use crate::domain::manifest::site::{Located, Unlocated};
use crate::domain::manifest::spelling::Spelling;

/// Returns the versions of the fields that a path means.
///
/// # Errors
/// When the text is no TOML, or has no such version.
pub fn locate(text: &str, path: &FieldPath, spelling: Option<Spelling>) -> Located {
    read(text)?.located(path, spelling)
}

/// Returns the values of a text.
///
/// # Errors
/// When it is no TOML; a key that is there twice is none.
pub fn read(text: &str) -> Result<Document, Unlocated> {
    let toml = text.strip_prefix('\u{feff}').unwrap_or(text);
    let shift = text.len() - toml.len();
    let table = DeTable::parse(toml).map_err(|error| {
        let at = error.span().map_or(0, |span| span.start) + shift;
        let what = format!("the text is no TOML: {}", error.message());
        Unlocated::wrong(at, what, "mend it there, and run again")
    })?;
    let mut reading = Reading { toml, shift, leaves: Vec::new() };
    reading.table(table.get_ref(), &mut Vec::new());
    Ok(Document::new(reading.leaves))
}

struct Reading<'a> {
    toml: &'a str,
    shift: usize,
    leaves: Vec<Leaf>,
}

impl Reading<'_> {
    fn table(&mut self, table: &DeTable<'_>, at: &mut Vec<Segment>) {
        for (key, value) in table {
            at.push(Segment::key(key.get_ref()));
            self.value(value, at);
            at.pop();
        }
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>, at: &mut Vec<Segment>) {
        match value.get_ref() {
            DeValue::Table(table) => self.table(table, at),
            DeValue::Array(array) => {
                for (index, element) in array.iter().enumerate() {
                    at.push(Segment::Index(index));
                    self.value(element, at);
                    at.pop();
                }
            }
            DeValue::String(string) => self.leaf(at, value.span(), Some(string)),
            _ => self.leaf(at, value.span(), None),
        }
    }

    fn leaf(&mut self, at: &[Segment], span: Range<usize>, string: Option<&str>) {
        let raw = self.toml.get(span.clone()).unwrap_or_default();
        let inner = if string.is_some() { inside_quotes(raw, span) } else { span };
        self.leaves.push(Leaf {
            at: at.to_vec(),
            span: inner.start + self.shift..inner.end + self.shift,
            text: string.unwrap_or(raw).to_owned(),
            is_string: string.is_some(),
        });
    }
}

/// Returns the span of a string without its quotes, of which a string of several lines has three
/// on each side and drops a first line break (TOML 1.0.0, "String").
fn inside_quotes(raw: &str, span: Range<usize>) -> Range<usize> {
    if !raw.starts_with("\"\"\"") && !raw.starts_with("'''") {
        return span.start + 1..span.end - 1;
    }
    let inner = raw.get(3..).unwrap_or_default();
    let line_break =
        if inner.starts_with("\r\n") { 2 } else { usize::from(inner.starts_with('\n')) };
    span.start + 3 + line_break..span.end - 3
}

#[cfg(test)]
mod tests {
    use super::{locate, read};
    use crate::domain::manifest::path::FieldPath;

    fn located(text: &str, path: &str) -> Vec<String> {
        let path = FieldPath::parse(path).unwrap();
        let sites = locate(text, &path, None).unwrap();
        for site in &sites {
            assert_eq!(text.get(site.span.clone()), Some(site.text.as_str()), "{text}");
        }
        sites.into_iter().map(|site| site.text).collect()
    }

    #[test]
    fn a_value_is_found_by_its_path_whatever_stands_around_it() {
        for (text, path) in [
            ("version = \"1.2.3\"", "version"),
            ("\u{feff}# version = '0'\r\n[a]\r\nversion = '1.2.3' # x\r\n", "$.a.version"),
            ("a.version = \"\"\"\n1.2.3\"\"\"", "a.version"),
            ("a = { \"b c\" = [1979-05-27, 'v1.2.3'] }", "$.a['b c'][1]"),
            ("[[a]]\nv = '0.1.0'\n[[a]]\nv = '1.2.3'\n", "$.a[1].v"),
            ("[[a]]\nn='x'\nv='0'\n[[a]]\nn='y'\nv='1.2.3'\n", "$.a[?(@.n=='y')].v"),
            ("[dev.x]\nversion = '1.2.3'\n[x]\nversion = '0'\n", "$.dev..version"),
        ] {
            assert_eq!(located(text, path), ["1.2.3"], "{text}");
        }
    }

    #[test]
    fn the_values_come_in_the_order_of_the_text() {
        let text = "[z]\nv = '1.0.0'\n[a]\nv = '2.0.0'\n";
        assert_eq!(located(text, "$..v"), ["1.0.0", "2.0.0"]);
    }

    #[test]
    fn a_key_that_is_there_twice_is_an_error_at_its_place() {
        let unlocated = read("v = '1'\nv = '2'\n").unwrap_err();
        assert_eq!(unlocated.what, "the text is no TOML: duplicate key");
        assert_eq!(unlocated.at, Some(8));
    }
}
