//! git-cliff's flags in semflow's own look.

use crate::support::repository::Repo;
use crate::support::run::{Output, Run, semflow};

const FOUR: &str = "## [Unreleased]\n\n### Fixed\n\n- four\n";
const THREE: &str = "## [1.1.0] - 2024-01-01\n\n### Added\n\n- three\n";
const TWO: &str = "## [1.1.0-rc.1] - 2024-01-01\n\n### Fixed\n\n- two\n";
const ONE: &str = "## [1.0.0] - 2024-01-01\n\n### Added\n\n- one (#1)\n";

/// `one` in `a` v1.0.0, `two` in `b` v1.1.0-rc.1, `three` in `a` v1.1.0, `four` in `b`.
fn example() -> Repo {
    let repo = Repo::new();
    for (path, message, tag) in [
        ("a/1", "feat: one (#1)", Some("v1.0.0")),
        ("b/1", "fix: two", Some("v1.1.0-rc.1")),
        ("a/2", "feat: three", Some("v1.1.0")),
        ("b/2", "fix: four", None),
    ] {
        repo.write(path, message);
        repo.commit(message);
        if let Some(tag) = tag {
            repo.tag(tag);
        }
    }
    repo
}

fn changelog(repo: &Repo, arguments: &[&str]) -> Output {
    semflow(repo, &[&["changelog"], arguments].concat())
}

/// Asserts which sections a changelog has.
#[track_caller]
fn has(repo: &Repo, arguments: &[&str], sections: &[&str]) {
    let run = changelog(repo, &[&["-s", "header"], arguments].concat());
    run.says(&sections.join("\n"));
}

#[test]
fn a_changelog_without_flags_has_all() {
    has(&example(), &[], &[FOUR, THREE, TWO, ONE]);
    changelog(&example(), &[]).prints("# Changelog\n");
}

#[test]
fn the_current_release_is_the_one_at_head() {
    let repo = example();
    changelog(&repo, &["--current"]).fails_with(2).warns("HEAD has no tag").warns("--latest");
    for (tag, section) in [("v1.1.0", THREE), ("v1.1.0-rc.1", TWO), ("v1.0.0", ONE)] {
        repo.checkout(tag);
        has(&repo, &["--current"], &[section]);
    }
    repo.checkout("v1.1.0");
    has(&repo, &["--current", "--skip-tags", "rc"], &[THREE]);
    changelog(&repo, &["--current", "--ignore-tags", "^v1.1.0$"])
        .fails_with(2)
        .warns("HEAD has no");
}

#[test]
fn paths_choose_commits() {
    let repo = example();
    for arguments in [
        &["--include-path", "a/**"][..],
        &["--include-path", "a/"],
        &["--exclude-path", "b/**"],
        &["--include-path", "*/1 */2", "--exclude-path", "b/1", "--exclude-path", "b/2"],
    ] {
        let run = changelog(&repo, arguments);
        run.prints(ONE).prints(THREE).omits("two").omits("four").omits("Unreleased");
    }
    changelog(&repo, &["--include-path", "b/2"]).prints(FOUR).omits("three").omits("- one");
    repo.write("cliff.toml", "[git]\ninclude_paths = ['a/1']\n[commits]\n");
    changelog(&repo, &[]).prints(ONE).omits("three");
    changelog(&repo, &["--include-path", "b/2"]).prints(ONE).prints(FOUR).omits("three");
    let repo = example();
    let run = Run::on(&repo).env("GIT_CLIFF_INCLUDE_PATH", "a/**");
    run.semflow(&["changelog"]).prints(ONE).omits("two");
}

#[test]
fn commits_can_be_left_out_by_flag_and_by_file() {
    let repo = example();
    let id = |name: &str| repo.git(&["rev-parse", name]);
    let added = ["-u", "-t", "v1.2.0", "--skip-commit", &id("HEAD"), "--with-commit", "fix: x"];
    changelog(&repo, &added).prints("## [1.2.0] - ").prints("### Fixed\n\n- x\n").omits("four");
    let one_less =
        changelog(&repo, &["--skip-commit", &id("v1.0.0"), "--skip-commit", &id("HEAD")]);
    one_less.prints(THREE).prints(TWO).omits("one").omits("four");
    repo.write(".cliffignore", &format!("# why\n{}\n", id("v1.1.0")));
    changelog(&repo, &[]).prints(FOUR).prints(ONE).omits("three");
}

