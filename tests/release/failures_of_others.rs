//! What goes wrong with the git-flow tools in use, each shown not to happen here.

use crate::support::repository::Repo;
use crate::support::run::Run;
use crate::world::{Team, holds, id, lacks, names, path, put, refs, same, state, subjects};

#[test]
fn a_finish_without_push_leaves_the_branch_of_the_remote_alone() {
    let team = Team::releasing();
    team.here.git(&["push", "--quiet", "origin", "release/v1.1.0"]);
    let before = refs(&team.remote);
    team.semflow(&["release", "finish"]).says("v1.1.0\n");
    assert_eq!(refs(&team.remote), before);
    assert_eq!(names(&team.here), "develop main v1.0.0 v1.1.0");
    team.is_sound();
}

#[test]
fn a_conflict_of_the_back_merge_leaves_main_untagged_and_says_what_to_do() {
    let team = Team::in_conflict();
    let before = refs(&team.here);
    let said = team.semflow(&["release", "finish"]);
    said.fails_with(3).warns("v1.1.0 does not merge into develop by itself: 1 file to resolve");
    said.warns("a.txt").warns("semflow release continue").warns("semflow release abort");
    assert_eq!(refs(&team.here), before);
    team.here.write("a.txt", "of both\n");
    team.here.git(&["add", "a.txt"]);
    team.semflow(&["release", "continue"]).says("v1.1.0\n");
    holds(&team.here, "develop", "v1.1.0");
    team.is_sound();
}

#[test]
fn a_hotfix_that_main_has_already_is_tagged_there_and_merged_back() {
    let team = Team::new();
    team.semflow(&["hotfix", "start"]).says("hotfix/v1.0.1\n");
    team.here.write("a.txt", "mended\n");
    team.here.commit("fix: mend a");
    team.here.checkout("main");
    let merge = team.here.merge("hotfix/v1.0.1", "Merge branch 'hotfix/v1.0.1'");
    team.here.checkout("develop");
    let unreleased = team.here.commit("feat: not for anybody yet");
    team.semflow(&["hotfix", "finish"]).says("v1.0.1\n");
    assert_eq!(id(&team.here, "v1.0.1^{commit}"), merge);
    assert_eq!(id(&team.here, "main"), merge);
    lacks(&team.here, "v1.0.1", &unreleased);
    holds(&team.here, "develop", "v1.0.1");
    assert_eq!(team.here.read("a.txt"), "mended\n");
    team.is_sound();
}

#[test]
fn no_tag_but_that_of_the_release_is_pushed() {
    let team = Team::releasing();
    team.here.git(&["config", "push.followTags", "true"]);
    team.here.tag("scratch");
    team.here.annotated("v0.0.1-mine", "mine");
    team.semflow(&["release", "finish", "--push"]).says("v1.1.0\n");
    assert_eq!(names(&team.remote), "develop main v1.0.0 v1.1.0");
    same(&team.here, &team.remote, &["develop", "main", "v1.1.0"]);
    team.is_sound();
}

#[test]
fn where_main_is_refused_nothing_is_published() {
    let team = Team::releasing();
    team.protect("main");
    let before = refs(&team.remote);
    let said = team.semflow(&["release", "finish", "--push"]);
    said.ends_with(4).warns("refs/heads/main: hook declined").warns("nothing was pushed");
    assert_eq!(refs(&team.remote), before);
    team.semflow(&["release", "abort"]).ends_with(0);
    team.is_sound();
}

#[test]
fn a_tag_has_a_message_whatever_a_filter_leaves_of_it() {
    let team = Team::releasing();
    team.hook("filter-flow-release-finish-tag-message", "exit 0");
    team.semflow(&["release", "finish"]).says("v1.1.0\n");
    let message = team.here.git(&["tag", "--list", "--format=%(contents:subject)", "v1.1.0"]);
    assert_eq!(message, "v1.1.0");
    team.is_sound();
}

#[test]
fn a_release_that_was_squashed_is_not_merged_once_more() {
    let team = Team::releasing();
    team.here.checkout("main");
    team.here.git(&["merge", "--quiet", "--squash", "release/v1.1.0"]);
    let squashed = team.here.commit("feat: all of it (#7)");
    for _ in 0..2 {
        let said = team.semflow(&["release", "finish", "1.1.0", "--keep"]);
        if said.code == Some(0) {
            continue;
        }
        said.fails_with(3).warns("the tag v1.1.0 is there already");
    }
    assert_eq!(id(&team.here, "v1.1.0^{commit}"), squashed);
    assert_eq!(id(&team.here, "main"), squashed);
    holds(&team.here, "develop", "v1.1.0");
    assert_eq!(subjects(&team.here, "develop", 2)[0], "Merge tag 'v1.1.0' into develop");
    team.is_sound();
}

