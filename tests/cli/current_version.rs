//! `semflow current-version`

use serde_json::json;

use crate::support::repository::Repo;
use crate::support::run::semflow;

#[test]
fn it_is_the_tag_here_or_the_highest_stable_one_behind() {
    let repo = Repo::released("v1.2.3");
    semflow(&repo, &["current-version"]).answers("1.2.3\n");
    semflow(&repo, &["current-version", "--tag"]).answers("v1.2.3\n");
    repo.commit("feat: more");
    semflow(&repo, &["current-version"]).answers("1.2.3\n");
    repo.tag("v1.3.0-rc.1");
    semflow(&repo, &["current-version"]).answers("1.3.0-rc.1\n");
    repo.commit("fix: one");
    semflow(&repo, &["current-version"]).answers("1.2.3\n");
    semflow(&repo, &["current-version", "--pre"]).answers("1.3.0-rc.1\n");
    semflow(&repo, &["current-version", "--pre", "--tag"]).answers("v1.3.0-rc.1\n");
}

#[test]
fn the_json_says_whether_head_is_it() {
    let repo = Repo::released("v1.2.3");
    let commit = repo.git(&["rev-parse", "HEAD"]);
    let mut expected =
        json!({"version": "1.2.3", "tag": "v1.2.3", "commit": commit, "at_head": true});
    assert_eq!(semflow(&repo, &["current-version", "--json"]).json(), expected);
    repo.commit("docs: tell");
    expected["at_head"] = json!(false);
    assert_eq!(semflow(&repo, &["current-version", "--json"]).json(), expected);
}

#[test]
fn without_a_release_it_is_nothing_and_the_code_is_1() {
    let repo = Repo::new();
    repo.commit("feat: begin");
    for flags in [&[][..], &["--tag"], &["--pre"], &["--json"]] {
        let arguments = [&["current-version"], flags].concat();
        semflow(&repo, &arguments).fails_with(1).warns("no version tag is reachable");
    }
    let quiet = semflow(&repo, &["current-version", "-q"]);
    assert_eq!(quiet.stderr, "");
    repo.tag("v0.1.0-alpha.1");
    repo.commit("fix: one");
    semflow(&repo, &["current-version"]).fails_with(1);
    semflow(&repo, &["current-version", "--pre"]).answers("0.1.0-alpha.1\n");
}
