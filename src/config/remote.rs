//! Section `[remote]`: one table for each forge, of which one is used.

use crate::config::keys::{FORGE, REMOTE};
use crate::config::notes::Notes;
use crate::config::settings::RemoteSetting;
use crate::config::table::Table;
use crate::failure::Result;

/// The name that is no forge.
const OFFLINE: &str = "offline";

/// Returns the first forge of the section that names a repository.
pub(super) fn read(table: &Table<'_>, notes: &mut Notes) -> Result<Option<RemoteSetting>> {
    notes.check(table, REMOTE);
    let mut chosen: Option<RemoteSetting> = None;
    for entry in table.keys() {
        let is_forge = |key: &&str| *key == entry.name && *key != OFFLINE;
        let Some(forge) = REMOTE.iter().map(|key| key.name).find(is_forge) else {
            continue;
        };
        let Some(content) = table.table(forge)? else {
            continue;
        };
        notes.check(&content, FORGE);
        match (repository(forge, &content)?, &chosen) {
            (Some(_), Some(first)) => {
                let what = format!("`remote.{forge}` is not used: `remote.{}` is", first.forge);
                notes.add(table, entry, what);
            }
            (Some(repository), None) => chosen = Some(repository),
            (None, _) => {}
        }
    }
    Ok(chosen)
}

/// Returns the repository that a forge's table names; as in git-cliff, blank names are none and a
/// table with one name needs the other.
fn repository(forge: &str, table: &Table<'_>) -> Result<Option<RemoteSetting>> {
    let owner = table.text("owner")?;
    let repo = table.text("repo")?;
    if owner.is_none() && repo.is_none() {
        return Ok(None);
    }
    let owner = table.required("owner", owner)?;
    let repo = table.required("repo", repo)?;
    if owner.is_empty() || repo.is_empty() {
        return Ok(None);
    }
    let api_url = table.filled_text("api_url")?;
    Ok(Some(RemoteSetting { forge: forge.to_owned(), owner, repo, api_url }))
}
