//! `semflow changelog`: where it goes, what it calls what comes, and what its templates show.
#![expect(clippy::disallowed_methods, reason = "the tests look at what was written")]

use crate::support::repository::Repo;
use crate::support::run::{Run, semflow};

/// `feat: begin` v1.0.0, `feat: two` v1.1.0-rc.1, `fix: three`.
fn candidate() -> Repo {
    let repo = Repo::released("v1.0.0");
    repo.commit("feat: two");
    repo.tag("v1.1.0-rc.1");
    repo.commit("fix: three");
    repo
}

fn configured(config: &str) -> Repo {
    let repo = Repo::released("v1.0.0");
    repo.commit("fix: one");
    repo.write("cliff.toml", &format!("{config}\n[commits]\n"));
    repo
}

#[test]
fn the_configured_file_gets_the_document_and_never_data() {
    let repo = configured("[changelog]\noutput = \"CHANGES.md\"\n");
    repo.write("CHANGES.md", "mine\n");
    let json = semflow(&repo, &["changelog", "--json"]);
    assert_eq!(json.json().as_array().unwrap().len(), 2);
    assert_eq!(repo.read("CHANGES.md"), "mine\n");
    semflow(&repo, &["changelog", "--json", "-o", "data.json"]).fails_with(0);
    assert_eq!(repo.read("data.json"), json.stdout);
    semflow(&repo, &["changelog"]).fails_with(0);
    assert!(repo.read("CHANGES.md").starts_with("# Changelog\n"));
}

#[test]
fn a_configuration_cannot_name_a_file_outside_the_repository() {
    let outside = Repo::none();
    let absolute = outside.path().join("CHANGES.md");
    for path in ["../CHANGES.md", "docs/../../CHANGES.md", &*absolute.to_string_lossy()] {
        let repo = configured(&format!("[changelog]\noutput = '{path}'\n"));
        semflow(&repo, &["changelog"]).fails_with(2).warns("changelog.output").warns(path);
        assert!(!repo.path().join("../CHANGES.md").exists() && !absolute.exists());
        semflow(&repo, &["changelog", "-o", "-"]).ends_with(0).prints("# Changelog");
        semflow(&repo, &["changelog", "--json"]).ends_with(0);
    }
    let repo = configured("[changelog]\noutput = './docs/CHANGES.md'\n");
    repo.write("docs/file.txt", "");
    semflow(&repo, &["changelog"]).fails_with(0);
    assert!(repo.read("docs/CHANGES.md").starts_with("# Changelog\n"));
}

#[test]
fn a_file_written_anew_keeps_its_line_ends_and_its_mark() {
    let repo = configured("");
    let plain = semflow(&repo, &["changelog"]).stdout;
    for (existing, expected) in [
        ("# Old\r\n\r\ntext\r\n", plain.replace('\n', "\r\n")),
        ("\u{feff}# Old\n", format!("\u{feff}{plain}")),
        ("# Old\n", plain.clone()),
    ] {
        repo.write("CHANGELOG.md", existing);
        semflow(&repo, &["changelog", "-o"]).fails_with(0);
        assert_eq!(repo.read("CHANGELOG.md"), expected, "{existing:?}");
    }
    repo.write("notes.md", "a\r\n");
    semflow(&repo, &["notes", "-o", "notes.md"]).fails_with(0);
    assert!(repo.read("notes.md").contains("## Features\r\n"));
}

#[test]
fn data_written_over_a_file_is_data() {
    let repo = configured("");
    repo.write("data.json", "\u{feff}[]\r\n");
    semflow(&repo, &["changelog", "--json", "-o", "data.json"]).fails_with(0);
    assert_eq!(repo.read("data.json"), semflow(&repo, &["changelog", "--json"]).stdout);
}

