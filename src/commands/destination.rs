//! Where what a command makes goes: standard output, a file, or its place in a file.

use std::path::{Component, Path};

use crate::apply::execute::execute;
use crate::commands::document::Rendered;
use crate::commands::project::Project;
use crate::failure::{Failure, Result};
use crate::files;
use crate::plan::document::Target;
use crate::plan::step::Plan;
use crate::terminal::Terminal;

/// Where what a command makes goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Destination {
    /// Standard output.
    Stdout,
    /// A file that is written anew.
    File(Target),
    /// A file that gets the sections it does not have yet.
    Sections(Target),
}

impl Destination {
    /// Returns what `-o PATH` means: a file, or standard output for `-`.
    pub(crate) fn asked(project: &Project, path: &Path) -> Self {
        match path.as_os_str() == "-" {
            true => Self::Stdout,
            false => Self::File(Target::new(&project.folder, path)),
        }
    }

    /// Returns the file that the configuration names. It lies in the repository: a `cliff.toml` that
    /// came with a clone must not choose what else is overwritten.
    pub(crate) fn configured(project: &Project, path: &str) -> Result<Self> {
        let path = Path::new(path);
        let stays = |part: Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir);
        if !path.components().all(stays) {
            return Err(Failure::usage(format!(
                "the configuration names a file outside the repository: `{}`",
                path.display()
            ))
            .at("cliff.toml: changelog.output")
            .hint("name a path below the root of the repository")
            .hint("`-o PATH` on the command line may name any file"));
        }
        Ok(Self::File(Target::new(project.root(), path)))
    }

    /// Brings a rendered document there.
    pub(crate) fn deliver(self, document: &Rendered, terminal: &mut Terminal) -> Result<()> {
        match self {
            Self::Stdout => terminal.data(&document.text),
            Self::File(target) => {
                // What cannot be read has no form to keep; writing tells what is wrong with it.
                let existing = match files::read::is_file(&target.path) {
                    true => files::read::read(&target.path).unwrap_or_default().unwrap_or_default(),
                    false => Vec::new(),
                };
                let existing = String::from_utf8_lossy(&existing);
                carry_out(target.replace(&existing, &document.text), terminal)
            }
            Self::Sections(target) => {
                let existing = match files::read::is_file(&target.path) {
                    true => files::read::read_text(&target.path)?.unwrap_or_default(),
                    false => String::new(),
                };
                let planned = target.insert(&existing, &document.text, document.has_releases)?;
                carry_out(planned, terminal)
            }
        }
    }

    /// Brings data there, byte for byte.
    pub(crate) fn deliver_data(self, data: &str, terminal: &mut Terminal) -> Result<()> {
        match self {
            Self::Stdout => terminal.data(data),
            Self::File(target) | Self::Sections(target) => {
                carry_out(target.replace("", data), terminal)
            }
        }
    }
}

fn carry_out((plan, summary): (Plan, String), terminal: &mut Terminal) -> Result<()> {
    execute(&plan)?;
    terminal.note(&summary);
    Ok(())
}
