//! Which part of the history a changelog tells.

use crate::support::repository::Repo;
use crate::support::run::semflow;

/// `feat: begin` v1.0.0, `fix: one` v1.0.1 (annotated), `feat: two` v1.1.0, `fix: three`.
fn example() -> Repo {
    let repo = Repo::released("v1.0.0");
    repo.commit("fix: one");
    repo.annotated("v1.0.1", "one");
    repo.commit("feat: two");
    repo.tag("v1.1.0");
    repo.commit("fix: three");
    repo
}

/// Returns the headings of the releases and the changes below them.
fn told(repo: &Repo, arguments: &[&str]) -> Vec<String> {
    let arguments = [&["changelog"], arguments].concat();
    let changelog = semflow(repo, &arguments);
    changelog.ends_with(0);
    let lines = changelog.stdout.lines();
    let parts = lines.filter_map(|line| {
        let heading = line.strip_prefix("## [").and_then(|rest| rest.split(']').next());
        heading.or(line.strip_prefix("- "))
    });
    parts.map(str::to_owned).collect()
}

#[test]
fn the_whole_history_is_told_by_default() {
    let all = ["Unreleased", "three", "1.1.0", "two", "1.0.1", "one", "1.0.0", "begin"];
    assert_eq!(told(&example(), &[]), all);
}

#[test]
fn a_range_tells_what_is_reachable_from_its_end_and_not_from_its_start() {
    let repo = example();
    for (range, expected) in [
        ("v1.0.0..v1.1.0", &["1.1.0", "two", "1.0.1", "one"][..]),
        ("v1.0.1..v1.1.0", &["1.1.0", "two"]),
        ("v1.0.1..", &["Unreleased", "three", "1.1.0", "two"]),
        ("..v1.0.1", &["1.0.1", "one", "1.0.0", "begin"]),
        ("v1.0.1..HEAD", &["Unreleased", "three", "1.1.0", "two"]),
        ("HEAD~1..HEAD", &["Unreleased", "three"]),
        ("v1.1.0..main", &["Unreleased", "three"]),
        ("HEAD~2", &["1.0.1", "one", "1.0.0", "begin"]),
        ("..", &["Unreleased", "three", "1.1.0", "two", "1.0.1", "one", "1.0.0", "begin"]),
    ] {
        assert_eq!(told(&repo, &[range]), expected, "{range}");
    }
}

#[test]
fn a_single_tag_tells_its_release() {
    let repo = example();
    assert_eq!(told(&repo, &["v1.0.1"]), ["1.0.1", "one"]);
    assert_eq!(told(&repo, &["v1.0.0"]), ["1.0.0", "begin"]);
}

#[test]
fn an_empty_range_tells_nothing() {
    let repo = example();
    for range in ["v1.1.0..v1.1.0", "v1.1.0..v1.0.0"] {
        assert_eq!(told(&repo, &[range]), [""; 0], "{range}");
    }
}

#[test]
fn a_symmetric_difference_is_refused() {
    let refused = semflow(&example(), &["changelog", "v1.0.0...v1.1.0"]);
    refused.fails_with(2).warns("`v1.0.0..v1.1.0`");
}

#[test]
fn unreleased_and_latest_are_one_part_each() {
    let repo = example();
    assert_eq!(told(&repo, &["--unreleased"]), ["Unreleased", "three"]);
    assert_eq!(told(&repo, &["-u"]), ["Unreleased", "three"]);
    assert_eq!(told(&repo, &["--latest"]), ["1.1.0", "two"]);
    assert_eq!(told(&repo, &["-l"]), ["1.1.0", "two"]);
    assert_eq!(told(&repo, &["-u", "-l"]), ["Unreleased", "three"]);
}

#[test]
fn what_is_unreleased_can_be_named() {
    let repo = example();
    assert_eq!(told(&repo, &["-u", "-t", "v1.1.1"]), ["1.1.1", "three"]);
    assert_eq!(told(&repo, &["-u", "--bump"]), ["1.1.1", "three"]);
    assert_eq!(told(&repo, &["-u", "-t", "anything"]), ["anything", "three"]);
    assert_eq!(told(&repo, &["--bump"])[..3], ["1.1.1", "three", "1.1.0"]);
    assert_eq!(told(&repo, &["--bump", "-t", "v2.0.0"])[0], "2.0.0");
}

#[test]
fn where_nothing_is_to_be_released_a_bump_names_nothing() {
    let repo = Repo::released("v1.0.0");
    assert_eq!(told(&repo, &["--bump"]), ["1.0.0", "begin"]);
    assert_eq!(told(&repo, &["-u", "--bump"]), [""; 0]);
}

#[test]
fn the_newest_release_may_be_a_candidate() {
    let repo = example();
    repo.tag("v1.1.1-rc.1");
    assert_eq!(told(&repo, &["-l"]), ["1.1.1-rc.1", "three"]);
    assert_eq!(told(&repo, &["-u"]), [""; 0]);
}

#[test]
fn an_unreleased_part_reaches_below_a_merged_branch() {
    let repo = Repo::released("v1.0.0");
    repo.branch("topic");
    repo.checkout("topic");
    repo.commit("feat: old topic");
    repo.checkout("main");
    repo.commit("fix: one");
    repo.tag("v1.0.1");
    repo.merge("topic", "Merge branch 'topic'");
    assert_eq!(told(&repo, &["-u"]), ["Unreleased", "old topic"]);
    assert_eq!(told(&repo, &["v1.0.1.."]), ["Unreleased", "old topic"]);
}

#[test]
fn before_the_first_release_there_is_no_latest() {
    let repo = Repo::new();
    repo.commit("feat: begin");
    assert_eq!(told(&repo, &["-u"]), ["Unreleased", "begin"]);
    semflow(&repo, &["changelog", "-l"]).fails_with(3).warns("there is no release yet");
}

#[test]
fn a_part_compares_with_the_release_below_it() {
    let repo = example();
    repo.git(&["remote", "add", "origin", "https://github.com/owner/repo"]);
    for (arguments, compared) in [
        (&["-u"][..], "v1.1.0...main"),
        (&["-l"], "v1.0.1...v1.1.0"),
        (&["v1.0.1"], "v1.0.0...v1.0.1"),
        (&["v1.0.1..v1.1.0"], "v1.0.1...v1.1.0"),
        (&["-u", "-t", "v1.1.1"], "v1.1.0...v1.1.1"),
    ] {
        let changelog = semflow(&repo, &[&["changelog"], arguments].concat());
        changelog.prints(&format!("https://github.com/owner/repo/compare/{compared}\n"));
    }
}
