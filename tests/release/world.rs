//! A team: a work tree, the bare remote that it shares, and colleagues with clones of their own.
#![expect(
    clippy::disallowed_methods,
    reason = "hooks are put into repositories, and files are compared byte by byte"
)]
#![expect(clippy::expect_used, reason = "a test that cannot build its repository has failed")]

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::{fmt, fs};

use crate::support::repository::Repo;
use crate::support::run::{Output, Run};

/// A work tree and its remote.
pub(crate) struct Team {
    /// The work tree.
    pub(crate) here: Repo,
    /// The bare repository that all push to.
    pub(crate) remote: Repo,
}

/// What must be the same after an operation that was taken back.
#[derive(PartialEq, Eq)]
pub(crate) struct State {
    head: String,
    refs: String,
    index: Option<Vec<u8>>,
    files: Vec<(PathBuf, Vec<u8>)>,
}

/// Shows what matters and no thousands of bytes.
impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digest = |bytes: &[u8]| {
            let mut hasher = DefaultHasher::new();
            bytes.hash(&mut hasher);
            format!("{} bytes, {:x}", bytes.len(), hasher.finish())
        };
        writeln!(f, "HEAD: {}{}", self.head, self.refs)?;
        writeln!(f, "index: {:?}", self.index.as_deref().map(digest))?;
        self.files.iter().try_for_each(|(path, bytes)| {
            let text = String::from_utf8_lossy(bytes);
            let start: String = text.chars().take(40).collect();
            writeln!(f, "{}: {}: {start:?}", path.display(), digest(bytes))
        })
    }
}

impl State {
    /// Returns it without what git knows of files beside their content: an undo brings no file back
    /// that was written at the same instant.
    pub(crate) fn but_index(mut self) -> Self {
        self.index = None;
        self
    }
}

impl Team {
    /// Returns a team under Git Flow: `main` at v1.0.0, and `develop`, checked out, with a feature
    /// more. Both are on the remote.
    pub(crate) fn new() -> Self {
        let here = Repo::new();
        here.write("a.txt", "one\n");
        here.commit("feat: begin");
        here.annotated("v1.0.0", "v1.0.0");
        here.start("develop");
        here.write("b.txt", "b\n");
        here.commit("feat: add b");
        Self::around(here)
    }

    /// Returns the team of a repository: all that it has is on the remote.
    pub(crate) fn around(here: Repo) -> Self {
        for (key, value) in [("user.name", "Ada Example"), ("user.email", "ada@example.com")] {
            here.git(&["config", key, value]);
        }
        let remote = here.bare_clone();
        here.git(&["remote", "add", "origin", &path(remote.path())]);
        here.git(&["fetch", "--quiet", "origin"]);
        Self { here, remote }
    }

    /// Returns the team with `release/v1.1.0` checked out and a commit on it. The branch is not on the
    /// remote.
    pub(crate) fn releasing() -> Self {
        let team = Self::new();
        team.semflow(&["release", "start"]).says("release/v1.1.0\n");
        team.here.write("c.txt", "c\n");
        team.here.commit("fix: make c right");
        team
    }

    /// Returns the team with a release that conflicts with `develop` in `a.txt`.
    pub(crate) fn in_conflict() -> Self {
        let team = Self::new();
        team.semflow(&["release", "start"]).ends_with(0);
        team.here.write("a.txt", "of the release\n");
        team.here.commit("fix: correct a");
        team.here.checkout("develop");
        team.here.write("a.txt", "of develop\n");
        team.here.commit("feat: change a");
        team.here.checkout("release/v1.1.0");
        team
    }

    /// Runs semflow in the work tree.
    #[track_caller]
    pub(crate) fn semflow(&self, arguments: &[&str]) -> Output {
        Run::on(&self.here).semflow(arguments)
    }

    /// Returns a colleague's clone.
    pub(crate) fn colleague(&self) -> Repo {
        self.remote.clone_with(&[])
    }

    /// Asserts that both ends are sound: `git fsck` finds nothing, and nothing is left of an operation.
    #[track_caller]
    pub(crate) fn is_sound(&self) {
        sound(&self.here);
        sound(&self.remote);
        let changes = self.here.git(&["status", "--porcelain", "--untracked-files=no"]);
        assert_eq!(changes, "", "the work tree is as its commit has it");
    }

    /// Puts a program where the hooks of the work tree are.
    pub(crate) fn hook(&self, name: &str, script: &str) {
        program(&self.here.path().join(".git/hooks").join(name), script);
    }

    /// Puts a program where the hooks of the remote are.
    pub(crate) fn remote_hook(&self, name: &str, script: &str) {
        program(&self.remote.path().join("hooks").join(name), script);
    }

    /// Has the remote refuse every push to a branch.
    pub(crate) fn protect(&self, branch: &str) {
        self.remote_hook("update", &format!("test \"$1\" != refs/heads/{branch}"));
    }
}

