//! Which branch a version is for: what was asked for, what is checked out, what the CI says, or what
//! points to the commit. Never a guess: where several branches may be meant, that is said.

use crate::domain::flow::branches::FlowBranches;
use crate::domain::flow::ci::{CiRef, CiRun};
use crate::domain::flow::naming::NamedBranch;
use crate::domain::flow::rules::FlowRules;
use crate::domain::history::commit::CommitId;
use crate::domain::history::tag::TagName;
use crate::domain::version::version_tag::{VersionTag, VersionTags};
use crate::failure::{Failure, Result};

/// The variable that names the branch whatever the CI.
pub const OWN_VARIABLE: &str = "SEMFLOW_BRANCH";

/// All that is looked at.
pub struct Signs<'s> {
    /// The branch that was asked for on the command line.
    pub asked: Option<&'s str>,
    /// What [`OWN_VARIABLE`] says.
    pub own_variable: Option<&'s str>,
    /// What the CI says.
    pub ci: Option<CiRun>,
    /// The branch that is checked out; `None` for a detached HEAD.
    pub checked_out: Option<&'s str>,
    /// Whether HEAD is detached, and the commit is the one that it names.
    pub is_detached: bool,
    /// The commit that the version is for.
    pub head: CommitId,
    /// The branches there are.
    pub branches: &'s FlowBranches,
    /// The version tags there are.
    pub tags: &'s VersionTags,
    /// What the names of branches mean.
    pub rules: &'s FlowRules,
}

/// What a version is for, and how that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whereabouts {
    /// What it is for.
    pub place: Place,
    /// How that is known.
    pub known_by: KnownBy,
    /// A variable that was set and did not count, with what it says.
    pub ignored: Option<(String, String)>,
}

/// What a version is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A branch.
    Branch {
        /// The branch.
        branch: NamedBranch,
        /// The branch that a pull request is to be merged into.
        target: Option<String>,
        /// The branch that it comes from.
        source: Option<String>,
    },
    /// A tag: its version is the answer.
    Tag(VersionTag),
    /// A commit that nothing names.
    Nowhere {
        /// The branches that may be meant.
        candidates: Vec<String>,
    },
}

/// How it is known what a version is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KnownBy {
    /// It was asked for.
    Asked,
    /// It is checked out.
    CheckedOut,
    /// A variable of the environment says so.
    Variable {
        /// The variable.
        name: String,
        /// The CI that sets it.
        provider: Option<&'static str>,
    },
    /// It is the only branch that points to the commit.
    OnlyBranch {
        /// Whether it is one of the remote.
        is_remote: bool,
    },
    /// The tag is checked out.
    TagHere,
    /// It is not known.
    Unknown,
}

/// Returns what a version is for.
pub fn find(signs: &Signs<'_>) -> Whereabouts {
    let found = |place, known_by| Whereabouts { place, known_by, ignored: None };
    let named = |name: &str| branch(signs.rules.classify(name));
    if let Some(name) = signs.asked {
        return found(named(local_name(signs, name)), KnownBy::Asked);
    }
    let mut ignored = None;
    for (variable, provider, subject) in variables(signs) {
        match resolve(signs, &subject) {
            Some(place) => {
                return Whereabouts {
                    place,
                    known_by: KnownBy::Variable { name: variable.to_owned(), provider },
                    ignored,
                };
            }
            None => ignored = ignored.or(Some((variable.to_owned(), spelled(&subject)))),
        }
    }
    let whereabouts = match signs.checked_out {
        Some(name) => found(named(name), KnownBy::CheckedOut),
        None => detached(signs),
    };
    Whereabouts { ignored, ..whereabouts }
}

/// Refuses what nothing names.
///
/// # Errors
/// When it is not known which branch the version is for.
pub fn must_be_known(whereabouts: &Whereabouts, head: CommitId) -> Result<()> {
    let Place::Nowhere { candidates } = &whereabouts.place else { return Ok(()) };
    let what = "HEAD is detached, and it is not known which branch the version is for";
    let failure = Failure::state(what).at(format!("commit {}", head.short()));
    let failure = match &whereabouts.ignored {
        Some((variable, says)) => {
            failure.because(format!("{variable} says {says}, which is not at this commit"))
        }
        None => failure,
    };
    let failure = match candidates.as_slice() {
        [] => failure.because("no branch points to this commit"),
        many => failure.because(format!("several branches point to it: {}", many.join(", "))),
    };
    Err(failure
        .hint("name it: `semflow next-version --branch BRANCH`")
        .hint(format!("in a CI that is not known, set {OWN_VARIABLE}")))
}

