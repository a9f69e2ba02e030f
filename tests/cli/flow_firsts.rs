//! Git Flow before the first release and before 1.0.0.

use crate::support::repository::Repo;
use crate::support::run::semflow;
use crate::support::story::play;

#[test]
fn before_1_0_0_every_kind_stays_below_it() {
    play(
        "released v0.3.0
         branch develop
         commit feat!: one
         expect 0.4.0-alpha.1
         branch staging
         expect 0.4.0-beta.1
         branch feature/x
         commit feat!: two
         expect 0.4.0-x.2
         branch pull/7/merge at develop
         expect 0.4.0-pr7.1
         branch support/0.x at main
         commit feat!: three
         expect 0.4.0
         branch hotfix/fire
         commit feat!: four
         expect 0.3.1-rc.1
         branch release/next at develop
         expect 0.4.0-rc.1
         branch release/v0.4.0 at develop
         expect 0.4.0-rc.1
         expect develop 0.5.0-alpha.0
         commit fix: five
         expect develop 0.5.0-alpha.1",
    );
}

#[test]
fn pre_releases_lift_the_first_release() {
    play(
        "commit feat: begin
         branch develop
         commit feat: one
         tag v0.1.0-alpha.5
         expect 0.1.0-alpha.5
         commit feat: two
         expect 0.1.0-alpha.6
         tag v0.4.0-alpha.1
         commit fix: three
         expect 0.4.0-alpha.2
         expect main 0.1.0
         branch feature/x at develop
         commit fix: four
         expect 0.4.0-x.5",
    );
}

#[test]
fn the_first_version_is_the_configured_one() {
    play(
        "commit feat: begin
         toml [bump]
         toml initial_tag = '1.0.0'
         branch develop
         commit feat: one
         expect 1.0.0-alpha.2
         expect main 1.0.0
         branch hotfix/fire
         expect 1.0.0-rc.1",
    );
}

#[test]
fn an_override_decides_on_the_first_release() {
    play(
        "commit feat: begin
         branch develop
         commit feat: one
         expect 0.9.0 with --version 0.9.0
         commit feat: two\\n\\nRelease-As: 0.7.0
         expect 0.7.0-alpha.3
         flow next_version = '0.5.0'
         expect 0.7.0-alpha.3
         expect main 0.5.0
         branch release/v0.2.0 at main
         expect 0.5.0-rc.1",
    );
}

#[test]
fn where_a_clone_has_no_tags_it_says_how_to_get_them() {
    let repo = Repo::released("v1.0.0");
    repo.git(&["checkout", "--quiet", "-b", "develop"]);
    repo.commit("feat: one");
    let clone = repo.clone_with(&["--no-tags"]);
    let answer = semflow(&clone, &["next-version"]);
    answer.says("0.1.0-alpha.2\n").warns("no version tag here").warns("git fetch --tags");
    clone.git(&["fetch", "--quiet", "--tags"]);
    semflow(&clone, &["next-version"]).answers("1.1.0-alpha.1\n");
}
