//! A changelog as text: what stands above the releases, each release, what stands below them.

use rayon::iter::{IntoParallelRefIterator, ParallelIterator};
use serde_json::{Map, Value};

use crate::domain::cliff::context::release_value;
use crate::domain::cliff::markdown::formatted;
use crate::domain::cliff::programs::Programs;
use crate::domain::cliff::release::Release;
use crate::domain::cliff::render::template::Template;
use crate::domain::cliff::rules::TextRule;
use crate::failure::Result;

/// How a changelog looks.
pub struct Look<'a> {
    /// What stands above the releases.
    pub header: Option<Template>,
    /// The line behind a header that has variables; empty for none.
    pub header_marker: String,
    /// One release.
    pub body: Template,
    /// What stands below the releases.
    pub footer: Option<Template>,
    /// Text rules over each part.
    pub postprocessors: Vec<TextRule>,
    /// What runs their commands.
    pub programs: &'a dyn Programs,
    /// Whether the whole is written anew as Markdown.
    pub format: bool,
    /// What all templates see beside the releases.
    pub shared: Map<String, Value>,
}

impl Look<'_> {
    /// Returns the text of releases, newest first. `tick` is told of each that is done.
    ///
    /// # Errors
    /// When a template asks for what is not there, or the command of a text rule fails.
    pub fn render(&self, releases: &[Release], tick: &(dyn Fn() + Sync)) -> Result<String> {
        let mut text = String::new();
        if let Some(header) = &self.header {
            text.push_str(&self.frame(header, releases)?);
            text.push('\n');
            if header.has_variables() && !self.header_marker.is_empty() {
                text.push_str(&self.header_marker);
                text.push('\n');
            }
        }
        for body in self.bodies(releases, tick)? {
            text.push_str(&body);
        }
        if let Some(footer) = &self.footer {
            text.push_str(&self.frame(footer, releases)?);
            text.push('\n');
        }
        if self.format { formatted(&text) } else { Ok(text) }
    }

    /// Commands run in the order of the text: they may leave something behind that the next finds.
    fn bodies(&self, releases: &[Release], tick: &(dyn Fn() + Sync)) -> Result<Vec<String>> {
        let runs_programs = self.postprocessors.iter().any(|rule| rule.command.is_some());
        let body = |release: &Release| {
            let text =
                self.body.render(self.with_shared(release_value(release, self.body.needs())));
            tick();
            text
        };
        if runs_programs {
            let bodies: Vec<String> = releases.par_iter().map(body).collect::<Result<_>>()?;
            return bodies.into_iter().map(|text| self.processed(text)).collect();
        }
        releases.par_iter().map(|release| self.processed(body(release)?)).collect()
    }

    /// Returns a part around the releases.
    fn frame(&self, template: &Template, releases: &[Release]) -> Result<String> {
        let needs = template.needs();
        let values: Vec<Value> = match needs.name("releases") {
            true => releases.par_iter().map(|one| release_value(one, needs).into()).collect(),
            false => Vec::new(),
        };
        let data = Map::from_iter([("releases".to_owned(), Value::Array(values))]);
        self.processed(template.render(self.with_shared(data))?)
    }

    fn with_shared(&self, mut data: Map<String, Value>) -> Map<String, Value> {
        data.extend(self.shared.clone());
        data
    }

    fn processed(&self, mut text: String) -> Result<String> {
        for rule in &self.postprocessors {
            rule.apply(&mut text, self.programs, &[])?;
        }
        Ok(text)
    }
}
