//! Section `[release]`, semflow's own: a name it does not know is a mistake.

use crate::config::keys::RELEASE;
use crate::config::notes::refuse_unknown;
use crate::config::release_settings::Release;
use crate::config::table::Table;
use crate::failure::{Failure, Result};

/// Returns what the section says.
pub(super) fn read(table: &Table<'_>) -> Result<Release> {
    refuse_unknown(table, RELEASE)?;
    Ok(Release {
        changelog: table.text("changelog")?,
        version_files: table.flag("version_files")?,
        commit_message: message(table, "commit_message", true)?,
        merge_message: message(table, "merge_message", false)?,
        back_merge_message: message(table, "back_merge_message", false)?,
        tag_message: message(table, "tag_message", false)?,
        sign: table.flag("sign")?,
        fetch: table.flag("fetch")?,
        push: table.flag("push")?,
        keep: table.flag("keep")?,
        several: table.flag("several")?,
        candidate_commits: table.flag("candidate_commits")?,
    })
}

/// What a message may name.
const NAMES: [&str; 4] = ["{version}", "{tag}", "{branch}", "{into}"];

/// Returns the template of a message. That of the release commit says the version: two releases
/// would have the same message.
fn message(table: &Table<'_>, key: &str, says_version: bool) -> Result<Option<String>> {
    let Some(text) = table.filled_text(key)? else { return Ok(None) };
    let mut rest = text.as_str();
    while let Some(start) = rest.find('{') {
        let from = rest.get(start..).unwrap_or_default();
        let Some(name) = NAMES.iter().find(|name| from.starts_with(**name)) else {
            return Err(Failure::usage(format!(
                "`{}` names what there is not",
                table.path_of(key)
            ))
            .at(table.position_of(key))
            .hint(format!("it may name {}", NAMES.join(", "))));
        };
        rest = from.get(name.len()..).unwrap_or_default();
    }
    if says_version && !text.contains("{version}") && !text.contains("{tag}") {
        return Err(Failure::usage(format!("`{}` does not say the version", table.path_of(key)))
            .at(table.position_of(key))
            .hint("write `{version}` where it belongs: \"chore(release): {version}\""));
    }
    Ok(Some(text))
}

#[cfg(test)]
mod tests {
    use crate::config::parse::parse;

    #[test]
    fn flags_and_messages_are_read() {
        let text =
            "[release]\npush = true\ncommit_message = 'release: {version}'\nchangelog = ''\n";
        let release = parse(text, "cliff.toml").unwrap().settings.release;
        assert_eq!((release.push, release.keep), (Some(true), None));
        assert_eq!(release.commit_message.as_deref(), Some("release: {version}"));
        assert_eq!(release.changelog.as_deref(), Some(""));
    }

    #[test]
    fn a_message_that_cannot_be_made_is_refused_at_its_place() {
        for text in [
            "[release]\ncommit_message = 'a release'\n",
            "[release]\nmerge_message = 'merge {brunch}'\n",
            "[release]\npsuh = true\n",
        ] {
            let failure = parse(text, "cliff.toml").unwrap_err();
            assert_eq!(failure.place.as_deref().map(|place| &place[..13]), Some("cliff.toml:2:"));
            assert!(!failure.hints.is_empty());
        }
    }
}
