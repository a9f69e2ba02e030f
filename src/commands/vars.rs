//! `semflow vars`

use clap::Args;

use crate::cli::arguments::Global;
use crate::cli::environment::Environment;
use crate::cli::exit_code::ExitCode;
use crate::commands::project::Project;
use crate::commands::version_question::{Answered, VersionQuestion};
use crate::domain::flow::kind::BranchKind;
use crate::domain::version::gitversion_names::{self, canonical};
use crate::domain::version::parts::{Facts, NAMES, parts};
use crate::domain::version::version_tag::VersionTags;
use crate::failure::{Failure, Result};
use crate::terminal::Terminal;
use crate::terminal::variables::{Variable, VariablesFormat, render};

/// How many variables a dotenv report of GitLab may hold where nobody raised the limit.
const GITLAB_LIMIT: usize = 20;

/// Print the version taken apart, for a CI
///
/// The version and its parts, as package managers write it, and the tags that an image of it gets.
/// The names that GitVersion has for them are understood, too.
#[derive(Debug, Args)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
        semflow vars                                     all of them, as JSON\n  \
        semflow vars --get FullSemVer                    one of them\n  \
        semflow vars --format github >> \"$GITHUB_OUTPUT\"\n  \
        eval \"$(semflow vars --format shell)\"           SEMFLOW_VERSION, SEMFLOW_TAG …\n  \
        docker push app:$(semflow vars --get image_tag)  main-1a2b3c4, v1.2.3 …\n\n\
        In Azure Pipelines, later steps read $(STEP.semflow.version), STEP being the name of this one."
)]
pub struct Vars {
    /// How to print them
    #[arg(long, value_name = "FORMAT", default_value = "json")]
    pub format: VariablesFormat,
    /// Print the value of one and nothing else
    #[arg(long, value_name = "NAME", conflicts_with_all = ["format", "only"])]
    pub get: Option<String>,
    /// Print these alone; in the form for GitLab, a choice of twenty by default
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    pub only: Vec<String>,
    /// Which version is asked for.
    #[command(flatten)]
    pub question: VersionQuestion,
}

/// Runs the command.
pub(crate) fn run(
    command: &Vars,
    global: &Global,
    environment: &Environment,
    terminal: &mut Terminal,
) -> Result<ExitCode> {
    let asked: Vec<&str> = command.get.iter().chain(&command.only).map(String::as_str).collect();
    let names = asked.into_iter().map(known).collect::<Result<Vec<_>>>()?;
    let question = &command.question;
    let project = question.open(global, environment, terminal)?;
    let tags = project.version_tags(global, terminal)?;
    let answered = question.answer(&project, &tags, true, environment, terminal)?;
    answered.evidence.remark(&project, &tags, terminal);

    let needs_changes = names.is_empty() || names.contains(&"uncommitted_changes");
    let mut variables = variables(&project, &tags, &answered, needs_changes)?;
    if command.get.is_some() {
        let found = variables.iter().find(|variable| names.contains(&variable.name));
        let value = found.map(|variable| variable.value.text()).unwrap_or_default();
        terminal.data(&format!("{value}\n"))?;
        return Ok(ExitCode::Done);
    }
    if !names.is_empty() {
        variables.retain(|variable| names.contains(&variable.name));
    } else if command.format == VariablesFormat::Gitlab && !global.json {
        variables.truncate(GITLAB_LIMIT);
    }
    let format = if global.json { VariablesFormat::Json } else { command.format };
    terminal.data(&render(&variables, format))?;
    Ok(ExitCode::Done)
}

/// Returns the name of a variable as it is spelled here.
fn known(name: &str) -> Result<&'static str> {
    let own = NAMES.iter().find(|known| known.eq_ignore_ascii_case(name)).copied();
    own.or_else(|| canonical(name)).ok_or_else(|| {
        let failure = Failure::usage(format!("there is no variable `{name}`"));
        let near = NAMES
            .into_iter()
            .chain(gitversion_names::names())
            .map(|known| (strsim::jaro_winkler(&known.to_lowercase(), &name.to_lowercase()), known))
            .filter(|(nearness, _)| *nearness > 0.8)
            .max_by(|left, right| left.0.total_cmp(&right.0));
        match near {
            Some((_, near)) => failure.hint(format!("did you mean `{near}`?")),
            None => failure,
        }
        .hint("`semflow vars` prints all of them")
    })
}

fn variables(
    project: &Project,
    tags: &VersionTags,
    answered: &Answered<'_>,
    needs_changes: bool,
) -> Result<Vec<Variable>> {
    let head = project.head.id;
    let branch = answered.branch.as_ref();
    let number = branch.and_then(|branch| branch.number.clone());
    let is_request = branch.is_some_and(|branch| branch.kind == BranchKind::PullRequest);
    let changes = if needs_changes { project.repository.changed_files()? } else { 0 };
    let time = project.history()?.time_of(head)?.unwrap_or_default();
    let facts = Facts {
        decision: &answered.decision,
        tags,
        prefix: tags.prefix_for_new(answered.decision.previous.as_ref()),
        head,
        branch,
        pull_request: number.as_deref().filter(|_| is_request),
        height: answered.height,
        commits: answered.evidence.commits.len(),
        committed_at: time,
        uncommitted_changes: changes,
    };
    Ok(parts(&facts).into_iter().map(|(name, value)| Variable { name, value }).collect())
}
