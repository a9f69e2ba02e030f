//! Which forge, owner and repository the URL of a Git remote means.
//!
//! ```
//! use semflow::domain::remote::url::{Forge, Remote};
//! let remote = Remote::parse("git@gitlab.com:group/subgroup/tool.git").unwrap();
//! assert_eq!(remote.forge(), Forge::GitLab);
//! assert_eq!((remote.owner(), remote.repo()), ("group/subgroup", "tool"));
//! ```

use std::fmt;

/// The software behind a host; it decides the form of every link.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Forge {
    /// github.com and GitHub Enterprise.
    GitHub,
    /// gitlab.com and GitLab on a host of its own.
    GitLab,
    /// Gitea and Forgejo, codeberg.org among them.
    Gitea,
    /// Bitbucket Cloud: bitbucket.org.
    Bitbucket,
    /// Bitbucket Data Center, once Bitbucket Server.
    BitbucketServer,
    /// Azure DevOps, in the cloud and on a host of its own.
    AzureDevOps,
    /// A host that gives nothing away; it gets no links.
    Unknown,
}

impl Forge {
    /// Returns the address of the forge's public host, if it has one.
    pub const fn public_base(self) -> Option<&'static str> {
        match self {
            Self::GitHub => Some("https://github.com"),
            Self::GitLab => Some("https://gitlab.com"),
            Self::Gitea => Some("https://codeberg.org"),
            Self::Bitbucket => Some("https://bitbucket.org"),
            Self::AzureDevOps => Some("https://dev.azure.com"),
            Self::BitbucketServer | Self::Unknown => None,
        }
    }

    fn of_host(host: &str) -> Self {
        let is_or_below = |domain: &str| {
            host.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
        };
        let says = |name: &str| host.contains(name);
        if is_or_below("dev.azure.com") || is_or_below("visualstudio.com") {
            Self::AzureDevOps
        } else if is_or_below("bitbucket.org") {
            Self::Bitbucket
        } else if says("github") || is_or_below("ghe.com") {
            Self::GitHub
        } else if says("gitlab") {
            Self::GitLab
        } else if is_or_below("codeberg.org") || says("gitea") || says("forgejo") {
            Self::Gitea
        } else if says("bitbucket") {
            Self::BitbucketServer
        } else {
            Self::Unknown
        }
    }
}

impl fmt::Display for Forge {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::GitHub => "GitHub",
            Self::GitLab => "GitLab",
            Self::Gitea => "Gitea",
            Self::Bitbucket => "Bitbucket",
            Self::BitbucketServer => "Bitbucket Server",
            Self::AzureDevOps => "Azure DevOps",
            Self::Unknown => "unknown forge",
        })
    }
}

/// A repository on a forge. It never holds the user or the password of the URL it was read from.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Remote {
    forge: Forge,
    base: String,
    owner: String,
    repo: String,
}

impl Remote {
    /// Returns the repository with these names, as a configuration spells them.
    ///
    /// `owner` is the user, the group with its groups above, the project key of Bitbucket Server,
    /// or `organization/project` of Azure DevOps. `base` is the web address of the forge; without
    /// it the public host counts.
    pub fn new(forge: Forge, owner: &str, repo: &str, base: Option<&str>) -> Self {
        let base = base.or(forge.public_base()).unwrap_or_default();
        Self {
            forge,
            base: without_credentials(base.trim().trim_end_matches('/')),
            owner: owner.trim_matches('/').to_owned(),
            repo: repo.trim_matches('/').to_owned(),
        }
    }

    /// Returns the repository that the URL of a remote means; `None` for a path on this machine and
    /// for what is no URL (the forms of git-clone(1), "GIT URLS").
    pub fn parse(url: &str) -> Option<Self> {
        let address = Address::parse(url.trim())?;
        let forge = address.forge();
        match forge {
            Forge::AzureDevOps => address.azure_repository(),
            Forge::BitbucketServer => address.bitbucket_server_repository(),
            Forge::GitHub | Forge::Bitbucket => match address.segments.as_slice() {
                [owner, repo, ..] => Some(address.repository(forge, &[], &[owner], repo)),
                _ => None,
            },
            Forge::Gitea => match address.segments.as_slice() {
                [prefix @ .., owner, repo] => {
                    Some(address.repository(forge, prefix, &[owner], repo))
                }
                _ => None,
            },
            Forge::GitLab | Forge::Unknown => match address.segments.as_slice() {
                [groups @ .., repo] if !groups.is_empty() => {
                    Some(address.repository(forge, &[], groups, repo))
                }
                _ => None,
            },
        }
    }

