//! git-cliff's other sources and names: repositories, folders, contexts, the name of the program.
#![expect(clippy::disallowed_methods, reason = "the tests look at what was written")]

use crate::support::repository::Repo;
use crate::support::run::{Output, Run, semflow};

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

/// Asserts what a run prints, repaired and strict.
#[track_caller]
fn both(repo: &Repo, folder: &str, arguments: &[&str], expected: &str) {
    within(repo, folder, arguments).says(expected);
    within(repo, folder, &[&["--compat", "strict"], arguments].concat()).says(expected);
}

#[test]
fn a_program_called_git_cliff_is_git_cliff() {
    let repo = example();
    let named = |arguments: &[&str]| Run::on(&repo).git_cliff(arguments);
    named(&[]).says(WHOLE);
    named(&["-u", "--tag", "v2.0.0"]).says("v2.0.0: two,\n");
    for flag in ["-v", "-vv", "--verbose", "--debug", "--offline", "--compat=strict"] {
        named(&[flag]).says(WHOLE);
    }
    repo.remove("cliff.toml");
    let default = semflow(&repo, &["changelog", "-c", "default"]);
    default.prints("## [unreleased]\n\n### \u{1f41b} Bug Fixes\n\n- Two\n");
    named(&[]).says(&default.stdout);
    named(&["-l"]).prints("## [1.0.0] - 2024-01-01").omits("Two");
    semflow(&repo, &["changelog"]).prints("# Changelog\n");
    for flag in ["-V", "--version"] {
        let version = format!("git-cliff 2.14.2 (semflow {})\n", env!("CARGO_PKG_VERSION"));
        named(&[flag]).answers(&version);
    }
    named(&["--help"]).prints("--bumped-version");
    named(&["-h"]).prints("--bumped-version");
    named(&["--no-such-flag"]).fails_with(2).warns("--no-such-flag");
}

#[test]
fn a_configuration_to_start_from_is_written_once() {
    let repo = Repo::released("v1.0.0");
    semflow(&repo, &["changelog", "--init"]).fails_with(0).warns("cliff.toml");
    let written = repo.read("cliff.toml");
    assert!(written.contains("[changelog]") && written.contains("[git]"), "{written}");
    let default = semflow(&repo, &["changelog", "-c", "default"]).stdout;
    semflow(&repo, &["changelog"]).says(&default);
    repo.write("cliff.toml", "mine\n");
    for run in [&["changelog", "-i"][..], &["changelog", "-i", "minimal", "--compat=strict"]] {
        semflow(&repo, run).fails_with(3).warns("cliff.toml").warns("not overwritten");
        assert_eq!(repo.read("cliff.toml"), "mine\n");
    }
    for (name, path) in [("keepachangelog", "a.toml"), ("minimal.toml", "b.toml")] {
        semflow(&repo, &["changelog", "--init", name, "-c", path]).fails_with(0).warns(path);
        let by_name = semflow(&repo, &["changelog", "-c", name]).stdout;
        semflow(&repo, &["changelog", "-c", path]).says(&by_name);
        assert_ne!(by_name, default);
    }
    let none = semflow(&repo, &["changelog", "--init", "nothing", "-c", "c.toml"]);
    none.fails_with(2).warns("nothing").warns("keepachangelog");
    assert!(!repo.path().join("c.toml").exists());
}

