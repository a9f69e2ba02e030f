//! `semflow config import`

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use serde_json::json;

use crate::cli::arguments::Global;
use crate::cli::environment::{Environment, read_stdin};
use crate::cli::exit_code::ExitCode;
use crate::config::check::resolve::resolve;
use crate::config::commitlint::export::section;
use crate::config::commitlint::files::{is_a_program, is_script};
use crate::config::commitlint::presets::preset;
use crate::config::commitlint::read::{Commitlint, Purpose, read};
use crate::failure::{Failure, Result};
use crate::files;
use crate::terminal::Terminal;

/// Work with configurations
#[derive(Debug, Args)]
#[command(disable_help_subcommand = true)]
pub struct Config {
    /// What to do.
    #[command(subcommand)]
    pub command: ConfigCommand,
}

/// The commands below `semflow config`.
#[derive(Debug, Subcommand)]
pub enum ConfigCommand {
    #[expect(missing_docs, reason = "the help text is the doc comment of the arguments")]
    Import(Import),
}

/// Print the configuration of another tool as one of semflow
#[derive(Debug, Args)]
#[command(disable_help_subcommand = true)]
pub struct Import {
    /// Whose configuration it is.
    #[command(subcommand)]
    pub from: ImportFrom,
}

/// The tools whose configuration can be read.
#[derive(Debug, Subcommand)]
pub enum ImportFrom {
    #[expect(missing_docs, reason = "the help text is the doc comment of the arguments")]
    Commitlint(ImportCommitlint),
}

/// Print the section `[check]` that says what a configuration of commitlint says
///
/// The section goes to stdout; nothing is written. What semflow has no word for, functions and
/// plugins, stands above it as comments and is told on stderr.
#[derive(Debug, Args)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
        semflow config import commitlint .commitlintrc.yaml\n  \
        npx commitlint --print-config json | semflow config import commitlint - >> cliff.toml"
)]
pub struct ImportCommitlint {
    /// The file, or - for standard input: what `commitlint --print-config json` prints, a
    /// .commitlintrc in YAML or JSON, or a package.json
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
}

/// Runs the command.
pub(crate) fn run(
    command: &Import,
    global: &Global,
    environment: &Environment,
    terminal: &mut Terminal,
) -> Result<ExitCode> {
    let ImportFrom::Commitlint(ImportCommitlint { file }) = &command.from;
    let Commitlint { settings, remarks } = configuration(file, global, environment)?;
    let section = section(&resolve(&settings, &preset)?, &preset);
    for remark in &remarks {
        terminal.warning(remark);
    }
    let answer = match global.json {
        true => {
            format!("{:#}\n", json!({ "check": section.to_json(), "not_carried_over": remarks }))
        }
        false => section.to_toml(&remarks),
    };
    terminal.data(&answer)?;
    Ok(ExitCode::Done)
}

fn configuration(file: &Path, global: &Global, environment: &Environment) -> Result<Commitlint> {
    let place = file.display().to_string();
    if is_script(&place) {
        return Err(is_a_program(&place));
    }
    let folder = global.run_folder(environment)?;
    let path = folder.join(file);
    let is_stdin = file == Path::new("-");
    let text = if is_stdin { Some(read_stdin()?) } else { files::read::read_text(&path)? };
    let text = text.ok_or_else(|| {
        Failure::usage("the configuration of commitlint does not exist")
            .at(&place)
            .hint("name a file such as .commitlintrc.json, or `-` for standard input")
    })?;
    let place = if is_stdin { "standard input" } else { &place };
    let above = if is_stdin { folder.as_path() } else { path.parent().unwrap_or(&folder) };
    let mut open = |name: &str| files::read::read_text(&above.join(name));
    read(&text, place, Purpose::Import, &mut open)?.ok_or_else(|| {
        Failure::usage("there is no configuration of commitlint in it").at(place).hint(
            "in a package.json it stands under `commitlint`; an empty file configures nothing",
        )
    })
}
