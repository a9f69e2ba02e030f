//! Section `[bump]`.

use crate::config::keys::BUMP;
use crate::config::notes::Notes;
use crate::config::settings::BumpRules;
use crate::config::table::Table;
use crate::domain::version::bump::Bump;
use crate::failure::Result;

/// Returns what the section says.
pub(super) fn read(table: &Table<'_>, notes: &mut Notes) -> Result<BumpRules> {
    notes.check(table, BUMP);
    Ok(BumpRules {
        features_always_bump_minor: table.flag("features_always_bump_minor")?,
        breaking_always_bump_major: table.flag("breaking_always_bump_major")?,
        initial_tag: table.filled_text("initial_tag")?,
        custom_major_increment_regex: table.lazy_pattern("custom_major_increment_regex")?,
        custom_minor_increment_regex: table.lazy_pattern("custom_minor_increment_regex")?,
        no_increment_regex: table.lazy_pattern("no_increment_regex")?,
        bump_type: table.choice(
            "bump_type",
            &[Bump::Major, Bump::Minor, Bump::Patch].map(|level| (level.as_str(), level)),
        )?,
    })
}
