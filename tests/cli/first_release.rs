//! The first release: what a file declares, else what is configured, else 0.1.0.

use crate::support::repository::Repo;
use crate::support::run::semflow;

#[test]
fn without_a_word_it_is_0_1_0() {
    for message in ["feat: begin", "fix!: begin", "docs: begin", "begin"] {
        let repo = Repo::new();
        repo.commit(message);
        semflow(&repo, &["next-version"]).says("0.1.0\n");
        semflow(&repo, &["next-version", "--format", "tag"]).says("v0.1.0\n");
        semflow(&repo, &["next-version", "--require-changes"]).says("0.1.0\n");
        semflow(&repo, &["current-version"]).fails_with(1);
    }
}

#[test]
fn it_is_what_a_file_declares() {
    for (file, text, version) in [
        ("VERSION", "2.5.0\n", "2.5.0"),
        ("VERSION", "v2.5.0", "2.5.0"),
        ("Cargo.toml", "[package]\nname = \"x\"\nversion = \"0.3.0\"\n", "0.3.0"),
        ("package.json", "{\"version\": \"1.4.2\"}", "1.4.2"),
        ("pyproject.toml", "[project]\nversion = \"3.0.0\"\n", "3.0.0"),
        ("package.json", "{\"version\": \"1.4.2-rc.1\"}", "1.4.2"),
        ("package.json", "{\"version\": \"0.0.0\"}", "0.1.0"),
    ] {
        let repo = Repo::new();
        repo.write(file, text);
        repo.commit("feat: begin");
        semflow(&repo, &["next-version"]).answers(&format!("{version}\n"));
    }
}

#[test]
fn the_version_file_wins_over_manifests() {
    let repo = Repo::new();
    repo.write("VERSION", "2.0.0\n");
    repo.write("package.json", "{\"version\": \"1.0.0\"}");
    repo.commit("feat: begin");
    semflow(&repo, &["next-version"]).answers("2.0.0\n");
    semflow(&repo, &["next-version", "--explain"]).warns("VERSION declares 2.0.0");
}

#[test]
fn what_is_committed_counts_and_not_what_lies_around() {
    let repo = Repo::new();
    repo.write("VERSION", "2.0.0\n");
    repo.commit("feat: begin");
    repo.write("VERSION", "3.0.0\n");
    semflow(&repo, &["next-version"]).answers("2.0.0\n");
    semflow(&repo.bare_clone(), &["next-version"]).ends_with(0).prints("2.0.0");
}

#[test]
fn a_file_counts_only_before_the_first_release() {
    let repo = Repo::new();
    repo.write("VERSION", "7.0.0\n");
    repo.commit("feat: begin");
    repo.tag("v1.0.0");
    repo.commit("fix: one");
    semflow(&repo, &["next-version"]).answers("1.0.1\n");
}

#[test]
fn a_version_file_with_something_else_in_it_is_a_failure() {
    let repo = Repo::new();
    repo.write("VERSION", "soon\n");
    repo.commit("feat: begin");
    semflow(&repo, &["next-version"]).fails_with(3).warns("VERSION").warns("soon");
    semflow(&repo, &["next-version", "--version", "1.0.0"]).answers("1.0.0\n");
}

#[test]
fn the_first_version_can_be_configured() {
    let repo = Repo::new();
    repo.write("cliff.toml", "[bump]\ninitial_tag = \"v1.0.0\"\n");
    repo.commit("feat: begin");
    semflow(&repo, &["next-version"]).answers("1.0.0\n");
    repo.write("cliff.toml", "[bump]\ninitial_tag = \"one\"\n");
    semflow(&repo, &["next-version"]).fails_with(2).warns("one").warns("cliff.toml");
}

#[test]
fn a_major_release_asked_for_is_1_0_0() {
    let repo = Repo::new();
    repo.commit("feat: begin");
    semflow(&repo, &["next-version", "--major"]).answers("1.0.0\n");
    semflow(&repo, &["next-version", "--version", "3.1.4"]).answers("3.1.4\n");
}

#[test]
fn out_of_0_y_z_it_is_1_0_0_only_when_asked() {
    let repo = Repo::released("v0.4.2");
    repo.commit("feat!: new world");
    semflow(&repo, &["next-version"]).answers("0.5.0\n");
    semflow(&repo, &["next-version", "--major"]).answers("1.0.0\n");
    repo.commit("chore: release\n\nRelease-As: 1.0.0");
    semflow(&repo, &["next-version"]).answers("1.0.0\n");
}

#[test]
fn a_remote_without_fetched_tags_is_remarked() {
    let repo = Repo::new();
    repo.commit("feat: begin");
    repo.git(&["remote", "add", "origin", "https://github.com/owner/repo.git"]);
    semflow(&repo, &["next-version"]).says("0.1.0\n").warns("git fetch --tags");
    semflow(&repo, &["next-version", "-q"]).answers("0.1.0\n");
}

#[test]
fn the_page_of_reasons_says_that_nothing_is_released_yet() {
    let repo = Repo::new();
    repo.commit("feat: begin");
    let page = semflow(&repo, &["next-version", "--explain"]);
    page.warns("0.1.0  next version, tag v0.1.0").warns("no release yet: it starts with 0.1.0");
}
