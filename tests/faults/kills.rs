//! SIGKILL at every boundary between semflow and git.

use crate::injector::Fault;
use crate::scene::{Scene, takes_all};
use crate::scenes;
use crate::verdict::{Verdict, judge};

/// Kills semflow before and after calls of git, and judges what is left each time.
fn kill_everywhere(scene: &Scene) {
    kill(scene, &[Fault::kill_before, Fault::kill_after]);
}

/// The same for what another scene has much of as well.
fn kill_after_calls(scene: &Scene) {
    match takes_all() {
        true => kill_everywhere(scene),
        false => kill(scene, &[Fault::kill_after]),
    }
}

fn kill(scene: &Scene, faults: &[fn(usize) -> Fault]) {
    let mut wrong = Vec::new();
    let mut verdicts = Vec::new();
    for (at, call) in scene.boundaries() {
        for fault in faults.iter().map(|fault| fault(at)) {
            scene.reset();
            let ended = scene.run(Some(&fault));
            assert_eq!(ended.signal, Some(9), "{} at call {at}: {ended:?}", scene.name);
            match judge(scene) {
                Ok(verdict) => verdicts.push(verdict),
                Err(why) => wrong.push(format!(
                    "{} killed at call {at} of {}, `{}`, by `{}`: {why}",
                    scene.name,
                    scene.calls.len(),
                    call,
                    fault.script,
                )),
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(verdicts.contains(&Verdict::UnderWay), "{}: {verdicts:?}", scene.name);
}

#[test]
fn a_start_that_is_killed() {
    kill_everywhere(&scenes::start());
}

#[test]
fn a_candidate_that_is_killed() {
    kill_everywhere(&scenes::candidate());
}

#[test]
fn a_finish_that_is_killed() {
    kill_after_calls(&scenes::finish());
}

#[test]
fn a_finish_from_develop_that_is_killed() {
    kill_after_calls(&scenes::finish_from_develop());
}

#[test]
fn a_finish_with_a_push_that_is_killed() {
    kill_everywhere(&scenes::finish_and_push());
}

#[test]
fn a_finish_with_a_conflict_that_is_killed() {
    kill_everywhere(&scenes::clashing_finish());
}

#[test]
fn a_hotfix_that_is_killed() {
    kill_after_calls(&scenes::hotfix());
}

#[test]
fn a_tag_that_is_killed() {
    kill_everywhere(&scenes::tag());
}

#[test]
fn an_undo_that_is_killed() {
    kill_everywhere(&scenes::undo());
}

#[test]
fn a_continue_that_is_killed() {
    kill_everywhere(&scenes::resume());
}

#[test]
fn an_abort_of_a_merge_that_is_killed() {
    kill_everywhere(&scenes::abort_of_a_merge());
}

#[test]
fn an_abort_of_a_push_that_is_killed() {
    kill_everywhere(&scenes::abort_of_a_push());
}
