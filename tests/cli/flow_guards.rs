//! What must not mislead the version of a branch: odd configuration, shallow clones, stale variables,
//! messages that look like releases.

use crate::support::repository::Repo;
use crate::support::run::{Run, semflow};
use crate::support::story::play;

#[test]
fn a_key_of_git_s_configuration_without_a_value_does_no_harm() {
    let repo = Repo::released("v1.0.0");
    repo.commit("fix: one");
    let config = repo.read(".git/config");
    repo.write(".git/config", &format!("{config}[rebase]\n\tautosquash\n[gitflow \"x\"]\n\ty\n"));
    semflow(&repo, &["next-version"]).says("1.0.1\n");
}

#[test]
fn every_form_has_one_version_also_beside_a_candidate_above_a_merged_release() {
    let repo = Repo::released("v1.0.0");
    repo.start("release/1.1.0");
    repo.commit("feat: one");
    repo.checkout("main");
    repo.merge("release/1.1.0", "Merge branch 'release/1.1.0'");
    repo.tag("v2.0.0-rc.1");
    repo.commit("fix: two");
    repo.branch("develop");
    semflow(&repo, &["next-version"]).says("2.0.0\n");
    assert_eq!(semflow(&repo, &["--json", "next-version"]).json()["version"], "2.0.0");
}

#[test]
fn a_squashed_release_stays_out_after_a_hotfix() {
    play(
        "released v1.0.0
         branch develop
         commit feat!: one
         branch release/v2.0.0
         squash release/v2.0.0 into main as feat!: one (#1)\\n\\nRelease: v2.0.0\\nRelease-Tip: {tip}
         tag v2.0.0 at main
         switch main
         branch hotfix/v2.0.1
         commit fix: two
         merge hotfix/v2.0.1 into main
         tag v2.0.1 at main
         switch develop
         commit fix: three
         expect 2.1.0-alpha.1
         delete release/v2.0.0
         expect 2.1.0-alpha.1",
    );
}

#[test]
fn a_release_that_was_merged_before_its_tag_is_no_squashed_one() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch release/v1.1.0
         commit fix: two
         merge release/v1.1.0 into main
         switch main
         commit chore(release): v1.1.0
         tag v1.1.0
         switch release/v1.1.0
         commit feat!: late
         merge release/v1.1.0 into develop
         expect develop 2.0.0-alpha.1",
    );
}

#[test]
fn a_shallow_clone_that_hides_the_parent_is_refused() {
    let repo = Repo::released("v1.0.0");
    repo.start("develop");
    repo.commit("fix: one");
    repo.start("feature/x");
    repo.commit("fix: two");
    repo.checkout("develop");
    for _ in 0..12 {
        repo.commit("fix: more");
    }
    repo.checkout("feature/x");
    semflow(&repo, &["next-version"]).says("1.1.0-x.2\n");
    let clone = repo.shallow_clone(1);
    semflow(&clone, &["next-version"]).fails_with(3).warns("git fetch --unshallow");
}

#[test]
fn a_shallow_clone_that_hides_a_release_of_main_is_refused() {
    let repo = Repo::released("v1.0.0");
    repo.start("develop");
    repo.commit("fix: one");
    repo.checkout("main");
    repo.commit("feat!: two");
    repo.tag("v2.0.0");
    for _ in 0..6 {
        repo.commit("docs: more");
    }
    repo.checkout("develop");
    semflow(&repo, &["-q", "next-version"]).says("2.1.0-alpha.1\n");
    let clone = repo.shallow_clone(3);
    semflow(&clone, &["next-version"]).ends_with(0).warns("no production branch is here");
    clone.git(&["fetch", "--quiet", "--depth=3", "origin", "main:refs/remotes/origin/main"]);
    semflow(&clone, &["next-version"]).fails_with(3).warns("git fetch --unshallow");
    semflow(&clone, &["current-version"]).fails_with(3).warns("git fetch --unshallow");
    semflow(&clone, &["next-version", "--allow-shallow"]).ends_with(0);
}

