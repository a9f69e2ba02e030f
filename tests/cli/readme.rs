//! What README.md and the documentation promise, tried.

use semflow::cli::exit_code::ExitCode;

use crate::support::repository::Repo;
use crate::support::run::semflow;

const README: &str = include_str!("../../README.md");

/// The commands in the `sh` blocks of a document that start with a word.
fn commands<'d>(document: &'d str, program: &str) -> Vec<&'d str> {
    let blocks = document.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
    let lines = blocks.flat_map(str::lines);
    let command = |line: &'d str| line.split(" #").next().map(str::trim);
    lines.filter_map(command).filter(|line| line.split(' ').next() == Some(program)).collect()
}

#[test]
fn every_semflow_command_of_the_readme_runs() {
    let repo = Repo::new();
    repo.commit("feat: start");
    repo.tag("v1.2.0");
    repo.commit("fix: mend");
    repo.tag("v1.2.3");
    repo.commit("feat: grow");
    let found = commands(README, "semflow");
    assert!(found.len() >= 6, "{found:?}");
    for command in found {
        let arguments: Vec<_> =
            command.split(' ').skip(1).filter(|word| !word.is_empty()).collect();
        let run = semflow(&repo, &arguments);
        assert_eq!(run.code, Some(0), "{command}: {run:?}");
    }
}

#[test]
fn the_first_command_of_the_readme_runs_the_program_on_another_repository() {
    let first = commands(README, "cargo").into_iter().next().unwrap();
    let (cargo, arguments) = first.split_once(" -- ").unwrap();
    assert_eq!(cargo, "cargo run --release");
    let repo = Repo::new();
    repo.commit("feat: start");
    let path = repo.path().display().to_string();
    let arguments = arguments.replace("PATH/TO/YOUR/REPOSITORY", &path);
    let run = semflow(&Repo::none(), &arguments.split(' ').collect::<Vec<_>>());
    assert_eq!(run.code, Some(0), "{run:?}");
    assert!(run.stdout.contains("- start"), "{run:?}");
}

#[test]
fn the_gate_runs_the_test_command_of_the_readme() {
    let command = commands(README, "cargo").into_iter().nth(1).unwrap();
    let gate = include_str!("../../.ci/run");
    assert!(gate.contains(command), "`{command}` is not in .ci/run");
}

#[test]
fn the_exit_codes_of_the_readme_are_those_of_the_program() {
    let all = [
        ExitCode::Done,
        ExitCode::No,
        ExitCode::Usage,
        ExitCode::State,
        ExitCode::World,
        ExitCode::Bug,
    ];
    let rows: Vec<u8> = README
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.split(' ').next()?.parse().ok())
        .collect();
    assert_eq!(rows, all.map(|code| code as u8));
}
