//! The plan that tags a commit that is there.

use crate::domain::history::commit::CommitId;
use crate::plan::making::{Making, Object, Point, Signing};
use crate::plan::operation::{Operation, Push, RefMove};

/// Everything that tagging depends on.
#[derive(Clone, Debug)]
pub struct Tagging {
    /// What is done, in words.
    pub verb: String,
    /// The version.
    pub version: String,
    /// The tag.
    pub tag: String,
    /// The commit.
    pub commit: CommitId,
    /// The message.
    pub message: String,
    /// How it is signed.
    pub signing: Signing,
    /// The remote that is pushed to.
    pub remote: Option<String>,
}

/// Returns the plan.
pub fn plan(tagging: &Tagging) -> Operation {
    let mut operation = Operation::new(&tagging.verb);
    operation.version = Some(tagging.version.clone());
    operation.tag = Some(tagging.tag.clone());
    let tag = operation.make(Making::new(Object::Tag {
        name: tagging.tag.clone(),
        target: Point::Commit(tagging.commit),
        message: tagging.message.clone(),
        signing: tagging.signing.clone(),
    }));
    let name = format!("refs/tags/{}", tagging.tag);
    operation.refs.push(RefMove { name, old: None, new: Some(tag) });
    operation.push =
        tagging.remote.as_ref().map(|remote| Push::of_all(remote.clone(), &operation.refs));
    operation
}
