//! `semflow changelog`

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::cli::arguments::Global;
use crate::cli::environment::Environment;
use crate::cli::exit_code::ExitCode;
use crate::commands::destination::Destination;
use crate::commands::document::{Form, Parts, Told, tell};
use crate::commands::policy::version_policy;
use crate::commands::project::Project;
use crate::commands::releases::{self, Selection};
use crate::commands::since_release::SinceRelease;
use crate::domain::changelog::assemble::{Division, Order};
use crate::domain::changelog::entry::Coming;
use crate::domain::version::bump::Bump;
use crate::domain::version::decide::decide;
use crate::domain::version::version_tag::VersionTags;
use crate::failure::Result;
use crate::plan::document::Target;
use crate::terminal::Terminal;

/// Print the changelog, or write it
///
/// The whole history by default, one section for each release and one for what comes next. Each
/// commit belongs to the earliest release that contains it.
#[derive(Debug, Args)]
#[command(after_help = "Examples:\n  \
    semflow changelog                      the whole changelog, on stdout\n  \
    semflow changelog -o CHANGELOG.md      into a file\n  \
    semflow changelog -u -p CHANGELOG.md   put what is unreleased where it belongs in the file\n  \
    semflow changelog -u -t v1.3.0 -p      the same under the name of the coming release\n  \
    semflow changelog v1.0.0..v1.2.0       a range, or a single tag")]
pub struct Changelog {
    /// A range, a tag, or any revision for all up to it
    #[arg(value_name = "RANGE", conflicts_with = "part")]
    pub range: Option<String>,
    /// Only what is not released yet
    #[arg(short, long, group = "part")]
    pub unreleased: bool,
    /// Only the newest release
    #[arg(short, long, group = "part")]
    pub latest: bool,
    /// Name what is not released yet
    #[arg(short, long, value_name = "TAG")]
    pub tag: Option<String>,
    /// Name what is not released yet after the next version, or after the one of this level
    #[arg(long, value_name = "LEVEL", num_args = 0..=1, default_missing_value = "auto",
          conflicts_with = "tag")]
    pub bump: Option<Level>,
    /// Write to PATH, or to the CHANGELOG.md of the project, instead of stdout
    #[arg(short, long, value_name = "PATH", conflicts_with = "prepend")]
    pub output: Option<Option<PathBuf>>,
    /// Put the sections that PATH, or the CHANGELOG.md of the project, lacks where they belong
    #[arg(short, long, value_name = "PATH", conflicts_with = "json")]
    pub prepend: Option<Option<PathBuf>>,
    /// Use a built-in template: keepachangelog, plain, detailed, scoped, release-page
    #[arg(long, value_name = "NAME")]
    pub template: Option<String>,
    /// Leave a part of the document out
    #[arg(short, long, value_name = "PART")]
    pub strip: Option<Strip>,
    /// Which commit of a section comes first
    #[arg(long, value_name = "ORDER")]
    pub sort: Option<Sort>,
}

/// The file of the project that is written where none is named.
const FILE_NAME: &str = "CHANGELOG.md";

/// Which version comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Level {
    /// The one that the commits ask for
    Auto,
    /// The next major version
    Major,
    /// The next minor version
    Minor,
    /// The next patch version
    Patch,
}

/// A part of the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Strip {
    /// What stands above the releases
    Header,
    /// What stands below the releases
    Footer,
    /// Both
    All,
}

/// Which commit of a section comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Sort {
    /// The oldest
    Oldest,
    /// The newest
    Newest,
}

