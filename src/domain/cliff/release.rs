//! A release as git-cliff knows it, and which releases a changelog shows.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::domain::cliff::commit::Commit;
use crate::domain::cliff::contributor::{Contributors, PerForge};
use crate::domain::cliff::statistics::Statistics;
use crate::domain::cliff::tags::TagRules;
use crate::domain::version::bump::Bump;

/// A release, or what is not released yet.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Release {
    /// The name of its tag.
    pub version: Option<String>,
    /// The message of its tag.
    pub message: Option<String>,
    /// Its commits.
    pub commits: Vec<Commit>,
    /// The id of its last commit.
    pub commit_id: Option<String>,
    /// When it was made, in seconds since 1970.
    pub timestamp: Option<i64>,
    /// The release before it.
    pub previous: Option<Box<Previous>>,
    /// The folder of the repository.
    pub repository: Option<String>,
    /// Its first and its last commit.
    pub commit_range: Option<CommitRange>,
    /// The commits of submodules, by the path of each.
    pub submodule_commits: BTreeMap<String, Vec<Commit>>,
    /// Numbers about its commits.
    pub statistics: Option<Statistics>,
    /// Whatever a `--from-context` file says.
    pub extra: Option<Value>,
    /// What it raises, where its version was computed.
    pub bump_type: Option<Bump>,
    /// What forges know of it.
    pub forges: PerForge<Contributors>,
}

/// The release before another one; it knows none before itself.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Previous {
    /// The release. Its commits are there only where a template asks for them.
    pub release: Release,
    /// Whether it has commits.
    pub has_commits: bool,
}

/// The first and the last commit of a release, by their ids.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommitRange {
    /// The oldest.
    pub from: String,
    /// The newest.
    pub to: String,
}

impl Previous {
    /// Returns a release as the one before another.
    pub fn of(release: Release) -> Self {
        let has_commits = !release.commits.is_empty();
        Self { release: Release { previous: None, ..release }, has_commits }
    }
}

impl Release {
    fn previous_version(&self) -> Option<&str> {
        self.previous.as_ref().and_then(|previous| previous.release.version.as_deref())
    }
}

/// Returns the releases that a changelog shows, newest first, from all of them, oldest first:
/// without those that are skipped, and without empty ones unless `render_always` keeps them and
/// nothing came before.
pub fn shown(releases: Vec<Release>, rules: &TagRules<'_>, render_always: bool) -> Vec<Release> {
    let mut skipped = Vec::new();
    let mut shown = Vec::with_capacity(releases.len());
    for release in releases.into_iter().rev() {
        if let Some(version) = release.version.as_ref().filter(|version| rules.skips(version)) {
            skipped.push(version.clone());
            continue;
        }
        let follows_nothing = release.previous.as_ref().is_some_and(|one| !one.has_commits);
        if !release.commits.is_empty() || (follows_nothing && render_always) {
            shown.push(release);
        }
    }
    for version in &skipped {
        follow_the_shown(&mut shown, version);
    }
    shown
}

/// Makes the release that followed a skipped one follow the one that is shown before it.
fn follow_the_shown(shown: &mut [Release], skipped: &str) {
    let Some(place) = shown.iter().position(|one| one.previous_version() == Some(skipped)) else {
        return;
    };
    let before = shown.get_mut(place + 1).map(|before| {
        // git-cliff lets the one that moves up forget what came before it.
        before.previous = None;
        Box::new(Previous::of(before.clone()))
    });
    if let Some(release) = shown.get_mut(place) {
        release.previous = before;
    }
}
