//! `semflow changelog -p`: new sections come where they belong, once, and what people wrote stays.

use crate::support::repository::Repo;
use crate::support::run::semflow;

const HEADER: &str = "# Changelog\n\nWritten by *people*, with love.\n\n";

fn example() -> Repo {
    let repo = Repo::released("v1.0.0");
    repo.commit("feat: add a window");
    repo.commit("fix: oil the hinges");
    repo
}

/// Writes the file, runs the command and returns the file.
#[track_caller]
fn inserted(repo: &Repo, existing: &str, arguments: &[&str]) -> String {
    repo.write("CHANGELOG.md", existing);
    insert(repo, arguments)
}

#[track_caller]
fn insert(repo: &Repo, arguments: &[&str]) -> String {
    let arguments = [&["changelog", "-p"], arguments].concat();
    semflow(repo, &arguments).fails_with(0).warns("CHANGELOG.md");
    repo.read("CHANGELOG.md")
}

#[test]
fn a_file_that_is_not_there_becomes_the_whole_document() {
    let repo = example();
    let whole = semflow(&repo, &["changelog"]).stdout;
    assert_eq!(insert(&repo, &[]), whole);
    repo.write("docs/file.txt", "");
    semflow(&repo, &["changelog", "-p", "docs/CHANGES.md"]).fails_with(0);
    assert_eq!(repo.read("docs/CHANGES.md"), whole);
}

#[test]
fn twice_is_once() {
    let repo = example();
    for arguments in [&[][..], &["-u"], &["-u", "-t", "v1.1.0"], &["-u", "--bump"], &["-l"]] {
        let existing = format!("{HEADER}## [1.0.0] - 2024-01-01\n\n- By hand.\n");
        let once = inserted(&repo, &existing, arguments);
        assert_eq!(insert(&repo, arguments), once, "{arguments:?}");
    }
}

#[test]
fn a_release_comes_above_the_last_one_and_everything_else_stays() {
    let existing = format!("{HEADER}## [1.0.0] - 2024-01-01\n\n- Told by hand.\n\n<!-- end -->\n");
    let text = inserted(&example(), &existing, &["-u", "-t", "v1.1.0"]);
    let added = "## [1.1.0] - 2";
    assert!(text.starts_with(&format!("{HEADER}{added}")), "{text}");
    assert!(
        text.ends_with("## [1.0.0] - 2024-01-01\n\n- Told by hand.\n\n<!-- end -->\n"),
        "{text}"
    );
    assert!(text.contains("### Added\n\n- add a window\n\n### Fixed\n\n- oil the hinges\n\n## "));
}

#[test]
fn a_release_that_stands_there_is_left_as_people_made_it() {
    let existing = format!(
        "{HEADER}## [1.1.0] - 2024-02-01\n\n- My own words.\n\n## [1.0.0] - 2024-01-01\n\n- First.\n"
    );
    assert_eq!(inserted(&example(), &existing, &["-u", "-t", "v1.1.0"]), existing);
    let repo = example();
    repo.tag("v1.1.0");
    assert_eq!(inserted(&repo, &existing, &[]), existing);
}

#[test]
fn unreleased_gets_only_what_it_lacks() {
    let existing = format!(
        "{HEADER}## [Unreleased]\n\n### Added\n\n- A thing without a commit.\n- add a window\n\n\
         ## [1.0.0] - 2024-01-01\n\n- First.\n"
    );
    let text = inserted(&example(), &existing, &["-u"]);
    assert_eq!(text.matches("add a window").count(), 1, "{text}");
    assert_eq!(text.matches("oil the hinges").count(), 1, "{text}");
    assert_eq!(text.matches("## [Unreleased]").count(), 1, "{text}");
    assert!(text.contains("- A thing without a commit.\n"), "{text}");
}

#[test]
fn a_release_takes_its_entries_out_of_unreleased() {
    let repo = example();
    let existing = format!("{HEADER}## [Unreleased]\n\n## [1.0.0] - 2024-01-01\n\n- First.\n");
    let text = inserted(&repo, &existing, &["-u"]);
    assert!(text.contains("## [Unreleased]\n\n### Added\n\n- add a window\n"), "{text}");
    let text = insert(&repo, &["-u", "-t", "v1.1.0"]);
    assert_eq!(text.matches("add a window").count(), 1, "{text}");
    let at = |part: &str| text.find(part).unwrap_or_else(|| panic!("{part}\n{text}"));
    assert!(at("## [Unreleased]") < at("## [1.1.0]"));
    assert!(at("## [1.1.0]") < at("add a window"));
    assert!(at("add a window") < at("## [1.0.0]"));
}

