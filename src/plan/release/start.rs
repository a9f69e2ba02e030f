//! The plan that starts a release or a hotfix.

use crate::domain::flow::line::Line;
use crate::domain::history::commit::CommitId;
use crate::plan::making::Point;
use crate::plan::operation::{Operation, Push, RefMove, Switch};
use crate::plan::release::finish::HeadNow;

/// Everything that starting depends on.
#[derive(Clone, Debug)]
pub struct Start {
    /// What is done, in words.
    pub verb: String,
    /// The version, where the name of the branch says one.
    pub version: Option<String>,
    /// The name of the new branch.
    pub branch: String,
    /// Where it starts.
    pub at: CommitId,
    /// The branch it is branched off, where it is one.
    pub base: Option<Line>,
    /// Where HEAD is; `None` in a bare repository.
    pub head: Option<HeadNow>,
    /// The remote that is pushed to.
    pub remote: Option<String>,
}

/// Returns the plan.
pub fn plan(start: &Start) -> Operation {
    let mut operation = Operation::new(&start.verb);
    operation.version.clone_from(&start.version);
    operation.topic = Some(start.branch.clone());
    let reference = format!("refs/heads/{}", start.branch);
    let to = Point::Commit(start.at);
    operation.refs.push(RefMove { name: reference, old: None, new: Some(to) });
    operation.switch = start.head.as_ref().filter(|head| !head.stays).map(|head| Switch {
        home_branch: head.branch.clone(),
        home: head.commit,
        at: head.commit,
        branch: start.branch.clone(),
        to,
    });
    operation.push =
        start.remote.as_ref().map(|remote| Push::of_all(remote.clone(), &operation.refs));
    operation.recorded_base = start
        .base
        .as_ref()
        .map(|base| (format!("gitflow.branch.{}.base", start.branch), base.name.clone()));
    operation
}
