//! Numbers about the commits of a release.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::domain::cliff::commit::{Commit, Link};
use crate::domain::cliff::release::Release;

/// Numbers about the commits of a release, in the order of git-cliff's JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statistics {
    /// How many commits it has.
    pub commit_count: usize,
    /// The days from its first commit to its last; absent for less than two commits.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commits_timespan: Option<i64>,
    /// How many of its commits are conventional.
    pub conventional_commit_count: usize,
    /// How often each link occurs, the most frequent first.
    pub links: Vec<LinkCount>,
    /// The days since the release before it; absent where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days_passed_since_last_release: Option<i64>,
}

/// How often a link occurs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkCount {
    /// What is shown.
    pub text: String,
    /// Where it leads.
    pub href: String,
    /// How often.
    pub count: usize,
}

impl Statistics {
    /// Returns the numbers of a release; what is not released yet counts its days until `now`, in
    /// seconds since 1970.
    pub fn of(release: &Release, now: i64) -> Self {
        let previous = release.previous.as_ref().map(|previous| previous.release.timestamp);
        let until = day(release.timestamp.unwrap_or(now));
        let since = previous.flatten().and_then(day);
        Self {
            commit_count: release.commits.len(),
            commits_timespan: timespan(&release.commits),
            conventional_commit_count: release
                .commits
                .iter()
                .filter(|commit| commit.conventional.is_some())
                .count(),
            links: links(&release.commits),
            days_passed_since_last_release: until
                .zip(since)
                .map(|(until, since)| (until - since).num_days()),
        }
    }
}

fn day(seconds: i64) -> Option<NaiveDate> {
    DateTime::from_timestamp(seconds, 0).map(|time| time.date_naive())
}

fn timespan(commits: &[Commit]) -> Option<i64> {
    if commits.len() < 2 {
        return None;
    }
    let times = || commits.iter().map(|commit| commit.committer.timestamp);
    let (first, last) = (times().min().and_then(day)?, times().max().and_then(day)?);
    Some((last - first).num_days())
}

fn links(commits: &[Commit]) -> Vec<LinkCount> {
    let mut counts: HashMap<&Link, usize> = HashMap::new();
    for link in commits.iter().flat_map(|commit| &commit.links) {
        *counts.entry(link).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by(|(one, often), (other, more)| more.cmp(often).then_with(|| one.cmp(other)));
    let count = |(link, count): (&Link, usize)| LinkCount {
        text: link.text.clone(),
        href: link.href.clone(),
        count,
    };
    counts.into_iter().map(count).collect()
}
