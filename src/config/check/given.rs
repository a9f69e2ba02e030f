//! A value of a configuration with its place, whichever way it is written.

use toml::Spanned;
use toml::de::DeValue;

use crate::config::source::Source;
use crate::config::value::{as_text, whole};
use crate::config::yaml_node::{self, Node};
use crate::failure::Failure;

/// Where something stands.
#[derive(Clone, Copy, Debug)]
pub(in crate::config) enum Place<'a> {
    /// In TOML, at a byte offset.
    Toml(Source<'a>, usize),
    /// In a file in YAML or JSON: a line from one, a column from zero.
    Yaml(&'a str, usize, usize),
}

impl Place<'_> {
    /// Returns `file:line:column`.
    pub(in crate::config) fn position(self) -> String {
        match self {
            Self::Toml(source, offset) => source.position(offset),
            Self::Yaml(file, line, column) => format!("{file}:{line}:{}", column + 1),
        }
    }

    /// Returns a failure at this place.
    pub(in crate::config) fn failure(self, what: impl Into<String>) -> Failure {
        // no hint: the caller knows what is wanted here
        Failure::usage(what).at(self.position())
    }

    /// Returns how to write that a key has a value of some form, in TOML.
    pub(in crate::config) fn remedy(self, key: &str, form: &str) -> String {
        match self {
            Self::Toml(source, offset) => source.remedy(offset, key, form),
            Self::Yaml(..) => format!("write `\"{key}\": {form}`"),
        }
    }
}

/// A value with its place.
#[derive(Clone, Debug)]
pub(in crate::config) struct Given<'a> {
    /// Where it stands.
    pub(in crate::config) place: Place<'a>,
    /// What it is.
    pub(in crate::config) content: Content<'a>,
}

/// What a value is.
#[derive(Clone, Debug)]
pub(in crate::config) enum Content<'a> {
    /// No value.
    Nothing,
    /// True or false.
    Flag(bool),
    /// A whole number.
    Whole(i64),
    /// A text.
    Text(&'a str),
    /// A number that is not whole, or a date.
    Other(String),
    /// A list.
    List(Vec<Given<'a>>),
    /// A table, in its order.
    Map(Vec<Field<'a>>),
}

/// One key of a table.
#[derive(Clone, Debug)]
pub(in crate::config) struct Field<'a> {
    /// Its name.
    pub(in crate::config) name: &'a str,
    /// Where the name stands.
    pub(in crate::config) place: Place<'a>,
    /// Its value.
    pub(in crate::config) value: Given<'a>,
}

impl<'a> Given<'a> {
    /// Returns a value that is written in TOML.
    pub(in crate::config) fn from_toml(
        source: Source<'a>,
        value: &'a Spanned<DeValue<'a>>,
    ) -> Self {
        let content = match value.get_ref() {
            DeValue::String(text) => Content::Text(text),
            DeValue::Boolean(flag) => Content::Flag(*flag),
            DeValue::Integer(number) => match whole(number) {
                Some(number) => Content::Whole(number),
                None => Content::Other(number.to_string()),
            },
            DeValue::Array(items) => {
                Content::List(items.iter().map(|item| Self::from_toml(source, item)).collect())
            }
            DeValue::Table(table) => {
                let field = |(key, value): (&'a Spanned<_>, _)| {
                    let (name, start): (&'a std::borrow::Cow<'a, str>, _) =
                        (key.get_ref(), key.span().start);
                    let place = Place::Toml(source, start);
                    (start, Field { name, place, value: Self::from_toml(source, value) })
                };
                let mut fields: Vec<_> = table.iter().map(field).collect();
                fields.sort_by_key(|(start, _)| *start);
                Content::Map(fields.into_iter().map(|(_, field)| field).collect())
            }
            other => Content::Other(as_text(other).unwrap_or_default()),
        };
        Self { place: Place::Toml(source, value.span().start), content }
    }

    /// Returns a value that is written in YAML or JSON. A key without a value is left out.
    pub(in crate::config) fn from_yaml(file: &'a str, node: &'a Node) -> Self {
        let content = match &node.content {
            yaml_node::Content::Nothing => Content::Nothing,
            yaml_node::Content::Text(text) => Content::Text(text),
            yaml_node::Content::Whole(number) => Content::Whole(*number),
            yaml_node::Content::Broken(_, written) => Content::Other(written.clone()),
            yaml_node::Content::Flag(flag) => Content::Flag(*flag),
            yaml_node::Content::List(items) => {
                Content::List(items.iter().map(|item| Self::from_yaml(file, item)).collect())
            }
            yaml_node::Content::Map(entries) => {
                let fields = entries.iter().map(|(key, node)| Field {
                    name: &key.name,
                    place: Place::Yaml(file, key.line, key.column),
                    value: Self::from_yaml(file, node),
                });
                Content::Map(fields.filter(|field| !field.value.is_nothing()).collect())
            }
        };
        Self { place: Place::Yaml(file, node.line, node.column), content }
    }

    /// Whether it is no value.
    pub(in crate::config) fn is_nothing(&self) -> bool {
        matches!(self.content, Content::Nothing)
    }

    /// Returns the text that it is.
    pub(in crate::config) fn text(&self) -> Option<&'a str> {
        match self.content {
            Content::Text(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the items of the list that it is; any other value is a list of one.
    pub(in crate::config) fn items(&self) -> &[Self] {
        match &self.content {
            Content::List(items) => items,
            _ => std::slice::from_ref(self),
        }
    }

    /// Returns the keys of the table that it is.
    pub(in crate::config) fn fields(&self) -> Option<&[Field<'a>]> {
        match &self.content {
            Content::Map(fields) => Some(fields),
            _ => None,
        }
    }

    /// Returns what it is, for a message.
    pub(in crate::config) fn described(&self) -> String {
        match &self.content {
            Content::Nothing => "nothing".to_owned(),
            Content::Flag(flag) => flag.to_string(),
            Content::Whole(number) => number.to_string(),
            Content::Text(text) => format!("{text:?}"),
            Content::Other(written) => written.clone(),
            Content::List(_) => "a list".to_owned(),
            Content::Map(_) => "a table".to_owned(),
        }
    }
}
