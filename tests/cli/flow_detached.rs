//! Which branch a version is for where HEAD is detached, and repositories that have little locally.

use crate::support::repository::Repo;
use crate::support::run::{Run, semflow};
use crate::support::story::Story;

const NEXT: &[&str] = &["next-version"];

/// A release, develop with an open release beside it, and branches that share a commit.
fn project() -> Repo {
    let story = Story::told(
        "released v1.0.0
         branch develop
         commit feat: one
         branch feature/x
         commit fix: two
         branch feature/y
         branch release/v1.1.0 at develop
         commit fix: three
         branch hotfix/fire at main
         commit fix: four
         branch support/1.x at main
         commit fix: five
         switch main",
    );
    story.repo
}

/// What each branch of the project is asked for.
const ANSWERS: &[(&str, &str)] = &[
    ("main", "1.0.0\n"),
    ("develop", "1.2.0-alpha.0\n"),
    ("release/v1.1.0", "1.1.0-rc.1\n"),
    ("hotfix/fire", "1.0.1-rc.1\n"),
    ("support/1.x", "1.0.1\n"),
    ("feature/x", "1.2.0-x.1\n"),
];

fn detach(repo: &Repo, at: &str) {
    repo.git(&["checkout", "--quiet", "--detach", at]);
}

#[test]
fn the_only_branch_there_is_the_one() {
    let repo = project();
    for (branch, answer) in ANSWERS.iter().filter(|(branch, _)| *branch != "feature/x") {
        detach(&repo, branch);
        semflow(&repo, NEXT).says(answer);
    }
}

#[test]
fn the_only_remote_branch_there_is_the_one() {
    let clone = project().clone_with(&[]);
    for (branch, answer) in ANSWERS.iter().filter(|(branch, _)| *branch != "feature/x") {
        detach(&clone, &format!("origin/{branch}"));
        semflow(&clone, NEXT).says(answer);
    }
    clone.git(&["branch", "--delete", "--force", "--quiet", "main"]);
    detach(&clone, "origin/main");
    semflow(&clone, NEXT).answers("1.0.0\n");
}

#[test]
fn a_local_branch_goes_before_the_remote_ones() {
    let clone = project().clone_with(&[]);
    detach(&clone, "origin/feature/x");
    clone.branch("user/z");
    semflow(&clone, NEXT).answers("1.2.0-user-z.1\n");
}

#[test]
fn several_branches_are_listed_and_none_is_guessed() {
    let repo = project();
    let clone = repo.clone_with(&[]);
    detach(&repo, "feature/x");
    let refused = semflow(&repo, NEXT);
    refused.fails_with(3).warns("HEAD is detached").warns("feature/x").warns("feature/y");
    refused.warns("--branch BRANCH").warns("SEMFLOW_BRANCH");
    detach(&clone, "origin/feature/x");
    let refused = semflow(&clone, NEXT);
    refused.fails_with(3).warns("origin/feature/x").warns("origin/feature/y");
    for named in ["feature/x", "refs/heads/feature/x"] {
        let answer = "1.2.0-x.1\n";
        semflow(&repo, &["next-version", "--branch", named]).answers(answer);
        semflow(&clone, &["next-version", "--branch", named]).answers(answer);
        Run::on(&clone).env("SEMFLOW_BRANCH", named).semflow(NEXT).answers(answer);
    }
}

#[test]
fn a_commit_that_no_branch_points_to_is_refused() {
    let repo = project();
    repo.checkout("develop");
    repo.commit("fix: six");
    detach(&repo, "develop~1");
    repo.commit("fix: seven");
    let refused = semflow(&repo, NEXT);
    refused.fails_with(3).warns("HEAD is detached").warns("no branch points to this commit");
    semflow(&repo, &["next-version", "--branch", "develop"]).answers("1.2.0-alpha.1\n");
    Run::on(&repo).env("SEMFLOW_BRANCH", "develop").semflow(NEXT).answers("1.2.0-alpha.1\n");
    semflow(&repo, &["next-version", "--ref", "feature/x"]).answers("1.2.0-x.1\n");
}

