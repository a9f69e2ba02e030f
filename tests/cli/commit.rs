//! `semflow commit` by flags: what git is handed, what it refuses, and what is kept.

use crate::support::repository::Repo;
use crate::support::run::{Output, Run};

/// A repository with one commit and a staged file.
fn staged() -> Repo {
    let repo = Repo::new();
    repo.commit("feat: begin");
    repo.write("a.txt", "a\n");
    repo.git(&["add", "a.txt"]);
    repo
}

fn run(repo: &Repo) -> Run {
    let run = Run::on(repo);
    ["AUTHOR", "COMMITTER"].iter().fold(run, |run, role| {
        run.env(&format!("GIT_{role}_NAME"), "Ada Example")
            .env(&format!("GIT_{role}_EMAIL"), "ada@example.com")
    })
}

fn commit(repo: &Repo, arguments: &[&str]) -> Output {
    run(repo).semflow(&[&["commit"], arguments].concat())
}

fn message(repo: &Repo) -> String {
    repo.git(&["show", "-s", "--format=%B"]).trim_end().to_owned()
}

fn count(repo: &Repo) -> String {
    repo.git(&["rev-list", "--count", "HEAD"])
}

/// Installs a hook.
#[cfg(unix)]
#[expect(clippy::unwrap_used, reason = "a hook has to be a program")]
fn hook(repo: &Repo, name: &str, script: &str) {
    use std::os::unix::fs::PermissionsExt;
    let path = format!(".git/hooks/{name}");
    repo.write(&path, &format!("#!/bin/sh\n{script}\n"));
    let mode = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(repo.path().join(path), mode).unwrap();
}

#[test]
fn flags_suffice_for_a_commit() {
    let repo = staged();
    commit(&repo, &["-t", "fix", "--scope", "api", "close the log"]).ends_with(0);
    assert_eq!(message(&repo), "fix(api): close the log");
    assert_eq!(repo.git(&["status", "--porcelain"]), "");
    assert!(!repo.path().join(".git/semflow/message.txt").try_exists().unwrap());
}

#[test]
fn the_first_commit_of_a_repository_can_be_made() {
    let repo = Repo::new();
    repo.write("a.txt", "a\n");
    repo.git(&["add", "a.txt"]);
    commit(&repo, &["-t", "feat", "-m", "begin"]).ends_with(0);
    assert_eq!(message(&repo), "feat: begin");
}

#[test]
fn every_part_stands_where_git_and_the_specification_want_it() {
    let repo = staged();
    let flags = [
        "-t",
        "feat",
        "-m",
        "add it",
        "--body",
        "Why.",
        "--breaking",
        "the old one is gone",
        "--refs",
        "PROJ-3",
        "--closes",
        "12",
        "--trailer",
        "Reviewed-by=Bo <bo@example.com>",
        "-s",
    ];
    commit(&repo, &flags).ends_with(0);
    let expected = "feat!: add it\n\nWhy.\n\nBREAKING CHANGE: the old one is gone\n\nCloses #12\n\n\
        Refs: PROJ-3\nReviewed-by: Bo <bo@example.com>\n\
        Signed-off-by: Ada Example <ada@example.com>";
    assert_eq!(message(&repo), expected);
    let trailers = repo.git(&["show", "-s", "--format=%(trailers:only)"]);
    assert_eq!(trailers.trim_end().lines().count(), 3, "{trailers}");
}

#[test]
fn a_dry_run_prints_the_message_and_commits_nothing() {
    let repo = Repo::new();
    repo.commit("feat: begin");
    let before = repo.listing();
    commit(&repo, &["-t", "docs", "explain it", "--dry-run"]).answers("docs: explain it\n");
    commit(&repo, &["-t", "dosc", "explain it", "--dry-run"]).fails_with(1).warns("did you mean");
    assert_eq!(repo.listing(), before);
}

#[test]
fn without_a_terminal_the_missing_flags_are_named() {
    let repo = staged();
    commit(&repo, &[]).fails_with(2).warns("`--type TYPE --description TEXT`");
    commit(&repo, &["-t", "fix"]).fails_with(2).warns("give `--description TEXT`");
    commit(&repo, &["mend it"]).fails_with(2).warns("give `--type TYPE`");
    commit(&repo, &["-t", "fix", "a\nb"]).fails_with(2).warns("--body");
    commit(&repo, &["-t", "fix", "a", "--trailer", "nonsense"]).fails_with(2).warns("Reviewed-by=");
    commit(&repo, &["-t", "fix", "a", "-m", "b"]).fails_with(2);
    commit(&repo, &["--retry", "-m", "b"]).fails_with(2);
    assert_eq!(count(&repo), "1");
}