    /// Returns the forge.
    pub fn forge(&self) -> Forge {
        self.forge
    }

    /// Returns the web address of the forge, without a slash at its end.
    pub fn base(&self) -> &str {
        &self.base
    }

    /// Returns the owner: a user, a group with its groups above, `organization/project` on Azure.
    pub fn owner(&self) -> &str {
        &self.owner
    }

    /// Returns the name of the repository, without `.git`.
    pub fn repo(&self) -> &str {
        &self.repo
    }
}

/// Returns the web address of the forge whose programming interface has this address:
/// `https://git.example.com` for `https://git.example.com/api/v3`, `https://github.com` for
/// `https://api.github.com`.
pub fn web_address(api: &str) -> String {
    let address = api.trim_end_matches('/');
    let is_start = |at: &usize| {
        let rest = address.get(*at..).unwrap_or_default();
        ["/api", "/2.0"].iter().any(|part| {
            rest.strip_prefix(part).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    };
    let start = address.match_indices('/').map(|(at, _)| at).find(is_start);
    let address = start.and_then(|at| address.get(..at)).unwrap_or(address);
    address.replacen("://api.", "://", 1)
}

/// The parts of a remote's URL that tell something about the web.
struct Address<'u> {
    scheme: &'static str,
    is_web: bool,
    host: String,
    segments: Vec<&'u str>,
}

impl<'u> Address<'u> {
    fn parse(url: &'u str) -> Option<Self> {
        let (scheme, is_web, rest) = split_scheme(url)?;
        let (authority, path) =
            if url.contains("://") { rest.split_once('/')? } else { split_scp(rest)? };
        let host = web_host(authority, is_web)?;
        let path = path.split(['?', '#']).next().unwrap_or_default();
        // GitLab puts everything that is not a group or a project behind a lone hyphen.
        let path = path.split("/-/").next().unwrap_or_default();
        let path = path.trim_end_matches('/');
        let path = path.strip_suffix(".git").unwrap_or(path);
        let segments = path.split('/').filter(|segment| !segment.is_empty()).collect();
        Some(Self { scheme, is_web, host, segments })
    }

    fn forge(&self) -> Forge {
        match Forge::of_host(&self.host) {
            // The name in an SSH configuration, not a host the web knows.
            _ if !self.is_web && !self.host.contains('.') => Forge::Unknown,
            Forge::Unknown if self.is_web && self.segments.contains(&"_git") => Forge::AzureDevOps,
            Forge::Unknown if self.is_web && self.scm_at().is_some() => Forge::BitbucketServer,
            forge => forge,
        }
    }

    fn repository(&self, forge: Forge, prefix: &[&str], owner: &[&str], repo: &str) -> Remote {
        let mut base = format!("{}://{}", self.scheme, self.host);
        for segment in prefix {
            base.push('/');
            base.push_str(segment);
        }
        let repo = repo.strip_suffix(".git").unwrap_or(repo);
        Remote { forge, base, owner: owner.join("/"), repo: repo.to_owned() }
    }

    /// `[/context]/scm/PROJECT/repository` over HTTP, `[/context]/PROJECT/repository` over SSH.
    fn bitbucket_server_repository(&self) -> Option<Remote> {
        let (owner, repo) = match self.segments.as_slice() {
            [.., owner, repo] => (*owner, *repo),
            _ => return None,
        };
        let prefix = self.segments.get(..self.scm_at().unwrap_or(0)).unwrap_or_default();
        Some(self.repository(Forge::BitbucketServer, prefix, &[owner], repo))
    }

    /// Returns where `scm` stands, with exactly a project and a repository behind it.
    fn scm_at(&self) -> Option<usize> {
        let at = self.segments.len().checked_sub(3)?;
        (self.segments.get(at) == Some(&"scm")).then_some(at)
    }

    /// `organization/project/_git/repository`, `organization/_git/repository` where both bear one
    /// name, `v3/organization/project/repository` over SSH, and the hosts of `visualstudio.com`,
    /// whose first label is the organization.
    fn azure_repository(&self) -> Option<Remote> {
        let forge = Forge::AzureDevOps;
        let cloud = Address {
            scheme: "https",
            is_web: true,
            host: "dev.azure.com".into(),
            segments: vec![],
        };
        if let ["v3", organization, project, repo] = self.segments.as_slice() {
            return Some(cloud.repository(forge, &[], &[organization, project], repo));
        }
        let git_at = self.segments.iter().position(|segment| *segment == "_git")?;
        let (before, behind) = self.segments.split_at_checked(git_at)?;
        let repo = *behind.get(1)?;
        if let Some(organization) = self.host.strip_suffix(".visualstudio.com") {
            let project = match before {
                [] | ["DefaultCollection"] => repo,
                [.., project] => project,
            };
            return Some(cloud.repository(forge, &[], &[organization, project], repo));
        }
        match before {
            [] => None,
            [organization] => Some(self.repository(forge, &[], &[organization, repo], repo)),
            [prefix @ .., organization, project] => {
                Some(self.repository(forge, prefix, &[organization, project], repo))
            }
        }
    }
}

/// Returns the scheme that the web would use for a URL, whether the URL itself is one of the web, and
/// what stands behind its scheme.
fn split_scheme(url: &str) -> Option<(&'static str, bool, &str)> {
    let Some((scheme, rest)) = url.split_once("://") else {
        return Some(("https", false, url));
    };
    match scheme.to_ascii_lowercase().as_str() {
        "https" | "git+https" => Some(("https", true, rest)),
        "http" | "git+http" => Some(("http", true, rest)),
        "ssh" | "git+ssh" | "ssh+git" | "git" => Some(("https", false, rest)),
        _ => None,
    }
}

/// Returns host and path of `user@host:path`; what has a slash before the colon is a path here, and
/// so is the drive of `C:\project`.
fn split_scp(url: &str) -> Option<(&str, &str)> {
    let colon = match url.find(']') {
        Some(bracket) => bracket + url.get(bracket..)?.find(':')?,
        None => url.find(':')?,
    };
    let (authority, path) = url.split_at_checked(colon)?;
    let is_here = authority.len() < 2 || authority.contains(['/', '\\']);
    (!is_here).then_some((authority, path.strip_prefix(':')?))
}

/// Returns the host under which the web knows an authority; a port counts for the web only.
fn web_host(authority: &str, is_web: bool) -> Option<String> {
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let has_port = |port: &str| port.bytes().all(|byte| byte.is_ascii_digit());
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if has_port(port) => (name, port),
        _ => (host, ""),
    };
    let name = name.to_ascii_lowercase();
    if !is_host(&name) {
        return None;
    }
    if is_web {
        let is_usual = matches!(port, "" | "80" | "443");
        return Some(if is_usual { name } else { format!("{name}:{port}") });
    }
    // The hosts that answer SSH on port 443, and the names people give their second account in the
    // SSH configuration: `github.com-work`.
    Some(match name.as_str() {
        "ssh.github.com" => "github.com".to_owned(),
        "altssh.gitlab.com" => "gitlab.com".to_owned(),
        "altssh.bitbucket.org" => "bitbucket.org".to_owned(),
        _ => ["github.com", "gitlab.com", "bitbucket.org"]
            .into_iter()
            .find(|host| name.strip_prefix(host).is_some_and(|rest| rest.starts_with('-')))
            .map_or(name, str::to_owned),
    })
}

