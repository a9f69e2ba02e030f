//! Which options hold: those of the command line over `[release]` over git-flow's configuration over
//! what is usual.

use crate::commands::release::arguments::{Common, SigningFlags};
use crate::config::release_settings::Release;
use crate::domain::flow::finish_config::FinishConfig;
use crate::plan::making::Signing;
use crate::plan::release::messages::Messages;

/// Returns what two flags that exclude each other say.
pub(crate) fn switch(yes: bool, no: bool) -> Option<bool> {
    match (yes, no) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        (false, false) => None,
    }
}

/// Whether all is pushed at the end.
pub(crate) fn pushes(asked: Option<bool>, settings: &Release, config: &FinishConfig) -> bool {
    asked.or(settings.push).or(config.push).unwrap_or(false)
}

/// Whether the remote is asked first. A dry run leaves the remote alone unless it is told to ask:
/// what is fetched is a change, too.
pub(crate) fn fetches(common: &Common, settings: &Release, config: &FinishConfig) -> bool {
    let asked = switch(common.fetch, common.no_fetch);
    let usual = || settings.fetch.or(config.fetch).unwrap_or(true);
    asked.unwrap_or_else(|| !common.dry_run && usual())
}

/// Whether the topic branch stays here, and on the remote.
pub(crate) fn keeps(
    asked: Option<bool>,
    settings: &Release,
    config: &FinishConfig,
) -> (bool, bool) {
    let both = asked.or(settings.keep);
    let one = |own: Option<bool>| both.or(own).or(config.keep).unwrap_or(false);
    (one(config.keep_local), one(config.keep_remote))
}

/// How the tag is signed.
pub(crate) fn signing(flags: &SigningFlags, settings: &Release, config: &FinishConfig) -> Signing {
    if let Some(key) = &flags.local_user {
        return Signing::Key(key.clone());
    }
    match switch(flags.sign, flags.no_sign).or(settings.sign).or(config.sign) {
        Some(false) => Signing::No,
        Some(true) => match &config.signing_key {
            Some(key) if !key.is_empty() => Signing::Key(key.clone()),
            _ => Signing::Yes,
        },
        None => Signing::Configured,
    }
}

/// Returns the templates of the messages.
pub(crate) fn messages(settings: &Release) -> Messages {
    let usual = Messages::default();
    let or = |own: &Option<String>, usual: String| own.clone().unwrap_or(usual);
    Messages {
        commit: or(&settings.commit_message, usual.commit),
        merge: or(&settings.merge_message, usual.merge),
        back_merge: or(&settings.back_merge_message, usual.back_merge),
        tag: or(&settings.tag_message, usual.tag),
    }
}