#[test]
fn releases_without_headings_are_not_put_into_a_file() {
    let repo = configured("");
    let existing = "# Changelog\n\n## [1.0.0]\n\n- begin\n";
    repo.write("CHANGELOG.md", existing);
    let refused = semflow(&repo, &["changelog", "-u", "-p", "--template", "release-page"]);
    refused.fails_with(2).warns("headings").warns("--template keepachangelog");
    assert_eq!(repo.read("CHANGELOG.md"), existing);
    repo.tag("v1.0.1");
    semflow(&repo, &["changelog", "-u", "-p", "--template", "release-page"]).fails_with(0);
    assert_eq!(repo.read("CHANGELOG.md"), existing);
}

#[test]
fn the_changelog_of_the_project_lies_at_its_root() {
    for option in ["-o", "-p"] {
        let repo = configured("");
        repo.write("below/file.txt", "");
        Run::on(&repo).within("below").semflow(&["changelog", option]).fails_with(0);
        let root = repo.read("CHANGELOG.md");
        assert!(root.starts_with("# Changelog\n"), "{option}");
        assert!(!repo.path().join("below/CHANGELOG.md").exists(), "{option}");
        let run = Run::on(&repo).within("below");
        run.semflow(&["changelog", option, "CHANGELOG.md"]).fails_with(0);
        assert_eq!(repo.read("below/CHANGELOG.md"), root, "{option}");
    }
}

#[test]
fn what_a_final_version_will_tell_holds_its_candidates() {
    let repo = candidate();
    let unnamed = semflow(&repo, &["changelog", "-u"]);
    unnamed.prints("## [Unreleased]").prints("- three\n").omits("- two");
    for name in [&["--bump"][..], &["-t", "v1.1.0"]] {
        let told = semflow(&repo, &[&["changelog", "-u"], name].concat());
        told.prints("## [1.1.0]").prints("- two\n").prints("- three\n").omits("- begin");
    }
    let next = semflow(&repo, &["changelog", "-u", "-t", "v1.1.0-rc.2"]);
    next.prints("## [1.1.0-rc.2]").prints("- three\n").omits("- two");
}

#[test]
fn a_part_that_has_a_name_is_stronger_than_a_range() {
    let repo = candidate();
    for part in ["-u", "-l", "--unreleased", "--latest"] {
        let named = semflow(&repo, &["changelog", part, "v0.1.0..v1.0.0"]);
        assert_eq!(named.stdout, semflow(&repo, &["changelog", part]).stdout, "{part}");
    }
}

#[test]
fn a_doubtful_name_for_what_comes_is_a_warning() {
    let repo = Repo::released("v1.0.0");
    repo.commit("fix: one");
    repo.tag("v1.2.0");
    repo.commit("fix: two");
    for (tag, warning) in [
        ("soon", "names no version"),
        ("v1.0", "names no version"),
        ("v1.2.0", "released already, as tag `v1.2.0`"),
        ("1.0.0", "released already, as tag `v1.0.0`"),
        ("v1.1.0", "lower than v1.2.0"),
    ] {
        let told = semflow(&repo, &["changelog", "-u", "-t", tag]);
        told.ends_with(0).prints("- two\n").warns("warning:").warns(warning);
    }
    for tag in ["v1.2.1", "1.3.0", "v2.0.0-rc.1"] {
        let told = semflow(&repo, &["changelog", "-u", "-t", tag]);
        assert_eq!(told.stderr, "", "{tag}");
    }
    repo.git(&["checkout", "--quiet", "-b", "support", "v1.0.0"]);
    repo.commit("fix: old");
    assert_eq!(semflow(&repo, &["changelog", "-u", "-t", "v1.0.1"]).stderr, "");
}

