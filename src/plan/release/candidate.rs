//! The plans that write into a topic branch: the next candidate, and what a pull request is made of.

use crate::domain::flow::line::Line;
use crate::plan::making::{FileChange, Making, Object, Point, Signing};
use crate::plan::operation::{Operation, Push, RefMove, Switch};
use crate::plan::release::finish::HeadNow;
use crate::plan::release::messages::{Messages, Names, with_release_trailer};

/// Everything that a commit on a topic branch depends on.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// What is done, in words.
    pub verb: String,
    /// The topic branch.
    pub topic: Line,
    /// The version.
    pub version: String,
    /// The tag that the message of the commit tells.
    pub tag: String,
    /// The files that the commit changes; none where there is no commit.
    pub files: Vec<FileChange>,
    /// The messages.
    pub messages: Messages,
    /// The message of the tag and how it is signed; `None` where no tag is made.
    pub tagging: Option<(String, Signing)>,
    /// Where HEAD is; `None` in a bare repository.
    pub head: Option<HeadNow>,
    /// The remote that is pushed to.
    pub remote: Option<String>,
}

/// Returns the plan. `None` where the branch is nowhere.
pub fn plan(candidate: &Candidate) -> Option<Operation> {
    let mut operation = Operation::new(&candidate.verb);
    operation.version = Some(candidate.version.clone());
    operation.topic = Some(candidate.topic.name.clone());
    let tip = Point::Commit(candidate.topic.tip()?);
    let released = match candidate.files.is_empty() {
        true => tip,
        false => operation.make(Making::new(commit(candidate, tip))),
    };
    operation.refs.push(RefMove {
        name: candidate.topic.reference(),
        old: candidate.topic.local,
        new: Some(released),
    });
    if let Some((message, signing)) = &candidate.tagging {
        operation.tag = Some(candidate.tag.clone());
        let tag = operation.make(Making::new(Object::Tag {
            name: candidate.tag.clone(),
            target: released,
            message: message.clone(),
            signing: signing.clone(),
        }));
        let name = format!("refs/tags/{}", candidate.tag);
        operation.refs.push(RefMove { name, old: None, new: Some(tag) });
    }
    let on_topic = |head: &&HeadNow| head.branch.as_deref() == Some(candidate.topic.name.as_str());
    let moves = Some(released) != candidate.topic.local.map(Point::Commit);
    operation.switch =
        candidate.head.as_ref().filter(on_topic).filter(|_| moves).map(|head| Switch {
            home_branch: head.branch.clone(),
            home: head.commit,
            at: head.commit,
            branch: candidate.topic.name.clone(),
            to: released,
        });
    operation.push =
        candidate.remote.as_ref().map(|remote| Push::of_all(remote.clone(), &operation.refs));
    Some(operation)
}

fn commit(candidate: &Candidate, parent: Point) -> Object {
    let branch = candidate.topic.name.as_str();
    let Candidate { version, tag, .. } = candidate;
    let names = Names { version, tag, branch, into: branch };
    let message = names.fill(&candidate.messages.commit);
    let is_final = candidate.tagging.is_none();
    Object::Commit {
        branch: branch.to_owned(),
        parent,
        files: candidate.files.clone(),
        // A candidate's commit does not tell of a release: a squashed merge would be taken for one.
        message: match is_final {
            true => with_release_trailer(&message, tag),
            false => format!("{}\n", message.trim_end()),
        },
    }
}
