//! `semflow notes`: one release, told as the changelog tells it.

use crate::support::repository::Repo;
use crate::support::run::semflow;

#[test]
fn what_is_unreleased_is_told_as_the_final_version_will_tell_it() {
    let repo = Repo::released("v1.0.0");
    repo.commit("feat: two");
    repo.tag("v1.1.0-rc.1");
    repo.commit("fix: three");
    let before = semflow(&repo, &["notes", "-u"]);
    before.prints("- two\n").prints("- three\n").omits("begin");
    repo.tag("v1.1.0");
    assert_eq!(semflow(&repo, &["notes", "v1.1.0"]).stdout, before.stdout);
}

#[test]
fn the_upper_of_two_versions_on_a_commit_has_no_changes_of_its_own() {
    let repo = Repo::released("v1.0.0");
    repo.commit("feat: two");
    repo.tag("v1.1.0");
    repo.tag("v1.1.1");
    semflow(&repo, &["notes", "v1.1.0"]).ends_with(0).prints("- two\n");
    for arguments in [&["notes", "v1.1.1"][..], &["notes"]] {
        let upper = semflow(&repo, arguments);
        upper.ends_with(0).omits("two").warns("v1.1.1 has no changes of its own");
    }
    let json = semflow(&repo, &["notes", "v1.1.1", "--json"]).json();
    assert_eq!(json.as_array().unwrap().len(), 1);
    assert_eq!((&json[0]["tag"], &json[0]["previous"]), (&"v1.1.1".into(), &"v1.1.0".into()));
    assert_eq!(json[0]["commits"], serde_json::json!([]));
    let latest = semflow(&repo, &["changelog", "-l", "--json"]).json();
    assert_eq!(latest, json);
}

#[test]
fn a_candidate_on_the_commit_of_its_final_version_can_still_be_told() {
    let repo = Repo::released("v1.0.0");
    repo.commit("feat: two");
    repo.tag("v1.1.0-rc.1");
    repo.commit("fix: three");
    repo.tag("v1.1.0-rc.2");
    repo.tag("v1.1.0");
    semflow(&repo, &["notes", "v1.1.0-rc.2"]).prints("- three\n").omits("two");
    semflow(&repo, &["notes", "v1.1.0"]).prints("- three\n").prints("- two\n");
    semflow(&repo, &["notes"]).prints("- three\n").prints("- two\n");
}

/// `fix: shared` lies in v1.0.1 of a branch and in v1.1.0, which is younger; both are merged.
fn siblings() -> Repo {
    let repo = Repo::released("v1.0.0");
    repo.commit("fix: shared");
    repo.branch("support");
    repo.checkout("support");
    repo.commit("fix: old");
    repo.tag("v1.0.1");
    repo.checkout("main");
    repo.commit("feat: two");
    repo.tag("v1.1.0");
    repo
}

#[test]
fn a_commit_is_told_with_the_earliest_release_that_has_it() {
    let repo = siblings();
    repo.merge("support", "Merge branch 'support'");
    let whole = semflow(&repo, &["changelog", "--json"]).json();
    for tag in ["v1.1.0", "v1.0.1", "v1.0.0"] {
        let whole = whole.as_array().unwrap().iter().find(|one| one["tag"] == tag).unwrap();
        for command in ["changelog", "notes"] {
            let one = semflow(&repo, &[command, tag, "--json"]).json();
            assert_eq!(one[0], *whole, "{command} {tag}");
        }
    }
    semflow(&repo, &["notes", "v1.1.0"]).prints("- two\n").omits("shared");
    semflow(&repo, &["notes"]).prints("- two\n").omits("shared");
}

#[test]
fn a_release_elsewhere_takes_no_commit_away() {
    let repo = siblings();
    semflow(&repo, &["notes", "v1.1.0"]).prints("- two\n").prints("- shared\n");
    repo.checkout("support");
    semflow(&repo, &["notes", "v1.1.0"]).prints("- two\n").prints("- shared\n");
}
