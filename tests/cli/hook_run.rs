//! The hook in all the states that git can be in when it asks: merges, rebases, work trees, broken
//! configurations, files that cannot be written.
#![cfg(unix)]
#![expect(clippy::disallowed_methods, reason = "files of git are made and looked at here")]

use std::fs;
use std::path::Path;

use crate::support::repository::Repo;
use crate::support::run::semflow;
use crate::support::session::{Said, Session};

/// Takes up the first line of a list of commits, or of a message, with the given change.
const REWORD: &str = "sed -i.old -e '1s/^pick/reword/'";

fn hooked() -> Repo {
    let repo = Repo::new();
    repo.write("file", "1\n");
    repo.commit("feat: begin");
    semflow(&repo, &["hook", "install"]).ends_with(0);
    repo
}

/// A repository in which `topic` and `main` have changed the same line.
fn forked() -> Repo {
    let repo = hooked();
    repo.branch("topic");
    repo.write("file", "2\n");
    repo.commit("feat: two");
    repo.checkout("topic");
    repo.write("file", "3\n");
    repo.commit("feat: three");
    repo.checkout("main");
    repo
}

/// Commits nothing with a message and returns what is said.
fn empty(person: &Session<'_>, message: &str) -> Said {
    person.git(&["commit", "--allow-empty", "-m", message])
}

#[test]
fn a_merge_with_conflicts_is_committed_with_any_message() {
    for options in [&["commit", "--no-edit"][..], &["commit"], &["commit", "-m", "Own words"]] {
        for setting in ["commit.cleanup=strip", "commit.cleanup=scissors"] {
            let repo = forked();
            let person = Session::at(&repo);
            person.git(&["-c", setting, "merge", "topic"]).ends_with(1).says("CONFLICT");
            repo.write("file", "4\n");
            repo.git(&["add", "file"]);
            person.git(&[&["-c", setting], options].concat()).ends_with(0);
            assert_eq!(repo.git(&["rev-list", "--merges", "--count", "HEAD"]), "1");
        }
    }
}

#[test]
fn merges_without_conflicts_pass_and_an_amended_merge_stays_one() {
    let repo = hooked();
    for name in ["a", "b"] {
        repo.git(&["checkout", "--quiet", "-b", name, "main"]);
        repo.write(name, "");
        repo.commit("feat: more");
    }
    repo.checkout("main");
    repo.write("main", "");
    repo.commit("feat: main");
    let merges: [&[&str]; 4] = [
        &["merge", "--no-ff", "-m", "Own words", "a"],
        &["merge", "--no-ff", "--edit", "a"],
        &["merge", "--quiet", "a", "b"],
        &["merge", "--no-ff", "--no-edit", "a"],
    ];
    for merge in merges {
        let old = Session::at(&repo).env("GIT_AUTHOR_DATE", "2024-01-02T00:00:00Z");
        old.git(merge).ends_with(0);
        let person = Session::at(&repo);
        for amend in [&["--no-edit"][..], &["-m", "Bring it in"], &["-m", "Merge it"]] {
            person.git(&[&["commit", "--amend"], amend].concat()).ends_with(0);
        }
        empty(&person, "Bring it in").ends_with(1);
        repo.git(&["reset", "--quiet", "--hard", "HEAD^"]);
    }
}

#[test]
fn a_plain_commit_cannot_pass_for_a_merge() {
    let repo = hooked();
    for message in ["Merge the two parsers", "Merge branch 'topic'", "feat x\n\nMerge branch 'a'"] {
        empty(&Session::at(&repo), message).ends_with(1);
    }
}

#[test]
fn a_reword_that_is_refused_stops_the_rebase_until_it_is_repaired() {
    let repo = hooked();
    for name in ["one", "two", "three"] {
        repo.write(name, "");
        repo.commit(&format!("feat: {name}"));
    }
    let person =
        |editor: &str| Session::at(&repo).env("GIT_SEQUENCE_EDITOR", REWORD).editing(editor);
    let rebase = ["rebase", "--interactive", "HEAD~3"];
    person("s/^feat: one/feat: the first/").git(&rebase).ends_with(0);
    assert_eq!(repo.git(&["show", "-s", "--format=%s", "HEAD~2"]), "feat: the first");

    let said = person("s/^feat: the first/first/").git(&rebase);
    said.ends_with(1).says("commit message rejected");
    assert_eq!(said.reopening(), "git commit --amend -e -F .git/semflow/rejected.txt");
    person("s/^first/feat: first/").shell(said.reopening()).ends_with(0);
    person("").git(&["rebase", "--continue"]).ends_with(0);
    let subjects = repo.git(&["log", "-3", "--format=%s"]);
    assert_eq!(subjects, "feat: three\nfeat: two\nfeat: first");
}

