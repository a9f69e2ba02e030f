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

/// The mended message that the README shows behind a command, and the command.
fn mended() -> Option<(&'static str, &'static str)> {
    let line = README.lines().find(|line| line.starts_with("semflow check --fix"))?;
    line.split_once(" # ").map(|(command, message)| (command.trim(), message))
}

/// The words of a command, of which some may be in quotes.
fn words(command: &str) -> Vec<String> {
    let quoted = command.split('\'').enumerate();
    let words = quoted.flat_map(|(number, part)| match number % 2 {
        0 => part.split_whitespace().map(str::to_owned).collect(),
        _ => vec![part.to_owned()],
    });
    words.collect()
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
    let words = words(command);
    let arguments: Vec<_> = words.iter().skip(1).map(String::as_str).collect();
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
fn the_rejection_in_the_readme_is_what_git_shows_with_the_hook() {
    let repo = Repo::new();
    let line = README.lines().find(|line| line.starts_with("  1 │ feat(ui)")).unwrap();
    let message = line.trim_start_matches("  1 │ ");
    repo.write(".git/COMMIT_EDITMSG", &format!("{message}\n"));
    let run = semflow(&repo, &["hook", "run", "commit-msg", ".git/COMMIT_EDITMSG"]);
    assert_eq!(run.code, Some(1), "{run:?}");
    for page in [README, include_str!("../../docs/hooks.md")] {
        assert!(page.contains(&format!("{}```\n", run.stderr)), "{}", run.stderr);
    }
}

#[test]
fn the_mended_message_in_the_readme_is_what_is_printed() {
    let (command, message) = mended().unwrap();
    let words = words(command);
    let arguments: Vec<_> = words.iter().skip(1).map(String::as_str).collect();
    semflow(&Repo::new(), &arguments).answers(&format!("{message}\n"));
}

#[test]
fn every_page_about_messages_is_in_the_readme() {
    for page in ["check", "check-configuration", "commit", "from-commitlint", "hooks"] {
        assert!(README.contains(&format!("(docs/{page}.md)")), "{page}");
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
