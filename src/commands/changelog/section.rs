//! The section of a release that is being made: the changelog with it, and its notes.

use std::path::PathBuf;

use crate::cli::arguments::Global;
use crate::cli::environment::Environment;
use crate::commands::changelog::arguments::Changelog;
use crate::commands::changelog::{cliff, own, run};
use crate::commands::configuration::Configuration;
use crate::commands::document::{Parts, Told, rendered};
use crate::commands::flow::view::View;
use crate::commands::project::Project;
use crate::commands::releases::{self, Selection};
use crate::domain::changelog::entry::Coming;
use crate::domain::changelog::insert::{in_the_form_of, insert};
use crate::domain::version::version_tag::VersionTags;
use crate::failure::Result;
use crate::terminal::Terminal;

/// A release that is being made at the HEAD of a project.
pub(in crate::commands) struct ComingRelease<'a> {
    /// The project; its HEAD is the commit that is released.
    pub(in crate::commands) project: &'a Project,
    /// The tags that count as versions.
    pub(in crate::commands) tags: &'a VersionTags,
    /// The tag that the release gets.
    pub(in crate::commands) tag: &'a str,
    /// The flags of every command.
    pub(in crate::commands) global: &'a Global,
    /// The world around the run.
    pub(in crate::commands) environment: &'a Environment,
}

impl ComingRelease<'_> {
    /// Returns a changelog with the section of the release, in the look that the project's changelogs
    /// have.
    pub(in crate::commands) fn in_changelog(
        &self,
        path: &str,
        existing: &str,
        terminal: &mut Terminal,
    ) -> Result<String> {
        let command = Changelog {
            unreleased: true,
            tag: Some(self.tag.to_owned()),
            prepend: Some(Some(PathBuf::from(path))),
            ..Changelog::default()
        };
        let folder = self.project.folder.as_path();
        let configuration = Configuration::of_run(folder, self.global, self.environment)?;
        if run::is_git_cliffs(&command, self.global, &configuration)? {
            let at = (self.project.head.clone(), existing);
            let text = cliff::run::with_unreleased(
                &command,
                &configuration,
                folder,
                at,
                self.environment,
                terminal,
            )?;
            return Ok(in_the_form_of(existing, &text));
        }
        let is_new = existing.trim().is_empty();
        let parts = Parts { header: is_new, footer: true };
        let text = rendered(self.project, self.told()?, None, parts)?.text;
        Ok(insert(existing, &text).text)
    }

    /// Returns the release notes.
    pub(in crate::commands) fn notes(&self) -> Result<String> {
        let parts = Parts { header: false, footer: false };
        Ok(rendered(self.project, self.told()?, Some("release-page"), parts)?.text)
    }

    fn told(&self) -> Result<Told> {
        let Self { project, tags, tag, environment, .. } = self;
        let mut view = View::of(project, tags, false, environment)?;
        view.leave_out_open_releases();
        let is_final = tags.family().version_of(tag).is_none_or(|version| version.pre.is_empty());
        let selection = Selection::Unreleased { folds_prereleases: is_final };
        let mut divisions = releases::read(project, tags, &selection, &view, environment)?;
        own::narrow(&mut divisions, &Changelog::default(), project)?;
        let coming = Coming { tag: (*tag).to_owned(), timestamp: environment.now };
        Ok(Told { divisions, coming: Some(coming), order: None, message: None })
    }
}
