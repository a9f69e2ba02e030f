//! A version or level that a person asks for, on the command line or in a `Release-As:` footer.

use crate::support::repository::Repo;
use crate::support::run::semflow;

#[test]
fn a_level_asked_for_overrules_the_commits() {
    let repo = Repo::released("v1.2.3");
    for message in ["docs: tell", "feat!: new world"] {
        repo.commit(message);
        for (flag, version) in [("--major", "2.0.0"), ("--minor", "1.3.0"), ("--patch", "1.2.4")] {
            semflow(&repo, &["next-version", flag]).answers(&format!("{version}\n"));
        }
    }
    semflow(&repo, &["next-version", "--major", "--minor"]).fails_with(2);
}

#[test]
fn a_level_asked_for_counts_on_a_tagged_commit_too() {
    let repo = Repo::released("v1.2.3");
    semflow(&repo, &["next-version", "--patch"]).answers("1.2.4\n");
}

#[test]
fn a_version_asked_for_is_taken_in_every_spelling() {
    let repo = Repo::released("v1.2.3");
    repo.commit("fix: one");
    for (asked, version) in [
        ("1.4.0", "1.4.0"),
        ("v1.4.0", "1.4.0"),
        ("2.0.0-rc.1", "2.0.0-rc.1"),
        ("1.4.0+7", "1.4.0+7"),
    ] {
        semflow(&repo, &["next-version", "--version", asked]).answers(&format!("{version}\n"));
        semflow(&repo, &["next-version", "--release-as", asked]).answers(&format!("{version}\n"));
    }
}

#[test]
fn a_version_asked_for_may_carry_the_prefix_of_the_tags() {
    let repo = Repo::released("app@1.2.3");
    repo.commit("fix: one");
    semflow(&repo, &["next-version", "--version", "app@1.4.0"]).answers("1.4.0\n");
    semflow(&repo, &["next-version", "--version", "1.4.0"]).answers("1.4.0\n");
}

#[test]
fn what_is_no_version_is_explained() {
    let repo = Repo::released("v1.2.3");
    repo.commit("fix: one");
    for (asked, hint) in
        [("1.2", "`1.2.0`"), ("2", "`2.0.0`"), ("v2", "`v2.0.0`"), ("next", "1.2.3"), ("", "three")]
    {
        let refused = semflow(&repo, &["next-version", "--version", asked]);
        refused.fails_with(2).warns("no version").warns(hint);
    }
}

#[test]
fn a_version_that_is_not_higher_is_refused() {
    let repo = Repo::released("v1.2.3");
    repo.commit("feat: more");
    for asked in ["1.2.3", "1.2.2", "0.9.0", "1.2.3-rc.1"] {
        let refused = semflow(&repo, &["next-version", "--version", asked]);
        refused.ends_with(3).warns(asked).warns("not higher").warns("1.2.3").prints_nothing();
    }
}

#[test]
fn a_version_that_is_out_elsewhere_is_refused() {
    let repo = Repo::released("v1.2.3");
    repo.branch("other");
    repo.commit("feat!: new world");
    repo.tag("v2.0.0");
    repo.checkout("other");
    repo.commit("fix: one");
    semflow(&repo, &["next-version", "--version", "2.0.0"]).fails_with(3).warns("v2.0.0");
}

#[test]
fn a_footer_names_the_version() {
    let repo = Repo::released("v1.2.3");
    repo.commit("fix: one\n\nRelease-As: 3.0.0");
    semflow(&repo, &["next-version"]).answers("3.0.0\n");
    repo.commit("feat!: two");
    semflow(&repo, &["next-version"]).answers("3.0.0\n");
    semflow(&repo, &["next-version", "--pre", "rc"]).answers("3.0.0-rc.1\n");
    semflow(&repo, &["next-version", "--explain"]).warns("Release-As: 3.0.0");
}

#[test]
fn a_footer_counts_whatever_commit_carries_it() {
    for message in [
        "chore: release\n\nRelease-As: 3.0.0",
        "docs: tell\n\nrelease-as: 3.0.0",
        "chore: x\n\nRelease-As: v3.0.0",
    ] {
        let repo = Repo::released("v1.2.3");
        repo.commit(message);
        let answer = semflow(&repo, &["next-version"]);
        assert_eq!(answer.stdout, "3.0.0\n", "{message}\n{answer}");
    }
}

