//! Which tags count as releases: how they are stored, what they point to, how they are called.

use crate::support::repository::Repo;
use crate::support::run::{Run, semflow};

#[test]
fn packed_and_loose_tags_count_alike() {
    let repo = Repo::released("v1.0.0");
    repo.commit("fix: one");
    repo.annotated("v1.0.1", "one");
    repo.git(&["pack-refs", "--all"]);
    semflow(&repo, &["current-version"]).answers("1.0.1\n");
    repo.commit("fix: two");
    repo.tag("v1.0.2");
    semflow(&repo, &["current-version"]).answers("1.0.2\n");
    repo.git(&["tag", "--delete", "v1.0.2"]);
    semflow(&repo, &["current-version"]).answers("1.0.1\n");
}

#[test]
fn a_loose_tag_hides_the_packed_one_of_its_name() {
    let repo = Repo::released("v1.0.0");
    repo.git(&["pack-refs", "--all"]);
    let moved = repo.commit("feat: more");
    repo.git(&["tag", "--force", "v1.0.0", &moved]);
    semflow(&repo, &["next-version"]).answers("1.0.0\n");
}

#[test]
fn annotated_nested_and_lightweight_tags_name_their_commit() {
    for is_annotated in [false, true] {
        let repo = Repo::new();
        let first = repo.commit("feat: begin");
        match is_annotated {
            true => repo.annotated("v1.0.0", "release"),
            false => repo.tag("v1.0.0"),
        }
        let inner = repo.git(&["rev-parse", "v1.0.0"]);
        repo.git(&["tag", "--annotate", "v1.1.0", "-m", "nested", &inner]);
        repo.commit("fix: one");
        semflow(&repo, &["next-version"]).answers("1.1.1\n");
        repo.git(&["pack-refs", "--all"]);
        semflow(&repo, &["next-version"]).answers("1.1.1\n");
        let json = semflow(&repo, &["current-version", "--json"]).json();
        assert_eq!(json["commit"], first.as_str());
    }
}

#[test]
fn tags_of_files_and_folders_are_no_releases() {
    let repo = Repo::released("v1.0.0");
    repo.write("file.txt", "text\n");
    repo.commit("fix: one");
    let (file, folder) =
        (repo.git(&["rev-parse", "HEAD:file.txt"]), repo.git(&["rev-parse", "HEAD^{tree}"]));
    repo.git(&["tag", "v7.0.0", &file]);
    repo.git(&["tag", "v8.0.0", &folder]);
    repo.git(&["tag", "--annotate", "v9.0.0", "-m", "a file", &file]);
    for _ in ["loose", "packed"] {
        semflow(&repo, &["next-version"]).answers("1.0.1\n");
        semflow(&repo, &["current-version"]).answers("1.0.0\n");
        semflow(&repo, &["changelog"]).ends_with(0).omits("[9.0.0]").omits("[8.0.0]");
        repo.git(&["pack-refs", "--all"]);
    }
}

#[test]
fn a_final_version_beside_its_candidate_is_the_release() {
    let repo = Repo::released("v1.0.0-rc.1");
    repo.tag("v1.0.0");
    semflow(&repo, &["current-version"]).answers("1.0.0\n");
    semflow(&repo, &["next-version"]).answers("1.0.0\n");
    semflow(&repo, &["changelog"]).prints("## [1.0.0]").omits("rc.1");
    let json = semflow(&repo, &["changelog", "--json"]).json();
    assert_eq!(json[0]["aliases"], serde_json::json!(["v1.0.0-rc.1"]));
    repo.commit("fix: one");
    semflow(&repo, &["next-version"]).answers("1.0.1\n");
}

#[test]
fn one_version_spelt_twice_is_one_release() {
    let repo = Repo::released("v1.0.0");
    repo.tag("1.0.0");
    semflow(&repo, &["current-version"]).answers("1.0.0\n");
    let json = semflow(&repo, &["changelog", "--json"]).json();
    assert_eq!(json.as_array().unwrap().len(), 1);
    repo.commit("fix: one");
    semflow(&repo, &["next-version"]).answers("1.0.1\n");
}

#[test]
fn of_two_versions_on_one_commit_the_higher_is_current() {
    let repo = Repo::released("v1.0.0");
    repo.tag("v1.1.0");
    semflow(&repo, &["current-version"]).answers("1.1.0\n");
    semflow(&repo, &["next-version"]).answers("1.1.0\n");
    repo.commit("fix: one");
    semflow(&repo, &["next-version"]).answers("1.1.1\n");
}

#[test]
fn versions_are_compared_as_numbers() {
    let repo = Repo::released("v1.9.0");
    repo.commit("feat: more");
    repo.tag("v1.10.0");
    repo.commit("fix: one");
    semflow(&repo, &["next-version"]).answers("1.10.1\n");
}

#[test]
fn the_highest_reachable_version_is_the_base_and_not_the_nearest() {
    let repo = Repo::released("v2.0.0");
    repo.commit("fix: one");
    repo.tag("v1.5.0");
    repo.commit("fix: two");
    semflow(&repo, &["next-version"]).answers("2.0.1\n");
    semflow(&repo, &["current-version"]).answers("2.0.0\n");
}

#[test]
fn tags_with_and_without_v_are_one_row_of_releases() {
    let repo = Repo::released("1.0.0");
    repo.commit("feat: more");
    repo.tag("v1.1.0");
    repo.commit("fix: one");
    repo.tag("1.1.1");
    repo.commit("fix: two");
    semflow(&repo, &["next-version", "--format", "tag"]).answers("1.1.2\n");
    repo.tag("v1.1.2");
    repo.commit("fix: three");
    semflow(&repo, &["next-version", "--format", "tag"]).answers("v1.1.3\n");
}

