//! What the file says that does nothing: names nobody knows, keys that are for later.
//!
//! In git-cliff's sections that is worth a warning, because git-cliff accepts such a file; in
//! semflow's own it is a mistake.

use std::collections::BTreeSet;

use toml::de::DeValue;

use crate::config::keys::{Key, LATER_SECTIONS, SECTIONS, Standing, Usual, section_of};
use crate::config::suggest::nearest;
use crate::config::table::{Entry, Table};
use crate::config::value;
use crate::failure::Result;

/// Warnings, each said once.
#[derive(Debug, Default)]
pub(super) struct Notes {
    said: BTreeSet<String>,
    lines: Vec<(usize, String)>,
}

impl Notes {
    /// Warns of every key of a git-cliff table that does nothing.
    pub(super) fn check(&mut self, table: &Table<'_>, keys: &[Key]) {
        for entry in table.keys() {
            let shape = table.shape_of(entry.name);
            match keys.iter().find(|key| key.name == entry.name).map(|key| key.standing) {
                Some(Standing::ActedOn) => {}
                Some(Standing::NotYet(usual)) => {
                    if !is_usual(entry.value.get_ref(), usual) {
                        self.add(table, entry, format!("`{shape}` is not acted on yet"));
                    }
                }
                None => {
                    let guess = meant(table, entry.name, keys);
                    self.add(table, entry, unknown("key", &shape, guess.as_deref()));
                }
            }
        }
    }

    /// Warns of every section that does nothing.
    pub(super) fn check_sections(&mut self, root: &Table<'_>) {
        for entry in root.keys() {
            let name = entry.name;
            if LATER_SECTIONS.contains(&name) {
                self.add(root, entry, format!("`[{name}]` is not acted on yet"));
            } else if !sections().any(|section| section == name) {
                let what = match entry.value.get_ref() {
                    DeValue::Table(_) | DeValue::Array(_) => "section",
                    _ => "key",
                };
                self.add(root, entry, unknown(what, name, meant_at_root(name).as_deref()));
            }
        }
    }

    /// Warns of something at a key.
    pub(super) fn add(&mut self, table: &Table<'_>, entry: Entry<'_>, what: String) {
        if self.said.contains(&what) {
            return;
        }
        let position = table.source().position(entry.start);
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
pub(super) fn refuse_unknown(table: &Table<'_>, keys: &[Key]) -> Result<()> {
    let is_known = |entry: &Entry<'_>| keys.iter().any(|key| key.name == entry.name);
    let Some(entry) = table.keys().into_iter().find(|entry| !is_known(entry)) else {
        return Ok(());
    };
    let hint = meant(table, entry.name, keys).map_or_else(
        || format!("it may have `{}`", names(keys).collect::<Vec<_>>().join("`, `")),
        |guess| format!("did you mean `{guess}`?"),
    );
    let what = format!("unknown key `{}`", table.path_of(entry.name));
    Err(table.source().failure(entry.start, what).hint(hint))
}

fn is_usual(value: &DeValue<'_>, usual: Usual) -> bool {
    match usual {
        Usual::Flag(flag) => value::as_flag(value) == Some(flag),
        Usual::Text(text) => value::as_text(value).is_some_and(|value| value.trim() == text),
        Usual::Nothing => value::is_nothing(value),
    }
}

fn unknown(what: &str, path: &str, guess: Option<&str>) -> String {
    match guess {
        Some(guess) => format!("unknown {what} `{path}`; did you mean `{guess}`?"),
        None => format!("unknown {what} `{path}`"),
    }
}

/// A name that another section has word for word is in the wrong place rather than misspelled.
fn meant(table: &Table<'_>, name: &str, keys: &[Key]) -> Option<String> {
    elsewhere(name).or_else(|| nearest(name, names(keys)).map(|key| table.shape_of(key)))
}

fn meant_at_root(name: &str) -> Option<String> {
    let sections = sections().chain(LATER_SECTIONS.iter().copied());
    elsewhere(name).or_else(|| nearest(name, sections).map(|section| format!("[{section}]")))
}

fn elsewhere(name: &str) -> Option<String> {
    let as_section = sections().find(|section| *section == name).map(|name| format!("[{name}]"));
    as_section.or_else(|| section_of(name).map(|section| format!("{section}.{name}")))
}

fn sections() -> impl Iterator<Item = &'static str> {
    SECTIONS.iter().map(|(section, _)| *section)
}

fn names(keys: &[Key]) -> impl Iterator<Item = &'static str> {
    keys.iter().map(|key| key.name)
}
