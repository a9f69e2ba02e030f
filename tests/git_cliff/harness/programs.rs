//! The two programs: git-cliff, whose word counts, and the one that is compared with it.
#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "git-cliff is asked here")]

use std::path::PathBuf;
use std::process::Command;
use std::sync::OnceLock;

use assert_cmd::cargo::cargo_bin;

/// What `git-cliff --version` must print.
const VERSION: &str = "git-cliff 2.14.2";

/// Names a program that takes git-cliff's arguments and stands in for `semflow changelog`: git-cliff
/// itself, to try this test out.
const STAND_IN: &str = "SEMFLOW_STAND_IN";

/// One of the two.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Program {
    /// The one that is right by definition.
    GitCliff,
    /// `semflow changelog`, or its stand-in.
    Semflow,
}

impl Program {
    /// Returns the program and the arguments that come before those of the case.
    pub(crate) fn command(self, is_configured: bool) -> (PathBuf, Vec<&'static str>) {
        match (self, std::env::var_os(STAND_IN)) {
            (Self::GitCliff, _) => ("git-cliff".into(), vec!["--offline"]),
            (Self::Semflow, Some(program)) => (program.into(), vec!["--offline"]),
            (Self::Semflow, None) => {
                let mut arguments = vec!["changelog", "--compat", "strict", "--offline"];
                arguments.extend((!is_configured).then_some("--as-git-cliff"));
                (cargo_bin!("semflow").into(), arguments)
            }
        }
    }
}

/// Returns whether the git-cliff that semflow is compared with is on the path.
pub(crate) fn git_cliff_is_here() -> bool {
    static IS_HERE: OnceLock<bool> = OnceLock::new();
    *IS_HERE.get_or_init(|| {
        let output = Command::new("git-cliff").arg("--version").output();
        output.is_ok_and(|output| String::from_utf8_lossy(&output.stdout).trim() == VERSION)
    })
}
