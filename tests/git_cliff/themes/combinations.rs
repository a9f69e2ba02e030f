//! Flags, histories and configurations together, chosen by chance but the same each time.

use crate::harness::case::Case;
use crate::harness::chance::Chance;
use crate::harness::compare::assert_same;
use crate::histories::catalogue::{ALL, History};

/// How many combinations are tried.
const COUNT: usize = 700;

const CONFIGURATIONS: &[(&str, &str)] = &[
    ("emoji-groups", include_str!("../configs/emoji-groups.toml")),
    ("compare-links", include_str!("../configs/compare-links.toml")),
    ("statistics", include_str!("../configs/statistics.toml")),
    ("previous", include_str!("../configs/previous.toml")),
    ("commit-groups", include_str!("../configs/commit-groups.toml")),
    ("raw-messages", include_str!("../configs/raw-messages.toml")),
    ("breaking-first", include_str!("../configs/breaking-first.toml")),
    ("json", include_str!("../configs/json.toml")),
];

/// One of each is taken.
const AXES: &[&[&str]] = &[
    &["", "-u", "-l", "--current", "HEAD~3..HEAD", "HEAD~2..", "HEAD~5..HEAD~1", ""],
    &["", "", "--tag v9.9.9", "--bump", "--bump minor", "--bumped-version", "-x"],
    &[
        "",
        "",
        "--tag-pattern ^v[0-9]",
        "--skip-tags rc",
        "--ignore-tags v1",
        "--count-tags ^v",
        "--limit-tags 3",
    ],
    &["", "", "", "--topo-order", "--use-branch-tags"],
    &["", "", "--sort newest"],
    &[
        "",
        "",
        "--include-path files/1.txt",
        "--exclude-path files/*",
        "-w files",
        "--include-path part0/*",
    ],
    &["", "", "", "", "-o OUT.md", "-o OUT.md", "-p OLD.md", "-o OUT.md -p OLD.md", "-o -"],
    &["", "", "--strip header", "--strip footer", "--strip all"],
    &[
        "",
        "",
        "",
        "--with-commit feat:x",
        "--with-tag-message said",
        "--skip-commit <<HEAD>>",
        "--no-exec",
        "--github-repo o/r",
    ],
];

#[test]
fn combinations() {
    let mut chance = Chance::new(42);
    let mut cases: Vec<Case> = Vec::new();
    while cases.len() < COUNT {
        let history = *chance.of(&ALL);
        let mut arguments = Vec::new();
        for axis in AXES {
            let chosen = *chance.of(axis);
            // A history without commits has no HEAD to name.
            if history != History::Unborn || !chosen.contains("<<") {
                arguments.push(chosen);
            }
        }
        let case = Case::new(history, &arguments.join(" ")).file("OLD.md", "# Changelog\n\nold\n");
        let case = match CONFIGURATIONS.get(chance.below(CONFIGURATIONS.len() + 2)) {
            Some((name, text)) => case.configured(text).labelled(name),
            None => case,
        };
        if cases.iter().all(|other| other.name() != case.name()) {
            cases.push(case);
        }
    }
    assert_same("combinations", &cases);
}
