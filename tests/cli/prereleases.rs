//! Pre-releases: counted from tag names alone, never given twice, never going back.

use crate::support::repository::Repo;
use crate::support::run::semflow;

#[track_caller]
fn candidate(repo: &Repo, label: &str, version: &str) {
    semflow(repo, &["next-version", "--pre", label]).answers(&format!("{version}\n"));
}

#[test]
fn the_first_is_number_one_and_each_commit_gets_the_next() {
    let repo = Repo::released("v1.0.0");
    repo.commit("feat: more");
    candidate(&repo, "rc", "1.1.0-rc.1");
    repo.tag("v1.1.0-rc.1");
    repo.commit("fix: one");
    candidate(&repo, "rc", "1.1.0-rc.2");
    repo.tag("v1.1.0-rc.2");
    repo.commit("docs: tell");
    candidate(&repo, "rc", "1.1.0-rc.3");
    semflow(&repo, &["next-version"]).answers("1.1.0\n");
}

#[test]
fn a_tagged_commit_keeps_its_candidate() {
    let repo = Repo::released("v1.0.0");
    repo.commit("feat: more");
    repo.tag("v1.1.0-rc.1");
    candidate(&repo, "rc", "1.1.0-rc.1");
    let answer = semflow(&repo, &["next-version", "--pre", "rc", "--require-changes"]);
    answer.fails_with(1);
    semflow(&repo, &["current-version"]).answers("1.1.0-rc.1\n");
    semflow(&repo, &["next-version"]).answers("1.1.0\n");
}

#[test]
fn a_higher_level_starts_a_higher_version_anew() {
    let repo = Repo::released("v1.0.0");
    repo.commit("fix: one");
    repo.tag("v1.0.1-rc.1");
    repo.commit("feat: more");
    candidate(&repo, "rc", "1.1.0-rc.1");
    repo.tag("v1.1.0-rc.1");
    repo.commit("fix: two");
    candidate(&repo, "rc", "1.1.0-rc.2");
    repo.commit("feat!: new world");
    candidate(&repo, "rc", "2.0.0-rc.1");
}

#[test]
fn a_higher_label_starts_anew_and_a_lower_one_is_refused() {
    let repo = Repo::released("v1.0.0");
    repo.commit("feat: more");
    repo.tag("v1.1.0-alpha.3");
    repo.commit("fix: one");
    candidate(&repo, "alpha", "1.1.0-alpha.4");
    candidate(&repo, "beta", "1.1.0-beta.1");
    repo.tag("v1.1.0-beta.1");
    repo.commit("fix: two");
    candidate(&repo, "rc", "1.1.0-rc.1");
    let back = semflow(&repo, &["next-version", "--pre", "alpha"]);
    back.fails_with(3).warns("1.1.0-alpha.4").warns("v1.1.0-beta.1");
}

#[test]
fn a_number_that_is_taken_elsewhere_is_passed_over() {
    let repo = Repo::released("v1.0.0");
    repo.branch("other");
    repo.checkout("other");
    repo.commit("feat: there");
    repo.tag("v1.1.0-rc.1");
    repo.checkout("main");
    repo.commit("feat: here");
    candidate(&repo, "rc", "1.1.0-rc.2");
}

#[test]
fn a_candidate_does_not_count_as_a_release() {
    let repo = Repo::released("v1.0.0");
    repo.commit("feat: more");
    repo.tag("v1.1.0-rc.1");
    repo.commit("fix: one");
    semflow(&repo, &["next-version"]).answers("1.1.0\n");
    semflow(&repo, &["current-version"]).answers("1.0.0\n");
    semflow(&repo, &["current-version", "--pre"]).answers("1.1.0-rc.1\n");
}

#[test]
fn the_version_never_falls_behind_a_candidate_that_is_out() {
    let repo = Repo::released("v1.0.0");
    repo.commit("feat!: new world");
    repo.tag("v2.0.0-rc.1");
    repo.commit("fix: one");
    semflow(&repo, &["next-version"]).answers("2.0.0\n");
    let repo = Repo::released("v1.0.0");
    repo.commit("docs: tell");
    repo.tag("v3.0.0-beta.1");
    repo.commit("docs: more");
    semflow(&repo, &["next-version"]).answers("3.0.0\n");
    candidate(&repo, "beta", "3.0.0-beta.2");
    semflow(&repo, &["next-version", "--explain"]).warns("floor").warns("v3.0.0-beta.1");
}

#[test]
fn nothing_to_release_makes_no_candidate() {
    let repo = Repo::released("v1.0.0");
    candidate(&repo, "rc", "1.0.0");
    repo.commit("docs: tell");
    candidate(&repo, "rc", "1.0.0");
}

#[test]
fn the_first_release_can_have_candidates() {
    let repo = Repo::new();
    repo.commit("feat: begin");
    candidate(&repo, "alpha", "0.1.0-alpha.1");
    repo.tag("v0.1.0-alpha.1");
    repo.commit("fix: one");
    candidate(&repo, "alpha", "0.1.0-alpha.2");
    semflow(&repo, &["next-version"]).answers("0.1.0\n");
}

#[test]
fn after_the_final_version_its_candidates_are_over() {
    let repo = Repo::released("v1.0.0-rc.1");
    repo.commit("fix: one");
    repo.tag("v1.0.0");
    repo.commit("fix: two");
    candidate(&repo, "rc", "1.0.1-rc.1");
}

#[test]
fn ten_comes_after_nine() {
    let repo = Repo::released("v1.0.0");
    repo.commit("feat: more");
    for number in 1..=10 {
        repo.tag(&format!("v1.1.0-rc.{number}"));
    }
    repo.commit("fix: one");
    candidate(&repo, "rc", "1.1.0-rc.11");
}

#[test]
fn tags_of_other_forms_are_read_and_not_continued() {
    let repo = Repo::released("v1.0.0");
    repo.commit("feat: more");
    repo.tag("v1.1.0-beta9");
    repo.commit("fix: one");
    semflow(&repo, &["next-version"]).answers("1.1.0\n");
    candidate(&repo, "rc", "1.1.0-rc.1");
}

#[test]
fn a_level_asked_for_goes_with_a_label() {
    let repo = Repo::released("v1.0.0");
    repo.commit("fix: one");
    semflow(&repo, &["next-version", "--minor", "--pre", "rc"]).answers("1.1.0-rc.1\n");
    semflow(&repo, &["next-version", "--major", "--pre", "rc"]).answers("2.0.0-rc.1\n");
}

#[test]
fn a_label_that_is_none_is_refused_before_anything_is_read() {
    let none = Repo::none();
    for label in ["", "1", "rc 1", "rc..1", "rc_1", "ä"] {
        semflow(&none, &["next-version", "--pre", label]).fails_with(2).warns("label");
    }
}

#[test]
fn a_promotion_without_a_new_commit_takes_the_next_label() {
    let repo = Repo::released("v1.0.0");
    repo.commit("feat: more");
    repo.tag("v1.1.0-alpha.1");
    candidate(&repo, "beta", "1.1.0-beta.1");
}
