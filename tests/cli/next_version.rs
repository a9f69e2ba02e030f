//! `semflow next-version`: the forms of its answer and its flags.

use serde_json::json;

use crate::support::repository::Repo;
use crate::support::run::{Run, semflow};

fn example() -> Repo {
    let repo = Repo::released("v1.2.3");
    repo.commit("fix(door): oil the hinges (#7)");
    repo.commit("feat: add a window\n\nBREAKING CHANGE: the wall is thinner");
    repo.commit("docs: describe the window");
    repo.commit("update stuff");
    let wings = repo.commit("feat: add wings");
    repo.commit(&format!("Revert \"feat: add wings\"\n\nThis reverts commit {wings}."));
    repo
}

#[test]
fn the_answer_is_one_line() {
    let repo = Repo::released("v1.2.3");
    repo.commit("fix: one");
    semflow(&repo, &["next-version"]).answers("1.2.4\n");
    semflow(&repo, &["next-version", "--format", "semver"]).answers("1.2.4\n");
    semflow(&repo, &["next-version", "--format", "tag"]).answers("v1.2.4\n");
    semflow(&repo, &["next-version", "--format", "core"]).answers("1.2.4\n");
    let candidate = ["next-version", "--pre", "rc", "--build", "7", "--format"];
    let format = |format| semflow(&repo, &[&candidate[..], &[format]].concat());
    format("semver").answers("1.2.4-rc.1+7\n");
    format("tag").answers("v1.2.4-rc.1+7\n");
    format("core").answers("1.2.4\n");
}

#[test]
fn the_lines_for_dotenv_and_github_hold_everything() {
    let repo = Repo::released("v1.2.3");
    let head = repo.commit("feat: more");
    let pairs = [
        ("version", "1.3.0-rc.1+7"),
        ("tag", "v1.3.0-rc.1+7"),
        ("core", "1.3.0"),
        ("major", "1"),
        ("minor", "3"),
        ("patch", "0"),
        ("prerelease", "rc.1"),
        ("build", "7"),
        ("previous_version", "1.2.3"),
        ("previous_tag", "v1.2.3"),
        ("bump", "minor"),
        ("changed", "true"),
        ("commits", "1"),
        ("commit", head.as_str()),
    ];
    let github: String = pairs.map(|(name, value)| format!("{name}={value}\n")).concat();
    let dotenv =
        pairs.map(|(name, value)| format!("SEMFLOW_{}={value}\n", name.to_uppercase())).concat();
    let format =
        |name| semflow(&repo, &["next-version", "--pre", "rc", "--build", "7", "--format", name]);
    format("github").answers(&github);
    format("dotenv").answers(&dotenv);
}

#[test]
fn the_json_holds_everything() {
    let repo = Repo::released("v1.2.3");
    let base = repo.git(&["rev-parse", "v1.2.3"]);
    let feature = repo.commit("feat: more");
    let docs = repo.commit("docs: tell");
    let expected = json!({
        "version": "1.3.0",
        "tag": "v1.3.0",
        "core": "1.3.0",
        "major": 1,
        "minor": 3,
        "patch": 0,
        "prerelease": null,
        "build": null,
        "previous": {"version": "1.2.3", "tag": "v1.2.3", "commit": base},
        "bump": "minor",
        "changed": true,
        "commits": 2,
        "commit": docs,
        "reasons": [
            {"kind": "base", "tag": "v1.2.3"},
            {
                "kind": "commit",
                "commit": feature,
                "subject": "feat: more",
                "bump": "minor",
                "rule": "type `feat`",
            },
            {
                "kind": "ignored",
                "commit": docs,
                "subject": "docs: tell",
                "why": "type `docs` asks for no release",
            },
        ],
    });
    assert_eq!(semflow(&repo, &["next-version", "--json"]).json(), expected);
    assert_eq!(semflow(&repo, &["next-version", "--format", "json"]).json(), expected);
    assert_eq!(semflow(&repo, &["--json", "next-version", "--explain"]).json(), expected);
}

#[test]
fn the_json_before_the_first_release_has_no_previous() {
    let repo = Repo::new();
    repo.commit("feat: begin");
    let json = semflow(&repo, &["next-version", "--json"]).json();
    assert_eq!(json["previous"], json!(null));
    assert_eq!(json["version"], "0.1.0");
    let github = semflow(&repo, &["next-version", "--format", "github"]);
    github.prints("previous_version=\n").prints("previous_tag=\n");
}

