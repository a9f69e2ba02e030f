//! What commits change, compared with their first parent: which files, how many lines, which
//! submodules.
//!
//! Many commits are asked for at once and divided among all cores, each with a repository of its
//! own, as a `git2::Repository` is for one thread at a time.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use git2::ErrorCode;
use rayon::iter::ParallelIterator;
use rayon::slice::ParallelSlice;

use crate::domain::history::changes::{DiffStatistics, SubmoduleChange};
use crate::domain::history::commit::CommitId;
use crate::domain::history::paths::{PathFilter, RootPaths};
use crate::failure::{Failure, Result};
use crate::git::commit_reader::{CommitReader, open_odb, unread};
use crate::git::repository::Repository;
use crate::git::trees::{Delta, Entry, Visitor};

/// How many commits one core takes at a time, at most: neighbours share their trees.
const MOST_AT_ONCE: usize = 256;

/// What the commits of one repository change.
pub struct Changes {
    git_dir: PathBuf,
    work_tree: Option<PathBuf>,
    /// Opened repositories that nobody works with.
    idle: Mutex<Vec<git2::Repository>>,
}

impl Changes {
    pub(super) fn new(git_dir: &Path, work_tree: Option<&Path>) -> Self {
        let work_tree = work_tree.map(Path::to_owned);
        Self { git_dir: git_dir.to_owned(), work_tree, idle: Mutex::default() }
    }

