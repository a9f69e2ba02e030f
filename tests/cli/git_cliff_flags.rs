//! Every flag and variable of git-cliff does what it does there, with `--compat strict` and without.

use crate::support::repository::Repo;
use crate::support::run::{Run, semflow};

/// A line for each release: its name, and what its commits say.
const LINES: &str = r#"
[changelog]
trim = false
header = "top"
footer = "end"
body = "{% if version %}{{ version }}{% else %}next{% endif %}:{% for commit in commits %} {{ commit.message }},{% endfor %}\n"
"#;

const WHOLE: &str = "top\nnext: four,\nv1.1.0: three,\nv1.1.0-rc.1: two,\nv1.0.0: one,\nend\n";

/// `one` in `a` v1.0.0, `two` in `b` v1.1.0-rc.1, `three` in `a` v1.1.0, `four` in `README.md`.
fn example() -> Repo {
    let repo = Repo::new();
    for (path, message, tag) in [
        ("a/1", "feat: one", Some("v1.0.0")),
        ("b/1", "fix: two", Some("v1.1.0-rc.1")),
        ("a/2", "feat: three", Some("v1.1.0")),
        ("README.md", "fix: four", None),
    ] {
        repo.write(path, message);
        repo.commit(message);
        if let Some(tag) = tag {
            repo.tag(tag);
        }
    }
    repo.write("cliff.toml", LINES);
    repo
}

/// Asserts what a run prints between `top` and `end`, repaired and strict.
#[track_caller]
fn both(repo: &Repo, arguments: &[&str], lines: &str) {
    both_say(repo, arguments, &format!("top\n{lines}end\n"));
}

#[track_caller]
fn both_say(repo: &Repo, arguments: &[&str], expected: &str) {
    semflow(repo, &[&["changelog"], arguments].concat()).says(expected);
    semflow(repo, &[&["changelog", "--compat", "strict"], arguments].concat()).says(expected);
}

#[test]
fn a_run_without_flags_shows_all() {
    both_say(&example(), &[], WHOLE);
}

#[test]
fn flags_choose_the_part_of_the_history() {
    let repo = example();
    let (new, last) = ("next: four,\n", "v1.1.0: three,\n");
    for (arguments, lines) in [
        (&["-u"][..], new),
        (&["--unreleased"], new),
        (&["-l"], last),
        (&["--latest"], last),
        (&["-u", "-l"], new),
        (&["v1.0.0..v1.1.0-rc.1"], "v1.1.0-rc.1: two,\n"),
        (&["v1.1.0.."], new),
        (&["--", "v1.1.0..HEAD"], new),
    ] {
        both(&repo, arguments, lines);
    }
    repo.checkout("v1.1.0");
    both(&repo, &["--current"], last);
    repo.checkout("main");
    for compat in ["repaired", "strict"] {
        let refused = semflow(&repo, &["changelog", "--current", "--compat", compat]);
        refused.prints_nothing().warns("HEAD has no tag");
        assert_ne!(refused.code, Some(0));
    }
}

#[test]
fn flags_name_what_is_not_released_yet() {
    let repo = example();
    for (arguments, name) in [
        (&["-t", "v9.0.0"][..], "v9.0.0"),
        (&["--tag", "v9.0.0"], "v9.0.0"),
        (&["--tag=-x"], "-x"),
        (&["--bump"], "v1.1.1"),
        (&["--bump", "auto"], "v1.1.1"),
        (&["--bump", "patch"], "v1.1.1"),
        (&["--bump", "minor"], "v1.2.0"),
        (&["--bump", "major"], "v2.0.0"),
    ] {
        both(&repo, &[&["-u"], arguments].concat(), &format!("{name}: four,\n"));
    }
    both_say(&repo, &["--bumped-version"], "v1.1.1\n");
    both_say(&repo, &["--bumped-version", "--bump", "major"], "v2.0.0\n");
}

