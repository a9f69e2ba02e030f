//! Section `[remote]`: one table for each forge.

use crate::config::keys::{FORGE, REMOTE};
use crate::config::notes::Notes;
use crate::config::settings::{RemoteSetting, RemoteTable, Remotes};
use crate::config::table::Table;
use crate::failure::Result;

/// Returns what the section says, and the first of its forges that names a repository.
pub(super) fn read(
    table: &Table<'_>,
    notes: &mut Notes,
) -> Result<(Remotes, Option<RemoteSetting>)> {
    notes.check(table, REMOTE);
    let mut forge = |name| match table.table(name)? {
        Some(content) => {
            notes.check(&content, FORGE);
            forge(&content).map(Some)
        }
        None => Ok(None),
    };
    let remotes = Remotes {
        github: forge("github")?,
        gitlab: forge("gitlab")?,
        gitea: forge("gitea")?,
        bitbucket: forge("bitbucket")?,
        azure_devops: forge("azure_devops")?,
        offline: table.flag("offline")?.unwrap_or_default(),
    };
    let chosen = chosen(table, &remotes, notes);
    Ok((remotes, chosen))
}

/// As in git-cliff, a table needs both names, and blank ones are none.
fn forge(table: &Table<'_>) -> Result<RemoteTable> {
    let usual = RemoteTable::default();
    Ok(RemoteTable {
        owner: table.required("owner", table.text("owner")?)?,
        repo: table.required("repo", table.text("repo")?)?,
        token: table.text("token")?,
        api_url: table.text("api_url")?,
        http_timeout: table.text("http_timeout")?.unwrap_or(usual.http_timeout),
        native_tls: table.flag("native_tls")?,
    })
}

fn chosen(table: &Table<'_>, remotes: &Remotes, notes: &mut Notes) -> Option<RemoteSetting> {
    let mut chosen: Option<RemoteSetting> = None;
    for entry in table.keys() {
        let Some(repository) = remotes.get(entry.name).and_then(|it| repository(entry.name, it))
        else {
            continue;
        };
        if let Some(first) = &chosen {
            if entry.source.kind().is_of_project() {
                let what =
                    format!("`remote.{}` is not used: `remote.{}` is", entry.name, first.forge);
                notes.add(entry, what);
            }
        } else {
            chosen = Some(repository);
        }
    }
    chosen
}

/// Returns the repository that a forge's table names.
fn repository(forge: &str, table: &RemoteTable) -> Option<RemoteSetting> {
    let (owner, repo) = (table.owner.clone(), table.repo.clone());
    let api_url = table.api_url.clone().filter(|url| !url.trim().is_empty());
    let is_named = !owner.is_empty() && !repo.is_empty();
    is_named.then(|| RemoteSetting { forge: forge.to_owned(), owner, repo, api_url })
}