#[test]
fn a_rebase_that_makes_merges_anew_asks_nothing_of_them() {
    let repo = hooked();
    repo.start("topic");
    repo.write("topic", "");
    repo.commit("feat: topic");
    repo.checkout("main");
    repo.merge("topic", "Own words");
    let base = repo.git(&["rev-parse", "HEAD~1"]);
    repo.git(&["checkout", "--quiet", "-b", "other", &base]);
    repo.write("other", "");
    repo.commit("feat: other");
    repo.checkout("main");
    let person = Session::at(&repo).env("GIT_SEQUENCE_EDITOR", "true");
    person.git(&["rebase", "--rebase-merges", "other"]).ends_with(0);
    assert_eq!(repo.git(&["show", "-s", "--format=%s"]), "Own words");
    let reword = "sed -i.old -e 's/^merge -C/merge -c/'";
    let person = person.env("GIT_SEQUENCE_EDITOR", reword).editing("s/^Own/Other/");
    person
        .git(&["rebase", "--interactive", "--force-rebase", "--rebase-merges", "other"])
        .ends_with(0);
    assert_eq!(repo.git(&["show", "-s", "--format=%s"]), "Other words");
}

#[test]
fn a_revert_passes_as_git_words_it() {
    let repo = hooked();
    repo.write("more", "");
    repo.commit("feat: more");
    let person = Session::at(&repo);
    for _ in 0..2 {
        person.git(&["revert", "--no-commit", "HEAD"]).ends_with(0);
        person.git(&["commit", "--no-edit"]).ends_with(0);
        assert!(repo.git(&["show", "-s", "--format=%s"]).contains("\"feat: more\""));
    }
    empty(&person, "Revert everything").ends_with(1);
}

#[test]
fn a_pick_that_is_refused_is_taken_up_with_its_author() {
    let repo = forked();
    let person = Session::at(&repo).editing("s/^feat: three/three/");
    person.git(&["cherry-pick", "topic"]).ends_with(1).says("CONFLICT");
    repo.write("file", "4\n");
    repo.git(&["add", "file"]);
    let said = person.git(&["commit"]);
    said.ends_with(1);
    assert_eq!(said.reopening(), "git commit -e -F .git/semflow/rejected.txt");
    Session::at(&repo).editing("s/^three/fix: three/").shell(said.reopening()).ends_with(0);
    let [made, picked] =
        ["HEAD", "topic"].map(|one| repo.git(&["show", "-s", "--format=%at", one]));
    assert_eq!(made, picked);
    assert!(person.stored("HEAD").starts_with("fix: three\n"));
}

#[test]
fn autosquash_commits_pass_and_what_they_bring_is_checked() {
    let repo = hooked();
    repo.write("more", "");
    repo.commit("feat: more");
    let person = Session::at(&repo).env("GIT_SEQUENCE_EDITOR", "true");
    let options = ["--fixup=HEAD", "--squash=HEAD", "--fixup=amend:HEAD"];
    for (number, option) in options.into_iter().enumerate() {
        repo.write("more", &format!("{number}\n"));
        repo.git(&["add", "more"]);
        person.git(&["commit", option]).ends_with(0);
        person.git(&["rebase", "--interactive", "--autosquash", "HEAD~2"]).ends_with(0);
        assert_eq!(repo.git(&["rev-list", "--count", "HEAD"]), "2");
    }
    let bad = Session::at(&repo).editing("s/^feat: more/more/");
    bad.git(&["commit", "--allow-empty", "--fixup=reword:HEAD"]).ends_with(1).says("more");
}

#[test]
fn a_squashed_merge_needs_a_message_of_its_own() {
    let repo = forked();
    let person = Session::at(&repo);
    person.git(&["merge", "--squash", "--strategy-option=theirs", "topic"]).ends_with(0);
    let said = person.git(&["commit", "--no-edit"]);
    said.ends_with(1).says("Squashed commit of the following:");
    person.git(&["commit", "-m", "feat: three"]).ends_with(0);
}

