//! Where a configuration is found, in which form, and what overrides it.

use crate::harness::case::Case;
use crate::harness::compare::assert_same;
use crate::histories::catalogue::History;

fn text(name: &str) -> String {
    format!("[changelog]\nbody = \"by {name}: {{{{ version | default(value='next') }}}}\\n\"\n")
}

fn yaml(name: &str) -> String {
    format!(
        "changelog:\n  body: |\n    by {name}: {{{{ version | default(value='next') }}}}\n  trim: no\n"
    )
}

fn json(name: &str) -> String {
    format!("{{\"changelog\": {{\"body\": \"by {name}: {{{{ commits | length }}}}\"}}}}\n")
}

fn manifest(prefix: &str) -> String {
    format!(
        "[package]\nname = 'x'\nversion = '0.1.0'\n\n[{prefix}.changelog]\n\
         body = \"by {prefix}: {{{{ commits | length }}}}\"\n\n[{prefix}.git]\nlimit_commits = 3\n\
         commit_parsers = [{{ message = '^feat', group = 'F' }}]\n\n[dependencies]\nserde = '1'\n"
    )
}

fn case(flags: &str, label: &str) -> Case {
    Case::new(History::OneTag, flags).labelled(label).finds_configuration()
}

#[test]
fn places() {
    let mut cases = Vec::new();
    let places = ["cliff.toml", ".cliff.toml", ".config/cliff.toml"];
    for (index, place) in places.into_iter().enumerate() {
        for folder in ["repository", "repository/files", "repository/new/deep", "."] {
            for root in ["repository", "repository/files", "."] {
                let path = format!("{root}/{place}");
                let label = format!("{path} in {folder}");
                let found = folder.starts_with(root) || root == ".";
                let mut one = Case::new(History::OneTag, "-r .").beside(&path, &text(place));
                one.is_configured = found;
                cases.push(one.within(folder).labelled(&label));
            }
        }
        for other in places.iter().skip(index + 1) {
            let both = case("", &format!("{place} and {other}"));
            cases.push(both.file(place, &text(place)).file(other, &text(other)));
        }
        let above = case("", &format!("{place} above")).beside(place, &text("above"));
        cases.push(above.file(".config/cliff.toml", &text("own")));
        let work = case("-w files", &format!("{place} and -w")).file(place, &text("root"));
        cases.push(work.clone());
        cases.push(
            work.file(&format!("files/{place}"), &text("below")).labelled(&format!("both {place}")),
        );
    }
    for (name, path) in [
        ("user", "home/.config/git-cliff/cliff.toml"),
        ("user, dotted", "home/.config/git-cliff/.cliff.toml"),
        ("user, other folder", "home/.git-cliff/cliff.toml"),
        ("home", "home/cliff.toml"),
    ] {
        let mut one = case("", name).beside(path, &text(name));
        one.is_configured = name == "user";
        cases.push(one.clone());
        let mut missing = one.argument("-c").argument("no-such.toml");
        missing.label += ", -c";
        cases.push(missing);
        cases.push(
            case("", &format!("{name} and own"))
                .beside(path, &text(name))
                .file("cliff.toml", &text("own")),
        );
        cases.push(
            case("", &format!("{name} and manifest"))
                .beside(path, &text(name))
                .file("Cargo.toml", &manifest("package.metadata.git-cliff")),
        );
    }
    assert_same("places", &cases);
}

#[test]
fn forms() {
    let mut cases = Vec::new();
    for (path, text) in written() {
        let index = cases.len();
        let label = format!("{index} {path}");
        let one = case(&format!("-c {path}"), &label).file(path, &text);
        cases.push(one.clone());
        cases.push(
            case("", &format!("{label} by variable"))
                .file(path, &text)
                .variable("GIT_CLIFF_CONFIG", path),
        );
    }
    cases.push(case("-c x", "extension is tried").file("x.toml", &text("x.toml")));
    cases.push(case("-c ~/x.toml", "home").beside("home/x.toml", &text("home")));
    cases.push(case("-c ../x.toml", "above").beside("x.toml", &text("above")));
    cases.push(case("-c x.toml -w files", "workdir").file("files/x.toml", &text("files")));
    cases.push(case("-c files", "a folder"));
    assert_same("forms", &cases);
}

