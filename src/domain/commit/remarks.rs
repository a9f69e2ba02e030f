//! What the reader of an answer should know about the messages it rests on.

use crate::domain::commit::classify::Classified;
use crate::domain::commit::warning::Warning;

/// Commits that could not be read, and messages that nearly say more than they do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remarks {
    /// The commits that are not conventional, each with its reason.
    pub unreadable: Vec<String>,
    /// What looks like a breaking change and is none.
    pub doubtful: Vec<String>,
}

impl Remarks {
    /// Returns the remarks on some commits.
    pub fn on(commits: &[Classified]) -> Self {
        let unreadable = commits.iter().filter(|one| one.is_unreadable()).map(|one| {
            format!("{} {} ({})", one.commit.id.short(), one.commit.subject(), one.problem())
        });
        let is_about_breaking =
            |warning: &&Warning| !matches!(warning, Warning::MissingBlankLine { .. });
        let doubtful = commits.iter().flat_map(|one| {
            let warnings = one.parsed.warnings.iter().filter(is_about_breaking);
            warnings.map(|warning| format!("commit {}: {warning}", one.commit.id.short()))
        });
        Self { unreadable: unreadable.collect(), doubtful: doubtful.collect() }
    }

    /// Returns these remarks and more.
    #[must_use]
    pub fn and(mut self, more: Self) -> Self {
        self.unreadable.extend(more.unreadable);
        self.doubtful.extend(more.doubtful);
        self
    }
}
