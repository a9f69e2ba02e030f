//! The rules of a team's Git Flow: which names its branches have, and how each kind is versioned.

use semver::Version;

use crate::domain::flow::kind::BranchKind;
use crate::domain::history::height::Height;
use crate::domain::version::bump::Bump;
use crate::domain::version::rule::{Label, Numbering};

/// Where the rules start from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Preset {
    /// semflow's own.
    #[default]
    Semflow,
    /// The names, labels and numbers of GitVersion's workflow `GitFlow/v1`.
    GitVersion,
}

impl Preset {
    /// Every preset, with the word for it.
    pub const ALL: [(&'static str, Self); 2] =
        [("semflow", Self::Semflow), ("gitversion", Self::GitVersion)];
}

/// The rules of a team's Git Flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlowRules {
    /// Where they started from.
    pub preset: Preset,
    /// Which commits a number counts.
    pub height: Height,
    /// The rules of each kind, in the order of [`BranchKind::ALL`].
    kinds: [KindRules; 10],
    /// Whether upper and lower case in names are one.
    pub ignores_case: bool,
    /// The version that the next release gets.
    pub next_version: Option<Version>,
}

/// The rules of one kind of branches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KindRules {
    /// The whole names of such branches, best first.
    pub names: Vec<String>,
    /// What their names start with.
    pub prefixes: Vec<String>,
    /// The label of their versions: `{branch}` stands for the name behind the prefix, `{number}`
    /// for that of a pull request. Empty where their versions are final.
    pub label: String,
    /// The level that is raised at least; `None` for that of the branch it was branched off.
    pub min_bump: Option<Bump>,
    /// How the number behind the label is found.
    pub number: Numbering,
}

impl FlowRules {
    /// Returns the rules of a preset.
    pub fn of(preset: Preset) -> Self {
        let kinds = match preset {
            Preset::Semflow => BranchKind::ALL.map(semflow),
            Preset::GitVersion => BranchKind::ALL.map(gitversion),
        };
        let height = match preset {
            Preset::Semflow => Height::FirstParent,
            Preset::GitVersion => Height::All,
        };
        let ignores_case = preset == Preset::GitVersion;
        Self { preset, height, kinds, ignores_case, next_version: None }
    }

    /// Returns the rules of a kind.
    pub fn kind(&self, kind: BranchKind) -> &KindRules {
        let [production, integration, staging, release, hotfix, feature, bugfix, rest @ ..] =
            &self.kinds;
        let [support, pull_request, other] = rest;
        match kind {
            BranchKind::Production => production,
            BranchKind::Integration => integration,
            BranchKind::Staging => staging,
            BranchKind::Release => release,
            BranchKind::Hotfix => hotfix,
            BranchKind::Feature => feature,
            BranchKind::Bugfix => bugfix,
            BranchKind::Support => support,
            BranchKind::PullRequest => pull_request,
            BranchKind::Other => other,
        }
    }

    /// Returns the rules of a kind, to change them.
    pub fn kind_mut(&mut self, kind: BranchKind) -> &mut KindRules {
        let [production, integration, staging, release, hotfix, feature, bugfix, rest @ ..] =
            &mut self.kinds;
        let [support, pull_request, other] = rest;
        match kind {
            BranchKind::Production => production,
            BranchKind::Integration => integration,
            BranchKind::Staging => staging,
            BranchKind::Release => release,
            BranchKind::Hotfix => hotfix,
            BranchKind::Feature => feature,
            BranchKind::Bugfix => bugfix,
            BranchKind::Support => support,
            BranchKind::PullRequest => pull_request,
            BranchKind::Other => other,
        }
    }

    /// Whether a version without a label still has a number, as GitVersion numbers what is not
    /// tagged on its main branches.
    pub fn unlabelled(&self) -> Label {
        match self.preset {
            Preset::Semflow => Label::Final,
            Preset::GitVersion => Label::Number,
        }
    }
}

