//! What branches are for in Git Flow.

/// The kinds of branches of Git Flow, and the two that it does not know: what a forge makes of a
/// pull request, and whatever fits nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BranchKind {
    /// What is released: `main` or `master`.
    Production,
    /// Where the next release grows: `develop`.
    Integration,
    /// What is looked at between integration and production: `staging`.
    Staging,
    /// One release on its way: `release/v1.2.0`.
    Release,
    /// One correction of what is released: `hotfix/v1.2.1`.
    Hotfix,
    /// A topic branch with something new: `feature/login`.
    Feature,
    /// A topic branch with a correction: `bugfix/typo`.
    Bugfix,
    /// An older line that is kept alive: `support/1.x`.
    Support,
    /// What a forge makes of a pull request: `pull/44/merge`.
    PullRequest,
    /// Anything else.
    Other,
}

impl BranchKind {
    /// Every kind.
    pub const ALL: [Self; 10] = [
        Self::Production,
        Self::Integration,
        Self::Staging,
        Self::Release,
        Self::Hotfix,
        Self::Feature,
        Self::Bugfix,
        Self::Support,
        Self::PullRequest,
        Self::Other,
    ];

    /// Returns the word for the kind, as configuration and output spell it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Production => "production",
            Self::Integration => "integration",
            Self::Staging => "staging",
            Self::Release => "release",
            Self::Hotfix => "hotfix",
            Self::Feature => "feature",
            Self::Bugfix => "bugfix",
            Self::Support => "support",
            Self::PullRequest => "pull_request",
            Self::Other => "other",
        }
    }

    /// Whether a branch of this kind lives on, release after release.
    pub const fn is_long_lived(self) -> bool {
        matches!(self, Self::Production | Self::Integration | Self::Staging | Self::Support)
    }

    /// Whether the version of such a branch becomes that of a release.
    pub const fn is_released(self) -> bool {
        matches!(self, Self::Production | Self::Release | Self::Hotfix | Self::Support)
    }

    /// Whether a branch of this kind tells by its presence that a team works by Git Flow.
    pub const fn shows_git_flow(self) -> bool {
        matches!(self, Self::Integration | Self::Release | Self::Hotfix | Self::Support)
    }

    /// Whether the rules of such a branch are those of the branch that it was branched off.
    pub const fn follows_a_parent(self) -> bool {
        matches!(self, Self::Feature | Self::Bugfix | Self::PullRequest | Self::Other)
    }
}