/// Whether this is a name, or an IPv6 address in brackets: nothing else may hold a colon, so that the
/// beginning of a password with a slash in it is no host.
fn is_host(name: &str) -> bool {
    let is_name = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'-' | b'_');
    match name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
        Some(address) => address.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b':'),
        None => !name.is_empty() && name.bytes().all(is_name),
    }
}

fn without_credentials(base: &str) -> String {
    let (scheme, rest) = base.split_once("://").unwrap_or(("https", base));
    if rest.is_empty() {
        return String::new();
    }
    let (authority, path) =
        rest.split_at_checked(rest.find('/').unwrap_or(rest.len())).unwrap_or((rest, ""));
    let host = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    format!("{scheme}://{host}{path}")
}

#[cfg(test)]
mod tests {
    use super::Forge::{AzureDevOps, Bitbucket, BitbucketServer, GitHub, GitLab, Gitea, Unknown};
    use super::{Forge, Remote, web_address};

    #[test]
    fn the_pages_of_a_forge_lie_beside_its_interface() {
        for (api, web) in [
            ("https://api.github.com", "https://github.com"),
            ("https://github.example.com/api/v3/", "https://github.example.com"),
            ("https://gitlab.com/api/v4", "https://gitlab.com"),
            ("https://example.com/gitlab/api/v4", "https://example.com/gitlab"),
            ("https://git.example.com/api", "https://git.example.com"),
            ("https://api.bitbucket.org/2.0/repositories", "https://bitbucket.org"),
            ("https://dev.azure.com", "https://dev.azure.com"),
            ("https://git.example.com/apian/", "https://git.example.com/apian"),
        ] {
            assert_eq!(web_address(api), web);
        }
    }

