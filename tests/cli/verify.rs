//! `semflow verify`: the checks of a tag that other tags, the files and the clone have a say in.

use crate::support::repository::Repo;
use crate::support::run::{Run, semflow};

/// Commits a VERSION with this in it, and tags it.
fn release(repo: &Repo, version: &str) {
    repo.write("VERSION", &format!("{version}\n"));
    repo.commit(&format!("feat: {version}"));
    repo.annotated(&format!("v{version}"), "x");
}

#[test]
fn a_release_is_above_the_highest_that_it_holds_not_only_the_lowest() {
    let repo = Repo::new();
    for version in ["1.0.0", "3.0.0", "2.0.0"] {
        release(&repo, version);
    }
    let said = semflow(&repo, &["verify", "v2.0.0"]);
    said.ends_with(1).prints("refs/tags/v3.0.0: it is in the history of 2.0.0, and higher");
    semflow(&repo, &["verify", "v3.0.0"]).ends_with(0).prints("above v1.0.0");
}

#[test]
fn a_candidate_is_above_other_candidates_and_may_be_where_its_release_is() {
    let repo = Repo::new();
    for version in ["1.0.0-rc.2", "1.0.0-rc.1"] {
        release(&repo, version);
    }
    let said = semflow(&repo, &["verify", "v1.0.0-rc.1"]);
    said.ends_with(1).prints("refs/tags/v1.0.0-rc.2: it is in the history of 1.0.0-rc.1");
    semflow(&repo, &["verify", "v1.0.0-rc.2"]).ends_with(0);
    release(&repo, "1.0.0");
    repo.annotated("v1.0.0-rc.3", "x");
    let arguments = ["verify", "v1.0.0-rc.3", "--skip", "files"];
    semflow(&repo, &arguments).ends_with(0).prints("above v1.0.0-rc.2");
    semflow(&repo, &["verify", "v1.0.0"]).ends_with(0);
}

#[test]
fn a_version_is_given_once() {
    let repo = Repo::new();
    release(&repo, "1.0.0");
    repo.commit("fix: one");
    repo.annotated("1.0.0", "x");
    let said = semflow(&repo, &["verify", "1.0.0"]);
    said.ends_with(1).prints("refs/tags/v1.0.0: it is 1.0.0 as well, on another commit");
}

#[test]
fn a_file_that_is_not_clear_is_one_fault_among_others() {
    let repo = Repo::new();
    repo.write("package.json", "{\n\"version\": \"1.0.0\",\n\"version\": \"1.0.1\"\n}\n");
    repo.commit("feat: begin");
    repo.tag("v1.0.0");
    let said = semflow(&repo, &["verify", "v1.0.0"]);
    said.ends_with(1).prints("package.json:3: `version` is there twice").prints("lightweight");
    let said = semflow(&repo, &["verify", "--json", "v1.0.0"]);
    assert!(said.stdout.contains("\"place\": \"package.json:3\""), "{said}");
}

#[test]
fn a_shallow_clone_of_a_tag_cannot_tell_what_is_below() {
    let repo = Repo::new();
    release(&repo, "1.0.0");
    release(&repo, "2.0.0");
    let clone = repo.clone_with(&["--depth=1", "--branch=v2.0.0"]);
    let said = semflow(&clone, &["verify", "v2.0.0"]);
    said.ends_with(0).prints("skipped monotonic   a shallow clone does not tell");
}

#[test]
fn the_tag_that_a_ci_runs_for_has_to_be_there() {
    let repo = Repo::new();
    release(&repo, "1.0.0");
    repo.commit("fix: one");
    let within = |tag: &str| {
        let run = Run::on(&repo).env("GITLAB_CI", "true").env("CI_COMMIT_TAG", tag);
        run.semflow(&["verify"])
    };
    within("v1.0.0").ends_with(0).prints("v1.0.0 at");
    let said = within("v2.0.0");
    said.fails_with(3).warns("the CI runs for the tag v2.0.0, which is not here");
    said.warns("git fetch --tags");
    within("latest").ends_with(0).prints("the work tree");
}
