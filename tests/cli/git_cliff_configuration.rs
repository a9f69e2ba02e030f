//! Where git-cliff's configuration comes from, what it means, and which look it leads to.

use crate::support::repository::Repo;
use crate::support::run::{Output, Run, semflow};

/// `one` v1.0.0 with a file in `a/b`.
fn example() -> Repo {
    let repo = Repo::new();
    repo.write("a/b/file", "");
    repo.commit("feat: one");
    repo.tag("v1.0.0");
    repo
}

/// A configuration under which each release is this text.
fn saying(text: &str) -> String {
    format!("[changelog]\nbody = \"{text}\"\n")
}

fn strict(repo: &Repo, arguments: &[&str]) -> Output {
    semflow(repo, &[&["changelog", "--compat", "strict"], arguments].concat())
}

/// Asserts what a run prints, repaired and strict.
#[track_caller]
fn both(repo: &Repo, arguments: &[&str], expected: &str) {
    semflow(repo, &[&["changelog"], arguments].concat()).says(expected);
    strict(repo, arguments).says(expected);
}

#[track_caller]
fn both_within(repo: &Repo, folder: &str, expected: &str) {
    Run::on(repo).within(folder).semflow(&["changelog"]).says(expected);
    let strict = ["changelog", "--compat", "strict"];
    Run::on(repo).within(folder).semflow(&strict).says(expected);
}

#[test]
fn a_project_s_own_file_is_found_here_and_above_in_three_places() {
    let names = ["cliff.toml", ".cliff.toml", ".config/cliff.toml"];
    for name in names {
        let repo = example();
        repo.write(name, &saying(name));
        both(&repo, &[], name);
        both_within(&repo, "a/b", name);
    }
    let repo = example();
    for name in names.iter().rev() {
        repo.write(name, &saying(name));
        both(&repo, &[], name);
    }
    repo.write("a/.config/cliff.toml", &saying("nearer"));
    both_within(&repo, "a/b", "nearer");
    both(&repo, &[], "cliff.toml");
}

#[test]
#[cfg(not(windows))]
fn the_user_s_file_is_for_projects_without_one() {
    let repo = example();
    repo.write("../home/git-cliff/cliff.toml", &saying("by XDG"));
    repo.write("../home/.config/git-cliff/cliff.toml", &saying("by HOME"));
    repo.write("Cargo.toml", "[package.metadata.git-cliff.changelog]\nbody = 'manifest'\n");
    both(&repo, &[], "by XDG");
    let run = Run::on(&repo).env("XDG_CONFIG_HOME", "");
    run.semflow(&["changelog", "--compat", "strict"]).says("by HOME");
    strict(&repo, &["-c", "missing.toml"]).says("by XDG");
    repo.write("cliff.toml", &saying("project"));
    both(&repo, &[], "project");
}

#[test]
fn a_table_in_a_manifest_is_a_configuration() {
    for (file, table) in [
        ("Cargo.toml", "workspace.metadata.git-cliff"),
        ("Cargo.toml", "package.metadata.git-cliff"),
        ("pyproject.toml", "tool.git-cliff"),
    ] {
        let repo = example();
        repo.write(file, &format!("[other]\nkey = 1\n[{table}.changelog]\nbody = '{table}'\n"));
        both(&repo, &[], table);
        repo.write("cliff.toml", &saying("file"));
        both(&repo, &[], "file");
        both(&repo, &["-c", file], table);
    }
    let repo = example();
    repo.write("Cargo.toml", "[package]\nname = 'x'\n");
    semflow(&repo, &["changelog"]).prints("# Changelog");
}

