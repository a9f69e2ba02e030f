//! Repositories built by the `git` program, cut off from the machine they are built on.
//!
//! Author, dates, configuration and time zone are fixed, so a history has the same ids everywhere.
#![expect(
    clippy::disallowed_types,
    clippy::disallowed_methods,
    reason = "git is run and files are written here to make what the program is tried on"
)]
#![expect(clippy::expect_used, reason = "a test that cannot build its repository has failed")]

use std::cell::Cell;
use std::ffi::OsString;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use tempfile::TempDir;

/// 2024-01-01 00:00:00 UTC, the time of the first commit.
const START: i64 = 1_704_067_200;

/// What lies between one commit and the next.
const STEP: i64 = 60;

/// A repository in a folder of its own that goes when the value goes.
pub(crate) struct Repo {
    folder: TempDir,
    path: PathBuf,
    next_commit: Cell<i64>,
}

impl Repo {
    /// Returns an empty repository on the branch `main`.
    pub(crate) fn new() -> Self {
        let repo = Self::without_git("repository", START);
        fs::create_dir(&repo.path).expect("the folder of the repository can be made");
        repo.git(&["init", "--quiet", "--initial-branch=main"]);
        repo
    }

    /// Returns a repository with one commit, `feat: begin`, and this tag on it.
    pub(crate) fn released(tag: &str) -> Self {
        let repo = Self::new();
        repo.commit("feat: begin");
        repo.tag(tag);
        repo
    }

    /// Returns an empty repository whose objects are named by SHA-256; `None` where git cannot.
    pub(crate) fn sha256() -> Option<Self> {
        let repo = Self::without_git("repository", START);
        fs::create_dir(&repo.path).expect("the folder of the repository can be made");
        let init = ["init", "--quiet", "--initial-branch=main", "--object-format=sha256"];
        repo.can_git(&init).then_some(repo)
    }

    /// Returns a folder beside the home folder that is no repository.
    pub(crate) fn none() -> Self {
        let repo = Self::without_git("folder", START);
        fs::create_dir(&repo.path).expect("the folder can be made");
        repo
    }

    /// Returns the folder of the work tree; of a bare repository, its own.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the variables under which git and semflow see this repository and nothing of the
    /// machine. libgit2 ignores `GIT_CONFIG_GLOBAL` and looks into the home folder.
    pub(crate) fn environment(&self) -> Vec<(&'static str, OsString)> {
        let home = self.folder.path().join("home");
        let no_config = home.join("no-config");
        let mut variables = vec![
            ("HOME", home.clone().into()),
            ("USERPROFILE", home.clone().into()),
            ("XDG_CONFIG_HOME", home.into()),
            ("GIT_CONFIG_NOSYSTEM", "1".into()),
            ("GIT_CONFIG_GLOBAL", no_config.into()),
            ("GIT_TERMINAL_PROMPT", "0".into()),
            ("TZ", "UTC".into()),
            ("LC_ALL", "C".into()),
        ];
        for kept in ["PATH", "SYSTEMROOT", "TMPDIR", "TEMP"] {
            variables.extend(std::env::var_os(kept).map(|value| (kept, value)));
        }
        variables
    }

    /// Writes a file of the work tree; the next commit takes it in.
    pub(crate) fn write(&self, path: &str, text: &str) {
        let file = self.path.join(path);
        let folder = file.parent().expect("a file of the work tree lies in a folder");
        fs::create_dir_all(folder).expect("the folder of the file can be made");
        fs::write(&file, text).expect("the file can be written");
    }