#[test]
fn manifests() {
    let mut cases = Vec::new();
    for (file, prefixes) in [
        (
            "Cargo.toml",
            ["package.metadata.git-cliff", "workspace.metadata.git-cliff", "metadata.git-cliff"],
        ),
        ("pyproject.toml", ["tool.git-cliff", "tool.git_cliff", "tool.poetry.git-cliff"]),
        ("package.json", ["git-cliff", "x", "y"]),
    ] {
        for prefix in prefixes {
            for flags in ["", "-x", &format!("-c {file}"), "-w files"] {
                let mut one = Case::new(History::OneTag, flags).file(file, &manifest(prefix));
                one = one.file(&format!("files/{file}"), &manifest(prefix));
                one.is_configured = !matches!(prefix, "tool.git_cliff" | "tool.poetry.git-cliff")
                    && (file != "package.json" || flags.starts_with("-c"));
                cases.push(one.labelled(&format!("{file} {prefix}")));
            }
            let below =
                case("", &format!("{file} {prefix} from below")).file(file, &manifest(prefix));
            let mut below = below.within("repository/files");
            below.is_configured = false;
            cases.push(below);
        }
    }
    let both =
        case("", "two manifests").file("Cargo.toml", &manifest("package.metadata.git-cliff"));
    cases.push(both.file("pyproject.toml", &manifest("tool.git-cliff")));
    let both =
        case("", "own and manifest").file("Cargo.toml", &manifest("package.metadata.git-cliff"));
    cases.push(both.file("cliff.toml", &text("own")));
    cases.push(
        Case::new(History::OneTag, "")
            .labelled("manifest of others")
            .file("Cargo.toml", "[package]\nname = 'x'\n"),
    );
    assert_same("manifests", &cases);
}

/// Files that `-c` may name, and what they hold.
fn written() -> Vec<(&'static str, String)> {
    vec![
        ("x.yaml", yaml("yaml")),
        ("x.yml", yaml("yml")),
        ("x.json", json("json")),
        ("x.json5", json("json5")),
        ("x.toml", text("toml")),
        ("x", text("no extension")),
        ("x.txt", text("other extension")),
        ("x.TOML", text("upper case")),
        ("x.yaml", "changelog:\n  body: [".to_owned()),
        ("x.yaml", "git:\n  limit_commits: 1\n  split_commits: off\n  skip_tags: ~\n".to_owned()),
        (
            "x.yaml",
            "git:\n  commit_parsers:\n    - {message: ^feat, group: F}\n    - message: ^fix\n      skip: true\n"
                .to_owned(),
        ),
        ("x.ini", "[changelog]\nbody = ini\n".to_owned()),
        ("sub/x.toml", text("folder")),
        ("x.toml", format!("\u{feff}{}", text("mark"))),
        ("x.toml", text("CRLF").replace('\n', "\r\n")),
        ("x.toml", String::new()),
        ("detailed.toml", text("shadowed")),
        ("x.toml", "[changelog]\n\"body\" = 'quoted'\n[git]\nTRIM = 1\nLimit_Commits = 1\n".to_owned()),
    ]
}

