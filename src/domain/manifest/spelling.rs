//! How a version is written at a site: not every format has room for a SemVer version.

use semver::Version;

use crate::domain::manifest::requirement::Requirement;
use crate::domain::version::forms;

/// How a version is written at a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// As SemVer 2.0.0 writes it.
    SemVer,
    /// As PEP 440 writes it: `1.3.0rc1`.
    Pep440,
    /// `X.Y.Z`, whatever the pre-release is: `VersionPrefix`.
    Core,
    /// The pre-release alone, empty for a final version: `VersionSuffix`.
    Prerelease,
    /// `X.Y.Z.0`: `AssemblyVersion`, `FileVersion`.
    FourNumbers,
    /// One number of it.
    Major,
    /// One number of it.
    Minor,
    /// One number of it.
    Patch,
    /// After a word that says which versions of a package will do: `^1.3.0`.
    Requirement(Requirement),
    /// One number that grows with the version, `10203` for 1.2.3, and what is counted on top.
    AndroidCode {
        /// What is added.
        base: u64,
    },
}

impl Spelling {
    /// Returns how a version is written here.
    pub fn spell(self, version: &Version) -> String {
        let Version { major, minor, patch, .. } = version;
        match self {
            Self::SemVer => version.to_string(),
            Self::Pep440 => forms::pep440(version),
            Self::Core => format!("{major}.{minor}.{patch}"),
            Self::Prerelease => version.pre.to_string(),
            Self::FourNumbers => format!("{major}.{minor}.{patch}.0"),
            Self::Major => major.to_string(),
            Self::Minor => minor.to_string(),
            Self::Patch => patch.to_string(),
            Self::Requirement(requirement) => requirement.spell(version),
            Self::AndroidCode { base } => {
                let number = major.saturating_mul(10_000).saturating_add(minor.saturating_mul(100));
                base.saturating_add(number).saturating_add(*patch).to_string()
            }
        }
    }

    /// Whether a text says this version here. PEP 440 has several spellings of one version; all
    /// that its normalization makes equal are taken.
    pub fn says(self, text: &str, version: &Version) -> bool {
        self.spell(version) == text
            || match self {
                Self::Pep440 => Version::parse(text)
                    .is_ok_and(|read| forms::pep440(&read) == self.spell(version)),
                Self::Requirement(requirement) => requirement.allows(text, version),
                _ => false,
            }
    }
}
