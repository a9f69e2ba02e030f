//! Addresses in a changelog: from the address of the remote, in the form of its forge, and never
//! with what only its owner may know.

use crate::support::repository::Repo;
use crate::support::run::semflow;

fn example(remote: &str) -> Repo {
    let repo = Repo::released("v1.0.0");
    repo.commit("fix: one (#7)");
    repo.tag("v1.0.1");
    repo.git(&["remote", "add", "origin", remote]);
    repo
}

#[test]
fn each_forge_compares_in_its_own_form() {
    for (remote, compared) in [
        ("git@github.com:o/r.git", "https://github.com/o/r/compare/v1.0.0...v1.0.1"),
        ("https://github.com/o/r", "https://github.com/o/r/compare/v1.0.0...v1.0.1"),
        ("ssh://git@github.com/o/r.git", "https://github.com/o/r/compare/v1.0.0...v1.0.1"),
        ("git@gitlab.com:g/s/r.git", "https://gitlab.com/g/s/r/-/compare/v1.0.0...v1.0.1"),
        (
            "https://gitlab.example.com/g/r.git",
            "https://gitlab.example.com/g/r/-/compare/v1.0.0...v1.0.1",
        ),
        ("https://codeberg.org/o/r.git", "https://codeberg.org/o/r/compare/v1.0.0...v1.0.1"),
        ("git@bitbucket.org:o/r.git", "https://bitbucket.org/o/r/branches/compare/v1.0.1%0Dv1.0.0"),
        (
            "https://dev.azure.com/org/project/_git/r",
            "https://dev.azure.com/org/project/_git/r/branchCompare?baseVersion=GTv1.0.0&targetVersion=GTv1.0.1",
        ),
        (
            "git@ssh.dev.azure.com:v3/org/project/r",
            "https://dev.azure.com/org/project/_git/r/branchCompare?baseVersion=GTv1.0.0&targetVersion=GTv1.0.1",
        ),
    ] {
        semflow(&example(remote), &["changelog"]).ends_with(0).prints(&format!("]: {compared}\n"));
    }
}

#[test]
fn what_is_unreleased_is_compared_with_the_branch() {
    for (remote, compared) in [
        ("https://github.com/o/r", "https://github.com/o/r/compare/v1.0.1...main"),
        (
            "https://dev.azure.com/org/project/_git/r",
            "https://dev.azure.com/org/project/_git/r/branchCompare?baseVersion=GTv1.0.1&targetVersion=GBmain",
        ),
    ] {
        let repo = example(remote);
        repo.commit("fix: two");
        semflow(&repo, &["changelog"]).prints(&format!("[Unreleased]: {compared}\n"));
    }
}

#[test]
fn a_detached_head_is_compared_by_its_name() {
    let repo = example("https://github.com/o/r");
    let id = repo.commit("fix: two");
    repo.checkout(&id);
    semflow(&repo, &["changelog"]).prints("compare/v1.0.1...HEAD\n");
}

#[test]
fn a_secret_of_the_remote_is_never_printed() {
    for remote in [
        "https://user:s3cret@github.com/o/r.git",
        "https://s3cret@gitlab.com/o/r.git",
        "https://x-access-token:s3cret@github.example.com/o/r",
        "https://o:s3cret@bitbucket.org/o/r.git",
        "https://user:s3cret@git.example.com/o/r.git",
        "https://user:s3cret@dev.azure.com/org/project/_git/r",
    ] {
        let repo = example(remote);
        repo.commit("fix: two");
        for command in [
            &["changelog"][..],
            &["changelog", "--json"],
            &["changelog", "--template", "detailed"],
            &["notes"],
            &["next-version", "--json"],
            &["next-version", "-v"],
        ] {
            let run = semflow(&repo, command);
            run.ends_with(0);
            assert!(!run.stdout.contains("s3cret") && !run.stderr.contains("s3cret"), "{run}");
        }
    }
}

#[test]
fn without_a_forge_there_are_no_links_and_no_broken_ones() {
    for remote in ["/srv/git/r.git", "https://git.example.com/o/r.git", "file:///srv/r", "../r"] {
        let changelog = semflow(&example(remote), &["changelog"]);
        changelog.ends_with(0).omits("]: ").prints("- one (#7)\n").omits("[#7]");
    }
}

#[test]
fn pull_requests_issues_and_commits_are_linked() {
    let repo = example("https://github.com/o/r");
    repo.commit("feat: two (#8)\n\nCloses #3\nRefs: other/repo#4");
    semflow(&repo, &["changelog"])
        .prints("([#8](https://github.com/o/r/pull/8))")
        .prints("([#3](https://github.com/o/r/issues/3))");
    let id = repo.git(&["rev-parse", "HEAD"]);
    semflow(&repo, &["changelog", "--template", "detailed"])
        .prints(&format!("[{}](https://github.com/o/r/commit/{id})", &id[..7]));
}

#[test]
fn the_remote_of_the_branch_wins_over_origin() {
    let repo = example("https://github.com/fork/r");
    repo.git(&["remote", "add", "upstream", "https://github.com/o/r"]);
    repo.git(&["config", "branch.main.remote", "upstream"]);
    semflow(&repo, &["changelog"]).prints("github.com/o/r/").omits("fork");
}

#[test]
fn the_configured_remote_wins_over_all() {
    let repo = example("https://github.com/fork/r");
    repo.write(
        "cliff.toml",
        "[remote.gitlab]\nowner = \"group/sub\"\nrepo = \"tool\"\n[commits]\n",
    );
    semflow(&repo, &["changelog"])
        .prints("https://gitlab.com/group/sub/tool/-/compare/v1.0.0...v1.0.1")
        .omits("fork");
}

#[test]
fn a_configured_forge_of_one_s_own_is_linked_there() {
    for (api_url, base) in [
        ("https://git.example.com/api/v4", "https://git.example.com"),
        ("https://example.com/gitlab/api/v4", "https://example.com/gitlab"),
        ("https://user:s3cret@git.example.com/api/v4", "https://git.example.com"),
    ] {
        let repo = example("https://github.com/fork/r");
        let remote = format!(
            "[remote.gitlab]\nowner = \"g\"\nrepo = \"r\"\napi_url = \"{api_url}\"\n[commits]\n"
        );
        repo.write("cliff.toml", &remote);
        semflow(&repo, &["changelog"]).prints(&format!("{base}/g/r/-/compare/v1.0.0...v1.0.1"));
    }
}

#[test]
fn a_rewritten_address_is_followed_as_git_does() {
    let repo = example("gh:o/r");
    repo.git(&["config", "url.https://github.com/.insteadOf", "gh:"]);
    assert_eq!(repo.git(&["remote", "get-url", "origin"]), "https://github.com/o/r");
    semflow(&repo, &["changelog"]).prints("https://github.com/o/r/compare/v1.0.0...v1.0.1");
}