impl KindRules {
    fn new(label: &str, min_bump: Option<Bump>, number: Numbering) -> Self {
        let label = label.to_owned();
        Self { names: Vec::new(), prefixes: Vec::new(), label, min_bump, number }
    }

    fn named(mut self, names: &[&str]) -> Self {
        self.names = names.iter().map(|name| (*name).to_owned()).collect();
        self
    }

    fn prefixed(mut self, prefixes: &[&str]) -> Self {
        self.prefixes = prefixes.iter().map(|prefix| (*prefix).to_owned()).collect();
        self
    }
}

/// The numbers of releases are kept in tags, those of builds count commits; a release from
/// `develop` is a minor one at least, because the patch versions belong to `main`: a
/// correction-only release would take the number of the next hotfix.
fn semflow(kind: BranchKind) -> KindRules {
    use Numbering::{Height, None as NoNumber, Tag};
    match kind {
        BranchKind::Production => {
            KindRules::new("", Some(Bump::None), NoNumber).named(&["main", "master"])
        }
        BranchKind::Integration => {
            KindRules::new("alpha", Some(Bump::Minor), Height).named(&["develop"])
        }
        BranchKind::Staging => {
            KindRules::new("beta", Some(Bump::Minor), Height).named(&["staging"])
        }
        BranchKind::Release => KindRules::new("rc", Some(Bump::Minor), Tag).prefixed(&["release/"]),
        BranchKind::Hotfix => KindRules::new("rc", Some(Bump::Patch), Tag).prefixed(&["hotfix/"]),
        BranchKind::Feature => KindRules::new("{branch}", None, Height).prefixed(&["feature/"]),
        BranchKind::Bugfix => KindRules::new("{branch}", None, Height).prefixed(&["bugfix/"]),
        BranchKind::Support => {
            KindRules::new("", Some(Bump::None), NoNumber).prefixed(&["support/"])
        }
        BranchKind::PullRequest => {
            KindRules::new("pr{number}", None, Height).prefixed(&PULL_REQUESTS)
        }
        BranchKind::Other => KindRules::new("{branch}", None, Height),
    }
}

/// The patterns of GitVersion's `GitFlow/v1` as prefixes.
fn gitversion(kind: BranchKind) -> KindRules {
    use Numbering::{Height, TagAndHeight};
    match kind {
        BranchKind::Production => {
            KindRules::new("", Some(Bump::Patch), Height).named(&["main", "master"])
        }
        BranchKind::Integration => KindRules::new("alpha", Some(Bump::Minor), Height).named(&[
            "develop",
            "dev",
            "development",
            "devment",
        ]),
        BranchKind::Staging => KindRules::new("beta", Some(Bump::Minor), Height),
        BranchKind::Release => KindRules::new("beta", Some(Bump::Minor), TagAndHeight).prefixed(&[
            "release/",
            "release-",
            "releases/",
            "releases-",
        ]),
        BranchKind::Hotfix => KindRules::new("beta", None, TagAndHeight).prefixed(&[
            "hotfix/",
            "hotfix-",
            "hotfixes/",
            "hotfixes-",
        ]),
        BranchKind::Feature => KindRules::new("{branch}", None, TagAndHeight).prefixed(&[
            "feature/",
            "feature-",
            "features/",
            "features-",
        ]),
        BranchKind::Support => {
            KindRules::new("", Some(Bump::Patch), Height).prefixed(&["support/", "support-"])
        }
        BranchKind::PullRequest => {
            KindRules::new("PullRequest{number}", None, Height).prefixed(&PULL_REQUESTS)
        }
        BranchKind::Bugfix | BranchKind::Other => KindRules::new("{branch}", None, TagAndHeight),
    }
}

/// What forges call the refs of pull requests.
const PULL_REQUESTS: [&str; 8] = [
    "pull/",
    "pull-requests/",
    "merge-requests/",
    "pr/",
    "pull-",
    "pull-requests-",
    "pr-",
    "refs/pull/",
];
