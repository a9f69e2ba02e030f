//! How the hook is printed.

use std::fmt::Write;
use std::path::Path;

use serde_json::{Value, json};

use crate::domain::hook::folder::HooksFolder;
use crate::domain::hook::manager::Manager;
use crate::domain::hook::occupant::{Form, Occupant};
use crate::domain::hook::site::{HookProgram, HookSite, Way};
use crate::plan::hook::{Installation, Removal};
use crate::terminal::plan::words;

/// Returns what a hook is, in words that follow its path.
pub fn form(form: Option<Form>, program: &Path) -> String {
    let program = program.display();
    match form {
        Some(Form::Link) => format!("a link to {program}"),
        Some(Form::Script) => format!("a script that runs {program}"),
        Some(Form::Chain) => {
            format!("a script that runs the hook that was there before, then {program}")
        }
        None => "a hook that runs semflow".to_owned(),
    }
}

/// Returns how the hook stands, a line for each thing, with a newline at its end.
pub fn text(site: &HookSite) -> String {
    let mut page = String::new();
    row(&mut page, "commit-msg", &format!("{}: {}", state(site), occupant(site)));
    row(&mut page, "hook", &site.folder.hook().display().to_string());
    if let Some(program) = &site.program {
        row(&mut page, "program", &program_words(program));
    }
    row(&mut page, "hooks", &hooks(&site.folder));
    if site.has_chained {
        let is_run = matches!(site.way(), Some(Way::Own(Form::Chain)));
        let words = if is_run { "run first" } else { "is there and is not run" };
        row(&mut page, "put aside", &format!("{}, {words}", site.folder.chained().display()));
    }
    for seen in &site.sightings {
        let words = if seen.names_semflow { "names semflow" } else { "does not name semflow" };
        row(&mut page, seen.manager.as_str(), &format!("{} {words}", seen.file));
    }
    for problem in site.problems() {
        row(&mut page, "problem", problem.words());
        if let Some(remedy) = problem.remedy() {
            row(&mut page, "", remedy);
        }
    }
    page
}

/// Returns how the hook stands as JSON, with a newline at its end.
pub fn json(site: &HookSite) -> String {
    let hooks_path =
        site.folder.hooks_path.as_ref().map(
            |hooks_path| json!({ "value": hooks_path.value, "scope": hooks_path.scope.as_str() }),
        );
    let (by, form) = match site.way() {
        Some(Way::Own(form)) => (Some("semflow"), Some(form.as_str())),
        Some(Way::Caller) => (Some("hook"), None),
        Some(Way::Manager(manager)) => (Some(manager.as_str()), None),
        None => (None, None),
    };
    let program = site.program.as_ref().map(|program| {
        json!({ "path": program.path, "exists": program.path.is_some(), "this": program.is_this })
    });
    let manager = match &site.occupant {
        Occupant::Foreign(Some(manager)) => Some(manager.as_str()),
        _ => None,
    };
    let sightings = site.sightings.iter().map(|seen| {
        let (manager, file) = (seen.manager.as_str(), &seen.file);
        json!({ "manager": manager, "file": file, "names_semflow": seen.names_semflow })
    });
    page(&json!({
        "installed": site.is_installed(),
        "by": by,
        "form": form,
        "hook": site.folder.hook(),
        "occupied": !matches!(site.occupant, Occupant::Nobody),
        "made_by": manager,
        "program": program,
        "version": env!("CARGO_PKG_VERSION"),
        "hooks_folder": site.folder.path,
        "hooks_path": hooks_path,
        "chained": site.has_chained.then(|| site.folder.chained()),
        "managers": sightings.collect::<Vec<_>>(),
        "problems": site.problems().iter().map(|problem| problem.as_str()).collect::<Vec<_>>(),
    }))
}

/// Returns what was installed, or would be, as JSON with a newline at its end.
pub fn installation_json(installation: &Installation, hook: &Path, is_dry: bool) -> String {
    page(&json!({
        "hook": hook,
        "form": installation.form.map(Form::as_str),
        "program": installation.form.map(|_| &installation.program),
        "changed": !is_dry && !installation.plan.steps.is_empty(),
        "steps": installation.plan.steps.iter().map(words).collect::<Vec<_>>(),
    }))
}

/// Returns what was taken away, or would be, as JSON with a newline at its end.
pub fn removal_json(removal: &Removal, hook: &Path, is_dry: bool) -> String {
    page(&json!({
        "hook": hook,
        "restored": removal.restores,
        "changed": !is_dry && !removal.plan.steps.is_empty(),
        "steps": removal.plan.steps.iter().map(words).collect::<Vec<_>>(),
    }))
}

/// Returns the lines for a file as JSON, with a newline at its end.
pub fn lines_json(manager: Option<Manager>, file: &str, text: &str) -> String {
    let then_run = manager.and_then(Manager::then_run);
    page(&json!({ "file": file, "lines": text, "then_run": then_run }))
}

fn page(value: &Value) -> String {
    format!("{value:#}\n")
}

fn row(page: &mut String, name: &str, words: &str) {
    // A String takes all that is written to it.
    let _ = writeln!(page, "{name:<12}{words}");
}

fn state(site: &HookSite) -> &'static str {
    match (site.is_installed(), site.way()) {
        (true, _) => "installed",
        (false, Some(_)) => "installed, but not at work",
        (false, None) => "not installed",
    }
}

fn occupant(site: &HookSite) -> String {
    match &site.occupant {
        Occupant::Nobody => "there is no hook".to_owned(),
        Occupant::Semflow { form: made, program } => form(Some(*made), program),
        Occupant::Caller => form(None, Path::new("")),
        Occupant::Foreign(Some(manager)) => format!("a hook that {} has made", manager.as_str()),
        Occupant::Foreign(None) => "a hook that does not run semflow".to_owned(),
        Occupant::Unusable => "a folder or a device stands in its place".to_owned(),
    }
}

fn program_words(program: &HookProgram) -> String {
    let version = env!("CARGO_PKG_VERSION");
    match &program.path {
        None => "is not there".to_owned(),
        Some(path) if program.is_this => {
            format!("{}, this semflow {version}", path.display())
        }
        Some(path) => format!("{}, not the semflow {version} that runs now", path.display()),
    }
}

fn hooks(folder: &HooksFolder) -> String {
    let path = folder.path.display();
    match &folder.hooks_path {
        None => format!("{path}, git's default"),
        Some(hooks_path) => {
            let (scope, value) = (hooks_path.scope.as_str(), &hooks_path.value);
            let others = if folder.is_shared() { ", for other repositories, too" } else { "" };
            format!("{path}, by core.hooksPath = {value} ({scope} configuration{others})")
        }
    }
}
