//! Section `[commits]`, semflow's own: a name it does not know is a mistake.

use std::collections::BTreeMap;

use crate::config::commits_settings::Commits;
use crate::config::keys::COMMITS;
use crate::config::notes::refuse_unknown;
use crate::config::table::Table;
use crate::domain::version::bump::Bump;
use crate::failure::Result;

/// Returns what the section says.
pub(super) fn read(table: &Table<'_>) -> Result<Commits> {
    refuse_unknown(table, COMMITS)?;
    let usual = Commits::default();
    Ok(Commits {
        bump: table.table("bump")?.map(|levels| bump(&levels)).transpose()?.unwrap_or_default(),
        squash_bodies: table.flag("squash_bodies")?.unwrap_or(usual.squash_bodies),
        cancel_reverts: table.flag("cancel_reverts")?.unwrap_or(usual.cancel_reverts),
        leading_emoji: table.flag("leading_emoji")?.unwrap_or(usual.leading_emoji),
        bots: table.texts("bots")?,
        tag_prefix: table.text("tag_prefix")?,
        template: table.filled_text("template")?,
    })
}

/// Returns the level of each commit type; types are compared without regard to case (Conventional
/// Commits 1.0.0, rule 15).
fn bump(levels: &Table<'_>) -> Result<BTreeMap<String, Bump>> {
    let words = Bump::ALL.map(|level| (level.as_str(), level));
    let mut table = BTreeMap::new();
    for entry in levels.keys() {
        if let Some(level) = levels.choice(entry.name, &words)? {
            table.insert(entry.name.to_lowercase(), level);
        }
    }
    Ok(table)
}