#[test]
fn messages_are_read_after_the_configured_replacements() {
    let repo = Repo::released("v1.0.0");
    repo.commit("[JIRA-7] feat: two");
    let replace = "{ pattern = '^\\[\\w+-\\d+\\] ', replace = '' }";
    semflow(&repo, &["changelog", "-u"]).omits("two").warns("not conventional");
    repo.write("cliff.toml", &format!("[git]\ncommit_preprocessors = [{replace}]\n[commits]\n"));
    semflow(&repo, &["changelog", "-u"]).prints("### Added\n\n- two\n");
    semflow(&repo, &["notes", "-u"]).prints("- two\n");
    semflow(&repo, &["next-version"]).answers("1.1.0\n");
    let chained =
        "{ pattern = 'two', replace = 'three' }, { pattern = '(three)', replace = '$1!' }";
    let config = format!("[git]\ncommit_preprocessors = [{replace}, {chained}]\n[commits]\n");
    repo.write("cliff.toml", &config);
    semflow(&repo, &["changelog", "-u"]).prints("- three!\n");
}

#[test]
fn what_is_not_conventional_stands_last_where_it_is_wanted() {
    let repo = Repo::new();
    repo.commit("update stuff");
    repo.commit("feat(door): begin");
    repo.write("cliff.toml", "");
    for template in ["keepachangelog", "plain", "scoped", "release-page"] {
        semflow(&repo, &["changelog", "--template", template]).omits("update stuff");
    }
    repo.write("cliff.toml", "[git]\nfilter_unconventional = false\n[commits]\n");
    for template in ["keepachangelog", "plain", "scoped", "release-page", "detailed"] {
        let told = semflow(&repo, &["changelog", "--template", template]);
        told.ends_with(0).prints("begin").prints("- update stuff");
        assert!(told.stdout.find("begin") < told.stdout.find("update stuff"), "{told}");
        assert_eq!(told.stdout.matches("update stuff").count(), 1, "{told}");
    }
    semflow(&repo, &["changelog"]).prints("### Other changes\n\n- update stuff\n");
    let scoped = semflow(&repo, &["changelog", "--template", "scoped"]);
    scoped.prints("### Other changes\n\n- update stuff\n");
}

#[test]
fn what_a_rule_puts_into_a_section_is_not_told_twice() {
    let repo = Repo::new();
    repo.commit("update stuff");
    repo.write("cliff.toml", "[git]\ncommit_parsers = [{ message = \".*\", group = \"All\" }]\n");
    let told = semflow(&repo, &["changelog", "--template", "detailed"]);
    told.prints("### All\n\n- update stuff");
    assert_eq!(told.stdout.matches("update stuff").count(), 1, "{told}");
}

#[test]
fn nobody_is_called_by_what_a_commit_says() {
    let repo = Repo::new();
    repo.commit("feat: ask @joe (`@here` stays)\n\nBREAKING CHANGE: tell @jane");
    for template in ["keepachangelog", "detailed", "scoped", "release-page"] {
        let told = semflow(&repo, &["changelog", "--template", template]);
        told.prints("ask @&#8203;joe (`@here` stays)").prints("tell @&#8203;jane");
    }
}

#[test]
fn every_template_explains_what_breaks_first() {
    let repo = Repo::new();
    repo.commit("feat(api): add a window");
    repo.commit("feat(api)!: drop the wall\n\nBREAKING CHANGE: the wall is gone,\nuse the fence.");
    for template in ["keepachangelog", "plain", "detailed", "scoped", "release-page"] {
        let told = semflow(&repo, &["changelog", "--template", template]);
        told.prints("\n  the wall is gone,\n  use the fence.\n");
        assert!(told.stdout.find("drop the wall") < told.stdout.find("add a window"), "{told}");
    }
}

#[test]
fn a_gitmoji_is_printed_once() {
    for (message, line) in [
        ("\u{2728} feat: begin", "- \u{2728} begin ("),
        ("feat: \u{2728} begin", "- \u{2728} begin ("),
        (":sparkles: feat(a): begin", "- :sparkles: **a:** begin ("),
        ("feat: :sparkles: begin", "- :sparkles: begin ("),
    ] {
        let repo = Repo::new();
        repo.commit(message);
        semflow(&repo, &["changelog", "--template", "detailed"]).prints(line);
    }
}

