//! How a version is written at a site: not every format has room for a SemVer version.

use semver::{BuildMetadata, Version};

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
    /// The pre-release with its hyphen, empty for a final version: `<changelist>-rc.1</changelist>`.
    Suffix,
    /// `X.Y.Z.0`: `AssemblyVersion`, `FileVersion`.
    FourNumbers,
    /// `X.0.0.0`: an `AssemblyVersion` that only a breaking release changes.
    MajorAndZeros,
    /// As gems keep it: `1.3.0.pre.rc.1`.
    Gem,
    /// As many gems write it: `1.3.0.rc1`.
    GemStage,
    /// `X.Y.Z+N`, the number of the build that comes: `pubspec.yaml`.
    BuildNumber(u64),
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
            Self::Suffix if version.pre.is_empty() => String::new(),
            Self::Suffix => format!("-{}", version.pre),
            Self::FourNumbers => format!("{major}.{minor}.{patch}.0"),
            Self::MajorAndZeros => format!("{major}.0.0.0"),
            // https://github.com/rubygems/rubygems/blob/master/lib/rubygems/version.rb, `initialize`
            Self::Gem => without_build(version).replace('-', ".pre."),
            Self::GemStage => gem_stage(version).unwrap_or_else(|| Self::Gem.spell(version)),
            Self::BuildNumber(_) if !version.build.is_empty() => version.to_string(),
            Self::BuildNumber(next) => format!("{version}+{next}"),
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

    /// Returns the version that a text says here, where that is a whole one.
    pub fn read(self, text: &str) -> Option<Version> {
        match self {
            Self::SemVer | Self::Core => Version::parse(text).ok(),
            Self::Pep440 => Version::parse(text).ok().or_else(|| of_pep440(text)),
            Self::Gem | Self::GemStage => {
                let parsed = Version::parse(&text.replacen(".pre.", "-", 1));
                parsed.ok().or_else(|| of_gem_stage(text))
            }
            Self::BuildNumber(_) => Version::parse(text.split('+').next()?).ok(),
            Self::FourNumbers => Version::parse(text.rsplit_once('.')?.0).ok(),
            _ => None,
        }
    }

    /// Whether a text says this version here. PEP 440 and gems have several spellings of one
    /// version, and the number of a build, which is the fourth of four, may be any.
    pub fn says(self, text: &str, version: &Version) -> bool {
        let spelt = self.spell(version);
        let reads = |spell: fn(&Version) -> String| {
            Version::parse(text).is_ok_and(|read| spell(&read) == spelt)
        };
        spelt == text
            || match self {
                Self::Pep440 => reads(forms::pep440) || self.read(text).as_ref() == Some(version),
                Self::Gem | Self::GemStage => self.read(text).as_ref() == Some(version),
                Self::FourNumbers => {
                    text.rsplit_once('.').map(|(three, _)| three)
                        == Some(&Self::Core.spell(version))
                }
                Self::BuildNumber(_) if version.build.is_empty() => {
                    text.split('+').next() == Some(version.to_string().as_str())
                }
                Self::Requirement(requirement) => requirement.allows(text, version),
                _ => false,
            }
    }
}

/// Returns the version that PEP 440 writes like this, where it has one pre-release at most.
fn of_pep440(text: &str) -> Option<Version> {
    let is_number = |c: char| c.is_ascii_digit() || c == '.';
    let end = text.find(|c: char| !is_number(c)).unwrap_or(text.len());
    let (numbers, pre) = text.split_at(end);
    let numbers = numbers.trim_end_matches('.');
    if pre.is_empty() {
        return Version::parse(numbers).ok();
    }
    let (pre, local) = pre.split_once('+').unwrap_or((pre, ""));
    let stages = [("rc", "rc"), ("c", "rc"), ("a", "alpha"), ("b", "beta"), ("dev", "dev")];
    stages.iter().find_map(|(letters, label)| {
        // "Implicit pre-release number", PEP 440: none is 0.
        let number: u64 = match pre.strip_prefix(letters)? {
            "" => 0,
            number => number.parse().ok()?,
        };
        // A label that PEP 440 has no stage for is written as a local segment.
        let label = if local.is_empty() { label } else { local };
        Version::parse(&format!("{numbers}-{label}.{number}")).ok()
    })
}

/// Returns a version as gems write one of a stage with a number: `1.3.0.rc1`.
fn gem_stage(version: &Version) -> Option<String> {
    let (stage, number) = version.pre.split_once('.')?;
    let is_word = stage.chars().all(|c| c.is_ascii_alphabetic());
    let is_number = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit());
    (is_word && is_number).then(|| format!("{}.{stage}{number}", Spelling::Core.spell(version)))
}

