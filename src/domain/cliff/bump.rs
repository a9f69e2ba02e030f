//! The next version by git-cliff's rules: those of `[bump]`, over the commits that a changelog
//! shows.
//!
//! semflow's own decision stands in [`crate::domain::version`].

use regex::Regex;
use semver::{BuildMetadata, Prerelease, Version};

use crate::domain::cliff::conventional::Conventional;
use crate::domain::cliff::release::Release;
use crate::domain::version::bump::Bump;
use crate::failure::{Failure, Result};

/// The first version where the configuration names none.
const INITIAL: &str = "0.1.0";

/// What the configuration says about versions.
#[derive(Clone, Debug, Default)]
pub struct BumpRules {
    /// Whether a feature raises the minor version even before 1.0.0; `None` is yes.
    pub features_always_minor: Option<bool>,
    /// Whether a breaking change raises the major version even before 1.0.0; `None` is yes.
    pub breaking_always_major: Option<bool>,
    /// The first version.
    pub initial_tag: Option<String>,
    /// Types (of conventional commits) or messages (of others) that raise the major version.
    pub major: Option<Regex>,
    /// Those that raise the minor version.
    pub minor: Option<Regex>,
    /// Those that raise nothing.
    pub none: Option<Regex>,
    /// What every release raises.
    pub forced: Option<Bump>,
    /// Whether messages are read as Conventional Commits; where not, only subjects count.
    pub reads_conventional: bool,
}

/// The next version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextVersion {
    /// The name of its tag.
    pub tag: String,
    /// What it raises.
    pub raises: Option<Bump>,
}

impl BumpRules {
    /// Returns the first version.
    pub fn initial(&self) -> &str {
        self.initial_tag.as_deref().unwrap_or(INITIAL)
    }

    /// Returns the version that a release gets.
    ///
    /// # Errors
    /// When the tag before it names no semantic version.
    pub fn next(&self, release: &Release) -> Result<NextVersion> {
        let previous = release.previous.as_ref().and_then(|one| one.release.version.as_deref());
        let Some(previous) = previous else {
            return Ok(NextVersion { tag: self.initial().to_owned(), raises: None });
        };
        let (prefix, old) = split(previous)?;
        let new = match self.forced {
            Some(level) => raised(&old, level),
            None => self.after_commits(&old, release),
        };
        let raises = self.forced.or_else(|| difference(&old, &new));
        Ok(NextVersion { tag: format!("{prefix}{new}"), raises })
    }

    fn after_commits(&self, old: &Version, release: &Release) -> Version {
        let messages = release.commits.iter().map(|commit| {
            let message = commit.raw_message().trim_end();
            match self.reads_conventional {
                true => message,
                false => message.lines().next().unwrap_or_default(),
            }
        });
        let commits: Vec<Said<'_>> =
            messages.map(Said::of).filter(|said| !self.is_none(said)).collect();
        if commits.is_empty() {
            old.clone()
        } else if old.pre.is_empty() {
            raised(old, self.level(old, &commits))
        } else {
            Version { pre: after(&old.pre), ..old.clone() }
        }
    }

    fn is_none(&self, said: &Said<'_>) -> bool {
        self.none.as_ref().is_some_and(|none| said.matches(none))
    }

    fn level(&self, old: &Version, commits: &[Said<'_>]) -> Bump {
        let any = |pattern: &Option<Regex>| {
            pattern.as_ref().is_some_and(|pattern| commits.iter().any(|said| said.matches(pattern)))
        };
        let is_breaking = commits.iter().any(|said| said.breaking);
        let has_feature = commits.iter().any(|said| said.feature);
        let counts = |always: Option<bool>| old.major != 0 || always.unwrap_or(true);
        if (is_breaking || any(&self.major)) && counts(self.breaking_always_major) {
            Bump::Major
        } else if (has_feature && counts(self.features_always_minor))
            || (is_breaking && old.major == 0 && old.minor != 0)
            || any(&self.minor)
        {
            Bump::Minor
        } else {
            Bump::Patch
        }
    }
}

/// What counts of a message: its type, or all of it where it is not conventional.
struct Said<'m> {
    counted: std::borrow::Cow<'m, str>,
    feature: bool,
    breaking: bool,
}

impl<'m> Said<'m> {
    fn of(message: &'m str) -> Self {
        match Conventional::parse(message) {
            Some(said) => Self {
                feature: said.kind.eq_ignore_ascii_case("feat"),
                breaking: said.is_breaking(),
                counted: said.kind.into(),
            },
            None => Self { counted: message.into(), feature: false, breaking: false },
        }
    }

    fn matches(&self, pattern: &Regex) -> bool {
        pattern.is_match(&self.counted)
    }
}

