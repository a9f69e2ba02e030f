//! What a person says against the rules: footers, configuration and flags, on every kind of branch.

use crate::support::repository::Repo;
use crate::support::run::semflow;
use crate::support::story::{Story, play};

#[test]
fn a_footer_decides_on_develop_and_is_used_up_by_its_release() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one\\n\\nRelease-As: 3.0.0
         expect 3.0.0-alpha.1
         commit fix: two
         expect 3.0.0-alpha.2
         commit feat: three\\n\\nRelease-As: 2.5.0
         expect 2.5.0-alpha.3
         branch feature/x
         commit fix: four
         expect 2.5.0-x.4
         branch release/v2.5.0 at develop
         commit fix: five
         expect 2.5.0-rc.1
         merge release/v2.5.0 into main
         expect main 2.5.0
         tag v2.5.0
         merge main into develop
         delete release/v2.5.0
         expect develop 2.6.0-alpha.1",
    );
}

#[test]
fn a_footer_counts_more_than_the_name_of_a_branch() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch release/v1.1.0
         commit fix: two\\n\\nRelease-As: 4.0.0
         expect 4.0.0-rc.1
         branch hotfix/v1.0.1 at main
         commit fix: three\\n\\nRelease-As: 1.0.7
         expect 1.0.7-rc.1",
    );
}

#[test]
fn a_footer_decides_on_main_and_support() {
    play(
        "released v1.0.0
         branch develop
         switch main
         commit fix: one\\n\\nRelease-As: 1.9.0
         expect main 1.9.0
         tag v1.9.0
         commit fix: two
         expect main 1.9.1
         branch support/1.0 at v1.0.0
         commit fix: three\\n\\nRelease-As: 1.0.5
         expect 1.0.5",
    );
}

#[test]
fn a_footer_that_goes_back_is_refused_unless_it_is_allowed() {
    play(
        "released v2.0.0
         branch develop
         commit feat: one\\n\\nRelease-As: 1.5.0
         refuse: is not higher than the last release, 2.0.0
         expect 1.5.0-alpha.1 with --allow-downgrade
         branch release/v1.9.0 at main
         commit docs: two
         refuse: is not above the last release, v2.0.0
         expect 1.9.0-rc.1 with --allow-downgrade --allow-underbump
         expect main 1.0.0 with --version 1.0.0 --allow-downgrade
         refuse main with --version 1.0.0: is not higher than the last release, 2.0.0",
    );
}

#[test]
fn the_command_line_counts_most() {
    play(
        "released v1.0.0
         flow next_version = '5.0.0'
         branch develop
         commit feat: one\\n\\nRelease-As: 3.0.0
         expect 3.0.0-alpha.1
         expect 7.0.0 with --version 7.0.0
         expect 7.0.0 with --release-as 7.0.0
         expect 2.0.0-alpha.1 with --major
         expect 1.1.0-alpha.1 with --minor
         branch release/v3.0.0
         expect 7.0.0 with --version 7.0.0",
    );
}

#[test]
fn the_configured_version_is_the_next_one_until_it_is_out() {
    play(
        "released v1.0.0
         flow next_version = '2.0.0'
         branch develop
         expect develop 2.0.0-alpha.0
         commit fix: one
         expect develop 2.0.0-alpha.1
         branch feature/x
         commit fix: two
         expect 2.0.0-x.2
         branch staging at develop
         expect 2.0.0-beta.1
         branch release/next at develop
         expect 2.0.0-rc.1
         switch main
         commit fix: three
         expect main 2.0.0
         tag v2.0.0
         expect main 2.0.0
         commit fix: four
         expect main 2.0.1
         warns flow.next_version is 2.0.0
         expect develop 2.1.0-alpha.1
         warns flow.next_version is 2.0.0",
    );
}

#[test]
fn the_configured_version_counts_more_than_the_name_of_a_release() {
    play(
        "released v1.0.0
         flow next_version = '2.0.0'
         branch develop
         commit feat: one
         branch release/v1.1.0
         expect 2.0.0-rc.1",
    );
}

#[test]
fn the_number_is_found_as_the_flag_says() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         commit fix: two
         expect 1.1.0-alpha.2 with --number height
         expect 1.1.0-alpha.1 with --number tag
         expect 1.1.0-alpha with --number none
         tag v1.1.0-alpha.1
         commit fix: three
         expect 1.1.0-alpha.2 with --number tag
         branch release/v1.1.0
         commit fix: four
         expect 1.1.0-rc.4 with --number height
         expect 1.1.0-rc with --number none
         expect 1.1.0-rc.1 with --number tag",
    );
}

#[test]
fn a_label_of_its_own_may_be_asked_for() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         expect 1.1.0-nightly.1 with --pre nightly
         tag v1.1.0-nightly.1
         commit fix: two
         expect 1.1.0-nightly.2 with --pre nightly
         branch hotfix/fire at main
         commit fix: three
         expect 1.0.1-try.1 with --pre try
         switch main
         commit fix: four
         expect 1.0.1-next.1 with --pre next",
    );
}