#[test]
fn commits_can_be_added_to_what_is_unreleased() {
    let repo = example();
    let five = "## [Unreleased]\n\n### Added\n\n- five\n";
    let both = "## [Unreleased]\n\n### Added\n\n- five\n\n### Fixed\n\n- four\n";
    has(&repo, &["-u", "--with-commit", "feat: five"], &[both]);
    repo.checkout("v1.1.0");
    has(&repo, &["-u", "--with-commit", "feat: five"], &[five]);
    has(&repo, &["--with-commit", "feat: five"], &[five, THREE, TWO, ONE]);
    let id = "0123456789abcdef0123456789abcdef01234567";
    let added = ["-u", "--with-commit", &format!("{id} feat: five"), "--with-commit", "fix: six"];
    let commits =
        changelog(&repo, &[&added[..], &["--json"]].concat()).json()[0]["commits"].clone();
    assert_eq!(commits.as_array().unwrap().len(), 2);
    assert!(commits.as_array().unwrap().iter().any(|commit| commit["id"] == id), "{commits}");
}

#[test]
fn a_header_can_show_the_message_that_is_given_for_the_tag() {
    let repo = example();
    let header = "header = '''{{ releases[0].message }}\n'''";
    repo.write("cliff.toml", &format!("[changelog]\n{header}\n[commits]\ntemplate = 'detailed'\n"));
    let detailed = changelog(&repo, &["-l", "--with-tag-message", "hello"]);
    detailed.prints("hello\n## 1.1.0 - 2024-01-01\n");
    changelog(&repo, &["-l"]).omits("hello");
    repo.write("cliff.toml", &format!("[changelog]\n{header}\n[commits]\n"));
    changelog(&repo, &["-l", "--with-tag-message", "hello"]).says(&format!("hello\n{THREE}"));
    let run = Run::on(&repo).env("GIT_CLIFF_WITH_TAG_MESSAGE", "hello");
    run.semflow(&["changelog", "-l"]).says(&format!("hello\n{THREE}"));
}

#[test]
fn flags_choose_the_tags_that_are_releases() {
    let repo = example();
    let whole = "## [1.1.0] - 2024-01-01\n\n### Added\n\n- three\n\n### Fixed\n\n- two\n";
    let all = "## [Unreleased]\n\n### Added\n\n- three\n\n### Fixed\n\n- two\n- four\n";
    for (arguments, sections) in [
        (&["--limit-tags", "1"][..], &[FOUR, THREE][..]),
        (&["--limit-tags", "2"], &[FOUR, THREE, TWO]),
        (&["--limit-tags", "9"], &[FOUR, THREE, TWO, ONE]),
        (&["-l", "--limit-tags", "1"], &[THREE]),
        (&["--tag-pattern", r"^v1\.0"], &[all, ONE]),
        (&["--count-tags", r"\.0$"], &[FOUR, whole, ONE]),
        (&["--ignore-tags", "rc"], &[FOUR, whole, ONE]),
        (&["--skip-tags", "rc"], &[FOUR, THREE, ONE]),
        (
            &["-l", "--count-tags", "rc"],
            &["## [1.1.0-rc.1] - 2024-01-01\n\n### Added\n\n- one (#1)\n\n\
                                          ### Fixed\n\n- two\n"],
        ),
    ] {
        has(&repo, arguments, sections);
    }
    let run = Run::on(&repo).env("GIT_CLIFF_LIMIT_TAGS", "1");
    run.semflow(&["changelog", "-s", "all"]).says(&[FOUR, THREE].join("\n"));
    changelog(&repo, &["--count-tags", "("]).fails_with(2).warns("--count-tags");
}

#[test]
fn one_changelog_can_be_that_of_another_folder() {
    let repo = example();
    for flag in ["-w", "--workdir"] {
        changelog(&repo, &[flag, "a"]).prints(ONE).prints(THREE).omits("two").omits("four");
        changelog(&repo, &[flag, "b"]).prints(FOUR).prints(TWO).omits("three").omits("one (");
        has(&repo, &[flag, "."], &[FOUR, THREE, TWO, ONE]);
    }
    repo.write("a/cliff.toml", "[commits]\ntemplate = 'plain'\n");
    changelog(&repo, &["-w", "a", "-l"]).prints("- feat: three");
    let other = Repo::released("v7.0.0");
    let path = repo.path().to_string_lossy().into_owned();
    has(&other, &["-r", &path], &[FOUR, THREE, TWO, ONE]);
    has(&other, &["-l", "-r", &format!("{path}/b")], &[THREE]);
    has(&other, &[], &["## [7.0.0] - 2024-01-01\n\n### Added\n\n- begin\n"]);
    for flag in ["-r", "-w"] {
        changelog(&repo, &[flag, "nowhere"]).fails_with(2).warns("nowhere");
    }
}

