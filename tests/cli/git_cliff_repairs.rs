//! git-cliff's faults: repaired by default, reproduced by `--compat strict`.
#![expect(clippy::disallowed_methods, reason = "the tests look at what was written")]

use crate::support::repository::Repo;
use crate::support::run::{Output, semflow};

/// A line for each release: its name, and what its commits say.
const LINES: &str = r#"
[changelog]
trim = false
body = "{% if version %}{{ version }}{% else %}next{% endif %}:{% for commit in commits %} {{ commit.message }},{% endfor %}\n"
"#;

/// Puts a configuration into the repository: a line for each release, and these keys of `[git]`.
fn configure(repo: &Repo, git: &str) {
    repo.write("cliff.toml", &format!("{LINES}[git]\n{git}\n"));
}

fn repaired(repo: &Repo, arguments: &[&str]) -> Output {
    semflow(repo, &[&["changelog"], arguments].concat())
}

fn strict(repo: &Repo, arguments: &[&str]) -> Output {
    semflow(repo, &[&["changelog", "--compat", "strict"], arguments].concat())
}

/// The same where git-cliff fails, crashes or loses a file, which no way of compatibility brings
/// back.
fn strict_as_repaired(repo: &Repo, arguments: &[&str]) -> Output {
    semflow(repo, &[&["changelog", "--compat=strict"], arguments].concat())
}

#[track_caller]
fn differs(repo: &Repo, arguments: &[&str], repaired_says: &str, strict_says: &str) {
    repaired(repo, arguments).says(repaired_says);
    strict(repo, arguments).says(strict_says);
}

/// A release of each of these tags, with the commit of its name, and a commit `next`.
fn tagged(tags: &[&str]) -> Repo {
    let repo = Repo::new();
    for tag in tags {
        repo.commit(&format!("feat: of {tag}"));
        repo.tag(tag);
    }
    repo.commit("feat: new");
    configure(&repo, "");
    repo
}

/// `a` v1.0.0 on a commit that changes only `b`, then `a` again.
fn folders() -> Repo {
    let repo = Repo::new();
    repo.write("a/file", "1");
    repo.commit("feat: one");
    repo.write("b/file", "2");
    repo.commit("feat: two");
    repo.tag("v1.0.0");
    repo.write("a/file", "3");
    repo.commit("feat: three");
    configure(&repo, "");
    repo
}

#[test]
fn a_tag_on_a_commit_outside_the_paths_still_ends_its_release() {
    let arguments = ["--include-path", "a/**"];
    differs(&folders(), &arguments, "next: three,\nv1.0.0: one,\n", "next: one, three,\n");
}

#[test]
fn a_tag_on_a_commit_that_blame_passes_over_still_ends_its_release() {
    let repo = folders();
    repo.write(".git-blame-ignore-revs", &repo.git(&["rev-parse", "v1.0.0"]));
    differs(&repo, &[], "next: three,\nv1.0.0: one,\n", "next: one, three,\n");
}

#[test]
fn a_limit_of_commits_takes_the_newest_and_leaves_their_releases_alone() {
    let repo = folders();
    configure(&repo, "limit_commits = 2");
    let two = "next: three,\nv1.0.0: two,\n";
    differs(&repo, &[], two, two);
    configure(&repo, "limit_commits = 1");
    differs(&repo, &[], "next: three,\n", "next: three,\n");
    configure(&repo, "limit_commits = 2\ninclude_paths = ['a/**']");
    let (kept, lost) = ("next: three,\nv1.0.0: one,\n", "next: one, three,\n");
    differs(&repo, &[], kept, lost);
}

#[test]
fn of_a_version_and_its_candidate_on_one_commit_the_version_counts() {
    let repo = Repo::released("v1.0.0");
    repo.tag("v1.0.0-rc.1");
    configure(&repo, "");
    differs(&repo, &[], "v1.0.0: begin,\n", "v1.0.0-rc.1: begin,\n");
    differs(&repo, &["--ignore-tags", "rc"], "v1.0.0: begin,\n", "next: begin,\n");
}

#[test]
fn the_latest_release_begins_behind_the_last_tag_that_is_not_ignored() {
    let repo = tagged(&["v1.0.0", "v1.1.0-rc.1", "v1.1.0"]);
    let arguments = ["-l", "--ignore-tags", "rc"];
    let whole = "v1.1.0: of v1.1.0-rc.1, of v1.1.0,\n";
    differs(&repo, &arguments, whole, "v1.1.0: of v1.1.0,\n");
}

