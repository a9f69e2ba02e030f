//! What is pushed, what is not, and what happens where the remote is elsewhere than one thought.

use crate::support::repository::Repo;
use crate::support::run::semflow;
use crate::world::{Team, holds, id, lacks, names, refs, same, state, subjects};

/// Has a colleague commit something on a branch and push it.
fn colleague_commits(team: &Team, branch: &str, file: &str) -> String {
    let colleague = team.colleague();
    colleague.checkout(branch);
    colleague.write(file, "of a colleague\n");
    let commit = colleague.commit("feat: come from a colleague");
    colleague.git(&["push", "--quiet", "origin", branch]);
    commit
}

/// A team whose release branch is on the remote, too.
fn published() -> Team {
    let team = Team::releasing();
    team.here.git(&["push", "--quiet", "origin", "release/v1.1.0"]);
    team
}

#[test]
fn exactly_the_refs_of_the_release_are_pushed_and_the_branch_goes() {
    let team = published();
    team.here.branch("feature/mine");
    team.here.tag("mine");
    let plan = team.semflow(&["release", "finish", "--push", "--dry-run"]);
    plan.ends_with(0)
        .prints("git push --atomic origin main refs/tags/v1.1.0 develop :release/v1.1.0");
    team.semflow(&["release", "finish", "--push"]).says("v1.1.0\n");
    assert_eq!(names(&team.remote), "develop main v1.0.0 v1.1.0");
    same(&team.here, &team.remote, &["develop", "main", "v1.1.0"]);
    // What is known of the remote is up to date.
    assert_eq!(id(&team.here, "origin/main"), id(&team.here, "main"));
    assert!(!team.here.can_git(&["rev-parse", "--verify", "origin/release/v1.1.0"]));
    team.is_sound();
}

#[test]
fn a_start_and_a_candidate_push_their_branch_and_their_tag() {
    let team = Team::new();
    team.semflow(&["release", "start", "--push"]).says("release/v1.1.0\n");
    same(&team.here, &team.remote, &["release/v1.1.0"]);
    team.here.commit("fix: a detail");
    team.semflow(&["release", "rc", "--push"]).says("v1.1.0-rc.1\n");
    same(&team.here, &team.remote, &["release/v1.1.0", "v1.1.0-rc.1"]);
    let again = team.semflow(&["release", "rc", "--push"]);
    again.says("v1.1.0-rc.1\n").warns("nothing has changed since");
    team.here.commit("fix: another detail");
    team.semflow(&["release", "rc", "--push"]).says("v1.1.0-rc.2\n");
    same(&team.here, &team.remote, &["release/v1.1.0", "v1.1.0-rc.2"]);
    team.is_sound();
}

#[test]
fn a_tag_pushes_itself_and_nothing_else() {
    let team = Team::new();
    team.here.commit("fix: not pushed yet");
    let develop = id(&team.remote, "develop");
    team.semflow(&["tag", "1.1.0-beta.1", "--push"]).says("v1.1.0-beta.1\n");
    same(&team.here, &team.remote, &["v1.1.0-beta.1"]);
    assert_eq!(id(&team.remote, "develop"), develop);
    let kind = team.here.git(&["cat-file", "-t", "v1.1.0-beta.1"]);
    assert_eq!(kind, "tag");
    team.is_sound();
}

#[test]
fn where_main_is_protected_nothing_is_published_and_each_choice_leads_on() {
    for choice in ["again", "without", "back"] {
        let team = published();
        team.protect("main");
        let (before, remote) = (state(&team.here), refs(&team.remote));
        let said = team.semflow(&["release", "finish", "--push"]);
        said.ends_with(4).warns("origin refused the push").warns("refs/heads/main: hook declined");
        said.warns("release continue --no-push").warns("release abort");
        assert_eq!(refs(&team.remote), remote);
        let status = team.semflow(&["release", "status"]);
        status.ends_with(0).prints("not pushed");
        match choice {
            "again" => {
                team.semflow(&["release", "continue"]).ends_with(4).warns("hook declined");
                assert_eq!(refs(&team.remote), remote);
                team.remote.remove("hooks/update");
                team.semflow(&["release", "continue"]).says("v1.1.0\n");
                same(&team.here, &team.remote, &["develop", "main", "v1.1.0"]);
                assert_eq!(names(&team.remote), "develop main v1.0.0 v1.1.0");
            }
            "without" => {
                team.semflow(&["release", "continue", "--no-push"]).says("v1.1.0\n");
                assert_eq!(refs(&team.remote), remote);
                holds(&team.here, "develop", "v1.1.0");
                team.semflow(&["release", "status"]).says("nothing is under way\n");
            }
            _ => {
                team.semflow(&["release", "abort"]).ends_with(0);
                assert_eq!(state(&team.here), before);
            }
        }
        team.is_sound();
    }
}

