//! Going on and back when something has happened in the meantime, and what the flags mean there.

use crate::support::run::Run;
use crate::world::{Team, id, path, refs, same, state};

fn resolve(team: &Team) {
    team.here.write("a.txt", "of both\n");
    team.here.git(&["add", "a.txt"]);
}

#[test]
fn a_push_that_is_not_wanted_any_more_is_left_out_wherever_it_stopped() {
    let team = Team::in_conflict();
    let before = refs(&team.remote);
    team.semflow(&["release", "finish", "--push"]).ends_with(3);
    resolve(&team);
    team.semflow(&["release", "continue", "--no-push"]).says("v1.1.0\n");
    assert_eq!(refs(&team.remote), before);
    team.semflow(&["release", "status"]).says("nothing is under way\n");
    team.is_sound();
}

#[test]
fn flags_that_would_do_nothing_on_the_way_are_refused() {
    let team = Team::in_conflict();
    team.semflow(&["release", "finish"]).ends_with(3);
    let before = state(&team.here);
    for way in ["--abort", "--continue"] {
        for flag in ["--dry-run", "--keep", "--push", "--no-verify", "1.1.0"] {
            team.semflow(&["release", "finish", way, flag]).fails_with(2);
            assert_eq!(state(&team.here), before, "{way} {flag}");
        }
    }
    team.semflow(&["release", "finish", "--abort"]).ends_with(0);
    team.is_sound();
}

/// A team whose release is finished here and refused by the remote.
fn refused() -> Team {
    let team = Team::releasing();
    team.here.git(&["branch", "feature/x", "develop"]);
    team.protect("main");
    team.semflow(&["release", "finish", "--push"]).ends_with(4).warns("refused the push");
    team
}

/// A team whose release is finished here, and a branch of something else.
fn finished() -> Team {
    let team = Team::releasing();
    team.here.git(&["branch", "feature/x", "develop"]);
    team.semflow(&["release", "finish"]).ends_with(0);
    team
}

#[test]
fn nothing_is_taken_back_below_a_branch_that_was_checked_out_since() {
    let cases: [(Team, &[&str]); 2] =
        [(refused(), &["release", "abort"]), (finished(), &["release", "undo"])];
    for (team, command) in cases {
        team.here.checkout("feature/x");
        team.here.write("x.txt", "x\n");
        team.here.commit("feat: add x");
        let before = state(&team.here);
        let said = team.semflow(command);
        said.fails_with(3).warns("it is feature/x at").warns("git switch develop");
        assert_eq!(state(&team.here), before);
        team.here.checkout("develop");
        team.semflow(command).ends_with(0);
        assert_eq!(team.here.git(&["branch", "--show-current"]), "release/v1.1.0");
        team.is_sound();
    }
}

#[test]
fn nothing_is_taken_back_below_changes_that_were_made_since() {
    let cases: [(Team, &[&str]); 2] =
        [(refused(), &["release", "abort"]), (finished(), &["release", "undo"])];
    for (team, command) in cases {
        team.here.write("CHANGELOG.md", "mine\n");
        team.here.write("new.txt", "staged\n");
        team.here.git(&["add", "new.txt"]);
        let before = (state(&team.here), refs(&team.here));
        team.semflow(command).fails_with(3).warns("not committed").warns("git stash");
        assert_eq!((state(&team.here), refs(&team.here)), before);
        team.here.git(&["stash", "--quiet"]);
        team.semflow(command).ends_with(0);
    }
}

#[test]
fn nothing_is_taken_back_from_or_below_another_work_tree() {
    let team = finished();
    let linked = path(&team.here.path().join("../linked"));
    team.here.git(&["worktree", "add", "--quiet", &linked, "feature/x"]);
    let before = (state(&team.here), refs(&team.here));
    team.semflow(&["-C", &linked, "release", "undo"]).fails_with(3).warns("another work tree");
    assert_eq!((state(&team.here), refs(&team.here)), before);
    let there = team.here.git(&["-C", &linked, "status", "--porcelain=v2", "--branch"]);
    assert!(there.ends_with("# branch.head feature/x"), "{there}");
    team.here.git(&["-C", &linked, "checkout", "--quiet", "main"]);
    team.semflow(&["release", "undo"]).fails_with(3).warns("main is checked out in another");
    assert_eq!((state(&team.here), refs(&team.here)), before);
}

#[test]
fn a_dry_run_of_undo_leaves_no_trace() {
    let team = finished();
    let before = team.here.listing();
    team.semflow(&["release", "undo", "--dry-run"]).prints("develop");
    assert_eq!(team.here.listing(), before);
}

/// A team whose release conflicts with `develop`, and where git is killed while it writes a file of
/// `develop`.
fn deadly() -> Team {
    let team = Team::in_conflict();
    team.here.checkout("develop");
    for name in ["k1.txt", "k2.txt", "k3.txt"] {
        team.here.write(name, "of develop\n");
    }
    team.here.write("b.txt", "of develop\n");
    team.here.commit("feat: add k");
    team.here.checkout("release/v1.1.0");
    team.here.write(".git/info/attributes", "k2.txt filter=deadly\n");
    team.here.git(&["config", "filter.deadly.clean", "cat"]);
    team.here.git(&["config", "filter.deadly.smudge", "kill -9 $PPID"]);
    team
}

