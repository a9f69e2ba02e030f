//! docs/releasing.md and docs/version-files.md, held against the program: every block is played as it
//! stands there, and every flag and key has its place.
#![expect(clippy::disallowed_types, reason = "the commands of the pages are run by a shell")]
#![expect(clippy::disallowed_methods, reason = "the program under test goes first on the path")]
#![expect(clippy::panic, reason = "an event that nothing is known of is a mistake in the page")]
#![expect(clippy::expect_used, reason = "a test that cannot run a command has failed")]

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::path::Path;
use std::process::Command;

use assert_cmd::cargo::cargo_bin;
use clap::CommandFactory;
use regex::Regex;
use semflow::cli::arguments::Arguments;
use semflow::config::parse::parse;
use semflow::domain::manifest::declaration::{Declaration, Written};
use semflow::domain::manifest::locate::format_of;
use semflow::domain::manifest::project::Project;

use crate::support::repository::Repo;
use crate::world::{Team, path};

const README: &str = include_str!("../../README.md");
const RELEASING: &str = include_str!("../../docs/releasing.md");
const VERSION_FILES: &str = include_str!("../../docs/version-files.md");
const EXAMPLE: &str = include_str!("../../cliff.toml.example");

/// The team that goes through docs/releasing.md.
fn shop() -> Team {
    let here = Repo::new();
    here.write("VERSION", "1.0.0\n");
    here.write("package.json", "{\n  \"name\": \"shop\",\n  \"version\": \"1.0.0\"\n}\n");
    let section = "## [1.0.0] - 2024-01-01\n\n### Added\n\n- Sell things\n";
    here.write("CHANGELOG.md", &format!("# Changelog\n\n{section}"));
    here.write("prices.txt", "in euro\n");
    here.commit("feat: sell things");
    here.annotated("v1.0.0", "v1.0.0");
    here.start("develop");
    here.write("search.txt", "by name\n");
    here.commit("feat(search): find products by name");
    here.write("cart.txt", "kept\n");
    here.commit("fix(cart): keep the cart after login");
    Team::around(here)
}

/// The repository of docs/version-files.md, with seven languages.
fn seven_languages() -> Team {
    let here = Repo::new();
    let package = |name: &str, version: &str| {
        format!("{{\n  \"name\": \"{name}\",\n  \"version\": \"{version}\"\n}}\n")
    };
    let lock = "{\n  \"name\": \"shop-web\",\n  \"version\": \"1.2.0\",\n  \"lockfileVersion\": 3,\n  \
                \"packages\": {\n    \"\": {\n      \"name\": \"shop-web\",\n      \
                \"version\": \"1.2.0\"\n    }\n  }\n}\n";
    let pom = "<project>\n  <groupId>com.example</groupId>\n  <artifactId>app</artifactId>\n  \
               <version>1.2.0</version>\n</project>\n";
    let csproj = "<Project Sdk=\"Microsoft.NET.Sdk\">\n  <PropertyGroup>\n    \
                  <VersionPrefix>1.2.0</VersionPrefix>\n    \
                  <AssemblyVersion>1.2.0.0</AssemblyVersion>\n  </PropertyGroup>\n</Project>\n";
    let chart = "apiVersion: v2\nname: shop\nversion: 1.2.0\nappVersion: \"1.2.0\"\n";
    for (path, text) in [
        ("VERSION", "1.2.0\n"),
        ("api/Cargo.toml", "[package]\nname = \"shop-api\"\nversion = \"1.2.0\"\n"),
        (
            "api/Cargo.lock",
            "version = 4\n\n[[package]]\nname = \"shop-api\"\nversion = \"1.2.0\"\n",
        ),
        ("web/package.json", &package("shop-web", "1.2.0")),
        ("web/package-lock.json", lock),
        ("worker/pyproject.toml", "[project]\nname = \"worker\"\nversion = \"1.2.0\"\n"),
        ("app/pom.xml", pom),
        ("desktop/Shop.csproj", csproj),
        ("cli/version.go", "package cli\n\nconst Version = \"1.2.0\"\n"),
        ("charts/shop/Chart.yaml", chart),
        ("tools/package.json", "{\n  \"private\": true,\n  \"version\": \"0.3.0\"\n}\n"),
        ("README.md", "# Shop\n\ndocker run shop:1.2.0 <!-- x-semflow-version -->\n"),
    ] {
        here.write(path, text);
    }
    here.commit("feat: sell things");
    here.annotated("v1.2.0", "v1.2.0");
    here.commit("feat: find things");
    Team::around(here)
}