#[test]
fn a_folder_of_configurations_to_start_from_comes_before_the_built_in_ones() {
    let repo = Repo::released("v1.0.0");
    repo.write("mine/house.toml", "house\n");
    repo.write("mine/minimal.toml", "own minimal\n");
    repo.write("mine/notes.txt", "");
    let built_in = "azure-devops-keepachangelog\ncocogitto\ndetailed\ngithub\ngithub-keepachangelog\n\
                    gitlab\ngitlab-keepachangelog\nkeepachangelog\nminimal\nscoped\nscopesorted\n\
                    statistics\nunconventional\n";
    semflow(&repo, &["changelog", "--list-templates"]).answers(built_in);
    let all = built_in.replace("keepachangelog\nminimal", "house\nkeepachangelog\nminimal");
    let all = all.replace("-house\n", "-");
    for list in [
        Run::on(&repo).semflow(&["changelog", "--list-templates", "--templates-dir", "mine"]),
        Run::on(&repo).env("GIT_CLIFF_TEMPLATES_DIR", "mine").git_cliff(&["--list-templates"]),
    ] {
        list.answers(&all);
    }
    for (name, text) in [("house", "house\n"), ("minimal", "own minimal\n")] {
        let path = format!("{name}.out");
        let init = ["changelog", "--init", name, "--templates-dir", "mine", "-c", &path];
        semflow(&repo, &init).fails_with(0);
        assert_eq!(repo.read(&path), text);
    }
    let outside = ["changelog", "--init", "../mine/house", "--templates-dir", "mine"];
    semflow(&repo, &outside).fails_with(2).warns("../mine/house");
    let missing = ["changelog", "--list-templates", "--templates-dir", "nowhere"];
    semflow(&repo, &missing).fails_with(2).warns("nowhere");
}

#[test]
fn rendering_a_context_is_rendering_its_history() {
    let repo = example();
    for part in [&["-u"][..], &["-l"], &["-t", "v2.0.0"], &[]] {
        let direct = within(&repo, ".", part).stdout;
        within(&repo, ".", &[&["-x", "-o", "data.json"], part].concat()).fails_with(0);
        let context = repo.read("data.json");
        both(&repo, ".", &["--from-context", "data.json"], &direct);
        let run = Run::on(&repo).reading(&context);
        run.semflow(&["changelog", "--from-context", "-"]).says(&direct);
    }
    let outside = Repo::none();
    outside.write("cliff.toml", LINES);
    outside.write("data.json", &repo.read("data.json"));
    both(&outside, ".", &["--from-context", "data.json"], WHOLE);
    repo.write("data.json", "[{]");
    within(&repo, ".", &["--from-context", "data.json"]).fails_with(2).warns("data.json");
    within(&repo, ".", &["--from-context", "none.json"]).fails_with(2).warns("none.json");
}

/// The data of one release with one commit, a line for each field.
const SHAPE: &str = r#"[{"version":"v1.0.0",
"message":"First",
"commits":[{"id":"518351f496dee97e2b53b89f45ea1ebd944d8afe",
"message":"one (#1)",
"body":"Text.",
"footers":[{"token":"Refs",
"separator":":",
"value":"7",
"breaking":false}],
"group":"<!-- 0 -->🚀 Features",
"breaking_description":"one (#1)",
"breaking":true,
"scope":"door",
"links":[],
"author":{"name":"Ada Example",
"email":"ada@example.com",
"timestamp":1704067200},
"committer":{"name":"Ada Example",
"email":"ada@example.com",
"timestamp":1704067200},
"conventional":true,
"merge_commit":false,
"statistics":{"files_changed":0,
"additions":0,
"deletions":0},
"extra":null,
"github":NOBODY,
"gitlab":NOBODY,
"gitea":NOBODY,
"bitbucket":NOBODY,
"azure_devops":NOBODY,
"raw_message":"feat(door)!: one (#1)\n\nText.\n\nRefs: 7"}],
"commit_id":"518351f496dee97e2b53b89f45ea1ebd944d8afe",
"timestamp":1704067200,
"previous":{"version":null,
"message":null,
"commits":[],
"commit_id":null,
"timestamp":null,
"previous":null,
"repository":null,
"commit_range":null,
"submodule_commits":{},
"statistics":null,
"extra":null,
"bump_type":null,
"github":NO_ONE,
"gitlab":NO_ONE,
"gitea":NO_ONE,
"bitbucket":NO_ONE,
"azure_devops":NO_ONE},
"repository":"PATH",
"commit_range":{"from":"518351f496dee97e2b53b89f45ea1ebd944d8afe",
"to":"518351f496dee97e2b53b89f45ea1ebd944d8afe"},
"submodule_commits":{},
"statistics":{"commit_count":1,
"conventional_commit_count":1,
"links":[]},
"extra":null,
"bump_type":null,
"github":NO_ONE,
"gitlab":NO_ONE,
"gitea":NO_ONE,
"bitbucket":NO_ONE,
"azure_devops":NO_ONE}]"#;

