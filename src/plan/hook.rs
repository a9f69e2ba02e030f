//! Plans that put semflow's hook in its place and take it away.

use std::path::{Path, PathBuf};

use crate::domain::hook::folder::HooksFolder;
use crate::domain::hook::manager::Manager;
use crate::domain::hook::occupant::{Entry, Form, Occupant};
use crate::domain::hook::script::HookScript;
use crate::domain::hook::site::HookSite;
use crate::failure::{Failure, Result};
use crate::plan::step::{Plan, Step};

/// The name of the program where everybody has it on their path.
pub const NAME: &str = "semflow";

/// What is asked of a hook that is to be installed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command or the system")]
pub struct Wanted {
    /// The program.
    pub program: PathBuf,
    /// Whether a script that looks the program up on the path is asked for.
    pub is_script: bool,
    /// Whether the system has links.
    pub has_links: bool,
    /// Whether the hook of a manager, or one that may be committed, may be put aside.
    pub may_chain: bool,
    /// Whether a folder for the hooks of all repositories may be changed.
    pub may_change_shared: bool,
}

/// A plan and the hook that stands there once it is carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Installation {
    /// The steps; none where all is as it should be.
    pub plan: Plan,
    /// The form of the hook; `None` where somebody else's hook runs semflow.
    pub form: Option<Form>,
    /// The program it leads to.
    pub program: PathBuf,
}

/// Returns the plan that has git run semflow on the message of a commit.
///
/// A hook that is there is put aside and run first. The form of one that semflow has made stays,
/// unless a script is asked for.
///
/// # Errors
/// When the place is a manager's, another repository's, or unusable, and nothing allows to use it.
pub fn install(site: &HookSite, wanted: &Wanted) -> Result<Installation> {
    let form = match &site.occupant {
        Occupant::Caller => {
            let (plan, program) = (Plan::default(), wanted.program.clone());
            return Ok(Installation { plan, form: None, program });
        }
        Occupant::Unusable => return Err(unusable(&site.folder.hook())),
        Occupant::Foreign(_) => Form::Chain,
        Occupant::Semflow { form: Form::Link, .. } | Occupant::Nobody => fresh_form(site, wanted),
        Occupant::Semflow { form, .. } => *form,
    };
    let installation = made(site, wanted, form)?;
    if !installation.plan.steps.is_empty() {
        refuse(site, wanted)?;
    }
    Ok(installation)
}

/// Returns the form of a hook in an empty place. What may be committed names no path of this machine.
fn fresh_form(site: &HookSite, wanted: &Wanted) -> Form {
    match wanted.is_script || !wanted.has_links || site.folder.is_in_work_tree() {
        true => Form::Script,
        false => Form::Link,
    }
}

fn made(site: &HookSite, wanted: &Wanted, form: Form) -> Result<Installation> {
    let (path, replaces) = (site.folder.hook(), matches!(site.occupant, Occupant::Semflow { .. }));
    let mut steps: Vec<Step> =
        site.missing.iter().map(|path| Step::MakeFolder { path: path.clone() }).collect();
    if form == Form::Link {
        let target = wanted.program.clone();
        let is_there = matches!(&site.entry, Entry::Link { target: old, .. } if *old == target);
        if !is_there {
            steps.push(Step::Link { path, target: target.clone(), replaces });
        }
        return Ok(Installation { plan: Plan { steps }, form: Some(form), program: target });
    }
    let program = script_program(site, wanted)?;
    let script = HookScript { program: program.clone(), is_chain: form == Form::Chain };
    let text = script.text();
    let is_there = matches!(&site.entry, Entry::File { text: old } if *old == text);
    if !is_there || !site.is_executable {
        if matches!(site.occupant, Occupant::Foreign(_)) {
            let (from, to) = (path.clone(), site.folder.chained());
            steps.push(Step::Rename { from, to, replaces: false });
        }
        steps.push(Step::WriteProgram { path, content: text.into_bytes(), replaces });
    }
    Ok(Installation { plan: Plan { steps }, form: Some(form), program: program.into() })
}

/// Returns how a script names the program: as it did, if by name.
fn script_program(site: &HookSite, wanted: &Wanted) -> Result<String> {
    let had_name = matches!(
        &site.occupant,
        Occupant::Semflow { form: Form::Script | Form::Chain, program } if program.as_os_str() == NAME
    );
    if wanted.is_script || had_name || site.folder.is_in_work_tree() {
        return Ok(NAME.to_owned());
    }
    wanted.program.to_str().map(str::to_owned).ok_or_else(|| {
        Failure::state("the path of this program is no text that a script could hold")
            .at(wanted.program.display().to_string())
            .hint("`--script` makes one that finds `semflow` on the path")
    })
}

