//! Hotfixes and the lines of support branches.

use crate::support::story::play;

#[test]
fn a_hotfix_from_main_to_develop() {
    play(
        "released v1.2.0
         branch develop
         commit feat: one
         branch hotfix/v1.2.1 at main
         expect 1.2.1-rc.1
         commit fix: fire
         expect 1.2.1-rc.1
         tag v1.2.1-rc.1
         commit fix: smoke
         expect 1.2.1-rc.2
         expect develop 1.3.0-alpha.1
         merge hotfix/v1.2.1 into main
         expect main 1.2.1
         tag v1.2.1
         expect main 1.2.1
         refuse hotfix/v1.2.1: is not above the last release, v1.2.1
         expect develop 1.3.0-alpha.1
         merge main into develop
         expect develop 1.3.0-alpha.2",
    );
}

#[test]
fn a_hotfix_without_a_version_gets_the_next_patch() {
    play(
        "released v1.2.0
         branch develop
         branch hotfix/leak at main
         commit fix: leak
         expect 1.2.1-rc.1
         branch hotfix/smell at main
         commit fix: smell
         expect 1.2.1-rc.1
         merge hotfix/leak into main
         expect main 1.2.1
         tag v1.2.1
         expect hotfix/smell 1.2.2-rc.1",
    );
}

#[test]
fn merging_a_hotfix_into_develop_first_changes_no_number_later() {
    play(
        "released v1.2.0
         branch develop
         commit feat: one
         branch hotfix/v1.2.1 at main
         commit fix: fire
         commit fix: smoke
         commit fix: water
         merge hotfix/v1.2.1 into develop
         expect develop 1.3.0-alpha.2
         merge hotfix/v1.2.1 into main
         expect develop 1.3.0-alpha.2
         switch main
         tag v1.2.1
         expect develop 1.3.0-alpha.2
         merge main into develop
         expect develop 1.3.0-alpha.3",
    );
}

#[test]
fn a_hotfix_goes_into_the_open_release() {
    play(
        "released v1.2.0
         branch develop
         commit feat: one
         branch release/v1.3.0
         commit fix: two
         tag v1.3.0-rc.1
         branch hotfix/v1.2.1 at main
         commit fix: fire
         merge hotfix/v1.2.1 into main
         tag v1.2.1
         merge main into release/v1.3.0
         expect release/v1.3.0 1.3.0-rc.2
         expect develop 1.4.0-alpha.0",
    );
}

#[test]
fn a_hotfix_has_its_number_before_its_first_commit() {
    play(
        "released v1.2.0
         branch develop
         branch hotfix/v1.2.1 at main
         expect 1.2.1-rc.1
         branch hotfix/fire at main
         expect 1.2.1-rc.1",
    );
}

#[test]
fn a_hotfix_stays_one_whatever_it_holds() {
    play(
        "released v1.2.0
         branch develop
         branch hotfix/v1.2.1 at main
         commit feat: more than that
         expect 1.2.1-rc.1
         warns asks for a minor release, and this is a hotfix: feat: more than that
         branch hotfix/fire at main
         commit feat!: much more
         expect 1.2.1-rc.1
         warns asks for a major release, and this is a hotfix: feat!: much more
         branch hotfix/plan at main
         commit chore: look
         expect 1.2.1-rc.1
         silent
         branch hotfix/v1.3.0 at main
         commit fix: bigger
         expect 1.3.0-rc.1",
    );
}

#[test]
fn a_hotfix_before_1_0_0_raises_the_patch_version() {
    play(
        "released v0.4.2
         branch develop
         branch hotfix/fire at main
         commit fix: fire
         expect 0.4.3-rc.1
         commit feat!: all new
         expect 0.4.3-rc.1",
    );
}

#[test]
fn two_hotfixes_of_one_release_share_no_candidate() {
    play(
        "released v1.2.0
         branch develop
         branch hotfix/a at main
         commit fix: one
         tag v1.2.1-rc.1
         branch hotfix/b at main
         commit fix: two
         expect 1.2.1-rc.2
         tag v1.2.1-rc.2
         expect hotfix/a 1.2.1-rc.1
         commit fix: three
         expect 1.2.1-rc.3
         merge hotfix/a into main
         tag v1.2.1
         expect hotfix/b 1.2.2-rc.1
         merge main into hotfix/b
         expect 1.2.2-rc.1",
    );
}