/// What overrides keys and stands in for flags.
const VARIABLES: &[(&str, &str)] = &[
    ("GIT_CLIFF__GIT__LIMIT_COMMITS", "2"),
    ("GIT_CLIFF__GIT__LIMIT_COMMITS", "many"),
    ("GIT_CLIFF__GIT__FILTER_UNCONVENTIONAL", "false"),
    ("GIT_CLIFF__GIT__SORT_COMMITS", "newest"),
    ("GIT_CLIFF__GIT__TAG_PATTERN", "^nothing"),
    ("GIT_CLIFF__GIT__SKIP_TAGS", "v1"),
    ("GIT_CLIFF__GIT__IGNORE_TAGS", "v1"),
    ("GIT_CLIFF__GIT__INCLUDE_PATHS", "files/1.txt"),
    ("GIT_CLIFF__GIT__COMMIT_PARSERS", "[]"),
    ("GIT_CLIFF__CHANGELOG__HEADER", "# by a variable"),
    ("GIT_CLIFF__CHANGELOG__BODY", "{{ version }}"),
    ("GIT_CLIFF__CHANGELOG__FOOTER", ""),
    ("GIT_CLIFF__CHANGELOG__FOOTER", "12"),
    ("GIT_CLIFF__CHANGELOG__FOOTER", "true"),
    ("GIT_CLIFF__CHANGELOG__TRIM", "false"),
    ("GIT_CLIFF__CHANGELOG__TRIM", "maybe"),
    ("GIT_CLIFF__CHANGELOG__OUTPUT", "OUT.md"),
    ("GIT_CLIFF__CHANGELOG__NO_SUCH", "x"),
    ("GIT_CLIFF__BUMP__INITIAL_TAG", "3.0.0"),
    ("GIT_CLIFF__REMOTE__GITHUB__OWNER", "o"),
    ("GIT_CLIFF__REMOTE__OFFLINE", "true"),
    ("GIT_CLIFF__GIT", "x"),
    ("git_cliff__git__limit_commits", "1"),
    ("GIT_CLIFF__git__limit_commits", "1"),
    ("GIT_CLIFF_CONFIG", "keepachangelog"),
    ("GIT_CLIFF_TAG", "v9.9.9"),
    ("GIT_CLIFF_TAG_PATTERN", "^nothing"),
    ("GIT_CLIFF_SKIP_TAGS", "v1"),
    ("GIT_CLIFF_IGNORE_TAGS", "v1"),
    ("GIT_CLIFF_COUNT_TAGS", "^nothing"),
    ("GIT_CLIFF_LIMIT_TAGS", "1"),
    ("GIT_CLIFF_INCLUDE_PATH", "files/1.txt files/2.txt"),
    ("GIT_CLIFF_INCLUDE_PATH", ""),
    ("GIT_CLIFF_EXCLUDE_PATH", "files/1.txt"),
    ("GIT_CLIFF_WITH_COMMIT", "feat: by a variable"),
    ("GIT_CLIFF_WITH_COMMIT", "feat: one\nfix: two"),
    ("GIT_CLIFF_WITH_TAG_MESSAGE", "by a variable"),
    ("GIT_CLIFF_SKIP_COMMIT", "<<HEAD>>"),
    ("GIT_CLIFF_OUTPUT", "OUT.md"),
    ("GIT_CLIFF_PREPEND", "files/1.txt"),
    ("GIT_CLIFF_TEMPLATE", "{{ commits | length }}"),
    ("GIT_CLIFF_TEMPLATE", ""),
    ("GIT_CLIFF_WORKDIR", "files"),
    ("GIT_CLIFF_REPOSITORY", "."),
    ("GIT_CLIFF_REPOSITORY", "nowhere"),
    ("GIT_CLIFF_OFFLINE", "true"),
    ("GIT_CLIFF_HTTP_TIMEOUT", "5"),
    ("GIT_CLIFF_HTTP_TIMEOUT", "soon"),
    ("GIT_CLIFF_CONFIG_URL", ""),
    ("GITHUB_REPO", "o/r"),
    ("GITHUB_TOKEN", "secret"),
    ("GITLAB_REPO", "o/p/r"),
    ("GITEA_REPO", "r"),
    ("BITBUCKET_REPO", "https://bitbucket.org/o/r"),
    ("AZURE_DEVOPS_REPO", "o/p/r"),
    ("GITHUB_API_URL", "https://api"),
    ("GIT_DIR", "/nowhere"),
    ("RUST_LOG", "error"),
    ("NO_COLOR", "1"),
];

#[test]
fn variables() {
    let mut cases = Vec::new();
    for (name, value) in VARIABLES {
        let header = "changelog.header = '''{{ remote | json_encode }}'''\n";
        let label = format!("{name}={value}");
        for flags in ["", "-u", "--bump", "-t v8.0.0 -b {{version}}"] {
            let one = Case::new(History::OneTag, flags).variable(name, value).labelled(&label);
            cases.push(one.clone().configured(header));
            if flags.is_empty() {
                let mut one = one.labelled(&format!("{label} alone"));
                one.is_configured = *name == "GIT_CLIFF_CONFIG";
                cases.push(one);
            }
        }
    }
    assert_same("variables", &cases);
}