#[test]
fn flags_choose_commits() {
    let repo = example();
    let id = repo.git(&["rev-parse", "v1.1.0-rc.1"]);
    let in_a = "v1.1.0: three,\nv1.0.0: one,\n";
    for (arguments, lines) in [
        (&["--include-path", "a/**"][..], in_a),
        (&["--include-path", "a/"], in_a),
        (&["--include-path", "a/** README.md"], &format!("next: four,\n{in_a}")),
        (
            &["--include-path", "a/**", "--include-path", "README.md"],
            &format!("next: four,\n{in_a}"),
        ),
        (&["--include-path", "a/**", "--exclude-path", "a/2"], "v1.0.0: one,\n"),
        (&["--exclude-path", "b/**", "--exclude-path", "README.md"], in_a),
        (&["--exclude-path", "b/** README.md"], in_a),
        (&["--skip-commit", &id, "--exclude-path", "README.md"], in_a),
        (
            &["-u", "--with-commit", "feat: five", "--with-commit", "fix: six"],
            "next: four, five, six,\n",
        ),
        (&["-u", "--sort", "newest", "--tag-pattern", "v1.0"], "next: four, three, two,\n"),
        (&["-u", "--sort", "oldest", "--tag-pattern", "v1.0"], "next: two, three, four,\n"),
    ] {
        both(&repo, arguments, lines);
    }
}

#[test]
fn a_commit_may_be_added_with_its_id() {
    let id = "0123456789abcdef0123456789abcdef01234567";
    let commit = format!("{id} feat: five");
    let body = "{% for commit in commits %}{{ commit.id }} {{ commit.message }}{% endfor %}";
    let arguments = ["-u", "-s", "all", "--with-commit", &commit, "-b", body, "--skip-commit"];
    let repo = example();
    let head = repo.git(&["rev-parse", "HEAD"]);
    both_say(&repo, &[&arguments[..], &[&head]].concat(), &format!("{id} five"));
}

#[test]
fn flags_choose_tags() {
    let repo = example();
    repo.git(&["branch", "side", "v1.1.0"]);
    repo.checkout("side");
    repo.commit("feat: aside");
    repo.tag("v1.2.0");
    repo.checkout("main");
    repo.write("cliff.toml", LINES);
    let merged = "v1.1.0: two, three,\nv1.0.0: one,\n";
    for (arguments, lines) in [
        (&["--tag-pattern", r"^v1\.\d\.0$"][..], &*format!("next: four,\n{merged}")),
        (&["--ignore-tags", "rc"], &format!("next: four,\n{merged}")),
        (&["--count-tags", r"\.0$"], &format!("next: four,\n{merged}")),
        (&["--skip-tags", "rc"], "next: four,\nv1.1.0: three,\nv1.0.0: one,\n"),
        (&["--skip-tags", ""], "next: four,\nv1.1.0: three,\nv1.1.0-rc.1: two,\nv1.0.0: one,\n"),
        (&["-l", "--use-branch-tags"], "v1.1.0: three,\n"),
        (&["-l"], "v1.2.0: aside,\n"),
    ] {
        both(&repo, arguments, lines);
    }
    let limited = semflow(&repo, &["changelog", "--use-branch-tags", "--limit-tags", "1"]);
    limited.says("top\nnext: four,\nv1.1.0: three,\nend\n");
    let wrong = semflow(&repo, &["changelog", "--skip-tags", "*"]);
    wrong.fails_with(2).warns("--skip-tags");
}

#[test]
fn a_flag_orders_tags_whatever_their_dates_say() {
    let repo = Repo::new();
    repo.commit_at("feat: one", 2_000);
    repo.tag("v1.0.0");
    repo.commit_at("feat: two", 1_000);
    repo.tag("v2.0.0");
    repo.write("cliff.toml", LINES);
    both(&repo, &["-l", "--topo-order"], "v2.0.0: two,\n");
    both(&repo, &["-l"], "next:\n");
}

#[test]
fn flags_say_what_the_document_is_made_of() {
    let repo = example();
    repo.write("body.tera", "file {{ version }}\n");
    let id = &repo.git(&["rev-parse", "HEAD"])[..7];
    for (arguments, expected) in [
        (&["-s", "header"][..], "next: four,\nend\n"),
        (&["--strip", "footer"], "top\nnext: four,\n"),
        (&["-s", "all"], "next: four,\n"),
        (
            &["-s", "all", "-b", "- {{ commit_id }}"],
            &format!("- {}", repo.git(&["rev-parse", "HEAD"])),
        ),
        (&["-s", "all", "--body", "{{ commits | length }}"], "1"),
        (&["-s", "all", "-t", "v2", "--body-file", "body.tera"], "file v2\n"),
        (&["-s", "all", "-t", "v2", "-b", "x", "--body-file", "body.tera"], "file v2\n"),
        (&["-s", "all", "-b", "{{ message }}", "--with-tag-message", "hello"], "hello"),
        (&["-s", "all", "-b", "{{ commit_id | truncate(length=7, end='') }}"], id),
    ] {
        both_say(&repo, &[&["-u"], arguments].concat(), expected);
    }
}

