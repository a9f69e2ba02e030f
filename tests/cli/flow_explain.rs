//! How the version of a branch is explained, to people and to programs, and what is warned of.

use serde_json::{Value, json};

use crate::support::repository::Repo;
use crate::support::run::{Run, semflow};
use crate::support::story::{Story, play};

/// develop beside an open release, and without the merge back of the last one.
fn busy() -> Repo {
    let story = Story::told(
        "released v1.0.0
         branch develop
         commit feat: one
         branch release/v1.1.0
         commit fix: two
         merge release/v1.1.0 into main
         tag v1.1.0
         delete release/v1.1.0
         switch develop
         commit feat: three
         branch release/v1.2.0
         commit fix: four
         switch develop
         commit fix: five
         commit docs: six",
    );
    story.repo
}

#[test]
fn the_page_tells_branch_base_and_what_is_left_out() {
    let repo = busy();
    let page = semflow(&repo, &["next-version", "--explain"]);
    page.says("1.3.0-alpha.2\n");
    insta::assert_snapshot!(page.stderr, @r#"
    warning: missing back-merge of v1.1.0: `git merge v1.1.0` on develop
    1.3.0-alpha.2  next version, tag v1.3.0-alpha.2

    branch    develop (integration branch), checked out
    line      stable tags of HEAD and of main count
    left out  release/v1.2.0 at 6355a30: what an open release branch holds is for that release
    left out  v1.1.0 at fa21e35: what it holds is out
    base      v1.1.0 at fa21e35: the highest stable version of this line, 2 commits since
    open      branch release/v1.2.0 is on its way to 1.2.0
    floor     minor: the least that such a branch raises
    number    alpha.2: 2 commits since then, those that a merge brought in counted as one

    1 commit decides the level, patch:
      patch  df35514 fix: five  (type `fix`)

    1 commit does not count:
      -      b47113b docs: six  (type `docs` asks for no release)
    "#);
}

#[test]
fn the_page_of_a_release_branch_tells_its_name_and_number() {
    let repo = busy();
    repo.checkout("release/v1.2.0");
    repo.tag("v1.2.0-rc.1");
    repo.commit("fix: seven");
    let page = semflow(&repo, &["next-version", "--explain"]);
    page.says("1.2.0-rc.2\n");
    insta::assert_snapshot!(page.stderr, @r#"
    1.2.0-rc.2  next version, tag v1.2.0-rc.2

    branch    release/v1.2.0 (release branch), checked out
    line      stable tags of HEAD and of main count
    left out  v1.1.0 at fa21e35: what it holds is out
    base      v1.1.0 at fa21e35: the highest stable version of this line, 3 commits since
    name      branch release/v1.2.0 says 1.2.0
    number    rc.2 follows v1.2.0-rc.1

    3 commits decide the level, minor:
      minor  bf701c9 feat: three  (type `feat`)
      patch  82c26e0 fix: seven  (type `fix`)
      patch  6355a30 fix: four  (type `fix`)
    "#);
}

#[test]
fn the_page_of_a_feature_tells_whose_rules_count() {
    let repo = busy();
    repo.git(&["checkout", "--quiet", "-b", "feature/x"]);
    repo.commit("feat!: seven");
    let page = semflow(&repo, &["next-version", "--explain"]);
    page.says("2.0.0-x.3\n");
    insta::assert_snapshot!(page.stderr, @r#"
    2.0.0-x.3  next version, tag v2.0.0-x.3

    branch    feature/x (feature branch), checked out
    parent    develop: its rules count
    line      stable tags of HEAD and of main count
    left out  release/v1.2.0 at 6355a30: what an open release branch holds is for that release
    left out  v1.1.0 at fa21e35: what it holds is out
    base      v1.1.0 at fa21e35: the highest stable version of this line, 3 commits since
    open      branch release/v1.2.0 is on its way to 1.2.0
    number    x.3: 3 commits since then, those that a merge brought in counted as one

    2 commits decide the level, major:
      major  755ae16 feat!: seven  (breaking by `!`)
      patch  df35514 fix: five  (type `fix`)

    1 commit does not count:
      -      b47113b docs: six  (type `docs` asks for no release)
    "#);
}

#[test]
fn the_page_tells_how_the_branch_is_known() {
    let repo = busy();
    let explain = ["next-version", "--explain"];
    semflow(&repo, &explain).warns("branch    develop (integration branch), checked out");
    let asked = semflow(&repo, &["next-version", "--explain", "--branch", "hotfix/fire"]);
    asked.warns("branch    hotfix/fire (hotfix branch), ");
    repo.git(&["checkout", "--quiet", "--detach"]);
    let only = semflow(&repo, &explain);
    only.warns("branch    develop (integration branch), the only branch here");
    let run = Run::on(&repo).env("GITLAB_CI", "true").env("CI_COMMIT_BRANCH", "bugfix/y");
    let ci = run.semflow(&explain);
    ci.warns("branch    bugfix/y (bugfix branch), ").warns("CI_COMMIT_BRANCH").warns("GitLab CI");
}

#[test]
fn the_page_tells_of_a_merged_release_and_of_a_footer() {
    let story = Story::told(
        "released v1.0.0
         branch develop
         commit fix: one
         branch release/v1.1.0
         merge release/v1.1.0 into main",
    );
    let page = semflow(&story.repo, &["next-version", "--explain"]);
    page.says("1.1.0\n").warns("merged    release/v1.1.0 says 1.1.0").warns("has no tag yet");
    story.repo.checkout("develop");
    story.repo.commit("fix: two\n\nRelease-As: 4.0.0");
    let page = semflow(&story.repo, &["next-version", "--explain"]);
    page.says("4.0.0-alpha.1\n").warns("Release-As");
}

#[test]
fn the_json_tells_of_the_branch() {
    let repo = busy();
    let id = |name: &str| repo.git(&["rev-parse", &format!("{name}^{{commit}}")]);
    let json = semflow(&repo, &["next-version", "--json"]).json();
    assert_eq!(json["version"], "1.3.0-alpha.2");
    assert_eq!((&json["core"], &json["prerelease"]), (&json!("1.3.0"), &json!("alpha.2")));
    assert_eq!(json["previous"]["tag"], "v1.1.0");
    assert_eq!((&json["commits"], &json["bump"]), (&json!(2), &json!("patch")));
    let branch = &json["branch"];
    let texts = ["name", "kind", "label", "min_bump", "number"].map(|key| branch[key].clone());
    assert_eq!(
        texts.map(|text| text.as_str().unwrap_or_default().to_owned()),
        ["develop", "integration", "alpha", "minor", "height"]
    );
    assert_eq!((&branch["parent"], &branch["line"]), (&Value::Null, &json!(["main"])));
    let excluded: Vec<_> = branch["excluded"].as_array().unwrap().iter().collect();
    let named =
        |name: &str| excluded.iter().find(|one| one["name"] == name).unwrap()["commit"].clone();
    assert_eq!(excluded.len(), 2);
    assert_eq!(named("release/v1.2.0"), id("release/v1.2.0"));
    assert_eq!(named("v1.1.0"), id("v1.1.0"));
    let reasons = json["reasons"].as_array().unwrap();
    let reason = |kind: &str| reasons.iter().find(|one| one["kind"] == kind).cloned().unwrap();
    let open = json!({"kind": "open-release", "branch": "release/v1.2.0", "version": "1.2.0"});
    assert_eq!(reason("open-release"), open);
    assert_eq!(reason("min-bump"), json!({"kind": "min-bump", "bump": "minor"}));
    assert_eq!((&reason("height")["number"], &reason("height")["height"]), (&json!(2), &json!(2)));
}

#[test]
fn the_json_has_a_branch_for_every_kind() {
    let story = Story::told(
        "released v1.0.0
         branch develop
         commit feat: one
         branch staging
         branch feature/x
         branch bugfix/y
         branch user/z
         branch pull/7/merge
         branch release/v1.1.0
         branch hotfix/fire at main
         branch support/1.x at main",
    );
    for (name, kind, label, min_bump, number) in [
        ("main", "production", Value::Null, "none", "none"),
        ("develop", "integration", json!("alpha"), "minor", "height"),
        ("staging", "staging", json!("beta"), "minor", "height"),
        ("release/v1.1.0", "release", json!("rc"), "minor", "tag"),
        ("hotfix/fire", "hotfix", json!("rc"), "patch", "tag"),
        ("feature/x", "feature", json!("x"), "minor", "height"),
        ("bugfix/y", "bugfix", json!("y"), "minor", "height"),
        ("support/1.x", "support", Value::Null, "none", "none"),
        ("pull/7/merge", "pull_request", json!("pr7"), "minor", "height"),
        ("user/z", "other", json!("user-z"), "minor", "height"),
    ] {
        let json = semflow(&story.repo, &["next-version", "--json", "--ref", name]).json();
        let branch = &json["branch"];
        assert_eq!((&branch["name"], &branch["kind"]), (&json!(name), &json!(kind)));
        assert_eq!((&branch["label"], &branch["min_bump"]), (&label, &json!(min_bump)), "{name}");
        assert_eq!(branch["number"], number, "{name}");
    }
}

#[test]
fn the_lines_for_scripts_hold_the_version_of_the_branch() {
    let repo = busy();
    let github = semflow(&repo, &["next-version", "--format", "github"]);
    github.prints("version=1.3.0-alpha.2\n").prints("tag=v1.3.0-alpha.2\n").prints("core=1.3.0\n");
    github.prints("prerelease=alpha.2\n").prints("previous_tag=v1.1.0\n");
    let dotenv = semflow(&repo, &["next-version", "--format", "dotenv"]);
    dotenv.prints("SEMFLOW_VERSION=1.3.0-alpha.2\n").prints("SEMFLOW_BUMP=patch\n");
    semflow(&repo, &["next-version", "--format", "tag"]).says("v1.3.0-alpha.2\n");
    semflow(&repo, &["next-version", "--format", "core"]).says("1.3.0\n");
}

#[test]
fn a_missing_merge_back_is_warned_of_until_it_is_made() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch hotfix/fire at main
         commit fix: two
         merge hotfix/fire into main
         tag v1.0.1
         expect develop 1.1.0-alpha.1
         warns warning: missing back-merge of v1.0.1: `git merge v1.0.1` on develop
         expect develop 1.1.0-alpha.1 with --quiet
         silent
         merge main into develop
         expect develop 1.1.0-alpha.2
         silent",
    );
}

#[test]
fn a_feature_made_on_a_release_branch_is_warned_of() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch release/v1.1.0
         commit fix: two
         expect 1.1.0-rc.1
         silent
         commit feat: three
         expect 1.1.0-rc.1
         warns is a minor change made on the release branch itself: feat: three
         merge release/v1.1.0 into develop
         expect release/v1.1.0 1.1.0-rc.1
         silent",
    );
}

#[test]
fn more_than_a_correction_on_a_hotfix_is_warned_of() {
    play(
        "released v1.0.0
         branch develop
         branch hotfix/fire at main
         commit fix: one
         expect 1.0.1-rc.1
         silent
         commit feat: two
         expect 1.0.1-rc.1
         warns asks for a minor release, and this is a hotfix: feat: two
         revert
         expect 1.0.1-rc.1
         silent",
    );
}
