//! Lists of replacements: `changelog.postprocessors`, `git.commit_preprocessors`.

use crate::config::keys::TEXT_PROCESSOR;
use crate::config::notes::Notes;
use crate::config::settings::TextProcessor;
use crate::config::table::Table;
use crate::failure::Result;

/// Returns the replacements under a key; an entry without `replace` changes nothing and is left
/// out, as `replace_command` runs a program and is not acted on yet.
pub(super) fn read(table: &Table<'_>, key: &str, notes: &mut Notes) -> Result<Vec<TextProcessor>> {
    let mut processors = Vec::new();
    for entry in table.tables(key)?.unwrap_or_default() {
        notes.check(&entry, TEXT_PROCESSOR);
        let pattern = entry.required("pattern", entry.pattern("pattern")?)?;
        if let Some(replace) = entry.text("replace")? {
            processors.push(TextProcessor { pattern, replace });
        }
    }
    Ok(processors)
}
