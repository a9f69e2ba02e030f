//! What each CI says of the branch, tag or pull request that is built, and when it does not count.

use crate::support::repository::Repo;
use crate::support::run::{Output, Run};
use crate::support::story::Story;

/// A CI: its marks, how it tells of a branch, a tag and a pull request (from `feature/x`, number 7).
struct Provider {
    name: &'static str,
    always: &'static str,
    branch: &'static str,
    tag: &'static str,
    request: &'static str,
}

/// `{}` stands for the name of the branch or tag, or for the target of the pull request.
const PROVIDERS: &[Provider] = &[
    Provider {
        name: "GitHub Actions",
        always: "CI=true GITHUB_ACTIONS=true",
        branch: "GITHUB_REF=refs/heads/{} GITHUB_REF_NAME={} GITHUB_REF_TYPE=branch",
        tag: "GITHUB_REF=refs/tags/{} GITHUB_REF_NAME={} GITHUB_REF_TYPE=tag",
        request: "GITHUB_REF=refs/pull/7/merge GITHUB_REF_NAME=7/merge GITHUB_REF_TYPE=branch \
                  GITHUB_HEAD_REF=feature/x GITHUB_BASE_REF={}",
    },
    Provider {
        name: "GitLab CI",
        always: "CI=true GITLAB_CI=true",
        branch: "CI_COMMIT_BRANCH={} CI_COMMIT_REF_NAME={}",
        tag: "CI_COMMIT_TAG={} CI_COMMIT_REF_NAME={}",
        request: "CI_MERGE_REQUEST_IID=7 CI_MERGE_REQUEST_SOURCE_BRANCH_NAME=feature/x \
                  CI_MERGE_REQUEST_TARGET_BRANCH_NAME={} CI_COMMIT_REF_NAME=feature/x",
    },
    Provider {
        name: "Azure Pipelines",
        always: "TF_BUILD=True",
        branch: "BUILD_SOURCEBRANCH=refs/heads/{}",
        tag: "BUILD_SOURCEBRANCH=refs/tags/{}",
        request: "BUILD_SOURCEBRANCH=refs/pull/7/merge SYSTEM_PULLREQUEST_PULLREQUESTID=4711 \
                  SYSTEM_PULLREQUEST_PULLREQUESTNUMBER=7 \
                  SYSTEM_PULLREQUEST_SOURCEBRANCH=refs/heads/feature/x \
                  SYSTEM_PULLREQUEST_TARGETBRANCH=refs/heads/{}",
    },
    Provider {
        name: "Jenkins, a multibranch pipeline",
        always: "JENKINS_URL=http://ci.example.com/",
        branch: "BRANCH_NAME={} GIT_BRANCH=origin/{}",
        tag: "TAG_NAME={} BRANCH_NAME={}",
        request: "BRANCH_NAME=PR-7 CHANGE_ID=7 CHANGE_BRANCH=feature/x CHANGE_TARGET={}",
    },
    Provider {
        name: "Jenkins, its git plugin",
        always: "JENKINS_URL=http://ci.example.com/",
        branch: "GIT_BRANCH=origin/{}",
        tag: "GIT_BRANCH=refs/tags/{}",
        request: "GIT_BRANCH=PR-7 CHANGE_ID=7 CHANGE_TARGET={}",
    },
    Provider {
        name: "Bitbucket Pipelines",
        always: "CI=true BITBUCKET_BUILD_NUMBER=3",
        branch: "BITBUCKET_BRANCH={}",
        tag: "BITBUCKET_TAG={}",
        request: "BITBUCKET_BRANCH=feature/x BITBUCKET_PR_ID=7 BITBUCKET_PR_DESTINATION_BRANCH={}",
    },
    Provider {
        name: "CircleCI",
        always: "CI=true CIRCLECI=true",
        branch: "CIRCLE_BRANCH={}",
        tag: "CIRCLE_TAG={}",
        request: "CIRCLE_BRANCH=feature/x CIRCLE_PULL_REQUEST=https://github.com/o/r/pull/7",
    },
    Provider {
        name: "Buildkite",
        always: "CI=true BUILDKITE=true",
        branch: "BUILDKITE_BRANCH={} BUILDKITE_TAG= BUILDKITE_PULL_REQUEST=false",
        tag: "BUILDKITE_BRANCH={} BUILDKITE_TAG={} BUILDKITE_PULL_REQUEST=false",
        request: "BUILDKITE_BRANCH=feature/x BUILDKITE_PULL_REQUEST=7 \
                  BUILDKITE_PULL_REQUEST_BASE_BRANCH={}",
    },
    Provider {
        name: "Drone",
        always: "CI=true DRONE=true",
        branch: "DRONE_BRANCH={}",
        tag: "DRONE_TAG={} DRONE_BRANCH=main",
        request: "DRONE_PULL_REQUEST=7 DRONE_SOURCE_BRANCH=feature/x DRONE_TARGET_BRANCH={} \
                  DRONE_BRANCH={}",
    },
    Provider {
        name: "Woodpecker",
        always: "CI=woodpecker",
        branch: "CI_COMMIT_BRANCH={} CI_COMMIT_REF=refs/heads/{}",
        tag: "CI_COMMIT_TAG={} CI_COMMIT_REF=refs/tags/{} CI_COMMIT_BRANCH=main",
        request: "CI_COMMIT_PULL_REQUEST=7 CI_COMMIT_SOURCE_BRANCH=feature/x \
                  CI_COMMIT_TARGET_BRANCH={} CI_COMMIT_BRANCH={} CI_COMMIT_REF=refs/pull/7/head",
    },
    Provider {
        name: "Travis CI",
        always: "CI=true TRAVIS=true",
        branch: "TRAVIS_BRANCH={} TRAVIS_PULL_REQUEST=false TRAVIS_TAG=",
        tag: "TRAVIS_BRANCH={} TRAVIS_PULL_REQUEST=false TRAVIS_TAG={}",
        request: "TRAVIS_BRANCH={} TRAVIS_PULL_REQUEST=7 TRAVIS_PULL_REQUEST_BRANCH=feature/x",
    },
    Provider {
        name: "AppVeyor",
        always: "CI=True APPVEYOR=True",
        branch: "APPVEYOR_REPO_BRANCH={} APPVEYOR_REPO_TAG=false",
        tag: "APPVEYOR_REPO_BRANCH={} APPVEYOR_REPO_TAG=true APPVEYOR_REPO_TAG_NAME={}",
        request: "APPVEYOR_REPO_BRANCH={} APPVEYOR_PULL_REQUEST_NUMBER=7 \
                  APPVEYOR_PULL_REQUEST_HEAD_REPO_BRANCH=feature/x",
    },
    Provider {
        name: "AWS CodeBuild",
        always: "CODEBUILD_BUILD_ID=a:b",
        branch: "CODEBUILD_WEBHOOK_TRIGGER=branch/{} CODEBUILD_WEBHOOK_HEAD_REF=refs/heads/{}",
        tag: "CODEBUILD_WEBHOOK_TRIGGER=tag/{} CODEBUILD_WEBHOOK_HEAD_REF=refs/tags/{}",
        request: "CODEBUILD_WEBHOOK_TRIGGER=pr/7 CODEBUILD_SOURCE_VERSION=pr/7 \
                  CODEBUILD_WEBHOOK_HEAD_REF=refs/heads/feature/x \
                  CODEBUILD_WEBHOOK_BASE_REF=refs/heads/{}",
    },
    Provider {
        name: "TeamCity",
        always: "TEAMCITY_VERSION=2024.1",
        branch: "Git_Branch=refs/heads/{}",
        tag: "Git_Branch=refs/tags/{}",
        request: "Git_Branch=refs/pull/7/merge",
    },
    Provider {
        name: "a few variables handed into a container",
        always: "",
        branch: "GITHUB_REF=refs/heads/{}",
        tag: "BITBUCKET_TAG={}",
        request: "CI_MERGE_REQUEST_IID=7 CI_MERGE_REQUEST_TARGET_BRANCH_NAME={}",
    },
];

