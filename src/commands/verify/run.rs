//! Running `semflow verify`.

use serde_json::json;

use crate::cli::arguments::Global;
use crate::cli::environment::Environment;
use crate::cli::exit_code::ExitCode;
use crate::commands::flow::position::FlowProject;
use crate::commands::project::Project;
use crate::commands::verify::arguments::Verify;
use crate::commands::verify::checks::Checking;
use crate::commands::verify::subject::subjects;
use crate::commands::version_files::find;
use crate::domain::manifest::project_versions::Disagreement;
use crate::domain::version::verification::{Check, CheckName, Fault, Outcome, Verification};
use crate::failure::{Failure, FailureKind, Result};
use crate::git::file_trees::WorkTree;
use crate::git::program::runner::Git;
use crate::terminal::{Terminal, verification};

/// Runs the command.
pub(crate) fn run(
    command: &Verify,
    global: &Global,
    environment: &Environment,
    terminal: &mut Terminal,
) -> Result<ExitCode> {
    let project = Project::open(global, environment, terminal)?;
    let tags = project.version_tags(global, terminal)?;
    let flow = FlowProject::read(&project, &tags, None)?;
    let git = Git::of(&project.repository);
    let subjects = subjects(command, &project, &tags, environment)?;
    if subjects.is_empty() && command.pre_push {
        return Ok(ExitCode::Done);
    }
    let checking = Checking { project: &project, tags: &tags, flow: &flow, git: &git };
    let mut verifications = Vec::new();
    for name in &subjects {
        verifications.push(checking.tag(name, &command.skip)?);
    }
    if subjects.is_empty() {
        verifications.push(work_tree(&project, &git, terminal)?);
    }
    let is_good = verifications.iter().all(Verification::is_good);
    if global.json {
        let values: Vec<_> = verifications.iter().map(verification::json).collect();
        terminal.data(&format!("{:#}\n", json!(values)))?;
    } else {
        for one in &verifications {
            terminal.data(&verification::text(one))?;
        }
    }
    Ok(if is_good { ExitCode::Done } else { ExitCode::No })
}

/// Looks whether the version files of the work tree agree.
fn work_tree(project: &Project, git: &Git, terminal: &mut Terminal) -> Result<Verification> {
    let root = project.repository.work_tree().ok_or_else(|| {
        Failure::usage("a bare repository has no version files to compare")
            .hint("name a tag: `semflow verify v1.2.0`")
    })?;
    let tree = WorkTree::new(root, git);
    let versions = match find(&tree, &project.settings) {
        Ok(versions) => versions,
        Err(failure) => {
            return fault(failure).map(|fault| of_files(None, Outcome::Bad(vec![fault])));
        }
    };
    for note in &versions.notes {
        terminal.note(&format!("{}: {}", note.path, note.what));
    }
    let faults = faults(&versions.disagreements());
    let outcome = match (&versions.master, faults.is_empty()) {
        (None, _) => Outcome::Skipped("no file declares a version".to_owned()),
        (Some(_), false) => Outcome::Bad(faults),
        (Some(master), true) => {
            let files = versions.files.len();
            Outcome::Good(format!("{} in {files} {}", master.version, plural(files)))
        }
    };
    Ok(of_files(versions.master.map(|master| master.version.to_string()), outcome))
}

fn of_files(version: Option<String>, outcome: Outcome) -> Verification {
    let checks = vec![Check { name: CheckName::Files, outcome }];
    Verification { subject: "the work tree".to_owned(), version, checks }
}

/// Returns what is wrong where files do not say what they should.
pub(super) fn faults(disagreements: &[Disagreement]) -> Vec<Fault> {
    let fault = |one: &Disagreement| Fault {
        place: format!("{}:{}", one.path, one.line),
        what: format!(
            "`{}` is `{}`, and {} asks for `{}`",
            one.field, one.text, one.master, one.expected
        ),
        hint: "`semflow bump VERSION --align` writes one version into all files".to_owned(),
    };
    disagreements.iter().map(fault).collect()
}

/// Returns what is wrong where a file of the project is not clear.
///
/// # Errors
/// The failure itself where it is no file's, or the world's.
pub(super) fn fault(failure: Failure) -> Result<Fault> {
    match (failure.kind, &failure.place) {
        (FailureKind::State, Some(place)) => Ok(Fault {
            place: place.clone(),
            what: failure.what,
            hint: failure.hints.into_iter().next().unwrap_or_default(),
        }),
        _ => Err(failure),
    }
}

/// Returns the word for some files.
pub(super) fn plural(files: usize) -> &'static str {
    if files == 1 { "file" } else { "files" }
}
