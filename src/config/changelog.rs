//! Section `[changelog]`.

use crate::config::keys::CHANGELOG;
use crate::config::notes::Notes;
use crate::config::processors;
use crate::config::settings::Changelog;
use crate::config::table::Table;
use crate::failure::Result;

/// Returns what the section says.
pub(super) fn read(table: &Table<'_>, notes: &mut Notes) -> Result<Changelog> {
    notes.check(table, CHANGELOG);
    let usual = Changelog::default();
    Ok(Changelog {
        header: table.text("header")?,
        header_marker: table.text("header_marker")?,
        body: table.text("body")?,
        footer: table.text("footer")?,
        trim: table.flag("trim")?.unwrap_or(usual.trim),
        render_always: table.flag("render_always")?.unwrap_or(usual.render_always),
        format: table.flag("format")?.unwrap_or(usual.format),
        postprocessors: processors::read(table, "postprocessors", notes)?,
        output: table.filled_text("output")?,
    })
}
