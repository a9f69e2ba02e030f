//! The next version.

use crate::harness::case::Case;
use crate::harness::compare::{assert_effective, assert_same};
use crate::histories::catalogue::{ALL, History};
use crate::keys::bump::KEYS;
use crate::keys::key::{cases, pairs};

const BODY: &str = r#"changelog.body = '''
{{ version | default(value="next") }} {{ previous.version | default(value="-") }} \
{{ bump_type | default(value="-") }} {{ timestamp }}
{% for commit in commits %} {{ commit.id | truncate(length=7, end="") }}{% endfor %}
'''
"#;

const FLAGS: &[&str] = &[
    "--bump",
    "--bump auto",
    "--bump major",
    "--bump minor",
    "--bump patch",
    "--bump huge",
    "--bumped-version",
    "--bumped-version --bump minor",
    "--bumped-version -u",
    "--bumped-version -l",
    "--bumped-version -x",
    "--bumped-version -o OUT.md",
    "--bumped-version --tag v7.0.0",
    "--bumped-version --tag-pattern ^v",
    "--bumped-version --tag-pattern ^core/",
    "--bumped-version --tag-pattern ^cli-v",
    "--bumped-version --tag-pattern nothing",
    "--bumped-version --ignore-tags rc|beta|nightly|^[0-9]|/|-v",
    "--bumped-version --use-branch-tags",
    "-u --bump",
    "-u --bump minor",
    "-l --bump",
    "--current --bump",
    "--bump --tag v7.0.0",
    "-u --bump -x",
    "--bump --tag-pattern ^v0",
    "-u --bump --tag-pattern ^v2",
    "-u --bump --use-branch-tags",
    "HEAD~1..HEAD --bump",
    "--bump --sort newest",
    "--bump --with-tag-message",
];

#[test]
fn bump() {
    let mut cases = Vec::new();
    for history in ALL {
        for flags in FLAGS {
            cases.push(Case::new(history, flags).configured(BODY));
        }
        for message in ["feat!: broken", "feat: more", "fix: less", "nothing", "chore: skipped"] {
            for flags in ["--bump --with-commit", "--bumped-version --with-commit"] {
                let case = Case::new(history, flags).argument(message);
                cases.push(case.configured(BODY).labelled("further"));
            }
        }
        for flags in ["--bump", "-u --bump", "--bumped-version"] {
            cases.push(Case::new(history, flags).labelled("no configuration"));
        }
    }
    assert_same("bump", &cases);
}

#[test]
fn keys_of_bump() {
    let histories = [History::Linear, History::Untagged, History::OneTag, History::Released];
    assert_same("keys of bump", &cases(KEYS, &histories));
    assert_effective("keys of bump", &pairs(KEYS, &histories));
}
