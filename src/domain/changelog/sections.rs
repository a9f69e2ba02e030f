//! Which section of a release a change stands in.

/// The sections of a template and their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sections {
    /// Those of Keep a Changelog 1.1.0; what users do not notice is left out.
    KeepAChangelog,
    /// What users notice, named after the Conventional Commits types.
    Notable,
    /// Every type, named likewise; a type nobody knows goes to the last.
    Full,
}

/// The title of the section before all others: changes that break something.
pub const BREAKING: &str = "Breaking";

type Row = (&'static str, &'static [&'static str]);

const KEEP_A_CHANGELOG: &[Row] = &[
    ("Added", &["feat"]),
    ("Changed", &["perf", "change", "changed", "revert"]),
    ("Deprecated", &["deprecate", "deprecated"]),
    ("Removed", &["remove", "removed"]),
    ("Fixed", &["fix"]),
    ("Security", &["security"]),
];

const NOTABLE: &[Row] = &[
    ("Features", &["feat"]),
    ("Bug fixes", &["fix"]),
    ("Performance", &["perf"]),
    ("Deprecated", &["deprecate", "deprecated"]),
    ("Removed", &["remove", "removed"]),
    ("Security", &["security"]),
    ("Reverts", &["revert"]),
];

const INTERNAL: &[Row] = &[
    ("Documentation", &["docs"]),
    ("Refactoring", &["refactor"]),
    ("Style", &["style"]),
    ("Tests", &["test"]),
    ("Build", &["build"]),
    ("Continuous integration", &["ci"]),
    ("Chores", &["chore"]),
];

/// The title of the section behind all others: changes of no known type.
pub const OTHER: &str = "Other changes";

impl Sections {
    /// Returns the title of the section for a commit type in lower case; `None` where the template
    /// leaves such changes out.
    pub fn title_of(self, kind: &str) -> Option<&'static str> {
        let found = self.rows().find(|(_, kinds)| kinds.contains(&kind)).map(|(title, _)| *title);
        found.or((self == Self::Full).then_some(OTHER))
    }

    /// Returns the titles in the order of the document, breaking changes aside.
    pub fn titles(self) -> impl Iterator<Item = &'static str> {
        self.rows().map(|(title, _)| *title).chain((self == Self::Full).then_some(OTHER))
    }

    fn rows(self) -> impl Iterator<Item = &'static Row> {
        let (notable, internal): (&[Row], &[Row]) = match self {
            Self::KeepAChangelog => (KEEP_A_CHANGELOG, &[]),
            Self::Notable => (NOTABLE, &[]),
            Self::Full => (NOTABLE, INTERNAL),
        };
        notable.iter().chain(internal)
    }
}

#[cfg(test)]
mod tests {
    use super::Sections;

    #[test]
    fn only_the_full_sections_have_room_for_every_type() {
        assert_eq!(Sections::KeepAChangelog.title_of("feat"), Some("Added"));
        assert_eq!(Sections::KeepAChangelog.title_of("chore"), None);
        assert_eq!(Sections::Full.title_of("chore"), Some("Chores"));
        assert_eq!(Sections::Full.title_of("anything"), Some("Other changes"));
        assert_eq!(Sections::Full.titles().last(), Some("Other changes"));
    }
}
