//! main: what it says between a merge and its tag, and after a merge that was squashed.

use crate::support::story::play;

#[test]
fn the_merge_of_a_release_says_its_version_until_it_is_tagged() {
    for message in [
        "Merge branch 'release/v1.4.0'",
        "Merge branch 'release/1.4.0' into 'main'\\n\\nRelease\\n\\nSee merge request a/b!3",
        "Merge remote-tracking branch 'origin/release/v1.4.0' into main",
        "Merge pull request #12 from owner/release/v1.4.0\\n\\nRelease",
        "Merged in release/v1.4.0 (pull request #5)",
        "Merged PR 17: Merge release/1.4 to main",
        "Finish release/v1.4.0 into main",
        "chore: release\\n\\nRelease: v1.4.0",
    ] {
        play(&format!(
            "released v1.0.0
             branch develop
             commit fix: one
             branch release/v1.4.0
             merge release/v1.4.0 into main as {message}
             expect main 1.4.0
             delete release/v1.4.0
             expect main 1.4.0
             tag v1.4.0
             expect main 1.4.0"
        ));
    }
}

#[test]
fn a_merged_release_counts_more_than_what_its_commits_ask_for() {
    play(
        "released v1.0.0
         branch develop
         commit feat!: one
         branch release/v1.1.0
         merge release/v1.1.0 into main
         expect main 1.1.0
         commit fix: at once
         expect main 1.1.0",
    );
}

#[test]
fn of_two_untagged_merges_the_higher_version_counts() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch release/v1.1.0
         commit fix: two
         merge release/v1.1.0 into main
         branch hotfix/v1.1.1
         commit fix: three
         merge hotfix/v1.1.1 into main
         expect main 1.1.1
         branch hotfix/v1.0.9
         commit fix: four
         merge hotfix/v1.0.9 into main
         expect main 1.1.1",
    );
}

#[test]
fn the_merge_of_a_feature_or_of_an_old_release_names_no_version() {
    play(
        "released v1.5.0
         branch develop
         branch feature/9.9.9
         commit fix: one
         merge feature/9.9.9 into main
         expect main 1.5.1
         branch release/v1.4.0
         commit feat: two
         merge release/v1.4.0 into main
         expect main 1.6.0",
    );
}

#[test]
fn main_looks_neither_at_open_releases_nor_at_develop() {
    play(
        "released v1.0.0
         branch develop
         commit feat!: one
         branch release/v2.0.0
         commit fix: two
         tag v2.0.0-rc.1
         expect main 1.0.0
         commit fix: three
         expect main 1.0.1",
    );
}

#[test]
fn a_pre_release_on_main_is_the_least_that_comes_next() {
    play(
        "released v1.0.0
         branch develop
         switch main
         commit feat: one
         tag v1.1.0-rc.1
         expect main 1.1.0
         commit docs: two
         tag v3.0.0-beta.2
         expect main 3.0.0
         commit fix: three
         expect main 3.0.0
         tag v3.0.0
         expect main 3.0.0",
    );
}

#[test]
fn main_before_1_0_0_never_reaches_it_alone() {
    play(
        "released v0.9.9
         branch develop
         switch main
         commit fix: one
         expect main 0.9.10
         commit feat: two
         expect main 0.10.0
         commit feat!: three
         expect main 0.10.0
         expect main 1.0.0 with --major
         branch release/v1.0.0
         merge release/v1.0.0 into main
         commit chore: more\\n\\nRelease-As: 1.0.0
         expect main 1.0.0",
    );
}

#[test]
fn a_squashed_release_says_its_version_by_title_or_trailer() {
    for message in [
        "release/v1.1.0 (#12)",
        "release/v1.1.0",
        "Merged PR 12: Merge release/v1.1.0 to main",
        "feat: all of it (#12)\\n\\nRelease: v1.1.0",
        "fix: all of it\\n\\nRelease: 1.1.0\\nRelease-Tip: {tip}",
    ] {
        play(&format!(
            "released v1.0.0
             branch develop
             commit feat!: one
             branch release/v1.1.0
             commit fix: two
             squash release/v1.1.0 into main as {message}
             expect main 1.1.0
             tag v1.1.0
             expect main 1.1.0"
        ));
    }
}

#[test]
fn what_a_squashed_release_held_is_out_while_its_branch_is_kept() {
    play(
        "released v1.0.0
         branch develop
         commit feat!: one
         branch release/v1.1.0
         commit fix: two
         squash release/v1.1.0 into main as release/v1.1.0 (#12)
         tag v1.1.0
         expect develop 1.2.0-alpha.0
         warns was squashed
         commit fix: three
         expect develop 1.2.0-alpha.1
         merge main into develop
         expect develop 1.2.0-alpha.2",
    );
}

#[test]
fn what_a_squashed_release_held_is_out_where_its_tip_is_told() {
    play(
        "released v1.0.0
         branch develop
         commit feat!: one
         branch release/v1.1.0
         commit fix: two
         squash release/v1.1.0 into main as feat: all\\n\\nRelease: v1.1.0\\nRelease-Tip: {tip}
         tag v1.1.0
         delete release/v1.1.0
         expect develop 1.2.0-alpha.0
         warns was squashed
         commit fix: three
         expect develop 1.2.0-alpha.1",
    );
}

#[test]
fn a_squashed_hotfix_is_out() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch hotfix/v1.0.1 at main
         commit fix: two
         squash hotfix/v1.0.1 into main as hotfix/v1.0.1 (#3)
         expect main 1.0.1
         tag v1.0.1
         expect main 1.0.1
         expect develop 1.1.0-alpha.1
         merge hotfix/v1.0.1 into develop
         expect develop 1.1.0-alpha.2",
    );
}

#[test]
fn a_number_that_is_taken_elsewhere_is_refused_or_passed_over() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch aside
         commit feat: two
         tag v1.1.0
         switch main
         commit feat: three
         refuse main: 1.1.0, is taken: tag `v1.1.0` exists
         refuse main with --on-collision error: is taken
         expect main 1.1.1 with --on-collision next
         tag v1.1.1 at aside
         expect main 1.1.2 with --on-collision next
         refuse main with --version 1.1.0: is taken",
    );
}

#[test]
fn what_is_never_tagged_collides_with_nothing() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch aside
         commit feat: two
         tag v1.1.0
         expect develop 1.1.0-alpha.1
         branch feature/x
         commit fix: three
         expect 1.1.0-x.2",
    );
}
