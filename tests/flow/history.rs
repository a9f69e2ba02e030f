//! A history as it grows: commits, branches and tags, and the git commands that make it.
#![expect(clippy::indexing_slicing, reason = "commits and branches are named only when they exist")]
#![expect(clippy::expect_used, reason = "a test that cannot make its history has failed")]

use std::collections::{BTreeMap, BTreeSet};

use git2::{ObjectType, Oid};

use crate::names;

/// The tree of every commit.
pub(crate) const EMPTY_TREE: &str = "4b825dc642cb6eb9a060e54bf8d69288fbee4904";

/// 2024-01-01 00:00:00 UTC.
const START: i64 = 1_704_067_200;

/// What the printed commands stand on.
const PRELUDE: &str = "\
set -e; git init -q -b main; git config user.name Ada; git config user.email ada@example.com
at() { export GIT_AUTHOR_DATE=\"@$1 +0000\" GIT_COMMITTER_DATE=\"@$1 +0000\"; }
commit() { git commit -q --allow-empty -m \"$1\"; }
merge() { git merge -q --no-ff -m \"$2\" \"$1\"; }";

#[derive(Clone)]
struct Commit {
    parents: Vec<usize>,
    message: String,
    bytes: String,
    id: Oid,
}

/// Commits, oldest first, and what points at them.
#[derive(Clone, Default)]
pub(crate) struct History {
    commits: Vec<Commit>,
    branches: BTreeMap<String, usize>,
    tags: BTreeMap<String, usize>,
    commands: Vec<String>,
    here: String,
    seconds: i64,
}

impl History {
    /// Returns the names and tips of all branches.
    pub(crate) fn branches(&self) -> &BTreeMap<String, usize> {
        &self.branches
    }

    /// Returns the names and commits of all tags.
    pub(crate) fn tags(&self) -> &BTreeMap<String, usize> {
        &self.tags
    }

    /// Returns the names of the branches of a kind.
    pub(crate) fn of_kind(&self, kind: names::Kind) -> Vec<String> {
        self.branches.keys().filter(|name| names::kind(name) == kind).cloned().collect()
    }

    /// Tells whether there is this branch.
    pub(crate) fn has(&self, branch: &str) -> bool {
        self.branches.contains_key(branch)
    }

    /// Returns the commit that a branch is at.
    pub(crate) fn tip(&self, branch: &str) -> usize {
        self.branches[branch]
    }

    /// Returns the ids and bytes of the commits from a number on.
    pub(crate) fn written_since(&self, known: usize) -> impl Iterator<Item = (Oid, &str)> {
        self.commits[known..].iter().map(|commit| (commit.id, commit.bytes.as_str()))
    }

    /// Returns how many commits there are.
    pub(crate) fn count(&self) -> usize {
        self.commits.len()
    }

    /// Returns the object id of a commit.
    pub(crate) fn oid(&self, commit: usize) -> Oid {
        self.commits[commit].id
    }

    /// Returns the object id of a commit as git writes it.
    pub(crate) fn id(&self, commit: usize) -> String {
        self.oid(commit).to_string()
    }

    /// Returns the message of a commit.
    pub(crate) fn message(&self, commit: usize) -> &str {
        &self.commits[commit].message
    }

    /// Returns the parents of a commit.
    pub(crate) fn parents(&self, commit: usize) -> &[usize] {
        &self.commits[commit].parents
    }

    /// Returns a commit and all its ancestors.
    pub(crate) fn reach(&self, commit: usize) -> BTreeSet<usize> {
        let mut reached = BTreeSet::from([commit]);
        for commit in (0..=commit).rev() {
            if reached.contains(&commit) {
                reached.extend(&self.commits[commit].parents);
            }
        }
        reached
    }

    /// Returns a commit, its first parent, the first parent of that and so on.
    pub(crate) fn first_parents(&self, commit: usize) -> Vec<usize> {
        let parent = |commit: &usize| self.commits[*commit].parents.first().copied();
        std::iter::successors(Some(commit), parent).collect()
    }

    /// Lets the clock go on by this much before the next commit; it may go back.
    pub(crate) fn wait(&mut self, seconds: i64) {
        self.seconds += seconds;
    }

    /// Commits on a branch; the first commit of all makes it.
    pub(crate) fn commit(&mut self, branch: &str, message: &str) {
        self.go(branch);
        let parents = self.branches.get(branch).copied().into_iter().collect();
        self.add(branch, parents, message, &format!("commit {}", quoted(message)));
    }

    /// Merges a branch with a commit; false where there is nothing to merge.
    pub(crate) fn merge(&mut self, into: &str, branch: &str, message: &str) -> bool {
        let (ours, theirs) = (self.tip(into), self.tip(branch));
        if self.reach(ours).contains(&theirs) {
            return false;
        }
        self.go(into);
        let command = format!("merge {branch} {}", quoted(message));
        self.add(into, vec![ours, theirs], message, &command);
        true
    }

    /// Moves a branch forward to another; false where that needs a merge.
    pub(crate) fn forward(&mut self, into: &str, branch: &str) -> bool {
        let (ours, theirs) = (self.tip(into), self.tip(branch));
        let can = ours != theirs && self.reach(theirs).contains(&ours);
        if can {
            self.go(into);
            self.branches.insert(into.to_owned(), theirs);
            self.commands.push(format!("git merge -q --ff-only {branch}"));
        }
        can
    }

    /// Makes a branch at another branch or a tag.
    pub(crate) fn branch(&mut self, name: &str, at: &str) {
        let commit = self.branches.get(at).or_else(|| self.tags.get(at)).expect("it is there");
        self.branches.insert(name.to_owned(), *commit);
        self.commands.push(format!("git branch {name} {at}"));
    }

    /// Deletes a branch.
    pub(crate) fn delete(&mut self, branch: &str) {
        if self.here == branch {
            self.go("main");
        }
        self.branches.remove(branch);
        self.commands.push(format!("git branch -q -D {branch}"));
    }

    /// Tags a branch.
    pub(crate) fn tag(&mut self, name: &str, branch: &str) {
        self.tags.insert(name.to_owned(), self.tip(branch));
        self.commands.push(format!("git tag {name} {branch}"));
    }

    /// Returns the commands that make this history in an empty folder.
    pub(crate) fn script(&self) -> String {
        format!("{PRELUDE}\n{}\n", self.commands.join("\n"))
    }

    fn go(&mut self, branch: &str) {
        if self.here != branch && !self.commits.is_empty() {
            self.commands.push(format!("git checkout -q {branch}"));
        }
        branch.clone_into(&mut self.here);
    }

    fn add(&mut self, branch: &str, parents: Vec<usize>, message: &str, command: &str) {
        let time = START + self.seconds;
        let person = format!("Ada <ada@example.com> {time} +0000");
        let lines = parents.iter().map(|parent| format!("parent {}\n", self.id(*parent)));
        let lines: String = lines.collect();
        let bytes =
            format!("tree {EMPTY_TREE}\n{lines}author {person}\ncommitter {person}\n\n{message}\n");
        let id = Oid::hash_object(ObjectType::Commit, bytes.as_bytes()).expect("it can be hashed");
        self.branches.insert(branch.to_owned(), self.commits.len());
        self.commits.push(Commit { parents, message: message.to_owned(), bytes, id });
        self.commands.push(format!("at {time}; {command}"));
    }
}

fn quoted(message: &str) -> String {
    format!("$'{}'", message.replace('\'', "\\'").replace('\n', "\\n"))
}