#[test]
fn the_hook_can_be_left_out_once() {
    let repo = hooked();
    let person = Session::at(&repo);
    person.git(&["commit", "--no-verify", "--allow-empty", "-m", "bad"]).ends_with(0);
    empty(&Session::at(&repo).env("SEMFLOW_SKIP", "1"), "bad").ends_with(0);
    for value in ["", "0"] {
        empty(&Session::at(&repo).env("SEMFLOW_SKIP", value), "bad").ends_with(1);
    }
}

/// Refuses a message and commits it again by the command that was printed, in the same place.
#[track_caller]
fn is_refused_and_taken_up(person: Session<'_>) {
    let said = empty(&person, "bad");
    said.ends_with(1).says("Your message is safe in");
    assert_eq!(person.rejected(), "bad\n");
    let command = format!("{} --allow-empty", said.reopening());
    let person = person.editing("s/^bad/feat: good/");
    person.shell(&command).ends_with(0);
    assert_eq!(person.stored("HEAD"), "feat: good\n");
}

#[test]
fn it_works_from_every_folder_and_work_tree() {
    let repo = hooked();
    repo.write("a/b/file", "");
    is_refused_and_taken_up(Session::at(&repo));
    is_refused_and_taken_up(Session::at(&repo).within("a/b"));

    let scripted = Repo::new();
    scripted.commit("feat: begin");
    scripted.write("a/b/file", "");
    semflow(&scripted, &["hook", "install", "--script"]).ends_with(0);
    is_refused_and_taken_up(Session::at(&scripted));
    is_refused_and_taken_up(Session::at(&scripted).within("a/b"));

    repo.git(&["worktree", "add", "--quiet", "-b", "linked", "../linked tree"]);
    let linked = Session::at(&repo).within("../linked tree");
    let folder = linked.git_dir();
    is_refused_and_taken_up(linked);
    assert!(folder.ends_with("worktrees/linked-tree"), "{folder:?}");

    let bare = repo.bare_clone();
    semflow(&bare, &["hook", "install"]).ends_with(0);
    bare.git(&["worktree", "add", "--quiet", "-b", "other", "../linked"]);
    is_refused_and_taken_up(Session::at(&bare).within("../linked"));

    let above = Repo::new();
    let path = repo.path().display().to_string();
    let add = ["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", &path, "below"];
    above.git(&add);
    Session::at(&above).within("below").shell("semflow hook install").ends_with(0);
    is_refused_and_taken_up(Session::at(&above).within("below"));

    above.git(&["config", "core.hooksPath", ".hooks"]);
    semflow(&above, &["hook", "install"]).ends_with(0);
    is_refused_and_taken_up(Session::at(&above));
}

#[test]
fn what_is_printed_works_where_the_person_is_and_not_where_git_is() {
    let repo = hooked();
    let (tree, git_dir) = (repo.path().display(), repo.path().join(".git").display().to_string());
    let elsewhere = || Session::at(&repo).within("..");
    let kept = repo.path().join(".git/semflow/rejected.txt");
    let said = elsewhere().git(&["-C", "repository", "commit", "--allow-empty", "-m", "bad"]);
    said.ends_with(1).says(&format!("git commit -e -F {}", kept.display()));
    let person = elsewhere().env("GIT_DIR", &git_dir).env("GIT_WORK_TREE", &tree.to_string());
    is_refused_and_taken_up(person);
}

#[test]
fn a_broken_configuration_is_named_and_the_message_is_safe() {
    let broken = [
        ("cliff.toml", "[check]\n\nname = \"\n", "cliff.toml:3:"),
        ("cliff.toml", "[check]\nno-such-key = 1\n", "cliff.toml:2:"),
        (".commitlintrc.json", "{\n\"rules\": {]\n}", ".commitlintrc.json:2:"),
        ("commitlint.config.js", "module.exports = {}", "npx commitlint --print-config json"),
    ];
    for (file, text, named) in broken {
        let repo = hooked();
        repo.write(file, text);
        let person = Session::at(&repo).typing("feat: good\n");
        let said = person.git(&["commit", "--allow-empty", "-v"]);
        said.ends_with(1).says("error: ").says(named).omits("rejected:");
        said.says("your message is safe: `git commit -e -F .git/semflow/rejected.txt`");
        assert_eq!(person.rejected(), "feat: good\n");
        semflow(&repo, &["hook", "run", "commit-msg", ".git/COMMIT_EDITMSG"]).fails_with(2);
        repo.remove(file);
        let again = "git commit --allow-empty -e -F .git/semflow/rejected.txt";
        Session::at(&repo).shell(again).ends_with(0);
    }
}

