//! The first step of every command: reading the repository, the configuration and the tags.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};

use regex::Regex;

use crate::cli::arguments::Global;
use crate::cli::environment::Environment;
use crate::commands::configuration::Configuration;
use crate::config::settings::Settings;
use crate::domain::flow::git_config::GitFlowConfig;
use crate::domain::history::grafts::Grafts;
use crate::domain::version::version_tag::{TagFamily, VersionTags, split_version};
use crate::failure::{Failure, Result};
use crate::files;
use crate::git::branches::ConfigEntry;
use crate::git::objects::ObjectDatabase;
use crate::git::repository::{Head, Repository};
use crate::git::walk::History;
use crate::terminal::Terminal;

/// What every command starts from.
pub(crate) struct Project {
    /// The repository.
    pub(crate) repository: Repository,
    /// Where HEAD is.
    pub(crate) head: Head,
    /// The configuration, or its defaults.
    pub(crate) settings: Settings,
    /// The folder that relative paths start from.
    pub(crate) folder: PathBuf,
    /// Whether an answer from a part of the history is wanted all the same.
    pub(crate) allows_shallow: bool,
    /// What git's configuration has of git-flow, once it was read.
    gitflow: OnceCell<Vec<ConfigEntry>>,
}

impl Project {
    /// Reads the configuration and opens the repository.
    pub(crate) fn open(
        global: &Global,
        environment: &Environment,
        terminal: &mut Terminal,
    ) -> Result<Self> {
        let folder = global.run_folder(environment)?;
        let configuration = Configuration::of_run(&folder, global, environment)?;
        Self::with(&configuration, folder, environment, terminal)
    }

    /// Opens the repository of a folder under a configuration.
    pub(crate) fn with(
        configuration: &Configuration,
        folder: PathBuf,
        environment: &Environment,
        terminal: &mut Terminal,
    ) -> Result<Self> {
        let loaded = configuration.load()?;
        for warning in &loaded.warnings {
            terminal.warning(warning);
        }
        let settings = loaded.settings;
        let repository = Repository::open(&folder, environment.path("GIT_DIR").as_deref())?
            .replacing(!environment.is_set("GIT_NO_REPLACE_OBJECTS"));
        if let Some(operation) = repository.unmerged()? {
            let failure =
                Failure::state(format!("a {operation} is in progress with unmerged files"))
                    .at(repository.common_dir().display().to_string())
                    .hint("`git status` lists them; resolve and commit");
            return Err(match operation.way_back() {
                Some(command) => failure.hint(format!("`{command}` goes back")),
                None => failure,
            });
        }
        let head = repository.head()?;
        let (allows_shallow, gitflow) = (false, OnceCell::new());
        Ok(Self { repository, head, settings, folder, allows_shallow, gitflow })
    }

    /// Returns the tags that count as versions here, and warns about what looks like a mistake.
    pub(crate) fn version_tags(
        &self,
        global: &Global,
        terminal: &mut Terminal,
    ) -> Result<VersionTags> {
        let git = &self.settings.git;
        let counts = |name: &str| {
            matches(git.tag_pattern.as_ref(), name, true)
                && !matches(git.ignore_tags.as_ref(), name, false)
                && matches(git.count_tags.as_ref(), name, true)
                && name.bytes().filter(|byte| *byte == b'.').count() >= 2
        };
        let tags = self.repository.tags(&counts)?;
        let recorded = self.recorded_tag_prefix()?;
        // What git-flow writes before a version without more ado is read in any case.
        let narrowing = recorded.as_deref().filter(|prefix| !matches!(*prefix, "" | "v" | "V"));
        let asked = global.tag_prefix.as_deref().or(self.settings.commits.tag_prefix.as_deref());
        let configured = asked.or(narrowing);
        let names = tags.iter().map(|tag| tag.name.as_str());
        let family = TagFamily::choose(names, configured).map_err(|found| ambiguous(&found))?;
        let higher = left_out(tags.iter().map(|tag| tag.name.as_str()), &family);
        let written = recorded.clone().filter(|_| asked.is_none());
        let tags = VersionTags::select(tags, family).writing(written);
        if let Some(name) = higher.filter(|_| configured.is_some()) {
            terminal.warning(&format!("tag `{name}` names a higher version under another prefix"));
        }
        Ok(tags)
    }

