//! The configurations that git-cliff carries along.

use crate::harness::case::Case;
use crate::harness::compare::{assert_effective, assert_same};
use crate::histories::catalogue::{ALL, History};

const NAMES: [&str; 13] = [
    "azure-devops-keepachangelog",
    "cocogitto",
    "detailed",
    "github",
    "github-keepachangelog",
    "gitlab",
    "gitlab-keepachangelog",
    "keepachangelog",
    "minimal",
    "scoped",
    "scopesorted",
    "statistics",
    "unconventional",
];

#[test]
fn built_in() {
    let mut cases = Vec::new();
    let mut pairs = Vec::new();
    for name in NAMES {
        for history in ALL {
            for flags in ["", "-u", "-l", "-t v9.9.9", "--github-repo o/r --gitlab-repo o/r"] {
                let case = Case::new(history, &format!("-c {name} {flags}")).finds_configuration();
                if history == History::Linear {
                    pairs.push((case.clone().labelled(name), Case::new(history, flags)));
                }
                cases.push(case);
            }
        }
        for arguments in [
            format!("-c {name}.toml"),
            format!("-c {name} --azure-devops-repo o/p/r --bump"),
            format!("-c {name} -x -u"),
            format!("-c {name} --strip all"),
        ] {
            cases.push(Case::new(History::Linear, &arguments).finds_configuration());
        }
        let named = Case::new(History::OneTag, &format!("-c {name}"));
        let file = named.file(name, "changelog.body = 'of a file'").finds_configuration();
        cases.push(file.labelled("beside a file of the name"));
    }
    assert_same("built-in", &cases);
    assert_effective("built-in", &pairs);
}

#[test]
fn no_configuration() {
    let mut cases = Vec::new();
    for history in ALL {
        for flags in ["", "-u", "-l", "--current", "-t v9.9.9", "--strip all", "--sort newest"] {
            cases.push(Case::new(history, flags));
        }
        for flags in ["-c no-such", "-c no-such.toml", "-c", "-c default", "-c cliff.toml"] {
            cases.push(Case::new(history, flags));
        }
    }
    assert_same("no configuration", &cases);
}

#[test]
fn init() {
    let mut cases = Vec::new();
    for flags in ["--list-templates", "--init no-such", "--init ../x"] {
        cases.push(Case::new(History::OneTag, flags));
    }
    for flags in ["--list-templates", "--init mine", "--init minimal", "--init no-such"] {
        let flags = format!("{flags} --templates-dir own");
        let case =
            Case::new(History::OneTag, &flags).file("own/mine.toml", "changelog.body = 'm'\n");
        let case = case.file("own/minimal.toml", "changelog.body = 'n'\n").file("own/x.txt", "");
        cases.push(case.labelled("own templates"));
    }
    assert_same("init", &cases);
}
