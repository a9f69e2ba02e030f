//! Running the `git` program where a commit is made: hooks, signing, the editor and the user's
//! configuration are its business, and it talks to the user itself.
#![expect(clippy::disallowed_types, reason = "this file runs git for every other one")]

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use crate::failure::{Failure, Result};
use crate::git::repository::Repository;

/// How far back commits are looked at for what the project is used to.
const RECENT: &str = "-500";

/// The `git` program in a folder of a work tree.
pub struct CommitProgram {
    folder: PathBuf,
}

/// What `git commit` is asked for beside the message (git-commit).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
pub struct CommitOptions {
    /// `--all`
    pub all: bool,
    /// `--amend`
    pub amend: bool,
    /// `--allow-empty`
    pub allow_empty: bool,
    /// `--signoff`
    pub sign_off: bool,
    /// `--gpg-sign`, with the key; empty for the usual one.
    pub signing_key: Option<String>,
    /// `--no-verify`
    pub no_verify: bool,
    /// `--edit`
    pub edit: bool,
    /// Arguments of git's own: further options and paths.
    pub rest: Vec<OsString>,
}

impl CommitOptions {
    /// Returns the arguments of `git commit` for a message in a file.
    fn arguments(&self, message: &Path) -> Vec<OsString> {
        let mut arguments: Vec<OsString> = vec!["commit".into(), "--file".into(), message.into()];
        let flags = [
            (self.all, "--all"),
            (self.amend, "--amend"),
            (self.allow_empty, "--allow-empty"),
            (self.sign_off, "--signoff"),
            (self.no_verify, "--no-verify"),
            (self.edit, "--edit"),
        ];
        arguments.extend(flags.iter().filter(|(is_set, _)| *is_set).map(|(_, flag)| flag.into()));
        arguments.extend(self.signing_key.as_ref().map(|key| match key.is_empty() {
            true => "--gpg-sign".into(),
            false => format!("--gpg-sign={key}").into(),
        }));
        arguments.extend(self.rest.iter().cloned());
        arguments
    }
}

impl Repository {
    /// Returns the git folder of this work tree: of a linked one, its own (git-worktree).
    pub fn own_dir(&self) -> &Path {
        self.inner().path()
    }
}

impl CommitProgram {
    /// Returns git in a folder.
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// Whether the index holds something that HEAD does not.
    ///
    /// # Errors
    /// When git cannot be run, or cannot tell.
    pub fn has_staged(&self) -> Result<bool> {
        let output = self.read(&["diff", "--cached", "--quiet"])?;
        match output.status.code() {
            Some(0) => Ok(false),
            Some(1) => Ok(true),
            _ => Err(failed("cannot compare the index with HEAD", &output)),
        }
    }

    /// Whether the index holds files with conflicts.
    ///
    /// # Errors
    /// When git cannot be run, or cannot tell.
    pub fn has_conflicts(&self) -> Result<bool> {
        let output = self.read(&["ls-files", "--unmerged", "--full-name", ":/"])?;
        match output.status.success() {
            true => Ok(!output.stdout.is_empty()),
            false => Err(failed("cannot read the index", &output)),
        }
    }

    /// Returns the subjects of the last commits, newest first; none where there is no commit.
    ///
    /// # Errors
    /// When git cannot be run.
    pub fn recent_subjects(&self) -> Result<Vec<String>> {
        let output = self.read(&["log", RECENT, "--no-merges", "--format=%s"])?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        Ok(text.lines().map(str::to_owned).collect())
    }

    /// Runs `git commit` with a message in a file, on the streams of this process; returns whether
    /// a commit was made.
    ///
    /// # Errors
    /// When git cannot be run.
    pub fn commit(&self, message: &Path, options: &CommitOptions) -> Result<bool> {
        let mut git = self.git();
        git.args(options.arguments(message));
        Ok(git.status().map_err(|error| not_run(&error))?.success())
    }

    /// Opens a file in the user's editor and waits for it.
    ///
    /// git runs the editor as an alias, so that it is the shell of git which reads its command
    /// line, on Windows too (git-config, `alias.*`).
    ///
    /// # Errors
    /// When git cannot be run, there is no editor, or the editor fails.
    pub fn edit(&self, file: &Path) -> Result<()> {
        let output = self.read(&["var", "GIT_EDITOR"])?;
        if !output.status.success() {
            return Err(failed("there is no editor", &output));
        }
        let editor = String::from_utf8_lossy(&output.stdout).trim_end().to_owned();
        let alias = format!("alias.semflow-edit=!{editor}");
        let mut git = self.git();
        git.args(["-c", &alias, "semflow-edit"]).arg(file);
        match git.status().map_err(|error| not_run(&error))?.success() {
            true => Ok(()),
            false => Err(Failure::world("the editor has failed")
                .at(editor)
                .hint("`git config --global core.editor NAME` chooses another")),
        }
    }

    fn git(&self) -> Command {
        let mut git = Command::new("git");
        git.current_dir(&self.folder);
        git
    }

    fn read(&self, arguments: &[&str]) -> Result<Output> {
        let mut git = self.git();
        git.args(arguments).stdin(Stdio::null());
        git.output().map_err(|error| not_run(&error))
    }
}

fn not_run(error: &std::io::Error) -> Failure {
    Failure::world("cannot run git")
        .because(error)
        .hint("`semflow commit` needs the `git` program: install it, or put it on the PATH")
}

fn failed(what: &str, output: &Output) -> Failure {
    let said = String::from_utf8_lossy(&output.stderr).trim().to_owned();
    let hint = "`git status` says whether git can read the repository";
    said.lines().fold(Failure::world(what).hint(hint), Failure::because)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::CommitOptions;

    #[test]
    fn what_is_gits_own_goes_to_git_behind_everything_else() {
        let options = CommitOptions {
            amend: true,
            signing_key: Some("ABC".to_owned()),
            rest: vec!["--date=now".into(), "a b".into()],
            ..CommitOptions::default()
        };
        let expected = ["commit", "--file", "m", "--amend", "--gpg-sign=ABC", "--date=now", "a b"];
        assert_eq!(options.arguments(Path::new("m")), expected);
        let usual = CommitOptions { signing_key: Some(String::new()), ..CommitOptions::default() };
        assert_eq!(usual.arguments(Path::new("m"))[3], "--gpg-sign");
    }
}