#[test]
fn what_was_not_pushed_is_taken_back_from_where_it_ended() {
    let team = published();
    team.protect("main");
    let before = state(&team.here).but_index();
    team.semflow(&["release", "finish", "--push"]).ends_with(4).warns("hook declined");
    team.here.checkout("main");
    let done = state(&team.here);
    team.semflow(&["release", "abort"]).fails_with(3).warns("git switch develop");
    assert_eq!(state(&team.here), done);
    team.here.checkout("develop");
    team.semflow(&["release", "abort"]).ends_with(0);
    assert_eq!(state(&team.here).but_index(), before);
    team.is_sound();
}

#[test]
fn a_remote_that_moves_before_the_push_is_planned_for_anew() {
    let team = published();
    // Between the plan and the push: the hook is what comes last before it.
    team.protect("main");
    team.semflow(&["release", "finish", "--push"]).ends_with(4).warns("hook declined");
    team.remote.remove("hooks/update");
    let theirs = colleague_commits(&team, "develop", "theirs.txt");
    let said = team.semflow(&["release", "continue"]);
    said.says("v1.1.0\n").warns("the remote has moved: planning anew");
    holds(&team.here, "develop", &theirs);
    same(&team.here, &team.remote, &["develop", "main", "v1.1.0"]);
    assert_eq!(team.here.read("theirs.txt"), "of a colleague\n");
    team.is_sound();
}

#[test]
fn what_a_colleague_pushed_to_the_branch_is_released_as_well() {
    let team = published();
    let theirs = colleague_commits(&team, "release/v1.1.0", "theirs.txt");
    team.semflow(&["release", "finish", "--push"]).says("v1.1.0\n");
    holds(&team.here, "v1.1.0", &theirs);
    assert_eq!(names(&team.remote), "develop main v1.0.0 v1.1.0");
    team.is_sound();
}

#[test]
fn what_a_colleague_pushed_to_the_branch_unseen_is_not_deleted() {
    let team = published();
    let theirs = colleague_commits(&team, "release/v1.1.0", "theirs.txt");
    let remote = refs(&team.remote);
    let said = team.semflow(&["release", "finish", "--push", "--no-fetch"]);
    said.ends_with(4).warns("release/v1.1.0: stale info").warns("semflow release continue");
    assert_eq!(refs(&team.remote), remote);
    let said = team.semflow(&["release", "continue"]);
    said.ends_with(0).warns("planning anew");
    holds(&team.here, "v1.1.0", &theirs);
    assert_eq!(names(&team.remote), "develop main v1.0.0 v1.1.0");
    team.is_sound();
}

#[test]
fn branches_that_are_only_on_the_remote_or_behind_it_are_no_obstacle() {
    let team = published();
    let theirs = colleague_commits(&team, "develop", "theirs.txt");
    let topic = id(&team.here, "release/v1.1.0");
    team.here.checkout("develop");
    team.here.git(&["branch", "--quiet", "-D", "release/v1.1.0", "main"]);
    team.semflow(&["release", "finish", "1.1.0", "--push"]).says("v1.1.0\n");
    holds(&team.here, "main", &topic);
    holds(&team.here, "develop", &theirs);
    same(&team.here, &team.remote, &["develop", "main", "v1.1.0"]);
    assert_eq!(names(&team.remote), "develop main v1.0.0 v1.1.0");
    assert_eq!(team.here.read("theirs.txt"), "of a colleague\n");
    team.is_sound();
}

#[test]
fn branches_that_went_different_ways_are_told_all_at_once() {
    let team = published();
    colleague_commits(&team, "develop", "theirs.txt");
    colleague_commits(&team, "main", "theirs.txt");
    for branch in ["develop", "main"] {
        team.here.checkout(branch);
        team.here.commit("fix: not pushed");
    }
    let before = team.here.git(&["for-each-ref", "refs/heads", "refs/tags"]);
    let said = team.semflow(&["release", "finish", "1.1.0"]);
    said.fails_with(3).warns("main and origin/main have gone different ways");
    said.warns("develop and origin/develop have gone different ways");
    assert_eq!(team.here.git(&["for-each-ref", "refs/heads", "refs/tags"]), before);
    team.is_sound();
}

#[test]
fn a_tag_that_only_the_remote_has_is_found_before_anything_happens() {
    let team = published();
    let colleague = team.colleague();
    colleague.git(&["tag", "v1.1.0", "origin/main"]);
    colleague.git(&["push", "--quiet", "origin", "v1.1.0"]);
    let before = team.here.git(&["for-each-ref", "refs/heads"]);
    let said = team.semflow(&["release", "finish", "--push"]);
    said.fails_with(3).warns("the tag v1.1.0 is there already");
    assert_eq!(team.here.git(&["for-each-ref", "refs/heads"]), before);
    team.is_sound();
}

#[test]
fn a_remote_that_cannot_be_reached_stops_it_unless_nobody_asks() {
    let team = published();
    team.here.git(&["remote", "set-url", "origin", "/nowhere/at/all"]);
    let before = state(&team.here);
    let said = team.semflow(&["release", "finish"]);
    said.ends_with(4).warns("--no-fetch");
    assert_eq!(state(&team.here), before);
    team.semflow(&["release", "finish", "--no-fetch"]).says("v1.1.0\n");
    holds(&team.here, "develop", "v1.1.0");
}

