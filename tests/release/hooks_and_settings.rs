//! Hooks, filters and settings: those of git, of git-flow, and of the repository.

use crate::support::repository::Repo;
use crate::support::run::{Run, semflow};
use crate::world::{
    Team, bytes, holds, id, is_there, lacks, names, path, put, refs, same, state, subjects,
};

/// Has a hook write down that it ran, and with what.
fn noting(team: &Team, name: &str) {
    team.hook(name, &format!("echo \"{name} $#\" >> \"$(git rev-parse --git-common-dir)/ran\""));
}

fn ran(team: &Team) -> Vec<String> {
    let text = String::from_utf8_lossy(&bytes(&team.here.path().join(".git/ran"))).into_owned();
    text.lines().map(str::to_owned).collect()
}

#[test]
fn hooks_of_git_run_as_git_runs_them() {
    let team = Team::releasing();
    for name in ["pre-commit", "prepare-commit-msg", "commit-msg", "pre-merge-commit", "pre-push"] {
        noting(&team, name);
    }
    noting(&team, "post-checkout");
    team.semflow(&["release", "finish", "--push"]).says("v1.1.0\n");
    let expected = [
        "pre-commit 0",
        "prepare-commit-msg 2",
        "commit-msg 1",
        "pre-merge-commit 0",
        "prepare-commit-msg 2",
        "commit-msg 1",
        "pre-merge-commit 0",
        "prepare-commit-msg 2",
        "commit-msg 1",
        "pre-push 2",
        "post-checkout 3",
    ];
    assert_eq!(ran(&team), expected);
    team.is_sound();
}

#[test]
fn pre_commit_sees_the_files_of_the_release_as_they_are_staged() {
    let team = Team::releasing();
    let seen = path(&team.here.path().join(".git/seen"));
    team.hook(
        "pre-commit",
        &format!(
            "git diff --cached --name-only > '{seen}'\ngit show :CHANGELOG.md | grep -q '1.1.0'"
        ),
    );
    team.semflow(&["release", "finish"]).says("v1.1.0\n");
    assert_eq!(String::from_utf8_lossy(&bytes(seen.as_ref())), "CHANGELOG.md\n");
    team.is_sound();
}

#[test]
fn a_hook_that_refuses_leaves_everything_as_it_was() {
    for hook in [
        "pre-commit",
        "prepare-commit-msg",
        "commit-msg",
        "pre-merge-commit",
        "pre-flow-release-finish",
    ] {
        let team = Team::releasing();
        team.here.write("notes.txt", "mine, not tracked\n");
        team.hook(hook, "echo 'not today' >&2; exit 1");
        let before = state(&team.here);
        let said = team.semflow(&["release", "finish"]);
        said.fails_with(4).warns("not today").warns(&format!("the hook `{hook}` has refused"));
        assert_eq!(state(&team.here), before, "{hook}");
        team.semflow(&["release", "finish", "--no-verify"]).says("v1.1.0\n");
        team.is_sound();
    }
}

#[test]
fn pre_commit_may_change_what_is_committed() {
    let team = Team::releasing();
    team.hook("pre-commit", "echo generated > gen.tmp && git add -f gen.tmp && rm gen.tmp");
    team.semflow(&["release", "finish"]).says("v1.1.0\n");
    assert_eq!(team.here.git(&["show", "v1.1.0^2:gen.tmp"]), "generated");
    assert_eq!(team.here.read("gen.tmp"), "generated\n");
    team.is_sound();
}

#[test]
fn hooks_may_change_messages() {
    let team = Team::releasing();
    team.hook("prepare-commit-msg", "echo >> \"$1\"; echo \"Source: $2\" >> \"$1\"");
    team.hook("commit-msg", "sed -i.old -e '1s/$/ [signed off]/' \"$1\"");
    team.semflow(&["release", "finish"]).says("v1.1.0\n");
    let message = team.here.git(&["show", "-s", "--format=%B", "main"]);
    assert_eq!(
        message.trim_end(),
        "Merge branch 'release/v1.1.0' into main [signed off]\n\nSource: merge"
    );
    let message = team.here.git(&["show", "-s", "--format=%B", "main^2"]);
    assert!(message.starts_with("chore(release): 1.1.0 [signed off]\n"), "{message}");
    assert!(message.contains("Source: message"), "{message}");
    team.is_sound();
}

