//! Configurations to start from: `--init` writes one, `--list-templates` lists them.

use std::path::{Component, Path, PathBuf};

use crate::apply::execute::execute;
use crate::cli::arguments::Global;
use crate::cli::environment::Environment;
use crate::cli::exit_code::ExitCode;
use crate::commands::changelog::arguments::Changelog;
use crate::commands::configuration::expanded;
use crate::domain::cliff::built_in;
use crate::failure::{Failure, Result};
use crate::files;
use crate::plan::step::{Plan, Step};
use crate::terminal::Terminal;

/// The file that is written where none is named.
const FILE_NAME: &str = "cliff.toml";

/// Lists the configurations, or writes one.
pub(super) fn run(
    command: &Changelog,
    global: &Global,
    folder: &Path,
    environment: &Environment,
    terminal: &mut Terminal,
) -> Result<ExitCode> {
    let own = command.source.templates_dir.as_ref();
    let own = own.map(|path| folder.join(expanded(path, environment)));
    if let Some(own) = own.as_deref().filter(|own| !files::read::is_folder(own)) {
        return Err(Failure::usage("the folder of configurations does not exist")
            .at(own.display().to_string())
            .hint("`--templates-dir` takes a folder of files like cliff.toml"));
    }
    if command.source.list_templates {
        let names = names(own.as_deref())?;
        terminal.data(&(names.join("\n") + "\n"))?;
        return Ok(ExitCode::Done);
    }
    let name = command.source.init.as_ref().and_then(Option::as_deref);
    let text = text(name, own.as_deref())?;
    let path = global.config.clone().unwrap_or_else(|| PathBuf::from(FILE_NAME));
    let path = folder.join(expanded(&path, environment));
    if files::read::is_file(&path) {
        return Err(Failure::state("there is a configuration already, and it is not overwritten")
            .at(path.display().to_string())
            .hint("remove it first, or write another file: `--config PATH`"));
    }
    execute(&Plan {
        steps: vec![Step::WriteFile { path: path.clone(), content: text.into_bytes() }],
    })?;
    let shown = path.strip_prefix(folder).unwrap_or(&path).display();
    terminal.note(&format!("wrote {shown}"));
    Ok(ExitCode::Done)
}

fn names(own: Option<&Path>) -> Result<Vec<String>> {
    let mut names: Vec<String> = built_in::NAMED.iter().map(|one| one.name.to_owned()).collect();
    if let Some(own) = own {
        let files = files::read::list(own)?;
        let is_here = |name: &&String| !name.contains('/');
        let stem = |name: &String| Some(name.strip_suffix(".toml")?.to_owned());
        names.extend(files.iter().filter(is_here).filter_map(stem));
    }
    names.sort();
    names.dedup();
    Ok(names)
}

/// Returns the text of a configuration: that of the user before a built-in one of the same name.
fn text(name: Option<&str>, own: Option<&Path>) -> Result<String> {
    let Some(name) = name else { return Ok(built_in::DEFAULT.text.to_owned()) };
    let file = format!("{}.toml", name.strip_suffix(".toml").unwrap_or(name));
    let mut parts = Path::new(&file).components();
    let is_plain = matches!((parts.next(), parts.next()), (Some(Component::Normal(_)), None));
    if let Some(own) = own.filter(|_| is_plain)
        && let Some(text) = files::read::read_file(&own.join(&file))?
    {
        return Ok(String::from_utf8_lossy(&text).into_owned());
    }
    let found = built_in::find(name);
    found.map(|one| one.text.to_owned()).ok_or_else(|| {
        let names = built_in::NAMED.map(|one| one.name).join(", ");
        Failure::usage(format!("there is no configuration `{name}` to start from"))
            .hint(format!("there are: {names}"))
            .hint("`--templates-dir DIR` adds those of a folder")
    })
}
