//! The addresses of a repository's pages, in the form its forge gives them.
//!
//! ```
//! use semflow::domain::remote::url::Remote;
//! let remote = Remote::parse("git@github.com:acme/tool.git").unwrap();
//! assert_eq!(
//!     remote.compare("v1.0.0", "v1.1.0").unwrap(),
//!     "https://github.com/acme/tool/compare/v1.0.0...v1.1.0"
//! );
//! ```

use std::fmt::Write;

use crate::domain::remote::url::{Forge, Remote};

/// Every method returns `None` where the forge is unknown or has no such page.
impl Remote {
    /// Returns the first page of the repository.
    pub fn web(&self) -> Option<String> {
        let (base, owner, repo) = (self.base(), in_path(self.owner()), in_path(self.repo()));
        if base.is_empty() || owner.is_empty() || repo.is_empty() {
            return None;
        }
        match self.forge() {
            Forge::GitHub | Forge::GitLab | Forge::Gitea | Forge::Bitbucket => {
                Some(format!("{base}/{owner}/{repo}"))
            }
            Forge::BitbucketServer => Some(match owner.strip_prefix('~') {
                Some(user) => format!("{base}/users/{user}/repos/{repo}"),
                None => format!("{base}/projects/{owner}/repos/{repo}"),
            }),
            Forge::AzureDevOps => Some(format!("{base}/{owner}/_git/{repo}")),
            Forge::Unknown => None,
        }
    }

    /// Returns the page with the changes between two tags or commits.
    ///
    /// Azure DevOps wants to know whether it gets a tag or a commit (what has forty hexadecimal
    /// digits is one) and knows no `HEAD`.
    pub fn compare(&self, from: &str, to: &str) -> Option<String> {
        let web = self.web()?;
        match self.forge() {
            Forge::GitHub | Forge::Gitea => {
                Some(format!("{web}/compare/{}...{}", in_path(from), in_path(to)))
            }
            Forge::GitLab => Some(format!("{web}/-/compare/{}...{}", in_path(from), in_path(to))),
            // The newer side comes first, parted by a carriage return: so the forge's own pages do.
            Forge::Bitbucket => {
                Some(format!("{web}/branches/compare/{}%0D{}", in_query(to), in_query(from)))
            }
            Forge::BitbucketServer => Some(format!(
                "{web}/compare/commits?targetBranch={}&sourceBranch={}",
                in_query(from),
                in_query(to)
            )),
            Forge::AzureDevOps => Some(format!(
                "{web}/branchCompare?baseVersion={}&targetVersion={}",
                azure_version(from)?,
                azure_version(to)?
            )),
            Forge::Unknown => None,
        }
    }

    /// Returns the page with the changes between a tag and the tip of a branch; `HEAD` stands for
    /// the branch that nobody named.
    pub fn compare_with_branch(&self, from: &str, branch: &str) -> Option<String> {
        match self.forge() {
            Forge::AzureDevOps if branch != "HEAD" => Some(format!(
                "{}/branchCompare?baseVersion={}&targetVersion=GB{}",
                self.web()?,
                azure_version(from)?,
                in_query(branch)
            )),
            _ => self.compare(from, branch),
        }
    }

    /// Returns the page of a tag, with its release where the forge has one.
    pub fn tag(&self, name: &str) -> Option<String> {
        let web = self.web()?;
        match self.forge() {
            Forge::GitHub | Forge::Gitea => Some(format!("{web}/releases/tag/{}", in_path(name))),
            Forge::GitLab => Some(format!("{web}/-/tags/{}", in_path(name))),
            Forge::Bitbucket => Some(format!("{web}/commits/tag/{}", in_query(name))),
            Forge::BitbucketServer => {
                Some(format!("{web}/browse?at=refs%2Ftags%2F{}", in_query(name)))
            }
            Forge::AzureDevOps => Some(format!("{web}?version=GT{}", in_query(name))),
            Forge::Unknown => None,
        }
    }

    /// Returns the page of a commit.
    pub fn commit(&self, id: &str) -> Option<String> {
        self.page(
            match self.forge() {
                Forge::GitLab => "-/commit",
                Forge::Bitbucket | Forge::BitbucketServer => "commits",
                _ => "commit",
            },
            id,
        )
    }

