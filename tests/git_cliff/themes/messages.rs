//! How messages are understood, and who wrote them.

use crate::harness::case::Case;
use crate::harness::compare::assert_same;
use crate::histories::catalogue::History;

/// Everything that is known of a commit.
const BODY: &str = r#"changelog.body = '''
{{ version | default(value="next") }} {{ message | json_encode }}
{% for commit in commits %}{{ commit | json_encode }}
{% endfor %}
'''
"#;

const SETTINGS: &[(&str, &str)] = &[
    ("default", ""),
    ("unfiltered", "git.filter_unconventional = false"),
    ("unconventional", "git.conventional_commits = false"),
    ("by type", "git.filter_unconventional = false\ngit.commit_parsers = []"),
    ("split", "git.split_commits = true\ngit.commit_parsers = []"),
    ("split raw", "git.split_commits = true\ngit.conventional_commits = false"),
    (
        "links",
        "git.filter_unconventional = false\n\
         git.link_parsers = [{ pattern = '#(\\d+)', href = 'i/$1', text = 'No. $1' }]",
    ),
    (
        "scopes",
        "git.commit_parsers = [{ message = '^(\\w+)(\\(.*\\))?', group = '$1', scope = '$2' }]",
    ),
    (
        "subjects",
        "git.commit_preprocessors = [{ pattern = '(?s)^\\s*([^\\n]*).*', replace = '$1' }]\n\
         git.filter_unconventional = false",
    ),
    ("protect", "git.protect_breaking_commits = true\ngit.filter_commits = true"),
];

#[test]
fn messages() {
    let mut cases = Vec::new();
    let histories = [
        History::Messages,
        History::Encodings,
        History::People,
        History::Unconventional,
        History::Linear,
        History::Tags,
    ];
    for history in histories {
        for (name, settings) in SETTINGS {
            for flags in ["", "-u", "--sort newest"] {
                let case = Case::new(history, flags).configured(&format!("{BODY}{settings}\n"));
                cases.push(case.labelled(name));
            }
        }
        for flags in ["", "-u", "-l", "--bump"] {
            cases.push(Case::new(history, flags).labelled("no configuration"));
        }
    }
    assert_same("messages", &cases);
}

/// Commits that are in no history.
#[test]
fn further_commits() {
    let mut cases = Vec::new();
    let commits: &[&[&str]] = &[
        &["feat: more"],
        &["feat: more", "fix(scope)!: and more\n\nBody.\n\nRefs: #1"],
        &["not conventional"],
        &["0123456789012345678901234567890123456789 feat: with an id"],
        &["0123456789012345678901234567890123456789"],
        &["0123456789012345678901234567890123456789 "],
        &["0123456 feat: with a short id"],
        &["0123456789ABCDEF0123456789abcdef01234567 feat: with letters"],
        &["0123456789012345678901234567890123456789\tfeat: with a tab"],
        &["0123456789012345678901234567890123456789  feat: two blanks"],
        &["  feat: blanks before  "],
        &["feat: CRLF\r\n\r\nbody\r\n"],
        &["chore: a skipped one? no", "chore(release): prepare for x", "chore(deps)!: broken"],
        &["✨ feat: x", "fix: ✨"],
        &[""],
    ];
    let histories = [History::Linear, History::Released, History::Untagged, History::Unborn];
    for history in histories {
        for (index, messages) in commits.iter().enumerate() {
            for flags in ["", "-u", "--tag v9.9.9", "-l", "--bumped-version", "--sort newest"] {
                if index > 3 && !matches!(flags, "" | "-u") {
                    continue;
                }
                let mut case = Case::new(history, flags).labelled(&format!("further {index}"));
                for message in *messages {
                    case = case.argument("--with-commit").argument(message);
                }
                cases.push(case.configured(BODY));
            }
        }
    }
    let required = format!("{BODY}git.require_conventional = true\n");
    for message in ["no type", "0123456789012345678901234567890123456789 no type", "feat: type"] {
        let case = Case::new(History::Released, "-u --with-commit").argument(message);
        cases.push(case.configured(&required).labelled("required"));
    }
    let matched = format!("{BODY}git.fail_on_unmatched_commit = true\ngit.commit_parsers = []\n");
    let case = Case::new(History::Released, "-u --with-commit").argument("feat: unmatched");
    cases.push(case.configured(&matched).labelled("unmatched"));
    assert_same("further commits", &cases);
}
