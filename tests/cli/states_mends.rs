//! Clones without all objects, refs written by other programs, stopped operations, and what a
//! failure and an explanation look like from outside.

use std::path::Path;

use semflow::domain::history::grafts::Grafts;
use semflow::git::repository::Repository;

use crate::support::repository::Repo;
use crate::support::run::semflow;

/// A repository whose file has one text here, and another on the branch `topic`.
fn divided() -> Repo {
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
    repo
}

/// Returns a bare clone without the objects that a filter leaves out.
fn partial_clone(repo: &Repo, filter: &str) -> Repo {
    repo.git(&["config", "uploadpack.allowFilter", "true"]);
    repo.git(&["config", "uploadpack.allowAnySHA1InWant", "true"]);
    let clone = Repo::none();
    let from = format!("file://{}", repo.path().display());
    let filter = format!("--filter={filter}");
    clone.git(&["clone", "--quiet", "--bare", &filter, &from, "."]);
    clone
}

#[test]
fn a_file_that_a_partial_clone_left_out_is_not_overlooked() {
    let repo = Repo::new();
    repo.write("VERSION", "3.1.0\n");
    repo.commit("feat: begin");
    for filter in ["blob:none", "tree:0"] {
        let clone = partial_clone(&repo, filter);
        let refused = semflow(&clone, &["next-version"]);
        refused.fails_with(3).warns(":VERSION").warns("git show");
        let command = refused.stderr.split('`').nth(1).unwrap();
        let arguments: Vec<_> = command.split(' ').skip(1).collect();
        assert_eq!(clone.git(&arguments), "3.1.0");
        semflow(&clone, &["next-version", "-q"]).answers("3.1.0\n");
    }
}

#[test]
fn a_folder_with_the_name_of_a_file_holds_no_version() {
    let repo = Repo::new();
    repo.write("VERSION/file.txt", "3.1.0\n");
    repo.commit("feat: begin");
    semflow(&repo, &["next-version"]).answers("0.1.0\n");
    let opened = Repository::open(repo.path(), None).unwrap();
    let head = opened.head().unwrap().id;
    let file = |path| opened.file_at(head, Path::new(path)).unwrap();
    assert_eq!(file("VERSION/file.txt").as_deref(), Some(&b"3.1.0\n"[..]));
    assert_eq!((file("VERSION"), file("VERSION/none"), file("none/none")), (None, None, None));
}

#[test]
fn packed_refs_in_any_order_are_found() {
    let repo = Repo::released("v1.0.0");
    let head = repo.git(&["rev-parse", "HEAD"]);
    repo.git(&["tag", "-d", "v1.0.0"]);
    let names = ["refs/tags/v1.0.0", "refs/heads/main", "refs/tags/a", "refs/tags/v0.9.0"];
    let lines = names.map(|name| format!("{head} {name}\n")).concat();
    repo.remove(".git/refs/heads/main");
    for header in ["", "# pack-refs with: peeled fully-peeled \n"] {
        repo.write(".git/packed-refs", &format!("{header}{lines}"));
        semflow(&repo, &["next-version"]).answers("1.0.0\n");
    }
}

#[test]
fn a_lock_beside_a_tag_is_no_tag() {
    let repo = Repo::released("v1.0.0");
    let head = repo.commit("fix: one");
    repo.write(".git/refs/tags/v9.0.0-rc.lock", &format!("{head}\n"));
    repo.write(".git/refs/tags/v9.0.0.lock", "");
    semflow(&repo, &["next-version"]).answers("1.0.1\n");
    semflow(&repo, &["current-version", "--pre"]).answers("1.0.0\n");
}

#[test]
fn refs_in_reftables_are_refused_with_the_command_that_turns_them_into_files() {
    let repo = Repo::none();
    if !repo.can_git(&["init", "--quiet", "--ref-format=reftable"]) {
        return;
    }
    repo.commit("feat: begin");
    semflow(&repo, &["next-version"])
        .fails_with(3)
        .warns("reftable")
        .warns("git refs migrate --ref-format=files");
}

#[test]
fn a_replacement_of_a_replacement_is_followed() {
    let repo = Repo::released("v1.0.0");
    let base = repo.git(&["rev-parse", "v1.0.0"]);
    let fix = repo.commit("fix: one");
    let feature = repo.raw_commit(&[&base], 1_704_067_300, b"feat: one\n");
    let breaking = repo.raw_commit(&[&base], 1_704_067_300, b"feat!: one\n");
    repo.git(&["update-ref", &format!("refs/replace/{fix}"), &feature]);
    semflow(&repo, &["next-version"]).answers("1.1.0\n");
    repo.git(&["update-ref", &format!("refs/replace/{feature}"), &breaking]);
    semflow(&repo, &["next-version"]).answers("2.0.0\n");
    repo.git(&["config", "core.useReplaceRefs", "false"]);
    semflow(&repo, &["next-version"]).answers("1.0.1\n");
}

