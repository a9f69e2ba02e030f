//! Somebody else commits while semflow is at work: nothing of theirs is lost, and nothing is half done.

use crate::injector::{Ended, Fault};
use crate::scene::Scene;
use crate::scenes;
use crate::state::State;

/// Commits on a branch that is not checked out.
fn commit_on(branch: &str) -> String {
    format!(
        "git update-ref refs/heads/{branch} \
         \"$(git commit-tree -p {branch} -m 'fix: meanwhile' {branch}^{{tree}})\""
    )
}

/// Runs a scene in which somebody commits at one call; returns how it ended and where the branch is.
fn with_commit(scene: &Scene, branch: &str, at: usize) -> (Ended, String) {
    scene.reset();
    let ended = scene.run(Some(&Fault::first(at, &commit_on(branch))));
    let subject = scene.repo.git(&["show", "-s", "--format=%s", branch]);
    (ended, subject)
}

#[test]
fn a_commit_between_plan_and_transaction_refuses_all_of_it() {
    for (scene, branch) in [
        (scenes::finish(), "develop"),
        (scenes::finish_from_develop(), "main"),
        (scenes::hotfix(), "release/v1.1.0"),
    ] {
        let moves =
            scene.calls.iter().rposition(|call| call.starts_with("update-ref")).unwrap() + 1;
        for at in [moves - 6, moves] {
            let (ended, subject) = with_commit(&scene, branch, at);
            assert!(matches!(ended.code, Some(3)), "{} at {at}: {ended:?}", scene.name);
            assert_eq!(subject, "fix: meanwhile");
            assert_eq!(scene.under_way(), None, "{} at {at}: {ended:?}", scene.name);
            scene.repo.git(&["update-ref", &format!("refs/heads/{branch}"), &format!("{branch}~")]);
            let unlike = State::of(&scene.repo).unlike_in_bytes(&scene.before);
            assert!(unlike.is_empty(), "{} at {at}: {unlike:#?}", scene.name);
        }
    }
}

#[test]
fn a_commit_during_an_undo_refuses_all_of_it() {
    let scene = scenes::undo();
    let moves = scene.calls.iter().rposition(|call| call.starts_with("update-ref")).unwrap() + 1;
    let (ended, subject) = with_commit(&scene, "main", moves);
    assert_eq!((ended.code, subject.as_str()), (Some(3), "fix: meanwhile"), "{ended:?}");
    assert_eq!(scene.under_way(), None, "{ended:?}");
    scene.repo.git(&["update-ref", "refs/heads/main", "main~"]);
    let unlike = State::of(&scene.repo).unlike(&scene.before);
    assert!(unlike.is_empty(), "{unlike:#?}");
}

#[test]
fn a_commit_while_a_conflict_is_resolved_can_be_aborted_and_stays() {
    let scene = scenes::resume();
    scene.repo.git(&["update-ref", "refs/heads/main", &commit(&scene, "main")]);
    let ended = scene.run(None);
    assert_eq!(ended.code, Some(3), "{ended:?}");
    let back = scene.semflow(&["release", "abort"]);
    assert_eq!((back.code, scene.under_way()), (Some(0), None), "{back:?}");
    assert_eq!(scene.repo.git(&["show", "-s", "--format=%s", "main"]), "fix: meanwhile");
    scene.repo.git(&["update-ref", "refs/heads/main", "main~"]);
    let unlike = State::of(&scene.repo).unlike_in_bytes(&scene.before);
    assert!(unlike.is_empty(), "{unlike:#?}");
}

fn commit(scene: &Scene, branch: &str) -> String {
    let tree = format!("{branch}^{{tree}}");
    scene.repo.git(&["commit-tree", "-p", branch, "-m", "fix: meanwhile", &tree])
}

#[test]
fn a_second_semflow_is_told_who_is_at_work() {
    let scene = scenes::finish();
    let at = scene.calls.len() / 2;
    let second = format!(
        "PATH=$PATH '{}' release finish > \"$FAULT_FOLDER/second\" 2>&1; \
         cp \"$FAULT_FOLDER/second\" untracked.txt",
        assert_cmd::cargo::cargo_bin!("semflow").display(),
    );
    scene.reset();
    let ended = scene.run(Some(&Fault::first(at, &second)));
    assert_eq!(ended.code, Some(0), "{ended:?}");
    let told = scene.repo.read("untracked.txt");
    assert!(told.contains("another semflow is at work in this repository"), "{told}");
}