#[test]
fn the_hook_of_semflow_accepts_what_semflow_writes() {
    let team = Team::releasing();
    team.semflow(&["hook", "install"]).ends_with(0);
    team.semflow(&["release", "finish"]).says("v1.1.0\n");
    team.here.write("cliff.toml", "[release]\ncommit_message = 'Released {version}'\n");
    team.here.commit("feat: more");
    team.semflow(&["release", "start"]).says("release/v1.2.0\n");
    team.here.commit("fix: a detail");
    let before = state(&team.here);
    team.semflow(&["release", "finish"]).fails_with(4).warns("commit-msg");
    assert_eq!(state(&team.here), before);
    team.is_sound();
}

#[test]
fn pre_push_may_refuse_and_nothing_is_pushed() {
    let team = Team::releasing();
    team.hook(
        "pre-push",
        "cat > \"$(git rev-parse --git-dir)/pushed\"; echo 'not now' >&2; exit 1",
    );
    let remote = refs(&team.remote);
    let said = team.semflow(&["release", "finish", "--push"]);
    said.ends_with(4).warns("not now").warns("release continue").warns("release abort");
    assert_eq!(refs(&team.remote), remote);
    let seen = String::from_utf8_lossy(&bytes(&team.here.path().join(".git/pushed"))).into_owned();
    for name in ["refs/heads/main", "refs/heads/develop", "refs/tags/v1.1.0"] {
        assert!(seen.contains(name), "{seen}");
    }
    team.here.remove(".git/hooks/pre-push");
    team.semflow(&["release", "continue"]).says("v1.1.0\n");
    same(&team.here, &team.remote, &["main", "develop", "v1.1.0"]);
    team.is_sound();
}

#[test]
fn hooks_of_git_flow_run_around_with_their_arguments_and_variables() {
    let team = Team::new();
    let log = path(&team.here.path().join(".git/flow"));
    for name in [
        "pre-flow-release-start",
        "post-flow-release-start",
        "pre-flow-release-finish",
        "post-flow-release-finish",
    ] {
        let script = format!("echo \"{name} $1 $2 $3 $4 $BRANCH_TYPE $VERSION\" >> '{log}'");
        team.hook(name, &script);
    }
    team.semflow(&["release", "start"]).says("release/v1.1.0\n");
    team.here.commit("fix: a detail");
    team.semflow(&["release", "finish"]).says("v1.1.0\n");
    let rest = "v1.1.0 origin release/v1.1.0 main release v1.1.0";
    let expected = format!(
        "pre-flow-release-start {rest}\npost-flow-release-start {rest}\n\
         pre-flow-release-finish {rest}\npost-flow-release-finish {rest}\n"
    );
    assert_eq!(String::from_utf8_lossy(&bytes(log.as_ref())), expected);
    team.is_sound();
}

#[test]
fn filters_of_git_flow_have_the_last_word() {
    let team = Team::new();
    team.hook("filter-flow-release-start-version", "echo \"v3.0.0\"");
    team.semflow(&["release", "start", "2.0.0"]).says("release/v3.0.0\n");
    team.here.commit("fix: a detail");
    team.hook("filter-flow-release-finish-tag-message", "echo \"Filtered $2\"; echo; echo \"$1\"");
    team.semflow(&["release", "finish"]).says("v3.0.0\n");
    let message = team.here.git(&["tag", "--list", "--format=%(contents)", "v3.0.0"]);
    assert!(message.starts_with("Filtered 3.0.0\n\nv3.0.0\n"), "{message}");
    team.is_sound();
}

#[test]
fn the_configuration_of_git_flow_is_followed() {
    let here = Repo::new();
    here.commit("feat: begin");
    here.git(&["tag", "-a", "-m", "1.0.0", "ver1.0.0"]);
    here.git(&["branch", "--move", "production"]);
    here.start("next");
    here.write("b.txt", "b\n");
    here.commit("feat: add b");
    let team = Team::around(here);
    for (key, value) in [
        ("gitflow.branch.master", "production"),
        ("gitflow.branch.develop", "next"),
        ("gitflow.prefix.release", "rel-"),
        ("gitflow.prefix.hotfix", "fix-"),
        ("gitflow.prefix.versiontag", "ver"),
        ("gitflow.release.finish.push", "true"),
        ("gitflow.release.finish.keep", "true"),
    ] {
        team.here.git(&["config", key, value]);
    }
    team.semflow(&["release", "start", "1.1.0"]).says("rel-ver1.1.0\n");
    team.here.commit("fix: a detail");
    team.semflow(&["release", "finish"]).says("ver1.1.0\n");
    holds(&team.here, "production", "ver1.1.0");
    holds(&team.here, "next", "ver1.1.0");
    same(&team.here, &team.remote, &["production", "next", "ver1.1.0"]);
    assert_eq!(names(&team.here), "next production rel-ver1.1.0 ver1.0.0 ver1.1.0");
    team.semflow(&["hotfix", "start"]).says("fix-ver1.1.1\n");
    team.here.commit("fix: mend it");
    team.semflow(&["hotfix", "finish", "--no-push"]).says("ver1.1.1\n");
    assert!(!team.remote.can_git(&["rev-parse", "--verify", "ver1.1.1"]));
    team.is_sound();
}

