//! Corners of Git Flow that were wrong once.

use crate::support::repository::Repo;
use crate::support::run::{Run, semflow};
use crate::support::story::play;

#[test]
fn a_branch_at_the_release_that_its_name_says_is_refused() {
    play(
        "released v1.2.0
         branch release/v1.2.0
         refuse: is not above",
    );
    play(
        "released v1.2.0
         branch hotfix/v1.2.0
         refuse: is not above",
    );
}

#[test]
fn a_downgrade_that_is_allowed_needs_no_other_leave() {
    play(
        "released v2.0.0
         branch release/v1.9.0
         commit fix: two
         refuse: is not above
         expect 1.9.0-rc.1 with --allow-downgrade",
    );
}

#[test]
fn a_configured_version_that_an_open_release_has_counts_no_more() {
    play(
        "released v1.0.0
         flow next_version = '2.0.0'
         branch develop
         commit feat: one
         branch release/v2.0.0
         commit fix: two
         expect develop 2.1.0-alpha.0",
    );
}

#[test]
fn a_footer_on_develop_cannot_ask_for_less_than_an_open_release() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch release/v2.0.0
         commit fix: two
         switch develop
         commit feat: three\\n\\nRelease-As: 1.5.0
         refuse: is not higher than what branch `release/v2.0.0` is on its way to, 2.0.0",
    );
}

#[test]
fn numbers_that_were_given_elsewhere_are_passed_over_for_good() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch aside
         commit feat: two
         tag v1.1.0-alpha.2
         switch develop
         commit fix: a
         expect 1.1.0-alpha.3
         commit fix: b
         expect 1.1.0-alpha.4",
    );
}

#[test]
fn a_version_that_is_asked_for_has_no_label() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         expect 3.0.0 with --version 3.0.0
         expect 2.0.0-alpha.1 with --major",
    );
}

#[test]
fn a_number_goes_on_from_a_tag_that_a_release_has_taken_in() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         tag v1.2.0-alpha.6
         branch release/v1.1.0
         commit fix: two
         switch main
         merge release/v1.1.0 into main
         tag v1.1.0
         switch develop
         commit fix: three
         expect 1.2.0-alpha.7",
    );
}

#[test]
fn a_child_of_a_hotfix_carries_its_own_breaking_change() {
    play(
        "released v1.2.0
         branch hotfix/v1.2.1
         commit fix: one
         branch feature/part
         commit feat!: two
         expect 2.0.0-part.2",
    );
}

#[test]
fn a_tag_that_the_ci_names_and_did_not_fetch_is_the_answer() {
    let repo = Repo::released("v1.0.0");
    repo.start("develop");
    repo.commit("feat: one");
    repo.branch("other");
    repo.git(&["checkout", "--quiet", "--detach"]);
    let ask = |tag: &str| {
        let run = Run::on(&repo).env("GITHUB_ACTIONS", "true");
        run.env("GITHUB_REF", &format!("refs/tags/{tag}")).semflow(&["next-version"])
    };
    ask("v1.1.0").says("1.1.0\n");
    ask("v1.0.0").fails_with(3).warns("GITHUB_REF says tag v1.0.0, which is not at this commit");
    semflow(&repo, &["next-version"]).fails_with(3).warns("develop, other");
}

#[test]
fn a_tag_that_is_checked_out_may_be_stepped_on_from() {
    let repo = Repo::released("v1.0.0");
    repo.branch("develop");
    repo.branch("other");
    repo.checkout("v1.0.0");
    let ask = |flags: &[&str]| semflow(&repo, &[&["next-version"], flags].concat());
    ask(&[]).says("1.0.0\n");
    ask(&["--minor"]).says("1.1.0\n");
    ask(&["--version", "3.0.0"]).says("3.0.0\n");
}

#[test]
fn what_was_branched_off_main_lies_above_a_release_that_main_waits_to_tag() {
    play(
        "released v1.2.3
         branch develop
         commit fix: one
         branch release/v2.0.0
         commit fix: two
         merge release/v2.0.0 into main
         switch main
         expect 2.0.0
         branch feature/z
         commit fix: three
         expect 2.0.0-z.2",
    );
}

#[test]
fn a_pull_request_of_a_release_into_main_has_its_version() {
    let repo = Repo::released("v1.2.3");
    repo.start("develop");
    repo.start("release/v2.0.0");
    repo.commit("fix: one");
    repo.git(&["checkout", "--quiet", "--detach"]);
    let run = Run::on(&repo)
        .env("GITHUB_ACTIONS", "true")
        .env("GITHUB_REF", "refs/pull/47/merge")
        .env("GITHUB_HEAD_REF", "release/v2.0.0")
        .env("GITHUB_BASE_REF", "main");
    run.semflow(&["next-version"]).says("2.0.0-pr47.1\n");
}

#[test]
fn a_commit_on_main_with_the_version_of_an_open_branch_is_no_squashed_merge() {
    let repo = Repo::released("v1.0.0");
    repo.write("main", "1");
    repo.commit("fix: on main");
    repo.tag("v1.0.1");
    repo.checkout("v1.0.0");
    repo.start("develop");
    repo.write("develop", "1");
    repo.commit("feat: one");
    repo.branch("release/v1.0.1");
    semflow(&repo, &["-q", "next-version"]).says("1.1.0-alpha.1\n");
}

#[test]
fn a_topic_branch_without_a_parent_still_has_its_label() {
    let repo = Repo::released("v1.0.0");
    repo.write("cliff.toml", "[flow]\nenabled = true\n");
    repo.git(&["branch", "--quiet", "--move", "feature/x"]);
    repo.commit("docs: one");
    semflow(&repo, &["next-version"]).says("1.0.1-x.1\n");
}

#[test]
fn the_prefix_that_git_flow_recorded_is_written() {
    let repo = Repo::released("v1.0.0");
    repo.commit("fix: one");
    let tag = || semflow(&repo, &["next-version", "--format", "tag"]).stdout;
    assert_eq!(tag(), "v1.0.1\n");
    repo.git(&["config", "gitflow.prefix.versiontag", ""]);
    assert_eq!(tag(), "1.0.1\n");
    repo.git(&["config", "gitflow.prefix.versiontag", "rel-"]);
    assert_eq!(tag(), "rel-0.1.0\n");
    assert_eq!(
        semflow(&repo, &["next-version", "--format", "tag", "--tag-prefix", "v"]).stdout,
        "v1.0.1\n"
    );
}
