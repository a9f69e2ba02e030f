//! `semflow flow status`: what each branch would release, and what is wrong.

use serde_json::Value;

use crate::support::repository::Repo;
use crate::support::run::semflow;

/// `main` at v1.0.0 and `develop` with a feature.
fn healthy() -> Repo {
    let repo = Repo::released("v1.0.0");
    repo.start("develop");
    repo.commit("feat: one");
    repo
}

/// Finishes a hotfix into `main` alone.
fn hotfix(repo: &Repo, version: &str) {
    repo.checkout("main");
    repo.start(&format!("hotfix/{version}"));
    repo.commit("fix: fire");
    repo.checkout("main");
    repo.merge(&format!("hotfix/{version}"), &format!("Merge branch 'hotfix/{version}'"));
    repo.tag(version);
    repo.git(&["branch", "-d", &format!("hotfix/{version}")]);
}

fn faults(repo: &Repo) -> Vec<String> {
    let status = semflow(repo, &["--json", "flow", "status"]).json();
    let faults = status.get("faults").and_then(Value::as_array).into_iter().flatten();
    faults.filter_map(|fault| Some(fault.get("kind")?.as_str()?.to_owned())).collect()
}

#[test]
fn a_healthy_repository_shows_what_each_branch_would_release() {
    let repo = healthy();
    repo.start("release/v1.1.0");
    repo.commit("fix: two");
    let status = semflow(&repo, &["flow", "status"]);
    status.says(
        "  main            1.0.0          0 commits since v1.0.0, nothing to release\n  \
           develop         1.2.0-alpha.0  0 commits since v1.0.0, nothing to release\n\
         * release/v1.1.0  1.1.0-rc.1     2 commits since v1.0.0\n\nnothing is wrong\n",
    );
    semflow(&repo, &["flow", "status", "--check"]).ends_with(0);
}

#[test]
fn a_missing_back_merge_is_named_with_the_command_that_mends_it() {
    let repo = healthy();
    hotfix(&repo, "v1.0.1");
    hotfix(&repo, "v1.0.2");
    let status = semflow(&repo, &["flow", "status", "--check"]);
    status.ends_with(1);
    status.prints("- missing back-merge of v1.0.1, v1.0.2 into develop\n");
    status.prints("    git checkout develop && git merge v1.0.2\n");
    repo.checkout("develop");
    repo.merge("v1.0.2", "Merge tag 'v1.0.2' into develop");
    semflow(&repo, &["flow", "status", "--check"]).ends_with(0).prints("nothing is wrong");
}

#[test]
fn a_hotfix_is_missed_in_a_release_that_is_on_its_way() {
    let repo = healthy();
    repo.start("release/v1.1.0");
    hotfix(&repo, "v1.0.1");
    repo.checkout("develop");
    repo.merge("v1.0.1", "Merge tag 'v1.0.1' into develop");
    semflow(&repo, &["flow", "status"])
        .prints("- missing back-merge of v1.0.1 into release/v1.1.0\n");
    assert_eq!(faults(&repo), ["missing-back-merge"]);
}

#[test]
fn a_tag_that_is_on_no_released_branch_is_a_fault() {
    let repo = healthy();
    repo.tag("v1.1.0");
    semflow(&repo, &["flow", "status"]).prints("- tag v1.1.0 at ").prints(
        "is neither on main nor on a support branch\n    git checkout main && git merge v1.1.0",
    );
    assert_eq!(faults(&repo), ["tag-off-main"]);
}

#[test]
fn a_tag_on_a_support_branch_is_at_home() {
    let repo = healthy();
    repo.checkout("main");
    repo.start("support/1.0.x");
    repo.commit("fix: old");
    repo.tag("v1.0.1");
    assert_eq!(faults(&repo), [""; 0]);
}

#[test]
fn a_release_name_that_is_not_above_the_last_release_is_a_fault() {
    let repo = healthy();
    repo.start("release/v0.9.0");
    repo.commit("fix: late");
    let status = semflow(&repo, &["flow", "status"]);
    status.prints("- release/v0.9.0 says 0.9.0, which is not above v1.0.0\n");
    assert_eq!(faults(&repo), ["version-not-above"]);
}

#[test]
fn a_release_that_is_out_can_go() {
    let repo = healthy();
    repo.start("release/v1.1.0");
    repo.checkout("main");
    repo.merge("release/v1.1.0", "Merge branch 'release/v1.1.0'");
    repo.tag("v1.1.0");
    repo.checkout("develop");
    repo.merge("v1.1.0", "Merge tag 'v1.1.0' into develop");
    let status = semflow(&repo, &["flow", "status"]);
    status.prints("release/v1.1.0  1.1.0          is out, the branch can go\n");
    status.prints("nothing is wrong");
}

#[test]
fn two_branches_that_would_release_one_version_are_a_fault() {
    let repo = healthy();
    for name in ["hotfix/a", "hotfix/b"] {
        repo.checkout("main");
        repo.start(name);
        repo.commit("fix: fire");
    }
    semflow(&repo, &["flow", "status"]).prints("- hotfix/a, hotfix/b would all release 1.0.1\n");
    assert_eq!(faults(&repo), ["same-version"]);
}

#[test]
fn a_hotfix_that_breaks_something_is_a_fault() {
    let repo = healthy();
    repo.checkout("main");
    repo.start("hotfix/v1.0.1");
    repo.commit("fix!: another way");
    semflow(&repo, &["flow", "status"]).prints("- hotfix/v1.0.1 breaks something: ");
    assert_eq!(faults(&repo), ["breaking-hotfix"]);
}

#[test]
fn a_release_that_holds_more_than_its_name_says_is_a_fault() {
    let repo = healthy();
    repo.start("release/v1.1.0");
    repo.commit("fix!: another way");
    let status = semflow(&repo, &["flow", "status"]);
    status.prints("- release/v1.1.0 says 1.1.0, and its commits ask for 2.0.0\n");
    status.prints("    git checkout release/v1.1.0 && git branch -m release/v2.0.0\n");
    assert_eq!(faults(&repo), ["underbump"]);
}

#[test]
fn a_branch_that_went_another_way_than_on_the_remote_is_a_fault() {
    let repo = healthy();
    let theirs = repo.commit("feat: theirs");
    repo.git(&["update-ref", "refs/remotes/origin/develop", &theirs]);
    repo.git(&["remote", "add", "origin", "https://example.com/a/b.git"]);
    repo.git(&["reset", "--quiet", "--hard", "HEAD~"]);
    assert_eq!(faults(&repo), [""; 0], "behind is no fault");
    repo.commit("feat: ours");
    semflow(&repo, &["flow", "status"])
        .prints("- develop and origin/develop each have commits that the other has not\n");
    assert_eq!(faults(&repo), ["diverged"]);
}

#[test]
fn the_json_has_a_row_for_each_branch() {
    let repo = healthy();
    let status = semflow(&repo, &["--json", "flow", "status"]).json();
    let develop = &status["branches"][1];
    assert_eq!(develop["name"], "develop");
    assert_eq!(develop["kind"], "integration");
    assert_eq!(develop["version"], "1.1.0-alpha.1");
    assert_eq!(develop["previous_tag"], "v1.0.0");
    assert_eq!(develop["checked_out"], true);
}

#[test]
fn a_trunk_has_no_such_status() {
    let repo = Repo::released("v1.0.0");
    semflow(&repo, &["flow", "status"]).fails_with(3).warns("does not work by Git Flow");
}