#[test]
fn names_that_are_no_versions_are_passed_over() {
    let repo = Repo::released("v1.0.0");
    repo.commit("fix: one");
    for name in ["latest", "v9.9", "v9", "release-9", "9.9.9.9", "v09.0.0", "2024.01.15", "nightly"]
    {
        repo.tag(name);
    }
    semflow(&repo, &["next-version"]).answers("1.0.1\n");
}

#[test]
fn build_metadata_does_not_make_another_version() {
    let repo = Repo::released("v1.0.0+build.1");
    repo.commit("fix: one");
    semflow(&repo, &["next-version"]).answers("1.0.1\n");
}

#[test]
fn two_thousand_tags_are_no_hindrance() {
    let repo = Repo::released("v0.0.0");
    let mut tags = Vec::new();
    let mut parent = repo.git(&["rev-parse", "HEAD"]);
    for number in 1..=20 {
        parent = repo.raw_commit(&[&parent], 1_704_067_200 + number, b"fix: step\n");
        tags.extend((0..100).map(|patch| (format!("v1.{number}.{patch}"), parent.clone())));
    }
    repo.reset(&parent);
    repo.tags(tags.iter().map(|(name, commit)| (name.as_str(), commit.as_str())));
    semflow(&repo, &["current-version"]).answers("1.20.99\n");
    repo.commit("feat: more");
    semflow(&repo, &["next-version"]).answers("1.21.0\n");
    repo.git(&["pack-refs", "--all"]);
    semflow(&repo, &["next-version"]).answers("1.21.0\n");
}

#[test]
fn the_only_other_prefix_is_taken() {
    let repo = Repo::released("app@1.0.0");
    repo.commit("feat: more");
    semflow(&repo, &["next-version", "--format", "tag"]).answers("app@1.1.0\n");
    semflow(&repo, &["changelog"]).prints("## [1.0.0]");
}

#[test]
fn several_prefixes_are_named_and_not_guessed() {
    let repo = Repo::released("app@1.0.0");
    repo.tag("lib@2.0.0");
    repo.commit("feat: more");
    repo.tag("lib@2.1.0");
    for command in ["next-version", "current-version", "changelog", "notes"] {
        semflow(&repo, &[command])
            .fails_with(2)
            .warns("`lib@` (2), `app@` (1)")
            .warns("--tag-prefix lib@");
    }
    let prefixed = |prefix| semflow(&repo, &["next-version", "--tag-prefix", prefix]);
    prefixed("lib@").answers("2.1.0\n");
    prefixed("app@").answers("1.1.0\n");
}

#[test]
fn a_package_tag_beside_plain_ones_is_no_release_of_the_project() {
    let repo = Repo::released("v1.0.0");
    repo.tag("create-app@9.0.0");
    repo.commit("fix: one");
    semflow(&repo, &["next-version"]).answers("1.0.1\n");
}

#[test]
fn a_tag_prefix_leaves_all_other_tags_out() {
    let repo = Repo::released("v1.0.0");
    repo.tag("sub/v3.0.0");
    repo.commit("fix: one");
    let json = semflow(&repo, &["next-version", "--tag-prefix", "sub/v", "--json"]).json();
    assert_eq!(json["tag"], "sub/v3.0.1");
    let none = semflow(&repo, &["current-version", "--tag-prefix", "other-"]);
    none.fails_with(1).warns("no version tag");
    let first = semflow(&repo, &["next-version", "--tag-prefix", "other-", "--format", "tag"]);
    first.says("other-0.1.0\n");
}

#[test]
fn a_configured_prefix_warns_of_a_higher_version_without_it() {
    let repo = Repo::released("v1.0.0");
    repo.tag("2.0.0");
    repo.write("cliff.toml", "[commits]\ntag_prefix = \"v\"\n");
    repo.commit("fix: one");
    semflow(&repo, &["next-version"]).says("1.0.1\n").warns("`2.0.0`");
    semflow(&repo, &["next-version", "--quiet"]).answers("1.0.1\n");
    let overruled = Run::on(&repo).semflow(&["next-version", "--tag-prefix", ""]);
    overruled.says("2.0.1\n");
}

#[test]
fn tags_of_other_branches_are_no_base() {
    let repo = Repo::released("v1.0.0");
    repo.branch("next");
    repo.checkout("next");
    repo.commit("feat!: new world");
    repo.tag("v2.0.0");
    repo.checkout("main");
    repo.commit("fix: old world");
    semflow(&repo, &["next-version"]).answers("1.0.1\n");
    semflow(&repo, &["changelog"]).ends_with(0).omits("[2.0.0]");
}

#[test]
fn a_version_that_is_out_elsewhere_is_not_given_twice() {
    let repo = Repo::released("v1.0.0");
    repo.branch("other");
    repo.checkout("other");
    repo.commit("fix: there");
    repo.annotated("v1.0.1", "there");
    repo.checkout("main");
    repo.commit("fix: here");
    let taken = semflow(&repo, &["next-version"]);
    taken.fails_with(3).warns("v1.0.1").warns("git merge v1.0.1").warns("--version X.Y.Z");
    let commit = repo.git(&["rev-parse", "--short=7", "v1.0.1^{commit}"]);
    taken.warns(&commit);
    repo.merge("v1.0.1", "Merge tag 'v1.0.1'");
    semflow(&repo, &["next-version"]).answers("1.0.2\n");
}
