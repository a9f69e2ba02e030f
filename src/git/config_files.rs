//! The files of git's configuration, found by their paths and read one after the other, so that no
//! repository has to be opened for a few settings (git-config, "FILES").

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};

use glob::{MatchOptions, Pattern};

use crate::failure::{Failure, Result};
use crate::files;
use crate::git::config_variables::{self, Entry};

/// How deep files may include each other, as in git.
const MAX_DEPTH: usize = 10;

/// Where configuration is read for.
pub(super) struct Surroundings<'v> {
    variables: &'v HashMap<OsString, OsString>,
    /// The folder of the repository and of its work tree's own files; `None` outside of one.
    git_dir: Option<PathBuf>,
}

impl<'v> Surroundings<'v> {
    /// Returns those of a folder: a work tree, a folder within one, or a repository itself. The
    /// variable `GIT_DIR` names the repository outright.
    pub(super) fn of(folder: &Path, variables: &'v HashMap<OsString, OsString>) -> Self {
        let named = variables.get(OsStr::new("GIT_DIR")).filter(|path| !path.is_empty());
        let git_dir = match named {
            Some(path) => Some(folder.join(path)),
            None => git2::Repository::discover_path(folder, std::iter::empty::<&Path>()).ok(),
        };
        Self { variables, git_dir }
    }

    /// Returns all that is configured, what counts less first: machine, user, repository, work
    /// tree, variables. Of several values the last decides.
    ///
    /// # Errors
    /// When a file or a variable is not in the form that git demands.
    pub(super) fn entries(&self) -> Result<Vec<Entry>> {
        let mut entries = Vec::new();
        let mut files = self.machine();
        files.extend(self.user());
        for file in files {
            self.read(&file, 0, &mut entries)?;
        }
        if let Some(git_dir) = &self.git_dir {
            let before = entries.len();
            self.read(&self.common_dir(git_dir)?.join("config"), 0, &mut entries)?;
            let own = entries.get(before..).unwrap_or_default();
            if last(own, "extensions.worktreeconfig")
                .is_some_and(|(_, value)| is_true(value.as_deref()))
            {
                self.read(&git_dir.join("config.worktree"), 0, &mut entries)?;
            }
        }
        entries.extend(config_variables::entries(self.variables)?);
        Ok(entries)
    }

    fn path(&self, name: &str) -> Option<PathBuf> {
        self.variables.get(OsStr::new(name)).map(PathBuf::from)
    }

    /// Returns the file of the machine. git may have been built to look elsewhere, which only
    /// `git config` could tell.
    fn machine(&self) -> Vec<PathBuf> {
        let no_system = self.variables.get(OsStr::new("GIT_CONFIG_NOSYSTEM"));
        if no_system.is_some_and(|value| is_true(Some(&value.to_string_lossy()))) {
            return Vec::new();
        }
        let named = self.path("GIT_CONFIG_SYSTEM");
        named.or_else(|| git2::Config::find_system().ok()).into_iter().collect()
    }

    /// Returns the files of the user: what `GIT_CONFIG_GLOBAL` names, or both usual ones.
    fn user(&self) -> Vec<PathBuf> {
        if let Some(named) = self.path("GIT_CONFIG_GLOBAL") {
            return vec![named];
        }
        let home = self.home();
        let xdg = self.path("XDG_CONFIG_HOME").filter(|path| !path.as_os_str().is_empty());
        let xdg = xdg.or_else(|| Some(home.as_ref()?.join(".config")));
        let xdg = xdg.map(|folder| folder.join("git").join("config"));
        xdg.into_iter().chain(home.map(|home| home.join(".gitconfig"))).collect()
    }

    /// Returns the home folder of the user.
    pub(super) fn home(&self) -> Option<PathBuf> {
        let home = self.path("HOME").filter(|path| !path.as_os_str().is_empty());
        home.or_else(|| self.path("USERPROFILE"))
    }

    /// Returns the folder that the work trees of a repository share (gitrepository-layout).
    fn common_dir(&self, git_dir: &Path) -> Result<PathBuf> {
        if let Some(named) = self.path("GIT_COMMON_DIR") {
            return Ok(git_dir.join(named));
        }
        let path = files::read::read_file(&git_dir.join("commondir"))?;
        let path = path.map(|path| String::from_utf8_lossy(&path).trim_end().to_owned());
        Ok(path.map_or_else(|| git_dir.to_owned(), |path| git_dir.join(path)))
    }

