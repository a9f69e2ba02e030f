//! `semflow vars`: the version taken apart.

use crate::support::repository::Repo;
use crate::support::run::{Run, semflow};

fn get(repo: &Repo, name: &str) -> String {
    let run = semflow(repo, &["-q", "vars", "--get", name]);
    run.ends_with(0);
    run.stdout.trim_end().to_owned()
}

fn develop() -> Repo {
    let repo = Repo::released("v1.2.3");
    repo.start("develop");
    repo.commit("feat: one");
    repo
}

#[test]
fn gitversion_names_are_understood_in_any_case() {
    let repo = develop();
    for (name, value) in [
        ("SemVer", "1.3.0-alpha.1"),
        ("semver", "1.3.0-alpha.1"),
        ("FullSemVer", "1.3.0-alpha.1"),
        ("MajorMinorPatch", "1.3.0"),
        ("Major", "1"),
        ("PreReleaseTag", "alpha.1"),
        ("PreReleaseLabel", "alpha"),
        ("PreReleaseNumber", "1"),
        ("BranchName", "develop"),
        ("VersionSourceSemVer", "1.2.3"),
        ("VersionSourceDistance", "1"),
        ("CommitDate", "2024-01-01"),
        ("UncommittedChanges", "0"),
        ("AssemblySemVer", "1.3.0.0"),
        ("WeightedPreReleaseNumber", "1"),
    ] {
        assert_eq!(get(&repo, name), value, "{name}");
    }
    assert_eq!(get(&repo, "Sha"), repo.head());
}

#[test]
fn a_variable_that_nobody_knows_is_refused() {
    let repo = develop();
    semflow(&repo, &["vars", "--get", "MajorMinorPach"])
        .fails_with(2)
        .warns("did you mean `MajorMinorPatch`?");
}

#[test]
fn the_version_is_written_as_other_ecosystems_do() {
    let repo = develop();
    for (name, value) in [
        ("pep440", "1.3.0a1"),
        ("nuget", "1.3.0-alpha.1"),
        ("maven", "1.3.0-alpha-1"),
        ("debian", "1.3.0~alpha.1"),
    ] {
        assert_eq!(get(&repo, name), value, "{name}");
    }
}

#[test]
fn image_tags_follow_branch_pull_request_and_release() {
    let repo = develop();
    let short = |repo: &Repo| repo.head()[..7].to_owned();
    assert_eq!(get(&repo, "image_tags"), format!("develop-{}", short(&repo)));
    let request = semflow(&repo, &["vars", "--branch", "pull/44/merge", "--get", "image_tags"]);
    request.says("pr-44\n");

    repo.checkout("main");
    let main = short(&repo);
    assert_eq!(get(&repo, "image_tags"), format!("v1.2.3 1.2 1 latest main-{main}"));
    repo.commit("fix: two");
    assert_eq!(get(&repo, "image_tag"), format!("main-{}", short(&repo)));
    repo.tag("v1.2.4");
    repo.checkout("v1.2.3");
    assert_eq!(get(&repo, "image_tags"), "v1.2.3", "an old release moves no tag");
}

#[test]
fn a_candidate_moves_no_image_tag() {
    let repo = develop();
    repo.start("release/v1.3.0");
    repo.tag("v1.3.0-rc.1");
    let short = repo.head()[..7].to_owned();
    assert_eq!(get(&repo, "image_tags"), format!("v1.3.0-rc.1 release-v1.3.0-{short}"));
}

#[test]
fn before_1_0_0_no_image_has_the_major_version_alone() {
    let repo = Repo::released("v0.4.0");
    let short = repo.head()[..7].to_owned();
    assert_eq!(get(&repo, "image_tags"), format!("v0.4.0 0.4 latest main-{short}"));
}

#[test]
fn each_form_is_read_by_its_ci() {
    let repo = develop();
    let only = |format: &str| {
        let arguments = ["vars", "--only", "version,BranchName", "--format", format];
        semflow(&repo, &arguments).stdout
    };
    assert_eq!(only("github"), "version=1.3.0-alpha.1\nbranch_name=develop\n");
    assert_eq!(only("dotenv"), "SEMFLOW_VERSION=1.3.0-alpha.1\nSEMFLOW_BRANCH_NAME=develop\n");
    assert_eq!(
        only("shell"),
        "export SEMFLOW_VERSION='1.3.0-alpha.1'\nexport SEMFLOW_BRANCH_NAME='develop'\n"
    );
    assert_eq!(only("gitlab"), only("dotenv"));
    assert!(only("azure").contains("variable=semflow.version;isOutput=true]1.3.0-alpha.1\n"));
    assert!(only("azure").contains("##vso[build.updatebuildnumber]1.3.0-alpha.1\n"));
    assert!(only("teamcity").contains("##teamcity[buildNumber '1.3.0-alpha.1']\n"));
}

#[test]
fn gitlab_gets_no_more_than_a_report_may_hold() {
    let repo = develop();
    let run = semflow(&repo, &["vars", "--format", "gitlab"]);
    assert_eq!(run.stdout.lines().count(), 20);
}

#[test]
fn what_is_written_for_a_shell_does_not_name_the_branch_for_the_next_run() {
    let repo = develop();
    let run = semflow(&repo, &["vars", "--format", "dotenv"]);
    run.omits("SEMFLOW_BRANCH=");
}

#[test]
fn the_branch_of_a_trunk_is_known_in_a_ci() {
    let repo = Repo::released("v1.2.3");
    repo.commit("fix: one");
    repo.git(&["checkout", "--quiet", "--detach"]);
    let run = Run::on(&repo)
        .env("GITHUB_ACTIONS", "true")
        .env("GITHUB_REF", "refs/heads/trunk")
        .semflow(&["vars", "--get", "image_tag"]);
    run.says(&format!("trunk-{}\n", &repo.head()[..7]));
}

#[test]
fn changes_of_the_work_tree_are_counted_and_mark_a_build() {
    let repo = develop();
    repo.write("file", "1");
    repo.commit("chore: file");
    repo.write("file", "2");
    assert_eq!(get(&repo, "UncommittedChanges"), "1");
    let short = repo.head()[..8].to_owned();
    semflow(&repo, &["next-version", "--build"]).says(&format!("1.3.0-alpha.2+2.g{short}.dirty\n"));
}
