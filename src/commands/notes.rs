//! `semflow notes`

use std::path::PathBuf;

use clap::Args;

use crate::apply::execute::execute;
use crate::cli::arguments::Global;
use crate::cli::environment::Environment;
use crate::cli::exit_code::ExitCode;
use crate::commands::document::{self, Document, Parts};
use crate::commands::project::Project;
use crate::commands::releases::{self, Selection};
use crate::commands::since_release::say_remarks;
use crate::failure::Result;
use crate::plan::document::Target;
use crate::terminal::Terminal;

/// The template for a forge's release page: the page itself has the heading.
const RELEASE_PAGE: &str = "release-page";

/// Print the release notes of one release
///
/// Without a tag, those of the newest release. The notes of a final version tell everything since
/// the final version before it, those of a pre-release only what came since the last one.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    semflow notes v1.2.0                 for the release page of a forge\n  \
    semflow notes --unreleased           what the next release will say\n  \
    semflow notes v1.2.0 -o notes.md     into a file")]
pub struct Notes {
    /// The tag of the release
    #[arg(value_name = "TAG")]
    pub tag: Option<String>,
    /// What is not released yet
    #[arg(short, long, conflicts_with = "tag")]
    pub unreleased: bool,
    /// Write to PATH instead of stdout
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,
    /// Use a built-in template: release-page, keepachangelog, plain, detailed, scoped
    #[arg(long, value_name = "NAME", default_value = RELEASE_PAGE)]
    pub template: String,
}

/// Runs the command.
pub(crate) fn run(
    command: &Notes,
    global: &Global,
    environment: &Environment,
    terminal: &mut Terminal,
) -> Result<ExitCode> {
    let project = Project::open(global, environment, terminal)?;
    let tags = project.version_tags(global, terminal)?;
    let selection = match (&command.tag, command.unreleased) {
        (_, true) => Selection::Unreleased,
        (Some(tag), _) => Selection::Tag { name: tag.clone(), folds_prereleases: true },
        (None, _) => Selection::Latest { folds_prereleases: true },
    };
    let divisions = releases::read(&project, &tags, &selection, environment)?;
    let target = command.output.as_ref().filter(|path| path.as_os_str() != "-");
    let target = target.map(|path| Target::new(&project.folder, path));

    if global.json {
        let remarks =
            document::say_data(&project.settings, divisions, None, None, target, terminal)?;
        say_remarks(&remarks, terminal);
        return Ok(ExitCode::Done);
    }
    let document = Document::new(&project, Some(&command.template))?;
    let parts = Parts { header: false, footer: false };
    let (text, remarks) = document.render(divisions, None, None, parts)?;
    say_remarks(&remarks, terminal);
    match target {
        Some(target) => {
            let (plan, summary) = target.replace(text);
            execute(&plan)?;
            terminal.note(&summary);
        }
        None => terminal.data(&text)?,
    }
    Ok(ExitCode::Done)
}