#[test]
fn no_back_merge_is_made_where_none_is_wanted() {
    for by_flag in [true, false] {
        let team = Team::releasing();
        let develop = id(&team.here, "develop");
        let flags: &[&str] = if by_flag { &["--no-back-merge"] } else { &[] };
        if !by_flag {
            team.here.git(&["config", "gitflow.release.finish.nobackmerge", "true"]);
        }
        team.semflow(&[&["release", "finish"], flags].concat()).says("v1.1.0\n");
        assert_eq!(id(&team.here, "develop"), develop);
        assert_eq!(id(&team.here, "v1.1.0^{commit}"), id(&team.here, "main"));
        team.is_sound();
    }
}

#[test]
fn a_nobody_is_told_to_say_who_they_are() {
    let team = Team::releasing();
    team.here.git(&["config", "--unset", "user.email"]);
    team.here.git(&["config", "user.useConfigOnly", "true"]);
    let before = state(&team.here);
    team.semflow(&["release", "finish"]).fails_with(3).warns("git does not know who commits");
    team.semflow(&["tag", "1.1.0"]).fails_with(3).warns("git does not know who commits");
    assert_eq!(state(&team.here), before);
    let run = Run::on(&team.here).env("GIT_AUTHOR_EMAIL", "eve@example.com");
    let run = run.env("GIT_COMMITTER_EMAIL", "eve@example.com");
    run.semflow(&["release", "finish"]).says("v1.1.0\n");
    assert_eq!(team.here.git(&["show", "-s", "--format=%ae", "main"]), "eve@example.com");
}

#[test]
fn merge_drivers_and_attributes_decide_as_they_do_for_git() {
    let team = Team::in_conflict();
    team.here.checkout("develop");
    team.here.write(".gitattributes", "a.txt merge=mine\n");
    team.here.commit("chore: merge a by hand");
    team.here.checkout("release/v1.1.0");
    team.here.write(".gitattributes", "a.txt merge=mine\n");
    team.here.commit("chore: merge a by hand");
    team.here.git(&["config", "merge.mine.driver", "cat %A %B > %A.new && mv %A.new %A"]);
    team.semflow(&["release", "finish"]).says("v1.1.0\n");
    assert_eq!(team.here.git(&["show", "develop:a.txt"]), "of develop\nof the release");
    assert_eq!(team.here.read("a.txt"), "of develop\nof the release\n");
    team.is_sound();
}

#[test]
fn line_ends_and_filters_of_the_work_tree_are_kept() {
    let team = Team::new();
    team.here.write(".gitattributes", "*.md text eol=crlf\n*.dat filter=upper\n");
    team.here.write("CHANGELOG.md", "# Changelog\r\n\r\nAll notable changes.\r\n");
    team.here.git(&["config", "filter.upper.clean", "tr A-Z a-z"]);
    team.here.git(&["config", "filter.upper.smudge", "tr a-z A-Z"]);
    team.here.write("x.dat", "TEXT\n");
    team.here.commit("docs: begin the changelog");
    team.semflow(&["release", "start"]).ends_with(0);
    team.here.write("x.dat", "OTHER TEXT\n");
    team.here.commit("fix: a detail");
    team.semflow(&["release", "finish"]).says("v1.1.0\n");
    let page = team.here.read("CHANGELOG.md");
    assert!(page.contains("1.1.0") && page.lines().count() > 4, "{page}");
    assert_eq!(page.matches('\n').count(), page.matches("\r\n").count(), "{page:?}");
    assert!(!team.here.git(&["show", "HEAD:CHANGELOG.md"]).contains('\r'));
    assert_eq!(team.here.read("x.dat"), "OTHER TEXT\n");
    assert_eq!(team.here.git(&["show", "HEAD:x.dat"]), "other text");
    team.is_sound();
}

