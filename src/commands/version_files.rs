//! The version files of a project: found by themselves, and those that the configuration names.

use chrono::{DateTime, NaiveDate};
use glob::Pattern;
use semver::Version;

use crate::config::settings::Settings;
use crate::domain::manifest::change::set_version;
use crate::domain::manifest::discovery::discover::discover;
use crate::domain::manifest::discovery::named::with_named;
use crate::domain::manifest::project_versions::{ProjectVersions, VersionFile};
use crate::domain::manifest::tree::Tree;
use crate::failure::{Failure, Result};

/// Returns the version files of a tree.
pub(crate) fn find(tree: &dyn Tree, settings: &Settings) -> Result<ProjectVersions> {
    let found = discover(tree)?;
    let mut versions = match settings.version_files.is_empty() {
        true => found,
        false => with_named(tree, found, &settings.version_files)?,
    };
    let ignored = settings.ignored_version_files.iter().map(|path| pattern(path));
    let ignored = ignored.collect::<Result<Vec<_>>>()?;
    let is_ignored = |path: &str| ignored.iter().any(|pattern| pattern.matches(path));
    versions.files.retain(|file| !is_ignored(&file.path));
    versions.notes.retain(|note| !is_ignored(&note.path));
    Ok(versions)
}

fn pattern(path: &str) -> Result<Pattern> {
    Pattern::new(path.trim_start_matches("./")).map_err(|error| {
        Failure::usage(format!("`{path}` is no path and no pattern"))
            .at("cliff.toml: version-files")
            .because(error)
            .hint("`*` is any part of a path: `charts/*/Chart.yaml`")
    })
}

/// Returns the bytes of a version file with another version in it, and with the day of `now`, in seconds
/// since 1970, where a date is marked.
pub(crate) fn changed(file: &VersionFile, bytes: &[u8], version: &Version, now: i64) -> Vec<u8> {
    let today = DateTime::from_timestamp(now, 0).map_or(NaiveDate::MIN, |time| time.date_naive());
    set_version(file, bytes, version, today)
}