/// What a page says in a comment that nobody sees: something that happens elsewhere.
fn happens(team: &Team, event: &str) {
    match event {
        "main is protected" => team.remote_hook(
            "update",
            "test \"$1\" != refs/heads/main || { echo 'main is protected' >&2; exit 1; }",
        ),
        "the pull request is merged" => {
            let forge = team.colleague();
            forge.checkout("main");
            forge.merge("origin/release/v1.3.0", "Merge pull request #12 from shop/release/v1.3.0");
            // A forge merges in its own repository, where no hook refuses.
            team.remote.git(&["fetch", "--quiet", &path(forge.path()), "main:main"]);
        }
        "there is a branch staging" => {
            team.remote_hook("update", "exit 0");
            team.here.git(&["branch", "staging", "main"]);
            team.here.git(&["push", "--quiet", "origin", "staging"]);
        }
        other => panic!("nothing is known of `{other}`"),
    }
}

/// Plays the blocks of a page, and asserts that each command prints what stands below it.
fn play(page: &str, team: &Team) -> usize {
    let mut played = 0;
    let mut block: Option<Vec<&str>> = None;
    for line in page.lines() {
        match &mut block {
            None if line == "```console" => block = Some(Vec::new()),
            None => {
                let event = line.strip_prefix("<!-- ").and_then(|rest| rest.strip_suffix(" -->"));
                if let Some(event) = event {
                    happens(team, event);
                }
            }
            Some(lines) if line == "```" => {
                played += play_block(lines, team);
                block = None;
            }
            Some(lines) => lines.push(line),
        }
    }
    played
}

fn play_block(lines: &[&str], team: &Team) -> usize {
    let commands = lines.chunk_by(|_, next| !next.starts_with("$ "));
    let mut played = 0;
    for command in commands {
        let (first, shown) = command.split_first().expect("a chunk is not empty");
        let line = first.strip_prefix("$ ").expect("a block begins with a command");
        let printed = masked(&shell(line, team));
        assert_eq!(printed, masked(&shown.join("\n")), "{line}\nprinted:\n{printed}");
        played += 1;
    }
    played
}

/// Returns what a command prints, on both streams.
fn shell(line: &str, team: &Team) -> String {
    let mut shell = Command::new("sh");
    shell.env_clear().envs(team.here.environment()).env("PATH", search_path());
    let script = format!("exec 2>&1\n{line}");
    let run = shell.current_dir(team.here.path()).args(["-c", &script]).output();
    let printed = String::from_utf8(run.expect("sh can be run").stdout).expect("it prints UTF-8");
    let remote = path(team.remote.path());
    let without_ending = remote.trim_end_matches(".git");
    printed.replace(&remote, "../shop.git").replace(without_ending, "../shop")
}

/// Returns the path on which `semflow` is the program that is tested.
fn search_path() -> OsString {
    let program = Path::new(cargo_bin!("semflow"));
    let own = program.parent().expect("a program lies in a folder").to_owned();
    let usual = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::iter::once(own).chain(std::env::split_paths(&usual));
    std::env::join_paths(folders).expect("the folders can be joined")
}

/// Returns a text without what differs from one run to the next: ids, dates, blanks at line ends.
fn masked(text: &str) -> String {
    let ids = Regex::new(r"\b[0-9a-f]{7}\b").expect("it is an expression");
    let dates = Regex::new(r"\b\d{4}-\d\d-\d\d\b").expect("it is an expression");
    let lines: Vec<_> = text.lines().map(str::trim_end).collect();
    dates.replace_all(&ids.replace_all(&lines.join("\n"), "ID"), "DATE").into_owned()
}

#[test]
fn the_releases_of_the_page_go_as_it_says() {
    let team = shop();
    assert!(play(RELEASING, &team) > 50);
    team.here.git(&["switch", "--quiet", "develop"]);
    team.is_sound();
}

#[test]
fn the_version_files_of_the_page_are_found_as_it_says() {
    assert!(play(VERSION_FILES, &seven_languages()) > 15);
}

#[test]
fn the_commands_of_a_release_in_the_readme_run_one_after_the_other() {
    let (_, section) = README.split_once("\n## Make a release\n").expect("it has the section");
    let (section, _) = section.split_once("\n## ").expect("a section follows");
    for page in ["releasing", "version-files"] {
        assert!(section.contains(&format!("(docs/{page}.md)")), "{page}");
    }
    let team = shop();
    let commands: Vec<_> = section.lines().filter_map(|line| line.strip_prefix("$ ")).collect();
    assert_eq!(commands.len(), 5);
    for command in commands {
        if command.contains(" rc ") {
            team.here.write("search.txt", "by name, whatever the case\n");
            team.here.commit("fix(search): ignore case");
        }
        let printed = shell(&format!("{command}\necho exit $?"), &team);
        assert!(printed.ends_with("exit 0\n"), "{command}: {printed}");
    }
}