/// A clone that has no local branch but main: two branches share the tip of develop, two tags share
/// a commit, and `pull/7/merge` is a commit that no branch points to.
fn checkout() -> Repo {
    let story = Story::told(
        "released v1.0.0
         branch aside
         commit chore: apart
         tag v2.0.0-rc.1
         tag v2.0.0-rc.2
         branch develop at main
         commit chore: one
         branch bugfix/y
         branch feature/x
         commit chore: two
         branch merged at develop
         merge feature/x into merged as Merge feature/x into develop
         tag request
         switch main
         delete merged
         clone",
    );
    story.repo
}

impl Provider {
    fn run(&self, repo: &Repo, form: &str, name: &str) -> Run {
        let variables = format!("{} {}", self.always, form.replace("{}", name));
        let variables = variables.split_whitespace().filter_map(|one| one.split_once('='));
        variables.fold(Run::on(repo), |run, (name, value)| run.env(name, value))
    }

    #[track_caller]
    fn asks(&self, repo: &Repo, form: &str, name: &str) -> Output {
        self.run(repo, form, name).semflow(&["next-version"])
    }

    #[track_caller]
    fn expects(&self, repo: &Repo, form: &str, name: &str, version: &str) {
        let answer = self.asks(repo, form, name);
        assert_eq!(answer.stdout, format!("{version}\n"), "{}: {form} {name}\n{answer}", self.name);
        assert_eq!(answer.stderr, "", "{}: {form} {name}\n{answer}", self.name);
    }

    /// Whether it tells what a pull request is for.
    fn knows_target(&self) -> bool {
        self.request.contains("{}")
    }
}

fn detach(repo: &Repo, at: &str) {
    repo.git(&["checkout", "--quiet", "--detach", at]);
}

