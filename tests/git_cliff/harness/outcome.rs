//! What one run of a program left behind.
#![expect(clippy::disallowed_methods, reason = "the clock is read here")]
#![expect(clippy::expect_used, reason = "a test that cannot run the programs has failed")]

use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use assert_cmd::Command;

use super::case::Case;
use super::programs::Program;
use super::repository::environment;
use super::workspace::{Workspaces, with_ids};

/// How long a run may take before it counts as hanging.
const LONGEST: Duration = Duration::from_secs(60);

/// How far from the run a time may lie and still count as now, in seconds.
const NOW: u64 = 5;

/// How a program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    Success,
    Failure,
    /// Of Rust's own making, with the code 101; or by a signal, or not at all.
    Panic,
}

/// What a run printed and wrote, with places and the present taken out.
#[derive(Clone, Debug)]
pub(crate) struct Outcome {
    pub(crate) end: End,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    /// Every file beside and in the repository, git's own and those of the home folder apart.
    pub(crate) files: BTreeMap<String, String>,
    /// The day on which it began and ended, in days since 1970.
    pub(crate) days: (u64, u64),
}

/// Runs a program on a copy of what a case describes.
pub(crate) fn outcome(program: Program, case: &Case, workspaces: &Workspaces) -> Outcome {
    workspaces.within(program, case, |workspace, repository| {
        let (executable, arguments) = program.command(case.is_configured);
        let root = &workspace.root;
        let mut command = Command::new(executable);
        command.env_clear().envs(environment(&root.join("home"))).timeout(LONGEST);
        for (name, value) in &case.variables {
            command.env(name, with_ids(value, repository));
        }
        command.current_dir(root.join(&case.folder)).args(arguments);
        command.args(case.arguments.iter().map(|argument| with_ids(argument, repository)));
        let began = now();
        let run = command.write_stdin(case.stdin.as_str()).output();
        let run = run.expect("the program can be run");
        let ended = now();
        let timeless = |text: Vec<u8>| without_place_and_time(text, root, began, ended);
        let files = workspace.files().into_iter();
        Outcome {
            end: match run.status.code() {
                Some(0) => End::Success,
                Some(101) | None => End::Panic,
                Some(_) => End::Failure,
            },
            stdout: timeless(run.stdout),
            stderr: timeless(run.stderr),
            files: files.map(|(path, bytes)| (path, timeless(bytes))).collect(),
            days: (began / 86_400, ended / 86_400),
        }
    })
}

fn now() -> u64 {
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    now.expect("it is later than 1970").as_secs()
}

/// Replaces the folder of the run by `<root>` and the seconds of now by `<now>`.
fn without_place_and_time(bytes: Vec<u8>, root: &Path, began: u64, ended: u64) -> String {
    let text = match String::from_utf8(bytes) {
        Ok(text) => text.replace(&*root.to_string_lossy(), "<root>"),
        Err(error) => return error.as_bytes().escape_ascii().to_string(),
    };
    let mut timeless = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(start) = rest.find(|sign: char| sign.is_ascii_digit()) {
        let (before, from) = rest.split_at(start);
        let length = from.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, after) = from.split_at(length);
        let is_now = length == 10
            && digits.parse().is_ok_and(|time: u64| (began - NOW..=ended + NOW).contains(&time));
        timeless.push_str(before);
        timeless.push_str(if is_now { "<now>" } else { digits });
        rest = after;
    }
    timeless + rest
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::without_place_and_time;

    #[test]
    fn the_place_and_the_present_are_taken_out() {
        let text = b"/tmp/a/repository at 1700000004, 17000000041 and 1600000000".to_vec();
        let timeless =
            without_place_and_time(text, Path::new("/tmp/a"), 1_700_000_000, 1_700_000_001);
        assert_eq!(timeless, "<root>/repository at <now>, 17000000041 and 1600000000");
    }
}