#[test]
fn the_data_has_the_addresses_that_templates_have() {
    let repo = Repo::released("v1.0.0");
    let id = repo.commit("fix: two (#8)\n\nCloses #3\nCloses other/repo#4");
    repo.tag("v1.0.1");
    repo.commit("fix: three");
    let json = semflow(&repo, &["changelog", "--json"]).json();
    assert!(json[1]["compare_url"].is_null() && json[1]["commits"][0]["url"].is_null());
    repo.git(&["remote", "add", "origin", "https://github.com/o/r"]);
    let json = semflow(&repo, &["changelog", "--json"]).json();
    let base = "https://github.com/o/r";
    assert_eq!(json[0]["compare_url"], format!("{base}/compare/v1.0.1...main"));
    assert!(json[0]["tag_url"].is_null() && json[0]["date"].is_null());
    assert_eq!(json[1]["compare_url"], format!("{base}/compare/v1.0.0...v1.0.1"));
    assert_eq!(json[1]["tag_url"], format!("{base}/releases/tag/v1.0.1"));
    assert_eq!(json[1]["date"], "2024-01-01");
    let commit = &json[1]["commits"][0];
    assert_eq!(commit["url"], format!("{base}/commit/{id}"));
    let issues = serde_json::json!([
        {"text": "#8", "url": format!("{base}/pull/8")},
        {"text": "#3", "url": format!("{base}/issues/3")},
        {"text": "other/repo#4", "url": null},
    ]);
    assert_eq!(commit["issues"], issues);
    let named = semflow(&repo, &["changelog", "--json", "-u", "-t", "v1.0.2"]).json();
    assert_eq!(named[0]["compare_url"], format!("{base}/compare/v1.0.1...v1.0.2"));
    assert!(named[0]["date"].is_string());
}

#[test]
fn a_version_without_its_prefix_names_the_tag_too() {
    let repo = candidate();
    for (bare, tag) in
        [("1.0.0", "v1.0.0"), ("1.0.0..", "v1.0.0.."), ("..1.1.0-rc.1", "..v1.1.0-rc.1")]
    {
        let told = semflow(&repo, &["changelog", bare]);
        told.ends_with(0);
        assert_eq!(told, semflow(&repo, &["changelog", tag]), "{bare}");
    }
}

#[test]
fn the_level_of_what_comes_can_be_asked_for() {
    let repo = Repo::released("v1.0.0");
    repo.commit("fix: one");
    for (bump, heading) in [
        (&["--bump"][..], "## [1.0.1]"),
        (&["--bump", "auto"], "## [1.0.1]"),
        (&["--bump", "patch"], "## [1.0.1]"),
        (&["--bump", "minor"], "## [1.1.0]"),
        (&["--bump", "major"], "## [2.0.0]"),
        (&["--bump=major"], "## [2.0.0]"),
    ] {
        semflow(&repo, &[&["changelog", "-u"], bump].concat()).ends_with(0).prints(heading);
    }
    semflow(&repo, &["changelog", "--bump", "huge"]).fails_with(2).warns("minor");
}

#[test]
fn another_name_of_a_release_is_told_once() {
    let repo = Repo::new();
    repo.commit("feat: begin");
    for tag in ["v1.0.0-rc.1", "v1.0.0", "v1.0.1"] {
        repo.tag(tag);
    }
    let json = semflow(&repo, &["changelog", "--json"]).json();
    assert_eq!((&json[0]["tag"], &json[1]["tag"]), (&"v1.0.1".into(), &"v1.0.0".into()));
    assert_eq!(json[0]["aliases"], serde_json::json!([]));
    assert_eq!(json[1]["aliases"], serde_json::json!(["v1.0.0-rc.1"]));
}
