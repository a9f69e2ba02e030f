//! Conflicts that have a meaning: of files that say a version, and of changelogs. Each branch keeps its
//! own version, and the sections of a changelog are merged by version.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::domain::changelog::merge::merge;
use crate::domain::history::commit::CommitId;
use crate::domain::manifest::declaration::Declaration;
use crate::domain::manifest::discovery::discover::discover;
use crate::domain::manifest::discovery::named::with_named;
use crate::domain::manifest::merge::{Sides, SitesOfSides, with_versions_of_ours};
use crate::domain::manifest::project_versions::ProjectVersions;
use crate::domain::manifest::site::VersionSite;
use crate::failure::Result;
use crate::git::file_trees::CommitTree;
use crate::git::program::runner::Git;
use crate::git::repository::Repository;

/// What is known of the files of a project.
pub struct Meaning<'a> {
    /// The paths of its changelogs.
    pub changelogs: Vec<String>,
    /// The version files that its configuration names.
    pub declarations: &'a [Declaration],
    /// The repository.
    pub repository: &'a Repository,
    /// The version files of each commit that was asked about.
    pub known: RefCell<HashMap<CommitId, ProjectVersions>>,
}

/// The commits of a merge.
#[derive(Clone, Copy, Debug)]
pub struct Commits {
    /// The merge base.
    pub base: CommitId,
    /// What is merged into.
    pub ours: CommitId,
    /// What is merged.
    pub theirs: CommitId,
}

impl Meaning<'_> {
    /// Returns what a file with a conflict means, and how that came about; `None` where somebody has to
    /// look at it.
    ///
    /// # Errors
    /// When git cannot be run.
    pub fn of(
        &self,
        git: &Git,
        path: &str,
        sides: &Sides<'_>,
        commits: Commits,
    ) -> Result<Option<(Vec<u8>, String)>> {
        if self.is_changelog(path) {
            return Ok(merged_sections(sides));
        }
        let sites = |commit: CommitId| self.sites(git, path, commit);
        let (Some(base), Some(ours), Some(theirs)) =
            (sites(commits.base), sites(commits.ours), sites(commits.theirs))
        else {
            return Ok(None);
        };
        let Some(kept) = ours.first().map(|site| site.text.clone()) else { return Ok(None) };
        let sites = SitesOfSides { base: &base, ours: &ours, theirs: &theirs };
        let Some(aligned) = with_versions_of_ours(sides, &sites) else { return Ok(None) };
        let merged = git.merge_text(sides.ours, &aligned.base, &aligned.theirs)?;
        Ok(merged.map(|content| (content, format!("kept version {kept}"))))
    }

    /// Whether a file is a changelog.
    pub fn is_changelog(&self, path: &str) -> bool {
        self.changelogs.iter().any(|known| known == path)
    }

    /// Returns where the versions of a file stand in a commit; `None` where it is no version file
    /// there.
    fn sites(&self, git: &Git, path: &str, commit: CommitId) -> Option<Vec<VersionSite>> {
        if !self.known.borrow().contains_key(&commit) {
            let tree = CommitTree::new(self.repository, git, commit);
            // A commit whose version files are not clear has no meaning: its conflicts are for people.
            let found =
                discover(&tree).and_then(|found| with_named(&tree, found, self.declarations));
            self.known.borrow_mut().insert(commit, found.unwrap_or_default());
        }
        let known = self.known.borrow();
        let versions = known.get(&commit);
        let file = versions.and_then(|found| found.files.iter().find(|file| file.path == path));
        file.map(|file| file.sites.clone())
    }
}

/// Returns a changelog with the sections of both sides.
pub fn merged_sections(sides: &Sides<'_>) -> Option<(Vec<u8>, String)> {
    let text = |bytes| std::str::from_utf8(bytes).ok();
    let merged = merge(text(sides.base)?, text(sides.ours)?, text(sides.theirs)?)?;
    Some((merged.into_bytes(), "sections merged by version".to_owned()))
}
