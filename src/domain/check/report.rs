//! What came out of checking one message.

use crate::domain::check::finding::{Finding, Severity};
use crate::domain::check::skip::Skip;
use crate::domain::history::commit::CommitId;

/// What came out of checking one message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Where the message is from.
    pub origin: Origin,
    /// The message as it was checked: what git stores, or would store.
    pub text: String,
    /// Why no rule was asked.
    pub skip: Option<Skip>,
    /// What is wrong, in the order of the text.
    pub findings: Vec<Finding>,
    /// The message with every fix made; `None` where there is none to make.
    pub repaired: Option<String>,
}

/// Where a message is from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A file; the path as people know it.
    File(String),
    /// The command line, or standard input.
    Given,
    /// The title of a pull request.
    Title,
    /// A commit.
    Commit(CommitId),
}

impl Report {
    /// Whether the message is rejected; where it is strict, warnings reject, too.
    pub fn is_rejected(&self, is_strict: bool) -> bool {
        let least = if is_strict { Severity::Warning } else { Severity::Error };
        self.findings.iter().any(|finding| finding.severity >= least)
    }

    /// Returns how many findings matter so much.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.iter().filter(|finding| finding.severity == severity).count()
    }
}
