//! `semflow commit` on a terminal: the questions, under a pseudo-terminal.
#![expect(clippy::unwrap_used, reason = "a terminal that does not answer has failed the test")]
#![expect(clippy::disallowed_types, reason = "the program is run on a terminal of its own")]

use std::process::Command;

use assert_cmd::cargo::cargo_bin;
use rexpect::session::{PtySession, spawn_command};

use crate::support::repository::Repo;

/// How long an answer may take, in milliseconds.
const LONGEST: u64 = 30_000;

const CONTROL_C: &str = "\x03";
const CONTROL_O: &str = "\x0f";
const ENTER: &str = "\r";
const TAB: &str = "\t";

/// A repository that is used to `fix` and the scope `api`, with a staged file.
fn staged() -> Repo {
    let repo = Repo::new();
    repo.commit("fix(api): close the log");
    repo.write("a.txt", "a\n");
    repo.git(&["add", "a.txt"]);
    repo
}

fn ask(repo: &Repo, arguments: &[&str], variables: &[(&str, &str)]) -> PtySession {
    let mut command = Command::new(cargo_bin!("semflow"));
    command.env_clear().envs(repo.environment()).env("TERM", "xterm").env("NO_COLOR", "1");
    for role in ["AUTHOR", "COMMITTER"] {
        command.env(format!("GIT_{role}_NAME"), "Ada Example");
        command.env(format!("GIT_{role}_EMAIL"), "ada@example.com");
    }
    command.envs(variables.iter().copied()).current_dir(repo.path());
    command.arg("commit").args(arguments);
    spawn_command(command, Some(LONGEST)).unwrap()
}

/// Waits for a text and types another.
#[track_caller]
fn answer(session: &mut PtySession, asked: &str, typed: &str) {
    session.exp_string(asked).unwrap();
    session.send(typed).unwrap();
    session.flush().unwrap();
}

#[track_caller]
fn ends_with(mut session: PtySession, code: i32) {
    session.exp_eof().unwrap();
    let status = format!("{:?}", session.process().wait().unwrap());
    let is_code = status.starts_with("Exited") && status.ends_with(&format!(", {code})"));
    assert!(is_code, "{status}");
}

fn message(repo: &Repo) -> String {
    repo.git(&["show", "-s", "--format=%B"]).trim_end().to_owned()
}

#[test]
fn every_part_is_asked_for_and_the_message_is_shown_before_it_is_committed() {
    let repo = staged();
    let mut session = ask(&repo, &[], &[]);
    answer(&mut session, " fix       something that was wrong", "feat");
    answer(&mut session, " feat      something new", ENTER);
    answer(&mut session, "Tab: api", TAB);
    answer(&mut session, "scope: api", ENTER);
    answer(&mut session, "columns left", "added it.");
    answer(&mut session, "imperative", "\x15add it");
    answer(&mut session, "description: add it", ENTER);
    answer(&mut session, "body: ", "Because.\rAnd so.\r\r");
    answer(&mut session, "does it break anything?", "y");
    answer(&mut session, "what breaks: ", "the old one\r");
    answer(&mut session, "issues: ", "#12, closes 14\r");
    answer(&mut session, "Refs: #12", "");
    answer(&mut session, "commit? ", "y");
    ends_with(session, 0);
    let expected = "feat(api)!: add it\n\nBecause.\nAnd so.\n\nBREAKING CHANGE: the old one\n\n\
        Closes #14\n\nRefs: #12";
    assert_eq!(message(&repo), expected);
}

#[test]
fn only_what_the_flags_do_not_say_is_asked_for() {
    let repo = staged();
    let flags = ["--scope", "cli", "--body", "Why.", "--refs", "1", "-m", "add it", "--breaking"];
    let mut session = ask(&repo, &flags, &[]);
    answer(&mut session, "type: ", "docs\r");
    answer(&mut session, "commit? ", ENTER);
    ends_with(session, 0);
    assert_eq!(message(&repo), "docs(cli)!: add it\n\nWhy.\n\nRefs: #1");
}

#[test]
fn what_was_typed_before_control_c_is_kept() {
    let repo = staged();
    let mut session = ask(&repo, &["-t", "feat", "--scope", "api"], &[]);
    answer(&mut session, "description: ", "half a thou");
    answer(&mut session, "half a thou", CONTROL_C);
    session.exp_string("--retry").unwrap();
    ends_with(session, 1);
    assert_eq!(repo.git(&["rev-list", "--count", "HEAD"]), "1");
    assert_eq!(repo.read(".git/semflow/rejected.txt"), "feat(api): half a thou\n");
}

#[test]
fn nothing_is_kept_where_nothing_was_typed() {
    let repo = staged();
    let mut session = ask(&repo, &[], &[]);
    answer(&mut session, "type: ", CONTROL_C);
    ends_with(session, 1);
    assert!(!repo.path().join(".git/semflow").try_exists().unwrap());
}

#[test]
fn an_error_cannot_be_committed_and_can_be_edited() {
    let repo = staged();
    let flags = ["-t", "feat", "--scope", "", "--body", "", "--refs", "1", "--breaking"];
    let mut session = ask(&repo, &flags, &[("GIT_EDITOR", "sed -i.bak 's/a\\{40,\\}/edited/'")]);
    let long = "a".repeat(120);
    answer(&mut session, "description: ", &long);
    answer(&mut session, "columns too many", ENTER);
    // Enter is refused, so the line is still open.
    answer(&mut session, "columns too many", "\x15");
    answer(&mut session, "columns left", &"a".repeat(60));
    session.send(ENTER).unwrap();
    session.flush().unwrap();
    answer(&mut session, "commit? ", "e");
    session.exp_string("feat!: edited").unwrap();
    answer(&mut session, "commit? ", "y");
    ends_with(session, 0);
    assert_eq!(message(&repo), "feat!: edited\n\nRefs: #1");
}

#[test]
fn the_body_can_be_written_in_the_editor() {
    let repo = staged();
    let flags = ["-t", "feat", "-m", "add it", "--refs", "1", "--breaking"];
    let editor = "sh -c 'printf \"more\\n\" >> \"$0\"'";
    // With type and description nothing would be asked: the type is left out.
    let mut session = ask(&repo, &flags[2..], &[("GIT_EDITOR", editor)]);
    answer(&mut session, "type: ", "feat\r");
    answer(&mut session, "scope: ", ENTER);
    answer(&mut session, "body: ", "first\r");
    answer(&mut session, "first", CONTROL_O);
    answer(&mut session, "commit? ", "y");
    ends_with(session, 0);
    assert_eq!(message(&repo), "feat!: add it\n\nfirst\nmore\n\nRefs: #1");
}

#[test]
fn a_terminal_that_cannot_move_its_cursor_is_not_asked_on() {
    let repo = staged();
    let mut session = ask(&repo, &[], &[("TERM", "dumb")]);
    session.exp_string("--type TYPE --description TEXT").unwrap();
    ends_with(session, 2);
}
