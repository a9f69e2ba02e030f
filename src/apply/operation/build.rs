//! Making the objects of an operation: they are in the repository afterwards, and nothing points to
//! them. A merge that somebody has to resolve stops it.

use crate::apply::operation::hooks::Hooks;
use crate::apply::operation::meaning::{Commits, Meaning, merged_sections};
use crate::domain::history::commit::CommitId;
use crate::domain::manifest::merge::Sides;
use crate::failure::{Failure, Result};
use crate::git::program::commit::Signing as GitSigning;
use crate::git::program::merge::{Conflict as Unmerged, Merged};
use crate::git::program::object_id::ObjectId;
use crate::git::program::runner::Git;
use crate::git::program::tree::{FileChange as TreeChange, TreeWithIndex};
use crate::git::program::tree_reading::Entry;
use crate::plan::making::{FileChange, Object, Point, Signing};
use crate::plan::operation::Operation;
use crate::plan::preview::{Conflict, Preview, Resolved};

/// What objects are made with.
pub struct Workshop<'a> {
    /// Git; in a dry run, with all new objects outside the repository.
    pub git: &'a Git,
    /// The hooks that see the commits.
    pub hooks: Hooks,
    /// What is known of the files whose conflicts are resolved by what they mean.
    pub meaning: &'a Meaning<'a>,
}

/// A file whose conflict was resolved, as the repository has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settled {
    /// The path from the root.
    pub path: Vec<u8>,
    /// The content.
    pub content: Vec<u8>,
}

/// How far the objects came.
#[derive(Debug, Default)]
pub struct Built {
    /// What is to be seen of it.
    pub preview: Preview,
    /// In a merge that needs somebody: the files that do not.
    pub settled: Vec<Settled>,
}

/// Makes the objects that are not made yet, in order, as far as the first merge that needs somebody.
///
/// # Errors
/// When git cannot make one, or a hook refuses.
pub fn build(workshop: &Workshop<'_>, operation: &mut Operation) -> Result<Built> {
    let mut built = Built::default();
    for place in 0..operation.objects.len() {
        let Some(making) = operation.objects.get(place).filter(|making| making.id.is_none()) else {
            continue;
        };
        let object = making.object.clone();
        let id = match &object {
            Object::Commit { parent, files, message, .. } => {
                let parent = known(operation, *parent)?;
                let id = workshop.commit(parent, files, message)?;
                built.preview.diff = workshop.git.diff_text(parent, id)?;
                Some(id)
            }
            Object::Merge { branch, into, other, holding, other_name, message } => {
                let (into, other) = (known(operation, *into)?, known(operation, *other)?);
                let sides = (into, other);
                workshop.merge(place, (branch, other_name), sides, *holding, message, &mut built)?
            }
            Object::Tag { name, target, message, signing } => {
                let target = known(operation, *target)?;
                let id = workshop.git.annotate(name, target, message, &signing_of(signing))?;
                Some(id.as_commit())
            }
        };
        let Some(id) = id else { break };
        if let Some(making) = operation.objects.get_mut(place) {
            making.id = Some(id);
        }
    }
    Ok(built)
}

/// Returns the commit of a point that was made before.
fn known(operation: &Operation, point: Point) -> Result<CommitId> {
    operation.id(point).ok_or_else(|| {
        Failure::bug("a plan uses an object before it makes it").at(format!("{point:?}"))
    })
}

fn signing_of(signing: &Signing) -> GitSigning {
    match signing {
        Signing::Configured => GitSigning::AsConfigured,
        Signing::Yes => GitSigning::Yes,
        Signing::Key(key) => GitSigning::With(key.clone()),
        Signing::No => GitSigning::No,
    }
}

