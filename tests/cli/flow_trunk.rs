//! What makes a repository one of Git Flow, and that all others stay what they were.

use serde_json::Value;

use crate::support::repository::Repo;
use crate::support::run::{Run, semflow};
use crate::support::story::Story;

const NEXT: &[&str] = &["next-version"];

fn told(story: &str) -> Repo {
    Story::told(story).repo
}

#[test]
fn without_a_sign_every_branch_is_a_trunk() {
    let repo = told(
        "released v1.0.0
         branch feature/x
         commit fix: one
         branch staging
         branch bugfix/y
         branch user/z
         branch pull/7/merge
         branch releases/v2.0.0
         branch developer
         branch trunk",
    );
    for branch in [
        "feature/x",
        "staging",
        "bugfix/y",
        "user/z",
        "pull/7/merge",
        "releases/v2.0.0",
        "developer",
        "trunk",
    ] {
        repo.checkout(branch);
        semflow(&repo, NEXT).answers("1.0.1\n");
        semflow(&repo, &["next-version", "--pre", "rc"]).answers("1.0.1-rc.1\n");
    }
    repo.checkout("main");
    semflow(&repo, NEXT).answers("1.0.0\n");
    let json = semflow(&repo, &["next-version", "--json"]).json();
    assert_eq!(json["branch"], Value::Null);
}

#[test]
fn a_trunk_is_one_also_detached_and_in_a_build() {
    let repo = told(
        "released v1.0.0
         commit fix: one
         branch feature/x
         branch feature/y
         detach",
    );
    semflow(&repo, NEXT).answers("1.0.1\n");
    semflow(&repo, &["next-version", "--branch", "feature/x"]).answers("1.0.1\n");
    for variables in [
        &[("GITHUB_ACTIONS", "true"), ("GITHUB_REF", "refs/heads/feature/x")][..],
        &[("GITHUB_ACTIONS", "true"), ("GITHUB_REF", "refs/pull/7/merge")],
        &[("GITLAB_CI", "true"), ("CI_COMMIT_BRANCH", "feature/y")],
        &[("GITLAB_CI", "true"), ("CI_COMMIT_TAG", "v9.0.0")],
        &[("JENKINS_URL", "http://ci"), ("BRANCH_NAME", "main")],
        &[("SEMFLOW_BRANCH", "feature/x")],
    ] {
        for place in ["feature/x", "HEAD"] {
            repo.git(&["checkout", "--quiet", "--detach", place]);
            let run =
                variables.iter().fold(Run::on(&repo), |run, (name, value)| run.env(name, value));
            run.semflow(NEXT).answers("1.0.1\n");
        }
        repo.checkout("main");
        let run = variables.iter().fold(Run::on(&repo), |run, (name, value)| run.env(name, value));
        run.semflow(NEXT).answers("1.0.1\n");
    }
}

/// Asserts whether a topic branch is versioned by Git Flow.
#[track_caller]
fn expect_flow(repo: &Repo, is_flow: bool, sign: &str) {
    let json = semflow(repo, &["next-version", "--json"]).json();
    assert_eq!(json.get("branch").is_some(), is_flow, "{sign}: {json}");
    assert!(is_flow || json.get("version") == Some(&"1.0.1".into()), "{sign}: {json}");
}

/// A topic branch with one correction.
const TOPIC: &str = "released v1.0.0
    config remote.origin.url https://example.com/a.git
    branch feature/x
    commit fix: one";

#[test]
fn each_of_these_turns_git_flow_on() {
    for sign in [
        "branch develop at main",
        "branch release/v1.1.0 at main",
        "branch release/next at main",
        "branch hotfix/v1.0.1 at main",
        "branch hotfix/fire at main",
        "branch support/1.x at main",
        "remote origin/develop at main",
        "remote origin/release/v1.1.0 at main",
        "remote origin/hotfix/fire at main",
        "remote origin/support/1.x at main",
        "toml [flow]",
        "flow enabled = true",
        "flow enabled = 'auto'",
        "flow release = { label = 'beta' }",
        "config gitflow.branch.develop next",
        "config gitflow.branch.master main",
        "config gitflow.prefix.feature feature/",
        "config gitflow.branch.main.type base",
    ] {
        let repo = told(&format!("{TOPIC}\n{sign}\nswitch feature/x"));
        expect_flow(&repo, true, sign);
    }
}

