//! The version files of a project: found by themselves, and those that the configuration names.

use crate::config::settings::Settings;
use semver::Version;

use crate::domain::manifest::change::set_version;
use crate::domain::manifest::discovery::discover::discover;
use crate::domain::manifest::project_versions::{ProjectVersions, VersionFile};
use crate::domain::manifest::tree::Tree;
use crate::failure::Result;

/// Returns the version files of a tree.
pub(crate) fn find(tree: &dyn Tree, settings: &Settings) -> Result<ProjectVersions> {
    let _ = settings;
    discover(tree)
}

/// Returns the bytes of a version file with another version in it.
pub(crate) fn changed(file: &VersionFile, bytes: &[u8], version: &Version, now: i64) -> Vec<u8> {
    let _ = now;
    set_version(file, bytes, version)
}