    /// Reads a file of the work tree.
    #[track_caller]
    pub(crate) fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path.join(path)).expect("the file can be read")
    }

    /// Removes a file below the work tree, one of git's own among them.
    #[track_caller]
    pub(crate) fn remove(&self, path: &str) {
        fs::remove_file(self.path.join(path)).expect("the file can be removed");
    }

    /// Returns the path and the bytes of every file, git's own among them.
    pub(crate) fn listing(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut folders = vec![self.path.clone()];
        let mut files = Vec::new();
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("the folder can be listed") {
                let path = entry.expect("the folder can be listed").path();
                match path.is_dir() {
                    true => folders.push(path),
                    false => files.push((path.clone(), fs::read(&path).expect("a file is read"))),
                }
            }
        }
        files.sort();
        files
    }

    /// Commits the work tree, changed or not, a minute after the last commit; returns the id.
    pub(crate) fn commit(&self, message: &str) -> String {
        self.commit_at(message, self.tick())
    }

    /// Commits the work tree at a time in seconds since 1970; the clock of the others stays.
    pub(crate) fn commit_at(&self, message: &str, seconds: i64) -> String {
        self.git(&["add", "--all"]);
        let commit = ["commit", "--quiet", "--allow-empty", "--cleanup=verbatim", "-m", message];
        self.git_at(&commit, seconds);
        self.head()
    }

    /// Commits no change, a minute after the last commit, and leaves the work tree alone.
    pub(crate) fn commit_nothing(&self, message: &str) {
        let commit = ["commit", "--quiet", "--allow-empty", "--cleanup=verbatim", "-m", message];
        self.git_at(&commit, self.tick());
    }

    /// Writes a commit byte by byte, with parents and further header lines, and returns its id. No
    /// branch moves there: that is what [`Repo::reset`] is for.
    pub(crate) fn raw_commit(&self, parents: &[&str], seconds: i64, message: &[u8]) -> String {
        self.raw_commit_with(parents, seconds, "", message)
    }

    /// The same with further header lines, each with its line end.
    pub(crate) fn raw_commit_with(
        &self,
        parents: &[&str],
        seconds: i64,
        headers: &str,
        message: &[u8],
    ) -> String {
        let tree = self.git_reading(&["mktree"], b"");
        let parents: String = parents.iter().flat_map(|parent| ["parent ", parent, "\n"]).collect();
        let person = format!("Ada Example <ada@example.com> {seconds} +0000");
        let head =
            format!("tree {tree}\n{parents}author {person}\ncommitter {person}\n{headers}\n");
        let commit = [head.as_bytes(), message].concat();
        let write = ["hash-object", "-t", "commit", "-w", "--literally", "--stdin"];
        self.git_reading(&write, &commit)
    }

    /// Moves the branch here to a commit, the work tree with it.
    pub(crate) fn reset(&self, commit: &str) {
        self.git(&["reset", "--quiet", "--hard", commit]);
    }

    /// Makes many tags at once, each on a commit.
    pub(crate) fn tags<'t>(&self, tags: impl IntoIterator<Item = (&'t str, &'t str)>) {
        let line = |(name, commit)| format!("create refs/tags/{name} {commit}\n");
        let lines: String = tags.into_iter().map(line).collect();
        self.git_reading(&["update-ref", "--stdin"], lines.as_bytes());
    }

    /// Makes a lightweight tag here.
    pub(crate) fn tag(&self, name: &str) {
        self.git(&["tag", name]);
    }

    /// Makes an annotated tag here, at the time of the last commit.
    pub(crate) fn annotated(&self, name: &str, message: &str) {
        self.git(&["tag", "--annotate", name, "-m", message]);
    }

    /// Makes a branch here and stays where it is.
    pub(crate) fn branch(&self, name: &str) {
        self.git(&["branch", name]);
    }

    /// Makes a branch here and goes to it.
    pub(crate) fn start(&self, name: &str) {
        self.git(&["checkout", "--quiet", "-b", name]);
    }

    /// Goes to a branch, or with a tag or an id to a detached HEAD.
    pub(crate) fn checkout(&self, name: &str) {
        self.git(&["checkout", "--quiet", name]);
    }

    /// Merges a branch into the current one with a commit, a minute after the last; returns the id.
    pub(crate) fn merge(&self, name: &str, message: &str) -> String {
        self.merge_quickly(name, message);
        self.head()
    }

    /// The same without the id.
    pub(crate) fn merge_quickly(&self, name: &str, message: &str) {
        let merge = ["merge", "--quiet", "--no-ff", "--cleanup=verbatim", "-m", message, name];
        self.git_at(&merge, self.tick());
    }

    /// Returns a clone that has the last `depth` commits.
    pub(crate) fn shallow_clone(&self, depth: u32) -> Self {
        self.clone_with(&[&format!("--depth={depth}")])
    }

    /// Returns a clone under further options: one local branch, the others as those of `origin`.
    pub(crate) fn clone_with(&self, options: &[&str]) -> Self {
        let clone = Self::without_git("repository", self.next_commit.get());
        clone.clone_from(self, &[&["--no-local"], options].concat());
        clone
    }

    /// Returns a bare clone.
    pub(crate) fn bare_clone(&self) -> Self {
        let clone = Self::without_git("repository.git", self.next_commit.get());
        clone.clone_from(self, &["--bare"]);
        clone
    }

    /// Runs git in the repository and returns what it prints, without the last line end.
    #[track_caller]
    pub(crate) fn git(&self, arguments: &[&str]) -> String {
        self.git_at(arguments, self.next_commit.get() - STEP)
    }

    /// The same for git commands that read something.
    #[track_caller]
    pub(crate) fn git_reading(&self, arguments: &[&str], input: &[u8]) -> String {
        let mut git = self.command(arguments, self.next_commit.get() - STEP);
        git.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = git.spawn().expect("git can be run");
        let mut stdin = child.stdin.take().expect("git reads");
        stdin.write_all(input).expect("git reads all it is given");
        drop(stdin);
        answer_of(arguments, &child.wait_with_output().expect("git ends"))
    }

    /// Runs git whatever it says, and returns whether it succeeded.
    pub(crate) fn can_git(&self, arguments: &[&str]) -> bool {
        let mut git = self.command(arguments, self.next_commit.get() - STEP);
        git.output().expect("git can be run").status.success()
    }

    #[track_caller]
    fn git_at(&self, arguments: &[&str], seconds: i64) -> String {
        let mut git = self.command(arguments, seconds);
        answer_of(arguments, &git.output().expect("git can be run"))
    }

    fn command(&self, arguments: &[&str], seconds: i64) -> Command {
        let date = format!("@{seconds} +0000");
        let mut git = Command::new("git");
        git.env_clear().envs(self.environment()).current_dir(&self.path).args(arguments);
        for role in ["AUTHOR", "COMMITTER"] {
            git.env(format!("GIT_{role}_NAME"), "Ada Example");
            git.env(format!("GIT_{role}_EMAIL"), "ada@example.com");
            git.env(format!("GIT_{role}_DATE"), &date);
        }
        git
    }

    fn clone_from(&self, original: &Self, options: &[&str]) {
        let from = original.path.to_string_lossy();
        let to = self.path.to_string_lossy();
        let mut clone = vec!["clone", "--quiet"];
        clone.extend(options);
        clone.extend([&*from, &*to]);
        original.git(&clone);
    }

    /// Returns the id of the commit that HEAD is at.
    pub(crate) fn head(&self) -> String {
        self.git(&["rev-parse", "HEAD"])
    }

    fn tick(&self) -> i64 {
        let now = self.next_commit.get();
        self.next_commit.set(now + STEP);
        now
    }

    fn without_git(name: &str, next_commit: i64) -> Self {
        let folder = TempDir::new().expect("a temporary folder can be made");
        let root = folder.path().canonicalize().expect("the temporary folder is there");
        let home = root.join("home");
        fs::create_dir(&home).expect("the home folder can be made");
        // Nothing but that git does not look after each commit whether to tidy up.
        let config = "[maintenance]\n\tauto = false\n";
        fs::write(home.join("no-config"), config).expect("the configuration can be written");
        Self { folder, path: root.join(name), next_commit: Cell::new(next_commit) }
    }
}