#[test]
fn a_named_hotfix_that_came_second_is_refused() {
    play(
        "released v1.2.0
         branch develop
         branch hotfix/v1.2.1 at main
         commit fix: one
         branch hotfix/fire at main
         commit fix: two
         merge hotfix/fire into main
         tag v1.2.1
         refuse hotfix/v1.2.1: is not above the last release, v1.2.1
         rename hotfix/v1.2.1 hotfix/v1.2.2
         expect hotfix/v1.2.2 1.2.2-rc.1",
    );
}

#[test]
fn merging_the_hotfix_branch_itself_into_develop_after_the_tag_counts_one() {
    play(
        "released v1.2.0
         branch develop
         commit feat: one
         branch hotfix/v1.2.1 at main
         commit fix: fire
         commit fix: smoke
         merge hotfix/v1.2.1 into main
         tag v1.2.1
         expect develop 1.3.0-alpha.1
         warns missing back-merge of v1.2.1
         merge hotfix/v1.2.1 into develop
         expect develop 1.3.0-alpha.2
         delete hotfix/v1.2.1
         expect develop 1.3.0-alpha.2",
    );
}

#[test]
fn an_open_hotfix_is_no_matter_of_develop_and_main() {
    play(
        "released v1.2.0
         branch develop
         commit feat: one
         branch hotfix/v1.2.1 at main
         commit fix: fire
         tag v1.2.1-rc.1
         expect develop 1.3.0-alpha.1
         expect main 1.2.0",
    );
}

#[test]
fn a_hotfix_finished_by_fast_forward_is_out() {
    play(
        "released v1.2.0
         branch develop
         commit feat: one
         branch hotfix/fire at main
         commit fix: fire
         forward main to hotfix/fire
         expect main 1.2.1
         tag v1.2.1
         expect main 1.2.1
         expect develop 1.3.0-alpha.1
         merge main into develop
         expect develop 1.3.0-alpha.2",
    );
}

#[test]
fn a_hotfix_merged_into_develop_and_the_release_counts_for_each_once() {
    play(
        "released v1.2.0
         branch develop
         commit feat: one
         branch release/v1.3.0
         commit fix: two
         branch hotfix/v1.2.1 at main
         commit fix: fire
         merge hotfix/v1.2.1 into release/v1.3.0
         merge hotfix/v1.2.1 into main
         tag v1.2.1
         merge hotfix/v1.2.1 into develop
         expect release/v1.3.0 1.3.0-rc.1
         expect develop 1.4.0-alpha.1
         merge release/v1.3.0 into main
         expect main 1.3.0
         tag v1.3.0
         expect develop 1.4.0-alpha.1
         merge main into develop
         expect develop 1.4.0-alpha.2",
    );
}

const TWO_LINES: &str = "released v1.1.0
    commit feat!: new world
    tag v2.0.0
    branch develop
    commit feat: more
    branch support/1.x at v1.1.0";

#[test]
fn a_hotfix_of_a_support_line_follows_that_line() {
    play(&format!(
        "{TWO_LINES}
         branch hotfix/leak
         commit fix: leak
         expect 1.1.1-rc.1
         merge hotfix/leak into support/1.x
         expect support/1.x 1.1.1
         tag v1.1.1
         expect support/1.x 1.1.1
         branch hotfix/v1.1.2
         commit fix: drip
         expect 1.1.2-rc.1
         branch hotfix/fire at main
         commit fix: fire
         expect 2.0.1-rc.1
         expect develop 2.1.0-alpha.1"
    ));
}

#[test]
fn a_support_line_rises_as_its_commits_ask() {
    play(&format!(
        "{TWO_LINES}
         commit docs: old
         expect 1.1.0
         commit fix: old
         expect 1.1.1
         commit feat: old
         expect 1.2.0
         tag v1.2.0-rc.1
         expect 1.2.0
         commit feat!: too much
         refuse: v2.0.0"
    ));
}

#[test]
fn a_feature_of_a_support_line_is_above_that_line() {
    play(&format!(
        "{TWO_LINES}
         branch feature/old
         commit chore: nothing
         expect 1.1.1-old.1
         commit feat: old
         expect 1.2.0-old.2"
    ));
}

#[test]
fn two_support_lines_know_nothing_of_each_other() {
    play(
        "released v1.1.0
         branch support/1.x
         commit fix: one
         tag v1.1.1
         switch main
         commit feat!: two
         tag v2.0.0
         branch support/2.x
         commit fix: two
         expect 2.0.1
         branch hotfix/two
         commit fix: three
         expect 2.0.1-rc.1
         expect support/1.x 1.1.1
         branch hotfix/one
         commit fix: four
         expect 1.1.2-rc.1
         switch main
         commit feat!: three
         tag v3.0.0
         expect support/2.x 2.0.1
         expect hotfix/two 2.0.1-rc.1",
    );
}
