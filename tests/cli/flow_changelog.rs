//! Changelog, notes and current version on the branches of Git Flow.

use crate::support::repository::Repo;
use crate::support::run::{Output, semflow};

/// A release that went to `main` and never came back to `develop`, where a feature followed.
fn without_back_merge() -> Repo {
    let repo = Repo::released("v1.0.0");
    repo.start("develop");
    repo.commit("feat: one");
    repo.start("release/v1.1.0");
    repo.commit("fix: two");
    repo.tag("v1.1.0-rc.1");
    repo.commit("fix: three");
    repo.checkout("main");
    repo.merge("release/v1.1.0", "Merge branch 'release/v1.1.0'");
    repo.tag("v1.1.0");
    repo.git(&["branch", "-D", "release/v1.1.0"]);
    repo.checkout("develop");
    repo.commit("feat: four");
    repo
}

fn headings(output: &Output) -> Vec<String> {
    let heads = output.stdout.lines().filter_map(|line| line.strip_prefix("## ["));
    heads.filter_map(|line| Some(line.split_once(']')?.0.to_owned())).collect()
}

#[test]
fn unreleased_on_develop_does_not_list_what_main_has_released() {
    let repo = without_back_merge();
    semflow(&repo, &["changelog", "-u"]).prints("- four\n").omits("- one").omits("- two");
    semflow(&repo, &["notes", "-u"]).prints("- four\n").omits("- one");
}

#[test]
fn the_whole_changelog_on_develop_has_the_release_that_did_not_come_back() {
    let repo = without_back_merge();
    let whole = semflow(&repo, &["changelog"]);
    assert_eq!(headings(&whole), ["Unreleased", "1.1.0", "1.0.0"]);
    assert_eq!(whole.stdout.matches("- one\n").count(), 1);
    semflow(&repo, &["changelog", "-l"]).prints("## [1.1.0]").prints("- three\n");
    semflow(&repo, &["notes"]).prints("- two\n").omits("- four");
}

#[test]
fn candidates_are_told_with_their_final_release_unless_they_are_kept() {
    let repo = without_back_merge();
    repo.checkout("main");
    let folded = semflow(&repo, &["changelog"]);
    assert_eq!(headings(&folded), ["1.1.0", "1.0.0"]);
    let kept = semflow(&repo, &["changelog", "--keep-rc"]);
    assert_eq!(headings(&kept), ["1.1.0", "1.1.0-rc.1", "1.0.0"]);
}

#[test]
fn the_section_of_a_release_branch_carries_its_version() {
    let repo = Repo::released("v1.0.0");
    repo.start("develop");
    repo.commit("feat: one");
    repo.start("release/v1.1.0");
    repo.commit("fix: two");
    repo.tag("v1.1.0-rc.1");
    repo.commit("fix: three");
    let whole = semflow(&repo, &["changelog"]);
    assert_eq!(headings(&whole), ["1.1.0", "1.0.0"]);
    whole.prints("- one\n").prints("- two\n").prints("- three\n");
    assert_eq!(headings(&semflow(&repo, &["changelog", "-u"])), ["1.1.0"]);
    let kept = semflow(&repo, &["changelog", "-u", "--keep-rc"]);
    kept.prints("## [1.1.0]").prints("- three\n").omits("- two");
    assert_eq!(semflow(&repo, &["--json", "notes", "-u"]).json()[0]["version"], "1.1.0");
}

#[test]
fn the_section_of_a_hotfix_branch_carries_its_version() {
    let repo = Repo::released("v1.0.0");
    repo.start("hotfix/fire");
    repo.commit("fix: one");
    assert_eq!(headings(&semflow(&repo, &["changelog", "-u"])), ["1.0.1"]);
}

#[test]
fn a_bumped_section_on_develop_has_no_label_and_leaves_an_open_release_out() {
    let repo = Repo::released("v1.0.0");
    repo.start("develop");
    repo.commit("feat: one");
    repo.start("release/v1.1.0");
    repo.checkout("develop");
    repo.commit("feat: two");
    let bumped = semflow(&repo, &["changelog", "-u", "--bump"]);
    assert_eq!(headings(&bumped), ["1.2.0"]);
    bumped.prints("- two\n").omits("- one");
    semflow(&repo, &["changelog", "-u"]).prints("- one\n").prints("- two\n");
}

#[test]
fn what_a_squashed_release_holds_is_not_unreleased() {
    let repo = Repo::released("v1.0.0");
    repo.start("develop");
    repo.commit("feat: one");
    repo.start("release/v1.1.0");
    repo.checkout("main");
    repo.commit("feat: one (#7)\n\nRelease: v1.1.0");
    repo.tag("v1.1.0");
    repo.checkout("develop");
    repo.commit("feat: two");
    semflow(&repo, &["changelog", "-u"]).prints("- two\n").omits("- one");
    assert_eq!(headings(&semflow(&repo, &["changelog"])), ["Unreleased", "1.1.0", "1.0.0"]);
}

#[test]
fn the_current_version_of_develop_is_the_last_release_of_main() {
    let repo = without_back_merge();
    semflow(&repo, &["current-version"]).answers("1.1.0\n");
    semflow(&repo, &["current-version", "--tag"]).answers("v1.1.0\n");
    repo.git(&["checkout", "--quiet", "--detach", "HEAD~"]);
    semflow(&repo, &["current-version"]).answers("1.0.0\n");
}

#[test]
fn candidates_of_a_trunk_keep_their_sections() {
    let repo = Repo::released("v1.0.0");
    repo.commit("feat: one");
    repo.tag("v1.1.0-rc.1");
    repo.commit("fix: two");
    repo.tag("v1.1.0");
    assert_eq!(headings(&semflow(&repo, &["changelog"])), ["1.1.0", "1.1.0-rc.1", "1.0.0"]);
}

#[test]
fn the_look_of_git_cliff_has_no_candidates_to_keep() {
    let repo = Repo::released("v1.0.0");
    semflow(&repo, &["changelog", "-c", "keepachangelog", "--keep-rc"])
        .fails_with(2)
        .warns("`--keep-rc` is for the look of semflow");
}
