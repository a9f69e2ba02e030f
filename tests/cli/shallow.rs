//! Shallow clones: right where the range is complete, else a failure that says how to repair it.

use crate::support::repository::Repo;
use crate::support::run::{Run, semflow};

fn origin() -> Repo {
    let repo = Repo::released("v1.0.0");
    repo.commit("feat: one");
    repo.commit("fix: two");
    repo.commit("fix: three");
    repo
}

#[test]
fn a_clone_that_ends_before_the_release_is_refused_with_the_repair() {
    let origin = origin();
    let clone = origin.shallow_clone(1);
    for command in [
        &["next-version"][..],
        &["current-version"],
        &["changelog"],
        &["changelog", "--latest"],
        &["notes"],
        &["notes", "-u"],
    ] {
        semflow(&clone, command)
            .fails_with(3)
            .warns("shallow")
            .warns("git fetch --unshallow")
            .warns("fetch-depth: 0")
            .warns("GIT_DEPTH");
    }
    clone.git(&["fetch", "--quiet", "--unshallow", "--tags"]);
    semflow(&clone, &["next-version"]).answers("1.1.0\n");
}

#[test]
fn a_clone_that_reaches_the_release_is_right() {
    let origin = origin();
    for depth in 4..6 {
        let clone = origin.shallow_clone(depth);
        clone.git(&["fetch", "--quiet", "--tags"]);
        semflow(&clone, &["next-version"]).answers("1.1.0\n");
        semflow(&clone, &["current-version"]).answers("1.0.0\n");
        semflow(&clone, &["changelog", "--unreleased"]).ends_with(0).prints("three");
    }
}

#[test]
fn a_whole_changelog_of_a_clone_that_reaches_only_the_release_is_refused() {
    let repo = Repo::new();
    repo.commit("feat: long ago");
    repo.commit("feat: begin");
    repo.tag("v1.0.0");
    repo.commit("fix: one");
    let clone = repo.shallow_clone(2);
    clone.git(&["fetch", "--quiet", "--tags"]);
    semflow(&clone, &["next-version"]).answers("1.0.1\n");
    semflow(&clone, &["changelog"]).fails_with(3).warns("git fetch --unshallow");
}

#[test]
fn a_release_fetched_beyond_the_edge_is_no_number() {
    let origin = origin();
    let clone = origin.shallow_clone(1);
    clone.git(&["fetch", "--quiet", "--depth=1", "origin", "tag", "v1.0.0"]);
    assert_eq!(clone.git(&["rev-list", "--count", "v1.0.0..HEAD"]), "1");
    semflow(&clone, &["next-version"]).fails_with(3).warns("git fetch --unshallow");
}

#[test]
fn a_side_branch_cut_off_is_noticed() {
    let repo = Repo::released("v1.0.0");
    repo.branch("topic");
    repo.checkout("topic");
    repo.commit("feat: far");
    repo.commit("fix: near");
    repo.checkout("main");
    repo.commit("fix: one");
    repo.tag("v1.0.1");
    repo.merge("topic", "Merge branch 'topic'");
    let clone = repo.shallow_clone(2);
    clone.git(&["fetch", "--quiet", "--tags"]);
    semflow(&clone, &["next-version"]).fails_with(3).warns("shallow");
    semflow(&clone, &["current-version"]).fails_with(3).warns("shallow");
}

#[test]
fn a_tagged_tip_needs_nothing_behind_it() {
    let repo = origin();
    repo.tag("v1.1.0");
    let clone = repo.shallow_clone(1);
    semflow(&clone, &["current-version"]).answers("1.1.0\n");
    semflow(&clone, &["next-version"]).answers("1.1.0\n");
}

#[test]
fn on_a_build_machine_only_its_own_repair_is_told() {
    let clone = origin().shallow_clone(1);
    for (variable, told, other) in [
        ("GITHUB_ACTIONS", "fetch-depth: 0", "GIT_DEPTH"),
        ("GITLAB_CI", "GIT_DEPTH: \"0\"", "fetch-depth"),
        ("TF_BUILD", "fetchDepth: 0", "GIT_DEPTH"),
    ] {
        let failed = Run::on(&clone).env(variable, "true").semflow(&["next-version"]);
        failed.fails_with(3).warns(told).warns("git fetch --unshallow");
        assert!(!failed.stderr.contains(other), "{failed}");
    }
}