/// Runs the command.
pub(crate) fn run(
    command: &Changelog,
    global: &Global,
    environment: &Environment,
    terminal: &mut Terminal,
) -> Result<ExitCode> {
    let project = Project::open(global, environment, terminal)?;
    let tags = project.version_tags(global, terminal)?;
    let coming = command.coming(&project, &tags, environment)?;
    let selection = match (&command.range, command.unreleased, command.latest) {
        (_, true, _) => {
            let is_final = |coming: &Coming| {
                tags.family().version_of(&coming.tag).is_some_and(|version| version.pre.is_empty())
            };
            Selection::Unreleased { folds_prereleases: coming.as_ref().is_some_and(is_final) }
        }
        (_, _, true) => Selection::Latest { folds_prereleases: false },
        (Some(range), ..) => Selection::parse(range, &tags)?,
        (None, ..) => Selection::Everything,
    };
    let divisions = releases::read(&project, &tags, &selection, environment)?;
    if let Some(doubt) = command.tag.as_ref().and_then(|tag| doubt(tag, &tags, &divisions)) {
        terminal.warning(&doubt);
    }
    let told = Told { divisions, coming, order: command.order() };
    let form = match global.json {
        true => Form::Data,
        false => Form::Text { template: command.template.as_deref(), parts: command.parts() },
    };
    let destination = command.destination(&project, global.json)?;
    tell(&project, told, form, destination, terminal)?;
    Ok(ExitCode::Done)
}

/// Returns what is doubtful about a name for what is not released yet.
fn doubt(name: &str, tags: &VersionTags, divisions: &[Division]) -> Option<String> {
    let Some(version) = tags.family().version_of(name) else {
        return Some(format!(
            "tag `{name}` names no version here, so it will not count as a release"
        ));
    };
    if let Some(same) = tags.of_version(&version).next() {
        return Some(format!("version {version} is released already, as tag `{}`", same.name));
    }
    let unreleased = divisions.iter().find(|division| division.tag.is_none())?;
    let last = unreleased.previous.as_ref()?;
    let is_lower = version.cmp_precedence(&last.version).is_lt();
    is_lower.then(|| format!("version {version} is lower than {}, the last release", last.name))
}

impl Changelog {
    /// Returns where the changelog goes. Data goes only where the command line says: the file that
    /// is configured holds the document.
    fn destination(&self, project: &Project, is_data: bool) -> Result<Destination> {
        let in_project = || Target::new(project.root(), Path::new(FILE_NAME));
        let configured = project.settings.changelog.output.as_ref().filter(|_| !is_data);
        Ok(match (&self.prepend, &self.output, configured) {
            (Some(Some(path)), ..) => Destination::Sections(Target::new(&project.folder, path)),
            (Some(None), ..) => Destination::Sections(in_project()),
            (None, Some(Some(path)), _) => Destination::asked(project, path),
            (None, Some(None), _) => Destination::File(in_project()),
            (None, None, Some(path)) => Destination::configured(project, path)?,
            (None, None, None) => Destination::Stdout,
        })
    }

    fn order(&self) -> Option<Order> {
        self.sort.map(|sort| match sort {
            Sort::Oldest => Order::OldestFirst,
            Sort::Newest => Order::NewestFirst,
        })
    }

    fn parts(&self) -> Parts {
        let strips = |part| self.strip == Some(part) || self.strip == Some(Strip::All);
        Parts { header: !strips(Strip::Header), footer: !strips(Strip::Footer) }
    }

    /// Returns the name that what is not released yet goes by, and today as its date.
    fn coming(
        &self,
        project: &Project,
        tags: &VersionTags,
        environment: &Environment,
    ) -> Result<Option<Coming>> {
        let tag = if let Some(level) = self.bump {
            let mut policy = version_policy(&project.settings, tags.family())?;
            policy.forced = level.forced();
            let evidence = SinceRelease::read(project, tags, environment)?;
            let decision = decide(&evidence.situation(project, tags, &policy)?, &policy)?;
            let prefix = tags.prefix_for_new(decision.previous.as_ref());
            decision.changed.then(|| format!("{prefix}{}", decision.next))
        } else {
            self.tag.clone()
        };
        Ok(tag.map(|tag| Coming { tag, timestamp: environment.now }))
    }
}

impl Level {
    fn forced(self) -> Option<Bump> {
        match self {
            Self::Auto => None,
            Self::Major => Some(Bump::Major),
            Self::Minor => Some(Bump::Minor),
            Self::Patch => Some(Bump::Patch),
        }
    }
}
