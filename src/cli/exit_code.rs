//! The exit codes, the same for every command and part of the interface.

use crate::failure::FailureKind;

/// How a run ended. The table in `README.md` is tested against this enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum ExitCode {
    /// 0: done.
    Done = 0,
    /// 1: the answer is no: nothing to release under `--require-changes`, no version yet.
    No = 1,
    /// 2: the arguments or the configuration are wrong.
    Usage = 2,
    /// 3: the repository's state forbids it: shallow, no commit, version taken, merge unfinished.
    State = 3,
    /// 4: the world failed: disk, permissions, a damaged object.
    World = 4,
    /// 70: a defect of semflow.
    Bug = 70,
}

impl From<FailureKind> for ExitCode {
    fn from(kind: FailureKind) -> Self {
        match kind {
            FailureKind::No => Self::No,
            FailureKind::Usage => Self::Usage,
            FailureKind::State => Self::State,
            FailureKind::World => Self::World,
            FailureKind::Bug => Self::Bug,
        }
    }
}

impl From<ExitCode> for std::process::ExitCode {
    fn from(code: ExitCode) -> Self {
        Self::from(code as u8)
    }
}
