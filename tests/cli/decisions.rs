//! Decisions where two rules meet.

use crate::support::repository::Repo;
use crate::support::run::semflow;

#[test]
fn only_the_highest_candidate_decides_alone() {
    let repo = Repo::released("v1.0.0");
    repo.commit("feat!: new world");
    repo.tag("v3.0.0-alpha.1");
    repo.commit("fix: one");
    repo.tag("v2.0.0-beta.1");
    repo.commit("fix: two");
    semflow(&repo, &["next-version"]).answers("3.0.0\n");
    semflow(&repo, &["next-version", "--json"]).prints("\"version\": \"3.0.0\"");
}

#[test]
fn a_footer_that_asked_for_a_candidate_is_done_once_a_candidate_is_out() {
    let repo = Repo::released("v1.0.0");
    repo.commit("fix: one\n\nRelease-As: 2.0.0-beta.5");
    semflow(&repo, &["next-version"]).answers("2.0.0-beta.5\n");
    repo.tag("v2.0.0-beta.5");
    repo.commit("fix: two");
    semflow(&repo, &["next-version"]).answers("2.0.0\n");
    semflow(&repo, &["next-version", "--json"]).prints("\"version\": \"2.0.0\"");
}

#[test]
fn what_is_asked_for_counts_from_the_highest_release_even_on_a_lower_tag() {
    let repo = Repo::released("v2.0.0");
    repo.commit("fix: old line");
    repo.tag("v1.5.1");
    semflow(&repo, &["next-version"]).answers("1.5.1\n");
    semflow(&repo, &["next-version", "--minor"]).answers("2.1.0\n");
    semflow(&repo, &["next-version", "--version", "1.9.0"]).fails_with(3).warns("2.0.0");
}

#[test]
fn the_footer_of_a_reverted_commit_is_reverted_too() {
    let repo = Repo::released("v1.0.0");
    let id = repo.commit("feat: b\n\nRelease-As: 3.0.0");
    repo.commit(&format!("Revert \"feat: b\"\n\nThis reverts commit {id}."));
    repo.commit("fix: c");
    semflow(&repo, &["next-version"]).answers("1.0.1\n");
}

#[test]
fn a_footer_whose_version_is_out_blocks_nothing() {
    let repo = Repo::released("v1.0.0");
    repo.branch("maintenance");
    repo.commit("feat!: new world");
    repo.tag("v2.0.0");
    repo.checkout("maintenance");
    repo.commit("fix: old line\n\nRelease-As: 1.5.0");
    repo.tag("v1.5.0");
    repo.checkout("main");
    repo.merge("maintenance", "Merge branch 'maintenance'");
    repo.commit("feat: go on");
    semflow(&repo, &["next-version"]).answers("2.1.0\n");
}

#[test]
fn numbers_that_cannot_be_raised_are_no_panic() {
    let repo = Repo::released("v18446744073709551615.0.0");
    repo.commit("feat!: more");
    semflow(&repo, &["next-version"]).fails_with(3).warns("is taken");
    let repo = Repo::released("v1.0.0");
    repo.commit("feat: more");
    repo.tag("v1.1.0-rc.18446744073709551615");
    repo.commit("fix: more");
    semflow(&repo, &["next-version", "--pre", "rc"]).fails_with(3).warns("no number after");
}

#[test]
fn a_candidate_without_anything_new_in_it_is_no_change() {
    let repo = Repo::released("v1.0.0");
    repo.commit("feat: more");
    repo.tag("v1.1.0-rc.1");
    repo.commit("docs: tell");
    let asked = ["next-version", "--pre", "rc", "--require-changes"];
    semflow(&repo, &asked).ends_with(1).prints_nothing();
    semflow(&repo, &["next-version", "--pre", "rc"]).answers("1.1.0-rc.2\n");
    repo.commit("fix: mend");
    semflow(&repo, &asked).answers("1.1.0-rc.2\n");
}

#[test]
fn a_configured_level_raises_only_what_has_changed() {
    let repo = Repo::released("v1.0.0");
    repo.write("cliff.toml", "[bump]\nbump_type = \"minor\"\n");
    semflow(&repo, &["next-version"]).answers("1.0.0\n");
    repo.commit("docs: tell");
    semflow(&repo, &["next-version"]).answers("1.1.0\n");
}

#[test]
fn the_first_major_version_is_not_below_what_a_file_declares() {
    let repo = Repo::new();
    repo.write("VERSION", "2.3.0\n");
    repo.commit("feat: start");
    semflow(&repo, &["next-version", "--major"]).answers("2.3.0\n");
    repo.write("VERSION", "0.3.0\n");
    repo.commit("feat: again");
    semflow(&repo, &["next-version", "--major"]).answers("1.0.0\n");
}

#[test]
fn an_asked_candidate_does_not_go_back_either() {
    let repo = Repo::released("v1.0.0");
    repo.commit("feat: more");
    repo.tag("v1.1.0-rc.1");
    repo.commit("fix: more");
    semflow(&repo, &["next-version", "--version", "1.1.0-alpha.1"])
        .fails_with(3)
        .warns("would go back");
    semflow(&repo, &["next-version", "--version", "1.1.0-rc.1"])
        .fails_with(3)
        .warns("is taken")
        .warns("before HEAD");
}

#[test]
fn a_version_asked_for_needs_no_readable_version_file() {
    let repo = Repo::new();
    repo.write("VERSION", "1.2\n");
    repo.commit("feat: start");
    semflow(&repo, &["next-version"]).fails_with(3).warns("VERSION");
    semflow(&repo, &["next-version", "--version", "1.2.0"]).answers("1.2.0\n");
}
