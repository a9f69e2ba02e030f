//! Going on and back when something has happened in the meantime, and what the flags mean there.

use crate::support::run::Run;
use crate::world::{Team, path, refs, state};

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
        match is_deleted {
            true => drop(team.here.git(&["branch", "--quiet", "-D", "release/v1.1.0"])),
            false => {
                let tree = team.here.git(&["rev-parse", "develop^{tree}"]);
                let new = team.here.git(&["commit-tree", "-p", &was, "-m", "fix: more", &tree]);
                team.here.git(&["update-ref", "refs/heads/release/v1.1.0", &new]);
            }
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
