//! The plan that finishes a release or a hotfix.

use crate::domain::flow::line::{Line, Relation};
use crate::domain::history::commit::CommitId;
use crate::plan::making::{FileChange, Making, Object, Point, Signing};
use crate::plan::operation::{Operation, Push, PushedRef, RefMove, Switch};
use crate::plan::release::messages::{Messages, Names, with_release_trailer};

/// Everything that finishing depends on.
#[derive(Clone, Debug)]
pub struct Finish {
    /// What is done, in words.
    pub verb: String,
    /// The topic branch.
    pub topic: Line,
    /// The version.
    pub version: String,
    /// The tag of it.
    pub tag: String,
    /// The production or support branch.
    pub target: Line,
    /// The branches that it is merged back into, in order; the last one is checked out at the end.
    pub followers: Vec<Line>,
    /// The files that the release commit changes; none where there is no such commit.
    pub files: Vec<FileChange>,
    /// The commit on the target that has merged the topic branch already.
    pub merged_as: Option<CommitId>,
    /// The messages.
    pub messages: Messages,
    /// The message of the tag.
    pub tag_message: String,
    /// How the tag is signed.
    pub signing: Signing,
    /// Whether the topic branch stays here, and on the remote.
    pub keeps: (bool, bool),
    /// Where HEAD is; `None` in a bare repository.
    pub head: Option<HeadNow>,
    /// The remote that is pushed to.
    pub remote: Option<String>,
    /// Whether back-merges are left to pull requests: then each gets a branch of its own.
    pub back_merges_by_pull_request: bool,
}

/// Where HEAD is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeadNow {
    /// The branch; `None` when it is detached.
    pub branch: Option<String>,
    /// The commit.
    pub commit: CommitId,
    /// Whether it is to stay on that branch.
    pub stays: bool,
}

/// Returns the plan. `None` where one of the branches is nowhere.
pub fn plan(finish: &Finish) -> Option<Operation> {
    let mut operation = Operation::new(&finish.verb);
    operation.version = Some(finish.version.clone());
    operation.tag = Some(finish.tag.clone());
    operation.topic = Some(finish.topic.name.clone());

    let topic = released(&mut operation, finish)?;
    let merged = merged(&mut operation, finish, topic)?;
    let tagged = Object::Tag {
        name: finish.tag.clone(),
        target: merged,
        message: finish.tag_message.clone(),
        signing: finish.signing.clone(),
    };
    let tag = operation.make(Making::new(tagged));
    operation.refs.push(RefMove {
        name: finish.target.reference(),
        old: finish.target.local,
        new: Some(if finish.merged_as.is_some() {
            Point::Commit(finish.target.tip()?)
        } else {
            merged
        }),
    });
    operation.refs.push(RefMove {
        name: format!("refs/tags/{}", finish.tag),
        old: None,
        new: Some(tag),
    });
    if finish.back_merges_by_pull_request && !finish.followers.is_empty() {
        operation.refs.push(RefMove {
            name: format!("refs/heads/backmerge/{}", finish.tag),
            old: None,
            new: Some(merged),
        });
    }
    for follower in finish.followers.iter().filter(|_| !finish.back_merges_by_pull_request) {
        let made = back_merge(&mut operation, finish, follower, merged)?;
        operation.refs.push(RefMove {
            name: follower.reference(),
            old: follower.local,
            new: Some(made),
        });
    }
    end_topic(&mut operation, finish, topic);
    operation.switch = switch(&operation, finish);
    operation.push = finish.remote.as_ref().map(|remote| push(&operation, finish, remote));
    Some(operation)
}

/// Returns the commit that is released: the release commit, or the tip where nothing is to write.
fn released(operation: &mut Operation, finish: &Finish) -> Option<Point> {
    let tip = Point::Commit(finish.topic.tip().or(finish.merged_as)?);
    if finish.files.is_empty() || finish.merged_as.is_some() {
        return Some(tip);
    }
    let message =
        names(finish, &finish.topic.name, &finish.topic.name).fill(&finish.messages.commit);
    let object = Object::Commit {
        branch: finish.topic.name.clone(),
        parent: tip,
        files: finish.files.clone(),
        message: with_release_trailer(&message, &finish.tag),
    };
    Some(operation.make(Making::new(object)))
}

