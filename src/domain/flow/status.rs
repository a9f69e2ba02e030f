//! Where the branches of Git Flow stand, and what is wrong with them.

use semver::Version;

use crate::domain::flow::naming::NamedBranch;
use crate::domain::history::commit::CommitId;
use crate::domain::shell::quoted;
use crate::domain::version::policy::core;
use crate::domain::version::version_tag::VersionTag;

/// Where the branches stand.
#[derive(Clone, Debug)]
pub struct FlowStatus {
    /// The branches, in the order of their kinds.
    pub branches: Vec<BranchStatus>,
    /// What is wrong.
    pub faults: Vec<Fault>,
}

/// Where one branch stands.
#[derive(Clone, Debug)]
pub struct BranchStatus {
    /// The branch.
    pub branch: NamedBranch,
    /// Where it is: `origin/develop` where there is no local one.
    pub spelled: String,
    /// The commit it points to.
    pub tip: CommitId,
    /// Whether it is checked out.
    pub is_checked_out: bool,
    /// What it would release.
    pub outlook: Outlook,
}

/// What a branch would release.
#[derive(Clone, Debug)]
pub enum Outlook {
    /// A version.
    Version {
        /// The version.
        next: Version,
        /// The release it is counted from.
        previous: Option<VersionTag>,
        /// Whether anything asks for it.
        changed: bool,
        /// How many commits came since then.
        commits: usize,
    },
    /// Its version is out and the branch can go.
    Finished(VersionTag),
    /// None, and why.
    Refused(String),
}

impl Outlook {
    /// Returns the numbers of the version that is to come.
    pub fn core(&self) -> Option<Version> {
        match self {
            Self::Version { next, changed: true, .. } => Some(core(next)),
            _ => None,
        }
    }
}

/// Something that is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A release is not in a branch that it belongs into.
    MissingBackMerge {
        /// The tags that are missing, lowest version first.
        tags: Vec<VersionTag>,
        /// The branch.
        branch: String,
    },
    /// A release is on none of the branches that releases belong on.
    TagOffMain {
        /// The tag.
        tag: VersionTag,
        /// The production branch.
        production: String,
    },
    /// The name of a release or hotfix branch says a version that is not above the last release.
    NotAbove {
        /// The branch.
        branch: String,
        /// What its name says.
        version: Version,
        /// The last release.
        base: VersionTag,
    },
    /// Several branches would release one version.
    SameVersion {
        /// The version.
        version: Version,
        /// The branches.
        branches: Vec<String>,
    },
    /// A hotfix breaks something, or brings something new.
    LargeHotfix {
        /// The branch.
        branch: String,
        /// The commit.
        commit: CommitId,
        /// Its subject.
        subject: String,
        /// Whether it breaks something.
        is_breaking: bool,
    },
    /// A release branch holds more than its version may.
    Underbump {
        /// The branch.
        branch: String,
        /// What its name says.
        version: Version,
        /// What its commits ask for.
        asked: Version,
    },
    /// A branch and the one of its name on the remote have each what the other has not.
    Diverged {
        /// The branch.
        branch: String,
        /// The one of the remote.
        remote: String,
    },
}

impl Fault {
    /// Returns the word for the fault, the same in every version of semflow.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::MissingBackMerge { .. } => "missing-back-merge",
            Self::TagOffMain { .. } => "tag-off-main",
            Self::NotAbove { .. } => "version-not-above",
            Self::SameVersion { .. } => "same-version",
            Self::LargeHotfix { is_breaking: true, .. } => "breaking-hotfix",
            Self::LargeHotfix { .. } => "feature-hotfix",
            Self::Underbump { .. } => "underbump",
            Self::Diverged { .. } => "diverged",
        }
    }

    /// Returns what is wrong, in words.
    pub fn words(&self) -> String {
        match self {
            Self::MissingBackMerge { tags, branch } => {
                let names: Vec<_> = tags.iter().map(|tag| tag.name.as_str()).collect();
                format!("missing back-merge of {} into {branch}", names.join(", "))
            }
            Self::TagOffMain { tag, production } => format!(
                "tag {} at {} is neither on {production} nor on a support branch",
                tag.name,
                tag.commit.short()
            ),
            Self::NotAbove { branch, version, base } => {
                format!("{branch} says {version}, which is not above {}", base.name)
            }
            Self::SameVersion { version, branches } => {
                format!("{} would all release {version}", branches.join(", "))
            }
            Self::LargeHotfix { branch, commit, subject, is_breaking } => format!(
                "{branch} {}: {} {subject}",
                if *is_breaking { "breaks something" } else { "brings a feature" },
                commit.short()
            ),
            Self::Underbump { branch, version, asked } => {
                format!("{branch} says {version}, and its commits ask for {asked}")
            }
            Self::Diverged { branch, remote } => {
                format!("{branch} and {remote} each have commits that the other has not")
            }
        }
    }

    /// Returns the command that mends it, or what else to do.
    pub fn remedy(&self) -> String {
        let word = |name: &str| quoted(name).into_owned();
        let rename = |branch: &str, to: &str| {
            format!("git checkout {} && git branch -m {}", word(branch), word(to))
        };
        let merge = |into: &str, what: &str| {
            format!("git checkout {} && git merge {}", word(into), word(what))
        };
        match self {
            Self::MissingBackMerge { tags, branch } => {
                merge(branch, tags.last().map_or("", |tag| tag.name.as_str()))
            }
            Self::TagOffMain { tag, production } => merge(production, tag.name.as_str()),
            Self::NotAbove { branch, version, base } if base.version == *version => {
                format!("git branch -d {}", word(branch))
            }
            Self::NotAbove { branch, .. } => rename(branch, "NAME"),
            Self::SameVersion { branches, .. } => {
                rename(branches.last().map_or("", String::as_str), "NAME")
            }
            Self::LargeHotfix { branch, .. } => {
                format!("release it from develop instead of {branch}, or revert that commit")
            }
            Self::Underbump { branch, version, asked } => {
                rename(branch, &branch.replace(&version.to_string(), &asked.to_string()))
            }
            Self::Diverged { branch, remote } => merge(branch, remote),
        }
    }
}

/// Returns the faults of release and hotfix branches that would release one version.
pub fn same_versions(branches: &[BranchStatus]) -> Vec<Fault> {
    let mut claims: Vec<(Version, Vec<String>)> = Vec::new();
    for status in branches {
        let kind = status.branch.kind;
        let is_topic = kind.is_released() && !kind.is_long_lived();
        let Some(version) = status.outlook.core().filter(|_| is_topic) else { continue };
        match claims.iter_mut().find(|(known, _)| *known == version) {
            Some((_, names)) => names.push(status.branch.name.clone()),
            None => claims.push((version, vec![status.branch.name.clone()])),
        }
    }
    let is_shared = |claim: &(Version, Vec<String>)| claim.1.len() > 1;
    let shared = claims.into_iter().filter(is_shared);
    shared.map(|(version, branches)| Fault::SameVersion { version, branches }).collect()
}