    fn parts(url: &str) -> Option<(Forge, String, String, String)> {
        let remote = Remote::parse(url)?;
        Some((remote.forge, remote.base, remote.owner, remote.repo))
    }

    #[track_caller]
    fn assert_parts(rows: &[(&str, Forge, &str, &str, &str)]) {
        for (url, forge, base, owner, repo) in rows {
            let expected = (*forge, (*base).into(), (*owner).into(), (*repo).into());
            assert_eq!(parts(url), Some(expected), "{url}");
        }
    }

    #[test]
    fn every_form_of_a_url_means_the_same_repository() {
        for url in [
            "https://github.com/rust-lang/cargo",
            "https://github.com/rust-lang/cargo/",
            "https://github.com/rust-lang/cargo.git",
            "https://github.com/rust-lang/cargo.git/",
            "https://github.com:443/rust-lang/cargo.git",
            "https://github.com/rust-lang/cargo?tab=readme#top",
            "HTTPS://GitHub.com/rust-lang/cargo",
            "git://github.com/rust-lang/cargo.git",
            "ssh://git@github.com/rust-lang/cargo.git",
            "ssh://git@github.com:22/rust-lang/cargo.git",
            "ssh://git@ssh.github.com:443/rust-lang/cargo.git",
            "git+ssh://git@github.com/rust-lang/cargo.git",
            "git@github.com:rust-lang/cargo.git",
            "git@github.com:/rust-lang/cargo.git",
            "github.com:rust-lang/cargo",
            "git@github.com-work:rust-lang/cargo.git",
            " git@github.com:rust-lang/cargo.git\n",
        ] {
            assert_parts(&[(url, GitHub, "https://github.com", "rust-lang", "cargo")]);
        }
    }

    #[test]
    fn credentials_are_dropped() {
        for url in [
            "https://user:secret@github.com/o/r.git",
            "https://secret@github.com/o/r.git",
            "https://us@er:se@cret@github.com/o/r.git",
            "ssh://user:secret@github.com/o/r.git",
        ] {
            let remote = Remote::parse(url).unwrap();
            assert_eq!(remote.base(), "https://github.com", "{url}");
            assert!(!format!("{remote:?}").contains("cret"), "{url}");
        }
        let base = Some("https://user:secret@git.example.org/x/");
        assert_eq!(Remote::new(GitLab, "o", "r", base).base(), "https://git.example.org/x");
    }

    #[test]
    fn hosts_tell_their_forge() {
        assert_parts(&[
            ("git@git.github.acme.com:o/r", GitHub, "https://git.github.acme.com", "o", "r"),
            ("https://acme.ghe.com/o/r", GitHub, "https://acme.ghe.com", "o", "r"),
            ("https://gitlab.com/a/b/c/r.git", GitLab, "https://gitlab.com", "a/b/c", "r"),
            ("ssh://git@gitlab.acme.io:2222/a/r", GitLab, "https://gitlab.acme.io", "a", "r"),
            ("http://gitlab.lan:8080/a/r.git", GitLab, "http://gitlab.lan:8080", "a", "r"),
            ("https://gitlab.com/a/r/-/tree/main", GitLab, "https://gitlab.com", "a", "r"),
            ("git@altssh.gitlab.com:a/r", GitLab, "https://gitlab.com", "a", "r"),
            ("git@codeberg.org:o/r.git", Gitea, "https://codeberg.org", "o", "r"),
            ("https://gitea.acme.io/o/r", Gitea, "https://gitea.acme.io", "o", "r"),
            ("https://acme.io/o/r", Unknown, "https://acme.io", "o", "r"),
            ("https://forgejo.io/git/o/r", Gitea, "https://forgejo.io/git", "o", "r"),
            ("git@bitbucket.org:team/r.git", Bitbucket, "https://bitbucket.org", "team", "r"),
            ("git@git.sr.ht:~sircmpwn/scdoc", Unknown, "https://git.sr.ht", "~sircmpwn", "scdoc"),
        ]);
    }

