//! The data that templates see.
//!
//! The shape keeps git-cliff's names where it has the same thing (`version`, `timestamp`,
//! `commit_id`, `previous`) and adds what a template would otherwise have to work out: sections in
//! their order, addresses, dates. `docs/changelog.md` lists it for people.

use std::collections::BTreeMap;

use chrono::DateTime;
use serde::Serialize;

use crate::domain::changelog::addresses::Addresses;
use crate::domain::changelog::entry::{Coming, Logged, Release};
use crate::domain::changelog::line::{Author, Entry, entries};
use crate::domain::changelog::render::Template;
use crate::domain::changelog::sections::{BREAKING, OTHER, Sections};
use crate::domain::version::version_tag::{VersionTag, split_version};

/// What the data of a release is made with.
pub struct PageStyle<'a> {
    /// How the sections are called.
    pub sections: Sections,
    /// The sections that configured rules make, in their order; they come before the others.
    pub groups: Vec<String>,
    /// Where addresses lead.
    pub addresses: Addresses<'a>,
    /// Which lists the template asks for.
    pub needs: Needs,
    /// Whether commits that are not conventional stand in the last section.
    pub shows_unconventional: bool,
}

/// The lists that a template asks for; the others stay empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "one switch for each list")]
pub struct Needs {
    /// `sections`
    pub sections: bool,
    /// `scopes`
    pub scopes: bool,
    /// `commits`
    pub commits: bool,
    /// `unconventional`
    pub unconventional: bool,
    /// `contributors`
    pub contributors: bool,
    /// `raw_message`
    pub raw_message: bool,
}

impl Needs {
    /// Returns what a template asks for, told by the words in its source.
    pub fn of(template: &Template) -> Self {
        Self {
            sections: template.mentions("section"),
            scopes: template.mentions("scopes"),
            commits: template.mentions("commits"),
            unconventional: template.mentions("unconventional"),
            contributors: template.mentions("contributors"),
            raw_message: template.mentions("raw_message"),
        }
    }
}

/// A release as a template sees it.
#[derive(Debug, Serialize)]
pub struct Page {
    version: Option<String>,
    number: Option<String>,
    message: Option<String>,
    date: Option<String>,
    timestamp: Option<i64>,
    commit_id: Option<String>,
    is_prerelease: bool,
    previous: Option<Previous>,
    compare_url: Option<String>,
    tag_url: Option<String>,
    sections: Vec<Section>,
    scopes: Vec<ScopePart>,
    commits: Vec<Entry>,
    unconventional: Vec<Entry>,
    contributors: Vec<Author>,
}

#[derive(Debug, Serialize)]
struct Previous {
    version: String,
    number: String,
    commit_id: String,
}

#[derive(Debug, Serialize)]
struct Section {
    title: String,
    is_breaking: bool,
    entries: Vec<Entry>,
}

#[derive(Debug, Serialize)]
struct ScopePart {
    scope: Option<String>,
    entries: Vec<Entry>,
}

impl Page {
    /// Returns the data of a release. `coming` stands in for the tag of what is not released yet.
    pub fn new(release: &Release, coming: Option<&Coming>, style: &PageStyle<'_>) -> Self {
        let entries: Vec<_> = release.logged.iter().flat_map(|one| entries(one, style)).collect();
        let tag = release.tag.as_ref();
        let name = coming.map(|coming| coming.tag.as_str());
        let timestamp = release.timestamp.or(coming.map(|coming| coming.timestamp));
        let version = tag.map(|tag| tag.name.to_string()).or_else(|| name.map(str::to_owned));
        let number = tag.map(|tag| tag.version.to_string()).or_else(|| {
            name.map(|name| split_version(name).map_or(name.to_owned(), |(_, v)| v.to_string()))
        });
        let previous = release.previous.as_ref();
        let unplaced = |entries: &[Entry]| {
            entries.iter().filter(|entry| entry.is_unplaced()).cloned().collect()
        };
        let contributors =
            contributors(if style.needs.contributors { &release.logged } else { &[] });
        Self {
            message: None,
            date: timestamp.and_then(date),
            timestamp,
            commit_id: release.commit.map(|id| id.to_string()),
            is_prerelease: tag.is_some_and(|tag| !tag.is_stable()),
            previous: previous.map(Previous::of),
            compare_url: style.addresses.compare(previous, version.as_deref()),
            tag_url: style.addresses.tag(version.as_deref()),
            sections: if style.needs.sections { sections(&entries, style) } else { Vec::new() },
            scopes: if style.needs.scopes { scopes(&entries, style) } else { Vec::new() },
            unconventional: match style.needs.unconventional {
                true => unplaced(&entries),
                false => Vec::new(),
            },
            commits: if style.needs.commits { entries } else { Vec::new() },
            contributors,
            version,
            number,
        }
    }

