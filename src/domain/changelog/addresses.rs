//! Where the parts of a changelog lead on the web.

use serde::Serialize;

use crate::domain::changelog::entry::Logged;
use crate::domain::commit::references::{Reference, ReferenceKind, Sigil, references};
use crate::domain::remote::Remote;
use crate::domain::version::version_tag::VersionTag;

/// Where addresses lead.
#[derive(Clone, Copy, Debug)]
pub struct Addresses<'a> {
    /// The repository on the web; `None` leaves all addresses out.
    pub remote: Option<&'a Remote>,
    /// The branch that unreleased changes are compared with.
    pub head: &'a str,
}

/// An issue or a pull request that a change names.
#[derive(Clone, Debug, Serialize)]
pub struct Issue {
    text: String,
    url: Option<String>,
}

impl Addresses<'_> {
    /// Returns the page with the changes since the release below: up to a tag, or to the branch.
    pub(super) fn compare(
        &self,
        previous: Option<&VersionTag>,
        tag: Option<&str>,
    ) -> Option<String> {
        let (remote, from) = (self.remote?, previous?.name.as_str());
        match tag {
            Some(tag) => remote.compare(from, tag),
            None => remote.compare_with_branch(from, self.head),
        }
    }

    /// Returns the page of a tag.
    pub(super) fn tag(&self, tag: Option<&str>) -> Option<String> {
        self.remote?.tag(tag?)
    }

    /// Returns the page of a commit.
    pub(super) fn commit(&self, id: &str) -> Option<String> {
        self.remote?.commit(id)
    }

    /// Returns the pull request and the closed issues of a commit, each once, the pull request
    /// first.
    pub(super) fn issues(&self, one: &Logged) -> Vec<Issue> {
        let text = if one.is_quoting { one.commit.subject() } else { one.commit.message.as_str() };
        let counts = |reference: &Reference| reference.kind != ReferenceKind::Mentions;
        let mut found: Vec<Issue> = Vec::new();
        for reference in references(text).iter().filter(|reference| counts(reference)) {
            let issue = self.issue(reference);
            if !found.iter().any(|known| known.text == issue.text) {
                found.push(issue);
            }
        }
        found
    }

    fn issue(&self, reference: &Reference) -> Issue {
        let sigil = match reference.sigil {
            Sigil::Hash => '#',
            Sigil::Bang => '!',
        };
        let repository = reference.repository.as_deref().unwrap_or_default();
        let own = self.remote.filter(|_| repository.is_empty());
        let is_request =
            reference.kind == ReferenceKind::PullRequest || reference.sigil == Sigil::Bang;
        let url = own.and_then(|remote| match is_request {
            true => remote.pull_request(reference.number),
            false => remote.issue(reference.number),
        });
        Issue { text: format!("{repository}{sigil}{}", reference.number), url }
    }
}
