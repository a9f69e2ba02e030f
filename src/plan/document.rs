//! Plans that write a document.

use std::path::PathBuf;

use crate::domain::changelog::insert::insert;
use crate::plan::step::{Plan, Step};

/// Returns the plan that writes a document anew, and what it does in words.
pub fn replace(path: PathBuf, text: String) -> (Plan, String) {
    let summary = format!("wrote {}", path.display());
    (Plan { steps: vec![Step::WriteFile { path, content: text.into_bytes() }] }, summary)
}

/// Returns the plan that puts the sections of `generated` where they belong in `existing`, the text
/// of the file now, and what it does in words.
pub fn insert_into(path: PathBuf, existing: &str, generated: &str) -> (Plan, String) {
    let place = path.display().to_string();
    let insertion = insert(existing, generated);
    if insertion.text == existing {
        return (Plan::default(), format!("{place} has it all, nothing was changed"));
    }
    let kept = match insertion.kept.as_slice() {
        [] => String::new(),
        kept => format!(", left as they were: {}", kept.join(", ")),
    };
    let summary = match insertion.added.as_slice() {
        [] => format!("brought {place} up to date{kept}"),
        added => format!("put into {place}: {}{kept}", added.join(", ")),
    };
    let content = insertion.text.into_bytes();
    (Plan { steps: vec![Step::WriteFile { path, content }] }, summary)
}