    /// Returns what git's configuration has of git-flow; it is read once.
    pub(crate) fn gitflow(&self) -> Result<&[ConfigEntry]> {
        if let Some(entries) = self.gitflow.get() {
            return Ok(entries);
        }
        let entries = self.repository.config_section("gitflow")?;
        Ok(self.gitflow.get_or_init(|| entries))
    }

    /// Returns what the configuration of a git-flow tool in this repository puts before a version.
    fn recorded_tag_prefix(&self) -> Result<Option<String>> {
        let entries = self.gitflow()?;
        let local = entries.iter().filter(|entry| entry.is_local);
        let pairs = local.map(|entry| (entry.key.as_str(), entry.value.as_str()));
        Ok(GitFlowConfig::of(pairs).tag_prefix)
    }

    /// Returns a reading of the history, corrected by shallow edges, grafts and replacements.
    pub(crate) fn history(&self) -> Result<History<ObjectDatabase<'_>>> {
        let (shallow, grafts) = self.repository.graft_files();
        let text = |path: &Path| files::read::read_text(path).map(Option::unwrap_or_default);
        let found =
            Grafts::default().with_shallow_file(&text(&shallow)?).with_grafts_file(&text(&grafts)?);
        self.repository.history(self.repository.with_replacements(found)?)
    }

    /// Returns the path from the root of the repository to the folder, `/` between its parts; `None`
    /// at the root and outside.
    pub(crate) fn inside(&self) -> Option<String> {
        path_below(&self.repository.root_path(), &self.folder)
    }

    /// Returns the folder that files of the project are written to: the root of the work tree.
    pub(crate) fn root(&self) -> &Path {
        self.repository.work_tree().unwrap_or(&self.folder)
    }
}

/// Returns the path from a folder to one below it, `/` between its parts.
pub(crate) fn path_below(root: &Path, folder: &Path) -> Option<String> {
    let (root, folder) = (files::read::real_path(root), files::read::real_path(folder));
    let parts: Vec<_> = folder
        .strip_prefix(&root)
        .ok()?
        .components()
        .map(|part| part.as_os_str().to_string_lossy().into_owned())
        .collect();
    (!parts.is_empty()).then(|| parts.join("/"))
}

fn matches(pattern: Option<&Regex>, name: &str, without: bool) -> bool {
    pattern.map_or(without, |pattern| pattern.is_match(name))
}

fn ambiguous(found: &[(String, usize)]) -> Failure {
    let listed: Vec<_> =
        found.iter().take(5).map(|(prefix, count)| format!("`{prefix}` ({count})")).collect();
    let most = found.first().map_or("", |(prefix, _)| prefix);
    Failure::usage(format!(
        "several kinds of version tags stand side by side: {}",
        listed.join(", ")
    ))
    .hint(format!("choose one: `--tag-prefix {most}`"))
    .hint(format!("or for good, in cliff.toml: `[commits]` with `tag_prefix = \"{most}\"`"))
}

/// Returns the tag of the highest version, when it is one that the family leaves out.
fn left_out<'n>(names: impl Iterator<Item = &'n str>, family: &TagFamily) -> Option<String> {
    let (name, _) = names
        .filter_map(|name| {
            let (prefix, version) = split_version(name)?;
            matches!(prefix, "" | "v" | "V").then_some((name, version))
        })
        .max_by(|(_, left), (_, right)| left.cmp_precedence(right))?;
    family.version_of(name).is_none().then(|| name.to_owned())
}
