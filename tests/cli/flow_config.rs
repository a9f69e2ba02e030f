//! Names, prefixes, labels and numbers as a team has configured them.

use crate::support::story::play;

#[test]
fn the_branches_may_have_other_names() {
    play(
        "released v1.0.0
         rename main production
         flow production = { name = 'production' }
         flow integration = { name = ['dev', 'next'] }
         flow staging = { name = 'qa' }
         flow release = { prefix = ['rel-', 'release/'] }
         flow hotfix = { prefix = 'fix/' }
         flow feature = { prefix = ['feat/', 'f-'] }
         flow support = { prefix = 'lts/' }
         branch dev
         commit feat: one
         expect 1.1.0-alpha.1
         branch qa
         expect 1.1.0-beta.1
         branch feat/x
         commit fix: two
         expect 1.1.0-x.2
         branch f-y
         expect 1.1.0-y.2
         branch feature/z
         expect 1.1.0-feature-z.2
         branch rel-v1.1.0 at dev
         commit fix: three
         expect 1.1.0-rc.1
         expect dev 1.2.0-alpha.0
         branch fix/fire at production
         commit fix: four
         expect 1.0.1-rc.1
         merge rel-v1.1.0 into production
         expect production 1.1.0
         tag v1.1.0
         expect dev 1.2.0-alpha.0
         branch lts/1.0 at v1.0.0
         commit fix: five
         expect 1.0.1
         branch release/1.2 at dev
         expect 1.2.0-rc.1",
    );
}

#[test]
fn each_kind_may_have_another_label() {
    play(
        "released v1.0.0
         flow integration = { label = 'snapshot' }
         flow staging = { label = 'qa' }
         flow release = { label = 'beta' }
         flow hotfix = { label = 'fix' }
         flow feature = { label = 'f-{branch}' }
         flow bugfix = { label = 'bug' }
         flow pull_request = { label = 'PullRequest' }
         flow other = { label = 'x.{branch}' }
         flow support = { label = 'lts', number = 'height' }
         branch develop
         commit feat: one
         expect 1.1.0-snapshot.1
         branch staging
         expect 1.1.0-qa.1
         branch feature/door
         expect 1.1.0-f-door.1
         branch bugfix/door
         expect 1.1.0-bug.1
         branch pull/3/merge
         expect 1.1.0-PullRequest3.1
         branch ada
         expect 1.1.0-x.ada.1
         branch release/v1.1.0
         expect 1.1.0-beta.1
         tag v1.1.0-beta.1
         commit fix: two
         expect 1.1.0-beta.2
         branch hotfix/fire at main
         commit fix: three
         expect 1.0.1-fix.1
         branch support/1.x at main
         commit fix: four
         expect 1.0.1-lts.1",
    );
}

#[test]
fn a_pull_request_may_carry_its_number_anywhere() {
    play(
        "released v1.0.0
         flow pull_request = { label = 'mr-{number}-test' }
         branch develop
         commit feat: one
         branch merge-requests/8/head
         expect 1.1.0-mr-8-test.1",
    );
}

#[test]
fn develop_may_raise_by_its_commits_alone() {
    play(
        "released v1.0.0
         flow integration = { min_bump = 'patch' }
         branch develop
         expect 1.0.1-alpha.0
         commit fix: one
         expect 1.0.1-alpha.1
         commit feat: two
         expect 1.1.0-alpha.2
         branch feature/x at main
         commit fix: three
         expect 1.0.1-x.1",
    );
    play(
        "released v1.0.0
         flow integration = { min_bump = 'major' }
         branch develop
         commit fix: one
         expect 2.0.0-alpha.1
         branch feature/x
         commit fix: two
         expect 2.0.0-x.2",
    );
}

#[test]
fn main_may_raise_at_least_a_patch() {
    play(
        "released v1.0.0
         flow production = { min_bump = 'patch' }
         branch develop
         expect main 1.0.0
         commit docs: one
         expect main 1.0.1",
    );
}