#[test]
fn the_newest_footer_wins() {
    let repo = Repo::released("v1.2.3");
    repo.commit("fix: one\n\nRelease-As: 4.0.0");
    repo.commit("fix: two\n\nRelease-As: 3.0.0");
    semflow(&repo, &["next-version"]).answers("3.0.0\n");
}

#[test]
fn a_footer_is_over_once_its_version_is_out() {
    let repo = Repo::released("v1.2.3");
    repo.commit("fix: one\n\nRelease-As: 3.0.0");
    repo.tag("v3.0.0");
    repo.commit("fix: two");
    semflow(&repo, &["next-version"]).answers("3.0.1\n");
}

#[test]
fn a_footer_below_the_last_release_is_a_failure_at_its_commit() {
    let repo = Repo::released("v1.2.3");
    let id = repo.commit("fix: one\n\nRelease-As: 1.0.0");
    let refused = semflow(&repo, &["next-version"]);
    refused.fails_with(3).warns("1.0.0").warns(&id[..7]).warns("not higher");
    semflow(&repo, &["next-version", "--version", "2.0.0"]).answers("2.0.0\n");
    semflow(&repo, &["next-version", "--patch"]).answers("1.2.4\n");
}

#[test]
fn a_footer_that_names_no_version_is_a_failure_at_its_commit() {
    let repo = Repo::released("v1.2.3");
    let id = repo.commit("fix: one\n\nRelease-As: soon");
    semflow(&repo, &["next-version"]).fails_with(3).warns("soon").warns(&id[..7]);
}

#[test]
fn a_later_candidate_of_another_version_supersedes_a_footer() {
    let repo = Repo::released("v1.2.3");
    repo.commit("fix: one\n\nRelease-As: 3.0.0");
    repo.commit("feat: two");
    repo.tag("v4.0.0-rc.1");
    repo.commit("fix: three");
    semflow(&repo, &["next-version"]).answers("4.0.0\n");
    semflow(&repo, &["next-version", "--explain"]).warns("4.0.0-rc.1 came after it");
}

#[test]
fn a_candidate_of_its_own_version_does_not_supersede_a_footer() {
    let repo = Repo::released("v1.2.3");
    repo.commit("fix: one\n\nRelease-As: 3.0.0");
    repo.tag("v3.0.0-rc.1");
    repo.commit("fix: two");
    semflow(&repo, &["next-version"]).answers("3.0.0\n");
    semflow(&repo, &["next-version", "--pre", "rc"]).answers("3.0.0-rc.2\n");
}

#[test]
fn the_command_line_overrules_a_footer() {
    let repo = Repo::released("v1.2.3");
    repo.commit("fix: one\n\nRelease-As: 3.0.0");
    semflow(&repo, &["next-version", "--version", "2.0.0"]).answers("2.0.0\n");
    semflow(&repo, &["next-version", "--minor"]).answers("1.3.0\n");
}

#[test]
fn configured_levels_overrule_the_commits() {
    let repo = Repo::released("v1.2.3");
    repo.write("cliff.toml", "[bump]\nbump_type = \"minor\"\n");
    repo.commit("fix: one");
    semflow(&repo, &["next-version"]).answers("1.3.0\n");
    semflow(&repo, &["next-version", "--patch"]).answers("1.2.4\n");
}

#[test]
fn before_1_0_0_the_configuration_decides_what_breaking_raises() {
    let repo = Repo::released("v0.2.3");
    repo.write("cliff.toml", "[bump]\nbreaking_always_bump_major = true\n");
    repo.commit("feat!: new world");
    semflow(&repo, &["next-version"]).answers("1.0.0\n");
    let repo = Repo::released("v0.2.3");
    repo.write("cliff.toml", "[bump]\nfeatures_always_bump_minor = false\n");
    repo.commit("feat: more");
    semflow(&repo, &["next-version"]).answers("0.2.4\n");
}

#[test]
fn types_can_be_matched_by_patterns() {
    let repo = Repo::released("v1.2.3");
    let patterns = "[bump]\ncustom_major_increment_regex = \"^drop$\"\n\
                    custom_minor_increment_regex = \"^(more|fix)$\"\nno_increment_regex = \"^feat$\"\n";
    repo.write("cliff.toml", patterns);
    repo.commit("feat: left out");
    semflow(&repo, &["next-version"]).answers("1.2.3\n");
    repo.commit("more: of it");
    semflow(&repo, &["next-version"]).answers("1.3.0\n");
    repo.commit("drop: the old");
    semflow(&repo, &["next-version"]).answers("2.0.0\n");
}