#[test]
fn what_is_unreleased_begins_behind_the_last_tag_that_is_not_ignored() {
    let repo = tagged(&["v1.0.0", "v1.1.0-rc.1"]);
    let arguments = ["-u", "--ignore-tags", "rc"];
    differs(&repo, &arguments, "next: of v1.1.0-rc.1, new,\n", "next: new,\n");
}

#[test]
fn the_latest_release_is_one_that_is_shown() {
    let repo = tagged(&["v1.0.0", "v1.1.0", "v1.2.0"]);
    let arguments = ["-l", "--skip-tags", "v1.2"];
    differs(&repo, &arguments, "v1.1.0: of v1.1.0,\n", "");
}

#[test]
fn a_limit_of_tags_shows_that_many_releases_and_what_is_unreleased() {
    let repo = tagged(&["v1.0.0", "v1.1.0", "v1.2.0"]);
    let [new, third, second, first] =
        ["next: new,\n", "v1.2.0: of v1.2.0,\n", "v1.1.0: of v1.1.0,\n", "v1.0.0: of v1.0.0,\n"];
    let one = [new, third].concat();
    differs(&repo, &["--limit-tags", "1"], &one, &[third, second, first].concat());
    differs(&repo, &["--limit-tags", "2"], &[&one, second].concat(), third);
    configure(&repo, "limit_tags = 2");
    differs(&repo, &[], &[&one, second].concat(), third);
}

#[test]
fn a_range_may_be_any_revision() {
    let repo = tagged(&["v1.0.0", "v1.1.0"]);
    repo.git(&["branch", "side", "v1.0.0"]);
    let first = "v1.0.0: of v1.0.0,\n";
    let id = repo.git(&["rev-parse", "v1.0.0"]);
    for range in ["v1.0.0", "side", &id[..7], &id, "HEAD~2"] {
        repaired(&repo, &[range]).says(first);
    }
    strict(&repo, &[&id]).says(first);
    strict(&repo, &["v1.0.0"]).fails_with(2).warns("`A..B`");
    strict(&repo, &["v1.0.0..side"]).says("next:\n");
    repaired(&repo, &["v1.0.0...v1.1.0"]).fails_with(2).warns("v1.0.0..v1.1.0");
    repaired(&repo, &["v9"]).fails_with(2).warns("v9");
}

#[test]
fn topological_order_is_the_order_of_versions() {
    let repo = tagged(&["v0.9.0", "v0.10.0"]);
    let newest = "v0.10.0: of v0.10.0,\n";
    differs(&repo, &["--topo-order", "-l"], newest, "next:\n");
    differs(&repo, &["--topo-order", "-u"], "next: new,\n", &format!("next: new,\n{newest}"));
    configure(&repo, "topo_order = true");
    differs(&repo, &["-l"], newest, "next:\n");
}

#[test]
fn an_added_commit_belongs_to_the_release_that_is_named() {
    let repo = tagged(&["v1.0.0"]);
    let arguments = ["-u", "--with-commit", "fix: extra", "--tag", "v1.1.0"];
    differs(&repo, &arguments, "v1.1.0: new, extra,\n", "next: extra,\nv1.1.0: new,\n");
}

#[test]
fn a_rule_over_the_body_leaves_commits_without_one_alone() {
    let repo = Repo::new();
    repo.commit("feat: one");
    repo.commit("feat: two\n\nwith a secret");
    let rules = r#"commit_parsers = [
        { field = "body", pattern = "secret", skip = true }, { message = ".*", group = "All" }]"#;
    configure(&repo, rules);
    differs(&repo, &[], "next: one,\n", "");
}

#[test]
fn a_file_at_the_root_that_the_first_commit_adds_is_found() {
    let repo = Repo::new();
    repo.write("README.md", "1");
    repo.commit("feat: one");
    repo.write("README.md", "2");
    repo.commit("feat: two");
    repo.write("other", "3");
    repo.commit("feat: three");
    configure(&repo, "");
    differs(&repo, &["--include-path", "README.md"], "next: one, two,\n", "next: two,\n");
}