    /// Returns for each commit whether it changes a file that the filter keeps. An empty filter
    /// keeps every commit.
    ///
    /// What counts is what libgit2 calls a change between the tree of a commit and that of its
    /// first parent, without a look for renames: additions, deletions, contents, modes, and the
    /// commits of submodules. A commit whose parent is not here, as at the edge of a shallow clone,
    /// changes all its files; `root` tells how they are named.
    ///
    /// # Errors
    /// When a commit or one of its folders is not there or damaged.
    pub fn touched(
        &self,
        commits: &[CommitId],
        filter: &PathFilter,
        root: RootPaths,
    ) -> Result<Vec<bool>> {
        if filter.is_empty() {
            return Ok(vec![true; commits.len()]);
        }
        let is_kept = |path: &[u8]| match std::str::from_utf8(path) {
            Ok(path) => filter.keeps(path),
            Err(_) => filter.keeps_what_is_no_text(),
        };
        let enters = |folder: &[u8]| match std::str::from_utf8(folder) {
            Ok(folder) => filter.may_match_below(folder),
            Err(_) => filter.keeps_what_is_no_text(),
        };
        self.each(commits, |reader, commit| {
            let mut found = false;
            reader.changed(commit, root, &enters, &mut |path| {
                found = is_kept(path);
                if found { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            })?;
            Ok(found)
        })
    }

    /// Returns for each commit whether the file at `path` is all it changes. A file that became a
    /// link, or a link a file, counts as two; changes are those of [`Changes::touched`].
    ///
    /// # Errors
    /// As for [`Changes::touched`].
    pub fn only_touches(
        &self,
        commits: &[CommitId],
        path: &str,
        root: RootPaths,
    ) -> Result<Vec<bool>> {
        let is_it = |met: &[u8]| {
            std::str::from_utf8(met).is_ok_and(|met| Path::new(met) == Path::new(path))
        };
        self.each(commits, |reader, commit| {
            let (mut met, mut others) = (0, false);
            reader.changed(commit, root, &|_| true, &mut |path| {
                met += 1;
                others = met > 1 || !is_it(path);
                if others { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            })?;
            Ok(met == 1 && !others)
        })
    }

    /// Returns for each commit how much it changes, as libgit2 counts it: with its own way to align
    /// lines, and no lines for files that hold a NUL or that `.gitattributes` calls binary. A commit
    /// that needs an object which is not here counts as one that changes nothing, as in git-cliff.
    ///
    /// # Errors
    /// When a commit or something that it holds is damaged.
    pub fn statistics(&self, commits: &[CommitId]) -> Result<Vec<DiffStatistics>> {
        self.each(commits, |reader, commit| match reader.statistics(commit) {
            Ok(statistics) => Ok(statistics),
            Err(error) if error.code() == ErrorCode::NotFound => Ok(DiffStatistics::default()),
            Err(error) => Err(unread(commit, &error)),
        })
    }

    /// Returns the submodules that are new in a commit or at another commit than in an older one,
    /// in the order of their paths; all of them where there is no older one. A path that is no
    /// submodule of the repository as it stands now is left out, and so is one that is no text.
    ///
    /// # Errors
    /// When a commit or one of its folders is not there or damaged.
    pub fn submodule_changes(
        &self,
        old: Option<CommitId>,
        new: CommitId,
    ) -> Result<Vec<SubmoduleChange>> {
        self.with_repository(|repository| {
            let odb = open_odb(repository)?;
            let mut reader = CommitReader::new(repository, &odb);
            let old = old.map(|old| reader.commit(old)).transpose()?.map(|old| old.tree);
            let new = reader.commit(new)?.tree;
            let mut changes = Vec::new();
            let mut meets = |delta: &Delta<'_>| {
                changes.extend(submodule_change(delta));
                ControlFlow::Continue(())
            };
            let mut visitor = Visitor { enters: &|_| true, meets: &mut meets };
            reader.trees.compare(old, Some(new), &mut visitor)?;
            changes.retain(|change| repository.find_submodule(&change.path).is_ok());
            Ok(changes)
        })
    }

    /// Opens the repository of the submodule at a path below the work tree; `None` where it was
    /// not fetched, or there is no work tree.
    pub fn open_submodule(&self, path: &str) -> Option<Repository> {
        Repository::open(self.work_tree.as_deref()?, Some(Path::new(path))).ok()
    }

    /// Asks for each commit, on all cores; answers in the order of the commits.
    fn each<T: Send>(
        &self,
        commits: &[CommitId],
        answer: impl Fn(&mut CommitReader<'_>, CommitId) -> Result<T> + Sync,
    ) -> Result<Vec<T>> {
        let fair = commits.len() / (8 * rayon::current_num_threads());
        let parts: Vec<Result<Vec<T>>> = commits
            .par_chunks(fair.clamp(8, MOST_AT_ONCE))
            .map(|part| {
                self.with_repository(|repository| {
                    let odb = open_odb(repository)?;
                    let mut reader = CommitReader::new(repository, &odb);
                    part.iter().map(|commit| answer(&mut reader, *commit)).collect()
                })
            })
            .collect();
        let mut answers = Vec::with_capacity(commits.len());
        for part in parts {
            answers.extend(part?);
        }
        Ok(answers)
    }

    fn with_repository<T>(&self, work: impl FnOnce(&git2::Repository) -> Result<T>) -> Result<T> {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = idle().pop();
        let repository = match taken {
            Some(repository) => repository,
            None => self.open()?,
        };
        let result = work(&repository);
        idle().push(repository);
        result
    }

    /// Opens the repository once more. The options that `Repository::open` sets are those of the
    /// whole process; the work tree is told, as a linked one is not found from its `git_dir`.
    fn open(&self) -> Result<git2::Repository> {
        let open = || -> std::result::Result<_, git2::Error> {
            let repository = git2::Repository::open(&self.git_dir)?;
            if let Some(work_tree) = &self.work_tree {
                repository.set_workdir(work_tree, false)?;
            }
            Ok(repository)
        };
        open().map_err(|error| {
            Failure::world("cannot open the git repository once more")
                .at(self.git_dir.display().to_string())
                .because(error.message())
                .hint("`git status` says whether git can open it")
        })
    }
}

fn submodule_change(delta: &Delta<'_>) -> Option<SubmoduleChange> {
    let commit = |id: &[u8; 20]| (*id != [0; 20]).then_some(CommitId::from_bytes(*id));
    let to = delta.new.filter(Entry::is_gitlink).and_then(|entry| commit(entry.id()))?;
    let from = delta.old.and_then(|entry| commit(entry.id()));
    let path = std::str::from_utf8(delta.path).ok()?.to_owned();
    (from != Some(to)).then_some(SubmoduleChange { path, from, to })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::path::Path;

    use git2::{IndexEntry, IndexTime, ObjectType, Oid, Signature, TreeWalkMode};
    use proptest::collection::vec;
    use proptest::prelude::any;
    use proptest::sample::{Index, select};
    use proptest::strategy::{Just, Strategy};
    use proptest::test_runner::Config;
    use proptest::{prop_assert_eq, prop_oneof, proptest};
    use tempfile::TempDir;

    use super::{
        Changes, CommitId, DiffStatistics, PathFilter, Repository, RootPaths, SubmoduleChange,
    };
    use crate::files;
    use crate::git::repository::commit_id;

    const FILE: u32 = 0o100_644;
    const PROGRAM: u32 = 0o100_755;
    const LINK: u32 = 0o120_000;
    const GITLINK: u32 = 0o160_000;

    /// Paths with what lies there: a mode and a text, which names the commit of a submodule.
    type Files = BTreeMap<String, (u32, String)>;

    fn plain(files: &[(&str, &str)]) -> Files {
        files.iter().map(|(path, text)| ((*path).to_owned(), (FILE, (*text).to_owned()))).collect()
    }

    fn with(mut files: Files, path: &str, mode: u32, text: &str) -> Files {
        let is_below = |one: &str, other: &str| {
            one.strip_prefix(other).is_some_and(|rest| rest.starts_with('/'))
        };
        files.retain(|met, _| !is_below(met, path) && !is_below(path, met));
        files.insert(path.to_owned(), (mode, text.to_owned()));
        files
    }

    struct Fixture {
        folder: TempDir,
        git: git2::Repository,
    }

    impl Fixture {
        fn new() -> Self {
            let folder = TempDir::new().unwrap();
            let git = git2::Repository::init(folder.path()).unwrap();
            Self { folder, git }
        }

        fn changes(&self) -> Changes {
            Repository::open(self.folder.path(), None).unwrap().changes()
        }

        fn write(&self, path: &str, text: &str) {
            files::write::write_atomic(&self.folder.path().join(path), text.as_bytes()).unwrap();
        }

        fn tree(&self, files: &Files) -> Oid {
            let mut index = git2::Index::new().unwrap();
            for (path, (mode, text)) in files {
                let id = match *mode {
                    GITLINK => submodule_commit(text),
                    _ => self.git.blob(text.as_bytes()).unwrap(),
                };
                index.add(&entry(path, *mode, id)).unwrap();
            }
            index.write_tree_to(&self.git).unwrap()
        }

        fn raw_tree(&self, entries: &[(&str, &[u8], Oid)]) -> Oid {
            let bytes: Vec<u8> = entries
                .iter()
                .flat_map(|(mode, name, id)| {
                    [mode.as_bytes(), b" ", *name, b"\0", id.as_bytes()].concat()
                })
                .collect();
            self.git.odb().unwrap().write(ObjectType::Tree, &bytes).unwrap()
        }

        fn commit(&self, parents: &[CommitId], files: &Files) -> CommitId {
            self.commit_tree(parents, self.tree(files))
        }

        fn commit_tree(&self, parents: &[CommitId], tree: Oid) -> CommitId {
            let nobody = Signature::new("A", "a@b.example", &git2::Time::new(1, 0)).unwrap();
            let parents: Vec<_> =
                parents.iter().map(|id| self.git.find_commit(oid(*id)).unwrap()).collect();
            let parents: Vec<_> = parents.iter().collect();
            let tree = self.git.find_tree(tree).unwrap();
            commit_id(self.git.commit(None, &nobody, &nobody, "x", &tree, &parents).unwrap())
        }

        fn touched(&self, commits: &[CommitId], include: &[&str], root: RootPaths) -> Vec<bool> {
            self.changes().touched(commits, &filter(include, &[]), root).unwrap()
        }

        /// Whether a commit that leads from one state to another changes what a pattern matches.
        fn touches(&self, old: &Files, new: &Files, pattern: &str) -> bool {
            let commit = self.commit(&[self.commit(&[], old)], new);
            self.touched(&[commit], &[pattern], RootPaths::Real)[0]
        }

        fn naively_touched(&self, commit: CommitId, filter: &PathFilter, root: RootPaths) -> bool {
            let commit = self.git.find_commit(oid(commit)).unwrap();
            let tree = commit.tree().unwrap();
            let parent = commit.parent(0).ok().map(|parent| parent.tree().unwrap());
            if parent.is_some() || root == RootPaths::Real {
                let diff = self.git.diff_tree_to_tree(Some(&tree), parent.as_ref(), None).unwrap();
                return diff
                    .deltas()
                    .any(|delta| filter.keeps(delta.new_file().path().unwrap().to_str().unwrap()));
            }
            let mut found = false;
            tree.walk(TreeWalkMode::PreOrder, |folder, entry| {
                let path = format!("{folder}/{}", entry.name().unwrap());
                found |= entry.kind() == Some(ObjectType::Blob) && filter.keeps(&path);
                0
            })
            .unwrap();
            found
        }

        fn naive_statistics(&self, commit: CommitId) -> DiffStatistics {
            let commit = self.git.find_commit(oid(commit)).unwrap();
            let parent = commit.parent(0).ok().map(|parent| parent.tree().unwrap());
            let tree = commit.tree().unwrap();
            let diff = self.git.diff_tree_to_tree(parent.as_ref(), Some(&tree), None).unwrap();
            let statistics = diff.stats().unwrap();
            DiffStatistics {
                files_changed: statistics.files_changed(),
                additions: statistics.insertions(),
                deletions: statistics.deletions(),
            }
        }
    }

    fn oid(id: CommitId) -> Oid {
        Oid::from_bytes(id.as_bytes()).unwrap()
    }

    fn submodule_commit(text: &str) -> Oid {
        Oid::hash_object(ObjectType::Blob, text.as_bytes()).unwrap()
    }

    fn entry(path: &str, mode: u32, id: Oid) -> IndexEntry {
        IndexEntry {
            ctime: IndexTime::new(0, 0),
            mtime: IndexTime::new(0, 0),
            dev: 0,
            ino: 0,
            mode,
            uid: 0,
            gid: 0,
            file_size: 0,
            id,
            flags: 0,
            flags_extended: 0,
            path: path.as_bytes().to_vec(),
        }
    }

    fn filter(include: &[&str], exclude: &[&str]) -> PathFilter {
        let owned = |texts: &[&str]| texts.iter().copied().map(str::to_owned).collect::<Vec<_>>();
        PathFilter::new(&owned(include), &owned(exclude)).unwrap()
    }

    #[test]
    fn the_first_commit_changes_all_its_files() {
        let fixture = Fixture::new();
        let root = fixture.commit(&[], &plain(&[("README.md", ""), ("src/main.rs", "")]));
        for (pattern, real, odd) in [
            ("README.md", true, false),
            ("/README.md", false, true),
            ("src/main.rs", true, false),
            ("src/**", true, true),
            ("*.rs", true, true),
            ("doc/**", false, false),
        ] {
            assert_eq!(fixture.touched(&[root], &[pattern], RootPaths::Real), [real], "{pattern}");
            let as_git_cliff = fixture.touched(&[root], &[pattern], RootPaths::AsGitCliff);
            assert_eq!(as_git_cliff, [odd], "{pattern}");
        }
    }

    #[test]
    fn git_cliff_does_not_list_the_submodules_of_the_first_commit() {
        let fixture = Fixture::new();
        let files = with(with(Files::new(), "lib", GITLINK, "1"), "link", LINK, "lib");
        let root = fixture.commit(&[], &files);
        assert_eq!(fixture.touched(&[root], &["lib"], RootPaths::Real), [true]);
        assert_eq!(fixture.touched(&[root], &["*lib"], RootPaths::AsGitCliff), [false]);
        assert_eq!(fixture.touched(&[root], &["*link"], RootPaths::AsGitCliff), [true]);
    }

    #[test]
    fn a_merge_is_compared_with_its_first_parent() {
        let fixture = Fixture::new();
        let root = fixture.commit(&[], &plain(&[("a", "")]));
        let topic = fixture.commit(&[root], &plain(&[("a", ""), ("b", "")]));
        let other = fixture.commit(&[root], &plain(&[("a", "x")]));
        let merge = fixture.commit(&[other, topic], &plain(&[("a", "x"), ("b", "")]));
        assert_eq!(fixture.touched(&[merge, other], &["a"], RootPaths::Real), [false, true]);
        assert_eq!(fixture.touched(&[merge, other], &["b"], RootPaths::Real), [true, false]);
    }

    #[test]
    fn a_deletion_counts_and_a_rename_does_on_both_sides() {
        let fixture = Fixture::new();
        let (old, new) = (plain(&[("a/b", "x"), ("c", "")]), plain(&[("a/d", "x"), ("c", "")]));
        assert!(fixture.touches(&old, &plain(&[("c", "")]), "a/**"));
        assert!(fixture.touches(&old, &new, "a/b") && fixture.touches(&old, &new, "a/d"));
        assert!(!fixture.touches(&old, &new, "c"));
    }

    #[test]
    fn a_mode_alone_counts_and_so_does_a_kind() {
        let fixture = Fixture::new();
        let old = plain(&[("a/b", "x"), ("c", "")]);
        for mode in [PROGRAM, LINK, GITLINK] {
            assert!(fixture.touches(&old, &with(old.clone(), "a/b", mode, "x"), "a/**"));
        }
    }

    #[test]
    fn a_submodule_counts_by_its_own_path_and_not_as_a_folder() {
        let fixture = Fixture::new();
        let old = with(plain(&[("c", "")]), "packages/lib", GITLINK, "1");
        let new = with(old.clone(), "packages/lib", GITLINK, "2");
        assert!(fixture.touches(&old, &new, "packages/lib"));
        assert!(fixture.touches(&old, &new, "packages/"));
        assert!(!fixture.touches(&old, &new, "packages/lib/**"));
    }

    #[test]
    fn a_file_that_became_a_folder_is_gone_and_its_files_are_new() {
        let fixture = Fixture::new();
        let (old, new) = (plain(&[("a", "x"), ("a.b", "")]), plain(&[("a/b", "x"), ("a.b", "")]));
        for (old, new) in [(&old, &new), (&new, &old)] {
            assert!(fixture.touches(old, new, "a") && fixture.touches(old, new, "a/b"));
            assert!(!fixture.touches(old, new, "a.b"));
        }
    }

    #[test]
    fn a_folder_without_files_is_no_change() {
        let fixture = Fixture::new();
        let blob = fixture.git.blob(b"x").unwrap();
        let empty = fixture.raw_tree(&[]);
        let old = fixture.raw_tree(&[("100644", b"a", blob)]);
        let new = fixture.raw_tree(&[("100644", b"a", blob), ("40000", b"b", empty)]);
        let root = fixture.commit_tree(&[], old);
        let commit = fixture.commit_tree(&[root], new);
        assert_eq!(fixture.touched(&[commit], &["*"], RootPaths::Real), [false]);
        assert_eq!(fixture.changes().statistics(&[commit]).unwrap(), [DiffStatistics::default()]);
    }

    #[test]
    fn no_pattern_matches_a_path_that_is_no_text() {
        let fixture = Fixture::new();
        let blob = fixture.git.blob(b"x\n").unwrap();
        let inner = fixture.raw_tree(&[("100644", b"a", blob)]);
        let tree = fixture.raw_tree(&[("40000", b"\xff", inner)]);
        let root = fixture.commit_tree(&[], tree);
        let changes = fixture.changes();
        for (include, exclude, is_kept) in [("*", "b", false), ("", "*", true)] {
            let include = if include.is_empty() { &[][..] } else { &[include] };
            let filter = filter(include, &[exclude]);
            assert_eq!(changes.touched(&[root], &filter, RootPaths::Real).unwrap(), [is_kept]);
        }
        assert_eq!(changes.statistics(&[root]).unwrap()[0].additions, 1);
    }

    #[test]
    fn an_empty_filter_keeps_a_commit_without_changes() {
        let fixture = Fixture::new();
        let root = fixture.commit(&[], &Files::new());
        assert_eq!(fixture.touched(&[root, root], &[], RootPaths::Real), [true, true]);
        assert_eq!(fixture.touched(&[root], &["*"], RootPaths::Real), [false]);
    }

    #[test]
    fn at_the_edge_of_a_shallow_clone_a_commit_changes_all_its_files() {
        let fixture = Fixture::new();
        let root = fixture.commit(&[], &plain(&[("a", "")]));
        let edge = fixture.commit(&[root], &plain(&[("a", ""), ("b", "")]));
        assert_eq!(fixture.touched(&[edge], &["a"], RootPaths::Real), [false]);
        fixture.write(".git/shallow", &format!("{edge}\n"));
        assert_eq!(fixture.touched(&[edge], &["a"], RootPaths::Real), [true]);
        assert_eq!(fixture.touched(&[edge], &["/a"], RootPaths::AsGitCliff), [true]);
        assert_eq!(fixture.changes().statistics(&[edge]).unwrap()[0].files_changed, 2);
    }

    #[test]
    fn a_commit_without_its_parent_is_a_first_one_and_a_lost_commit_is_named() {
        let fixture = Fixture::new();
        let (tree, lost) = (fixture.tree(&plain(&[("a", "")])), "7".repeat(40));
        let text = format!(
            "tree {tree}\nparent {lost}\nauthor A <a> 1 +0000\ncommitter A <a> 1 +0000\n\nx"
        );
        let odb = fixture.git.odb().unwrap();
        let commit = commit_id(odb.write(ObjectType::Commit, text.as_bytes()).unwrap());
        assert_eq!(fixture.touched(&[commit], &["a"], RootPaths::Real), [true]);
        let lost = CommitId::from_hex(&lost).unwrap();
        let changes = fixture.changes();
        let failure = changes.touched(&[commit, lost], &filter(&["a"], &[]), RootPaths::Real);
        assert_eq!(failure.unwrap_err().place, Some(format!("commit {lost}")));
        assert_eq!(changes.statistics(&[lost]).unwrap(), [DiffStatistics::default()]);
    }

    #[test]
    fn folders_in_folders_are_followed_however_deep() {
        let fixture = Fixture::new();
        let blob = fixture.git.blob(b"x").unwrap();
        let mut tree = fixture.raw_tree(&[("100644", b"a", blob)]);
        for _ in 0..5000 {
            tree = fixture.raw_tree(&[("40000", b"d", tree)]);
        }
        let deep = fixture.commit_tree(&[], tree);
        assert_eq!(fixture.touched(&[deep], &["d/*/a"], RootPaths::Real), [true]);
    }

    #[test]
    fn only_one_file_is_touched_where_no_other_is() {
        let fixture = Fixture::new();
        let root = fixture.commit(&[], &plain(&[("a", "")]));
        let one = fixture.commit(&[root], &plain(&[("a", "x")]));
        let two = fixture.commit(&[one], &plain(&[("a", ""), ("b", "")]));
        let link = fixture.commit(&[root], &with(Files::new(), "a", LINK, ""));
        let none = fixture.commit(&[root], &plain(&[("a", "")]));
        let commits = [one, two, link, none, root];
        let only = |root| fixture.changes().only_touches(&commits, "a", root).unwrap();
        assert_eq!(only(RootPaths::Real), [true, false, false, false, true]);
        assert_eq!(only(RootPaths::AsGitCliff), [true, false, false, false, false]);
    }

    #[test]
    fn lines_are_counted_as_the_attributes_of_today_say() {
        let fixture = Fixture::new();
        let old = plain(&[("a.bin", "1\n"), ("b", "1\n"), ("c.txt", "\0\n"), ("d", "\0\n")]);
        let new = plain(&[("a.bin", "2\n"), ("b", "2\n"), ("c.txt", "\0\n1\n"), ("d", "\0\n1\n")]);
        let new = with(with(new, "lib", GITLINK, "1"), "e.own", FILE, "1\n");
        let commit = fixture.commit(&[fixture.commit(&[], &old)], &new);
        let counted = || {
            let counted = fixture.changes().statistics(&[commit]).unwrap()[0];
            assert_eq!(counted, fixture.naive_statistics(commit));
            (counted.files_changed, counted.additions, counted.deletions)
        };
        assert_eq!(counted(), (6, 4, 2));
        fixture
            .write(".git/info/attributes", "*.bin -diff\n*.txt diff\n*.own diff=own\nlib -diff\n");
        assert_eq!(counted(), (6, 3, 1));
        fixture.git.config().unwrap().set_bool("diff.own.binary", true).unwrap();
        assert_eq!(counted(), (6, 2, 1));
    }

    #[test]
    fn a_linked_work_tree_has_attributes_of_its_own() {
        let fixture = Fixture::new();
        let commit = fixture.commit(&[], &plain(&[("a", "1\n")]));
        fixture.git.reference("refs/heads/main", oid(commit), true, "").unwrap();
        fixture.git.set_head("refs/heads/main").unwrap();
        let linked = TempDir::new().unwrap();
        let folder = linked.path().join("linked");
        fixture.git.worktree("linked", &folder, None).unwrap();
        files::write::write_atomic(&folder.join(".gitattributes"), b"a -diff\n").unwrap();
        let additions = |folder: &Path| {
            let changes = Repository::open(folder, None).unwrap().changes();
            changes.statistics(&[commit]).unwrap()[0].additions
        };
        assert_eq!((additions(fixture.folder.path()), additions(&folder)), (1, 0));
    }

    #[test]
    fn a_commit_whose_objects_were_not_fetched_counts_as_no_change() {
        let fixture = Fixture::new();
        let lost = submodule_commit("lost");
        let root = fixture.commit(&[], &plain(&[("a", "1\n")]));
        let blob = fixture.raw_tree(&[("100644", b"a", lost)]);
        let folder = fixture.raw_tree(&[("40000", b"a", lost)]);
        let commits = [blob, folder].map(|tree| fixture.commit_tree(&[root], tree));
        let changes = fixture.changes();
        assert_eq!(changes.statistics(&commits).unwrap(), [DiffStatistics::default(); 2]);
        let inside = filter(&["a/*"], &[]);
        assert_eq!(changes.touched(&commits[..1], &inside, RootPaths::Real).unwrap(), [false]);
        let failure = changes.touched(&commits, &inside, RootPaths::Real).unwrap_err();
        assert_eq!(failure.place, Some(format!("tree {lost}")));
    }

    #[test]
    fn submodules_that_are_new_or_at_another_commit_are_found() {
        let fixture = Fixture::new();
        let mut index = fixture.git.index().unwrap();
        for path in ["lib/new", "lib/moved", "lib/same", "kind"] {
            index.add(&entry(path, GITLINK, submodule_commit("1"))).unwrap();
        }
        index.write().unwrap();
        let at = |text: &str| commit_id(submodule_commit(text));
        let lib = |list: &[(&str, &str)]| {
            let start = plain(&[("a", "x")]);
            list.iter().fold(start, |files, (path, at)| with(files, path, GITLINK, at))
        };
        let old = lib(&[("lib/moved", "1"), ("lib/same", "1"), ("lib/gone", "1")]);
        let new = lib(&[
            ("lib/moved", "2"),
            ("lib/same", "1"),
            ("lib/new", "3"),
            ("lib/unknown", "4"),
            ("kind", "5"),
        ]);
        let old = fixture.commit(&[], &with(old, "kind", FILE, "x"));
        let new = fixture.commit(&[old], &new);
        let change = |path: &str, from: Option<&str>, to| SubmoduleChange {
            path: path.to_owned(),
            from: from.map(at),
            to: at(to),
        };
        let changes = fixture.changes();
        assert_eq!(
            changes.submodule_changes(Some(old), new).unwrap(),
            [
                change("kind", None, "5"),
                change("lib/moved", Some("1"), "2"),
                change("lib/new", None, "3"),
            ]
        );
        let all = changes.submodule_changes(None, new).unwrap();
        let paths: Vec<_> = all.iter().map(|change| change.path.as_str()).collect();
        assert_eq!(paths, ["kind", "lib/moved", "lib/new", "lib/same"]);
    }

    #[test]
    fn a_submodule_that_was_not_fetched_cannot_be_opened() {
        let fixture = Fixture::new();
        git2::Repository::init(fixture.folder.path().join("lib/here")).unwrap();
        fixture.write("lib/a", "");
        let changes = fixture.changes();
        let here = changes.open_submodule("lib/here").unwrap();
        assert!(here.common_dir().ends_with("lib/here/.git"));
        assert!(changes.open_submodule("lib").is_none());
        assert!(changes.open_submodule("lib/there").is_none());
    }

    /// What one commit does to a path: nothing remains there, or something does.
    type Edit = (String, Option<(u32, String)>);

    fn paths() -> impl Strategy<Value = String> {
        let name = select(vec!["a", "b", "ab", "a-b", "a.b", "é"]);
        vec(name, 1..4).prop_map(|names| names.join("/"))
    }

    fn edits() -> impl Strategy<Value = Vec<Edit>> {
        let mode = prop_oneof![
            6 => Just(FILE), 1 => Just(PROGRAM), 1 => Just(LINK), 1 => Just(GITLINK)
        ];
        let text = vec(select(vec!["a\n", "b\n", "c\n", "\n", "d", "\0"]), 0..8)
            .prop_map(|lines| lines.concat());
        let stays = prop_oneof![
            3 => (mode, text).prop_map(Some),
            1 => Just(None),
        ];
        vec((paths(), stays), 0..4)
    }

    /// Makes a commit on top of others for each list of edits; returns all commits.
    fn grow(fixture: &Fixture, steps: &[(Vec<Index>, Vec<Edit>)]) -> Vec<CommitId> {
        let mut made: Vec<(CommitId, Files)> = Vec::new();
        for (parents, edits) in steps {
            let parents: Vec<usize> = match made.len() {
                0 => Vec::new(),
                many => parents.iter().map(|parent| parent.index(many)).collect(),
            };
            let start = parents.first().map_or_else(Files::new, |first| made[*first].1.clone());
            let mut files = start;
            for (path, stays) in edits {
                files.remove(path);
                if let Some((mode, text)) = stays {
                    files = with(files, path, *mode, text);
                }
            }
            let parents: Vec<CommitId> = parents.iter().map(|parent| made[*parent].0).collect();
            made.push((fixture.commit(&parents, &files), files));
        }
        made.into_iter().map(|(commit, _)| commit).collect()
    }

    fn patterns() -> impl Strategy<Value = Vec<String>> {
        let part = select(vec!["a", "b", "ab", "a-b", "*", "**", "a*", "[ab]"]);
        let end = select(vec!["", "/"]);
        let pattern =
            (vec(part, 1..4), end).prop_map(|(parts, end)| format!("{}{end}", parts.join("/")));
        vec(pattern, 0..3)
    }

    proptest! {
        #![proptest_config(Config::with_cases(48))]

        #[test]
        fn what_commits_change_is_what_libgit2_finds(
            steps in vec((vec(any::<Index>(), 0..3), edits()), 1..24),
            filters in vec((patterns(), patterns()), 6),
        ) {
            let fixture = Fixture::new();
            let commits = grow(&fixture, &steps);
            let changes = fixture.changes();
            for (include, exclude) in filters {
                let filter = PathFilter::new(&include, &exclude).unwrap();
                for root in [RootPaths::Real, RootPaths::AsGitCliff] {
                    let naive = |commit: &CommitId| {
                        filter.is_empty() || fixture.naively_touched(*commit, &filter, root)
                    };
                    let naive: Vec<_> = commits.iter().map(naive).collect();
                    prop_assert_eq!(changes.touched(&commits, &filter, root).unwrap(), naive);
                }
            }
            let naive: Vec<_> =
                commits.iter().map(|commit| fixture.naive_statistics(*commit)).collect();
            prop_assert_eq!(changes.statistics(&commits).unwrap(), naive);
        }
    }
}