#[track_caller]
fn answer_of(arguments: &[&str], output: &std::process::Output) -> String {
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "git {arguments:?} failed: {stderr}");
    let stdout = String::from_utf8_lossy(&output.stdout);
    stdout.strip_suffix('\n').unwrap_or(&stdout).to_owned()
}

#[cfg(test)]
mod tests {
    use super::Repo;

    #[test]
    fn the_same_history_has_the_same_ids_everywhere() {
        let repo = Repo::new();
        let first = repo.commit("feat: begin");
        repo.write("a/b.txt", "text\n");
        let second = repo.commit("fix: a\n\n# kept, as in a file\n");
        assert_eq!(first, "e1c3a7863d0e45afbdf0eebc6b3cdcfc24316033");
        assert_eq!(second, "0a6f8f74e147df8a1c51723b86c545f3a682ed9d");
        let dates = repo.git(&["log", "--format=%an %ad %cd", "--date=iso-strict"]);
        let person = "Ada Example 2024-01-01T00";
        let expected = format!(
            "{person}:01:00+00:00 2024-01-01T00:01:00+00:00\n\
             {person}:00:00+00:00 2024-01-01T00:00:00+00:00"
        );
        assert_eq!(dates.replace('Z', "+00:00"), expected);
        assert_eq!(repo.git(&["show", "HEAD:a/b.txt"]), "text");
        assert!(repo.git(&["show", "-s", "--format=%B"]).contains("# kept"));
    }

    #[test]
    fn branches_merges_and_tags_are_those_of_git() {
        let repo = Repo::new();
        repo.commit("feat: begin");
        repo.tag("v1.0.0");
        repo.branch("topic");
        repo.checkout("topic");
        let topic = repo.commit_at("feat: more", 1_000);
        repo.checkout("main");
        let merge = repo.merge("topic", "Merge branch 'topic'");
        repo.annotated("v1.1.0", "Version 1.1.0");
        assert_eq!(repo.git(&["rev-parse", "HEAD^2"]), topic);
        assert_eq!(repo.git(&["rev-parse", "v1.1.0^{commit}"]), merge);
        let kinds = repo.git(&["tag", "--format=%(objecttype) %(creatordate:unix)"]);
        assert_eq!(kinds, "commit 1704067200\ntag 1704067260");
        assert_eq!(repo.git(&["show", "-s", "--format=%ct", "topic"]), "1000");
        assert_eq!(repo.git(&["branch", "--show-current"]), "main");
    }

    #[test]
    fn clones_are_shallow_and_bare() {
        let repo = Repo::new();
        for number in 0..3 {
            repo.commit(&format!("feat: part {number}"));
        }
        let shallow = repo.shallow_clone(2);
        assert_eq!(shallow.git(&["rev-list", "--count", "HEAD"]), "2");
        assert_eq!(shallow.git(&["rev-parse", "--is-shallow-repository"]), "true");
        let bare = repo.bare_clone();
        assert_eq!(bare.git(&["rev-list", "--count", "HEAD"]), "3");
        assert_eq!(bare.git(&["rev-parse", "--is-bare-repository"]), "true");
    }
}
