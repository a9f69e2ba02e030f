//! JSON, with comments and commas at the end where there are any.

use jsonc_parser::ast::{ObjectProp, Value};
use jsonc_parser::common::{Range, Ranged};
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use crate::domain::manifest::document::Document;
use crate::domain::manifest::path::{FieldPath, Leaf, Segment};
use crate::domain::manifest::site::{Located, Unlocated};
use crate::domain::manifest::spelling::Spelling;

/// Returns the versions of the fields that a path means.
///
/// # Errors
/// When the text is no JSON, or has no such version.
pub fn locate(text: &str, path: &FieldPath, spelling: Option<Spelling>) -> Located {
    read(text)?.located(path, spelling)
}

/// Returns the values of a text.
///
/// # Errors
/// When it is no JSON.
pub fn read(text: &str) -> Result<Document, Unlocated> {
    let json = text.strip_prefix('\u{feff}').unwrap_or(text);
    let shift = text.len() - json.len();
    let parsed = parse_to_ast(json, &CollectOptions::default(), &ParseOptions::default());
    let parsed = parsed.map_err(|error| {
        let why = error.kind().to_string().to_lowercase();
        let what = format!("the text is no JSON: {why}");
        Unlocated::wrong(error.range().start + shift, what, "mend it there, and run again")
    })?;
    let mut leaves = Vec::new();
    if let Some(value) = &parsed.value {
        Reading { json, shift, leaves: &mut leaves }.value(value, &mut Vec::new());
    }
    Ok(Document::new(leaves))
}

struct Reading<'a> {
    json: &'a str,
    shift: usize,
    leaves: &'a mut Vec<Leaf>,
}

impl Reading<'_> {
    fn value(&mut self, value: &Value<'_>, at: &mut Vec<Segment>) {
        match value {
            Value::Object(object) => {
                for property in &object.properties {
                    self.property(property, at);
                }
            }
            Value::Array(array) => {
                for (index, element) in array.elements.iter().enumerate() {
                    at.push(Segment::Index(index));
                    self.value(element, at);
                    at.pop();
                }
            }
            Value::StringLit(string) => {
                let inner = Range { start: string.range.start + 1, end: string.range.end - 1 };
                self.leaf(at, inner, Some(&string.value));
            }
            other => self.leaf(at, other.range(), None),
        }
    }

    fn property(&mut self, property: &ObjectProp<'_>, at: &mut Vec<Segment>) {
        at.push(Segment::key(property.name.as_str()));
        self.value(&property.value, at);
        at.pop();
    }

    fn leaf(&mut self, at: &[Segment], range: Range, string: Option<&str>) {
        let raw = self.json.get(range.start..range.end).unwrap_or_default();
        self.leaves.push(Leaf {
            at: at.to_vec(),
            span: range.start + self.shift..range.end + self.shift,
            text: string.unwrap_or(raw).to_owned(),
            is_string: string.is_some(),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::{locate, read};
    use crate::domain::manifest::path::FieldPath;

    fn located(text: &str, path: &str) -> Vec<(String, String)> {
        let path = FieldPath::parse(path).unwrap();
        let sites = locate(text, &path, None).unwrap();
        for site in &sites {
            assert_eq!(text.get(site.span.clone()), Some(site.text.as_str()), "{text}");
        }
        sites.into_iter().map(|site| (site.field, site.text)).collect()
    }

    fn wrong(text: &str, path: &str) -> (String, Option<usize>) {
        let path = FieldPath::parse(path).unwrap();
        let unlocated = locate(text, &path, None).unwrap_err();
        (unlocated.what, unlocated.at)
    }

    #[test]
    fn a_value_is_found_by_its_path_whatever_stands_around_it() {
        for (text, path) in [
            ("{\"version\": \"1.2.3\"}", "$.version"),
            ("\u{feff}{\r\n\t\"version\": \"1.2.3\"\r\n}", "$.version"),
            ("// \"version\": \"0\"\n{\"version\" /* x */: \"1.2.3\",}", "$.version"),
            ("{\"é\": {\"a.b\": [0, {\"v\": \"v1.2.3\"}]}}", "$.é['a.b'][1].v"),
            ("{\"a\": \"x@1.2.3\", \"version\": {\"version\": 9}}", "$.a"),
        ] {
            let texts: Vec<_> = located(text, path).into_iter().map(|(_, text)| text).collect();
            assert_eq!(texts, ["1.2.3"], "{text}");
        }
    }

    #[test]
    fn a_field_has_a_name_that_shows_where_it_is() {
        let text = r#"{"packages": {"": {"version": "1.0.0"}, "a/b": [{"version": "1.0.0"}]}}"#;
        let fields: Vec<_> =
            located(text, "$..version").into_iter().map(|(name, _)| name).collect();
        assert_eq!(fields, ["packages[\"\"].version", "packages[\"a/b\"][0].version"]);
    }

    #[test]
    fn a_path_to_many_fields_passes_over_those_without_a_version() {
        let text = r#"{"extends": ["config:base", "github>x/y#1.2.3", 7.5, null]}"#;
        let found = located(text, "$.extends.*");
        assert_eq!(
            found,
            [
                ("extends[1]".to_owned(), "1.2.3".to_owned()),
                ("extends[2]".to_owned(), "7.5".to_owned()),
            ]
        );
    }

    #[test]
    fn what_is_missing_or_not_clear_is_an_error_at_its_place() {
        for (text, path, what, at) in [
            ("{}", "$.version", "there is no field `$.version`", None),
            ("", "$.version", "there is no field `$.version`", None),
            ("{\"v\": \"x\"}", "$.v", "`v` holds no version", Some(7)),
            ("{\"v\": \"x\\u0040 1.2.3\"}", "$.v", "`v` holds no version", Some(7)),
            ("{\"v\": \"1.0.0\", \"v\": \"2.0.0\"}", "$.v", "`v` is there twice", Some(21)),
        ] {
            assert_eq!(wrong(text, path), (what.to_owned(), at), "{text}");
        }
    }

    #[test]
    fn a_text_that_is_no_json_is_an_error_at_its_place() {
        let unlocated = read("\u{feff}{\"a\": }").unwrap_err();
        assert!(unlocated.what.starts_with("the text is no JSON: "), "{}", unlocated.what);
        assert_eq!(unlocated.at, Some(9));
    }

    #[test]
    fn escapes_are_resolved_and_their_bytes_belong_to_the_value() {
        let document = read(r#"{"version": "1.0.0-\u0072c"}"#).unwrap();
        let leaf = &document.leaves()[0];
        assert_eq!((leaf.text.as_str(), leaf.span.clone()), ("1.0.0-rc", 13..26));
    }
}
