//! From releases to what is said about them: a document by the template that is wanted, or data.

use rayon::iter::{IntoParallelIterator, ParallelIterator};
use serde::Serialize;

use crate::commands::destination::Destination;
use crate::commands::policy::assembly_policy;
use crate::commands::project::Project;
use crate::commands::replacements::replaced;
use crate::commands::since_release::say_remarks;
use crate::config::settings::{RemoteSetting, Settings};
use crate::domain::changelog::addresses::Addresses;
use crate::domain::changelog::assemble::{Division, Order, assemble, is_skipped};
use crate::domain::changelog::data::ReleaseData;
use crate::domain::changelog::entry::Coming;
use crate::domain::changelog::page::{Needs, Page, PageStyle};
use crate::domain::changelog::render::{Renderer, Template};
use crate::domain::changelog::sections::Sections;
use crate::domain::changelog::templates::{self, DEFAULT};
use crate::domain::commit::remarks::Remarks;
use crate::domain::remote::{Forge, Remote, web_address};
use crate::failure::{Failure, Result};
use crate::programs::shell::Shell;
use crate::terminal::Terminal;

/// What is told.
pub(crate) struct Told {
    /// The releases.
    pub(crate) divisions: Vec<Division>,
    /// What stands in for the tag of what is not released yet.
    pub(crate) coming: Option<Coming>,
    /// Which commit comes first, where it is not for the configuration to say.
    pub(crate) order: Option<Order>,
    /// The message of the newest release, where somebody gives one.
    pub(crate) message: Option<String>,
}

/// How it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form<'a> {
    /// As JSON.
    Data,
    /// By a template.
    Text {
        /// Its name; `None` for what the configuration says.
        template: Option<&'a str>,
        /// What stands around the releases.
        parts: Parts,
    },
}

/// Which parts of a document are wanted beside its releases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Parts {
    /// What stands above the releases.
    pub(crate) header: bool,
    /// What stands below them.
    pub(crate) footer: bool,
}

/// A document in words.
pub(crate) struct Rendered {
    /// The whole text.
    pub(crate) text: String,
    /// Whether it tells of a release, or has nothing but what stands around them.
    pub(crate) has_releases: bool,
    remarks: Remarks,
}

/// Renders releases by a template, or as the configuration says.
pub(crate) fn rendered(
    project: &Project,
    told: Told,
    template: Option<&str>,
    parts: Parts,
) -> Result<Rendered> {
    Document::new(project, template)?.render(told, parts)
}

/// Tells releases in the form that is wanted, brings that to its destination, and says what its
/// reader should know beside.
pub(crate) fn tell(
    project: &Project,
    told: Told,
    form: Form<'_>,
    destinations: Vec<Destination>,
    terminal: &mut Terminal,
) -> Result<()> {
    let remarks = match form {
        Form::Data => {
            let destination = destinations.into_iter().next().unwrap_or(Destination::Stdout);
            tell_data(project, told, destination, terminal)?
        }
        Form::Text { template, parts } => {
            let rendered = rendered(project, told, template, parts)?;
            for destination in destinations {
                destination.deliver(&rendered, terminal)?;
            }
            rendered.remarks
        }
    };
    say_remarks(&remarks, terminal);
    Ok(())
}

/// Tells the releases as JSON, on standard output one by one: the data of a long history is large.
fn tell_data(
    project: &Project,
    told: Told,
    destination: Destination,
    terminal: &mut Terminal,
) -> Result<Remarks> {
    let policy = assembly_policy(&project.settings, told.order);
    let web = Web::of(project);
    let mut remarks = Remarks::default();
    let mut written = String::new();
    let mut say = |text: &str| match destination {
        Destination::Stdout => terminal.data(text),
        Destination::File(_) | Destination::Sections(_) => {
            written.push_str(text);
            Ok(())
        }
    };
    let mut before = "[\n";
    for division in told.divisions.into_iter().filter(|division| !is_skipped(division, &policy)) {
        let release = assemble(division, &policy);
        let coming = told.coming.as_ref().filter(|_| release.tag.is_none());
        let data = ReleaseData::new(&release, coming, web.addresses());
        let text = serde_json::to_string_pretty(&data)
            .map_err(|error| Failure::bug("cannot write a release as JSON").because(error))?;
        say(before)?;
        say(&text)?;
        before = ",\n";
        remarks = remarks.and(release.remarks);
    }
    say(if before == "[\n" { "[]\n" } else { "\n]\n" })?;
    if destination != Destination::Stdout {
        destination.deliver_data(&written, terminal)?;
    }
    Ok(remarks)
}

/// Where a project is at home on the web.
struct Web<'p> {
    remote: Option<Remote>,
    head: &'p str,
}

impl<'p> Web<'p> {
    fn of(project: &'p Project) -> Self {
        let branch = project.head.branch.as_deref();
        let remote = match &project.settings.remote {
            Some(configured) => configured_remote(configured),
            None => project.repository.remote_url(branch).and_then(|url| Remote::parse(&url)),
        };
        Self { remote, head: branch.unwrap_or("HEAD") }
    }

