//! Taking back what is done, wherever one is by now, and beginning from unusual places.

use crate::support::repository::Repo;
use crate::support::run::semflow;
use crate::world::{Team, holds, id, names, path, put, refs, state, subjects};

#[test]
fn a_start_a_candidate_and_a_tag_can_be_taken_back() {
    let team = Team::new();
    let at_develop = state(&team.here).but_index();
    team.semflow(&["release", "start"]).says("release/v1.1.0\n");
    team.semflow(&["release", "undo"]).ends_with(0);
    assert_eq!(state(&team.here).but_index(), at_develop);
    team.semflow(&["tag", "1.1.0-beta.1"]).says("v1.1.0-beta.1\n");
    team.semflow(&["release", "undo"]).ends_with(0);
    assert_eq!(state(&team.here).but_index(), at_develop);
    team.here.write("VERSION", "1.0.0\n");
    team.here.commit("chore: have a VERSION");
    team.semflow(&["release", "start"]).says("release/v1.1.0\n");
    team.here.commit("fix: a detail");
    let at_release = state(&team.here).but_index();
    team.semflow(&["release", "rc"]).says("v1.1.0-rc.1\n");
    assert_eq!(team.here.read("VERSION"), "1.1.0-rc.1\n");
    team.semflow(&["release", "undo"]).ends_with(0);
    assert_eq!(state(&team.here).but_index(), at_release);
    team.semflow(&["release", "undo"]).fails_with(3).warns("there is nothing to undo");
    team.is_sound();
}

#[test]
fn a_finish_is_taken_back_from_where_it_ended() {
    for branch in ["main", "feature/else"] {
        let team = Team::releasing();
        team.here.git(&["branch", "feature/else", "v1.0.0"]);
        let before = state(&team.here).but_index();
        team.semflow(&["release", "finish"]).says("v1.1.0\n");
        team.here.checkout(branch);
        let done = state(&team.here);
        let said = team.semflow(&["release", "undo"]);
        said.fails_with(3)
            .warns("HEAD is not where release finish has left it")
            .warns("git switch develop");
        assert_eq!(state(&team.here), done, "{branch}");
        team.is_sound();
        team.here.checkout("develop");
        team.semflow(&["release", "undo"]).ends_with(0);
        assert_eq!(state(&team.here).but_index(), before);
        team.is_sound();
    }
}

#[test]
fn a_finish_that_left_head_alone_is_not_taken_back_under_it() {
    let team = Team::releasing();
    team.here.git(&["checkout", "--quiet", "-b", "feature/else", "v1.0.0"]);
    let before = refs(&team.here);
    team.semflow(&["release", "finish", "1.1.0", "--stay"]).says("v1.1.0\n");
    team.here.checkout("develop");
    let done = state(&team.here);
    let said = team.semflow(&["release", "undo"]);
    said.fails_with(3).warns("the branch that is checked out would go back");
    assert_eq!(state(&team.here), done);
    team.here.checkout("feature/else");
    team.semflow(&["release", "undo"]).ends_with(0);
    assert_eq!(refs(&team.here), before);
    team.is_sound();
}

#[test]
fn what_went_on_since_is_not_taken_back() {
    let team = Team::releasing();
    team.semflow(&["release", "finish"]).says("v1.1.0\n");
    team.here.commit("feat: go on");
    let done = state(&team.here);
    team.semflow(&["release", "undo"]).fails_with(3).warns("develop has moved on since");
    assert_eq!(state(&team.here), done);
    team.is_sound();
}

#[test]
fn changes_that_are_not_committed_are_not_lost_by_taking_back() {
    let team = Team::releasing();
    team.semflow(&["release", "finish"]).says("v1.1.0\n");
    team.here.write("a.txt", "changed\n");
    let done = state(&team.here);
    team.semflow(&["release", "undo"]).fails_with(3).warns("not committed");
    assert_eq!(state(&team.here), done);
}

#[test]
fn a_dry_run_of_taking_back_changes_nothing() {
    let team = Team::releasing();
    team.semflow(&["release", "finish"]).says("v1.1.0\n");
    let done = team.here.listing();
    let plan = team.semflow(&["release", "undo", "--dry-run"]);
    plan.ends_with(0).prints("tag v1.1.0      deleted").prints("release/v1.1.0  new");
    assert_eq!(team.here.listing(), done);
}

#[test]
fn dry_runs_change_no_byte() {
    let team = Team::releasing();
    for name in ["pre-commit", "commit-msg", "pre-merge-commit", "pre-flow-release-finish"] {
        team.hook(name, "exit 1");
    }
    let before = team.here.listing();
    for command in [
        &["release", "finish"] as &[&str],
        &["release", "finish", "--push", "--keep"],
        &["release", "rc"],
        &["hotfix", "start"],
        &["tag", "1.1.0"],
    ] {
        team.semflow(&[command, &["--dry-run"]].concat()).ends_with(0);
        assert_eq!(team.here.listing(), before, "{command:?}");
    }
    let plan = team.semflow(&["--json", "release", "finish", "--dry-run"]).json();
    assert_eq!(plan["tag"], "v1.1.0", "{plan:#}");
    assert_eq!(team.here.listing(), before);
}

