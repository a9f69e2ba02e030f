//! Asking the variables of a run, provider by provider.

use crate::domain::flow::ci::providers::{Clue, Condition, Form, Kind, PROVIDERS, Provider, REFS};

/// What a CI run is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CiRef {
    /// A branch, by its short name.
    Branch(String),
    /// A tag, by its short name.
    Tag(String),
    /// A pull request.
    PullRequest(PullRequest),
}

/// A pull request, by whatever name its forge calls it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PullRequest {
    /// Its number: digits only.
    pub number: String,
    /// The branch that asks to be merged; `None` where the CI does not tell. That of a fork may be
    /// called as one of this repository is.
    pub source: Option<String>,
    /// The branch it asks to be merged into; `None` where the CI does not tell.
    pub target: Option<String>,
}

/// A CI run, and how it was known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CiRun {
    /// The name of the CI, such as `GitHub Actions`.
    pub provider: &'static str,
    /// The variable that decided.
    pub variable: &'static str,
    /// What it runs for.
    pub subject: CiRef,
}

/// The value of a variable, by its name; `None` where it is unset or empty.
type Variables<'f, 'v> = &'f dyn Fn(&str) -> Option<&'v str>;

/// Returns what the CI run with these variables is for; `None` where nothing tells.
///
/// A CI that says it is running goes first. Where none does, as in a container that was handed a
/// few variables only, a variable counts if its name belongs to one CI alone.
///
/// ```
/// use semflow::domain::flow::ci::{CiRef, detect};
/// let run = detect(&|name| (name == "CIRCLE_BRANCH").then_some("main")).unwrap();
/// assert_eq!((run.provider, run.variable), ("CircleCI", "CIRCLE_BRANCH"));
/// assert_eq!(run.subject, CiRef::Branch("main".to_owned()));
/// ```
pub fn detect<'v>(variable: &dyn Fn(&str) -> Option<&'v str>) -> Option<CiRun> {
    let variables = |name: &str| variable(name).filter(|value| !value.is_empty());
    let is_running =
        |provider: &&Provider| provider.markers.iter().any(|marker| holds(*marker, &variables));
    let running = PROVIDERS
        .iter()
        .filter(is_running)
        .find_map(|provider| ask(provider, |_| true, &variables));
    running.or_else(|| {
        PROVIDERS.iter().find_map(|provider| ask(provider, |clue| !clue.is_shared, &variables))
    })
}

fn holds(condition: Condition, variables: Variables<'_, '_>) -> bool {
    match condition {
        Condition::Set(name) => variables(name).is_some(),
        Condition::Is(name, expected) => {
            variables(name).is_some_and(|value| value.eq_ignore_ascii_case(expected))
        }
    }
}

fn ask(
    provider: &Provider,
    counts: impl Fn(&Clue) -> bool,
    variables: Variables<'_, '_>,
) -> Option<CiRun> {
    provider.clues.iter().filter(|clue| counts(clue)).find_map(|clue| {
        let (kind, name) = read(clue, variables)?;
        let subject = match kind {
            Kind::Branch => CiRef::Branch(name.to_owned()),
            Kind::Tag => CiRef::Tag(name.to_owned()),
            Kind::PullRequest => CiRef::PullRequest(PullRequest {
                number: name.to_owned(),
                source: branch(provider.source, variables),
                target: branch(provider.target, variables),
            }),
        };
        Some(CiRun { provider: provider.name, variable: clue.variable, subject })
    })
}

fn read<'v>(clue: &Clue, variables: Variables<'_, 'v>) -> Option<(Kind, &'v str)> {
    if clue.only_if.is_some_and(|condition| !holds(condition, variables)) {
        return None;
    }
    let value = without_commit(variables(clue.variable)?);
    let full = REFS.iter().find_map(|form| inside(*form, value));
    if full.is_some() || value.starts_with("refs/") {
        return full;
    }
    clue.forms.iter().find_map(|form| inside(*form, value))
}

/// Cuts the commit off that may follow a ref on AWS CodeBuild: `refs/heads/main^{…}`. No name has
/// a `^` (git-check-ref-format).
fn without_commit(value: &str) -> &str {
    value.split_once("^{").map_or(value, |(name, _)| name)
}

/// Returns what stands in the place of the `*`.
fn inside((pattern, kind): Form, value: &str) -> Option<(Kind, &str)> {
    let (before, after) = pattern.split_once('*')?;
    let text = value.strip_prefix(before)?.strip_suffix(after)?;
    let text = match kind {
        Kind::PullRequest => number(text)?,
        Kind::Branch | Kind::Tag => name(text)?,
    };
    Some((kind, text))
}

/// Returns the number of a pull request, which may be the end of its address.
fn number(text: &str) -> Option<&str> {
    let text = match text.rsplit_once('/') {
        Some((before, last)) if before.contains("://") => last,
        _ => text,
    };
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then_some(text)
}

