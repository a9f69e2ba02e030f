//! What holds for the versions of every history.
#![expect(clippy::disallowed_methods, reason = "a test is told how much to try")]

use std::collections::BTreeMap;

use semver::Version;

use crate::chance::Chance;
use crate::events::Project;
use crate::history::History;
use crate::model::Model;
use crate::names::{Kind, kind};
use crate::places::Places;
use crate::repository::Followed;

#[test]
fn every_branch_of_a_wild_history_has_the_version_of_the_model() {
    let mut wrong: Vec<(usize, String, String)> = Vec::new();
    for seed in seeds(100) {
        let mut project = Project::wild(seed);
        let mut repository = Followed::new();
        for part in 0..3 {
            for _ in 0..4 + Chance::new(seed + part).below(9) {
                project.go_on(&mut by_the_model);
            }
            repository.follow(&project.history);
            if let Some(difference) = difference(&project.history, &repository) {
                let head = format!("seed {seed}: {difference}");
                wrong.push((project.history.count(), head, project.history.script()));
                break;
            }
        }
    }
    wrong.sort();
    let heads: Vec<&str> = wrong.iter().map(|(_, head, _)| head.as_str()).collect();
    let shortest = wrong.first().map_or("", |(_, _, script)| script);
    assert!(wrong.is_empty(), "{}\n\nThe first of them:\n{shortest}", heads.join("\n"));
}

#[test]
fn a_version_never_goes_down_unless_a_release_is_given_up() {
    for seed in seeds(20) {
        let mut project = Project::tidy(seed);
        let mut repository = Followed::new();
        let mut last: BTreeMap<String, Version> = BTreeMap::new();
        for _ in 0..40 {
            let before = project.history.clone();
            project.go_on(&mut |history, branch| asked_of(&mut repository, history, branch));
            repository.follow(&project.history);
            if project.was_cancelled() {
                last.clear();
            }
            last.retain(|branch, _| project.history.has(branch));
            for branch in project.history.branches().keys() {
                if kind(branch) == Kind::Topic || is_unmoved(&before, &project.history) {
                    continue;
                }
                let Some(version) = repository.next_version(branch) else { continue };
                let version = Version::parse(&version).unwrap();
                let script = project.history.script();
                if let Some(last) = last.insert(branch.clone(), version.clone()) {
                    assert!(last <= version, "seed {seed}: {branch} {last} -> {version}\n{script}");
                }
            }
        }
    }
}

#[test]
fn no_two_released_commits_share_a_version() {
    for seed in seeds(40) {
        let mut project = Project::tidy(seed);
        let mut repository = Followed::new();
        for _ in 0..40 {
            // A tag that is there already fails in the project.
            project.go_on(&mut |history, branch| asked_of(&mut repository, history, branch));
        }
        repository.follow(&project.history);
        for branch in project.history.branches().keys() {
            assert_free(&project.history, &repository, branch, seed);
        }
    }
}

#[test]
fn a_commit_has_the_same_version_in_every_clone() {
    let mut known_in_shallow = 0;
    for seed in seeds(10) {
        let mut project = Project::wild(seed);
        for _ in 0..25 {
            project.go_on(&mut by_the_model);
        }
        let script = format!("seed {seed}\n{}", project.history.script());
        let places = Places::of(&project.history, 1 + Chance::new(seed).below(12));
        for branch in project.history.branches().keys() {
            places.agree_on(branch, &script);
            known_in_shallow += usize::from(places.is_known_in_the_shallow_clone(branch));
        }
    }
    assert!(known_in_shallow > 0, "no shallow clone was deep enough to answer");
}

#[test]
fn asking_for_the_reasons_changes_no_version() {
    for seed in seeds(25) {
        let mut project = Project::wild(seed);
        for _ in 0..20 {
            project.go_on(&mut by_the_model);
        }
        let repository = Followed::of(&project.history);
        for branch in project.history.branches().keys() {
            let version = repository.next_version(branch);
            let explained = repository.explained_version(branch);
            let script = project.history.script();
            assert_eq!(explained, version, "seed {seed}: {branch}, explained and not\n{script}");
        }
    }
}

/// The seeds to try: as many as these, or as the environment asks for.
fn seeds(few: u64) -> std::ops::Range<u64> {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let first = number("SEMFLOW_FLOW_SEED").unwrap_or(1);
    let count = number("SEMFLOW_FLOW_HISTORIES").unwrap_or(few);
    first..first + count
}

fn by_the_model(history: &History, branch: &str) -> Option<String> {
    Model::of(history).next_version(branch)
}

fn asked_of(repository: &mut Followed, history: &History, branch: &str) -> Option<String> {
    repository.follow(history);
    repository.next_version(branch)
}

fn difference(history: &History, repository: &Followed) -> Option<String> {
    history.branches().keys().find_map(|branch| {
        let expected = by_the_model(history, branch);
        let version = repository.next_version(branch);
        let is_equal = version == expected;
        (!is_equal).then(|| format!("{branch} has {version:?}, the model {expected:?}"))
    })
}

fn is_unmoved(before: &History, after: &History) -> bool {
    before.branches() == after.branches() && before.tags() == after.tags()
}

/// A version that can be tagged is free, is here already, or is the last one of a trunk.
fn assert_free(history: &History, repository: &Followed, branch: &str, seed: u64) {
    let kind = kind(branch);
    if !matches!(kind, Kind::Main | Kind::Support | Kind::Release | Kind::Hotfix) {
        return;
    }
    let Some(version) = repository.next_version(branch) else { return };
    let tags = history.tags().iter();
    let taken = tags.filter(|(tag, _)| tag.trim_start_matches('v') == version);
    let head = history.tip(branch);
    let is_last =
        |at: &usize| matches!(kind, Kind::Main | Kind::Support) && history.reach(head).contains(at);
    for (tag, at) in taken {
        let script = history.script();
        assert!(*at == head || is_last(at), "seed {seed}: {branch} is to be {tag} again\n{script}");
    }
}