    /// Returns the page of an issue, a work item on Azure DevOps; Bitbucket Server has none.
    pub fn issue(&self, number: u64) -> Option<String> {
        let kind = match self.forge() {
            Forge::GitLab => "-/issues",
            Forge::BitbucketServer => return None,
            Forge::AzureDevOps => {
                let (base, owner) = (self.base(), in_path(self.owner()));
                return self.web().map(|_| format!("{base}/{owner}/_workitems/edit/{number}"));
            }
            _ => "issues",
        };
        self.page(kind, &number.to_string())
    }

    /// Returns the page of a pull request, a merge request on GitLab.
    pub fn pull_request(&self, number: u64) -> Option<String> {
        self.page(
            match self.forge() {
                Forge::GitHub => "pull",
                Forge::GitLab => "-/merge_requests",
                Forge::Gitea => "pulls",
                Forge::AzureDevOps => "pullrequest",
                _ => "pull-requests",
            },
            &number.to_string(),
        )
    }

    /// Returns the page of a user, on GitHub also that of an app such as `dependabot[bot]`.
    pub fn user(&self, name: &str) -> Option<String> {
        let name = name.strip_prefix('@').unwrap_or(name);
        if name.is_empty() || self.base().is_empty() {
            return None;
        }
        let base = self.base();
        match self.forge() {
            Forge::GitHub => Some(match name.strip_suffix("[bot]") {
                Some(app) => format!("{base}/apps/{}", in_query(app)),
                None => format!("{base}/{}", in_query(name)),
            }),
            Forge::GitLab | Forge::Gitea | Forge::Bitbucket => {
                Some(format!("{base}/{}", in_query(name)))
            }
            Forge::BitbucketServer => Some(format!("{base}/users/{}", in_query(name))),
            Forge::AzureDevOps | Forge::Unknown => None,
        }
    }

    fn page(&self, kind: &str, name: &str) -> Option<String> {
        self.web().map(|web| format!("{web}/{kind}/{}", in_path(name)))
    }
}

/// Returns the user behind an address that a forge gives to those who hide theirs: `octocat` for
/// `583231+octocat@users.noreply.github.com`, for the older form without a number, for GitLab's
/// `583231-octocat@users.noreply.gitlab.com`, and for both on a host of their own.
pub fn user_from_noreply(email: &str) -> Option<String> {
    let (local, domain) = email.trim().split_once('@')?;
    let domain = domain.to_ascii_lowercase();
    let host = match domain.as_str() {
        "noreply.codeberg.org" => "codeberg.org",
        _ => domain.strip_prefix("users.noreply.")?,
    };
    // A name on GitHub may begin with digits and a hyphen of its own.
    let marks: &[char] = if host.contains("github") { &['+'] } else { &['+', '-'] };
    let name = match local.split_once(marks) {
        Some((id, name)) if !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => local,
    };
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.[]".contains(&byte);
    (!name.is_empty() && name.bytes().all(is_name)).then(|| name.to_owned())
}

/// Returns a version as Azure DevOps wants it: `GT` before a tag, `GC` before a commit.
fn azure_version(name: &str) -> Option<String> {
    if name == "HEAD" {
        return None;
    }
    let is_commit = name.len() == 40 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
    Some(format!("{}{}", if is_commit { "GC" } else { "GT" }, in_query(name)))
}

/// Returns a name as part of a path: slashes part it, `@` is no danger there.
fn in_path(name: &str) -> String {
    percent_encode(name, b"/@~%")
}

/// Returns a name as one segment of a path or one value of a query.
fn in_query(name: &str) -> String {
    percent_encode(name, b"~%")
}