#[test]
fn a_detached_head_or_another_branch_is_a_place_to_finish_from() {
    for place in ["detached", "feature/else", "develop", "main"] {
        for stays in [false, true] {
            let team = Team::releasing();
            team.here.git(&["branch", "feature/else", "v1.0.0"]);
            match place {
                "detached" => team.here.git(&["checkout", "--quiet", "--detach", "v1.0.0"]),
                branch => team.here.git(&["checkout", "--quiet", branch]),
            };
            let before = state(&team.here).but_index();
            let flags: &[&str] = if stays { &["--stay"] } else { &[] };
            team.semflow(&[&["release", "finish", "1.1.0"], flags].concat()).says("v1.1.0\n");
            let ends_on = team.here.git(&["branch", "--show-current"]);
            let expected = match (stays, place) {
                (true, "detached") => "",
                (true, place) => place,
                (false, _) => "develop",
            };
            assert_eq!(ends_on, expected, "{place}, {stays}");
            team.is_sound();
            team.semflow(&["release", "undo"]).ends_with(0);
            assert_eq!(state(&team.here).but_index(), before, "{place}, {stays}");
            team.is_sound();
        }
    }
}

#[test]
fn two_at_a_time_are_refused() {
    let team = Team::releasing();
    let marker = path(&team.here.path().join(".git/inner"));
    let program = path(assert_cmd::cargo::cargo_bin!("semflow"));
    team.hook("pre-commit", &format!("'{program}' release finish > '{marker}' 2>&1; exit 0"));
    team.semflow(&["release", "finish"]).says("v1.1.0\n");
    let said = String::from_utf8_lossy(&crate::world::bytes(marker.as_ref())).into_owned();
    assert!(said.contains("semflow release finish"), "{said}");
    assert_eq!(subjects(&team.here, "main", 1), ["Merge branch 'release/v1.1.0' into main"]);
    team.is_sound();
}

#[test]
fn a_lock_of_a_run_that_is_gone_is_no_obstacle() {
    let team = Team::releasing();
    put(&team.here.path().join(".git/semflow/lock"), b"process 1: semflow release finish\n");
    team.semflow(&["release", "finish"]).says("v1.1.0\n");
    team.is_sound();
}

#[test]
fn a_shallow_clone_says_what_it_lacks() {
    let team = Team::releasing();
    team.here.git(&["push", "--quiet", "origin", "release/v1.1.0"]);
    let clone: Repo = team.remote.clone_with(&["--depth=1", "--no-single-branch"]);
    for (key, value) in [("user.name", "Ada"), ("user.email", "ada@example.com")] {
        clone.git(&["config", key, value]);
    }
    let before = refs(&clone);
    let said = semflow(&clone, &["release", "finish", "1.1.0"]);
    said.fails_with(3).warns("shallow");
    assert_eq!(refs(&clone), before);
}

#[test]
fn the_first_release_of_a_project_needs_no_tag() {
    let here = Repo::new();
    here.commit("feat: begin");
    here.start("develop");
    here.write("b.txt", "b\n");
    here.commit("feat: add b");
    let team = Team::around(here);
    let said = team.semflow(&["release", "start"]);
    said.ends_with(0);
    let branch = said.stdout.trim_end().to_owned();
    team.here.commit("fix: a detail");
    let said = team.semflow(&["release", "finish", "--push"]);
    said.ends_with(0);
    let tag = said.stdout.trim_end().to_owned();
    assert_eq!(branch, format!("release/{tag}"));
    holds(&team.here, "develop", &tag);
    assert_eq!(names(&team.remote), format!("develop main {tag}"));
    team.is_sound();
}

#[test]
fn a_release_of_one_trunk_needs_no_develop() {
    let here = Repo::released("v1.0.0");
    here.write("b.txt", "b\n");
    here.commit("feat: add b");
    let team = Team::around(here);
    team.semflow(&["release", "start"]).says("release/v1.1.0\n");
    team.here.write("c.txt", "c\n");
    team.here.commit("fix: a detail");
    team.semflow(&["release", "finish", "--push"]).says("v1.1.0\n");
    assert_eq!(names(&team.remote), "main v1.0.0 v1.1.0");
    assert_eq!(id(&team.here, "main"), id(&team.here, "v1.1.0^{commit}"));
    assert_eq!(team.here.git(&["branch", "--show-current"]), "main");
    team.is_sound();
}