    /// Appends what a file says, with what it includes in the places where it does. libgit2 looks
    /// after `include.path`; it leaves `includeIf` to whoever has opened the repository.
    fn read(&self, file: &Path, depth: usize, found: &mut Vec<Entry>) -> Result<()> {
        if depth > MAX_DEPTH || !files::read::is_file(file) {
            return Ok(());
        }
        let failed = |error: git2::Error| {
            Failure::usage("cannot read git's configuration")
                .at(file.display().to_string())
                .because(error.message())
                .hint("`git config --list --show-origin` tells what git reads")
        };
        let config = match git2::Config::open(file) {
            Ok(config) => config,
            // A file that may not be read counts for nothing, as in git.
            Err(error) if error.code() == git2::ErrorCode::NotFound => return Ok(()),
            Err(error) => return Err(failed(error)),
        };
        let mut entries = config.entries(None).map_err(failed)?;
        while let Some(entry) = entries.next() {
            let entry = entry.map_err(failed)?;
            let Ok(key) = entry.name() else { continue };
            let value = entry.has_value().then(|| String::from_utf8_lossy(entry.value_bytes()));
            let condition =
                key.strip_prefix("includeif.").and_then(|rest| rest.strip_suffix(".path"));
            match (condition, value) {
                (Some(condition), Some(path)) => {
                    if self.holds(condition, file) {
                        let included = relative_to(file, &self.expanded(&path));
                        self.read(&included, depth + 1, found)?;
                    }
                }
                (_, value) => found.push((key.to_owned(), value.map(std::borrow::Cow::into_owned))),
            }
        }
        Ok(())
    }

    /// Returns a path with the home folder in the place of `~`.
    pub(super) fn expanded(&self, path: &str) -> PathBuf {
        match (path.strip_prefix("~/"), self.home()) {
            (Some(rest), Some(home)) => home.join(rest),
            _ => PathBuf::from(path),
        }
    }

    /// Whether a condition of `includeIf` holds (git-config, "Conditional includes"). Those on the
    /// addresses of remotes are taken not to hold.
    fn holds(&self, condition: &str, file: &Path) -> bool {
        let Some(git_dir) = &self.git_dir else {
            return false;
        };
        let real = files::read::real_path(git_dir);
        match condition.split_once(':') {
            Some(("gitdir", pattern)) => self.is_there(&real, git_dir, pattern, file, true),
            Some(("gitdir/i", pattern)) => self.is_there(&real, git_dir, pattern, file, false),
            Some(("onbranch", pattern)) => {
                let head = files::read::read_file(&git_dir.join("HEAD")).ok().flatten();
                let head = head.map(|head| String::from_utf8_lossy(&head).trim_end().to_owned());
                let branch = head.as_deref().and_then(|head| head.strip_prefix("ref: refs/heads/"));
                branch.is_some_and(|branch| matches(&with_all_below(pattern), branch, true))
            }
            _ => false,
        }
    }

    fn is_there(
        &self,
        real: &Path,
        git_dir: &Path,
        pattern: &str,
        file: &Path,
        exact: bool,
    ) -> bool {
        let pattern = with_all_below(pattern);
        let pattern = match pattern.strip_prefix("./") {
            Some(rest) => relative_to(&files::read::real_path(file), Path::new(rest)),
            None => self.expanded(&pattern),
        };
        let pattern = if pattern.has_root() { pattern } else { Path::new("**").join(pattern) };
        let pattern = slashed(&pattern);
        [real, git_dir].iter().any(|path| matches(&pattern, &slashed(path), exact))
    }
}

/// Returns the last entry of a key.
pub(super) fn last<'e>(entries: &'e [Entry], key: &str) -> Option<&'e Entry> {
    entries.iter().rev().find(|(found, _)| found.eq_ignore_ascii_case(key))
}

/// Whether a value means yes; a key without one does (git-config, "Values").
pub(super) fn is_true(value: Option<&str>) -> bool {
    let is_yes = |value: &str| git2::Config::parse_bool(value).unwrap_or(false);
    value.is_none_or(|value| !value.is_empty() && is_yes(value))
}

fn relative_to(file: &Path, path: &Path) -> PathBuf {
    file.parent().unwrap_or(Path::new("")).join(path)
}

fn with_all_below(pattern: &str) -> String {
    if pattern.ends_with('/') { format!("{pattern}**") } else { pattern.to_owned() }
}

fn slashed(path: &Path) -> String {
    let path = path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/");
    path.trim_end_matches('/').to_owned()
}

fn matches(pattern: &str, text: &str, case_sensitive: bool) -> bool {
    let options = MatchOptions {
        case_sensitive,
        require_literal_separator: true,
        require_literal_leading_dot: false,
    };
    Pattern::new(pattern).is_ok_and(|pattern| pattern.matches_with(text, options))
}