#[test]
fn a_file_may_be_named_by_path_by_url_or_from_home() {
    let repo = example();
    repo.write("cliff.toml", &saying("project"));
    repo.write("conf/x.toml", &saying("x"));
    repo.write("../home/y.toml", &saying("home"));
    repo.write("conf/x.yaml", "changelog:\n  body: yaml\n");
    both(&repo, &["-c", "conf/x.toml"], "x");
    both(&repo, &["--config", "conf/x.yaml"], "yaml");
    both(&repo, &["-c", "~/y.toml"], "home");
    both(&repo, &["-w", "conf", "-c", "x.toml"], "x");
    let url = format!("file://{}", repo.path().join("conf/x.toml").display());
    for arguments in [&["--config-url", &url][..], &["-c", "conf/x.yaml", "--config-url", &url]] {
        semflow(&repo, &[&["changelog"], arguments].concat()).says("x");
    }
    for url in ["https://example.com/cliff.toml", "http://127.0.0.1:9/cliff.toml", "file://x"] {
        let refused = semflow(&repo, &["changelog", "--config-url", url]);
        refused.fails_with(2).warns("file:// URL only").warns(url);
    }
}

#[test]
fn a_built_in_configuration_goes_by_its_name() {
    let repo = example();
    repo.write("cliff.toml", &saying("OWN FILE"));
    let list = semflow(&repo, &["changelog", "--list-templates"]).stdout;
    assert_eq!(list.lines().count(), 13);
    for name in list.lines() {
        let plain = strict(&repo, &["-c", name]);
        plain.ends_with(0).omits("OWN FILE");
        both(&repo, &["-c", &format!("{name}.toml")], &plain.stdout);
    }
    strict(&repo, &["-c", "keepachangelog"])
        .prints("## [1.0.0] - 2024-01-01\n\n### Changed\n\n- One");
    repo.write("minimal.toml", &saying("mine"));
    both(&repo, &["-c", "./minimal.toml"], "mine");
}

#[test]
fn variables_override_keys() {
    let repo = example();
    repo.commit("fix: two");
    repo.commit("fix: three");
    let body = "{% for commit in commits %}{{ commit.message }},{% endfor %}";
    repo.write("cliff.toml", &format!("{}[git]\nlimit_commits = 2\n", saying(body)));
    let with = |variables: &[(&str, &str)]| {
        let run = variables.iter().fold(Run::on(&repo), |run, (name, value)| run.env(name, value));
        run.semflow(&["changelog", "--compat", "strict"])
    };
    with(&[]).says("two,three,");
    with(&[("GIT_CLIFF__GIT__LIMIT_COMMITS", "1")]).says("three,");
    with(&[("GIT_CLIFF__GIT__SORT_COMMITS", "newest")]).says("three,two,");
    with(&[("GIT_CLIFF__CHANGELOG__HEADER", "top")]).says("top\ntwo,three,");
    with(&[("GIT_CLIFF__CHANGELOG__BODY", "b"), ("GIT_CLIFF__CHANGELOG__FOOTER", "end")])
        .says("bend\n");
    let run = Run::on(&repo).env("GIT_CLIFF__GIT__LIMIT_COMMITS", "1");
    run.semflow(&["changelog"]).says("three,");
    let wrong = Run::on(&repo).env("GIT_CLIFF__GIT__SORT_COMMITS", "newst");
    wrong.semflow(&["changelog"]).fails_with(2).warns("sort_commits").warns("environment");
}

#[test]
fn what_a_file_does_not_say_is_said_by_git_cliff_s_default() {
    let repo = Repo::new();
    repo.commit("feat: one");
    repo.commit("fix: two");
    repo.commit("ci: three");
    let body = "{% for commit in commits %}{{ commit.group }};{% endfor %}";
    repo.write("cliff.toml", &saying(body));
    let groups = "<!-- 0 -->\u{1f680} Features;<!-- 1 -->\u{1f41b} Bug Fixes;\
                  <!-- 7 -->\u{2699}\u{fe0f} Miscellaneous Tasks;";
    both(&repo, &[], groups);
    let rule = "[git]\ncommit_parsers = [{ message = '^feat', group = 'New' }]\n";
    repo.write("cliff.toml", &format!("{}{rule}", saying(body)));
    both(&repo, &[], "New;fix;ci;");
    repo.write("cliff.toml", rule);
    both(&repo, &["-b", body], "New;fix;ci;");
    strict(&repo, &[]).prints("## [unreleased]\n\n### New\n\n- One\n\n### Fix\n\n- Two");
}

