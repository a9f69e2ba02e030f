//! One table of the configuration, read key by key; a failure names the key and the place.
//!
//! The same table may stand in several layers. The first one that has a key decides its value;
//! tables below are put together again, lists are not. It knows no key by name.

use regex::Regex;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::config::pattern::{LazyPattern, compiled};
use crate::config::source::Source;
use crate::config::suggest::nearest;
use crate::config::value;
use crate::failure::{Failure, Result};

/// A table with its path from the root of the file.
#[derive(Clone, Debug)]
pub(super) struct Table<'d> {
    /// The table in each layer that has it, best first.
    parts: Vec<Part<'d>>,
    /// The path with the numbers of list entries: `git.commit_parsers[2]`.
    path: String,
    /// The path without them: `git.commit_parsers[]`.
    shape: String,
}

/// A table in one layer.
#[derive(Clone, Copy, Debug)]
struct Part<'d> {
    source: Source<'d>,
    entries: &'d DeTable<'d>,
    start: usize,
}

/// One key of a table.
#[derive(Clone, Copy, Debug)]
pub(super) struct Entry<'d> {
    /// The name of the key.
    pub(super) name: &'d str,
    /// The text the key stands in.
    pub(super) source: Source<'d>,
    /// Where in it the key stands.
    pub(super) start: usize,
    /// The value in that text.
    pub(super) value: &'d Spanned<DeValue<'d>>,
}

/// A value in one layer.
#[derive(Clone, Copy, Debug)]
struct Found<'d> {
    source: Source<'d>,
    value: &'d Spanned<DeValue<'d>>,
}

impl<'d> Found<'d> {
    fn get(self) -> &'d DeValue<'d> {
        self.value.get_ref()
    }

    fn start(self) -> usize {
        self.value.span().start
    }
}

impl<'d> Table<'d> {
    /// Returns the table that is the whole configuration; each part comes with its offset.
    pub(super) fn root(
        parts: impl IntoIterator<Item = (Source<'d>, &'d DeTable<'d>, usize)>,
    ) -> Self {
        let part = |(source, entries, start)| Part { source, entries, start };
        let parts = parts.into_iter().map(part).collect();
        Self { parts, path: String::new(), shape: String::new() }
    }

    /// Returns the keys that the project wrote, in the order of its file.
    pub(super) fn project_keys(&self) -> Vec<Entry<'d>> {
        self.entries(|part| part.source.kind().is_of_project())
    }

