//! `semflow notes`

use std::path::PathBuf;

use clap::Args;

use crate::cli::arguments::Global;
use crate::cli::environment::Environment;
use crate::cli::exit_code::ExitCode;
use crate::commands::destination::Destination;
use crate::commands::document::{Form, Parts, Told, tell};
use crate::commands::flow::view::View;
use crate::commands::project::Project;
use crate::commands::releases::{self, Selection};
use crate::domain::changelog::assemble::Division;
use crate::failure::Result;
use crate::terminal::Terminal;

/// The template for a forge's release page: the page itself has the heading.
const RELEASE_PAGE: &str = "release-page";

/// Print the release notes of one release
///
/// Without a tag, those of the newest release. The notes of a final version tell everything since
/// the final version before it, those of a pre-release only what came since the last one. What is
/// not released yet is told as the next final version will tell it.
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
    let folds_prereleases = true;
    let selection = match (&command.tag, command.unreleased) {
        (_, true) => Selection::Unreleased { folds_prereleases },
        (Some(tag), _) => Selection::Tag { name: tag.clone(), folds_prereleases },
        (None, _) => Selection::Latest { folds_prereleases },
    };
    let view = View::of(&project, &tags, false, environment)?;
    let divisions = releases::read(&project, &tags, &selection, &view, environment)?;
    if let [Division { tag: Some(tag), commits, .. }] = divisions.as_slice()
        && commits.is_empty()
    {
        terminal.note(&format!("{} has no changes of its own", tag.name));
    }
    let coming = view.coming(&tags, environment.now);
    let told = Told { divisions, coming, order: None, message: None };
    let form = match global.json {
        true => Form::Data,
        false => Form::Text {
            template: Some(&command.template),
            parts: Parts { header: false, footer: false },
        },
    };
    let destination = match &command.output {
        Some(path) => Destination::asked(&project, path),
        None => Destination::Stdout,
    };
    tell(&project, told, form, vec![destination], terminal)?;
    Ok(ExitCode::Done)
}
