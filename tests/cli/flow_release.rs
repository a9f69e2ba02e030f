//! Release branches: named, unnamed, numbered by their tags, and bounded by their name.

use crate::support::story::play;

#[test]
fn a_release_branch_may_have_two_numbers_and_no_v() {
    play(
        "released v1.2.0
         branch develop
         commit feat: one
         branch release/1.3
         expect 1.3.0-rc.1
         expect develop 1.4.0-alpha.0
         rename release/1.3 release/1.3.0
         expect release/1.3.0 1.3.0-rc.1
         expect develop 1.4.0-alpha.0
         merge release/1.3.0 into main
         expect main 1.3.0
         tag v1.3.0
         expect main 1.3.0
         expect develop 1.4.0-alpha.0",
    );
}

#[test]
fn a_release_branch_without_a_version_is_for_what_develop_was_at() {
    play(
        "released v1.0.0
         branch develop
         commit fix: one
         branch release/next
         expect 1.1.0-rc.1
         tag v1.1.0-rc.1
         expect 1.1.0-rc.1
         commit fix: two
         expect 1.1.0-rc.2
         switch develop
         commit feat!: three
         expect release/next 1.1.0-rc.2
         expect develop 2.0.0-alpha.2
         branch release/big
         expect 2.0.0-rc.1",
    );
}

#[test]
fn a_release_branch_without_a_version_is_above_an_open_one() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch release/v1.1.0
         commit fix: two
         switch develop
         commit feat: three
         branch release/next
         expect 1.2.0-rc.1
         expect release/v1.1.0 1.1.0-rc.1",
    );
}

#[test]
fn the_first_release_is_what_its_branch_says() {
    play(
        "commit feat: begin
         branch develop
         commit feat!: one
         branch release/v1.0.0
         commit fix: two
         expect 1.0.0-rc.1
         merge release/v1.0.0 into main
         expect main 1.0.0
         rename release/v1.0.0 release/v0.3.0
         expect release/v0.3.0 0.3.0-rc.1",
    );
}

#[test]
fn more_than_the_name_allows_is_refused_unless_it_is_allowed() {
    play(
        "released v1.2.0
         branch develop
         commit feat!: one
         branch release/v1.3.0
         refuse: its commits ask for 2.0.0
         expect 1.3.0-rc.1 with --allow-underbump
         rename release/v1.3.0 release/v2.0.0
         expect release/v2.0.0 2.0.0-rc.1
         branch release/v1.2.1 at main
         commit feat: two
         refuse: its commits ask for 1.3.0
         expect 1.2.1-rc.1 with --allow-underbump",
    );
}

#[test]
fn less_than_the_name_allows_is_fine() {
    play(
        "released v1.2.0
         branch develop
         commit fix: one
         branch release/v1.3.0
         expect 1.3.0-rc.1
         rename release/v1.3.0 release/v4.0.0
         expect release/v4.0.0 4.0.0-rc.1
         expect develop 4.1.0-alpha.0",
    );
}

#[test]
fn a_reverted_breaking_change_does_not_exceed_the_name() {
    play(
        "released v1.2.0
         branch develop
         commit feat!: one
         branch release/v1.3.0
         refuse: its commits ask for 2.0.0
         revert
         expect 1.3.0-rc.1",
    );
}

#[test]
fn before_1_0_0_a_breaking_change_fits_a_minor_release() {
    play(
        "released v0.2.0
         branch develop
         commit feat!: one
         branch release/v0.3.0
         expect 0.3.0-rc.1
         rename release/v0.3.0 release/v0.2.1
         refuse release/v0.2.1: its commits ask for 0.3.0",
    );
}

#[test]
fn every_commit_after_a_candidate_is_another_candidate() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch release/v1.1.0
         commit fix: two
         tag v1.1.0-rc.1
         commit docs: three
         expect 1.1.0-rc.2
         tag v1.1.0-rc.2
         commit feat: four
         commit fix: five
         expect 1.1.0-rc.3
         warns made on the release branch itself: feat: four
         detach
         expect 1.1.0-rc.3 with --branch release/v1.1.0",
    );
}

#[test]
fn candidates_of_other_versions_and_labels_do_not_count() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         tag v1.1.0-alpha.4
         branch release/v1.1.0
         commit fix: two
         tag v1.1.0-beta.9
         tag v1.2.0-rc.5
         tag v1.1.0-rc
         branch aside
         expect release/v1.1.0 1.1.0-rc.1",
    );
}

#[test]
fn two_open_releases_number_their_candidates_apart() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch release/v1.1.0
         tag v1.1.0-rc.1
         commit fix: two
         branch release/v1.2.0 at develop
         commit fix: three
         expect 1.2.0-rc.1
         tag v1.2.0-rc.1
         commit fix: four
         expect 1.2.0-rc.2
         expect release/v1.1.0 1.1.0-rc.2",
    );
}

#[test]
fn a_release_without_develop_starts_from_main() {
    play(
        "released v1.0.0
         commit feat: one
         branch release/v1.1.0
         commit fix: two
         expect 1.1.0-rc.1
         silent
         expect main 1.1.0
         rename release/v1.1.0 release/v1.0.0
         refuse release/v1.0.0: is not above the last release, v1.0.0",
    );
}

#[test]
fn a_release_behind_what_main_released_since_is_refused() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch release/v1.1.0
         commit fix: two
         branch release/v1.2.0 at develop
         commit fix: three
         merge release/v1.2.0 into main
         tag v1.2.0
         refuse release/v1.1.0: is not above the last release, v1.2.0
         expect develop 1.3.0-alpha.0",
    );
}

#[test]
fn a_release_of_a_support_line_looks_at_that_line_alone() {
    play(
        "released v1.1.0
         commit feat!: new world
         tag v2.0.0
         branch develop
         commit feat: more
         branch support/1.x at v1.1.0
         commit feat: old
         branch release/v1.2.0
         commit fix: older
         expect 1.2.0-rc.1
         tag v1.2.0-rc.1
         commit fix: oldest
         expect 1.2.0-rc.2
         rename release/v1.2.0 release/v1.1.0
         refuse release/v1.1.0: is not above the last release, v1.1.0
         rename release/v1.1.0 release/v1.2.0
         merge release/v1.2.0 into support/1.x
         expect support/1.x 1.2.0
         tag v1.2.0
         expect support/1.x 1.2.0
         expect main 2.0.0
         expect develop 2.1.0-alpha.1",
    );
}

#[test]
fn kept_release_branches_are_no_open_ones_once_they_are_tagged() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch release/v1.1.0
         commit fix: two
         merge release/v1.1.0 into main
         tag v1.1.0
         merge main into develop
         commit feat: three
         branch release/v1.2.0
         commit fix: four
         merge release/v1.2.0 into main
         tag v1.2.0
         merge main into develop
         expect develop 1.3.0-alpha.1
         commit fix: five
         expect develop 1.3.0-alpha.2
         branch feature/x
         commit fix: six
         expect 1.3.0-x.3",
    );
}
