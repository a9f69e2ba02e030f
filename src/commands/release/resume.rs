//! `semflow release continue`, `abort`, `status`, `undo`: what was begun, and the way on and back.

use serde_json::json;

use crate::apply::operation::journal::{Desk, Journal, Phase};
use crate::apply::operation::run::Works;
use crate::apply::operation::undo;
use crate::cli::arguments::Global;
use crate::cli::environment::Environment;
use crate::cli::exit_code::ExitCode;
use crate::commands::configuration::Configuration;
use crate::commands::release::arguments::Undo;
use crate::commands::release::operating::{tell, unfinished};
use crate::commands::release::{again, meaning};
use crate::config::settings::Settings;
use crate::domain::flow::kind::BranchKind;
use crate::failure::{Failure, Result};
use crate::git::program::object_id::ObjectId;
use crate::git::program::runner::Git;
use crate::git::repository::Repository;
use crate::plan::making::Point;
use crate::plan::operation::Operation;
use crate::plan::preview::{Preview, Report};
use crate::terminal::{Terminal, operation};

/// Where journals and git are.
struct Place {
    repository: Repository,
    git: Git,
    desk: Desk,
    settings: Settings,
}

impl Place {
    fn find(global: &Global, environment: &Environment) -> Result<Self> {
        let folder = global.run_folder(environment)?;
        let repository = Repository::open(&folder, environment.path("GIT_DIR").as_deref())?;
        let git = Git::of(&repository);
        let desk = Desk::of(git.common_dir());
        let configuration = Configuration::of_run(&folder, global, environment)?;
        // A cliff.toml in the midst of a conflict is none; going on and back must work all the same.
        let settings = configuration.load().map(|loaded| loaded.settings).unwrap_or_default();
        Ok(Self { repository, git, desk, settings })
    }

    /// Returns what is under way, which may be begun in another work tree only.
    fn journal(&self) -> Result<Option<Journal>> {
        let Some(journal) = self.desk.read()? else { return Ok(None) };
        if journal.git_dir != self.git.own_dir().to_string_lossy() {
            return Err(unfinished(&journal.operation)
                .at(journal.git_dir)
                .because("it was begun in another work tree of this repository")
                .hint("go there first"));
        }
        Ok(Some(journal))
    }
}

/// Goes on with what was stopped, or takes it back.
pub(crate) fn run(
    kind: BranchKind,
    aborts: bool,
    no_push: bool,
    global: &Global,
    environment: &Environment,
    terminal: &mut Terminal,
) -> Result<ExitCode> {
    let place = Place::find(global, environment)?;
    let word = if aborts { "abort" } else { "continue" };
    let lock = place.desk.lock(&format!("{} {word}", kind.as_str()))?;
    let Some(mut journal) = place.journal()? else {
        return Err(Failure::state(format!("there is nothing to {word}"))
            .hint("`semflow release finish` begins")
            .hint("`semflow release undo` takes back what is done"));
    };
    let meaning = meaning::of(&place.settings, &place.repository);
    let runs_hooks = journal.runs_hooks;
    let works = Works {
        git: &place.git,
        desk: &place.desk,
        meaning: &meaning,
        runs_hooks,
        now: environment.now,
    };
    if aborts {
        if journal.phase == Phase::Pushing {
            refuse_pushed(&place.git, &journal.operation)?;
        }
        works.abort(&journal)?;
        tell_back(&place.git, &journal.operation, global, terminal)?;
        return Ok(ExitCode::Done);
    }
    if journal.phase == Phase::Undoing {
        undo::go_on(&place.git, &place.desk, &journal)?;
        tell_back(&place.git, &journal.operation, global, terminal)?;
        return Ok(ExitCode::Done);
    }
    if no_push {
        journal.operation.push = None;
    }
    if journal.phase == Phase::Pushing && again::is_outdated(&place.git, &journal)? {
        let arguments = journal.operation.again.clone();
        works.abort(&journal)?;
        drop(lock);
        terminal.note("the remote has moved: planning anew");
        return again::run(&arguments, global, environment, terminal);
    }
    tell(works.go_on(journal)?, global, terminal)
}

/// Tells that all is back. A branch that somebody moved in the meantime is left to them.
fn tell_back(
    git: &Git,
    operation: &Operation,
    global: &Global,
    terminal: &mut Terminal,
) -> Result<()> {
    if global.json {
        terminal.data(&operation::back_json(operation, false))?;
    }
    terminal.note(&format!("{}: all is as it was", shown(operation)));
    let branch = operation.switch.as_ref().and_then(|switch| switch.home_branch.as_ref());
    if let Some(branch) = branch
        && git.branch_of_head()?.is_none()
    {
        terminal.warning(&format!(
            "{branch} has moved in the meantime: HEAD is detached where it was before"
        ));
    }
    Ok(())
}

