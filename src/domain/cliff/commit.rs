//! A commit as git-cliff knows it, before, while and after its pipeline looks at it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::domain::cliff::contributor::{Contributor, PerForge};
use crate::domain::cliff::conventional::Conventional;
use crate::domain::history::changes::DiffStatistics;
use crate::domain::history::commit::{CommitId, Person, RawCommit};

/// A commit.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Commit {
    /// The id in hexadecimal digits; empty for a message of `--with-commit` without one.
    pub id: String,
    /// The message, without space at its end.
    pub message: String,
    /// What the message says, where it was read as a Conventional Commit and is one.
    pub conventional: Option<Conventional>,
    /// The group that a rule gave.
    pub group: Option<String>,
    /// The scope that a rule gave for commits without one.
    pub default_scope: Option<String>,
    /// The scope that a rule gave.
    pub scope: Option<String>,
    /// The links that rules found.
    pub links: Vec<Link>,
    /// Who wrote the change.
    pub author: Signature,
    /// Who put it into this history.
    pub committer: Signature,
    /// Whether it has more than one parent.
    pub is_merge: bool,
    /// How much it changed; zero where nobody asked.
    pub statistics: DiffStatistics,
    /// Whatever a `--from-context` file says.
    pub extra: Option<Value>,
    /// What the forge knows of it.
    pub remote: Option<Contributor>,
    /// The same under the name of each forge; `None` is nothing for any of them.
    pub forges: Option<Box<PerForge<Contributor>>>,
    /// The message that a `--from-context` file says was the original one.
    pub raw_message: Option<String>,
}

/// A link that a rule made of a part of a message.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Link {
    /// What is shown.
    pub text: String,
    /// Where it leads.
    pub href: String,
}

/// Who made a commit, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Signature {
    /// The name.
    pub name: Option<Arc<str>>,
    /// The address.
    pub email: Option<Arc<str>>,
    /// Seconds since 1970-01-01 00:00 UTC.
    pub timestamp: i64,
}

impl Commit {
    /// Returns the commit that git holds.
    pub fn of(raw: &RawCommit) -> Self {
        // libgit2 gives the message without the empty lines before it (git_commit_message).
        let message = raw.message.trim_start_matches('\n').trim_end();
        Self {
            id: raw.id.to_string(),
            message: message.to_owned(),
            author: Signature::of(&raw.author.person, raw.author.seconds),
            committer: Signature::of(&raw.committer.person, raw.committer.seconds),
            is_merge: raw.is_merge(),
            ..Self::default()
        }
    }

    /// Returns the commit that a text of `--with-commit` means: a message, or a full id in lower
    /// case, a space, and the single line of a message.
    pub fn of_text(text: &str) -> Self {
        let with_id = text.split_once(' ').filter(|(id, message)| {
            let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
            id.len() == 40 && id.bytes().all(is_digit) && !message.contains('\n')
        });
        let (id, message) = with_id.unwrap_or(("", text));
        Self { id: id.to_owned(), message: message.to_owned(), ..Self::default() }
    }

    /// Returns the message that the pipeline starts from.
    pub fn raw_message(&self) -> &str {
        self.raw_message.as_deref().unwrap_or(&self.message)
    }

    /// Returns the group that templates see: that of a rule, else the type.
    pub fn shown_group(&self) -> Option<&str> {
        let kind = || self.conventional.as_ref().map(|said| said.kind.as_str());
        self.group.as_deref().or_else(kind)
    }

    /// Returns the scope that templates see: that of a rule, else its own, else the default.
    pub fn shown_scope(&self) -> Option<&str> {
        let own = || self.conventional.as_ref().and_then(|said| said.scope.as_deref());
        self.scope.as_deref().or_else(own).or(self.default_scope.as_deref())
    }

    /// Returns the message that templates see: the description, or the whole message where it is
    /// not conventional.
    pub fn shown_message(&self) -> &str {
        self.conventional.as_ref().map_or(&self.message, |said| &said.description)
    }

    /// Returns the id as git knows it; `None` for a message of `--with-commit` without one.
    pub fn commit_id(&self) -> Option<CommitId> {
        CommitId::from_hex(&self.id)
    }
}

impl Signature {
    /// Names and addresses without the characters that libgit2 takes for dirt (signature.c).
    fn of(person: &Person, seconds: i64) -> Self {
        let is_dirt =
            |c: char| c <= ' ' || matches!(c, ',' | ':' | ';' | '<' | '>' | '"' | '\\' | '\'');
        let clean = |text: &str| Some(Arc::from(text.trim_matches(is_dirt)));
        Self { name: clean(&person.name), email: clean(&person.email), timestamp: seconds }
    }
}

#[cfg(test)]
mod tests {
    use super::Commit;

    #[test]
    fn a_text_with_a_full_id_is_that_commit() {
        let id = "a".repeat(40);
        let commit = Commit::of_text(&format!("{id} feat: x"));
        assert_eq!((commit.id.as_str(), commit.message.as_str()), (id.as_str(), "feat: x"));
        for text in ["feat: x", &format!("{} x", "A".repeat(40)), &format!("{id} a\nb")] {
            let commit = Commit::of_text(text);
            assert_eq!((commit.id.as_str(), commit.message.as_str()), ("", text));
        }
    }
}
