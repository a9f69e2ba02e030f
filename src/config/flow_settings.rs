//! What `[flow]` can say, as plain values; a part of [`crate::config::settings`].

use crate::domain::flow::kind::BranchKind;
use crate::domain::flow::rules::Preset;
use crate::domain::history::height::Height;
use crate::domain::version::bump::Bump;
use crate::domain::version::rule::Numbering;

/// The branches of Git Flow: semflow's `[flow]`.
#[derive(Clone, Debug, Default)]
pub struct Flow {
    /// Whether there is such a section.
    pub is_present: bool,
    /// Whether versions follow Git Flow.
    pub enabled: Enabled,
    /// What the rules start from.
    pub preset: Option<Preset>,
    /// The remote whose branches count.
    pub remote: Option<String>,
    /// Which commits a number counts.
    pub height: Option<Height>,
    /// The version that the next release gets.
    pub next_version: Option<String>,
    /// What is said of each kind of branches.
    pub kinds: Vec<(BranchKind, FlowKind)>,
}

/// Whether versions follow Git Flow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Enabled {
    /// Where the repository shows it.
    #[default]
    Auto,
    /// In any case.
    Always,
    /// In no case.
    Never,
}

/// What is said of one kind of branches.
#[derive(Clone, Debug, Default)]
pub struct FlowKind {
    /// Whole names.
    pub names: Option<Vec<String>>,
    /// What names start with.
    pub prefixes: Option<Vec<String>>,
    /// The label of the versions; empty for final versions.
    pub label: Option<String>,
    /// The level that is raised at least.
    pub min_bump: Option<Bump>,
    /// How the number behind the label is found.
    pub number: Option<Numbering>,
}