#[test]
fn the_rules_of_commitlint_are_those_of_the_hook() {
    let repo = hooked();
    let rules =
        r#"{"extends":["@commitlint/config-conventional"],"rules":{"scope-empty":[2,"never"]}}"#;
    repo.write(".commitlintrc.json", rules);
    let person = Session::at(&repo);
    empty(&person, "feat: x").ends_with(1).says("scope may not be empty");
    empty(&person, "feat(api): x").ends_with(0);
}

#[test]
fn slips_are_mended_in_place_where_the_project_wants_that() {
    let repo = hooked();
    repo.write("cliff.toml", "[check]\nhook.fix = \"safe\"\n");
    let person = Session::at(&repo);
    empty(&person, "feat:x").ends_with(0).says("fixed: feat:x → feat: x");
    assert_eq!(person.stored("HEAD"), "feat: x\n");
    let typed = Session::at(&repo).typing("feat:y\n\n; kept\n");
    typed.git(&["commit", "--allow-empty", "-v"]).ends_with(0);
    assert_eq!(person.stored("HEAD"), "feat: y\n\n; kept\n");
}

#[test]
fn bytes_of_another_encoding_are_neither_written_nor_lost() {
    let repo = hooked();
    repo.write("cliff.toml", "[check]\nhook.fix = \"safe\"\n");
    repo.git(&["config", "i18n.commitEncoding", "latin1"]);
    let message = b"feat:gr\xfcn\n\nauf wei\xdf\n";
    let file = repo.path().join(".git/typed");
    fs::write(&file, message).unwrap();
    let person = Session::at(&repo);
    let said = person.git(&["commit", "--allow-empty", "-F", ".git/typed"]);
    said.ends_with(1).omits("fixed:");
    assert_eq!(fs::read(person.git_dir().join("semflow/rejected.txt")).unwrap(), message);
    fs::write(&file, b"feat: gr\xfcn\n").unwrap();
    person.git(&["commit", "--allow-empty", "-F", ".git/typed"]).ends_with(0);
}

#[test]
fn a_rejection_stands_where_the_message_cannot_be_kept() {
    let repo = hooked();
    repo.write(".git/semflow", "in the way");
    let person = Session::at(&repo);
    let said = empty(&person, "bad");
    said.ends_with(1).says("commit message rejected").says("error: ").omits("is safe");
    said.says("your message still stands in .git/COMMIT_EDITMSG, until the next commit");
    assert_eq!(repo.read(".git/COMMIT_EDITMSG"), "bad\n");
}

#[test]
fn a_huge_message_is_checked_like_another() {
    let repo = hooked();
    let body = "word ".repeat(15) + "\n";
    let body = body.repeat(10_000_000 / body.len());
    repo.write(".git/typed", &format!("feat: good\n\n{body}"));
    let person = Session::at(&repo);
    let commit = ["commit", "--quiet", "--allow-empty", "-F", ".git/typed"];
    person.git(&commit).ends_with(0);
    repo.write(".git/typed", &format!("good\n\n{body}"));
    let said = person.git(&commit);
    said.ends_with(1);
    assert!(said.text.len() < 4_000, "{} bytes were said", said.text.len());
    assert!(person.rejected().len() > 9_000_000);
}

#[test]
fn a_file_that_is_not_there_or_not_named_is_said() {
    let repo = hooked();
    let hook = Path::new(".git/hooks/commit-msg").display().to_string();
    let person = Session::at(&repo);
    let hint = "git hands its path to the hook";
    person.shell(&format!("{hook} .git/nothing")).ends_with(2).says(".git/nothing").says(hint);
    for line in [format!("{hook} ''"), hook, "semflow hook run commit-msg".to_owned()] {
        person.shell(&line).ends_with(2).says("no file with a commit message is named").says(hint);
    }
}
