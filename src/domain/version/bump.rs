//! How much a change raises a version, and the table that says it per type.
//!
//! What a level does to a version number, also before 1.0.0, is not decided here.

use std::fmt;

use crate::domain::commit::change::Change;

/// The part of a version that a change raises (SemVer 2.0.0 §6 to §8), lowest first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bump {
    /// Nothing: the change asks for no release.
    #[default]
    None,
    /// The patch version: a fix.
    Patch,
    /// The minor version: a feature.
    Minor,
    /// The major version: a breaking change.
    Major,
}

impl Bump {
    /// Every level, lowest first.
    pub const ALL: [Self; 4] = [Self::None, Self::Patch, Self::Minor, Self::Major];

    /// Returns the word for the level, as arguments and configuration spell it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl fmt::Display for Bump {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

/// Which level each type asks for. Types are compared without regard to case
/// (Conventional Commits 1.0.0, rule 15), and a breaking change of any type is major (rule 11).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BumpTable {
    levels: Vec<(String, Bump)>,
}

impl Default for BumpTable {
    fn default() -> Self {
        Self { levels: Vec::new() }
            .with("feat", Bump::Minor)
            .with("fix", Bump::Patch)
            .with("perf", Bump::Patch)
            .with("revert", Bump::Patch)
    }
}

impl BumpTable {
    /// Returns the table with this level for a type, in place of the one it had.
    #[must_use]
    pub fn with(mut self, kind: &str, level: Bump) -> Self {
        let kind = kind.to_lowercase();
        match self.levels.iter_mut().find(|(known, _)| *known == kind) {
            Some((_, old)) => *old = level,
            None => self.levels.push((kind, level)),
        }
        self
    }

    /// Returns the level that a change asks for; a type without a row asks for none.
    pub fn level(&self, change: &Change) -> Bump {
        if change.breaking.is_some() {
            return Bump::Major;
        }
        self.levels
            .iter()
            .find(|(kind, _)| change.is_kind(kind))
            .map_or(Bump::None, |(_, level)| *level)
    }
}

#[cfg(test)]
mod tests {
    use super::{Bump, BumpTable};
    use crate::domain::commit::change::{Breaking, BreakingSource, Change};

    fn change(kind: &str) -> Change {
        Change { kind: kind.to_owned(), description: "x".to_owned(), ..Change::default() }
    }

    #[test]
    fn a_type_asks_for_its_level_in_any_case() {
        let rows = [
            ("feat", Bump::Minor),
            ("Feat", Bump::Minor),
            ("FEAT", Bump::Minor),
            ("fix", Bump::Patch),
            ("perf", Bump::Patch),
            ("revert", Bump::Patch),
            ("fixture", Bump::None),
            ("feature", Bump::None),
            ("refactor", Bump::None),
            ("docs", Bump::None),
        ];
        for (kind, level) in rows {
            assert_eq!(BumpTable::default().level(&change(kind)), level, "{kind}");
        }
    }

    #[test]
    fn a_breaking_change_of_any_type_is_major() {
        let breaking = Breaking { description: "x".to_owned(), source: BreakingSource::Mark };
        let chore = Change { breaking: Some(breaking), ..change("chore") };
        assert_eq!(BumpTable::default().level(&chore), Bump::Major);
        assert_eq!(BumpTable::default().with("chore", Bump::None).level(&chore), Bump::Major);
    }

    #[test]
    fn a_row_replaces_the_row_of_the_same_type() {
        let table = BumpTable::default().with("Refactor", Bump::Patch).with("FIX", Bump::None);
        assert_eq!(table.level(&change("refactor")), Bump::Patch);
        assert_eq!(table.level(&change("fix")), Bump::None);
    }

    #[test]
    fn the_levels_are_ordered_and_each_has_its_word() {
        assert!(Bump::ALL.is_sorted());
        assert_eq!(Bump::ALL.map(Bump::as_str), ["none", "patch", "minor", "major"]);
    }
}