#[test]
fn a_context_has_the_shape_of_git_cliff_s() {
    let repo = Repo::new();
    repo.commit("feat(door)!: one (#1)\n\nText.\n\nRefs: 7");
    repo.annotated("v1.0.0", "First");
    repo.write("cliff.toml", LINES);
    let text = within(&repo, ".", &["--compat", "strict", "-x"]).stdout;
    let nobody = "{\"username\":null,\"pr_author\":null,\"pr_title\":null,\"pr_number\":null,\
                  \"pr_numbers\":[],\"pr_labels\":[],\"is_first_time\":false}";
    let shown = text
        .replace(&*repo.path().to_string_lossy(), "PATH")
        .replace(nobody, "NOBODY")
        .replace("{\"contributors\":[]}", "NO_ONE")
        .replace(",\"", ",\n\"");
    assert_eq!(shown.trim_end(), SHAPE);
    assert_eq!(text, within(&repo, ".", &["-x"]).stdout);
}

#[test]
fn the_releases_of_several_repositories_follow_one_another() {
    let (one, other) = (example(), Repo::released("other-1"));
    let other_path = other.path().to_string_lossy().into_owned();
    let all = format!("other-1: begin,\n{WHOLE}");
    both(&one, ".", &["-r", ".", &other_path], &all);
    both(&one, ".", &["-r", ".", "-r", &other_path], &all);
    both(&one, ".", &["-u", "-r", &other_path, "--repository", "a"], "next: two,\nnext:\n");
    both(&one, ".", &["-r", &other_path, "-c", "cliff.toml"], "other-1: begin,\n");
    let run = Run::on(&one).env("GIT_CLIFF_REPOSITORY", &other_path);
    run.semflow(&["changelog", "-x"]).prints("other-1").omits("v1.0.0");
    within(&one, ".", &["-r", "nowhere"]).fails_with(2).warns("nowhere");
}

#[test]
fn a_folder_to_work_in_brings_its_configuration_and_its_commits() {
    let repo = example();
    repo.write("b/cliff.toml", &LINES.replace("next", "b"));
    for flag in ["-w", "--workdir"] {
        both(&repo, ".", &[flag, "b", "-u"], "b: two,\n");
        both(&repo, ".", &[flag, "a"], "v1.0.0: one,\n");
        both(&repo, ".", &[flag, "."], WHOLE);
    }
    let run = Run::on(&repo).env("GIT_CLIFF_WORKDIR", "b");
    run.semflow(&["changelog"]).says("b: two,\n");
    repo.write("b/body.tera", "B {{ commits | length }}\n");
    let prepend = ["-w", "b", "-u", "-p", "log.md", "--body-file", "body.tera"];
    for compat in ["repaired", "strict"] {
        repo.write("log.md", "old\n");
        within(&repo, ".", &[&["--compat", compat], &prepend[..]].concat()).fails_with(0);
        assert_eq!(repo.read("log.md"), "B 1\nold\n");
    }
    within(&repo, ".", &["-w", "b", "-o", "out.md"]).fails_with(0);
    assert_eq!(repo.read("out.md"), "b: two,\n");
}

#[test]
fn a_folder_to_start_in_has_its_own_changelog() {
    let repo = example();
    both(&repo, "b", &[], "next: two,\n");
    both(&repo, "a", &["--include-path", "b/**", "-u"], "next: two,\n");
    both(&repo, "b", &["-r", ".."], WHOLE);
    repo.write("b/sub/1", "");
    repo.commit("fix: three");
    both(&repo, "b/sub", &[], "next: three,\n");
}