#[test]
fn the_page_of_reasons_tells_base_votes_and_abstentions() {
    let page = semflow(&example(), &["next-version", "--explain"]);
    page.says("2.0.0\n");
    insta::assert_snapshot!(page.stderr, @r#"
    note: 1 commit is not conventional (-v lists it)
    2.0.0  next version, tag v2.0.0

    base      v1.2.3 at e1c3a78: the highest stable version reachable, 6 commits since

    2 commits decide the level, major:
      major  f64e4b7 feat: add a window  (footer BREAKING CHANGE)
      patch  0039273 fix(door): oil the hinges (#7)  (type `fix`)

    4 commits do not count:
      -      e74a5c5 Revert "feat: add wings"  (reverts 54747ae, so both are gone)
      -      54747ae feat: add wings  (reverted by e74a5c5)
      -      4801aea update stuff  (not conventional: there is no type in front of the description)
      -      883b06a docs: describe the window  (type `docs` asks for no release)
    "#);
}

#[test]
fn the_page_tells_what_weighs_less_before_1_0_0() {
    let repo = Repo::released("v0.2.3");
    repo.commit("feat!: new world");
    let page = semflow(&repo, &["next-version", "--explain"]);
    page.says("0.3.0\n").warns("0.3.0  next version, tag v0.3.0");
    page.warns("while the major version is 0, a major change raises the minor version");
}

#[test]
fn the_page_of_a_released_head_says_so() {
    let repo = Repo::released("v1.2.3");
    let page = semflow(&repo, &["next-version", "--explain"]);
    page.says("1.2.3\n")
        .warns("1.2.3  current version, nothing to do")
        .warns("HEAD is v1.2.3 already");
}

#[test]
fn where_nothing_asks_for_a_release_the_current_version_is_printed() {
    let repo = Repo::released("v1.2.3");
    semflow(&repo, &["next-version"]).answers("1.2.3\n");
    repo.commit("docs: tell");
    semflow(&repo, &["next-version"]).answers("1.2.3\n");
    repo.commit("update stuff");
    semflow(&repo, &["next-version"]).says("1.2.3\n").warns("1 commit is not conventional");
    let json = semflow(&repo, &["next-version", "--json"]).json();
    assert_eq!((&json["changed"], &json["version"]), (&json!(false), &json!("1.2.3")));
    let current = semflow(&repo, &["current-version"]);
    assert_eq!(current.stdout, semflow(&repo, &["next-version"]).stdout);
}

#[test]
fn with_require_changes_nothing_is_printed_and_the_code_is_1() {
    let repo = Repo::released("v1.2.3");
    let answer = semflow(&repo, &["next-version", "--require-changes"]);
    answer.fails_with(1).warns("nothing to release").warns("1.2.3");
    repo.commit("docs: tell");
    semflow(&repo, &["next-version", "--require-changes"]).fails_with(1);
    semflow(&repo, &["next-version", "--require-changes", "--json"]).fails_with(1);
    let quiet = semflow(&repo, &["next-version", "--require-changes", "-q"]);
    quiet.fails_with(1);
    assert_eq!(quiet.stderr, "");
    repo.commit("fix: one");
    semflow(&repo, &["next-version", "--require-changes"]).answers("1.2.4\n");
}

#[test]
fn build_metadata_is_appended_and_checked() {
    let repo = Repo::released("v1.2.3");
    repo.commit("fix: one");
    semflow(&repo, &["next-version", "--build", "20240131.a1b"]).answers("1.2.4+20240131.a1b\n");
    for wrong in ["a b", "ä", "a..b"] {
        let refused = semflow(&repo, &["next-version", "--build", wrong]);
        refused.fails_with(2).warns("build metadata");
    }
}

#[test]
fn flags_that_exclude_each_other_are_refused() {
    let repo = Repo::released("v1.2.3");
    for arguments in [
        &["next-version", "--pre", "rc", "--version", "2.0.0"][..],
        &["next-version", "--major", "--version", "2.0.0"],
        &["next-version", "-q", "-v"],
        &["next-version", "--format", "yaml"],
        &["next-version", "--no-such-flag"],
        &["next-versio"],
        &[],
    ] {
        semflow(&repo, arguments).fails_with(2);
    }
}

#[test]
fn every_help_page_has_an_example() {
    let repo = Repo::none();
    for command in ["next-version", "current-version", "changelog", "notes"] {
        for flag in ["--help", "-h"] {
            let help = semflow(&repo, &[command, flag]);
            help.ends_with(0)
                .prints("Usage:")
                .prints("Examples:")
                .prints(&format!("semflow {command}"));
        }
    }
    semflow(&repo, &["--version"]).ends_with(0).prints("semflow ");
}

#[test]
fn a_reader_that_went_away_is_no_failure() {
    let repo = example();
    for arguments in [
        &["next-version"][..],
        &["next-version", "--json"],
        &["changelog"],
        &["changelog", "--json"],
    ] {
        let run = Run::on(&repo).unread(&[arguments, &["-q"]].concat());
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{arguments:?}");
    }
    assert_eq!(Run::on(&repo).unread(&["--help"]).code, Some(0));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_under_standard_output_is_a_failure() {
    let repo = example();
    #[expect(clippy::disallowed_types, reason = "a device that cannot be written to")]
    let full = || std::fs::File::create("/dev/full").unwrap().into();
    for command in ["next-version", "changelog"] {
        let run = Run::on(&repo).into_stream(full(), &[command]);
        run.ends_with(4).warns("standard output");
    }
}

#[test]
fn colours_only_where_they_are_wanted() {
    let repo = Repo::none();
    let plain = semflow(&repo, &["next-version"]);
    assert!(!plain.stderr.contains('\x1b'), "{plain}");
    let coloured = semflow(&repo, &["next-version", "--color", "always"]);
    assert!(coloured.stderr.contains('\x1b'), "{coloured}");
    let never = Run::on(&repo).env("NO_COLOR", "1").semflow(&["next-version", "--color", "never"]);
    assert!(!never.stderr.contains('\x1b'), "{never}");
}

#[test]
fn the_same_question_has_the_same_answer() {
    let repo = example();
    for arguments in [&["next-version", "--explain"][..], &["changelog"], &["changelog", "--json"]]
    {
        assert_eq!(semflow(&repo, arguments), semflow(&repo, arguments));
    }
}
