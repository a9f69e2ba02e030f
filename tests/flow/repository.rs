//! A real repository that follows a history, and what semflow answers there.
#![expect(clippy::expect_used, reason = "a test that cannot build its repository has failed")]
#![expect(
    clippy::panic,
    reason = "an end that is neither an answer nor a refusal is a failed test"
)]

use std::collections::BTreeMap;

use git2::{ObjectType, Repository};

use crate::history::{EMPTY_TREE, History};
use crate::support::repository::Repo;
use crate::support::run::{Output, semflow};

/// A repository with the branches and tags of a history, one state after the other.
pub(crate) struct Followed {
    repo: Repo,
    git: Repository,
    commits: usize,
    refs: BTreeMap<String, usize>,
}

impl Followed {
    /// Returns an empty repository.
    pub(crate) fn new() -> Self {
        let repo = Repo::new();
        let git = Repository::open(repo.path()).expect("git made a repository");
        let odb = git.odb().expect("it has objects");
        let tree = odb.write(ObjectType::Tree, b"").expect("the empty tree can be written");
        assert_eq!(tree.to_string(), EMPTY_TREE);
        drop(odb);
        Self { repo, git, commits: 0, refs: BTreeMap::new() }
    }

    /// Returns the repository of a history.
    pub(crate) fn of(history: &History) -> Self {
        let mut followed = Self::new();
        followed.follow(history);
        followed
    }

    /// Makes the repository what the history is, which may have gone on since.
    pub(crate) fn follow(&mut self, history: &History) {
        let odb = self.git.odb().expect("it has objects");
        for (id, bytes) in history.written_since(self.commits) {
            let written = odb.write(ObjectType::Commit, bytes.as_bytes());
            assert_eq!(written.expect("a commit can be written"), id);
        }
        self.commits = history.count();
        let branches =
            history.branches().iter().map(|(name, at)| (format!("refs/heads/{name}"), *at));
        let tags = history.tags().iter().map(|(name, at)| (format!("refs/tags/{name}"), *at));
        let refs: BTreeMap<String, usize> = branches.chain(tags).collect();
        for name in self.refs.keys().filter(|name| !refs.contains_key(*name)) {
            let gone = self.git.find_reference(name).and_then(|mut gone| gone.delete());
            gone.expect("a branch can be deleted");
        }
        for (name, at) in refs.iter().filter(|(name, at)| self.refs.get(*name) != Some(*at)) {
            let moved = self.git.reference(name, history.oid(*at), true, "moved");
            moved.expect("a branch can be moved");
        }
        self.refs = refs;
    }

    /// Returns the next version with this branch checked out; `None` where semflow refuses.
    pub(crate) fn next_version(&self, branch: &str) -> Option<String> {
        self.check_out(branch);
        answer(&semflow(&self.repo, &["next-version"]))
    }

    /// Returns the same with the reasons asked for.
    pub(crate) fn explained_version(&self, branch: &str) -> Option<String> {
        self.check_out(branch);
        answer(&semflow(&self.repo, &["next-version", "--explain"]))
    }

    /// Makes a branch the current one.
    pub(crate) fn check_out(&self, branch: &str) {
        let head = format!("refs/heads/{branch}");
        self.git.set_head(&head).expect("a branch can be checked out");
    }

    /// Returns the repository as the other tests know it.
    pub(crate) fn repo(&self) -> &Repo {
        &self.repo
    }
}

/// Returns the answer of a run, or `None` for a refusal.
pub(crate) fn answer(run: &Output) -> Option<String> {
    match run.code {
        Some(0) => Some(run.stdout.trim_end().to_owned()),
        Some(3) => None,
        _ => panic!("neither an answer nor a refusal\n{run}"),
    }
}
