//! SIGKILL of semflow and all that it has started, at random instants.
#![expect(clippy::disallowed_methods, reason = "the instants are those of the real clock")]
#![expect(clippy::panic, reason = "a test that finds something has failed")]

use std::time::Duration;

use crate::injector::kill_group;
use crate::scene::Scene;
use crate::scenes;
use crate::state::State;
use crate::verdict::{Verdict, judge};

/// A row of numbers that looks random and is the same for the same seed (`SplitMix64`).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut value = self.0;
        value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (value ^ (value >> 31)) % end
    }
}

fn number(name: &str, usual: u64) -> u64 {
    let value = std::env::var_os(name).and_then(|value| value.into_string().ok());
    value.and_then(|value| value.parse().ok()).unwrap_or(usual)
}

/// How long an undisturbed run takes, in microseconds.
fn length(scene: &Scene) -> u64 {
    let begin = std::time::Instant::now();
    scene.run(None);
    scene.reset();
    u64::try_from(begin.elapsed().as_micros()).unwrap_or(u64::MAX).max(1)
}

fn kill_at_random(scene: &Scene, seed: u64) {
    let mut chance = Chance(number("SEMFLOW_FAULTS_SEED", seed));
    let length = length(scene);
    for _ in 0..number("SEMFLOW_FAULTS_KILLS", 6) {
        scene.reset();
        let child = scene.injector().start(&scene.repo, &scene.arguments);
        let delay = chance.below(length);
        std::thread::sleep(Duration::from_micros(delay));
        kill_group(child.id());
        let ended = scene.injector().end(child);
        settle(scene);
        let place = format!("{} killed after {delay} µs of {length}", scene.name);
        match judge(scene) {
            Ok(Verdict::Before | Verdict::UnderWay) => {}
            Ok(Verdict::After) => assert!(ended.code == Some(0) || !ended.calls.is_empty()),
            Err(why) => panic!("{place}: {why}\nlast call: {:?}", ended.calls.last()),
        }
    }
}

/// Waits for the other end of a push, which goes on by itself.
fn settle(scene: &Scene) {
    let mut last = State::of(&scene.repo);
    for _ in 0..20 {
        std::thread::sleep(Duration::from_millis(30));
        let now = State::of(&scene.repo);
        if now == last {
            return;
        }
        last = now;
    }
}

#[test]
fn a_finish_that_is_killed_at_random() {
    kill_at_random(&scenes::finish_and_push(), 1);
}

#[test]
fn an_undo_that_is_killed_at_random() {
    kill_at_random(&scenes::undo(), 2);
}

#[test]
fn a_continue_that_is_killed_at_random() {
    kill_at_random(&scenes::resume(), 3);
}