    #[test]
    fn bitbucket_server_is_known_by_its_path_or_its_host() {
        assert_parts(&[
            (
                "https://git.acme.io/scm/PROJ/r.git",
                BitbucketServer,
                "https://git.acme.io",
                "PROJ",
                "r",
            ),
            (
                "https://u@acme.io/stash/scm/~joe/r.git",
                BitbucketServer,
                "https://acme.io/stash",
                "~joe",
                "r",
            ),
            (
                "ssh://git@bitbucket.acme.io:7999/PROJ/r.git",
                BitbucketServer,
                "https://bitbucket.acme.io",
                "PROJ",
                "r",
            ),
            ("https://gitlab.acme.io/scm/a/r.git", GitLab, "https://gitlab.acme.io", "scm/a", "r"),
        ]);
    }

    #[test]
    fn azure_devops_has_many_addresses_for_one_repository() {
        let base = "https://dev.azure.com";
        for url in [
            "https://dev.azure.com/org/project/_git/repo",
            "https://org@dev.azure.com/org/project/_git/repo",
            "git@ssh.dev.azure.com:v3/org/project/repo",
            "ssh://git@ssh.dev.azure.com:22/v3/org/project/repo",
            "https://org.visualstudio.com/project/_git/repo",
            "https://org.visualstudio.com/DefaultCollection/project/_git/repo",
            "org@vs-ssh.visualstudio.com:v3/org/project/repo",
        ] {
            assert_parts(&[(url, AzureDevOps, base, "org/project", "repo")]);
        }
        assert_parts(&[
            ("https://dev.azure.com/org/_git/repo", AzureDevOps, base, "org/repo", "repo"),
            ("https://org.visualstudio.com/_git/repo", AzureDevOps, base, "org/repo", "repo"),
            (
                "https://tfs.lan/tfs/Main/P/_git/r",
                AzureDevOps,
                "https://tfs.lan/tfs",
                "Main/P",
                "r",
            ),
            ("https://dev.azure.com/o/My%20App/_git/r", AzureDevOps, base, "o/My%20App", "r"),
        ]);
    }

    #[test]
    fn the_name_of_an_ssh_configuration_is_no_host() {
        assert_parts(&[("git@github:o/r.git", Unknown, "https://github", "o", "r")]);
    }

    #[test]
    fn what_is_no_remote_is_refused() {
        for url in [
            "",
            "https://",
            "https://github.com",
            "https://github.com/",
            "https://github.com/o",
            "/srv/git/repo.git",
            "../repo",
            "./a:b/c",
            "C:\\work\\repo",
            "C:/code/repo",
            "repo",
            "file:///srv/git/repo.git",
            "ftp://host/o/r",
            "git@github.com:",
            "https:///o/r",
            "https://a host/o/r",
            "https://dev.azure.com/org/project",
            "::",
            "git@[::1",
            "https://user:se/cret@github.com/o/r",
            "https://dev.azure.com/_git/r",
        ] {
            assert_eq!(parts(url), None, "{url}");
        }
    }

    #[test]
    fn a_configured_remote_takes_the_public_host_by_itself() {
        for (forge, base) in
            [(GitHub, "https://github.com"), (AzureDevOps, "https://dev.azure.com"), (Unknown, "")]
        {
            let remote = Remote::new(forge, "/o/", "r", None);
            assert_eq!((remote.base(), remote.owner(), remote.repo()), (base, "o", "r"));
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_the_parser_stumble(url in "[a-z:/@\\[\\].%?#_\u{e9}-]{0,40}") {
            let _ = Remote::parse(&url);
        }
    }
}
