//! Copies of the histories to run programs in, used again where a run left nothing behind.
#![expect(clippy::disallowed_methods, reason = "files are written, read and removed here")]
#![expect(clippy::expect_used, reason = "a test that cannot prepare a run has failed")]

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use tempfile::TempDir;

use crate::histories::catalogue::{Histories, History};

use super::case::Case;
use super::programs::Program;
use super::repository::{Repository, WORK_TREE};

/// The files beside and in a repository, git's own and those of the home folder apart.
pub(crate) type Files = BTreeMap<String, Vec<u8>>;

/// The copies that no run uses at the moment.
#[derive(Default)]
pub(crate) struct Workspaces {
    histories: Histories,
    free: Mutex<HashMap<(Program, History), Vec<Workspace>>>,
}

impl Workspaces {
    /// Runs a function in a copy of what a case describes.
    pub(crate) fn within<R>(
        &self,
        program: Program,
        case: &Case,
        run: impl FnOnce(&Workspace, &Repository) -> R,
    ) -> R {
        let repository = self.histories.get(case.history);
        let key = (program, case.history);
        let spare =
            self.free.lock().expect("no other thread failed here").get_mut(&key).and_then(Vec::pop);
        let workspace = spare.unwrap_or_else(|| Workspace::of(repository));
        let is_reusable = leaves_no_trace(case, &workspace);
        self.prepare(case, &workspace.root);
        let result = run(&workspace, repository);
        if is_reusable {
            workspace.restore();
            let mut free = self.free.lock().expect("no other thread failed here");
            free.entry(key).or_default().push(workspace);
        }
        result
    }

    fn prepare(&self, case: &Case, root: &Path) {
        for (name, history) in &case.neighbours {
            self.histories.get(*history).copy_to(&root.join(name));
        }
        for (path, text) in &case.files {
            let text = with_ids(text, self.histories.get(case.history));
            write(&root.join(path), text.as_bytes());
        }
        fs::create_dir_all(root.join(&case.folder)).expect("the folder of the run can be made");
    }
}

/// A folder with a home folder and a repository in it.
pub(crate) struct Workspace {
    _folder: TempDir,
    /// Where it is.
    pub(crate) root: PathBuf,
    untouched: Files,
}

impl Workspace {
    fn of(repository: &Repository) -> Self {
        let folder = TempDir::new().expect("a temporary folder can be made");
        let root = folder.path().canonicalize().expect("the temporary folder is there");
        fs::create_dir(root.join("home")).expect("the home folder can be made");
        repository.copy_to(&root.join(WORK_TREE));
        let untouched = files(&root);
        Self { _folder: folder, root, untouched }
    }

    /// Returns the files that are there now.
    pub(crate) fn files(&self) -> Files {
        files(&self.root)
    }

    fn restore(&self) {
        let now = self.files();
        for path in now.keys().filter(|path| !self.untouched.contains_key(*path)) {
            fs::remove_file(self.root.join(path)).expect("a file can be removed");
        }
        for (path, bytes) in &self.untouched {
            if now.get(path) != Some(bytes) {
                write(&self.root.join(path), bytes);
            }
        }
    }
}

/// Replaces each `<<REV>>` by the id of the revision.
pub(crate) fn with_ids(text: &str, repository: &Repository) -> String {
    let mut resolved = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, revision, after)) = revision_named_in(rest) {
        resolved += before;
        resolved += &repository.id(revision);
        rest = after;
    }
    resolved + rest
}

/// What stands before, in and after the first `<<…>>`.
fn revision_named_in(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once("<<")?;
    let (revision, after) = rest.split_once(">>")?;
    Some((before, revision, after))
}

/// Whether all that a case adds are files in folders that are there anyway.
fn leaves_no_trace(case: &Case, workspace: &Workspace) -> bool {
    let is_there = |path: &Path| workspace.root.join(path).is_dir();
    let is_plain = |(path, _): &(String, String)| {
        let is_inside = path.starts_with("home/") || path.contains(".git/");
        !is_inside && Path::new(path).parent().is_some_and(is_there)
    };
    case.neighbours.is_empty()
        && is_there(Path::new(&case.folder))
        && case.files.iter().all(is_plain)
}

fn write(file: &Path, bytes: &[u8]) {
    let folder = file.parent().expect("a file lies in a folder");
    fs::create_dir_all(folder).expect("the folder of a file can be made");
    fs::write(file, bytes).expect("a file can be written");
}

fn files(root: &Path) -> Files {
    let mut files = BTreeMap::new();
    read(root, "", &mut files);
    files
}

fn read(folder: &Path, prefix: &str, files: &mut Files) {
    for entry in fs::read_dir(folder).expect("the folder can be listed") {
        let entry = entry.expect("the folder can be listed");
        let name = entry.file_name().to_string_lossy().into_owned();
        match entry.file_type().expect("the folder can be listed").is_dir() {
            true if name == ".git" || (name == "home" && prefix.is_empty()) => {}
            true => read(&entry.path(), &format!("{prefix}{name}/"), files),
            false => {
                let bytes = fs::read(entry.path()).expect("a file can be read");
                files.insert(format!("{prefix}{name}"), bytes);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::harness::case::Case;
    use crate::harness::programs::Program;
    use crate::histories::catalogue::History;

    use super::{Workspaces, revision_named_in, write};

    #[test]
    fn a_revision_is_named_between_angles() {
        assert_eq!(revision_named_in("<<v1>>..HEAD"), Some(("", "v1", "..HEAD")));
        assert_eq!(revision_named_in("v1..HEAD"), None);
    }

    #[test]
    fn a_workspace_is_used_again_as_it_was() {
        let workspaces = Workspaces::default();
        let case = Case::new(History::OneTag, "").file("cliff.toml", "id = '<<v1.0.0^{}>>'");
        let run = |case: &Case| {
            workspaces.within(Program::GitCliff, case, |workspace, _| {
                let files = workspace.files();
                write(&workspace.root.join("repository/OUT.md"), b"left behind");
                write(&workspace.root.join("repository/files/1.txt"), b"changed");
                (workspace.root.clone(), files)
            })
        };
        let (place, first) = run(&case);
        let (same_place, second) = run(&case);
        assert_eq!((place, &first), (same_place, &second));
        assert_eq!(first["repository/cliff.toml"].len(), "id = ''".len() + 40);
        let (_, third) = run(&Case::new(History::OneTag, ""));
        assert!(!third.contains_key("repository/cliff.toml"));
    }
}