#[test]
fn a_file_in_the_way_of_the_checkout_stops_all_before_it_begins() {
    let team = Team::in_conflict();
    team.here.checkout("develop");
    team.here.write("new.txt", "of develop\n");
    team.here.commit("feat: add a file");
    team.here.checkout("release/v1.1.0");
    team.here.write("new.txt", "mine, not tracked\n");
    let before = state(&team.here);
    team.semflow(&["release", "finish"]).fails_with(3).warns("new.txt");
    assert_eq!(state(&team.here), before);
    team.semflow(&["release", "status"]).says("nothing is under way\n");
    team.is_sound();
}

#[test]
fn a_merge_that_was_aborted_by_hand_is_handed_over_anew_and_nothing_is_tagged() {
    let team = Team::in_conflict();
    let before = refs(&team.here);
    team.semflow(&["release", "finish"]).fails_with(3).warns("a.txt");
    team.here.git(&["merge", "--abort"]);
    let said = team.semflow(&["release", "continue"]);
    said.fails_with(3).warns("handed over once more");
    assert_eq!(refs(&team.here), before);
    assert_eq!(team.here.git(&["diff", "--name-only", "--diff-filter=U"]), "a.txt");
    team.here.write("a.txt", "of both\n");
    team.here.git(&["add", "a.txt"]);
    team.semflow(&["release", "continue"]).says("v1.1.0\n");
    holds(&team.here, "develop", "main");
    team.is_sound();
}

#[test]
fn a_merge_that_the_user_has_committed_can_be_continued_and_taken_back() {
    for goes_on in [true, false] {
        let team = Team::in_conflict();
        let before = state(&team.here);
        team.semflow(&["release", "finish"]).ends_with(3);
        team.here.write("a.txt", "of both\n");
        team.here.git(&["commit", "--all", "--quiet", "-m", "my own words"]);
        if goes_on {
            let own = team.here.head();
            team.semflow(&["release", "continue"]).says("v1.1.0\n");
            assert_eq!(id(&team.here, "develop"), own);
            assert_eq!(subjects(&team.here, "develop", 1), ["my own words"]);
        } else {
            team.semflow(&["release", "abort"]).ends_with(0);
            assert_eq!(state(&team.here), before);
        }
        team.is_sound();
    }
}

#[test]
fn a_tag_that_is_there_is_told_and_one_that_only_ends_like_it_is_another() {
    let team = Team::releasing();
    team.here.git(&["tag", "other/v1.1.0", "v1.0.0"]);
    team.here.git(&["tag", "v1.1.0", "v1.0.0"]);
    let before = state(&team.here);
    let said = team.semflow(&["release", "finish"]);
    said.fails_with(3).warns("the tag v1.1.0 is there already").warns("git tag --delete v1.1.0");
    assert_eq!(state(&team.here), before);
    team.here.git(&["tag", "--delete", "v1.1.0"]);
    team.semflow(&["release", "finish"]).says("v1.1.0\n");
    assert_eq!(id(&team.here, "other/v1.1.0"), id(&team.here, "v1.0.0"));
    team.is_sound();
}

#[test]
fn options_hold_on_after_a_conflict() {
    let team = Team::in_conflict();
    team.here.git(&["push", "--quiet", "origin", "release/v1.1.0", "develop"]);
    team.semflow(&["release", "finish", "--push", "--keep", "--stay"]).fails_with(3).warns("a.txt");
    team.here.write("a.txt", "of both\n");
    team.here.git(&["add", "a.txt"]);
    team.semflow(&["release", "continue"]).says("v1.1.0\n");
    let all = ["develop", "main", "release/v1.1.0", "v1.1.0"];
    same(&team.here, &team.remote, &all);
    assert_eq!(team.here.git(&["branch", "--show-current"]), "release/v1.1.0");
    team.is_sound();
}

#[test]
fn a_folder_below_and_a_linked_work_tree_are_as_good_as_the_top() {
    let team = Team::in_conflict();
    let linked = path(&team.here.path().join("../linked work tree"));
    team.here.checkout("main");
    team.here.git(&["branch", "--quiet", "-f", "elsewhere", "main"]);
    team.here.checkout("elsewhere");
    team.here.git(&["worktree", "add", "--quiet", &linked, "release/v1.1.0"]);
    let linked_folder = std::path::Path::new(&linked);
    put(&linked_folder.join("below/file.txt"), b"below\n");
    let before = refs(&team.here);
    let below = path(&linked_folder.join("below"));
    team.semflow(&["-C", &below, "release", "finish"]).fails_with(3).warns("a.txt");
    assert_eq!(refs(&team.here), before);
    let elsewhere = team.semflow(&["release", "continue"]);
    elsewhere.fails_with(3).warns("another work tree");
    put(&linked_folder.join("a.txt"), b"of both\n");
    team.here.git(&["-C", &linked, "add", "a.txt"]);
    team.semflow(&["-C", &below, "release", "continue"]).says("v1.1.0\n");
    assert_eq!(team.here.git(&["-C", &linked, "branch", "--show-current"]), "develop");
    assert_eq!(team.here.git(&["-C", &linked, "status", "--porcelain"]), "?? below/");
    assert_eq!(team.here.git(&["branch", "--show-current"]), "elsewhere");
    team.is_sound();
}