#[test]
fn flags_say_where_the_document_goes() {
    let repo = example();
    let new = "top\nnext: four,\n";
    for (arguments, path, expected) in [
        (&["-o"][..], "CHANGELOG.md", format!("{new}end\n")),
        (&["--output", "b/log.md"], "b/log.md", format!("{new}end\n")),
        (&["-p"], "CHANGELOG.md", format!("{new}\nend\nold\n")),
        (&["--prepend", "b/old.md"], "b/old.md", format!("{new}old\n")),
    ] {
        for compat in ["repaired", "strict"] {
            repo.write("b/old.md", "old\n");
            if arguments == ["-p"] {
                repo.write("CHANGELOG.md", "top\nend\nold\n");
            }
            let run = [&["changelog", "-u", "--compat", compat], arguments].concat();
            semflow(&repo, &run).fails_with(0);
            assert_eq!(repo.read(path), expected, "{arguments:?} {compat}");
        }
    }
    both(&repo, &["-u", "-o", "-"], "next: four,\n");
    semflow(&repo, &["changelog", "-p"]).fails_with(2).warns("--unreleased");
    semflow(&repo, &["changelog", "-u", "-p", "a", "-o", "a"]).fails_with(2).warns("same file");
    semflow(&repo, &["changelog", "-u", "-p", "b/old.md", "-o", "b/new.md"]).fails_with(0);
    assert_eq!(repo.read("b/new.md"), new);
}

#[test]
fn flags_tell_templates_of_the_forges() {
    let repo = example();
    let body = |forge: &str, key: &str| format!("{{{{ remote.{forge}.{key} }}}}");
    for forge in ["github", "gitlab", "gitea", "bitbucket", "azure-devops"] {
        let name = forge.replace('-', "_");
        let text = body(&name, "owner") + "/" + &body(&name, "repo");
        let flag = format!("--{forge}-repo");
        let base = ["-u", "-s", "all", "-b", &text];
        both_say(&repo, &[&base[..], &[&flag, "o/r"]].concat(), "o/r");
        let variable = format!("{}_REPO", name.to_uppercase());
        let run = Run::on(&repo).env(&variable, "own/er/r");
        run.semflow(&[&["changelog"], &base[..]].concat()).says("own/er/r");
        let token = format!("--{forge}-token");
        let told = semflow(&repo, &[&["changelog", "-v", &token, "hush"], &base[..]].concat());
        told.says("/");
        assert!(!told.stderr.contains("hush"), "{told}");
    }
    for (arguments, key, expected) in [
        (&["--http-timeout", "90"][..], "github.http_timeout", "1m 30s"),
        (&["--use-native-tls"], "gitlab.native_tls", "true"),
        (&["--offline"], "offline", "true"),
    ] {
        let body = format!("{{{{ remote.{key} }}}}");
        both_say(&repo, &[&["-u", "-s", "all", "-b", &body], arguments].concat(), expected);
    }
}

