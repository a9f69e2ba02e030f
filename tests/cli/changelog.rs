//! `semflow changelog`: the document, its templates, and where it goes.

use crate::support::repository::Repo;
use crate::support::run::semflow;

const TEMPLATES: [&str; 5] = ["keepachangelog", "plain", "detailed", "scoped", "release-page"];

fn example() -> Repo {
    let repo = Repo::released("v1.0.0");
    repo.commit("docs: describe the door");
    repo.commit("fix(door): oil the hinges (#7)\n\nCloses #5");
    repo.commit("feat(api)!: drop the wall\n\nBREAKING CHANGE: the wall is gone,\nuse the fence.");
    repo.commit("feat: add a window");
    repo.commit("perf: open faster");
    repo.tag("v2.0.0");
    repo.commit("chore: sweep");
    repo.commit("fix: paint the door");
    repo
}

#[test]
fn the_whole_document_keeps_a_changelog() {
    let changelog = semflow(&example(), &["changelog"]);
    changelog.ends_with(0);
    insta::assert_snapshot!(changelog.stdout, @r"
    # Changelog

    All notable changes to this project are documented in this file.

    The format is based on [Keep a Changelog](https://keepachangelog.com/en/1.1.0/),
    and this project adheres to [Semantic Versioning](https://semver.org/spec/v2.0.0.html).

    ## [Unreleased]

    ### Fixed

    - paint the door

    ## [2.0.0] - 2024-01-01

    ### Breaking

    - **api:** drop the wall
      the wall is gone,
      use the fence.

    ### Added

    - add a window

    ### Changed

    - open faster

    ### Fixed

    - **door:** oil the hinges (#7) (#5)

    ## [1.0.0] - 2024-01-01

    ### Added

    - begin
    ");
}

#[test]
fn every_template_renders() {
    let repo = example();
    for template in TEMPLATES {
        let changelog = semflow(&repo, &["changelog", "--template", template]);
        changelog.ends_with(0).prints("drop the wall").prints("paint the door");
        assert!(changelog.stdout.ends_with('\n') && !changelog.stdout.ends_with("\n\n"));
        assert!(!changelog.stdout.contains("\n\n\n"), "{template}\n{changelog}");
        assert!(!changelog.stdout.lines().any(|line| line.ends_with(' ')), "{template}");
    }
}

#[test]
fn the_detailed_template_names_commits_and_authors() {
    let repo = example();
    let id = repo.git(&["rev-parse", "--short=7", "HEAD"]);
    let changelog = semflow(&repo, &["changelog", "--template", "detailed"]);
    changelog.prints(&format!("- paint the door ({id}) by Ada Example\n")).prints("sweep");
}

#[test]
fn the_scoped_template_groups_by_scope() {
    let repo = example();
    let changelog = semflow(&repo, &["changelog", "--template", "scoped"]);
    changelog.prints("### api\n\n- **Breaking:** feat: drop the wall").prints("### door\n");
}

#[test]
fn the_plain_template_has_headers_as_they_were_written() {
    let changelog = semflow(&example(), &["changelog", "--template", "plain"]);
    changelog.prints("- feat(api)!: drop the wall\n").prints("## v2.0.0 (2024-01-01)\n");
}

#[test]
fn a_template_that_is_not_there_is_told_the_others() {
    let repo = example();
    let refused = semflow(&repo, &["changelog", "--template", "fancy"]);
    refused.fails_with(2).warns("fancy");
    for template in TEMPLATES {
        refused.warns(template);
    }
}

#[test]
fn the_template_can_be_configured() {
    let repo = example();
    for template in TEMPLATES {
        repo.write("cliff.toml", &format!("[commits]\ntemplate = \"{template}\"\n"));
        let asked = semflow(&repo, &["changelog", "--template", template]);
        assert_eq!(semflow(&repo, &["changelog"]), asked, "{template}");
    }
}

#[test]
fn the_template_that_the_example_file_shows_is_the_default() {
    let repo = example();
    let usual = semflow(&repo, &["changelog"]);
    let shown = include_str!("../../cliff.toml.example");
    let line = shown.lines().find_map(|line| line.strip_prefix("# template = ")).unwrap();
    repo.write("cliff.toml", &format!("[commits]\ntemplate = {line}\n"));
    assert_eq!(semflow(&repo, &["changelog"]), usual);
}

#[test]
fn parts_can_be_left_out() {
    let repo = example();
    let whole = semflow(&repo, &["changelog"]).stdout;
    let bare = semflow(&repo, &["changelog", "--strip", "header"]);
    bare.omits("All notable changes").prints("## [2.0.0]");
    assert!(whole.ends_with(&bare.stdout));
    repo.git(&["remote", "add", "origin", "https://github.com/owner/repo"]);
    semflow(&repo, &["changelog", "-s", "footer"]).prints("# Changelog").omits("[2.0.0]: https");
    semflow(&repo, &["changelog", "-s", "all"]).omits("# Changelog\n").omits("[2.0.0]: https");
}

#[test]
fn the_order_within_a_section_can_be_turned() {
    let repo = Repo::new();
    repo.commit("feat: first");
    repo.commit("feat: second");
    let usual = semflow(&repo, &["changelog"]);
    usual.prints("- first\n- second\n");
    assert_eq!(semflow(&repo, &["changelog", "--sort", "oldest"]), usual);
    semflow(&repo, &["changelog", "--sort", "newest"]).prints("- second\n- first\n");
    repo.write("cliff.toml", "[git]\nsort_commits = \"newest\"\n[commits]\n");
    semflow(&repo, &["changelog"]).prints("- second\n- first\n");
    semflow(&repo, &["changelog", "--sort", "oldest"]).prints("- first\n- second\n");
}

#[test]
fn a_file_is_written_whole_and_nothing_is_printed() {
    let repo = example();
    let printed = semflow(&repo, &["changelog"]).stdout;
    semflow(&repo, &["changelog", "-o", "docs.md"]).fails_with(0).warns("docs.md");
    assert_eq!(repo.read("docs.md"), printed);
    semflow(&repo, &["changelog", "-o"]).fails_with(0);
    assert_eq!(repo.read("CHANGELOG.md"), printed);
    let quiet = semflow(&repo, &["changelog", "-o", "-q"]);
    assert_eq!((quiet.stdout.as_str(), quiet.stderr.as_str()), ("", ""), "{quiet}");
    semflow(&repo, &["changelog", "-o", "-"]).says(&printed);
    let names = repo.git(&["status", "--porcelain"]);
    assert_eq!(names, "?? CHANGELOG.md\n?? docs.md", "no temporary file stays");
}

#[test]
fn a_file_is_replaced_whole_or_not_at_all() {
    let repo = example();
    repo.write("CHANGELOG.md", "mine\n");
    repo.write("cliff.toml", "[changelog]\nbody = \"{{ nothing_known }}\"\n");
    semflow(&repo, &["changelog", "-o"]).fails_with(2);
    assert_eq!(repo.read("CHANGELOG.md"), "mine\n");
    repo.remove("cliff.toml");
    semflow(&repo, &["changelog", "-o"]).fails_with(0);
    assert!(repo.read("CHANGELOG.md").starts_with("# Changelog\n"));
}

#[cfg(unix)]
#[test]
fn a_file_keeps_its_permissions_and_a_link_stays_a_link() {
    use std::os::unix::fs::PermissionsExt;
    let repo = example();
    repo.write("real.md", "mine\n");
    let path = repo.path().join("real.md");
    #[expect(clippy::disallowed_methods, reason = "the subject is the file on disk")]
    let mode = || std::fs::metadata(&path).unwrap().permissions().mode() & 0o777;
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink("real.md", repo.path().join("CHANGELOG.md")).unwrap();
    semflow(&repo, &["changelog", "-o"]).fails_with(0);
    assert_eq!(mode(), 0o640);
    assert!(repo.path().join("CHANGELOG.md").is_symlink());
    assert!(repo.read("real.md").starts_with("# Changelog"));
}

#[test]
fn from_a_subdirectory_a_path_is_relative_to_it() {
    let repo = example();
    repo.write("below/file.txt", "");
    let run = crate::support::run::Run::on(&repo).within("below");
    run.semflow(&["changelog", "-o", "here.md"]).fails_with(0);
    assert!(repo.read("below/here.md").starts_with("# Changelog"));
}

#[test]
fn the_configured_file_lies_at_the_root() {
    let repo = example();
    repo.write("cliff.toml", "[changelog]\noutput = \"CHANGES.md\"\n[commits]\n");
    repo.write("below/file.txt", "");
    let run = crate::support::run::Run::on(&repo).within("below");
    run.semflow(&["changelog"]).fails_with(0);
    assert!(repo.read("CHANGES.md").starts_with("# Changelog"));
    semflow(&repo, &["changelog", "-o", "-"]).ends_with(0).prints("# Changelog");
}

#[test]
fn what_commits_say_does_not_become_markup() {
    let repo = Repo::new();
    repo.commit("feat: take *all* of <b>it</b> and [this](https://evil.example)");
    repo.commit("fix: keep `code *as* it` is");
    let changelog = semflow(&repo, &["changelog"]);
    changelog.omits(" *all*").omits(" <b>").omits("[this](https://evil.example)");
    changelog.prints("`code *as* it`");
}

#[test]
fn breaking_changes_stand_first_with_their_explanation() {
    let changelog = semflow(&example(), &["changelog", "v2.0.0"]);
    let at =
        |text: &str| changelog.stdout.find(text).unwrap_or_else(|| panic!("{text}\n{changelog}"));
    assert!(at("### Breaking") < at("### Added"));
    assert!(at("### Added") < at("### Changed"));
    assert!(at("### Changed") < at("### Fixed"));
    changelog.prints("- **api:** drop the wall\n  the wall is gone,\n  use the fence.\n");
    assert_eq!(changelog.stdout.matches("drop the wall").count(), 1);
}