    fn addresses(&self) -> Addresses<'_> {
        Addresses { remote: self.remote.as_ref(), head: self.head }
    }
}

/// How a project's documents are made.
struct Document<'p> {
    settings: &'p Settings,
    web: Web<'p>,
    template: Template,
    sections: Sections,
    shell: Shell,
}

/// The data of the parts around the releases.
#[derive(Serialize)]
struct Frame<'a> {
    releases: &'a [Page],
}

impl<'p> Document<'p> {
    /// Returns the document that the project's configuration describes, in the template of this
    /// name where one is asked for.
    fn new(project: &'p Project, template: Option<&str>) -> Result<Self> {
        let settings = &project.settings;
        let name = template.or(settings.commits.template.as_deref()).unwrap_or(DEFAULT);
        let built_in = templates::find(name)?;
        let mut sources = built_in.template();
        if template.is_none() {
            sources = with_configured_parts(sources, settings);
        }
        let web = Web::of(project);
        let shell = Shell { folder: project.folder.clone() };
        Ok(Self { settings, web, template: sources, sections: built_in.sections, shell })
    }

    fn render(&self, told: Told, parts: Parts) -> Result<Rendered> {
        let renderer = Renderer::new(&self.template)?;
        let mut policy = assembly_policy(self.settings, told.order);
        let needs = Needs::of(&self.template);
        let shows_unconventional = !policy.drops_unconventional && !needs.unconventional;
        policy.drops_unconventional &= !needs.unconventional;
        let style = PageStyle {
            sections: self.sections,
            groups: policy.rules.groups(),
            addresses: self.web.addresses(),
            needs,
            shows_unconventional,
        };
        let newest = told.divisions.first().map(|division| (division.commit, told.message.clone()));
        let render = |division: Division| {
            let release = assemble(division, &policy);
            let coming = told.coming.as_ref().filter(|_| release.tag.is_none());
            let message = newest.as_ref().filter(|(commit, _)| *commit == release.commit);
            let message = message.and_then(|(_, message)| message.clone());
            let page = Page::new(&release, coming, &style).with_message(message);
            let is_shown = release.tag.is_some() || coming.is_some() || !page.is_empty();
            let body = if is_shown { renderer.render("body", &page)? } else { String::new() };
            Ok((page.into_summary(), self.processed(body)?, release.remarks))
        };
        let rendered: Vec<(Page, String, Remarks)> = told
            .divisions
            .into_par_iter()
            .filter(|division| !is_skipped(division, &policy))
            .map(render)
            .collect::<Result<_>>()?;
        let mut pages = Vec::new();
        let mut bodies = String::new();
        let mut remarks = Remarks::default();
        for (page, body, more) in rendered {
            remarks = remarks.and(more);
            if !body.is_empty() {
                bodies.push_str(&body);
                pages.push(page);
            }
        }
        let frame = Frame { releases: &pages };
        let part = |is_wanted: bool, part: &str| match is_wanted {
            true => self.processed(renderer.render(part, &frame)?),
            false => Ok(String::new()),
        };
        let (header, footer) = (part(parts.header, "header")?, part(parts.footer, "footer")?);
        let text = format!("{header}{bodies}{footer}");
        let text = format!("{}\n", text.trim_end_matches('\n'));
        Ok(Rendered { text, has_releases: !bodies.trim().is_empty(), remarks })
    }

    fn processed(&self, text: String) -> Result<String> {
        replaced(text, &self.settings.changelog.postprocessors, &self.shell)
    }
}

/// Puts the templates of `[changelog]` in the place of the built-in ones.
fn with_configured_parts(built_in: Template, settings: &Settings) -> Template {
    let changelog = &settings.changelog;
    let configured = Template {
        place: "cliff.toml: changelog".to_owned(),
        header: changelog.header.clone().unwrap_or_default(),
        body: changelog.body.clone().unwrap_or_default(),
        footer: changelog.footer.clone().unwrap_or_default(),
    };
    let configured = if changelog.trim { configured.trimmed() } else { configured };
    // git-cliff ends the parts around the releases with a line end of its own.
    let ended = |is_set: bool, part: String| is_set.then(|| part + "\n");
    let header = ended(changelog.header.is_some(), configured.header);
    let footer = ended(changelog.footer.is_some(), configured.footer);
    let (place, body) = (configured.place, configured.body);
    if changelog.body.is_some() {
        let (header, footer) = (header.unwrap_or_default(), footer.unwrap_or_default());
        return Template { place, header, body, footer };
    }
    Template {
        header: header.unwrap_or(built_in.header),
        footer: footer.unwrap_or(built_in.footer),
        ..built_in
    }
}

fn configured_remote(setting: &RemoteSetting) -> Option<Remote> {
    let forge = match setting.forge.as_str() {
        "github" => Forge::GitHub,
        "gitlab" => Forge::GitLab,
        "gitea" => Forge::Gitea,
        "bitbucket" => Forge::Bitbucket,
        "azure_devops" => Forge::AzureDevOps,
        _ => return None,
    };
    let base = setting.api_url.as_deref().map(web_address);
    Some(Remote::new(forge, &setting.owner, &setting.repo, base.as_deref()))
}