fn of_gem_stage(text: &str) -> Option<Version> {
    let at = text.find(|c: char| c.is_ascii_alphabetic())?;
    let (numbers, stage) = (text.get(..at)?.strip_suffix('.')?, text.get(at..)?);
    let end = stage.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (word, number) = stage.split_at_checked(end)?;
    let is_word = word.chars().all(|c| c.is_ascii_alphabetic());
    let pre = if number.is_empty() { word.to_owned() } else { format!("{word}.{number}") };
    Version::parse(&format!("{numbers}-{pre}")).ok().filter(|_| is_word)
}

fn without_build(version: &Version) -> String {
    Version { build: BuildMetadata::EMPTY, ..version.clone() }.to_string()
}

#[cfg(test)]
mod tests {
    use semver::Version;

    use super::Spelling;

    #[test]
    fn each_spelling_has_room_for_what_its_format_knows() {
        for (spelling, last, candidate) in [
            (Spelling::SemVer, "1.3.0", "1.3.0-rc.1"),
            (Spelling::Pep440, "1.3.0", "1.3.0rc1"),
            (Spelling::Core, "1.3.0", "1.3.0"),
            (Spelling::Prerelease, "", "rc.1"),
            (Spelling::Suffix, "", "-rc.1"),
            (Spelling::FourNumbers, "1.3.0.0", "1.3.0.0"),
            (Spelling::MajorAndZeros, "1.0.0.0", "1.0.0.0"),
            (Spelling::Gem, "1.3.0", "1.3.0.pre.rc.1"),
            (Spelling::GemStage, "1.3.0", "1.3.0.rc1"),
            (Spelling::BuildNumber(13), "1.3.0+13", "1.3.0-rc.1+13"),
            (Spelling::Minor, "3", "3"),
        ] {
            for (version, text) in [("1.3.0", last), ("1.3.0-rc.1", candidate)] {
                let version = Version::parse(version).unwrap();
                assert_eq!(spelling.spell(&version), text, "{spelling:?}");
                assert!(spelling.says(text, &version), "{spelling:?}");
            }
        }
    }

    #[test]
    fn what_is_spelled_is_read_again() {
        for spelling in [Spelling::SemVer, Spelling::Pep440, Spelling::Gem, Spelling::GemStage] {
            for text in [
                "1.3.0",
                "1.3.0-alpha.1",
                "1.3.0-beta.2",
                "1.3.0-rc.10",
                "0.1.0-dev.4",
                "1.3.0-jira.7.4",
            ] {
                let version = Version::parse(text).unwrap();
                let spelled = spelling.spell(&version);
                assert_eq!(spelling.read(&spelled), Some(version), "{spelling:?} {spelled}");
            }
        }
        for text in ["", "1.4", "1.4.2.post1", "rc1", "1.4.2a1.dev2"] {
            assert_eq!(Spelling::Pep440.read(text), None, "{text}");
        }
        for (text, version) in [("3.2.0.dev", "3.2.0-dev.0"), ("1.4.2a", "1.4.2-alpha.0")] {
            let version = Version::parse(version).unwrap();
            assert_eq!(Spelling::Pep440.read(text).as_ref(), Some(&version), "{text}");
            assert!(Spelling::Pep440.says(text, &version), "{text}");
        }
        let build = Spelling::BuildNumber(4).read("1.3.0+3").unwrap();
        assert_eq!(build.to_string(), "1.3.0");
    }

    #[test]
    fn another_spelling_says_the_same() {
        let version = Version::parse("1.3.0-rc.1").unwrap();
        assert!(Spelling::Pep440.says("1.3.0-rc.1", &version));
        assert!(Spelling::Gem.says("1.3.0-rc.1", &version));
        assert!(Spelling::Gem.says("1.3.0.rc1", &version));
        assert!(!Spelling::Gem.says("1.3.0.rc2", &version));
        assert!(Spelling::FourNumbers.says("1.3.0.417", &version));
        assert!(!Spelling::FourNumbers.says("1.3.1.0", &version));
        assert!(Spelling::BuildNumber(13).says("1.3.0-rc.1+12", &version));
        assert!(!Spelling::BuildNumber(13).says("1.3.0+12", &version));
        assert!(!Spelling::SemVer.says("1.3.0rc1", &version));
    }
}