/// Returns the flags of a command that people are to see, as they write them.
fn flags(words: &[&str]) -> Vec<String> {
    let mut command = Arguments::command();
    for word in words {
        command = command.find_subcommand(word).expect("the command is there").clone();
    }
    let shown =
        command.get_arguments().filter(|flag| !flag.is_hide_set() && flag.get_id() != "help");
    shown.filter_map(|flag| Some(format!("--{}", flag.get_long()?))).collect()
}

/// Returns the words in backticks of a page.
fn quoted(page: &str) -> BTreeSet<&str> {
    let outside = page.split("```").step_by(2);
    outside.flat_map(|text| text.split('`').skip(1).step_by(2)).collect()
}

#[test]
fn every_command_and_flag_of_a_release_has_its_place_on_the_page() {
    let (_, table) = RELEASING.split_once("\n| flag |").expect("there is a table of flags");
    let (table, _) = table.split_once("\n## ").expect("a section follows");
    for command in ["start", "rc", "finish", "continue", "undo"] {
        for flag in flags(&["release", command]) {
            let row = table.lines().find(|row| {
                let flags = row.split('|').nth(1).unwrap_or_default();
                let named = quoted(flags);
                named.iter().any(|named| named.split(' ').next() == Some(&flag))
                    && (row.contains(&format!("`{command}`")) || row.contains("all but"))
            });
            assert!(row.is_some(), "{command} {flag}");
        }
    }
    for flag in flags(&["tag"]) {
        assert!(table.contains(&format!("`{flag}")), "tag {flag}");
    }
    let commands = Arguments::command();
    let release = commands.find_subcommand("release").expect("it is there");
    for command in release.get_subcommands() {
        let name = command.get_name();
        assert!(RELEASING.contains(&format!("\n| `{name}")), "{name}");
    }
}

#[test]
fn every_flag_of_bump_and_verify_is_on_the_page() {
    for command in ["bump", "verify"] {
        for flag in flags(&[command]) {
            assert!(VERSION_FILES.contains(&flag), "{command} {flag}");
        }
    }
}

#[test]
fn every_key_of_a_release_has_a_row_and_what_the_example_shows_as_its_default() {
    let (_, section) = EXAMPLE.split_once("# [release]\n").expect("the example has the section");
    let (section, _) = section.split_once("\n\n\n").expect("a section follows");
    let pairs = section.lines().filter_map(|line| line.strip_prefix("# ")?.split_once(" = "));
    let mut keys = 0;
    for (key, value) in pairs {
        let row = RELEASING.lines().find(|line| line.starts_with(&format!("| `{key}` |")));
        let default = row.expect(key).split('|').nth(2).unwrap_or_default();
        assert!(default.contains(value) || key == "sign", "{key}: {default}");
        keys += 1;
    }
    assert_eq!(keys, 12);
}

#[test]
fn the_examples_of_a_configuration_are_understood() {
    for page in [RELEASING, VERSION_FILES] {
        let blocks = page.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next());
        for block in blocks {
            let loaded = parse(block, "cliff.toml").expect("the example is a configuration");
            assert_eq!(loaded.warnings, [""; 0], "{block}");
        }
    }
}

/// Returns the rows of the first table below a heading, cell by cell, without its head.
fn rows<'p>(page: &'p str, heading: &str) -> Vec<Vec<&'p str>> {
    let (_, section) = page.split_once(heading).expect("there is the heading");
    let lines = section.lines().skip_while(|line| !line.starts_with('|'));
    let table = lines.take_while(|line| line.starts_with('|')).skip(2);
    table.map(|row| row.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

#[test]
fn every_file_in_the_table_of_formats_is_known_by_its_name() {
    let rows = rows(VERSION_FILES, "\n## Formats\n");
    assert!(rows.len() > 20);
    for row in rows {
        for name in quoted(row[0]) {
            let name = name.replace('*', "x");
            assert!(format_of(&name).is_some(), "{name}");
        }
    }
}

#[test]
fn the_spellings_in_the_table_are_those_that_are_written() {
    for row in rows(VERSION_FILES, "\n## Spellings\n") {
        let names = quoted(row[0]);
        if names.len() > 1 {
            continue;
        }
        let name = names.into_iter().next().expect("a row has a name");
        let written = Written {
            path: "x".to_owned(),
            format: Some("text".to_owned()),
            spelling: Some(name.to_owned()),
            ..Written::default()
        };
        let declaration = Declaration::new(&written).expect("the spelling is known");
        let sites = declaration.locate("1.2.0\n", &Project::default()).expect("there is a version");
        for (cell, version) in row[1..].iter().zip(["1.3.0", "1.3.0-rc.1"]) {
            let version = version.parse().expect("it is a version");
            assert_eq!(*cell, sites[0].spelling.spell(&version), "{name}");
        }
    }
}
