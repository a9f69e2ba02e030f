//! Reading what stands in the place of the hook, and around it.

use std::path::{Path, PathBuf};

use crate::cli::arguments::Global;
use crate::cli::environment::Environment;
use crate::commands::hook::program;
use crate::domain::hook::folder::HooksFolder;
use crate::domain::hook::manager::{Manager, Sighting};
use crate::domain::hook::mounts;
use crate::domain::hook::occupant::{Entry, Form, Occupant};
use crate::domain::hook::site::{HookProgram, HookSite};
use crate::failure::Result;
use crate::files;
use crate::files::place::Standing;
use crate::git::repository::Repository;
use crate::plan::hook::NAME;

/// Reads the hook of the repository that the run is in.
pub(super) fn read(global: &Global, environment: &Environment) -> Result<HookSite> {
    let start = global.run_folder(environment)?;
    let repository = Repository::open(&start, environment.path("GIT_DIR").as_deref())?;
    let folder = repository.hooks_folder()?;
    let hook = folder.hook();
    let entry = entry(&hook, environment)?;
    let occupant = Occupant::of(&entry, &folder.path);
    let (missing, is_blocked) = missing(&folder.path)?;
    let program = program_of(&occupant, &folder, environment);
    let end = files::read::real_path(&hook);
    Ok(HookSite {
        missing,
        is_blocked,
        is_executable: files::place::is_program(&hook),
        is_forbidden: is_forbidden(&end),
        has_chained: files::place::look(&folder.chained())?.is_some(),
        program,
        sightings: sightings(folder.work_tree.as_deref())?,
        folder,
        entry,
        occupant,
    })
}

fn entry(hook: &Path, environment: &Environment) -> Result<Entry> {
    Ok(match files::place::look(hook)? {
        None => Entry::Nothing,
        Some(Standing::Other) => Entry::Other,
        Some(Standing::File(bytes)) => Entry::File { text: text(&bytes) },
        Some(Standing::Link(target)) => {
            let is_this_program = program::is_this(hook, environment);
            let bytes = match is_this_program {
                true => None,
                false => files::read::read_file(hook)?,
            };
            Entry::Link { target, text: text(&bytes.unwrap_or_default()), is_this_program }
        }
    })
}

/// A hook may be a compiled program: its text only tells whose it is.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Returns the folders on the way to one that are missing, outermost first, and whether something
/// else stands in the way.
fn missing(folder: &Path) -> Result<(Vec<PathBuf>, bool)> {
    let mut missing = Vec::new();
    for path in folder.ancestors() {
        if files::read::is_folder(path) {
            break;
        }
        if files::place::look(path)?.is_some() {
            return Ok((Vec::new(), true));
        }
        missing.insert(0, path.to_owned());
    }
    Ok((missing, false))
}

fn program_of(
    occupant: &Occupant,
    folder: &HooksFolder,
    environment: &Environment,
) -> Option<HookProgram> {
    let Occupant::Semflow { form, program } = occupant else { return None };
    let path = match form {
        Form::Script | Form::Chain if program.as_os_str() == NAME => program::on_path(environment),
        // What a link says is meant from the folder it lies in.
        _ => Some(folder.path.join(program)).filter(|path| files::place::is_program(path)),
    };
    let is_this = path.as_deref().is_some_and(|path| program::is_this(path, environment));
    Some(HookProgram { path, is_this })
}

fn is_forbidden(path: &Path) -> bool {
    // Only Linux has this list; without it, nothing is known to be forbidden.
    let list = files::read::read(Path::new("/proc/self/mounts")).ok().flatten();
    list.is_some_and(|list| mounts::forbid_running(&text(&list), path))
}

fn sightings(work_tree: Option<&Path>) -> Result<Vec<Sighting>> {
    let mut sightings = Vec::new();
    let Some(root) = work_tree else { return Ok(sightings) };
    for manager in Manager::ALL {
        for file in manager.files() {
            if let Some(bytes) = files::read::read_file(&root.join(file))? {
                let names_semflow = text(&bytes).contains(NAME);
                sightings.push(Sighting { manager, file: (*file).to_owned(), names_semflow });
            }
        }
    }
    // husky is there before it has a hook of this name.
    let is_seen = sightings.iter().any(|seen| seen.manager == Manager::Husky);
    if !is_seen && files::read::is_folder(&root.join(".husky")) {
        let (manager, file) = (Manager::Husky, ".husky".to_owned());
        sightings.push(Sighting { manager, file, names_semflow: false });
    }
    Ok(sightings)
}