#[test]
fn none_of_these_turns_git_flow_on() {
    for sign in [
        "branch staging at main",
        "branch bugfix/y at main",
        "branch feature/develop at main",
        "branch releases/v1.1.0 at main",
        "branch dev at main",
        "branch Develop2 at main",
        "tag develop at main",
        "tag release/v1.1.0 at main",
        "remote origin/staging at main",
        "remote fork/develop at main",
        "remote fork/release/v1.1.0 at main",
        "toml [bump]",
        "config gitflowish.branch.develop main",
    ] {
        let repo = told(&format!("{TOPIC}\n{sign}\nswitch feature/x"));
        expect_flow(&repo, false, sign);
    }
}

#[test]
fn the_current_branch_is_a_sign_by_its_name() {
    let repo = told(TOPIC);
    for (branch, version) in [
        ("develop", "1.1.0-alpha.1"),
        ("release/v1.1.0", "1.1.0-rc.1"),
        ("hotfix/fire", "1.0.1-rc.1"),
        ("support/1.x", "1.0.1"),
    ] {
        let asked = semflow(&repo, &["next-version", "--json", "--branch", branch]).json();
        assert_eq!(asked["version"], version);
        assert_eq!(asked["branch"]["name"], branch);
        repo.git(&["checkout", "--quiet", "--detach"]);
        let run = Run::on(&repo).env("GITHUB_ACTIONS", "true");
        let run = run.env("GITHUB_REF", &format!("refs/heads/{branch}"));
        run.semflow(NEXT).answers(&format!("{version}\n"));
        repo.checkout("feature/x");
        expect_flow(&repo, false, "afterwards");
    }
}

#[test]
fn what_git_flow_is_told_for_all_repositories_is_no_sign() {
    let repo = told(TOPIC);
    let environment = repo.environment();
    let home = environment.iter().find(|(name, _)| *name == "HOME").map(|(_, home)| home).unwrap();
    let global = format!("{}/.gitconfig", home.to_string_lossy());
    for (key, value) in [
        ("gitflow.branch.master", "main"),
        ("gitflow.branch.develop", "next"),
        ("gitflow.prefix.feature", "topic/"),
    ] {
        repo.git(&["config", "--file", &global, key, value]);
    }
    expect_flow(&repo, false, "the configuration of the user");
    repo.git(&["branch", "hotfix/fire", "main"]);
    expect_flow(&repo, true, "a hotfix branch beside it");
    repo.git(&["branch", "next", "main"]);
    repo.checkout("next");
    let json = semflow(&repo, &["next-version", "--json"]).json();
    assert_eq!(
        (&json["version"], &json["branch"]["kind"]),
        (&"1.1.0-alpha.0".into(), &"integration".into())
    );
}

#[test]
fn switched_off_it_is_off_on_every_branch() {
    let repo = told(
        "released v1.0.0
         config gitflow.branch.develop develop
         flow enabled = false
         branch develop
         commit feat: one
         branch release/v3.0.0
         commit fix: two
         branch hotfix/fire
         branch feature/x",
    );
    for branch in ["develop", "release/v3.0.0", "hotfix/fire", "feature/x"] {
        repo.checkout(branch);
        semflow(&repo, NEXT).answers("1.1.0\n");
    }
    repo.git(&["checkout", "--quiet", "--detach"]);
    semflow(&repo, NEXT).answers("1.1.0\n");
    semflow(&repo, &["next-version", "--branch", "develop"]).answers("1.1.0\n");
}
