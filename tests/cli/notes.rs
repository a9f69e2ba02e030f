//! `semflow notes`

use crate::support::repository::Repo;
use crate::support::run::semflow;

fn example() -> Repo {
    let repo = Repo::released("v1.0.0");
    repo.commit("feat: add a window");
    repo.tag("v1.1.0-rc.1");
    repo.commit("fix: oil the hinges");
    repo.tag("v1.1.0-rc.2");
    repo.commit("fix: paint the door");
    repo.annotated("v1.1.0", "Version 1.1.0");
    repo.commit("feat: add wings");
    repo
}

#[test]
fn without_a_tag_they_are_those_of_the_newest_release() {
    let repo = example();
    let latest = semflow(&repo, &["notes"]);
    assert_eq!(latest, semflow(&repo, &["notes", "v1.1.0"]));
    latest.prints("paint the door").omits("add wings");
}

#[test]
fn a_final_version_tells_what_its_candidates_brought() {
    let notes = semflow(&example(), &["notes", "v1.1.0"]);
    notes.prints("add a window").prints("oil the hinges").prints("paint the door").omits("begin");
}

#[test]
fn a_candidate_tells_only_what_is_new_in_it() {
    let repo = example();
    let notes = semflow(&repo, &["notes", "v1.1.0-rc.2"]);
    notes.prints("oil the hinges").omits("add a window").omits("paint the door");
    semflow(&repo, &["notes", "v1.1.0-rc.1"]).prints("add a window").omits("oil");
}

#[test]
fn they_have_no_heading_and_no_header() {
    let notes = semflow(&example(), &["notes", "v1.0.0"]);
    notes.answers("## Features\n\n- begin\n\n## Contributors\n\n- Ada Example\n");
}

#[test]
fn a_version_without_its_prefix_names_the_tag_too() {
    let repo = example();
    assert_eq!(semflow(&repo, &["notes", "1.1.0"]), semflow(&repo, &["notes", "v1.1.0"]));
}

#[test]
fn unreleased_notes_tell_what_comes() {
    let repo = example();
    semflow(&repo, &["notes", "--unreleased"]).prints("add wings").omits("paint");
    semflow(&repo, &["notes", "-u", "v1.0.0"]).fails_with(2);
}

#[test]
fn a_tag_that_is_not_there_is_answered_with_a_near_one() {
    let repo = example();
    semflow(&repo, &["notes", "v1.1.1"]).fails_with(2).warns("did you mean `v1.1.0");
    semflow(&repo, &["notes", "main"]).fails_with(2).warns("`main` is a revision");
}

#[test]
fn before_the_first_release_there_are_none() {
    let repo = Repo::new();
    repo.commit("feat: begin");
    semflow(&repo, &["notes"]).fails_with(3).warns("there is no release yet").warns("--unreleased");
    semflow(&repo, &["notes", "-u"]).ends_with(0).prints("begin");
}

#[test]
fn they_go_into_a_file() {
    let repo = example();
    let expected = semflow(&repo, &["notes", "v1.1.0"]).stdout;
    semflow(&repo, &["notes", "v1.1.0", "-o", "notes.md"]).fails_with(0);
    assert_eq!(repo.read("notes.md"), expected);
    assert_eq!(semflow(&repo, &["notes", "v1.1.0", "-o", "-"]).stdout, expected);
}

#[test]
fn every_template_can_be_had() {
    let repo = example();
    for template in ["release-page", "keepachangelog", "plain", "detailed", "scoped"] {
        let notes = semflow(&repo, &["notes", "--template", template]);
        notes.ends_with(0).prints("add a window").omits("All notable changes");
    }
}

#[test]
fn the_json_is_one_release() {
    let repo = example();
    let json = semflow(&repo, &["notes", "v1.1.0", "--json"]).json();
    let releases = json.as_array().unwrap();
    assert_eq!(releases.len(), 1);
    assert_eq!(releases[0]["tag"], "v1.1.0");
    assert_eq!(releases[0]["previous"], "v1.0.0");
    assert_eq!(releases[0]["commits"].as_array().unwrap().len(), 3);
}

#[test]
fn a_release_on_another_branch_can_be_told() {
    let repo = example();
    repo.git(&["checkout", "--quiet", "-b", "support", "v1.0.0"]);
    repo.commit("fix: old");
    repo.tag("v1.0.1");
    repo.checkout("main");
    semflow(&repo, &["notes", "v1.0.1"]).prints("- old").omits("begin");
}

#[test]
fn the_newest_release_is_the_nearest_and_not_the_highest_elsewhere() {
    let repo = example();
    repo.git(&["checkout", "--quiet", "-b", "support", "v1.0.0"]);
    repo.commit("fix: old");
    repo.tag("v1.0.1");
    semflow(&repo, &["notes"]).prints("- old");
}
