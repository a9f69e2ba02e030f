//! What goes wrong outside of the history: the configuration, files, arguments. Nothing is printed
//! on standard output, and the message says where and what to do.

use crate::support::repository::Repo;
use crate::support::run::{Run, semflow};

const COMMANDS: [&[&str]; 4] =
    [&["next-version"], &["current-version"], &["changelog"], &["notes"]];

#[test]
fn a_broken_configuration_stops_every_command_at_its_place() {
    for (text, place) in [
        ("[git]\ntag_pattern = \"(\"\n", "cliff.toml:2:"),
        ("[git\n", "cliff.toml:1:"),
        ("[changelog]\n\ntrim = \"perhaps\"\n", "cliff.toml:3:8"),
        ("[bump]\nbump_type = \"huge\"\n", "cliff.toml:2:13"),
        ("[commits]\nbump = { feat = \"big\" }\n", "cliff.toml:2:"),
        ("[git]\ncommit_parsers = [{ message = \"[\" }]\n", "cliff.toml:2:"),
    ] {
        let repo = Repo::released("v1.0.0");
        repo.write("cliff.toml", text);
        for command in COMMANDS {
            semflow(&repo, command).fails_with(2).warns(place).warns("hint");
        }
    }
}

#[test]
fn an_unknown_key_of_our_own_is_a_failure_that_suggests() {
    let repo = Repo::released("v1.0.0");
    repo.write("cliff.toml", "[commits]\nsquash_body = true\n");
    for command in COMMANDS {
        semflow(&repo, command)
            .fails_with(2)
            .warns("cliff.toml:2:1")
            .warns("squash_body")
            .warns("did you mean `commits.squash_bodies`?");
    }
}

#[test]
fn an_unknown_key_of_git_cliff_is_a_warning_that_suggests() {
    let repo = Repo::released("v1.0.0");
    repo.write("cliff.toml", "[git]\ntag_patern = \"^v\"\n[chanelog]\n");
    repo.commit("fix: one");
    let answer = semflow(&repo, &["next-version"]);
    answer
        .says("1.0.1\n")
        .warns("cliff.toml:2:1")
        .warns("did you mean `git.tag_pattern`?")
        .warns("did you mean `[changelog]`?");
    semflow(&repo, &["next-version", "-q"]).answers("1.0.1\n");
}

#[test]
fn a_template_that_is_none_is_a_failure_at_its_place() {
    let repo = Repo::released("v1.0.0");
    repo.write("cliff.toml", "[changelog]\nbody = \"{% for x in %}\"\n");
    semflow(&repo, &["changelog"]).fails_with(2).warns("cliff.toml: changelog.body");
    repo.write("cliff.toml", "[changelog]\nbody = \"{{ nothing_known }}\"\n");
    semflow(&repo, &["changelog"]).fails_with(2).warns("nothing_known");
}

#[test]
fn the_configuration_is_found_in_every_place_git_cliff_looks() {
    for name in ["cliff.toml", ".cliff.toml", ".config/cliff.toml"] {
        let repo = Repo::released("v1.0.0");
        repo.write(name, "[commits]\nbump = { docs = \"minor\" }\n");
        repo.write("below/file.txt", "");
        repo.commit("docs: tell");
        semflow(&repo, &["next-version"]).answers("1.1.0\n");
        Run::on(&repo).within("below").semflow(&["next-version"]).answers("1.1.0\n");
    }
}

#[test]
fn a_configuration_that_is_named_must_be_there() {
    let repo = Repo::released("v1.0.0");
    repo.write("conf/other.toml", "[commits]\nbump = { docs = \"minor\" }\n");
    repo.commit("docs: tell");
    semflow(&repo, &["next-version", "--config", "conf/other.toml"]).answers("1.1.0\n");
    semflow(&repo, &["-c", "missing.toml", "next-version"]).fails_with(2).warns("missing.toml");
}

#[test]
fn a_configuration_outside_of_the_repository_is_not_taken_from_above() {
    let repo = Repo::released("v1.0.0");
    repo.write("../cliff.toml", "[commits]\nbump = { docs = \"minor\" }\n");
    repo.commit("docs: tell");
    semflow(&repo, &["next-version"]).ends_with(0);
}

#[test]
fn a_file_that_cannot_be_written_is_a_failure_of_the_world() {
    let repo = Repo::released("v1.0.0");
    repo.write("file.txt", "");
    for path in ["missing/CHANGELOG.md", "file.txt/CHANGELOG.md"] {
        let failed = semflow(&repo, &["changelog", "-o", path]);
        failed.prints_nothing();
        assert_eq!(failed.code, Some(4), "{failed}");
        failed.warns(path);
    }
}

#[test]
fn a_revision_that_is_none_is_a_usage_failure() {
    let repo = Repo::released("v1.0.0");
    for range in ["nowhere", "v1.0.0..nowhere", "nowhere..", "..nowhere"] {
        semflow(&repo, &["changelog", range]).fails_with(2).warns("`nowhere` names no commit");
    }
    semflow(&repo, &["notes", "v1.0.1"]).fails_with(2).warns("v1.0.1").warns("v1.0.0");
}

#[test]
fn no_failure_is_a_crash() {
    let repo = Repo::released("v1.0.0");
    for arguments in [
        &["changelog", ""][..],
        &["changelog", ".."],
        &["changelog", "..."],
        &["changelog", "HEAD^{tree}"],
        &["changelog", "--tag", ""],
        &["changelog", "-t", "not a version"],
        &["notes", ""],
        &["-C", "", "next-version"],
        &["--config", "", "next-version"],
    ] {
        let run = semflow(&repo, arguments);
        assert!(matches!(run.code, Some(0 | 2 | 3)), "{arguments:?}\n{run}");
        assert!(!run.stderr.contains("panicked"), "{arguments:?}\n{run}");
    }
}
