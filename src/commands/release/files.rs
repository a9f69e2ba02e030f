//! The files that a release writes: version files and the changelog, as the commit that is released has
//! them.

use std::path::{Component, Path};

use semver::Version;

use crate::commands::changelog::section::ComingRelease;
use crate::commands::release::ground::Ground;
use crate::commands::release::meaning;
use crate::commands::release::operating::Operating;
use crate::commands::version_files::{changed, find};
use crate::domain::history::commit::CommitId;
use crate::domain::manifest::tree::Tree;
use crate::failure::{Failure, Result};
use crate::git::file_trees::CommitTree;
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

    fn version_files(&mut self, terminal: &mut Terminal) -> Result<Vec<FileChange>> {
        let Operating { ground, git, environment, .. } = &*self.operating;
        let settings = &ground.project.settings;
        if settings.release.version_files == Some(false) {
            return Ok(Vec::new());
        }
        let tree = CommitTree::new(&ground.project.repository, git, self.tip);
        let versions = find(&tree, settings)?;
        for note in &versions.notes {
            terminal.note(&format!("{}: {}", note.path, note.what));
        }
        let mut changes = Vec::new();
        for file in &versions.files {
            let before = tree.read(&file.path)?.unwrap_or_default();
            let content = changed(file, &before, self.version, environment.now);
            if content != before {
                let old = file.sites.first().map_or("", |site| site.text.as_str());
                let what = format!("{old} → {}", self.version);
                changes.push(FileChange { path: file.path.clone(), content, what });
            }
        }
        Ok(changes)
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