#[test]
fn stale_variables_do_not_name_another_commit_that_is_asked_for() {
    let repo = Repo::released("v1.0.0");
    repo.start("develop");
    repo.commit("feat: one");
    repo.commit("feat: two");
    let ask = |variable: &str, reference: &str| {
        let run = Run::on(&repo).env("GITHUB_ACTIONS", "true").env("GITHUB_REF", variable);
        run.semflow(&["-q", "next-version", "--ref", reference])
    };
    ask("refs/tags/v9.9.9", "develop").says("1.1.0-alpha.2\n");
    ask("refs/heads/release/3.0.0", "develop").says("1.1.0-alpha.2\n");
    ask("refs/heads/hotfix/9.9.9", "HEAD~1").fails_with(3);
    ask("refs/heads/hotfix/9.9.9", "HEAD").says("1.1.0-alpha.2\n");
}

#[test]
fn a_release_that_was_reverted_is_no_release() {
    let repo = Repo::released("v1.0.0");
    repo.start("release/v2.0.0");
    repo.commit("fix: one");
    repo.checkout("main");
    let merge = repo.merge("release/v2.0.0", "Merge branch 'release/v2.0.0'");
    repo.git(&["branch", "-D", "release/v2.0.0"]);
    repo.branch("develop");
    semflow(&repo, &["next-version"]).says("2.0.0\n");
    repo.commit(&format!("Revert \"Merge\"\n\nThis reverts commit {merge}."));
    semflow(&repo, &["next-version"]).says("1.0.0\n");
}

#[test]
fn notes_of_others_in_a_body_release_nothing() {
    play(
        "released v1.0.0
         commit fix: bump foo\\n\\nNotes of foo:\\n\\nRelease: 5.0.0\\n\\n* fixed
         branch develop
         expect main 1.0.1",
    );
}

#[test]
fn numbers_at_their_end_are_refused_and_not_counted_for_ever() {
    let last = u64::MAX;
    let repo = Repo::released(&format!("v1.0.{}", last - 1));
    repo.start("aside");
    repo.commit("fix: aside");
    repo.tag(&format!("v1.0.{last}"));
    repo.checkout("main");
    repo.commit("fix: one");
    semflow(&repo, &["next-version", "--on-collision", "next"]).fails_with(3).warns("is taken");
    repo.tag(&format!("v1.1.0-rc.{last}"));
    semflow(&repo, &["vars", "--get", "weighted_number"]).ends_with(0);
}

#[test]
fn a_ref_to_a_commit_that_is_not_there_is_no_parent() {
    let repo = Repo::released("v1.0.0");
    repo.start("develop");
    repo.start("feature/x");
    repo.commit("feat: one");
    repo.write(".git/refs/heads/hotfix/gone", &format!("{}\n", "7".repeat(40)));
    semflow(&repo, &["next-version"]).says("1.1.0-x.1\n");
}

#[test]
fn what_cannot_name_a_branch_is_refused() {
    let repo = Repo::released("v1.0.0");
    repo.branch("develop");
    for name in ["", "HEAD", "a b", "main~1", "a..b"] {
        semflow(&repo, &["next-version", "--branch", name])
            .fails_with(2)
            .warns("is no name of a branch");
    }
}

#[test]
fn a_branch_may_be_named_as_one_of_the_remote() {
    let repo = Repo::released("v1.0.0");
    repo.start("develop");
    let head = repo.commit("feat: one");
    repo.git(&["remote", "add", "origin", "https://example.com/a/b.git"]);
    repo.git(&["update-ref", "refs/remotes/origin/develop", &head]);
    repo.git(&["checkout", "--quiet", "--detach"]);
    repo.git(&["branch", "-D", "develop"]);
    for name in ["develop", "origin/develop", "refs/heads/develop", "refs/remotes/origin/develop"] {
        let arguments = ["-q", "next-version", "--branch", name];
        semflow(&repo, &arguments).says("1.1.0-alpha.1\n");
    }
}

#[test]
fn a_command_that_mends_is_safe_to_run_whatever_a_branch_is_called() {
    let repo = Repo::released("v1.0.0");
    repo.branch("develop");
    for name in ["hotfix/a", "hotfix/b;true"] {
        repo.checkout("main");
        repo.start(name);
        repo.commit("fix: one");
    }
    semflow(&repo, &["flow", "status"])
        .prints("    git checkout 'hotfix/b;true' && git branch -m NAME\n");
}
