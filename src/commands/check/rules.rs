//! Which rules a project has for its messages: `[check]` of its `cliff.toml`, a configuration of
//! commitlint that is data, or semflow's own.

use std::collections::BTreeSet;
use std::path::Path;

use crate::config::check::resolve::resolve;
use crate::config::check::section::check_section;
use crate::config::check::settings::{CheckSettings, HookFix};
use crate::config::commitlint::files::{
    self as commitlint_files, is_a_program, is_package, is_script,
};
use crate::config::commitlint::presets::preset;
use crate::config::commitlint::read::{Purpose, read};
use crate::config::parse::FILE_NAMES;
use crate::domain::check::ruleset::RuleSet;
use crate::domain::check::setting::Value;
use crate::failure::{Failure, FailureKind, Result};
use crate::files;

/// The rules of a project.
#[derive(Clone, Debug)]
pub(crate) struct Rules {
    /// The rules.
    pub(crate) set: RuleSet,
    /// The file that they are from.
    pub(crate) place: Option<String>,
    /// Whether the hook mends slips by itself.
    pub(crate) mends: bool,
    /// What is passed over in the file.
    pub(crate) remarks: Vec<String>,
}

impl Rules {
    /// Returns the rules for messages written in a folder: those of the nearest folder above that
    /// has some, up to the root of the work tree.
    ///
    /// # Errors
    /// When a configuration is broken, or needs Node.
    pub(crate) fn find(start: &Path) -> Result<Self> {
        for folder in start.ancestors() {
            let names = files::read::names(folder)?;
            if let Some(found) = Self::in_folder(folder, &names)? {
                return Ok(found);
            }
            if names.contains(".git") {
                break;
            }
        }
        Ok(Self::of(RuleSet::own(), None))
    }

    /// Returns the rules of a file: `[check]` of a `cliff.toml`, or a configuration of commitlint.
    ///
    /// # Errors
    /// When it is broken, not there, or holds no rules.
    pub(crate) fn of_file(path: &Path) -> Result<Self> {
        if path.file_name().and_then(|name| name.to_str()).is_some_and(is_script) {
            return Err(is_a_program(&shown(path)));
        }
        let is_commitlints =
            path.extension().is_some_and(|it| it == "json" || it == "yaml" || it == "yml")
                || path.file_name().is_some_and(|name| name == ".commitlintrc");
        if is_commitlints {
            let folder = path.parent().unwrap_or(Path::new("."));
            let found = Self::of_commitlint(folder, path)?;
            return found.ok_or_else(|| {
                Failure::usage("the file holds no configuration of commitlint")
                    .at(shown(path))
                    .hint("`--config` takes a cliff.toml, a .commitlintrc or a package.json")
            });
        }
        match section(path)? {
            Some(settings) => Self::of_settings(&settings, path, Vec::new()),
            None => Err(Failure::usage("the file has no section `[check]`")
                .at(shown(path))
                .hint("add one, or leave `--config` out: then the project's rules are looked for")),
        }
    }

    /// Returns the types that are permitted, and the file that says so.
    pub(crate) fn types(&self) -> Option<(Vec<String>, Option<String>)> {
        match &self.set.rules.get("type-enum")?.value {
            Value::Texts(types) => Some((types.clone(), self.place.clone())),
            _ => None,
        }
    }

    fn in_folder(folder: &Path, names: &BTreeSet<String>) -> Result<Option<Self>> {
        for name in FILE_NAMES {
            let (first, _) = name.split_once('/').unwrap_or((name, ""));
            let path = folder.join(name);
            let is_there = names.contains(first) && (first == name || files::read::is_file(&path));
            let settings = if is_there { section(&path)? } else { None };
            if let Some(settings) = settings {
                return Self::of_settings(&settings, &path, Vec::new()).map(Some);
            }
        }
        for name in commitlint_files::FILE_NAMES.iter().filter(|name| names.contains(**name)) {
            let path = folder.join(name);
            if is_script(name) {
                return Err(is_a_program(&shown(&path)));
            }
            if let Some(found) = Self::of_commitlint(folder, &path)? {
                return Ok(Some(found));
            }
        }
        Ok(None)
    }

    fn of_commitlint(folder: &Path, path: &Path) -> Result<Option<Self>> {
        let Some(text) = text_of(path)? else { return Ok(None) };
        if is_package(&shown(path)) && !text.contains("commitlint") {
            return Ok(None);
        }
        let mut open = |name: &str| files::read::read_text(&folder.join(name));
        let found = read(&text, &shown(path), Purpose::Check, &mut open)?;
        let found = found.map(|found| Self::of_settings(&found.settings, path, found.remarks));
        found.transpose()
    }

    fn of_settings(settings: &CheckSettings, path: &Path, remarks: Vec<String>) -> Result<Self> {
        let set = resolve(settings, &preset)?;
        let mends = settings.fix == Some(HookFix::Safe);
        Ok(Self { set, place: Some(shown(path)), mends, remarks })
    }

    fn of(set: RuleSet, place: Option<String>) -> Self {
        Self { set, place, mends: false, remarks: Vec::new() }
    }
}

/// Returns the text of a configuration; what is no text is a mistake in the configuration.
fn text_of(path: &Path) -> Result<Option<String>> {
    files::read::read_text(path).map_err(|failure| Failure { kind: FailureKind::Usage, ..failure })
}

fn section(path: &Path) -> Result<Option<CheckSettings>> {
    let place = shown(path);
    let text = text_of(path)?.ok_or_else(|| {
        Failure::usage("the configuration file does not exist")
            .at(&place)
            .hint("`--config` takes the path of a cliff.toml")
    })?;
    check_section(&text, &place)
}

/// Returns a path as people know it from the folder that they are in.
pub(super) fn shown(path: &Path) -> String {
    path.strip_prefix(".").unwrap_or(path).display().to_string()
}
