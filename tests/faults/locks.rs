//! Locks that another process holds: the command changes nothing and says so.
#![expect(clippy::disallowed_methods, reason = "locks are files, and they are made here")]
#![expect(clippy::expect_used, reason = "a test that cannot make a lock has failed")]

use std::fs;

use crate::scene::{Scene, takes_all};
use crate::scenes;
use crate::state::State;
use crate::verdict::arrived;

/// Holds a lock while the command runs, and runs it again without.
fn hold(scene: &Scene, name: &str) {
    scene.reset();
    let lock = scene.repo.path().join(".git").join(name);
    fs::create_dir_all(lock.parent().expect("a folder")).expect("it can be made");
    fs::write(&lock, "").expect("it can be made");
    let ended = scene.run(None);
    assert!(matches!(ended.code, Some(3 | 4)), "{} with {name}: {ended:?}", scene.name);
    assert!(ended.stderr.contains(".lock"), "{} with {name}: {ended:?}", scene.name);
    fs::remove_file(&lock).expect("it is there");
    let unlike = State::of(&scene.repo).unlike_in_bytes(&scene.before);
    assert!(unlike.is_empty(), "{} with {name}: {unlike:#?}\n{ended:?}", scene.name);
    assert_eq!(scene.under_way(), None, "{} with {name}: {ended:?}", scene.name);
    if takes_all() || !State::of(&scene.repo).leftovers().is_empty() {
        let again = scene.run(None);
        assert_eq!(arrived(scene, &again, "once more", &scene.after, false), Ok(()), "{name}");
    }
}

#[test]
fn a_finish_waits_for_nobody_and_changes_nothing() {
    let scene = scenes::finish();
    for name in [
        "refs/heads/develop.lock",
        "refs/heads/main.lock",
        "refs/heads/release/v1.1.0.lock",
        "refs/tags/v1.1.0.lock",
        "HEAD.lock",
        "index.lock",
        "packed-refs.lock",
    ] {
        hold(&scene, name);
    }
}

#[test]
fn nor_do_the_others() {
    let undo = scenes::undo();
    let start = scenes::start();
    let tag = scenes::tag();
    for (scene, name) in [
        (&undo, "refs/heads/develop.lock"),
        (&undo, "index.lock"),
        (&start, "refs/heads/release/v1.1.0.lock"),
        (&start, "HEAD.lock"),
        (&tag, "refs/tags/v1.0.1.lock"),
    ] {
        hold(scene, name);
    }
}