fn refuse(site: &HookSite, wanted: &Wanted) -> Result<()> {
    let (folder, hook) = (&site.folder, site.folder.hook());
    if folder.is_off() {
        return Err(Failure::state("git runs no hooks here: `core.hooksPath` switches them off")
            .at(hook.display().to_string())
            .hint("`git config --show-origin core.hooksPath` says where"));
    }
    if site.is_blocked {
        return Err(Failure::state("the folder for hooks is no folder")
            .at(folder.path.display().to_string())
            .hint("`git config --show-origin core.hooksPath` says who names it"));
    }
    if folder.is_shared() && !wanted.may_change_shared {
        return Err(shared(folder));
    }
    match site.occupant {
        Occupant::Foreign(Some(manager)) if !wanted.may_chain => Err(managed(manager, &hook)),
        Occupant::Foreign(_) if site.has_chained => {
            Err(Failure::state("a hook is there, and another that semflow has put aside before")
                .at(folder.chained().display().to_string())
                .hint("look at both, keep what is needed in `commit-msg`, remove the other"))
        }
        Occupant::Foreign(_) if folder.is_in_work_tree() && !wanted.may_chain => {
            Err(Failure::state("a hook is there that belongs to the files of the project")
                .at(hook.display().to_string())
                .hint("`semflow hook install --print sh` prints the line to add to it")
                .hint("`--chain` renames it and has a script run both"))
        }
        // An empty place, but in a folder that the manager fills.
        Occupant::Nobody if Manager::of_hook(&folder.path, "").is_some() && !wanted.may_chain => {
            Err(managed(Manager::Husky, &hook))
        }
        _ => Ok(()),
    }
}

fn managed(manager: Manager, hook: &Path) -> Failure {
    let name = manager.as_str();
    let failure = Failure::state(format!("{name} makes the hook that is to stand here"))
        .at(hook.display().to_string());
    let failure = match manager.lines() {
        Some((file, _)) => failure
            .hint(format!("`semflow hook install --print {name}` prints the lines for {file}")),
        None => {
            failure.hint(format!("have {name} run `semflow hook run commit-msg` with the file"))
        }
    };
    failure.hint(format!("`--chain` puts it aside and runs both, until {name} makes it anew"))
}

fn shared(folder: &HooksFolder) -> Failure {
    let scope = folder.hooks_path.as_ref().map_or("", |hooks_path| hooks_path.scope.as_str());
    Failure::state("the hooks of this repository are those of others, too")
        .at(folder.path.display().to_string())
        .because(format!("the {scope} configuration of git sets `core.hooksPath`"))
        .hint("`--global-hooks` changes that folder, for all repositories that use it")
        .hint(format!(
            "`git config core.hooksPath {}` gives this one hooks of its own, without the others",
            folder.default.display()
        ))
}

fn unusable(hook: &Path) -> Failure {
    Failure::state("a folder or a device stands in the place of the hook")
        .at(hook.display().to_string())
        .hint("git cannot run it; move it away")
}

/// What taking the hook away comes to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Removal {
    /// The steps; none where nothing of semflow's is there.
    pub plan: Plan,
    /// Whether the hook that was there before comes back.
    pub restores: bool,
}

/// Returns the plan that takes semflow's hook away and brings back the one that was there before.
///
/// # Errors
/// When the hook is semflow's no more but runs it, or the folder is for other repositories, too.
pub fn uninstall(site: &HookSite, may_change_shared: bool) -> Result<Removal> {
    let hook = site.folder.hook();
    let Occupant::Semflow { form, .. } = site.occupant else {
        return match site.occupant {
            Occupant::Caller => Err(Failure::state(
                "the hook runs semflow but is not as it made it",
            )
            .at(hook.display().to_string())
            .hint("take the line with `semflow hook run` out of it")
            .hint(match site.has_chained {
                true => "the hook that was there before is beside it: `commit-msg.semflow-chained`",
                false => "or remove the file where it does nothing else",
            })),
            _ => Ok(Removal { plan: Plan::default(), restores: false }),
        };
    };
    if site.folder.is_shared() && !may_change_shared {
        return Err(shared(&site.folder));
    }
    let restores = form == Form::Chain && site.has_chained;
    let step = match restores {
        true => Step::Rename { from: site.folder.chained(), to: hook, replaces: true },
        false => Step::Remove { path: hook },
    };
    Ok(Removal { plan: Plan { steps: vec![step] }, restores })
}