#[test]
fn where_nothing_is_staged_nothing_is_asked() {
    let repo = Repo::new();
    repo.write("a.txt", "a\n");
    repo.commit("feat: begin");
    repo.write("a.txt", "b\n");
    commit(&repo, &[]).fails_with(3).warns("nothing is staged").warns("git add");
    commit(&repo, &["-t", "fix", "mend it"]).fails_with(3);
    commit(&repo, &["-t", "fix", "mend it", "-a"]).ends_with(0);
    commit(&repo, &["-t", "chore", "run it again", "--allow-empty"]).ends_with(0);
    assert_eq!(count(&repo), "3");
}

#[test]
fn files_with_conflicts_are_no_commit_and_a_merge_is_one() {
    let repo = Repo::new();
    repo.write("a.txt", "a\n");
    repo.commit("feat: begin");
    repo.start("topic");
    repo.write("a.txt", "b\n");
    repo.commit("feat: b");
    repo.checkout("main");
    repo.write("a.txt", "c\n");
    repo.commit("feat: c");
    assert!(!repo.can_git(&["merge", "--quiet", "topic"]));
    commit(&repo, &["-t", "feat", "merge it"]).fails_with(3).warns("conflicts");
    repo.write("a.txt", "c\n");
    repo.git(&["add", "a.txt"]);
    commit(&repo, &["-t", "feat", "merge it"]).ends_with(0);
    assert!(repo.can_git(&["rev-parse", "--verify", "HEAD^2"]));
}

#[test]
fn outside_of_a_repository_and_in_a_bare_one_there_is_no_commit() {
    commit(&Repo::none(), &["-t", "fix", "a"]).fails_with(3).warns("no git repository");
    let bare = staged().bare_clone();
    commit(&bare, &["-t", "fix", "a"]).fails_with(3).warns("bare");
}

#[test]
fn a_message_that_breaks_the_rules_never_reaches_git() {
    let repo = staged();
    let rejected = commit(&repo, &["-t", "faet", "add it"]);
    rejected.fails_with(1).warns("^^^^ unknown type; did you mean `feat`?");
    rejected.warns("semflow commit --fix");
    assert_eq!(count(&repo), "1");
    assert_eq!(repo.read(".git/semflow/rejected.txt"), "faet: add it\n");
}

#[test]
fn a_rejected_message_is_committed_repaired() {
    let repo = staged();
    commit(&repo, &["--fix"]).fails_with(3).warns("no message was rejected");
    commit(&repo, &["-t", "faet", "add it"]).fails_with(1);
    commit(&repo, &["--fix"]).ends_with(0).warns("- faet: add it\n+ feat: add it\n");
    assert_eq!(message(&repo), "feat: add it");
    commit(&repo, &["--fix", "--allow-empty"]).fails_with(3);
    assert_eq!(repo.read(".git/semflow/rejected-1.txt"), "faet: add it\n");
}

#[test]
fn what_cannot_be_repaired_stays_rejected() {
    let repo = staged();
    commit(&repo, &["-t", "nonsense", "add it"]).fails_with(1);
    commit(&repo, &["--fix"]).fails_with(1).warns("unknown type").warns("--retry");
    assert_eq!(repo.read(".git/semflow/rejected.txt"), "nonsense: add it\n");
    assert_eq!(count(&repo), "1");
}

#[test]
fn ten_rejected_messages_are_kept() {
    let repo = staged();
    for number in 0..12 {
        commit(&repo, &["-t", "nonsense", &format!("add {number}")]).fails_with(1);
    }
    assert_eq!(repo.read(".git/semflow/rejected.txt"), "nonsense: add 11\n");
    assert_eq!(repo.read(".git/semflow/rejected-9.txt"), "nonsense: add 2\n");
    let kept = repo.listing().into_iter().filter(|(path, _)| {
        path.ends_with("semflow") || { path.to_string_lossy().contains("semflow") }
    });
    assert_eq!(kept.count(), 10);
}

#[test]
fn what_stands_behind_two_dashes_is_gits() {
    let repo = staged();
    repo.write("b.txt", "b\n");
    repo.git(&["add", "b.txt"]);
    let date = "--date=2001-02-03T04:05:06Z";
    commit(&repo, &["-t", "fix", "mend it", "--", date, "b.txt"]).ends_with(0);
    assert_eq!(repo.git(&["show", "--format=%as", "--name-only"]), "2001-02-03\n\nb.txt");
}

