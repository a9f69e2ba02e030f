//! Where a repository lies and what state it is in: each state has its answer or its own failure.

use crate::support::repository::Repo;
use crate::support::run::{Run, semflow};

const COMMANDS: [&[&str]; 4] =
    [&["next-version"], &["current-version"], &["changelog"], &["notes"]];

#[test]
fn a_bare_repository_answers_like_its_work_tree() {
    let repo = Repo::released("v1.0.0");
    repo.commit("feat: more");
    let bare = repo.bare_clone();
    semflow(&bare, &["next-version"]).answers("1.1.0\n");
    for command in COMMANDS {
        let changelog = semflow(&bare, command);
        changelog.ends_with(0);
        if command != ["changelog"] && command != ["notes"] {
            assert_eq!(changelog, semflow(&repo, command), "{command:?}");
        }
    }
}

#[test]
fn a_linked_work_tree_has_a_head_of_its_own_and_the_tags_of_all() {
    let repo = Repo::released("v1.0.0");
    repo.git(&["worktree", "add", "--quiet", "-b", "topic", "../linked"]);
    repo.commit("fix: only on main");
    let linked = || Run::on(&repo).within("../linked");
    linked().semflow(&["next-version"]).answers("1.0.0\n");
    semflow(&repo, &["next-version"]).answers("1.0.1\n");
    repo.git(&["-C", "../linked", "commit", "--quiet", "--allow-empty", "-m", "feat: topic"]);
    linked().semflow(&["next-version"]).answers("1.1.0\n");
    semflow(&repo, &["next-version"]).answers("1.0.1\n");
}

#[test]
fn a_subdirectory_is_part_of_the_repository_above() {
    let repo = Repo::released("v1.0.0");
    repo.write("a/b/file.txt", "");
    repo.commit("feat: more");
    Run::on(&repo).within("a/b").semflow(&["next-version"]).answers("1.1.0\n");
}

#[test]
fn git_dir_names_the_repository_outright() {
    let (repo, none) = (Repo::released("v1.0.0"), Repo::none());
    let git_dir = repo.path().join(".git");
    let run = Run::on(&none).env("GIT_DIR", git_dir.to_str().unwrap());
    run.semflow(&["next-version"]).answers("1.0.0\n");
    let other = Repo::released("v2.0.0");
    let run = Run::on(&other).env("GIT_DIR", git_dir.to_str().unwrap());
    run.semflow(&["next-version"]).answers("1.0.0\n");
    let broken = Run::on(&repo).env("GIT_DIR", "nowhere").semflow(&["next-version"]);
    broken.fails_with(3).warns("nowhere");
}

#[test]
fn a_submodule_is_a_repository_of_its_own() {
    let (outer, inner) = (Repo::released("v9.0.0"), Repo::released("v1.0.0"));
    inner.commit("fix: inner");
    let from = inner.path().to_string_lossy().into_owned();
    let allow = "protocol.file.allow=always";
    outer.git(&["-c", allow, "submodule", "--quiet", "add", &from, "inner"]);
    outer.commit("feat: take inner in");
    Run::on(&outer).within("inner").semflow(&["next-version"]).answers("1.0.1\n");
    semflow(&outer, &["next-version"]).answers("9.1.0\n");
}

#[test]
fn the_option_c_runs_as_if_started_there() {
    let repo = Repo::released("v1.0.0");
    repo.write("below/file.txt", "");
    repo.write("below/cliff.toml", "[commits]\nbump = { docs = \"minor\" }\n");
    repo.commit("docs: tell");
    let run = || Run::on(&repo).within("..");
    run().semflow(&["-C", "repository", "next-version"]).answers("1.0.0\n");
    run().semflow(&["next-version", "-C", "repository/below"]).answers("1.1.0\n");
    semflow(&repo, &["-C", "missing", "next-version"]).fails_with(2).warns("missing");
    semflow(&repo, &["-C", "below/file.txt", "next-version"]).fails_with(2).warns("takes a folder");
}

#[test]
fn outside_of_a_repository_the_failure_names_the_folder() {
    let none = Repo::none();
    for command in COMMANDS {
        let failed = semflow(&none, command);
        failed.fails_with(3).warns("there is no git repository").warns("folder");
    }
}

#[test]
fn an_unborn_branch_is_named() {
    let repo = Repo::new();
    for command in COMMANDS {
        semflow(&repo, command).fails_with(3).warns("no commit yet").warns("branch main");
    }
}