#[test]
fn a_sparse_work_tree_stays_sparse() {
    let team = Team::new();
    team.here.write("in/file.txt", "in\n");
    team.here.write("out/file.txt", "out\n");
    team.here.commit("feat: two folders");
    team.semflow(&["release", "start"]).ends_with(0);
    team.here.write("out/file.txt", "out, changed\n");
    team.here.commit("fix: change what is out");
    team.here.git(&["sparse-checkout", "set", "--cone", "in"]);
    team.semflow(&["release", "finish"]).says("v1.1.0\n");
    assert_eq!(team.here.git(&["show", "HEAD:out/file.txt"]), "out, changed");
    let files = team.here.git(&["ls-files", "-t", "out", "in"]);
    assert_eq!(files, "H in/file.txt\nS out/file.txt");
    assert!(!is_there(&team.here.path().join("out")));
    team.is_sound();
}

#[test]
fn a_submodule_stays_at_its_commit() {
    let inner = Repo::released("v9.0.0");
    let team = Team::new();
    let allow = "protocol.file.allow=always";
    let source = path(inner.path());
    team.here.git(&["-c", allow, "submodule", "--quiet", "add", &source, "sub"]);
    team.here.commit("feat: have a submodule");
    team.semflow(&["release", "start"]).says("release/v1.1.0\n");
    team.here.commit("fix: a detail");
    team.semflow(&["release", "finish"]).says("v1.1.0\n");
    assert_eq!(team.here.git(&["rev-parse", "main:sub"]), inner.head());
    assert_eq!(team.here.git(&["-C", "sub", "rev-parse", "HEAD"]), inner.head());
    team.is_sound();
}

#[test]
fn a_pointer_of_lfs_is_no_version() {
    let team = Team::new();
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a2146\nsize 12\n";
    team.here.write("VERSION", pointer);
    team.here.commit("chore: keep VERSION in LFS");
    team.semflow(&["release", "start"]).ends_with(0);
    team.here.commit("fix: a detail");
    let before = state(&team.here);
    let said = team.semflow(&["release", "finish"]);
    assert_ne!(said.code, Some(0), "{said}");
    said.prints_nothing().warns("VERSION");
    assert_eq!(state(&team.here), before);
    team.is_sound();
}

#[test]
fn a_branch_that_another_work_tree_has_is_left_to_it() {
    let team = Team::releasing();
    let other = path(&team.here.path().join("../other"));
    team.here.git(&["worktree", "add", "--quiet", &other, "develop"]);
    let before = state(&team.here);
    let said = team.semflow(&["release", "finish"]);
    said.fails_with(3).warns("develop is checked out in another work tree").warns("other");
    assert_eq!(state(&team.here), before);
    team.here.git(&["-C", &other, "checkout", "--quiet", "--detach"]);
    team.semflow(&["release", "finish"]).says("v1.1.0\n");
    team.is_sound();
}

#[test]
fn a_bare_repository_is_released_without_a_work_tree() {
    let team = Team::releasing();
    let bare = team.here.bare_clone();
    bare.git(&["remote", "remove", "origin"]);
    for (key, value) in [("user.name", "Ada"), ("user.email", "ada@example.com")] {
        bare.git(&["config", key, value]);
    }
    semflow(&bare, &["release", "finish", "1.1.0"]).says("v1.1.0\n");
    holds(&bare, "develop", "v1.1.0");
    assert_eq!(subjects(&bare, "main", 1), ["Merge branch 'release/v1.1.0' into main"]);
    assert_eq!(names(&bare), "develop main v1.0.0 v1.1.0");
}

#[test]
fn a_folder_below_is_as_good_as_the_top() {
    let team = Team::releasing();
    team.here.write("deep/er/file.txt", "x\n");
    team.here.commit("fix: add a folder");
    let run = Run::on(&team.here).within("deep/er");
    run.semflow(&["release", "finish"]).says("v1.1.0\n");
    assert!(team.here.read("CHANGELOG.md").contains("1.1.0"));
    team.semflow(&["release", "undo"]).ends_with(0);
    team.semflow(&["-C", "deep", "release", "finish"]).says("v1.1.0\n");
    team.is_sound();
}

#[test]
fn files_in_the_way_are_named_and_nothing_has_changed() {
    let team = Team::releasing();
    team.here.checkout("develop");
    team.here.write("coming.txt", "of develop\n");
    team.here.commit("feat: add a file");
    team.here.checkout("release/v1.1.0");
    team.here.write("coming.txt", "mine, not tracked\n");
    let before = state(&team.here);
    let said = team.semflow(&["release", "finish"]);
    said.fails_with(3).warns("files that git does not track are in the way").warns("coming.txt");
    assert_eq!(state(&team.here), before);
    let said = team.semflow(&["release", "finish", "--dry-run"]);
    said.fails_with(3).warns("coming.txt");
    team.is_sound();
}