/// Returns the variables that say something, best first.
fn variables<'s>(signs: &'s Signs<'_>) -> Vec<(&'s str, Option<&'static str>, CiRef)> {
    let own = signs.own_variable.map(|name| {
        let subject = match name.strip_prefix("refs/tags/") {
            Some(tag) => CiRef::Tag(tag.to_owned()),
            None => CiRef::Branch(short(name).to_owned()),
        };
        (OWN_VARIABLE, None, subject)
    });
    let ci = signs.ci.as_ref();
    let ci = ci.map(|run| (run.variable, Some(run.provider), run.subject.clone()));
    own.into_iter().chain(ci).collect()
}

/// Returns what a variable means: nothing where another branch is checked out than it says, because
/// then it was set for something else.
fn resolve(signs: &Signs<'_>, subject: &CiRef) -> Option<Place> {
    let is_detached = signs.is_detached;
    let is_here =
        |name: &str| signs.branches.called(name).any(|found| found.branch.tip == signs.head);
    match subject {
        CiRef::Tag(name) => {
            let is_same = |tag: &&VersionTag| tag.name.as_str() == name;
            if let Some(known) = signs.tags.iter().find(is_same) {
                return (known.commit == signs.head).then(|| Place::Tag(known.clone()));
            }
            // The CI has checked out a tag without fetching it.
            let version = signs.tags.family().version_of(name).filter(|_| is_detached)?;
            let name = TagName::new(name.as_str());
            Some(Place::Tag(VersionTag { name, version, commit: signs.head }))
        }
        CiRef::Branch(name) => {
            let named = signs.rules.classify(name);
            (is_detached || is_here(name)).then(|| branch(named))
        }
        CiRef::PullRequest(request) => {
            let source = request.source.as_deref();
            // A CI that builds branches tells of a pull request that a branch has, too: of one from
            // develop into main, which makes develop no topic branch.
            if let (Some(name), None) = (source, &request.target)
                && !signs.rules.classify(name).kind.follows_a_parent()
            {
                return resolve(signs, &CiRef::Branch(name.to_owned()));
            }
            let counts = is_detached
                || source.is_some_and(is_here)
                || signs.checked_out.is_some_and(|name| {
                    let named = signs.rules.classify(name);
                    named.number.as_deref() == Some(request.number.as_str())
                });
            let name = format!("pull/{}", request.number);
            counts.then(|| Place::Branch {
                branch: NamedBranch::pull_request(&name, &request.number),
                target: request.target.clone(),
                source: request.source.clone(),
            })
        }
    }
}

fn detached(signs: &Signs<'_>) -> Whereabouts {
    let found = |place, known_by| Whereabouts { place, known_by, ignored: None };
    let here = || signs.branches.at(signs.head);
    for is_remote in [false, true] {
        let mut all = here().filter(|found| found.branch.remote.is_some() == is_remote);
        if let (Some(only), None) = (all.next(), all.next()) {
            return found(branch(only.named.clone()), KnownBy::OnlyBranch { is_remote });
        }
    }
    let stable = signs.tags.at(signs.head).rfind(|tag| tag.is_stable());
    if let Some(tag) = stable.or_else(|| signs.tags.at(signs.head).next_back()) {
        return found(Place::Tag(tag.clone()), KnownBy::TagHere);
    }
    let candidates = here().map(|found| found.branch.spelled()).collect();
    found(Place::Nowhere { candidates }, KnownBy::Unknown)
}

fn branch(branch: NamedBranch) -> Place {
    Place::Branch { branch, target: None, source: None }
}

/// Returns the name of a branch that may be spelled as one of a remote.
fn local_name<'n>(signs: &Signs<'_>, name: &'n str) -> &'n str {
    let name = short(name).trim();
    let spelled = name.strip_prefix("refs/remotes/").unwrap_or(name);
    let is_remote = signs.branches.iter().any(|found| found.branch.spelled() == spelled);
    let is_local = signs.branches.called(name).next().is_some();
    match spelled.split_once('/') {
        Some((_, rest)) if is_remote && !is_local => rest,
        _ => name,
    }
}

fn short(name: &str) -> &str {
    name.strip_prefix("refs/heads/").unwrap_or(name)
}

fn spelled(subject: &CiRef) -> String {
    match subject {
        CiRef::Branch(name) => format!("branch {name}"),
        CiRef::Tag(name) => format!("tag {name}"),
        CiRef::PullRequest(request) => format!("pull request {}", request.number),
    }
}
