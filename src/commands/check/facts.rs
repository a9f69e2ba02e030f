//! What the repository shows that rules ask for.

use std::collections::BTreeSet;
use std::path::Path;

use crate::cli::environment::Environment;
use crate::domain::check::habits::Habits;
use crate::domain::check::ruleset::RuleSet;
use crate::domain::check::setting::Value;
use crate::domain::history::grafts::Grafts;
use crate::failure::Result;
use crate::files;
use crate::git::repository::Repository;

/// Folders whose folders are the parts of a project.
const SHELVES: [&str; 9] =
    ["apps", "crates", "libs", "modules", "packages", "plugins", "services", "src", "tools"];

/// How many commits tell which scopes are in use.
const RECENT: usize = 500;

/// Returns the scopes that the folders and the history of the repository show, where the rule
/// `scope-known` asks for them.
///
/// # Errors
/// When the repository cannot be read.
pub(crate) fn shown_scopes(
    rules: &RuleSet,
    folder: &Path,
    environment: &Environment,
) -> Result<Option<Vec<String>>> {
    let Some(setting) = rules.rules.get("scope-known").filter(|one| one.severity.is_some()) else {
        return Ok(None);
    };
    let asked: &[String] = match &setting.value {
        Value::Texts(texts) => texts,
        _ => &[],
    };
    let asks = |what: &str| asked.is_empty() || asked.iter().any(|one| one == what);
    let repository = Repository::open(folder, environment.path("GIT_DIR").as_deref())?;
    let mut scopes = BTreeSet::new();
    if asks("folders") {
        scopes.extend(folders(&repository.root_path())?);
    }
    if asks("history") {
        scopes.extend(recent_scopes(&repository)?);
    }
    Ok(Some(scopes.into_iter().collect()))
}

/// Returns the names of the folders at the root and on its shelves.
fn folders(root: &Path) -> Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    let roots = std::iter::once(root.to_owned()).chain(SHELVES.map(|shelf| root.join(shelf)));
    for folder in roots {
        let names = files::read::names(&folder)?;
        let is_part =
            |name: &String| !name.starts_with('.') && files::read::is_folder(&folder.join(name));
        found.extend(names.into_iter().filter(is_part));
    }
    Ok(found)
}

/// Returns the scopes of the newest commits along the first parents.
fn recent_scopes(repository: &Repository) -> Result<Vec<String>> {
    let head = repository.head()?;
    let mut history = repository.history(Grafts::default())?;
    let mut subjects = Vec::new();
    let mut next = Some(head.id);
    for _ in 0..RECENT {
        let Some(id) = next else { break };
        let Some(commit) = history.commit(id)? else { break };
        subjects.push(commit.subject().to_owned());
        next = commit.parents.first().copied();
    }
    Ok(Habits::of(subjects.iter().map(String::as_str)).scopes)
}
