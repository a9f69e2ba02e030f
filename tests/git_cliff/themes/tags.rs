//! Which tags are releases, and which commits belong to them.

use crate::harness::case::Case;
use crate::harness::compare::{assert_effective, assert_same};
use crate::histories::catalogue::{ALL, History};
use crate::keys::key::{cases, pairs};
use crate::keys::tags::{IDLE, KEYS};

/// A body that tells the commits of a release apart and nothing else.
const BODY: &str = r#"changelog.body = '''
{{ version | default(value="next") }} {{ commit_id | default(value="-") }} {{ timestamp }} \
{{ message | json_encode }} {{ previous.version | default(value="-") }}
{% for commit in commits %} {{ commit.id | truncate(length=7, end="") }}{% endfor %}
'''
git.filter_unconventional = false
git.commit_parsers = []
"#;

const FLAGS: &[&str] = &[
    "",
    "--topo-order",
    "--use-branch-tags",
    "--sort newest",
    "--tag-pattern ^v[0-9]+",
    "--tag-pattern ^v1",
    "--tag-pattern nothing",
    "--skip-tags 1",
    "--skip-tags rc|beta",
    "--ignore-tags rc|beta|nightly|latest",
    "--ignore-tags v1",
    "--count-tags ^v",
    "--count-tags v1 --skip-tags v1.1",
    "--count-tags ^v --ignore-tags v1.1",
    "--limit-tags 1",
    "--limit-tags 2",
    "--limit-tags 3 -u",
    "--limit-tags 4 --tag-pattern ^v[0-9]+",
    "--limit-tags 0",
    "--tag v9.9.9",
    "--tag v0.0.1 --skip-tags v0.0.1",
    "--with-tag-message",
];

#[test]
fn tags() {
    let mut cases = Vec::new();
    for history in ALL {
        for flags in FLAGS {
            cases.push(Case::new(history, flags).configured(BODY));
        }
        let message = Case::new(history, "--with-tag-message").argument("said by a flag");
        cases.push(message.configured(BODY).labelled("message"));
        let message = Case::new(history, "--tag v9.9.9 --with-tag-message").argument("said of 9");
        cases.push(message.configured(BODY).labelled("message"));
    }
    assert_same("tags", &cases);
}

#[test]
fn keys_of_tags() {
    let histories = [History::Linear, History::Tags, History::Merges];
    let all = [KEYS, IDLE].concat();
    assert_same("keys of tags", &cases(&all, &histories));
    assert_effective("keys of tags", &pairs(KEYS, &histories));
}