#[test]
fn replacements_can_be_switched_off_by_the_caller() {
    let repo = Repo::released("v1.0.0");
    let base = repo.git(&["rev-parse", "v1.0.0"]);
    let fix = repo.commit("fix: one");
    let feature = repo.raw_commit(&[&base], 1_704_067_300, b"feat: one\n");
    repo.git(&["replace", &fix, &feature]);
    let replaced = |is_replacing| {
        let opened = Repository::open(repo.path(), None).unwrap().replacing(is_replacing);
        opened.with_replacements(Grafts::default()).unwrap().replaced.len()
    };
    assert_eq!((replaced(true), replaced(false)), (1, 0));
}

#[test]
fn unmerged_files_of_a_stash_or_a_squash_are_refused_until_they_are_resolved() {
    let (stash, squash) = (divided(), divided());
    stash.write("file.txt", "stashed\n");
    stash.git(&["stash", "--quiet"]);
    stash.write("file.txt", "other\n");
    stash.commit("fix: other");
    assert!(!stash.can_git(&["stash", "pop"]));
    assert!(!squash.can_git(&["merge", "--squash", "topic"]));
    for repo in [stash, squash] {
        semflow(&repo, &["next-version"])
            .fails_with(3)
            .warns("stash or squashed merge")
            .warns("unmerged files")
            .warns("git status");
        repo.git(&["add", "file.txt"]);
        semflow(&repo, &["next-version"]).ends_with(0);
    }
}

#[test]
fn a_failure_reads_what_where_and_what_to_do() {
    let repo = Repo::new();
    let failed = semflow(&repo, &["next-version"]);
    let expected = "error: this repository has no commit yet\n  at branch main\n\
                    hint: make the first commit, then run this again\n";
    assert_eq!(failed.fails_with(3).stderr, expected);
}

#[test]
fn an_explanation_leaves_standard_output_to_the_version() {
    let repo = Repo::released("v1.0.0");
    repo.commit("fix: one \u{1b}[31m");
    for (format, version) in [("semver", "1.0.1\n"), ("tag", "v1.0.1\n"), ("core", "1.0.1\n")] {
        let explained = semflow(&repo, &["next-version", "--explain", "--format", format]);
        explained.says(version).warns("1 commit decides the level, patch").warns("\\x1b[31m");
    }
    let plain = semflow(&repo, &["next-version", "--format", "dotenv"]);
    let explained = semflow(&repo, &["next-version", "--format", "dotenv", "--explain"]);
    explained.says(&plain.stdout).warns("1 commit decides the level");
    semflow(&repo, &["next-version", "--explain", "-q"]).warns("1 commit decides the level");
    let json = semflow(&repo, &["next-version", "--explain", "--json"]);
    json.ends_with(0);
    assert_eq!(json.stderr, "");
}

#[test]
fn a_tag_that_a_shell_would_act_on_is_quoted_for_dotenv() {
    let repo = Repo::released("$(id);1.0.0");
    let dotenv = semflow(&repo, &["next-version", "--format", "dotenv"]);
    dotenv.prints("SEMFLOW_TAG='$(id);1.0.0'\n").prints("SEMFLOW_VERSION=1.0.0\n");
}

#[test]
fn the_bots_of_a_project_are_read_like_the_known_ones() {
    let repo = Repo::released("v1.0.0");
    repo.commit("fix: take the new parser\n\nBREAKING CHANGE: of the parser, not of ours");
    semflow(&repo, &["next-version"]).answers("2.0.0\n");
    repo.write("cliff.toml", "[commits]\nbots = [\"Ada Example\"]\n");
    semflow(&repo, &["next-version"]).answers("1.0.1\n");
    repo.write("cliff.toml", "[commits]\nbots = \"Ada Example\"\n");
    semflow(&repo, &["next-version"]).fails_with(2).warns("a list of texts");
    repo.write("cliff.toml", "[commits]\nbots = [\"a\", []]\n");
    semflow(&repo, &["next-version"]).fails_with(2).warns("`commits.bots[1]` must be a text");
}
