//! The releases of a changelog as data: each commit once, in the earliest release that contains it.

use serde_json::{Value, json};

use crate::support::repository::Repo;
use crate::support::run::semflow;

#[test]
fn a_release_has_everything_a_program_needs() {
    let repo = Repo::new();
    let first =
        repo.commit("feat(door)!: begin (#7)\n\nText.\n\nBREAKING CHANGE: the wall\nCloses: #3");
    let other = repo.commit("update stuff");
    repo.annotated("v1.0.0", "Version 1.0.0");
    let person = |seconds: i64| json!({"name": "Ada Example", "email": "ada@example.com", "timestamp": seconds});
    let start = 1_704_067_200;
    let json = semflow(&repo, &["changelog", "--json"]).json();
    let release = &json[0];
    assert_eq!(release["version"], "1.0.0");
    assert_eq!(release["tag"], "v1.0.0");
    assert_eq!(release["commit_id"], other.as_str());
    assert_eq!(release["timestamp"], start + 60);
    assert_eq!(release["previous"], Value::Null);
    let commit = &release["commits"][0];
    assert_eq!(commit["id"], first.as_str());
    assert_eq!(commit["type"], "feat");
    assert_eq!(commit["scope"], "door");
    assert_eq!(commit["breaking"], true);
    assert_eq!(commit["breaking_description"], "the wall");
    assert_eq!(commit["body"], "Text.");
    assert_eq!(commit["pull_request"], 7);
    assert_eq!(commit["author"], person(start));
    assert_eq!(commit["committer"], person(start));
    let footers = commit["footers"].as_array().unwrap();
    let tokens: Vec<_> = footers.iter().map(|footer| &footer["token"]).collect();
    assert_eq!(tokens, ["BREAKING CHANGE", "Closes"]);
    let ignored = &release["ignored"][0];
    assert_eq!(ignored["id"], other.as_str());
    assert!(ignored["reason"].as_str().unwrap().contains("not conventional"), "{ignored}");
}

#[test]
fn every_reason_to_leave_a_commit_out_is_told() {
    let repo = Repo::new();
    repo.write("cliff.toml", "[git]\ncommit_parsers = [{ message = \"^chore\", skip = true }]\n");
    repo.commit("chore: skipped");
    repo.branch("topic");
    let wings = repo.commit("feat: wings");
    repo.commit(&format!("Revert \"feat: wings\"\n\nThis reverts commit {wings}."));
    repo.commit("update stuff");
    repo.checkout("topic");
    repo.commit("fix: one");
    repo.checkout("main");
    repo.merge("topic", "Merge branch 'topic'");
    let json = semflow(&repo, &["changelog", "--json"]).json();
    let reasons: Vec<_> = json[0]["ignored"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| (one["subject"].as_str().unwrap(), one["reason"].as_str().unwrap()))
        .collect();
    let has = |subject: &str, reason: &str| {
        assert!(
            reasons.iter().any(|(s, r)| s.starts_with(subject) && r.contains(reason)),
            "{subject}: {reason}\n{reasons:?}"
        );
    };
    has("chore: skipped", "commit_parsers[0]");
    has("feat: wings", "reverted by");
    has("Revert", "reverts");
    has("update stuff", "not conventional");
    has("Merge branch", "merge");
    assert_eq!(reasons.len(), 5);
    assert_eq!(json[0]["commits"].as_array().unwrap().len(), 1);
}

#[test]
fn releases_stand_newest_first_and_name_the_one_below() {
    let repo = Repo::new();
    for number in 0..4 {
        repo.commit(&format!("fix: number {number}"));
        repo.tag(&format!("v1.0.{number}"));
    }
    repo.commit("fix: last");
    let json = semflow(&repo, &["changelog", "--json"]).json();
    let found: Vec<_> =
        json.as_array().unwrap().iter().map(|one| (&one["tag"], &one["previous"])).collect();
    let null = Value::Null;
    let tags = ["v1.0.3", "v1.0.2", "v1.0.1", "v1.0.0"].map(Value::from);
    let expected = vec![
        (&null, &tags[0]),
        (&tags[0], &tags[1]),
        (&tags[1], &tags[2]),
        (&tags[2], &tags[3]),
        (&tags[3], &null),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_released_head_has_no_unreleased_part() {
    let repo = Repo::released("v1.0.0");
    let json = semflow(&repo, &["changelog", "--json"]).json();
    assert_eq!(json.as_array().unwrap().len(), 1);
    assert_eq!(semflow(&repo, &["changelog", "-u", "--json"]).json(), json!([]));
    semflow(&repo, &["changelog"]).omits("Unreleased");
}

#[test]
fn an_empty_release_is_still_a_release() {
    let repo = Repo::released("v1.0.0");
    repo.commit("docs: tell");
    repo.tag("v1.0.1");
    let json = semflow(&repo, &["changelog", "--json"]).json();
    assert_eq!(json[0]["tag"], "v1.0.1");
    semflow(&repo, &["changelog"]).prints("## [1.0.1] - 2024-01-01\n");
}

#[test]
fn the_name_of_what_comes_stands_in_the_data() {
    let repo = Repo::released("v1.0.0");
    repo.commit("feat: more");
    let json = semflow(&repo, &["changelog", "--json", "--tag", "v1.1.0"]).json();
    assert_eq!((&json[0]["version"], &json[0]["tag"]), (&json!("1.1.0"), &json!("v1.1.0")));
    let bumped = semflow(&repo, &["changelog", "--json", "--bump"]).json();
    assert_eq!(bumped[0]["tag"], "v1.1.0");
}

#[test]
fn squashed_changes_belong_to_their_commit() {
    let repo = Repo::new();
    repo.commit("fix: correct a thing (#3)\n\n* feat: add b thing\n\n* fix: correct c thing");
    let json = semflow(&repo, &["changelog", "--json"]).json();
    let commit = &json[0]["commits"][0];
    assert_eq!(commit["description"], "correct a thing (#3)");
    let squashed = commit["squashed"].as_array().unwrap();
    assert_eq!(squashed.len(), 2);
    assert_eq!(squashed[0]["description"], "add b thing");
}

#[test]
fn the_data_goes_into_a_file_too() {
    let repo = Repo::released("v1.0.0");
    let printed = semflow(&repo, &["changelog", "--json"]).stdout;
    semflow(&repo, &["changelog", "--json", "-o", "changes.json"]).fails_with(0);
    assert_eq!(repo.read("changes.json"), printed);
}
