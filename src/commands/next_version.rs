//! `semflow next-version`

use clap::Args;

use crate::cli::arguments::Global;
use crate::cli::environment::Environment;
use crate::cli::exit_code::ExitCode;
use crate::commands::policy::version_policy;
use crate::commands::project::Project;
use crate::commands::since_release::SinceRelease;
use crate::domain::version::bump::Bump;
use crate::domain::version::decide::decide;
use crate::domain::version::policy::{parse_asked, parse_build};
use crate::domain::version::prerelease::check_label;
use crate::failure::Result;
use crate::terminal::Terminal;
use crate::terminal::version::{Answer, Format};

/// Print the version that the next release from here gets
///
/// The version is counted from the highest stable version that is reachable, by the Conventional
/// Commits since then. When nothing asks for a release, the current version is printed, so that a
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
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub struct NextVersion {
    /// Say on stderr how the version came about: each commit that counts, and its rule
    #[arg(long)]
    pub explain: bool,
    /// How to print the version
    #[arg(long, value_name = "FORMAT", default_value = "semver")]
    pub format: Format,
    /// Make it a pre-release: LABEL.1, LABEL.2 …
    #[arg(long, value_name = "LABEL", conflicts_with = "version")]
    pub pre: Option<String>,
    /// Append build metadata: 1.2.3+META
    #[arg(long, value_name = "META")]
    pub build: Option<String>,
    /// Raise the major version, whatever the commits say
    #[arg(long, group = "level")]
    pub major: bool,
    /// Raise the minor version, whatever the commits say
    #[arg(long, group = "level")]
    pub minor: bool,
    /// Raise the patch version, whatever the commits say
    #[arg(long, group = "level")]
    pub patch: bool,
    /// Take this version, if it is higher than the last release
    #[arg(long, value_name = "VERSION", group = "level", visible_alias = "release-as")]
    pub version: Option<String>,
    /// Print nothing and exit with 1 when there is nothing to release
    #[arg(long)]
    pub require_changes: bool,
}

/// Runs the command.
pub(crate) fn run(
    command: &NextVersion,
    global: &Global,
    environment: &Environment,
    terminal: &mut Terminal,
) -> Result<ExitCode> {
    let format = if global.json { Format::Json } else { command.format };
    if let Some(label) = &command.pre {
        check_label(label)?;
    }
    let project = Project::open(global, environment, terminal)?;
    let tags = project.version_tags(global, terminal)?;
    let mut policy = version_policy(&project.settings, tags.family())?;
    policy.forced = command.forced_level();
    policy.explicit =
        command.version.as_deref().map(|asked| parse_asked(asked, tags.family())).transpose()?;
    policy.label.clone_from(&command.pre);

    let needs_only_the_number = !command.explain
        && !command.require_changes
        && matches!(format, Format::Semver | Format::Tag | Format::Core);
    let evidence = match needs_only_the_number {
        true => SinceRelease::read_enough(&project, &tags, &policy, environment)?,
        false => SinceRelease::read(&project, &tags, environment)?,
    };
    let mut decision = decide(&evidence.situation(&project, &tags, &policy)?, &policy)?;
    if let Some(build) = &command.build {
        decision.next.build = parse_build(build)?;
    }

    evidence.remark(&project, &tags, terminal);
    if command.require_changes && !decision.changed {
        terminal.note(&format!("nothing to release since {}", decision.next));
        return Ok(ExitCode::No);
    }
    let answer = Answer {
        decision: &decision,
        prefix: tags.prefix_for_new(decision.previous.as_ref()),
        head: project.head.id,
        commits: evidence.commits.len(),
    };
    if let Some(page) = answer.page(format).filter(|_| command.explain) {
        terminal.page(&page);
    }
    terminal.data(&answer.render(format))?;
    Ok(ExitCode::Done)
}

impl NextVersion {
    fn forced_level(&self) -> Option<Bump> {
        match (self.major, self.minor, self.patch) {
            (true, ..) => Some(Bump::Major),
            (_, true, _) => Some(Bump::Minor),
            (.., true) => Some(Bump::Patch),
            _ => None,
        }
    }
}
