//! One commit of one branch in other places: clones, bare, shallow, a worktree.

use crate::history::History;
use crate::repository::{Followed, answer};
use crate::support::repository::Repo;
use crate::support::run::{Run, semflow};

/// Where a history lies besides the repository that made it.
pub(crate) struct Places {
    origin: Followed,
    clone: Repo,
    bare: Repo,
    shallow: Repo,
    depth: usize,
}

impl Places {
    /// Returns all places, the shallow clone of this depth.
    pub(crate) fn of(history: &History, depth: usize) -> Self {
        let origin = Followed::of(history);
        origin.check_out("main");
        origin.repo().git(&["worktree", "add", "--quiet", "--detach", "tree", "main"]);
        let clone = clone(&origin, &[]);
        clone.git(&["checkout", "--quiet", "--detach"]);
        clone.git(&["branch", "--quiet", "-D", "main"]);
        let bare = origin.repo().bare_clone();
        let depth_flag = format!("--depth={depth}");
        let shallow = self::clone(&origin, &["--no-single-branch", &depth_flag]);
        Self { origin, clone, bare, shallow, depth }
    }

    /// Asserts that a branch has one version in all places; a shallow clone may refuse.
    pub(crate) fn agree_on(&self, branch: &str, script: &str) {
        let expected = self.origin.next_version(branch);
        let places = [
            ("a clone", in_a_clone(&self.clone, branch)),
            ("a bare clone", self.in_the_bare_clone(branch)),
            ("a worktree", self.in_the_worktree(branch)),
        ];
        for (place, version) in places {
            assert_eq!(version, expected, "{branch} in {place}\n{script}");
        }
        let shallow = in_a_clone(&self.shallow, branch);
        let is_refused = shallow.is_none();
        let depth = self.depth;
        assert!(
            is_refused || shallow == expected,
            "{branch} in a clone of depth {depth}: {shallow:?}, in its origin: {expected:?}\n{script}"
        );
    }

    /// Tells whether a branch has a version in the shallow clone.
    pub(crate) fn is_known_in_the_shallow_clone(&self, branch: &str) -> bool {
        in_a_clone(&self.shallow, branch).is_some()
    }

    fn in_the_bare_clone(&self, branch: &str) -> Option<String> {
        self.bare.git(&["symbolic-ref", "HEAD", &format!("refs/heads/{branch}")]);
        answer(&semflow(&self.bare, &["next-version"]))
    }

    fn in_the_worktree(&self, branch: &str) -> Option<String> {
        let checkout = ["-C", "tree", "checkout", "--quiet", "--ignore-other-worktrees", branch];
        self.origin.repo().git(&checkout);
        answer(&Run::on(self.origin.repo()).within("tree").semflow(&["next-version"]))
    }
}

fn in_a_clone(clone: &Repo, branch: &str) -> Option<String> {
    clone.git(&["checkout", "--quiet", "--detach", &format!("origin/{branch}")]);
    answer(&semflow(clone, &["next-version", "--branch", branch]))
}

fn clone(origin: &Followed, options: &[&str]) -> Repo {
    let clone = Repo::none();
    let url = format!("file://{}", origin.repo().path().display());
    let mut command = vec!["clone", "--quiet"];
    command.extend(options);
    command.extend([&*url, "."]);
    clone.git(&command);
    clone
}
