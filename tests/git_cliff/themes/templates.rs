//! What a template can say.
#![expect(clippy::disallowed_methods, reason = "the configurations lie in files")]
#![expect(clippy::expect_used, reason = "a test that cannot read its configurations has failed")]

use std::fs;
use std::path::Path;

use crate::harness::case::Case;
use crate::harness::compare::{assert_effective, assert_same};
use crate::histories::catalogue::History;
use crate::snippets::SNIPPETS;

/// Says nothing of its own, but is no part of what is tried.
const OTHERS: [&str; 1] = ["base"];

/// Does what no configuration at all does.
const IDLE: [&str; 1] = ["empty"];

#[test]
fn templates() {
    let histories = [
        History::Linear,
        History::Tags,
        History::Messages,
        History::Merges,
        History::Released,
        History::Untagged,
        History::OneCommit,
        History::People,
    ];
    let mut cases = Vec::new();
    let mut pairs = Vec::new();
    for (name, text) in files() {
        for history in histories {
            for flags in ["", "-u", "-l", "-t v9.9.9 --github-repo o/r"] {
                let bare = Case::new(history, flags).labelled(&name);
                cases.push(bare.clone().configured(&text));
                if !IDLE.contains(&name.as_str()) {
                    pairs.push((bare.clone().configured(&text), bare));
                }
            }
        }
    }
    assert_same("templates", &cases);
    assert_effective("templates", &pairs);
}

#[test]
fn snippets() {
    let mut cases = Vec::new();
    for (index, snippet) in SNIPPETS.iter().enumerate() {
        let quotes = if snippet.contains("'''") { "\"\"\"" } else { "'''" };
        let text = format!(
            "git.filter_unconventional = false\nchangelog.body = {quotes}\n{snippet}\n{quotes}\n"
        );
        let label = format!("{index} {snippet}");
        for (history, flags) in
            [(History::Linear, "-l"), (History::Linear, "-u"), (History::OneTag, "")]
        {
            let case = Case::new(history, flags).configured(&text).labelled(&label);
            cases.push(case.variable("CLIFF_TEST", "a value"));
        }
    }
    assert_same("snippets", &cases);
}

fn files() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/git_cliff/configs");
    let entries = fs::read_dir(folder).expect("the configurations are there");
    let mut files: Vec<(String, String)> = entries
        .map(|entry| {
            let path = entry.expect("the configurations can be listed").path();
            let name = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
            (name, fs::read_to_string(&path).expect("a configuration can be read"))
        })
        .filter(|(name, _)| !OTHERS.contains(&name.as_str()))
        .collect();
    files.sort();
    files
}
