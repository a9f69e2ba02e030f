//! `semflow changelog`

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::apply::execute::execute;
use crate::cli::arguments::Global;
use crate::cli::environment::Environment;
use crate::cli::exit_code::ExitCode;
use crate::commands::document::{self, Document, Parts};
use crate::commands::policy::version_policy;
use crate::commands::project::Project;
use crate::commands::releases::{self, Selection};
use crate::commands::since_release::{SinceRelease, say_remarks};
use crate::domain::changelog::assemble::Order;
use crate::domain::changelog::entry::Coming;
use crate::domain::version::decide::decide;
use crate::domain::version::version_tag::VersionTags;
use crate::failure::Result;
use crate::files;
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
    #[arg(value_name = "RANGE")]
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
    /// Name what is not released yet after the next version
    #[arg(long, conflicts_with = "tag")]
    pub bump: bool,
    /// Write to PATH instead of stdout
    #[arg(short, long, value_name = "PATH", num_args = 0..=1, default_missing_value = "CHANGELOG.md",
          conflicts_with = "prepend")]
    pub output: Option<PathBuf>,
    /// Put the sections that PATH does not have yet where they belong
    #[arg(short, long, value_name = "PATH", num_args = 0..=1, default_missing_value = "CHANGELOG.md",
          conflicts_with = "json")]
    pub prepend: Option<PathBuf>,
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
    let selection = match (&command.range, command.unreleased, command.latest) {
        (_, true, _) => Selection::Unreleased,
        (_, _, true) => Selection::Latest { folds_prereleases: false },
        (Some(range), ..) => Selection::parse(range, &tags)?,
        (None, ..) => Selection::Everything,
    };
    let divisions = releases::read(&project, &tags, &selection, environment)?;
    let coming = command.coming(&project, &tags, environment)?;
    let (coming, order) = (coming.as_ref(), command.order());

    let target = command.target(&project);
    if global.json {
        let settings = &project.settings;
        let remarks = document::say_data(settings, divisions, coming, order, target, terminal)?;
        say_remarks(&remarks, terminal);
        return Ok(ExitCode::Done);
    }
    let document = Document::new(&project, command.template.as_deref())?;
    let (text, remarks) = document.render(divisions, coming, order, command.parts())?;
    say_remarks(&remarks, terminal);
    let planned = match (&command.prepend, target) {
        (Some(path), _) => {
            let target = Target::new(&project.folder, path);
            let existing = files::read::read_text(&target.path)?.unwrap_or_default();
            Some(target.insert(&existing, &text))
        }
        (None, Some(target)) => Some(target.replace(text.clone())),
        (None, None) => None,
    };
    match planned {
        Some((plan, summary)) => {
            execute(&plan)?;
            terminal.note(&summary);
        }
        None => terminal.data(&text)?,
    }
    Ok(ExitCode::Done)
}

impl Changelog {
    /// Returns the file that is written; `None` for standard output.
    fn target(&self, project: &Project) -> Option<Target> {
        let configured = project.settings.changelog.output.as_ref();
        match &self.output {
            Some(path) if path.as_os_str() == "-" => None,
            Some(path) => Some(Target::new(&project.folder, path)),
            None => configured.map(|path| Target::new(project.root(), Path::new(path))),
        }
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
        let tag = if self.bump {
            let policy = version_policy(&project.settings, tags.family())?;
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
