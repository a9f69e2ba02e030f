//! Real commits at a terminal, with the hook in its place: a message is refused, read, repaired and
//! committed, and it is never lost.
#![cfg(unix)]
#![expect(
    clippy::disallowed_methods,
    reason = "what is kept is looked at as a file, with its mode"
)]

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::support::repository::Repo;
use crate::support::run::semflow;
use crate::support::session::{Said, Session};

/// The forms of the hook: a link to the program, and a script.
const FORMS: [&[&str]; 2] = [&["hook", "install"], &["hook", "install", "--script"]];

const BAD: &str = "faet(UI): add a thing\nbody\n";

fn repo_with(form: &[&str]) -> Repo {
    let repo = Repo::new();
    repo.write("file", "1\n");
    repo.commit("feat: begin");
    semflow(&repo, form).ends_with(0);
    repo.write("file", "2\n");
    repo.git(&["add", "file"]);
    repo
}

fn linked() -> Repo {
    repo_with(FORMS[0])
}

/// Asserts that a rejection was shown as a page for people, with everything in it.
#[track_caller]
fn is_read(said: &Said) {
    said.uncoloured()
        .ends_with(1)
        .says("commit message rejected: 2 errors")
        .says("  1 │ ")
        .says("^^^^")
        .says("did you mean `feat`?")
        .says("the body needs a blank line before it")
        .says("Your message is safe in .git/semflow/rejected.txt");
}

#[test]
fn a_message_is_refused_read_repaired_and_committed() {
    for form in FORMS {
        let repo = repo_with(form);
        for options in [&["commit"][..], &["commit", "-v"], &["commit", "-vv"]] {
            let person = Session::at(&repo).typing(BAD);
            let said = person.git_at_terminal(options);
            is_read(&said);
            assert_eq!(person.rejected(), BAD, "{options:?}");

            let said = said.uncoloured();
            let command = said.reopening();
            let again = Session::at(&repo).editing("s/^faet/feat/\n/^body/i\\\n\n").shell(command);
            again.ends_with(0);
            assert_eq!(person.stored("HEAD"), "feat(UI): add a thing\n\nbody\n", "{options:?}");
            repo.git(&["reset", "--quiet", "--soft", "HEAD^"]);
        }
    }
}

#[test]
fn what_is_typed_at_the_terminal_reaches_the_hook() {
    let repo = linked();
    let person = Session::at(&repo).env("GIT_EDITOR", "f() { cat > \"$1\"; }; f");
    let mut git = person.started(&["commit"]);
    git.send_line("faet(UI): add a thing\nbody").unwrap();
    git.send_control('d').unwrap();
    is_read(&Said::at_end(git));
    assert_eq!(person.rejected(), BAD);
}

#[test]
fn colours_are_for_terminals_that_want_them() {
    let repo = linked();
    let commit = ["commit", "-m", BAD];
    let person = || Session::at(&repo);
    person().git_at_terminal(&commit).ends_with(1).says("\u{1b}[");
    for said in [
        person().env("NO_COLOR", "1").git_at_terminal(&commit),
        person().env("TERM", "dumb").git_at_terminal(&commit),
        person().git(&commit),
    ] {
        is_read(&said);
        said.omits("\u{1b}");
    }
    let plain = person().env("NO_COLOR", "1").git_at_terminal(&commit);
    assert_eq!(
        plain.text,
        person().git(&commit).text,
        "without a terminal, as in a graphical client"
    );
}

/// A commit, what the editor puts over the template, and what is kept of it.
struct Case {
    settings: &'static [&'static str],
    options: &'static [&'static str],
    typed: Option<&'static str>,
    kept: &'static str,
}

const TRAPS: &str = "no type  \n\n\n#12 is closed\n; semi\n// slashes\n";

const CASES: &[Case] = &[
    Case {
        settings: &[],
        options: &["-v"],
        typed: Some(TRAPS),
        kept: "no type\n\n; semi\n// slashes\n",
    },
    Case {
        settings: &["core.commentChar=;"],
        options: &["-v"],
        typed: Some(TRAPS),
        kept: "no type\n\n#12 is closed\n// slashes\n",
    },
    Case {
        settings: &["core.commentChar=auto"],
        options: &["-v"],
        typed: Some(TRAPS),
        kept: "no type\n\n; semi\n// slashes\n",
    },
    Case {
        settings: &["core.commentChar=;"],
        options: &[],
        typed: Some(TRAPS),
        kept: "no type\n\n#12 is closed\n// slashes\n",
    },
    Case {
        settings: &["commit.verbose=true"],
        options: &[],
        typed: Some(TRAPS),
        kept: "no type\n\n; semi\n// slashes\n",
    },
    Case {
        settings: &["commit.cleanup=scissors"],
        options: &[],
        typed: Some(TRAPS),
        kept: "no type\n\n#12 is closed\n; semi\n// slashes\n",
    },
    Case {
        settings: &["commit.cleanup=scissors"],
        options: &["-v"],
        typed: Some(TRAPS),
        kept: "no type\n\n#12 is closed\n; semi\n// slashes\n",
    },
    Case {
        settings: &["commit.template=.git/template"],
        options: &[],
        typed: Some("no type"),
        kept: "no type\nWhy:\n",
    },
    Case {
        settings: &[],
        options: &["-m", TRAPS],
        typed: None,
        kept: "no type\n\n#12 is closed\n; semi\n// slashes\n",
    },
    Case {
        settings: &["core.commentChar=auto"],
        options: &["-F", ".git/typed"],
        typed: None,
        kept: "no type\n\n#12 is closed\n; semi\n// slashes\n",
    },
    Case {
        settings: &["commit.cleanup=verbatim"],
        options: &["-F", ".git/typed"],
        typed: None,
        kept: TRAPS,
    },
];