/// Tells what is under way.
pub(crate) fn status(
    global: &Global,
    environment: &Environment,
    terminal: &mut Terminal,
) -> Result<ExitCode> {
    let place = Place::find(global, environment)?;
    let Some(journal) = place.desk.read()? else {
        match global.json {
            true => terminal.data(&format!("{:#}\n", json!({ "operation": null })))?,
            false => terminal.data("nothing is under way\n")?,
        }
        return Ok(ExitCode::Done);
    };
    let unmerged = place.git.unmerged_paths()?;
    let preview = Preview::default();
    let report = Report {
        operation: &journal.operation,
        preview: &preview,
        is_plan: true,
        is_pushed: false,
    };
    let (phase, next) = match journal.phase {
        Phase::HandingOver(_) => ("merging", "it was stopped before the merge was yours: continue"),
        Phase::Merging(_) => ("merging", "resolve the merge, `git add` the files, and continue"),
        Phase::Moving => ("moving", "it was stopped while branches moved: continue"),
        Phase::Pushing => ("pushing", "all is done here and not pushed: continue pushes"),
        Phase::Undoing => ("undoing", "it was stopped while being taken back: continue"),
    };
    if global.json {
        let told = json!({
            "operation": operation::value(&report),
            "phase": phase,
            "unmerged": unmerged,
        });
        terminal.data(&format!("{told:#}\n"))?;
        return Ok(ExitCode::Done);
    }
    let mut page = format!("{}\n{next}\n", shown(&journal.operation));
    for path in unmerged {
        page.extend(["  unmerged: ", &path, "\n"]);
    }
    page.push_str(
        "\nsemflow release continue   goes on\nsemflow release abort      takes it back\n",
    );
    terminal.data(&page)?;
    Ok(ExitCode::Done)
}

/// Takes the last operation back.
pub(crate) fn undo(
    command: &Undo,
    global: &Global,
    environment: &Environment,
    terminal: &mut Terminal,
) -> Result<ExitCode> {
    let place = Place::find(global, environment)?;
    let _lock = match command.dry_run {
        true => None,
        false => Some(place.desk.lock("release undo")?),
    };
    if let Some(journal) = place.desk.read()? {
        return Err(unfinished(&journal.operation));
    }
    let Some(last) = place.desk.last_done()? else {
        return Err(Failure::state("there is nothing to undo")
            .hint("what semflow has not done here, it does not take back"));
    };
    refuse_changes(&place.git)?;
    refuse_published(&place, &last.operation, !command.no_fetch)?;
    let back = operation::way_back(&last.operation);
    if command.dry_run {
        match global.json {
            true => terminal.data(&operation::back_json(&last.operation, true))?,
            false => terminal.data(&back)?,
        }
        return Ok(ExitCode::Done);
    }
    undo::undo(&place.git, &place.desk, &last, environment.now)?;
    if !global.json && !terminal.is_quiet() {
        terminal.page(&back);
    }
    tell_back(&place.git, &last.operation, global, terminal)?;
    Ok(ExitCode::Done)
}

fn refuse_changes(git: &Git) -> Result<()> {
    let changed = match git.work_tree() {
        Some(_) => git.changed_files()?,
        None => Vec::new(),
    };
    match changed.first() {
        None => Ok(()),
        Some(first) => Err(Failure::state("files have changes that are not committed")
            .at(String::from_utf8_lossy(first).into_owned())
            .hint("commit them, or put them aside: `git stash`")),
    }
}

/// Refuses to take back what others may have.
fn refuse_published(place: &Place, operation: &Operation, asks: bool) -> Result<()> {
    let remotes = place.git.remotes()?;
    for remote in remotes {
        let listed = match asks {
            true => place
                .git
                .refs_of_remote(&remote)
                .map_err(|failure| failure.hint("`--no-fetch` goes by what was fetched last"))?,
            false => place.git.known_of(&remote)?,
        };
        // A branch that came forward to where the remote had it is nothing that was published.
        let own = operation
            .moves()
            .filter(|(one, old, _)| old.is_none() || matches!(one.new, Some(Point::Made(_))));
        for (one, _, new) in own {
            let is_there = listed.iter().any(|(name, id)| {
                *name == one.name && new.is_some_and(|new| id.as_commit() == new)
            });
            if is_there {
                return Err(Failure::state(format!("{} is on {remote} already", one.shown()))
                    .at(one.name.clone())
                    .hint("what others may have is not taken back: a new release mends it"));
            }
        }
    }
    Ok(())
}

/// Refuses to take back here what a push has brought to the remote after all: it was cut off before it
/// could tell. A remote that cannot be reached is known by what was fetched or pushed last.
fn refuse_pushed(git: &Git, operation: &Operation) -> Result<()> {
    let Some(push) = &operation.push else { return Ok(()) };
    let listed = git.refs_of_remote(&push.remote).or_else(|_| git.known_of(&push.remote))?;
    let is_pushed = |name: &str| push.refs.iter().any(|one| one.name == name && !one.deletes);
    for (one, _, new) in operation.moves().filter(|(one, ..)| is_pushed(&one.name)) {
        let is_there = |(name, id): &(String, ObjectId)| {
            *name == one.name && new.is_some_and(|new| id.as_commit() == new)
        };
        if listed.iter().any(is_there) {
            return Err(Failure::state(format!("{} is on {} already", one.shown(), push.remote))
                .at(one.name.clone())
                .hint("`semflow release continue` ends what the push has begun"));
        }
    }
    Ok(())
}

/// Returns what an operation is called.
fn shown(operation: &Operation) -> String {
    match &operation.topic {
        Some(topic) => format!("{} of {topic}", operation.verb),
        None => operation.verb.clone(),
    }
}
