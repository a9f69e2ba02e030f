//! Whether git-cliff's faults are repaired or reproduced.

/// The version of git-cliff whose rules these are.
pub const STANDS_IN_FOR: &str = "2.14.2";

/// How close to git-cliff 2.14.2 an answer is where git-cliff loses data or contradicts its own
/// documentation. `docs/git-cliff.md` lists every difference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compat {
    /// Such faults are repaired.
    #[default]
    Repaired,
    /// Every answer is git-cliff's to the byte.
    Strict,
}

impl Compat {
    /// Whether git-cliff's faults are reproduced.
    pub const fn is_strict(self) -> bool {
        matches!(self, Self::Strict)
    }
}