#[test]
fn what_is_kept_is_the_message_without_comments_and_diff() {
    for form in FORMS {
        let repo = repo_with(form);
        repo.write(".git/typed", TRAPS);
        repo.write(".git/template", "\nWhy:\n# types: feat fix\n");
        for Case { settings, options, typed, kept } in CASES {
            let mut arguments: Vec<&str> = settings.iter().flat_map(|one| ["-c", one]).collect();
            arguments.push("commit");
            arguments.extend(*options);
            let person = match typed {
                Some(text) => Session::at(&repo).typing(text),
                None => Session::at(&repo),
            };
            person.git_at_terminal(&arguments).ends_with(1).says("expected `type: `");
            assert_eq!(person.rejected(), *kept, "{arguments:?}");
        }
    }
}

#[test]
fn a_comment_string_of_two_slashes_is_known() {
    let repo = linked();
    let person = Session::at(&repo).typing(TRAPS);
    let commit = ["-c", "core.commentString=//", "commit", "-v"];
    let said = person.git_at_terminal(&commit).text;
    if repo.git(&["version"]).as_str() < "git version 2.45" {
        return;
    }
    assert_eq!(person.rejected(), "no type\n\n#12 is closed\n; semi\n", "{said}");
}

#[test]
fn the_last_ten_are_kept_for_their_owner_alone() {
    let repo = linked();
    let person = Session::at(&repo);
    for number in 1..=12 {
        person.git(&["commit", "-m", &format!("bad {number}")]).ends_with(1);
    }
    person.git(&["commit", "-m", "bad 12"]).ends_with(1);
    let folder = person.git_dir().join("semflow");
    let mut found: Vec<(String, String, u32)> = fs::read_dir(&folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o777;
            (name, fs::read_to_string(&path).unwrap(), mode)
        })
        .collect();
    found.sort();
    let expected: Vec<_> = (1..=9)
        .map(|age| (format!("rejected-{age}.txt"), format!("bad {}\n", 12 - age), 0o600))
        .chain([("rejected.txt".to_owned(), "bad 12\n".to_owned(), 0o600)])
        .collect();
    assert_eq!(found, expected, "the same message twice is kept once");
}

#[test]
fn a_good_message_passes_without_a_word_or_a_file() {
    for form in FORMS {
        let repo = repo_with(form);
        let person = Session::at(&repo).typing("feat: more\n\nbecause\n");
        for options in [&["commit", "-q"][..], &["commit", "-q", "-v"]] {
            let said = person.git_at_terminal(options);
            said.ends_with(0);
            assert_eq!(said.text, "");
            assert_eq!(person.stored("HEAD"), "feat: more\n\nbecause\n");
            repo.git(&["reset", "--quiet", "--soft", "HEAD^"]);
        }
        assert!(!person.git_dir().join("semflow").exists());
    }
}

#[test]
fn a_message_that_was_left_empty_is_left_to_git() {
    let repo = linked();
    let said = Session::at(&repo).git_at_terminal(&["commit", "-v"]);
    said.ends_with(1).says("empty commit message").omits("rejected");
}

#[test]
fn an_old_message_that_is_bad_is_refused_when_it_is_amended() {
    let repo = linked();
    repo.git(&["commit", "--quiet", "--no-verify", "-m", "an old one"]);
    let person = Session::at(&repo);
    let said = person.git_at_terminal(&["commit", "--amend"]).uncoloured();
    said.ends_with(1).says("semflow commit --amend --retry");
    let command = said.reopening();
    assert_eq!(command, "git commit --amend -e -F .git/semflow/rejected.txt");
    Session::at(&repo).editing("s/^an old/docs: an old/").shell(command).ends_with(0);
    assert_eq!(person.stored("HEAD"), "docs: an old one\n");
    assert_eq!(repo.git(&["rev-list", "--count", "HEAD"]), "2");
}