#[test]
fn variables_stand_in_for_flags() {
    let repo = example();
    let id = repo.git(&["rev-parse", "HEAD"]);
    repo.write("other.toml", "[changelog]\nbody = 'other'\n");
    repo.write("data.json", "[]");
    let url = format!("file://{}", repo.path().join("other.toml").display());
    let a = "v1.1.0: three,\nv1.0.0: one,\n";
    let two = "v1.1.0-rc.1: two,\n";
    let named = WHOLE.replace("next", "v3.0.0");
    for (name, value, expected) in [
        ("GIT_CLIFF_TAG", "v3.0.0", &*named),
        ("GIT_CLIFF_TEMPLATE", "x", "top\nxxxxend\n"),
        ("GIT_CLIFF_INCLUDE_PATH", "a/**", &format!("top\n{a}end\n")),
        ("GIT_CLIFF_EXCLUDE_PATH", "b/** README.md", &format!("top\n{a}end\n")),
        ("GIT_CLIFF_SKIP_COMMIT", &id, &WHOLE.replace("next: four,\n", "")),
        ("GIT_CLIFF_WITH_COMMIT", "fix: five", &WHOLE.replace("four,", "four, five,")),
        (
            "GIT_CLIFF_TAG_PATTERN",
            "rc",
            &format!("top\nnext: three, four,\n{}end\n", two.replace("two", "one, two")),
        ),
        ("GIT_CLIFF_SKIP_TAGS", "rc", &WHOLE.replace(two, "")),
        ("GIT_CLIFF_IGNORE_TAGS", "rc", &WHOLE.replace(two, "").replace("three", "two, three")),
        ("GIT_CLIFF_COUNT_TAGS", "0$", &WHOLE.replace(two, "").replace("three", "two, three")),
        ("GIT_CLIFF_LIMIT_TAGS", "1", "top\nnext: four,\nv1.1.0: three,\nend\n"),
        ("GIT_CLIFF_CONFIG", "other.toml", "otherotherotherother"),
        ("GIT_CLIFF_CONFIG_URL", &url, "otherotherotherother"),
        ("GIT_CLIFF_CONTEXT", "data.json", "top\nend\n"),
    ] {
        Run::on(&repo).env(name, value).semflow(&["changelog"]).says(expected);
        let git_cliff = Run::on(&repo).env(name, value).git_cliff(&[]);
        git_cliff.says(expected);
    }
    let output = Run::on(&repo).env("GIT_CLIFF_OUTPUT", "out.md").semflow(&["changelog"]);
    output.fails_with(0);
    assert_eq!(repo.read("out.md"), WHOLE);
    repo.write("old.md", "old\n");
    let prepend = Run::on(&repo).env("GIT_CLIFF_PREPEND", "old.md").semflow(&["changelog", "-u"]);
    prepend.fails_with(0);
    assert_eq!(repo.read("old.md"), "top\nnext: four,\nold\n");
    let offline = ["changelog", "-b", "{{ remote.offline }}", "-u", "-s", "all"];
    Run::on(&repo).env("GIT_CLIFF_OFFLINE", "true").semflow(&offline).says("true");
    let hello = ["changelog", "-b", "{{ message }}", "-u", "-s", "all"];
    Run::on(&repo).env("GIT_CLIFF_WITH_TAG_MESSAGE", "hello").semflow(&hello).says("hello");
    let timeout = ["changelog", "-b", "{{ remote.gitea.http_timeout }}", "-u", "-s", "all"];
    Run::on(&repo).env("GIT_CLIFF_HTTP_TIMEOUT", "5").semflow(&timeout).says("5s");
}

#[test]
fn a_flag_is_stronger_than_its_variable_and_that_than_the_file() {
    let repo = example();
    repo.write("cliff.toml", &format!("{LINES}[git]\nskip_tags = 'v1.0.0'\n"));
    let run = || Run::on(&repo);
    let without = |line: &str| WHOLE.replace(line, "");
    run().semflow(&["changelog"]).says(&without("v1.0.0: one,\n"));
    let by_variable = run().env("GIT_CLIFF_SKIP_TAGS", "rc");
    by_variable.semflow(&["changelog"]).says(&without("v1.1.0-rc.1: two,\n"));
    let by_key = run().env("GIT_CLIFF__GIT__SKIP_TAGS", "rc");
    by_key.semflow(&["changelog"]).says(&without("v1.1.0-rc.1: two,\n"));
    let both = run().env("GIT_CLIFF_SKIP_TAGS", "rc").env("GIT_CLIFF__GIT__SKIP_TAGS", "v1.0.0");
    both.semflow(&["changelog"]).says(&without("v1.1.0-rc.1: two,\n"));
    let by_flag = run().env("GIT_CLIFF_SKIP_TAGS", "rc");
    by_flag
        .semflow(&["changelog", "--skip-tags", "0$"])
        .says(&without("v1.0.0: one,\n").replace("v1.1.0: three,\n", ""));
}
