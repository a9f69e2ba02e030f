//! Where a commit is made: the repository, git, and what it asks for before anything is typed.

use std::path::{Path, PathBuf};

use crate::apply;
use crate::cli::environment::Environment;
use crate::cli::exit_code::ExitCode;
use crate::commands::commit::arguments::Commit;
use crate::domain::check::cleanup::{Cleanup, CommentPrefix, Verbose, clean};
use crate::domain::check::rejected::FOLDER;
use crate::failure::{Failure, Result};
use crate::files;
use crate::git::commit_program::{CommitOptions, CommitProgram};
use crate::git::message_settings::{MessageSettings, message_settings};
use crate::git::repository::Repository;

/// Where a commit is made.
pub(super) struct Place {
    /// git in the folder of the run.
    pub(super) git: CommitProgram,
    /// What git is configured to do with messages.
    settings: MessageSettings,
    /// The git folder of the work tree.
    pub(super) git_dir: PathBuf,
    pub(super) root: PathBuf,
}

impl Place {
    /// Opens the repository of a folder.
    ///
    /// # Errors
    /// When there is none, or it has no work tree.
    pub(super) fn open(folder: &Path, environment: &Environment) -> Result<Self> {
        let repository = Repository::open(folder, environment.path("GIT_DIR").as_deref())?;
        let Some(root) = repository.work_tree().map(Path::to_owned) else {
            return Err(Failure::state("a bare repository has no files to commit")
                .at(repository.own_dir().display().to_string())
                .hint("run this in a clone of it"));
        };
        Ok(Self {
            git: CommitProgram::new(folder),
            settings: message_settings(folder, &environment.variables)?,
            git_dir: repository.own_dir().to_owned(),
            root,
        })
    }

    /// Returns the failure of a state in which git would commit nothing, before anything is asked.
    ///
    /// # Errors
    /// When nothing is staged and nothing else is asked for, or files have conflicts.
    pub(super) fn refuse_in_vain(&self, command: &Commit) -> Result<()> {
        if self.git.has_conflicts()? {
            return Err(Failure::state("files with conflicts cannot be committed")
                .at(self.root.display().to_string())
                .hint("`git status` lists them; resolve them and `git add` them"));
        }
        // A merge is committed even where it changes nothing (git-commit).
        let is_merge = || files::read::is_file(&self.git_dir.join("MERGE_HEAD"));
        if command.needs_nothing_staged() || is_merge() || self.git.has_staged()? {
            return Ok(());
        }
        Err(Failure::state("nothing is staged, so there is nothing to commit")
            .at(self.root.display().to_string())
            .hint("`git add` what belongs into the commit, or commit all changes: `-a`")
            .hint("`--amend` changes the last commit, `--allow-empty` commits no change"))
    }

    /// Hands a message to git. One that is not committed is kept.
    ///
    /// # Errors
    /// When git or a hook refuses it.
    pub(super) fn commit(&self, text: &str, options: &CommitOptions) -> Result<ExitCode> {
        let file = self.git_dir.join(FOLDER).join("message.txt");
        let edited = self.git_dir.join("COMMIT_EDITMSG");
        let before = files::read::read(&edited)?;
        files::private::write_private(&file, text.as_bytes())?;
        // Whoever interrupts git finds it there.
        let was_kept = apply::rejected::is_newest(&self.git_dir, text.as_bytes());
        apply::rejected::keep(&self.git_dir, text.as_bytes())?;
        let is_made = self.git.commit(&file, options);
        files::private::remove(&file)?;
        if is_made.as_ref().is_ok_and(|is_made| *is_made) {
            match was_kept {
                true => apply::rejected::retire(&self.git_dir)?,
                false => apply::rejected::discard(&self.git_dir)?,
            }
            return Ok(ExitCode::Done);
        }
        let after = files::read::read(&edited)?.filter(|after| Some(after) != before.as_ref());
        let typed = after
            .filter(|_| options.edit)
            .map(|bytes| self.cleaned(&String::from_utf8_lossy(&bytes)));
        let kept = typed.filter(|text| !text.trim().is_empty());
        apply::rejected::keep(&self.git_dir, kept.as_deref().unwrap_or(text).as_bytes())?;
        is_made?;
        Err(Failure::world("git has made no commit")
            .hint("`semflow commit --retry` opens the message again in your editor"))
    }

    /// Opens a text in the editor and returns what has become of it, without comments.
    ///
    /// # Errors
    /// When there is no editor, or it fails.
    pub(super) fn edited(&self, text: &str) -> Result<String> {
        let file = self.git_dir.join(FOLDER).join("message.txt");
        files::private::write_private(&file, text.as_bytes())?;
        let done = self.git.edit(&file);
        let text = files::read::read(&file);
        files::private::remove(&file)?;
        done?;
        let bytes = text?.unwrap_or_default();
        Ok(self.cleaned(&String::from_utf8_lossy(&bytes)))
    }

    /// Returns a message and the template below it; git has no template beside a message of ours
    /// (git-commit, `--template`).
    ///
    /// # Errors
    /// When the template is there and cannot be read.
    pub(super) fn with_template(&self, text: &str) -> Result<String> {
        let Some(template) = &self.settings.template else { return Ok(text.to_owned()) };
        let template = files::read::read_text(&self.root.join(template))?.unwrap_or_default();
        match template.trim().is_empty() {
            true => Ok(text.to_owned()),
            false => Ok(format!("{}\n\n{}", text.trim_end(), template.trim_start_matches('\n'))),
        }
    }

    /// Returns what git would store of a text that an editor has seen.
    fn cleaned(&self, text: &str) -> String {
        let word = self.settings.cleanup.as_deref();
        let cleanup = Cleanup::parse(word, true).unwrap_or(Cleanup::Strip);
        let verbose = Verbose::of(true, self.settings.verbose.unwrap_or(false));
        let comment = self.settings.comment.as_ref();
        let prefix = comment.map_or_else(CommentPrefix::default, |one| one.prefix_in(text, true));
        clean(text, cleanup, verbose, &prefix).text.into_owned()
    }
}
