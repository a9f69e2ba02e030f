//! Which part of the history is told.

use crate::harness::case::Case;
use crate::harness::compare::assert_same;
use crate::histories::catalogue::{ALL, History};

const BODY: &str = r#"changelog.body = '''
{{ version | default(value="next") }} {{ commit_id | default(value="-") }} {{ timestamp }} \
{{ previous.version | default(value="-") }} {{ previous.commit_id | default(value="-") }} \
{{ previous.timestamp | default(value="-") }} {{ commit_range | json_encode }}
{% for commit in commits %} {{ commit.id | truncate(length=7, end="") }}{% endfor %}
'''
changelog.header = '''{{ releases | length }}'''
git.filter_unconventional = false
git.commit_parsers = []
"#;

const FLAGS: &[&str] = &[
    "",
    "-u",
    "-l",
    "--current",
    "-u -l",
    "-u --current",
    "-l --current",
    "-u --topo-order",
    "-l --topo-order",
    "-u --use-branch-tags",
    "-l --use-branch-tags",
    "-u --tag v9.9.9",
    "-l --tag v9.9.9",
    "--current --tag v9.9.9",
    "-u --sort newest",
    "-l --tag-pattern ^v1",
    "-u --tag-pattern ^v1",
    "-l --ignore-tags v",
    "-l --skip-tags v",
    "-u --count-tags ^v1",
    "HEAD~1..HEAD",
    "HEAD~1..",
    "HEAD..HEAD",
    "..HEAD",
    "HEAD~3..HEAD~1",
    "HEAD..HEAD~2",
    "<<HEAD>>",
    "<<HEAD~1>>",
    "<<HEAD~1>> -u",
    "HEAD~1",
    "HEAD",
    "HEAD~2...HEAD",
    "main~2..main",
    "refs/heads/main~1..",
    "<<HEAD~2>>..<<HEAD>>",
    "<<HEAD~2>>..",
    "HEAD~2..HEAD --tag v9.9.9",
    "HEAD~2..HEAD -u",
    "HEAD~2..HEAD -l",
    "no-such..HEAD",
    "0123456789012345678901234567890123456789",
    "-- HEAD~1..HEAD",
];

/// Ranges by the tags of a history.
const NAMED: &[(History, &[&str])] = &[
    (
        History::Linear,
        &["v0.1.0..v0.2.0", "v0.1.0..", "v0.2.0", "v0.1.0..v1.0.0 --sort newest", "v1.0.0..v0.1.0"],
    ),
    (
        History::Merges,
        &[
            "v1.0.0..v1.0.2",
            "v1.0.2..",
            "v1.1.0..v1.2.0",
            "v1.0.1..v1.2.0 --tag v8.0.0",
            "release/1.0..main",
            "main..release/1.0",
            "import..main",
            "v1.0.2..HEAD^2",
            "topic..old",
            "<<v1.0.2>>",
            "<<release/1.2>>",
        ],
    ),
    (
        History::Tags,
        &[
            "v0.9.0..v1.0.0",
            "v1.0.0-rc.1..v1.0.0-rc.2",
            "v1.2.1..",
            "core/v0.1.0..v2.0.0-beta.1",
            "v3.0.0..",
            "on-a-blob..HEAD",
            "side..main",
            "<<v1.0.0>>..",
            "<<v1.0.0^{}>>",
        ],
    ),
    (History::Released, &["v1.0.0..v2.0.0", "v2.0.1..", "latest..", "v1.1.0..latest"]),
];

#[test]
fn ranges() {
    let mut cases = Vec::new();
    for history in ALL {
        // Some have fewer commits than others look back.
        let is_short = matches!(history, History::Unborn | History::OneCommit);
        let fits = |flags: &&&str| !is_short || !flags.contains("<<");
        for flags in FLAGS.iter().filter(fits) {
            cases.push(Case::new(history, flags).configured(BODY));
        }
    }
    for (history, ranges) in NAMED {
        for range in *ranges {
            cases.push(Case::new(*history, range).configured(BODY));
        }
    }
    assert_same("ranges", &cases);
}
