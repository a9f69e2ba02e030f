//! How the place that a message is from is called.

use crate::domain::check::report::{Origin, Report};

/// Returns the name of a message in the midst of a sentence.
pub(super) fn name(origin: &Origin) -> String {
    match origin {
        Origin::File(_) | Origin::Given => "commit message".to_owned(),
        Origin::Title => "pull request title".to_owned(),
        Origin::Commit(id) => format!("commit {}", id.short()),
    }
}

/// Returns what stands in the place of a path where there may be no file.
pub(super) fn path(origin: &Origin) -> String {
    match origin {
        Origin::File(file) => file.replace('\\', "/"),
        Origin::Given | Origin::Title => name(origin),
        Origin::Commit(id) => format!("commit {id}"),
    }
}

/// Returns the first line with text.
pub(super) fn subject(report: &Report) -> &str {
    report.text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default()
}
