//! develop and staging in stories that the rules do not tell one by one.

use crate::support::story::play;

#[test]
fn a_merge_counts_as_one_commit() {
    play(
        "released v1.0.0
         branch develop
         branch feature/a
         commit fix: one
         commit fix: two
         commit fix: three
         merge feature/a into develop
         expect develop 1.1.0-alpha.1
         branch feature/b
         commit feat!: four
         merge feature/b into develop as Merge all that
         expect develop 2.0.0-alpha.2
         squash feature/a into develop as feat: all of a (#7)
         expect develop 2.0.0-alpha.3",
    );
}

#[test]
fn a_merge_asks_for_a_level_only_by_a_conventional_subject() {
    play(
        "released v1.0.0
         branch develop
         branch feature/a
         commit fix: one
         merge feature/a into develop as Merge it\\n\\nfeat!: told in the body
         expect develop 1.1.0-alpha.1
         branch feature/b
         commit fix: two
         merge feature/b into develop as feat!: b
         expect develop 2.0.0-alpha.2",
    );
}

#[test]
fn what_is_reverted_asks_for_nothing_and_is_still_counted() {
    play(
        "released v1.0.0
         branch develop
         commit feat!: one
         expect 2.0.0-alpha.1
         revert
         expect 1.1.0-alpha.2
         revert
         expect 2.0.0-alpha.3",
    );
}

#[test]
fn merging_the_release_branch_back_is_as_good_as_merging_main() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch release/v1.1.0
         commit fix: two
         merge release/v1.1.0 into main
         tag v1.1.0
         merge release/v1.1.0 into develop
         expect develop 1.2.0-alpha.1
         delete release/v1.1.0
         expect develop 1.2.0-alpha.1
         commit feat: three
         expect develop 1.2.0-alpha.2",
    );
}

#[test]
fn a_release_merged_back_before_main_is_tagged_keeps_the_number() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch release/v1.1.0
         commit fix: two
         merge release/v1.1.0 into develop
         expect develop 1.2.0-alpha.1
         merge release/v1.1.0 into main
         expect develop 1.2.0-alpha.1
         switch main
         tag v1.1.0
         expect develop 1.2.0-alpha.1",
    );
}

#[test]
fn a_release_finished_by_fast_forward_needs_no_merge_back_to_count() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch release/v1.1.0
         commit fix: two
         forward main to release/v1.1.0
         expect main 1.1.0
         tag v1.1.0
         expect main 1.1.0
         expect develop 1.2.0-alpha.0
         warns missing back-merge of v1.1.0
         forward develop to main
         expect develop 1.2.0-alpha.0
         silent
         commit fix: three
         expect develop 1.2.0-alpha.1",
    );
}

#[test]
fn release_after_release_the_count_starts_anew() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch release/v1.1.0
         commit fix: two
         merge release/v1.1.0 into main
         tag v1.1.0
         merge main into develop
         delete release/v1.1.0
         commit feat: three
         expect develop 1.2.0-alpha.2
         branch release/v1.2.0
         commit fix: four
         expect 1.2.0-rc.1
         expect develop 1.3.0-alpha.0
         merge release/v1.2.0 into main
         expect main 1.2.0
         tag v1.2.0
         expect develop 1.3.0-alpha.0
         merge main into develop
         expect develop 1.3.0-alpha.1",
    );
}

#[test]
fn a_breaking_change_counts_once_for_the_release_that_holds_it() {
    play(
        "released v1.0.0
         branch develop
         commit feat!: one
         branch release/v2.0.0
         expect develop 2.1.0-alpha.0
         commit feat!: two
         expect develop 3.0.0-alpha.1
         expect release/v2.0.0 2.0.0-rc.1",
    );
}

#[test]
fn an_open_release_counts_before_the_first_tag() {
    play(
        "commit feat: begin
         branch develop
         commit feat: one
         branch release/v1.0.0
         expect 1.0.0-rc.1
         expect develop 1.1.0-alpha.0
         commit fix: two
         expect develop 1.1.0-alpha.1",
    );
}

