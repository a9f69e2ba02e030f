//! Where git looks for hooks, and who says so (`core.hooksPath` in git-config, githooks).

use std::path::{Path, PathBuf};

/// The name under which git looks for the hook (githooks, "commit-msg").
pub const HOOK: &str = "commit-msg";

/// The name of a hook that semflow has put aside and runs first. It stays in its folder, so that
/// what it finds by `dirname "$0"` or as a relative link is still found; the end of the name says
/// who moved it, and is none that git or another manager looks for.
pub const CHAINED: &str = "commit-msg.semflow-chained";

/// Whose configuration a value is from (git-config, "SCOPES").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The file of the repository.
    Repository,
    /// The file of this work tree alone.
    WorkTree,
    /// The file of the user.
    User,
    /// The file of the machine.
    Machine,
}

impl Scope {
    /// Returns the word that `git config --show-scope` has for it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Repository => "local",
            Self::WorkTree => "worktree",
            Self::User => "global",
            Self::Machine => "system",
        }
    }
}

/// What `core.hooksPath` says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HooksPath {
    /// The value as it is written.
    pub value: String,
    /// Who has written it.
    pub scope: Scope,
}

/// The folder in which git looks for hooks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HooksFolder {
    /// Where.
    pub path: PathBuf,
    /// The setting that says so, where it is not git's default.
    pub hooks_path: Option<HooksPath>,
    /// The folder that git takes by default: `hooks` in the repository itself, for all work trees.
    pub default: PathBuf,
    /// The root of the work tree; a bare repository has none.
    pub work_tree: Option<PathBuf>,
}

impl HooksFolder {
    /// Returns the folder that a configuration asks for. A relative path starts where git runs hooks:
    /// at the root of the work tree, or in a bare repository at `git_dir` (git-config,
    /// `core.hooksPath`).
    pub fn new(
        asked: Option<(HooksPath, PathBuf)>,
        common_dir: &Path,
        git_dir: &Path,
        work_tree: Option<&Path>,
    ) -> Self {
        let default = common_dir.join("hooks");
        let work_tree = work_tree.map(Path::to_owned);
        let (path, hooks_path) = match asked {
            None => (default.clone(), None),
            Some((hooks_path, path)) => {
                (work_tree.as_deref().unwrap_or(git_dir).join(path), Some(hooks_path))
            }
        };
        Self { path: path.components().collect(), hooks_path, default, work_tree }
    }

    /// Returns the place of the hook.
    pub fn hook(&self) -> PathBuf {
        self.path.join(HOOK)
    }

    /// Returns the place of a hook that was there before semflow's.
    pub fn chained(&self) -> PathBuf {
        self.path.join(CHAINED)
    }

    /// Whether other repositories take their hooks from there, too.
    pub fn is_shared(&self) -> bool {
        let scope = self.hooks_path.as_ref().map(|hooks_path| hooks_path.scope);
        matches!(scope, Some(Scope::User | Scope::Machine))
    }

    /// Whether the folder lies in the work tree, where it can be committed: what stands in it is for
    /// other machines, too.
    pub fn is_in_work_tree(&self) -> bool {
        let is_below = |tree: &PathBuf| self.path.starts_with(tree);
        let is_gits = self.default.parent().is_some_and(|own| self.path.starts_with(own));
        self.hooks_path.is_some() && self.work_tree.as_ref().is_some_and(is_below) && !is_gits
    }

    /// Whether hooks are switched off: an empty path, or one that can hold no file.
    pub fn is_off(&self) -> bool {
        let is_empty = |hooks_path: &HooksPath| hooks_path.value.is_empty();
        self.hooks_path.as_ref().is_some_and(is_empty) || self.path == Path::new("/dev/null")
    }
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{HooksFolder, HooksPath, Scope};

    fn folder(value: &str, scope: Scope, work_tree: Option<&str>) -> HooksFolder {
        let hooks_path = HooksPath { value: value.to_owned(), scope };
        let (common, own) = (Path::new("/r/.git"), Path::new("/r/.git/worktrees/w"));
        let asked = Some((hooks_path, PathBuf::from(value)));
        HooksFolder::new(asked, common, own, work_tree.map(Path::new))
    }

    #[test]
    fn a_relative_path_starts_at_the_work_tree_or_at_a_bare_repository() {
        let local = Scope::Repository;
        let hook = |value, tree| folder(value, local, tree).hook();
        assert_eq!(hook("h", Some("/w")), Path::new("/w/h/commit-msg"));
        assert_eq!(hook("./h/", Some("/w")), Path::new("/w/h/commit-msg"));
        assert_eq!(hook("h", None), Path::new("/r/.git/worktrees/w/h/commit-msg"));
        assert_eq!(hook("/h", Some("/w")), Path::new("/h/commit-msg"));
    }

    #[test]
    fn the_default_is_one_for_all_work_trees() {
        let (common, own) = (Path::new("/r/.git"), Path::new("/r/.git/worktrees/w"));
        let folder = HooksFolder::new(None, common, own, Some(Path::new("/w")));
        assert_eq!(folder.path, Path::new("/r/.git/hooks"));
        assert!(!folder.is_shared() && !folder.is_in_work_tree() && !folder.is_off());
    }

    #[test]
    fn a_folder_tells_whom_it_is_for() {
        let tree = Some("/r");
        assert!(folder("/h", Scope::User, tree).is_shared());
        assert!(folder(".githooks", Scope::WorkTree, tree).is_in_work_tree());
        assert!(!folder(".git/hooks", Scope::Repository, tree).is_in_work_tree());
        assert!(!folder("../h", Scope::Repository, Some("/r/..")).is_off());
        assert!(folder("", Scope::Repository, tree).is_off());
        assert!(folder("/dev/null", Scope::User, tree).is_off());
    }
}
