//! `semflow current-version`

use clap::Args;

use crate::cli::arguments::Global;
use crate::cli::environment::Environment;
use crate::cli::exit_code::ExitCode;
use crate::commands::flow::position::{Asked, Position, look_around};
use crate::commands::flow::reading::refuse_hidden;
use crate::commands::project::Project;
use crate::commands::since_release::find_base;
use crate::domain::history::branch::Branch;
use crate::domain::version::version_tag::VersionTag;
use crate::failure::Result;
use crate::terminal::Terminal;
use crate::terminal::current::CurrentVersionAnswer;

/// Print the version that HEAD is at, or descends from
///
/// That is the version of a tag on HEAD, else the highest stable version that is reachable from it;
/// on a branch of Git Flow, from it or from the production branch.
/// Where there is none, nothing is printed and the exit code is 1.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    semflow current-version              1.2.3\n  \
    semflow current-version --tag        v1.2.3\n  \
    semflow current-version --pre        1.3.0-rc.2, when pre-releases count, too")]
pub struct CurrentVersion {
    /// Print the name of the tag
    #[arg(long)]
    pub tag: bool,
    /// Count pre-releases, too
    #[arg(long)]
    pub pre: bool,
}

/// Runs the command.
pub(crate) fn run(
    command: &CurrentVersion,
    global: &Global,
    environment: &Environment,
    terminal: &mut Terminal,
) -> Result<ExitCode> {
    let project = Project::open(global, environment, terminal)?;
    let tags = project.version_tags(global, terminal)?;
    let at_head = || tags.at(project.head.id);
    let stable = at_head().rfind(|tag| tag.is_stable() && !command.pre);
    let mut found = stable.or(at_head().next_back());
    if found.is_none() {
        let counts = |tag: &&VersionTag| command.pre || tag.is_stable();
        let candidates: Vec<_> = tags.iter().filter(counts).collect();
        let position = look_around(&project, &tags, Asked::default(), environment)?;
        let line: &[Branch] = match &position {
            Position::Branch(standing) => &standing.course.line,
            Position::Trunk(_) | Position::Unnamed | Position::Tag(_) => &[],
        };
        let mut heads = vec![project.head.id];
        heads.extend(line.iter().map(|branch| branch.tip));
        found = find_base(&project, &mut project.history()?, &heads, &candidates, environment)?;
        refuse_hidden(&project, &heads, found, environment)?;
    }
    let Some(found) = found else {
        terminal.note("no version tag is reachable from HEAD");
        return Ok(ExitCode::No);
    };
    let answer = CurrentVersionAnswer { tag: found, head: project.head.id };
    terminal.data(&answer.render(global.json, command.tag))?;
    Ok(ExitCode::Done)
}