/// Returns the commit that is tagged.
fn merged(operation: &mut Operation, finish: &Finish, topic: Point) -> Option<Point> {
    if let Some(commit) = finish.merged_as {
        return Some(Point::Commit(commit));
    }
    let object = Object::Merge {
        branch: finish.target.name.clone(),
        into: Point::Commit(finish.target.tip()?),
        other: topic,
        holding: None,
        other_name: finish.topic.name.clone(),
        message: ended(
            &names(finish, &finish.topic.name, &finish.target.name).fill(&finish.messages.merge),
        ),
    };
    Some(operation.make(Making::new(object)))
}

/// The tagged commit is merged back and not the topic branch, so that the tag is reachable.
fn back_merge(
    operation: &mut Operation,
    finish: &Finish,
    follower: &Line,
    merged: Point,
) -> Option<Point> {
    let object = Object::Merge {
        branch: follower.name.clone(),
        into: Point::Commit(follower.tip()?),
        other: merged,
        holding: finish.topic.tip().filter(|_| finish.merged_as.is_some()),
        other_name: finish.tag.clone(),
        message: ended(
            &names(finish, &finish.topic.name, &follower.name).fill(&finish.messages.back_merge),
        ),
    };
    Some(operation.make(Making::new(object)))
}

fn end_topic(operation: &mut Operation, finish: &Finish, topic: Point) {
    let (keeps_local, _) = finish.keeps;
    if finish.topic.local.is_some() {
        operation.refs.push(RefMove {
            name: finish.topic.reference(),
            old: finish.topic.local,
            new: keeps_local.then_some(topic),
        });
    }
}

/// HEAD ends where one goes on working: on the integration branch, unless it is to stay.
fn switch(operation: &Operation, finish: &Finish) -> Option<Switch> {
    let head = finish.head.as_ref()?;
    let at = |name: &str, local: Option<CommitId>| {
        let reference = format!("refs/heads/{name}");
        let moved = operation.refs.iter().find(|one| one.name == reference);
        moved.map_or(local.map(Point::Commit), |one| one.new)
    };
    if head.stays && head.branch.is_none() {
        return None;
    }
    let stays = head.branch.as_deref().filter(|_| head.stays).map(|name| (name, Some(head.commit)));
    let usual = finish.followers.iter().rev().chain([&finish.target]);
    let places = stays.into_iter().chain(usual.map(|line| (line.name.as_str(), line.local)));
    let (branch, to) =
        places.into_iter().find_map(|(name, local)| Some((name, at(name, local)?)))?;
    if head.branch.as_deref() == Some(branch) && to == Point::Commit(head.commit) {
        return None;
    }
    Some(Switch {
        home_branch: head.branch.clone(),
        home: head.commit,
        at: head.commit,
        branch: branch.to_owned(),
        to,
    })
}

/// Exactly what moves here moves there, too.
fn push(operation: &Operation, finish: &Finish, remote: &str) -> Push {
    let (_, keeps_remote) = finish.keeps;
    let topic = finish.topic.reference();
    // What a pull request has merged is on the remote already.
    let is_there = finish.merged_as.is_some() && finish.target.relation != Relation::Ahead;
    let target = finish.target.reference();
    let kept = |name: &str| name != topic && !(is_there && name == target);
    let mut refs: Vec<PushedRef> = operation
        .refs
        .iter()
        .filter(|one| kept(&one.name))
        .map(|one| PushedRef { name: one.name.clone(), deletes: false, lease: None })
        .collect();
    if let Some(seen) = finish.topic.remote {
        let deletes = !keeps_remote;
        let lease = deletes.then_some(seen);
        let is_here = finish.topic.local.is_some() && finish.keeps.0;
        if deletes || is_here {
            refs.push(PushedRef { name: topic, deletes, lease });
        }
    }
    Push { remote: remote.to_owned(), refs }
}

fn names<'a>(finish: &'a Finish, branch: &'a str, into: &'a str) -> Names<'a> {
    Names { version: &finish.version, tag: &finish.tag, branch, into }
}

fn ended(message: &str) -> String {
    format!("{}\n", message.trim_end())
}

#[cfg(test)]
mod tests {
    use super::{Finish, HeadNow, plan};
    use crate::domain::flow::line::{Line, Relation};
    use crate::domain::history::commit::CommitId;
    use crate::plan::making::{FileChange, Object, Point, Signing};
    use crate::plan::operation::Operation;
    use crate::plan::release::messages::Messages;

    fn id(number: u8) -> CommitId {
        CommitId::from_bytes([number; 20])
    }