/// What stands for the lack of a branch: git's own words, that of Jenkins' git plugin
/// (`DefaultBuildChooser`), and that of TeamCity for whichever branch is the default.
const NO_NAMES: [&str; 4] = ["HEAD", "origin/HEAD", "detached", "<default>"];

fn name(text: &str) -> Option<&str> {
    (!text.is_empty() && !NO_NAMES.contains(&text)).then_some(text)
}

/// Returns a branch of a pull request. Buildkite can put the owner of a fork before it; no name has
/// a `:` (git-check-ref-format).
fn branch(clues: &[Clue], variables: Variables<'_, '_>) -> Option<String> {
    clues
        .iter()
        .find_map(|clue| match read(clue, variables)? {
            (Kind::Branch, name) => Some(name.rsplit_once(':').map_or(name, |(_, name)| name)),
            _ => None,
        })
        .map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::{CiRef, CiRun, detect};
    use crate::domain::flow::ci::providers::PROVIDERS;

    /// The CI, its variables, and what is to be known from them.
    type Row = (&'static str, &'static str, &'static str);

    const ROWS: &[Row] = &[
        (
            "GitHub Actions",
            "GITHUB_ACTIONS=true GITHUB_REF=refs/heads/feature/a GITHUB_REF_NAME=feature/a \
             GITHUB_REF_TYPE=branch GITHUB_HEAD_REF= GITHUB_BASE_REF=",
            "GITHUB_REF: branch feature/a",
        ),
        (
            "GitHub Actions",
            "GITHUB_ACTIONS=true GITHUB_REF_NAME=feature/a GITHUB_REF_TYPE=branch",
            "GITHUB_REF_NAME: branch feature/a",
        ),
        (
            "GitHub Actions",
            "GITHUB_ACTIONS=true GITHUB_REF=refs/heads/7/merge GITHUB_REF_NAME=7/merge",
            "GITHUB_REF: branch 7/merge",
        ),
        (
            "GitHub Actions",
            "GITHUB_ACTIONS=true GITHUB_REF_NAME=feature/7/merge",
            "GITHUB_REF_NAME: branch feature/7/merge",
        ),
        ("GitHub Actions", "GITHUB_ACTIONS=true GITHUB_REF=main", "GITHUB_REF: branch main"),
        (
            "GitHub Actions",
            "GITHUB_ACTIONS=true GITHUB_REF=refs/tags/v1.0.0 GITHUB_REF_NAME=v1.0.0 \
             GITHUB_REF_TYPE=tag",
            "GITHUB_REF: tag v1.0.0",
        ),
        (
            "GitHub Actions",
            "GITHUB_ACTIONS=true GITHUB_REF_NAME=v1.0.0 GITHUB_REF_TYPE=tag",
            "GITHUB_REF_NAME: tag v1.0.0",
        ),
        (
            "GitHub Actions",
            "GITHUB_ACTIONS=true GITHUB_REF=refs/pull/7/merge GITHUB_REF_NAME=7/merge \
             GITHUB_REF_TYPE=branch GITHUB_HEAD_REF=feature/a GITHUB_BASE_REF=main",
            "GITHUB_REF: pull request 7 from feature/a into main",
        ),
        (
            "GitHub Actions",
            "GITHUB_ACTIONS=true GITHUB_REF_NAME=7/merge GITHUB_HEAD_REF=a GITHUB_BASE_REF=main",
            "GITHUB_REF_NAME: pull request 7 from a into main",
        ),
        (
            "GitHub Actions",
            "GITHUB_ACTIONS=true GITHUB_REF=refs/pull/7/merge",
            "GITHUB_REF: pull request 7 from ? into ?",
        ),
        (
            "GitHub Actions",
            "GITEA_ACTIONS=true GITHUB_REF=refs/pull/7/head GITHUB_HEAD_REF=a GITHUB_BASE_REF=main",
            "GITHUB_REF: pull request 7 from a into main",
        ),
        (
            "GitHub Actions",
            "FORGEJO_ACTIONS=true GITHUB_REF=refs/heads/main",
            "GITHUB_REF: branch main",
        ),
        ("GitLab CI", "GITLAB_CI=true CI_COMMIT_BRANCH=a/b", "CI_COMMIT_BRANCH: branch a/b"),
        ("GitLab CI", "GITLAB_CI=true CI_COMMIT_REF_NAME=a/b", "CI_COMMIT_REF_NAME: branch a/b"),
        (
            "GitLab CI",
            "GITLAB_CI=true CI_COMMIT_TAG=v1.0.0 CI_COMMIT_REF_NAME=v1.0.0",
            "CI_COMMIT_TAG: tag v1.0.0",
        ),
        (
            "GitLab CI",
            "GITLAB_CI=true CI_MERGE_REQUEST_IID=7 CI_MERGE_REQUEST_SOURCE_BRANCH_NAME=a/b \
             CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main CI_COMMIT_REF_NAME=a/b",
            "CI_MERGE_REQUEST_IID: pull request 7 from a/b into main",
        ),
        (
            "GitLab CI",
            "GITLAB_CI=true CI_EXTERNAL_PULL_REQUEST_IID=7 CI_COMMIT_BRANCH=a \
             CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_NAME=a \
             CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_NAME=main",
            "CI_EXTERNAL_PULL_REQUEST_IID: pull request 7 from a into main",
        ),
        (
            "GitLab CI",
            "GITLAB_CI=true CI_COMMIT_REF_NAME=refs/merge-requests/7/head",
            "CI_COMMIT_REF_NAME: pull request 7 from ? into ?",
        ),
        (
            "Azure Pipelines",
            "TF_BUILD=True BUILD_SOURCEBRANCH=refs/heads/feature/a BUILD_SOURCEBRANCHNAME=a",
            "BUILD_SOURCEBRANCH: branch feature/a",
        ),
        (
            "Azure Pipelines",
            "TF_BUILD=True BUILD_SOURCEBRANCH=refs/tags/v1.0.0",
            "BUILD_SOURCEBRANCH: tag v1.0.0",
        ),
        (
            "Azure Pipelines",
            "TF_BUILD=True BUILD_SOURCEBRANCH=refs/pull/7/merge \
             SYSTEM_PULLREQUEST_PULLREQUESTID=7 \
             SYSTEM_PULLREQUEST_SOURCEBRANCH=refs/heads/feature/a \
             SYSTEM_PULLREQUEST_TARGETBRANCH=refs/heads/main",
            "SYSTEM_PULLREQUEST_PULLREQUESTID: pull request 7 from feature/a into main",
        ),
        (
            "Azure Pipelines",
            "TF_BUILD=True SYSTEM_PULLREQUEST_PULLREQUESTID=1234567 \
             SYSTEM_PULLREQUEST_PULLREQUESTNUMBER=7 SYSTEM_PULLREQUEST_SOURCEBRANCH=a \
             SYSTEM_PULLREQUEST_TARGETBRANCH=main",
            "SYSTEM_PULLREQUEST_PULLREQUESTNUMBER: pull request 7 from a into main",
        ),
        (
            "Azure Pipelines",
            "TF_BUILD=True BUILD_SOURCEBRANCH=refs/pull/7/merge",
            "BUILD_SOURCEBRANCH: pull request 7 from ? into ?",
        ),
        ("Jenkins", "JENKINS_URL=http://ci BRANCH_NAME=a/b", "BRANCH_NAME: branch a/b"),
        (
            "Jenkins",
            "JENKINS_URL=http://ci BRANCH_NAME=a/b GIT_LOCAL_BRANCH=build",
            "BRANCH_NAME: branch a/b",
        ),
        (
            "Jenkins",
            "JENKINS_URL=http://ci GIT_LOCAL_BRANCH=a/b GIT_BRANCH=origin/a/b",
            "GIT_LOCAL_BRANCH: branch a/b",
        ),
        ("Jenkins", "JENKINS_URL=http://ci GIT_BRANCH=origin/a/b", "GIT_BRANCH: branch a/b"),
        (
            "Jenkins",
            "JENKINS_URL=http://ci GIT_BRANCH=release/1.0",
            "GIT_BRANCH: branch release/1.0",
        ),
        (
            "Jenkins",
            "JENKINS_URL=http://ci GIT_BRANCH=refs/remotes/origin/a/b",
            "GIT_BRANCH: branch a/b",
        ),
        (
            "Jenkins",
            "JENKINS_URL=http://ci GIT_BRANCH=remotes/origin/a/b",
            "GIT_BRANCH: branch a/b",
        ),
        ("Jenkins", "JENKINS_URL=http://ci GIT_BRANCH=refs/tags/v1", "GIT_BRANCH: tag v1"),
        ("Jenkins", "JENKINS_URL=http://ci TAG_NAME=v1 BRANCH_NAME=v1", "TAG_NAME: tag v1"),
        (
            "Jenkins",
            "JENKINS_URL=http://ci BRANCH_NAME=PR-7 CHANGE_ID=7 CHANGE_BRANCH=a/b \
             CHANGE_TARGET=main",
            "CHANGE_ID: pull request 7 from a/b into main",
        ),
        (
            "Bitbucket Pipelines",
            "BITBUCKET_BUILD_NUMBER=1 BITBUCKET_BRANCH=a/b",
            "BITBUCKET_BRANCH: branch a/b",
        ),
        (
            "Bitbucket Pipelines",
            "BITBUCKET_BUILD_NUMBER=1 BITBUCKET_TAG=v1",
            "BITBUCKET_TAG: tag v1",
        ),
        (
            "Bitbucket Pipelines",
            "BITBUCKET_BUILD_NUMBER=1 BITBUCKET_BRANCH=a/b BITBUCKET_PR_ID=7 \
             BITBUCKET_PR_DESTINATION_BRANCH=main",
            "BITBUCKET_PR_ID: pull request 7 from a/b into main",
        ),
        ("CircleCI", "CIRCLECI=true CIRCLE_BRANCH=a/b", "CIRCLE_BRANCH: branch a/b"),
        ("CircleCI", "CIRCLECI=true CIRCLE_BRANCH=pull/7-a", "CIRCLE_BRANCH: branch pull/7-a"),
        ("CircleCI", "CIRCLECI=true CIRCLE_TAG=v1", "CIRCLE_TAG: tag v1"),
        (
            "CircleCI",
            "CIRCLECI=true CIRCLE_BRANCH=a/b CIRCLE_PULL_REQUEST=https://github.com/o/r/pull/7",
            "CIRCLE_PULL_REQUEST: pull request 7 from a/b into ?",
        ),
        (
            "CircleCI",
            "CIRCLECI=true CIRCLE_BRANCH=pull/7 CIRCLE_PULL_REQUEST=https://github.com/o/r/pull/7 \
             CIRCLE_PR_NUMBER=7",
            "CIRCLE_PULL_REQUEST: pull request 7 from ? into ?",
        ),
        (
            "CircleCI",
            "CIRCLECI=true CIRCLE_BRANCH=pull/7 CIRCLE_PR_NUMBER=7",
            "CIRCLE_PR_NUMBER: pull request 7 from ? into ?",
        ),
        (
            "CircleCI",
            "CIRCLECI=true CIRCLE_BRANCH=pull/7",
            "CIRCLE_BRANCH: pull request 7 from ? into ?",
        ),
        (
            "Buildkite",
            "BUILDKITE=true BUILDKITE_BRANCH=a/b BUILDKITE_TAG= BUILDKITE_PULL_REQUEST=false \
             BUILDKITE_PULL_REQUEST_BASE_BRANCH=",
            "BUILDKITE_BRANCH: branch a/b",
        ),
        (
            "Buildkite",
            "BUILDKITE=true BUILDKITE_BRANCH=someone:main BUILDKITE_PULL_REQUEST=false",
            "BUILDKITE_BRANCH: branch someone:main",
        ),
        (
            "Buildkite",
            "BUILDKITE=true BUILDKITE_TAG=v1 BUILDKITE_BRANCH=v1 BUILDKITE_PULL_REQUEST=false",
            "BUILDKITE_TAG: tag v1",
        ),
        (
            "Buildkite",
            "BUILDKITE=true BUILDKITE_PULL_REQUEST=7 BUILDKITE_BRANCH=a/b \
             BUILDKITE_PULL_REQUEST_BASE_BRANCH=main",
            "BUILDKITE_PULL_REQUEST: pull request 7 from a/b into main",
        ),
        (
            "Buildkite",
            "BUILDKITE=true BUILDKITE_PULL_REQUEST=7 BUILDKITE_BRANCH=someone:a/b \
             BUILDKITE_PULL_REQUEST_BASE_BRANCH=main",
            "BUILDKITE_PULL_REQUEST: pull request 7 from a/b into main",
        ),
        ("Drone", "DRONE=true DRONE_BRANCH=a/b", "DRONE_BRANCH: branch a/b"),
        ("Drone", "DRONE=true DRONE_TAG=v1 DRONE_BRANCH=main", "DRONE_TAG: tag v1"),
        (
            "Drone",
            "DRONE=true DRONE_PULL_REQUEST=7 DRONE_SOURCE_BRANCH=a/b DRONE_TARGET_BRANCH=main \
             DRONE_BRANCH=main",
            "DRONE_PULL_REQUEST: pull request 7 from a/b into main",
        ),
        (
            "Drone",
            "DRONE=true DRONE_PULL_REQUEST=7 DRONE_BRANCH=main",
            "DRONE_PULL_REQUEST: pull request 7 from ? into main",
        ),
        (
            "Drone",
            "DRONE=true DRONE_PULL_REQUEST=7 DRONE_TARGET_BRANCH=main",
            "DRONE_PULL_REQUEST: pull request 7 from ? into main",
        ),
        ("Woodpecker", "CI=woodpecker CI_COMMIT_BRANCH=a/b", "CI_COMMIT_BRANCH: branch a/b"),
        (
            "Woodpecker",
            "CI=woodpecker CI_COMMIT_TAG=v1 CI_COMMIT_REF=refs/tags/v1",
            "CI_COMMIT_TAG: tag v1",
        ),
        (
            "Woodpecker",
            "CI=woodpecker CI_COMMIT_REF=refs/tags/v1 CI_COMMIT_BRANCH=main",
            "CI_COMMIT_REF: tag v1",
        ),
        (
            "Woodpecker",
            "CI=woodpecker CI_COMMIT_PULL_REQUEST=7 CI_COMMIT_SOURCE_BRANCH=a/b \
             CI_COMMIT_TARGET_BRANCH=main CI_COMMIT_BRANCH=main CI_COMMIT_REF=refs/pull/7/head",
            "CI_COMMIT_PULL_REQUEST: pull request 7 from a/b into main",
        ),
        (
            "Woodpecker",
            "CI=woodpecker CI_COMMIT_PULL_REQUEST=7 CI_COMMIT_TARGET_BRANCH=main",
            "CI_COMMIT_PULL_REQUEST: pull request 7 from ? into main",
        ),
        (
            "Woodpecker",
            "CI=woodpecker CI_COMMIT_PULL_REQUEST=7 CI_COMMIT_BRANCH=main",
            "CI_COMMIT_PULL_REQUEST: pull request 7 from ? into main",
        ),
        (
            "Travis CI",
            "TRAVIS=true TRAVIS_BRANCH=a/b TRAVIS_TAG= TRAVIS_PULL_REQUEST=false \
             TRAVIS_PULL_REQUEST_BRANCH=",
            "TRAVIS_BRANCH: branch a/b",
        ),
        (
            "Travis CI",
            "TRAVIS=true TRAVIS_TAG=v1 TRAVIS_BRANCH=v1 TRAVIS_PULL_REQUEST=false",
            "TRAVIS_TAG: tag v1",
        ),
        (
            "Travis CI",
            "TRAVIS=true TRAVIS_PULL_REQUEST=7 TRAVIS_PULL_REQUEST_BRANCH=a/b TRAVIS_BRANCH=main",
            "TRAVIS_PULL_REQUEST: pull request 7 from a/b into main",
        ),
        (
            "AppVeyor",
            "APPVEYOR=True APPVEYOR_REPO_TAG=false APPVEYOR_REPO_BRANCH=a/b",
            "APPVEYOR_REPO_BRANCH: branch a/b",
        ),
        (
            "AppVeyor",
            "APPVEYOR=True APPVEYOR_REPO_TAG=false APPVEYOR_REPO_TAG_NAME=v1 \
             APPVEYOR_REPO_BRANCH=main",
            "APPVEYOR_REPO_BRANCH: branch main",
        ),
        (
            "AppVeyor",
            "APPVEYOR=True APPVEYOR_REPO_TAG=true APPVEYOR_REPO_TAG_NAME=v1 \
             APPVEYOR_REPO_BRANCH=v1",
            "APPVEYOR_REPO_TAG_NAME: tag v1",
        ),
        (
            "AppVeyor",
            "APPVEYOR=True APPVEYOR_REPO_TAG=True APPVEYOR_REPO_TAG_NAME=v1",
            "APPVEYOR_REPO_TAG_NAME: tag v1",
        ),
        (
            "AppVeyor",
            "APPVEYOR=True APPVEYOR_REPO_TAG=false APPVEYOR_PULL_REQUEST_NUMBER=7 \
             APPVEYOR_PULL_REQUEST_HEAD_REPO_BRANCH=a/b APPVEYOR_REPO_BRANCH=main",
            "APPVEYOR_PULL_REQUEST_NUMBER: pull request 7 from a/b into main",
        ),
        (
            "AWS CodeBuild",
            "CODEBUILD_BUILD_ID=p:1 CODEBUILD_WEBHOOK_TRIGGER=branch/a/b \
             CODEBUILD_WEBHOOK_HEAD_REF=refs/heads/a/b CODEBUILD_SOURCE_VERSION=0123abc",
            "CODEBUILD_WEBHOOK_TRIGGER: branch a/b",
        ),
        (
            "AWS CodeBuild",
            "CODEBUILD_BUILD_ID=p:1 CODEBUILD_WEBHOOK_HEAD_REF=refs/heads/a/b \
             CODEBUILD_SOURCE_VERSION=0123abc",
            "CODEBUILD_WEBHOOK_HEAD_REF: branch a/b",
        ),
        (
            "AWS CodeBuild",
            "CODEBUILD_BUILD_ID=p:1 CODEBUILD_SOURCE_VERSION=refs/heads/a/b",
            "CODEBUILD_SOURCE_VERSION: branch a/b",
        ),
        (
            "AWS CodeBuild",
            "CODEBUILD_BUILD_ID=p:1 CODEBUILD_SOURCE_VERSION=refs/heads/a/b^{0123abc}",
            "CODEBUILD_SOURCE_VERSION: branch a/b",
        ),
        (
            "AWS CodeBuild",
            "CODEBUILD_BUILD_ID=p:1 CODEBUILD_WEBHOOK_TRIGGER=tag/v1",
            "CODEBUILD_WEBHOOK_TRIGGER: tag v1",
        ),
        (
            "AWS CodeBuild",
            "CODEBUILD_BUILD_ID=p:1 CODEBUILD_WEBHOOK_HEAD_REF=refs/tags/v1",
            "CODEBUILD_WEBHOOK_HEAD_REF: tag v1",
        ),
        (
            "AWS CodeBuild",
            "CODEBUILD_BUILD_ID=p:1 CODEBUILD_WEBHOOK_TRIGGER=pr/7 CODEBUILD_SOURCE_VERSION=pr/7 \
             CODEBUILD_WEBHOOK_HEAD_REF=refs/heads/a/b CODEBUILD_WEBHOOK_BASE_REF=refs/heads/main",
            "CODEBUILD_WEBHOOK_TRIGGER: pull request 7 from a/b into main",
        ),
        (
            "AWS CodeBuild",
            "CODEBUILD_BUILD_ID=p:1 CODEBUILD_SOURCE_VERSION=pr/7",
            "CODEBUILD_SOURCE_VERSION: pull request 7 from ? into ?",
        ),
        (
            "AWS CodeBuild",
            "CODEBUILD_BUILD_ID=p:1 CODEBUILD_SOURCE_VERSION=pr/7 \
             CODEBUILD_WEBHOOK_HEAD_REF=refs/heads/a/b CODEBUILD_WEBHOOK_BASE_REF=refs/heads/main",
            "CODEBUILD_SOURCE_VERSION: pull request 7 from a/b into main",
        ),
        (
            "AWS CodeBuild",
            "CODEBUILD_BUILD_ID=p:1 CODEBUILD_SOURCE_VERSION=refs/pull/7/head^{0123abc}",
            "CODEBUILD_SOURCE_VERSION: pull request 7 from ? into ?",
        ),
        ("TeamCity", "TEAMCITY_VERSION=1 Git_Branch=refs/heads/a/b", "Git_Branch: branch a/b"),
        ("TeamCity", "TEAMCITY_VERSION=1 Git_Branch=a/b", "Git_Branch: branch a/b"),
        (
            "TeamCity",
            "TEAMCITY_VERSION=1 TEAMCITY_BUILD_BRANCH=a/b",
            "TEAMCITY_BUILD_BRANCH: branch a/b",
        ),
        (
            "TeamCity",
            "TEAMCITY_VERSION=1 Git_Branch=refs/heads/a/b TEAMCITY_BUILD_BRANCH=b",
            "Git_Branch: branch a/b",
        ),
        ("TeamCity", "TEAMCITY_VERSION=1 Git_Branch=refs/tags/v1", "Git_Branch: tag v1"),
        (
            "TeamCity",
            "TEAMCITY_VERSION=1 Git_Branch=refs/pull/7/merge",
            "Git_Branch: pull request 7 from ? into ?",
        ),
        (
            "TeamCity",
            "TEAMCITY_VERSION=1 TEAMCITY_BUILD_BRANCH=pull/7",
            "TEAMCITY_BUILD_BRANCH: pull request 7 from ? into ?",
        ),
        (
            "JetBrains Space",
            "JB_SPACE_EXECUTION_NUMBER=1 JB_SPACE_GIT_BRANCH=refs/heads/a/b",
            "JB_SPACE_GIT_BRANCH: branch a/b",
        ),
        (
            "JetBrains Space",
            "JB_SPACE_EXECUTION_NUMBER=1 JB_SPACE_GIT_BRANCH=refs/tags/v1",
            "JB_SPACE_GIT_BRANCH: tag v1",
        ),
    ];

    fn detected(variables: &str) -> Option<CiRun> {
        let pairs: Vec<_> =
            variables.split_whitespace().filter_map(|pair| pair.split_once('=')).collect();
        detect(&|name| pairs.iter().find(|(known, _)| *known == name).map(|(_, value)| *value))
    }

    fn spelt(run: &CiRun) -> String {
        let subject = match &run.subject {
            CiRef::Branch(name) => format!("branch {name}"),
            CiRef::Tag(name) => format!("tag {name}"),
            CiRef::PullRequest(pull) => {
                let or_unknown = |name: &Option<String>| name.clone().unwrap_or("?".to_owned());
                let (source, target) = (or_unknown(&pull.source), or_unknown(&pull.target));
                format!("pull request {} from {source} into {target}", pull.number)
            }
        };
        format!("{}: {subject}", run.variable)
    }

    fn assert_known(rows: &[Row]) {
        for (provider, variables, expected) in rows {
            let found = detected(variables).map(|run| (run.provider, spelt(&run)));
            assert_eq!(found, Some((*provider, (*expected).to_owned())), "{variables}");
        }
    }

    fn assert_unknown(rows: &[&str]) {
        for variables in rows {
            assert_eq!(detected(variables), None, "{variables}");
        }
    }

    #[test]
    fn the_variables_of_a_provider_tell_what_it_runs_for() {
        assert_known(ROWS);
    }

    #[test]
    fn every_provider_is_tried_with_a_branch_a_tag_and_a_pull_request() {
        // JetBrains Space names no merge request.
        let has_none =
            |provider: &str, kind: &str| provider == "JetBrains Space" && kind == ": pull request ";
        for provider in PROVIDERS {
            for kind in [": branch ", ": tag ", ": pull request "] {
                let is_tried = ROWS
                    .iter()
                    .any(|(name, _, expected)| *name == provider.name && expected.contains(kind));
                assert!(is_tried != has_none(provider.name, kind), "{}{kind}", provider.name);
            }
        }
    }

    #[test]
    fn a_pull_request_on_github_that_runs_on_its_target_is_for_that_branch() {
        assert_known(&[(
            "GitHub Actions",
            "GITHUB_ACTIONS=true GITHUB_EVENT_NAME=pull_request_target \
             GITHUB_REF=refs/heads/main GITHUB_REF_NAME=main GITHUB_REF_TYPE=branch \
             GITHUB_HEAD_REF=feature/a GITHUB_BASE_REF=main",
            "GITHUB_REF: branch main",
        )]);
    }

    #[test]
    fn the_refs_that_forges_keep_for_pull_requests_are_known() {
        let refs = [
            "refs/pull/7/merge",
            "refs/pull/7/head",
            "refs/pull-requests/7/merge",
            "refs/pull-requests/7/from",
            "refs/merge-requests/7/merge",
            "refs/merge-requests/7/head",
            "pull/7",
            "pull-requests/7",
            "merge-requests/7",
        ];
        for name in refs {
            let run = detected(&format!("TEAMCITY_VERSION=1 Git_Branch={name}")).unwrap();
            assert_eq!(spelt(&run), "Git_Branch: pull request 7 from ? into ?", "{name}");
        }
    }

    #[test]
    fn a_tag_goes_before_a_pull_request_and_a_branch() {
        assert_known(&[
            (
                "GitLab CI",
                "GITLAB_CI=1 CI_COMMIT_TAG=v1 CI_MERGE_REQUEST_IID=7 CI_COMMIT_BRANCH=a",
                "CI_COMMIT_TAG: tag v1",
            ),
            ("Jenkins", "JENKINS_URL=1 TAG_NAME=v1 CHANGE_ID=7 BRANCH_NAME=a", "TAG_NAME: tag v1"),
            (
                "Bitbucket Pipelines",
                "BITBUCKET_TAG=v1 BITBUCKET_PR_ID=7 BITBUCKET_BRANCH=a",
                "BITBUCKET_TAG: tag v1",
            ),
            (
                "CircleCI",
                "CIRCLE_TAG=v1 CIRCLE_PULL_REQUEST=https://github.com/o/r/pull/7 CIRCLE_BRANCH=a",
                "CIRCLE_TAG: tag v1",
            ),
            (
                "Buildkite",
                "BUILDKITE_TAG=v1 BUILDKITE_PULL_REQUEST=7 BUILDKITE_BRANCH=a",
                "BUILDKITE_TAG: tag v1",
            ),
            ("Drone", "DRONE_TAG=v1 DRONE_PULL_REQUEST=7 DRONE_BRANCH=a", "DRONE_TAG: tag v1"),
            (
                "Woodpecker",
                "CI=woodpecker CI_COMMIT_TAG=v1 CI_COMMIT_PULL_REQUEST=7 CI_COMMIT_BRANCH=a",
                "CI_COMMIT_TAG: tag v1",
            ),
            (
                "Travis CI",
                "TRAVIS_TAG=v1 TRAVIS_PULL_REQUEST=7 TRAVIS_BRANCH=a",
                "TRAVIS_TAG: tag v1",
            ),
            (
                "AppVeyor",
                "APPVEYOR_REPO_TAG=true APPVEYOR_REPO_TAG_NAME=v1 APPVEYOR_PULL_REQUEST_NUMBER=7",
                "APPVEYOR_REPO_TAG_NAME: tag v1",
            ),
        ]);
    }

    #[test]
    fn without_a_variable_that_tells_nothing_is_known() {
        assert_unknown(&["", "CI=true", "GITHUB_ACTIONS=true", "PATH=/bin GITLAB_CI=true"]);
    }

    #[test]
    fn an_empty_variable_counts_as_unset() {
        assert_unknown(&[
            "GITHUB_ACTIONS= GITHUB_REF=",
            "CIRCLE_BRANCH=",
            "CI=woodpecker CI_COMMIT_TAG=",
        ]);
        assert_known(&[
            ("CircleCI", "GITHUB_REF= CIRCLE_TAG= CIRCLE_BRANCH=a", "CIRCLE_BRANCH: branch a"),
            // An empty marker: the shared variable beside it does not count.
            ("Jenkins", "GITLAB_CI= CI_COMMIT_TAG=v1 GIT_BRANCH=a", "GIT_BRANCH: branch a"),
        ]);
    }

    #[test]
    fn a_value_that_names_nothing_is_passed_over() {
        assert_unknown(&[
            "GITHUB_REF=refs/heads/",
            "GITHUB_REF=refs/pull/a/merge",
            "GIT_BRANCH=detached",
            "GIT_BRANCH=origin/HEAD",
            "GIT_BRANCH=refs/changes/45/12345/6",
            "BUILDKITE_BRANCH=HEAD",
            "TEAMCITY_BUILD_BRANCH=<default>",
            "CODEBUILD_SOURCE_VERSION=main",
            "CODEBUILD_SOURCE_VERSION=arn:aws:s3:::bucket/pr/7",
            "TRAVIS_PULL_REQUEST=false",
            "SYSTEM_PULLREQUEST_PULLREQUESTID=$(System.PullRequest.PullRequestId)",
            "CIRCLE_PULL_REQUEST=https://github.com/o/r/pull/",
        ]);
        assert_known(&[(
            "TeamCity",
            "Git_Branch=<default> TEAMCITY_BUILD_BRANCH=a",
            "TEAMCITY_BUILD_BRANCH: branch a",
        )]);
    }

    #[test]
    fn a_variable_that_only_one_provider_has_is_enough() {
        assert_known(&[
            ("GitHub Actions", "GITHUB_REF=refs/heads/a", "GITHUB_REF: branch a"),
            (
                "GitLab CI",
                "CI_MERGE_REQUEST_IID=7 CI_MERGE_REQUEST_TARGET_BRANCH_NAME=main",
                "CI_MERGE_REQUEST_IID: pull request 7 from ? into main",
            ),
            ("Jenkins", "GIT_BRANCH=origin/a", "GIT_BRANCH: branch a"),
            ("Drone", "DRONE_TAG=v1", "DRONE_TAG: tag v1"),
        ]);
    }

    #[test]
    fn a_variable_that_others_have_too_counts_only_where_the_provider_runs() {
        assert_unknown(&[
            "BRANCH_NAME=a",
            "TAG_NAME=v1",
            "CHANGE_ID=7 CHANGE_BRANCH=a",
            "CI_COMMIT_TAG=v1 CI_COMMIT_REF_NAME=v1",
            "CI_COMMIT_BRANCH=a CI=true",
        ]);
        let mut owners: Vec<(&str, &str)> = Vec::new();
        for provider in PROVIDERS {
            for clue in provider.clues.iter().filter(|clue| !clue.is_shared) {
                let other = owners.iter().find(|(variable, owner)| {
                    *variable == clue.variable && *owner != provider.name
                });
                assert_eq!(other, None, "{}", clue.variable);
                owners.push((clue.variable, provider.name));
            }
        }
    }

    #[test]
    fn a_provider_that_runs_goes_before_one_that_only_left_a_variable() {
        assert_known(&[
            (
                "Woodpecker",
                "GITHUB_REF=refs/heads/a CI=woodpecker CI_COMMIT_TAG=v1",
                "CI_COMMIT_TAG: tag v1",
            ),
            ("CircleCI", "GIT_BRANCH=a CIRCLECI=true CIRCLE_BRANCH=b", "CIRCLE_BRANCH: branch b"),
            (
                "JetBrains Space",
                "GIT_BRANCH=a JB_SPACE_EXECUTION_NUMBER=1 JB_SPACE_GIT_BRANCH=refs/heads/b",
                "JB_SPACE_GIT_BRANCH: branch b",
            ),
            (
                "GitHub Actions",
                "GITEA_ACTIONS=true GITHUB_REF=refs/heads/a DRONE=true DRONE_BRANCH=b",
                "GITHUB_REF: branch a",
            ),
            (
                "GitHub Actions",
                "FORGEJO_ACTIONS=true GITHUB_REF=refs/heads/a DRONE=true DRONE_BRANCH=b",
                "GITHUB_REF: branch a",
            ),
        ]);
    }

    #[test]
    fn of_two_providers_that_run_the_first_that_tells_something_decides() {
        let order = [
            "GITHUB_ACTIONS=1 GITHUB_REF=refs/heads/a",
            "GITLAB_CI=1 CI_COMMIT_BRANCH=a",
            "TF_BUILD=1 BUILD_SOURCEBRANCH=refs/heads/a",
            "JENKINS_URL=1 BRANCH_NAME=a",
            "BITBUCKET_BUILD_NUMBER=1 BITBUCKET_BRANCH=a",
            "CIRCLECI=1 CIRCLE_BRANCH=a",
            "BUILDKITE=1 BUILDKITE_BRANCH=a",
            "DRONE=1 DRONE_BRANCH=a",
            "CI=woodpecker CI_COMMIT_BRANCH=a",
            "TRAVIS=1 TRAVIS_BRANCH=a",
            "APPVEYOR=1 APPVEYOR_REPO_BRANCH=a",
            "CODEBUILD_BUILD_ID=1 CODEBUILD_SOURCE_VERSION=refs/heads/a",
            "TEAMCITY_VERSION=1 Git_Branch=a",
            "JB_SPACE_EXECUTION_NUMBER=1 JB_SPACE_GIT_BRANCH=a",
        ];
        let names: Vec<_> = PROVIDERS.iter().map(|provider| provider.name).collect();
        let mut found = Vec::new();
        for first in 0..order.len() {
            found.extend(detected(&order[first..].join(" ")).map(|run| run.provider));
        }
        assert_eq!(found, names);
        assert_known(&[(
            "CircleCI",
            "GITHUB_ACTIONS=true CIRCLECI=true CIRCLE_BRANCH=a",
            "CIRCLE_BRANCH: branch a",
        )]);
    }
}
