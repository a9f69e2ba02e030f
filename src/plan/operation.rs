//! An operation on branches, planned whole: the objects to make, the refs to move, where the work
//! tree ends, what is pushed. Pure, and what the journal holds.

use serde::{Deserialize, Serialize};

use crate::domain::history::commit::CommitId;
use crate::plan::making::{Making, Point};

/// The format of the journal; another number is another program's.
pub const FORMAT: u32 = 1;

/// An operation on branches.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operation {
    /// [`FORMAT`].
    pub format: u32,
    /// What is done: `release finish`.
    pub verb: String,
    /// The arguments that ask for the same once more.
    pub again: Vec<String>,
    /// The version that comes of it.
    pub version: Option<String>,
    /// The tag of that version.
    pub tag: Option<String>,
    /// The topic branch that it is about.
    pub topic: Option<String>,
    /// The objects to make, in order.
    pub objects: Vec<Making>,
    /// The refs to move, all of them at once.
    pub refs: Vec<RefMove>,
    /// Where HEAD and the work tree go; `None` where they stay.
    pub switch: Option<Switch>,
    /// What is pushed at the end.
    pub push: Option<Push>,
    /// Programs that run when all is done: `post-flow-release-finish`.
    pub after: Vec<FlowHook>,
    /// The key of `gitflow.branch.*.base` that is written, and its value.
    pub recorded_base: Option<(String, String)>,
}

/// A ref that moves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefMove {
    /// The whole name: `refs/heads/main`.
    pub name: String,
    /// What it points to before; `None` where it must not be there.
    pub old: Option<CommitId>,
    /// What it points to afterwards; `None` where it goes.
    pub new: Option<Point>,
}

impl RefMove {
    /// Returns the name as people say it: `main`, `tag v1.2.0`.
    pub fn shown(&self) -> String {
        match (self.name.strip_prefix("refs/heads/"), self.name.strip_prefix("refs/tags/")) {
            (Some(branch), _) => branch.to_owned(),
            (_, Some(tag)) => format!("tag {tag}"),
            _ => self.name.clone(),
        }
    }
}

/// Where HEAD and the work tree go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Switch {
    /// The branch that is checked out before; `None` where HEAD is detached.
    pub home_branch: Option<String>,
    /// The commit that is checked out before.
    pub home: CommitId,
    /// The commit whose files are in the work tree now: another one once a conflict was resolved.
    pub at: CommitId,
    /// The branch that is checked out afterwards.
    pub branch: String,
    /// Its commit.
    pub to: Point,
}

/// What is pushed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Push {
    /// The name of the remote.
    pub remote: String,
    /// The refs, as a push names them.
    pub refs: Vec<PushedRef>,
}

/// One ref of a push.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PushedRef {
    /// The whole name, here and there.
    pub name: String,
    /// Whether it goes there.
    pub deletes: bool,
    /// What it must point to there, where that was seen; the push is refused where it does not.
    pub lease: Option<CommitId>,
}

/// A hook of gitflow-avh.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlowHook {
    /// The name of the file.
    pub name: String,
    /// Its arguments.
    pub arguments: Vec<String>,
    /// The variables of git-flow-next.
    pub variables: Vec<(String, String)>,
}

impl Push {
    /// Returns the push of all refs to where they are afterwards.
    pub fn of_all(remote: String, refs: &[RefMove]) -> Self {
        let pushed =
            |one: &RefMove| PushedRef { name: one.name.clone(), deletes: false, lease: None };
        Self { remote, refs: refs.iter().map(pushed).collect() }
    }
}

impl Operation {
    /// Returns the operation that makes and moves nothing yet.
    pub fn new(verb: &str) -> Self {
        Self {
            format: FORMAT,
            verb: verb.to_owned(),
            again: Vec::new(),
            version: None,
            tag: None,
            topic: None,
            objects: Vec::new(),
            refs: Vec::new(),
            switch: None,
            push: None,
            after: Vec::new(),
            recorded_base: None,
        }
    }

    /// Adds an object and returns the point that it will be.
    pub fn make(&mut self, making: Making) -> Point {
        self.objects.push(making);
        Point::Made(self.objects.len() - 1)
    }

    /// Returns the id of a point; `None` while it is not made.
    pub fn id(&self, point: Point) -> Option<CommitId> {
        match point {
            Point::Commit(id) => Some(id),
            Point::Made(place) => self.objects.get(place)?.id,
        }
    }

    /// Returns where a ref is afterwards; `None` where it goes, is not made yet, or is none of this.
    pub fn planned(&self, name: &str) -> Option<CommitId> {
        let found = self.refs.iter().find(|one| one.name == name)?;
        self.id(found.new?)
    }

    /// Whether all objects are made.
    pub fn is_built(&self) -> bool {
        self.objects.iter().all(|making| making.id.is_some())
    }

    /// Returns the refs that move, each with what it was and what it will be.
    pub fn moves(&self) -> impl Iterator<Item = (&RefMove, Option<CommitId>, Option<CommitId>)> {
        let new = |one: &RefMove| one.new.and_then(|point| self.id(point));
        self.refs.iter().map(move |one| (one, one.old, new(one))).filter(|(_, old, new)| old != new)
    }
}
