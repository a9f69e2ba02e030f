//! Features, bugfixes, pull requests and whatever else is branched off.

use crate::support::story::play;

#[test]
fn the_name_becomes_a_label() {
    for (branch, label) in [
        ("bugfix/ABC_1", "ABC-1"),
        ("user/ada/try", "user-ada-try"),
        ("feature/0042", "42"),
        ("feature/0", "0"),
        ("feature/a__b", "a-b"),
        ("feature/---", "branch"),
        ("feature/über", "ber"),
        ("feature/Ünïcode", "n-code"),
        ("feature/0a1", "0a1"),
        (
            "feature/a-name-that-is-longer-than-anybody-would-read",
            "a-name-that-is-longer-than-anybody-would",
        ),
        ("renovate/serde-1.x", "renovate-serde-1-x"),
        ("releases/v1.1.0", "releases-v1-1-0"),
    ] {
        play(&format!(
            "released v1.0.0
             branch develop
             branch {branch}
             commit fix: one
             expect 1.1.0-{label}.1"
        ));
    }
}

#[test]
fn a_feature_that_develop_has_outrun_counts_its_own_line() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch feature/x
         commit fix: two
         switch develop
         commit fix: three
         commit feat!: four
         expect feature/x 1.1.0-x.2
         merge develop into feature/x
         expect feature/x 2.0.0-x.3",
    );
}

#[test]
fn a_feature_beside_an_open_release_is_for_the_release_after() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch release/v1.1.0
         commit fix: two
         switch develop
         commit feat: three
         branch feature/x
         commit fix: four
         expect 1.2.0-x.2
         branch bugfix/y at develop
         commit fix: five
         expect 1.2.0-y.2",
    );
}

#[test]
fn a_bugfix_of_a_release_branch_is_for_that_release() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch release/v1.1.0
         commit fix: two
         switch develop
         commit feat: three
         branch bugfix/typo at release/v1.1.0
         commit fix: typo
         expect 1.1.0-typo.3
         merge bugfix/typo into release/v1.1.0
         expect release/v1.1.0 1.1.0-rc.1",
    );
}

#[test]
fn a_breaking_change_of_its_own_lifts_a_feature_above_its_release() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch release/v1.1.0
         commit fix: two
         branch feature/bold
         commit feat!: three
         expect 2.0.0-bold.3",
    );
}

#[test]
fn a_feature_of_a_hotfix_is_for_that_hotfix() {
    play(
        "released v1.2.0
         branch develop
         commit feat: one
         branch hotfix/v1.2.1 at main
         commit fix: two
         branch feature/part
         commit fix: three
         expect 1.2.1-part.2
         branch hotfix/fire at main
         commit fix: four
         branch bugfix/smoke
         commit fix: five
         expect 1.2.1-smoke.2",
    );
}

#[test]
fn where_main_and_develop_are_as_near_a_feature_is_of_develop() {
    play(
        "released v1.0.0
         branch develop
         branch feature/x at main
         commit chore: one
         expect 1.1.0-x.1
         switch develop
         commit feat: two
         expect feature/x 1.0.1-x.1",
    );
}

#[test]
fn what_was_recorded_decides_where_a_feature_is_from() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch feature/x
         commit fix: two
         expect 1.1.0-x.2
         config gitflow.branch.feature/x.base main
         expect 1.1.0-x.2
         branch feature/y at main
         commit chore: three
         expect 1.0.1-y.1
         config gitflow.branch.feature/y.base develop
         expect 1.1.0-y.1
         branch release/v3.0.0 at develop
         commit fix: four
         branch feature/z at main
         commit fix: five
         config gitflow.branch.feature/z.base release/v3.0.0
         expect 3.0.0-z.1",
    );
}

#[test]
fn a_feature_counts_on_from_its_own_pre_release() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch feature/x
         commit feat: two
         tag v1.1.0-x.7
         expect 1.1.0-x.7
         commit fix: three
         expect 1.1.0-x.8
         branch feature/y
         commit fix: four
         expect 1.1.0-y.4",
    );
}

#[test]
fn a_feature_of_a_feature_is_of_develop() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch feature/x
         commit feat: two
         branch feature/y
         commit feat: three
         expect 1.1.0-y.3",
    );
}

#[test]
fn a_feature_of_a_kept_release_branch_is_of_develop() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch release/v1.1.0
         commit fix: two
         merge release/v1.1.0 into main
         tag v1.1.0
         merge main into develop
         branch feature/x
         commit feat: three
         expect 1.2.0-x.2",
    );
}

#[test]
fn features_before_1_0_0_raise_as_develop_does() {
    play(
        "released v0.3.1
         branch develop
         branch feature/x
         commit feat!: one
         expect 0.4.0-x.1
         branch feature/y at main
         commit fix: two
         switch develop
         commit feat: three
         expect feature/y 0.3.2-y.1",
    );
}

#[test]
fn pull_requests_by_the_names_of_their_forges() {
    for (branch, label) in [
        ("pull/7/merge", "pr7"),
        ("pull/7/head", "pr7"),
        ("merge-requests/12/merge", "pr12"),
        ("pull-requests/3/from", "pr3"),
        ("pr/9", "pr9"),
    ] {
        play(&format!(
            "released v1.0.0
             branch develop
             commit feat: one
             branch feature/x
             commit feat!: two
             branch {branch} at develop
             merge feature/x into {branch}
             expect 2.0.0-{label}.2"
        ));
    }
}

#[test]
fn a_pull_request_into_main_or_a_release_counts_as_they_do() {
    play(
        "released v1.0.0
         branch develop
         commit feat: one
         branch feature/direct at main
         commit fix: two
         branch pull/5/merge at main
         merge feature/direct into pull/5/merge
         expect 1.0.1-pr5.1
         branch release/v1.1.0 at develop
         commit fix: three
         branch bugfix/late
         commit fix: four
         branch pull/6/merge at release/v1.1.0
         merge bugfix/late into pull/6/merge
         expect 1.1.0-pr6.3",
    );
}
