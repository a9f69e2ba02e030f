//! `semflow bump`: what is written, and what is refused.

use crate::support::repository::Repo;
use crate::support::run::semflow;

#[test]
fn only_the_version_changes_and_twice_changes_no_more() {
    let repo = Repo::new();
    let text = "\u{feff}name: x\r\nversion: 1.0.0+7 # 1.0.0\r\ndependencies:\r\n  y: 1.0.0";
    repo.write("pubspec.yaml", text);
    repo.commit("feat: begin");
    let written = text.replacen("1.0.0+7", "1.1.0+8", 1);
    for _ in 0..2 {
        semflow(&repo, &["bump", "1.1.0"]).ends_with(0);
        assert_eq!(repo.read("pubspec.yaml"), written);
    }
}

#[test]
fn packages_without_a_version_in_common_are_named() {
    let repo = Repo::new();
    repo.write("Cargo.toml", "[workspace]\nmembers = [\"a\", \"b\"]\n");
    for (name, version) in [("a", "1.0.0"), ("b", "2.0.0")] {
        let text = format!("[package]\nname = \"{name}\"\nversion = \"{version}\"\n");
        repo.write(&format!("{name}/Cargo.toml"), &text);
    }
    repo.commit("feat: begin");
    let said = semflow(&repo, &["bump", "3.0.0"]);
    said.fails_with(3).warns("a/Cargo.toml:3: it says `1.0.0`").warns("agree on none");
}

#[test]
fn a_file_that_is_named_and_not_there_is_told_with_the_place_that_names_it() {
    let repo = Repo::new();
    repo.write("VERSION", "1.0.0\n");
    repo.write("cliff.toml", "[[version-files]]\npath = \"no.txt\"\n");
    repo.commit("feat: begin");
    let said = semflow(&repo, &["bump", "3.0.0"]);
    said.fails_with(2).warns("no file that is tracked matches `no.txt`").warns("cliff.toml:2:8");
    assert_eq!(repo.read("VERSION"), "1.0.0\n");
}

#[cfg(unix)]
#[test]
fn nothing_is_written_through_a_link() {
    let repo = Repo::new();
    repo.write("package.json", "{\"version\": \"1.0.0\"}");
    repo.write("elsewhere/VERSION", "1.0.0\n");
    let link = repo.path().join("VERSION");
    std::os::unix::fs::symlink("elsewhere/VERSION", link).unwrap();
    repo.commit("feat: begin");
    let said = semflow(&repo, &["bump", "1.1.0"]);
    said.says("package.json:1  version  1.0.0 → 1.1.0\n");
    assert_eq!(repo.read("elsewhere/VERSION"), "1.0.0\n");
    repo.write("cliff.toml", "[[version-files]]\npath = \"VERSION\"\n");
    let said = semflow(&repo, &["bump", "1.2.0"]);
    said.fails_with(2).warns("`VERSION` is no file that can be read");
}
