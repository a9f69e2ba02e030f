//! The repository: opening it, its refs, its state, its remotes. It is never changed from here.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::domain::history::commit::CommitId;
use crate::domain::history::grafts::Grafts;
use crate::domain::history::tag::{Tag, TagName};
use crate::failure::{Failure, Result};
use crate::files;
use crate::git::changes::Changes;
use crate::git::objects::ObjectDatabase;
use crate::git::refs::{Peeled, Refs};
use crate::git::walk::History;

/// An open repository.
pub struct Repository {
    inner: git2::Repository,
    refs: Refs,
    is_replacing: bool,
}

/// An operation that stopped and left unmerged files.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unfinished {
    name: &'static str,
    way_back: Option<&'static str>,
}

impl Unfinished {
    /// Returns the command that takes the operation back; `None` where git has no such command.
    pub const fn way_back(self) -> Option<&'static str> {
        self.way_back
    }
}

impl fmt::Display for Unfinished {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

/// Where HEAD is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The commit.
    pub id: CommitId,
    /// The short name of the branch; `None` when HEAD is detached.
    pub branch: Option<String>,
}

impl Repository {
    /// Opens the repository that `start` lies in: a work tree or a folder of one, a linked work
    /// tree, a submodule, a bare repository. `git_dir` (the variable `GIT_DIR`) names it outright.
    ///
    /// # Errors
    /// When there is none, or when git or libgit2 refuses to read it.
    pub fn open(start: &Path, git_dir: Option<&Path>) -> Result<Self> {
        git2::opts::strict_hash_verification(false);
        git2::opts::enable_caching(false);
        // `discover` would forget where a file `.git` stands, and with it where the work tree is.
        let (flags, none) = (git2::RepositoryOpenFlags::empty(), [""; 0]);
        let found = || git2::Repository::open_ext(start, flags, none);
        let opened = git_dir.map_or_else(found, |dir| git2::Repository::open(start.join(dir)));
        let place = git_dir.map_or_else(|| start.to_owned(), |git_dir| start.join(git_dir));
        let inner = opened.map_err(|error| not_opened(&place, &error))?;
        let refs = Refs::read(inner.commondir())?;
        Ok(Self { inner, refs, is_replacing: true })
    }

    /// Returns the repository with `refs/replace/` in force or not; the variable
    /// `GIT_NO_REPLACE_OBJECTS` switches it off (git-replace).
    #[must_use]
    pub fn replacing(mut self, is_replacing: bool) -> Self {
        self.is_replacing = is_replacing;
        self
    }

    pub(super) fn inner(&self) -> &git2::Repository {
        &self.inner
    }

    pub(super) fn refs(&self) -> &Refs {
        &self.refs
    }

    /// Returns kind and bytes of an object; `None` where it is not there.
    pub(super) fn object(&self, id: CommitId) -> Option<(git2::ObjectType, Vec<u8>)> {
        let oid = git2::Oid::from_bytes(id.as_bytes()).ok()?;
        let database = self.inner.odb().ok()?;
        let object = database.read(oid).ok()?;
        Some((object.kind(), object.data().to_vec()))
    }

    /// Returns the folder that git-cliff shows as that of the repository: the work tree, or the
    /// folder of a bare one with a slash at its end.
    pub fn root_path(&self) -> PathBuf {
        let work_tree = || git2::Worktree::open_from_repository(&self.inner).ok();
        let linked = self.inner.is_worktree().then(work_tree).flatten();
        let path =
            linked.map_or_else(|| self.inner.path().to_owned(), |tree| tree.path().to_owned());
        match path.parent() {
            Some(parent) if path.ends_with(".git") => parent.to_owned(),
            _ => path,
        }
    }

    /// Returns the address of the remote that the branch of HEAD follows.
    pub fn upstream_url(&self, branch: &str) -> Option<String> {
        let config = self.inner.config().ok()?;
        let remote = config.get_string(&format!("branch.{branch}.remote")).ok()?;
        Some(self.inner.find_remote(&remote).ok()?.url().ok()?.to_owned())
    }