#[test]
fn build_metadata_tells_builds_apart_on_every_kind() {
    play(
        "released v1.0.0
         expect 1.0.0+0.g{head} with --build
         branch develop
         expect 1.1.0-alpha.0+0.g{head} with --build
         branch feature/x
         commit fix: one
         commit fix: two
         expect 1.1.0-x.2+2.g{head} with --build
         merge feature/x into develop
         expect develop 1.1.0-alpha.1+1.g{head} with --build
         expect develop 1.1.0-alpha.1+ci.7 with --build ci.7
         branch release/v1.1.0
         commit fix: three
         expect 1.1.0-rc.1+2.g{head} with --build
         branch hotfix/fire at main
         commit fix: four
         expect 1.0.1-rc.1+1.g{head} with --build
         switch main
         commit fix: five
         expect main 1.0.1+1.g{head} with --build",
    );
}

#[test]
fn a_build_of_a_changed_work_tree_is_dirty() {
    let repo = Repo::released("v1.0.0");
    repo.write("kept.txt", "as committed\n");
    repo.commit("feat: a file");
    repo.git(&["checkout", "--quiet", "-b", "develop"]);
    let build = ["next-version", "--build"];
    let head = repo.git(&["rev-parse", "--short=8", "HEAD"]);
    semflow(&repo, &build).answers(&format!("1.1.0-alpha.1+1.g{head}\n"));
    repo.write("kept.txt", "changed\n");
    semflow(&repo, &build).answers(&format!("1.1.0-alpha.1+1.g{head}.dirty\n"));
    semflow(&repo, &["next-version"]).answers("1.1.0-alpha.1\n");
    repo.git(&["checkout", "--quiet", "kept.txt"]);
    semflow(&repo, &build).answers(&format!("1.1.0-alpha.1+1.g{head}\n"));
}

/// One branch of each kind, as far as its version goes.
const KINDS: &[(&str, &str)] = &[
    ("main", "1.0.1"),
    ("develop", "1.2.0-alpha.1"),
    ("staging", "1.2.0-beta.1"),
    ("release/v1.1.0", "1.1.0-rc.1"),
    ("hotfix/fire", "1.0.1-rc.1"),
    ("feature/x", "1.2.0-x.2"),
    ("support/0.x", "0.9.1"),
    ("pull/7/merge", "1.2.0-pr7.2"),
    ("user/y", "1.0.1-user-y.2"),
];

fn one_of_each_kind() -> Repo {
    let story = Story::told(
        "released v0.9.0
         branch support/0.x
         commit fix: old
         switch main
         commit feat!: grown up
         tag v1.0.0
         branch develop
         commit feat: one
         branch release/v1.1.0
         commit fix: two
         switch develop
         commit feat: three
         branch staging
         branch feature/x
         commit fix: four
         branch pull/7/merge at develop
         merge feature/x into pull/7/merge
         branch hotfix/fire at main
         commit fix: five
         switch main
         commit fix: six
         branch user/y
         commit fix: seven",
    );
    story.repo
}

#[test]
fn the_branch_and_the_commit_may_be_told_instead_of_checked_out() {
    let repo = one_of_each_kind();
    for (branch, version) in KINDS {
        repo.checkout(branch);
        semflow(&repo, &["next-version"]).says(&format!("{version}\n"));
    }
    repo.git(&["checkout", "--quiet", "--detach", "v0.9.0"]);
    for (branch, version) in KINDS {
        let answer = format!("{version}\n");
        semflow(&repo, &["next-version", "--ref", branch]).says(&answer);
        let full = format!("refs/heads/{branch}");
        semflow(&repo, &["next-version", "--ref", &full]).says(&answer);
        let id = repo.git(&["rev-parse", branch]);
        semflow(&repo, &["next-version", "--branch", branch, "--ref", &id]).says(&answer);
        semflow(&repo, &["next-version", "--branch", &full, "--ref", &id]).says(&answer);
    }
}

#[test]
fn head_may_count_as_any_branch() {
    let repo = one_of_each_kind();
    repo.checkout("develop");
    for (branch, version) in [
        ("develop", "1.2.0-alpha.1"),
        ("feature/other", "1.2.0-other.1"),
        ("release/v1.2.0", "1.2.0-rc.1"),
        ("hotfix/v1.0.1", "1.0.1-rc.1"),
        ("main", "1.1.0"),
        ("pull/9/merge", "1.2.0-pr9.1"),
    ] {
        let answer = semflow(&repo, &["next-version", "--branch", branch]);
        answer.says(&format!("{version}\n"));
    }
    let refused = semflow(&repo, &["next-version", "--branch", "release/v0.5.0"]);
    refused.fails_with(3).warns("is not above the last release, v1.0.0");
    semflow(&repo, &["next-version", "--ref", "no-such-branch"]).prints_nothing();
}

#[test]
fn nothing_to_release_is_told_by_the_code_where_that_is_asked_for() {
    let repo = Repo::released("v1.0.0");
    repo.branch("develop");
    let ask = ["next-version", "--require-changes"];
    semflow(&repo, &ask).fails_with(1).warns("nothing to release");
    repo.checkout("develop");
    semflow(&repo, &ask).fails_with(1).warns("nothing to release");
    repo.commit("docs: one");
    semflow(&repo, &ask).fails_with(1).warns("nothing to release");
    repo.commit("fix: two");
    semflow(&repo, &ask).answers("1.1.0-alpha.2\n");
}
