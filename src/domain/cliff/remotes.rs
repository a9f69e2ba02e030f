//! The repository on its forges, as templates see it under `remote`.

use serde_json::{Map, Value};

use crate::domain::cliff::contributor::{ForgeName, PerForge};

/// The tables of `[remote]` after the command line and the repository had their say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remotes {
    /// Whether no forge may be asked.
    pub offline: bool,
    /// The repository on each forge.
    pub forges: PerForge<ForgeRepository>,
}

/// A repository on a forge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForgeRepository {
    /// The user, organisation or group; empty where unknown.
    pub owner: String,
    /// The name of the repository; empty where unknown.
    pub repo: String,
    /// Whether somebody named it, other than the remote of the branch.
    pub is_custom: bool,
    /// The address of the forge's interface, where it is not the public one.
    pub api_url: Option<String>,
    /// How long a request may take, in words: `30s`.
    pub http_timeout: String,
    /// Whether the certificates of the system count.
    pub native_tls: Option<bool>,
}

impl Default for ForgeRepository {
    fn default() -> Self {
        Self {
            owner: String::new(),
            repo: String::new(),
            is_custom: false,
            api_url: None,
            http_timeout: "30s".to_owned(),
            native_tls: None,
        }
    }
}

impl ForgeRepository {
    /// Whether it names a repository.
    pub fn is_set(&self) -> bool {
        !self.owner.is_empty() && !self.repo.is_empty()
    }

    fn value(&self) -> Value {
        let entries: [(&str, Value); 6] = [
            ("api_url", self.api_url.as_deref().into()),
            ("http_timeout", self.http_timeout.as_str().into()),
            ("is_custom", self.is_custom.into()),
            ("native_tls", self.native_tls.into()),
            ("owner", self.owner.as_str().into()),
            ("repo", self.repo.as_str().into()),
        ];
        entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
    }
}

impl Remotes {
    /// Returns the first forge that has the repository.
    pub fn forge(&self) -> Option<ForgeName> {
        ForgeName::ALL.into_iter().find(|forge| self.forges.of(*forge).is_set())
    }

    /// Takes the address that the branch of HEAD follows where no repository is named; git-cliff
    /// takes it for one on GitHub, wherever it is.
    pub fn follow(&mut self, url: &str) {
        if self.forge().is_none()
            && let Some((owner, repo)) = owner_and_repo(url)
        {
            self.forges.github.owner = owner;
            self.forges.github.repo = repo;
        }
    }

    /// Returns what templates see.
    pub fn value(&self) -> Value {
        let mut map = Map::new();
        let mut put = |forge: ForgeName| {
            map.insert(forge.key().to_owned(), self.forges.of(forge).value());
        };
        put(ForgeName::AzureDevOps);
        put(ForgeName::Bitbucket);
        put(ForgeName::Gitea);
        put(ForgeName::GitHub);
        put(ForgeName::GitLab);
        map.insert("offline".to_owned(), self.offline.into());
        Value::Object(map)
    }
}

/// Returns owner and name from the address of a remote: the last two parts of the path of a URL, or
/// the only two of `user@host:owner/repo`.
pub fn owner_and_repo(url: &str) -> Option<(String, String)> {
    let url = url.strip_suffix(".git").unwrap_or(url);
    let path = match url.split_once("://") {
        Some((_, rest)) => {
            let rest = rest.split(['?', '#']).next().unwrap_or_default();
            rest.split_once('/').map(|(_, path)| path)
        }
        None if url.contains('@') => {
            let path = url.split(':').nth(1)?;
            (path.matches('/').count() == 1).then_some(path)
        }
        None => None,
    }?;
    let (before, repo) = path.rsplit_once('/')?;
    let owner = before.rsplit('/').next().unwrap_or_default();
    Some((owner.to_owned(), repo.to_owned()))
}

/// Returns a number of seconds in the words in which git-cliff shows times: `1m 30s`.
pub fn words_of_seconds(seconds: u64) -> String {
    let units = [("day", 86_400), ("h", 3600), ("m", 60), ("s", 1)];
    let mut rest = seconds;
    let mut words = Vec::new();
    for (unit, length) in units {
        let count = rest / length;
        rest %= length;
        match (count, unit) {
            (0, _) => {}
            (2.., "day") => words.push(format!("{count}days")),
            _ => words.push(format!("{count}{unit}")),
        }
    }
    if words.is_empty() { "0s".to_owned() } else { words.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::{Remotes, owner_and_repo, words_of_seconds};

    #[test]
    fn owner_and_name_are_the_end_of_the_address() {
        for (url, expected) in [
            ("https://github.com/o/r.git", Some(("o", "r"))),
            ("https://gitlab.com/g/sub/r", Some(("sub", "r"))),
            ("ssh://git@host:22/o/r.git", Some(("o", "r"))),
            ("git@github.com:o/r.git", Some(("o", "r"))),
            ("git@host:g/sub/r.git", None),
            ("../r.git", None),
            ("https://host/r", None),
        ] {
            let expected = expected.map(|(owner, repo)| (owner.to_owned(), repo.to_owned()));
            assert_eq!(owner_and_repo(url), expected, "{url}");
        }
    }

    #[test]
    fn a_remote_that_is_followed_is_taken_for_one_on_github() {
        let mut remotes = Remotes::default();
        remotes.follow("git@gitlab.com:o/r.git");
        assert_eq!(remotes.value()["github"]["owner"], "o");
        assert_eq!(remotes.value()["gitlab"]["owner"], "");
    }

    #[test]
    fn seconds_are_shown_in_words() {
        for (seconds, words) in [(30, "30s"), (90, "1m 30s"), (0, "0s"), (172_800, "2days")] {
            assert_eq!(words_of_seconds(seconds), words);
        }
    }
}