/// Returns what stands before a version, and the version: the first run of digits from which the
/// rest is a semantic version.
fn split(tag: &str) -> Result<(&str, Version)> {
    if let Ok(version) = Version::parse(tag) {
        return Ok(("", version));
    }
    let mut is_inside = false;
    for (at, character) in tag.char_indices().filter(|_| tag.contains('.')) {
        if character.is_numeric() && !is_inside {
            is_inside = true;
            let (prefix, rest) = tag.split_at(at);
            if let Ok(version) = Version::parse(rest) {
                return Ok((prefix, version));
            }
        } else if !character.is_numeric() {
            is_inside = false;
        }
    }
    Err(Failure::usage("the last tag names no semantic version, so there is no next one")
        .at(format!("tag {tag}"))
        .hint("`git.tag_pattern` says which tags are versions, `git.ignore_tags` which are not")
        .hint("`--tag NAME` names the next release outright"))
}

fn raised(old: &Version, level: Bump) -> Version {
    let (major, minor, patch) = match level {
        Bump::Major => (old.major + 1, 0, 0),
        Bump::Minor => (old.major, old.minor + 1, 0),
        Bump::Patch => (old.major, old.minor, old.patch + 1),
        Bump::None => return old.clone(),
    };
    let build: BuildMetadata = old.build.clone();
    Version { major, minor, patch, pre: Prerelease::EMPTY, build }
}

/// Returns the pre-release after one: a number at its end is raised, else `.1` is added.
fn after(pre: &Prerelease) -> Prerelease {
    let raised = pre.rsplit_once('.').and_then(|(before, number)| {
        let number: u32 = number.parse().ok()?;
        Some(format!("{before}.{}", number.checked_add(1)?))
    });
    let next = raised.unwrap_or_else(|| format!("{pre}.1"));
    Prerelease::new(&next).unwrap_or_else(|_| pre.clone())
}

fn difference(old: &Version, new: &Version) -> Option<Bump> {
    if old.major != new.major {
        Some(Bump::Major)
    } else if old.minor != new.minor {
        Some(Bump::Minor)
    } else if old.patch != new.patch {
        Some(Bump::Patch)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::{BumpRules, NextVersion};
    use crate::domain::cliff::commit::Commit;
    use crate::domain::cliff::release::{Previous, Release};
    use crate::domain::version::bump::Bump;

    fn release(previous: &str, messages: &[&str]) -> Release {
        let before = Release { version: Some(previous.to_owned()), ..Release::default() };
        Release {
            commits: messages.iter().map(|text| Commit::of_text(text)).collect(),
            previous: Some(Box::new(Previous::of(before))),
            ..Release::default()
        }
    }

    fn next(rules: &BumpRules, previous: &str, messages: &[&str]) -> String {
        rules.next(&release(previous, messages)).unwrap().tag
    }

    fn usual() -> BumpRules {
        BumpRules { reads_conventional: true, ..BumpRules::default() }
    }

    #[test]
    fn versions_are_raised_by_what_the_commits_say() {
        for (previous, message, expected) in [
            ("v1.2.3", "fix: x", "v1.2.4"),
            ("v1.2.3", "FEAT: x", "v1.3.0"),
            ("v1.2.3", "feat!: x", "v2.0.0"),
            ("v1.2.3", "whatever", "v1.2.4"),
            ("0.1.2", "feat!: x", "1.0.0"),
            ("foo/v1.2.3+b", "fix: x", "foo/v1.2.4+b"),
            ("tauri-v1.5.4", "feat: x", "tauri-v1.6.0"),
            ("1.0.0-rc.1", "feat!: x", "1.0.0-rc.2"),
            ("1.0.0-rc1", "fix: x", "1.0.0-rc1.1"),
        ] {
            assert_eq!(next(&usual(), previous, &[message]), expected, "{previous} {message}");
        }
        assert_eq!(next(&usual(), "v1.2.3", &[]), "v1.2.3");
    }

    #[test]
    fn before_1_0_0_the_configuration_decides() {
        let rules = BumpRules {
            features_always_minor: Some(false),
            breaking_always_major: Some(false),
            ..usual()
        };
        for (previous, message, expected) in [
            ("0.1.2", "feat: x", "0.1.3"),
            ("0.1.2", "feat!: x", "0.2.0"),
            ("0.0.2", "feat!: x", "0.0.3"),
        ] {
            assert_eq!(next(&rules, previous, &[message]), expected, "{previous} {message}");
        }
    }

    #[test]
    fn a_tag_without_a_semantic_version_is_refused() {
        for tag in ["v1.0", "nightly", "2024.01.02"] {
            let failure = usual().next(&release(tag, &["fix: x"])).unwrap_err();
            assert_eq!(failure.place, Some(format!("tag {tag}")));
        }
    }

    #[test]
    fn a_forced_level_and_the_first_version_need_no_commit() {
        let forced = BumpRules { forced: Some(Bump::Minor), ..usual() };
        assert_eq!(next(&forced, "v1.2.3", &[]), "v1.3.0");
        let first = usual().next(&Release::default()).unwrap();
        assert_eq!(first, NextVersion { tag: "0.1.0".to_owned(), raises: None });
    }
}