#[test]
fn a_tag_that_is_checked_out_is_the_answer() {
    let repo = project();
    repo.checkout("develop");
    repo.commit("fix: six");
    repo.tag("v1.2.0-alpha.1");
    repo.commit("fix: seven");
    detach(&repo, "v1.2.0-alpha.1");
    semflow(&repo, NEXT).answers("1.2.0-alpha.1\n");
    repo.tag("v1.2.0");
    semflow(&repo, NEXT).answers("1.2.0\n");
    semflow(&repo, &["next-version", "--require-changes"]).fails_with(1);
    repo.branch("feature/here");
    semflow(&repo, NEXT).ends_with(0).prints("-here.");
    repo.branch("feature/there");
    semflow(&repo, NEXT).answers("1.2.0\n");
}

#[test]
fn what_is_told_goes_before_what_is_found() {
    let repo = project();
    detach(&repo, "develop");
    let run =
        || Run::on(&repo).env("SEMFLOW_BRANCH", "feature/z").env("GITHUB_REF", "refs/heads/q");
    run().semflow(NEXT).says("1.2.0-z.0\n");
    run().semflow(&["next-version", "--branch", "bugfix/w"]).says("1.2.0-w.0\n");
    Run::on(&repo).env("GITHUB_REF", "refs/heads/q").semflow(NEXT).says("1.2.0-q.0\n");
    let empty = Run::on(&repo).env("SEMFLOW_BRANCH", "");
    empty.semflow(NEXT).says("1.2.0-alpha.0\n");
    repo.tag("v7.0.0-rc.1");
    repo.tag("v7.0.0-rc.2");
    let tag = Run::on(&repo).env("SEMFLOW_BRANCH", "refs/tags/v7.0.0-rc.1");
    tag.semflow(NEXT).says("7.0.0-rc.1\n");
}

#[test]
fn a_stale_variable_does_not_count_and_is_named() {
    let repo = project();
    let run = Run::on(&repo).env("SEMFLOW_BRANCH", "develop").semflow(NEXT);
    run.says("1.0.0\n").warns("SEMFLOW_BRANCH says branch develop").warns("does not count");
    repo.checkout("feature/y");
    let here = Run::on(&repo).env("SEMFLOW_BRANCH", "feature/x").semflow(NEXT);
    here.answers("1.2.0-x.1\n");
}

#[test]
fn a_clone_without_local_branches_answers_alike_and_stays_as_it_is() {
    let repo = project();
    repo.checkout("feature/y");
    let clone = repo.clone_with(&[]);
    assert_eq!(clone.git(&["branch", "--format=%(refname:short)"]), "feature/y");
    let before = clone.listing();
    for (branch, answer) in ANSWERS {
        repo.checkout(branch);
        semflow(&repo, NEXT).says(answer);
        let here = format!("origin/{branch}");
        semflow(&clone, &["next-version", "--branch", branch, "--ref", &here]).says(answer);
        semflow(&clone, &["next-version", "--ref", &here]).says(answer);
        semflow(&clone, &["next-version", "--ref", &here, "--explain"]).says(answer);
        semflow(&clone, &["next-version", "--ref", &here, "--build", "--json"]).ends_with(0);
    }
    semflow(&clone, NEXT).answers("1.2.0-y.1\n");
    assert!(clone.listing() == before, "asking has changed the repository");
}