#[test]
fn a_repository_on_a_forge_can_be_named() {
    let repo = example();
    for (flag, page) in [
        ("--github-repo", "https://github.com/o/r/pull/1"),
        ("--gitlab-repo", "https://gitlab.com/o/r"),
        ("--gitea-repo", "https://codeberg.org/o/r"),
        ("--bitbucket-repo", "https://bitbucket.org/o/r"),
    ] {
        changelog(&repo, &[flag, "o/r"]).prints(page).prints("\n[1.1.0]: https://");
    }
    let run = Run::on(&repo).env("GITHUB_REPO", "o/r");
    run.semflow(&["changelog", "-l"])
        .prints("[1.1.0]: https://github.com/o/r/compare/v1.1.0-rc.1...v1.1.0\n");
    let run = Run::on(&repo).env("GITHUB_REPO", "o/r");
    run.semflow(&["changelog", "--github-repo", "https://github.com/p/q"])
        .prints("https://github.com/p/q/pull/1")
        .omits("o/r");
    changelog(&repo, &["--github-repo", "r"]).fails_with(2).warns("--github-repo");
    changelog(&repo, &[]).omits("https://github.com");
}

#[test]
fn two_files_are_written_in_one_run() {
    let repo = example();
    let old = "# Changelog\n\n## [1.0.0]\n\n- by hand\n";
    repo.write("CHANGELOG.md", old);
    let arguments = ["-u", "-t", "v1.2.0", "-o", "notes.md", "-p", "CHANGELOG.md"];
    changelog(&repo, &arguments).fails_with(0).warns("notes.md").warns("CHANGELOG.md");
    let notes = repo.read("notes.md");
    let section = &notes[notes.find("## [1.2.0] - ").unwrap()..];
    assert!(notes.starts_with("# Changelog\n"), "{notes}");
    assert!(section.ends_with("\n\n### Fixed\n\n- four\n"), "{notes}");
    let expected = old.replace("## [1.0.0]", &format!("{section}\n## [1.0.0]"));
    assert_eq!(repo.read("CHANGELOG.md"), expected);
    changelog(&repo, &arguments).fails_with(0);
    assert_eq!(repo.read("CHANGELOG.md"), expected);
    repo.write("CHANGELOG.md", old);
    let refused = [&arguments[..], &["--template", "release-page"]].concat();
    changelog(&repo, &refused).fails_with(2);
    assert_eq!((repo.read("CHANGELOG.md"), repo.read("notes.md")), (old.to_owned(), notes));
}

#[test]
fn the_order_of_entries_can_be_turned() {
    let repo = example();
    repo.commit("fix: five");
    let turned = "## [Unreleased]\n\n### Fixed\n\n- five\n- four\n";
    has(&repo, &["-u", "--sort", "newest"], &[turned]);
    has(&repo, &["-u", "--sort", "oldest"], &[&turned.replace("- five\n- four", "- four\n- five")]);
}

#[test]
#[cfg(unix)]
fn commands_over_texts_run_unless_that_is_forbidden() {
    let repo = example();
    repo.write(
        "cliff.toml",
        "[changelog]\npostprocessors = [{ pattern = 'Fixed', replace_command = 'sed s/Fixed/Rixed/' }]\n\
         [git]\ncommit_preprocessors = [\n\
           { pattern = 'four', replace_command = 'tr a-z A-Z' },\n\
           { pattern = 'FOUR', replace = 'Four of $0' },\n\
         ]\n[commits]\n",
    );
    let told = "## [Unreleased]\n\n### Rixed\n\n";
    let run = changelog(&repo, &["-u"]);
    run.ends_with(0).prints(told).prints("Four of FOUR");
    has(&repo, &["-u", "--no-exec"], &[FOUR]);
    repo.write(
        "cliff.toml",
        "[git]\ncommit_preprocessors = [{ pattern = '^fix: four', replace = 'feat: 4' }]\n[commits]\n",
    );
    for arguments in [&["-u"][..], &["-u", "--no-exec"]] {
        has(&repo, arguments, &[&FOUR.replace("four", "4").replace("Fixed", "Added")]);
    }
}