#[test]
fn values_of_another_type_are_taken_as_git_cliff_takes_them() {
    let repo = example();
    repo.commit("fix: two");
    repo.commit("docs: three");
    let body = "{% for commit in commits %}{{ commit.message }},{% endfor %}";
    let rules = "[git]\nlimit_commits = '2'\n\
                 commit_parsers = [{ message = '^docs', skip = 'true' }]\nfilter_commits = 'no'\n";
    repo.write("cliff.toml", &format!("{}trim = 'yes'\n{rules}", saying(body)));
    both(&repo, &[], "two,");
}

#[test]
fn a_wrong_value_names_its_key() {
    let repo = example();
    for (git, key) in [
        ("commit_parsers = [{ message = '(', group = 'x' }]", "commit_parsers[0].message"),
        ("commit_parsers = [{ message = 'x' }, { body = '(' }]", "commit_parsers[1].body"),
        ("link_parsers = [{ pattern = '(', href = 'x' }]", "link_parsers[0].pattern"),
        ("tag_pattern = '('", "tag_pattern"),
        ("limit_commits = 'many'", "limit_commits"),
    ] {
        repo.write("cliff.toml", &format!("{}[git]\n{git}\n", saying("x")));
        for run in [&["changelog"][..], &["changelog", "--compat=strict"]] {
            semflow(&repo, run).fails_with(2).warns(key).warns("cliff.toml");
        }
    }
    repo.write("cliff.toml", "[remote.github]\nrepo = 'r'\n");
    semflow(&repo, &["changelog"]).fails_with(2).warns("remote.github").warns("owner");
    repo.write("cliff.toml", "[changelog\n");
    semflow(&repo, &["changelog"]).fails_with(2).warns("cliff.toml:1");
}

#[test]
fn a_key_that_nobody_knows_is_a_warning_with_its_place() {
    let repo = example();
    repo.write("cliff.toml", &format!("{}[git]\nfilter_commit = true\n", saying("x")));
    let run = semflow(&repo, &["changelog"]);
    run.says("x").warns("cliff.toml:4").warns("filter_commits");
}

#[test]
fn a_configuration_for_git_cliff_has_git_cliff_s_look() {
    let look = "## [1.0.0] - 2024-01-01\n\n### \u{1f680} Features\n\n- One";
    let repo = example();
    for config in [
        "",
        "[git]\nfilter_commits = true\n",
        "[changelog]\ntrim = true\n[git]\n[bump]\n[remote]\n",
        "[bump]\ninitial_tag = '1.0.0'\n",
    ] {
        repo.write("cliff.toml", config);
        let strict = strict(&repo, &[]);
        strict.prints(look);
        semflow(&repo, &["changelog"]).says(&strict.stdout);
    }
    repo.write("cliff.toml", &format!("{}[commits]\n[release]\n", saying("mine")));
    semflow(&repo, &["changelog"]).says("mine");
    repo.remove("cliff.toml");
    semflow(&repo, &["changelog", "-c", "default"]).prints(look);
}

#[test]
fn no_configuration_or_one_for_semflow_has_semflow_s_look() {
    let repo = example();
    let own = semflow(&repo, &["changelog"]).stdout;
    assert!(own.starts_with("# Changelog\n") && own.contains("### Added\n\n- one\n"), "{own}");
    for section in ["commits", "flow", "check", "release"] {
        repo.write("cliff.toml", &format!("[git]\nfilter_commits = false\n[{section}]\n"));
        semflow(&repo, &["changelog"]).says(&own);
    }
    repo.write("cliff.toml", &saying("mine"));
    semflow(&repo, &["changelog"]).says("mine");
    semflow(&repo, &["changelog", "--template", "keepachangelog"]).says(&own);
    assert_eq!(semflow(&repo, &["changelog", "--json"]).json()[0]["tag"], "v1.0.0");
}

#[test]
fn flags_that_only_git_cliff_has_bring_its_look() {
    let repo = example();
    semflow(&repo, &["changelog", "-b", "x"]).says("x");
    semflow(&repo, &["changelog", "-x"]).prints("\"raw_message\":\"feat: one\"");
    semflow(&repo, &["changelog", "--bumped-version"]).says("v1.0.0\n");
    strict(&repo, &[]).prints("## [1.0.0] - 2024-01-01").omits("# Changelog");
}
