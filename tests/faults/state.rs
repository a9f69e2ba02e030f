//! What a repository and its remote are, to the byte.
#![expect(clippy::disallowed_methods, reason = "the subject of these tests is the files on disk")]
#![expect(clippy::expect_used, reason = "a test that cannot read its repository has failed")]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::support::repository::Repo;

/// What git makes below its folder and never takes away; the next of its kind overwrites it.
const OF_NO_MATTER: [&str; 5] =
    ["ORIG_HEAD", "FETCH_HEAD", "COMMIT_EDITMSG", "semflow/lock", "semflow/last.json"];

/// What a repository is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct State {
    head: String,
    refs: Vec<String>,
    index: Vec<u8>,
    entries: String,
    files: BTreeMap<PathBuf, (u32, Vec<u8>)>,
    config: Vec<u8>,
    remote: Vec<String>,
    leftovers: Vec<String>,
}

impl State {
    /// Reads it; nothing changes by that.
    pub(crate) fn of(repo: &Repo) -> Self {
        let git = repo.path().join(".git");
        let remote = repo.path().with_file_name("remote.git");
        let remote = remote.to_str().expect("the path is text");
        let format = "--format=%(refname) %(objectname) %(symref)";
        let lines = |text: String| text.lines().map(str::to_owned).collect();
        Self {
            head: fs::read_to_string(git.join("HEAD")).expect("HEAD is there"),
            refs: lines(repo.git(&["for-each-ref", format])),
            index: fs::read(git.join("index")).expect("the index is there"),
            entries: repo.git(&["ls-files", "-s"]),
            files: files(repo.path()),
            config: fs::read(git.join("config")).expect("the configuration is there"),
            remote: lines(repo.git(&["--git-dir", remote, "for-each-ref", format])),
            leftovers: leftovers(&git),
        }
    }

    /// Returns how this differs from another one, the bytes of the index apart.
    pub(crate) fn unlike(&self, other: &Self) -> Vec<String> {
        let mut found = Vec::new();
        if self.head != other.head {
            found.push(format!("HEAD is `{}`, not `{}`", self.head.trim(), other.head.trim()));
        }
        lists(&mut found, "here", &self.refs, &other.refs);
        lists(&mut found, "on the remote", &self.remote, &other.remote);
        if self.entries != other.entries {
            found.push(format!("the index has\n{}\nnot\n{}", self.entries, other.entries));
        }
        let names = self.files.keys().chain(other.files.keys());
        for name in names.filter(|name| self.files.get(*name) != other.files.get(*name)) {
            found.push(format!("{} differs", name.display()));
        }
        if self.config != other.config {
            let text = |config: &[u8]| String::from_utf8_lossy(config).into_owned();
            found.push(format!("config\n{}\nnot\n{}", text(&self.config), text(&other.config)));
        }
        found
    }

    /// Returns how this differs from another one, to the bytes of the index.
    pub(crate) fn unlike_in_bytes(&self, other: &Self) -> Vec<String> {
        let mut found = self.unlike(other);
        if self.index != other.index {
            found.push("the bytes of the index differ".to_owned());
        }
        found
    }

    /// Returns whether the remote is as in another state.
    pub(crate) fn has_remote_of(&self, other: &Self) -> bool {
        self.remote == other.remote
    }

    /// Returns the locks, the temporary files, and what else an operation needs only on its way.
    pub(crate) fn leftovers(&self) -> &[String] {
        &self.leftovers
    }
}

fn lists(found: &mut Vec<String>, place: &str, now: &[String], then: &[String]) {
    found.extend(
        now.iter()
            .filter(|line| !then.contains(line))
            .map(|line| format!("{place}, and should not be: {line}")),
    );
    found.extend(
        then.iter()
            .filter(|line| !now.contains(line))
            .map(|line| format!("not {place}, and should be: {line}")),
    );
}

/// Returns the files of the work tree, with modes and contents.
fn files(top: &Path) -> BTreeMap<PathBuf, (u32, Vec<u8>)> {
    let mut folders = vec![top.to_owned()];
    let mut found = BTreeMap::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder can be listed") {
            let path = entry.expect("the folder can be listed").path();
            let metadata = fs::symlink_metadata(&path).expect("the file is there");
            if metadata.is_dir() {
                folders.extend((!path.ends_with(".git")).then_some(path));
                continue;
            }
            let content = match metadata.is_symlink() {
                true => fs::read_link(&path).expect("a link").into_os_string().into_encoded_bytes(),
                false => fs::read(&path).expect("a file can be read"),
            };
            let name = path.strip_prefix(top).expect("it lies below").to_owned();
            found.insert(name, (metadata.permissions().mode(), content));
        }
    }
    found
}

/// Returns what a git folder has that belongs to the way only.
fn leftovers(git: &Path) -> Vec<String> {
    let mut folders = vec![git.to_owned()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("the folder can be listed") {
            let path = entry.expect("the folder can be listed").path();
            let name = path.strip_prefix(git).expect("it lies below").to_string_lossy();
            if path.is_dir() {
                let is_looked_at = !["objects", "logs", "hooks"].contains(&&*name);
                folders.extend(is_looked_at.then_some(path.clone()));
                continue;
            }
            let is_left = name.ends_with(".lock")
                || name.contains(".semflow-")
                || name.starts_with("semflow/")
                || ["MERGE_", "AUTO_MERGE", "packed-refs.new"]
                    .iter()
                    .any(|one| name.starts_with(one));
            found.extend((is_left && !OF_NO_MATTER.contains(&&*name)).then(|| name.into_owned()));
        }
    }
    found.sort();
    found
}