    /// Returns all keys, each once: the project's in the order of its file, then the others.
    pub(super) fn keys(&self) -> Vec<Entry<'d>> {
        let mut keys = self.project_keys();
        for entry in self.entries(|part| !part.source.kind().is_of_project()) {
            if keys.iter().all(|known| known.name != entry.name) {
                keys.push(entry);
            }
        }
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
        let items = self.listed_texts(key)?.unwrap_or_default();
        Ok(items.into_iter().map(|(_, _, text)| text).collect())
    }

    /// Returns the text of a key, or the texts in the list under it.
    pub(super) fn text_or_texts(&self, key: &str) -> Result<Option<Vec<String>>> {
        let Some(found) = self.find(key) else { return Ok(None) };
        match found.get().as_array() {
            Some(_) => self.texts(key).map(Some),
            None => Ok(self.text(key)?.map(|text| vec![text])),
        }
    }

    /// Returns whether a key is true or false.
    pub(super) fn flag(&self, key: &str) -> Result<Option<bool>> {
        self.converted(key, "true or false", "true", value::as_flag)
    }

    /// Returns the whole number of a key.
    pub(super) fn number(&self, key: &str) -> Result<Option<usize>> {
        self.converted(key, "a whole number", "1", value::as_number)
    }

    /// Returns the regular expression of a key.
    pub(super) fn pattern(&self, key: &str) -> Result<Option<Regex>> {
        self.text(key)?.map(|text| self.compiled(key, &text)).transpose()
    }

    /// Returns the regular expression of a key; a blank one is none.
    pub(super) fn filled_pattern(&self, key: &str) -> Result<Option<Regex>> {
        self.filled_text(key)?.map(|text| self.compiled(key, &text)).transpose()
    }

    /// Returns the regular expression of a key, for later; a blank one is none.
    pub(super) fn lazy_pattern(&self, key: &str) -> Result<Option<LazyPattern>> {
        let pattern =
            |text| LazyPattern { text, key: self.path_of(key), place: self.position_of(key) };
        Ok(self.filled_text(key)?.map(pattern))
    }

    /// Returns what the word of a key stands for, in either case.
    pub(super) fn choice<T: Copy>(&self, key: &str, words: &[(&str, T)]) -> Result<Option<T>> {
        let (Some(found), Some(text)) = (self.find(key), self.text(key)?) else {
            return Ok(None);
        };
        chosen(found, &self.path_of(key), &text, words).map(Some)
    }

    /// Returns what the words in the list under a key stand for, in either case.
    pub(super) fn choices<T: Copy>(
        &self,
        key: &str,
        words: &[(&str, T)],
    ) -> Result<Option<Vec<T>>> {
        let Some(items) = self.listed_texts(key)? else {
            return Ok(None);
        };
        let items = items.iter().map(|(found, path, text)| chosen(*found, path, text, words));
        items.collect::<Result<_>>().map(Some)
    }

    /// Returns the table under a key, put together from all layers that have it.
    pub(super) fn table(&self, key: &str) -> Result<Option<Self>> {
        let path = self.path_of(key);
        let mut parts = Vec::new();
        for found in self.all(key) {
            match found.get().as_table() {
                Some(entries) => {
                    parts.push(Part { source: found.source, entries, start: found.start() });
                }
                None if parts.is_empty() => {
                    return Err(unfit(found, key, &path, "a table", "{ … }"));
                }
                // a table above it stands in its place
                None => break,
            }
        }
        Ok((!parts.is_empty()).then(|| Self { parts, path, shape: self.shape_of(key) }))
    }

    /// Returns the tables in the list under a key.
    pub(super) fn tables(&self, key: &str) -> Result<Option<Vec<Self>>> {
        let form = "[{ … }]";
        let Some(items) = self.list(key, "a list of tables", form)? else {
            return Ok(None);
        };
        let shape = format!("{}[]", self.shape_of(key));
        let tables = items.into_iter().map(|(found, path)| match found.get().as_table() {
            Some(entries) => {
                let part = Part { source: found.source, entries, start: found.start() };
                Ok(Self { parts: vec![part], path, shape: shape.clone() })
            }
            None => Err(unfit(found, key, &path, "a table", form)),
        });
        tables.collect::<Result<_>>().map(Some)
    }

    /// Returns the value of a key that must be there.
    pub(super) fn required<T>(&self, key: &str, value: Option<T>) -> Result<T> {
        value.ok_or_else(|| {
            let is_of_project = |part: &&Part<'_>| part.source.kind().is_of_project();
            let part = self.parts.iter().find(is_of_project).or_else(|| self.parts.first());
            Failure::usage(format!("`{}` is missing", self.path_of(key)))
                .at(part.map_or_else(String::new, |part| part.source.position(part.start)))
                .hint(format!("add `{key} = \"…\"`"))
        })
    }

    fn entries(&self, counts: impl Fn(&Part<'d>) -> bool) -> Vec<Entry<'d>> {
        let mut entries = Vec::new();
        for Part { source, entries: table, .. } in self.parts.iter().copied().filter(counts) {
            let mut keys: Vec<_> = table
                .iter()
                .map(|(key, value)| {
                    let (name, start): (&str, _) = (key.get_ref(), key.span().start);
                    Entry { name, source, start, value }
                })
                .collect();
            keys.sort_by_key(|entry| entry.start);
            entries.extend(keys);
        }
        entries
    }

    /// Returns the value of a key in each layer that has one, best first.
    fn all(&self, key: &str) -> impl Iterator<Item = Found<'d>> {
        self.parts.iter().filter_map(move |part| {
            Some(Found { source: part.source, value: part.entries.get(key)? })
        })
    }

    fn find(&self, key: &str) -> Option<Found<'d>> {
        self.all(key).next()
    }

    /// Returns where a key stands in the layer that decides it; nothing where there is none.
    pub(super) fn position_of(&self, key: &str) -> String {
        self.find(key).map_or_else(String::new, |found| found.source.position(found.start()))
    }

    fn compiled(&self, key: &str, pattern: &str) -> Result<Regex> {
        compiled(pattern, &self.path_of(key), || self.position_of(key))
    }

    fn converted<T>(
        &self,
        key: &str,
        wanted: &str,
        form: &str,
        convert: fn(&DeValue<'_>) -> Option<T>,
    ) -> Result<Option<T>> {
        let Some(found) = self.find(key) else {
            return Ok(None);
        };
        match convert(found.get()) {
            Some(converted) => Ok(Some(converted)),
            None => Err(unfit(found, key, &self.path_of(key), wanted, form)),
        }
    }

    /// Returns the items of the list under a key, each with its path.
    fn list(
        &self,
        key: &str,
        wanted: &str,
        form: &str,
    ) -> Result<Option<Vec<(Found<'d>, String)>>> {
        let Some(found) = self.find(key) else {
            return Ok(None);
        };
        let path = self.path_of(key);
        let Some(items) = found.get().as_array() else {
            return Err(unfit(found, key, &path, wanted, form));
        };
        let numbered = items.iter().enumerate().map(|(number, value)| {
            (Found { source: found.source, value }, format!("{path}[{number}]"))
        });
        Ok(Some(numbered.collect()))
    }

    fn listed_texts(&self, key: &str) -> Result<Option<Vec<(Found<'d>, String, String)>>> {
        let form = "[\"…\"]";
        let Some(items) = self.list(key, "a list of texts", form)? else {
            return Ok(None);
        };
        let texts = items.into_iter().map(|(found, path)| match value::as_text(found.get()) {
            Some(text) => Ok((found, path, text)),
            None => Err(unfit(found, key, &path, "a text", form)),
        });
        texts.collect::<Result<_>>().map(Some)
    }
}

fn chosen<T: Copy>(found: Found<'_>, path: &str, text: &str, words: &[(&str, T)]) -> Result<T> {
    if let Some((_, meaning)) = words.iter().find(|(word, _)| word.eq_ignore_ascii_case(text)) {
        return Ok(*meaning);
    }
    let names: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
    let hint = match nearest(text, names.iter().copied()) {
        Some(word) => format!("did you mean \"{word}\"?"),
        None => format!("write \"{}\"", names.join("\" or \"")),
    };
    let what = format!("`{path}` cannot be {text:?}");
    Err(found.source.failure(found.start(), what).hint(hint))
}

fn unfit(found: Found<'_>, key: &str, path: &str, wanted: &str, form: &str) -> Failure {
    let what = format!("`{path}` must be {wanted}, not {}", value::described(found.get()));
    let remedy = found.source.remedy(found.start(), key, form);
    found.source.failure(found.start(), what).hint(remedy)
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}
