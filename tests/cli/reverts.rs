//! Reverts: a commit and what takes it back cancel each other while both are unreleased.

use crate::support::repository::Repo;
use crate::support::run::semflow;

fn revert(repo: &Repo, subject: &str, id: &str) -> String {
    repo.commit(&format!("Revert \"{subject}\"\n\nThis reverts commit {id}."))
}

#[test]
fn a_reverted_feature_asks_for_nothing() {
    let repo = Repo::released("v1.0.0");
    let feature = repo.commit("feat: more");
    revert(&repo, "feat: more", &feature);
    semflow(&repo, &["next-version"]).answers("1.0.0\n");
    semflow(&repo, &["changelog", "--unreleased"]).ends_with(0).omits("more");
}

#[test]
fn a_revert_made_by_git_itself_cancels() {
    let repo = Repo::new();
    repo.write("file.txt", "one\n");
    repo.commit("feat: begin");
    repo.tag("v1.0.0");
    repo.write("file.txt", "two\n");
    repo.commit("feat: two");
    repo.git(&["revert", "--no-edit", "HEAD"]);
    semflow(&repo, &["next-version"]).answers("1.0.0\n");
    repo.git(&["revert", "--no-edit", "HEAD"]);
    semflow(&repo, &["next-version"]).answers("1.1.0\n");
    repo.git(&["revert", "--no-edit", "HEAD"]);
    semflow(&repo, &["next-version"]).answers("1.0.0\n");
}

#[test]
fn every_form_of_naming_the_target_cancels() {
    for form in [
        "Revert \"feat: more (#12)\"\n\nThis reverts commit ID.",
        "Revert \"feat: more (#12)\"\n\nThis reverts commit SHORT.",
        "Revert \"feat: more (#12)\" (#13)\n\nReverts org/repo#12",
        "Revert \"feat: more (#12)\"",
        "revert: feat: more (#12)\n\nRefs: SHORT",
        "revert: feat: more\n\nThis reverts commit ID.",
        "revert(api): feat: more (#12)\n\nThis reverts commit ID.",
    ] {
        let repo = Repo::released("v1.0.0");
        let id = repo.commit("feat: more (#12)");
        repo.commit(&form.replace("ID", &id).replace("SHORT", &id[..10]));
        let answer = semflow(&repo, &["next-version"]);
        assert_eq!(answer.stdout, "1.0.0\n", "{form}\n{answer}");
    }
}

#[test]
fn a_revert_of_a_revert_brings_the_feature_back() {
    let repo = Repo::released("v1.0.0");
    let feature = repo.commit("feat: more");
    let first = revert(&repo, "feat: more", &feature);
    let second = repo.commit(&format!("Reapply \"feat: more\"\n\nThis reverts commit {first}."));
    semflow(&repo, &["next-version"]).answers("1.1.0\n");
    revert(&repo, "Reapply \"feat: more\"", &second);
    semflow(&repo, &["next-version"]).answers("1.0.0\n");
}

#[test]
fn a_revert_of_what_is_released_is_a_patch() {
    let repo = Repo::new();
    let feature = repo.commit("feat: more");
    repo.tag("v1.0.0");
    revert(&repo, "feat: more", &feature);
    semflow(&repo, &["next-version"]).answers("1.0.1\n");
    semflow(&repo, &["changelog"]).prints("## [1.0.0]").prints("- feat: more");
    repo.commit("revert: something else");
    semflow(&repo, &["next-version"]).answers("1.0.1\n");
}

#[test]
fn two_commits_of_one_subject_are_not_confused() {
    let repo = Repo::released("v1.0.0");
    repo.commit("feat: more");
    repo.commit("feat: more");
    repo.commit("Revert \"feat: more\"");
    semflow(&repo, &["next-version"]).answers("1.1.0\n");
}

#[test]
fn the_revert_of_a_merge_takes_back_what_it_brought() {
    let repo = Repo::released("v1.0.0");
    repo.branch("topic");
    repo.checkout("topic");
    repo.commit("feat: topic one");
    repo.commit("feat: topic two");
    repo.checkout("main");
    repo.commit("fix: on main");
    let merge = repo.merge("topic", "Merge branch 'topic'");
    semflow(&repo, &["next-version"]).answers("1.1.0\n");
    revert(&repo, "Merge branch 'topic'", &merge);
    semflow(&repo, &["next-version"]).answers("1.0.1\n");
}

#[test]
fn cancelling_can_be_switched_off() {
    let repo = Repo::released("v1.0.0");
    repo.write("cliff.toml", "[commits]\ncancel_reverts = false\n");
    let feature = repo.commit("feat: more");
    revert(&repo, "feat: more", &feature);
    semflow(&repo, &["next-version"]).answers("1.1.0\n");
    semflow(&repo, &["changelog"]).prints("- more");
}

#[test]
fn the_changelog_keeps_what_was_out_before_it_was_reverted() {
    let repo = Repo::new();
    repo.commit("feat: begin");
    let feature = repo.commit("feat: more");
    repo.tag("v1.0.0");
    revert(&repo, "feat: more", &feature);
    repo.tag("v1.0.1");
    let json = semflow(&repo, &["changelog", "--json"]).json();
    assert_eq!(json[1]["commits"].as_array().unwrap().len(), 2);
    assert_eq!(json[0]["commits"].as_array().unwrap().len(), 1);
}

#[test]
fn the_page_of_reasons_names_each_cancellation() {
    let repo = Repo::released("v1.0.0");
    let feature = repo.commit("feat: more");
    let back = revert(&repo, "feat: more", &feature);
    let page = semflow(&repo, &["next-version", "--explain"]);
    page.warns(&format!("reverted by {}", &back[..7]));
    page.warns(&format!("reverts {}", &feature[..7]));
}
