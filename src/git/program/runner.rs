//! One run of the `git` program: where, with which variables, and what becomes of its answer.
//!
//! The program is started directly, never by a shell.
#![expect(clippy::disallowed_types, reason = "this file runs git for the others of this folder")]

use std::ffi::{OsStr, OsString};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::{Arc, OnceLock};

use crate::failure::{Failure, Result};
use crate::files;
use crate::git::program::object_id::ObjectId;
use crate::git::program::quarantine::Quarantine;
use crate::git::repository::Repository;

/// What would lead git to another repository, index or object than those of this run (git,
/// "Environment Variables"); a hook that starts semflow hands some of them down.
const FOREIGN: [&str; 14] = [
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_COMMON_DIR",
    "GIT_INDEX_FILE",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    "GIT_PREFIX",
    "GIT_NAMESPACE",
    "GIT_IMPLICIT_WORK_TREE",
    "GIT_LITERAL_PATHSPECS",
    "GIT_GLOB_PATHSPECS",
    "GIT_NOGLOB_PATHSPECS",
    "GIT_ICASE_PATHSPECS",
    "GIT_INTERNAL_SUPER_PREFIX",
];

/// The `git` program at one repository and work tree.
#[derive(Clone, Debug)]
pub struct Git {
    folder: PathBuf,
    own_dir: PathBuf,
    common_dir: PathBuf,
    work_tree: Option<PathBuf>,
    quarantine: Option<Arc<Quarantine>>,
    /// Where hooks are, once that was asked.
    hooks: Arc<OnceLock<PathBuf>>,
    variables: Vec<(OsString, OsString)>,
}

impl Git {
    /// Returns git at the repository and the work tree that are open.
    pub fn of(repository: &Repository) -> Self {
        let own_dir = repository.own_dir().to_owned();
        let work_tree = repository.work_tree().map(Path::to_owned);
        Self {
            folder: work_tree.clone().unwrap_or_else(|| own_dir.clone()),
            own_dir,
            common_dir: repository.common_dir().to_owned(),
            work_tree,
            quarantine: None,
            hooks: Arc::default(),
            variables: Vec::new(),
        }
    }

    /// Returns git with all new objects outside the repository, for a dry run. They are gone with
    /// the last value that was made from this one.
    ///
    /// # Errors
    /// When the temporary folder of the system is not writable.
    pub fn quarantined(&self) -> Result<Self> {
        let quarantine = Quarantine::over(&self.common_dir.join("objects"))?;
        Ok(Self { quarantine: Some(Arc::new(quarantine)), ..self.clone() })
    }

    /// Returns git with one more variable in all its runs.
    #[must_use]
    pub fn with_variable(mut self, name: impl Into<OsString>, value: impl Into<OsString>) -> Self {
        self.variables.push((name.into(), value.into()));
        self
    }

    /// Returns the folder that git looks for hooks in; it is asked for once.
    ///
    /// # Errors
    /// When git cannot tell.
    pub(super) fn hooks_folder(&self) -> Result<&Path> {
        if let Some(folder) = self.hooks.get() {
            return Ok(folder);
        }
        let call = self.call("cannot find the hooks");
        let path = call.args(["rev-parse", "--git-path", "hooks"]).text()?;
        Ok(self.hooks.get_or_init(|| self.folder.join(path)))
    }

    /// Returns the folder in which git runs: the work tree, or a bare repository.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Returns the git folder of this work tree: of a linked one, its own.
    pub fn own_dir(&self) -> &Path {
        &self.own_dir
    }

    /// Returns the folder that all work trees share.
    pub fn common_dir(&self) -> &Path {
        &self.common_dir
    }

    /// Returns the top of the work tree; `None` for a bare repository.
    pub fn work_tree(&self) -> Option<&Path> {
        self.work_tree.as_deref()
    }

    /// Returns the folder that new objects go to.
    pub(super) fn objects(&self) -> PathBuf {
        match &self.quarantine {
            Some(quarantine) => quarantine.objects().to_owned(),
            None => self.common_dir.join("objects"),
        }
    }

    /// Returns a run of git that is yet to be told what to do; `what` says what failed when it fails.
    pub(super) fn call(&self, what: impl Into<String>) -> Call {
        let mut command = Command::new("git");
        command.current_dir(&self.folder);
        for name in FOREIGN {
            command.env_remove(name);
        }
        if !self.is_found() {
            command.env("GIT_DIR", &self.own_dir);
            if let Some(work_tree) = &self.work_tree {
                command.env("GIT_WORK_TREE", work_tree);
            }
        }
        if let Some(quarantine) = &self.quarantine {
            command.env("GIT_OBJECT_DIRECTORY", quarantine.objects());
        }
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        Call {
            what: what.into(),
            command,
            input: None,
            hint: None,
            runs_users_programs: false,
            is_in_sight: false,
        }
    }

