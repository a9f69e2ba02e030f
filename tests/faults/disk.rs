//! A disk that takes no more, and a repository that must not be written to.
#![expect(clippy::disallowed_methods, reason = "the subject of these tests is the files on disk")]

use std::fs;

use crate::injector::Fault;
use crate::scene::{Scene, takes_all};
use crate::scenes;
use crate::state::State;
use crate::verdict::judge;

/// Whether this process may mount file systems that nobody else sees.
fn can_mount(scene: &Scene) -> bool {
    scene.injector().run_in(&scene.repo, "exec unshare --mount true", &[]).code == Some(0)
}

#[test]
fn a_git_that_cannot_write_a_byte() {
    let undo = takes_all().then(scenes::undo);
    for scene in [scenes::finish_and_push(), scenes::clashing_finish()].into_iter().chain(undo) {
        for (at, call) in scene.boundaries() {
            scene.reset();
            let ended = scene.run(Some(&Fault::no_space(at)));
            let what = format!("{} at {at}, `{call}`", scene.name);
            assert!(ended.code.is_some_and(|code| code != 70), "{what}: {ended:?}");
            if let Err(why) = judge(&scene) {
                panic!("{what}: {why}\nafter {ended:#?}");
            }
        }
    }
}

/// Runs the command on a file system of its own, with so many KiB free; then all of it is copied back.
fn on_a_full_disk(scene: &Scene, free: usize) -> Option<i32> {
    let script = format!(
        "here=$PWD; root=${{here%/*}}; cd /; size=$(du -sk \"$here\" | cut -f1)
        exec 3>&1 >/dev/null
        unshare --mount sh -c '
            set -e; here=$1; root=$2; size=$3; shift 3
            mv \"$here\" \"$root/away\"; mkdir \"$here\"; mount -t tmpfs -o size=$((size + 512))k tmpfs \"$here\"
            cp -a \"$root/away/.\" \"$here\"
            left=$(df -k --output=avail \"$here\" | tail -n 1)
            head -c $(((left - {free}) * 1024)) /dev/zero > \"$here/.git/filler\"
            cd \"$here\"; code=0; \"$@\" || code=$?; cd /
            rm \"$here/.git/filler\"; rm -rf \"$root/away\"; cp -a \"$here\" \"$root/away\"
            umount \"$here\"; rmdir \"$here\"; mv \"$root/away\" \"$here\"; exit $code
        ' sh \"$here\" \"$root\" \"$size\" \"$@\""
    );
    let ended = scene.injector().run_in(&scene.repo, &script, &scene.arguments);
    assert!(scene.repo.path().join(".git/HEAD").exists(), "{ended:?}");
    ended.code
}

#[test]
fn a_disk_that_is_full_after_a_few_kilobytes() {
    let scene = scenes::finish();
    if !can_mount(&scene) {
        return;
    }
    let mut codes = Vec::new();
    let step = if takes_all() { 4 } else { 16 };
    for free in (0..160).step_by(step) {
        scene.reset();
        codes.push(on_a_full_disk(&scene, free));
        if let Err(why) = judge(&scene) {
            panic!("with {free} KiB free: {why}");
        }
    }
    assert!(codes.contains(&Some(0)) && codes.contains(&Some(4)), "{codes:?}");
}

#[test]
fn a_git_folder_that_is_read_only_is_left_as_it_is() {
    for scene in [scenes::start(), scenes::finish_and_push(), scenes::tag(), scenes::undo()] {
        if !can_mount(&scene) {
            return;
        }
        let script = "exec unshare --mount sh -c '
            mount --bind .git .git && mount -o remount,bind,ro .git && exec \"$@\"' sh \"$@\"";
        let ended = scene.injector().run_in(&scene.repo, script, &scene.arguments);
        assert_eq!(ended.code, Some(4), "{}: {ended:?}", scene.name);
        assert!(ended.stderr.contains("writable"), "{}: {ended:?}", scene.name);
        let unlike = State::of(&scene.repo).unlike_in_bytes(&scene.before);
        assert!(unlike.is_empty(), "{}: {unlike:#?}", scene.name);
        assert_eq!(scene.under_way(), None);
    }
}

#[test]
fn a_place_for_journals_that_is_none_stops_everything_before_it_begins() {
    let scene = scenes::finish();
    let folder = scene.repo.path().join(".git/semflow");
    fs::remove_dir_all(&folder).ok();
    fs::write(&folder, "a file").unwrap();
    let ended = scene.run(None);
    assert_eq!(ended.code, Some(4), "{ended:?}");
    fs::remove_file(&folder).unwrap();
    let unlike = State::of(&scene.repo).unlike_in_bytes(&scene.before);
    assert!(unlike.is_empty(), "{unlike:#?}");
}
