//! `semflow bump`

use std::collections::BTreeSet;
use std::path::Path;

use clap::Args;
use semver::Version;
use serde_json::json;

use crate::apply::execute::execute;
use crate::cli::arguments::Global;
use crate::cli::environment::Environment;
use crate::cli::exit_code::ExitCode;
use crate::commands::project::Project;
use crate::commands::version_files::{changed, find};
use crate::commands::version_question::VersionQuestion;
use crate::domain::flow::problems::{Problem, refuse};
use crate::domain::manifest::project_versions::{ProjectVersions, VersionFile};
use crate::domain::manifest::tree::Tree;
use crate::domain::version::policy::parse_asked;
use crate::failure::{Failure, Result};
use crate::git::file_trees::WorkTree;
use crate::git::program::runner::Git;
use crate::plan::step::{Plan, Step};
use crate::terminal::Terminal;

/// Write the version into every version file
///
/// Cargo.toml, package.json, pyproject.toml, pom.xml and many more are found by themselves, their lock
/// files with them; `[[version-files]]` in cliff.toml names others. In each file only the version changes,
/// every other byte stays. VERSION is the master where there is one. Nothing is committed.
#[derive(Clone, Debug, Args)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
        semflow bump                         to the version that `semflow next-version` prints\n  \
        semflow bump 1.3.0 --dry-run         what would change, old → new\n  \
        semflow bump --pre rc                1.3.0-rc.1\n  \
        semflow bump 1.2.0 --align           also where a file says something else now"
)]
pub struct Bump {
    /// The version; computed when left out
    #[arg(value_name = "VERSION", conflicts_with = "pre")]
    pub version: Option<String>,
    /// Write a pre-release: LABEL.1, LABEL.2 …
    #[arg(long, value_name = "LABEL")]
    pub pre: Option<String>,
    /// Write the version into files that disagree, too
    #[arg(long)]
    pub align: bool,
    /// Show what would change, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Runs the command.
pub(crate) fn run(
    command: &Bump,
    global: &Global,
    environment: &Environment,
    terminal: &mut Terminal,
) -> Result<ExitCode> {
    let project = Project::open(global, environment, terminal)?;
    let root = project.repository.work_tree().ok_or_else(|| {
        Failure::state("a bare repository has no files to write")
            .hint("run it in a clone with a work tree")
    })?;
    let git = Git::of(&project.repository);
    let tree = WorkTree::new(root, &git);
    let versions = find(&tree, &project.settings)?;
    for note in &versions.notes {
        let line = note.line.map_or_else(String::new, |line| format!(":{line}"));
        terminal.note(&format!("{}{line}: {}", note.path, note.what));
    }
    let hints: BTreeSet<_> = versions.notes.iter().map(|note| &note.hint).collect();
    for hint in hints {
        terminal.note(hint);
    }
    if versions.files.is_empty() {
        return Err(if versions.notes.is_empty() { no_files() } else { no_project() });
    }
    if !command.align {
        refuse_disagreement(&versions)?;
    }
    let version = version(command, &project, global, environment, terminal)?;
    let plan = plan(root, &tree, &versions, &version, environment.now)?;
    let page = match global.json {
        true => data(&versions, &version),
        false => listing(&versions, &version),
    };
    if command.dry_run {
        terminal.data(&page)?;
        return Ok(ExitCode::Done);
    }
    if plan.steps.is_empty() {
        terminal.note(&format!("all files say {version} already"));
    }
    execute(&plan)?;
    terminal.data(&page)?;
    Ok(ExitCode::Done)
}

fn no_files() -> Failure {
    Failure::state("no file here declares a version")
        .because("none of VERSION, Cargo.toml, package.json, pyproject.toml, pom.xml … has one")
        .hint("`echo 0.1.0 > VERSION` makes the simplest one")
        .hint("`[[version-files]]` in cliff.toml names any other file")
}

fn no_project() -> Failure {
    Failure::state("no file here declares the version of the project")
        .because("its packages have versions of their own, and agree on none")
        .hint("`echo 0.1.0 > VERSION` gives it one")
        .hint("`[[version-files]]` in cliff.toml names the files that move together")
}

fn refuse_disagreement(versions: &ProjectVersions) -> Result<()> {
    let found = versions.disagreements();
    let mut problems: Vec<_> = found.iter().map(|one| Problem::from(one.failure())).collect();
    if let Some(last) = problems.last_mut() {
        *last = last.clone().hint("`semflow bump --align` writes the version into all of them");
    }
    refuse("bump", problems)
}

fn version(
    command: &Bump,
    project: &Project,
    global: &Global,
    environment: &Environment,
    terminal: &mut Terminal,
) -> Result<Version> {
    let tags = project.version_tags(global, terminal)?;
    if let Some(asked) = &command.version {
        return parse_asked(asked, tags.family());
    }
    let question = VersionQuestion { pre: command.pre.clone(), ..VersionQuestion::default() };
    Ok(question.answer(project, &tags, true, environment, terminal)?.decision.next)
}

/// Returns the plan that writes the files: all of them, or none.
fn plan(
    root: &Path,
    tree: &WorkTree<'_>,
    versions: &ProjectVersions,
    version: &Version,
    now: i64,
) -> Result<Plan> {
    let mut plan = Plan::default();
    for file in &versions.files {
        let before = tree.read(&file.path)?.unwrap_or_default();
        let content = changed(file, &before, version, now);
        if content != before {
            plan.steps.push(Step::Rewrite { path: root.join(&file.path), before, content });
        }
    }
    Ok(plan)
}

/// Returns the sites, a line each: file and line, field, old → new.
fn listing(versions: &ProjectVersions, version: &Version) -> String {
    let rows: Vec<_> = versions.files.iter().flat_map(|file| rows(file, version)).collect();
    let widths = rows.iter().fold((0, 0), |(place, field), row| {
        (place.max(row.place.chars().count()), field.max(row.field.chars().count()))
    });
    let line = |row: &Row| {
        let change = match row.old == row.new {
            true => format!("{} as it is", row.old),
            false => format!("{} → {}", row.old, row.new),
        };
        format!("{:<2$}  {:<3$}  {change}\n", row.place, row.field, widths.0, widths.1)
    };
    rows.iter().map(line).collect()
}

struct Row {
    place: String,
    field: String,
    old: String,
    new: String,
}

fn rows(file: &VersionFile, version: &Version) -> Vec<Row> {
    let sites = file.sites.iter().zip(&file.lines);
    let row = |(site, line): (&crate::domain::manifest::site::VersionSite, &usize)| Row {
        place: format!("{}:{line}", file.path),
        field: site.field.clone(),
        old: site.text.clone(),
        new: site.with(version),
    };
    sites.map(row).collect()
}

fn data(versions: &ProjectVersions, version: &Version) -> String {
    let files = versions.files.iter().map(|file| {
        let sites = rows(file, version).into_iter().map(
            |row| json!({"place": row.place, "field": row.field, "old": row.old, "new": row.new}),
        );
        json!({"path": file.path, "sites": sites.collect::<Vec<_>>()})
    });
    let files: Vec<_> = files.collect();
    format!("{:#}\n", json!({"version": version.to_string(), "files": files}))
}