    /// Whether git finds the repository from the folder alone. Then no variable names it: they would
    /// follow a hook into every other repository that it looks at.
    fn is_found(&self) -> bool {
        let beside = self.folder.join(".git");
        files::read::is_folder(&beside)
            && files::read::real_path(&beside) == files::read::real_path(&self.own_dir)
    }
}

/// One run of git.
pub(super) struct Call {
    what: String,
    command: Command,
    input: Option<Vec<u8>>,
    hint: Option<String>,
    runs_users_programs: bool,
    is_in_sight: bool,
}

/// What git answered.
#[derive(Debug)]
pub(super) struct Answer {
    what: String,
    hint: Option<String>,
    /// The exit code; `None` when a signal ended it.
    pub(super) code: Option<i32>,
    /// What it wrote to standard output.
    pub(super) stdout: Vec<u8>,
    /// What it wrote to standard error.
    pub(super) stderr: Vec<u8>,
}

impl Call {
    /// Adds arguments.
    #[must_use]
    pub(super) fn args<A: AsRef<OsStr>>(mut self, arguments: impl IntoIterator<Item = A>) -> Self {
        self.command.args(arguments);
        self
    }

    /// Sets a variable for this run.
    #[must_use]
    pub(super) fn variable(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    /// Runs git apart from any work tree.
    #[must_use]
    pub(super) fn without_work_tree(mut self) -> Self {
        self.command.env_remove("GIT_WORK_TREE");
        self
    }

    /// Works on an index that is not the one of the work tree.
    #[must_use]
    pub(super) fn index(self, path: &Path) -> Self {
        self.variable("GIT_INDEX_FILE", path)
    }

    /// Hands over bytes on standard input.
    #[must_use]
    pub(super) fn input(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.input = Some(bytes.into());
        self
    }

    /// Says what to do about a failure.
    #[must_use]
    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Leaves language and locks as the user has them, for hooks and other programs of theirs that
    /// git may run. Git's own words stay English: gettext asks `LANGUAGE` first, and finds nothing to
    /// translate to.
    #[must_use]
    pub(super) fn with_users_programs(mut self) -> Self {
        self.runs_users_programs = true;
        self
    }

    /// Lets git write what it has to say to the user straight to standard error.
    #[must_use]
    pub(super) fn in_sight(mut self) -> Self {
        self.is_in_sight = true;
        self
    }

    /// Runs git to its end, whatever the end is.
    ///
    /// # Errors
    /// When git cannot be started.
    pub(super) fn run(mut self) -> Result<Answer> {
        match self.runs_users_programs {
            true => self.command.env("LANGUAGE", "en"),
            false => self.command.env("LC_ALL", "C").env("GIT_OPTIONAL_LOCKS", "0"),
        };
        let stderr = if self.is_in_sight { Stdio::inherit() } else { Stdio::piped() };
        self.command.stdout(Stdio::piped()).stderr(stderr);
        let output = output(&mut self.command, self.input).map_err(|error| not_run(&error))?;
        Ok(Answer {
            what: self.what,
            hint: self.hint,
            code: output.status.code(),
            stdout: output.stdout,
            stderr: output.stderr,
        })
    }

    /// Runs git, which has to succeed; returns what it wrote.
    ///
    /// # Errors
    /// When git cannot be started, or fails.
    pub(super) fn bytes(self) -> Result<Vec<u8>> {
        self.run()?.if_done()
    }

    /// Runs git, which has to succeed; returns the text it wrote, without its last line end.
    ///
    /// # Errors
    /// When git cannot be started, or fails.
    pub(super) fn text(self) -> Result<String> {
        let text = String::from_utf8_lossy(&self.bytes()?).into_owned();
        Ok(text.trim_end_matches(['\r', '\n']).to_owned())
    }

    /// Runs git, which has to succeed and to write the name of an object.
    ///
    /// # Errors
    /// When git cannot be started, fails, or writes something else.
    pub(super) fn id(self) -> Result<ObjectId> {
        let what = self.what.clone();
        let text = self.text()?;
        ObjectId::from_hex_bytes(text.as_bytes()).ok_or_else(|| strange(what, text.as_bytes()))
    }
}

impl Answer {
    /// Returns what git wrote, where it succeeded.
    ///
    /// # Errors
    /// When it failed.
    pub(super) fn if_done(self) -> Result<Vec<u8>> {
        if self.code == Some(0) { Ok(self.stdout) } else { Err(self.failure()) }
    }

    /// Returns what git wrote to standard error, a line each.
    pub(super) fn complaints(&self) -> Vec<String> {
        let said = String::from_utf8_lossy(&self.stderr);
        said.lines()
            .map(|line| line.trim_end().to_owned())
            .filter(|line| !line.is_empty())
            .collect()
    }

