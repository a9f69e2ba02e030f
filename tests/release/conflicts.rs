//! Conflicts: told before anything moves, handed over, taken up in whatever way they were resolved,
//! and taken back.

use crate::world::{Team, holds, id, is_there, refs, state, subjects};

/// Resolves the conflict that there is.
fn resolve(team: &Team, text: &str) {
    team.here.write("a.txt", text);
    team.here.git(&["add", "a.txt"]);
}

/// A release whose merges into main and into develop conflict, and a hotfix that conflicts with all
/// three branches.
fn three_in_a_row() -> Team {
    let team = Team::new();
    let here = &team.here;
    team.semflow(&["release", "start"]).ends_with(0);
    here.write("a.txt", "of the release\n");
    here.commit("fix: of the release");
    here.checkout("develop");
    here.write("a.txt", "of develop\n");
    here.commit("feat: of develop");
    team.semflow(&["hotfix", "start"]).says("hotfix/v1.0.1\n");
    here.write("a.txt", "of the hotfix\n");
    here.commit("fix: of the hotfix");
    here.checkout("main");
    here.write("a.txt", "of main\n");
    here.commit("fix: of main itself");
    here.checkout("hotfix/v1.0.1");
    team
}

#[test]
fn a_dry_run_tells_of_a_conflict_and_changes_nothing() {
    let team = Team::in_conflict();
    let before = team.here.listing();
    let plan = team.semflow(&["release", "finish", "--dry-run"]);
    plan.ends_with(3).prints("conflict: v1.1.0 into develop\n  a.txt");
    let plan = team.semflow(&["--json", "release", "finish", "--dry-run"]);
    plan.ends_with(3).prints("a.txt");
    assert_eq!(team.here.listing(), before);
}

#[test]
fn a_conflict_is_handed_over_on_a_detached_head_in_the_words_of_git() {
    let team = Team::in_conflict();
    let (develop, before) = (id(&team.here, "develop"), refs(&team.here));
    team.semflow(&["release", "finish"]).fails_with(3).warns("a.txt");
    assert_eq!(team.here.head(), develop);
    assert_eq!(team.here.git(&["branch", "--show-current"]), "");
    assert_eq!(refs(&team.here), before);
    let tagged = id(&team.here, "MERGE_HEAD");
    assert_eq!(
        team.here.git(&["show", "-s", "--format=%s", &tagged]),
        "Merge branch 'release/v1.1.0' into main"
    );
    assert_eq!(team.here.git(&["status", "--porcelain", "a.txt"]), "UU a.txt");
    assert!(team.here.read("a.txt").contains("<<<<<<< HEAD"));
    let status = team.semflow(&["release", "status"]);
    status.ends_with(0).prints("release finish of release/v1.1.0").prints("unmerged: a.txt");
    let status = team.semflow(&["--json", "release", "status"]).json();
    assert_eq!(status["phase"], "merging");
    assert_eq!(status["unmerged"][0], "a.txt");
    let other = team.semflow(&["release", "start"]);
    other.fails_with(3).warns("`release finish` of release/v1.1.0 is under way");
    team.semflow(&["release", "abort"]).ends_with(0);
    team.is_sound();
}

#[test]
fn going_on_before_all_is_resolved_changes_nothing() {
    let team = Team::in_conflict();
    let before = refs(&team.here);
    team.semflow(&["release", "finish"]).ends_with(3);
    for _ in 0..2 {
        team.semflow(&["release", "continue"]).fails_with(3).warns("still has unmerged files");
    }
    assert_eq!(refs(&team.here), before);
    resolve(&team, "of both\n");
    team.semflow(&["release", "finish", "--continue"]).says("v1.1.0\n");
    assert_eq!(team.here.git(&["show", "develop:a.txt"]), "of both");
    assert_eq!(subjects(&team.here, "develop", 1), ["Merge tag 'v1.1.0' into develop"]);
    team.is_sound();
}

