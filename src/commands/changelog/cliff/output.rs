//! Where a changelog goes: standard output, a file, above what stands in a file.

use std::path::{Component, Path, PathBuf};

use crate::apply::execute::execute;
use crate::cli::environment::Environment;
use crate::commands::changelog::arguments::Changelog;
use crate::commands::configuration::expanded;
use crate::domain::cliff::compat::Compat;
use crate::failure::{Failure, Result};
use crate::files;
use crate::plan::step::{Plan, Step};
use crate::terminal::Terminal;

/// The file that is meant where none is named.
const FILE_NAME: &str = "CHANGELOG.md";

/// Where a changelog goes.
pub(super) struct Destinations {
    /// The file that it is written to; `None` is standard output.
    pub(super) output: Option<PathBuf>,
    /// Whether the command line named that file, or standard output.
    pub(super) is_asked: bool,
    /// The file that it is put on top of.
    pub(super) prepend: Option<PathBuf>,
    folder: PathBuf,
}

impl Destinations {
    /// Returns where the command line wants the changelog, else the configuration. Paths are those
    /// of somebody in `folder`, whatever `--workdir` says.
    ///
    /// # Errors
    /// When both files are one, when the part that is put on top is not told, or when the
    /// configuration names a file outside the folder.
    pub(super) fn of(
        command: &Changelog,
        configured: Option<&str>,
        folder: &Path,
        environment: &Environment,
    ) -> Result<Self> {
        let usual = Path::new(FILE_NAME);
        let named = |argument: &Option<Option<PathBuf>>| {
            let path = argument.as_ref()?.as_deref().unwrap_or(usual);
            Some(expanded(path, environment))
        };
        let (asked, prepend) = (named(&command.output), named(&command.prepend));
        if prepend.is_some() && !(command.unreleased || command.latest || command.range.is_some()) {
            return Err(Failure::usage(
                "`--prepend` puts a part of the changelog on top, not all of it",
            )
            .hint("add `--unreleased` or `--latest`, or name a range")
            .hint("`--output` writes the whole changelog"));
        }
        let output = asked.clone().or(configured.map(PathBuf::from));
        if output.is_some() && output == prepend {
            return Err(Failure::usage("`--output` and `--prepend` name the same file")
                .at(output.unwrap_or_default().display().to_string())
                .hint("leave one of them out"));
        }
        if asked.is_none()
            && let Some(path) = configured
        {
            refuse_outside(Path::new(path))?;
        }
        Ok(Self {
            output: output.filter(|path| path.as_os_str() != "-").map(|path| folder.join(path)),
            is_asked: asked.is_some(),
            prepend: prepend.map(|path| folder.join(path)),
            folder: folder.to_owned(),
        })
    }

    /// Whether the changelog goes somewhere beside on top of a file.
    pub(super) fn is_written(&self) -> bool {
        self.is_asked || self.output.is_some() || self.prepend.is_none()
    }

    /// Whether every file is one of Markdown, as its name tells; so is standard output.
    pub(super) fn are_markdown(&self) -> bool {
        let is_markdown = |path: &PathBuf| {
            path.extension().is_none_or(|extension| extension.eq_ignore_ascii_case("md"))
        };
        self.output.iter().chain(&self.prepend).all(is_markdown)
    }

    /// Returns the text of the file that the changelog is put on top of; none where there is no
    /// such file.
    ///
    /// # Errors
    /// When it cannot be read, or is missing where git-cliff is followed to the letter.
    pub(super) fn existing(&self, compat: Compat) -> Result<Option<String>> {
        let Some(path) = &self.prepend else { return Ok(None) };
        match files::read::read_text(path)? {
            None if compat.is_strict() => {
                Err(Failure::usage("the file that is to be prepended to does not exist")
                    .at(path.display().to_string())
                    .hint("without `--compat strict` it is made"))
            }
            text => Ok(Some(text.unwrap_or_default())),
        }
    }

    /// Writes texts, each whole or not at all: what goes to standard output or the file for it, and what the
    /// other file is to hold.
    pub(super) fn write(
        &self,
        text: Option<&str>,
        prepended: Option<String>,
        terminal: &mut Terminal,
    ) -> Result<()> {
        let mut plan = Plan::default();
        let mut write = |path: &PathBuf, text: &str| {
            plan.steps
                .push(Step::WriteFile { path: path.clone(), content: text.as_bytes().to_vec() });
        };
        if let (Some(path), Some(text)) = (&self.prepend, prepended) {
            write(path, &text);
        }
        if let (Some(path), Some(text)) = (&self.output, text) {
            write(path, text);
        }
        for path in plan.steps.iter().map(Step::path) {
            refuse_without_folder(path)?;
        }
        execute(&plan)?;
        for path in plan.steps.iter().map(Step::path) {
            let shown = path.strip_prefix(&self.folder).unwrap_or(path);
            terminal.note(&format!("wrote {}", shown.display()));
        }
        match (&self.output, text) {
            (None, Some(text)) => terminal.data(text),
            _ => Ok(()),
        }
    }
}

/// Of two files, none is written where the second has no folder to lie in.
fn refuse_without_folder(path: &Path) -> Result<()> {
    match path.parent() {
        Some(folder) if !files::read::is_folder(folder) => {
            Err(Failure::world("cannot write a file into a folder that does not exist")
                .at(path.display().to_string())
                .hint(format!("`mkdir {}` makes it", folder.display())))
        }
        _ => Ok(()),
    }
}

/// A `cliff.toml` that came with a clone must not choose what is overwritten outside it.
fn refuse_outside(path: &Path) -> Result<()> {
    let stays = |part: Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir);
    if path.components().all(stays) {
        return Ok(());
    }
    Err(Failure::usage(format!(
        "the configuration names a file outside the folder: `{}`",
        path.display()
    ))
    .at("changelog.output")
    .hint("name a path below the folder that semflow runs in")
    .hint("`-o PATH` on the command line may name any file"))
}