#[test]
fn what_is_newer_on_the_remote_counts() {
    Story::told(
        "released v1.0.0
         config remote.origin.url https://example.com/a.git
         branch develop
         commit feat: one
         branch release/v1.1.0
         commit fix: two
         branch elsewhere at main
         merge release/v1.1.0 into elsewhere as Merge branch 'release/v1.1.0'
         tag v1.1.0
         remote origin/main
         delete release/v1.1.0
         expect develop 1.2.0-alpha.0
         warns missing back-merge of v1.1.0
         branch hotfix/fire at main
         commit fix: three
         expect 1.1.1-rc.1
         switch develop
         delete main
         expect 1.2.0-alpha.0
         remote origin/release/v1.2.0 at develop
         expect 1.3.0-alpha.0
         remote fork/release/v5.0.0 at develop
         expect 1.3.0-alpha.0
         flow remote = 'fork'
         expect 5.1.0-alpha.0",
    );
}

#[test]
fn the_only_remote_counts_whatever_it_is_called() {
    Story::told(
        "released v1.0.0
         config remote.upstream.url https://example.com/a.git
         branch feature/x
         commit fix: one
         expect 1.0.1
         remote upstream/develop at main
         expect 1.1.0-x.1
         remote upstream/release/v1.1.0 at main
         expect 1.2.0-x.1",
    );
}

#[test]
fn develop_without_main_goes_on_from_the_tags_it_holds() {
    Story::told(
        "released v1.0.0
         branch develop
         commit feat: one
         delete main
         expect 1.1.0-alpha.1
         silent
         branch feature/x
         commit fix: two
         expect 1.1.0-x.2",
    );
}

#[test]
fn a_shallow_clone_is_right_or_refused() {
    let repo = project();
    repo.checkout("develop");
    for branch in ["main", "develop"] {
        repo.checkout(branch);
        repo.commit("fix: more");
        repo.commit("fix: and more");
    }
    let all = ["--no-single-branch", "--branch=develop"];
    let clone = |depth: &'static str| repo.clone_with(&[&all[..], &[depth]].concat());
    for depth in ["--depth=1", "--depth=2"] {
        let refused = semflow(&clone(depth), NEXT);
        refused.fails_with(3).warns("shallow").warns("git fetch --unshallow");
    }
    let enough = clone("--depth=4");
    assert_eq!(enough.git(&["rev-parse", "--is-shallow-repository"]), "false");
    semflow(&enough, NEXT).answers("1.2.0-alpha.2\n");
    let lax = semflow(&clone("--depth=1"), &["next-version", "--allow-shallow", "--json"]).json();
    assert_eq!(lax["complete"], false);
    assert_eq!(lax["branch"]["kind"], "integration");
}

#[test]
fn a_shallow_clone_that_reaches_the_release_on_every_path_is_right() {
    let repo = Repo::new();
    for number in 1..5 {
        repo.commit(&format!("feat: long ago {number}"));
    }
    repo.tag("v1.0.0");
    repo.git(&["checkout", "--quiet", "-b", "develop"]);
    repo.commit("feat: one");
    repo.commit("fix: two");
    let clone = repo.clone_with(&["--no-single-branch", "--depth=3"]);
    assert_eq!(clone.git(&["rev-parse", "--is-shallow-repository"]), "true");
    clone.git(&["fetch", "--quiet", "--tags"]);
    semflow(&clone, NEXT).answers("1.1.0-alpha.2\n");
    let json = semflow(&clone, &["next-version", "--json"]).json();
    assert_eq!(json["complete"], serde_json::Value::Null);
}

#[test]
fn a_bare_clone_and_a_work_tree_beside_answer_alike() {
    let repo = project();
    let bare = repo.bare_clone();
    semflow(&bare, NEXT).says("1.0.0\n");
    for (branch, answer) in ANSWERS {
        semflow(&bare, &["next-version", "--ref", branch]).says(answer);
    }
    for (place, (branch, answer)) in ANSWERS.iter().skip(1).enumerate() {
        let folder = format!("beside-{place}");
        repo.git(&["worktree", "add", "--quiet", &folder, branch]);
        Run::on(&repo).within(&folder).semflow(NEXT).says(answer);
    }
    semflow(&repo, NEXT).says("1.0.0\n");
}
