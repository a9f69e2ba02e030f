//! One table of the file, read key by key; a failure names the key and the place.
//!
//! It knows no key by name.

use regex::Regex;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::config::source::Source;
use crate::config::suggest::nearest;
use crate::config::value;
use crate::failure::{Failure, Result};

/// A table with its path from the root of the file.
#[derive(Clone, Debug)]
pub(super) struct Table<'d> {
    source: Source<'d>,
    entries: &'d DeTable<'d>,
    start: usize,
    /// The path with the numbers of list entries: `git.commit_parsers[2]`.
    path: String,
    /// The path without them: `git.commit_parsers[]`.
    shape: String,
}

/// One key of a table with its value.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'d> {
    /// The name of the key.
    pub(super) name: &'d str,
    /// Where the key stands.
    pub(super) start: usize,
    /// The value.
    pub(super) value: &'d Spanned<DeValue<'d>>,
}

impl<'d> Table<'d> {
    /// Returns the table that is the whole file.
    pub(super) fn root(source: Source<'d>, entries: &'d DeTable<'d>) -> Self {
        Self { source, entries, start: 0, path: String::new(), shape: String::new() }
    }

    /// Returns the text the table stands in.
    pub(super) fn source(&self) -> Source<'d> {
        self.source
    }

    /// Returns all keys in the order of the file.
    pub(super) fn keys(&self) -> Vec<Entry<'d>> {
        let mut keys: Vec<_> = self
            .entries
            .iter()
            .map(|(key, value)| Entry { name: key.get_ref(), start: key.span().start, value })
            .collect();
        keys.sort_by_key(|entry| entry.start);
        keys
    }

    /// Returns the path of a key, with the numbers of list entries.
    pub(super) fn path_of(&self, key: &str) -> String {
        join(&self.path, key)
    }

    /// Returns the path of a key, without the numbers of list entries.
    pub(super) fn shape_of(&self, key: &str) -> String {
        join(&self.shape, key)
    }

    /// Returns the text of a key.
    pub(super) fn text(&self, key: &str) -> Result<Option<String>> {
        self.converted(key, "a text", "\"…\"", value::as_text)
    }

    /// Returns the text of a key; a blank one is none.
    pub(super) fn filled_text(&self, key: &str) -> Result<Option<String>> {
        Ok(self.text(key)?.filter(|text| !text.trim().is_empty()))
    }

    /// Returns the texts in the list under a key; none where there is no such key.
    pub(super) fn texts(&self, key: &str) -> Result<Vec<String>> {
        let Some(value) = self.entries.get(key) else {
            return Ok(Vec::new());
        };
        let (wanted, form) = ("a list of texts", "[\"…\"]");
        let Some(items) = value.get_ref().as_array() else {
            return Err(self.unfit(key, &self.path_of(key), value, wanted, form));
        };
        let numbered = items.iter().enumerate().map(|(number, item)| {
            let path = format!("{}[{number}]", self.path_of(key));
            let text = value::as_text(item.get_ref());
            text.ok_or_else(|| self.unfit(key, &path, item, "a text", form))
        });
        numbered.collect()
    }

    /// Returns whether a key is true or false.
    pub(super) fn flag(&self, key: &str) -> Result<Option<bool>> {
        self.converted(key, "true or false", "true", value::as_flag)
    }

    /// Returns the regular expression of a key.
    pub(super) fn pattern(&self, key: &str) -> Result<Option<Regex>> {
        self.text(key)?.map(|text| self.compiled(key, &text)).transpose()
    }

    /// Returns the regular expression of a key; a blank one is none.
    pub(super) fn filled_pattern(&self, key: &str) -> Result<Option<Regex>> {
        self.filled_text(key)?.map(|text| self.compiled(key, &text)).transpose()
    }

    /// Returns what the word of a key stands for, in either case.
    pub(super) fn choice<T: Copy>(&self, key: &str, words: &[(&str, T)]) -> Result<Option<T>> {
        let Some(text) = self.text(key)? else {
            return Ok(None);
        };
        if let Some((_, meaning)) = words.iter().find(|(word, _)| word.eq_ignore_ascii_case(&text))
        {
            return Ok(Some(*meaning));
        }
        let names: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
        let hint = match nearest(&text, names.iter().copied()) {
            Some(word) => format!("did you mean \"{word}\"?"),
            None => format!("write \"{}\"", names.join("\" or \"")),
        };
        let what = format!("`{}` cannot be {text:?}", self.path_of(key));
        Err(self.failure_in(key, what).hint(hint))
    }

    /// Returns the table under a key.
    pub(super) fn table(&self, key: &str) -> Result<Option<Self>> {
        let Some(value) = self.entries.get(key) else {
            return Ok(None);
        };
        let path = self.path_of(key);
        let shape = self.shape_of(key);
        self.subtable(key, value, path, shape, "{ … }").map(Some)
    }

    /// Returns the tables in the list under a key.
    pub(super) fn tables(&self, key: &str) -> Result<Option<Vec<Self>>> {
        let Some(value) = self.entries.get(key) else {
            return Ok(None);
        };
        let Some(items) = value.get_ref().as_array() else {
            return Err(self.unfit(key, &self.path_of(key), value, "a list of tables", "[{ … }]"));
        };
        let shape = format!("{}[]", self.shape_of(key));
        let numbered = items.iter().enumerate().map(|(number, item)| {
            let path = format!("{}[{number}]", self.path_of(key));
            self.subtable(key, item, path, shape.clone(), "[{ … }]")
        });
        numbered.collect::<Result<_>>().map(Some)
    }

    /// Returns the value of a key that must be there.
    pub(super) fn required<T>(&self, key: &str, value: Option<T>) -> Result<T> {
        value.ok_or_else(|| {
            self.source
                .failure(self.start, format!("`{}` is missing", self.path_of(key)))
                .hint(format!("add `{key} = \"…\"`"))
        })
    }

    /// Returns a failure at the value of a key.
    pub(super) fn failure_in(&self, key: &str, what: impl Into<String>) -> Failure {
        let start = self.entries.get(key).map_or(self.start, |value| value.span().start);
        self.source.failure(start, what)
    }

    fn compiled(&self, key: &str, pattern: &str) -> Result<Regex> {
        Regex::new(pattern).map_err(|error| {
            let what = format!("`{}` is not a regular expression", self.path_of(key));
            self.failure_in(key, what)
                .because(reason(&error))
                .hint("a pattern is a regular expression, not a glob: `*` of a glob is `.*` here")
        })
    }

    fn converted<T>(
        &self,
        key: &str,
        wanted: &str,
        form: &str,
        convert: fn(&DeValue<'_>) -> Option<T>,
    ) -> Result<Option<T>> {
        let Some(value) = self.entries.get(key) else {
            return Ok(None);
        };
        match convert(value.get_ref()) {
            Some(converted) => Ok(Some(converted)),
            None => Err(self.unfit(key, &self.path_of(key), value, wanted, form)),
        }
    }

    fn subtable(
        &self,
        key: &str,
        value: &'d Spanned<DeValue<'d>>,
        path: String,
        shape: String,
        form: &str,
    ) -> Result<Self> {
        match value.get_ref().as_table() {
            Some(entries) => {
                let start = value.span().start;
                Ok(Self { source: self.source, entries, start, path, shape })
            }
            None => Err(self.unfit(key, &path, value, "a table", form)),
        }
    }

    fn unfit(
        &self,
        key: &str,
        path: &str,
        value: &Spanned<DeValue<'_>>,
        wanted: &str,
        form: &str,
    ) -> Failure {
        let what = match value.get_ref() {
            DeValue::String(text) => format!("`{path}` must be {wanted}, not {text:?}"),
            other => format!("`{path}` must be {wanted}, not {}", value::kind(other)),
        };
        self.source.failure(value.span().start, what).hint(format!("write `{key} = {form}`"))
    }
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

/// The library draws the pattern over several lines; the reason is the last one.
fn reason(error: &regex::Error) -> String {
    let text = error.to_string();
    let last = text.lines().next_back().unwrap_or_default();
    last.strip_prefix("error: ").unwrap_or(last).to_owned()
}
