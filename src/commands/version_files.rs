//! The version files of a project: found by themselves, and those that the configuration names.

use chrono::{DateTime, NaiveDate};
use semver::Version;

use crate::config::settings::Settings;
use crate::domain::manifest::change::set_version;
use crate::domain::manifest::discovery::discover::discover;
use crate::domain::manifest::discovery::named::with_named;
use crate::domain::manifest::project_versions::{ProjectVersions, VersionFile};
use crate::domain::manifest::tree::Tree;
use crate::failure::Result;

/// Returns the version files of a tree.
pub(crate) fn find(tree: &dyn Tree, settings: &Settings) -> Result<ProjectVersions> {
    let found = discover(tree)?;
    match settings.version_files.is_empty() {
        true => Ok(found),
        false => with_named(tree, found, &settings.version_files),
    }
}

/// Returns the bytes of a version file with another version in it, and with the day of `now`, in seconds
/// since 1970, where a date is marked.
pub(crate) fn changed(file: &VersionFile, bytes: &[u8], version: &Version, now: i64) -> Vec<u8> {
    let today = DateTime::from_timestamp(now, 0).map_or(NaiveDate::MIN, |time| time.date_naive());
    set_version(file, bytes, version, today)
}
