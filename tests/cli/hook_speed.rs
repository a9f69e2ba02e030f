//! How little the hook asks of the system where a message is fine: counted, because time is not the
//! same on two machines.
#![cfg(target_os = "linux")]
#![expect(clippy::disallowed_types, reason = "the program is run under strace")]
#![expect(clippy::disallowed_methods, reason = "what strace has written is read")]
#![expect(clippy::print_stderr, reason = "a test that counts nothing says so")]

use std::fs;
use std::process::{Command, Stdio};

use assert_cmd::cargo::cargo_bin;

use crate::support::repository::Repo;
use crate::support::run::semflow;

/// A hook that is run for each commit has to stay below.
const FEWER_THAN: usize = 70;

/// Returns how often the hook calls the system for a message that it accepts without a word; `None`
/// where strace is not there, or may not look.
fn calls(repo: &Repo, message: &str, has_editor: bool) -> Option<usize> {
    repo.write(".git/COMMIT_EDITMSG", message);
    let trace = repo.path().join("../home/trace");
    let mut strace = Command::new("strace");
    strace.arg("-f").arg("-o").arg(&trace).arg(".git/hooks/commit-msg").arg(".git/COMMIT_EDITMSG");
    strace.env_clear().envs(repo.environment()).current_dir(repo.path()).stdin(Stdio::null());
    strace.env("GIT_EDITOR", if has_editor { "vi" } else { ":" });
    let run = strace.output().ok()?;
    let trace = fs::read_to_string(&trace).ok()?;
    let is_call = |line: &&str| {
        let call = line.split_whitespace().nth(1).unwrap_or_default();
        // A debug build makes sure that a file is open before it is closed.
        call.contains('(') && !call.starts_with('<') && !line.contains(", F_GETFD)")
    };
    let count = trace.lines().filter(is_call).count();
    if count == 0 {
        return None;
    }
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    assert!(run.stdout.is_empty() && run.stderr.is_empty());
    Some(count)
}

fn hooked() -> Repo {
    let repo = Repo::new();
    semflow(&repo, &["hook", "install"]).ends_with(0);
    assert!(cargo_bin!("semflow").is_file());
    repo
}

/// Asserts a good message's count of calls, where they can be counted.
#[track_caller]
fn is_quick(repo: &Repo, message: &str, has_editor: bool) {
    let Some(count) = calls(repo, message, has_editor) else {
        eprintln!("skipped: strace is not there, or may not look");
        return;
    };
    assert!(count < FEWER_THAN, "{count} calls of the system");
}

const GOOD: &str = "feat(api): answer sooner\n\nNobody likes to wait.\n\n- one reason\n";

/// What an editor leaves of a message, under a template of git.
const BEHIND_EDITOR: &str = "feat: x\n\n- why\n\n\
    # Please enter the commit message for your changes. Lines starting\n\
    # with '#' will be ignored, and an empty message aborts the commit.\n\
    #\n\
    # On branch main\n\
    # Changes to be committed:\n\
    #\tmodified:   file\n\
    #\n";

const DIFF: &str = "# ------------------------ >8 ------------------------\n\
    # Do not modify or remove the line above.\n\
    # Everything below it will be ignored.\n\
    diff --git a/file b/file\n\
    index 0cfbf08..d00491f 100644\n\
    --- a/file\n\
    +++ b/file\n\
    @@ -1 +1 @@\n\
    -2\n\
    +1\n";

#[test]
fn a_good_message_takes_few_calls_without_a_configuration() {
    let repo = hooked();
    is_quick(&repo, GOOD, false);
    is_quick(&repo, GOOD, true);
}

#[test]
fn a_good_message_takes_few_calls_behind_an_editor() {
    let repo = hooked();
    is_quick(&repo, BEHIND_EDITOR, true);
    is_quick(&repo, &[BEHIND_EDITOR, DIFF].concat(), true);
}

#[test]
fn a_good_message_takes_few_calls_with_a_cliff_toml() {
    let repo = hooked();
    repo.write("cliff.toml", "[check]\ntypes = [\"feat\", \"fix\"]\n");
    is_quick(&repo, GOOD, false);
    is_quick(&repo, BEHIND_EDITOR, true);
}

#[test]
fn a_good_message_takes_few_calls_with_the_rules_of_commitlint() {
    let repo = hooked();
    let rules = "{\"extends\": [\"@commitlint/config-conventional\"]}\n";
    repo.write(".commitlintrc.json", rules);
    is_quick(&repo, GOOD, false);
    is_quick(&repo, BEHIND_EDITOR, true);
}