#[test]
fn a_build_of_a_branch_is_for_that_branch() {
    let repo = checkout();
    detach(&repo, "origin/develop");
    for provider in PROVIDERS {
        provider.expects(&repo, provider.branch, "develop", "1.1.0-alpha.1");
        provider.expects(&repo, provider.branch, "bugfix/y", "1.1.0-y.1");
        provider.expects(&repo, provider.branch, "main", "1.0.0");
        provider.expects(&repo, provider.branch, "release/v1.2.0", "1.2.0-rc.1");
    }
}

#[test]
fn a_build_of_a_tag_is_for_that_tag() {
    let repo = checkout();
    detach(&repo, "v2.0.0-rc.1");
    for provider in PROVIDERS {
        provider.expects(&repo, provider.tag, "v2.0.0-rc.1", "2.0.0-rc.1");
        provider.expects(&repo, provider.tag, "v2.0.0-rc.2", "2.0.0-rc.2");
    }
}

#[test]
fn a_build_of_a_pull_request_is_for_where_it_goes() {
    let repo = checkout();
    detach(&repo, "request");
    for provider in PROVIDERS {
        provider.expects(&repo, provider.request, "develop", "1.1.0-pr7.2");
        let into_main = if provider.knows_target() { "1.0.1-pr7.2" } else { "1.1.0-pr7.2" };
        provider.expects(&repo, provider.request, "main", into_main);
    }
}

#[test]
fn what_a_ci_says_of_another_branch_than_is_checked_out_does_not_count() {
    let repo = checkout();
    for provider in PROVIDERS {
        for (form, name, what) in [
            (provider.branch, "develop", "branch develop"),
            (provider.branch, "feature/gone", "branch feature/gone"),
            (provider.tag, "v2.0.0-rc.1", "tag v2.0.0-rc.1"),
            (provider.request, "develop", "pull request 7"),
        ] {
            let answer = provider.asks(&repo, form, name);
            answer.says("1.0.0\n");
            let note = format!(" says {what}, which is not what is checked out");
            assert!(answer.stderr.contains(&note), "{}: {form}\n{answer}", provider.name);
            let variable = answer.stderr.split(" says ").next().unwrap_or_default();
            let variable = variable.rsplit(' ').next().unwrap_or_default();
            assert!(form.contains(&format!("{variable}=")), "{}: {answer}", provider.name);
        }
    }
}

#[test]
fn what_a_ci_says_counts_on_a_branch_that_is_at_the_same_commit() {
    let repo = checkout();
    repo.git(&["checkout", "--quiet", "-b", "build", "--no-track", "origin/develop"]);
    for provider in PROVIDERS {
        provider.expects(&repo, provider.branch, "develop", "1.1.0-alpha.1");
        provider.expects(&repo, provider.branch, "bugfix/y", "1.1.0-y.1");
    }
    repo.git(&["checkout", "--quiet", "-b", "tagged", "--no-track", "v2.0.0-rc.1"]);
    for provider in PROVIDERS {
        provider.expects(&repo, provider.tag, "v2.0.0-rc.1", "2.0.0-rc.1");
    }
    repo.git(&["checkout", "--quiet", "-b", "pull/7/merge", "--no-track", "request"]);
    for provider in PROVIDERS.iter().filter(|provider| provider.knows_target()) {
        provider.expects(&repo, provider.request, "main", "1.0.1-pr7.2");
    }
}

#[test]
fn what_is_asked_for_goes_before_every_ci() {
    let repo = checkout();
    detach(&repo, "origin/develop");
    for provider in PROVIDERS {
        let run = || provider.run(&repo, provider.branch, "main");
        run().semflow(&["next-version", "--branch", "bugfix/y"]).says("1.1.0-y.1\n");
        run().env("SEMFLOW_BRANCH", "develop").semflow(&["next-version"]).says("1.1.0-alpha.1\n");
    }
}

#[test]
fn a_pull_request_follows_whatever_it_goes_into() {
    let story = Story::told(
        "released v1.1.0
         commit feat!: new world
         tag v2.0.0
         branch develop
         commit feat: one
         branch feature/x
         commit fix: two
         branch build
         branch release/v2.3.0 at develop
         commit fix: three
         branch support/1.x at v1.1.0
         commit fix: four
         branch bugfix/old
         commit fix: five
         branch old",
    );
    let repo = story.repo;
    for (at, target, version) in [
        ("feature/x", "develop", "2.4.0-pr7.1"),
        ("feature/x", "staging", "2.4.0-pr7.1"),
        ("feature/x", "feature/w", "2.4.0-pr7.1"),
        ("feature/x", "main", "2.1.0-pr7.2"),
        ("feature/x", "release/v2.3.0", "2.3.0-pr7.2"),
        ("bugfix/old", "support/1.x", "1.1.1-pr7.2"),
    ] {
        detach(&repo, at);
        let run = Run::on(&repo).env("GITHUB_ACTIONS", "true").env("GITHUB_BASE_REF", target);
        let run = run.env("GITHUB_REF", "refs/pull/7/merge").env("GITHUB_HEAD_REF", at);
        let answer = run.semflow(&["next-version"]);
        assert_eq!(answer.stdout, format!("{version}\n"), "{at} into {target}\n{answer}");
    }
}
