//! What the file says that does nothing: names nobody knows, sections that are for later.
//!
//! In git-cliff's sections that is worth a warning, because git-cliff accepts such a file; in
//! semflow's own it is a mistake.

use std::collections::BTreeSet;

use toml::de::DeValue;

use crate::config::keys::{SECTIONS, section_of};
use crate::config::suggest::nearest;
use crate::config::table::{Entry, Table};
use crate::failure::Result;

/// Warnings, each said once.
#[derive(Debug, Default)]
pub(super) struct Notes {
    said: BTreeSet<String>,
    lines: Vec<(usize, String)>,
}

impl Notes {
    /// Warns of every key of a git-cliff table that the project wrote and nobody knows.
    pub(super) fn check(&mut self, table: &Table<'_>, keys: &[&str]) {
        for entry in table.project_keys() {
            if !keys.contains(&entry.name) {
                let guess = meant(table, entry.name, keys);
                self.add(entry, unknown("key", &table.shape_of(entry.name), guess.as_deref()));
            }
        }
    }

    /// Warns of every section that does nothing.
    pub(super) fn check_sections(&mut self, root: &Table<'_>) {
        for entry in root.project_keys() {
            let name = entry.name;
            if !sections().any(|section| section == name) {
                let what = match entry.value.get_ref() {
                    DeValue::Table(_) | DeValue::Array(_) => "section",
                    _ => "key",
                };
                self.add(entry, unknown(what, name, meant_at_root(name).as_deref()));
            }
        }
    }

    /// Warns of something at a key.
    pub(super) fn add(&mut self, entry: Entry<'_>, what: String) {
        if self.said.contains(&what) {
            return;
        }
        let position = entry.source.position(entry.start);
        self.lines.push((entry.start, format!("{position}: {what}")));
        self.said.insert(what);
    }

    /// Returns the warnings in the order of the file.
    pub(super) fn into_lines(mut self) -> Vec<String> {
        self.lines.sort();
        self.lines.into_iter().map(|(_, line)| line).collect()
    }
}

/// Refuses a key that one of semflow's own tables does not have.
pub(super) fn refuse_unknown(table: &Table<'_>, keys: &[&str]) -> Result<()> {
    let is_known = |entry: &Entry<'_>| keys.contains(&entry.name);
    let Some(entry) = table.project_keys().into_iter().find(|entry| !is_known(entry)) else {
        return Ok(());
    };
    let hint = meant(table, entry.name, keys).map_or_else(
        || format!("it may have `{}`", keys.join("`, `")),
        |guess| format!("did you mean `{guess}`?"),
    );
    let what = format!("unknown key `{}`", table.path_of(entry.name));
    Err(entry.source.failure(entry.start, what).hint(hint))
}

fn unknown(what: &str, path: &str, guess: Option<&str>) -> String {
    match guess {
        Some(guess) => format!("unknown {what} `{path}`; did you mean `{guess}`?"),
        None => format!("unknown {what} `{path}`"),
    }
}

/// A name that another section has word for word is in the wrong place rather than misspelled.
fn meant(table: &Table<'_>, name: &str, keys: &[&str]) -> Option<String> {
    elsewhere(name).or_else(|| nearest(name, keys.iter().copied()).map(|key| table.shape_of(key)))
}

fn meant_at_root(name: &str) -> Option<String> {
    elsewhere(name).or_else(|| nearest(name, sections()).map(|section| format!("[{section}]")))
}

fn elsewhere(name: &str) -> Option<String> {
    let as_section = sections().find(|section| *section == name).map(|name| format!("[{name}]"));
    as_section.or_else(|| section_of(name).map(|section| format!("{section}.{name}")))
}

fn sections() -> impl Iterator<Item = &'static str> {
    SECTIONS.iter().map(|(section, _)| *section)
}