    /// Returns the folder of the work tree; `None` for a bare repository.
    pub fn work_tree(&self) -> Option<&Path> {
        self.inner.workdir()
    }

    /// Returns the folder of the repository itself, shared by all its work trees.
    pub fn common_dir(&self) -> &Path {
        self.inner.commondir()
    }

    /// Returns the commit and the branch that HEAD names.
    ///
    /// # Errors
    /// When there is no commit yet, or HEAD is broken, or its commit is not there.
    pub fn head(&self) -> Result<Head> {
        let (id, name) = self.refs.head(self.inner.path())?;
        let short = |name: String| name.strip_prefix("refs/heads/").unwrap_or(&name).to_owned();
        let branch = name.map(short);
        match id {
            Some(id) if self.has(id) => Ok(Head { id, branch }),
            Some(id) => Err(Failure::world("the commit that HEAD names is missing")
                .at(format!("commit {id}"))
                .hint("`git fsck` tells what is damaged")),
            None => Err(Failure::state("this repository has no commit yet")
                .at(branch.map_or_else(|| "HEAD".to_owned(), |name| format!("branch {name}")))
                .hint("make the first commit, then run this again")),
        }
    }

    fn has(&self, id: CommitId) -> bool {
        let oid = git2::Oid::from_bytes(id.as_bytes());
        oid.and_then(|oid| Ok(self.inner.odb()?.exists(oid))).unwrap_or(false)
    }

    /// Returns the tags whose short name `wanted` accepts, annotated ones peeled.
    ///
    /// # Errors
    /// When the refs cannot be read.
    pub fn tags(&self, wanted: &dyn Fn(&str) -> bool) -> Result<Vec<Tag>> {
        let mut tags = Vec::new();
        for found in self.refs.below("refs/tags/", wanted)? {
            let target = match found.peeled {
                Peeled::To(target) => target,
                Peeled::Unknown => self.peeled(found.target),
            };
            tags.push(Tag { name: TagName::new(found.name), target });
        }
        Ok(tags)
    }

    /// Follows an annotated tag, also a nested one, to the object it finally points to. A tag of
    /// something that cannot be read stays what it is: no commit is reachable from it.
    pub(super) fn peeled(&self, id: CommitId) -> CommitId {
        let peel = || -> std::result::Result<git2::Oid, git2::Error> {
            let oid = git2::Oid::from_bytes(id.as_bytes())?;
            match self.inner.odb()?.read_header(oid)? {
                (_, git2::ObjectType::Tag) => {
                    let object = self.inner.find_object(oid, None)?;
                    Ok(object.peel(git2::ObjectType::Any)?.id())
                }
                _ => Ok(oid),
            }
        };
        peel().map_or(id, commit_id)
    }

    /// Whether the history ends early because a clone did not fetch the rest.
    pub fn is_shallow(&self) -> bool {
        self.inner.is_shallow()
    }

    /// Returns the files that hold shallow edges and grafts, in this order, where there are any.
    pub fn graft_files(&self) -> (PathBuf, PathBuf) {
        (self.common_dir().join("shallow"), self.common_dir().join("info").join("grafts"))
    }

    /// Returns `grafts` with the commits that `refs/replace/` puts in the place of others, unless
    /// that is switched off: see [`Repository::replacing`] and `core.useReplaceRefs` (git-config).
    ///
    /// # Errors
    /// When the refs cannot be read.
    pub fn with_replacements(&self, mut grafts: Grafts) -> Result<Grafts> {
        if !self.is_replacing {
            return Ok(grafts);
        }
        for found in self.refs.below("refs/replace/", &|_| true)? {
            if let Some(original) = CommitId::from_hex(&found.name) {
                grafts.replaced.insert(original, found.target);
            }
        }
        // The configuration takes longer to read than a folder that is not there.
        if !grafts.replaced.is_empty() && self.flag("core.useReplaceRefs") == Some(false) {
            grafts.replaced.clear();
        }
        Ok(grafts)
    }

