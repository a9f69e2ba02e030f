//! `semflow next-version`

use clap::Args;

use crate::cli::arguments::Global;
use crate::cli::environment::Environment;
use crate::cli::exit_code::ExitCode;
use crate::commands::version_question::VersionQuestion;
use crate::failure::Result;
use crate::terminal::Terminal;
use crate::terminal::version::Format;

/// Print the version that the next release from here gets
///
/// The version is counted from the highest stable version that is reachable, by the Conventional
/// Commits since then; on a branch of Git Flow, by the rules of that branch. When nothing asks for a release, the current version is printed, so that a
/// script can compare it with `semflow current-version`.
#[derive(Debug, Args)]
#[command(
    disable_version_flag = true,
    after_help = "Examples:\n  \
        V=$(semflow next-version)            the version, nothing else on stdout\n  \
        semflow next-version --pre rc        1.3.0-rc.1, then 1.3.0-rc.2\n  \
        semflow next-version --explain       and on stderr every commit that counts\n  \
        semflow next-version --format github >> \"$GITHUB_OUTPUT\""
)]
pub struct NextVersion {
    /// Say on stderr how the version came about: each commit that counts, and its rule
    #[arg(long)]
    pub explain: bool,
    /// How to print the version
    #[arg(long, value_name = "FORMAT", default_value = "semver")]
    pub format: Format,
    /// Print nothing and exit with 1 when there is nothing to release
    #[arg(long)]
    pub require_changes: bool,
    /// Which version is asked for.
    #[command(flatten)]
    pub question: VersionQuestion,
}

/// Runs the command.
pub(crate) fn run(
    command: &NextVersion,
    global: &Global,
    environment: &Environment,
    terminal: &mut Terminal,
) -> Result<ExitCode> {
    let format = if global.json { Format::Json } else { command.format };
    let question = &command.question;
    let project = question.open(global, environment, terminal)?;
    let tags = project.version_tags(global, terminal)?;
    let needs_only_the_number = !command.explain
        && !command.require_changes
        && matches!(format, Format::Semver | Format::Tag | Format::Core);
    let answered =
        question.answer(&project, &tags, !needs_only_the_number, environment, terminal)?;

    answered.evidence.remark(&project, &tags, terminal);
    if command.require_changes && !answered.decision.changed {
        terminal.note(&format!("nothing to release since {}", answered.decision.next));
        return Ok(ExitCode::No);
    }
    let answer = answered.told(&project, &tags);
    if let Some(page) = answer.page(format, terminal.is_verbose()).filter(|_| command.explain) {
        terminal.page(&page);
    }
    terminal.data(&answer.render(format))?;
    Ok(ExitCode::Done)
}