#[test]
fn windows_line_ends_a_mark_at_the_start_and_a_missing_end_stay() {
    let plain = format!("{HEADER}## [1.0.0] - 2024-01-01\n\n- First.\n");
    let expected = inserted(&example(), &plain, &["-u", "-t", "v1.1.0"]);
    let windows = inserted(&example(), &plain.replace('\n', "\r\n"), &["-u", "-t", "v1.1.0"]);
    assert_eq!(windows, expected.replace('\n', "\r\n"));
    let marked = inserted(&example(), &format!("\u{feff}{plain}"), &["-u", "-t", "v1.1.0"]);
    assert_eq!(marked, format!("\u{feff}{expected}"));
    let endless = inserted(&example(), plain.trim_end(), &["-u", "-t", "v1.1.0"]);
    assert_eq!(endless, expected.trim_end());
}

#[test]
#[ignore = "the release of what was unreleased leaves the address of [Unreleased] behind"]
fn links_are_added_and_that_of_unreleased_moves_on() {
    let repo = example();
    let base = "https://github.com/o/r";
    repo.git(&["remote", "add", "origin", base]);
    let existing = format!(
        "{HEADER}## [Unreleased]\n\n## [1.0.0] - 2024-01-01\n\n- First.\n\n\
         [Unreleased]: {base}/compare/v1.0.0...main\n[1.0.0]: {base}/releases/tag/v1.0.0\n"
    );
    let text = inserted(&repo, &existing, &["-u", "-t", "v1.1.0"]);
    let links: Vec<_> = text.lines().filter(|line| line.contains("]: ")).collect();
    assert_eq!(
        links,
        [
            &format!("[Unreleased]: {base}/compare/v1.1.0...main"),
            &format!("[1.1.0]: {base}/compare/v1.0.0...v1.1.0"),
            &format!("[1.0.0]: {base}/releases/tag/v1.0.0"),
        ]
    );
}

#[test]
fn nothing_new_changes_nothing() {
    let repo = Repo::released("v1.0.0");
    let existing = format!("{HEADER}## [1.0.0] - 2024-01-01\n\n- First.\n");
    assert_eq!(inserted(&repo, &existing, &["-u"]), existing);
    assert_eq!(inserted(&repo, &existing, &[]), existing);
}

#[test]
fn missing_releases_of_the_past_come_in_their_order() {
    let repo = Repo::new();
    for number in 0..3 {
        repo.commit(&format!("fix: number {number}"));
        repo.tag(&format!("v1.0.{number}"));
    }
    let existing = format!("{HEADER}## [1.0.1] - 2024-01-01\n\n- By hand.\n");
    let text = inserted(&repo, &existing, &[]);
    let headings: Vec<_> = text.lines().filter_map(|line| line.strip_prefix("## ")).collect();
    let dated = |version: &str| format!("[{version}] - 2024-01-01");
    assert_eq!(headings, [dated("1.0.2"), dated("1.0.1"), dated("1.0.0")]);
    assert!(text.contains("- By hand.\n") && !text.contains("number 1"), "{text}");
}

#[test]
fn a_failure_leaves_the_file_alone() {
    let repo = example();
    repo.write("CHANGELOG.md", "mine\n");
    repo.write("cliff.toml", "[changelog]\nbody = \"{{ nothing_known }}\"\n");
    semflow(&repo, &["changelog", "-p"]).fails_with(2);
    assert_eq!(repo.read("CHANGELOG.md"), "mine\n");
}

#[test]
fn data_is_not_put_into_a_changelog() {
    semflow(&example(), &["changelog", "-p", "--json"]).fails_with(2);
}

#[test]
fn a_changelog_can_be_prepended_and_written_at_once() {
    let repo = example();
    semflow(&repo, &["changelog", "-p", "-o", "other.md"]).fails_with(0);
    assert!(repo.read("CHANGELOG.md").contains("## ["));
    assert!(repo.read("other.md").contains("## ["));
}