/// Encodes everything that RFC 3986 §2.3 does not call unreserved, except `kept`.
///
/// A `%` stays where it begins an encoded byte: names from a URL come encoded.
fn percent_encode(name: &str, kept: &[u8]) -> String {
    let mut encoded = String::with_capacity(name.len());
    for (at, byte) in name.bytes().enumerate() {
        let is_plain = match byte {
            b'%' => kept.contains(&b'%') && is_encoded_byte(name.as_bytes().get(at + 1..)),
            b'-' | b'.' | b'_' => true,
            _ => byte.is_ascii_alphanumeric() || kept.contains(&byte),
        };
        if is_plain {
            encoded.push(char::from(byte));
        } else {
            // Writing to a `String` cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

fn is_encoded_byte(behind: Option<&[u8]>) -> bool {
    matches!(behind, Some([high, low, ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::user_from_noreply;
    use crate::domain::remote::url::{Forge, Remote};

    const SHA: &str = "0123456789abcdef0123456789abcdef01234567";

    fn links(url: &str) -> Vec<String> {
        let remote = Remote::parse(url).unwrap();
        [
            remote.web(),
            remote.compare("v1.0", "v1.1"),
            remote.tag("v1.1"),
            remote.commit("abc123"),
            remote.issue(7),
            remote.pull_request(8),
            remote.user("joe"),
        ]
        .into_iter()
        .map(|link| link.map_or("-".to_owned(), |link| link.replace("https://", "")))
        .collect()
    }

    #[test]
    #[expect(clippy::too_many_lines, reason = "one table of all forges and their addresses")]
    fn every_forge_gets_its_own_addresses() {
        assert_eq!(
            links("git@github.com:o/r.git"),
            [
                "github.com/o/r",
                "github.com/o/r/compare/v1.0...v1.1",
                "github.com/o/r/releases/tag/v1.1",
                "github.com/o/r/commit/abc123",
                "github.com/o/r/issues/7",
                "github.com/o/r/pull/8",
                "github.com/joe",
            ]
        );
        assert_eq!(
            links("git@gitlab.com:a/b/r.git"),
            [
                "gitlab.com/a/b/r",
                "gitlab.com/a/b/r/-/compare/v1.0...v1.1",
                "gitlab.com/a/b/r/-/tags/v1.1",
                "gitlab.com/a/b/r/-/commit/abc123",
                "gitlab.com/a/b/r/-/issues/7",
                "gitlab.com/a/b/r/-/merge_requests/8",
                "gitlab.com/joe",
            ]
        );
        assert_eq!(
            links("git@codeberg.org:o/r.git"),
            [
                "codeberg.org/o/r",
                "codeberg.org/o/r/compare/v1.0...v1.1",
                "codeberg.org/o/r/releases/tag/v1.1",
                "codeberg.org/o/r/commit/abc123",
                "codeberg.org/o/r/issues/7",
                "codeberg.org/o/r/pulls/8",
                "codeberg.org/joe",
            ]
        );
        assert_eq!(
            links("git@bitbucket.org:o/r.git"),
            [
                "bitbucket.org/o/r",
                "bitbucket.org/o/r/branches/compare/v1.1%0Dv1.0",
                "bitbucket.org/o/r/commits/tag/v1.1",
                "bitbucket.org/o/r/commits/abc123",
                "bitbucket.org/o/r/issues/7",
                "bitbucket.org/o/r/pull-requests/8",
                "bitbucket.org/joe",
            ]
        );
        assert_eq!(
            links("https://git.acme.io/scm/P/r.git"),
            [
                "git.acme.io/projects/P/repos/r",
                "git.acme.io/projects/P/repos/r/compare/commits?targetBranch=v1.0&sourceBranch=v1.1",
                "git.acme.io/projects/P/repos/r/browse?at=refs%2Ftags%2Fv1.1",
                "git.acme.io/projects/P/repos/r/commits/abc123",
                "-",
                "git.acme.io/projects/P/repos/r/pull-requests/8",
                "git.acme.io/users/joe",
            ]
        );
        let azure = "dev.azure.com/o/p/_git/r";
        assert_eq!(
            links("git@ssh.dev.azure.com:v3/o/p/r"),
            [
                azure,
                &format!("{azure}/branchCompare?baseVersion=GTv1.0&targetVersion=GTv1.1"),
                &format!("{azure}?version=GTv1.1"),
                &format!("{azure}/commit/abc123"),
                "dev.azure.com/o/p/_workitems/edit/7",
                &format!("{azure}/pullrequest/8"),
                "-",
            ]
        );
    }

    #[test]
    fn an_unknown_forge_has_no_addresses() {
        assert_eq!(links("https://git.acme.io/o/r"), ["-"; 7]);
        let remote = Remote::new(Forge::BitbucketServer, "o", "r", None);
        assert_eq!((remote.web(), remote.user("joe")), (None, None));
    }

    #[test]
    fn a_personal_repository_of_bitbucket_server_lies_below_its_user() {
        let remote = Remote::parse("https://git.acme.io/scm/~joe/r.git").unwrap();
        assert_eq!(remote.web().unwrap(), "https://git.acme.io/users/joe/repos/r");
    }

    #[test]
    fn refs_are_encoded_where_a_url_would_break() {
        let github = Remote::parse("git@github.com:o/r.git").unwrap();
        let rows = [
            ("@scope/pkg@1.0.0", "@scope/pkg@1.0.0"),
            ("v1.0.0+build.5", "v1.0.0%2Bbuild.5"),
            ("release#1", "release%231"),
            ("a(b)", "a%28b%29"),
            ("100%", "100%25"),
            ("\u{fc}", "%C3%BC"),
        ];
        for (tag, encoded) in rows {
            let expected = format!("https://github.com/o/r/releases/tag/{encoded}");
            assert_eq!(github.tag(tag), Some(expected));
        }
        let bitbucket = Remote::parse("git@bitbucket.org:o/r.git").unwrap();
        assert_eq!(
            bitbucket.compare("pkg/1", "pkg/2").unwrap(),
            "https://bitbucket.org/o/r/branches/compare/pkg%2F2%0Dpkg%2F1"
        );
    }

    #[test]
    fn encoded_names_are_not_encoded_twice() {
        let url = "https://dev.azure.com/o/My%20App/_git/r";
        assert_eq!(Remote::parse(url).unwrap().web().as_deref(), Some(url));
        let configured = Remote::new(Forge::AzureDevOps, "o/My App", "r", None);
        assert_eq!(configured.web().as_deref(), Some(url));
    }

    #[test]
    fn azure_compares_commits_and_refuses_head() {
        let azure = Remote::parse("git@ssh.dev.azure.com:v3/o/p/r").unwrap();
        assert_eq!(
            azure.compare("v1", SHA).unwrap(),
            format!(
                "https://dev.azure.com/o/p/_git/r/branchCompare?baseVersion=GTv1&targetVersion=GC{SHA}"
            )
        );
        assert_eq!(azure.compare("v1", "HEAD"), None);
    }

    #[test]
    fn a_branch_is_compared_as_a_branch() {
        let azure = Remote::parse("git@ssh.dev.azure.com:v3/o/p/r").unwrap();
        assert_eq!(
            azure.compare_with_branch("v1", "topic/a").unwrap(),
            "https://dev.azure.com/o/p/_git/r/branchCompare?baseVersion=GTv1&targetVersion=GBtopic%2Fa"
        );
        assert_eq!(azure.compare_with_branch("v1", "HEAD"), None);
        let github = Remote::parse("git@github.com:o/r").unwrap();
        assert_eq!(github.compare_with_branch("v1", "main"), github.compare("v1", "main"));
    }

    #[test]
    fn an_app_of_github_has_a_page_of_its_own() {
        let github = Remote::parse("git@github.com:o/r.git").unwrap();
        assert_eq!(github.user("dependabot[bot]").unwrap(), "https://github.com/apps/dependabot");
        assert_eq!(github.user("@joe").unwrap(), "https://github.com/joe");
        assert_eq!(github.user(""), None);
    }

    #[test]
    fn a_hidden_address_tells_its_user() {
        for (email, user) in [
            ("583231+octocat@users.noreply.github.com", Some("octocat")),
            ("octocat@users.noreply.github.com", Some("octocat")),
            ("123-abc@users.noreply.github.com", Some("123-abc")),
            ("49699333+dependabot[bot]@users.noreply.github.com", Some("dependabot[bot]")),
            ("7+joe@Users.NoReply.git.acme.io", Some("joe")),
            ("7-joe-b@users.noreply.gitlab.com", Some("joe-b")),
            ("joe@noreply.codeberg.org", Some("joe")),
            ("noreply@github.com", None),
            ("joe@example.org", None),
            ("7+@users.noreply.github.com", None),
            ("a/b@users.noreply.github.com", None),
            ("users.noreply.github.com", None),
        ] {
            assert_eq!(user_from_noreply(email).as_deref(), user, "{email}");
        }
    }
}