#[test]
fn a_resolution_can_be_staged_or_committed_and_the_end_is_the_same() {
    let mut ends = Vec::new();
    for commits in [false, true] {
        let team = Team::in_conflict();
        team.semflow(&["release", "finish"]).ends_with(3);
        resolve(&team, "of both\n");
        if commits {
            team.here.git(&["commit", "--quiet", "--no-edit"]);
        }
        team.semflow(&["release", "continue"]).says("v1.1.0\n");
        let history = team.here.git(&["log", "--format=%T %s%n%b", "develop"]);
        ends.push((history, team.here.git(&["branch", "--show-current"])));
        team.is_sound();
    }
    assert_eq!(ends[0], ends[1]);
    assert_eq!(ends[0].1, "develop");
}

#[test]
fn conflicts_in_a_row_stop_once_each() {
    let team = three_in_a_row();
    let here = &team.here;
    let before = refs(here);
    let mut said = team.semflow(&["hotfix", "finish"]);
    for branch in ["main", "release/v1.1.0", "develop"] {
        said.fails_with(3).warns(&format!("does not merge into {branch} by itself"));
        assert_eq!(refs(here), before, "no ref has moved before {branch}");
        assert_eq!(here.head(), id(here, branch));
        resolve(&team, &format!("resolved for {branch}\n"));
        said = team.semflow(&["hotfix", "continue"]);
    }
    said.says("v1.0.1\n");
    for branch in ["main", "release/v1.1.0", "develop"] {
        let text = here.git(&["show", &format!("{branch}:a.txt")]);
        assert_eq!(text, format!("resolved for {branch}"));
        holds(here, branch, "v1.0.1");
    }
    assert_eq!(here.git(&["branch", "--show-current"]), "develop");
    team.is_sound();
}

#[test]
fn all_of_it_can_be_taken_back_at_each_conflict_of_a_row() {
    for resolved in 0..3 {
        let team = three_in_a_row();
        team.here.write("notes.txt", "mine, not tracked\n");
        let before = state(&team.here);
        team.semflow(&["hotfix", "finish"]).fails_with(3).warns("a.txt");
        for _ in 0..resolved {
            resolve(&team, "resolved\n");
            team.semflow(&["hotfix", "continue"]).fails_with(3).warns("a.txt");
        }
        team.semflow(&["hotfix", "abort"]).ends_with(0);
        assert_eq!(state(&team.here), before, "after {resolved} resolved conflicts");
        team.is_sound();
    }
}

#[test]
fn taking_back_gives_back_every_byte() {
    let team = Team::in_conflict();
    team.here.write("big/file.txt", &"line\n".repeat(1000));
    team.here.commit("fix: add a big file");
    team.here.git(&["mv", "b.txt", "renamed.txt"]);
    team.here.commit("fix: rename b");
    let before = state(&team.here);
    for resolution in ["", "staged", "committed", "merge aborted", "reset"] {
        team.semflow(&["release", "finish"]).fails_with(3).warns("a.txt");
        match resolution {
            "staged" => resolve(&team, "of both\n"),
            "committed" => {
                resolve(&team, "of both\n");
                team.here.git(&["commit", "--quiet", "--no-edit"]);
            }
            "merge aborted" => drop(team.here.git(&["merge", "--abort"])),
            "reset" => team.here.reset("HEAD"),
            _ => {}
        }
        team.semflow(&["release", "finish", "--abort"]).ends_with(0);
        assert_eq!(state(&team.here), before, "{resolution}");
        assert!(!is_there(&team.here.path().join(".git/MERGE_HEAD")));
    }
    team.is_sound();
}

#[test]
fn a_user_who_went_elsewhere_is_told_the_way_back() {
    let team = Team::in_conflict();
    team.semflow(&["release", "finish"]).ends_with(3);
    team.here.git(&["merge", "--abort"]);
    team.here.checkout("main");
    team.here.commit("fix: something else");
    let said = team.semflow(&["release", "continue"]);
    said.fails_with(3).warns("git checkout --detach");
    team.here.git(&["checkout", "--quiet", "--detach", "develop"]);
    team.semflow(&["release", "continue"]).fails_with(3).warns("handed over once more");
    resolve(&team, "of both\n");
    let said = team.semflow(&["release", "continue"]);
    said.fails_with(3).warns("main moved while release finish was planned");
    let moved = id(&team.here, "main");
    team.semflow(&["release", "abort"]).ends_with(0);
    assert_eq!(id(&team.here, "main"), moved);
    team.is_sound();
}