#[test]
fn statistics_do_not_hang_on_the_name_of_a_variable() {
    let repo = Repo::new();
    repo.write("file", "1\n2\n");
    repo.commit("feat: one");
    let body = |name: &str| {
        format!(
            "{{% for {name} in commits %}}{{{{ {name}.statistics.additions }}}}\n{{% endfor %}}"
        )
    };
    differs(&repo, &["-b", &body("commit")], "2\n", "2\n");
    differs(&repo, &["-b", &body("c")], "2\n", "0\n");
}

/// A heading and a list for each release.
const SECTIONS: &str = r#"
[changelog]
trim = false
body = """
## {{ version }}
{% for commit in commits %}
- {{ commit.message }}{% endfor %}

"""
"#;

#[test]
fn a_changelog_that_is_not_there_is_made() {
    let repo = tagged(&["v1.0.0"]);
    repaired(&repo, &["-u", "-p", "NEW.md"]).prints_nothing().ends_with(0);
    assert_eq!(repo.read("NEW.md"), "next: new,\n");
    strict(&repo, &["-u", "-p", "OTHER.md"]).fails_with(2).warns("OTHER.md");
    assert!(!repo.path().join("OTHER.md").exists());
}

#[test]
fn a_release_that_is_put_on_top_replaces_the_one_of_its_name() {
    let repo = tagged(&["v1.0.0"]);
    repo.write("cliff.toml", SECTIONS);
    let old = "## v1.1.0\n\n- old\n\n## v1.0.0\n\n- by hand\n";
    let arguments = ["-u", "-t", "v1.1.0", "-p", "CHANGELOG.md"];
    repo.write("CHANGELOG.md", old);
    repaired(&repo, &arguments).prints_nothing().ends_with(0);
    let replaced = "## v1.1.0\n\n- new\n\n## v1.0.0\n\n- by hand\n";
    assert_eq!(repo.read("CHANGELOG.md"), replaced);
    repo.write("CHANGELOG.md", old);
    strict(&repo, &arguments).prints_nothing().ends_with(0);
    assert_eq!(repo.read("CHANGELOG.md"), format!("## v1.1.0\n\n- new\n\n{old}"));
}

#[test]
fn a_run_that_fails_leaves_the_file_as_it_was() {
    let repo = tagged(&["v1.0"]);
    repo.write("old.md", "old\n");
    for arguments in [
        &["-o", "old.md", "-b", "{{ nothing }}"][..],
        &["-o", "old.md", "-b", "{% if %}"],
        &["-o", "old.md", "--bump"],
        &["-u", "-p", "old.md", "--bump"],
        &["-u", "-p", "old.md", "-b", "{{ nothing }}"],
        &["-o", "old.md", "no-such-revision"],
    ] {
        for run in [repaired, strict_as_repaired] {
            run(&repo, arguments).fails_with(2);
            assert_eq!(repo.read("old.md"), "old\n", "{arguments:?}");
        }
    }
}

#[test]
fn the_next_version_is_only_printed() {
    let repo = tagged(&["v1.0.0"]);
    repo.write("cliff.toml", "[changelog]\noutput = 'old.md'\n");
    repo.write("old.md", "old\n");
    for run in [repaired, strict_as_repaired] {
        run(&repo, &["--bumped-version"]).says("v1.1.0\n");
        run(&repo, &["--bumped-version", "--unreleased"]).says("v1.1.0\n");
        assert_eq!(repo.read("old.md"), "old\n");
    }
}

#[test]
fn data_goes_into_the_file_of_the_changelog_only_in_git_cliff() {
    let repo = tagged(&["v1.0.0"]);
    repo.write("cliff.toml", "[changelog]\noutput = 'old.md'\n");
    repo.write("old.md", "old\n");
    let data = repaired(&repo, &["-l", "-x"]);
    assert_eq!(data.json()[0]["version"], "v1.0.0");
    assert_eq!(repo.read("old.md"), "old\n");
    strict(&repo, &["-l", "-x"]).says("");
    assert_eq!(repo.read("old.md"), data.stdout);
}

#[test]
fn a_configuration_that_is_not_there_is_an_error() {
    let repo = tagged(&["v1.0.0"]);
    repo.remove("cliff.toml");
    repaired(&repo, &["-c", "other.toml"])
        .fails_with(2)
        .warns("other.toml")
        .warns("keepachangelog");
    let default = strict(&repo, &["-c", "default"]);
    strict(&repo, &["-c", "other.toml"]).says(&default.stdout).prints("## [unreleased]");
}

