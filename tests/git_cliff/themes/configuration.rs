//! Every key of a `cliff.toml`, apart from those about tags and versions.

use crate::harness::compare::{assert_effective, assert_same};
use crate::histories::catalogue::History;
use crate::keys::changelog;
use crate::keys::commits;
use crate::keys::key::{Key, cases, pairs};
use crate::keys::mistakes;
use crate::keys::parsers;
use crate::keys::remote;

#[test]
fn keys_of_changelog() {
    let histories = [History::Linear, History::Released, History::Untagged];
    let mut all = changelog::KEYS.to_owned();
    if cfg!(unix) {
        all.extend(changelog::COMMANDS);
    }
    assert_same("keys of changelog", &cases(&all, &histories));
    let keys: Vec<Key<'_>> = all.into_iter().filter(|key| !is_idle(key)).collect();
    assert_effective("keys of changelog", &pairs(&keys, &histories));
}

/// Some are here to do nothing at all.
fn is_idle((name, ..): &Key<'_>) -> bool {
    matches!(*name, "postprocessor-command-fails" | "postprocessor-command-without-match")
}

#[test]
fn keys_of_commits() {
    let histories = [History::Linear, History::Messages, History::Merges];
    let all = [commits::KEYS, commits::IDLE].concat();
    assert_same("keys of commits", &cases(&all, &histories));
    assert_effective("keys of commits", &pairs(commits::KEYS, &histories));
}

#[test]
fn keys_of_parsers() {
    let histories = [History::Linear, History::Messages, History::Merges];
    assert_same("keys of parsers", &cases(parsers::KEYS, &histories));
    assert_effective("keys of parsers", &pairs(parsers::KEYS, &histories));
}

#[test]
fn keys_of_remote() {
    let shown: Vec<(&str, &str, String)> = remote::KEYS
        .iter()
        .map(|(name, variants, text)| (*name, *variants, format!("{}\n{text}", remote::SHOWN)))
        .collect();
    let keys: Vec<Key<'_>> =
        shown.iter().map(|(name, variants, text)| (*name, *variants, &**text)).collect();
    assert_same("keys of remote", &cases(&keys, &[History::OneTag]));
    assert_effective("keys of remote", &pairs(&keys, &[History::OneTag]));
}

#[test]
fn mistakes() {
    assert_same("mistakes", &cases(mistakes::KEYS, &[History::OneTag]));
}
