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

/// The heading of the section whose commands are for the branches of Git Flow.
const GIT_FLOW: &str = "## Git Flow\n";

/// The text before the section on Git Flow and behind it, and the section.
fn parts(document: &str) -> (String, &str) {
    let (before, rest) = document.split_once(GIT_FLOW).unwrap_or_default();
    let (section, behind) = rest.split_once("\n## ").unwrap_or_default();
    (format!("{before}{behind}"), section)
}

/// A team that has released a hotfix and has not merged it back, with `develop` checked out.
fn git_flow() -> Repo {
    let repo = Repo::released("v1.2.3");
    repo.start("develop");
    repo.commit("feat(api): list projects");
    repo.start("release/v1.3.0");
    repo.commit("fix: close the log");
    repo.checkout("main");
    repo.start("hotfix/v1.2.4");
    repo.commit("fix: login");
    repo.checkout("main");
    repo.merge("hotfix/v1.2.4", "Merge branch 'hotfix/v1.2.4'");
    repo.tag("v1.2.4");
    repo.checkout("develop");
    repo.commit("feat: export");
    repo.start("feature/PAY-7");
    repo.commit("feat: pay");
    repo.checkout("develop");
    repo
}

fn assert_runs(repo: &Repo, command: &str) {
    let arguments: Vec<_> = command.split(' ').skip(1).filter(|word| !word.is_empty()).collect();
    let run = semflow(repo, &arguments);
    assert_eq!(run.code, Some(0), "{command}: {run:?}");
}

#[test]
fn every_semflow_command_of_the_readme_runs() {
    let repo = Repo::new();
    repo.commit("feat: start");
    repo.tag("v1.2.0");
    repo.commit("fix: mend");
    repo.tag("v1.2.3");
    repo.commit("feat: grow");
    let (text, _) = parts(README);
    let found = commands(&text, "semflow");
    assert!(found.len() >= 6, "{found:?}");
    for command in found {
        assert_runs(&repo, command);
    }
}

#[test]
fn every_command_for_git_flow_in_the_readme_runs_on_its_branches() {
    let repo = git_flow();
    let found = commands(parts(README).1, "semflow");
    assert!(found.len() >= 3, "{found:?}");
    for command in found {
        assert_runs(&repo, command);
    }
}

#[test]
fn the_versions_on_the_branches_of_the_readme_are_those_that_are_printed() {
    let repo = git_flow();
    let lines = parts(README).1.lines();
    let mut tried = 0;
    for line in lines.filter(|line| line.starts_with("semflow next-version ")) {
        let (command, answer) = line.split_once("# ").unwrap();
        let arguments: Vec<_> = command.split_whitespace().skip(1).collect();
        let version = semflow(&repo, &arguments).stdout;
        assert_eq!(answer.split([' ', ',']).next(), Some(version.trim_end()), "{line}");
        tried += 1;
    }
    assert_eq!(tried, 3);
}

#[test]
fn the_state_of_the_branches_in_the_readme_is_what_flow_status_prints() {
    let status = semflow(&git_flow(), &["flow", "status"]);
    let block = format!("```text\n{}```\n", status.stdout);
    assert!(parts(README).1.contains(&block), "{}", status.stdout);
    let page = include_str!("../../docs/flow-status.md");
    assert!(page.contains(&block), "{}", status.stdout);
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
