//! From releases to the text of a document, by the template that is wanted.

use rayon::iter::{IntoParallelIterator, ParallelIterator};
use serde::Serialize;

use crate::apply::execute::execute;
use crate::commands::policy::assembly_policy;
use crate::commands::project::Project;
use crate::config::settings::{RemoteSetting, Settings};
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
use crate::plan::document::Target;
use crate::terminal::Terminal;

/// Which parts of a document are wanted beside its releases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Parts {
    /// What stands above the releases.
    pub(crate) header: bool,
    /// What stands below them.
    pub(crate) footer: bool,
}

/// How a project's documents are made.
pub(crate) struct Document<'p> {
    settings: &'p Settings,
    /// What unreleased changes are compared with.
    head: &'p str,
    template: Template,
    sections: Sections,
    remote: Option<Remote>,
}

/// The data of the parts around the releases.
#[derive(Serialize)]
struct Frame<'a> {
    releases: &'a [Page],
}

impl<'p> Document<'p> {
    /// Returns the document that the project's configuration describes, in the template of this
    /// name where one is asked for.
    pub(crate) fn new(project: &'p Project, template: Option<&str>) -> Result<Self> {
        let settings = &project.settings;
        let name = template.or(settings.commits.template.as_deref()).unwrap_or(DEFAULT);
        let built_in = templates::find(name)?;
        let mut sources = built_in.template();
        if template.is_none() {
            sources = with_configured_parts(sources, settings);
        }
        let branch = project.head.branch.as_deref();
        let remote = match &settings.remote {
            Some(configured) => configured_remote(configured),
            None => project.repository.remote_url(branch).and_then(|url| Remote::parse(&url)),
        };
        let head = branch.unwrap_or("HEAD");
        Ok(Self { settings, head, template: sources, sections: built_in.sections, remote })
    }

    /// Returns the text and what its reader should know; `coming` stands in for the tag of what is
    /// not released yet.
    pub(crate) fn render(
        &self,
        divisions: Vec<Division>,
        coming: Option<&Coming>,
        order: Option<Order>,
        parts: Parts,
    ) -> Result<(String, Remarks)> {
        let renderer = Renderer::new(&self.template)?;
        let mut policy = assembly_policy(self.settings, order);
        let needs = Needs::of(&self.template);
        policy.drops_unconventional &= !needs.unconventional;
        let style = PageStyle {
            sections: self.sections,
            groups: policy.rules.groups(),
            remote: self.remote.as_ref(),
            head: self.head,
            needs,
        };
        let render = |division: Division| {
            let release = assemble(division, &policy);
            let coming = coming.filter(|_| release.tag.is_none());
            let page = Page::new(&release, coming, &style);
            let is_shown = release.tag.is_some() || coming.is_some() || !page.is_empty();
            let body = if is_shown { renderer.render("body", &page)? } else { String::new() };
            Ok((page.into_summary(), self.processed(&body), release.remarks))
        };
        let rendered: Vec<(Page, String, Remarks)> = divisions
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
            true => Ok(self.processed(&renderer.render(part, &frame)?)),
            false => Ok(String::new()),
        };
        let (header, footer) = (part(parts.header, "header")?, part(parts.footer, "footer")?);
        let text = format!("{header}{bodies}{footer}");
        Ok((format!("{}\n", text.trim_end_matches('\n')), remarks))
    }

    fn processed(&self, text: &str) -> String {
        let processors = &self.settings.changelog.postprocessors;
        processors.iter().fold(text.to_owned(), |text, processor| {
            processor.pattern.replace_all(&text, processor.replace.as_str()).into_owned()
        })
    }
}

/// Says the releases as JSON, or writes them to a file, one by one: the data of a long history is
/// large.
pub(crate) fn say_data(
    settings: &Settings,
    divisions: Vec<Division>,
    coming: Option<&Coming>,
    order: Option<Order>,
    target: Option<Target>,
    terminal: &mut Terminal,
) -> Result<Remarks> {
    let policy = assembly_policy(settings, order);
    let mut remarks = Remarks::default();
    let mut written = String::new();
    let mut say = |text: &str| match target {
        Some(_) => {
            written.push_str(text);
            Ok(())
        }
        None => terminal.data(text),
    };
    let mut before = "[\n";
    for division in divisions.into_iter().filter(|division| !is_skipped(division, &policy)) {
        let release = assemble(division, &policy);
        let data = ReleaseData::new(&release, coming.filter(|_| release.tag.is_none()));
        let text = serde_json::to_string_pretty(&data)
            .map_err(|error| Failure::bug("cannot write a release as JSON").because(error))?;
        say(before)?;
        say(&text)?;
        before = ",\n";
        remarks = remarks.and(release.remarks);
    }
    say(if before == "[\n" { "[]\n" } else { "\n]\n" })?;
    if let Some(target) = target {
        let (plan, summary) = target.replace(written);
        execute(&plan)?;
        terminal.note(&summary);
    }
    Ok(remarks)
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