    /// Returns the release with the message of its tag.
    #[must_use]
    pub fn with_message(self, message: Option<String>) -> Self {
        Self { message, ..self }
    }

    /// Returns the release without its lists: what the parts around the releases need of it.
    #[must_use]
    pub fn into_summary(self) -> Self {
        Self {
            sections: Vec::new(),
            scopes: Vec::new(),
            commits: Vec::new(),
            unconventional: Vec::new(),
            ..self
        }
    }

    /// Whether the release has anything to show in the sections of its template.
    pub fn is_empty(&self) -> bool {
        self.sections.is_empty()
            && self.scopes.is_empty()
            && self.commits.is_empty()
            && self.unconventional.is_empty()
    }
}

impl Previous {
    fn of(tag: &VersionTag) -> Self {
        Self {
            version: tag.name.to_string(),
            number: tag.version.to_string(),
            commit_id: tag.commit.to_string(),
        }
    }
}

/// Returns the day of a time, `2024-01-31`.
pub(super) fn date(seconds: i64) -> Option<String> {
    Some(DateTime::from_timestamp(seconds, 0)?.format("%Y-%m-%d").to_string())
}

/// Puts entries under their titles: what breaks something first, then the configured sections, then
/// those of the template. An entry that breaks something stands in the first section only.
fn sections(entries: &[Entry], style: &PageStyle<'_>) -> Vec<Section> {
    let titles = std::iter::once(BREAKING.to_owned())
        .chain(style.groups.iter().cloned())
        .chain(style.sections.titles().map(str::to_owned))
        .chain(style.shows_unconventional.then(|| OTHER.to_owned()));
    let mut sections: Vec<Section> = Vec::new();
    for title in titles {
        let is_breaking = sections.is_empty() && title == BREAKING;
        if !sections.iter().any(|section| section.title == title) {
            sections.push(Section { title, is_breaking, entries: Vec::new() });
        }
    }
    for entry in entries {
        let Some(title) = entry.title(style) else { continue };
        match sections.iter_mut().find(|section| section.title == title) {
            Some(section) => section.entries.push(entry.clone()),
            None => {
                sections.push(Section { title, is_breaking: false, entries: vec![entry.clone()] });
            }
        }
    }
    sections.retain(|section| !section.entries.is_empty());
    for section in &mut sections {
        section.title = without_sort_mark(&section.title).to_owned();
    }
    sections
}

/// Many a `cliff.toml` starts its groups with `<!-- 0 -->` to sort them; nobody wants to see that.
fn without_sort_mark(title: &str) -> &str {
    match title.strip_prefix("<!--").and_then(|rest| rest.split_once("-->")) {
        Some((_, title)) => title.trim_start(),
        None => title,
    }
}

/// Puts entries under their scopes, in the order of the alphabet; those without one come first, and
/// last what is not conventional. Within a scope, what breaks something comes first.
fn scopes(entries: &[Entry], style: &PageStyle<'_>) -> Vec<ScopePart> {
    let mut parts = BTreeMap::<Option<String>, Vec<Entry>>::new();
    let (conventional, others): (Vec<&Entry>, Vec<&Entry>) =
        entries.iter().partition(|entry| entry.conventional);
    for entry in conventional {
        parts.entry(entry.scope.clone()).or_default().push(entry.clone());
    }
    for entries in parts.values_mut() {
        entries.sort_by_key(|entry| !entry.breaking);
    }
    let mut parts: Vec<_> =
        parts.into_iter().map(|(scope, entries)| ScopePart { scope, entries }).collect();
    if style.shows_unconventional && !others.is_empty() {
        let entries = others.into_iter().cloned().collect();
        parts.push(ScopePart { scope: Some(OTHER.to_owned()), entries });
    }
    parts
}

fn contributors(logged: &[Logged]) -> Vec<Author> {
    let mut found: Vec<Author> = Vec::new();
    for one in logged {
        let author = Author::of(&one.commit.author);
        if !found.iter().any(|known| known.name == author.name) {
            found.push(author);
        }
    }
    found
}
