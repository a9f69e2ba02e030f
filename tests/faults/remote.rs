//! A remote that moves, refuses or dies while semflow is at work: it has all of a release or nothing.
#![expect(clippy::disallowed_methods, reason = "hooks of the remote are made here")]

use std::fs;
use std::os::unix::fs::PermissionsExt;

use crate::injector::Fault;
use crate::scene::Scene;
use crate::scenes;
use crate::state::State;
use crate::verdict::arrived;

/// Somebody pushes a commit to develop from another clone.
const PUSH: &str = "remote=$(git config remote.origin.url)
    commit=$(git --git-dir \"$remote\" commit-tree -p develop -m 'feat: theirs' 'develop^{tree}')
    git --git-dir \"$remote\" update-ref refs/heads/develop \"$commit\"";

/// Returns the number of the call that pushes.
fn push_of(scene: &Scene) -> usize {
    let place = scene.calls.iter().position(|call| call.starts_with("push"));
    place.map_or(0, |place| place + 1)
}

/// The remote has nothing of the release, and what was said leaves both ways open.
fn is_open(scene: &Scene, fault: &Fault) {
    scene.reset();
    let ended = scene.run(Some(fault));
    assert_eq!(ended.code, Some(4), "{ended:?}");
    assert!(ended.stderr.contains("semflow release continue"), "{ended:?}");
    let status = scene.under_way();
    assert!(status.as_ref().is_some_and(|status| status.contains("not pushed")), "{status:?}");
}

#[test]
fn a_remote_that_moves_before_the_push_is_planned_for_anew() {
    let scene = scenes::finish_and_push();
    is_open(&scene, &Fault::first(push_of(&scene), PUSH));
    let forth = scene.semflow(&["release", "continue"]);
    assert_eq!(forth.code, Some(0), "{forth:?}");
    assert_eq!(scene.under_way(), None);
    let tip = scene.repo.git(&["rev-parse", "develop"]);
    assert_eq!(scene.repo.git(&["rev-parse", "origin/develop"]), tip);
    let log = scene.repo.git(&["log", "--format=%s", "develop"]);
    assert!(log.contains("feat: theirs") && log.contains("v1.1.0"), "{log}");
    assert!(State::of(&scene.repo).leftovers().is_empty());

    is_open(&scene, &Fault::first(push_of(&scene), PUSH));
    let back = scene.semflow(&["release", "abort"]);
    assert_eq!((back.code, scene.under_way()), (Some(0), None), "{back:?}");
    let unlike = State::of(&scene.repo).unlike_in_bytes(&scene.before);
    assert!(unlike.iter().all(|line| line.contains("on the remote")), "{unlike:#?}");
}

#[test]
fn a_remote_that_refuses_one_ref_gets_none() {
    let scene = scenes::finish_and_push();
    let hook = "remote=$(git config remote.origin.url); hook=$remote/hooks/update
        printf '#!/bin/sh\\ntest \"$1\" != refs/heads/main\\n' > \"$hook\"; chmod +x \"$hook\"";
    is_open(&scene, &Fault::first(push_of(&scene), hook));
    assert!(State::of(&scene.repo).has_remote_of(&scene.before));
    let remote = scene.repo.path().with_file_name("remote.git");
    let hook = remote.join("hooks/update");
    assert_eq!(scene.semflow(&["release", "continue"]).code, Some(4));
    assert!(State::of(&scene.repo).has_remote_of(&scene.before));
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o644)).unwrap();
    let forth = scene.semflow(&["release", "continue"]);
    assert_eq!(arrived(&scene, &forth, "continue", &scene.after, false), Ok(()));
}

#[test]
fn a_remote_that_dies_can_be_pushed_to_later_or_never() {
    let scene = scenes::finish_and_push();
    let remote = scene.repo.path().with_file_name("remote.git");
    let gone = remote.with_file_name("gone.git");
    let die = format!("mv '{}' '{}'", remote.display(), gone.display());
    for way in ["continue", "abort"] {
        is_open(&scene, &Fault::first(push_of(&scene), &die));
        assert_eq!(scene.semflow(&["release", "continue"]).code, Some(4));
        if way == "abort" {
            let back = scene.semflow(&["release", "abort"]);
            fs::rename(&gone, &remote).unwrap();
            assert_eq!(arrived(&scene, &back, way, &scene.before, true), Ok(()));
        } else {
            fs::rename(&gone, &remote).unwrap();
            let forth = scene.semflow(&["release", "continue"]);
            assert_eq!(arrived(&scene, &forth, way, &scene.after, false), Ok(()));
        }
    }
}

#[test]
fn a_remote_that_dies_in_the_midst_of_a_push_has_all_or_nothing() {
    let scene = scenes::finish_and_push();
    // Dead before it has read, and dead once it has written.
    for (dies, has_all) in [("exit 1", false), ("git-receive-pack \"$@\"; exit 1", true)] {
        let server = format!(
            "printf '#!/bin/sh\\n%s\\n' '{dies}' > \"$FAULT_FOLDER/server\"
            chmod +x \"$FAULT_FOLDER/server\"
            shift; set -- push --receive-pack=\"$FAULT_FOLDER/server\" \"$@\""
        );
        scene.reset();
        let ended = scene.run(Some(&Fault::first(push_of(&scene), &server)));
        let now = State::of(&scene.repo);
        let wanted = if has_all { &scene.after } else { &scene.before };
        assert!(now.has_remote_of(wanted), "{dies}: {ended:?}");
        if ended.code != Some(0) {
            assert!(scene.under_way().is_some(), "{dies}: {ended:?}");
            let forth = scene.semflow(&["release", "continue"]);
            assert_eq!(arrived(&scene, &forth, "continue", &scene.after, false), Ok(()));
        }
    }
}