#[test]
fn a_remote_that_cannot_push_all_or_nothing_gets_nothing() {
    let team = published();
    team.remote.git(&["config", "receive.advertiseAtomic", "false"]);
    let remote = refs(&team.remote);
    let said = team.semflow(&["release", "finish", "--push"]);
    said.ends_with(4).warns("cannot take several refs all at once");
    assert_eq!(refs(&team.remote), remote);
    team.semflow(&["release", "continue", "--no-push"]).says("v1.1.0\n");
    team.is_sound();
}

/// Merges the release branch on the remote, as a forge does it for a pull request; returns the commit.
fn merged_on_the_remote(team: &Team, is_squashed: bool, deletes: bool) -> String {
    let forge = team.colleague();
    forge.checkout("main");
    let merged = match is_squashed {
        true => {
            forge.git(&["merge", "--quiet", "--squash", "origin/release/v1.1.0"]);
            let body = forge.git(&["log", "--format=%B", "main..origin/release/v1.1.0"]);
            forge.commit(&format!("Release 1.1.0 (#7)\n\n{body}"))
        }
        false => forge
            .merge("origin/release/v1.1.0", "Merge pull request #7 from example/release/v1.1.0"),
    };
    forge.git(&["push", "--quiet", "origin", "main"]);
    if deletes {
        forge.git(&["push", "--quiet", "origin", ":release/v1.1.0"]);
    }
    merged
}

fn pull_request(is_squashed: bool, deletes: bool) {
    let team = Team::releasing();
    team.protect("main");
    team.semflow(&["release", "finish", "--pr"]).ends_with(0);
    assert_eq!(names(&team.remote), "develop main release/v1.1.0 v1.0.0");
    team.remote.remove("hooks/update");
    let merged = merged_on_the_remote(&team, is_squashed, deletes);
    team.protect("main");
    team.semflow(&["release", "finish", "1.1.0", "--merged", "--push"]).says("v1.1.0\n");
    assert_eq!(id(&team.here, "v1.1.0^{commit}"), merged);
    assert_eq!(id(&team.here, "main"), merged);
    assert_eq!(subjects(&team.here, "develop", 1), ["Merge tag 'v1.1.0' into develop"]);
    same(&team.here, &team.remote, &["main", "develop", "v1.1.0"]);
    assert_eq!(names(&team.here), "develop main v1.0.0 v1.1.0");
    assert_eq!(names(&team.remote), "develop main v1.0.0 v1.1.0");
    assert!(team.here.git(&["show", "develop:CHANGELOG.md"]).contains("1.1.0"));
    team.is_sound();
}

#[test]
fn a_pull_request_that_was_merged_is_tagged_and_merged_back() {
    pull_request(false, false);
    pull_request(false, true);
}

#[test]
fn a_pull_request_that_was_squashed_is_tagged_and_merged_back() {
    pull_request(true, false);
    pull_request(true, true);
}

#[test]
fn a_protected_develop_gets_a_branch_for_the_merge_back() {
    let team = Team::releasing();
    team.semflow(&["release", "finish", "--pr"]).ends_with(0);
    let merged = merged_on_the_remote(&team, false, true);
    team.remote_hook("update", "test \"$1\" != refs/heads/main -a \"$1\" != refs/heads/develop");
    let develop = id(&team.remote, "develop");
    team.semflow(&["release", "finish", "1.1.0", "--merged", "--pr"]).says("v1.1.0\n");
    assert_eq!(id(&team.remote, "v1.1.0^{commit}"), merged);
    assert_eq!(id(&team.remote, "backmerge/v1.1.0"), merged);
    assert_eq!(id(&team.remote, "develop"), develop);
    team.is_sound();
}

#[test]
fn merged_is_not_believed_where_nothing_was_merged() {
    let team = published();
    let main = id(&team.here, "main");
    let before = refs(&team.here);
    let said = team.semflow(&["release", "finish", "--merged", "--push"]);
    said.fails_with(3).warns("main has no merge of release/v1.1.0").warns("without `--merged`");
    assert_eq!((refs(&team.here), id(&team.remote, "main")), (before, main));
    lacks(&team.here, "main", "release/v1.1.0");
    team.is_sound();
}

#[test]
fn a_finish_in_a_clone_that_has_only_one_branch_brings_the_others() {
    let team = published();
    let clone: Repo = team.remote.clone_with(&[]);
    for (key, value) in [("user.name", "Ada"), ("user.email", "ada@example.com")] {
        clone.git(&["config", key, value]);
    }
    semflow(&clone, &["release", "finish", "1.1.0", "--push"]).says("v1.1.0\n");
    same(&clone, &team.remote, &["develop", "main", "v1.1.0"]);
    assert_eq!(names(&team.remote), "develop main v1.0.0 v1.1.0");
    assert_eq!(clone.git(&["status", "--porcelain"]), "");
    assert_eq!(clone.git(&["branch", "--show-current"]), "develop");
}