#[test]
fn a_hotfix_comes_into_a_release_that_is_on_its_way() {
    let team = Team::releasing();
    team.semflow(&["hotfix", "start"]).says("hotfix/v1.0.1\n");
    team.here.write("a.txt", "mended\n");
    team.here.commit("fix: mend a");
    team.semflow(&["hotfix", "finish"]).says("v1.0.1\n");
    for branch in ["main", "release/v1.1.0", "develop"] {
        holds(&team.here, branch, "v1.0.1");
    }
    team.semflow(&["release", "finish"]).says("v1.1.0\n");
    holds(&team.here, "main", "v1.0.1");
    team.is_sound();
}

#[test]
fn a_protected_main_gets_a_pull_request_and_the_branch_stays_until_it_is_merged() {
    let team = Team::releasing();
    team.protect("main");
    let main = id(&team.remote, "main");
    team.semflow(&["release", "finish", "--pr"]).ends_with(0);
    assert_eq!(names(&team.remote), "develop main release/v1.1.0 v1.0.0");
    assert_eq!(id(&team.remote, "main"), main);
    same(&team.here, &team.remote, &["release/v1.1.0"]);
    team.is_sound();
}

#[test]
fn a_tag_that_is_called_like_the_branch_changes_nothing() {
    let team = Team::releasing();
    team.here.git(&["tag", "release/v1.1.0", "v1.0.0"]);
    team.here.git(&["tag", "main", "develop"]);
    let topic = id(&team.here, "refs/heads/release/v1.1.0");
    let main = id(&team.here, "refs/heads/main");
    team.semflow(&["release", "finish", "--push"]).says("v1.1.0\n");
    holds(&team.here, "refs/heads/main", &topic);
    assert_eq!(id(&team.here, "refs/heads/main^"), main);
    assert_eq!(id(&team.here, "refs/heads/develop"), id(&team.remote, "refs/heads/develop"));
    assert!(team.here.can_git(&["rev-parse", "--verify", "refs/tags/release/v1.1.0"]));
    assert!(!team.remote.can_git(&["rev-parse", "--verify", "refs/tags/main"]));
    team.is_sound();
}

#[test]
fn taking_back_touches_nothing_else() {
    let team = Team::in_conflict();
    team.here.branch("release/v3.0.0");
    team.here.branch("hotfix/v1.0.1");
    team.here.write("notes.txt", "mine, not tracked\n");
    team.here.write(".git/info/exclude", "ignored\n");
    team.here.write("ignored", "mine, ignored\n");
    let before = state(&team.here);
    team.semflow(&["release", "finish", "1.1.0"]).fails_with(3).warns("a.txt");
    team.here.write("more.txt", "came in between\n");
    team.semflow(&["release", "abort"]).ends_with(0);
    team.here.remove("more.txt");
    assert_eq!(state(&team.here), before);
    team.is_sound();
}

#[test]
fn a_release_that_was_finished_here_can_be_taken_back_until_it_is_published() {
    let team = Team::releasing();
    team.here.write("notes.txt", "mine, not tracked\n");
    let before = state(&team.here).but_index();
    team.semflow(&["release", "finish"]).says("v1.1.0\n");
    team.semflow(&["release", "undo"]).ends_with(0);
    assert_eq!(state(&team.here).but_index(), before);
    team.semflow(&["release", "finish", "--push"]).says("v1.1.0\n");
    let done = refs(&team.here);
    team.semflow(&["release", "undo"]).fails_with(3).warns("is on origin already");
    assert_eq!(refs(&team.here), done);
    team.is_sound();
}

#[test]
fn a_repository_without_a_remote_is_released_as_well() {
    let repo = Repo::released("v1.0.0");
    repo.git(&["config", "user.name", "Ada Example"]);
    repo.git(&["config", "user.email", "ada@example.com"]);
    repo.start("develop");
    repo.commit("feat: more");
    let run = |arguments: &[&str]| Run::on(&repo).semflow(arguments);
    run(&["release", "start"]).says("release/v1.1.0\n");
    repo.commit("fix: a detail");
    run(&["release", "finish", "--push"]).fails_with(2).warns("there is no remote to push to");
    run(&["release", "finish"]).says("v1.1.0\n");
    holds(&repo, "develop", "v1.1.0");
}
