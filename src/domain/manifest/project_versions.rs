//! The versions that a project declares, all together.

use semver::Version;

use crate::domain::manifest::formats::date_format::DateFormat;
use crate::domain::manifest::locate::FormatKind;
use crate::domain::manifest::site::{VersionSite, line_of};
use crate::failure::Failure;

/// The versions that a project declares.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProjectVersions {
    /// The place whose version is the project's; `None` where no file declares one.
    pub master: Option<Master>,
    /// The files whose versions move together; that of the master is the first.
    pub files: Vec<VersionFile>,
    /// What is worth knowing about files that are left alone.
    pub notes: Vec<Note>,
}

/// The place whose version is the project's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Master {
    /// The file, from the root.
    pub path: String,
    /// The line, counted from 1.
    pub line: usize,
    /// What stands there.
    pub text: String,
    /// What it says.
    pub version: Version,
}

/// A file with versions that move with the project's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionFile {
    /// The file, from the root.
    pub path: String,
    /// Its kind; `None` where a declaration says how its version is found.
    pub kind: Option<FormatKind>,
    /// Where the versions stand, in the order of the text.
    pub sites: Vec<VersionSite>,
    /// The lines of the sites, counted from 1.
    pub lines: Vec<usize>,
    /// How dates are written there, where they may be marked.
    pub date_format: Option<DateFormat>,
}

impl VersionFile {
    /// Returns the file with this text and these sites in it.
    pub fn new(path: &str, kind: Option<FormatKind>, text: &str, sites: Vec<VersionSite>) -> Self {
        let lines = sites.iter().map(|site| line_of(text, site.span.start)).collect();
        Self { path: path.to_owned(), kind, sites, lines, date_format: None }
    }
}

/// Something worth knowing about a file that is left alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The file, from the root.
    pub path: String,
    /// The line, where there is one.
    pub line: Option<usize>,
    /// What is worth knowing: a lowercase sentence without a full stop.
    pub what: String,
    /// What can be done about it.
    pub hint: String,
}

/// A field that does not say the version it should.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// The file, from the root.
    pub path: String,
    /// The line, counted from 1.
    pub line: usize,
    /// The field.
    pub field: String,
    /// What stands there.
    pub text: String,
    /// What should stand there.
    pub expected: String,
    /// The place that says so: `VERSION:1`, or a tag.
    pub master: String,
}

impl ProjectVersions {
    /// Returns the fields that do not say what the master says.
    pub fn disagreements(&self) -> Vec<Disagreement> {
        let Some(master) = &self.master else { return Vec::new() };
        self.disagreements_with(&master.version, &format!("{}:{}", master.path, master.line))
    }

    /// Returns the fields that do not say this version; `place` is what says it.
    pub fn disagreements_with(&self, version: &Version, place: &str) -> Vec<Disagreement> {
        let mut found = Vec::new();
        for file in &self.files {
            for (site, line) in file.sites.iter().zip(&file.lines) {
                if !site.spelling.says(&site.text, version) {
                    found.push(Disagreement {
                        path: file.path.clone(),
                        line: *line,
                        field: site.field.clone(),
                        text: site.text.clone(),
                        expected: site.spelling.spell(version),
                        master: place.to_owned(),
                    });
                }
            }
        }
        found
    }
}

impl Disagreement {
    /// Returns the failure that this is where nothing else was asked for.
    pub fn failure(&self) -> Failure {
        let Self { path, line, field, text, expected, master } = self;
        Failure::state(format!("`{field}` is `{text}`, and {master} asks for `{expected}`"))
            .at(format!("{path}:{line}"))
            .hint(format!("write `{expected}` there, or correct {master}"))
            .hint(format!("a version of its own: `[[version-files]]` with `path = \"{path}\"` and `ignore = true`"))
    }
}