#[test]
fn a_merge_that_was_cut_off_while_it_was_handed_over_goes_on_and_back() {
    for goes_on in [true, false] {
        let team = deadly();
        let before = state(&team.here);
        team.semflow(&["release", "finish"]).fails_with(4).warns("stopped by a signal");
        assert_ne!(state(&team.here), before);
        team.here.git(&["config", "filter.deadly.smudge", "cat"]);
        if goes_on {
            team.semflow(&["release", "continue"]).fails_with(3).warns("handed over once more");
            resolve(&team);
            team.semflow(&["release", "continue"]).says("v1.1.0\n");
            assert_eq!(team.here.git(&["show", "develop:k2.txt"]), "of develop");
        } else {
            team.semflow(&["release", "abort"]).ends_with(0);
            assert_eq!(state(&team.here), before);
        }
        team.is_sound();
    }
}

#[test]
fn work_tree_and_head_agree_where_the_branch_moved_while_a_merge_was_resolved() {
    for is_deleted in [true, false] {
        let team = Team::in_conflict();
        let was = team.here.head();
        team.semflow(&["release", "finish"]).ends_with(3);
        if is_deleted {
            team.here.git(&["branch", "--quiet", "-D", "release/v1.1.0"]);
        } else {
            let tree = team.here.git(&["rev-parse", "develop^{tree}"]);
            let new = team.here.git(&["commit-tree", "-p", &was, "-m", "fix: more", &tree]);
            team.here.git(&["update-ref", "refs/heads/release/v1.1.0", &new]);
        }
        team.semflow(&["release", "abort"]).ends_with(0).warns("HEAD is detached");
        assert_eq!(team.here.head(), was);
        assert_eq!(team.here.git(&["branch", "--show-current"]), "");
        team.is_sound();
    }
}

#[test]
fn a_merge_of_the_user_is_not_taken_back() {
    let team = Team::in_conflict();
    team.semflow(&["release", "finish"]).ends_with(3);
    team.here.git(&["merge", "--abort"]);
    team.here.git(&["checkout", "--quiet", "-b", "mine", "main"]);
    team.here.git(&["merge", "--quiet", "--no-ff", "--no-commit", "develop"]);
    let before = state(&team.here);
    for way in ["abort", "continue"] {
        team.semflow(&["release", way]).fails_with(3);
        assert_eq!(state(&team.here), before, "{way}");
    }
    team.here.git(&["merge", "--abort"]);
    team.semflow(&["release", "abort"]).ends_with(0);
    team.is_sound();
}

#[test]
fn a_bare_repository_keeps_its_head_on_its_branch() {
    let team = Team::releasing();
    team.here.git(&["push", "--quiet", "origin", "release/v1.1.0"]);
    team.remote.git(&["config", "user.name", "Ada Example"]);
    team.remote.git(&["config", "user.email", "ada@example.com"]);
    let head = team.remote.git(&["symbolic-ref", "HEAD"]);
    Run::on(&team.remote).semflow(&["release", "finish"]).says("v1.1.0\n");
    assert_eq!(team.remote.git(&["symbolic-ref", "HEAD"]), head);
    team.is_sound();
}

fn unprotected(team: &Team) {
    team.remote_hook("update", "exit 0");
}

#[test]
fn what_was_pushed_by_hand_meanwhile_is_not_pushed_again_and_not_taken_back() {
    let team = Team::releasing();
    team.here.git(&["push", "--quiet", "origin", "release/v1.1.0"]);
    team.protect("main");
    team.semflow(&["release", "finish", "--push"]).ends_with(4);
    unprotected(&team);
    let all = ["main", "develop", "v1.1.0", ":release/v1.1.0"];
    team.here.git(&[&["push", "--quiet", "--atomic", "origin"], &all[..]].concat());
    let before = refs(&team.here);
    let said = team.semflow(&["release", "abort"]);
    said.fails_with(3).warns("is on origin already");
    assert_eq!(refs(&team.here), before);
    team.semflow(&["release", "continue"]).says("v1.1.0\n");
    team.semflow(&["release", "status"]).says("nothing is under way\n");
    team.is_sound();
}

#[test]
fn a_push_that_was_refused_can_be_taken_back_while_the_remote_is_away() {
    let team = refused();
    team.here.git(&["remote", "set-url", "origin", "/nowhere"]);
    team.semflow(&["release", "abort"]).ends_with(0);
    team.is_sound();
}