#[test]
fn what_is_no_open_release_above_the_last_does_not_lift_develop() {
    play(
        "released v1.1.0
         branch develop
         commit feat: one
         branch release/v1.0.5
         commit fix: old
         branch release/next at develop
         branch hotfix/v1.1.1 at main
         commit fix: fire
         branch support/1.x at main
         commit feat!: old world
         expect develop 1.2.0-alpha.1",
    );
}

#[test]
fn a_stable_tag_counts_once_its_branch_is_merged() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch aside
         commit feat: two
         tag v5.0.0
         expect develop 1.1.0-alpha.1
         merge aside into develop
         expect develop 5.1.0-alpha.1",
    );
}

#[test]
fn a_pre_release_lifts_only_those_who_hold_it() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         tag v3.0.0-beta.1 at main
         expect develop 1.1.0-alpha.1
         tag v3.0.0-beta.2
         expect develop 3.0.0-alpha.1",
    );
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         switch main
         commit fix: two
         tag v3.0.0-beta.1
         branch aside
         commit fix: three
         tag v4.0.0-alpha.1
         expect develop 1.1.0-alpha.1",
    );
}

#[test]
fn a_pre_release_of_another_label_lifts_the_version_and_not_the_number() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         commit feat: two
         tag v2.0.0-beta.8
         expect 2.0.0-alpha.2
         commit fix: three
         expect 2.0.0-alpha.3",
    );
}

#[test]
fn a_pre_release_below_what_the_commits_ask_for_is_left_behind() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         tag v1.1.0-alpha.9
         expect 1.1.0-alpha.9
         commit fix: two
         expect 1.1.0-alpha.10
         branch feature/a
         commit fix: three
         commit fix: four
         merge feature/a into develop
         expect develop 1.1.0-alpha.11
         commit feat!: five
         expect develop 2.0.0-alpha.4",
    );
}

#[test]
fn a_number_that_a_tag_elsewhere_has_is_left_to_it() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch aside
         commit feat: two
         tag v1.1.0-alpha.2
         expect develop 1.1.0-alpha.1
         commit fix: three
         expect develop 1.1.0-alpha.3",
    );
}

#[test]
fn staging_with_merges_counts_what_it_took_in() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch staging
         expect 1.1.0-beta.1
         switch develop
         commit feat: two
         commit feat: three
         merge develop into staging
         expect staging 1.1.0-beta.2
         branch release/v1.1.0 at develop
         commit fix: four
         expect staging 1.2.0-beta.1
         switch develop
         commit feat!: five
         merge develop into staging
         expect staging 2.0.0-beta.2
         tag v2.0.0-beta.2
         expect staging 2.0.0-beta.2
         commit fix: only here
         expect staging 2.0.0-beta.3
         expect develop 2.0.0-alpha.1",
    );
}

#[test]
fn staging_counts_what_was_never_merged_back() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch staging
         branch release/v1.1.0
         commit fix: two
         merge release/v1.1.0 into main
         tag v1.1.0
         delete release/v1.1.0
         expect staging 1.2.0-beta.0
         switch develop
         commit feat: three
         merge develop into staging
         expect staging 1.2.0-beta.1",
    );
}

#[test]
fn what_main_holds_alone_and_untagged_is_no_matter_of_develop() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         switch main
         commit feat!: in a hurry
         expect main 2.0.0
         expect develop 1.1.0-alpha.1
         silent
         merge main into develop
         expect develop 2.0.0-alpha.2",
    );
}

#[test]
fn master_is_as_good_as_main() {
    play(
        "released v1.0.0
         rename main master
         branch develop
         commit feat: one
         branch release/v1.1.0
         commit fix: two
         merge release/v1.1.0 into master
         expect master 1.1.0
         tag v1.1.0
         delete release/v1.1.0
         expect master 1.1.0
         expect develop 1.2.0-alpha.0
         branch hotfix/fire at master
         expect 1.1.1-rc.1
         branch feature/x at master
         commit chore: nothing
         expect 1.1.1-x.1",
    );
}

#[test]
fn a_tag_with_a_message_is_as_good_as_one_without() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch release/v1.1.0
         commit fix: two
         merge release/v1.1.0 into main
         annotate v1.1.0
         expect main 1.1.0
         expect develop 1.2.0-alpha.0
         commit fix: three
         annotate v1.2.0-alpha.6
         commit fix: four
         expect 1.2.0-alpha.7",
    );
}
