//! What git-cliff does to the world around it, and what of that is repaired.
#![expect(clippy::disallowed_methods, reason = "the tests look at what was written")]

use crate::support::repository::Repo;
use crate::support::run::{Output, Run};

/// A line for each release: its name, and what its commits say.
const LINES: &str = r#"
[changelog]
trim = false
body = "{% if version %}{{ version }}{% else %}next{% endif %}:{% for commit in commits %} {{ commit.message }},{% endfor %}\n"
"#;

const WHOLE: &str = "next: two,\nv1.0.0: one,\n";

/// `one` in `a` v1.0.0, `two` in `b`.
fn example() -> Repo {
    let repo = Repo::new();
    repo.write("cliff.toml", LINES);
    repo.write("a/1", "");
    repo.commit("feat: one");
    repo.tag("v1.0.0");
    repo.write("b/1", "");
    repo.commit("fix: two");
    repo
}

fn within(repo: &Repo, folder: &str, arguments: &[&str]) -> Output {
    Run::on(repo).within(folder).semflow(&[&["changelog"], arguments].concat())
}

#[test]
fn a_run_leaves_nothing_in_the_repository() {
    let repo = example();
    let before = repo.listing();
    for arguments in [&["--include-path", "a/**"][..], &["-x"], &["--bump"], &["--compat=strict"]] {
        within(&repo, ".", arguments).ends_with(0);
        assert_eq!(repo.listing(), before, "{arguments:?}");
    }
}

#[test]
fn the_repository_that_git_is_pointed_at_is_read_but_not_by_git_cliff() {
    let (repo, other) = (example(), Repo::released("v7.0.0"));
    let folder = other.path().join(".git").to_string_lossy().into_owned();
    let run = |arguments: &[&str]| {
        let run = Run::on(&repo).env("GIT_DIR", &folder);
        run.semflow(&[&["changelog"], arguments].concat())
    };
    run(&[]).prints("v7.0.0: begin,\n").omits("one");
    run(&["--compat", "strict"]).says(WHOLE);
    run(&["-r", "."]).says(WHOLE);
    run(&["-w", "."]).says(WHOLE);
}

#[test]
fn replaced_commits_are_followed_but_not_by_git_cliff() {
    let repo = example();
    let old = repo.git(&["rev-parse", "HEAD"]);
    let text = repo.git(&["cat-file", "commit", "HEAD"]).replace("fix: two", "fix: too");
    let new = repo.git_reading(
        &["hash-object", "-t", "commit", "-w", "--stdin"],
        format!("{text}\n").as_bytes(),
    );
    repo.git(&["replace", &old, &new]);
    within(&repo, ".", &[]).says(&WHOLE.replace("two", "too"));
    within(&repo, ".", &["--compat", "strict"]).says(WHOLE);
    let run = Run::on(&repo).env("GIT_NO_REPLACE_OBJECTS", "1");
    run.semflow(&["changelog"]).says(WHOLE);
}

#[test]
fn a_file_that_the_configuration_names_lies_in_the_folder() {
    let repo = example();
    for path in ["../out.md", "a/../../out.md"] {
        repo.write("cliff.toml", &format!("{LINES}output = '{path}'\n"));
        for compat in ["--compat=repaired", "--compat=strict"] {
            within(&repo, ".", &[compat]).fails_with(2).warns("changelog.output").warns(path);
        }
        assert!(!repo.path().join("../out.md").exists());
        within(&repo, ".", &["-o", "-"]).says(WHOLE);
    }
    repo.write("cliff.toml", &format!("{LINES}output = 'a/out.md'\n"));
    within(&repo, ".", &["--compat", "strict"]).fails_with(0);
    assert_eq!(repo.read("a/out.md"), WHOLE);
}

#[test]
fn a_context_need_not_have_every_field() {
    let repo = example();
    repo.write("data.json", r#"[{"version": "v3", "commits": [{"message": "feat: x"}]}, {}]"#);
    for compat in ["--compat=repaired", "--compat=strict"] {
        within(&repo, ".", &["--from-context", "data.json", compat]).says("v3: x,\nnext:\n");
    }
}

#[test]
fn the_current_release_is_that_of_head_whatever_else_it_is_tagged() {
    let repo = example();
    repo.tag("v1.1.0");
    repo.tag("v1.1.0-rc.1");
    within(&repo, ".", &["--current"]).says("v1.1.0: two,\n");
    within(&repo, ".", &["--current", "--compat=strict"]).says("v1.1.0-rc.1: two,\n");
    within(&repo, ".", &["--current", "--ignore-tags", "rc"]).says("v1.1.0: two,\n");
}