#[test]
fn a_candidate_that_was_refused_is_pushed_again_as_it_is() {
    let team = Team::releasing();
    team.here.git(&["push", "--quiet", "origin", "develop:release/v1.1.0"]);
    team.protect("release/v1.1.0");
    team.semflow(&["release", "rc", "--push"]).ends_with(4);
    let tag = id(&team.here, "v1.1.0-rc.1");
    unprotected(&team);
    let said = team.semflow(&["release", "continue"]);
    said.says("v1.1.0-rc.1\n");
    assert!(!said.stderr.contains("planning anew"), "{}", said.stderr);
    assert_eq!(id(&team.remote, "v1.1.0-rc.1"), tag);
    team.is_sound();
}

#[test]
fn a_tag_that_somebody_else_has_pushed_meanwhile_is_told() {
    let team = Team::new();
    team.remote_hook("update", "exit 1");
    team.semflow(&["tag", "1.1.0", "--push"]).ends_with(4);
    unprotected(&team);
    let other = team.colleague();
    other.git(&["tag", "v1.1.0", "v1.0.0"]);
    other.git(&["push", "--quiet", "origin", "v1.1.0"]);
    let said = team.semflow(&["release", "continue"]);
    said.fails_with(3).warns("not higher than the last release, 1.1.0");
    team.semflow(&["release", "status"]).says("nothing is under way\n");
    team.is_sound();
}

#[test]
fn a_release_that_was_merged_elsewhere_can_be_taken_back_while_its_tag_is_only_here() {
    let team = Team::releasing();
    team.here.git(&["push", "--quiet", "origin", "release/v1.1.0"]);
    let other = team.colleague();
    other.checkout("main");
    other.merge("origin/release/v1.1.0", "Merge pull request #1 from team/release/v1.1.0");
    other.git(&["push", "--quiet", "origin", "main"]);
    team.semflow(&["release", "finish", "--merged"]).says("v1.1.0\n");
    let main = id(&team.remote, "main");
    assert_eq!(id(&team.here, "main"), main);
    team.semflow(&["release", "undo"]).ends_with(0);
    assert_eq!(id(&team.here, "main"), id(&team.here, "v1.0.0^{commit}"));
    team.is_sound();
}

#[test]
fn a_tag_that_was_made_before_is_pushed_when_that_is_asked_for() {
    let team = Team::releasing();
    team.semflow(&["release", "rc"]).says("v1.1.0-rc.1\n");
    let told = team.semflow(&["--json", "release", "rc"]).json();
    assert_eq!((&told["tag"], &told["pushed"]), (&"v1.1.0-rc.1".into(), &false.into()));
    team.semflow(&["release", "rc", "--push"]).says("v1.1.0-rc.1\n");
    same(&team.here, &team.remote, &["release/v1.1.0", "v1.1.0-rc.1"]);
    team.here.checkout("main");
    let tag = team.here.git(&["describe", "--tags"]);
    team.semflow(&["tag", &tag[1..], "--allow-downgrade", "--push"]).says("v1.0.0\n");
    team.is_sound();
}

#[test]
fn what_was_taken_back_is_told_as_data() {
    let team = finished();
    let plan = team.semflow(&["--json", "release", "undo", "--dry-run"]).json();
    assert_eq!((&plan["planned"], &plan["taken_back"]), (&true.into(), &false.into()));
    let done = team.semflow(&["--json", "release", "undo"]).json();
    assert_eq!((&done["taken_back"], &done["tag"]), (&true.into(), &"v1.1.0".into()));
    assert_eq!(plan["refs"], done["refs"]);
    let team = Team::in_conflict();
    team.semflow(&["release", "finish"]).ends_with(3);
    let back = team.semflow(&["--json", "release", "abort"]).json();
    assert_eq!((&back["taken_back"], &back["branch"]), (&true.into(), &"release/v1.1.0".into()));
}

#[test]
fn a_branch_that_could_not_be_finished_is_not_started() {
    let team = Team::new();
    let before = state(&team.here);
    let cases = [
        ("0.9.0", "not higher than the last release, 1.0.0"),
        ("a b", "no name of a branch"),
        ("", "no name of a branch"),
        ("..", "no name of a branch"),
    ];
    for (name, said) in cases {
        team.semflow(&["hotfix", "start", name]).fails_with(3).warns(said);
        assert_eq!(state(&team.here), before, "{name}");
    }
    team.here.git(&["branch", "hotfix", "main"]);
    team.semflow(&["hotfix", "start"]).fails_with(3).warns("a branch is called hotfix");
}

#[test]
fn what_a_hook_commits_before_the_finish_is_released() {
    let team = Team::releasing();
    let commits = "echo hooked > hooked.txt; git add hooked.txt; git commit -qm 'fix: hooked'";
    team.hook("pre-flow-release-finish", commits);
    team.semflow(&["release", "finish"]).says("v1.1.0\n");
    assert_eq!(team.here.git(&["show", "v1.1.0:hooked.txt"]), "hooked");
    team.is_sound();
}

#[test]
fn a_hook_that_refuses_the_push_is_heard_on_either_stream() {
    let team = Team::releasing();
    team.hook("pre-push", "echo 'run the tests'; exit 1");
    team.semflow(&["release", "finish", "--push"]).ends_with(4).warns("run the tests");
}