#[test]
fn it_can_be_taken_back_from_wherever_the_user_went() {
    for place in ["main", "develop", "release/v1.1.0", "feature/else", "v1.0.0"] {
        let team = Team::in_conflict();
        team.here.git(&["branch", "feature/else", "v1.0.0"]);
        let before = state(&team.here).but_index();
        team.semflow(&["release", "finish"]).fails_with(3).warns("a.txt");
        team.here.git(&["merge", "--abort"]);
        team.here.checkout(place);
        team.semflow(&["release", "abort"]).ends_with(0);
        assert_eq!(state(&team.here).but_index(), before, "{place}");
        team.is_sound();
    }
}

#[test]
fn what_git_remembers_of_a_conflict_is_used() {
    let team = Team::in_conflict();
    team.here.git(&["config", "rerere.enabled", "true"]);
    team.semflow(&["release", "finish"]).ends_with(3);
    resolve(&team, "of both\n");
    team.here.git(&["rerere"]);
    team.semflow(&["release", "abort"]).ends_with(0);
    team.semflow(&["release", "finish"]).ends_with(3);
    assert_eq!(team.here.read("a.txt"), "of both\n");
    team.here.git(&["add", "a.txt"]);
    team.semflow(&["release", "continue"]).says("v1.1.0\n");
    team.is_sound();
}

#[test]
fn a_file_that_one_side_removed_is_a_conflict_as_well() {
    let team = Team::in_conflict();
    team.here.checkout("develop");
    team.here.git(&["rm", "--quiet", "a.txt"]);
    team.here.commit("feat!: drop a");
    team.here.checkout("release/v1.1.0");
    team.semflow(&["release", "finish", "--dry-run"]).ends_with(3).prints("a.txt");
    team.semflow(&["release", "finish"]).fails_with(3).warns("a.txt");
    team.here.git(&["rm", "--quiet", "a.txt"]);
    team.semflow(&["release", "continue"]).says("v1.1.0\n");
    assert!(!team.here.can_git(&["cat-file", "-e", "develop:a.txt"]));
    team.is_sound();
}

#[test]
fn a_hook_that_refuses_the_resolved_merge_stops_it_until_it_agrees() {
    let team = Team::in_conflict();
    team.semflow(&["release", "finish"]).ends_with(3);
    let before = refs(&team.here);
    resolve(&team, "of both, WIP\n");
    team.hook("pre-commit", "! grep -q WIP a.txt || { echo 'not yet' >&2; exit 1; }");
    team.semflow(&["release", "continue"]).prints_nothing().warns("not yet");
    assert_eq!(refs(&team.here), before);
    resolve(&team, "of both\n");
    team.semflow(&["release", "continue"]).says("v1.1.0\n");
    team.is_sound();
}

#[test]
fn no_hook_runs_on_the_way_on_where_none_was_wanted() {
    let team = Team::in_conflict();
    for hook in ["pre-commit", "pre-merge-commit", "commit-msg", "pre-flow-release-finish"] {
        team.hook(hook, "exit 1");
    }
    team.semflow(&["release", "finish", "--no-verify"]).fails_with(3).warns("a.txt");
    resolve(&team, "of both\n");
    team.semflow(&["release", "continue"]).says("v1.1.0\n");
    team.is_sound();
}

#[test]
fn a_bare_repository_says_where_a_conflict_can_be_resolved() {
    let team = Team::in_conflict();
    let bare = team.here.bare_clone();
    for (key, value) in [("user.name", "Ada"), ("user.email", "ada@example.com")] {
        bare.git(&["config", key, value]);
    }
    bare.git(&["remote", "remove", "origin"]);
    let before = refs(&bare);
    let said = crate::support::run::semflow(&bare, &["release", "finish", "1.1.0"]);
    said.fails_with(3).warns("there is no work tree to resolve it in").warns("a.txt");
    assert_eq!(refs(&bare), before);
    let status = crate::support::run::semflow(&bare, &["release", "status"]);
    status.says("nothing is under way\n");
}