/// Returns what must be the same after an operation that was taken back.
pub(crate) fn state(repo: &Repo) -> State {
    let git_dir = PathBuf::from(repo.git(&["rev-parse", "--absolute-git-dir"]));
    let common = repo.path().join(".git");
    let mut files = repo.listing();
    files.retain(|(path, _)| !path.starts_with(&common));
    State {
        head: fs::read_to_string(git_dir.join("HEAD")).expect("HEAD can be read"),
        refs: refs(repo),
        index: fs::read(git_dir.join("index")).ok(),
        files,
    }
}

/// Returns all refs with what they point to.
pub(crate) fn refs(repo: &Repo) -> String {
    repo.git(&["for-each-ref", "--format=%(refname) %(objectname)"])
}

/// Returns the names of all branches and tags.
pub(crate) fn names(repo: &Repo) -> String {
    let format = "--format=%(refname)";
    let listed = repo.git(&["for-each-ref", format, "refs/heads", "refs/tags"]);
    listed.replace("refs/heads/", "").replace("refs/tags/", "").replace('\n', " ")
}

/// Returns the id of a ref or any other name of a commit.
#[track_caller]
pub(crate) fn id(repo: &Repo, name: &str) -> String {
    repo.git(&["rev-parse", "--verify", name])
}

/// Returns the subjects of the line of first parents of a branch, newest first.
#[track_caller]
pub(crate) fn subjects(repo: &Repo, branch: &str, count: usize) -> Vec<String> {
    let count = format!("-{count}");
    let log = repo.git(&["log", "--first-parent", "--format=%s", &count, branch, "--"]);
    log.lines().map(str::to_owned).collect()
}

/// Asserts that a branch of one repository is where it is in another.
#[track_caller]
pub(crate) fn same(left: &Repo, right: &Repo, names: &[&str]) {
    for name in names {
        assert_eq!(id(left, name), id(right, name), "{name}");
    }
}

/// Asserts that a history holds a commit.
#[track_caller]
pub(crate) fn holds(repo: &Repo, branch: &str, commit: &str) {
    assert!(
        repo.can_git(&["merge-base", "--is-ancestor", commit, branch]),
        "{branch} does not hold {commit}"
    );
}

/// Asserts that a history does not hold a commit.
#[track_caller]
pub(crate) fn lacks(repo: &Repo, branch: &str, commit: &str) {
    assert!(
        !repo.can_git(&["merge-base", "--is-ancestor", commit, branch]),
        "{branch} holds {commit}"
    );
}

/// Returns a path as an argument.
pub(crate) fn path(path: &Path) -> String {
    path.to_str().expect("the path is UTF-8").to_owned()
}

/// Writes a file anywhere.
pub(crate) fn put(file: &Path, text: &[u8]) {
    let folder = file.parent().expect("a file lies in a folder");
    fs::create_dir_all(folder).expect("the folder can be made");
    fs::write(file, text).expect("the file can be written");
}

/// Reads a file anywhere, byte by byte.
#[track_caller]
pub(crate) fn bytes(file: &Path) -> Vec<u8> {
    fs::read(file).expect("the file can be read")
}

/// Whether there is anything at a path.
pub(crate) fn is_there(path: &Path) -> bool {
    path.exists()
}

/// Makes a folder one that nobody else may look into.
pub(crate) fn private(folder: &Path) {
    fs::set_permissions(folder, std::os::unix::fs::PermissionsExt::from_mode(0o700))
        .expect("a folder can be made private");
}

/// Writes a shell script that can be run.
pub(crate) fn program(file: &Path, script: &str) {
    put(file, format!("#!/bin/sh\n{script}\n").as_bytes());
    fs::set_permissions(file, std::os::unix::fs::PermissionsExt::from_mode(0o755))
        .expect("a script can be made one that runs");
}

#[track_caller]
fn sound(repo: &Repo) {
    let said = repo.git(&["fsck", "--full", "--strict", "--no-dangling", "--no-progress"]);
    assert_eq!(said, "", "git fsck finds nothing");
    let own = repo.git(&["rev-parse", "--git-common-dir"]);
    let own = repo.path().join(own);
    let mut left: Vec<String> = files_below(&own)
        .into_iter()
        .filter(|name| {
            Path::new(name).extension().is_some_and(|end| end == "lock")
                || ["MERGE_HEAD", "MERGE_MSG", "MERGE_MODE"].contains(&name.as_str())
                || (name.starts_with("semflow/") && !is_kept(name))
        })
        .collect();
    left.sort();
    assert_eq!(left, [""; 0], "something was left behind in {}", own.display());
}

/// What semflow keeps when nothing is under way.
fn is_kept(name: &str) -> bool {
    ["semflow/lock", "semflow/last.json", "semflow/rejected.txt"].contains(&name)
}

fn files_below(folder: &Path) -> Vec<String> {
    let mut folders = vec![folder.to_owned()];
    let mut files = Vec::new();
    while let Some(at) = folders.pop() {
        for entry in fs::read_dir(at).expect("the folder can be listed") {
            let path = entry.expect("the folder can be listed").path();
            let name = path.strip_prefix(folder).expect("it is below").display().to_string();
            match path.is_dir() {
                true if name == "objects" => {}
                true => folders.push(path),
                false => files.push(name.replace('\\', "/")),
            }
        }
    }
    files
}
