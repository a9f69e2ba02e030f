//! What is known of each CI: a table, in the order in which it is asked.

use self::Condition::{Is, Set};
use self::Kind::{Branch, PullRequest, Tag};

/// A CI, and where it tells what a run is for.
pub(super) struct Provider {
    pub(super) name: &'static str,
    /// Any of these says that it is running.
    pub(super) markers: &'static [Condition],
    /// The first that can be read decides.
    pub(super) clues: &'static [Clue],
    /// Where it names the branch of a pull request.
    pub(super) source: &'static [Clue],
    /// Where it names the branch that a pull request is for.
    pub(super) target: &'static [Clue],
}

/// A variable, and how its value is to be read.
pub(super) struct Clue {
    pub(super) variable: &'static str,
    /// The first that fits decides; a full ref is read as such before.
    pub(super) forms: &'static [Form],
    pub(super) only_if: Option<Condition>,
    /// Whether other programs use the variable too, or it needs one that they use beside it: it
    /// counts only where the CI says that it is running.
    pub(super) is_shared: bool,
}

/// A condition on a variable.
#[derive(Clone, Copy)]
pub(super) enum Condition {
    /// It has some value.
    Set(&'static str),
    /// It has this value, in small or capital letters.
    Is(&'static str, &'static str),
}

/// A pattern whose `*` stands for a name, or for the number of a pull request.
pub(super) type Form = (&'static str, Kind);

/// What a value names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Branch,
    Tag,
    PullRequest,
}

/// Every CI that is known; the first that tells something decides.
pub(super) const PROVIDERS: &[Provider] = &[
    // <https://docs.github.com/en/actions/reference/workflows-and-actions/variables>, and Gitea and
    // Forgejo, which set the same variables. On `pull_request_target`, and once a pull request was
    // merged, `GITHUB_REF` is the target, which is also what is checked out, and no variable has
    // the number: such a run is for the branch.
    Provider {
        name: "GitHub Actions",
        markers: &[Set("GITHUB_ACTIONS"), Set("GITEA_ACTIONS"), Set("FORGEJO_ACTIONS")],
        clues: &[
            full_ref("GITHUB_REF"),
            tag("GITHUB_REF_NAME").only_if(Is("GITHUB_REF_TYPE", "tag")),
            clue("GITHUB_REF_NAME", &[("*/merge", PullRequest), ("*", Branch)]),
            // Until 2023 the bare name of the target, once a pull request was merged.
            branch("GITHUB_REF"),
        ],
        source: &[branch("GITHUB_HEAD_REF")],
        target: &[branch("GITHUB_BASE_REF")],
    },
    // <https://docs.gitlab.com/ci/variables/predefined_variables/>. Woodpecker has variables of
    // the same names; `CI_COMMIT_REF_NAME` is GitLab's own, but may be a tag.
    Provider {
        name: "GitLab CI",
        markers: &[Set("GITLAB_CI")],
        clues: &[
            tag("CI_COMMIT_TAG").shared(),
            pull_request("CI_MERGE_REQUEST_IID"),
            pull_request("CI_EXTERNAL_PULL_REQUEST_IID"),
            branch("CI_COMMIT_BRANCH").shared(),
            branch("CI_COMMIT_REF_NAME").shared(),
        ],
        source: &[
            branch("CI_MERGE_REQUEST_SOURCE_BRANCH_NAME"),
            branch("CI_EXTERNAL_PULL_REQUEST_SOURCE_BRANCH_NAME"),
        ],
        target: &[
            branch("CI_MERGE_REQUEST_TARGET_BRANCH_NAME"),
            branch("CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_NAME"),
        ],
    },
    // <https://learn.microsoft.com/en-us/azure/devops/pipelines/build/variables>. A pull request on
    // GitHub has an ID besides its number.
    Provider {
        name: "Azure Pipelines",
        markers: &[Set("TF_BUILD")],
        clues: &[
            pull_request("SYSTEM_PULLREQUEST_PULLREQUESTNUMBER"),
            pull_request("SYSTEM_PULLREQUEST_PULLREQUESTID"),
            branch("BUILD_SOURCEBRANCH"),
        ],
        source: &[branch("SYSTEM_PULLREQUEST_SOURCEBRANCH")],
        target: &[branch("SYSTEM_PULLREQUEST_TARGETBRANCH")],
    },
    // <https://www.jenkins.io/doc/book/pipeline/multibranch/>, where `BRANCH_NAME` is also that of
    // a tag or `PR-7`, and <https://plugins.jenkins.io/git/#plugin-content-environment-variables>.
    Provider {
        name: "Jenkins",
        markers: &[Set("JENKINS_URL")],
        clues: &[
            tag("TAG_NAME").shared(),
            pull_request("CHANGE_ID").shared(),
            branch("BRANCH_NAME").shared(),
            branch("GIT_LOCAL_BRANCH"),
            clue("GIT_BRANCH", REMOTE_BRANCH),
        ],
        source: &[branch("CHANGE_BRANCH")],
        target: &[branch("CHANGE_TARGET")],
    },
    // <https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/>
    Provider {
        name: "Bitbucket Pipelines",
        markers: &[Set("BITBUCKET_BUILD_NUMBER")],
        clues: &[tag("BITBUCKET_TAG"), pull_request("BITBUCKET_PR_ID"), branch("BITBUCKET_BRANCH")],
        source: &[branch("BITBUCKET_BRANCH")],
        target: &[branch("BITBUCKET_PR_DESTINATION_BRANCH")],
    },
    // <https://circleci.com/docs/reference/variables/>. It builds branches, and a branch with an
    // open pull request has the address of that too.
    Provider {
        name: "CircleCI",
        markers: &[Set("CIRCLECI")],
        clues: &[
            tag("CIRCLE_TAG"),
            pull_request("CIRCLE_PULL_REQUEST"),
            pull_request("CIRCLE_PR_NUMBER"),
            clue("CIRCLE_BRANCH", CIRCLE_BRANCH),
        ],
        source: &[clue("CIRCLE_BRANCH", CIRCLE_BRANCH)],
        target: &[],
    },
    // <https://buildkite.com/docs/pipelines/configure/environment-variables>
    Provider {
        name: "Buildkite",
        markers: &[Set("BUILDKITE")],
        clues: &[
            tag("BUILDKITE_TAG"),
            pull_request("BUILDKITE_PULL_REQUEST"),
            branch("BUILDKITE_BRANCH"),
        ],
        source: &[branch("BUILDKITE_BRANCH")],
        target: &[branch("BUILDKITE_PULL_REQUEST_BASE_BRANCH")],
    },
    // <https://docs.drone.io/pipeline/environment/reference/>. `DRONE_BRANCH` is the target of a
    // pull request.
    Provider {
        name: "Drone",
        markers: &[Set("DRONE")],
        clues: &[tag("DRONE_TAG"), pull_request("DRONE_PULL_REQUEST"), branch("DRONE_BRANCH")],
        source: &[branch("DRONE_SOURCE_BRANCH")],
        target: &[branch("DRONE_TARGET_BRANCH"), branch("DRONE_BRANCH")],
    },
    // <https://woodpecker-ci.org/docs/usage/environment>. Of a release, only the ref is the tag.
    Provider {
        name: "Woodpecker",
        markers: &[Is("CI", "woodpecker")],
        clues: &[
            tag("CI_COMMIT_TAG").shared(),
            pull_request("CI_COMMIT_PULL_REQUEST"),
            full_ref("CI_COMMIT_REF"),
            branch("CI_COMMIT_BRANCH").shared(),
        ],
        source: &[branch("CI_COMMIT_SOURCE_BRANCH")],
        target: &[branch("CI_COMMIT_TARGET_BRANCH"), branch("CI_COMMIT_BRANCH")],
    },
    // <https://docs.travis-ci.com/user/environment-variables/>. `TRAVIS_BRANCH` is the target of a
    // pull request, and the tag of a tag.
    Provider {
        name: "Travis CI",
        markers: &[Set("TRAVIS")],
        clues: &[tag("TRAVIS_TAG"), pull_request("TRAVIS_PULL_REQUEST"), branch("TRAVIS_BRANCH")],
        source: &[branch("TRAVIS_PULL_REQUEST_BRANCH")],
        target: &[branch("TRAVIS_BRANCH")],
    },
    // <https://www.appveyor.com/docs/environment-variables/>. `APPVEYOR_REPO_BRANCH` is the target
    // of a pull request.
    Provider {
        name: "AppVeyor",
        markers: &[Set("APPVEYOR")],
        clues: &[
            tag("APPVEYOR_REPO_TAG_NAME").only_if(Is("APPVEYOR_REPO_TAG", "true")),
            pull_request("APPVEYOR_PULL_REQUEST_NUMBER"),
            branch("APPVEYOR_REPO_BRANCH"),
        ],
        source: &[branch("APPVEYOR_PULL_REQUEST_HEAD_REPO_BRANCH")],
        target: &[branch("APPVEYOR_REPO_BRANCH")],
    },
    // <https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-env-vars.html>. The
    // version of the source may be a bare name that says nothing of its kind, or a commit; it goes
    // before the head, which is a branch for a pull request too.
    Provider {
        name: "AWS CodeBuild",
        markers: &[Set("CODEBUILD_BUILD_ID")],
        clues: &[
            clue("CODEBUILD_WEBHOOK_TRIGGER", CODEBUILD_EVENT),
            clue("CODEBUILD_SOURCE_VERSION", &[("pr/*", PullRequest)]),
            full_ref("CODEBUILD_WEBHOOK_HEAD_REF"),
        ],
        source: &[branch("CODEBUILD_WEBHOOK_HEAD_REF")],
        target: &[branch("CODEBUILD_WEBHOOK_BASE_REF")],
    },
    // <https://www.jetbrains.com/help/teamcity/predefined-build-parameters.html> has no variable
    // for the branch: these are set by hand, as GitVersion and Codecov ask for.
    Provider {
        name: "TeamCity",
        markers: &[Set("TEAMCITY_VERSION")],
        clues: &[
            clue("Git_Branch", TEAMCITY_BRANCH),
            clue("TEAMCITY_BUILD_BRANCH", TEAMCITY_BRANCH),
        ],
        source: &[],
        target: &[],
    },
    // <https://www.jetbrains.com/help/space/automation-environment-variables.html>
    Provider {
        name: "JetBrains Space",
        markers: &[Set("JB_SPACE_EXECUTION_NUMBER")],
        clues: &[branch("JB_SPACE_GIT_BRANCH")],
        source: &[],
        target: &[],
    },
];

/// Full refs, with those that forges keep for pull requests: GitHub, Gitea and Azure Repos,
/// Bitbucket Data Center, GitLab.
pub(super) const REFS: &[Form] = &[
    ("refs/heads/*", Branch),
    ("refs/remotes/origin/*", Branch),
    ("refs/tags/*", Tag),
    ("refs/pull/*/merge", PullRequest),
    ("refs/pull/*/head", PullRequest),
    ("refs/pull-requests/*/merge", PullRequest),
    ("refs/pull-requests/*/from", PullRequest),
    ("refs/merge-requests/*/merge", PullRequest),
    ("refs/merge-requests/*/head", PullRequest),
];

/// What a branch of the one remote is called locally.
const REMOTE_BRANCH: &[Form] = &[("origin/*", Branch), ("remotes/origin/*", Branch), ("*", Branch)];

/// What CircleCI calls a branch: `pull/7` is that of a fork.
const CIRCLE_BRANCH: &[Form] = &[("pull/*", PullRequest), ("*", Branch)];

/// What CodeBuild writes instead of a ref.
const CODEBUILD_EVENT: &[Form] = &[("branch/*", Branch), ("tag/*", Tag), ("pr/*", PullRequest)];

/// The short names of the refs above, as TeamCity's branch specifications make them.
const TEAMCITY_BRANCH: &[Form] = &[
    ("pull/*", PullRequest),
    ("pull-requests/*", PullRequest),
    ("merge-requests/*", PullRequest),
    ("*", Branch),
];

const fn clue(variable: &'static str, forms: &'static [Form]) -> Clue {
    Clue { variable, forms, only_if: None, is_shared: false }
}

const fn branch(variable: &'static str) -> Clue {
    clue(variable, &[("*", Branch)])
}

const fn tag(variable: &'static str) -> Clue {
    clue(variable, &[("*", Tag)])
}

const fn pull_request(variable: &'static str) -> Clue {
    clue(variable, &[("*", PullRequest)])
}

const fn full_ref(variable: &'static str) -> Clue {
    clue(variable, &[])
}

impl Clue {
    const fn only_if(self, condition: Condition) -> Self {
        Self { only_if: Some(condition), ..self }
    }

    const fn shared(self) -> Self {
        Self { is_shared: true, ..self }
    }
}