#[test]
fn an_order_that_nobody_knows_is_an_error_with_its_place() {
    let repo = tagged(&["v1.0.0"]);
    configure(&repo, "sort_commits = 'newst'");
    for run in [repaired, strict_as_repaired] {
        run(&repo, &[]).fails_with(2).warns("sort_commits").warns("newst").warns("cliff.toml:");
    }
}

#[test]
fn a_demand_that_commits_do_not_meet_ends_the_run_and_names_them() {
    let repo = Repo::new();
    repo.commit("feat: one");
    let id = repo.commit("two\n\nand more");
    configure(&repo, "require_conventional = true");
    for run in [repaired, strict] {
        let refused = run(&repo, &[]);
        refused.fails_with(1).warns(&format!("{} two", &id[..7])).warns("require_conventional");
        assert!(!refused.stderr.contains("one"), "{refused}");
    }
    let rule = "commit_parsers = [{ message = '^feat', group = 'New' }]";
    let demand = "filter_unconventional = false\nfail_on_unmatched_commit = true";
    configure(&repo, &format!("{rule}\n{demand}"));
    for run in [repaired, strict] {
        let refused = run(&repo, &[]);
        refused.fails_with(1).warns(&format!("{} two", &id[..7])).warns("fail_on_unmatched_commit");
    }
    configure(&repo, "require_conventional = true");
    let added = ["--with-commit", "three", "--skip-commit", &id];
    for run in [repaired, strict_as_repaired] {
        run(&repo, &added).fails_with(1).warns("three");
    }
}

/// A repository on GitHub: a release of `ann`, then `ann` and `bob` with pull requests.
fn on_github() -> Repo {
    let repo = Repo::new();
    let commit = |message: &str, author: &str| {
        repo.commit(message);
        repo.git(&[
            "commit",
            "--quiet",
            "--amend",
            "--allow-empty",
            "-C",
            "HEAD",
            "--author",
            author,
        ]);
    };
    commit("feat: one (#1)", "Ann <1+ann@users.noreply.github.com>");
    repo.tag("v1.0.0");
    commit("feat: two (#2)", "Ann <1+ann@users.noreply.github.com>");
    commit("fix: three (#3)", "Bob <2+bob@users.noreply.github.com>");
    commit("fix: four", "Bob <2+bob@users.noreply.github.com>");
    repo.write("cliff.toml", "[remote.github]\nowner = 'o'\nrepo = 'r'\n");
    repo
}

#[test]
fn what_commits_tell_of_their_forge_is_known_without_it() {
    let repo = on_github();
    let body = "{% for commit in commits %}{{ commit.remote.username }} {{ commit.remote.pr_number }}\n\
                {% endfor %}{% for one in github.contributors %}{{ one.username }}: \
                {{ one.pr_number }}{% if one.is_first_time %} (new){% endif %}\n{% endfor %}\
                {{ remote.github.owner }}/{{ remote.github.repo }}";
    let known = "ann 2\nbob 3\nbob \nann: 2\nbob: 3 (new)\no/r";
    repaired(&repo, &["-u", "-b", body]).says(known);
    let data = repaired(&repo, &["-x"]).json();
    let commit = &data[0]["commits"][0];
    for name in ["remote", "github"] {
        assert_eq!(commit[name]["username"], "ann");
        assert_eq!(commit[name]["pr_number"], 2);
        assert_eq!(commit[name]["pr_author"], serde_json::Value::Null);
    }
    assert_eq!(data[0]["github"]["contributors"][1]["username"], "bob");
    assert_eq!(data[0]["github"]["contributors"][1]["is_first_time"], true);
    assert_eq!(data[1]["github"]["contributors"][0]["is_first_time"], true);
}

#[test]
fn what_commits_tell_of_their_forge_is_unknown_to_git_cliff() {
    let repo = on_github();
    let body = "{% for commit in commits %}{% if commit.remote %}known{% endif %}{% endfor %}\
                {{ github.contributors | length }} {{ remote.github.owner }}/{{ remote.github.repo }}";
    strict(&repo, &["-u", "-b", body]).says("0 o/r");
    let data = strict(&repo, &["-x"]).json();
    assert_eq!(data[0]["commits"][0].get("remote"), None);
    assert_eq!(data[0]["commits"][0]["github"]["username"], serde_json::Value::Null);
    assert_eq!(data[0]["github"]["contributors"], serde_json::json!([]));
}
