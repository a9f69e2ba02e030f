//! The versions of Git Flow: a story for every rule, branch by branch.

use crate::support::story::play;

#[test]
fn develop_raises_the_minor_version_at_least_and_counts_its_commits() {
    play(
        "released v3.1.4
         branch develop
         expect 3.2.0-alpha.0
         silent
         commit fix: tighten the screws
         expect 3.2.0-alpha.1
         commit docs: tell how
         expect 3.2.0-alpha.2
         commit feat: a drawer
         expect 3.2.0-alpha.3
         commit refactor!: other rails
         expect 4.0.0-alpha.4
         silent",
    );
}

#[test]
fn a_breaking_change_before_1_0_0_raises_the_minor_version() {
    play(
        "released v0.7.1
         branch develop
         commit fix: small
         expect 0.8.0-alpha.1
         commit feat!: big
         expect 0.8.0-alpha.2
         branch release/v0.8.0
         expect 0.8.0-rc.1
         expect develop 0.9.0-alpha.0
         branch release/v1.0.0
         expect 1.0.0-rc.1
         expect develop 1.1.0-alpha.0",
    );
}

#[test]
fn a_breaking_change_is_one_by_its_footer_and_not_by_prose() {
    play(
        "released v2.4.0
         branch develop
         commit feat: a shelf\\n\\nbreaking change: none at all
         expect 2.5.0-alpha.1
         commit fix: a hook\\n\\nHooks hold.\\n\\nMore of it.\\n\\nRefs: #9\\nBREAKING-CHANGE: no nails
         expect 3.0.0-alpha.2",
    );
}

#[test]
fn a_release_from_its_branch_to_the_merge_back() {
    play(
        "released v2.0.0
         branch develop
         commit feat: search
         commit fix: sort
         expect 2.1.0-alpha.2
         branch release/v2.1.0
         expect 2.1.0-rc.1
         tag v2.1.0-rc.1
         expect 2.1.0-rc.1
         expect develop 2.2.0-alpha.0
         switch release/v2.1.0
         commit fix: empty results
         expect 2.1.0-rc.2
         tag v2.1.0-rc.2
         expect 2.1.0-rc.2
         switch develop
         commit feat: filters
         expect 2.2.0-alpha.1
         merge release/v2.1.0 into main
         expect main 2.1.0
         tag v2.1.0
         expect main 2.1.0
         refuse release/v2.1.0: is not above the last release, v2.1.0
         expect develop 2.2.0-alpha.1
         warns missing back-merge of v2.1.0
         merge main into develop
         expect develop 2.2.0-alpha.2
         silent
         delete release/v2.1.0
         expect develop 2.2.0-alpha.2",
    );
}

#[test]
fn a_release_that_was_never_merged_back_counts_through_main() {
    play(
        "commit chore: begin
         branch develop
         commit feat: one
         commit feat: two
         commit feat: three
         branch release/v1.0.0
         commit fix: last one
         merge release/v1.0.0 into main
         tag v1.0.0
         delete release/v1.0.0
         expect develop 1.1.0-alpha.0
         warns missing back-merge of v1.0.0
         commit chore: tidy
         expect develop 1.1.0-alpha.1
         warns missing back-merge of v1.0.0",
    );
}

#[test]
fn a_cancelled_release_gives_its_number_back() {
    play(
        "released v1.4.0
         branch develop
         commit feat: one
         branch release/v1.5.0
         commit fix: two
         expect develop 1.6.0-alpha.0
         delete release/v1.5.0
         expect develop 1.5.0-alpha.1",
    );
}

#[test]
fn develop_is_above_the_highest_of_all_open_releases() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch release/v1.1.0
         commit fix: of 1.1
         switch develop
         commit feat!: two
         branch release/v2.0.0
         commit fix: of 2.0
         expect develop 2.1.0-alpha.0
         commit feat: three
         expect develop 2.1.0-alpha.1
         expect release/v1.1.0 1.1.0-rc.1
         expect release/v2.0.0 2.0.0-rc.1",
    );
}

#[test]
fn a_release_branch_has_to_be_above_what_is_out() {
    play(
        "released v1.2.0
         branch develop
         commit feat: one
         branch release/v1.2.0
         refuse: is not above the last release, v1.2.0
         rename release/v1.2.0 release/v1.1.9
         refuse: is not above the last release, v1.2.0
         rename release/v1.1.9 release/v1.3.0
         expect 1.3.0-rc.1
         silent",
    );
}

