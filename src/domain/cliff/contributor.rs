//! What a forge knows of a commit, and the names of the forges.

use serde::{Deserialize, Serialize};

/// The forges that git-cliff has a place for in its data, in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForgeName {
    /// `github`
    GitHub,
    /// `gitlab`
    GitLab,
    /// `gitea`
    Gitea,
    /// `bitbucket`
    Bitbucket,
    /// `azure_devops`
    AzureDevOps,
}

impl ForgeName {
    /// Every forge, in git-cliff's order.
    pub const ALL: [Self; 5] =
        [Self::GitHub, Self::GitLab, Self::Gitea, Self::Bitbucket, Self::AzureDevOps];

    /// Returns the key of the forge in configuration and template data.
    pub const fn key(self) -> &'static str {
        match self {
            Self::GitHub => "github",
            Self::GitLab => "gitlab",
            Self::Gitea => "gitea",
            Self::Bitbucket => "bitbucket",
            Self::AzureDevOps => "azure_devops",
        }
    }
}

/// One value for each forge.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PerForge<T> {
    /// GitHub's.
    pub github: T,
    /// GitLab's.
    pub gitlab: T,
    /// Gitea's.
    pub gitea: T,
    /// Bitbucket's.
    pub bitbucket: T,
    /// That of Azure DevOps.
    pub azure_devops: T,
}

impl<T> PerForge<T> {
    /// Returns the value of one forge.
    pub const fn of(&self, forge: ForgeName) -> &T {
        match forge {
            ForgeName::GitHub => &self.github,
            ForgeName::GitLab => &self.gitlab,
            ForgeName::Gitea => &self.gitea,
            ForgeName::Bitbucket => &self.bitbucket,
            ForgeName::AzureDevOps => &self.azure_devops,
        }
    }

    /// Returns the value of one forge, to be changed.
    pub const fn of_mut(&mut self, forge: ForgeName) -> &mut T {
        match forge {
            ForgeName::GitHub => &mut self.github,
            ForgeName::GitLab => &mut self.gitlab,
            ForgeName::Gitea => &mut self.gitea,
            ForgeName::Bitbucket => &mut self.bitbucket,
            ForgeName::AzureDevOps => &mut self.azure_devops,
        }
    }
}

/// What a forge knows of a commit, or of a person who contributed to a release. The order of the
/// fields is that of git-cliff's JSON.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Contributor {
    /// The account.
    pub username: Option<String>,
    /// The account that opened the pull request.
    pub pr_author: Option<String>,
    /// The title of the pull request.
    pub pr_title: Option<String>,
    /// The number of the pull request.
    pub pr_number: Option<i64>,
    /// The numbers of all pull requests of this release, lowest first.
    pub pr_numbers: Vec<i64>,
    /// The labels of the pull request.
    pub pr_labels: Vec<String>,
    /// Whether this release is the first that the person contributed to.
    pub is_first_time: bool,
}

/// What a forge knows of a release.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Contributors {
    /// Who contributed, in the order of their first commit.
    pub contributors: Vec<Contributor>,
}