    /// Returns the failure that git's own words explain.
    pub(super) fn failure(&self) -> Failure {
        let hint = self.hint.clone();
        let hint =
            hint.unwrap_or_else(|| "`git fsck` tells whether the repository is whole".into());
        let failure = Failure::world(self.what.clone()).hint(hint);
        let complaints = self.complaints();
        match self.code {
            None => failure.because("git was stopped by a signal"),
            Some(code) if complaints.is_empty() => {
                failure.because(format!("git ended with exit code {code}"))
            }
            Some(_) => complaints.into_iter().fold(failure, Failure::because),
        }
    }
}

/// Returns the failure of an answer that is not what the documentation of git promises.
pub(super) fn strange(what: impl Into<String>, answer: &[u8]) -> Failure {
    let start = String::from_utf8_lossy(answer).chars().take(200).collect::<String>();
    Failure::world(what)
        .because(format!("git answered `{}`", start.escape_debug()))
        .hint("`git version` has to be that of a git which answers as documented")
}

/// Standard input is written beside the reading, because a pipe holds only so much.
fn output(command: &mut Command, input: Option<Vec<u8>>) -> std::io::Result<Output> {
    let Some(input) = input else {
        return command.stdin(Stdio::null()).spawn()?.wait_with_output();
    };
    let mut child = command.stdin(Stdio::piped()).spawn()?;
    let stdin = child.stdin.take();
    std::thread::scope(|scope| {
        // A git that fails does not read to the end: then its own words count.
        scope.spawn(move || stdin.map(|mut stdin| stdin.write_all(&input)));
        child.wait_with_output()
    })
}

fn not_run(error: &std::io::Error) -> Failure {
    Failure::world("cannot run git")
        .because(error)
        .hint("a release needs the `git` program: install it, or put it on the PATH")
}

#[cfg(test)]
mod tests {
    use crate::git::program::commit::Signing;
    use crate::git::program::ref_transaction::{Expected, RefChange};
    use crate::git::program::sample::Sample;
    use crate::git::program::tree::FileChange;

    #[test]
    fn a_bare_repository_needs_no_work_tree() {
        let sample = Sample::with_remote();
        let git = sample.engine_at(&sample.beside("remote"));
        assert_eq!(git.work_tree(), None);
        let head = sample.head();
        let made = git.tree_with(head, &[FileChange::write("b", "b")]).unwrap();
        let parent = head.as_commit();
        let ours = git.commit(made.tree, &[parent], "b\n", &Signing::No).unwrap();
        let made = git.tree_with(head, &[FileChange::write("c", "c")]).unwrap();
        let theirs = git.commit(made.tree, &[parent], "c\n", &Signing::No).unwrap();
        let merged = git.merge(ours, theirs).unwrap();
        assert!(merged.is_clean);
        let merge = git.commit(merged.tree, &[ours, theirs], "merge\n", &Signing::No).unwrap();
        let tag = git.annotate("v1", merge, "v1\n", &Signing::No).unwrap();
        let main = RefChange {
            name: "refs/heads/main".to_owned(),
            old: Expected::Id(head),
            new: Some(merge.into()),
        };
        let v1 =
            RefChange { name: "refs/tags/v1".to_owned(), old: Expected::Absent, new: Some(tag) };
        git.change_refs(&[main, v1], "release").unwrap();
        sample.git(&["fetch", "-q", "origin", "main", "tag", "v1"]);
        assert_eq!(sample.id("v1^{commit}"), merge.into());
        assert_eq!(git.list(merge.into()).unwrap().len(), 3);
    }

    #[test]
    fn every_variable_that_leads_to_another_repository_is_taken_away() {
        let sample = Sample::new();
        let git = sample.engine();
        let names = git.call("read").args(["rev-parse", "--local-env-vars"]).text().unwrap();
        // What is left to the user: settings by variable, replaced objects, grafts, shallow clones.
        let left = ["CONFIG", "REPLACE", "GRAFT", "SHALLOW", "REF_"];
        let missing = names.lines().filter(|name| {
            !super::FOREIGN.contains(name) && !left.iter().any(|part| name.contains(part))
        });
        assert_eq!(missing.collect::<Vec<_>>(), Vec::<&str>::new());
    }

    #[test]
    fn a_failure_has_the_words_of_git() {
        let sample = Sample::new();
        let failure = sample.engine().call("cannot do it").args(["cat-file", "-p", "none"]).bytes();
        let failure = failure.unwrap_err();
        assert_eq!(failure.what, "cannot do it");
        assert!(failure.causes[0].contains("Not a valid object name none"), "{failure:?}");
    }
}