impl Workshop<'_> {
    fn commit(&self, parent: CommitId, files: &[FileChange], message: &str) -> Result<CommitId> {
        let changes: Vec<_> = files
            .iter()
            .map(|file| TreeChange::write(file.path.as_bytes(), file.content.clone()))
            .collect();
        let made = self.git.tree_with(ObjectId::from(parent), &changes)?;
        let tree = self.hooks.before_commit(self.git, &made)?;
        let message = self.hooks.message(self.git, &made.index, message, "message")?;
        self.git.commit(tree, &[parent], &message, &GitSigning::AsConfigured)
    }

    /// Returns the merge of two commits; the first of them, where it has the other one already;
    /// `None`, where somebody has to resolve it.
    fn merge(
        &self,
        place: usize,
        (branch, other_name): (&str, &str),
        (into, other): (CommitId, CommitId),
        holding: Option<CommitId>,
        message: &str,
        built: &mut Built,
    ) -> Result<Option<CommitId>> {
        let theirs = self.descending(other, holding)?;
        let base = match self.git.merge_base(into, theirs)? {
            Some(base) if base == other => return Ok(Some(into)),
            Some(base) => base,
            None => {
                return Err(Failure::state(format!(
                    "{other_name} and {branch} have no commit in common"
                ))
                .at(branch.to_owned())
                .hint("look whether the right branches are meant: `semflow flow status`"));
            }
        };
        let merged = self.git.merge(into, theirs)?;
        let commits = Commits { base, ours: into, theirs };
        let mut left = Vec::new();
        for conflict in &merged.conflicts {
            let path = String::from_utf8_lossy(&conflict.path).into_owned();
            match self.settled(conflict, commits)? {
                Some((content, how)) => {
                    built.settled.push(Settled { path: conflict.path.clone(), content });
                    built.preview.resolved.push(Resolved { branch: branch.to_owned(), path, how });
                }
                None => left.push(path),
            }
        }
        self.misplaced(&merged, commits, built)?;
        if !left.is_empty() || (!merged.is_clean && merged.conflicts.is_empty()) {
            if left.is_empty() {
                left = merged.messages.iter().map(|message| message.text.clone()).collect();
            }
            let (branch, other) = (branch.to_owned(), other_name.to_owned());
            built.preview.conflict = Some(Conflict { object: place, branch, other, paths: left });
            return Ok(None);
        }
        let changes = std::mem::take(&mut built.settled);
        let changes: Vec<_> =
            changes.into_iter().map(|file| TreeChange::write(file.path, file.content)).collect();
        let made = self.git.tree_with(merged.tree, &changes)?;
        Ok(Some(self.merge_commit(&made, (into, other), other_name, message)?))
    }

    /// Returns a commit that is another one and descends from what that one holds: with it git finds the
    /// true base of a merge. Nothing ever points to it.
    fn descending(&self, commit: CommitId, holding: Option<CommitId>) -> Result<CommitId> {
        match holding {
            Some(tip) if !self.git.contains(commit, tip)? => {
                let tree = self.git.tree_of(commit.into())?;
                let message = "What was squashed\n";
                self.git.commit(tree, &[commit, tip], message, &GitSigning::No)
            }
            _ => Ok(commit),
        }
    }

    fn merge_commit(
        &self,
        made: &TreeWithIndex,
        (into, other): (CommitId, CommitId),
        other_name: &str,
        message: &str,
    ) -> Result<CommitId> {
        // What `git merge` tells its hooks. There is no MERGE_HEAD: nothing has begun yet.
        let git = self.git.clone();
        let git = git.with_variable("GIT_REFLOG_ACTION", format!("merge {other_name}"));
        let tree = self.hooks.before_merge(&git, made)?;
        let message = self.hooks.message(&git, &made.index, message, "merge")?;
        self.git.commit(tree, &[into, other], &message, &GitSigning::AsConfigured)
    }

    /// Settles changelogs that both sides have changed and that git has merged all the same: it knows
    /// nothing of sections, and may have put one into another.
    fn misplaced(&self, merged: &Merged, commits: Commits, built: &mut Built) -> Result<()> {
        for path in &self.meaning.changelogs {
            let bytes = path.as_bytes();
            if merged.conflicts.iter().any(|conflict| conflict.path == bytes) {
                continue;
            }
            let at = |commit: CommitId| -> Result<Option<ObjectId>> {
                let found = self.git.entries_at(commit.into(), &[bytes])?;
                let file = found.first().filter(|found| found.entry.mode.is_file());
                Ok(file.map(|found| found.entry.id))
            };
            let (base, ours) = (at(commits.base)?, at(commits.ours)?);
            if ours == base {
                continue;
            }
            let theirs = at(commits.theirs)?;
            let (Some(base), Some(ours), Some(theirs)) = (base, ours, theirs) else { continue };
            if theirs == base || ours == theirs {
                continue;
            }
            let blob = |id: ObjectId| self.git.blob(id);
            let (base, ours, theirs) = (blob(base)?, blob(ours)?, blob(theirs)?);
            let sides = Sides { base: &base, ours: &ours, theirs: &theirs };
            if let Some((content, _)) = merged_sections(&sides) {
                built.settled.push(Settled { path: bytes.to_vec(), content });
            }
        }
        Ok(())
    }

    /// Returns the content that a conflict of a version file or a changelog means, and how it came
    /// about; `None` where somebody has to look at it.
    fn settled(&self, conflict: &Unmerged, commits: Commits) -> Result<Option<(Vec<u8>, String)>> {
        let (Some(ours), Some(theirs)) = (&conflict.ours, &conflict.theirs) else {
            return Ok(None);
        };
        let is_file = |entry: &&Entry| entry.mode.is_file();
        if !is_file(&ours) || !is_file(&theirs) || ours.mode != theirs.mode {
            return Ok(None);
        }
        let Ok(path) = std::str::from_utf8(&conflict.path) else { return Ok(None) };
        let base = match conflict.base.as_ref().filter(is_file) {
            Some(entry) => self.git.blob(entry.id)?,
            None => Vec::new(),
        };
        let (ours, theirs) = (self.git.blob(ours.id)?, self.git.blob(theirs.id)?);
        let sides = Sides { base: &base, ours: &ours, theirs: &theirs };
        self.meaning.of(self.git, path, &sides, commits)
    }
}
