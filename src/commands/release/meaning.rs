//! What the configuration says of files whose conflicts are resolved by what they mean.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::apply::operation::meaning::Meaning;
use crate::config::settings::Settings;
use crate::git::repository::Repository;

/// The changelog that is meant where none is configured.
const CHANGELOG: &str = "CHANGELOG.md";

/// Returns what is known of the project's files.
pub(crate) fn of<'a>(settings: &'a Settings, repository: &'a Repository) -> Meaning<'a> {
    Meaning {
        changelogs: changelog(settings).into_iter().collect(),
        declarations: &settings.version_files,
        repository,
        known: RefCell::new(HashMap::new()),
    }
}

/// Returns the path of the changelog that a release writes; `None` where it writes none.
pub(crate) fn changelog(settings: &Settings) -> Option<String> {
    let configured = settings.release.changelog.as_ref().or(settings.changelog.output.as_ref());
    let path = configured.map_or(CHANGELOG, String::as_str).trim();
    (!path.is_empty()).then(|| path.trim_start_matches("./").to_owned())
}