#[test]
fn each_kind_may_number_in_another_way() {
    play(
        "released v1.0.0
         flow integration = { number = 'tag' }
         flow release = { number = 'height' }
         flow hotfix = { number = 'none' }
         flow feature = { number = 'tag+height' }
         branch develop
         commit feat: one
         commit feat: two
         expect 1.1.0-alpha.1
         tag v1.1.0-alpha.1
         expect 1.1.0-alpha.1
         commit fix: three
         expect 1.1.0-alpha.2
         branch feature/x
         commit fix: four
         expect 1.1.0-x.1+4
         branch release/v1.1.0 at develop
         commit fix: five
         expect 1.1.0-rc.4
         tag v1.1.0-rc.4
         commit fix: six
         expect 1.1.0-rc.5
         branch hotfix/fire at main
         commit fix: seven
         expect 1.0.1-rc",
    );
}

#[test]
fn all_commits_may_count_instead_of_those_of_the_branch() {
    play(
        "released v1.0.0
         flow height = 'all'
         branch develop
         commit feat: one
         branch feature/x
         commit fix: two
         commit fix: three
         expect 1.1.0-x.3
         merge feature/x into develop
         expect develop 1.1.0-alpha.4",
    );
}

#[test]
fn the_configuration_of_the_older_git_flow_is_read() {
    play(
        "released 1.0.0
         rename main trunk
         config gitflow.branch.master trunk
         config gitflow.branch.develop next
         config gitflow.prefix.feature topic/
         config gitflow.prefix.bugfix bug/
         config gitflow.prefix.release rel/
         config gitflow.prefix.hotfix hot/
         config gitflow.prefix.support old/
         config gitflow.prefix.versiontag v
         branch next
         commit feat: one
         expect 1.1.0-alpha.1
         branch topic/x
         commit fix: two
         expect 1.1.0-x.2
         branch bug/y
         expect 1.1.0-y.2
         branch rel/1.1.0 at next
         commit fix: three
         expect 1.1.0-rc.1
         expect next 1.2.0-alpha.0
         branch hot/fire at trunk
         commit fix: four
         expect 1.0.1-rc.1
         merge rel/1.1.0 into trunk
         expect trunk 1.1.0
         tag v1.1.0
         expect next 1.2.0-alpha.0
         branch old/1.0 at 1.0.0
         commit fix: five
         expect 1.0.1",
    );
}

#[test]
fn the_configuration_of_the_newer_git_flow_is_read() {
    play(
        "released v1.0.0
         rename main trunk
         config gitflow.version 1.0
         config gitflow.branch.trunk.type base
         config gitflow.branch.qa.type base
         config gitflow.branch.qa.parent trunk
         config gitflow.branch.dev.type base
         config gitflow.branch.dev.parent qa
         config gitflow.branch.feature.type topic
         config gitflow.branch.feature.parent dev
         config gitflow.branch.feature.startpoint dev
         config gitflow.branch.feature.prefix feat/
         config gitflow.branch.release.type topic
         config gitflow.branch.release.parent trunk
         config gitflow.branch.release.startpoint dev
         config gitflow.branch.release.prefix rel/
         config gitflow.branch.release.tagprefix v
         config gitflow.branch.hotfix.type topic
         config gitflow.branch.hotfix.parent trunk
         config gitflow.branch.hotfix.prefix hot/
         branch dev
         commit feat: one
         expect 1.1.0-alpha.1
         branch qa
         expect 1.1.0-beta.1
         branch feat/x at dev
         commit fix: two
         expect 1.1.0-x.2
         branch rel/1.1.0 at dev
         commit fix: three
         expect 1.1.0-rc.1
         expect dev 1.2.0-alpha.0
         branch hot/fire at trunk
         commit fix: four
         expect 1.0.1-rc.1
         expect trunk 1.0.0",
    );
}

#[test]
fn what_semflow_is_told_counts_more_than_what_git_flow_is_told() {
    play(
        "released v1.0.0
         config gitflow.branch.develop next
         config gitflow.prefix.release rel/
         flow integration = { name = 'develop' }
         branch develop
         commit feat: one
         expect 1.1.0-alpha.1
         branch next
         expect 1.1.0-next.1
         branch rel/1.1.0
         expect 1.1.0-rc.1",
    );
}

#[test]
fn what_features_weigh_before_1_0_0_is_configured_for_main_alone() {
    play(
        "released v0.4.0
         toml [bump]
         toml features_always_bump_minor = false
         branch develop
         commit feat: one
         expect develop 0.5.0-alpha.1
         switch main
         commit feat: two
         expect main 0.4.1",
    );
}
