//! What to say when commits that an answer needs are not there: a shallow clone hides them, or they
//! are lost.

use crate::cli::environment::Environment;
use crate::commands::project::Project;
use crate::domain::history::commit::CommitId;
use crate::failure::Failure;

/// Where a checkout is told to fetch the whole history: the variable that tells the CI, its name,
/// and the words.
const CHECKOUTS: &[(&str, &str, &str)] = &[
    ("GITHUB_ACTIONS", "GitHub Actions", "set `fetch-depth: 0` under `with:` of actions/checkout"),
    ("GITLAB_CI", "GitLab CI", "set `GIT_DEPTH: \"0\"` under `variables:`"),
    (
        "TF_BUILD",
        "Azure Pipelines",
        "set `fetchDepth: 0` and `fetchTags: true` on `checkout: self`",
    ),
    ("BITBUCKET_BUILD_NUMBER", "Bitbucket Pipelines", "set `depth: full` under `clone:`"),
    ("TRAVIS", "Travis CI", "set `depth: false` under `git:`"),
    ("DRONE", "Drone", "set `depth: 0` under `clone:`"),
    ("APPVEYOR", "AppVeyor", "remove `clone_depth` from appveyor.yml"),
];

/// Returns the failure for a history that ends at `cut_at` before the answer is known.
pub(crate) fn incomplete(
    project: &Project,
    cut_at: CommitId,
    environment: &Environment,
) -> Failure {
    if !project.repository.is_shallow() {
        return Failure::world("a commit that counts is missing from this repository")
            .at(format!("a parent of commit {cut_at}"))
            .hint("`git fsck` tells what is damaged")
            .hint("a new clone brings back what the remote has");
    }
    let failure =
        Failure::state("this is a shallow clone, and the commits that count go on behind it")
            .at(format!("commit {cut_at}, whose parents were not fetched"))
            .hint("`git fetch --unshallow --tags` fetches what is missing");
    told_to_fetch(failure, environment)
}

/// Returns a failure about a name that a shallow clone may just not have fetched.
pub(crate) fn maybe_not_fetched(
    failure: Failure,
    project: &Project,
    environment: &Environment,
) -> Failure {
    if !project.repository.is_shallow() {
        return failure;
    }
    let failure = failure
        .because("this is a shallow clone, which may not have fetched it")
        .hint("`git fetch --unshallow --tags` fetches what is missing");
    told_to_fetch(failure, environment)
}

/// Tells how the checkout of the CI, or of the usual ones, fetches everything.
fn told_to_fetch(failure: Failure, environment: &Environment) -> Failure {
    let here = CHECKOUTS.iter().find(|(variable, ..)| environment.variable(variable).is_some());
    match here {
        Some((_, name, words)) => failure.hint(format!("{name}: {words}")),
        None => CHECKOUTS
            .iter()
            .take(3)
            .fold(failure, |failure, (_, name, words)| failure.hint(format!("{name}: {words}"))),
    }
}
