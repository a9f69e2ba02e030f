//! One run by git-cliff's rules: read, decide, say.

use std::path::{Path, PathBuf};

use serde_json::Map;

use crate::cli::environment::{Environment, read_stdin};
use crate::cli::exit_code::ExitCode;
use crate::commands::changelog::arguments::Changelog;
use crate::commands::changelog::cliff::output::Destinations;
use crate::commands::changelog::cliff::reading::Reading;
use crate::commands::changelog::policy;
use crate::commands::configuration::{Configuration, expanded};
use crate::config::settings::Settings;
use crate::domain::cliff::compat::Compat;
use crate::domain::cliff::document::Look;
use crate::domain::cliff::json::{from_json, to_json};
use crate::domain::cliff::prepend::{Beginning, prepended};
use crate::domain::cliff::release::Release;
use crate::domain::cliff::remotes::Remotes;
use crate::domain::cliff::render::template::Template;
use crate::failure::{Failure, Result};
use crate::files;
use crate::git::repository::Head;
use crate::programs::shell::Shell;
use crate::terminal::Terminal;
use crate::terminal::progress::Progress;

/// A run.
pub(super) struct Run<'a> {
    /// What was asked.
    pub(super) command: &'a Changelog,
    /// The world around it.
    pub(super) environment: &'a Environment,
    /// The folder that the command runs in.
    pub(super) folder: PathBuf,
    /// The folder that `--workdir` names, else the same.
    pub(super) workdir: PathBuf,
    /// What messages call the configuration.
    pub(super) place: String,
    /// The configuration, with what the command line overrides.
    pub(super) settings: Settings,
    /// Whether git-cliff's faults are reproduced.
    pub(super) compat: Compat,
    /// What runs the commands of the configuration.
    pub(super) shell: Shell,
    /// What long work says of itself.
    pub(super) progress: Progress,
    /// The commit that counts as HEAD, where it is another one than the one that is checked out.
    pub(super) head: Option<Head>,
}

/// Runs the command.
pub(crate) fn run(
    command: &Changelog,
    configuration: &Configuration,
    folder: &Path,
    environment: &Environment,
    terminal: &mut Terminal,
) -> Result<ExitCode> {
    let run = Run::new(command, configuration, folder, environment, terminal)?;
    run.go(terminal)?;
    Ok(ExitCode::Done)
}

/// Returns a changelog with what is not released yet put on top of it, as the command that names the
/// coming release and the file would write it from `head`.
pub(in crate::commands::changelog) fn with_unreleased(
    command: &Changelog,
    configuration: &Configuration,
    folder: &Path,
    (head, existing): (Head, &str),
    environment: &Environment,
    terminal: &mut Terminal,
) -> Result<String> {
    let mut run = Run::new(command, configuration, folder, environment, terminal)?;
    run.head = Some(head);
    let destinations = run.destinations()?;
    let mut remotes = policy::remotes(&run.settings, &command.forge)?;
    let mut look = run.look(&destinations, terminal)?;
    let releases = Reading::new(&run, &look)?.releases(&mut remotes, terminal)?;
    look.shared = run.shared(&remotes);
    let text = look.render(&releases, &|| run.progress.tick())?;
    run.progress.end();
    run.on_top(&look, &releases, &text, existing)
}

impl<'a> Run<'a> {
    fn new(
        command: &'a Changelog,
        configuration: &Configuration,
        folder: &Path,
        environment: &'a Environment,
        terminal: &mut Terminal,
    ) -> Result<Self> {
        let loaded = configuration.load_over_default()?;
        for warning in &loaded.warnings {
            terminal.warning(warning);
        }
        let workdir = match &command.source.workdir {
            Some(path) => folder.join(expanded(path, environment)),
            None => folder.to_owned(),
        };
        let mut settings = policy::overridden(loaded.settings, command)?;
        if let Some(body) = body(command, &workdir, environment)? {
            settings.changelog.body = Some(body);
        }
        Ok(Self {
            command,
            environment,
            folder: folder.to_owned(),
            workdir,
            place: configuration.place().to_owned(),
            settings,
            compat: policy::compat(command),
            shell: Shell { folder: folder.to_owned() },
            progress: terminal.progress(),
            head: None,
        })
    }
}

/// Returns the template that the command line gives for a release.
fn body(command: &Changelog, workdir: &Path, environment: &Environment) -> Result<Option<String>> {
    let Some(path) = &command.body_file else { return Ok(command.body.clone()) };
    let path = workdir.join(expanded(path, environment));
    let text = files::read::read_text(&path)?.ok_or_else(|| {
        Failure::usage("the template does not exist")
            .at(path.display().to_string())
            .hint("`--body-file` takes the path of a Tera template")
    })?;
    Ok(Some(text))
}