    /// Returns a reading of the history as `grafts` correct it.
    ///
    /// # Errors
    /// When the object database cannot be opened.
    pub fn history(&self, grafts: Grafts) -> Result<History<ObjectDatabase<'_>>> {
        Ok(History::new(self.database(grafts)?))
    }

    fn database(&self, grafts: Grafts) -> Result<ObjectDatabase<'_>> {
        let odb = self.inner.odb().map_err(|error| {
            Failure::world("cannot open the object database")
                .at(self.common_dir().join("objects").display().to_string())
                .because(error.message())
                .hint("`git fsck` tells what is damaged")
        })?;
        Ok(ObjectDatabase::new(odb, grafts))
    }

    /// Returns a reading of the history as libgit2 reads it: see [`ObjectDatabase::plain`].
    ///
    /// # Errors
    /// When the object database cannot be opened.
    pub fn plain_history(&self, grafts: Grafts) -> Result<History<ObjectDatabase<'_>>> {
        Ok(History::new(self.database(grafts)?.plain()))
    }

    /// Returns a reading of what the commits change.
    pub fn changes(&self) -> Changes {
        Changes::new(self.inner.path(), self.work_tree())
    }

    /// Returns the commit that a revision names, tags peeled.
    ///
    /// # Errors
    /// When it names none.
    pub fn resolve(&self, revision: &str) -> Result<CommitId> {
        let commit = self
            .inner
            .revparse_single(revision)
            .and_then(|object| object.peel_to_commit())
            .map_err(|error| {
                Failure::usage(format!("`{revision}` names no commit here"))
                    .because(error.message())
                    .hint("`git log --oneline --decorate` shows what there is")
            })?;
        Ok(commit_id(commit.id()))
    }

    /// Returns the operation that left unmerged files in the index, if one did.
    ///
    /// Reading the index takes longer than most answers, so it is read where git left a sign: the
    /// state of an operation, or `AUTO_MERGE`, which a stash and a squashed merge write, too.
    /// `git apply --3way` and `git checkout --merge` leave none.
    ///
    /// # Errors
    /// When the index cannot be read.
    pub fn unmerged(&self) -> Result<Option<Unfinished>> {
        let state = self.inner.state();
        let is_clean = state == git2::RepositoryState::Clean;
        if is_clean && !files::read::is_file(&self.inner.path().join("AUTO_MERGE")) {
            return Ok(None);
        }
        let index = self.inner.index().map_err(|error| {
            Failure::world("cannot read the index")
                .at(self.inner.path().join("index").display().to_string())
                .because(error.message())
                .hint("`git status` says whether git can read it")
        })?;
        Ok(index.has_conflicts().then(|| unfinished(state)))
    }

    /// Returns the bytes of a file as a commit holds it; `None` when it holds no such file.
    ///
    /// # Errors
    /// When the commit names an object that is not there: a partial clone has not fetched it.
    pub fn file_at(&self, commit: CommitId, path: &Path) -> Result<Option<Vec<u8>>> {
        let unread = |error: git2::Error| unread_file(commit, path, &error);
        let oid = git2::Oid::from_bytes(commit.as_bytes()).map_err(unread)?;
        let tree = self.inner.find_commit(oid).and_then(|commit| commit.tree()).map_err(unread)?;
        let entry = match tree.get_path(path) {
            Ok(entry) => entry,
            // The same code stands for a name that a tree does not have and for a missing tree.
            Err(error) if error.class() == git2::ErrorClass::Tree => return Ok(None),
            Err(error) => return Err(unread(error)),
        };
        if entry.kind() != Some(git2::ObjectType::Blob) {
            return Ok(None);
        }
        let blob = self.inner.find_blob(entry.id()).map_err(unread)?;
        Ok(Some(blob.content().to_vec()))
    }

    fn flag(&self, key: &str) -> Option<bool> {
        self.inner.config().ok()?.get_bool(key).ok()
    }

    /// Returns the address of the remote that `branch` follows, else of `origin`, else of the only
    /// remote there is.
    pub fn remote_url(&self, branch: Option<&str>) -> Option<String> {
        let followed = branch.and_then(|branch| {
            let config = self.inner.config().ok()?;
            config.get_string(&format!("branch.{branch}.remote")).ok()
        });
        let only = || {
            let remotes = self.inner.remotes().ok()?;
            (remotes.len() == 1).then(|| remotes.get(0).ok().flatten().map(str::to_owned)).flatten()
        };
        let address =
            |name: String| Some(self.inner.find_remote(&name).ok()?.url().ok()?.to_owned());
        followed
            .and_then(address)
            .or_else(|| address("origin".to_owned()))
            .or_else(|| only().and_then(address))
    }
}