#[test]
fn a_feature_has_the_number_of_develop_under_its_own_name() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch feature/ABC-77_new_door
         expect 1.1.0-ABC-77-new-door.1
         commit feat: door
         expect 1.1.0-ABC-77-new-door.2
         commit feat!: no wall
         expect 2.0.0-ABC-77-new-door.3
         expect develop 1.1.0-alpha.1
         merge feature/ABC-77_new_door into develop
         expect develop 2.0.0-alpha.2",
    );
}

#[test]
fn a_feature_of_a_release_branch_is_for_that_release() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch release/v1.1.0
         commit fix: two
         branch feature/late
         commit fix: three
         expect 1.1.0-late.3
         switch develop
         commit feat: four
         expect feature/late 1.1.0-late.3",
    );
}

#[test]
fn a_feature_of_main_is_above_main_even_without_a_reason() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch feature/direct at main
         commit chore: nothing
         expect 1.0.1-direct.1
         commit feat: something
         expect 1.1.0-direct.2",
    );
}

#[test]
fn a_pull_request_has_the_rules_of_where_it_goes() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch feature/x
         commit fix: two
         branch pull/44/merge at develop
         merge feature/x into pull/44/merge
         expect 1.1.0-pr44.2",
    );
}

#[test]
fn a_support_branch_keeps_to_its_line() {
    play(
        "released v1.1.0
         commit feat!: new world
         tag v2.0.0
         branch develop
         commit feat: more
         branch support/1.x at v1.1.0
         expect 1.1.0
         commit fix: old
         expect 1.1.1
         branch hotfix/v1.1.1
         commit fix: older
         expect 1.1.1-rc.1
         merge hotfix/v1.1.1 into support/1.x
         expect support/1.x 1.1.1
         tag v1.1.1
         expect support/1.x 1.1.1
         expect main 2.0.0
         expect develop 2.1.0-alpha.1",
    );
}

#[test]
fn a_pre_release_made_by_hand_lifts_develop() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         tag v2.0.0-alpha.3
         expect 2.0.0-alpha.3
         commit fix: two
         expect 2.0.0-alpha.4
         commit fix: three
         expect 2.0.0-alpha.5",
    );
}

#[test]
fn the_number_of_a_candidate_is_used_once_in_the_whole_repository() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch release/v1.1.0
         branch aside
         commit fix: tried
         tag v1.1.0-rc.1
         switch release/v1.1.0
         commit fix: two
         expect 1.1.0-rc.2
         tag v1.1.0-rc.2
         expect 1.1.0-rc.2
         tag v1.1.0-rc.7 at aside
         expect 1.1.0-rc.2
         commit fix: three
         expect 1.1.0-rc.8",
    );
}

#[test]
fn staging_counts_as_develop_under_a_label_of_its_own() {
    play(
        "released v1.0.0
         branch develop
         branch staging
         expect 1.1.0-beta.0
         switch develop
         commit feat: one
         commit feat: two
         merge develop into staging
         expect staging 1.1.0-beta.1
         expect develop 1.1.0-alpha.2",
    );
}

#[test]
fn main_says_its_version_until_something_asks_for_more() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         expect main 1.0.0
         commit whatever
         commit docs: two
         expect main 1.0.0
         commit fix: three
         expect main 1.0.1
         commit feat: four
         expect main 1.1.0
         commit feat!: five
         expect main 2.0.0",
    );
}

#[test]
fn without_a_tag_the_first_version_is_0_1_0_everywhere() {
    play(
        "commit feat: begin
         branch develop
         expect main 0.1.0
         expect develop 0.1.0-alpha.1
         commit fix: one
         expect develop 0.1.0-alpha.2
         branch staging
         expect 0.1.0-beta.2
         branch feature/x
         commit feat!: two
         expect 0.1.0-x.3
         branch release/next at develop
         expect 0.1.0-rc.1
         branch hotfix/fire at main
         expect 0.1.0-rc.1
         branch hotfix/v0.1.1 at main
         expect 0.1.1-rc.1
         branch support/0.x at main
         expect 0.1.0
         branch pull/3/head at develop
         expect 0.1.0-pr3.2",
    );
}

#[test]
fn where_main_and_develop_are_one_commit_main_says_its_tag_and_develop_the_next_version() {
    play(
        "commit chore: begin
         branch develop
         commit feat: one
         forward main to develop
         tag v1.0.0
         expect main 1.0.0
         expect develop 1.1.0-alpha.0
         silent",
    );
}

#[test]
fn tags_of_other_forms_are_no_trouble() {
    play(
        "commit chore: begin
         tag 1.0.0
         tag zeta
         tag build-20240131
         tag v1.0
         branch develop
         commit feat: one
         expect 1.1.0-alpha.1
         expect 1.1.0-alpha.1 with --format tag",
    );
}