#[test]
fn a_detached_head_answers_for_its_commit() {
    let repo = Repo::released("v1.0.0");
    let fix = repo.commit("fix: one");
    repo.commit("feat: two");
    repo.checkout(&fix);
    semflow(&repo, &["next-version"]).answers("1.0.1\n");
    repo.checkout("v1.0.0");
    semflow(&repo, &["current-version"]).answers("1.0.0\n");
    semflow(&repo, &["changelog"]).prints("[1.0.0]").omits("one");
}

#[test]
fn a_dirty_tree_does_not_matter_to_what_only_reads() {
    let repo = Repo::new();
    repo.write("file.txt", "committed\n");
    repo.commit("feat: begin");
    repo.tag("v1.0.0");
    repo.commit("fix: one");
    let clean: Vec<_> = COMMANDS.map(|command| semflow(&repo, command)).to_vec();
    repo.write("file.txt", "changed\n");
    repo.write("untracked.txt", "");
    repo.write("staged.txt", "");
    repo.git(&["add", "staged.txt"]);
    let dirty: Vec<_> = COMMANDS.map(|command| semflow(&repo, command)).to_vec();
    assert_eq!(clean, dirty);
}

#[test]
fn an_unfinished_merge_is_named_with_the_way_out() {
    let repo = Repo::new();
    repo.write("file.txt", "base\n");
    repo.commit("feat: begin");
    repo.branch("topic");
    repo.write("file.txt", "main\n");
    repo.commit("fix: here");
    repo.checkout("topic");
    repo.write("file.txt", "topic\n");
    repo.commit("fix: there");
    repo.checkout("main");
    assert!(!repo.can_git(&["merge", "topic"]));
    for command in COMMANDS {
        semflow(&repo, command)
            .fails_with(3)
            .warns("a merge is in progress with unmerged files")
            .warns("git merge --abort");
    }
}

#[test]
fn each_unfinished_operation_goes_by_its_name() {
    for (operation, begin) in
        [("rebase", ["rebase", "topic"]), ("cherry-pick", ["cherry-pick", "topic"])]
    {
        let repo = Repo::new();
        repo.write("file.txt", "base\n");
        repo.commit("feat: begin");
        repo.branch("topic");
        repo.write("file.txt", "main\n");
        repo.commit("fix: here");
        repo.checkout("topic");
        repo.write("file.txt", "topic\n");
        repo.commit("fix: there");
        repo.checkout("main");
        assert!(!repo.can_git(&begin));
        semflow(&repo, &["next-version"])
            .fails_with(3)
            .warns(&format!("a {operation} is in progress"))
            .warns(&format!("git {operation} --abort"));
    }
}

#[test]
fn a_repository_with_sha_256_ids_is_refused_clearly() {
    let Some(repo) = Repo::sha256() else { return };
    repo.commit("feat: begin");
    semflow(&repo, &["next-version"]).fails_with(3).warns("SHA-256");
}

#[test]
fn an_empty_repository_folder_is_no_repository() {
    let none = Repo::none();
    none.write(".git/HEAD", "nonsense\n");
    semflow(&none, &["next-version"]).fails_with(3);
}

#[test]
fn a_broken_head_is_a_failure_and_not_a_number() {
    let repo = Repo::released("v1.0.0");
    repo.write(".git/HEAD", "nonsense\n");
    semflow(&repo, &["next-version"]).fails_with(3);
}

#[test]
fn a_missing_object_is_a_failure_that_names_it() {
    let repo = Repo::released("v1.0.0");
    let lost = repo.commit("feat: lost");
    repo.commit("fix: kept");
    let (folder, file) = lost.split_at(2);
    repo.remove(&format!(".git/objects/{folder}/{file}"));
    for command in [&["next-version"][..], &["changelog"], &["notes", "-u"]] {
        semflow(&repo, command).fails_with(4).warns(&lost).warns("missing").warns("git fsck");
    }
}

#[test]
fn a_head_that_is_not_there_is_a_failure_and_not_a_number() {
    let repo = Repo::released("v1.0.0");
    let lost = repo.commit("feat: lost");
    let (folder, file) = lost.split_at(2);
    repo.remove(&format!(".git/objects/{folder}/{file}"));
    for command in COMMANDS {
        semflow(&repo, command).fails_with(4).warns(&lost);
    }
}

#[test]
fn nothing_is_written_by_a_command_that_only_reads() {
    let repo = Repo::released("v1.0.0");
    repo.commit("feat: more");
    let before = repo.listing();
    for command in COMMANDS {
        semflow(&repo, command).ends_with(0);
    }
    assert_eq!(repo.listing(), before);
}
