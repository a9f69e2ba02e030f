//! The files that a release writes: version files and the changelog, as the commit that is released has
//! them.

use std::path::{Component, Path};

use semver::Version;

use crate::commands::changelog::section::ComingRelease;
use crate::commands::release::ground::Ground;
use crate::commands::release::meaning;
use crate::commands::release::operating::Operating;
use crate::domain::history::commit::CommitId;
use crate::failure::{Failure, Result};
use crate::plan::making::FileChange;
use crate::terminal::Terminal;

/// The release whose files are written.
pub(crate) struct Files<'o, 'a, 'n> {
    operating: &'o mut Operating<'a>,
    branch: &'n str,
    tip: CommitId,
    version: &'n Version,
    tag: &'n str,
}

impl<'o, 'a, 'n> Files<'o, 'a, 'n> {
    /// Returns the release at a commit of a branch.
    pub(crate) fn new(
        operating: &'o mut Operating<'a>,
        branch: &'n str,
        tip: CommitId,
        version: &'n Version,
        tag: &'n str,
    ) -> Self {
        Self { operating, branch, tip, version, tag }
    }

    /// Returns all that a release changes.
    pub(crate) fn release(mut self, terminal: &mut Terminal) -> Result<Vec<FileChange>> {
        let mut changes = self.version_files(terminal)?;
        changes.extend(self.changelog(terminal)?);
        Ok(changes)
    }

    /// Returns the version files that change.
    pub(crate) fn versions(mut self, terminal: &mut Terminal) -> Result<Vec<FileChange>> {
        self.version_files(terminal)
    }

    fn version_files(&mut self, _terminal: &mut Terminal) -> Result<Vec<FileChange>> {
        let _ = self.version;
        Ok(Vec::new())
    }

    fn changelog(&mut self, terminal: &mut Terminal) -> Result<Option<FileChange>> {
        let settings = &self.operating.ground.project.settings;
        let Some(path) = meaning::changelog(settings) else { return Ok(None) };
        refuse_outside(&path)?;
        let (tag, tip) = (self.tag, self.tip);
        let (global, environment) = (self.operating.global, self.operating.environment);
        self.operating.at(tip, Some(self.branch), |ground| {
            let Ground { project, tags, .. } = ground;
            let bytes = project.repository.file_at(tip, Path::new(&path))?.unwrap_or_default();
            let existing = String::from_utf8(bytes).map_err(|error| not_text(&path, &error))?;
            let coming = ComingRelease { project, tags, tag, global, environment };
            let text = coming.in_changelog(&path, &existing, terminal)?;
            let what = match existing.is_empty() {
                true => format!("new, with {tag}"),
                false => format!("with {tag}"),
            };
            let content = text.into_bytes();
            Ok((content != existing.as_bytes()).then_some(FileChange { path, content, what }))
        })
    }
}

fn refuse_outside(path: &str) -> Result<()> {
    let stays = |part: Component<'_>| matches!(part, Component::Normal(_));
    if Path::new(path).components().all(stays) && !path.contains('\\') {
        return Ok(());
    }
    Err(Failure::usage(format!("the changelog lies outside the repository: `{path}`"))
        .at("cliff.toml: release.changelog")
        .hint("name a path below the root of the repository, `/` between its parts"))
}

fn not_text(path: &str, error: &std::string::FromUtf8Error) -> Failure {
    Failure::state("the changelog is no text in UTF-8")
        .at(path.to_owned())
        .because(error)
        .hint("convert it, or leave it to others: `changelog = \"\"` under `[release]`")
}