#[test]
fn everything_that_stands_in_the_way_is_told_together() {
    let team = Team::releasing();
    let other = path(&team.here.path().join("../other"));
    team.here.git(&["worktree", "add", "--quiet", &other, "develop"]);
    team.here.git(&["config", "--unset", "user.email"]);
    team.here.git(&["config", "user.useConfigOnly", "true"]);
    team.here.write("a.txt", "changed, not committed\n");
    team.here.git(&["tag", "v1.1.0", "main"]);
    team.here.git(&["bisect", "start"]);
    let before = state(&team.here);
    let said = team.semflow(&["release", "finish"]);
    said.fails_with(3).warns("things stand in the way");
    said.warns("a bisect is in progress").warns("git bisect reset");
    said.warns("files have changes that are not committed: a.txt").warns("git stash");
    said.warns("git does not know who commits");
    said.warns("develop is checked out in another work tree");
    said.warns("the tag v1.1.0 is there already");
    assert_eq!(state(&team.here), before);
    team.semflow(&["release", "status"]).says("nothing is under way\n");
}

#[test]
fn a_branch_without_anything_new_is_not_released() {
    let team = Team::new();
    team.here.checkout("main");
    team.here.branch("release/v1.1.0");
    let before = state(&team.here);
    let said = team.semflow(&["release", "finish", "1.1.0"]);
    said.fails_with(3).warns("release/v1.1.0 has no commit that main lacks").warns("--merged");
    assert_eq!(state(&team.here), before);
}

#[test]
fn one_release_at_a_time_unless_more_are_wanted() {
    let team = Team::releasing();
    team.here.checkout("develop");
    team.here.commit("feat!: something great");
    let said = team.semflow(&["release", "start", "2.0.0"]);
    said.fails_with(3).warns("a release is on its way: release/v1.1.0").warns("several = true");
    team.here.write("cliff.toml", "[release]\nseveral = true\n");
    team.here.commit("chore: allow several releases");
    team.semflow(&["release", "start", "2.0.0"]).says("release/v2.0.0\n");
    let said = team.semflow(&["release", "start", "2.0.0"]);
    said.fails_with(3).warns("release/v2.0.0 is there already");
    team.is_sound();
}

#[test]
fn messages_and_the_changelog_are_as_configured() {
    let team = Team::new();
    let lines = "[release]\nchangelog = 'docs/NEWS.md'\ncommit_message = 'build: {version}'\n\
                 merge_message = 'chore: {branch} → {into}'\nback_merge_message = 'chore: back {tag}'\n\
                 tag_message = 'Version {version}'\nkeep = true\n";
    team.here.write("cliff.toml", lines);
    team.here.commit("chore: configure releases");
    team.semflow(&["release", "start"]).ends_with(0);
    team.here.commit("fix: a detail");
    team.semflow(&["release", "finish"]).says("v1.1.0\n");
    assert_eq!(subjects(&team.here, "develop", 1), ["chore: back v1.1.0"]);
    assert_eq!(subjects(&team.here, "main", 1), ["chore: release/v1.1.0 → main"]);
    assert_eq!(subjects(&team.here, "release/v1.1.0", 1), ["build: 1.1.0"]);
    let message = team.here.git(&["tag", "--list", "--format=%(contents:subject)", "v1.1.0"]);
    assert_eq!(message, "Version 1.1.0");
    assert!(team.here.read("docs/NEWS.md").contains("1.1.0"));
    assert!(!is_there(&team.here.path().join("CHANGELOG.md")));
    lacks(&team.here, "v1.0.0", "v1.1.0");
    team.is_sound();
}

#[test]
fn a_repository_whose_git_folder_is_elsewhere_is_released_as_well() {
    let team = Team::releasing();
    let elsewhere = path(&team.here.path().join("../elsewhere.git"));
    team.here.git(&["init", "--quiet", "--separate-git-dir", &elsewhere]);
    put(&team.here.path().join("../elsewhere.git/info/exclude"), b"ignored\n");
    team.semflow(&["release", "finish"]).says("v1.1.0\n");
    holds(&team.here, "develop", "v1.1.0");
    team.semflow(&["release", "undo"]).ends_with(0);
    assert_eq!(team.here.git(&["branch", "--show-current"]), "release/v1.1.0");
}