/// Returns the id that libgit2 calls so.
pub(super) fn commit_id(oid: git2::Oid) -> CommitId {
    let mut bytes = [0; 20];
    for (to, from) in bytes.iter_mut().zip(oid.as_bytes()) {
        *to = *from;
    }
    CommitId::from_bytes(bytes)
}

fn unfinished(state: git2::RepositoryState) -> Unfinished {
    let (name, way_back) = match state {
        git2::RepositoryState::Clean => ("stash or squashed merge", None),
        git2::RepositoryState::Merge => ("merge", Some("git merge --abort")),
        git2::RepositoryState::Revert | git2::RepositoryState::RevertSequence => {
            ("revert", Some("git revert --abort"))
        }
        git2::RepositoryState::CherryPick | git2::RepositoryState::CherryPickSequence => {
            ("cherry-pick", Some("git cherry-pick --abort"))
        }
        git2::RepositoryState::Bisect => ("bisect", Some("git bisect reset")),
        git2::RepositoryState::Rebase
        | git2::RepositoryState::RebaseInteractive
        | git2::RepositoryState::RebaseMerge => ("rebase", Some("git rebase --abort")),
        git2::RepositoryState::ApplyMailbox | git2::RepositoryState::ApplyMailboxOrRebase => {
            ("`git am`", Some("git am --abort"))
        }
    };
    Unfinished { name, way_back }
}

fn unread_file(commit: CommitId, path: &Path, error: &git2::Error) -> Failure {
    let place = format!("{}:{}", commit.short(), path.display());
    Failure::state("a file that the commit holds is not in this repository")
        .at(&place)
        .because(error.message())
        .hint(format!("`git show {place}` fetches it where this is a partial clone"))
        .hint("`git fsck` tells what is damaged")
}

fn not_opened(place: &Path, error: &git2::Error) -> Failure {
    let place = place.display().to_string();
    let message = error.message();
    match (error.code(), error.class()) {
        (git2::ErrorCode::NotFound, git2::ErrorClass::Repository) => {
            Failure::state("there is no git repository here or in a folder above")
                .at(place)
                .hint("go into a repository, or name one: `semflow -C DIR …`")
        }
        (git2::ErrorCode::Owner, _) => {
            Failure::state("git refuses to read a repository that belongs to somebody else")
                .at(place.clone())
                .hint(format!("`git config --global --add safe.directory {place}` trusts it"))
        }
        _ if message.contains("object format") || message.contains("objectformat") => {
            Failure::state("this repository names its objects by SHA-256, which is not read yet")
                .at(place)
                .because(message)
                .hint("a clone converted to SHA-1 can be read")
        }
        _ if message.contains("refstorage") => {
            Failure::state("this repository keeps its refs in reftables, which are not read yet")
                .at(place)
                .because(message)
                .hint("`git refs migrate --ref-format=files` turns them into files")
        }
        _ => Failure::state("cannot open the git repository")
            .at(place)
            .because(message)
            .hint("`git status` says whether git can open it"),
    }
}

#[cfg(test)]
mod tests {
    use super::unfinished;

    #[test]
    fn an_unfinished_operation_names_the_command_that_takes_it_back() {
        for (state, name, way_back) in [
            (git2::RepositoryState::Merge, "merge", Some("git merge --abort")),
            (git2::RepositoryState::RebaseMerge, "rebase", Some("git rebase --abort")),
            (git2::RepositoryState::Bisect, "bisect", Some("git bisect reset")),
            (git2::RepositoryState::ApplyMailbox, "`git am`", Some("git am --abort")),
            (git2::RepositoryState::Clean, "stash or squashed merge", None),
        ] {
            let operation = unfinished(state);
            assert_eq!((operation.to_string().as_str(), operation.way_back()), (name, way_back));
        }
    }
}