impl Run<'_> {
    fn go(&self, terminal: &mut Terminal) -> Result<()> {
        let destinations = self.destinations()?;
        let mut remotes = policy::remotes(&self.settings, &self.command.forge)?;
        let mut look = self.look(&destinations, terminal)?;
        let reading = Reading::new(self, &look)?;
        if self.command.bumped_version
            && self.command.from_context.is_none()
            && let Some(version) = reading.quick_version(&mut remotes, terminal)?
        {
            return self.say_version(&version, &destinations, terminal);
        }
        let mut releases = match &self.command.from_context {
            Some(path) => self.given_releases(path)?,
            None => reading.releases(&mut remotes, terminal)?,
        };
        if self.command.bump.is_some() || self.command.bumped_version {
            let version = reading.bump(&mut releases, terminal)?;
            if self.command.bumped_version {
                return self.say_version(&version, &destinations, terminal);
            }
        }
        if self.command.context {
            return self.say_context(&releases, &destinations, terminal);
        }
        look.shared = self.shared(&remotes);
        self.say(&look, &releases, &destinations, terminal)
    }

    fn destinations(&self) -> Result<Destinations> {
        let configured = self.settings.changelog.output.as_deref();
        Destinations::of(self.command, configured, &self.folder, self.environment)
    }

    /// Returns how the changelog looks. What all templates see is not known yet.
    fn look(&self, destinations: &Destinations, terminal: &mut Terminal) -> Result<Look<'_>> {
        let changelog = &self.settings.changelog;
        let template = |text: &Option<String>, key: &str| {
            let place = format!("{}: changelog.{key}", self.place);
            text.as_ref().map(|text| Template::new(text, &place, changelog.trim)).transpose()
        };
        let format = changelog.format && destinations.are_markdown();
        if changelog.format && !format {
            terminal.warning("`changelog.format` is for Markdown; the file has another ending");
        }
        let body = changelog.body.clone().unwrap_or_default();
        Ok(Look {
            header: template(&changelog.header, "header")?,
            header_marker: changelog.header_marker.clone().unwrap_or_default(),
            body: Template::new(&body, &format!("{}: changelog.body", self.place), changelog.trim)?,
            footer: template(&changelog.footer, "footer")?,
            postprocessors: policy::text_rules(&changelog.postprocessors),
            programs: &self.shell,
            format,
            shared: Map::new(),
        })
    }

    /// Returns what all templates see beside the releases.
    fn shared(&self, remotes: &Remotes) -> Map<String, serde_json::Value> {
        let groups = policy::commit_rules(&self.settings);
        Map::from_iter([
            ("commit_parsers_groups".to_owned(), groups.groups().into_iter().collect()),
            ("remote".to_owned(), remotes.value()),
        ])
    }

    fn given_releases(&self, path: &Path) -> Result<Vec<Release>> {
        if path.as_os_str() == "-" {
            return from_json(&read_stdin()?, "standard input");
        }
        let path = expanded(path, self.environment);
        let text = files::read::read_text(&self.folder.join(&path))?.ok_or_else(|| {
            Failure::usage("the context does not exist")
                .at(path.display().to_string())
                .hint("`semflow changelog --context -o FILE` writes one")
        })?;
        from_json(&text, &path.display().to_string())
    }

    fn say(
        &self,
        look: &Look<'_>,
        releases: &[Release],
        destinations: &Destinations,
        terminal: &mut Terminal,
    ) -> Result<()> {
        self.progress.begin("rendering releases", releases.len());
        let progress = &self.progress;
        let text = look.render(releases, &|| progress.tick())?;
        self.progress.end();
        let Some(existing) = destinations.existing(self.compat)? else {
            return destinations.write(Some(&text), None, terminal);
        };
        let whole = self.on_top(look, releases, &text, &existing)?;
        let text = destinations.is_written().then_some(text.as_str());
        destinations.write(text, Some(whole), terminal)
    }

    /// Returns a changelog with rendered releases on top of what is there.
    fn on_top(
        &self,
        look: &Look<'_>,
        releases: &[Release],
        text: &str,
        existing: &str,
    ) -> Result<String> {
        let beginning = Beginning {
            header: self.settings.changelog.header.as_deref(),
            marker: &look.header_marker,
            is_formatted: look.format,
        };
        let versions: Vec<&str> =
            releases.iter().filter_map(|release| release.version.as_deref()).collect();
        prepended(text, &versions, existing, beginning, self.compat)
    }

    /// git-cliff writes the data into the file that the configuration names for the changelog.
    fn say_context(
        &self,
        releases: &[Release],
        destinations: &Destinations,
        terminal: &mut Terminal,
    ) -> Result<()> {
        let text = to_json(releases)?;
        self.progress.end();
        match destinations.is_asked || self.compat.is_strict() {
            true => destinations.write(Some(&text), None, terminal),
            false => terminal.data(&text),
        }
    }

    fn say_version(
        &self,
        version: &str,
        destinations: &Destinations,
        terminal: &mut Terminal,
    ) -> Result<()> {
        self.progress.end();
        let text = format!("{version}\n");
        match self.settings.changelog.output {
            Some(_) => terminal.data(&text),
            None if !self.compat.is_strict() => terminal.data(&text),
            None => destinations.write(Some(&text), None, terminal),
        }
    }
}