    fn line(name: &str, local: u8, remote: Option<u8>) -> Line {
        let relation = Relation::Same;
        Line { name: name.to_owned(), local: Some(id(local)), remote: remote.map(id), relation }
    }

    fn release() -> Finish {
        Finish {
            verb: "release finish".to_owned(),
            topic: line("release/v1.1.0", 1, Some(1)),
            version: "1.1.0".to_owned(),
            tag: "v1.1.0".to_owned(),
            target: line("main", 2, Some(2)),
            followers: vec![line("staging", 3, None), line("develop", 4, Some(4))],
            files: vec![FileChange {
                path: "VERSION".to_owned(),
                content: b"1.1.0".to_vec(),
                what: "1.0.0 → 1.1.0".to_owned(),
            }],
            merged_as: None,
            messages: Messages::default(),
            tag_message: "v1.1.0".to_owned(),
            signing: Signing::Configured,
            keeps: (false, false),
            head: Some(HeadNow {
                branch: Some("release/v1.1.0".to_owned()),
                commit: id(1),
                stays: false,
            }),
            remote: Some("origin".to_owned()),
            back_merges_by_pull_request: false,
        }
    }

    fn refs(operation: &Operation) -> Vec<String> {
        let shown = |one: &crate::plan::operation::RefMove| match one.new {
            Some(point) => format!("{} {point:?}", one.shown()),
            None => format!("{} goes", one.shown()),
        };
        operation.refs.iter().map(shown).collect()
    }

    #[test]
    fn a_release_is_committed_merged_tagged_and_merged_back() {
        let operation = plan(&release()).unwrap();
        let kinds = operation.objects.iter().map(|making| match &making.object {
            Object::Commit { branch, .. } => format!("commit on {branch}"),
            Object::Merge { branch, other, .. } => format!("merge into {branch} of {other:?}"),
            Object::Tag { target, .. } => format!("tag {target:?}"),
        });
        assert_eq!(
            kinds.collect::<Vec<_>>(),
            [
                "commit on release/v1.1.0",
                "merge into main of Made(0)",
                "tag Made(1)",
                "merge into staging of Made(1)",
                "merge into develop of Made(1)",
            ]
        );
        assert_eq!(
            refs(&operation),
            [
                "main Made(1)",
                "tag v1.1.0 Made(2)",
                "staging Made(3)",
                "develop Made(4)",
                "release/v1.1.0 goes",
            ]
        );
        let switch = operation.switch.unwrap();
        assert_eq!((switch.branch.as_str(), switch.to), ("develop", Point::Made(4)));
    }

    #[test]
    fn exactly_what_moved_is_pushed_and_the_topic_branch_with_a_lease() {
        let pushed = plan(&release()).unwrap().push.unwrap();
        let topic = pushed.refs.last().unwrap();
        assert_eq!((topic.deletes, topic.lease), (true, Some(id(1))));
        assert_eq!(pushed.refs.len(), 5);
        let kept = Finish { keeps: (true, true), ..release() };
        let pushed = plan(&kept).unwrap().push.unwrap();
        assert!(pushed.refs.iter().all(|one| !one.deletes));
    }

    #[test]
    fn what_a_pull_request_has_merged_is_tagged_and_neither_merged_nor_pushed_again() {
        let merged = Finish { merged_as: Some(id(2)), ..release() };
        let operation = plan(&merged).unwrap();
        assert!(matches!(&operation.objects[0].object,
            Object::Tag { target: Point::Commit(commit), .. } if *commit == id(2)));
        let pushed = operation.push.unwrap();
        assert!(pushed.refs.iter().all(|one| one.name != "refs/heads/main"));
    }

    #[test]
    fn head_stays_where_it_is_to_stay_and_leaves_a_branch_that_goes() {
        let head = |branch: &str, commit: u8, stays| {
            Some(HeadNow { branch: Some(branch.to_owned()), commit: id(commit), stays })
        };
        let ends = |head| plan(&Finish { head, ..release() }).unwrap().switch.map(|it| it.branch);
        assert_eq!(ends(head("feature/x", 9, true)), None);
        assert_eq!(ends(head("main", 2, true)).as_deref(), Some("main"));
        assert_eq!(ends(head("release/v1.1.0", 1, true)).as_deref(), Some("develop"));
        let detached = HeadNow { branch: None, commit: id(9), stays: true };
        assert_eq!(ends(Some(detached)), None);
        assert_eq!(ends(None), None);
    }
}
