//! What a forge knows of the commits of a release: accounts, pull requests, who is new.
//!
//! Where it comes from is the business of a [`ForgeSource`]; the one that is here needs no network.

use std::collections::{HashMap, HashSet};

use crate::domain::cliff::commit::Commit;
use crate::domain::cliff::contributor::{Contributor, ForgeName, PerForge};
use crate::domain::cliff::release::Release;
use crate::domain::commit::references::{own_request_of, request_title};
use crate::domain::history::commit::RawCommit;
use crate::domain::remote::user_from_noreply;

/// Something that knows what a forge knows.
pub trait ForgeSource: Sync {
    /// Returns what it knows of a commit; `None` for a commit that the forge does not have.
    fn contribution(&self, commit: &Commit) -> Option<Contributor>;

    /// Whether an account has a commit that is not among `own`, the ids of a release's commits; with
    /// `before`, in seconds since 1970, one that was written earlier.
    fn contributed_elsewhere(
        &self,
        username: Option<&str>,
        own: &HashSet<&str>,
        before: Option<i64>,
    ) -> bool;
}

/// Fills in what the source knows of a release before its commits go through the pipeline.
pub fn fill(release: &mut Release, forge: ForgeName, source: &dyn ForgeSource) {
    let mut found: Vec<Contributor> = Vec::new();
    let mut released_at = None;
    for commit in &mut release.commits {
        let Some(known) = source.contribution(commit) else { continue };
        count(&known, &mut found);
        if release.commit_id.as_ref() == Some(&commit.id) {
            released_at = Some(commit.author.timestamp);
        }
        let mut forges = PerForge::default();
        *forges.of_mut(forge) = known.clone();
        commit.forges = Some(Box::new(forges));
        commit.remote = Some(known);
    }
    let own: HashSet<&str> = release.commits.iter().map(|commit| commit.id.as_str()).collect();
    let before = release.timestamp.and(released_at);
    for contributor in &mut found {
        contributor.pr_numbers.sort_unstable();
        let username = contributor.username.as_deref();
        contributor.is_first_time = !source.contributed_elsewhere(username, &own, before);
    }
    release.forges.of_mut(forge).contributors = found;
}

/// Adds a commit to what its author contributed.
fn count(commit: &Contributor, found: &mut Vec<Contributor>) {
    match found.iter_mut().find(|one| one.username == commit.username) {
        Some(known) => {
            if let Some(number) = commit.pr_number.filter(|one| !known.pr_numbers.contains(one)) {
                known.pr_numbers.push(number);
            }
        }
        None => found.push(Contributor {
            pr_author: None,
            pr_numbers: commit.pr_number.into_iter().collect(),
            is_first_time: false,
            ..commit.clone()
        }),
    }
}

/// What commits themselves tell: accounts by the addresses that forges give out, pull requests by
/// the subjects that they write.
pub struct Offline {
    /// By account: when its commits were written, and their ids.
    written: HashMap<String, Vec<(i64, String)>>,
}

impl Offline {
    /// Returns what the commits of a history tell.
    pub fn of<'c>(history: impl Iterator<Item = &'c RawCommit>) -> Self {
        let mut written: HashMap<String, Vec<(i64, String)>> = HashMap::new();
        for commit in history {
            if let Some(user) = user_from_noreply(&commit.author.person.email) {
                written
                    .entry(user)
                    .or_default()
                    .push((commit.author.seconds, commit.id.to_string()));
            }
        }
        Self { written }
    }
}

impl ForgeSource for Offline {
    fn contribution(&self, commit: &Commit) -> Option<Contributor> {
        commit.commit_id()?;
        let number = own_request_of(&commit.message).and_then(|number| i64::try_from(number).ok());
        Some(Contributor {
            username: commit.author.email.as_deref().and_then(user_from_noreply),
            pr_title: number.and(request_title(&commit.message)),
            pr_number: number,
            ..Contributor::default()
        })
    }

    fn contributed_elsewhere(
        &self,
        username: Option<&str>,
        own: &HashSet<&str>,
        before: Option<i64>,
    ) -> bool {
        // Nobody is new whom nobody knows.
        let Some(username) = username else { return true };
        let is_elsewhere = |(seconds, id): &(i64, String)| {
            before.is_none_or(|before| *seconds < before) && !own.contains(id.as_str())
        };
        self.written.get(username).is_some_and(|written| written.iter().any(is_elsewhere))
    }
}