#[test]
fn bare_repositories_work_trees_and_detached_heads_have_changelogs() {
    let repo = example();
    repo.git(&["worktree", "add", "--quiet", "../beside", "-b", "beside"]);
    repo.commit("fix: three");
    both(&repo, "../beside", &[], WHOLE);
    let lines = repo.path().join("cliff.toml").to_string_lossy().into_owned();
    both(&repo.bare_clone(), ".", &["-c", &lines], &WHOLE.replace("two,", "two, three,"));
    repo.checkout("v1.0.0");
    both(&repo, ".", &[], "v1.0.0: one,\n");
    both(&repo, ".", &["--bumped-version"], "v1.0.0\n");
    repo.git(&["tag", "--delete", "v1.0.0"]);
    both(&repo, ".", &[], "next: one,\n");
    both(&repo, ".", &["-l"], "next: one,\n");
    both(&repo, ".", &["--bumped-version"], "0.1.0\n");
}

#[test]
fn a_history_that_is_not_there_or_not_whole_is_told() {
    let empty = Repo::new();
    for arguments in [&[][..], &["-u"], &["-c", "default"], &["-x"], &["--bumped-version"]] {
        within(&empty, ".", arguments).fails_with(3).warns("no commit");
    }
    let outside = Repo::none();
    within(&outside, ".", &["-x"]).fails_with(3).warns("no git repository");
    let repo = example();
    repo.commit("feat: three");
    let clone = repo.shallow_clone(2);
    let shallow = within(&clone, ".", &[]);
    shallow.says("next: two, three,\n").warns("shallow").warns("git fetch --unshallow");
    both(&clone, ".", &[], "next: two, three,\n");
    within(&clone, ".", &["-q"]).answers("next: two, three,\n");
}

#[test]
fn commits_that_the_project_lists_are_left_out() {
    let repo = example();
    let id = repo.git(&["rev-parse", "HEAD"]);
    repo.write(".cliffignore", &format!("# reason\n\n{id}\n"));
    both(&repo, ".", &[], "v1.0.0: one,\n");
    repo.write(".cliffignore", &format!("# {id}\n{}\n", &id[..12]));
    both(&repo, ".", &[], WHOLE);
}

#[test]
fn commits_of_submodules_are_shown_where_that_is_asked_for() {
    let (repo, library) = (example(), Repo::released("v0.1.0"));
    let path = library.path().to_string_lossy().into_owned();
    let add = ["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", &path, "lib"];
    repo.git(&add);
    repo.commit("feat: a library");
    repo.tag("v1.1.0");
    let body = "{{ version }}:{% for path, commits in submodule_commits %}{{ path }}:\
                {% for commit in commits %} {{ commit.message }},{% endfor %}{% endfor %}";
    repo.write("cliff.toml", &format!("{LINES}[git]\nrecurse_submodules = true\n"));
    both(&repo, ".", &["-l", "-b", body], "v1.1.0:lib: begin,");
    let new = library.commit("fix: new");
    repo.git(&["-C", "lib", "fetch", "--quiet", &path]);
    repo.git(&["-C", "lib", "checkout", "--quiet", &new]);
    repo.commit("fix: the library");
    repo.tag("v1.1.1");
    both(&repo, ".", &["-l", "-b", body], "v1.1.1:lib: new,");
    repo.write("cliff.toml", LINES);
    both(&repo, ".", &["-l", "-b", body], "v1.1.1:");
}

#[test]
#[cfg(unix)]
fn commands_of_the_configuration_run_unless_that_is_forbidden() {
    let repo = example();
    let command = "replace_command = 'tr a-z A-Z'";
    repo.write(
        "cliff.toml",
        &format!(
            "{LINES}postprocessors = [{{ pattern = 'one', {command} }}]\n[git]\n\
             commit_preprocessors = [{{ pattern = 'two', replace_command = 'sed s/two/2-$COMMIT_SHA/' }}]"
        ),
    );
    let id = repo.git(&["rev-parse", "HEAD"]);
    both(&repo, ".", &[], &format!("next: 2-{id},\nV1.0.0: ONE,\n"));
    both(&repo, ".", &["--no-exec"], WHOLE);
    repo.write(
        "cliff.toml",
        &format!("{LINES}[git]\ncommit_preprocessors = [{{ pattern = 'two', replace_command = 'exit 7' }}]"),
    );
    within(&repo, ".", &[]).says("v1.0.0: one,\n").warns("exit 7");
}
