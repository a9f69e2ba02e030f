//! Lists of replacements: `changelog.postprocessors`, `git.commit_preprocessors`.

use crate::config::keys::TEXT_PROCESSOR;
use crate::config::notes::Notes;
use crate::config::settings::TextProcessor;
use crate::config::table::Table;
use crate::failure::Result;

/// Returns the replacements under a key, with those that say no replacement.
pub(super) fn read(table: &Table<'_>, key: &str, notes: &mut Notes) -> Result<Vec<TextProcessor>> {
    let entries = table.tables(key)?.unwrap_or_default();
    let processors = entries.iter().map(|entry| {
        notes.check(entry, TEXT_PROCESSOR);
        Ok(TextProcessor {
            pattern: entry.required("pattern", entry.pattern("pattern")?)?,
            replace: entry.text("replace")?,
            replace_command: entry.text("replace_command")?,
        })
    });
    processors.collect()
}
