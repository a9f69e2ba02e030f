//! Which look a changelog has: semflow's own, or git-cliff's.

use std::path::{Path, PathBuf};

use crate::cli::arguments::Global;
use crate::cli::environment::Environment;
use crate::cli::exit_code::ExitCode;
use crate::commands::changelog::arguments::{Changelog, Compatibility};
use crate::commands::changelog::{cliff, own, starting};
use crate::commands::configuration::{Configuration, Search, expanded};
use crate::failure::{Failure, Result};
use crate::terminal::Terminal;

/// The sections that are semflow's own.
const OWN_SECTIONS: [&str; 5] = ["commits", "flow", "check", "release", "version-files"];

/// Runs the command.
pub(crate) fn run(
    command: &Changelog,
    global: &Global,
    environment: &Environment,
    terminal: &mut Terminal,
) -> Result<ExitCode> {
    let folder = global.run_folder(environment)?;
    if command.source.list_templates || command.source.init.is_some() {
        return starting::run(command, global, &folder, environment, terminal);
    }
    let configuration = find(command, global, &folder, environment)?;
    match is_git_cliffs(command, global, &configuration)? {
        true if command.keep_rc => Err(keeps_sections()),
        true => cliff::run::run(command, &configuration, &folder, environment, terminal),
        false => own::run(command, global, &configuration, environment, terminal),
    }
}

fn keeps_sections() -> Failure {
    Failure::usage("git-cliff's look gives every tag a section of its own")
        .because("`--keep-rc` is for the look of semflow")
        .hint("leave out `--keep-rc`; `skip_tags` under `[git]` leaves candidates out")
}

fn find(
    command: &Changelog,
    global: &Global,
    folder: &Path,
    environment: &Environment,
) -> Result<Configuration> {
    let workdir = command.source.workdir.as_ref();
    let start: PathBuf =
        workdir.map_or(folder.to_owned(), |path| folder.join(expanded(path, environment)));
    let is_strict = command.compat == Compatibility::Strict;
    let variable = environment.path("GIT_CLIFF_CONFIG");
    Configuration::find(&Search {
        folder,
        start: &start,
        stop_at: workdir.filter(|path| is_strict && path.is_relative()).map(|_| folder),
        named: global.config.as_deref().or(variable.as_deref()),
        url: command.source.config_url.as_deref(),
        passes_over_missing: is_strict || command.source.as_git_cliff,
        environment,
    })
}

/// Whether git-cliff's rules make the changelog: where a configuration is one for git-cliff, and
/// where the command line speaks of what only git-cliff has. A configuration with sections of
/// semflow's own and no template for releases is one for semflow.
pub(super) fn is_git_cliffs(
    command: &Changelog,
    global: &Global,
    configuration: &Configuration,
) -> Result<bool> {
    if command.template.is_some() || global.json {
        return Ok(false);
    }
    let is_asked = command.source.as_git_cliff
        || command.compat == Compatibility::Strict
        || command.context
        || command.bumped_version
        || command.from_context.is_some()
        || command.body.is_some()
        || command.body_file.is_some()
        || command.source.repository.as_ref().is_some_and(|paths| paths.len() > 1);
    if is_asked || configuration.is_absent() {
        return Ok(is_asked);
    }
    let loaded = configuration.load()?;
    let is_own = OWN_SECTIONS.iter().any(|section| loaded.sections.contains(*section));
    Ok(loaded.sets_body || !is_own)
}
