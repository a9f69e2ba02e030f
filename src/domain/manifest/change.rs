//! A version file with another version in it.

use semver::Version;

use crate::domain::manifest::edit::{Edit, splice};
use crate::domain::manifest::project_versions::VersionFile;

/// Returns the bytes of a file with this version at its sites, which are those of the same bytes.
pub fn set_version(file: &VersionFile, bytes: &[u8], version: &Version) -> Vec<u8> {
    let edits = file
        .sites
        .iter()
        .map(|site| Edit { span: site.span.clone(), text: site.spelling.spell(version) });
    splice(bytes, &edits.collect::<Vec<_>>())
}