#[test]
fn the_last_commit_is_amended() {
    let repo = staged();
    commit(&repo, &["-t", "feat", "begin anew", "--amend"]).ends_with(0);
    assert_eq!((message(&repo).as_str(), count(&repo).as_str()), ("feat: begin anew", "1"));
}

#[test]
fn a_linked_work_tree_keeps_its_own_messages() {
    let repo = staged();
    repo.git(&["worktree", "add", "--quiet", "linked"]);
    let linked = || run(&repo).within("linked");
    linked().semflow(&["commit", "-t", "no", "a", "--allow-empty"]).fails_with(1);
    assert_eq!(repo.read(".git/worktrees/linked/semflow/rejected.txt"), "no: a\n");
    commit(&repo, &["--retry"]).fails_with(3);
}

#[cfg(unix)]
mod with_scripts {
    use super::{commit, count, hook, message, run, staged};

    #[test]
    fn hooks_run_and_one_that_refuses_is_obeyed() {
        let repo = staged();
        hook(&repo, "pre-commit", "echo not today >&2; exit 1");
        let refused = commit(&repo, &["-t", "fix", "mend it"]);
        refused.fails_with(4).warns("not today").warns("--retry");
        assert_eq!(count(&repo), "1");
        assert_eq!(repo.read(".git/semflow/rejected.txt"), "fix: mend it\n");
        commit(&repo, &["-t", "fix", "mend it", "--no-verify"]).ends_with(0);
        hook(&repo, "pre-commit", "exit 0");
        hook(&repo, "commit-msg", "echo 'Hooked: yes' >> \"$1\"");
        commit(&repo, &["-t", "fix", "mend more", "--allow-empty"]).ends_with(0);
        assert!(message(&repo).ends_with("Hooked: yes"));
    }

    #[test]
    fn signing_is_what_git_is_configured_for() {
        let repo = staged();
        repo.git(&["config", "gpg.program", "false"]);
        commit(&repo, &["-t", "fix", "mend it", "-S"]).fails_with(4).warns("gpg");
        commit(&repo, &["-t", "fix", "mend it", "--gpg-sign=KEY"]).fails_with(4).warns("gpg");
        commit(&repo, &["-t", "fix", "mend it"]).ends_with(0);
    }

    #[test]
    fn the_editor_has_the_template_below_the_message() {
        let repo = staged();
        repo.write("template.txt", "# Say why.\nTicket: none\n");
        repo.git(&["config", "commit.template", "template.txt"]);
        let editor = "cat \"$1\" > seen.txt; exit 0; #";
        let edited = run(&repo).env("GIT_EDITOR", &format!("sh -c '{editor}' -"));
        edited.semflow(&["commit", "-t", "fix", "mend it", "--edit"]).ends_with(0);
        assert!(repo.read("seen.txt").starts_with("fix: mend it\n\n# Say why.\nTicket: none\n"));
        assert_eq!(message(&repo), "fix: mend it\n\nTicket: none");
    }

    #[test]
    fn a_rejected_message_opens_in_the_editor_again() {
        let repo = staged();
        commit(&repo, &["--retry"]).fails_with(3).warns("no message was rejected");
        commit(&repo, &["-t", "nonsense", "add it"]).fails_with(1);
        let fails = run(&repo).env("GIT_EDITOR", "false");
        fails.semflow(&["commit", "--retry"]).fails_with(4);
        assert_eq!(repo.read(".git/semflow/rejected.txt"), "nonsense: add it\n");
        let mends = run(&repo).env("GIT_EDITOR", "sed -i.bak s/nonsense/feat/");
        mends.semflow(&["commit", "--retry"]).ends_with(0);
        assert_eq!(message(&repo), "feat: add it");
        commit(&repo, &["--retry", "--allow-empty"]).fails_with(3);
    }

    #[test]
    fn what_was_edited_is_kept_where_a_hook_refuses_it() {
        let repo = staged();
        commit(&repo, &["-t", "nonsense", "add it"]).fails_with(1);
        hook(&repo, "commit-msg", "exit 1");
        let mends = run(&repo).env("GIT_EDITOR", "sed -i.bak s/nonsense/typed/");
        mends.semflow(&["commit", "--retry"]).fails_with(4);
        assert_eq!(repo.read(".git/semflow/rejected.txt"), "typed: add it\n");
        assert_eq!(repo.read(".git/semflow/rejected-1.txt"), "nonsense: add it\n");
    }
}
