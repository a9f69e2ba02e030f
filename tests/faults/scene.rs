//! A repository in which one command is about to run, again and again from the same beginning.
#![expect(clippy::disallowed_methods, reason = "the subject of these tests is the files on disk")]
#![expect(clippy::expect_used, reason = "a test that cannot build its repository has failed")]

use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

use crate::injector::{Ended, Fault, Injector, copy_all};
use crate::state::State;
use crate::support::repository::Repo;

/// One of how many boundaries is tried where nothing changes.
const SAMPLE: usize = 25;

/// Whether a call of git changes refs, HEAD, index, work tree, configuration or remote.
fn changes_something(call: &str) -> bool {
    let looks =
        ["read-tree -m -u -n", "update-index -q --refresh", "symbolic-ref --quiet", "config -"];
    let changes = [
        "update-ref",
        "symbolic-ref",
        "read-tree -m",
        "checkout-index",
        "merge --",
        "commit --",
        "push",
        "fetch",
    ];
    let is_one = |names: &[&str]| names.iter().any(|name| call.starts_with(name));
    call.starts_with("config --local") || is_one(&changes) && !is_one(&looks)
}

/// Whether every boundary is tried.
pub(crate) fn takes_all() -> bool {
    std::env::var_os("SEMFLOW_FAULTS").is_some_and(|value| value == "all")
}

/// A repository, a command, and what comes of it.
pub(crate) struct Scene {
    /// The name, for people.
    pub(crate) name: &'static str,
    /// The repository; `remote.git` is beside it.
    pub(crate) repo: Repo,
    /// The command.
    pub(crate) arguments: Vec<&'static str>,
    /// What `abort` has to bring back.
    pub(crate) before: State,
    /// What the command comes to, conflicts resolved.
    pub(crate) after: State,
    /// How many calls of git an undisturbed run makes.
    pub(crate) calls: Vec<String>,
    /// Whether the command is itself the way back.
    pub(crate) is_abort: bool,
    injector: Injector,
    beginning: TempDir,
}

impl Scene {
    /// Returns the scene of a repository as it is now. `before` is what it was before the operation
    /// began, where that is under way already.
    pub(crate) fn of(
        name: &'static str,
        repo: Repo,
        arguments: &[&'static str],
        before: Option<State>,
    ) -> Self {
        let beginning = TempDir::new().expect("a temporary folder can be made");
        let now = State::of(&repo);
        let mut scene = Self {
            name,
            repo,
            arguments: arguments.to_vec(),
            before: before.unwrap_or_else(|| now.clone()),
            after: now.clone(),
            calls: Vec::new(),
            is_abort: arguments.contains(&"abort"),
            injector: Injector::new(),
            beginning,
        };
        let beginning_state = now;
        scene.save(&scene.beginning);
        let ended = scene.run(None);
        scene.calls.clone_from(&ended.calls);
        if ended.code != Some(0) {
            scene.complete();
        }
        scene.after = State::of(&scene.repo);
        let unlike = scene.after.unlike(&beginning_state);
        assert!(!unlike.is_empty(), "{name} changes nothing: {ended:?}");
        scene.reset();
        scene
    }

    /// Runs the command.
    pub(crate) fn run(&self, fault: Option<&Fault>) -> Ended {
        self.injector.run(&self.repo, &self.arguments, fault)
    }

    /// Runs another command.
    pub(crate) fn semflow(&self, arguments: &[&str]) -> Ended {
        self.injector.run(&self.repo, arguments, None)
    }

    /// Returns what the runs are made with.
    pub(crate) fn injector(&self) -> &Injector {
        &self.injector
    }

    /// Returns what `release status` says is under way.
    pub(crate) fn under_way(&self) -> Option<String> {
        let status = self.semflow(&["release", "status"]);
        assert_eq!(status.code, Some(0), "{status:?}");
        (status.stdout != "nothing is under way\n").then_some(status.stdout)
    }

    /// Goes on until nothing is under way, and resolves the conflict on the way; returns the last run.
    pub(crate) fn complete(&self) -> Ended {
        let mut last = self.semflow(&["release", "continue"]);
        for _ in 0..3 {
            if last.code == Some(0) || self.under_way().is_none() {
                break;
            }
            self.resolve();
            last = self.semflow(&["release", "continue"]);
        }
        last
    }

    /// Resolves the conflict of `a.txt`, where it has one.
    pub(crate) fn resolve(&self) {
        if self.repo.git(&["diff", "--name-only", "--diff-filter=U"]) == "a.txt" {
            self.repo.write("a.txt", "both\n");
            self.repo.git(&["add", "a.txt"]);
        }
    }

    /// Returns the calls of git at which the run is disturbed: those that change the repository, and a
    /// sample of those that look at it or make objects.
    pub(crate) fn boundaries(&self) -> Vec<(usize, &str)> {
        let calls = (1..).zip(self.calls.iter().map(String::as_str));
        let is_chosen = |(at, call): &(usize, &str)| {
            changes_something(call) || at % SAMPLE == 0 || *at == self.calls.len() || takes_all()
        };
        calls.filter(is_chosen).collect()
    }

    /// Keeps repository and remote as they are.
    pub(crate) fn save(&self, to: &TempDir) {
        copy_all(&self.folders(), to.path());
    }

    /// Brings them back.
    pub(crate) fn load(&self, from: &TempDir) {
        let root = self.repo.path().parent().expect("the repository lies in a folder");
        for folder in self.folders() {
            fs::remove_dir_all(&folder).expect("the folder can be removed");
        }
        let saved = ["repository", "remote.git"].map(|name| from.path().join(name));
        copy_all(&saved, root);
    }

    /// Goes back to where the command has not run.
    pub(crate) fn reset(&self) {
        self.load(&self.beginning);
    }

    fn folders(&self) -> Vec<PathBuf> {
        vec![self.repo.path().to_owned(), self.repo.path().with_file_name("remote.git")]
    }
}
