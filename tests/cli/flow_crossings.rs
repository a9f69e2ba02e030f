//! Stories in which several branches of Git Flow cross each other's way.

use crate::support::story::play;

#[test]
fn a_hotfix_in_the_middle_of_a_release_is_counted_once_everywhere() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch release/v1.1.0
         commit fix: two
         branch hotfix/v1.0.1 at main
         commit fix: three
         merge hotfix/v1.0.1 into develop
         expect develop 1.2.0-alpha.1
         merge hotfix/v1.0.1 into main
         tag v1.0.1
         merge main into release/v1.1.0
         expect release/v1.1.0 1.1.0-rc.1
         merge release/v1.1.0 into main
         expect main 1.1.0
         tag v1.1.0
         expect develop 1.2.0-alpha.1
         merge main into develop
         expect develop 1.2.0-alpha.2",
    );
}

#[test]
fn a_release_branch_that_was_pushed_and_went_on_is_left_out_as_far_as_either_goes() {
    play(
        "released v1.0.0
         config remote.origin.url https://example.com/a.git
         branch develop
         commit feat: one
         branch release/v1.1.0
         commit fix: two
         remote origin/release/v1.1.0
         commit fix: three
         merge release/v1.1.0 into develop
         expect develop 1.2.0-alpha.1
         delete release/v1.1.0
         expect develop 1.2.0-alpha.1",
    );
}

#[test]
fn an_abandoned_release_that_was_merged_back_is_part_of_the_next() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch release/v1.1.0
         commit fix: two
         tag v1.1.0-rc.1
         merge release/v1.1.0 into develop
         expect develop 1.2.0-alpha.1
         delete release/v1.1.0
         expect develop 1.1.0-alpha.2
         silent
         branch release/v1.1.0
         expect 1.1.0-rc.2",
    );
}

#[test]
fn a_pre_release_of_a_higher_version_does_not_rename_a_release() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         tag v2.0.0-alpha.1
         branch release/v1.1.0
         commit fix: two
         expect 1.1.0-rc.1
         branch feature/x at develop
         commit fix: three
         expect 1.2.0-x.1",
    );
}

#[test]
fn a_feature_of_a_lifted_develop_is_lifted_too() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         tag v2.0.0-alpha.3
         branch feature/x
         commit fix: two
         expect 2.0.0-x.2",
    );
}

#[test]
fn a_merge_that_is_reverted_is_one_more_commit() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch feature/x
         commit fix: two
         merge feature/x into develop
         revert
         expect develop 1.1.0-alpha.3",
    );
}

#[test]
fn a_squashed_release_merged_into_develop_counts_one() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch release/v1.1.0
         commit fix: two
         squash release/v1.1.0 into main as release/v1.1.0 (#12)
         tag v1.1.0
         merge release/v1.1.0 into develop
         expect develop 1.2.0-alpha.1",
    );
}

#[test]
fn where_nothing_tells_of_a_squash_its_commits_count_again() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         commit fix: two
         branch release/v1.1.0
         commit fix: three
         squash release/v1.1.0 into main as release/v1.1.0 (#12)
         tag v1.1.0
         delete release/v1.1.0
         expect develop 1.2.0-alpha.2",
    );
}

#[test]
fn a_hotfix_squashed_into_a_support_line_is_out() {
    play(
        "released v1.1.0
         branch develop
         branch support/1.x at main
         branch hotfix/v1.1.1
         commit fix: one
         squash hotfix/v1.1.1 into support/1.x as hotfix/v1.1.1 (#3)
         expect support/1.x 1.1.1
         tag v1.1.1
         commit fix: two
         expect support/1.x 1.1.2
         expect main 1.1.0
         expect develop 1.2.0-alpha.0",
    );
}

#[test]
fn a_breaking_change_on_a_release_branch_exceeds_its_name_as_one_of_develop_does() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch release/v1.1.0
         tag v1.1.0-rc.1
         commit fix!: two
         refuse: its commits ask for 2.0.0
         warns fix!: two
         expect 1.1.0-rc.2 with --allow-underbump",
    );
}

#[test]
fn an_unnamed_release_that_was_merged_counts_by_its_commits() {
    play(
        "released v1.0.0
         branch develop
         commit feat!: one
         branch release/next
         expect 2.0.0-rc.1
         merge release/next into main
         expect main 2.0.0
         tag v2.0.0
         expect develop 2.1.0-alpha.0",
    );
}

#[test]
fn hotfixes_with_and_without_a_name_do_not_see_each_other_before_the_tag() {
    play(
        "released v1.0.0
         branch develop
         branch hotfix/a at main
         commit fix: one
         branch hotfix/v1.0.1 at main
         commit fix: two
         expect hotfix/a 1.0.1-rc.1
         merge hotfix/v1.0.1 into main
         expect main 1.0.1
         tag v1.0.1
         expect hotfix/a 1.0.2-rc.1",
    );
}
